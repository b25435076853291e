"""Constraints: whether some choice of days can make several propositions true together.

A *point* is a day known only between two bounds. A *constraint* orders two points: one falls no later than the
other, plus some days. A *proposition* may be true or false of a choice of days, one for each point: it lists
alternatives, and is true where all constraints of one alternative hold. A `System` knows the constraints that every
choice must meet, and decides whether some such choice makes all of some propositions true.

Constraints that must all hold are decided by narrowing the bounds of their points until nothing changes.
Alternatives are tried in turn. Points that no constraint joins are solved apart from each other, so that a hundred
unsure terms take a hundred times as long as one, and not a power of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sovleader_kg.dates import FIRST, LAST

__all__ = ["Alternative", "Constraint", "Point", "Proposition", "Stretch", "System"]


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time: its name (shared by all points of one event) and its first and last possible day."""

    name: str
    earliest: int = FIRST
    latest: int = LAST

    @property
    def own(self) -> bool:
        """True where it is the end of one thing, and not the day of an event, which others may share."""
        return " " in self.name

    @property
    def fixed(self) -> bool:
        """True where it can fall on one day only."""
        return self.earliest == self.latest


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time, from the day of one point to that of another, both included."""

    start: Point
    end: Point


@dataclass(frozen=True, slots=True)
class Constraint:
    """That `left` falls no later than `right`, plus some days."""

    left: Point
    right: Point
    plus: int = 0

    @property
    def always(self) -> bool:
        """True where it holds for every choice of days within the bounds."""
        if self.left.name == self.right.name:
            return self.plus >= 0
        return self.left.latest <= self.right.earliest + self.plus

    @property
    def never(self) -> bool:
        """True where it holds for no choice of days within the bounds."""
        if self.left.name == self.right.name:
            return self.plus < 0
        return self.left.earliest > self.right.latest + self.plus


Alternative = tuple[Constraint, ...]
Proposition = Sequence[Alternative]
_Bounds = Mapping[str, tuple[int, int]]


class System:
    """Constraints that every choice of days must meet, between points whose bounds they have narrowed already."""

    def __init__(self, constraints: Iterable[Constraint]) -> None:
        """Take the constraints."""
        self._constraints = tuple(constraints)

    def satisfiable(self, propositions: Iterable[Proposition]) -> bool:
        """Return whether some choice of days makes all the propositions true."""
        undecided: list[Proposition] = []
        for proposition in propositions:
            possible = [one for one in proposition if not any(constraint.never for constraint in one)]
            alternatives = [tuple(constraint for constraint in one if not constraint.always) for one in possible]
            if not alternatives:
                return False
            if all(alternatives):
                undecided.append(alternatives)
        return all(self._search({}, (), group) for group in self._apart(undecided))

    @cached_property
    def _related(self) -> Mapping[str, Sequence[Constraint]]:
        """The undecided constraints among all points that they join to a point, by its name."""
        undecided = [one for one in self._constraints if not one.always and _moving([one])]
        roots = _joined(_moving([one]) for one in undecided)
        related: dict[str, list[Constraint]] = defaultdict(list)
        for one in undecided:
            related[roots[_moving([one])[0]]].append(one)
        return {name: related[root] for name, root in roots.items()}

    def _with_related(self, constraints: Iterable[Constraint]) -> Iterator[Constraint]:
        for constraint in constraints:
            yield constraint
            for point in (constraint.left, constraint.right):
                yield from self._related.get(point.name, ())

    def _apart(self, propositions: Sequence[Proposition]) -> Iterator[list[Proposition]]:
        """Yield groups of propositions that share no points, those with fewest alternatives first in each."""
        points = [_moving(self._with_related(one for way in each for one in way)) for each in propositions]
        roots = _joined(points)
        groups: dict[str, list[Proposition]] = defaultdict(list)
        for proposition, names in zip(propositions, points, strict=True):
            groups[roots[names[0]]].append(proposition)
        for group in groups.values():
            yield sorted(group, key=len)

    def _search(self, bounds: _Bounds, constraints: Alternative, propositions: Sequence[Proposition]) -> bool:
        """Try each alternative of the first proposition and, under it, those of the others."""
        if not propositions:
            return True
        for alternative in propositions[0]:
            chosen = tuple(dict.fromkeys((*constraints, *self._with_related(alternative))))
            narrowed = _narrowed(bounds, chosen)
            if narrowed is not None and self._search(narrowed, chosen, propositions[1:]):
                return True
        return False


def _moving(constraints: Iterable[Constraint]) -> list[str]:
    """Return the names of the points that may fall on more than one day."""
    return [point.name for one in constraints for point in (one.left, one.right) if not point.fixed]


def _joined(groups: Iterable[Sequence[str]]) -> dict[str, str]:
    """Return for each name one that stands for all names which groups join to it, directly or through others."""
    roots: dict[str, str] = {}

    def root(name: str) -> str:
        while roots.setdefault(name, name) != name:
            name = roots[name]
        return name

    for names in groups:
        for name in names:
            roots[root(name)] = root(names[0])
    return {name: root(name) for name in roots}


def _narrowed(bounds: _Bounds, constraints: Sequence[Constraint]) -> _Bounds | None:
    """Return the bounds that the constraints leave, or None where they leave none.

    Every round lets each constraint pass its bounds on. As many rounds as there are points settle them, unless the
    constraints run in a circle that no choice of days meets.
    """
    found = dict(bounds)
    for point in (point for one in constraints for point in (one.left, one.right)):
        low, high = found.get(point.name, (FIRST, LAST))
        found[point.name] = (max(low, point.earliest), min(high, point.latest))
    for _ in range(len(found) + 1):
        changed = False
        for one in constraints:
            (low, high), (from_, to) = found[one.left.name], found[one.right.name]
            high_now, from_now = min(high, to + one.plus), max(from_, low - one.plus)
            if low > high_now or from_now > to:
                return None
            if high_now < high or from_now > from_:
                found[one.left.name], found[one.right.name] = (low, high_now), (from_now, to)
                changed = True
        if not changed:
            return found
    return None
