"""Evaluation: what runs in the processes that evaluate untrusted queries.

The graph is read into memory, then the process shuts itself in: no more memory than its limit, and no further file or
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
    Triple,
    serialize,
)

from sovleader_kg.errors import UsageError
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.markup import rdf_xml, results_xml
from sovleader_kg.store.syntax import mistake
from sovleader_kg.web.media import GRAPHS, TABLES
from sovleader_kg.web.workers.process import Answered

__all__ = ["RESULTS", "TRIPLES", "Evaluation", "limit_memory"]

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
_PLACE = re.compile(r"error at (\d+):(\d+): ")


class Evaluation:
    """The graph in memory, in a process that has shut itself in."""

    def __init__(self, quads: Path, memory: int, largest: int) -> None:
        """Read the graph and shut the process in.

        Args:
            quads: The graph as N-Quads.
            memory: Bytes of address space that the process may take beyond what the graph takes.
            largest: Bytes of an answer, at most.
        """
        self._store, self._largest = Store(), largest
        self._store.load(path=str(quads), format=RdfFormat.N_QUADS, lenient=True)  # checked when it was compiled
        self._store.query("ASK { ?s ?p ?o }")  # what the engine needs at its first query is had before
        limit_memory(memory)
        _seal()

    def evaluate(
        self,
        query: str,
        base: str,
        offered: tuple[str, str],
        default_graphs: Sequence[str],
        named_graphs: Sequence[str],
    ) -> Answered:
        """Evaluate a query and write the whole answer.

        Args:
            query: A SPARQL 1.1 query.
            base: What relative IRIs are resolved against.
            offered: The media types to write rows and triples in; "" where the one that is asked for cannot carry them.
            default_graphs: The graphs that make up the default graph; with none of either kind, the endpoint's dataset.
            named_graphs: The named graphs.
        """
        try:
            return self._written(self._result(query, base, default_graphs, named_graphs), offered)
        except SyntaxError as error:
            found = mistake(query, base) or _PLACE.sub(_place, _line(error.msg))
            return _refused(400, f"the query does not parse: {found}")
        except (ValueError, RuntimeError, OSError) as error:
            return _refused(400, f"the query cannot be answered: {_line(error)}")
        except MemoryError:
            return _refused(503, "the query needs more memory than a query may take")

    def _result(
        self, query: str, base: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> QuerySolutions | QueryBoolean | QueryTriples | list[Triple]:
        """Return the engine's result; the project's prefixes need not be declared."""
        over: dict[str, object] = {"base_iri": base}
        if default_graphs or named_graphs:
            over["default_graph"] = [NamedNode(name) for name in default_graphs]
            over["named_graphs"] = [NamedNode(name) for name in named_graphs]
        try:
            return self._store.query(query, **over)  # type: ignore[arg-type]
        except SyntaxError:
            return self._store.query(query, prefixes=PREFIXES, **over)  # type: ignore[arg-type]

    def _written(
        self, found: QuerySolutions | QueryBoolean | QueryTriples | list[Triple], offered: tuple[str, str]
    ) -> Answered:
        rows, triples = offered
        try:
            if isinstance(found, QueryTriples | list):
                media_type, body = triples, _triples(found, triples)
            else:
                media_type, body = rows, _rows(found, rows)
        except UsageError as error:
            return _refused(406, str(error))
        if len(body) > self._largest:
            return _refused(400, f"the answer has more than {self._largest:,} bytes; add LIMIT, or fetch the dump")
        return Answered(200, media_type, body)


def _rows(found: QuerySolutions | QueryBoolean, media_type: str) -> bytes:
    if not media_type:
        raise UsageError(f"the answer is {_kind(found)}; choose among {', '.join(RESULTS)}")
    if media_type == TABLES["xml"]:
        return results_xml(found)
    return found.serialize(format=RESULTS[media_type]) or b""


def _kind(found: QuerySolutions | QueryBoolean) -> str:
    return "a yes or no" if isinstance(found, QueryBoolean) else "rows"


def _triples(found: QueryTriples | list[Triple], media_type: str) -> bytes:
    if not media_type:
        raise UsageError(f"the answer is triples; choose among {', '.join(TRIPLES)}")
    if media_type == GRAPHS["rdf"]:
        return rdf_xml(found, PREFIXES)
    prefixes = None if media_type == GRAPHS["nt"] else PREFIXES
    return serialize(found, format=TRIPLES[media_type], prefixes=prefixes) or b""


def limit_memory(memory: int) -> None:
    """Limit the address space to what is taken now and some bytes more."""
    taken = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + memory, taken + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _seal() -> None:
    """Take every free file number below the highest, and forbid those above."""
    highest = max(int(name) for name in os.listdir("/proc/self/fd"))  # noqa: PTH208
    null = os.open(os.devnull, os.O_RDONLY)
    while null < highest:
        null = os.dup(null)
    resource.setrlimit(resource.RLIMIT_NOFILE, (null + 1, null + 1))


def _place(found: re.Match[str]) -> str:
    return f"line {found[1]}, column {found[2]}: "


def _refused(status: int, message: str) -> Answered:
    return Answered(status, "text/plain", f"{message}\n".encode())


def _line(error: object) -> str:
    return " ".join(str(error).split())[:300]
