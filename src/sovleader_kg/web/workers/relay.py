"""Relay: what runs in the processes that pass untrusted queries on to a store elsewhere.

A query is parsed here first, so that a mistake is told as without a store, and no dialect, pragma or update of the
store's own reaches it. Which other graphs the store has, and its address, stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pyoxigraph import QueryBoolean, QuerySolutions, Store, Triple

from sovleader_kg.errors import QueryError
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.client import Client
from sovleader_kg.store.endpoint import EndpointEngine, with_prefixes
from sovleader_kg.web.workers.evaluation import Evaluation, limit_memory
from sovleader_kg.web.workers.limits import Limits

__all__ = ["Relay"]

MIB = 2**20
_BASE = re.compile(r"\bBASE\s*<", re.IGNORECASE)
WRITTEN_TWICE = 3  # as large as what is answered, at most, is what the store may send for it


class Relay(Evaluation):
    """A store elsewhere, asked by a process of its own."""

    def __init__(self, url: str, graph: str | None, headers: Mapping[str, str], limits: Limits) -> None:
        """See that the store answers.

        Args:
            url: Its address for queries.
            graph: The named graph that is asked; its default graph, and what else it shows, if none is named.
            headers: Sent with each request.
            limits: What a query may take.
        """
        self._largest, self._nothing, self._only = limits.answer * MIB, Store(), graph
        client = Client(timeout=limits.seconds, retries=0, headers=headers, largest=WRITTEN_TWICE * self._largest)
        self._engine = EndpointEngine(url, client, graph)
        limit_memory(limits.memory * MIB)

    def _result(
        self, query: str, base: str, default_graphs: Sequence[str], named_graphs: Sequence[str]
    ) -> QuerySolutions | QueryBoolean | list[Triple]:
        self._parse(query, base)
        others = [name for name in (*default_graphs, *named_graphs) if name != self._only]
        if self._only and others:
            raise ValueError(f"this endpoint shows one graph; leave out <{others[0]}>")
        try:
            return self._engine.over(default_graphs, named_graphs).query(_based(query, base))
        except QueryError as error:
            raise ValueError(self._told(error)) from None

    def _parse(self, query: str, base: str) -> None:
        """Read a query over an empty graph.

        Raises:
            SyntaxError: It is no query.
        """
        try:
            self._nothing.query(query, base_iri=base)
        except SyntaxError:
            self._nothing.query(query, base_iri=base, prefixes=PREFIXES)

    def _told(self, error: Exception) -> str:
        """Return what the store says of a query, without the store's address."""
        return str(error).removeprefix(f"{self._engine.url}: ")


def _based(query: str, base: str) -> str:
    """Return a query with what relative IRIs are resolved against, where it has none: not every store takes two."""
    return query if _BASE.search(query) else f"BASE <{base}> {with_prefixes(query)}"
