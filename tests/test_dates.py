"""Dates: from EDTF to days, in both calendars, and spellings against values."""

from __future__ import annotations

import calendar as months
import itertools
from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.dates import EVER, FIRST, LAST, Days, as_day, as_written_matches, compare_days, days_of, iso
from sovleader_kg.errors import DateError

MODERN = st.dates(date(1918, 3, 1), date(1999, 12, 31))


def bounds(text: str, calendar: str | None = "gregorian") -> tuple[str | None, str | None]:
    days = days_of(text, calendar)
    return (
        None if days.earliest is None else iso(days.earliest),
        None if days.latest is None else iso(days.latest),
    )


def readings(text: str, calendar: str | None = None) -> list[tuple[str, str]]:
    return [(iso(first), iso(last)) for first, last in days_of(text, calendar).ranges]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("1953-09-14", "1953-09-14", "1953-09-14"),
        ("1917-04", "1917-04-01", "1917-04-30"),
        ("1952-02", "1952-02-01", "1952-02-29"),
        ("1953", "1953-01-01", "1953-12-31"),
        ("196X", "1960-01-01", "1969-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1953-09-XX", "1953-09-01", "1953-09-30"),
        ("1953-XX", "1953-01-01", "1953-12-31"),
        ("1953-XX-XX", "1953-01-01", "1953-12-31"),
        ("196X-XX-XX", "1960-01-01", "1969-12-31"),
        ("1952-21", "1952-03-01", "1952-05-31"),
        ("1952-22", "1952-06-01", "1952-08-31"),
        ("1952-23", "1952-09-01", "1952-11-30"),
        ("1951-24", "1951-12-01", "1952-02-29"),
        ("1953-09-14?", "1953-09-14", "1953-09-14"),
        ("1953-09?", "1953-09-01", "1953-09-30"),
        ("1953?", "1953-01-01", "1953-12-31"),
        ("1953-09-14~", "1953-09-13", "1953-09-15"),
        ("1953-12-31~", "1953-12-30", "1954-01-01"),
        ("~1953", "1952-01-01", "1954-12-31"),
        ("1953~-09", "1952-09-01", "1954-09-30"),
        ("1953-~09", "1953-08-01", "1953-10-31"),
        ("1953~-09-14", "1952-09-14", "1954-09-14"),
        ("1953-09~-14", "1953-08-14", "1953-10-14"),
        ("1953-~09-14", "1953-08-14", "1953-10-14"),
        ("1953-09-~14", "1953-09-13", "1953-09-15"),
        ("~1953-09-~14", "1952-09-14", "1954-09-14"),
        ("1952~-02-29", "1951-02-28", "1953-02-28"),
        ("1953-%03-31", "1953-02-28", "1953-04-30"),
        ("1953?-09-14", "1953-09-14", "1953-09-14"),
        ("1953-?09-14", "1953-09-14", "1953-09-14"),
        ("1952~/1953-~03", "1951-01-01", "1953-04-30"),
        ("1953-09~", "1953-08-01", "1953-10-31"),
        ("1953-01~", "1952-12-01", "1953-02-28"),
        ("1953-09-XX~", "1953-08-01", "1953-10-31"),
        ("1927~", "1926-01-01", "1928-12-31"),
        ("1953%", "1952-01-01", "1954-12-31"),
        ("1953-09-14%", "1953-09-13", "1953-09-15"),
        ("196X~", "1950-01-01", "1979-12-31"),
        ("19XX~", "1800-01-01", "2099-12-31"),
        ("1952-22~", "1952-03-01", "1952-11-30"),
        ("1951-24~", "1951-09-01", "1952-05-31"),
        ("1952/1953", "1952-01-01", "1953-12-31"),
        ("1952-10/1953-03-05", "1952-10-01", "1953-03-05"),
        ("1927~/1929", "1926-01-01", "1929-12-31"),
        ("1927/1929~", "1927-01-01", "1930-12-31"),
        ("1953-09-14/1953-09-14", "1953-09-14", "1953-09-14"),
        ("1985-03-11/..", "1985-03-11", None),
        ("1985/", "1985-01-01", None),
        ("../1991-08-24", None, "1991-08-24"),
        ("/1991", None, "1991-12-31"),
        ("{1953-09-07..1953-09-14}", "1953-09-07", "1953-09-14"),
        ("[..1953-09-14]", None, "1953-09-14"),
        ("[1953-09-14..]", "1953-09-14", None),
        ("  1953-09-14 ", "1953-09-14", "1953-09-14"),
    ],
)
def test_value_allows_its_first_and_last_day(text: str, first: str | None, last: str | None) -> None:
    assert bounds(text) == (first, last)


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("[1953-09-07,1953-09-14]", [("1953-09-07", "1953-09-07"), ("1953-09-14", "1953-09-14")]),
        ("[1953-09-07, 1953-09-08]", [("1953-09-07", "1953-09-08")]),
        ("{1952,1954-05}", [("1952-01-01", "1952-12-31"), ("1954-05-01", "1954-05-31")]),
        ("[1952,1953-01-01..1953-01-05]", [("1952-01-01", "1953-01-05")]),
        ("[1954,1952]", [("1952-01-01", "1952-12-31"), ("1954-01-01", "1954-12-31")]),
        ("[1953]", [("1953-01-01", "1953-12-31")]),
    ],
)
def test_set_is_the_union_of_its_members(text: str, ranges: list[tuple[str, str]]) -> None:
    assert readings(text) == ranges


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "/",
        "../..",
        "..",
        "[]",
        "{}",
        "[..]",
        "[1953,]",
        "[1953",
        "1953]",
        "1953-13-45",
        "1953-13",
        "1953-00",
        "1953-02-30",
        "1953-02-29",
        "1953-09-00",
        "1953-09-31",
        "1953-01-32",
        "1953-01-99",
        "1953-20",
        "1953-21-05",
        "0000",
        "0000-05",
        "00XX",
        "10000",
        "53",
        "1953-9-14",
        "1953-09-14Z",
        "14 September 1953",
        "1954/1953",
        "1953-09-14/1953-09-07",
        "1953-09-14/1953-08",
        "1917-11-05/1917-11-01",
        "[1954..1953]",
        "1952/1953/1954",
        "[1952..1953..1954]",
        "1953/..1954",
        "unknown",
        "1953~?",
        "~1953~",
        "1953-~09~",
        "0001~",
        "9999~",
        "0001-01-01~",
        "9999-12-31~",
        "9999-12~",
        "9999-24",
        "١٩٥٣",
        "1953\n/1954",
        "1953-09-14\n\n; DROP",
    ],
)
def test_what_is_no_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(DateError) as caught:
        days_of(text)
    assert str(caught.value).startswith(
        f'"{" ".join(text.split())}" is not a valid date; write EDTF, for example 1953-09-14'
    )
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("text", ["", "1953", "1953-09", "1953-02-30", "1953-13-01", "1953-9-1", "0000-01-01", "x"])
def test_only_a_full_date_is_a_day(text: str) -> None:
    with pytest.raises(DateError, match="is not a valid date; write for example 1964-10-14"):
        as_day(text)


@pytest.mark.parametrize(
    ("julian", "gregorian"),
    [
        ("1873-10-03", "1873-10-15"),
        ("1878-12-06", "1878-12-18"),
        ("1900-02-28", "1900-03-12"),
        ("1900-03-01", "1900-03-14"),
        ("1917-02-23", "1917-03-08"),
        ("1917-10-25", "1917-11-07"),
        ("1918-01-31", "1918-02-13"),
        ("1700-02-28", "1700-03-10"),
        ("1582-10-05", "1582-10-15"),
        ("1600-01-01", "1600-01-11"),
        ("1601-01-01", "1601-01-11"),
        ("1701-01-01", "1701-01-12"),
        ("1900-01-01", "1900-01-13"),
        ("1901-01-01", "1901-01-14"),
    ],
)
def test_julian_day_is_its_gregorian_day(julian: str, gregorian: str) -> None:
    assert readings(julian, "julian") == [(gregorian, gregorian)]


@pytest.mark.parametrize("century", ["1500", "1700", "1800", "1900"])
def test_julian_leap_day_that_the_gregorian_calendar_lacks_exists(century: str) -> None:
    day = days_of(f"{century}-02-29", "julian")
    assert day.ranges[0][0] == days_of(f"{century}-03-01", "julian").ranges[0][0] - 1
    assert day <= days_of(f"{century}-02", "julian")
    with pytest.raises(DateError):
        days_of(f"{century}-02-29", "gregorian")


def test_month_in_the_julian_calendar_ends_the_day_before_the_next() -> None:
    assert readings("1917-10", "julian") == [("1917-10-14", "1917-11-13")]


def test_both_calendars_count_where_none_is_said() -> None:
    assert readings("1917-10-25") == [("1917-10-25", "1917-10-25"), ("1917-11-07", "1917-11-07")]


def test_said_calendar_leaves_one_reading() -> None:
    assert readings("1917-10-25", "gregorian") == [("1917-10-25", "1917-10-25")]


@pytest.mark.parametrize("calendar", [None, "julian", "gregorian"])
@pytest.mark.parametrize("text", ["1918-02-14", "1918-03", "1919", "1953-09-14"])
def test_calendars_are_one_after_the_change(text: str, calendar: str | None) -> None:
    assert days_of(text, calendar) == days_of(text, "gregorian")


@pytest.mark.parametrize(
    ("text", "calendar", "ranges"),
    [
        ("1918-01", "julian", [("1918-01-14", "1918-02-13")]),
        ("1918-02", "julian", [("1918-02-14", "1918-02-28")]),
        ("1918", "julian", [("1918-01-14", "1918-12-31")]),
        ("1918", None, [("1918-01-01", "1918-12-31")]),
        ("1918-02-05", "julian", [("1918-02-18", "1918-02-18")]),
        ("1918-02-05", None, [("1918-02-05", "1918-02-05"), ("1918-02-18", "1918-02-18")]),
        ("1918-02-13", None, [("1918-02-13", "1918-02-13"), ("1918-02-26", "1918-02-26")]),
        ("1918-02-13~", "julian", [("1918-02-25", "1918-02-27")]),
        ("1917-10/1918-03", "julian", [("1917-10-14", "1918-03-31")]),
        ("1918-02-13/1918-02-14", "gregorian", [("1918-02-13", "1918-02-14")]),
        ("1918-02-13/1918-02-14", None, [("1918-02-13", "1918-02-14")]),
        ("1918-01-31/1918-02-14", None, [("1918-01-31", "1918-02-14")]),
    ],
)
def test_weeks_of_the_change_of_calendar(text: str, calendar: str | None, ranges: list[tuple[str, str]]) -> None:
    assert readings(text, calendar) == ranges


@given(st.text())
def test_any_text_is_a_date_or_a_date_error(text: str) -> None:
    try:
        days = days_of(text)
    except DateError as error:
        assert len(str(error).splitlines()) == 1  # noqa: PT017
    else:
        assert days


@given(st.text(alphabet="0129X-/~?%[]{},. ", max_size=24), st.sampled_from([None, "julian", "gregorian"]))
def test_any_text_of_the_right_letters_is_sound_or_a_date_error(text: str, calendar: str | None) -> None:
    try:
        days = days_of(text, calendar)
    except DateError:
        return
    assert days == Days.of(days.ranges)
    assert all(FIRST <= first <= last <= LAST for first, last in days.ranges)


@given(st.dates())
def test_day_comes_back_as_itself(day: date) -> None:
    assert iso(as_day(day.isoformat())) == day.isoformat()
    assert days_of(day.isoformat(), "gregorian") == Days(((day.toordinal(), day.toordinal()),))


@given(st.dates(date(1600, 1, 1)))
def test_julian_days_follow_each_other(day: date) -> None:
    following = date.fromordinal(min(day.toordinal() + 1, LAST))
    here, there = (days_of(one.isoformat(), "julian").ranges[0][0] for one in (day, following))
    assert there - here in {0, 1, 2} or (day, following) == (date(1918, 2, 13), date(1918, 2, 14))


@given(st.dates(date(1800, 1, 1), date(1999, 12, 31)), st.sampled_from([None, "julian", "gregorian"]))
def test_month_and_year_contain_their_days(day: date, calendar: str | None) -> None:
    text = day.isoformat()
    if "1918-02-01" <= text < "1918-02-14" and calendar != "gregorian":
        return
    assert days_of(text, calendar) <= days_of(text[:7], calendar) <= days_of(text[:4], calendar)
    assert days_of(text[:4], calendar) <= days_of(f"{text[:3]}X", calendar) <= days_of(f"{text[:2]}XX", calendar)


UNITS = st.one_of(
    MODERN.map(date.isoformat),
    MODERN.map(lambda day: day.isoformat()[:7]),
    MODERN.map(lambda day: day.isoformat()[:4]),
    MODERN.map(lambda day: f"{day.isoformat()[:4]}~"),
)


@given(UNITS, UNITS)
def test_interval_is_the_hull_of_its_ends(start: str, end: str) -> None:
    first, last = days_of(start).ranges[0][0], days_of(end).ranges[-1][1]
    if first <= last:
        assert days_of(f"{start}/{end}") == days_of(f"[{start}..{end}]") == Days(((first, last),))


@given(st.lists(UNITS, min_size=1, max_size=4))
def test_set_is_a_union_in_any_order(units: list[str]) -> None:
    union = Days(())
    for unit in units:
        union |= days_of(unit)
    assert days_of(f"[{','.join(units)}]") == days_of(f"{{{','.join(reversed(units))}}}") == union


RANGES = st.lists(st.tuples(st.integers(1, 30), st.integers(0, 6)).map(lambda pair: (pair[0], sum(pair))), max_size=5)


def members(days: Days) -> set[int]:
    return {day for first, last in days.ranges for day in range(first, last + 1)}


def plain(ranges: list[tuple[int, int]]) -> set[int]:
    return {day for first, last in ranges for day in range(first, last + 1)}


@given(RANGES, RANGES)
def test_algebra_of_days_is_that_of_sets(left: list[tuple[int, int]], right: list[tuple[int, int]]) -> None:
    a, b = Days.of(left), Days.of(right)
    assert members(a) == plain(left)
    assert members(a | b) == plain(left) | plain(right)
    assert members(a & b) == plain(left) & plain(right)
    assert (a <= b) == (plain(left) <= plain(right))
    assert [day in a for day in range(40)] == [day in plain(left) for day in range(40)]
    assert bool(a) == bool(left)


@given(RANGES)
def test_ranges_are_sorted_and_apart(ranges: list[tuple[int, int]]) -> None:
    joined = Days.of(ranges).ranges
    assert all(before[1] + 1 < after[0] for before, after in itertools.pairwise(joined))


@pytest.mark.parametrize("text", ["0001-01-01~", "9999-12-31~"])
def test_slack_does_not_lead_out_of_the_calendar(text: str) -> None:
    with pytest.raises(DateError):
        days_of(text, "gregorian")


def test_ever_has_no_bounds() -> None:
    assert (EVER.earliest, EVER.latest) == (None, None)


PLAIN = st.one_of(
    MODERN.map(date.isoformat),
    MODERN.map(lambda day: day.isoformat()[:7]),
    MODERN.map(lambda day: day.isoformat()[:4]),
    st.integers(192, 199).map(lambda decade: f"{decade}X"),
)


@given(PLAIN)
def test_bounds_of_one_unit_are_those_of_the_edtf_package(text: str) -> None:
    parsed = parse_edtf(text)
    strict = tuple(date(*day[:3]).isoformat() for day in (parsed.lower_strict(), parsed.upper_strict()))
    assert bounds(text, None) == strict


@given(PLAIN, PLAIN)
def test_bounds_of_an_interval_are_those_of_the_edtf_package(start: str, end: str) -> None:
    if bounds(start, None)[0] <= bounds(end, None)[0]:  # type: ignore[operator]
        parsed = parse_edtf(f"{start}/{end}")
        strict = tuple(date(*day[:3]).isoformat() for day in (parsed.lower_strict(), parsed.upper_strict()))
        assert bounds(f"{start}/{end}", None) == strict


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("14 October 1964", "1964-10-14"),
        ("31 January 1918", "1918-01-31"),
        ("October 14, 1964", "1964-10-14"),
        ("the 14th of October 1964", "1964-10-14"),
        ("October 1964", "1964-10"),
        ("1964", "1964"),
        ("1964", "1964~"),
        ("about 1927", "1927~"),
        ("14 March", "1953-03-14"),
        ("March", "1953-03"),
        ("the 1960s", "196X"),
        ("the early 1960s", "1960/1963"),
        ("from 1964 to the 1970s", "1964"),
        ("1922–1952", "1922"),
        ("1922–1952", "1952"),
        ("1922–1952", "1922/1952"),
        ("from 5 to 14 March 1953", "1953-03-05"),
        ("from 5 to 14 March 1953", "1953-03-05/1953-03-14"),
        ("3 April 1922 – 16 October 1952", "1952-10-16"),
        ("nine days later on 14 March", "1953-03-05"),
        ("12 days later on 2 March 1953", "1953-02-18"),
    ],
)
def test_spelling_names_its_value(written: str, value: str) -> None:
    assert as_written_matches(written, value)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("14 October 1964", "1964-10-15"),
        ("14 October 1964", "1964-11-14"),
        ("14 October 1964", "1965-10-14"),
        ("14 October 1964", "1964-10"),
        ("14 October 1964", "1964"),
        ("October 1964", "1964-10-14"),
        ("October 1964", "1964"),
        ("1964", "1964-10"),
        ("1964", "1965"),
        ("1964", "196X"),
        ("the 1960s", "1964"),
        ("the 1960s", "195X"),
        ("14 March", "1953-03-15"),
        ("April 1917", "1917-05"),
        ("1922–1952", "1923"),
        ("from 5 to 14 March 1953", "1953-03-06"),
        ("nine days later on 14 March", "1953-03-06"),
        ("nine days later on 14 March", "1953-03"),
        ("some days later on 14 March", "1953-03-05"),
    ],
)
def test_spelling_of_another_date_does_not_match(written: str, value: str) -> None:
    assert not as_written_matches(written, value)


@given(st.dates(date(1600, 1, 1)))
def test_english_spelling_of_a_day_matches_that_day_only(day: date) -> None:
    written = f"{day.day} {months.month_name[day.month]} {day.year}"
    assert as_written_matches(written, day.isoformat())
    assert not as_written_matches(written, day.isoformat()[:7])


# How days stand to other days.

SETS = st.sets(st.integers(1, 9), min_size=1)


def days(ordinals: set[int]) -> Days:
    return Days.of((day, day) for day in ordinals)


@given(SETS, SETS)
def test_days_stand_as_sets_of_days_do(first: set[int], second: set[int]) -> None:
    expected = "contradicts" if first.isdisjoint(second) else "compatible"
    expected = "refines" if first < second else expected
    assert compare_days(days(first), days(second)) == ("agrees" if first == second else expected)


@given(SETS, SETS)
def test_what_agrees_or_contradicts_does_so_both_ways(first: set[int], second: set[int]) -> None:
    one, other = compare_days(days(first), days(second)), compare_days(days(second), days(first))
    assert (one == other) or {one, other} == {"refines", "compatible"}
    assert one != "refines" or other == "compatible"
