"""Memory: a store of a few triples, with the joined points and bounds that the build derives from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from pyoxigraph import DefaultGraph, Quad, QueryBoolean, QuerySolutions, RdfFormat, Store, Triple, parse

from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.engines import Result

if TYPE_CHECKING:
    import rdflib

__all__ = ["HEAD", "Memory", "derived", "triples"]

HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def triples(*turtle: str) -> list[Triple]:
    """Return the triples of Turtle that uses the project's prefixes."""
    return [quad.triple for quad in parse((HEAD + "".join(turtle)).encode(), RdfFormat.TURTLE)]


def derived(stated: Iterable[Triple]) -> list[Triple]:
    """Return the joined points and bounds that follow from facts and claims."""
    index = Index(stated)
    bounds, problems = derive_bounds(index, claims_in(index))
    assert problems == []
    return bounds


class Memory:
    """An engine over a store in memory."""

    scans: ClassVar[bool] = False

    def __init__(self, held: Iterable[Triple]) -> None:
        self.store = Store()
        self.store.extend(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in held)

    def query(self, text: str) -> Result:
        result = self.store.query(text, prefixes=dict(PREFIXES))
        return result if isinstance(result, QuerySolutions | QueryBoolean) else list(result)

    def graph(self) -> rdflib.Graph:
        raise NotImplementedError
