"""Terms in words: a stretch of holding a post told apart by its dates, not by its running number."""

from __future__ import annotations

import re
from datetime import date

from sovleader_kg.prose.dates import spoken, spoken_span

__all__ = ["Ends", "by_dates", "in_dates", "without_number"]

Ends = tuple[
    str | None, date | None, date | None
]  # the agreed date of a start or end; the first and last day it may be
_NUMBER = re.compile(r" \((?:term|tenure|срок|период) \d+\)")


def by_dates(label: str, dates: str) -> str:
    """Return the label of a term or tenure with its dates in place of its number.

    >>> by_dates("Vladimir Ivashko as acting General Secretary (term 1)", "24 August 1991 – ?")
    'Vladimir Ivashko as acting General Secretary (24 August 1991 – ?)'
    """
    return _NUMBER.sub(lambda _: f" ({dates})", label) if dates else without_number(label)


def in_dates(start: Ends, end: Ends, language: str) -> str:
    """Return from when to when something lasted, in words; nothing where neither is known.

    >>> in_dates(("1991-08-24", None, None), (None, None, None), "en")
    '24 August 1991 – an unknown day'
    """
    dates = " – ".join(_end(*one, language) for one in (start, end))
    return dates if dates != "? – ?" else ""


def without_number(label: str) -> str:
    """Return a label without the running number of a term or tenure."""
    return _NUMBER.sub("", label)


def _end(agreed: str | None, earliest: date | None, latest: date | None, language: str) -> str:
    return spoken(agreed, language) if agreed else spoken_span(earliest, latest, language)
