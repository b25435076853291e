"""The small graph of the tests is sound, in the house's order, and compiled as the whole is."""

from __future__ import annotations

from smallgraph import FOLDER, small_corpus
from sovleader_kg import KnowledgeGraph, build
from sovleader_kg.corpus.fmt import format_files


def test_small_graph_breaks_no_shape_and_no_fact_lacks_a_claim() -> None:
    corpus = small_corpus()
    found = [*build.static_findings(corpus), *build.findings(corpus, build.derive(corpus))]
    assert [problem for problem in found if problem.severity == "error"] == []


def test_small_graph_is_written_in_the_order_of_the_house() -> None:
    assert format_files(sorted(FOLDER.rglob("*.ttl")), check=True) == []


def test_small_graph_is_compiled_with_its_layers(small: KnowledgeGraph) -> None:
    rows = small.select("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }").rows
    graphs = {str(row[0].value).rpartition("/graph/")[2].partition("/")[0] for row in rows if row[0]}
    assert graphs == {"ontology", "facts", "claims", "derived", "description"}
