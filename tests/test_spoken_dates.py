"""Spoken dates: every EDTF value in words, in both languages, no raw syntax left and nothing made more precise."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph
from sovleader_kg.dates import SEASONS, days_of
from sovleader_kg.errors import DateError
from sovleader_kg.prose.dates import (
    spoken,
    spoken_briefly,
    spoken_period,
    spoken_span,
    spoken_when,
    weekday,
)
from sovleader_kg.written_days import MONTHS

LANGUAGES = ("en", "ru")
RAW = re.compile(r"\d-\d|[/~%?\[\]{}X]|\.\.")
DAYS = st.dates(date(1800, 1, 1), date(2100, 12, 31))
MONTH = st.tuples(st.integers(1800, 2100), st.integers(1, 12)).map(lambda pair: f"{pair[0]}-{pair[1]:02}")
PLAIN = st.one_of(
    DAYS.map(date.isoformat),
    MONTH,
    st.integers(1800, 2100).map(str),
    st.integers(180, 209).map(lambda decade: f"{decade}X"),
    st.tuples(st.integers(1900, 1990), st.sampled_from([*SEASONS])).map(lambda pair: f"{pair[0]}-{pair[1]}"),
)
UNITS = st.tuples(PLAIN, st.sampled_from(["", "", "~", "?", "%"])).map("".join)
INTERVALS = st.tuples(st.one_of(UNITS, st.just("..")), st.one_of(UNITS, st.just(".."))).map("/".join)
SETS = st.lists(UNITS, min_size=1, max_size=3).map(lambda some: f"[{','.join(some)}]")
VALUES = st.one_of(UNITS, INTERVALS, SETS)


def _is_edtf(value: str) -> bool:
    try:
        return bool(days_of(value))
    except DateError:
        return False


def _numbers(text: str) -> Counter[int]:
    return Counter(int(number) for number in re.findall(r"\d+", text))


def _months(said: str) -> set[int]:
    words = set(re.findall(r"[^\W\d_]+", said))
    return {number for names in MONTHS.values() for number, name in enumerate(names, 1) if name in words}


def _assert_said(value: str, language: str) -> None:
    """Assert that a value is said without raw syntax, and with no year, month or day but its own."""
    units = re.findall(r"(\d{3}[\dX])(?:-(\d\d)(?:-(\d\d))?)?", value)
    winters = {int(year) + 1 for year, month, _ in units if month == "24"}
    own = {int(part.replace("X", "0")) for year, _, day in units for part in (year, day) if part}
    for said in (spoken(value, language), spoken_when(value, language)):
        assert not RAW.search(said), said
        assert set(_numbers(said)) - winters <= own, said
        assert _months(said) <= {int(month) for _, month, _ in units if month}, said
        assert len(_numbers(said)) > 0, said
        if language == "ru":
            assert not re.search("[A-Za-z]", said), said


def test_every_date_of_the_graph_is_said_in_both_languages(kg: KnowledgeGraph) -> None:
    rows = kg.select("SELECT DISTINCT ?v WHERE { ?thing ?property ?v FILTER(DATATYPE(?v) = edtf:EDTF) }").rows
    values = {node.value for (node,) in rows if node is not None} - {"../.."}
    assert len(values) > 1000
    for value in values:
        for language in LANGUAGES:
            _assert_said(value, language)


@given(VALUES.filter(_is_edtf), st.sampled_from(LANGUAGES))
def test_any_date_is_said_no_more_precisely_than_it_is(value: str, language: str) -> None:
    _assert_said(value, language)


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ("1953-09-14", "14 September 1953", "14 сентября 1953 года"),
        ("1953-09", "September 1953", "сентябрь 1953 года"),
        ("1953", "1953", "1953 год"),
        ("1953-09-07/1953-09-14", "between 7 and 14 September 1953", "не раньше 7 и не позже 14 сентября 1953 года"),
        ("1952/1953", "1952 or 1953", "1952 или 1953 год"),
        ("1952-12/1953-01", "December 1952 or January 1953", "декабрь 1952 или январь 1953 года"),
        ("1917-03/1917-04", "March or April 1917", "март или апрель 1917 года"),
        ("1964-10-14/1964-10-15", "14 or 15 October 1964", "14 или 15 октября 1964 года"),
        ("1922/1929", "between 1922 and 1929", "не раньше 1922 и не позже 1929 года"),
        ("1918-03/1925", "between March 1918 and 1925", "не раньше марта 1918 года и не позже 1925 года"),
        ("[1937-06-17,1937-07-09]", "17 June or 9 July 1937", "17 июня или 9 июля 1937 года"),
        ("[1922,1923,1925]", "1922, 1923 or 1925", "1922, 1923 или 1925 год"),
        ("[1667,1670..1672]", "1667 or between 1670 and 1672", "1667 год или не раньше 1670 и не позже 1672 года"),
        ("1927~", "about 1927", "около 1927 года"),
        ("1943?", "perhaps 1943", "предположительно 1943 год"),
        ("1984%", "perhaps about 1984", "предположительно около 1984 года"),
        ("1927~/..", "about 1927 or later", "не раньше около 1927 года"),
        ("../1929", "1929 or earlier", "не позже 1929 года"),
        ("/1953-10", "October 1953 or earlier", "не позже октября 1953 года"),
        ("196X", "the 1960s", "1960-е годы"),
        ("195X/196X", "between the 1950s and the 1960s", "не раньше 1950-х и не позже 1960-х годов"),
        ("19XX", "the years 1900–1999", "1900–1999 годы"),
        ("1953-21", "spring 1953", "весна 1953 года"),
        ("1953-24", "winter 1953–1954", "зима 1953–1954 годов"),
        ("1953-09-XX", "September 1953", "сентябрь 1953 года"),
        ("1953-XX-XX", "1953", "1953 год"),
        ("../..", "an unknown day", "неизвестный день"),
        ("no date", "no date", "no date"),
    ],
)
def test_dates_are_said_as_people_say_them(value: str, english: str, russian: str) -> None:
    assert (spoken(value, "en"), spoken(value, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("value", "english", "russian"),
    [
        ("1953-09-14", "on 14 September 1953", "14 сентября 1953 года"),
        ("1953-09", "in September 1953", "в сентябре 1953 года"),
        ("1952/1953", "in 1952 or 1953", "в 1952 или 1953 году"),
        ("196X", "in the 1960s", "в 1960-х годах"),
        ("1953-22", "in summer 1953", "летом 1953 года"),
        ("1927~", "about 1927", "около 1927 года"),
        ("1929/..", "in 1929 or later", "не раньше 1929 года"),
        ("[1960,1961-12-01]", "in 1960 or on 1 December 1961", "в 1960 году или 1 декабря 1961 года"),
    ],
)
def test_times_have_their_prepositions(value: str, english: str, russian: str) -> None:
    assert (spoken_when(value, "en"), spoken_when(value, "ru")) == (english, russian)


@pytest.mark.parametrize(
    ("earliest", "latest", "said"),
    [
        (date(1953, 9, 7), date(1953, 9, 14), "between 7 and 14 September 1953"),
        (date(1953, 9, 7), date(1953, 9, 7), "7 September 1953"),
        (date(1953, 1, 1), date(1953, 12, 31), "1953"),
        (date(1952, 1, 1), date(1953, 12, 31), "1952 or 1953"),
        (date(1953, 2, 1), date(1953, 2, 28), "February 1953"),
        (None, date(1953, 2, 28), "28 February 1953 or earlier"),
        (date(1953, 2, 28), None, "28 February 1953 or later"),
        (None, None, "an unknown day"),
    ],
)
def test_a_span_is_said_by_its_days_or_by_whole_months_and_years(
    earliest: date | None, latest: date | None, said: str
) -> None:
    assert spoken_span(earliest, latest, "en") == said


def test_rival_days_of_a_known_year_are_said_briefly() -> None:
    days = ["1953-09-07", "1953-09-14", "1953-10-01"]
    assert spoken_briefly(days, 1953, "en") == ["on 7 September", "on the 14th", "on 1 October"]
    assert spoken_briefly(days, 1953, "ru") == ["7 сентября", "14 сентября", "1 октября"]
    assert spoken_briefly(["1934-02-10", "1952-10-16"], 1934, "en") == ["on 10 February 1934", "on 16 October 1952"]
    assert [spoken_briefly(["1953-09-01", f"1953-09-{day}"], 1953, "en")[1] for day in (11, 22, 23)] == [
        "on the 11th",
        "on the 22nd",
        "on the 23rd",
    ]


def test_periods_go_from_a_day_to_another() -> None:
    assert spoken_period("1953-03-06/1953-08-01", "en") == "from 6 March to 1 August 1953"
    assert spoken_period("1952/1954", "ru") == "с 1952 года по 1954 год"
    assert spoken_period("1964-10", "ru") == "в октябре 1964 года"


def test_days_of_the_week_are_named() -> None:
    assert (weekday(date(1953, 3, 6), "en"), weekday(date(1953, 3, 6), "ru")) == ("Friday", "пятница")
