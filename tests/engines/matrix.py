"""The matrix: what each engine answers to each question, beside what pyoxigraph answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
    serialize,
)

import faults
import questions
from engines.server import JSON, NTRIPLES, ask
from sovleader_kg import files
from sovleader_kg.names import BASE, XSD
from sovleader_kg.store.queries import bind, catalogue

__all__ = ["ASKED", "Question", "answer", "checks", "expected", "faulty", "loaded", "opened", "views", "with_values"]

Answer = tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]
OWN = re.compile(f"{BASE}(?!concept/)[a-z]+/")
SPELLINGS = {"1": "true", "0": "false"}


@dataclass(frozen=True, slots=True)
class Question:
    """A query's name and text, ready to be sent."""

    name: str
    text: str


@cache
def with_values() -> tuple[Question, ...]:
    """Return the stored queries with values, those whose answers do not grow with the data."""
    return tuple(Question(f"{one.query}, {one.name}", one.text) for one in questions.CASES if one.graph == "shipped")


@cache
def opened() -> tuple[Question, ...]:
    """Return every stored query open, and those with values that are asked of the small graph."""
    bound = [
        Question(f"{one.query}, {one.name}", one.text) for one in questions.CASES if one.graph == "small" and one.values
    ]
    return (*(Question(f"{name}, open", bind(query, {})) for name, query in catalogue().items()), *bound)


@cache
def checks() -> tuple[Question, ...]:
    """Return every stored check."""
    return tuple(
        Question(f"checks/{path.stem}", path.read_text(encoding="utf-8")) for path in files.query_files("checks")
    )


@cache
def views() -> tuple[Question, ...]:
    """Return every view, a CONSTRUCT into another vocabulary."""
    paths = files.query_files("views")
    return tuple(Question(f"views/{path.stem}", path.read_text(encoding="utf-8")) for path in paths)


@cache
def faulty() -> bytes:
    """Return the seeded faults of all checks as one file, so that the checks have something to find.

    Each fault's things are called apart from the others'.
    """
    lines: set[str] = set()
    for number, case in enumerate(faults.CASES):
        triples = serialize(faults.with_bounds(case.read_text(encoding="utf-8")), format=RdfFormat.N_TRIPLES) or b""
        lines.update(OWN.sub(rf"\g<0>fault-{number}-", triples.decode()).splitlines(keepends=True))
    return "".join(sorted(lines)).encode()


@cache
def loaded(turtle: Path) -> Store:
    """Return a file in pyoxigraph, whose answers from the published file are the golden ones."""
    store = Store()
    store.bulk_load(path=str(turtle), format=RdfFormat.TURTLE)
    return store


@cache
def expected(turtle: Path, question: Question) -> Answer:
    """Return what pyoxigraph answers from a file, once for all engines that are held to it."""
    return answer(loaded(turtle), question)


def answer(given: str | Store, question: Question) -> Answer:
    """Return the columns and the rows, in their order, that an endpoint or pyoxigraph answers; of a view, triples."""
    if question.name.startswith("views/"):
        return (), tuple(sorted(_made(given, question)))
    if isinstance(given, Store):
        found = given.query(question.text)
    else:
        document = json.loads(ask(given, question.text, JSON))
        plain = json.dumps({"head": document["head"], "results": document["results"]})
        found = parse_query_results(plain.encode(), QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    names = tuple(variable.value for variable in found.variables)
    return names, tuple(tuple(_cells(row, names)) for row in found)


def _made(given: str | Store, question: Question) -> set[tuple[str, ...]]:
    if isinstance(given, Store):
        found = given.query(question.text)
        assert isinstance(found, QueryTriples)
        return {tuple(map(str, triple)) for triple in found}
    quads = parse(ask(given, question.text, NTRIPLES), RdfFormat.N_TRIPLES)
    return {tuple(map(str, quad.triple)) for quad in quads}


def _cells(row: object, names: tuple[str, ...]) -> Iterator[object]:
    """Yield a row's values; a boolean has two spellings of each value, which are the same."""
    for name in names:
        cell = row[name]  # type: ignore[index]
        if isinstance(cell, Literal) and cell.datatype.value == XSD + "boolean":
            yield Literal(SPELLINGS.get(cell.value, cell.value), datatype=NamedNode(XSD + "boolean"))
        else:
            yield cell


ASKED: Mapping[str, Mapping[str, Callable[[], tuple[Question, ...]]]] = {
    "published": {"queries with values": with_values},
    "small": {"queries open": opened, "views": views, "checks": checks},
    "faults": {"checks on faults": checks},
}
"""What is asked of which file."""
