"""Reasoning: what OWL 2 RL adds to facts, what is left out, and what contradicts."""

from __future__ import annotations

import pytest

from graphs import triples
from sovleader_kg.derived.reasoning import closure
from sovleader_kg.errors import Problem
from sovleader_kg.names import compact

ONTOLOGY = """
foaf:Person a owl:Class ; rdfs:label "person"@en .
sl:Term a owl:Class ; rdfs:subClassOf org:Membership .
sl:ActingTerm a owl:Class ; rdfs:subClassOf sl:Term .
sl:Post a owl:Class ; rdfs:subClassOf org:Post .
foaf:Person owl:disjointWith sl:Post .
sl:holder a owl:ObjectProperty ; rdfs:subPropertyOf org:member .
sl:post a owl:ObjectProperty .
sl:startedBy a owl:ObjectProperty ; rdfs:range sl:Event .
sl:incarnationOf a owl:ObjectProperty .
org:role a owl:ObjectProperty ; owl:propertyChainAxiom ( sl:post sl:incarnationOf ) .
sl:partOf a owl:ObjectProperty , owl:TransitiveProperty .
sl:headOf a owl:ObjectProperty ; rdfs:domain foaf:Person ; rdfs:range sl:Body .
[] a owl:AllDisjointClasses ; owl:members ( sl:Body foaf:Person sl:Event ) .
"""


def inferred(facts: str) -> set[str]:
    found, problems = closure(triples(facts), triples(ONTOLOGY))
    assert problems == []
    lines = {" ".join(compact(str(part)[1:-1]) for part in triple) for triple in found}
    assert len(lines) == len(found)
    return lines


def clashes(facts: str) -> list[Problem]:
    return closure(triples(facts), triples(ONTOLOGY))[1]


def test_instance_gets_its_wider_classes() -> None:
    assert inferred("term:a a sl:ActingTerm .") == {"term:a rdf:type sl:Term", "term:a rdf:type org:Membership"}


def test_fact_gets_its_super_properties() -> None:
    assert inferred("term:a sl:holder person:b .") == {"term:a org:member person:b"}


def test_chain_leads_from_the_term_to_the_role() -> None:
    facts = "term:a sl:post post:gs . post:gs sl:incarnationOf office:secretaryship ."
    assert inferred(facts) == {"term:a org:role office:secretaryship"}


def test_part_of_a_part_is_a_part() -> None:
    assert inferred("body:a sl:partOf body:b . body:b sl:partOf body:c .") == {"body:a sl:partOf body:c"}


def test_domain_and_range_give_types() -> None:
    assert inferred("person:a sl:headOf body:b .") == {"person:a rdf:type foaf:Person", "body:b rdf:type sl:Body"}


def test_reflexive_triples_are_left_out() -> None:
    assert inferred("body:a sl:partOf body:b . body:b sl:partOf body:a .") == set()


def test_literals_get_no_types_and_vocabulary_tells_nothing() -> None:
    assert inferred('person:a foaf:name "A" ; rdfs:label "A"@en ; sl:born "1878-12-18"^^xsd:date .') == set()


def test_labels_and_other_annotations_are_not_reasoned_over() -> None:
    assert inferred('person:a skos:altLabel "Koba"@en ; skos:note person:b .') == set()


def test_asserted_facts_are_not_told_again() -> None:
    assert inferred("term:a a sl:Term , org:Membership .") == set()


def test_things_of_others_are_left_out() -> None:
    assert inferred("<https://example.org/t> a sl:Term .") == set()


def test_person_who_is_a_post_is_one_problem_that_names_the_facts() -> None:
    assert clashes("person:a a foaf:Person ; a sl:Post .") == [
        Problem(
            "person:a",
            "person:a cannot be both foaf:Person and sl:Post: person:a rdf:type foaf:Person; person:a rdf:type sl:Post",
            rule="contradiction",
        )
    ]


def test_body_among_people_is_named_with_the_property_that_puts_it_there() -> None:
    (problem,) = clashes("body:a a sl:Body ; sl:headOf body:b .")
    assert problem.message == (
        "body:a cannot be both foaf:Person and sl:Body: body:a sl:headOf body:b; body:a rdf:type sl:Body"
    )


def test_range_is_a_reason_too() -> None:
    (problem,) = clashes("person:a a foaf:Person . term:t sl:startedBy person:a .")
    assert problem.message.endswith(": person:a rdf:type foaf:Person; term:t sl:startedBy person:a")


def test_two_things_that_clash_are_two_problems() -> None:
    facts = "person:b a foaf:Person, sl:Post . person:a a foaf:Person, sl:Post ."
    assert [one.where for one in clashes(facts)] == ["person:a", "person:b"]


ORDERED = """
sl:succeeds a owl:ObjectProperty , owl:AsymmetricProperty .
sl:partOf a owl:ObjectProperty , owl:IrreflexiveProperty .
sl:follows a owl:ObjectProperty ; rdfs:subPropertyOf sl:succeeds .
sl:near a owl:ObjectProperty ; owl:propertyDisjointWith sl:far .
sl:far a owl:ObjectProperty .
"""


@pytest.mark.parametrize(
    ("facts", "where", "message"),
    [
        (
            "term:b sl:succeeds term:a . term:a sl:succeeds term:b .",
            "term:a",
            "term:a sl:succeeds term:b and term:b sl:succeeds term:a cannot both be so",
        ),
        (
            "term:a sl:succeeds term:b . term:b sl:succeeds term:a .",
            "term:b",
            "term:a sl:succeeds term:b and term:b sl:succeeds term:a cannot both be so",
        ),
        (
            "term:b sl:succeeds term:a . term:a sl:follows term:b .",
            "term:a",
            "term:a sl:succeeds term:b and term:b sl:succeeds term:a cannot both be so",
        ),
        ("term:a sl:succeeds term:a .", "term:a", "term:a sl:succeeds term:a: nothing stands so to itself"),
        (
            "body:a sl:partOf body:a .",
            "body:a",
            "Irreflexive property used on body:a with sl:partOf: body:a sl:partOf body:a",
        ),
        (
            "body:a sl:near body:b ; sl:far body:b .",
            "body:a",
            "Erroneous usage of disjoint properties sl:near and sl:far on body:a and body:b: "
            "body:a sl:near body:b; body:a sl:far body:b",
        ),
    ],
)
def test_contradiction_is_told_once_at_the_fact_that_was_read_last(facts: str, where: str, message: str) -> None:
    assert closure(triples(facts), triples(ORDERED))[1] == [Problem(where, message, rule="contradiction")]


def test_many_facts_behind_a_contradiction_are_counted() -> None:
    heads = "".join(f"person:a sl:headOf body:{number} . " for number in range(5))
    (problem,) = clashes(f"{heads} person:a a sl:Event .")
    assert problem.message == (
        "person:a cannot be both foaf:Person and sl:Event: person:a sl:headOf body:0; person:a sl:headOf body:1; "
        "person:a sl:headOf body:2 and 2 more; person:a rdf:type sl:Event"
    )
