"""Memory: an engine over a store of a few triples."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from pyoxigraph import QueryBoolean, QuerySolutions, Triple

from graphs import store_of
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.engines import Result

if TYPE_CHECKING:
    import rdflib

__all__ = ["Memory"]


class Memory:
    """An engine over a store in memory."""

    scans: ClassVar[bool] = False

    def __init__(self, held: Iterable[Triple]) -> None:
        self.store = store_of(held)

    def query(self, text: str) -> Result:
        result = self.store.query(text, prefixes=dict(PREFIXES))
        return result if isinstance(result, QuerySolutions | QueryBoolean) else list(result)

    def graph(self) -> rdflib.Graph:
        raise NotImplementedError
