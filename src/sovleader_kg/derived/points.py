"""Points: what claims are about. A point is a thing and a property; points of one event are one point.

So an end that names an event is the event's day, and a death is the day of the event of dying. `join_points` states
this as triples, and nothing else decides it: whoever asks what is said of an endpoint reads those triples.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, Protocol, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import days_of
from sovleader_kg.errors import DateError
from sovleader_kg.names import EDTF, sl
from sovleader_kg.nodes import Node

__all__ = ["DATE", "JOINS", "MARKS", "Claimed", "Point", "Points", "join_points", "most_precise"]

Point = tuple[str, str]
DATE = sl("date")
JOINS = {
    sl("startedOnDayOf"): sl("start"),
    sl("endedOnDayOf"): sl("end"),
    sl("diedOnDayOf"): sl("death"),
}
MARKS = {sl("startedBy"): sl("startedOnDayOf"), sl("endedBy"): sl("endedOnDayOf")}


def join_points(index: Index) -> list[Triple]:
    """Return which event's day each start, end and death is that an event marks."""
    joined = {
        (thing, join): min(index.values(thing, mark)) for mark, join in MARKS.items() for thing in index.using(mark)
    }
    for death in reversed(index.of_type(sl("Death"))):
        joined |= {(person, sl("diedOnDayOf")): death for person in index.values(death, sl("affected"))}
    return [Triple(NamedNode(thing), NamedNode(join), NamedNode(event)) for (thing, join), event in joined.items()]


class OnPoint(Protocol):
    """Something said of a point."""

    @property
    def subject(self) -> str:
        """The thing."""

    @property
    def predicate(self) -> str:
        """The property."""


Claimed = TypeVar("Claimed", bound=OnPoint)


class Points(Generic[Claimed]):
    """All points that claims are about, those of one event joined, with the claims on each.

    `joined` maps each point that an event marks to the date of that event.
    """

    def __init__(self, joins: Iterable[Triple], claims: Iterable[Claimed] = ()) -> None:
        """Take what `join_points` gives, among other triples perhaps, and claims in the order to keep."""
        self.joined = {
            (triple.subject.value, JOINS[triple.predicate.value]): (triple.object.value, DATE)
            for triple in joins
            if triple.predicate.value in JOINS
            and isinstance(triple.subject, NamedNode)
            and isinstance(triple.object, NamedNode)
        }
        self._members: dict[Point, set[Point]] = defaultdict(set)
        for member, root in self.joined.items():
            self._members[root] |= {member, root}
        self._claims: dict[Point, list[Claimed]] = defaultdict(list)
        for claim in claims:
            self._claims[self.root(claim.subject, claim.predicate)].append(claim)

    def root(self, subject: str, predicate: str) -> Point:
        """Return the point that stands for a thing and property: the date of the event that marks it, or itself."""
        return self.joined.get((subject, predicate), (subject, predicate))

    def members(self, root: Point) -> list[Point]:
        """Return every thing and property that a point joins, sorted."""
        return sorted(self._members.get(root, {root}))

    def claimed(self) -> list[Point]:
        """Return the points that claims are about, sorted."""
        return sorted(self._claims)

    def claims(self, root: Point) -> list[Claimed]:
        """Return the claims on a point, in the order in which they were given."""
        return self._claims.get(root, [])

    def on(self, subject: str, predicate: str) -> list[Claimed]:
        """Return the claims on a thing and property, and on all that it shares its day with."""
        return self.claims(self.root(subject, predicate))


def most_precise(values: Iterable[Node]) -> list[Node]:
    """Return the most precise of the dates that facts give on a point; where none is a date, all values.

    >>> day, month = (Literal(text, datatype=NamedNode(EDTF)) for text in ("1964-10-14", "1964-10"))
    >>> most_precise([month, day]) == [day]
    True
    """
    known = list(dict.fromkeys(values))
    extents = [(extent, node.value, node) for node in known if (extent := _extent(node)) is not None]
    return [min(extents, key=lambda one: one[:2])[2]] if extents else known


def _extent(node: Node) -> int | None:
    if not isinstance(node, Literal) or node.datatype.value != EDTF:
        return None
    try:
        return sum(last - first for first, last in days_of(node.value).ranges)
    except DateError:
        return None
