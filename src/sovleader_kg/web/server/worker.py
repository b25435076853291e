"""Worker: what runs in the processes that evaluate foreign queries.

The graph is read into memory, then the process shuts itself in: no more memory than told, and no further file or
socket, since every number that one could get is taken or beyond its limit.
"""

from __future__ import annotations

import os
import re
import resource
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import (
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)

from sovleader_kg.names import PREFIXES
from sovleader_kg.web.server.media import GRAPHS, TABLES
from sovleader_kg.web.server.process import Answered

__all__ = ["begin", "evaluate"]

_PLACE = re.compile(r"error at (\d+):(\d+): ")
_STORE: list[Store] = []
_LARGEST = [0]
RESULTS = {
    TABLES["json"]: QueryResultsFormat.JSON,
    TABLES["xml"]: QueryResultsFormat.XML,
    TABLES["csv"]: QueryResultsFormat.CSV,
    TABLES["tsv"]: QueryResultsFormat.TSV,
}
TRIPLES = {
    GRAPHS["ttl"]: RdfFormat.TURTLE,
    GRAPHS["nt"]: RdfFormat.N_TRIPLES,
    GRAPHS["rdf"]: RdfFormat.RDF_XML,
    GRAPHS["jsonld"]: RdfFormat.JSON_LD,
}


def begin(quads: Path, memory: int, largest: int) -> None:
    """Read the graph and shut the process in.

    Args:
        quads: The graph as N-Quads.
        memory: Bytes of address space that the process may take beyond what the graph takes.
        largest: Bytes of an answer, at most.
    """
    _STORE.append(Store())
    _STORE[0].load(path=str(quads), format=RdfFormat.N_QUADS)
    _LARGEST[0] = largest
    _STORE[0].query("ASK { ?s ?p ?o }")
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _seal()


def _seal() -> None:
    """Take every free file number below the highest, and forbid those above."""
    highest = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208
    null = os.open(os.devnull, os.O_RDONLY)
    while null < highest:
        null = os.dup(null)
    resource.setrlimit(resource.RLIMIT_NOFILE, (null + 1, null + 1))


def evaluate(
    query: str, base: str, offered: tuple[str, str], default_graphs: Sequence[str], named_graphs: Sequence[str]
) -> Answered:
    """Evaluate a query and write the whole answer.

    Args:
        query: A SPARQL 1.1 query.
        base: What relative IRIs are resolved against.
        offered: The media types to write rows and triples in.
        default_graphs: The graphs that make up the default graph; with none of either kind, the endpoint's dataset.
        named_graphs: The named graphs.
    """
    try:
        return _written(_asked(query, {"base_iri": base, **_dataset(default_graphs, named_graphs)}), offered)
    except SyntaxError as error:
        return _told(400, f"the query does not parse: {_PLACE.sub(_place, _line(error.msg))}")
    except (ValueError, RuntimeError, OSError) as error:
        return _told(400, f"the query cannot be answered: {_line(error)}")
    except MemoryError:
        return _told(503, "the query needs more memory than a query may take")


def _place(found: re.Match[str]) -> str:
    return f"line {found[1]}, column {found[2]}: "


def _dataset(default_graphs: Sequence[str], named_graphs: Sequence[str]) -> dict[str, object]:
    if not default_graphs and not named_graphs:
        return {}
    return {
        "default_graph": [NamedNode(name) for name in default_graphs],
        "named_graphs": [NamedNode(name) for name in named_graphs],
    }


def _asked(query: str, over: dict[str, object]) -> QuerySolutions | QueryBoolean | QueryTriples:
    try:
        return _STORE[0].query(query, **over)  # type: ignore[arg-type]
    except SyntaxError:
        return _STORE[0].query(query, prefixes=PREFIXES, **over)  # type: ignore[arg-type]


def _written(found: QuerySolutions | QueryBoolean | QueryTriples, offered: tuple[str, str]) -> Answered:
    rows, triples = offered
    if isinstance(found, QueryTriples):
        media_type = triples
        body = serialize(found, format=TRIPLES[triples], prefixes=None if triples == GRAPHS["nt"] else PREFIXES)
    else:
        media_type = rows
        body = found.serialize(format=RESULTS[rows])
    assert body is not None
    if len(body) > _LARGEST[0]:
        return _told(400, f"the answer has more than {_LARGEST[0]:,} bytes; add LIMIT, or fetch the dump")
    return Answered(200, media_type, body)


def _told(status: int, message: str) -> Answered:
    return Answered(status, "text/plain", f"{message}\n".encode())


def _line(error: object) -> str:
    return " ".join(str(error).split())[:300]
