"""Relations: Allen's thirteen on closed days, each with three values. All worlds: test_oracle.py."""

from __future__ import annotations

from itertools import combinations_with_replacement, product

import pytest

from sovleader_kg import KnowledgeGraph, UsageError
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.relations import ALLEN, Dated, relate
from sovleader_kg.answers.chronology.worlds import Worlds


def dated(name: str, first: int, last: int, *, doubtful: bool = False) -> Dated:
    return Dated(name, Stretch(Point(f"{name} start", first, first), Point(f"{name} end", last, last)), doubtful)


def test_exactly_one_relation_holds_of_any_two_stretches_also_of_one_day() -> None:
    stretches = list(combinations_with_replacement(range(1, 6), 2))
    seen = set()
    for one, other in product(stretches, stretches):
        found = relate(Worlds([]), dated("a", *one), dated("b", *other))
        assert len(found.possible) == 1, (one, other)
        assert found.certain == found.possible[0]
        seen.add(found.certain)
    assert seen == set(ALLEN)


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ((1, 3), (4, 5), "before"),
        ((1, 3), (3, 5), "meets"),
        ((1, 3), (3, 3), "finished by"),
        ((3, 3), (3, 5), "starts"),
        ((3, 3), (3, 3), "equals"),
        ((3, 3), (1, 5), "during"),
    ],
)
def test_relation_of_days(one: tuple[int, int], other: tuple[int, int], relation: str) -> None:
    assert relate(Worlds([]), dated("a", *one), dated("b", *other)).certain == relation


def test_nothing_about_a_doubtful_thing_is_certain() -> None:
    found = relate(Worlds([]), dated("a", 1, 2, doubtful=True), dated("b", 5, 6))
    assert (found.certain, found.possible) == (None, ("before",))


def test_a_shared_event_makes_a_handover_certain_whatever_its_day(kg: KnowledgeGraph) -> None:
    found = kg.relate("tenure:mikhail-gorbachev.1", "tenure:vladimir-ivashko.1")
    assert (found.certain, kg.overlap(found.first, found.second), kg.gap(found.first, found.second)) == (
        "meets",
        "certain",
        "impossible",
    )


def test_rival_days_leave_several_relations(kg: KnowledgeGraph) -> None:
    found = kg.relate("term:nikita-khrushchev.1", "term:leonid-brezhnev.1")
    assert (found.certain, found.possible) == (None, ("before", "meets"))
    assert kg.order("term:nikita-khrushchev.1", "term:leonid-brezhnev.1").certain == "before"


def test_order_of_two_events(kg: KnowledgeGraph) -> None:
    assert kg.order("event:death-of-brezhnev", "event:death-of-stalin").certain == "after"


def test_event_of_which_only_the_close_is_told_is_placed_by_its_day(kg: KnowledgeGraph) -> None:
    assert kg.order("event:death-of-brezhnev", "event:plenum-1987-06").certain == "before"


@pytest.mark.parametrize(
    ("tenure", "truth"),
    [
        ("tenure:leonid-brezhnev.1", "certain"),
        ("tenure:joseph-stalin.1", "possible"),
        ("tenure:nikita-khrushchev.1", "impossible"),
        ("term:leonid-brezhnev.1", "impossible"),
    ],
)
def test_died_in_office(tenure: str, truth: str, kg: KnowledgeGraph) -> None:
    assert kg.died_in_office(tenure) == truth


def test_a_term_may_go_beyond_its_post(kg: KnowledgeGraph) -> None:
    assert kg.outside_post("term:nikita-khrushchev.1").as_json() == {"before": "impossible", "after": "impossible"}


@pytest.mark.parametrize(
    ("first", "message"),
    [
        ("place:kremlin-senate", '"place:kremlin-senate" is a place, not a term, a tenure, a post'),
        ("term:stalin.1", '"term:stalin.1" is not in the graph'),
        ("Stalim", 'Did you mean "person:joseph-stalin"'),
    ],
)
def test_what_cannot_be_related_gets_one_line(first: str, message: str, kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=message):
        kg.relate(first, "post:general-secretary")


def test_only_of_terms_it_is_asked_whether_they_go_beyond_their_post(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r'"person:joseph-stalin" is a person, not a term or a tenure$'):
        kg.outside_post("person:joseph-stalin")
