"""Month: a calendar of a month, whose days lead to their pages, with those marked on which something changed."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.prose.dates import spoken
from sovleader_kg.web.pages.links import Links

__all__ = ["Cell", "Month", "read_month"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of a calendar.

    Attributes:
        number: The day of the month.
        address: Where its page is.
        changed: Whether a term begins or ends on it, or may.
        current: Whether it is the day that is shown.
    """

    number: int
    address: str | None
    changed: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month around a day.

    Attributes:
        title: The month in words.
        weeks: Its days, from Monday to Sunday; None where the week belongs to another month.
        around: The addresses of the same day a year and a month before, and a month and a year after.
    """

    title: str
    weeks: Sequence[Sequence[Cell | None]]
    around: Sequence[str | None]


def read_month(kg: KnowledgeGraph, links: Links, day: date) -> Month:
    """Return the calendar of a day's month."""
    first, last = day.replace(day=1), day.replace(day=monthrange(day.year, day.month)[1])
    changed = set(kg.turns(first, last))
    cells = {
        one.day: Cell(one.day, links.day(one.isoformat()), one.isoformat() in changed, one == day)
        for one in (first + timedelta(number) for number in range(last.day))
    }
    weeks = [[cells.get(number) for number in week] for week in Calendar().monthdayscalendar(day.year, day.month)]
    around = [_moved(day, months) for months in (-12, -1, 1, 12)]
    return Month(
        spoken(f"{day.year:04}-{day.month:02}", links.language),
        weeks,
        [links.day(one.isoformat()) if one else None for one in around],
    )


def _moved(day: date, months: int) -> date | None:
    """Return the same day of another month, or the last one where it is shorter; None outside of all calendars."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
