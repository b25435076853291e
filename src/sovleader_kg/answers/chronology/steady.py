"""Steady: answers of a day that stay the same, but for the day, until one of some points may fall.

What holds on a day is decided by comparing it with the bounds of points, one or two days apart at most. So between
the days around all bounds the answer does not change: it is made once, and told again for every day like it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Generic, TypeVar

from sovleader_kg.answers.chronology.constraints import Stretch
from sovleader_kg.answers.chronology.when import YEARS, When
from sovleader_kg.dates import FIRST, LAST, iso

__all__ = ["Steady"]

AROUND = range(-2, 4)
_EDGES = (date(YEARS[0], 1, 1).toordinal(), date(YEARS[1] + 1, 1, 1).toordinal())
Told = TypeVar("Told")


class Steady(Generic[Told]):
    """The answers of days, each made when a day like it is first asked about."""

    def __init__(self, stretches: Iterable[Stretch], answer: Callable[[When], Told]) -> None:
        """Take the stretches that an answer depends on, and what gives it."""
        points = [point for one in stretches for point in (one.start, one.end)]
        bounds = {day for point in points for day in (point.earliest, point.latest)}
        self._turns = sorted({*_EDGES, *(day + by for day in bounds for by in AROUND)})
        self._answer, self._made = answer, dict[int, Told]()

    def stretches(self) -> Iterator[tuple[int, Told]]:
        """Yield the days from which on the answer may be another, the first day that there is before all."""
        for day in sorted({FIRST, *(day for day in self._turns if FIRST < day <= LAST)}):
            yield day, self.on(When("on", iso(day), day, day))

    def on(self, when: When) -> Told:
        """Return the answer of a day like the one asked about."""
        place = bisect_right(self._turns, when.first)
        if place not in self._made:
            self._made[place] = self._answer(when)
        return self._made[place]
