"""Bounds: how claims on one point in time combine, and what follows for everything dated."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from graphs import index_of
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.dates import Days
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.derived.spans import combine
from sovleader_kg.errors import Problem
from sovleader_kg.names import compact

CLAIMS = st.lists(st.sets(st.integers(1, 12), min_size=1), max_size=5)


def days(ordinals: set[int]) -> Days:
    return Days.of((day, day) for day in ordinals)


def oracle(claims: list[set[int]]) -> set[int]:
    """Return the union over the maximal consistent sets of claims, found by trying every set."""
    sets = [set(chosen) for size in range(1, len(claims) + 1) for chosen in combinations(range(len(claims)), size)]
    consistent = [chosen for chosen in sets if set.intersection(*(claims[n] for n in chosen))]
    maximal = [chosen for chosen in consistent if not any(chosen < other for other in consistent)]
    return {day for chosen in maximal for day in set.intersection(*(claims[n] for n in chosen))}


@given(CLAIMS)
def test_combined_days_are_the_union_of_maximal_consistent_sets(claims: list[set[int]]) -> None:
    assert combine([days(claim) for claim in claims]) == days(oracle(claims))


@given(CLAIMS.flatmap(lambda claims: st.tuples(st.just(claims), st.permutations(claims))))
def test_order_and_repetition_of_claims_change_nothing(pair: tuple[list[set[int]], list[set[int]]]) -> None:
    claims, shuffled = ([days(claim) for claim in side] for side in pair)
    assert combine(claims) == combine([*shuffled, *shuffled])


@given(CLAIMS, st.integers(1, 12))
def test_claim_that_allows_everything_takes_nothing(claims: list[set[int]], day: int) -> None:
    given_days = [days({day}), *(days(claim) for claim in claims)]
    assert combine([*given_days, Days(((0, 20),))]) == combine(given_days)


def claim(
    slug: str,
    subject: str,
    predicate: str,
    value: str,
    *,
    stance: str = "stated",
    polarity: str = "affirmed",
    more: str = "",
) -> str:
    written = value if ":" in value else f'"{value}"^^edtf:EDTF'
    return (
        f"claim:{slug} a sl:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {written} ;"
        f" sl:passage passage:p ; sl:stance concept:{stance} ; sl:polarity concept:{polarity} {more} .\n"
    )


def derived(*turtle: str) -> tuple[set[str], list[Problem]]:
    """Return bounds, lengths and doubts as `subject predicate value` without the prefixes, and the problems."""
    index = index_of(*turtle)
    triples, problems = derive_bounds(index, claims_in(index))
    lines = set()
    for triple in triples:
        if isinstance(triple.object, Literal):
            subject, name = compact(str(triple.subject)[1:-1]), triple.predicate.value.rpartition("#")[2]
            lines.add(f"{subject.partition(':')[2]} {name} {triple.object.value}")
    return lines, problems


def facts_of(*turtle: str) -> set[str]:
    lines, problems = derived(*turtle)
    assert problems == []
    return lines


TERM = 'term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:p ; sl:start "1964-10-14"^^edtf:EDTF .\n'
DAY = claim("day", "term:a.1", "sl:start", "1964-10-14")
MONTH = claim("month", "term:a.1", "sl:start", "1964-10")
RIVAL = claim("rival", "term:a.1", "sl:start", "1964-10-15")


def starts(*turtle: str) -> tuple[str, str]:
    found = {line.split()[1]: line.split()[2] for line in facts_of(*turtle)}
    return found["earliestStart"], found["latestStart"]


def test_rival_days_are_both_possible() -> None:
    assert starts(TERM, DAY, RIVAL) == ("1964-10-14", "1964-10-15")


def test_vague_claim_takes_nothing_from_a_precise_one() -> None:
    assert starts(TERM, DAY, MONTH) == ("1964-10-14", "1964-10-14")


def test_rival_of_a_vague_claim_widens_beyond_it() -> None:
    assert starts(TERM, MONTH, claim("r", "term:a.1", "sl:start", "1964-11-02")) == ("1964-10-01", "1964-11-02")


def test_fact_without_claims_is_its_own_bound() -> None:
    assert starts(TERM) == ("1964-10-14", "1964-10-14")


def test_rejected_claim_counts_for_nothing() -> None:
    assert starts(TERM, DAY, RIVAL, "resolution:r a sl:Resolution ; sl:rejects claim:rival .") == (
        "1964-10-14",
        "1964-10-14",
    )


def test_claim_that_another_is_preferred_to_still_counts() -> None:
    assert starts(TERM, DAY, RIVAL, "resolution:r a sl:Resolution ; sl:prefers claim:day .") == (
        "1964-10-14",
        "1964-10-15",
    )


def test_evaluative_claim_feeds_no_bound() -> None:
    assert starts(TERM, DAY, claim("j", "term:a.1", "sl:start", "1964-10-20", stance="evaluative")) == (
        "1964-10-14",
        "1964-10-14",
    )


def test_denied_claim_feeds_no_bound() -> None:
    assert starts(TERM, DAY, claim("d", "term:a.1", "sl:start", "1964-10-20", polarity="denied")) == (
        "1964-10-14",
        "1964-10-14",
    )


@pytest.mark.parametrize("stance", ["hedged", "implied"])
def test_weak_claim_never_narrows_a_stated_one(stance: str) -> None:
    assert starts(TERM, MONTH, claim("w", "term:a.1", "sl:start", "1964-10-14", stance=stance)) == (
        "1964-10-01",
        "1964-10-31",
    )


def test_weak_rival_widens_a_stated_one() -> None:
    assert starts(TERM, DAY, claim("w", "term:a.1", "sl:start", "1964-10-20", stance="hedged")) == (
        "1964-10-14",
        "1964-10-20",
    )


def test_claim_in_the_julian_calendar_counts_in_it() -> None:
    old_style = claim("o", "event:e", "sl:date", "1917-10-25", more="; sl:calendar concept:julian")
    assert facts_of('event:e sl:date "1917-11-07"^^edtf:EDTF .', old_style) == {
        "e earliestDate 1917-11-07",
        "e latestDate 1917-11-07",
    }


def test_claims_on_every_point_of_an_event_are_pooled() -> None:
    found = facts_of(
        "term:a.1 a sl:Term ; sl:endedBy event:plenum .\n",
        "term:b.1 a sl:Term ; sl:startedBy event:plenum .\n",
        'event:plenum sl:date "1964-10-14"^^edtf:EDTF .\n',
        claim("1", "term:a.1", "sl:end", "1964-10-15"),
        claim("2", "term:b.1", "sl:start", "1964-10"),
        claim("3", "event:plenum", "sl:date", "1964-10-14"),
    )
    assert found == {
        f"{subject} {side}{kind} 1964-10-{day}"
        for subject, kind in (("a.1", "End"), ("b.1", "Start"), ("plenum", "Date"))
        for side, day in (("earliest", 14), ("latest", 15))
    }


def test_start_is_no_later_than_the_end_may_be() -> None:
    assert facts_of('term:a.1 a sl:Term ; sl:start "1953"^^edtf:EDTF ; sl:end "1953-03-05"^^edtf:EDTF .') == {
        "a.1 earliestStart 1953-01-01",
        "a.1 latestStart 1953-03-05",
        "a.1 earliestEnd 1953-03-05",
        "a.1 latestEnd 1953-03-05",
        "a.1 shortestLength 1",
        "a.1 longestLength 64",
    }


def test_end_is_no_earlier_than_the_start_may_be() -> None:
    found = facts_of('term:a.1 a sl:Term ; sl:start "1953-03-05"^^edtf:EDTF ; sl:end "1953"^^edtf:EDTF .')
    assert {"a.1 earliestEnd 1953-03-05", "a.1 latestEnd 1953-12-31"} <= found


def test_narrowing_travels_along_shared_events() -> None:
    found = facts_of(
        'term:a.1 a sl:Term ; sl:start "1953-06"^^edtf:EDTF ; sl:endedBy event:e .\n',
        'term:b.1 a sl:Term ; sl:startedBy event:e ; sl:end "1953"^^edtf:EDTF .\n',
        'event:e sl:date "1953"^^edtf:EDTF .\n',
    )
    assert {"e earliestDate 1953-06-01", "b.1 earliestStart 1953-06-01", "b.1 earliestEnd 1953-06-01"} <= found


def test_term_that_ends_before_it_starts_is_a_problem() -> None:
    triples, problems = derived(
        'term:a.1 a sl:Term ; sl:start "1954"^^edtf:EDTF ; sl:end "1953"^^edtf:EDTF .\n',
        'term:b.1 a sl:Term ; sl:start "1953"^^edtf:EDTF ; sl:end "1954"^^edtf:EDTF .\n',
    )
    assert triples == set()
    assert [(one.where, one.severity, one.rule) for one in problems] == [("term:a.1", "error", "bounds")]
    assert problems[0].message.startswith("term:a.1 ends before it starts, whatever the claims mean")


def test_lengths_count_the_first_and_the_last_day() -> None:
    found = facts_of(
        'term:a.1 a sl:Term ; sl:start "1953-03-05"^^edtf:EDTF ; sl:end "1953-03-07/1953-03-09"^^edtf:EDTF .'
    )
    assert {"a.1 shortestLength 3", "a.1 longestLength 5"} <= found


def test_term_of_one_day_is_one_day_long() -> None:
    found = facts_of('term:a.1 a sl:Term ; sl:start "1953-03-05"^^edtf:EDTF ; sl:end "1953-03-05"^^edtf:EDTF .')
    assert {"a.1 shortestLength 1", "a.1 longestLength 1"} <= found


def test_term_within_one_event_is_one_day_long_whatever_the_day() -> None:
    found = facts_of(
        "term:a.1 a sl:Term ; sl:startedBy event:e ; sl:endedBy event:e .\n",
        'event:e sl:date "1953"^^edtf:EDTF .\n',
    )
    assert {"a.1 shortestLength 1", "a.1 longestLength 1"} <= found


def test_missing_end_is_unbounded_and_has_no_length() -> None:
    assert facts_of(TERM) == {"a.1 earliestStart 1964-10-14", "a.1 latestStart 1964-10-14"}


def test_open_end_has_no_latest_day() -> None:
    found = facts_of('term:a.1 a sl:Term ; sl:start "1953"^^edtf:EDTF ; sl:end "1954/.."^^edtf:EDTF .')
    assert found == {
        "a.1 earliestStart 1953-01-01",
        "a.1 latestStart 1953-12-31",
        "a.1 earliestEnd 1954-01-01",
        "a.1 shortestLength 2",
    }


def test_birth_and_death_get_bounds_too() -> None:
    assert facts_of('person:a sl:birth "1878"^^edtf:EDTF ; sl:death "1953-03-05"^^edtf:EDTF .') >= {
        "a earliestDeath 1953-03-05",
        "a latestDeath 1953-03-05",
        "a latestBirth 1879-01-12",
    }


DOUBT = "a.1 atMostPossible true"
HOLDER = claim("h", "term:a.1", "sl:holder", "person:a")


@pytest.mark.parametrize(
    "claims",
    [
        claim("1", "term:a.1", "sl:start", "1964-10-14", stance="hedged"),
        claim("1", "term:a.1", "sl:start", "1964-10-14", stance="implied"),
        claim("1", "term:a.1", "sl:holder", "person:a", stance="hedged"),
        claim("1", "term:a.1", "sl:holder", "person:a", stance="hedged")
        + claim("2", "term:a.1", "sl:holder", "person:a", stance="evaluative"),
        claim("1", "term:a.1", "sl:post", "post:p", stance="implied"),
        HOLDER + claim("1", "term:a.1", "sl:holder", "person:b"),
        claim("1", "term:a.1", "sl:post", "post:p") + claim("2", "term:a.1", "sl:post", "post:q"),
        HOLDER + claim("1", "term:a.1", "sl:holder", "person:a", polarity="denied"),
        claim("1", "term:a.1", "rdf:type", "sl:Term", polarity="denied"),
    ],
    ids=[
        "start only hedged",
        "start only implied",
        "holder only hedged",
        "holder hedged and judged",
        "post only implied",
        "rival holder",
        "rival post",
        "holder denied",
        "existence denied",
    ],
)
def test_term_is_at_most_possible(claims: str) -> None:
    assert DOUBT in facts_of(TERM, claims)


@pytest.mark.parametrize(
    "claims",
    [
        "",
        DAY + HOLDER,
        DAY + claim("1", "term:a.1", "sl:start", "1964-10-14", stance="hedged"),
        DAY + RIVAL,
        HOLDER + claim("1", "term:a.1", "sl:holder", "person:b") + "resolution:r sl:rejects claim:1 .",
        claim("1", "term:a.1", "sl:start", "1964-10-14", stance="reported"),
        HOLDER + claim("1", "term:a.1", "sl:holder", "person:a", stance="implied"),
    ],
    ids=[
        "no claims",
        "stated",
        "stated beside hedged",
        "rival dates",
        "rival holder rejected",
        "reported",
        "holder stated beside implied",
    ],
)
def test_term_is_not_doubted(claims: str) -> None:
    assert DOUBT not in facts_of(TERM, claims)


def test_acting_term_is_doubted_like_any_other() -> None:
    acting = TERM.replace("sl:Term", "sl:ActingTerm")
    assert DOUBT in facts_of(acting, claim("1", "term:a.1", "sl:start", "1964-10-14", stance="hedged"))


def test_doubtful_end_event_makes_the_term_at_most_possible() -> None:
    assert DOUBT in facts_of(
        "term:a.1 a sl:Term ; sl:endedBy event:e .\n",
        'event:e sl:date "1964"^^edtf:EDTF .\n',
        claim("1", "event:e", "sl:date", "1964", stance="hedged"),
    )


LEADERSHIP = (
    'leadership:a a sl:EffectiveLeadership ; sl:leader person:a ; sl:leads body:b ; sl:start "1964"^^edtf:EDTF .\n'
)
COLLECTIVE = 'collective:a a sl:CollectiveLeadership ; sl:hasMember person:a ; sl:start "1964"^^edtf:EDTF .\n'
LED_DOUBT = "a atMostPossible true"


@pytest.mark.parametrize(
    ("facts", "claims"),
    [
        (LEADERSHIP, claim("1", "leadership:a", "sl:leader", "person:a", stance="hedged")),
        (LEADERSHIP, claim("1", "leadership:a", "sl:leads", "body:b", stance="implied")),
        (LEADERSHIP, claim("1", "leadership:a", "sl:start", "1964", stance="hedged")),
        (
            LEADERSHIP,
            claim("1", "leadership:a", "sl:leader", "person:a") + claim("2", "leadership:a", "sl:leader", "person:b"),
        ),
        (COLLECTIVE, claim("1", "collective:a", "sl:hasMember", "person:a", stance="hedged")),
        (COLLECTIVE, claim("1", "collective:a", "sl:start", "1964", stance="implied")),
    ],
    ids=["leader", "body", "start", "rival leader", "member", "collective's start"],
)
def test_leadership_that_rests_on_weak_or_rival_claims_is_at_most_possible(facts: str, claims: str) -> None:
    assert LED_DOUBT in facts_of(facts, claims)


def test_leadership_of_two_bodies_is_not_doubted() -> None:
    assert LED_DOUBT not in facts_of(
        LEADERSHIP,
        claim("1", "leadership:a", "sl:leads", "body:b"),
        claim("2", "leadership:a", "sl:leads", "body:c"),
    )


def test_death_and_the_event_of_dying_are_one_point() -> None:
    found = facts_of(
        "event:d a sl:Death ; sl:affected person:a .\n",
        claim("1", "person:a", "sl:death", "1984-02-09"),
        claim("2", "event:d", "sl:date", "1984-02"),
    )
    assert {"a latestDeath 1984-02-09", "d earliestDate 1984-02-09"} <= found


def test_death_comes_after_birth() -> None:
    assert "a earliestDeath 1920-05-01" in facts_of(
        'person:a sl:birth "1920-05-01"^^edtf:EDTF ; sl:death "19XX"^^edtf:EDTF .'
    )
