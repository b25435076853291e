"""Steady: what is told again for a day like another is what would be answered if that day were asked about alone."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.steady import Steady
from sovleader_kg.answers.chronology.when import When, when
from sovleader_kg.dates import iso
from sovleader_kg.model import Answer

BOUNDS = (date(1930, 5, 1).toordinal(), date(1930, 5, 9).toordinal())


def test_an_answer_is_made_once_for_all_days_between_two_bounds() -> None:
    made: list[str] = []

    def answer(asked: When) -> str:
        made.append(asked.text)
        return asked.text

    steady = Steady([Stretch(Point("a", *BOUNDS), Point("b", *BOUNDS))], answer)
    told = [steady.on(when(on=day)) for day in ("1928-01-01", "1929-12-31", "1930-05-01", "1930-05-02", "1931-01-01")]
    assert told == ["1928-01-01", "1928-01-01", "1930-05-01", "1930-05-02", "1931-01-01"] == [*made[:1], *made]


def answered(kg: KnowledgeGraph, day: str) -> dict[str, Answer]:
    return {entry.answer.subject: entry.answer for group in kg.on(day).groups for entry in group.entries}


def _is_told_as_by_who(kg: KnowledgeGraph, days: list[str]) -> None:
    for day in days:
        for subject, told in answered(kg, day).items():
            assert told == kg.who(subject, on=day), (subject, day)
        assert kg.on(day).leaders == kg.leaders(on=day), day


@pytest.mark.parametrize("middle", ["1922-04-03", "1953-09-10", "1964-10-14", "1982-11-11", "1991-08-25"])
def test_the_days_around_a_handover_are_told_as_by_who(middle: str, kg: KnowledgeGraph) -> None:
    _is_told_as_by_who(kg, [iso(date.fromisoformat(middle).toordinal() + by) for by in (-3, -2, -1, 0, 1, 2, 3)])


@pytest.mark.deep
def test_each_seventh_day_is_told_as_by_who(kg: KnowledgeGraph) -> None:
    days = (date(1917, 1, 1) + timedelta(by) for by in range(0, 365 * 76, 7))
    _is_told_as_by_who(kg, [day.isoformat() for day in days])
