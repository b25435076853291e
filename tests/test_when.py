"""When: the time that a question asks about, and what is not a time."""

from __future__ import annotations

import pytest

from sovleader_kg.answers.chronology.when import when
from sovleader_kg.dates import iso
from sovleader_kg.errors import UsageError


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("1953-09-14", "1953-09-14", "1953-09-14"),
        ("1953-09", "1953-09-01", "1953-09-30"),
        ("1953", "1953-01-01", "1953-12-31"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("1953-24", "1953-12-01", "1954-02-28"),
        ("1953-01/1953-12", "1953-01-01", "1953-12-31"),
        ("1917-10", "1917-10-01", "1917-10-31"),
    ],
)
def test_a_period_has_a_first_and_a_last_day(period: str, first: str, last: str) -> None:
    for asked in (when(during=period), when(through=period)):
        assert (iso(asked.first), iso(asked.last)) == (first, last)


@pytest.mark.parametrize("period", ["", "soon", "1953/..", "../1953", "1953~", "1953?", "[1953,1955]", "1954/1953"])
def test_a_text_without_two_exact_ends_is_no_period(period: str) -> None:
    with pytest.raises(UsageError, match="is not a valid period; write a day, month, year"):
        when(during=period)


def test_a_month_given_as_a_day_gets_a_hint() -> None:
    with pytest.raises(
        UsageError, match=r'^"1953-09" is not a valid date; write for example 1964-10-14, or ask during 1953-09$'
    ):
        when(on="1953-09")


def test_a_text_that_is_no_time_at_all_gets_no_hint() -> None:
    with pytest.raises(UsageError, match=r'^"soon" is not a valid date; write for example 1964-10-14$'):
        when(on="soon")


def test_a_time_is_given_in_exactly_one_way() -> None:
    for given in ({}, {"on": "1953-09-14", "during": "1953"}):
        with pytest.raises(UsageError, match="say when, in one way"):
            when(**given)
