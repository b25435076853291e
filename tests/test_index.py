"""Index: triples by subject and predicate."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from graphs import index_of, triples
from sovleader_kg.corpus.index import Index
from sovleader_kg.names import PREFIXES, sl

TURTLE = """
person:b a foaf:Person ; foaf:name "B" .
person:a a foaf:Person , sl:Leader ; foaf:name "A" , "a" ; sl:knows person:b .
[] foaf:name "nobody" .
"""
A, B, NAME, PERSON = (
    PREFIXES[prefix] + name for prefix, name in (("person", "a"), ("person", "b"), ("foaf", "name"), ("foaf", "Person"))
)


@pytest.fixture
def index() -> Index:
    return index_of(TURTLE)


def test_values_come_in_the_order_of_the_file(index: Index) -> None:
    assert index.values(A, NAME) == ["A", "a"]
    assert index.value(A, NAME) == "A"
    assert index.nodes(A, NAME) == [Literal("A"), Literal("a")]


def test_a_text_is_found_by_its_language() -> None:
    index = index_of('person:a rdfs:label "A"@en , "А"@ru , "a" .')
    assert [index.text(A, PREFIXES["rdfs"] + "label", language) for language in ("en", "ru", "de")] == ["A", "А", None]


def test_what_is_not_there_is_empty(index: Index) -> None:
    assert (index.nodes("x", NAME), index.values(A, "x"), index.value("x", "x")) == ([], [], None)
    assert (index.of_type("x"), index.using("x"), index.predicates("x"), index.types("x")) == ([], [], [], [])


def test_asking_adds_nothing(index: Index) -> None:
    index.nodes("x", NAME)
    index.predicates("x")
    assert "x" not in index
    assert sorted(index.subjects()) == [A, B]


def test_subjects_are_found_by_class_and_by_predicate_in_order(index: Index) -> None:
    assert index.of_type(PERSON, sl("Leader")) == [A, B]
    assert index.using(NAME) == [A, B]
    assert index.types(A) == [PERSON, sl("Leader")]


def test_same_triple_counts_once() -> None:
    twice = Index([*triples(TURTLE), *triples(TURTLE)])
    assert twice.values(A, NAME) == ["A", "a"]
    assert twice.using(NAME) == [A, B]
