"""Organizations: what the W3C Organization Ontology asks for and no axiom gives: when, and which body is in which.

The interval of a membership has the days on which, as agreed, it surely lasted: from the last day on which the term may
have begun to the first on which it may have ended. Where an end is agreed to the day, these are its days; where one is
vague, the interval is too short, never too long. Where one end leaves no such day, the other, if it is known to the
day, is the interval's only one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import EVER, Days, days_of, iso
from sovleader_kg.derived.bounds import days_left
from sovleader_kg.derived.points import Points, most_precise
from sovleader_kg.derived.spans import END, START
from sovleader_kg.names import PREFIXES, TYPE, XSD, sl

__all__ = ["BEGINNING", "DURING", "HAS_PART", "INTERVAL", "LAST_DAY", "PART", "derive_organizations"]

ORG, TIME = PREFIXES["org"], PREFIXES["time"]
DURING, PART, HAS_PART = ORG + "memberDuring", ORG + "subOrganizationOf", ORG + "hasSubOrganization"
INTERVAL, BEGINNING, LAST_DAY = "#interval", "#beginning", "#end"  # behind the name of a term
DATE = NamedNode(XSD + "date")


def derive_organizations(index: Index, bounds: Sequence[Triple]) -> list[Triple]:
    """Return the intervals of memberships, and the parts of bodies.

    Args:
        index: Facts and claims.
        bounds: The joined points and the bounds, as `derive_bounds` gives them.
    """
    found = list(_parts(index))
    for term, first, last in _Memberships(index, bounds).lasting():
        found += _interval(term, first, last)
    return found


class _Memberships:
    """The terms, and the days that facts and bounds leave to their ends."""

    def __init__(self, index: Index, bounds: Sequence[Triple]) -> None:
        self._index, self._points, self._left = index, Points[Claim](bounds), days_left(bounds)
        self._doubtful = set(Index(bounds).using(sl("atMostPossible")))

    def lasting(self) -> Iterator[tuple[str, int, int]]:
        """Yield each term that surely was, with the first and the last day that it surely had."""
        for term in self._index.of_type(sl("Term"), sl("ActingTerm")):
            if term not in self._doubtful and (days := _sure(self._days(term, START), self._days(term, END))):
                yield term, *days

    def _days(self, term: str, kind: str) -> Days:
        """Return the days that an end may have had: as agreed of it, of what shares its day, and as bounded."""
        members = self._points.members(self._points.root(term, kind))
        shared = most_precise(node for member in members for node in self._index.nodes(*member))
        agreed = [*self._index.values(term, kind), *(node.value for node in shared)]
        found = EVER
        for days in (*map(days_of, agreed), self._left.get((term, kind), EVER)):
            found = found & days or found
        return found


def _sure(start: Days, end: Days) -> tuple[int, int] | None:
    """Return the first and the last day of what surely lasts, or None where no day is sure.

    >>> surely = [_sure(days_of(start), days_of("1953-09")) for start in ("1953-09-14", "1952", "1953")]
    >>> [days and tuple(map(iso, days)) for days in surely]
    [('1953-09-14', '1953-09-14'), ('1952-12-31', '1953-09-01'), None]
    """
    first, last = start.latest, end.earliest
    if first is not None and last is not None and first <= last:
        return first, last
    if first is not None and first == start.earliest:
        return first, first
    return (last, last) if last is not None and last == end.latest else None


def _interval(term: str, first: int, last: int) -> Iterator[Triple]:
    interval = term + INTERVAL
    yield _link(term, DURING, interval)
    yield _link(interval, TYPE, TIME + "Interval")
    for name, bounded, day in ((BEGINNING, "hasBeginning", first), (LAST_DAY, "hasEnd", last)):
        yield _link(interval, TIME + bounded, term + name)
        yield _link(term + name, TYPE, TIME + "Instant")
        yield Triple(NamedNode(term + name), NamedNode(TIME + "inXSDDate"), Literal(iso(day), datatype=DATE))


def _parts(index: Index) -> Iterator[Triple]:
    """Yield which bodies are part of which; principles, places and provisions have parts too, and are none."""
    bodies = set(index.of_type(sl("Body")))
    for body in sorted(bodies):
        for whole in bodies.intersection(index.values(body, sl("partOf"))):
            yield _link(body, PART, whole)
            yield _link(whole, HAS_PART, body)


def _link(subject: str, predicate: str, value: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), NamedNode(value))
