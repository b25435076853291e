"""When: the time that a question asks about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from sovleader_kg.dates import FIRST, LAST, as_day, days_of
from sovleader_kg.errors import DateError, UsageError

__all__ = ["Mode", "When", "when"]

Mode = OneOf["on", "during", "through"]
_PERIODS = "write a day, month, year, decade, season or closed interval, for example 1953-09 or 1953-01/1953-12"


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a period of which some day ("during") or every day ("through") is meant.

    Attributes:
        mode: "on", "during" or "through".
        text: The day or the period, as asked.
        first: Its first day, an ordinal.
        last: Its last day.
    """

    mode: Mode
    text: str
    first: int
    last: int


def when(*, on: str | None = None, during: str | None = None, through: str | None = None) -> When:
    """Read the time that a question asks about.

    Args:
        on: A full ISO day.
        during: A period in EDTF: day, month, year, decade, season or closed interval; some day of it is meant.
        through: A period likewise; every day of it is meant.

    Raises:
        UsageError: None of them is given, or more than one, or one that cannot be read.
    """
    given: list[tuple[Mode, str | None]] = [("on", on), ("during", during), ("through", through)]
    asked = [(mode, text) for mode, text in given if text is not None]
    if len(asked) != 1:
        raise UsageError("say when, in one way: on a day, during a period, or through a period")
    mode, text = asked[0]
    first, last = _day(text) if mode == "on" else _period(text)
    return When(mode, text, first, last)


def _day(text: str) -> tuple[int, int]:
    try:
        return as_day(text), as_day(text)
    except DateError as error:
        try:
            _period(text)
        except DateError:
            raise error from None
        raise DateError(f"{error}, or ask during {text}") from None


def _period(text: str) -> tuple[int, int]:
    """Return the first and the last day, Gregorian, of a period with two exact ends."""
    try:
        ranges = days_of(text, "gregorian").ranges
    except DateError:
        ranges = ()
    exact = len(ranges) == 1 and ranges[0][0] > FIRST and ranges[0][1] < LAST and not set(text) & set("~?%[]{}")
    if not exact:
        raise DateError(f'"{" ".join(text.split())}" is not a period; {_PERIODS}')
    return ranges[0]
