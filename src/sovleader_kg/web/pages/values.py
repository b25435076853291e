"""Values: the values of a thing by property, in one order whatever the store."""

from __future__ import annotations

from collections import defaultdict

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import order_of

__all__ = ["read_values"]

_VALUES = "SELECT ?property ?value WHERE {{ <{iri}> ?property ?value }}"


def read_values(kg: KnowledgeGraph, iri: str) -> dict[str, list[Node]]:
    """Return the values of a thing by the IRI of the property, both sorted; a property that it lacks is empty."""
    found: dict[str, list[Node]] = defaultdict(list)
    for property_, value in kg.select(_VALUES.format(iri=iri)).rows:
        if property_ is not None and value is not None:
            found[property_.value].append(value)
    return defaultdict(list, {property_: sorted(found[property_], key=order_of) for property_ in sorted(found)})
