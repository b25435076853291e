"""Graphs: small ones that a test writes as Turtle, every prefix of the project declared."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, Triple, parse

from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.names import PREFIXES

__all__ = ["HEAD", "derived", "index_of", "store_of", "triples"]

HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in sorted(PREFIXES.items()))


def triples(*turtle: str) -> list[Triple]:
    """Return the triples of Turtle that uses the project's prefixes."""
    return [quad.triple for quad in parse((HEAD + "".join(turtle)).encode(), RdfFormat.TURTLE)]


def index_of(*turtle: str) -> Index:
    """Return an index of the triples of Turtle."""
    return Index(triples(*turtle))


def store_of(held: Iterable[Triple]) -> Store:
    """Return a store in memory of triples."""
    store = Store()
    store.bulk_extend(Quad(one.subject, one.predicate, one.object, DefaultGraph()) for one in held)
    return store


def derived(stated: Iterable[Triple]) -> list[Triple]:
    """Return the joined points and bounds that follow from facts and claims."""
    index = Index(stated)
    bounds, problems = derive_bounds(index, claims_in(index))
    assert problems == []
    return bounds
