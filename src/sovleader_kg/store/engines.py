"""Stores: the engines that queries run on. Both give pyoxigraph's terms and results.

`OxigraphEngine` opens the compiled store and imports neither rdflib nor owlrl nor pyshacl;
`RdflibEngine` reads the published Turtle into rdflib and answers the same.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Protocol, cast

from pyoxigraph import (
    Literal,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
    parse_query_results,
)

from sovleader_kg.errors import QueryError, StoreError
from sovleader_kg.names import PREFIXES
from sovleader_kg.nodes import Node
from sovleader_kg.store.snapshot import open_store

if TYPE_CHECKING:
    import rdflib

__all__ = [
    "Engine",
    "OxigraphEngine",
    "RdflibEngine",
    "Result",
    "one_line",
    "order_of",
    "rows",
    "texts",
]

TURTLE = "sovleader-kg.ttl"
Result = QuerySolutions | QueryBoolean | list[Triple]
_RDFLIB_PARSES_ALONE = threading.Lock()  # its SPARQL parser cannot be used by two threads at once
_TWO_DOTS = re.compile(r"(?<![\w<:/])[a-z]+:[\w-]+(?:\.[\w-]+){2,}")


class Engine(Protocol):
    """Something that answers SPARQL 1.1 queries over the published graph.

    Attributes:
        scans: Whether a question about a few things costs as much as one about all.
    """

    scans: ClassVar[bool]

    def query(self, text: str) -> Result:
        """Answer a query: solutions, a boolean, or triples."""

    def graph(self) -> rdflib.Graph:
        """Return a read-only rdflib view."""


class OxigraphEngine:
    """The default engine: the compiled store, opened read-only; several processes may read it at once."""

    scans: ClassVar[bool] = False

    def __init__(self, folder: Path, store: Store | None = None) -> None:
        """Open a compiled store, or take one that is open.

        Raises:
            StoreError: The store is missing, cut, or made by another version.
        """
        self.folder, self.store = folder, open_store(folder) if store is None else store

    def __str__(self) -> str:
        return f"the compiled graph in {self.folder}"

    def query(self, text: str) -> Result:
        """Answer a query over the default graph, which holds everything.

        Raises:
            QueryError: The query does not parse or cannot run.
        """
        try:
            result = self._asked(text)
        except SyntaxError as error:
            raise QueryError(misread(text, error) + _hint(text)) from None
        except (ValueError, RuntimeError, OSError) as error:
            raise QueryError(one_line(error) + _hint(text)) from None
        return result if isinstance(result, QuerySolutions | QueryBoolean) else list(result)

    def _asked(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Ask with the prefixes that the query declares, or with the project's too: declaring those costs time."""
        try:
            return self.store.query(text)
        except SyntaxError:
            return self.store.query(text, prefixes=PREFIXES)

    def graph(self) -> rdflib.Graph:
        """Return an rdflib graph over the same store; writing to it fails."""
        import oxrdflib
        import rdflib

        from sovleader_kg.store.view import View

        default = rdflib.graph.DATASET_DEFAULT_GRAPH_ID
        view = View(store=oxrdflib.OxigraphStore(store=self.store), identifier=default)
        return _bound(view)


class RdflibEngine:
    """The second engine: the published Turtle file, read by rdflib."""

    scans: ClassVar[bool] = True

    def __init__(self, turtle: Path) -> None:
        """Read a published file.

        Raises:
            StoreError: There is no such file, or it is not Turtle.
        """
        import rdflib

        if not turtle.is_file():
            raise StoreError(f"{turtle} is missing; build it: sovleader build")
        self._turtle = turtle
        self._graph = _bound(rdflib.Graph(bind_namespaces="none"))
        try:
            self._graph.parse(turtle, format="turtle")
        except Exception as error:  # rdflib raises its own and built-in errors for a file that is cut
            reason = " ".join(str(error).split())[:200]
            raise StoreError(f"{turtle} is not Turtle ({reason}); build it again: sovleader build") from None

    def __str__(self) -> str:
        return f"{self._turtle} on rdflib"

    def query(self, text: str) -> Result:
        """Answer a query, as `OxigraphEngine.query`.

        Raises:
            QueryError: The query does not parse or cannot run.
        """
        try:
            with _RDFLIB_PARSES_ALONE:
                result = self._graph.query(text, initNs=cast("Mapping[str, object]", PREFIXES))
                if result.type in {"CONSTRUCT", "DESCRIBE"}:
                    return [quad.triple for quad in parse(result.serialize(format="nt") or b"", RdfFormat.N_TRIPLES)]
                found = result.serialize(format="json") or b""
        except Exception as error:  # rdflib raises pyparsing's, its own and built-in errors for a bad query
            raise QueryError(misread(text, error)) from None
        return parse_query_results(found, QueryResultsFormat.JSON)

    def graph(self) -> rdflib.Graph:
        """Return an rdflib graph over the same triples; writing to it fails."""
        from sovleader_kg.store.view import View

        return _bound(View(store=self._graph.store, identifier=self._graph.identifier, bind_namespaces="none"))


def _bound(graph: rdflib.Graph) -> rdflib.Graph:
    """Give a graph the project's prefixes, and keep rdflib from loading what a query's FROM names."""
    import rdflib
    import rdflib.plugins.sparql

    rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False
    for prefix, space in PREFIXES.items():
        graph.namespace_manager.store.bind(prefix, rdflib.URIRef(space), override=True)
    return graph


def one_line(error: BaseException) -> str:
    """Return what an engine says of a query that it cannot answer, on one line."""
    reason = " ".join(str(error).split())
    return f"the query cannot be answered: {reason[:300] or type(error).__name__}"


def misread(text: str, error: BaseException) -> str:
    """Return where a query stops being SPARQL, on one line, or else what the engine says of it."""
    from sovleader_kg.store.syntax import mistake

    found = mistake(text)
    return f"the query cannot be answered: {found}" if found else one_line(error)


def _hint(text: str) -> str:
    """Return what to do about a name that SPARQL allows and this engine does not read: one with two dots."""
    name = _TWO_DOTS.search(text)
    return f"; this engine reads no short name with two dots: write {name[0]} as a full <https://…>" if name else ""


def rows(engine: Engine, text: str, by: Sequence[str] = ()) -> list[dict[str, Node]]:
    """Return the rows of a SELECT query of our own as dictionaries; an unbound cell is left out.

    Args:
        engine: Whom to ask.
        text: The query.
        by: Variables, always bound, to sort by; the engine takes up to ten times as long to sort thousands of rows.
    """
    names, solutions = _solutions(engine, text)
    found = [{name: node for name in names if (node := row[name]) is not None} for row in solutions]
    return sorted(found, key=lambda row: [order_of(row[name]) for name in by]) if by else found


def texts(engine: Engine, text: str) -> list[dict[str, str]]:
    """Return the rows of a SELECT query of our own as `rows` does, each cell as its plain text."""
    names, solutions = _solutions(engine, text)
    return [{name: node.value for name in names if (node := row[name]) is not None} for row in solutions]


def _solutions(engine: Engine, text: str) -> tuple[list[str], QuerySolutions]:
    solutions = engine.query(text)
    assert isinstance(solutions, QuerySolutions)
    return [variable.value for variable in solutions.variables], solutions


def order_of(node: Node) -> tuple[bool, str, str]:
    """Return what sorts terms alike whatever the store: things, then literals, by code points.

    SPARQL leaves the order of texts in different languages to the store.
    """
    return isinstance(node, Literal), node.value, str(node)
