"""Plain dates: which EDTF values are a day, a month or a year as they stand."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.dates import days_of
from sovleader_kg.errors import DateError
from sovleader_kg.export.dated import plain_date

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


@given(VALUES)
def test_a_plain_date_is_the_value_as_it_stands_or_nothing(text: str) -> None:
    found = plain_date(text)
    assert found is None or str(found) == text


@given(VALUES)
def test_doubt_and_approximation_leave_nothing(text: str) -> None:
    assert not set(text) & set("~?%") or plain_date(text) is None


DIGITS = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?")


@given(UNITS)
def test_a_date_that_exists_is_plain_where_it_has_digits_and_hyphens_alone(text: str) -> None:
    assert (plain_date(text) is not None) == (_exists(text) and DIGITS.fullmatch(text) is not None)


def _exists(text: str) -> bool:
    try:
        days_of(text)
    except DateError:
        return False
    return True
