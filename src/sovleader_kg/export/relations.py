"""Relations: the graph as tables that refer to each other, for databases and frames.

`relations.toml` says which tables there are, and what each column means. What no column and no link holds stands in
the table `statements`, a triple a row: all tables together are the graph again, but for its vocabulary.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, Triple

from sovleader_kg.export.columns import kind
from sovleader_kg.export.layers import quads
from sovleader_kg.names import BASE, EDTF, GRAPHS, RDFS, TYPE, XSD, compact, expand, kind_of
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine

__all__ = ["Cell", "Column", "Filled", "read_relations"]

Cell = str | int | bool | None
ONTOLOGY, LABEL = NamedNode(f"{GRAPHS}ontology"), f"{RDFS}label"
DATATYPES = {"edtf": EDTF, **{name: XSD + name for name in ("date", "integer", "boolean", "string")}}
THINGS, STATEMENTS = "things", "statements"
_PLAIN = {"integer": re.compile(r"0|-?[1-9][0-9]{0,17}"), "boolean": re.compile("true|false")}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        name: What it is called.
        kind: A table, whose ids stand in it; "en" or "ru" (texts), "string", "edtf", "date", "integer", "boolean",
            "iri" (a compact name, or an address in full), "any" (as the column of this name and `_kind` says), or
            "key" for what is no value of a property.
        note: What it means.
        property: IRI of the property, empty where it is none.
    """

    name: str
    kind: str
    note: str
    property: str = ""


@dataclass(frozen=True, slots=True)
class Filled:
    """A table with its rows, sorted.

    Attributes:
        name: What it is called.
        note: What it holds.
        columns: Its columns; in one of things the first is `id`, which names each row.
        rows: Its rows: texts, numbers and truth values, None where nothing is said.
        parts: The IRI of the property that each word of the column `part` stands for, where it has one.
    """

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: Sequence[tuple[Cell, ...]] = field(repr=False)
    parts: Mapping[str, str] = field(default_factory=dict)

    @property
    def keyed(self) -> bool:
        """Whether the first column names each row."""
        return self.columns[0].name == "id"


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of things, as it is declared; those of one class, or all."""

    name: str
    note: str
    of: str
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class _Link:
    """A table of pairs, as it is declared: from the things of a table to such a kind of values."""

    name: str
    note: str
    columns: tuple[str, str]
    of: str
    to: str
    properties: tuple[str, ...]


@cache
def _declared() -> tuple[tuple[_Table, ...], tuple[_Link, ...]]:
    read = tomllib.loads(Path(__file__).with_name("relations.toml").read_text(encoding="utf-8"))
    tables = (_table(name, one, read["sets"]) for name, one in read["tables"].items())
    links = (
        _Link(name, one["note"], (*one["columns"],), one["of"], one["to"], tuple(map(expand, one["properties"])))
        for name, one in read["links"].items()
    )
    return tuple(tables), tuple(links)


def _table(name: str, said: Mapping[str, object], sets: Mapping[str, Mapping[str, Sequence[str]]]) -> _Table:
    """Return a declared table: names first, then what is its own, then what it has as others do."""
    used, own = said.get("sets", []), said.get("columns", {})
    assert isinstance(used, list)
    assert isinstance(own, dict)
    named = [one for one in used if one == "names"]
    groups = [*(sets[one] for one in named), own, *(sets[one] for one in used if one not in named)]
    columns = tuple(Column(key, of, note, expand(is_)) for group in groups for key, (is_, of, note) in group.items())
    class_ = said.get("class")
    return _Table(name, str(said["note"]), expand(str(class_)) if class_ else "", columns)


def read_relations(engine: Engine) -> list[Filled]:
    """Read the graph as tables: of things, of pairs, and the statements that none of them holds.

    Raises:
        UsageError: The store keeps no layers apart, so that the vocabulary cannot be left out.
    """
    return _Filling(engine).tables()


class _Filling:
    """What is read of a graph, and which of its triples the tables filled so far do not hold."""

    def __init__(self, engine: Engine) -> None:
        self.things: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        words: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for quad in quads(engine):
            about, name, value = quad.subject, quad.predicate.value, quad.object
            if not isinstance(about, NamedNode) or isinstance(value, Triple):
                continue  # the vocabulary's anonymous classes
            if quad.graph_name != ONTOLOGY:
                self.things[about.value][name].append(value)
            elif about.value.startswith(BASE) and name == LABEL:
                words[about.value][name].append(value)
        for values in self.things.values():
            values.update({name: sorted(set(ones), key=str) for name, ones in values.items()})
        self.words = {iri: values for iri, values in words.items() if iri not in self.things}
        self.held: set[tuple[str, str, Node]] = set()
        self.ids: dict[str, set[str]] = {}

    def tables(self) -> list[Filled]:
        tables, links = _declared()
        for one in tables:
            self.ids[one.name] = {*self.things, *self.words} if not one.of else set(self._of_class(one.of))
        found = [*map(self._filled, tables), *map(self._linked, links)]
        return [*found, self._statements()]

    def _of_class(self, of: str) -> Iterator[str]:
        for iri, values in self.things.items():
            if NamedNode(of) in values.get(TYPE, ()):
                yield iri
                self.held.add((iri, TYPE, NamedNode(of)))

    def _filled(self, table: _Table) -> Filled:
        key = [Column("id", THINGS if table.of else "key", "its short name, as in person:joseph-stalin")]
        if not table.of:
            key += [Column("iri", "key", "its IRI"), Column("kind", "key", "what kind of thing it is, as its IRI says")]
        columns = tuple(each for column in table.columns for each in _with_kind(column))
        rows = (self._row(iri, table) for iri in self.ids[table.name])
        return Filled(table.name, table.note, (*key, *columns), sorted(rows, key=lambda row: str(row[0])))

    def _row(self, iri: str, table: _Table) -> tuple[Cell, ...]:
        values = self.things[iri] if iri in self.things else self.words[iri]
        start: list[Cell] = [_short(iri)] if table.of else [_short(iri), iri, kind_of(iri)]
        return (*start, *(cell for column in table.columns for cell in self._cells(iri, column, values)))

    def _cells(self, iri: str, column: Column, values: Mapping[str, Sequence[Node]]) -> Iterator[Cell]:
        """Yield the first value that fits a column, and its kind where the column has any."""
        value = next((one for one in values.get(column.property, ()) if self._fits(one, column.kind)), None)
        if value is not None:
            self.held.add((iri, column.property, value))
        yield None if value is None else _cell(value, column.kind)
        if column.kind == "any":
            yield None if value is None else _kind(value)

    def _fits(self, value: Node, of: str) -> bool:
        if of in self.ids:
            return isinstance(value, NamedNode) and value.value in self.ids[of]
        if of in DATATYPES:
            pattern = _PLAIN.get(of)
            return kind(value) == DATATYPES[of] and (pattern is None or bool(pattern.fullmatch(value.value)))
        return of == "any" or kind(value) == of

    def _linked(self, link: _Link) -> Filled:
        parts = {compact(name).partition(":")[2]: name for name in link.properties}
        several = [Column("part", "key", f"which: {', '.join(parts)}")] if len(parts) > 1 else []
        value = _with_kind(Column(link.columns[1], link.to, "", "" if several else link.properties[0]))
        rows = set(self._pairs(link, parts, several=bool(several)))
        columns = (Column(link.columns[0], link.of, ""), *several, *value)
        return Filled(link.name, link.note, columns, _sorted(rows), parts if several else {})

    def _pairs(self, link: _Link, parts: Mapping[str, str], *, several: bool) -> Iterator[tuple[Cell, ...]]:
        for iri in self.ids[link.of]:
            for part, name in parts.items():
                for value in self.things.get(iri, {}).get(name, ()):
                    if (iri, name, value) not in self.held and self._fits(value, link.to):
                        self.held.add((iri, name, value))
                        kinds = [_kind(value)] if link.to == "any" else []
                        yield (_short(iri), *([part] if several else []), _cell(value, link.to), *kinds)

    def _statements(self) -> Filled:
        rows = {
            (_short(iri), _short(name), _cell(value, "any"), _kind(value))
            for iri, values in self.things.items()
            for name, ones in values.items()
            for value in ones
            if (iri, name, value) not in self.held
        }
        columns = (
            Column("subject", THINGS, "what it is said of"),
            Column("property", "key", "the property"),
            *_with_kind(Column("value", "any", "the value")),
        )
        return Filled(STATEMENTS, "What no other table holds, a triple a row.", columns, _sorted(rows))


def _with_kind(column: Column) -> tuple[Column, ...]:
    """Return a column, and beside one of any kind that which says the kind."""
    told = "iri, @ and a language, or a datatype"
    return (column, Column(f"{column.name}_kind", "key", told)) if column.kind == "any" else (column,)


def _sorted(rows: Iterable[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    return sorted(rows, key=lambda row: tuple(map(str, row)))


def _short(iri: str) -> str:
    """Return a compact name, or the address in full where no prefix fits."""
    return compact(iri).removeprefix("<").removesuffix(">")


def _cell(value: Node, of: str) -> Cell:
    if isinstance(value, NamedNode):
        return _short(value.value)
    if of == "integer":
        return int(value.value)
    return value.value == "true" if of == "boolean" else value.value


def _kind(value: Node) -> str:
    """Return what a term is: "iri", "@en", "xsd:date"."""
    one = kind(value)
    return one if one == "iri" else _short(one) if ":" in one else f"@{one}"
