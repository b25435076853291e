"""What the published file says of itself is true: every count is counted anew from the file."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cache

import pytest
import rdflib
from pyld import jsonld
from pyoxigraph import Triple
from rdflib import DCAT, DCTERMS, OWL, RDF, VOID, Literal, URIRef

from sovleader_kg import KnowledgeGraph, __version__, files
from sovleader_kg.corpus.turtle import read
from sovleader_kg.names import SL
from sovleader_kg.store.canonical import canonical, canonical_hash
from sovleader_kg.store.description import DATASET

pytestmark = pytest.mark.deep  # reads the published file by rdflib
PUBLISHED = files.compiled() / "sovleader-kg.ttl"
ITSELF = URIRef(DATASET.value)
VERSION = URIRef(f"{DCAT}version")  # of DCAT 3, which rdflib does not list yet


@pytest.fixture(scope="module")
def graph(kg: KnowledgeGraph) -> rdflib.Graph:
    del kg
    return _graph()


@cache
def _graph() -> rdflib.Graph:
    return rdflib.Graph().parse(PUBLISHED, format="turtle")


def _number(graph: rdflib.Graph, subject: rdflib.term.Node, predicate: URIRef) -> int:
    value = graph.value(subject, predicate)
    assert isinstance(value, Literal)
    return int(value)


def test_the_whole_is_counted_with_the_description_itself(graph: rdflib.Graph) -> None:
    assert _number(graph, ITSELF, VOID.triples) == len(graph)
    assert _number(graph, ITSELF, VOID.distinctSubjects) == len(set(graph.subjects()))
    assert _number(graph, ITSELF, VOID.classes) == len(set(graph.objects(None, RDF.type)))
    assert _number(graph, ITSELF, VOID.properties) == len(set(graph.predicates()))


def test_every_class_and_property_is_counted(graph: rdflib.Graph) -> None:
    entities = Counter(graph.objects(None, RDF.type))
    triples = Counter(graph.predicates())
    classes = {graph.value(part, VOID["class"]): part for part in graph.objects(ITSELF, VOID.classPartition)}
    properties = {graph.value(part, VOID.property): part for part in graph.objects(ITSELF, VOID.propertyPartition)}
    assert {kind: _number(graph, part, VOID.entities) for kind, part in classes.items() if kind} == entities
    assert {prop: _number(graph, part, VOID.triples) for prop, part in properties.items() if prop} == triples


def test_every_layer_and_source_is_a_subset_called_as_its_named_graph(graph: rdflib.Graph, kg: KnowledgeGraph) -> None:
    rows = kg.select("SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g").records()
    stored = {str(row["g"]): row["n"] for row in rows if not str(row["g"]).endswith("/description")}
    subsets = graph.objects(ITSELF, VOID.subset)
    assert {str(subset): _number(graph, subset, VOID.triples) for subset in subsets} == stored


def test_every_source_is_named_as_a_source_of_the_whole(graph: rdflib.Graph) -> None:
    sources = set(graph.subjects(RDF.type, URIRef(SL + "Source")))
    assert len(sources) > 100
    assert set(graph.objects(ITSELF, DCTERMS.source)) == sources


def test_the_version_is_that_of_the_package_and_of_the_vocabulary(graph: rdflib.Graph) -> None:
    versions = {*graph.objects(ITSELF, VERSION), *graph.objects(URIRef(SL.rstrip("#")), OWL.versionInfo)}
    assert versions == {Literal(__version__)}


def test_a_licence_is_given_once(graph: rdflib.Graph) -> None:
    licence = [URIRef("https://creativecommons.org/licenses/by-sa/4.0/")]
    assert list(graph.objects(ITSELF, DCTERMS.license)) == licence


def test_every_term_of_the_description_exists_in_its_vocabulary() -> None:
    for triple in _description():
        for node in (triple.predicate, triple.object):
            iri = getattr(node, "value", "")
            for space in (VOID, DCAT, DCTERMS):
                if iri.startswith(str(space)) and iri != str(space):
                    assert iri in space, iri


def _description() -> list[Triple]:
    return list(read(files.dataset_file()).triples)


def test_the_canonical_hash_beside_the_file_is_that_of_its_triples(kg: KnowledgeGraph) -> None:
    del kg
    digest, name = PUBLISHED.with_suffix(".nt.sha256").read_text(encoding="utf-8").split()
    assert name == "sovleader-kg.nt"
    assert digest == canonical_hash(read(PUBLISHED).triples)


@pytest.mark.deep
def test_another_implementation_finds_the_same_canonical_form(kg: KnowledgeGraph) -> None:
    del kg
    triples = [triple for path in files.ontology_files() for triple in read(path).triples]
    ours = canonical(triples)
    shuffled = b"".join(reversed(ours.replace(b"_:c14n", b"_:x").splitlines(keepends=True))).decode()
    options = {"inputFormat": "application/n-quads", "format": "application/n-quads", "algorithm": "URDNA2015"}
    theirs: str = jsonld.normalize(shuffled, options)
    assert b"_:c14n" in ours
    assert hashlib.sha256(theirs.encode()).hexdigest() == hashlib.sha256(ours).hexdigest()
