"""Views: rdflib's graph over a store or an endpoint, to be read alone.

Of an endpoint each pattern is a request, sent as every other question to it is.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any, NoReturn

import rdflib
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple, serialize
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from sovleader_kg.errors import QueryError, UsageError
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.syntax import too_much

__all__ = ["View", "endpoint_view"]

Answered = QuerySolutions | QueryBoolean | list[Triple]


class View(rdflib.Graph):
    """A graph of rdflib that is not written to."""

    def _refused(self, *_: object, **__: object) -> NoReturn:
        message = "the graph is read-only; copy what you want to change: mine = rdflib.Graph() + kg.graph"
        raise UsageError(message)

    add = remove = set = update = parse = destroy = commit = rollback = __iadd__ = __isub__ = _refused
    addN = _refused  # noqa: N815 - rdflib's name

    def query(self, query_object: Any, *arguments: Any, **options: Any) -> Result:
        """Answer a query as rdflib does, also with bindings of variables that it does not select.

        Those the store of pyoxigraph does not take; rdflib then evaluates the query itself.

        Raises:
            QueryError: It is nested so deep that a parser would end the process.
        """
        if isinstance(query_object, str) and (why := too_much(query_object)):
            raise QueryError(f"the query cannot be answered: {why}")
        try:
            return super().query(query_object, *arguments, **options)
        except RuntimeError as error:
            if "projection" not in str(error):
                raise
            return super().query(query_object, *arguments, **{**options, "use_store_provided": False})


class _Endpoint(SPARQLStore):
    """rdflib's store of an endpoint, with the engine's time limits, patience, credentials and messages."""

    def __init__(self, ask: Callable[[str], Answered]) -> None:
        super().__init__(context_aware=False)
        self._ask = ask

    def _query(self, query: str, *_: Any, **__: Any) -> Result:
        found = self._ask(query)
        if not isinstance(found, list):
            document = found.serialize(format=QueryResultsFormat.JSON)
            assert document is not None
            return Result.parse(BytesIO(document), format="json")
        result = Result("CONSTRUCT")
        result.graph = rdflib.Graph().parse(data=serialize(found, format=RdfFormat.N_TRIPLES), format="nt")
        return result


def endpoint_view(ask: Callable[[str], Answered]) -> rdflib.Graph:
    """Return an rdflib view of an endpoint, given what answers a query there. Blank nodes cannot be named."""
    view = View(store=_Endpoint(ask))
    for prefix, space in PREFIXES.items():
        view.namespace_manager.store.bind(prefix, rdflib.URIRef(space), override=True)
    return view
