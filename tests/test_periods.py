"""Periods in words: what is agreed, what the sources leave open, from when to when."""

from __future__ import annotations

from datetime import date

import pytest

from sovleader_kg.prose.dates import spoken_span
from sovleader_kg.prose.numbers import counted, spoken_length
from sovleader_kg.prose.periods import (
    is_wider,
    spoken_bounds,
    spoken_during,
    spoken_edge,
    spoken_range,
    spoken_years,
)

OCTOBER = (date(1952, 10, 1), date(1952, 10, 31))


def test_bounds_within_what_is_agreed_are_said_instead_of_it() -> None:
    assert spoken_edge(["1952"], *OCTOBER, "en") == "October 1952"
    assert spoken_edge(["1952-10"], *OCTOBER, "en") == "October 1952"


def test_bounds_beyond_what_is_agreed_leave_it_and_are_told_beside_it() -> None:
    wide = date(1934, 2, 10), date(1953, 3, 5)
    assert spoken_edge(["1952-10"], *wide, "en") == "October 1952"
    assert is_wider(["1952-10"], *wide)
    assert not is_wider(["1952-10"], *OCTOBER)
    assert not is_wider([], *wide)


def test_where_nothing_is_agreed_the_bounds_are_said() -> None:
    assert spoken_edge([], *OCTOBER, "ru") == "октябрь 1952 года"
    assert spoken_edge([], None, None, "en") == spoken_span(None, None, "en")


@pytest.mark.parametrize(
    ("bounds", "said"),
    [
        ((date(1922, 1, 1), date(1922, 12, 31)), "1922"),
        ((date(1953, 9, 7), date(1953, 9, 14)), "between 7 and 14 September 1953"),
        ((date(1953, 3, 14), None), "14 March 1953 or later"),
    ],
)
def test_whole_units_are_named_as_such(bounds: tuple[date, date | None], said: str) -> None:
    assert spoken_bounds(*bounds, "en") == said


def test_period_of_an_open_end_is_not_joined_by_a_dash() -> None:
    assert spoken_range("3 April 1922", "14 March 1953 or later", "en") == "from 3 April 1922 to 14 March 1953 or later"
    assert spoken_range("1919 год", "не раньше 1922 года", "ru") == "начало: 1919 год; конец: не раньше 1922 года"
    assert spoken_range("1919", "1919", "en") == "1919"


def test_time_of_a_name_is_meant_from_end_to_end() -> None:
    assert [spoken_during(one, "ru") for one in ("../1952-10", "1918/..")] == ["до октября 1952 года", "с 1918 года"]


def test_years_are_those_agreed_or_both_of_an_open_end() -> None:
    start = (["1922-04-03"], date(1922, 4, 3), date(1922, 4, 3))
    assert spoken_years(start, (["1952-10"], date(1934, 2, 10), date(1953, 3, 5))) == "1922–1952"
    assert spoken_years(start, ([], date(1953, 3, 14), date(1964, 12, 31))) == "1922–1953/64"
    assert spoken_years(start, ([], None, date(1922, 5, 1))) == "1922"


def test_length_names_days_months_and_years_as_they_fit() -> None:
    assert spoken_length(1, 400, "en") == "1 day – 1 year 1 month"
    assert spoken_length(None, 100, "en") == "at most 3 months"
    assert spoken_length(None, None, "en") == ""


def test_russian_numbers_take_the_form_that_they_ask_for() -> None:
    assert [counted(number, "person", "ru") for number in (1, 3, 12, 102)] == [
        "1 человек",
        "3 человека",
        "12 человек",
        "102 человека",
    ]
