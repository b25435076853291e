"""Terms: everything that a file names is defined, and every date exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphs import HEAD
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import Document, read
from sovleader_kg.corpus.vocabulary import needing_claims, undefined, wrong_literals
from sovleader_kg.errors import Problem
from sovleader_kg.names import SL

FIRST_LINE = HEAD.count("\n") + 1
ONTOLOGY = """
sl:Term a owl:Class .
sl:holder a owl:ObjectProperty ; sl:needsClaim true .
sl:start a owl:DatatypeProperty ; sl:needsClaim true .
sl:note a owl:DatatypeProperty ; sl:needsClaim false .
"""
PEOPLE = "person:joseph-stalin a foaf:Person .\n"


def document(folder: Path, turtle: str, name: str = "mine.ttl") -> Document:
    path = folder / name
    path.write_text(HEAD + turtle, encoding="utf-8")
    return read(path, name)


def problems(folder: Path, turtle: str) -> list[Problem]:
    ontology = Index(document(folder, ONTOLOGY, "ontology.ttl").triples)
    mine, people = document(folder, turtle), document(folder, PEOPLE, "people.ttl")
    return undefined([mine], ontology, Index([*mine.triples, *people.triples]))


def test_defined_terms_are_no_problem(tmp_path: Path) -> None:
    turtle = 'term:a a sl:Term ; rdfs:label "a"@en ; sl:holder person:joseph-stalin ; owl:deprecated true .'
    assert problems(tmp_path, turtle) == []


@pytest.mark.parametrize(
    ("turtle", "line", "message"),
    [
        ("term:a\n  a sl:Trem .", 1, 'class sl:Trem is not defined. Did you mean "sl:Term"?'),
        ("term:a sl:holdr\n  person:joseph-stalin .", 0, 'property sl:holdr is not defined. Did you mean "sl:holder"?'),
        (
            "term:a sl:holder\n\n  person:josef-stalin .",
            2,
            'thing person:josef-stalin is not defined. Did you mean "person:joseph-stalin"?',
        ),
        ("term:a skos:prefLable 'a' .", 0, 'property skos:prefLable is not defined. Did you mean "skos:prefLabel"?'),
        ("term:a a sl:Zzzzzzzzz .", 0, "class sl:Zzzzzzzzz is not defined."),
        ("term:a <https://example.org/p> 1 .", 0, "property <https://example.org/p> is not defined."),
        (
            "claim:a rdf:subject term:a ;\n rdf:predicate sl:strat .\nterm:a a sl:Term .",
            1,
            'property sl:strat is not defined. Did you mean "sl:start"?',
        ),
    ],
)
def test_undefined_name_is_told_with_its_line(tmp_path: Path, turtle: str, line: int, message: str) -> None:
    assert problems(tmp_path, turtle) == [Problem(f"mine.ttl:{FIRST_LINE + line}", message, rule="undefined")]


def test_things_of_others_need_no_definition(tmp_path: Path) -> None:
    assert problems(tmp_path, "term:a skos:exactMatch <http://www.wikidata.org/entity/Q855> .") == []


def test_name_is_told_once_a_file(tmp_path: Path) -> None:
    assert len(problems(tmp_path, "term:a sl:holder person:x .\nterm:b sl:holder person:x .")) == 1


def test_class_that_is_only_a_thing_in_the_data_is_not_defined(tmp_path: Path) -> None:
    found = problems(tmp_path, "term:a a person:joseph-stalin .")
    assert [one.message for one in found] == ["class person:joseph-stalin is not defined."]


def test_flag_tells_which_predicates_need_claims(tmp_path: Path) -> None:
    assert needing_claims(Index(document(tmp_path, ONTOLOGY).triples)) == [SL + "holder", SL + "start"]


@pytest.mark.parametrize(
    ("literal", "complaint"),
    [
        ('"1953-13-45"^^xsd:date', '"1953-13-45" is not a valid date'),
        ('"1953-02-30"^^xsd:date', '"1953-02-30" is not a valid date'),
        ('"1953-09"^^xsd:date', '"1953-09" is not a valid date'),
        ('"1953-09-XX"^^xsd:date', '"1953-09-XX" is not a valid date'),
        ('"1953/1954~"^^xsd:date', '"1953/1954~" is not a valid date'),
        ('"1953-13-45"^^edtf:EDTF', '"1953-13-45" is not a valid date; write EDTF'),
        ('"1954/1953"^^edtf:EDTF', '"1954/1953" is not a valid date; write EDTF'),
    ],
)
def test_impossible_date_is_told_with_its_line(tmp_path: Path, literal: str, complaint: str) -> None:
    (problem,) = wrong_literals([document(tmp_path, f"term:a\n  sl:start {literal} .")])
    assert (problem.where, problem.rule) == (f"mine.ttl:{FIRST_LINE + 1}", "date")
    assert problem.message.startswith(complaint)


@pytest.mark.parametrize(
    "literal",
    ['"1953-09-14"^^xsd:date', '"1917-10-25"^^xsd:date', '"1953-09-XX"^^edtf:EDTF', '"never"', '"1953-13-45"', "1953"],
)
def test_possible_date_and_plain_text_are_no_problem(tmp_path: Path, literal: str) -> None:
    assert wrong_literals([document(tmp_path, f"term:a sl:start {literal} .")]) == []
