"""The almanac: on any day it tells what `who` and `leaders` answer, and so do the scripts that read it."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.chronology.almanac import Almanac, Held, Led
from sovleader_kg.answers.chronology.careers import Term
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.rolls import fillings
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST, as_day, iso
from sovleader_kg.names import BASE, compact
from sovleader_kg.web.pages.almanac import document
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import ServerLinks

YEARS = as_day("1916-12-30"), as_day("1992-01-02")


@pytest.fixture(scope="module")
def almanac(graph: KnowledgeGraph) -> Almanac:
    return graph.almanac()


def days_of(told: tuple[Held, ...] | tuple[Led, ...]) -> Iterator[str]:
    """Yield the first, a middle and the last day of each stretch within the years."""
    ends = (*(as_day(one.first) for one in told), LAST + 1)
    for first, after in pairwise(ends):
        for day in sorted({first, (first + after) // 2, after - 1}):
            if YEARS[0] <= day <= YEARS[1]:
                yield iso(day)


def test_it_tells_of_each_post_and_headship_what_who_answers(almanac: Almanac, graph: KnowledgeGraph) -> None:
    for thing, told in almanac.held.items():
        for day in days_of(told):
            answer = graph.who(compact(thing), on=day)
            expected = {(one.person, one.post, one.certainty, one.acting) for one in answer.answers}
            held = almanac.on(thing, day)
            assert {(one.person, one.post, one.certainty, one.acting) for one in held.holders} == expected
            assert held.nobody == answer.nobody


def test_it_tells_who_led_as_leaders_answers(almanac: Almanac, graph: KnowledgeGraph) -> None:
    days = {*days_of(almanac.led), *(iso(random.Random(day).randint(*YEARS)) for day in range(50))}
    firsts = [one.first for one in almanac.led]
    for day in sorted(days):
        told = almanac.led[sum(first <= day for first in firsts) - 1]
        for body, part in zip(told.bodies, graph.leaders(on=day).parts, strict=True):
            assert body.body == part.body
            assert {*body.leaders} == {(one.leader, one.certainty) for one in part.answers}
            assert [*body.together] == [one.collective for one in part.together]
            assert body.nobody == part.nobody


def test_stretches_follow_each_other_and_differ(almanac: Almanac) -> None:
    for told in almanac.held.values():
        assert told[0].first == "0001-01-01"
        assert all(one.first < other.first for one, other in pairwise(told))
        assert all((one.holders, one.nobody) != (other.holders, other.nobody) for one, other in pairwise(told))


def test_events_are_those_of_the_days(almanac: Almanac, graph: KnowledgeGraph) -> None:
    on = {one.event: one.certainty for one in graph.on("1953-03-05").events}
    within = {
        one.event: one.earliest == one.latest for one in almanac.events if one.earliest <= "1953-03-05" <= one.latest
    }
    assert {event: certainty == "certain" for event, certainty in on.items()} == within


@pytest.mark.parametrize(
    ("start", "end"), [((100, 100), (FIRST, LAST)), ((FIRST, LAST), (100, 100)), ((100, 100), (FIRST, 120))]
)
def test_a_term_has_a_day_even_where_only_one_end_is_known(start: tuple[int, int], end: tuple[int, int]) -> None:
    stretch = Stretch(Point("start", *start), Point("end", *end))
    term = Term("urn:term", "urn:person", "Person", "urn:post", False, False, stretch, (), ())
    certain = [one for one in fillings([term], Worlds([stretch])) if one.certain]
    assert [(one.first, one.last) for one in certain] == [(100, 100)]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_document_holds_the_almanac_with_the_bounds_of_the_answers(language: str, small: KnowledgeGraph) -> None:
    told: Any = json.loads(json.dumps(document(Library(small), ServerLinks(language))))
    almanac = small.almanac()
    assert set(told["held"]) == {thing.removeprefix(BASE) for thing in almanac.held}
    for thing, stretches in almanac.held.items():
        for one, row in zip(stretches, told["held"][thing.removeprefix(BASE)], strict=True):
            shown = {
                (f"{BASE}person/{told['people'][place][0]}", certainty)
                for certainty, places in zip(("certain", "possible"), row[1:3], strict=False)
                for place in places
            }
            assert (row[0], shown) == (one.first, {(holder.person, holder.certainty) for holder in one.holders})
    bars = {bar[0]: bar for show in told["shows"] for lane in show["lanes"] for bar in lane["bars"]}
    for line in small.almanac().sections[0].lines:
        for term in line.career.terms:
            bounds = [
                term.stretch.start.earliest,
                term.stretch.start.latest,
                term.stretch.end.earliest,
                term.stretch.end.latest,
            ]
            known = [iso(day) if FIRST < day < LAST else "" for day in bounds]
            assert [*bars[term.iri.removeprefix(BASE)][3:7], "", "", ""][:4] == known


def test_a_day_is_an_iso_day_everywhere(small: KnowledgeGraph) -> None:
    told = document(Library(small), ServerLinks("en"))
    assert isinstance(told["led"], list)
    assert all(date.fromisoformat(first) for first, _ in told["led"])
