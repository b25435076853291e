"""Every term of the vocabulary is labelled, defined and assigned to one layer."""

import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import KINDS, expand

ONTOLOGY = Path(__file__).parents[1] / "ontology"
SL = Namespace("https://w3id.org/sovleader/ontology#")
CONCEPTS = "https://w3id.org/sovleader/id/concept/"
HEADER = URIRef("https://w3id.org/sovleader/ontology")
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
LAYERS = {"facts", "claims", "derived", "ontology"}
FORBIDDEN_TYPES = (OWL.FunctionalProperty, OWL.InverseFunctionalProperty)
INVENTING = (OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.ReflexiveProperty)

VOCABULARY = Graph().parse(ONTOLOGY / "sovleader.ttl")
SCHEMES = Graph().parse(ONTOLOGY / "schemes.ttl")
REASONED = VOCABULARY + Graph().parse(ONTOLOGY / "alignments" / "reasoned.ttl")


def properties() -> set[Node]:
    return {prop for kind in PROPERTY_KINDS for prop in VOCABULARY.subjects(RDF.type, kind)}


def own_terms() -> set[Node]:
    classes = set(VOCABULARY.subjects(RDF.type, OWL.Class))
    return {term for term in classes | properties() if str(term).startswith(str(SL))}


def languages(graph: Graph, term: Node, predicate: URIRef) -> list[str]:
    return sorted(value.language or "" for value in graph.objects(term, predicate) if isinstance(value, Literal))


def layers(term: Node) -> list[str]:
    return [str(layer) for layer in VOCABULARY.objects(term, SL.layer)]


def concepts() -> set[Node]:
    return set(SCHEMES.subjects(RDF.type, SKOS.Concept))


def test_every_term_has_one_english_and_one_russian_label() -> None:
    assert {term for term in own_terms() if languages(VOCABULARY, term, RDFS.label) != ["en", "ru"]} == set()


def test_every_term_is_defined_in_one_sentence_of_each_language() -> None:
    assert {term for term in own_terms() if languages(VOCABULARY, term, SKOS.definition) != ["en", "ru"]} == set()
    texts = {str(text) for term in own_terms() for text in VOCABULARY.objects(term, SKOS.definition)}

    assert {text for text in texts if not text.endswith(".") or ". " in text} == set()


def test_no_definition_says_this_class_is() -> None:
    texts = (str(text).lower() for text in VOCABULARY.objects(predicate=SKOS.definition))

    assert [text for text in texts if text.startswith(("this class", "this property", "a class", "class of"))] == []


def test_every_term_is_defined_by_the_ontology() -> None:
    assert {term for term in own_terms() if list(VOCABULARY.objects(term, RDFS.isDefinedBy)) != [HEADER]} == set()


def test_every_own_property_belongs_to_exactly_one_layer() -> None:
    own = own_terms() & properties()

    assert {prop for prop in own if len(layers(prop)) != 1 or not set(layers(prop)) <= LAYERS} == set()


def test_every_flagged_property_is_a_property_of_facts() -> None:
    flagged = {*VOCABULARY.subjects(SL.needsClaim), *VOCABULARY.subjects(SL.singleValued)}

    assert {prop for prop in flagged if layers(prop) != ["facts"]} == set()


def test_every_single_valued_property_needs_a_claim() -> None:
    single = set(VOCABULARY.subjects(SL.singleValued))

    assert single - set(VOCABULARY.subjects(SL.needsClaim)) == set()


def test_no_axiom_merges_individuals() -> None:
    keys = {prop for kind in FORBIDDEN_TYPES for prop in REASONED.subjects(RDF.type, kind)}
    merges = [*REASONED.subject_objects(OWL.sameAs), *REASONED.subject_objects(OWL.hasKey)]
    counts = [*REASONED.subjects(OWL.maxCardinality), *REASONED.subjects(OWL.maxQualifiedCardinality)]

    assert (keys, merges, counts) == (set(), [], [])


def test_no_axiom_infers_a_fact_that_hands_write() -> None:
    inferred = {
        *REASONED.objects(predicate=RDFS.subPropertyOf),
        *REASONED.subjects(OWL.propertyChainAxiom),
        *REASONED.subjects(OWL.inverseOf),
        *(prop for kind in INVENTING for prop in REASONED.subjects(RDF.type, kind)),
    }

    assert {prop for prop in inferred if set(layers(prop)) & {"facts", "claims"}} == set()


def test_no_class_axiom_infers_a_property_value() -> None:
    filled = {*REASONED.objects(predicate=RDFS.subClassOf), *REASONED.objects(predicate=OWL.equivalentClass)}

    assert [node for node in filled if isinstance(node, BNode)] == []


def test_inverses_join_a_property_to_a_derived_one() -> None:
    pairs = list(VOCABULARY.subject_objects(OWL.inverseOf))

    assert {left for left, _ in pairs if layers(left) != ["derived"]} == set()


def test_derived_classes_are_filled_by_an_axiom_or_by_the_build_or_reserved() -> None:
    derived = {term for term in VOCABULARY.subjects(RDF.type, OWL.Class) if layers(term) == ["derived"]}
    filled = {right for left, right in VOCABULARY.subject_objects(RDFS.subClassOf) if isinstance(left, BNode)}

    assert derived - filled - {SL.Verdict, SL.Dispute} == set(VOCABULARY.subjects(SL.reserved)) & derived


@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.prefLabel])
def test_every_concept_is_labelled_in_english_and_russian(predicate: URIRef) -> None:
    assert {concept for concept in concepts() if languages(SCHEMES, concept, predicate) != ["en", "ru"]} == set()


def test_preferred_labels_of_concepts_are_their_labels() -> None:
    unlike = {
        concept
        for concept in concepts()
        if set(SCHEMES.objects(concept, RDFS.label)) != set(SCHEMES.objects(concept, SKOS.prefLabel))
    }

    assert unlike == set()


def test_every_concept_is_defined_and_tops_its_schemes() -> None:
    schemes = set(SCHEMES.subjects(RDF.type, SKOS.ConceptScheme))
    faulty = set()
    for concept in concepts():
        inside = set(SCHEMES.objects(concept, SKOS.inScheme))
        tops = set(SCHEMES.objects(concept, SKOS.topConceptOf))
        if not inside or not inside <= schemes or tops != inside or (concept, SKOS.definition, None) not in SCHEMES:
            faulty.add(concept)

    assert faulty == set()


def test_every_concept_that_an_axiom_names_exists() -> None:
    values = VOCABULARY.objects(predicate=OWL.hasValue)
    named = {value for value in values if str(value).startswith(CONCEPTS)}

    assert named - concepts() == set()


def test_examples_name_things_of_the_graph(kg: KnowledgeGraph) -> None:
    named = {str(one) for one in VOCABULARY.objects(None, SKOS.example) if re.fullmatch(r"[a-z]+:[\w.-]+", str(one))}
    of_graph = {one for one in named if one.partition(":")[0] in KINDS}
    assert len(of_graph) > 20
    assert {one for one in of_graph if not kg.sparql(f"ASK {{ <{expand(one)}> ?property ?value }}")} == set()
