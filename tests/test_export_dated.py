"""Plain dates: what days, months and years can hold of an EDTF value."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.dates import days_of
from sovleader_kg.errors import DateError
from sovleader_kg.export.dated import gregorian, plain

YEARS = st.integers(1890, 1995).map(str)
UNITS = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 13)),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 31)),
    st.sampled_from(["196X", "19XX", "1953-XX", "1953-09-XX", "1922-21", "1922-24"]),
)
MARKED = st.builds("{}{}".format, UNITS, st.sampled_from(["", "", "~", "?", "%"]))
VALUES = st.one_of(
    MARKED,
    st.builds("{}/{}".format, MARKED, st.one_of(MARKED, st.sampled_from(["", ".."]))),
    st.builds("../{}".format, MARKED),
    st.builds("[{},{}]".format, UNITS, UNITS),
)
CALENDARS = st.sampled_from([None, "julian", "gregorian"])


@given(VALUES, CALENDARS)
def test_a_gregorian_date_holds_every_day_that_the_value_allows(text: str, calendar: str | None) -> None:
    found = gregorian(text, calendar)
    if found is not None:
        assert days_of(text, calendar) <= days_of(str(found), "gregorian")


@given(VALUES, CALENDARS)
def test_no_finer_gregorian_date_would_hold_them(text: str, calendar: str | None) -> None:
    found = gregorian(text, calendar)
    if found is not None and found.day is None:
        days = days_of(text, calendar)
        finer = {day[: len(str(found)) + 3] for day in _ends(days.earliest, days.latest)}
        assert len(finer) == 2


def _ends(earliest: int | None, latest: int | None) -> set[str]:
    assert earliest is not None
    assert latest is not None
    return {date.fromordinal(earliest).isoformat(), date.fromordinal(latest).isoformat()}


@given(VALUES)
def test_a_plain_date_is_the_value_as_it_stands_or_nothing(text: str) -> None:
    found = plain(text)
    assert found is None or str(found) == text


@given(VALUES)
def test_doubt_and_approximation_leave_nothing(text: str) -> None:
    assert not set(text) & set("~?%") or (plain(text) is None and gregorian(text) is None)


DIGITS = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


@given(UNITS)
def test_a_date_that_exists_is_plain_where_it_has_digits_and_hyphens_alone(text: str) -> None:
    assert (plain(text) is not None) == (_exists(text) and DIGITS.fullmatch(text) is not None)


def _exists(text: str) -> bool:
    try:
        days_of(text)
    except DateError:
        return False
    return True


@pytest.mark.parametrize(
    ("text", "calendar", "expected"),
    [
        ("1953-09-14", None, "1953-09-14"),
        ("1953-09", None, "1953-09"),
        ("1953", None, "1953"),
        ("1953-21", None, "1953"),
        ("1991-08-24/1991-08-29", None, "1991-08"),
        ("[1953-09-07,1953-09-14]", None, "1953-09"),
        ("1952/1953", None, "None"),
        ("1953-03-14/..", None, "None"),
        ("196X", None, "None"),
        ("1953-09-14?", None, "None"),
        ("1904-02-21", None, "1904"),
        ("1904-02-21", "gregorian", "1904-02-21"),
        ("1904-02-08", "julian", "1904-02-21"),
        ("1906-12-19", None, "None"),
        ("1917-04", None, "1917"),
        ("1918", None, "1918"),
        ("1953-02-30", None, "None"),
    ],
)
def test_the_finest_date_that_holds(text: str, calendar: str | None, expected: str) -> None:
    assert str(gregorian(text, calendar)) == expected
