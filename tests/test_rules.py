"""The rules give owlrl's closure, on random ontologies and the project's own, or leave it to owlrl."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from generate import terms
from graphs import triples
from random_ontologies import ALLOWED, OTHERS, facts, ontologies
from sovleader_kg.corpus.corpus import read_corpus, triples_of
from sovleader_kg.derived import reasoning, rules
from sovleader_kg.names import PREFIXES
from sovleader_kg.nodes import Node

SAME = NamedNode(PREFIXES["owl"] + "sameAs")
FEW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
MANY = settings(FEW, max_examples=300)

Found = set[tuple[Node, ...]]


def by_rules(known: list[Triple]) -> Found | None:
    """Return what the rules find and the build publishes; None if they leave it to owlrl."""
    try:
        found = rules.closure(known)
    except rules.UnknownFormError:
        return None
    assert len(set(found)) == len(found)
    return set(filter(reasoning.is_published, found))


def by_owlrl(known: list[Triple]) -> tuple[Found, bool]:
    """Return what owlrl finds and the build publishes, and whether it finds a contradiction or equal things."""
    found, problems = reasoning.by_owlrl(known, known)
    equal = any(predicate == SAME and subject != value for subject, predicate, value in found)
    return set(filter(reasoning.is_published, found)), bool(problems) or equal


@pytest.mark.deep
@MANY
@given(facts(), ontologies(ALLOWED))
def test_rules_find_what_owlrl_finds_unless_something_contradicts_or_is_equal(known: str, axioms: str) -> None:
    wanted, left = by_owlrl(triples(known + axioms))
    assert by_rules(triples(known + axioms)) == (None if left else wanted)


@pytest.mark.parametrize("name", sorted(ALLOWED))
@FEW
@given(data=st.data())
def test_each_form_alone_and_repeated_finds_what_owlrl_finds(name: str, data: st.DataObject) -> None:
    known = triples(data.draw(facts()) + data.draw(st.lists(ALLOWED[name], min_size=1, max_size=3).map("\n".join)))
    wanted, left = by_owlrl(known)
    assert by_rules(known) == (None if left else wanted)


@pytest.mark.deep
@MANY
@given(facts(), ontologies(ALLOWED, OTHERS))
def test_rules_never_find_anything_else_whatever_the_form(known: str, axioms: str) -> None:
    found = by_rules(triples(known + axioms))
    if found is not None:
        assert (found, False) == by_owlrl(triples(known + axioms))


KNOWN = """
person:a a sl:C0 ; sl:p0 person:b , person:c ; sl:p1 person:d .
person:b a sl:C1 ; sl:p1 person:d .
"""
ANSWERED = {
    "subclass": ("sl:C0 rdfs:subClassOf sl:C2 .", "person:a a sl:C2 ."),
    "equivalent class": ("sl:C0 owl:equivalentClass sl:C1 .", "person:a a sl:C1 . person:b a sl:C0 ."),
    "union": ("[ owl:unionOf ( sl:C0 sl:C1 ) ] rdfs:subClassOf sl:C2 .", "person:a a sl:C2 . person:b a sl:C2 ."),
    "intersection": (
        "sl:C2 owl:equivalentClass [ owl:intersectionOf ( sl:C0 sl:C3 ) ] . person:b a sl:C2 .",
        "person:b a sl:C0 , sl:C3 .",
    ),
    "one of": ("[ owl:oneOf ( person:a person:d ) ] rdfs:subClassOf sl:C2 .", "person:a a sl:C2 . person:d a sl:C2 ."),
    "some values": (
        "[ owl:onProperty sl:p0 ; owl:someValuesFrom sl:C1 ] rdfs:subClassOf sl:C2 .",
        "person:a a sl:C2 .",
    ),
    "some value": (
        "[ owl:onProperty sl:p1 ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf sl:C2 .",
        "person:a a sl:C2 . person:b a sl:C2 .",
    ),
    "all values": (
        "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:allValuesFrom sl:C2 ] .",
        "person:b a sl:C2 . person:c a sl:C2 .",
    ),
    "value below": (
        "[ owl:onProperty sl:p0 ; owl:hasValue person:b ] rdfs:subClassOf sl:C2 .",
        "person:a a sl:C2 .",
    ),
    "value above": (
        "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p2 ; owl:hasValue person:b ] .",
        "person:a sl:p2 person:b .",
    ),
    "at most one": ("sl:C0 rdfs:subClassOf [ owl:onProperty sl:p1 ; owl:maxCardinality 1 ] .", ""),
    "at most one of": (
        "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:maxQualifiedCardinality 1 ; owl:onClass sl:C1 ] .",
        "",
    ),
    "complement": ("sl:C0 rdfs:subClassOf [ owl:complementOf sl:C1 ] .", ""),
    "disjoint classes": ("sl:C0 owl:disjointWith sl:C1 .", ""),
    "disjoint properties": ("sl:p0 owl:propertyDisjointWith sl:p1 .", ""),
    "functional": ("sl:p1 a owl:FunctionalProperty .", ""),
    "inverse functional": ("sl:p0 a owl:InverseFunctionalProperty .", ""),
    "asymmetric": ("sl:p0 a owl:AsymmetricProperty , owl:IrreflexiveProperty .", ""),
    "domain": ("sl:p1 rdfs:domain sl:C2 .", "person:a a sl:C2 . person:b a sl:C2 ."),
    "range": ("sl:p1 rdfs:range sl:C2 .", "person:d a sl:C2 ."),
    "data range": ("sl:p2 rdfs:range xsd:decimal . person:a sl:p2 1 .", ""),
    "subproperty": ("sl:p1 rdfs:subPropertyOf sl:p2 .", "person:a sl:p2 person:d . person:b sl:p2 person:d ."),
    "inverse": ("sl:p0 owl:inverseOf sl:p2 .", "person:b sl:p2 person:a . person:c sl:p2 person:a ."),
    "symmetric": ("sl:p0 a owl:SymmetricProperty .", "person:b sl:p0 person:a . person:c sl:p0 person:a ."),
    "transitive": (
        "person:d sl:p1 person:e . sl:p1 a owl:TransitiveProperty .",
        "person:a sl:p1 person:e . person:b sl:p1 person:e .",
    ),
    "chain": ("sl:p2 owl:propertyChainAxiom ( sl:p0 sl:p1 ) .", "person:a sl:p2 person:d ."),
}
LEFT = {
    "a contradiction": "sl:C0 owl:disjointWith sl:C2 . sl:p0 rdfs:domain sl:C2 .",
    "a member of nothing": "sl:C0 rdfs:subClassOf owl:Nothing .",
    "an ill-typed literal": 'person:a sl:p3 "one"^^xsd:integer .',
    "a literal outside the range": 'sl:p3 rdfs:range xsd:integer . person:a sl:p3 "a" .',
    "two values of a functional property": "sl:p0 a owl:FunctionalProperty .",
    "two values where there is at most one": "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:maxCardinality 1 ] .",
    "equal things": "person:a owl:sameAs person:e .",
    "a key": "sl:C0 owl:hasKey ( sl:p0 ) .",
    "different things": "person:a owl:differentFrom person:b .",
    "an expression on a named class": "sl:C2 owl:unionOf ( sl:C0 sl:C1 ) .",
    "a union above": "sl:C0 rdfs:subClassOf [ owl:unionOf ( sl:C1 sl:C2 ) ] .",
    "all values below": "[ owl:onProperty sl:p0 ; owl:allValuesFrom sl:C1 ] rdfs:subClassOf sl:C2 .",
    "at most two": "sl:C0 rdfs:subClassOf [ owl:onProperty sl:p0 ; owl:maxCardinality 2 ] .",
    "two constructors": "[ owl:unionOf ( sl:C0 ) ; owl:oneOf ( person:a ) ] rdfs:subClassOf sl:C2 .",
    "two restricted properties": "[ owl:onProperty sl:p0 , sl:p1 ; owl:hasValue person:d ] rdfs:subClassOf sl:C2 .",
    "a data range below": "[ owl:onProperty sl:p0 ; owl:someValuesFrom xsd:int ] rdfs:subClassOf sl:C2 .",
    "a list that does not end": "[ owl:unionOf [ rdf:first sl:C0 ] ] rdfs:subClassOf sl:C2 .",
    "a list that goes round": "[ owl:unionOf _:l ] rdfs:subClassOf sl:C2 . _:l rdf:first sl:C0 ; rdf:rest _:l .",
    "a rule that makes axioms": "sl:p0 rdfs:subPropertyOf rdfs:subClassOf .",
    "axioms about the vocabulary": "rdf:type rdfs:domain sl:C2 .",
    "a property that makes properties functional": "sl:p0 rdfs:range owl:FunctionalProperty .",
    "members of no known kind": "[] owl:members ( sl:C0 sl:C1 ) .",
    "a thing in a datatype": "person:a a xsd:int .",
}


def test_rules_answer_where_nothing_is_left_to_owlrl() -> None:
    assert by_rules(triples(KNOWN)) == set()


@pytest.mark.parametrize("name", sorted(ANSWERED))
def test_what_has_a_rule_is_answered(name: str) -> None:
    axiom, wanted = ANSWERED[name]
    assert by_rules(triples(KNOWN + axiom)) == {tuple(triple) for triple in triples(wanted)}


@pytest.mark.parametrize("name", sorted(LEFT))
def test_what_has_no_rule_is_left_to_owlrl(name: str) -> None:
    assert by_rules(triples(KNOWN + LEFT[name])) is None


def test_expression_that_contains_itself_is_answered() -> None:
    assert by_rules(triples(KNOWN + "_:i owl:intersectionOf ( sl:C0 _:i ) ; rdfs:subClassOf sl:C2 .")) == set()


def hold_against_owlrl(known: Iterable[Triple]) -> None:
    """Hold the rules against owlrl, on facts under the project's ontology."""
    ontology = [one for one in read_corpus().ontology if Path(one.name).stem in {"sovleader", "reasoned"}]
    told = (*known, *triples_of(ontology))
    reasoned = [triple for triple in told if triple.predicate.value not in reasoning.ANNOTATIONS]
    wanted, left = by_owlrl(reasoned)
    assert (by_rules(reasoned), left) == (wanted, False)
    assert wanted


def test_made_terms_get_owlrls_closure_under_the_projects_ontology() -> None:
    hold_against_owlrl(quad.triple for quad in parse("".join(terms(5)).encode(), RdfFormat.N_TRIPLES))


@pytest.mark.deep
def test_the_projects_facts_get_owlrls_closure() -> None:
    hold_against_owlrl(triples_of(read_corpus().facts))
