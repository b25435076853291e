"""Dated: which EDTF values are a plain year, month or day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sovleader_kg.dates import CHANGE_OF_CALENDAR, days_of
from sovleader_kg.errors import DateError

__all__ = ["PlainDate", "plain_date"]

DECEMBER = 12
_PLAIN = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class PlainDate:
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


def plain_date(text: str) -> PlainDate | None:
    """Return an EDTF value that is a year, a month or a day, as it stands; None for anything else.

    >>> str(plain_date("1953-09")), plain_date("1953~"), plain_date("1952/1953"), plain_date("1953-21")
    ('1953-09', None, None, None)
    """
    match = _PLAIN.fullmatch(text)
    if match is None or not _exists(text):
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or (month or 1) > DECEMBER:
        return None
    return PlainDate(year, month, day)


def _exists(text: str) -> bool:
    try:
        days_of(text)
    except DateError:
        return False
    return True
