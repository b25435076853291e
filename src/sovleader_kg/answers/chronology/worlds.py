"""Worlds: is there a choice of days that meets a demand?

A world picks one day for each point between its bounds, with every stretch starting no later than it ends;
points of one name share their day. What holds in every world is certain, what holds in some is possible.

A demand is an `Order` (a point falls no later than another, plus some days). Several that must hold together
are a `Way`, several ways of which one is enough a `Choice`. `Worlds.allow` tells whether some world meets
every one of some choices. Points that no stretch and no demand joins are tried apart from each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Literal as OneOf

from sovleader_kg.dates import FIRST, LAST

__all__ = [
    "Choice",
    "Order",
    "Point",
    "Stretch",
    "Truth",
    "Way",
    "Worlds",
    "before",
    "day_between",
    "denied",
    "no_later",
    "same_day",
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
        """Tell whether its bounds leave room for a day from the first to the last."""
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
    def denied(self) -> Order:
        """The demand that it does not hold."""
        return Order(self.right, self.left, -self.plus - 1)


Way = tuple[Order, ...]
Choice = Sequence[Way]
Truth = OneOf["certain", "possible", "impossible"]
_Spans = dict[str, tuple[int, int]]


def no_later(left: Point, right: Point) -> Order:
    """Demand that a point falls before another or on its day."""
    return Order(left, right)


def before(left: Point, right: Point) -> Order:
    """Demand that a point falls before another."""
    return Order(left, right, -1)


def same_day(left: Point, right: Point) -> Way:
    """Demand that two points fall on one day."""
    return (Order(left, right), Order(right, left))


def denied(choice: Choice) -> list[Choice]:
    """Demand that a choice is not met: that something fails in each of its ways."""
    return [[(order.denied,) for order in way] for way in choice]


def day_between(first: int, last: int, name: str = "day") -> Point:
    """Return a point of its own that a demand may place on any day from the first to the last."""
    return Point(f"{name} {first} {last}", first, last)


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
        """Tell whether some world meets one way of every choice."""
        open_choices = []
        for choice in choices:
            ways = [tuple(o for o in way if not o.sure) for way in choice if not any(o.impossible for o in way)]
            if not ways:
                return False
            if all(ways):
                open_choices.append(ways)
        return all(self._some_way({}, (), group) for group in self._apart(open_choices))

    def truth(self, choice: Choice, *, doubtful: bool = False) -> Truth:
        """Tell in how many worlds a choice is met: all, some, none; of something doubtful never in all."""
        if not self.allow([choice]):
            return "impossible"
        return "possible" if doubtful or self.allow(denied(choice)) else "certain"

    def _apart(self, choices: Sequence[Choice]) -> Iterator[list[Choice]]:
        """Group the choices that share points, directly or through stretches; those with fewest ways first."""
        orders = [[order for way in choice for order in way] for choice in choices]
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

    def _some_way(self, spans: _Spans, orders: Way, choices: Sequence[Choice]) -> bool:
        """Try each way of the first choice, and under it those of the others; give up what no world meets."""
        if not choices:
            return True
        for way in choices[0]:
            added = tuple(dict.fromkeys((*orders, *way, *(o for order in way for o in self._around(order)))))
            narrowed = _narrowed(spans, added)
            if narrowed is not None and self._some_way(narrowed, added, choices[1:]):
                return True
        return False


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
