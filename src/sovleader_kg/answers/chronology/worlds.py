"""Worlds: what holds in every reading of the dates, in some, or in none.

A world picks one day for each point between its bounds, with every stretch starting no later than it ends; points of
one name share their day. What holds in every world is certain, what holds in some is possible, else it is impossible.

What is asked of a world is written as demands. An `Order` says that a point falls no later than another, plus some
days. Several orders that hold together are a `Case`, several cases of which one is enough a `Choice`. `Worlds.allow`
says whether some world meets every one of some choices: it narrows the bounds of the points by one case after the
other until nothing is left. Points that no stretch and no demand joins are tried apart.

On top of that stands what people ask: whether things cover a day, some day of a period, or all of it. What covers days
has starts and ends, and covers a day that lies after every start and before every end, both included. A term has one
of each; a leadership has those of its leader's life too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal, Protocol

from sovleader_kg.answers.chronology.when import When
from sovleader_kg.dates import FIRST, LAST

__all__ = [
    "Case",
    "Choice",
    "Covering",
    "Order",
    "Point",
    "Stretch",
    "Truth",
    "Worlds",
    "before",
    "covers",
    "day_left_out",
    "day_of",
    "leaves_out",
    "may_touch",
    "never_covered",
    "no_later",
    "not_met",
    "same_day",
    "some_day",
]


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time: its name (shared by all points of one event) and its first and last possible day."""

    name: str
    earliest: int = FIRST
    latest: int = LAST

    @property
    def fixed(self) -> bool:
        """True where every world puts it on the same day."""
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Stretch:
    """A start and an end."""

    start: Point
    end: Point

    def may_touch(self, first: int, last: int) -> bool:
        """Return whether its bounds leave room for a day from the first to the last."""
        return self.start.earliest <= last and first <= self.end.latest


@dataclass(frozen=True, slots=True)
class Order:
    """A demand on a world: `left` falls no later than `right` plus some days."""

    left: Point
    right: Point
    plus: int = 0

    @property
    def impossible(self) -> bool:
        """True where the bounds alone rule it out."""
        if self.left.name == self.right.name:
            return self.plus < 0
        return self.left.earliest > self.right.latest + self.plus

    @property
    def sure(self) -> bool:
        """True where the bounds alone grant it."""
        if self.left.name == self.right.name:
            return self.plus >= 0
        return self.left.latest <= self.right.earliest + self.plus

    @property
    def reverse(self) -> Order:
        """The demand that it does not hold."""
        return Order(self.right, self.left, -self.plus - 1)


Case = tuple[Order, ...]
Choice = Sequence[Case]
Truth = Literal["certain", "possible", "impossible"]
_Spans = dict[str, tuple[int, int]]


def no_later(left: Point, right: Point) -> Order:
    """Demand that a point falls before another or on its day."""
    return Order(left, right)


def before(left: Point, right: Point) -> Order:
    """Demand that a point falls before another."""
    return Order(left, right, -1)


def same_day(left: Point, right: Point) -> Case:
    """Demand that two points fall on one day."""
    return (Order(left, right), Order(right, left))


def not_met(choice: Choice) -> list[Choice]:
    """Demand that a choice is not met: that something fails in each of its cases."""
    return [[(order.reverse,) for order in case] for case in choice]


def some_day(first: int, last: int, name: str = "day") -> Point:
    """Return a point of its own that a demand may place on any day from the first to the last."""
    return Point(f"{name} {first} {last}", first, last)


def day_of(when: When, name: str = "day") -> Point:
    """Return a point that may fall on any day of a time."""
    return some_day(when.first, when.last, name)


class Covering(Protocol):
    """Something that covers the days common to all its stretches; a `doubtful` one may not have been at all."""

    @property
    def spans(self) -> tuple[Stretch, ...]:
        """Its stretches."""

    @property
    def doubtful(self) -> bool:
        """True where nothing about it is certain."""


def may_touch(thing: Covering, when: When) -> bool:
    """Return whether the bounds leave room for a day of the time within it."""
    return all(span.may_touch(when.first, when.last) for span in thing.spans)


def covers(thing: Covering, first: Point, last: Point) -> Case:
    """Demand that it covers some day from the first to the last: no stretch starts after another ends."""
    stretches = (Stretch(first, last), *thing.spans)
    return tuple(no_later(one.start, other.end) for one in stretches for other in stretches if other is not one)


def leaves_out(thing: Covering, first: Point, last: Point) -> Choice:
    """Demand that it covers no day from the first to the last."""
    (choice,) = not_met([covers(thing, first, last)])
    return choice


def never_covered(things: Iterable[Covering], when: When) -> list[Choice]:
    """Demand that none of them covers a day of the time."""
    first, last = _ends(when)
    return [leaves_out(thing, first, last) for thing in things]


def day_left_out(things: Iterable[Covering], when: When, name: str) -> list[Choice]:
    """Demand that some day of the time is covered by none of them."""
    day = day_of(when, name)
    return [leaves_out(thing, day, day) for thing in things]


def _ends(when: When) -> tuple[Point, Point]:
    return some_day(when.first, when.first), some_day(when.last, when.last)


class Worlds:
    """All worlds of some stretches, whose points come with bounds that the stretches have narrowed."""

    def __init__(self, stretches: Iterable[Stretch]) -> None:
        """Take every stretch whose start and end are not one point."""
        self._orders = [Order(one.start, one.end) for one in stretches if one.start.name != one.end.name]

    @cached_property
    def _parts(self) -> Mapping[str, tuple[Order, ...]]:
        """The orders among the points that hang together with a point."""
        joined = _joined(self._orders)
        parts: dict[str, list[Order]] = {}
        for order in self._orders:
            if not order.sure:
                moving = order.right if order.left.fixed else order.left
                parts.setdefault(joined[moving.name], []).append(order)
        return {name: tuple(parts.get(root, ())) for name, root in joined.items()}

    def allow(self, choices: Iterable[Choice]) -> bool:
        """Return whether some world meets one case of every choice."""
        open_choices = []
        for choice in choices:
            cases = [tuple(o for o in case if not o.sure) for case in choice if not any(o.impossible for o in case)]
            if not cases:
                return False
            if all(cases):
                open_choices.append(cases)
        return all(self._some_case({}, (), group) for group in self._apart(open_choices))

    def truth(self, choice: Choice, *, doubtful: bool = False) -> Truth:
        """Return in how many worlds a choice is met: all, some, none; of something doubtful never in all."""
        if not self.allow([choice]):
            return "impossible"
        return "possible" if doubtful or self.allow(not_met(choice)) else "certain"

    def always_cover(self, things: Iterable[Covering], when: When) -> bool:
        """Return whether in every world they cover the day, some day of the period, or together every day of it."""
        sure = [thing for thing in things if not thing.doubtful]
        return not self.allow(
            day_left_out(sure, when, "day left out") if when.mode == "through" else never_covered(sure, when)
        )

    def may_cover(self, things: Sequence[Covering], when: When) -> bool:
        """Return whether in some world they cover the day, some day of the period, or together every day of it."""
        first, last = _ends(when)
        if when.mode != "through":
            return any(self.allow([[covers(thing, first, last)]]) for thing in things)
        begun = (([thing], tuple(no_later(span.start, first) for span in thing.spans)) for thing in things)
        return any(self._may_last(chain, case, things, last) for chain, case in begun)

    def _may_last(self, chain: Sequence[Covering], case: Case, things: Sequence[Covering], last: Point) -> bool:
        """Return whether the chain, or one that goes on from it without a day between, can last to the last day."""
        if not self.allow([[case]]):
            return False
        if self.allow([[(*case, *(no_later(last, span.end) for span in chain[-1].spans))]]):
            return True
        return any(
            self._may_last([*chain, thing], (*case, *_joins(chain[-1], thing)), things, last)
            for thing in things
            if thing not in chain
        )

    def _apart(self, choices: Sequence[Choice]) -> Iterator[list[Choice]]:
        """Group the choices that share points, directly or through stretches; those with fewest cases first."""
        orders = [[order for case in choice for order in case] for choice in choices]
        around = [[*own, *(o for order in own for o in self._around(order))] for own in orders]
        links = [Order(a, b) for own in around for a, b in _neighbours(own)]
        joined = _joined([*(order for own in around for order in own), *links])
        groups: dict[str, list[Choice]] = {}
        for choice, own in zip(choices, orders, strict=True):
            moving = next(point for point in (own[0].left, own[0].right) if not point.fixed)
            groups.setdefault(joined[moving.name], []).append(choice)
        for group in groups.values():
            yield sorted(group, key=len)

    def _around(self, order: Order) -> Iterator[Order]:
        for point in (order.left, order.right):
            yield from self._parts.get(point.name, ())

    def _some_case(self, spans: _Spans, orders: Case, choices: Sequence[Choice]) -> bool:
        """Try each case of the first choice, and under it those of the others; give up what no world meets."""
        if not choices:
            return True
        for case in choices[0]:
            added = tuple(dict.fromkeys((*orders, *case, *(o for order in case for o in self._around(order)))))
            narrowed = _narrowed(spans, added)
            if narrowed is not None and self._some_case(narrowed, added, choices[1:]):
                return True
        return False


def _joins(earlier: Covering, later: Covering) -> Iterator[Order]:
    """Demand that one begins by the day after another ends."""
    for before_it in earlier.spans:
        for after_it in later.spans:
            yield Order(after_it.start, before_it.end, 1)


def _neighbours(orders: Sequence[Order]) -> Iterator[tuple[Point, Point]]:
    moving = [point for order in orders for point in (order.left, order.right) if not point.fixed]
    return pairwise(moving)


def _joined(orders: Iterable[Order]) -> dict[str, str]:
    """Return one name for all points that orders join; points with one day only join nothing."""
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.setdefault(name, name) != name:
            name = roots[name]
        return name

    for order in orders:
        left, right = root(order.left.name), root(order.right.name)
        if not (order.left.fixed or order.right.fixed):
            roots[left] = right
    return {name: root(name) for name in roots}


def _narrowed(spans: Mapping[str, tuple[int, int]], orders: Sequence[Order]) -> _Spans | None:
    """Return the bounds that the orders leave, or None where they leave none.

    Every round lets each order pass its bounds on. As many rounds as there are points settle them, unless the
    orders run in a circle that no world meets.
    """
    found = {point.name: (point.earliest, point.latest) for o in orders for point in (o.left, o.right)} | dict(spans)
    for _ in range(len(found) + 1):
        changed = False
        for order in orders:
            (low, high), (from_, to) = found[order.left.name], found[order.right.name]
            high_now, from_now = min(high, to + order.plus), max(from_, low - order.plus)
            if high_now < high or from_now > from_:
                found[order.left.name] = (low, high_now)
                found[order.right.name] = (from_now, to)
                changed = True
            if low > high_now or from_now > to:
                return None
        if not changed:
            return found
    return None
