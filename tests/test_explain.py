"""Explanations: according to whom, based on which passage, found where; and why, for what is derived."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.explanation.provenance import provenance
from sovleader_kg.cli import main
from sovleader_kg.corpus.turtle import render
from sovleader_kg.errors import UsageError
from sovleader_kg.names import PREFIXES, expand

PROV_O = {"Entity", "Activity", "wasDerivedFrom", "wasGeneratedBy", "used", "wasQuotedFrom", "hadPrimarySource"}


def test_a_statement_names_source_passage_place_and_verdict(kg: KnowledgeGraph) -> None:
    statement = kg.explain("term:nikita-khrushchev.1", "sl:start").statements[0]
    said = next(one for one in statement.claims if one.claim == expand("claim:rgani.1.3"))
    assert (said.source_kind, said.verdict, said.rule) == ("archive-record", "agrees", "same-value")
    assert said.source == expand("source:rgani.election-of-khrushchev")
    assert said.locator == "opening sentence"


def test_a_single_value_shows_who_says_it_beside_the_agreed_one(kg: KnowledgeGraph) -> None:
    statement = kg.explain("term:mikhail-gorbachev.1", "sl:start", "1985-03-10").statements[0]
    assert statement.values == ("1985-03-11",)
    assert [one.claim for one in statement.claims] == [expand("claim:wikipedia.6.3")]


def test_a_single_agreed_value_shows_the_claims_that_stand_with_it(kg: KnowledgeGraph) -> None:
    statement = kg.explain("term:mikhail-gorbachev.1", "sl:start", "1985-03-11").statements[0]
    assert {one.verdict for one in statement.claims} == {"agrees", "compatible"}


def test_a_value_that_nobody_gives_is_absent_with_those_that_are_given(kg: KnowledgeGraph) -> None:
    found = kg.explain("term:joseph-stalin.1", "sl:end", "1960")
    assert found.statements == ()
    assert found.absent
    assert found.absent.endswith("given are 1934; 1934-02-10; 1952-10; 1952-10-16; 1953-03-05")


def test_a_property_that_nobody_speaks_of_is_absent(kg: KnowledgeGraph) -> None:
    found = kg.explain("term:joseph-stalin.1", "sl:founder")
    assert found.absent == "nothing is said of sl:founder, neither by the editors nor by a source"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        (("term:joseph-stallin.1",), r'Did you mean "term:joseph-stalin\.1"'),
        (("term:joseph-stalin.1", "sl:ende"), r'"sl:ende" is not in the graph'),
        (("joseph-stalim",), 'Did you mean "person:joseph-stalin"'),
    ],
)
def test_an_unknown_name_is_one_line(asked: tuple[str, ...], message: str, kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=message):
        kg.explain(*asked)


def test_a_claim_is_explained_by_its_source_and_verdict(kg: KnowledgeGraph) -> None:
    statement = next(one for one in kg.explain("claim:wikipedia.37.3").statements if one.claims)
    assert [(said.source, said.verdict) for said in statement.claims] == [(expand("source:wikipedia"), "contradicts")]


def test_a_claim_has_its_gloss_in_both_languages(kg: KnowledgeGraph) -> None:
    statement = next(one for one in kg.explain("claim:wikipedia.37.3").statements if one.claims)
    assert [(said.gloss, said.gloss_ru) for said in statement.claims] == [
        ("Khrushchev's term began on this day.", "Срок Хрущёва начался в этот день.")
    ]


def test_vocabulary_explains_itself(kg: KnowledgeGraph) -> None:
    assert {one.nature for one in kg.explain("sl:holder").statements} == {"vocabulary"}


def test_what_editors_write_in_both_languages_is_one_statement_with_both(kg: KnowledgeGraph) -> None:
    (statement,) = kg.explain("sl:holder", "skos:definition").statements
    assert statement.values == ("Person who holds the post in a term.",)
    assert statement.values_ru == ("Человек, который занимает пост в течение срока полномочий.",)
    assert len(statement.proofs) == 1


def test_a_russian_text_can_be_asked_for_by_itself(kg: KnowledgeGraph) -> None:
    asked = "Человек, который занимает пост в течение срока полномочий."
    (statement,) = kg.explain("sl:holder", "skos:definition", asked).statements
    assert statement.values == (asked,)


def test_names_in_both_languages_are_values_side_by_side(kg: KnowledgeGraph) -> None:
    (statement,) = kg.explain("concept:elected", "skos:prefLabel").statements
    assert (statement.values, statement.values_ru) == (("elected", "избран"), ())


@pytest.mark.deep
def test_both_engines_explain_the_same(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    for thing in ("term:joseph-stalin.1", "dispute:event.election-of-khrushchev-1953.date"):
        assert one.explain(thing).as_json() == other.explain(thing).as_json()


# A reader's own copy.


def test_an_own_copy_gives_the_words_of_its_passages(kg: KnowledgeGraph, tmp_path: Path) -> None:
    sentence = "This sentence belongs to no source of the graph, yet it is long enough to be one passage."
    article = tmp_path / "article.txt"
    article.write_text(f"Founded 1900\n{sentence}\n", encoding="utf-8")
    digest = hashlib.sha256(sentence.encode()).hexdigest()
    found = kg.explain("term:joseph-stalin.1")
    assert all(said.wording is None for one in found.statements for said in one.claims)
    known = {said.sha256 for one in found.statements for said in one.claims} - {None}
    quoted = found.quoting({str(next(iter(known))): sentence, digest: "nothing"})
    assert {said.wording for one in quoted.statements for said in one.claims} == {sentence, None}
    assert kg.explain("term:joseph-stalin.1", article=article) == found


def test_a_copy_that_cannot_be_read_is_one_line(kg: KnowledgeGraph, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        kg.explain("term:joseph-stalin.1", article=tmp_path / "nothing.txt")


# As RDF.


@pytest.fixture(scope="module")
def told(kg: KnowledgeGraph) -> list[Triple]:
    explanations = (kg.explain("person:joseph-stalin"), kg.explain("term:mikhail-gorbachev.1"))
    return [triple for one in explanations for triple in provenance(one)]


def test_provenance_uses_only_terms_of_prov_o(told: list[Triple]) -> None:
    nodes = (node for triple in told for node in (triple.predicate, triple.object) if isinstance(node, NamedNode))
    used = {node.value for node in nodes if node.value.startswith(PREFIXES["prov"])}
    assert used == {PREFIXES["prov"] + name for name in PROV_O}


def _objects(told: list[Triple], name: str) -> set[tuple[object, object]]:
    return {(t.subject, t.object) for t in told if t.predicate.value == PREFIXES["prov"] + name}


def test_each_claim_is_quoted_from_a_passage_of_a_source(told: list[Triple]) -> None:
    claims = {o for _, o in _objects(told, "wasDerivedFrom") if "/claim/" in str(o)}
    quoted = dict(_objects(told, "wasQuotedFrom"))
    sources = dict(_objects(told, "hadPrimarySource"))
    assert claims
    assert claims == set(quoted)
    assert set(quoted.values()) == set(sources)


def test_a_derived_statement_is_generated_by_a_rule_that_used_what_it_rests_on(told: list[Triple]) -> None:
    derived, used = _objects(told, "wasDerivedFrom"), _objects(told, "used")
    for statement, rule in _objects(told, "wasGeneratedBy"):
        rests_on = {premise for one, premise in derived if one == statement}
        assert {premise for one, premise in used if one == rule} == rests_on != set()


def test_the_same_statement_is_one_entity_in_every_explanation(kg: KnowledgeGraph) -> None:
    whole = provenance(kg.explain("term:joseph-stalin.1"))
    part = provenance(kg.explain("term:joseph-stalin.1", "sl:end"))
    assert part
    assert set(part) <= set(whole)


def test_provenance_is_plain_turtle(told: list[Triple]) -> None:
    text = render(told)
    assert {quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)} == set(told)


# The command.


@pytest.mark.usefixtures("kg")
class TestCommand:
    def test_a_derived_value_is_traced_down_to_a_passage(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "term:vladimir-ivashko.1", "rdf:type", "sl:Term"]) == 0
        lines = capsys.readouterr().out.split("\n")
        assert "      by sub-class: sl:ActingTerm rdfs:subClassOf sl:Term" in lines
        assert any("according to Wikipedia" in line and "claim:wikipedia.48.4" in line for line in lines)

    def test_json_has_proofs_and_natures(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "term:vladimir-ivashko.1", "sl:shortestLength", "--json"]) == 0
        statement = json.loads(capsys.readouterr().out)["statements"][0]
        assert (statement["nature"], statement["values"]) == ("derived", ["4"])
        assert [one["rule"] for one in statement["proofs"][0]["premises"]] == ["bounds", "bounds"]

    def test_ttl_is_provenance(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "term:vladimir-ivashko.1", "sl:holder", "--format", "ttl"]) == 0
        assert "prov:wasQuotedFrom passage:wikipedia.48 ;" in capsys.readouterr().out

    def test_an_absent_value_exits_with_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "term:joseph-stalin.1", "sl:end", "1960"]) == 1
        assert "neither the graph nor a source gives sl:end 1960" in capsys.readouterr().out

    def test_an_article_without_the_passages_is_told(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (tmp_path / "other.txt").write_text("Nothing of it stands here.", encoding="utf-8")
        assert main(["explain", "term:joseph-stalin.1", "--article", str(tmp_path / "other.txt")]) == 0
        assert "no passage behind this stands in" in capsys.readouterr().err

    def test_an_unknown_format_is_misuse(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["explain", "term:joseph-stalin.1", "--format", "xml"]) == 2
        assert capsys.readouterr().err == 'sovleader: no format "xml"; use text, json or ttl\n'


@pytest.mark.shared
def test_the_command_shows_the_words_of_the_articles(capsys: pytest.CaptureFixture[str]) -> None:
    article = Path(__file__).parents[2] / "shared" / "articles" / "wikipedia.txt"
    assert main(["explain", "term:mikhail-gorbachev.1", "sl:start", "1985-03-10", "--article", str(article)]) == 0
    assert "“Last officeholder Mikhail Gorbachev 10 March 1985 – 24 August 1991" in capsys.readouterr().out
