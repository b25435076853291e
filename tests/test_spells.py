"""Spells, companions and parts: what somebody held, beside whom, and which events that one had a part in."""

from __future__ import annotations

from datetime import date

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.errors import UsageError
from sovleader_kg.names import compact


def test_spells_of_a_person_come_by_day_with_how_they_began_and_ended(small: KnowledgeGraph) -> None:
    spells = small.spells("person:joseph-stalin")
    assert [one.may_last[0] for one in spells] == sorted(one.may_last[0] for one in spells)
    first = next(one for one in spells if one.iri.endswith("term/joseph-stalin.1"))
    assert (first.kind, [*map(compact, first.of)]) == ("term", ["post:general-secretary"])
    assert (first.body, first.office) == tuple(
        f"https://w3id.org/sovleader/id/{one}" for one in ("body/central-committee", "office/secretaryship")
    )


def test_end_that_sources_dispute_is_agreed_and_yet_open(kg: KnowledgeGraph) -> None:
    (term,) = [one for one in kg.spells("term:joseph-stalin.1") if one.iri.endswith("joseph-stalin.1")]
    assert (term.end.said, term.end.earliest, term.end.latest) == (
        ("1952-10",),
        date(1934, 2, 10),
        date(1953, 3, 5),
    )
    assert (term.start.fixed, term.end.fixed) == (True, False)
    assert term.lasts == (date(1922, 4, 3), date(1934, 2, 10))
    assert [*map(compact, term.end.modes)] == ["concept:post-abolished"]


def test_doubtful_term_certainly_lasts_no_day(kg: KnowledgeGraph) -> None:
    (term,) = [one for one in kg.spells("term:nikita-khrushchev.2") if one.iri.endswith("khrushchev.2")]
    assert (term.doubtful, term.lasts) == (True, None)


def test_spells_agree_with_who_held_the_office(kg: KnowledgeGraph) -> None:
    day = date(1964, 10, 14)
    answered = {(one.person, one.certainty) for one in kg.who(on=day.isoformat()).answers}
    certain = {
        who
        for one in kg.spells("office:secretaryship")
        if one.kind in {"term", "acting"} and (lasts := one.lasts) and lasts[0] <= day <= lasts[1]
        for who in one.who
    }
    assert certain == {person for person, certainty in answered if certainty == "certain"}


def test_body_has_the_spells_of_all_its_posts_and_who_led_it(kg: KnowledgeGraph) -> None:
    posts = {compact(of) for one in kg.spells("body:politburo") for of in one.of}
    assert posts == {"post:politburo-member", "post:politburo-candidate-member"}
    assert {one.kind for one in kg.spells("body:soviet-union")} >= {"leadership", "term"}


def test_what_is_not_in_the_graph_has_no_spells_and_no_parts(small: KnowledgeGraph) -> None:
    for ask in (small.spells, small.parts):
        with pytest.raises(UsageError, match='"person:nobody" is not in the graph'):
            ask("person:nobody")


def test_companion_shares_a_day_once_however_many_bodies_it_is_shared_in(kg: KnowledgeGraph) -> None:
    (molotov, *_) = kg.companions("joseph-stalin")
    assert compact(molotov.person) == "person:vyacheslav-molotov"
    assert compact(molotov.bodies[0]) == "body:politburo"
    assert len(molotov.bodies) > 1
    assert molotov.certain == (date(1953, 3, 5) - date(1921, 3, 16)).days + 1


def test_companions_are_mutual_and_the_longest_stand_first(kg: KnowledgeGraph) -> None:
    found = kg.companions("nikita-khrushchev")
    assert [one.certain for one in found] == sorted((one.certain for one in found), reverse=True)
    for one in found[:5]:
        back = next(other for other in kg.companions(compact(one.person)) if other.person.endswith("khrushchev"))
        assert (back.certain, back.possible, back.first) == (one.certain, one.possible, one.first)


def test_nobody_sits_beside_himself(kg: KnowledgeGraph) -> None:
    assert all(not one.person.endswith("leonid-brezhnev") for one in kg.companions("leonid-brezhnev"))


def test_part_in_an_event_has_its_own_role_and_the_undated_stand_last(kg: KnowledgeGraph) -> None:
    parts = kg.parts("person:joseph-stalin")
    roles = {compact(one.event): [*map(compact, one.roles)] for one in parts}
    assert roles["event:death-of-stalin"] == ["sl:affected"]
    assert parts[-1].start.earliest is None
    assert [one.start.earliest for one in parts[:-1]] == sorted(one.start.earliest or date.max for one in parts[:-1])
