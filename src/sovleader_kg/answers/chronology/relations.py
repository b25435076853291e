"""Relations: how two dated things lie to each other, over all worlds that the claims allow.

A thing covers its days from the first to the last, both included; an event covers one day. Allen's thirteen
relations are read off the first and last days, so that exactly one holds in every world, also of one-day things:

| relation and its converse | first days | last days | and |
|---|---|---|---|
| before, after | earlier | earlier | it ends before the other begins |
| meets, met by | earlier | earlier | it ends on the day on which the other begins, as on a handover |
| overlaps, overlapped by | earlier | earlier | it ends after the other has begun |
| finished by, finishes | earlier | the same | |
| contains, during | earlier | later | |
| starts, started by | the same | earlier | |
| equals | the same | the same | |

So a thing of one day never meets what begins or ends on that day: it starts or finishes it. Something that ends
on the day before another begins is before it, and no day lies between them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.constraints import Alternative, Constraint, Point, Proposition, Stretch
from sovleader_kg.answers.chronology.worlds import Truth, Worlds, before, no_later, same_day, touches
from sovleader_kg.cards import Card, Cells, Link

__all__ = [
    "ALLEN",
    "Dated",
    "OutsidePost",
    "Relation",
    "day_between_them",
    "died_in_office",
    "order",
    "outside_post",
    "relate",
    "sharing",
]

ALLEN: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "before": (("end", "<", "start"),),
    "meets": (("start", "<", "start"), ("end", "<", "end"), ("end", "=", "start")),
    "overlaps": (("start", "<", "start"), ("end", "<", "end"), ("end", ">", "start")),
    "finished by": (("start", "<", "start"), ("end", "=", "end")),
    "contains": (("start", "<", "start"), ("end", ">", "end")),
    "starts": (("start", "=", "start"), ("end", "<", "end")),
    "equals": (("start", "=", "start"), ("end", "=", "end")),
    "started by": (("start", "=", "start"), ("end", ">", "end")),
    "during": (("start", ">", "start"), ("end", "<", "end")),
    "finishes": (("start", ">", "start"), ("end", "=", "end")),
    "overlapped by": (("start", ">", "start"), ("end", ">", "end"), ("start", "<", "end")),
    "met by": (("start", ">", "start"), ("end", ">", "end"), ("start", "=", "end")),
    "after": (("start", ">", "end"),),
}
_ORDERS: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    "before": (("start", "<", "start"),),
    "same day": (("start", "=", "start"),),
    "after": (("start", ">", "start"),),
}


@dataclass(frozen=True, slots=True)
class Dated:
    """A thing with its first and last day; nothing about a `doubtful` one is certain."""

    iri: str
    stretch: Stretch
    doubtful: bool

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Its one stretch."""
        return (self.stretch,)


@dataclass(frozen=True, slots=True, repr=False)
class Relation(Card):
    """How a thing lies to another.

    Attributes:
        first: IRI of the one.
        second: IRI of the other.
        certain: The relation that holds in every world, or None.
        possible: The relations that hold in some world, in the order of Allen's table; one of them does.
    """

    first: str
    second: str
    certain: str | None
    possible: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in self.__slots__} | {"possible": list(self.possible)}

    def _cells(self) -> Cells:
        lies = f"certainly {self.certain}" if self.certain else f"possibly {' or '.join(self.possible)}"
        return {"first": Link(self.first), "lies": lies, "second": Link(self.second)}


@dataclass(frozen=True, slots=True, repr=False)
class OutsidePost(Card):
    """Whether a term goes beyond its post: begins before it existed, ends after it was abolished."""

    before: Truth
    after: Truth

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"before": self.before, "after": self.after}

    def _cells(self) -> Cells:
        return {"begins before its post": self.before, "ends after it": self.after}

    def _line(self) -> str:
        return f"before its post: {self.before}, after it: {self.after}"


def relate(worlds: Worlds, first: Dated, second: Dated) -> Relation:
    """Return which of Allen's relations one thing has to another."""
    return _relation(worlds, first, second, ALLEN)


def order(worlds: Worlds, first: Dated, second: Dated) -> Relation:
    """Return whether one thing begins before another, on the same day, or after it."""
    return _relation(worlds, first, second, _ORDERS)


def sharing(first: Dated, second: Dated) -> Proposition:
    """Return the proposition that two things share a day."""
    return [touches(first, second.stretch)]


def day_between_them(first: Dated, second: Dated) -> Proposition:
    """Return the proposition that one thing ends, and a day passes before the other begins."""
    one, other = first.stretch, second.stretch
    return [(Constraint(one.end, other.start, -2),), (Constraint(other.end, one.start, -2),)]


def died_in_office(worlds: Worlds, held: Dated, life: Stretch) -> Truth:
    """Return whether a holder died on a day of what he held."""
    within = (no_later(held.stretch.start, life.end), no_later(life.end, held.stretch.end))
    return worlds.truth([within], doubtful=held.doubtful)


def outside_post(worlds: Worlds, term: Dated, post: Dated) -> OutsidePost:
    """Return whether a term begins before its post did, and whether it ends after it."""
    doubtful = term.doubtful or post.doubtful
    return OutsidePost(
        worlds.truth([(before(term.stretch.start, post.stretch.start),)], doubtful=doubtful),
        worlds.truth([(before(post.stretch.end, term.stretch.end),)], doubtful=doubtful),
    )


def _relation(
    worlds: Worlds, first: Dated, second: Dated, table: Mapping[str, Sequence[tuple[str, str, str]]]
) -> Relation:
    possible = tuple(name for name, signs in table.items() if worlds.allow([[_constraints(first, second, signs)]]))
    sure = len(possible) == 1 and not (first.doubtful or second.doubtful)
    return Relation(first.iri, second.iri, possible[0] if sure else None, possible)


def _constraints(first: Dated, second: Dated, signs: Sequence[tuple[str, str, str]]) -> Alternative:
    """Return the constraints that rows such as ("end", "<", "start") put on the ends of two things."""
    return tuple(
        constraint
        for side, sign, other_side in signs
        for constraint in _compared(getattr(first.stretch, side), sign, getattr(second.stretch, other_side))
    )


def _compared(left: Point, sign: str, right: Point) -> Alternative:
    if sign == "=":
        return same_day(left, right)
    return (before(left, right),) if sign == "<" else (before(right, left),)
