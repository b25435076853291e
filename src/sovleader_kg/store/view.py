"""A view: rdflib's graph over an endpoint. Each pattern is a request, sent as every other question to it is."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import rdflib
from pyoxigraph import QueryResultsFormat, RdfFormat, serialize
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.query import Result

from sovleader_kg.names import PREFIXES
from sovleader_kg.store.engines import Result as Answered

__all__ = ["endpoint_view"]


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
    view = rdflib.Graph(store=_Endpoint(ask))
    for prefix, space in PREFIXES.items():
        view.namespace_manager.store.bind(prefix, rdflib.URIRef(space), override=True)
    return view
