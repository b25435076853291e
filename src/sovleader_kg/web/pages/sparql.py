"""SPARQL: the page with the editor for queries of one's own, which is a form without scripts, and their answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, parse_query_results

from sovleader_kg.errors import did_you_mean
from sovleader_kg.nodes import Node
from sovleader_kg.store.queries import catalogue
from sovleader_kg.store.tables import as_table
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["LARGEST", "SAMPLE", "Outcome", "answer", "outcome_of", "read"]

LARGEST = 1_000_000  # bytes of an answer that is shown on a page
MOST = 500  # rows that are shown
LINKED = 1_200  # characters of a query that an address holds
SAMPLE = """\
# Who held which title at the head of the party, and since when. Prefixes of this graph need not be declared.
SELECT ?person ?post ?from WHERE {
  ?term sl:holder ?person ;
    sl:post ?post ;
    sl:earliestStart ?from .
  ?post sl:incarnationOf office:secretaryship .
}
ORDER BY ?from
"""
_PLACE = re.compile(r"line (\d+), column (\d+)")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a query answered.

    Attributes:
        columns: The names of the columns of a SELECT query.
        rows: Its rows, as many as are shown.
        count: How many there are.
        truth: What an ASK query answered.
        triples: What a CONSTRUCT or DESCRIBE query gave, as Turtle.
        error: Why nothing was answered.
        place: The line and the column that the error names.
        line: That line of the query.
    """

    columns: Sequence[str] = ()
    rows: Sequence[Sequence[Node | None]] = field(default=(), repr=False)
    count: int = 0
    truth: bool | None = None
    triples: str | None = None
    error: str | None = None
    place: tuple[int, int] | None = None
    line: str = ""


def read(_: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the editor with a sample, or with the stored query that `stored` names; 400 where there is none."""
    name = parameters.get("stored", "").replace("-", "_")
    if not name:
        return _page(links, SAMPLE, None, {})
    if name not in catalogue():
        return _page(
            links, SAMPLE, Outcome(error=f'no stored query "{name}".{did_you_mean(name, catalogue())}'), {}, 400
        )
    found = catalogue()[name]
    body = (line for line in found.text.splitlines() if not line.startswith("#+"))
    return _page(links, f"# {found.summary}.\n" + "\n".join(body).strip() + "\n", None, {"stored": name})


def answer(links: Links, query: str, outcome: Outcome, status: int) -> Page:
    """Return the page of what a query answered, with the query in the editor."""
    return _page(links, query, outcome, {"query": query} if len(query) <= LINKED else {}, status)


def outcome_of(query: str, status: int, media_type: str, body: bytes) -> Outcome:
    """Return what an endpoint answered: JSON or Turtle, or else one line that says why nothing."""
    if status != 200:
        return _failed(query, body.decode().strip())
    if media_type == "text/turtle":
        return Outcome(triples=body.decode())
    found = parse_query_results(body, format=QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return Outcome(truth=bool(found))
    assert isinstance(found, QuerySolutions)
    table = as_table(found)
    return Outcome(table.columns, table.rows[:MOST], len(table.rows))


def _failed(query: str, message: str) -> Outcome:
    found, lines = _PLACE.search(message), query.splitlines()
    place = (int(found[1]), int(found[2])) if found else None
    line = lines[place[0] - 1] if place and place[0] <= len(lines) else ""
    return Outcome(error=message, place=place, line=line)


def _page(links: Links, query: str, outcome: Outcome | None, kept: Mapping[str, str], status: int = 200) -> Page:
    words = WORDS[links.language]
    shown = {
        "query": query,
        "outcome": outcome,
        "most": MOST,
        "stored": catalogue().values(),
        "chosen": kept.get("stored", ""),
        "link": links.page("sparql", **kept) if "query" in kept else None,
    }
    return Page("sparql.html", words["sparql"], "sparql", shown, kept, status, words["sparql_lead"])
