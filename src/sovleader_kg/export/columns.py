"""Columns: what a table of things needs to hold everything that is said of them, and how a cell is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import Literal

from sovleader_kg.names import TYPE, XSD, compact
from sovleader_kg.nodes import Node

__all__ = ["Column", "Values", "cell", "column_name", "columns_of", "kind", "safe"]

FIRST = ("label", "subject", "predicate", "object", "holder", "post", "start", "end", "date", "birth", "death")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
Values = Mapping[str, Mapping[str, Sequence[Node]]]


@dataclass(frozen=True, slots=True, order=True)
class Column:
    """A column of a table of things.

    Attributes:
        name: What it is called in the header.
        property: The IRI of the property.
        kind: "iri", a language, or the IRI of a datatype.
        many: True where some thing has several values; their triples then stand in `others.csv`.
    """

    name: str
    property: str
    kind: str
    many: bool = field(compare=False)


def kind(value: Node) -> str:
    """Return "iri", a literal's language, or the IRI of its datatype."""
    if isinstance(value, Literal):
        return value.language or value.datatype.value
    return "iri"


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: with an apostrophe before it where it begins like one.

    >>> safe("=1+1"), safe("14 October")
    ("'=1+1", '14 October')
    """
    return f"'{text}" if text.startswith(FORMULA) else text


def cell(value: Node) -> str:
    """Return what stands in a cell: an IRI in full, a literal's text."""
    is_text = isinstance(value, Literal) and (value.language or value.datatype.value == XSD + "string")
    return safe(value.value) if is_text else value.value


def _local(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]


def columns_of(things: Values) -> list[Column]:
    """Return the columns that a table of things needs, those that people look for first."""
    most: dict[tuple[str, str], int] = defaultdict(int)
    for values in things.values():
        for name, ones in values.items():
            for one in {kind(value) for value in ones}:
                most[name, one] = max(most[name, one], sum(kind(value) == one for value in ones))
    kinds: dict[str, set[str]] = defaultdict(set)
    for name, one in most:
        kinds[name].add(one)
    found = [Column(column_name(name, one, kinds[name]), name, one, count > 1) for (name, one), count in most.items()]
    return sorted(_told_apart(found), key=_rank)


def _told_apart(columns: Sequence[Column]) -> Iterator[Column]:
    """Yield columns; a name that two properties share has the prefix of what is not ours before it."""
    shared = Counter(column.name for column in columns)
    for column in columns:
        prefix = compact(column.property).partition(":")[0]
        own = shared[column.name] == 1 or prefix == "sl"
        yield column if own else replace(column, name=f"{prefix}_{column.name}")


def column_name(name: str, one: str, kinds: set[str]) -> str:
    """Return a column's name: the property's, with a language, and with the datatype where it is not the only kind."""
    if one == "iri" or (len(kinds) == 1 and one.startswith("http")):
        return _local(name)
    return f"{_local(name)}_{_local(one).lower().replace('-', '_')}"


def _rank(column: Column) -> tuple[int, str]:
    local = _local(column.property)
    rank = FIRST.index(local) if local in FIRST else len(FIRST) + (column.property == TYPE)
    return rank, column.name
