"""Scale: the days of a picture from left to right in percents of its width, and the years that are marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sovleader_kg.dates import FIRST, LAST

__all__ = ["Scale"]

STEPS = (1, 2, 5, 10, 20)  # years from one mark to the next
MARKS = 9  # at most
MARGIN = 2  # percents at both ends in which nothing is marked


@dataclass(frozen=True, slots=True)
class Scale:
    """The days from left to right, ordinals."""

    first: int
    last: int

    @classmethod
    def around(cls, first: int, last: int) -> Scale:
        """Return a scale with some room at both ends."""
        spare = max((last - first) // 60, 30)
        return cls(max(first - spare, FIRST), min(last + spare, LAST))

    def at(self, day: int) -> float:
        """Return where a day is, in percents; one outside is at the edge."""
        return round(100 * (min(max(day, self.first), self.last) - self.first) / (self.last - self.first), 2)

    @property
    def marks(self) -> Sequence[tuple[int, float]]:
        """The years that are marked, and where they begin."""
        first, last = date.fromordinal(self.first).year, date.fromordinal(self.last).year
        step = next((step for step in STEPS if (last - first) / step <= MARKS), STEPS[-1])
        years = (year for year in range(first, last + 1) if year % step == 0)
        marked = ((year, self.at(date(year, 1, 1).toordinal())) for year in years)
        return [(year, at) for year, at in marked if MARGIN <= at <= 100 - MARGIN]

    def labels(self, height: int) -> str:
        """Return the marked years as SVG, written at a height."""
        return "".join(f'<text x="{at}%" y="{height}" text-anchor="middle">{year}</text>' for year, at in self.marks)

    def lines(self, top: int, floor: int | str) -> str:
        """Return a line for each marked year as SVG, between two heights."""
        return "".join(f'<line class="year" x1="{at}%" x2="{at}%" y1="{top}" y2="{floor}"/>' for _, at in self.marks)
