"""Worlds: what is certain, possible or impossible, where days are known only between bounds.

The graph often does not know the day on which a term began, only the first and the last day that it may have been.
A *world* picks one day within the bounds for each start and end, so that nothing ends before it starts; points of one
event have one name and share their day. What is true in every world is *certain*, in some world *possible*, in none
*impossible*.

The worlds are too many to be listed. What is asked is put as a proposition about points (`constraints`): it is
possible where some world makes it true, and certain where no world makes it false.

Most questions are about what something covers: a day that lies after its start and before its end, both included.
A term has one start and end. A leadership by an office also has those of the office, and covers the days of both.
Nobody serves before birth or after death: what somebody holds or leads lies within the life, in every world.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import permutations
from typing import Literal as OneOf
from typing import Protocol

from sovleader_kg.answers.chronology.constraints import (
    Alternative,
    Constraint,
    Point,
    Proposition,
    Stretch,
    System,
)
from sovleader_kg.answers.chronology.when import When, any_day, one_day

__all__ = [
    "Lasting",
    "Truth",
    "Worlds",
    "before",
    "bounds_allow",
    "bounds_ensure",
    "certainly_cover",
    "leave_out_a_day",
    "leaves_room",
    "misses",
    "negation",
    "no_later",
    "possibly_cover",
    "same_day",
    "touches",
]

Truth = OneOf["certain", "possible", "impossible"]


class Worlds:
    """All worlds of some stretches: the choices of days in which each starts no later than it ends."""

    def __init__(self, stretches: Iterable[Stretch], lives: Iterable[tuple[Stretch, Stretch]] = ()) -> None:
        """Take the stretches, and pairs of one and the life that it lies within.

        Their points come with bounds that already allow for each other.
        """
        ordered = [no_later(one.start, one.end) for one in stretches]
        within = (end for one, life in lives for end in (no_later(life.start, one.start), no_later(one.end, life.end)))
        self._system = System((*ordered, *within))

    def allow(self, propositions: Iterable[Proposition]) -> bool:
        """Return whether all the propositions are true in some world."""
        return self._system.satisfiable(propositions)

    def truth(self, proposition: Proposition, *, doubtful: bool = False) -> Truth:
        """Return in how many worlds a proposition is true: all, some or none; nothing doubtful is certain."""
        if not self.allow([proposition]):
            return "impossible"
        return "possible" if doubtful or self.allow(negation(proposition)) else "certain"


def no_later(left: Point, right: Point) -> Constraint:
    """Return the constraint that a point falls before another or on its day."""
    return Constraint(left, right)


def before(left: Point, right: Point) -> Constraint:
    """Return the constraint that a point falls before another."""
    return Constraint(left, right, -1)


def same_day(left: Point, right: Point) -> Alternative:
    """Return the constraints that two points fall on one day."""
    return (Constraint(left, right), Constraint(right, left))


def negation(proposition: Proposition) -> list[Proposition]:
    """Return propositions that are all true where this one is false: some constraint of each alternative fails."""
    return [[(_opposite(constraint),) for constraint in alternative] for alternative in proposition]


def _opposite(one: Constraint) -> Constraint:
    """Return the constraint that holds where this one does not."""
    return Constraint(one.right, one.left, -one.plus - 1)


class Lasting(Protocol):
    """Something that covers the days common to all its stretches; a `doubtful` one may not have been at all."""

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Its stretches."""

    @property
    def doubtful(self) -> bool:
        """True where nothing about it is certain."""


def bounds_allow(thing: Lasting, when: When) -> bool:
    """Return whether the bounds of each stretch alone leave room for a day of the time."""
    return all(leaves_room(one, when) for one in thing.stretches)


def leaves_room(one: Stretch, when: When) -> bool:
    """Return whether the bounds of a stretch leave room for a day of the time."""
    return one.start.earliest <= when.last and when.first <= one.end.latest


def bounds_ensure(thing: Lasting, when: When) -> bool:
    """Return whether by the bounds alone each stretch, wherever its ends fall, covers every day of the time."""
    return all(one.start.latest <= when.first and when.last <= one.end.earliest for one in thing.stretches)


def touches(thing: Lasting, stretch: Stretch) -> Alternative:
    """Return the constraints that a thing covers some day of a stretch: none starts after another has ended."""
    return tuple(no_later(one.start, other.end) for one, other in permutations((stretch, *thing.stretches), 2))


def misses(thing: Lasting, stretch: Stretch) -> Proposition:
    """Return the proposition that a thing covers no day of a stretch."""
    (missed,) = negation([touches(thing, stretch)])
    return missed


def leave_out_a_day(things: Iterable[Lasting], when: When, name: str) -> list[Proposition]:
    """Return the propositions that some day of the time, which gets this name, is covered by none of the things."""
    day = one_day(any_day(when.first, when.last, name))
    return [misses(thing, day) for thing in things]


def certainly_cover(worlds: Worlds, things: Sequence[Lasting], when: When) -> bool:
    """Return whether in every world things cover the day, some day of the period, or together every day of it."""
    sure = [thing for thing in things if not thing.doubtful]
    if any(bounds_ensure(thing, when) for thing in sure):
        return True
    if when.mode == "through":
        return not worlds.allow(leave_out_a_day(sure, when, "day left out"))
    return not worlds.allow(misses(thing, when.stretch) for thing in sure)


def possibly_cover(worlds: Worlds, things: Sequence[Lasting], when: When) -> bool:
    """Return whether in some world things cover the day, some day of the period, or together every day of it."""
    if any(bounds_ensure(thing, when) for thing in things):
        return True
    if when.mode != "through":
        return any(worlds.allow([[touches(thing, when.stretch)]]) for thing in things)
    first, last = when.stretch.start, when.stretch.end
    begun = (([thing], tuple(no_later(one.start, first) for one in thing.stretches)) for thing in things)
    return any(_can_reach(worlds, last, things, chain, joined) for chain, joined in begun)


def _can_reach(
    worlds: Worlds, last: Point, things: Sequence[Lasting], chain: Sequence[Lasting], joined: Alternative
) -> bool:
    """Return whether a chain of things, or one that goes on from it with no day between, can last to a day."""
    if not worlds.allow([[joined]]):
        return False
    if worlds.allow([[(*joined, *(no_later(last, one.end) for one in chain[-1].stretches))]]):
        return True
    return any(
        _can_reach(worlds, last, things, [*chain, thing], (*joined, *_follows(thing, chain[-1])))
        for thing in things
        if thing not in chain
    )


def _follows(later: Lasting, earlier: Lasting) -> Alternative:
    """Return the constraints that a thing begins by the day after another ends."""
    return tuple(Constraint(one.start, other.end, 1) for other in earlier.stretches for one in later.stretches)
