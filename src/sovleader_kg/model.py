"""Results: frozen, typed, with a stable JSON form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from pyoxigraph import BlankNode, Literal, NamedNode

from sovleader_kg.names import XSD, compact

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = [
    "Answer",
    "Asked",
    "Boundary",
    "Certainty",
    "Holding",
    "Nobody",
    "Parameter",
    "StoredQuery",
    "Table",
    "python_value",
]

_INTEGER = re.compile(r"[+-]?[0-9]+")
Certainty = OneOf["certain", "possible"]
Boundary = OneOf["enters", "leaves"]
Asked = OneOf["post", "office"]
Node = NamedNode | BlankNode | Literal


@dataclass(frozen=True, slots=True)
class Holding:
    """One person who held a post or the office on a day, or in a period.

    Attributes:
        person: IRI of the person.
        name: The person's English label.
        post: IRI of the post; across a renaming, the post that the time ends with.
        term: IRI of the term, chosen likewise.
        certainty: "certain" (in every reading of the claims) or "possible" (in some).
        boundary: "enters" or "leaves" where every reading puts the change on this day, else None; for days only.
        acting: True for an acting term.
        claims: IRIs of the claims on the terms behind the answer that no resolution rejects, sorted.
    """

    person: str
    name: str
    post: str
    term: str
    certainty: Certainty
    boundary: Boundary | None
    acting: bool
    claims: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in self.__slots__} | {"claims": list(self.claims)}


@dataclass(frozen=True, slots=True)
class Nobody:
    """That nobody held it, how sure that is, and why.

    Attributes:
        certainty: "certain" where nobody can have held it, "possible" where somebody may have: one whom the
            answers name, or, where the sources are silent, one whom the graph does not know.
        reasons: "no-post", "vacant" or "silent", all that hold in some reading, and "changed-hands" where
            nobody held it through a whole period because others followed; "collective" for leadership in
            effect; "outside" beside them where a day lies outside 1917-1991.
    """

    certainty: Certainty
    reasons: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"certainty": self.certainty, "reasons": list(self.reasons)}


@dataclass(frozen=True, slots=True)
class Answer:
    """Who held a post or an office on a day, or in a period.

    Attributes:
        asked: "post" or "office".
        subject: IRI of the post or office.
        on: The day, ISO; None for a period.
        answers: The holders, the certain ones first; both of a handover day.
        nobody: Why nobody (also) may have held it, or None where somebody certainly did.
        during: The period of which some day was asked about, EDTF.
        through: The period of which every day was asked about, EDTF.
    """

    asked: Asked
    subject: str
    on: str | None
    answers: tuple[Holding, ...]
    nobody: Nobody | None
    during: str | None = None
    through: str | None = None

    @property
    def holder(self) -> Holding | None:
        """The one holder: the newcomer if certain, else the certain one, else None."""
        certain = [one for one in self.answers if one.certainty == "certain"]
        entering = [one for one in certain if one.boundary == "enters"]
        return next(iter(entering or certain), None)

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            self.asked: self.subject,
            **{mode: getattr(self, mode) for mode in ("on", "during", "through") if getattr(self, mode)},
            "answers": [one.as_json() for one in self.answers],
            "nobody": self.nobody.as_json() if self.nobody else None,
        }


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a stored query: its name, type (iri, date, integer, string), sample and meaning."""

    name: str
    type: str
    sample: str
    meaning: str


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query: its name (the file's stem), what its header says, and its text."""

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    text: str = field(repr=False)

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form, without the text."""
        parameters = [{name: getattr(one, name) for name in one.__slots__} for one in self.parameters]
        shown = {name: getattr(self, name) for name in ("name", "summary", "description")}
        return {**shown, "tags": list(self.tags), "params": parameters}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT query, as terms of RDF; None is an unbound cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | bool | None]]:
        """Yield each row as a dictionary of plain Python values, as `records`."""
        return iter(self.records())

    def records(self) -> list[dict[str, str | int | bool | None]]:
        """Return rows as dictionaries: IRIs and texts as str, xsd:integer as int, xsd:boolean as bool."""
        return [dict(zip(self.columns, map(python_value, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas frame, a column for each variable; `frames.py` tells the types.

        Raises:
            UsageError: pandas is not installed.
        """
        from sovleader_kg.frames import to_pandas

        return to_pandas(self)

    def to_polars(self) -> pl.DataFrame:
        """Return a polars frame, a column for each variable; `frames.py` tells the types.

        Raises:
            UsageError: polars is not installed.
        """
        from sovleader_kg.frames import to_polars

        return to_polars(self)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the first rows, things as links."""
        from sovleader_kg.notebook import table_html

        return table_html(self)


def python_value(node: Node | None) -> str | int | bool | None:
    """Return the plain Python value of a term.

    >>> python_value(Literal("3", datatype=NamedNode(XSD + "integer")))
    3
    """
    if not isinstance(node, Literal):
        return None if node is None else node.value
    if node.datatype.value == XSD + "integer" and _INTEGER.fullmatch(node.value):
        return int(node.value)
    if node.datatype.value == XSD + "boolean":
        return node.value in {"true", "1"}
    return node.value


def shown(node: Node | None) -> str:
    """Return a term as a person reads it: a compact name, or the bare text."""
    if node is None:
        return ""
    return compact(node.value) if isinstance(node, NamedNode) else node.value
