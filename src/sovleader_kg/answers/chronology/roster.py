"""Roster: every term's bounds, read from a store once, so that a question about a day costs microseconds.

It answers what the stored queries `holders_on` and `checks/overlap_certain` answer, from bounds alone: a term is
certain on a day from its latest start to its earliest end, and possible as far as its bounds reach. Like them it knows
no day for a term whose outer bounds are no days.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from pyoxigraph import Literal

from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.names import XSD, expand
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Held", "Roster"]

_TERMS = """
SELECT ?term ?post ?person ?earliestStart ?latestStart ?earliestEnd ?latestEnd ?doubtful WHERE {
  ?term sl:post ?post ; sl:holder ?person .
  OPTIONAL { ?term sl:atMostPossible ?doubtful }
  OPTIONAL { ?term sl:earliestStart ?earliestStart }
  OPTIONAL { ?term sl:latestStart ?latestStart }
  OPTIONAL { ?term sl:earliestEnd ?earliestEnd }
  OPTIONAL { ?term sl:latestEnd ?latestEnd }
}
"""
INNER = {"latestStart", "earliestEnd"}
_SINGLE = "SELECT ?post WHERE { ?post sl:numberOfHolders 1 }"


class Held(NamedTuple):
    """A term on a day: IRIs of post, person and term, how certain it is, and whether it begins or ends on the day."""

    post: str
    person: str
    term: str
    certainty: str
    boundary: str


class _Term(NamedTuple):
    """A term's bounds as ordinals; what would make a day certain is None where nothing does."""

    first: int
    last: int
    begun: int | None
    lasts: int | None
    person: str
    term: str
    post: str
    enters: int | None
    leaves: int | None
    latest_start: int | None
    earliest_end: int | None

    def on(self, day: int) -> Held:
        sure = self.begun is not None and self.lasts is not None and self.begun <= day <= self.lasts
        boundary = "enters" if self.enters == day else "leaves" if self.leaves == day else ""
        return Held(self.post, self.person, self.term, "certain" if sure else "possible", boundary)


_Surely = tuple[int, int, _Term]


class _Intervals:
    """Terms by their first possible day, with the largest last day below each node of a tree over them."""

    def __init__(self, terms: Sequence[_Term]) -> None:
        self.terms = sorted(terms)
        self._starts = [term.first for term in self.terms]
        self._size = 1 << max(len(self.terms) - 1, 0).bit_length()
        self._latest = [0] * self._size + [term.last for term in self.terms] + [0] * (self._size - len(self.terms))
        for node in range(self._size - 1, 0, -1):
            self._latest[node] = max(self._latest[2 * node], self._latest[2 * node + 1])

    def touching(self, day: int) -> Iterator[_Term]:
        """Yield the terms whose bounds leave room for a day; the cost grows with how many there are."""
        begun = bisect_right(self._starts, day)
        pending = [(1, 0, self._size)] if begun else []
        while pending:
            node, low, width = pending.pop()
            if low >= begun or self._latest[node] < day:
                continue
            if node >= self._size:
                yield self.terms[low]
            else:
                half = width // 2
                pending += ((2 * node + 1, low + half, half), (2 * node, low, half))


class Roster:
    """Who held which post when, by bounds alone."""

    def __init__(self, engine: Engine) -> None:
        """Read every term and its bounds."""
        terms: dict[str, set[_Term]] = defaultdict(set)
        for row in rows(engine, _TERMS):
            if all(_is_day(row[name]) for name in ("earliestStart", "latestEnd") if name in row):
                term = _term({name: node.value for name, node in row.items() if name not in INNER or _is_day(node)})
                terms[term.post].add(term)
        self._posts = {post: sorted(found) for post, found in terms.items()}
        single = {row["post"].value for row in rows(engine, _SINGLE)}
        self._sure = [_sure(found) for post, found in self._posts.items() if post in single]

    @cached_property
    def _all(self) -> _Intervals:
        return _Intervals([term for terms in self._posts.values() for term in terms])

    def on(self, post: str, day: str) -> list[Held]:
        """Return who may have held a post on a day, the certain ones first; one entry a term.

        Args:
            post: An IRI, full or compact, or a bare slug.
            day: A full ISO day, Gregorian.

        Raises:
            DateError: The text is no day.
        """
        asked = as_day(day)
        terms = self._posts.get(expand(post, "post"), ())
        found = [term.on(asked) for term in terms if term.first <= asked <= term.last]
        return sorted(found, key=_certainty) if len(found) > 1 else found

    def all_on(self, day: str) -> list[Held]:
        """Return everyone who may have held any post on a day, by post; the cost grows with the answer.

        Raises:
            DateError: The text is no day.
        """
        asked = as_day(day)
        return sorted(term.on(asked) for term in self._all.touching(asked))

    def overlaps(self) -> list[tuple[str, str]]:
        """Return each two terms of different people that surely share more than a day of handover in a one-seat post.

        Each pair is told both ways, as the check does.
        """
        return sorted(pair for terms in self._sure for pair in _overlaps(terms))


def _is_day(node: Node) -> bool:
    return isinstance(node, Literal) and node.datatype.value == XSD + "date"


def _certainty(held: Held) -> str:
    return held.certainty


def _term(row: dict[str, str]) -> _Term:
    known = {name: as_day(value) for name, value in row.items() if name.startswith(("earliest", "latest"))}
    first, latest_start = known.get("earliestStart"), known.get("latestStart")
    earliest_end, last = known.get("earliestEnd"), known.get("latestEnd")
    begun = latest_start if latest_start is not None else last
    lasts = earliest_end if earliest_end is not None else first
    sure = "doubtful" not in row
    return _Term(
        FIRST if first is None else first,
        LAST if last is None else last,
        begun if sure else None,
        lasts if sure else None,
        row["person"],
        row["term"],
        row["post"],
        first if first == latest_start else None,
        last if last == earliest_end else None,
        latest_start if sure else None,
        earliest_end if sure else None,
    )


def _sure(terms: Iterable[_Term]) -> list[_Surely]:
    """Return on which days terms surely last, in the order in which they surely have begun."""
    return sorted(
        (one.latest_start, one.earliest_end, one)
        for one in terms
        if one.latest_start is not None and one.earliest_end is not None
    )


def _overlaps(terms: Sequence[_Surely]) -> Iterator[tuple[str, str]]:
    """Yield pairs of terms that surely overlap, sweeping over those in the order of their latest starts."""
    before: list[_Surely] = []
    furthest = FIRST
    for one in terms:
        begun, ended, term = one
        if begun < furthest:
            before = [other for other in before if begun < other[1]]
            for other_begun, _, other in before:
                if other_begun < ended and other.person != term.person:
                    yield term.term, other.term
                    yield other.term, term.term
            before.append(one)
        else:
            before = [one]
        if ended > furthest:
            furthest = ended
