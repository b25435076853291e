"""Terms: everything that a file names is defined, and every date exists."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphs import HEAD
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.literals import unreadable_texts, wrong_dates
from sovleader_kg.corpus.turtle import Document, read
from sovleader_kg.corpus.vocabulary import needing_claims, undefined
from sovleader_kg.errors import Problem
from sovleader_kg.names import SL

FIRST_LINE = HEAD.count("\n") + 1
ONTOLOGY = """
sl:Term a owl:Class .
sl:holder a owl:ObjectProperty ; sl:needsClaim true .
sl:start a owl:DatatypeProperty ; sl:needsClaim true .
sl:note a owl:DatatypeProperty ; sl:needsClaim false .
"""
PEOPLE = "person:joseph-stalin a foaf:Person .\nclaim:x.7 a rdf:Statement .\n"


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
        (
            "term:a sl:holdr\n  person:joseph-stalin .\nterm:a a sl:Term .",
            0,
            'property sl:holdr is not defined. Did you mean "sl:holder"?',
        ),
        (
            "term:a sl:holder\n\n  person:josef-stalin .\nterm:a a sl:Term .",
            2,
            'thing person:josef-stalin is not defined. Did you mean "person:joseph-stalin"?',
        ),
        (
            "term:a a sl:Term ; skos:prefLable 'a' .",
            0,
            'property skos:prefLable is not defined. Did you mean "skos:prefLabel"?',
        ),
        ("term:a a sl:Zzzzzzzzz .", 0, "class sl:Zzzzzzzzz is not defined."),
        ("term:a a sl:Term ; <https://example.org/p> 1 .", 0, "property <https://example.org/p> is not defined."),
        (
            "claim:a a rdf:Statement ; rdf:subject term:a ;\n rdf:predicate sl:strat .\nterm:a a sl:Term .",
            1,
            'property sl:strat is not defined. Did you mean "sl:start"?',
        ),
    ],
)
def test_undefined_name_is_told_with_its_line(tmp_path: Path, turtle: str, line: int, message: str) -> None:
    assert problems(tmp_path, turtle) == [Problem(f"mine.ttl:{FIRST_LINE + line}", message, rule="undefined")]


@pytest.mark.parametrize(
    ("turtle", "line", "message"),
    [
        (
            'person:josef-stalin rdfs:label "S"@en .',
            0,
            'thing person:josef-stalin is not defined. Did you mean "person:joseph-stalin"?',
        ),
        (
            '\nperson:joseph-stalinn\n  skos:altLabel "Koba"@en .',
            1,
            'thing person:joseph-stalinn is not defined. Did you mean "person:joseph-stalin"?',
        ),
        ('claim:x.8 sl:note "x" .', 0, 'thing claim:x.8 is not defined. Did you mean "claim:x.7"?'),
        ('claim:x.08 sl:note "x" .', 0, 'thing claim:x.08 is not defined. Did you mean "claim:x.7"?'),
        ("term:a a sl:Term ; sl:note claim:x.6 .", 0, 'thing claim:x.6 is not defined. Did you mean "claim:x.7"?'),
        ('sl:Trem rdfs:comment "x" .', 0, 'thing sl:Trem is not defined. Did you mean "sl:Term"?'),
        ("body:zzz rdfs:comment 'x' .", 0, "thing body:zzz is not defined."),
    ],
)
def test_thing_that_is_told_of_and_has_no_class_is_not_defined(
    tmp_path: Path, turtle: str, line: int, message: str
) -> None:
    assert problems(tmp_path, turtle) == [Problem(f"mine.ttl:{FIRST_LINE + line}", message, rule="undefined")]


def test_retired_thing_needs_no_class(tmp_path: Path) -> None:
    assert problems(tmp_path, "term:a owl:deprecated true ; dcterms:isReplacedBy person:joseph-stalin .") == []


@pytest.mark.parametrize(
    "written",
    [
        "http://w3id.org/sovleader/id/person/joseph-stalin",
        "https://www.w3id.org/sovleader/id/person/joseph-stalin",
        "HTTPS://W3ID.ORG/sovleader/id/person/joseph-stalin",
        "https://w3id.org/sovleader/id/person/joseph%2Dstalin",
        "https://w3id.org/sovleader/id/person%2Fjoseph-stalin",
        "https://w3id.org/sovleader/id/person/joseph%252Dstalin",
        "https://w3id.org//sovleader/id//person/joseph-stalin",
        "https://w3id.org/sovleader/ID/person/joseph-stalin",
        "http://w3id.org:80/sovleader/id/person/joseph-stalin",
    ],
)
@pytest.mark.parametrize("turtle", ["<{}> a foaf:Person .", "term:a a sl:Term ;\n sl:holder <{}> ."])
def test_name_that_is_spelled_otherwise_is_told_with_the_right_form(tmp_path: Path, turtle: str, written: str) -> None:
    message = f"thing <{written}> is not spelled as the project's names are: write person:joseph-stalin"
    line = FIRST_LINE + turtle.count("\n")
    assert problems(tmp_path, turtle.format(written)) == [Problem(f"mine.ttl:{line}", message, rule="undefined")]


@pytest.mark.parametrize(
    "written", ["http://w3id.org/sovleader/ontology#holder", "https://w3id.org/sovleader/ontology#hold%65r"]
)
def test_property_that_is_spelled_otherwise_is_told_with_the_right_form(tmp_path: Path, written: str) -> None:
    (found,) = problems(tmp_path, f"term:a a sl:Term ; <{written}> person:joseph-stalin .")
    assert found.message == f"property <{written}> is not spelled as the project's names are: write sl:holder"


def test_things_of_others_need_no_definition(tmp_path: Path) -> None:
    assert problems(tmp_path, "term:a a sl:Term ; skos:exactMatch <http://www.wikidata.org/entity/Q855> .") == []


def test_name_is_told_once_a_file(tmp_path: Path) -> None:
    assert (
        len(problems(tmp_path, "term:a a sl:Term ; sl:holder person:x .\nterm:b a sl:Term ; sl:holder person:x .")) == 1
    )


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
    (problem,) = wrong_dates([document(tmp_path, f"term:a\n  sl:start {literal} .")])
    assert (problem.where, problem.rule) == (f"mine.ttl:{FIRST_LINE + 1}", "date")
    assert problem.message.startswith(complaint)


@pytest.mark.parametrize(
    "literal",
    ['"1953-09-14"^^xsd:date', '"1917-10-25"^^xsd:date', '"1953-09-XX"^^edtf:EDTF', '"never"', '"1953-13-45"', "1953"],
)
def test_possible_date_and_plain_text_are_no_problem(tmp_path: Path, literal: str) -> None:
    assert wrong_dates([document(tmp_path, f"term:a sl:start {literal} .")]) == []


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("\\u0001", "U+0001"),
        ("\\u0000", "U+0000"),
        ("\\b", "U+0008"),
        ("\\f", "U+000C"),
        ("\\u001F", "U+001F"),
        ("\\uFFFE", "U+FFFE"),
        ("\\U0000FFFF", "U+FFFF"),
        ("\x01", "U+0001"),
        ("\uffff", "U+FFFF"),
    ],
)
@pytest.mark.parametrize("quote", ['"', '"""'])
def test_character_that_no_xml_can_hold_is_told_with_its_line(
    tmp_path: Path, written: str, code: str, quote: str
) -> None:
    text = f"{quote}a {written} b{quote}"
    (found,) = unreadable_texts([document(tmp_path, f'term:a\n  rdfs:label "a"@en ;\n  rdfs:comment {text}@en .')])
    message = f"term:a: rdfs:comment holds {code}, which no XML can hold: take the character out"
    assert found == Problem(f"mine.ttl:{FIRST_LINE + 2}", message, rule="character")


@pytest.mark.parametrize("text", ["a\\tb", "a\\nb", "a\\rb", "\\u0085\\uFFFD", "\\U0001F600", "\\uFDD0", "\x7f"])
def test_character_that_xml_can_hold_is_no_problem(tmp_path: Path, text: str) -> None:
    assert unreadable_texts([document(tmp_path, f'term:a rdfs:label "{text} x"@en .')]) == []


@pytest.mark.parametrize("name", ["", " ", "\\t", "—", "...", "?!", "_", "\\u00A0", "\\u200B", "(,)", "🙂", "\\u0301"])
@pytest.mark.parametrize("link", ["rdfs:label", "skos:altLabel", "skos:prefLabel", "sl:fullName", "foaf:name"])
def test_name_without_letter_or_digit_is_told_with_its_line(tmp_path: Path, name: str, link: str) -> None:
    (found,) = unreadable_texts([document(tmp_path, f'person:a\n  a foaf:Person ;\n  {link} "{name}"@en .')])
    assert (found.where, found.rule) == (f"mine.ttl:{FIRST_LINE + 2}", "name")
    assert found.message.startswith(f'person:a: {link} is "')


def test_name_that_a_claim_gives_is_held_to_the_same(tmp_path: Path) -> None:
    turtle = 'claim:a rdf:subject person:a ;\n rdf:predicate skos:altLabel ;\n rdf:object "—"@en .'
    (found,) = unreadable_texts([document(tmp_path, turtle)])
    assert found.where == f"mine.ttl:{FIRST_LINE + 2}"


@pytest.mark.parametrize("name", ["Ю", "7", "K.", "斯大林", "Ⅳ", "O'Brien"])
def test_name_with_a_letter_or_digit_is_no_problem(tmp_path: Path, name: str) -> None:
    assert unreadable_texts([document(tmp_path, f'person:a rdfs:label "{name}"@en ; rdfs:comment "—" .')]) == []


@pytest.mark.parametrize(
    ("text", "rule"), [("", "name"), ("—", "name"), ("a \\b", "character"), ("\\u0001", "character")]
)
def test_text_is_placed_where_it_is_written(tmp_path: Path, text: str, rule: str) -> None:
    sound = 'person:a rdfs:label "a"@en ;\n skos:altLabel """b"""@en .\n'
    (found,) = unreadable_texts([document(tmp_path, f'{sound}\nperson:a skos:altLabel "{text}"@en .\n')])
    assert (found.where, found.rule) == (f"mine.ttl:{FIRST_LINE + 3}", rule)
