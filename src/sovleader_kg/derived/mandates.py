"""Mandates: a congress elects the Central Committee anew, and that its bureaus and secretaries.

So a seat that no source carries further is not carried beyond the next congress and the week after it, in which the
new committee meets, nor back before the congress that was the last one. A congress counts where some such seat is told
to begin in its days or that week: the one of 1959 elected nobody.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.spans import END, START, Spans
from sovleader_kg.names import BASE, sl

__all__ = ["Mandates"]

CONGRESS = f"{BASE}body/party-congress"
ELECTS, PART_OF, POST_IN, POST = sl("elects"), sl("partOf"), sl("postIn"), sl("post")
WEEK = 7


class _Sitting(NamedTuple):
    first: int
    last: int
    event: str


class Mandates:
    """The congresses in order, and the bodies that they fill."""

    def __init__(self, index: Index, spans: Spans) -> None:
        """Read the congresses whose days are known, and what the congress elects, directly or not."""
        self._index = index
        elected = [body for body in index.values(CONGRESS, ELECTS) if body.startswith(f"{BASE}body/")]
        chosen = {one for body in elected for one in index.values(body, ELECTS)}
        self._bodies = chosen | {
            part for part in index.using(PART_OF) for w in index.values(part, PART_OF) if w in elected
        }
        held = [(event, spans.of(event, START), spans.of(event, END)) for event in index.of_type(sl("Congress"))]
        filled = self._filled(spans)
        self._congresses = sorted(
            _Sitting(start.earliest, end.latest, event)
            for event, start, end in held
            if start.earliest is not None and end.latest is not None
            if any(start.earliest <= day <= end.latest + WEEK for day in filled)
        )

    def _filled(self, spans: Spans) -> set[int]:
        """Return the days on which some seat is told to begin."""
        terms = (term for term in self._index.using(POST) if any(map(self.fill, self._index.values(term, POST))))
        begun = (spans.of(term, START) for term in terms)
        return {one.earliest for one in begun if one.earliest is not None and one.earliest == one.latest}

    def fill(self, post: str) -> bool:
        """Return whether a post is a seat that lasts for a mandate."""
        return post in self._bodies or any(body in self._bodies for body in self._index.values(post, POST_IN))

    def next_after(self, day: int) -> Iterator[tuple[str, int]]:
        """Yield the first congress that opens after a day, and the last day of its week."""
        place = bisect_right(self._congresses, day, key=lambda one: one.first)
        if place < len(self._congresses):
            yield self._congresses[place].event, self._congresses[place].last + WEEK

    def last_before(self, day: int) -> Iterator[tuple[str, int]]:
        """Yield the last congress that closed before a day, and its first day."""
        place = bisect_left(self._congresses, day, key=lambda one: one.last)
        if place:
            yield self._congresses[place - 1].event, self._congresses[place - 1].first
