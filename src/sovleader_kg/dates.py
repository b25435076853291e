"""Dates: from EDTF, at the precision of a source, to the days that it allows.

A value of EDTF (ISO 8601-2) in the graph means *one day within it*. `days_of` turns it into a `Days`: the
set of days, as ranges of proleptic Gregorian ordinals. A missing bound is unbounded. `~` and `%` widen by
one unit on each side, `?` widens nothing; a mark inside a date (`1953~-09-14`, `1953-~09-14`) widens by the
part that it stands at. Before 14 February 1918 Russia used the Julian calendar: where a
source does not say which calendar it counts in, both readings count.
"""

from __future__ import annotations

import calendar as months
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal as OneOf

from sovleader_kg.edtf import UNIT, is_unread
from sovleader_kg.errors import DateError

__all__ = [
    "EVER",
    "SEASONS",
    "Days",
    "as_day",
    "as_written_matches",
    "compare_days",
    "days_of",
    "iso",
    "years_after",
]

FIRST, LAST = date.min.toordinal(), date.max.toordinal()

CHANGE_OF_CALENDAR = (1918, 2, 14)
MONTHS_END = 32

_PARTS = ("year", "month", "day")
SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14)}
_HINT = "write EDTF, for example 1953-09-14, 1917-04, 1927~, 196X, 1952/1953 or [1953-09-07,1953-09-14]"


@dataclass(frozen=True, slots=True)
class Days:
    """A set of days: sorted, disjoint, closed ranges of ordinals (day 1 is 0001-01-01)."""

    ranges: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> Days:
        """Return the union of closed ranges, joined where they touch."""
        joined: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(joined[-1][1], last))
            else:
                joined.append((first, last))
        return cls(tuple(joined))

    def __or__(self, other: Days) -> Days:
        return Days.of((*self.ranges, *other.ranges))

    def __and__(self, other: Days) -> Days:
        pairs = ((max(a, c), min(b, d)) for a, b in self.ranges for c, d in other.ranges)
        return Days.of((first, last) for first, last in pairs if first <= last)

    def __sub__(self, other: Days) -> Days:
        left = list(self.ranges)
        for first, last in other.ranges:
            parts = (part for a, b in left for part in ((a, min(b, first - 1)), (max(a, last + 1), b)))
            left = [(a, b) for a, b in dict.fromkeys(parts) if a <= b]
        return Days.of(left)

    def __le__(self, other: Days) -> bool:
        return (self & other) == self

    def __bool__(self) -> bool:
        return bool(self.ranges)

    def __contains__(self, day: int) -> bool:
        return any(first <= day <= last for first, last in self.ranges)

    @property
    def earliest(self) -> int | None:
        """The first day, or None where it is unbounded."""
        return None if self.ranges[0][0] == FIRST else self.ranges[0][0]

    @property
    def latest(self) -> int | None:
        """The last day, or None where it is unbounded."""
        return None if self.ranges[-1][1] == LAST else self.ranges[-1][1]


EVER = Days(((FIRST, LAST),))


def compare_days(days: Days, other: Days) -> OneOf["agrees", "refines", "compatible", "contradicts"]:
    """Return how days stand to other days: the same, strictly inside, some in common, none in common.

    >>> compare_days(days_of("1964-10-14"), days_of("1964-10")), compare_days(days_of("1964-10"), days_of("1964-10-14"))
    ('refines', 'compatible')
    """
    if days == other:
        return "agrees"
    common = days & other
    if not common:
        return "contradicts"
    return "refines" if common == days else "compatible"


def iso(day: int) -> str:
    """Return the ISO form of an ordinal: `1953-09-14`."""
    return date.fromordinal(day).isoformat()


def years_after(day: int, years: int) -> int:
    """Return the same day of the year some years later; for 29 February, 1 March where there is none.

    >>> iso(years_after(as_day("1912-02-29"), 1))
    '1913-03-01'
    """
    start = date.fromordinal(day)
    try:
        return start.replace(year=start.year + years).toordinal()
    except ValueError:
        return date(start.year + years, 3, 1).toordinal()


def as_day(text: str) -> int:
    """Return the ordinal of a full ISO date.

    Raises:
        DateError: The text is not a day of the calendar.
    """
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text).toordinal()
    except ValueError:
        raise DateError(f'"{" ".join(text.split())}" is not a valid date; write for example 1964-10-14') from None


@lru_cache(maxsize=4096)
def days_of(text: str, calendar: str | None = None) -> Days:
    """Return the days that an EDTF value allows.

    Args:
        text: EDTF: day, month, year, decade, season, approximate, uncertain, interval, set, open end.
        calendar: "julian", "gregorian", or None where the source does not say.

    Raises:
        DateError: The text is not EDTF that the project reads, or no such day exists.
    """
    try:
        return _value(text.strip(), calendar)
    except ValueError:
        kind = "valid EDTF, but of a kind that is not read" if is_unread(text.strip()) else "not a valid date"
        raise DateError(f'"{" ".join(text.split())}" is {kind}; {_HINT}') from None


def _value(text: str, calendar: str | None) -> Days:
    if text[:1] + text[-1:] in {"[]", "{}"}:
        members = [_member(part.strip(), calendar) for part in text[1:-1].split(",")]
        return Days.of(piece for days in members for piece in days.ranges)
    if "/" in text:
        return _interval(text, "/", calendar)
    return _point(text, calendar)


def _member(text: str, calendar: str | None) -> Days:
    return _interval(text, "..", calendar) if ".." in text else _point(text, calendar)


def _interval(text: str, mark: str, calendar: str | None) -> Days:
    start, _, end = text.partition(mark)
    if mark in end or (_open(start) and _open(end)) or not _forward(start, end, calendar):
        raise ValueError(text)
    first = FIRST if _open(start) else _point(start, calendar).ranges[0][0]
    last = LAST if _open(end) else _point(end, calendar).ranges[-1][1]
    return Days(((first, last),))


def _open(end: str) -> bool:
    return end in {"", ".."}


def _forward(start: str, end: str, calendar: str | None) -> bool:
    """Return whether an interval ends after it starts when both ends are counted in one calendar."""
    if _open(start) or _open(end):
        return True
    readings = (calendar,) if calendar else ("julian", "gregorian")
    return any(_point(start, one).ranges[0][0] <= _point(end, one).ranges[-1][1] for one in readings)


def _point(text: str, calendar: str | None) -> Days:
    match = UNIT.fullmatch(text)
    if not match or any(match[f"by_{part}"] and match[f"to_{part}"] for part in _PARTS):
        raise ValueError(text)
    low, high = _unit(match)
    slack = 0
    if unit := _approximate(match):
        low, high, slack = _widened(match, unit, low, high)
    ranges = [(first - slack, last + slack) for first, last in _in_calendars(low, high, calendar)]
    if ranges[0][0] < FIRST or ranges[-1][1] > LAST:
        raise ValueError(text)
    return Days.of(ranges)


_Date = tuple[int, int, int]


def _unit(match: re.Match[str]) -> tuple[_Date, _Date]:
    """Return the first and last year, month and day of one unit, not yet in any calendar."""
    low, high = int(match["year"].replace("X", "0")), int(match["year"].replace("X", "9"))
    month, day = match["month"], match["day"]
    if month in {None, "XX"}:
        if day not in {None, "XX"} or low == 0:
            raise ValueError(match.string)
        return (low, 1, 1), (high, 12, MONTHS_END)
    if low != high:
        raise ValueError(match.string)
    return _month(low, int(month), day)


def _month(year: int, month: int, day: str | None) -> tuple[_Date, _Date]:
    if month in SEASONS and day is None:
        first, last = SEASONS[month]
        return (year, first, 1), (year + (last > 12), (last - 1) % 12 + 1, MONTHS_END)
    if not 1 <= month <= 12:
        raise ValueError(month)
    if day in {None, "XX"}:
        return (year, month, 1), (year, month, MONTHS_END)
    if not 1 <= int(str(day)) < MONTHS_END:
        raise ValueError(day)
    return (year, month, int(str(day))), (year, month, int(str(day)))


def _approximate(match: re.Match[str]) -> str | None:
    """Return the greatest part that a `~` or `%` is before or after, or None."""
    marks = ((match[f"by_{part}"] or "") + (match[f"to_{part}"] or "") for part in _PARTS)
    return next((part for part, mark in zip(_PARTS, marks, strict=True) if set(mark) & {"~", "%"}), None)


def _widened(match: re.Match[str], unit: str, low: _Date, high: _Date) -> tuple[_Date, _Date, int]:
    """Return the date with one more of the unit on each side, or one day of slack for a day."""
    if unit == "day" and match["day"] != "XX":
        return low, high, 1
    if unit == "year" or match["month"] == "XX":
        step = int(match["year"].replace("X", "9")) - int(match["year"].replace("X", "0")) + 1
        return _in_month(low[0] - step, *low[1:]), _in_month(high[0] + step, *high[1:]), 0
    step = 3 if int(match["month"]) in SEASONS else 1
    first, last = low[0] * 12 + low[1] - 1 - step, high[0] * 12 + high[1] - 1 + step
    return _in_month(first // 12, first % 12 + 1, low[2]), _in_month(last // 12, last % 12 + 1, high[2]), 0


def _in_month(year: int, month: int, day: int) -> _Date:
    """Return a day of a month, or the month's end where the month is shorter."""
    if not 1 <= year <= 9999:
        raise ValueError(year)
    return year, month, MONTHS_END if day >= months.monthrange(year, month)[1] else day


def _in_calendars(low: _Date, high: _Date, calendar: str | None) -> list[tuple[int, int]]:
    if calendar == "gregorian" or low >= CHANGE_OF_CALENDAR:
        return [(_gregorian(low), _gregorian(high))]
    julian = (_julian(low), _julian(high) if high < CHANGE_OF_CALENDAR else _gregorian(high))
    if calendar == "julian" or (low[1:] == (2, 29) and not months.isleap(low[0])):
        return [julian]
    return sorted([(_gregorian(low), _gregorian(high)), julian])


def _gregorian(day: _Date) -> int:
    year, month, number = day
    return date(year, month, months.monthrange(year, month)[1] if number == MONTHS_END else number).toordinal()


def _julian(day: _Date) -> int:
    """Return the ordinal of a day counted in the Julian calendar."""
    year, month, number = day
    longest = 29 if month == 2 and year % 4 == 0 else months.monthrange(year, month)[1]
    if longest < number < MONTHS_END:
        raise ValueError(day)
    shift = year // 100 - year // 400 - 2 if month > 2 else (year - 1) // 100 - (year - 1) // 400 - 2
    return date(year, month, 1).toordinal() + min(number, longest) - 1 + shift


_MONTHS = {name.lower(): number for number, name in enumerate(months.month_name) if name}
_SPELLED = re.compile(r"[A-Za-z]+|\d+s?")
_COUNTED = re.compile(r"\b(?P<number>[a-z]+|\d+) days later on (?P<day>.+)")
_NUMBERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def as_written_matches(written: str, value: str) -> bool:
    """Return whether a date as an English source spells it parses to the value of its claim.

    A spelling of one date must name the value's day, month and year and no others; of a range, the value
    is one of its ends; of a decade ("the 1960s"), it is that decade or a range in it, not one of its years.
    A year that only the context gives ("14 March") is not held against the spelling. Of a day that another is
    counted from ("nine days later on 14 March"), the value is the one that the count leads back to.

    >>> as_written_matches("14 March", "1953-03-14"), as_written_matches("April 1917", "1917-05")
    (True, False)
    >>> [as_written_matches("nine days later on 14 March", f"1953-03-0{day}") for day in (5, 6)]
    [True, False]
    """
    counted = _COUNTED.search(written)
    if counted and (later := _days_later(value, counted["number"])):
        return as_written_matches(counted["day"], later)
    spelled, valued = _spelled_parts(written), _valued_parts(value)
    one_date = all(len(part) <= 1 for part in spelled)
    for said, meant in zip(spelled[1:], valued[1:], strict=True):
        if not meant <= said or (one_date and said != meant):
            return False
    if re.search(r"\d{3}0s\b", written) and re.fullmatch(r"\d{4}[\d-]*", value):
        return value[:4] in re.findall(r"\b\d{4}\b", written)
    return not spelled[0] or valued[0] <= spelled[0]


def _days_later(value: str, number: str) -> str | None:
    """Return the day that lies so many days after another, or None where either is not one."""
    days = _NUMBERS.index(number) + 2 if number in _NUMBERS else int(number) if number.isdigit() else None
    return iso(as_day(value) + days) if days and re.fullmatch(r"\d{4}-\d\d-\d\d", value) else None


def _spelled_parts(written: str) -> tuple[set[int], set[int], set[int]]:
    words = [word.lower() for word in _SPELLED.findall(written)]
    decades = {int(word[:-1]) for word in words if re.fullmatch(r"\d{3}0s", word)}
    numbers = {int(word) for word in words if word.isdigit()}
    years = {number for number in numbers if number > 31} | {d + n for d in decades for n in range(10)}
    return years, {_MONTHS[word] for word in words if word in _MONTHS}, {n for n in numbers if n <= 31}


def _valued_parts(value: str) -> tuple[set[int], set[int], set[int]]:
    units = re.findall(r"(\d{3}[\dX])(?:-(\d\d)(?:-(\d\d))?)?", value)
    years = {int(year.replace("X", "0")) for year, _, _ in units}
    return years, {int(m) for _, m, _ in units if m}, {int(d) for _, _, d in units if d}
