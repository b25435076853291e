"""Rivals: claims on one point as sides that exclude each other."""

from __future__ import annotations

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.answers.explanation.rivals import Rivalry, opposed, witnesses
from sovleader_kg.names import BASE
from sovleader_kg.store import testimony
from sovleader_kg.web.pages.library import Library


@pytest.fixture(scope="module")
def library(kg: KnowledgeGraph) -> Library:
    return Library(kg)


def claims_of(dispute: Dispute) -> list[testimony.Testimony]:
    return [said for rival in dispute.values for said in rival.claims]


def rivalry(library: Library, name: str) -> Rivalry:
    dispute = next(one for one in library.disputes if one.dispute == f"{BASE}dispute/{name}")
    return opposed(claims_of(dispute), library.lineage)


def values(found: Rivalry) -> list[str]:
    return [side.value.value for side in found.sides]


def test_dates_that_can_be_true_together_stand_on_one_side_behind_the_most_precise(library: Library) -> None:
    found = rivalry(library, "event.renaming-to-general-secretary-1966.date")
    assert values(found) == ["1965", "1966-04-08"]
    assert {one.value for one in found.sides[1].claims} >= {"1966-04-08", "1966-04", "1966"}


def test_date_that_fits_several_sides_takes_none(library: Library) -> None:
    found = rivalry(library, "event.election-of-khrushchev-1953.date")
    assert values(found) == ["1952", "1953-09-07", "1953-09-14"]
    assert [side.value.value for side in found.loose] == ["1953", "1953-09"]


def test_sides_stand_in_the_order_of_their_dates_or_else_of_their_witnesses(library: Library) -> None:
    assert values(rivalry(library, "event.meeting-1953-03.date")) == ["1953-03-05", "1953-03-06", "1953-03-07"]
    votes = rivalry(library, "event.reelection-of-gorbachev-1990.votesAgainst")
    assert [side.witnesses for side in votes.sides] == [2, 1]


def test_denial_stands_with_what_it_denies(library: Library) -> None:
    (side,) = rivalry(library, "post.general-secretary.constitutedBy").sides
    assert [len(side.claims), len(side.denials)] == [1, 1]


def test_rejected_value_is_marked_and_is_nobodys_side(library: Library) -> None:
    found = rivalry(library, "event.election-of-khrushchev-1953.date")
    assert [side.rejected for side in found.sides] == [True, False, False]


def test_every_claim_of_a_dispute_is_on_a_side_or_fits_several(library: Library) -> None:
    for dispute in library.disputes:
        found = opposed(claims_of(dispute), library.lineage)
        told = [one.claim for side in (*found.sides, *found.loose) for one in (*side.claims, *side.denials)]
        assert sorted(told) == sorted(one.claim for one in claims_of(dispute)), dispute.dispute


def test_sources_that_go_back_to_one_work_are_one_witness() -> None:
    lineage = {
        "work": frozenset({"work"}),
        "copy": frozenset({"copy", "work"}),
        "mirror": frozenset({"mirror", "work"}),
        "other": frozenset({"other"}),
        "both": frozenset({"both", "work", "other"}),
    }
    assert witnesses(["copy", "mirror"], lineage) == 1
    assert witnesses(["copy", "other"], lineage) == 2
    assert witnesses(["both", "work", "other"], lineage) == 2
    assert witnesses(["unknown"], lineage) == 1
