"""Dated: what plain dates can hold of an EDTF value. Never more precise than the value, often less."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sovleader_kg.dates import days_of
from sovleader_kg.errors import DateError

__all__ = ["CHANGE_OF_CALENDAR", "Plain", "gregorian", "plain"]

CHANGE_OF_CALENDAR = (1918, 2, 14)
DOUBTS = re.compile("[~?%]")
DECEMBER = 12
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Plain:
    """A year, a month or a day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Return `1953`, `1953-09` or `1953-09-14`."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    @property
    def before_the_change(self) -> bool:
        """True where it begins before 14 February 1918, so that it has to say its calendar."""
        return (self.year, self.month or 1, self.day or 1) < CHANGE_OF_CALENDAR


def plain(text: str) -> Plain | None:
    """Return an EDTF value that is a year, a month or a day, as it stands; None for anything else.

    >>> str(plain("1953-09")), plain("1953~"), plain("1952/1953"), plain("1953-21")
    ('1953-09', None, None, None)
    """
    match = _PLAIN.fullmatch(text)
    if match is None or _days(text, None) is None:
        return None
    found = Plain(*(int(part) if part else None for part in match.groups()))  # type: ignore[arg-type]
    return None if (found.month or 1) > DECEMBER else found


def gregorian(text: str, calendar: str | None = None) -> Plain | None:
    """Return the finest Gregorian day, month or year that holds every day which an EDTF value allows.

    None where no year holds them all, where an end is open, and where the value is doubted or approximate.
    Before 14 February 1918 a value without a calendar allows the days of both readings.

    >>> str(gregorian("1991-08-24/1991-08-29")), str(gregorian("1904-02-21")), gregorian("1906-12-19")
    ('1991-08', '1904', None)
    """
    days = _days(text, calendar)
    if days is None or DOUBTS.search(text):
        return None
    first, last = days
    if first == last:
        return Plain(first.year, first.month, first.day)
    if first.year != last.year:
        return None
    return Plain(first.year, first.month if first.month == last.month else None)


def _days(text: str, calendar: str | None) -> tuple[date, date] | None:
    """Return the first and the last day that a value allows, if it has both."""
    try:
        days = days_of(text, calendar)
    except DateError:
        return None
    if days.earliest is None or days.latest is None:
        return None
    return date.fromordinal(days.earliest), date.fromordinal(days.latest)
