"""Written days: every way in which people write a day or a period, and what is no day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import pandas as pd
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph
from sovleader_kg.errors import DateError
from sovleader_kg.prose.dates import spoken_day
from sovleader_kg.written_days import WrittenDay, read_day, read_period

DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "1964-10-14",
        " 14 October  1964 ",
        "14th October 1964",
        "14 Oct. 1964",
        "October 14, 1964",
        "oct 14 1964",
        "14.10.1964",
        "14/10/1964",
        "10/14/1964",
        "14 октября 1964",
        "14 октября 1964 года",
        "14 окт. 1964 г.",
        date(1964, 10, 14),
        datetime(1964, 10, 14, 23, 59, tzinfo=UTC),
        "1964-10-14T23:59:00Z",
        "1964-10-14 00:00:00",
        *(np.datetime64("1964-10-14"), np.datetime64("1964-10-14T23:59", "ns")),
        *(pd.Timestamp("1964-10-14 23:59"), pd.Timestamp("1964-10-14 23:59", tz="Europe/Moscow")),
        *(pd.Period("1964-10-14", "D"), pd.to_datetime(pd.Series(["1964-10-14"])).iloc[0]),
        pd.to_datetime(pd.Series(["1964-10-14"])).to_numpy()[0],
        *(pl.Series([date(1964, 10, 14)])[0], pl.Series([datetime(1964, 10, 14, 23, 59)])[0]),
    ],
)
def test_a_day_is_read_as_people_write_it(written: WrittenDay) -> None:
    assert read_day(written) == "1964-10-14"


@pytest.mark.parametrize("text", ["", " ", "14.10.64", "14 Mai 1964", "1964", "October 1964", "14 October", "14..1964"])
def test_what_is_no_day_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(DateError, match="is not a valid date; write for example 1964-10-14"):
        read_day(text)


@pytest.mark.parametrize("text", ["31 April 1964", "31.04.1964", "30 февраля 1964", "29/02/1963", "13/13/1964"])
def test_a_day_that_the_calendar_lacks_is_refused(text: str) -> None:
    with pytest.raises(DateError, match="is not a valid date"):
        read_day(text)


def test_figures_with_strokes_that_may_be_either_are_refused() -> None:
    with pytest.raises(DateError, match=r'^"10/11/1964" may be 10 November or 11 October 1964; write the month as'):
        read_day("10/11/1964")
    assert read_day("5/5/1964") == "1964-05-05"


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("October 1964", "1964-10"),
        ("октябрь 1964 года", "1964-10"),
        ("14 October 1964", "1964-10-14"),
        (date(1964, 10, 14), "1964-10-14"),
        ("1964", "1964"),
        ("1953-01/1954", "1953-01/1954"),
        ("soon", "soon"),
    ],
)
def test_a_period_is_read_where_it_is_one_and_else_left(written: WrittenDay, edtf: str) -> None:
    assert read_period(written) == edtf


@given(DAYS, st.sampled_from(["en", "ru"]))
def test_what_is_spoken_is_read(day: date, language: str) -> None:
    assert read_day(spoken_day(day, language)) == day.isoformat()


@given(DAYS)
def test_figures_with_points_are_day_month_and_year(day: date) -> None:
    assert read_day(f"{day.day}.{day.month}.{day.year}") == day.isoformat()


@given(st.text())
def test_any_text_is_a_day_or_refused_in_one_line(text: str) -> None:
    try:
        read = date.fromisoformat(read_day(text))
    except DateError as error:
        refused = str(error).splitlines()
    else:
        refused = [read.isoformat()]
    assert len(refused) == 1


def test_every_question_takes_days_as_people_write_them(small: KnowledgeGraph) -> None:
    answer = small.who(on="1953-09-10")
    assert small.who(on=date(1953, 9, 10)) == small.who(on="10 September 1953") == answer
    assert small.on("10.9.1953") == small.on("1953-09-10")
    assert small.changes("1 марта 1953", date(1953, 9, 14)) == small.changes("1953-03-01", "1953-09-14")
    assert small.leaders(on="10.09.1953").when.text == "1953-09-10"
    rows = small.ask("holders_on", day="10 September 1953").rows
    assert rows == small.ask("holders_on", day=date(1953, 9, 10)).rows == small.ask("holders_on", day="1953-09-10").rows
    assert small.who(during="September 1953") == small.who(during="1953-09")


@pytest.mark.parametrize(
    ("period", "edtf"),
    [
        (np.datetime64("1964-10"), "1964-10"),
        (np.datetime64("1964"), "1964"),
        (pd.Period("1964-10", "M"), "1964-10"),
        (pd.Period("1964Q4"), "1964-10-01/1964-12-31"),
        (pd.Period("1964-10-14", "W"), "1964-10-12/1964-10-18"),
        (pd.Timestamp("1964-10-14 12:00"), "1964-10-14"),
    ],
)
def test_a_period_of_pandas_or_numpy_is_read_as_its_days(period: WrittenDay, edtf: str) -> None:
    assert read_period(period) == edtf


@pytest.mark.parametrize("missing", [pd.NaT, np.datetime64("NaT"), pd.NA, float("nan")])
def test_a_missing_day_is_refused_in_a_line(missing: WrittenDay) -> None:
    with pytest.raises(DateError, match=r"^the day is missing \((NaT|nan|<NA>)\); write for example 1964-10-14$"):
        read_day(missing)


@pytest.mark.parametrize("wrong", [1964, 1964.5, ["1964-10-14"], pd.Series([1, 2]), object])
def test_what_is_no_day_is_refused_in_a_line(wrong: WrittenDay) -> None:
    with pytest.raises(DateError, match=r"^[^\n]* is not a valid date; write for example 1964-10-14, or give a date$"):
        read_day(wrong)


@pytest.mark.parametrize(
    "day", [date(1953, 9, 10), pd.Timestamp("1953-09-10"), np.datetime64("1953-09-10"), pd.Period("1953-09-10", "D")]
)
def test_a_day_of_any_kind_is_taken_wherever_one_is_asked_for(small: KnowledgeGraph, day: WrittenDay) -> None:
    text = "1953-09-10"
    assert small.who(on=day) == small.who(on=text)
    assert small.who(during=day) == small.who(during=text)
    assert small.holders("first-secretary", through=day) == small.holders("first-secretary", through=text)
    assert small.certainty("nikita-khrushchev", on=day) == "possible"
    assert small.leaders(on=day) == small.leaders(on=text)
    assert small.on(day) == small.on(text)
    assert small.changes("1953-01-01", day) == small.changes("1953-01-01", text)
    assert small.turns("1953-01-01", day) == small.turns("1953-01-01", text)
    assert small.seats("secretariat-member", on=day) == small.seats("secretariat-member", on=text)
    assert small.shortfalls("secretariat-member", through=day) == small.shortfalls("secretariat-member", through=text)
    assert small.ask("holders_on", day=day) == small.ask("holders_on", day=text)
    assert small.why_empty("holders_on", day=day) == small.why_empty("holders_on", day=text)


def test_a_month_of_pandas_is_no_day_but_a_period(small: KnowledgeGraph) -> None:
    month = pd.Period("1953-09", "M")
    with pytest.raises(DateError, match=r"or ask during 1953-09$"):
        small.who(on=month)
    assert small.who(during=month) == small.who(during="1953-09")
