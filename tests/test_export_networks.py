"""Networks: GraphML read back by networkx is what the facade answers."""

from __future__ import annotations

import io
from collections.abc import Callable

import networkx as nx
import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.format import Exported
from sovleader_kg.names import compact


@pytest.fixture(scope="module")
def network(exported: Callable[[str], Exported]) -> Callable[[str], nx.Graph]:
    return lambda name: nx.read_graphml(io.BytesIO(exported(name).content), force_multigraph=True)


def _holders(graph: KnowledgeGraph) -> dict[str, str]:
    rows = graph.select("SELECT ?term ?person WHERE { ?term a sl:Term ; sl:holder ?person }").records()
    return {str(row["term"]): compact(str(row["person"])) for row in rows}


def test_days_together_are_those_of_the_facade(network: Callable[[str], nx.Graph], graph: KnowledgeGraph) -> None:
    found = network("graphml-together")
    assert not found.is_directed()
    for person in found:
        told = {compact(one.person): (one.certain, one.possible) for one in graph.companions(person)}
        edges = {other: data for _, other, data in found.edges(person, data=True)}
        assert {name: (data["days_certain"], data["days_possible"]) for name, data in edges.items()} == told
        assert all(data["weight"] == data["days_certain"] for data in edges.values())


def test_an_arrow_leads_from_each_predecessor_to_the_one_who_followed(
    network: Callable[[str], nx.Graph], graph: KnowledgeGraph
) -> None:
    found, holders = network("graphml-succession"), _holders(graph)
    assert found.is_directed()
    told = sorted(
        (holders[str(row["previous"])], holders[str(row["term"])], compact(str(row["office"])), str(row["link"]))
        for row in graph.ask("succession").records()
        if row["previous"] and holders[str(row["previous"])] != holders[str(row["term"])]
    )
    edges = found.edges(data=True)
    assert sorted((one, other, data["office"], data["link"]) for one, other, data in edges) == told
    assert {type(data["doubtful"]) for *_, data in edges} == {bool}


@pytest.mark.parametrize("name", ["graphml-together", "graphml-succession"])
def test_a_node_is_a_person_by_name_in_both_languages(
    name: str, network: Callable[[str], nx.Graph], graph: KnowledgeGraph
) -> None:
    people = network(name).nodes(data=True)
    assert people
    for iri, told in people:
        labels = graph.select(f"SELECT ?label WHERE {{ <{told['iri']}> rdfs:label ?label }}").records()
        assert {told["label"], told["name_ru"]} == {row["label"] for row in labels}
        assert compact(told["iri"]) == iri
