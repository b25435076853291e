"""Loading: the published file into a store, by the Graph Store Protocol or by SPARQL Update.

Both put a whole graph in the place of the old one: a PUT, or pieces in a graph of their own that is moved at the end.
So a load can be repeated, and one that is interrupted leaves the old graph as it was. A graph that holds something
else is left alone unless told otherwise. What was loaded is counted in the store afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Literal
from urllib.parse import quote

from pyoxigraph import BlankNode, QuerySolutions, RdfFormat, Triple, parse

from sovleader_kg.errors import StoreError, UsageError
from sovleader_kg.store.canonical import canonical
from sovleader_kg.store.client import Answer, Client, refusal
from sovleader_kg.store.description import DATASET
from sovleader_kg.store.endpoint import TRIPLES, EndpointEngine, is_iri
from sovleader_kg.store.engines import TURTLE, one_line

__all__ = ["Loaded", "Way", "load", "published"]

Way = Literal["graph-store", "update"]
Say = Callable[[str], None]
There = tuple[int, bool]
ABSENT = (204, 404)
PIECE = 500
STAGING = "https://w3id.org/sovleader/graph/being-loaded"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a load did: where to, how, and how many triples the store counts there."""

    url: str
    graph: str | None
    way: Way
    triples: int


def load(
    content: bytes,
    url: str,
    client: Client,
    *,
    query: str | None = None,
    way: Way = "graph-store",
    graph: str | None = None,
    force: bool = False,
    say: Say = lambda _: None,
) -> Loaded:
    """Put a Turtle file into a store, in place of what an earlier load put there.

    Args:
        content: The file.
        url: The address of the graph store, or of updates.
        client: What sends the requests.
        query: The address of queries to the same store, to look before and to count afterwards. Without one a graph
            store is read back, and the address of updates is taken to answer queries too.
        way: The Graph Store Protocol or SPARQL Update.
        graph: The named graph; the default graph unless told otherwise.
        force: Replace a graph that holds something else.
        say: Told now and then how far it is.

    Raises:
        StoreError: The store refuses, cannot be reached, or counts something else than was sent.
        UsageError: The graph holds something else, or its name is not an IRI.
    """
    triples = {quad.triple for quad in parse(content, RdfFormat.TURTLE)}
    target = _target(url, graph)
    if query is None and way == "graph-store":
        look = partial(_read_back, target, client)
    else:
        look = partial(_ask, _endpoint(query, url, client, graph))
    _may_replace(look(), graph, force)
    if way == "update":
        _update(triples, url, client, graph, say)
    else:
        say(f"sending {len(triples):,} triples")
        _done(client.send("PUT", target, accept="*/*", body=content, media_type="text/turtle"), url)
    say("counting")
    found, _ = look()
    if found != len(triples):
        raise StoreError(f"{url}: {len(triples):,} triples were sent and {found:,} are there; load again")
    return Loaded(url, graph, way, found)


def published(folder: Path) -> bytes:
    """Return the published file of a folder that `sovleader build` wrote.

    Raises:
        StoreError: It is not there.
    """
    path = folder / TURTLE
    if not path.is_file():
        raise StoreError(f"{path} is missing; build it: sovleader build")
    return path.read_bytes()


def _target(url: str, graph: str | None) -> str:
    """Return the address of a graph in a graph store.

    Raises:
        UsageError: The graph's name is not an IRI.
    """
    if graph is not None and not is_iri(graph):
        raise UsageError(f'"{graph}" is not an IRI; name the graph by its IRI, such as https://example.org/graph')
    named = f"graph={quote(graph, safe='')}" if graph else "default"
    return f"{url}{'&' if '?' in url else '?'}{named}"


def _endpoint(query: str | None, url: str, client: Client, graph: str | None) -> EndpointEngine:
    """Return the endpoint that is asked what is there: the one that was named, or the address of updates.

    Raises:
        StoreError: It does not answer.
    """
    try:
        return EndpointEngine(query or url, client, graph)
    except StoreError as error:
        hint = "" if query else "; name the address that answers queries with --query"
        raise StoreError(f"{error}{hint}") from None


def _ask(engine: EndpointEngine) -> There:
    """Return how many triples an endpoint counts, and whether they describe themselves as ours."""
    solutions = engine.query("SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }")
    assert isinstance(solutions, QuerySolutions)
    return int(next(iter(solutions))["count"].value), bool(engine.query(f"ASK {{ {DATASET} a ?class }}"))


def _read_back(target: str, client: Client) -> There:
    """Return how many triples a graph store gives back, and whether they describe themselves as ours."""
    answer = client.send("GET", target, accept="application/n-triples, text/turtle;q=0.9")
    if answer.status in ABSENT:
        return 0, False
    _done(answer, target)
    syntax = TRIPLES.get(answer.media_type)
    if syntax is None:
        raise StoreError(
            f"{target} gives {answer.media_type or 'nothing'}, not triples; give --query to count by asking"
        )
    try:
        found = {quad.triple for quad in parse(answer.body, syntax)}
    except SyntaxError as error:
        raise StoreError(f"{target}: {one_line(error)}; give --query to count by asking") from None
    return len(found), any(triple.subject == DATASET for triple in found)


def _may_replace(there: There, graph: str | None, force: bool) -> None:
    """Refuse to replace a graph that is not empty and does not describe itself as ours."""
    count, ours = there
    if count and not ours and not force:
        name = f"<{graph}>" if graph else "the default graph"
        raise UsageError(f"{name} holds something else; name another graph, or replace it", remedy="force")


def _update(triples: set[Triple], url: str, client: Client, graph: str | None, say: Say) -> None:
    """Insert pieces into a graph of their own, then move it to its place.

    A template makes each blank node anew, once: Virtuoso takes none in `INSERT DATA`.
    """
    staging = f"<{STAGING}>"
    _run(f"DROP SILENT GRAPH {staging}", url, client)
    for done, piece in _pieces(triples):
        say(f"loaded {done:,} of {len(triples):,} triples")
        _run(f"INSERT {{ GRAPH {staging} {{\n{piece}}} }} WHERE {{ }}", url, client)
    target = f"GRAPH <{graph}>" if graph else "DEFAULT"
    _run(f"MOVE GRAPH {staging} TO {target}", url, client)


def _pieces(triples: set[Triple]) -> Iterator[tuple[int, str]]:
    """Yield how many triples are done and the next ones as N-Triples; those with blank nodes come in one piece."""
    blank = {
        triple for triple in triples if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode)
    }
    yield len(blank), canonical(blank).decode()
    lines = canonical(triples - blank).decode().splitlines(keepends=True)
    for start in range(0, len(lines), PIECE):
        yield len(blank) + start, "".join(lines[start : start + PIECE])


def _run(update: str, url: str, client: Client) -> None:
    _done(client.form(url, {"update": update}, "*/*"), url)


def _done(answer: Answer, url: str) -> None:
    why = refusal(answer)
    if why is not None:
        raise StoreError(f"{url}: {why}")
