"""Periods in words: from when to when something was, what is agreed of it and what the sources leave open."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from datetime import date

from sovleader_kg.dates import Days, days_of
from sovleader_kg.errors import DateError
from sovleader_kg.prose.dates import spoken, spoken_span

__all__ = ["is_wider", "spoken_bounds", "spoken_during", "spoken_edge", "spoken_range", "spoken_years"]

End = tuple[Sequence[str], date | None, date | None]  # what is agreed, the first and the last possible day
_VAGUE = ("between ", " or ", " или ", "не раньше", "не позже")
_OPEN = {"", ".."}
_OPEN_PERIODS = {"en": ("until ", "from "), "ru": ("до ", "с ")}
_OR = {"en": " or ", "ru": " или "}


def spoken_bounds(earliest: date | None, latest: date | None, language: str) -> str:
    """Return the days that a point may lie on in words; whole months and years are named as such.

    >>> spoken_bounds(date(1922, 1, 1), date(1922, 12, 31), "en"), spoken_bounds(date(1922, 4, 3), None, "en")
    ('1922', '3 April 1922 or later')
    """
    if earliest is None or latest is None:
        return spoken_span(earliest, latest, language)
    whole = _whole(earliest, latest)
    return spoken(whole, language) if whole else spoken_span(earliest, latest, language)


def spoken_edge(said: Sequence[str], earliest: date | None, latest: date | None, language: str) -> str:
    """Return when something began or ended: as agreed, or, where the bounds say it more closely or alone, by them."""
    if not said or _is_narrower(said, earliest, latest):
        return spoken_bounds(earliest, latest, language)
    return _OR[language].join(spoken(one, language) for one in said)


def is_wider(said: Sequence[str], earliest: date | None, latest: date | None) -> bool:
    """Return whether the sources allow days that lie outside of what is agreed."""
    days = _days(said)
    if not days:
        return False
    first, last = days.ranges[0][0], days.ranges[-1][1]
    return (earliest or date.min).toordinal() < first or (latest or date.max).toordinal() > last


def spoken_range(start: str, end: str, language: str) -> str:
    """Return from when to when something was, both ends in words.

    >>> spoken_range("3 April 1922", "October 1952", "en")
    '3 April 1922 – October 1952'
    >>> spoken_range("1919 год", "1922 год", "ru"), spoken_range("1919", "1922", "en")
    ('1919–1922 годы', '1919–1922')
    >>> spoken_range("between 7 and 14 September 1953", "14 October 1964", "en")
    'from between 7 and 14 September 1953 to 14 October 1964'
    """
    if start == end and _is_plain(start):
        return start
    first, last = (one.removesuffix(" год") for one in (start, end))
    if first.isdigit() and last.isdigit():
        return f"{first}–{last}{' годы' if language == 'ru' else ''}"
    if _is_plain(start) and _is_plain(end):
        return f"{start} – {end}"
    return {"en": f"from {start} to {end}", "ru": f"начало: {start}; конец: {end}"}[language]


def spoken_during(edtf: str, language: str) -> str:
    """Return in words a time all through which something holds; an interval is meant from end to end.

    >>> spoken_during("1919/1925", "en"), spoken_during("../1917", "en"), spoken_during("1952-10/..", "ru")
    ('1919–1925', 'until 1917', 'с октября 1952 года')
    """
    first, slash, last = edtf.partition("/")
    if not slash:
        return spoken(edtf, language)
    if first in _OPEN or last in _OPEN:
        side = 0 if first in _OPEN else 1
        return _OPEN_PERIODS[language][side] + _genitive(last if side == 0 else first, language)
    return spoken_range(spoken(first, language), spoken(last, language), language)


def _genitive(edtf: str, language: str) -> str:
    """Return a date as it follows a Russian preposition of time."""
    if language == "en":
        return spoken(edtf, language)
    return spoken(f"../{edtf}", language).removeprefix("не позже ")


def spoken_years(start: End, end: End) -> str:
    """Return the years of something in figures: those agreed, else those that the bounds allow: "1949–1953/64".

    Args:
        start: What is agreed of its start, EDTF, and the bounds.
        end: The same of its end.
    """
    first, last = _years(*start), _years(*end)
    return first if first == last else f"{first}–{last}"


def _years(said: Sequence[str], earliest: date | None, latest: date | None) -> str:
    days = _days(said)
    if days and days.earliest and days.latest:
        earliest, latest = date.fromordinal(days.earliest), date.fromordinal(days.latest)
    if earliest is None and latest is None:
        return "?"
    if earliest is None or latest is None or earliest.year == latest.year:
        return str((earliest or latest or date.min).year)
    shared = earliest.year // 100 == latest.year // 100
    return f"{earliest.year}/{latest.year % 100:02}" if shared else f"{earliest.year}/{latest.year}"


def _is_plain(text: str) -> bool:
    """Return whether a date is one day, month or year, so that a dash can follow."""
    return not any(word in text for word in _VAGUE)


def _whole(earliest: date, latest: date) -> str | None:
    """Return EDTF for bounds that are whole years or one whole month."""
    if (earliest.month, earliest.day, latest.month, latest.day) == (1, 1, 12, 31):
        return str(earliest.year) if earliest.year == latest.year else f"{earliest.year}/{latest.year}"
    one_month = (earliest.year, earliest.month) == (latest.year, latest.month) and earliest.day == 1
    if one_month and latest.day == calendar.monthrange(latest.year, latest.month)[1]:
        return f"{earliest:%Y-%m}"
    return None


def _is_narrower(said: Sequence[str], earliest: date | None, latest: date | None) -> bool:
    days = _days(said)
    if not days or earliest is None or latest is None:
        return False
    first, last = days.ranges[0][0], days.ranges[-1][1]
    within = first <= earliest.toordinal() and latest.toordinal() <= last
    return within and (first, last) != (earliest.toordinal(), latest.toordinal())


def _days(said: Sequence[str]) -> Days:
    days = Days(())
    for one in said:
        try:
            days |= days_of(one)
        except DateError:
            return Days(())
    return days
