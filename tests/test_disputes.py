"""Disputes: what the build finds is what was read by hand, no more and no less."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.explanation.disputes import Dispute, RivalValue
from sovleader_kg.cli import main
from sovleader_kg.errors import UsageError
from sovleader_kg.names import BASE, compact, expand

HAND_READ = Path(__file__).parent / "hand_read" / "disputes.csv"
EXISTENCE = "rdf:type"


class Rival(NamedTuple):
    """A rival value as the hand-read list has it."""

    value: str
    sources: frozenset[str]
    agreed: str
    status: str
    inside: frozenset[str]


def _hand_read() -> dict[tuple[str, str], set[Rival]]:
    found = defaultdict(set)
    with HAND_READ.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            sources, inside = frozenset(row["sources"].split()), frozenset(row["inside"].split())
            rival = Rival(row["value"], sources, row["agreed"], row["status"], inside)
            found[row["subject"], row["property"]].add(rival)
    return dict(found)


def _family(claim: str) -> str:
    """Return the file of claims that a claim stands in."""
    return claim.removeprefix(f"{BASE}claim/").partition(".")[0]


def _rival(dispute: Dispute, rival: RivalValue) -> Rival:
    sources = {_family(said.claim) for said in rival.claims} or {"arithmetic"}
    inside = frozenset(compact(source).partition(":")[2] for source in dispute.contradicts_itself)
    return Rival(rival.value, frozenset(sources), rival.stands, dispute.status, inside)


def _points(dispute: Dispute) -> set[tuple[str, str]]:
    """Return the points that the rival claims are about; whether a thing was is a point of its own."""
    if _is_of_existence(dispute):
        return {(compact(dispute.subjects[0]), EXISTENCE)}
    said = (said for rival in dispute.values for said in rival.claims)
    return {(compact(one.subject), compact(one.predicate)) for one in said if one.predicate in dispute.properties}


def _is_of_existence(dispute: Dispute) -> bool:
    return [compact(one) for one in dispute.properties] == [EXISTENCE]


def _rivals(dispute: Dispute) -> set[Rival]:
    """Return a dispute's values; where the question is whether a thing was, who says so is all that counts."""
    rivals = {_rival(dispute, rival) for rival in dispute.values}
    if not _is_of_existence(dispute):
        return rivals
    sources = frozenset(source for rival in rivals for source in rival.sources)
    return {Rival("that it was", sources, "none", dispute.status, frozenset())}


@pytest.fixture(scope="module")
def found(kg: KnowledgeGraph) -> tuple[Dispute, ...]:
    return kg.disputes()


def test_every_dispute_was_read_by_hand_and_every_one_read_is_found(found: tuple[Dispute, ...]) -> None:
    hand_read = _hand_read()
    matched = {point: [one for one in found if point in _points(one)] for point in hand_read}
    assert {point: len(disputes) for point, disputes in matched.items() if len(disputes) != 1} == {}
    assert sorted(one.label for one in found if not _points(one) & set(hand_read)) == []
    assert len({disputes[0].dispute for disputes in matched.values()}) == len(hand_read)


@pytest.mark.parametrize("point", _hand_read(), ids=" ".join)
def test_rival_values_witnesses_and_state_are_those_read_by_hand(
    point: tuple[str, str], found: tuple[Dispute, ...]
) -> None:
    dispute = next(one for one in found if point in _points(one))
    assert _rivals(dispute) == _hand_read()[point]


# What a user asks.


def test_disputes_about_a_person_are_those_about_his_terms_too(kg: KnowledgeGraph) -> None:
    labels = {one.label for one in kg.disputes("person:joseph-stalin")}
    assert {"Joseph Stalin: born", "Joseph Stalin as General Secretary (term 1): end"} <= labels
    assert "Leonid Brezhnev as First Secretary (term 1): start" not in labels


def test_disputes_that_a_source_takes_part_in_are_found_by_it(kg: KnowledgeGraph) -> None:
    found = kg.disputes("source:rgaspi-site")
    assert [one.label for one in found] == [
        "Yakov Sverdlov as Chairman of the Secretariat (term 1): start",
        "Sverdlov at the head of the Secretariat before his title: start",
    ]


def test_a_contradiction_inside_one_article_counts(kg: KnowledgeGraph) -> None:
    start = next(one for one in kg.disputes("post:general-secretary") if one.label == "General Secretary: start")
    assert start.scopes == ("between-sources", "within-one-source")
    assert start.contradicts_itself == (expand("source:prolewiki"),)


def test_a_decision_says_what_it_prefers_and_why(kg: KnowledgeGraph) -> None:
    dispute = next(one for one in kg.disputes("term:nikita-khrushchev.1") if "start" in one.label)
    decision = next(one for one in dispute.decisions if one.resolution.endswith("/start-of-khrushchev"))
    assert expand("claim:rgani.1.3") in decision.prefers
    assert "archive" in decision.rationale
    assert "архив" in decision.rationale_ru


def test_an_unknown_thing_is_told_with_the_nearest_name(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r'Did you mean "term:joseph-stalin\.1"'):
        kg.disputes("term:joseph-stallin.1")


def test_both_engines_find_the_same_disputes(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    assert on_both[0].disputes() == on_both[1].disputes()


# The command.


@pytest.mark.usefixtures("kg")
class TestCommand:
    def test_values_stand_side_by_side_with_sources_and_the_decision(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["disputes", "--about", "post:general-secretary"]) == 0
        text = capsys.readouterr().out
        assert "General Secretary: start  (settled; between sources, within one source)" in text
        assert "  1919  rejected\n      ProleWiki: General Secretary" in text
        assert "(encyclopedia article), infobox, Founded" in text
        assert "rejects claim:prolewiki.9.1 (encyclopedia article): ProleWiki, an encyclopedia, puts" in text

    def test_what_counting_says_stands_beside_the_claim(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["disputes", "--about", "norm:congress-every-five-years"]) == 0
        assert "  1 to 13  by counting, against it\n" in capsys.readouterr().out

    def test_json_is_one_object_a_dispute(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["disputes", "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert len(found) == len(_hand_read())
        assert set(found[0]) == {*Dispute.__slots__}

    def test_an_undisputed_thing_exits_with_1(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["disputes", "--about", "place:kremlin-senate"]) == 1
        assert capsys.readouterr().out == "no dispute about place:kremlin-senate\n"


# What resolutions say of the sources that they weigh.

RATIONALES = """
SELECT ?resolution ?rationale WHERE {
  ?resolution a sl:Resolution ; sl:rationale ?rationale . FILTER(LANG(?rationale) = "en")
}
"""
KIND_WORDS = {
    "archive-record": "archive",
    "dataset": "dataset",
    "encyclopedia": "encyclopedia",
    "encyclopedia-article": "encyclopedia",
    "mirror": "mirror",
    "monograph": "monograph",
    "official-text": "official",
    "press": "newspaper",
    "reference-work": "reference work",
    "repository": "dataset",
    "web-page": "page",
}


def test_every_resolution_says_what_each_source_is_that_it_weighs(kg: KnowledgeGraph) -> None:
    rationales = {row["resolution"]: str(row["rationale"]) for row in kg.select(RATIONALES).records()}
    unsaid = {
        (compact(str(row["resolution"])), KIND_WORDS[kind])
        for row in kg.ask("weighed_sources").records()
        for kind in [str(row["sourceKind"]).rpartition("/")[2]]
        if KIND_WORDS[kind] not in rationales[row["resolution"]].lower()
    }
    assert unsaid == set()
