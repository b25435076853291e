"""The matrix: what each engine answers to each question, beside what pyoxigraph answers."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
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

from engines.server import JSON, NTRIPLES, ask
from faults import CASES, with_bounds
from questions import cases
from sovleader_kg import files
from sovleader_kg.names import BASE, XSD
from sovleader_kg.store.queries import bind, stored

__all__ = ["Question", "answer", "checks", "faulty", "loaded", "questions", "views"]

Answer = tuple[tuple[str, ...], tuple[tuple[object, ...], ...]]
OWN = re.compile(f"{BASE}(?!concept/)[a-z]+/")
SPELLINGS = {"1": "true", "0": "false"}


@dataclass(frozen=True, slots=True)
class Question:
    """A query's name and text, ready to be sent."""

    name: str
    text: str


@cache
def questions() -> tuple[Question, ...]:
    """Return every stored query with its sample values, with second values, and open."""
    return tuple(Question(f"{name}, {case}", bind(stored(name), values)) for name, case, values in cases())


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
    for number, case in enumerate(CASES):
        triples = serialize(with_bounds(case.read_text(encoding="utf-8")), format=RdfFormat.N_TRIPLES) or b""
        lines.update(OWN.sub(rf"\g<0>fault-{number}-", triples.decode()).splitlines(keepends=True))
    return "".join(sorted(lines)).encode()


@cache
def loaded(turtle: Path) -> Store:
    """Return a file in pyoxigraph, whose answers from the published file are the golden ones."""
    store = Store()
    store.bulk_load(path=str(turtle), format=RdfFormat.TURTLE)
    return store


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
