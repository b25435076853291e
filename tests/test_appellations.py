"""Appellations: the names by which other vocabularies find people, posts, bodies and events."""

from __future__ import annotations

from collections import Counter

import pytest
from pyoxigraph import Literal

from graphs import triples
from sovleader_kg import KnowledgeGraph
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.appellations import derive_appellations
from sovleader_kg.names import compact

ORLOV = 'person:orlov a foaf:Person ; rdfs:label "Ivan Orlov"@en , "Иван Орлов"@ru'


def names(facts: str) -> set[tuple[str, str]]:
    found = derive_appellations(Index(triples(facts)))
    assert len(found) == len(set(found))
    return {(compact(t.predicate.value), f"{t.object.value}@{t.object.language}") for t in found}  # type: ignore[union-attr]


def test_a_person_has_a_name_and_a_preferred_label_in_each_language() -> None:
    told = names(f"{ORLOV} .")
    assert {
        (way, name) for way in ("foaf:name", "skos:prefLabel") for name in ("Ivan Orlov@en", "Иван Орлов@ru")
    } < told


def test_a_person_is_called_with_the_surname_first_too() -> None:
    told = {name for way, name in names(f"{ORLOV} .") if way == "skos:altLabel"}
    assert told == {"Orlov, Ivan@en", "Орлов, Иван@ru"}


def test_a_full_name_is_an_alternative_unless_it_is_the_label() -> None:
    full = names(f'{ORLOV} ; sl:fullName "Иван Петрович Орлов"@ru .')
    assert {("skos:altLabel", "Иван Петрович Орлов@ru"), ("skos:altLabel", "Орлов, Иван Петрович@ru")} < full
    same = names(f'{ORLOV} ; sl:fullName "Иван Орлов"@ru .')
    assert same == names(f"{ORLOV} .")


def test_a_name_of_one_word_has_nothing_to_turn_round() -> None:
    assert {way for way, _ in names('person:koba a foaf:Person ; rdfs:label "Koba"@en .')} == {
        "foaf:name",
        "skos:prefLabel",
    }


def test_a_body_is_called_by_its_official_names_as_they_are() -> None:
    told = names(
        'body:cc a sl:Body ; rdfs:label "Committee"@en ; sl:officialName "Committee, Central"@en, "Committee"@en .'
    )
    assert told == {("skos:prefLabel", "Committee@en"), ("skos:altLabel", "Committee, Central@en")}


def test_what_nobody_looks_up_by_name_gets_none() -> None:
    assert names('term:a a sl:Term ; rdfs:label "A"@en . concept:b rdfs:label "B"@en .') == set()


CALLED = """
SELECT ?thing ?way ?name WHERE {
  VALUES ?class { foaf:Person sl:Post sl:Office sl:Body sl:Event sl:Place }
  VALUES ?way { foaf:name skos:prefLabel skos:altLabel }
  ?thing a ?class ; ?way ?name .
}
"""


@pytest.fixture(scope="module")
def called(kg: KnowledgeGraph) -> list[tuple[str, str, Literal]]:
    return [(t.value, compact(way.value), name) for t, way, name in kg.select(CALLED).rows if t and way]  # type: ignore[misc]


def test_everyone_is_named_in_english_and_russian_by_each_of_the_three(
    kg: KnowledgeGraph, called: list[tuple[str, str, Literal]]
) -> None:
    people = {row[0].value for row in kg.select("SELECT ?person WHERE { ?person a foaf:Person }").rows if row[0]}
    assert len(people) > 250
    for way in ("foaf:name", "skos:prefLabel", "skos:altLabel"):
        for language in ("en", "ru"):
            assert people == {t for t, w, name in called if w == way and name.language == language and t in people}


def test_preferred_labels_are_one_in_each_language_and_no_alternative(called: list[tuple[str, str, Literal]]) -> None:
    preferred = [(thing, name.language) for thing, way, name in called if way == "skos:prefLabel"]
    assert set(Counter(preferred).values()) == {1}
    assert Counter(language for _, language in preferred) == dict.fromkeys(("en", "ru"), len(preferred) // 2)
    labels = {(thing, name) for thing, way, name in called if way == "skos:prefLabel"}
    assert labels & {(thing, name) for thing, way, name in called if way == "skos:altLabel"} == set()
