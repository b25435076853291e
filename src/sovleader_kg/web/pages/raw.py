"""Raw: the triples of a thing as a table for those who want them, folded at the end of its page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import order_of

__all__ = ["Raw", "read_raw"]

MOST = 25  # values of a property that are shown
_TRIPLES = "SELECT DISTINCT ?property ?value WHERE {{ <{iri}> ?property ?value }}"


@dataclass(frozen=True, slots=True)
class Raw:
    """One property of a thing: some of its values, and how many there are besides."""

    predicate: str
    values: Sequence[Node]
    more: int


def read_raw(kg: KnowledgeGraph, iri: str) -> list[Raw]:
    """Return the properties of a thing, by IRI."""
    found: dict[str, list[Node]] = defaultdict(list)
    for predicate, value in kg.select(_TRIPLES.format(iri=iri)).rows:
        if isinstance(predicate, NamedNode) and value is not None:
            found[predicate.value].append(value)
    return [_raw(predicate, sorted(values, key=order_of)) for predicate, values in sorted(found.items())]


def _raw(predicate: str, values: Sequence[Node]) -> Raw:
    return Raw(predicate, values[:MOST], max(0, len(values) - MOST))
