"""Points: what claims are about. A point is a thing and a property; points of one event are one point.

So an end that names an event is the event's day, and a death is the day of the event of dying.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.corpus.index import Index
from sovleader_kg.names import sl
from sovleader_kg.nodes import Node

__all__ = ["Point", "Points"]

Point = tuple[str, str]
LINKS = (("startedBy", "start"), ("endedBy", "end"))


def _shared_points(index: Index) -> Iterator[tuple[Point, Point]]:
    """Yield each start, end and death that an event marks, with the date of that event."""
    for link, kind in LINKS:
        for subject in index.using(sl(link)):
            yield (subject, sl(kind)), (min(index.values(subject, sl(link))), sl("date"))
    for death in reversed(index.of_type(sl("Death"))):
        for person in index.values(death, sl("affected")):
            yield (person, sl("death")), (death, sl("date"))


class Points:
    """All points that claims or facts are about, those of one event joined.

    `joined` maps each point that an event marks to the date of that event.
    """

    def __init__(self, index: Index, claims: Iterable[Claim]) -> None:
        self._index = index
        self.joined = dict(_shared_points(index))
        self._members: dict[Point, set[Point]] = defaultdict(set)
        for member, root in self.joined.items():
            self._members[root] |= {member, root}
        self._claims: dict[Point, list[Claim]] = defaultdict(list)
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

    def claims(self, root: Point) -> list[Claim]:
        """Return the claims on a point, sorted by IRI."""
        return self._claims.get(root, [])

    def facts(self, root: Point) -> list[Node]:
        """Return the values that facts give anywhere on a point."""
        return [node for member in self.members(root) for node in self._index.nodes(*member)]
