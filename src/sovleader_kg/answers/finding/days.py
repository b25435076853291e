"""Days: the day that a text means, if it means one."""

from __future__ import annotations

from datetime import date

from sovleader_kg.dates import as_day
from sovleader_kg.errors import DateError

__all__ = ["day_meant"]


def day_meant(text: str) -> date | None:
    """Return the day that a text means; None for what is not one, or not yet read.

    >>> day_meant("1964-10-14"), day_meant("Stalin")
    (datetime.date(1964, 10, 14), None)
    """
    try:
        return date.fromordinal(as_day(text.strip()))
    except DateError:
        return None
