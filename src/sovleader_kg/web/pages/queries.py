"""Queries: the list of stored queries by topic, and the page of each with its form and rows."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from sovleader_kg.answers.finding.naming import WrongNameError
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import EDTF, XSD, compact, kind_of
from sovleader_kg.nodes import Node
from sovleader_kg.prose.dates import spoken, spoken_day
from sovleader_kg.store.headings import heading
from sovleader_kg.store.queries import Parameter, StoredQuery, bind, catalogue, stored
from sovleader_kg.store.tables import Table
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.picking import fields
from sovleader_kg.web.pages.words import WORDS
from sovleader_kg.written_days import day_meant

__all__ = ["Rows", "names", "query", "read"]

NOT_VALUES = {"lang", "run", "format", "page"}  # parameters of an address that are none of a query
SAID = 5  # things that a message names
CELLS = 260  # cells with links that fit on a page
WRITTEN = "asWritten"  # the column that has a source's own words
PLACES = {"locator", "otherLocator"}
ENOUGH = 200  # rows that show what a column holds
# The topics in the order in which the list has them, each with the first tags of its queries.
TOPICS: Mapping[str, frozenset[str]] = {
    "terms": frozenset({"terms", "tenures", "lengths"}),
    "persons": frozenset({"persons", "names", "identifiers"}),
    "bodies": frozenset({"bodies"}),
    "posts": frozenset({"posts", "powers", "procedures", "principles", "provisions", "places"}),
    "leadership": frozenset({"leadership"}),
    "events": frozenset({"events"}),
    "disputes": frozenset({"disputes", "resolutions"}),
    "claims": frozenset({"claims", "verdicts", "assessments"}),
    "sources": frozenset({"sources", "passages"}),
    "vocabulary": frozenset({"vocabulary", "org", "prov"}),
}
_COUNT = re.compile(r"(\d+) to (\d+)")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a result: its text, the IRI that it leads to, if any, and whether it is a date."""

    text: str
    iri: str | None = None
    dated: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """A result as people read it, a page of it.

    Attributes:
        headings: What its columns are called.
        rows: The cells of this page's rows.
        total: How many rows there are in all.
        first: The number of this page's first row.
        page: The number of this page.
        pages: How many there are.
    """

    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    total: int
    first: int
    page: int
    pages: int


def read(_: Library, links: Links, __: Mapping[str, str]) -> Page:
    """Return the list."""
    words = WORDS[links.language]
    topics = [(topic, words[f"query_topic_{topic}"], _of_topic(topic, links.language)) for topic in TOPICS]
    lead = words["query_lead"].format(number=len(catalogue()))
    return Page("queries.html", words["queries"], "queries", {"topics": topics, "lead": lead}, description=lead)


def _of_topic(topic: str, language: str) -> list[StoredQuery]:
    found = [one.told_in(language) for one in catalogue().values() if one.tags[0] in TOPICS[topic]]
    return sorted(found, key=lambda one: one.summary)


def names(_: Library) -> Iterator[str]:
    """Yield the names of the pages of queries."""
    yield from catalogue()


def query(library: Library, links: Links, name: str, parameters: Mapping[str, str]) -> Page | None:
    """Return the page of a stored query, with its form, and its rows if they are asked for by `run`; None for no query.

    A static site shows the rows for the sample values.
    """
    if name not in catalogue():
        return None
    found, given = stored(name).told_in(links.language), _values_in(parameters)
    run = links.static or "run" in parameters
    wanted = given if "run" in parameters or given else {one.name: one.sample for one in found.parameters}
    answer = _answer(library.kg, found, wanted, links.language, run=run)
    table, error = answer.table, answer.error
    shown = {
        "query": found,
        "fields": fields(library.kg, found, {**wanted, **answer.bound}, links.language),
        "error": _wrong(error, found, wanted, links.language) if error else None,
        "near": error.found.hits[:SAID] if isinstance(error, WrongNameError) else (),
        "rows": _rows(name, table, library.labels, links.language, parameters) if table and table.rows else None,
        "reason": answer.reason,
        "wanted": wanted,
        "text": answer.text,
        "command": _command(name, answer.bound),
        "in_editor": f"{links.page('sparql')}#query={quote(answer.text)}",
    }
    status = 400 if error else 200
    return Page("query.html", found.summary, f"queries/{name}", shown, parameters, status, found.description)


def _values_in(parameters: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in parameters.items() if key not in NOT_VALUES and value}


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of asking a query: the values as read, its text with them, rows or why there are none, or an error."""

    bound: Mapping[str, str]
    text: str
    table: Table | None = None
    reason: str = ""
    error: UsageError | None = None


def _answer(kg: KnowledgeGraph, query: StoredQuery, wanted: Mapping[str, str], language: str, *, run: bool) -> _Answer:
    bound: dict[str, str] = {}
    try:
        bound = {name: str(value) for name, value in kg.values(query.name, wanted).items()}
        text = bind(query, bound)
        table = kg.ask(query.name, **bound) if run else None
        return _Answer(bound, _without_header(text), table, _reason(table, language))
    except UsageError as error:
        return _Answer(bound, _without_header(query.text), error=error)


def _reason(table: Table | None, language: str) -> str:
    """Return why there are no rows."""
    return "" if table is None else (table.reason_ru if language == "ru" else table.reason) or ""


def _without_header(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith("#+")).strip()


def _command(name: str, bound: Mapping[str, str]) -> str:
    """Return the same question on the command line."""
    return " ".join([f"sovleader ask {name}", *(f"--{key} {_told_to_shell(value)}" for key, value in bound.items())])


def _told_to_shell(value: str) -> str:
    return shlex.quote(compact(value) if kind_of(value) else value)


def _wrong(error: UsageError, query: StoredQuery, wanted: Mapping[str, str], language: str) -> str:
    """Return in the page's language what is wrong with a value; what was meant is listed beside it."""
    parameter = next((one for one in query.parameters if one.name == error.parameter), None)
    if parameter is None:
        return f"{error}"
    text = wanted.get(parameter.name, "")
    said: str = WORDS[language][f"query_{_fault(error, parameter, text)}"]
    return said.format(meaning=parameter.meaning, text=text, error=error.args[0])


def _fault(error: UsageError, parameter: Parameter, text: str) -> str:
    if not isinstance(error, WrongNameError):
        return "wrong_thing" if parameter.kinds else "reversed" if day_meant(text) else "wrong_value"
    hits = error.found.hits
    return "unknown" if not hits else "near" if hits[0].fit == "near" else "several"


def _rows(name: str, table: Table, labels: Labels, language: str, parameters: Mapping[str, str]) -> Rows:
    """Return a page of a result, without columns that only repeat what a thing beside them is called."""
    kept = [at for at in range(len(table.columns)) if not _repeats(table, at, labels)]
    size = max(10, CELLS // max(1, len(kept)))
    pages = -(-len(table.rows) // size)
    asked = parameters.get("page", "1")
    page = min(max(1, int(asked)), pages) if asked.isdecimal() and len(asked) < 6 else 1
    first = (page - 1) * size
    shown = [
        [_cell(row[at], table.columns[at], labels, language) for at in kept] for row in table.rows[first : first + size]
    ]
    headings = [heading(table.columns[at], language, name) for at in kept]
    return Rows(headings, shown, len(table.rows), first + 1, page, pages)


def _repeats(table: Table, at: int, labels: Labels) -> bool:
    """Return whether a column has nothing but the English label of a thing in the same row."""
    seen = [row for row in table.rows[:ENOUGH] if row[at] is not None]
    return bool(seen) and all(_is_name_beside(row[at], row, labels) for row in seen)


def _is_name_beside(cell: Node | None, row: Sequence[Node | None], labels: Labels) -> bool:
    things = (one.value for one in row if isinstance(one, NamedNode))
    return isinstance(cell, Literal) and any(labels.of(thing, "en") == cell.value for thing in things)


def _cell(node: Node | None, column: str, labels: Labels, language: str) -> Cell:
    """Return a cell as a person reads it: a thing by its label, a date in words."""
    if node is None:
        return Cell("")
    if isinstance(node, NamedNode):
        return Cell(labels.of(node.value, language), node.value)
    if not isinstance(node, Literal):
        return Cell(node.value)
    text = node.value
    if node.datatype.value == EDTF:
        return Cell(spoken(text, language), dated=True)
    if node.datatype.value == f"{XSD}date" and len(text) == 10:
        return Cell(spoken_day(date.fromisoformat(text), language), dated=True)
    if node.datatype.value == f"{XSD}boolean":
        return Cell(WORDS[language]["query_yes" if text in {"true", "1"} else "query_no"])
    return Cell(_said(text, column, node.language, labels, language))


def _said(text: str, column: str, written: str | None, labels: Labels, language: str) -> str:
    """Return a text as a person reads it: a source's own words, a place, a label, a count, or the word for a code."""
    if column == WRITTEN:
        return text
    if column in PLACES:
        return labels.place(text, language)
    if written == "en":
        return labels.name(text, language)
    count = _COUNT.fullmatch(text) if language == "ru" else None
    return f"от {count[1]} до {count[2]}" if count else WORDS[language].get(f"code {text}", text)
