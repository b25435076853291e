"""Lists: a source that lists, as a table of claims with its description beside it.

`data/claims/<source>.csv` has one row a passage, and `<source>.toml` says what its columns are:

| column | holds |
|---|---|
| `id` | the row's name, which no later row takes: `claim:<source>.<id>.<column>` hangs on it |
| `about` | what the row tells of, a term or an event, as `term:joseph-stalin.1` |
| a column that the description names | a value of that property, empty where the row does not tell it |
| `<column>.written` | how the row spells that value; `written` spells all its dates and numbers |
| `source` | the source of the row, where it is not the table's |
| `locator` | where the row stands in its source |
| `calendar`, `stance`, `polarity`, `valid` | as for a claim by hand; Gregorian or unsaid, stated, affirmed, always |
| `sha256` | the hash of the row's wording, normalised |

Nothing is matched by guess: every thing is named by its IRI.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.columns import OWN, Description, Known, part_of, property_of, read_description
from sovleader_kg.corpus.turtle import Document, text_of
from sovleader_kg.dates import days_of
from sovleader_kg.errors import DataError, DateError, Problem, SovleaderError, did_you_mean
from sovleader_kg.names import BASE, EDTF, PREFIXES, RDF, TYPE, XSD, expand, sl
from sovleader_kg.nodes import Node

__all__ = ["ListDocument", "read_list"]

Rows = list[tuple[int, list[str]]]
NEEDED = ("id", "about", "locator", "sha256")
SPELLED = {"dates", "numbers"}
CHOICES = {
    "calendar": ("gregorian", "julian"),
    "stance": ("stated", "implied", "hedged", "reported"),
    "polarity": ("affirmed", "denied"),
}
WRITTEN = ".written"
GLOSS, QUOTED = 160, 80
GLOSSED = {"en": "{}: {} {}.", "ru": "{}, {} — {}."}

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"(?P<text>.+)@(?P<language>[a-z]{2,3}(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class ListDocument(Document):
    """A table of claims, read: the triples of its rows, and the line on which each passage and claim has its row."""

    lines: Mapping[str, int] = field(default_factory=dict, repr=False)

    def line_of(self, iri: str, after: str | None = None) -> int:
        """Return the line of the row that makes a passage or claim, or that names a thing first."""
        row = self.lines.get(iri) or (self.lines.get(after) if after else None)
        return row or Document.line_of(self, iri)


def read_list(path: Path, name: str, known: Known) -> ListDocument:
    """Read one table of claims.

    Args:
        path: The table, its description beside it.
        name: The file as messages call it.
        known: What its columns and rows may name.

    Raises:
        DataError: What is wrong with the table or its description, each mistake with its row and column.
    """
    text = text_of(path, name)
    if not _SLUG.fullmatch(path.stem):
        message = "its claims are named after it: call the file by lower-case letters, digits and hyphens"
        raise DataError([Problem(name, message, rule="list")])
    description = read_description(path.with_suffix(".toml"), str(Path(name).with_suffix(".toml")), known)
    rows, broken = _rows(name, text)
    if not rows and broken:
        raise DataError(broken)
    header = rows[0][1] if rows else []
    _check_header(name, header, description)
    reader = _Reader(name, path.stem, header, description, known)
    for line, cells in rows[1:]:
        reader.read(line, cells)
    if problems := [*reader.problems, *broken]:
        raise DataError(problems)
    return ListDocument(name, text, tuple(reader.triples), PREFIXES, reader.lines)


def _rows(name: str, text: str) -> tuple[Rows, list[Problem]]:
    """Return the rows of a table, each with the line on which it begins, and where it is none any more."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    found: Rows = []
    line = 1
    try:
        for cells in rows:
            found.append((line, cells))
            line = rows.line_num + 1
    except csv.Error as error:
        message = f"not a table: {error}; close each quoted cell, and write a quote inside it twice"
        return found, [Problem(f"{name}:{line}", message, rule="list")]
    return found, []


def _check_header(name: str, header: Sequence[str], description: Description) -> None:
    known = [*OWN, *description.columns, *(column + WRITTEN for column in description.columns)]
    needed = [*NEEDED, *description.columns]
    if len(header) < 2:
        problems = ["the first line names the columns, with commas between them"]
    else:
        unknown = (column for column in header if column not in known)
        problems = [f'the description names no column "{one}".{did_you_mean(one, known)}' for one in unknown]
        problems += [f'column "{one}" stands twice' for one in sorted({c for c in header if header.count(c) > 1})]
        problems += [f'no column "{column}": the table needs it' for column in needed if column not in header]
    if problems:
        raise DataError(Problem(f"{name}:1", message, rule="list") for message in problems)


class _Reader:
    """Rows in, triples and problems out."""

    def __init__(
        self,
        name: str,
        stem: str,
        header: Sequence[str],
        description: Description,
        known: Known,
    ) -> None:
        self._name, self._stem, self._header, self._description = name, stem, header, description
        self._known = known
        self.triples: list[Triple] = []
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}
        self._rows: dict[str, int] = {}

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Read one row; one that is wrong gives problems and no triples."""
        if not any(cells):
            return
        if len(cells) != len(self._header):
            hint = "leave empty cells in, and quote a cell that holds a comma"
            self._wrong(line, f"{len(cells)} cells, not {len(self._header)}: {hint}")
            return
        row = {column: " ".join(cell.split()) for column, cell in zip(self._header, cells, strict=True)}
        before = len(self.problems)
        self._check(line, row)
        about = self._thing(line, "about", row["about"])
        source = self._thing(line, "source", row.get("source") or self._description.source)
        told = [column for column in self._description.columns if row[column]]
        values = {column: value for column in told if (value := self._value(line, column, row[column]))}
        if not told:
            self._wrong(line, "tells nothing: fill a column, or take the row out")
        if len(self.problems) == before and about and source:
            self.triples += self._passage(line, row, source)
            for column, value in values.items():
                self.triples += self._claim(line, row, (about, column, value))

    def _wrong(self, line: int, message: str, column: str | None = None) -> None:
        where = f'column "{column}": ' if column else ""
        self.problems.append(Problem(f"{self._name}:{line}", where + message, rule="list"))

    def _check(self, line: int, row: Mapping[str, str]) -> None:
        """Tell what is wrong in the columns that every table may have."""
        for column in (column for column in ("id", "locator", "sha256") if not row[column]):
            self._wrong(line, "is empty", column)
        if row["id"] and not _SLUG.fullmatch(row["id"]):
            self._wrong(line, f'"{row["id"]}" is not a name in lower-case letters, digits and hyphens', "id")
        if row["id"] and (first := self._rows.setdefault(row["id"], line)) != line:
            self._wrong(line, f'"{row["id"]}" names the row of line {first} already; a row keeps its name', "id")
        if row["sha256"] and not _SHA256.fullmatch(row["sha256"]):
            self._wrong(line, "is not 64 lower-case hexadecimal digits", "sha256")
        for column, choices in CHOICES.items():
            cell = row.get(column, "")
            for word in cell.split() if column == "stance" else filter(None, [cell]):
                if word not in choices:
                    self._wrong(line, f'"{word}" is none of {", ".join(choices)}', column)
        if row.get("valid"):
            self._date(line, "valid", row["valid"])
        self._check_spellings(line, row)

    def _check_spellings(self, line: int, row: Mapping[str, str]) -> None:
        for column in (column for column in row if column == "written" or column.endswith(WRITTEN)):
            if len(row[column]) > QUOTED:
                self._wrong(line, f"longer than {QUOTED} characters: quote only the date, name or number", column)
        for column, kind in self._description.columns.items():
            if row.get(column + WRITTEN) and not row[column]:
                self._wrong(line, f'spells a value that the column "{column}" does not give', column + WRITTEN)
            if row[column] and kind in SPELLED and not self._spelling(row, column):
                self._wrong(line, f"say how the row spells it: fill {column}{WRITTEN} or written", column)

    def _thing(self, line: int, column: str, text: str) -> NamedNode | None:
        try:
            return NamedNode(expand(text))
        except SovleaderError as error:
            self._wrong(line, str(error), column)
        except ValueError:
            self._wrong(line, f'"{text}" is not the IRI of one thing', column)
        return None

    def _value(self, line: int, column: str, text: str) -> Node | None:
        """Return the value of a cell, or None where it is not of the column's kind."""
        kind = self._description.columns[column]
        if kind == "things":
            return self._thing(line, column, text)
        if kind == "texts":
            return Literal(text)
        if kind == "dates":
            return self._date(line, column, text)
        if kind == "numbers":
            if text.isascii() and text.isdigit():
                return Literal(text, datatype=NamedNode(XSD + "integer"))
            self._wrong(line, f'"{text}" is not a whole number', column)
        elif name := _NAME.fullmatch(text):
            return Literal(name["text"], language=name["language"])
        else:
            self._wrong(line, f'"{text}" is not a name with its language: write {text}@ru', column)
        return None

    def _date(self, line: int, column: str, text: str) -> Node | None:
        try:
            days_of(text)
        except DateError as error:
            self._wrong(line, str(error), column)
            return None
        return _edtf(text)

    def _passage(self, line: int, row: Mapping[str, str], source: NamedNode) -> Iterable[Triple]:
        passage = f"{BASE}passage/{self._stem}.{row['id']}"
        self.lines[passage] = line
        return _said(
            passage,
            (TYPE, NamedNode(sl("Passage"))),
            (sl("source"), source),
            (sl("locator"), Literal(row["locator"])),
            (sl("sha256"), Literal(row["sha256"])),
        )

    def _claim(self, line: int, row: Mapping[str, str], said: tuple[NamedNode, str, Node]) -> Iterable[Triple]:
        about, column, value = said
        claim = f"{BASE}claim/{self._stem}.{row['id']}.{part_of(column)}"
        self.lines[claim] = line
        return _said(
            claim,
            (TYPE, NamedNode(sl("Claim"))),
            (RDF + "subject", about),
            (RDF + "predicate", NamedNode(property_of(column))),
            (RDF + "object", value),
            (sl("passage"), NamedNode(f"{BASE}passage/{self._stem}.{row['id']}")),
            *((sl("gloss"), Literal(self._gloss(said, language), language=language)) for language in GLOSSED),
            (sl("polarity"), _concept(row.get("polarity") or "affirmed")),
            *((sl("stance"), _concept(stance)) for stance in (row.get("stance") or "stated").split()),
            *self._quoted(row, column),
        )

    def _quoted(self, row: Mapping[str, str], column: str) -> Iterator[tuple[str, Node]]:
        """Yield what a claim says of its wording, calendar and time."""
        if written := self._spelling(row, column):
            yield sl("asWritten"), Literal(written)
        if self._description.columns[column] == "dates" and row.get("calendar"):
            yield sl("calendar"), _concept(row["calendar"])
        if row.get("valid"):
            yield sl("validDuring"), _edtf(row["valid"])

    def _spelling(self, row: Mapping[str, str], column: str) -> str:
        """Return how a row spells a value, or nothing where it does not say."""
        spelled = self._description.columns[column] in SPELLED
        return row.get(column + WRITTEN) or (row.get("written", "") if spelled else "")

    def _gloss(self, said: tuple[NamedNode, str, Node], language: str) -> str:
        """Return what a claim says, in our words: the thing, the property and the value."""
        about, column, value = said
        told = self._known.named(value.value, language) if isinstance(value, NamedNode) else value.value
        gloss = GLOSSED[language].format(
            self._known.named(about.value, language), self._known.of(column, language), told
        )
        return gloss if len(gloss) <= GLOSS else f"{gloss[: GLOSS - 2].rstrip()}…"


def _concept(name: str) -> NamedNode:
    return NamedNode(f"{BASE}concept/{name}")


def _edtf(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(EDTF))


def _said(subject: str, *rows: tuple[str, Node]) -> Iterable[Triple]:
    return [Triple(NamedNode(subject), NamedNode(predicate), value) for predicate, value in rows]
