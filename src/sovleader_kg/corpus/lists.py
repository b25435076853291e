"""Lists: a source that lists, as a table of claims with its description beside it.

`data/claims/<source>.csv` has one row a passage, and `<source>.toml` says what its columns are:

| column | holds |
|---|---|
| `id` | the row's name, which no later row takes: `claim:<source>.<id>.<column>` hangs on it |
| `about` | what the row tells of, a term or an event, as `term:joseph-stalin.1` |
| a column that the description names | a value of that property, empty where the row does not tell it |
| `written` | how the row spells its dates and numbers; `<column>.written` for one of them alone |
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
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.turtle import Document, text_of
from sovleader_kg.dates import days_of
from sovleader_kg.errors import DataError, DateError, Problem, SovleaderError, did_you_mean
from sovleader_kg.names import BASE, EDTF, PREFIXES, RDF, TYPE, XSD, compact, expand, sl
from sovleader_kg.nodes import Node

__all__ = ["Labels", "ListDocument", "read_list"]

Labels = Mapping[str, str]
OWN = ("id", "about", "written", "source", "locator", "calendar", "stance", "polarity", "valid", "sha256")
NEEDED = ("id", "about", "locator", "sha256")
KINDS = ("things", "dates", "numbers", "names", "texts")
CHOICES = {
    "calendar": ("", "gregorian", "julian"),
    "stance": ("", "stated", "implied", "hedged", "reported"),
    "polarity": ("", "affirmed", "denied"),
}
BORROWED = {
    PREFIXES["skos"] + "exactMatch": "is the same as",
    PREFIXES["foaf"] + "isPrimaryTopicOf": "is what the page is about:",
}
WRITTEN = ".written"
GLOSS, QUOTED = 160, 80

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"(?P<text>.+)@(?P<language>[a-z]{2,3}(?:-[a-z0-9]+)*)")


@dataclass(frozen=True, slots=True)
class ListDocument(Document):
    """A table of claims, read: the triples of its rows, and the line that each passage and claim comes from."""

    lines: Mapping[str, int] = field(default_factory=dict, repr=False)

    def line_of(self, iri: str, after: str | None = None) -> int:
        """Return the line of the row that makes a passage or claim, or that names a thing first."""
        row = self.lines.get(iri) or (self.lines.get(after) if after else None)
        return row or Document.line_of(self, iri)


@dataclass(frozen=True, slots=True)
class _Description:
    """What the description of a table says: its source, and the kind of value of each property's column."""

    source: str
    columns: Mapping[str, str]


def read_list(path: Path, name: str, labels: Labels, properties: Labels) -> ListDocument:
    """Read one table of claims.

    Args:
        path: The table, its description beside it.
        name: The file as messages call it.
        labels: The English labels of the things that rows may be about, by IRI.
        properties: The English labels of the properties that columns may name, by IRI.

    Raises:
        DataError: What is wrong with the table or its description, each mistake with its row and column.
    """
    description = _described(path.with_suffix(".toml"), str(Path(name).with_suffix(".toml")), properties)
    text = text_of(path, name)
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(rows, [])
        _check_header(name, header, description)
        reader = _Reader(name, path.stem, header, description, labels, properties)
        for cells in rows:
            reader.read(rows.line_num, cells)
    except csv.Error as error:
        raise DataError([Problem(f"{name}:{rows.line_num}", f"not a table: {error}", rule="list")]) from None
    if reader.problems:
        raise DataError(reader.problems)
    return ListDocument(name, text, tuple(reader.triples), PREFIXES, reader.lines)


def _described(path: Path, name: str, properties: Labels) -> _Description:
    """Read the description of a table."""

    def wrong(message: str) -> DataError:
        return DataError([Problem(name, message, rule="list")])

    if not path.is_file():
        raise wrong("is missing: a table of claims has a description beside it (docs/lists.md)")
    try:
        read = tomllib.loads(text_of(path, name))
    except tomllib.TOMLDecodeError as error:
        raise wrong(f"not TOML: {error}") from None
    for key in read.keys() - {"title", "source", *KINDS}:
        raise wrong(f'no key "{key}".{did_you_mean(key, ["title", "source", *KINDS])}')
    if not isinstance(read.get("title"), str) or not isinstance(read.get("source"), str):
        raise wrong('say what the table is and where its rows stand: title = "…", source = "source:…"')
    columns = {}
    for kind in KINDS:
        listed = read.get(kind, [])
        if not isinstance(listed, list) or not all(isinstance(column, str) for column in listed):
            raise wrong(f'{kind} is a list of columns: {kind} = ["…"]')
        for column in listed:
            if _property(column) not in {*properties, *BORROWED}:
                known = [compact(iri).removeprefix("sl:") for iri in properties]
                raise wrong(f'{kind}: no property "{column}".{did_you_mean(column, known)}')
            columns[column] = kind
    return _Description(_iri(read["source"], name), columns)


def _property(column: str) -> str:
    """Return the property that a column names: one of the project's, or another's by its prefix."""
    return expand(column) if ":" in column else sl(column)


def _iri(text: str, where: str) -> str:
    try:
        return expand(text)
    except SovleaderError as error:
        raise DataError([Problem(where, str(error), rule="list")]) from None


def _check_header(name: str, header: Sequence[str], description: _Description) -> None:
    known = [*OWN, *description.columns, *(column + WRITTEN for column in description.columns)]
    problems = [f'no column "{column}".{did_you_mean(column, known)}' for column in header if column not in known]
    problems += [f'column "{column}" stands twice' for column in sorted({c for c in header if header.count(c) > 1})]
    needed = [*NEEDED, *description.columns]
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
        description: _Description,
        labels: Labels,
        properties: Labels,
    ) -> None:
        self._name, self._stem, self._header, self._description = name, stem, header, description
        self._labels, self._properties = labels, properties
        self.triples: list[Triple] = []
        self.problems: list[Problem] = []
        self.lines: dict[str, int] = {}

    def read(self, line: int, cells: Sequence[str]) -> None:
        """Read one row; one that is wrong gives problems and no triples."""
        if not any(cells):
            return
        if len(cells) != len(self._header):
            self._wrong(line, f"{len(cells)} cells, not {len(self._header)}: quote a cell that holds a comma")
            return
        row = {column: " ".join(cell.split()) for column, cell in zip(self._header, cells, strict=True)}
        before = len(self.problems)
        triples = list(self._triples(line, row))
        if len(self.problems) == before:
            self.triples += triples

    def _wrong(self, line: int, message: str, column: str | None = None) -> None:
        where = f'column "{column}": ' if column else ""
        self.problems.append(Problem(f"{self._name}:{line}", where + message, rule="list"))

    def _triples(self, line: int, row: Mapping[str, str]) -> Iterator[Triple]:
        self._check(line, row)
        passage = f"{BASE}passage/{self._stem}.{row['id']}"
        if passage in self.lines:
            self._wrong(line, f'"{row["id"]}" names row {self.lines[passage]} already; a row keeps its own', "id")
        self.lines[passage] = line
        about = self._thing(line, "about", row["about"])
        source = self._thing(line, "source", row["source"]) if row.get("source") else self._description.source
        yield from _said(
            passage,
            (TYPE, NamedNode(sl("Passage"))),
            (sl("source"), NamedNode(source)),
            (sl("locator"), Literal(row["locator"])),
            (sl("sha256"), Literal(row["sha256"])),
        )
        told = [column for column in self._description.columns if row[column]]
        if not told:
            self._wrong(line, "tells nothing: fill a column, or take the row out")
        for column in told:
            value = self._value(line, column, row[column])
            if value is not None:
                yield from self._claim(line, row, (about, column, value))

    def _check(self, line: int, row: Mapping[str, str]) -> None:
        for column in (column for column in NEEDED if not row[column]):
            self._wrong(line, "is empty", column)
        if row["id"] and not _ID.fullmatch(row["id"]):
            self._wrong(line, f'"{row["id"]}" is not a name in lower-case letters, digits and hyphens', "id")
        if row["sha256"] and not _SHA256.fullmatch(row["sha256"]):
            self._wrong(line, "is not 64 lower-case hexadecimal digits", "sha256")
        for column, choices in CHOICES.items():
            for word in row.get(column, "").split(" ") if column in row else ():
                if word not in choices:
                    self._wrong(line, f'"{word}" is none of {", ".join(filter(None, choices))}', column)

    def _thing(self, line: int, column: str, text: str) -> str:
        try:
            return expand(text)
        except SovleaderError as error:
            self._wrong(line, str(error), column)
            return BASE

    def _value(self, line: int, column: str, text: str) -> Node | None:
        """Return the value of a cell, or None where it is not of the column's kind."""
        kind = self._description.columns[column]
        if kind == "things":
            return NamedNode(self._thing(line, column, text))
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
        return Literal(text, datatype=NamedNode(EDTF))

    def _claim(self, line: int, row: Mapping[str, str], said: tuple[str, str, Node]) -> Iterator[Triple]:
        about, column, value = said
        claim = f"{BASE}claim/{self._stem}.{row['id']}.{column.rpartition(':')[2].lower()}"
        self.lines[claim] = line
        yield from _said(
            claim,
            (TYPE, NamedNode(sl("Claim"))),
            (RDF + "subject", NamedNode(about)),
            (RDF + "predicate", NamedNode(_property(column))),
            (RDF + "object", value),
            (sl("passage"), NamedNode(f"{BASE}passage/{self._stem}.{row['id']}")),
            (sl("gloss"), Literal(self._gloss(about, column, value), language="en")),
            (sl("polarity"), _concept(row.get("polarity") or "affirmed")),
            *((sl("stance"), _concept(stance)) for stance in (row.get("stance") or "stated").split(" ")),
            *self._quoted(line, row, column),
        )

    def _quoted(self, line: int, row: Mapping[str, str], column: str) -> Iterator[tuple[str, Node]]:
        """Yield what a claim says of its wording, calendar and time."""
        kind = self._description.columns[column]
        written = row.get(column + WRITTEN) or row.get("written", "")
        if kind in {"dates", "numbers"} and not written:
            self._wrong(line, f"say how the row spells it: fill {column}{WRITTEN} or written", column)
        if len(written) > QUOTED:
            self._wrong(line, f"longer than {QUOTED} characters: quote only the date or number", "written")
        if written:
            yield sl("asWritten"), Literal(written)
        if kind == "dates" and row.get("calendar"):
            yield sl("calendar"), _concept(row["calendar"])
        if row.get("valid") and (valid := self._date(line, "valid", row["valid"])):
            yield sl("validDuring"), valid

    def _gloss(self, about: str, column: str, value: Node) -> str:
        """Return what a claim says, in our words: the thing, the property and the value."""
        thing = self._labels.get(about) or compact(about)
        told = (self._labels.get(value.value) or compact(value.value)) if isinstance(value, NamedNode) else value.value
        prop = _property(column)
        gloss = f"{thing}: {self._properties.get(prop) or BORROWED[prop]} {told}."
        return gloss if len(gloss) <= GLOSS else f"{gloss[: GLOSS - 2].rstrip()}…"


def _concept(name: str) -> NamedNode:
    return NamedNode(f"{BASE}concept/{name}")


def _said(subject: str, *rows: tuple[str, Node]) -> Iterable[Triple]:
    return [Triple(NamedNode(subject), NamedNode(predicate), value) for predicate, value in rows]
