"""The compiled rules give owlrl's closure, on random ontologies and the project's own, or leave it to owlrl."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from generate import terms
from random_ontologies import AXIOMS, facts, ontologies
from sovleader_kg import files
from sovleader_kg.corpus.turtle import read
from sovleader_kg.derived import reasoning
from sovleader_kg.names import PREFIXES

HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((HEAD + turtle).encode(), RdfFormat.TURTLE)]


def by_rules(known: list[Triple], axioms: list[Triple]) -> set[Triple] | None:
    found = reasoning._by_rules((*known, *axioms))
    if found is None:
        return None
    assert len(set(found)) == len(found)
    return set(found)


def agree(known: str, axioms: str) -> bool:
    """Hold both against each other; tell whether the rules answered."""
    given_, ontology = triples(known), triples(axioms)
    found, (wanted, problems) = by_rules(given_, ontology), reasoning._by_owlrl(given_, ontology)
    if found is not None:
        assert (found, problems) == (set(wanted), [])
    return found is not None


@MANY
@given(facts(), ontologies())
def test_rules_find_what_owlrl_finds(known: str, axioms: str) -> None:
    agree(known, axioms)


@pytest.mark.parametrize("name", sorted(AXIOMS))
@settings(MANY, max_examples=15)
@given(data=st.data())
def test_each_axiom_alone_and_repeated_finds_what_owlrl_finds(name: str, data: st.DataObject) -> None:
    axioms = data.draw(st.lists(AXIOMS[name], min_size=1, max_size=3).map("\n".join))
    agree(data.draw(facts()), axioms)


KNOWN = """
person:a a sl:C0 ; sl:p0 person:b , person:c ; sl:p1 person:d .
person:b a sl:C1 ; sl:p1 person:d .
"""
ANSWERED = {
    "subclass": "sl:C0 rdfs:subClassOf sl:C2 .",
    "chain": "sl:p2 owl:propertyChainAxiom ( sl:p0 sl:p1 ) .",
    "value": "sl:C2 owl:equivalentClass [ owl:onProperty sl:p1 ; owl:hasValue person:d ] .",
    "one of": "sl:C2 owl:oneOf ( person:a person:b ) .",
    "key": "sl:C3 owl:hasKey ( sl:p1 ) . sl:p1 rdfs:domain sl:C3 .",
    "functional": "sl:p0 a owl:FunctionalProperty . person:c sl:p2 person:d .",
    "at most": "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:maxCardinality 1 ] .",
    "at most of": "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:maxQualifiedCardinality 1 ; owl:onClass sl:C1 ] ."
    " person:c a sl:C1 .",
    "all values": "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:allValuesFrom sl:C2 ] .",
    "some values": "[ owl:onProperty sl:p0 ; owl:someValuesFrom sl:C1 ] rdfs:subClassOf sl:C2 .",
    "intersection": "sl:C0 owl:equivalentClass sl:C1 . sl:C2 owl:intersectionOf ( sl:C0 sl:C1 ) .",
}


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_what_the_rules_cover_they_answer_themselves(name: str) -> None:
    assert agree(KNOWN, ANSWERED[name])
    assert by_rules(triples(KNOWN), triples(ANSWERED[name]))


LEFT = {
    "a contradiction": "sl:C0 owl:disjointWith sl:C2 . sl:p0 rdfs:domain sl:C2 .",
    "an ill-typed literal": 'person:a sl:p3 "one"^^xsd:integer .',
    "literals that would be equal": 'sl:p3 a owl:FunctionalProperty . person:a sl:p3 "a" , "b" .',
    "equal classes": "sl:C0 owl:sameAs sl:C2 .",
    "equal properties": "sl:p0 owl:sameAs sl:p2 .",
    "a rule that makes axioms": "sl:p0 rdfs:subPropertyOf rdfs:subClassOf .",
    "axioms about the vocabulary": "rdf:type rdfs:domain sl:C2 .",
    "a property that makes properties functional": "sl:p0 rdfs:range owl:FunctionalProperty .",
    "a list that does not end": "sl:C2 owl:unionOf [ rdf:first sl:C0 ] .",
    "a thing in a datatype": "person:a a xsd:int .",
    "different and equal": "person:b owl:sameAs person:c ; owl:differentFrom person:c .",
}


@pytest.mark.parametrize("name", sorted(LEFT))
def test_what_the_rules_do_not_cover_is_left_to_owlrl(name: str) -> None:
    assert by_rules(triples(KNOWN), triples(LEFT[name])) is None


def test_contradiction_is_told_as_owlrl_tells_it() -> None:
    given_, ontology = triples(KNOWN), triples(LEFT["a contradiction"])
    problems = reasoning.closure(given_, ontology)[1]
    assert problems == reasoning._by_owlrl(given_, ontology)[1] != []


def reasoned() -> list[Triple]:
    return [
        triple
        for path in files.ontology_files()
        if path.stem in {"sovleader", "reasoned"}
        for triple in read(path).triples
    ]


def test_made_terms_get_owlrls_closure_under_the_projects_ontology() -> None:
    known = [quad.triple for quad in parse("".join(terms(20)).encode(), RdfFormat.N_TRIPLES)]
    found = by_rules(known, reasoned())
    assert found == set(reasoning._by_owlrl(known, reasoned())[0])
    assert found
