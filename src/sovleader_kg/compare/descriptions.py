"""Descriptions: what the columns of somebody's table mean, as one small frozen thing; `described` reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sovleader_kg.compare.cells import DateFormat

__all__ = ["BRACES", "MODES", "Description", "NewSource"]

MODES = ("start-mode", "end-mode")
BRACES = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class NewSource:
    """The source that a table's claims shall have: its IRI, and what the graph wants to know of a source."""

    iri: str
    title: str
    label_ru: str | None
    kind: str
    rights: str | None
    rights_ru: str | None
    licence: str | None
    page: str | None
    derives_from: tuple[str, ...]
    retrieved: str | None


@dataclass(frozen=True, slots=True)
class Description:
    """What a table is about.

    Attributes:
        name: The description's file, as messages call it.
        columns: The column of each role: "person", "start", "end", "wikidata" ….
        targets: The posts, offices or bodies led (IRIs) that every row is about; none where a column says it.
        posts: What a cell of the column of posts means: a post or an office.
        where: The cells that a row must have to be read at all.
        modes: For "start-mode" and "end-mode", the concept that a cell means.
        missing: Cells that mean "not known", beside the empty one.
        calendar: "julian", "gregorian" or None where the table does not say.
        delimiter: What stands between cells.
        date_format: The form of dates such as dd.MM.yyyy, or None for ISO and EDTF.
        locator: How a row is cited, with columns in braces; {row} is its number.
        source: The source that the claims shall have, or None.
    """

    name: str
    columns: Mapping[str, str]
    targets: tuple[str, ...]
    posts: Mapping[str, str]
    where: Mapping[str, str]
    modes: Mapping[str, Mapping[str, str]]
    missing: frozenset[str]
    calendar: str | None
    delimiter: str
    date_format: DateFormat | None
    locator: str
    source: NewSource | None

    @property
    def of_lives(self) -> bool:
        """Whether the table tells births and deaths alone, and no time in office."""
        return not self.columns.keys() & {"start", "end"}

    def wanted(self) -> list[str]:
        """Return every column that the table must have, in the order of the description."""
        named = [name for name in BRACES.findall(self.locator) if name != "row"]
        return list(dict.fromkeys([*self.columns.values(), *self.where, *named]))
