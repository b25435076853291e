"""Spans: the first and last day that the claims on a point leave open, and how the order of points narrows them.

The claims on a point that no resolution rejects combine so: claims that can be true together narrow each other,
claims that cannot widen. The days left are the union, over the maximal consistent sets of claims, of the days that
all claims of the set allow. Hedged and implied claims widen what stated ones leave open, but never narrow it: no day
is surer than the claims that state it. A stated sitting lies within its term: it narrows each end, unless a claim on
that end excludes it. A hedged or implied one does so only for a term that nothing else dates, which is then weak.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import Triple

from sovleader_kg.corpus.evidence import Claim, days_claimed
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import EVER, FIRST, LAST, Days, days_of
from sovleader_kg.derived.lists import HELD
from sovleader_kg.derived.points import DATE, Point, Points
from sovleader_kg.errors import Problem
from sovleader_kg.names import sl

__all__ = ["BIRTH", "DEATH", "END", "JOINED", "POINTS", "START", "Order", "Span", "Spans", "combine"]

START, END, BIRTH, DEATH, JOINED = sl("start"), sl("end"), sl("birth"), sl("death"), sl("joinedParty")
POINTS = {START: "Start", END: "End", DATE: "Date", BIRTH: "Birth", DEATH: "Death", JOINED: "Joining"}


def combine(claims: Sequence[Days]) -> Days:
    """Return the days that rival and agreeing claims leave open together.

    >>> day, month = days_of("1964-10-14"), days_of("1964-10")
    >>> combine([day, month]) == day
    True
    """
    stretches = list(_stretches(claims))
    covers = [frozenset(n for n, claim in enumerate(claims) if first in claim) for first, _ in stretches]
    maximal = {cover for cover in covers if cover and not any(cover < other for other in covers)}
    return Days.of(stretch for stretch, cover in zip(stretches, covers, strict=True) if cover in maximal)


def _stretches(claims: Sequence[Days]) -> Iterator[tuple[int, int]]:
    """Cut time where any claim begins or ends; within a stretch the same claims hold."""
    cuts = sorted({cut for days in claims for first, last in days.ranges for cut in (first, last + 1)})
    for first, following in pairwise(cuts):
        yield first, following - 1


@dataclass(slots=True)
class Span:
    """The first and last day that a point may fall on; None is unbounded.

    Attributes:
        earliest: The first day.
        latest: The last day.
        weak: True where hedged or implied claims alone speak of it.
        told: True where a claim, a fact or a sitting dates it.
        begins: True where what is told of it has a first day.
        ends: True where what is told of it has a last day.
    """

    earliest: int | None = None
    latest: int | None = None
    weak: bool = False
    told: bool = False
    begins: bool = False
    ends: bool = False

    @classmethod
    def over(cls, days: Days, *, weak: bool = False) -> Span:
        """Return the span of days that are told."""
        return cls(days.earliest, days.latest, weak, True, days.earliest is not None, days.latest is not None)

    def no_earlier(self, day: int | None) -> bool:
        """Narrow it to a day and those after it; return whether that changes it."""
        if day is None or (self.earliest is not None and self.earliest >= day):
            return False
        self.earliest = day
        return True

    def no_later(self, day: int | None) -> bool:
        """Narrow it to a day and those before it; return whether that changes it."""
        if day is None or (self.latest is not None and self.latest <= day):
            return False
        self.latest = day
        return True


@dataclass(frozen=True, slots=True)
class Order:
    """That one point falls no later than another in any world.

    Attributes:
        left: The one.
        right: The other.
        subject: What the order is of.
        wrong: What to say where no day is left.
    """

    left: Point
    right: Point
    subject: str
    wrong: str


class Spans:
    """The points of an index, those of one event joined, with what the claims leave open on each."""

    def __init__(self, index: Index, joins: Iterable[Triple], claims: Sequence[Claim]) -> None:
        self.points = Points(joins, (claim for claim in claims if claim.predicate in POINTS and claim.counts))
        self.named = {(subject, kind) for kind in POINTS for subject in index.using(kind)}
        self.named |= {*self.points.joined, *self.points.joined.values(), *self.points.claimed()}
        self._index = index
        self._spans: dict[Point, Span] = {}
        sat = [claim for claim in claims if claim.predicate == HELD and claim.counts and days_claimed(claim)]
        stated = {claim.subject for claim in sat if not claim.weak}
        self._weakly = {one.subject for one in sat if one.subject not in stated and not self._dated(one.subject)}
        self._held: dict[str, list[Days]] = defaultdict(list)
        for claim in sat:
            if (days := days_claimed(claim)) and (not claim.weak or claim.subject in self._weakly):
                self._held[claim.subject].append(days)
        self.named |= {(thing, kind) for thing in self._held for kind in (START, END)}

    def _dated(self, thing: str) -> bool:
        """Return whether a claim or a fact dates a start or an end."""
        roots = (self.root(thing, kind) for kind in (START, END))
        return any(self.points.claims(root) or self._index.values(*root) for root in roots)

    def root(self, subject: str, kind: str) -> Point:
        """Return the point that stands for a thing and dated property."""
        return self.points.root(subject, kind)

    def of(self, subject: str, kind: str) -> Span:
        """Return what is left open for a thing and dated property."""
        root = self.root(subject, kind)
        if root not in self._spans:
            self._spans[root] = self._told(root)
        return self._spans[root]

    def _told(self, root: Point) -> Span:
        claims = [(claim, days) for claim in self.points.claims(root) if (days := days_claimed(claim))]
        told = [days for _, days in claims] or [days_of(text) for text in self._index.values(*root)]
        around = self._sat(root, told)
        if not told:
            sat = {thing for thing, _ in self.points.members(root) if thing in self._held}
            return Span.over(around, weak=sat <= self._weakly) if around != EVER else Span()
        days = combine(told) | combine([days for claim, days in claims if not claim.weak])
        return Span.over(days & around or days, weak=bool(claims) and all(claim.weak for claim, _ in claims))

    def _sat(self, root: Point, told: Sequence[Days]) -> Days:
        """Return the days that sittings leave to a start or an end; a sitting that some claim on it excludes, all."""
        around = EVER
        for thing, kind in self.points.members(root):
            for days in self._held.get(thing, ()) if kind in {START, END} else ():
                reach = Days(((FIRST, days.ranges[-1][1]) if kind == START else (days.ranges[0][0], LAST),))
                if all(one & reach for one in told):
                    around &= reach
        return around

    def narrow(self, orders: Sequence[Order]) -> list[Problem]:
        """Let every order hold in all worlds, until nothing changes; return the orders that no day is left for."""
        wrong = [order for order in orders if self._breaks(order)]
        changed = [] if wrong else list(orders)
        while changed and not wrong:
            changed = []
            for order in orders:
                if self._breaks(order):
                    wrong = [order]
                    break
                changed += [order] if self._keep(order) else []
        found = {one.wrong: one.subject for one in wrong}
        return [Problem(subject, message, rule="bounds") for message, subject in sorted(found.items())]

    def _breaks(self, order: Order) -> bool:
        first, last = self.of(*order.left).earliest, self.of(*order.right).latest
        return first is not None and last is not None and first > last

    def _keep(self, order: Order) -> bool:
        left, right = self.of(*order.left), self.of(*order.right)
        later, sooner = right.no_earlier(left.earliest), left.no_later(right.latest)
        return later or sooner
