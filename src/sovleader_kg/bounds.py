"""Bounds: from the claims on a point in time to the first and last day that they leave open.

A point is one end of a term, post, tenure …, the day of an event, a birth or a death. Points that name the
same event are one point, as are a death and the event of dying. The claims on a point that no resolution
rejects combine so: claims that can be true together narrow each other, claims that cannot widen. The days left
are the union, over the maximal consistent sets of claims, of the days that all claims of the set allow. Hedged
and implied claims widen what stated ones leave open, but never narrow it: no day is surer than the claims that
state it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.dates import FIRST, LAST, Days, as_day, days_of, iso
from sovleader_kg.errors import Problem
from sovleader_kg.evidence import Claim, days_claimed
from sovleader_kg.index import Index, sl
from sovleader_kg.names import RDF, XSD, compact

__all__ = ["combine", "days_left", "derive_bounds"]

POINTS = {"start": "Start", "end": "End", "date": "Date", "birth": "Birth", "death": "Death"}
HOLDING = {
    **dict.fromkeys(("Term", "ActingTerm"), ("holder", "post")),
    "EffectiveLeadership": ("leader", "leads"),
    "CollectiveLeadership": ("hasMember", "leads"),
}
SEVERAL = {"leads", "hasMember"}
Point = tuple[str, str]


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
class _Span:
    """The first and last day that a point may fall on; None is unbounded."""

    earliest: int | None
    latest: int | None
    weak: bool


class _Points:
    """All points of an index, those of one event joined, with the claims on each."""

    def __init__(self, index: Index, claims: Iterable[Claim]) -> None:
        self.index = index
        self.joined = dict(_shared_points(index))
        self._claims: dict[Point, list[Claim]] = defaultdict(list)
        for claim in claims:
            kind = claim.predicate.removeprefix(sl(""))
            if kind in POINTS and claim.counts:
                self._claims[self.root((claim.subject, kind))].append(claim)
        roots = {self.root(point) for point in self._named()}
        self.spans = {point: span for point in roots if (span := self._span(point))}

    def root(self, point: Point) -> Point:
        return self.joined.get(point, point)

    def _span(self, point: Point) -> _Span | None:
        claims = [(claim, days) for claim in self._claims[point] if (days := days_claimed(claim))]
        if claims:
            days = combine([days for _, days in claims]) | combine([d for claim, d in claims if not claim.weak])
            return _Span(days.earliest, days.latest, all(claim.weak for claim, _ in claims))
        stated = [days_of(text) for text in self.index.values(point[0], sl(point[1]))]
        if not stated:
            return None
        days = combine(stated)
        return _Span(days.earliest, days.latest, weak=False)

    def _named(self) -> set[Point]:
        """Return every point that a fact, an event or a claim dates."""
        return {(s, kind) for kind in POINTS for s in self.index.using(sl(kind))} | set(self.joined) | set(self._claims)

    def narrow(self) -> list[Problem]:
        """Let every start lie before its end, in all worlds, until nothing changes."""
        pairs = [
            (self.root((subject, first)), self.root((subject, last)), subject)
            for first, last in (("start", "end"), ("birth", "death"))
            for subject in sorted({name for name, kind in self._named() if kind in {first, last}})
        ]
        undated = {point: _Span(None, None, weak=False) for pair in pairs for point in pair[:2]}
        spans = undated | self.spans
        changed = True
        while changed:
            narrowed = [_order(spans[start], spans[end]) for start, end, _ in pairs]
            changed = any(narrowed)
            wrong = [subject for start, end, subject in pairs if _empty(spans[start]) or _empty(spans[end])]
            if wrong:
                return [_reversed(subject) for subject in sorted(wrong)]
        return []


def _shared_points(index: Index) -> Iterator[tuple[Point, Point]]:
    for link, kind in (("startedBy", "start"), ("endedBy", "end")):
        for subject in index.using(sl(link)):
            yield (subject, kind), (min(index.values(subject, sl(link))), "date")
    for death in reversed(index.of_type(sl("Death"))):
        for person in index.values(death, sl("affected")):
            yield (person, "death"), (death, "date")


def _order(start: _Span, end: _Span) -> bool:
    changed = False
    if start.earliest is not None and (end.earliest is None or end.earliest < start.earliest):
        end.earliest, changed = start.earliest, True
    if end.latest is not None and (start.latest is None or start.latest > end.latest):
        start.latest, changed = end.latest, True
    return changed


def _empty(span: _Span) -> bool:
    return span.earliest is not None and span.latest is not None and span.earliest > span.latest


def _reversed(subject: str) -> Problem:
    message = f"{compact(subject)} ends before it starts, whatever the claims mean; correct a date or reject a claim"
    return Problem(compact(subject), message, rule="bounds")


def derive_bounds(index: Index, claims: Sequence[Claim]) -> tuple[list[Triple], list[Problem]]:
    """Return the plain bounds, lengths and doubts of everything dated, and what makes them impossible.

    Args:
        index: Facts and claims.
        claims: The claims, as `claims_in` gives them.
    """
    points = _Points(index, claims)
    problems = points.narrow()
    if problems:
        return [], problems
    triples = [triple for point in _dated(index, points) for triple in _bound_triples(points, *point)]
    triples += [triple for subject in _lasting(index) for triple in _lengths(points, subject)]
    triples += [_triple(term, "atMostPossible", "true", "boolean") for term in _doubtful(index, points, claims)]
    return triples, []


def _dated(index: Index, points: _Points) -> set[Point]:
    """Return every point that has a date, on its own or by its event."""
    own = {(s, kind) for kind in POINTS for s in index.using(sl(kind))}
    claimed = {point for point in points.spans if point[0] in index}
    return {point for point in own | set(points.joined) | claimed if points.root(point) in points.spans}


def _lasting(index: Index) -> list[str]:
    return sorted({s for kind in ("start", "startedBy") for s in index.using(sl(kind))})


def _triple(subject: str, name: str, value: str, datatype: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(sl(name)), Literal(value, datatype=NamedNode(XSD + datatype)))


def _bound_triples(points: _Points, subject: str, kind: str) -> Iterator[Triple]:
    span = points.spans[points.root((subject, kind))]
    for side, day in (("earliest", span.earliest), ("latest", span.latest)):
        if day is not None:
            yield _triple(subject, f"{side}{POINTS[kind]}", iso(day), "date")


def _lengths(points: _Points, subject: str) -> Iterator[Triple]:
    """Yield the fewest and most days that a lasting thing covers, its first and last day included."""
    start = points.spans.get(points.root((subject, "start")))
    end = points.spans.get(points.root((subject, "end")))
    if start is None or end is None:
        return
    if start is end:
        yield _triple(subject, "shortestLength", "1", "integer")
        yield _triple(subject, "longestLength", "1", "integer")
        return
    if start.latest is not None and end.earliest is not None:
        yield _triple(subject, "shortestLength", str(max(1, end.earliest - start.latest + 1)), "integer")
    if start.earliest is not None and end.latest is not None:
        yield _triple(subject, "longestLength", str(end.latest - start.earliest + 1), "integer")


def _doubtful(index: Index, points: _Points, claims: Iterable[Claim]) -> list[str]:
    """Return what is never certain: contested, or resting on weak claims only, and the tenures of such terms."""
    by_point: dict[Point, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.rejected:
            by_point[claim.subject, claim.predicate].append(claim)
    own = {
        thing
        for kind, links in HOLDING.items()
        for thing in index.of_type(sl(kind))
        if _contested(thing, links, by_point) or _weakly_dated(thing, points) or _weakly_held(thing, links, by_point)
    }
    return sorted(own | {tenure for term in own for tenure in index.values(term, sl("partOfTenure"))})


def _contested(thing: str, links: Iterable[str], by_point: dict[Point, list[Claim]]) -> bool:
    """Tell whether a claim denies the thing, or names another for what it has only one of."""
    for name in (*map(sl, links), RDF + "type"):
        claims = by_point[thing, name]
        if any(claim.denied for claim in claims):
            return True
        several = name == RDF + "type" or name.removeprefix(sl("")) in SEVERAL
        if not several and len({claim.value for claim in claims}) > 1:
            return True
    return False


def _weakly_dated(thing: str, points: _Points) -> bool:
    ends = (points.spans.get(points.root((thing, kind))) for kind in ("start", "end"))
    return any(span is not None and span.weak for span in ends)


def _weakly_held(thing: str, links: Iterable[str], by_point: dict[Point, list[Claim]]) -> bool:
    """Tell whether what it links rests on hedged or implied claims alone."""
    claims = ([claim for claim in by_point[thing, sl(name)] if claim.counts] for name in links)
    return any(found and all(claim.weak for claim in found) for found in claims)


def days_left(bounds: Iterable[Triple]) -> dict[Point, Days]:
    """Return the days that derived bounds leave open, by thing and dated property."""
    index = Index(bounds)
    found: dict[Point, Days] = {}
    for name, part in POINTS.items():
        earliest, latest = sl(f"earliest{part}"), sl(f"latest{part}")
        for subject in {*index.using(earliest), *index.using(latest)}:
            first, last = index.value(subject, earliest), index.value(subject, latest)
            days = (as_day(first) if first else FIRST, as_day(last) if last else LAST)
            found[subject, sl(name)] = Days((days,))
    return found
