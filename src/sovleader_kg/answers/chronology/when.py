"""When: the time that a question asks about, as days and as points."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.dates import FIRST, LAST, as_day, days_of, iso
from sovleader_kg.errors import DateError, UsageError
from sovleader_kg.written_days import WrittenDay, read_day, read_period

__all__ = ["YEARS", "Mode", "When", "any_day", "known_stretch", "one_day", "when"]

YEARS = (1917, 1991)
Mode = OneOf["on", "during", "through"]
_PERIODS = "write a day, month, year, decade, season or closed interval, for example 1953-09 or 1953-01/1953-12"


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a period of which some day ("during") or every day ("through") is meant.

    Attributes:
        mode: "on", "during" or "through".
        text: The day, ISO, or the period, EDTF.
        first: Its first day, an ordinal.
        last: Its last day.
    """

    mode: Mode
    text: str
    first: int
    last: int

    @property
    def day(self) -> Point:
        """A point that may fall on any of its days."""
        return any_day(self.first, self.last)

    @property
    def stretch(self) -> Stretch:
        """All of its days."""
        return known_stretch(self.first, self.last)

    @property
    def outside(self) -> bool:
        """True where some of its days lie outside the years of the graph."""
        return int(iso(self.first)[:4]) < YEARS[0] or int(iso(self.last)[:4]) > YEARS[1]


def any_day(first: int, last: int, name: str = "day") -> Point:
    """Return a point of its own, which may be any day from the first to the last."""
    return Point(f"{name} {first} {last}", first, last)


def known_stretch(first: int, last: int) -> Stretch:
    """Return the stretch from one known day to another."""
    return Stretch(any_day(first, first), any_day(last, last))


def one_day(day: Point) -> Stretch:
    """Return the stretch of a single day."""
    return Stretch(day, day)


def when(*, on: WrittenDay | None = None, during: WrittenDay | None = None, through: WrittenDay | None = None) -> When:
    """Read the time that a question asks about.

    Args:
        on: A full day, ISO or as people write it.
        during: A period in EDTF: day, month, year, decade, season or closed interval; some day of it is meant.
        through: A period likewise; every day of it is meant.

    Raises:
        UsageError: None of them is given, or more than one, or one that cannot be read.
    """
    given: list[tuple[Mode, WrittenDay | None]] = [("on", on), ("during", during), ("through", through)]
    asked = [(mode, time) for mode, time in given if time is not None]
    if len(asked) != 1:
        raise UsageError("say when, in one way: on a day, during a period, or through a period")
    mode, time = asked[0]
    if mode == "on":
        text = _day(time)
        return When(mode, text, as_day(text), as_day(text))
    text = read_period(time)
    return When(mode, text, *_period(text))


def _day(asked: WrittenDay) -> str:
    try:
        return read_day(asked)
    except DateError as error:
        try:
            _period(read_period(asked))
        except DateError:
            raise error from None
        meant = asked if isinstance(asked, str) else read_period(asked)
        raise DateError(f"{error}, or ask during {meant}") from None


def _period(text: str) -> tuple[int, int]:
    """Return the first and the last day, Gregorian, of a period with two exact ends."""
    try:
        ranges = days_of(text, "gregorian").ranges
    except DateError:
        ranges = ()
    exact = len(ranges) == 1 and ranges[0][0] > FIRST and ranges[0][1] < LAST and not set(text) & set("~?%[]{}")
    if not exact:
        raise DateError(f'"{" ".join(text.split())}" is not a valid period; {_PERIODS}')
    return ranges[0]
