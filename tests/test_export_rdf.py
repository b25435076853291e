"""RDF exports: what promises a round trip gives the same graph again, read by a parser that is not its writer's."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Triple, parse

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.export import formats
from sovleader_kg.export.format import Exported
from sovleader_kg.export.layers import LAYERS, quads, triples
from sovleader_kg.export.rdf12 import reified, unreified
from sovleader_kg.names import RDF
from sovleader_kg.store.canonical import canonical
from sovleader_kg.store.engines import TURTLE

RDFLIB = """
import sys, rdflib
rdflib.NORMALIZE_LITERALS = False
data = rdflib.Dataset()
data.parse(sys.stdin.buffer, format=sys.argv[1])
sys.stdout.buffer.write(data.serialize(format="nquads").encode())
"""


def _by_rdflib(syntax: str) -> Callable[[bytes], list[Quad]]:
    """Read with rdflib, in a process of its own, because literals as spelled are a setting of the whole process."""

    def read(content: bytes) -> list[Quad]:
        command = [sys.executable, "-W", "ignore", "-c", RDFLIB, syntax]
        done = subprocess.run(command, input=content, capture_output=True, check=True)
        return [_named(quad) for quad in parse(done.stdout, RdfFormat.N_QUADS)]

    return read


def _named(quad: Quad) -> Quad:
    """Return a quad; rdflib calls the default graph by a name of its own."""
    default = isinstance(quad.graph_name, NamedNode) and quad.graph_name.value.startswith("urn:x-rdflib:")
    return Quad(*quad.triple) if default else quad


def _by_pyld(content: bytes) -> list[Quad]:
    def refuse(url: str, _: object) -> dict[str, object]:
        raise AssertionError(url)

    options = {"format": "application/n-quads", "documentLoader": refuse}
    return list(parse(jsonld.to_rdf(json.loads(content), options).encode(), RdfFormat.N_QUADS))


def _by_oxigraph(content: bytes) -> list[Triple]:
    return list(unreified(quad.triple for quad in parse(content, RdfFormat.TURTLE)))


READERS: dict[str, Callable[[bytes], Iterable[Triple] | Iterable[Quad]]] = {
    "turtle": _by_rdflib("turtle"),
    "n-triples": _by_rdflib("nt"),
    "n-quads": _by_rdflib("nquads"),
    "trig": _by_rdflib("trig"),
    "rdf-xml": _by_rdflib("xml"),
    "json-ld": _by_pyld,
    "rdf-1.2": _by_oxigraph,
}
LAYERED = ("n-quads", "trig", "json-ld")


@pytest.mark.parametrize("name", READERS)
def test_a_promised_round_trip_gives_the_same_graph_again(
    name: str, graph: KnowledgeGraph, exported: Callable[[str], Exported]
) -> None:
    ours = quads(graph._engine) if name in LAYERED else triples(graph._engine)
    assert canonical(READERS[name](exported(name).content)) == canonical(ours)


def test_every_promise_of_a_round_trip_in_rdf_is_tested() -> None:
    rdf = [one.name for one in formats().values() if one.round_trip and not one.folder and one.name != "sqlite"]
    assert rdf == list(READERS)


@pytest.mark.parametrize("only", LAYERS)
@pytest.mark.parametrize("name", READERS)
def test_a_layer_alone_is_that_layer(name: str, only: str, small: KnowledgeGraph) -> None:
    ours = quads(small._engine, only) if name in LAYERED else triples(small._engine, only)
    found = small.export(name, only=only).content
    syntax = {"n-quads": RdfFormat.N_QUADS, "trig": RdfFormat.TRIG, "json-ld": RdfFormat.JSON_LD}.get(name)
    syntax = syntax or {"n-triples": RdfFormat.N_TRIPLES, "rdf-xml": RdfFormat.RDF_XML}.get(name, RdfFormat.TURTLE)
    read = list(parse(found, syntax))
    assert ours
    assert canonical(read if name in LAYERED else unreified(quad.triple for quad in read)) == canonical(ours)


@pytest.mark.deep
def test_turtle_is_the_published_file(kg: KnowledgeGraph) -> None:
    assert kg.export("turtle").content == (files.compiled() / TURTLE).read_bytes()


def test_the_layers_together_are_the_graph_and_share_no_triple_but_types_and_labels(graph: KnowledgeGraph) -> None:
    graphs = {
        str(quad.graph_name).rpartition("graph/")[2].partition("/")[0].strip(">") for quad in quads(graph._engine)
    }
    assert graphs == {*LAYERS, "description"}


def test_a_claim_in_rdf_1_2_is_a_reifier(small: KnowledgeGraph) -> None:
    text = small.export("rdf-1.2", only="claims").content.decode()
    assert "rdf:reifies <<( " in text
    assert "rdf:subject" not in text


NODES = st.sampled_from([NamedNode("urn:a"), NamedNode("urn:b"), BlankNode("c")])
PREDICATES = st.sampled_from([NamedNode(RDF + name) for name in ("subject", "predicate", "object", "type")])
OBJECTS = st.one_of(NODES, st.sampled_from([Literal("a"), Literal("1953")]))


@given(st.sets(st.builds(Triple, NODES, PREDICATES, OBJECTS), max_size=8))
def test_reifying_loses_nothing_whatever_the_statements_lack(found: set[Triple]) -> None:
    assert set(unreified(reified(found))) == found


@pytest.mark.deep
def test_json_ld_reads_well(kg: KnowledgeGraph) -> None:
    document = json.loads(kg.export("json-ld", only="facts").content)
    [graph] = document["@graph"]
    assert graph["id"] == "../graph/facts"
    [term] = [one for one in graph["@graph"] if one["id"] == "term/yuri-andropov.1"]
    assert (term["type"], term["holder"], term["post"]) == ("sl:Term", "person/yuri-andropov", "post/general-secretary")
    assert (term["start"], term["end"]) == ("1982-11-12", "1984-02-09")


@pytest.mark.deep
def test_framed_json_ld_tells_a_person_with_the_terms_held(kg: KnowledgeGraph) -> None:
    document = json.loads(kg.export("json-ld-framed").content)
    [person] = [one for one in document["@graph"] if one["id"] == "person/konstantin-chernenko"]
    [term] = [one for one in person["terms"] if one["id"] == "term/konstantin-chernenko.1"]
    assert term["post"]["rdfs:label"]["en"] == "General Secretary"
    assert term["endedBy"]["id"] == "event/death-of-chernenko"


def test_json_ld_fetches_nothing() -> None:
    from sovleader_kg.export.jsonld import _refuse

    with pytest.raises(jsonld.JsonLdError) as raised:
        jsonld.expand({"@context": "https://example.org/context"}, {"documentLoader": _refuse})
    assert "no document is ever fetched" in str(raised.value.__cause__)
