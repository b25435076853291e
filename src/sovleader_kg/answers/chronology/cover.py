"""Cover: the demands that something covers days, or does not.

What covers days has starts and ends: it covers a day that lies after every start and before every end, both
included. A term has one of each; a leadership has those of its leader's life too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import (
    Choice,
    Order,
    Point,
    Stretch,
    Way,
    Worlds,
    day_between,
    denied,
    no_later,
)

__all__ = ["Covering", "certainly", "days_left_out", "inside", "may_touch", "outside", "possibly", "unheld"]


class Covering(Protocol):
    """Something that covers the days common to all its stretches; a `doubtful` one may not have been at all."""

    @property
    def spans(self) -> tuple[Stretch, ...]:
        """Its stretches."""

    @property
    def doubtful(self) -> bool:
        """True where nothing about it is certain."""


def may_touch(thing: Covering, when: When) -> bool:
    """Tell whether the bounds leave room for a day of the time within it."""
    return all(span.may_touch(when.first, when.last) for span in thing.spans)


def inside(thing: Covering, first: Point, last: Point) -> Way:
    """Demand that it covers some day from the first to the last: no stretch starts after another ends."""
    stretches = (Stretch(first, last), *thing.spans)
    return tuple(no_later(one.start, other.end) for one in stretches for other in stretches if other is not one)


def outside(thing: Covering, first: Point, last: Point) -> Choice:
    """Demand that it covers no day from the first to the last."""
    (choice,) = denied([inside(thing, first, last)])
    return choice


def unheld(things: Iterable[Covering], when: When) -> list[Choice]:
    """Demand that none of them covers a day of the time."""
    first, last = day_between(when.first, when.first), day_between(when.last, when.last)
    return [outside(thing, first, last) for thing in things]


def days_left_out(things: Iterable[Covering], when: When, name: str) -> list[Choice]:
    """Demand that some day of the time is covered by none of them."""
    day = day_between(when.first, when.last, name)
    return [outside(thing, day, day) for thing in things]


def certainly(worlds: Worlds, things: Sequence[Covering], when: When) -> bool:
    """Tell whether in every world they cover the day, some day of the period, or together every day of it."""
    sure = [thing for thing in things if not thing.doubtful]
    missed = days_left_out(sure, when, "day left out") if when.mode == "through" else unheld(sure, when)
    return not worlds.allow(missed)


def possibly(worlds: Worlds, things: Sequence[Covering], when: When) -> bool:
    """Tell whether in some world they cover the day, some day of the period, or together every day of it."""
    first, last = day_between(when.first, when.first), day_between(when.last, when.last)
    if when.mode != "through":
        return any(worlds.allow([[inside(thing, first, last)]]) for thing in things)
    begun = (([thing], tuple(no_later(span.start, first) for span in thing.spans)) for thing in things)
    return any(_reaches(worlds, chain, way, things, last) for chain, way in begun)


def _reaches(worlds: Worlds, chain: Sequence[Covering], way: Way, things: Sequence[Covering], last: Point) -> bool:
    """Tell whether the chain, or one that goes on from it without a day between, can last to the last day."""
    if not worlds.allow([[way]]):
        return False
    if worlds.allow([[(*way, *(no_later(last, span.end) for span in chain[-1].spans))]]):
        return True
    return any(
        _reaches(worlds, [*chain, thing], (*way, *_joins(chain[-1], thing)), things, last)
        for thing in things
        if thing not in chain
    )


def _joins(earlier: Covering, later: Covering) -> Iterator[Order]:
    """Demand that one begins by the day after another ends."""
    for before_it in earlier.spans:
        for after_it in later.spans:
            yield Order(after_it.start, before_it.end, 1)
