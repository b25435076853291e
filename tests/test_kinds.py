"""Kinds: what each parameter of a stored query can name, by the rows that there are."""

from __future__ import annotations

import pytest
from pyoxigraph import NamedNode

from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import VOCABULARY, kind_of
from sovleader_kg.store.queries import catalogue

MANY = {"relations_of_two"}  # half a million rows


@pytest.mark.deep
@pytest.mark.parametrize("name", sorted(set(catalogue()) - MANY))
def test_a_parameter_takes_every_kind_that_its_column_has(name: str, kg: KnowledgeGraph) -> None:
    parameters = catalogue()[name].parameters
    table = kg.ask(name, **{one.name: one.sample for one in parameters if one.type != "iri"})
    for one in parameters:
        if one.type == "iri" and one.name in table.columns:
            at = table.columns.index(one.name)
            found = {row[at] for row in table.rows}
            kinds = {kind_of(node.value) or VOCABULARY for node in found if isinstance(node, NamedNode)}
            assert kinds <= set(one.kinds)
