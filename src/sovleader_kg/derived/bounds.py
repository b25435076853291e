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

from sovleader_kg.corpus.evidence import Claim, days_claimed
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import FIRST, LAST, Days, as_day, days_of, iso
from sovleader_kg.derived.points import Point, Points, join_points
from sovleader_kg.errors import Problem
from sovleader_kg.names import RDF, XSD, compact, sl

__all__ = ["combine", "days_left", "derive_bounds"]

START, END = sl("start"), sl("end")
POINTS = {START: "Start", END: "End", sl("date"): "Date", sl("birth"): "Birth", sl("death"): "Death"}
HOLDING = {
    **dict.fromkeys(("Term", "ActingTerm"), ("holder", "post")),
    "EffectiveLeadership": ("leader", "leads"),
    "CollectiveLeadership": ("hasMember", "leads"),
}
SEVERAL = {"leads", "hasMember"}


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


class _Spans:
    """The dated points of an index, those of one event joined, with what the claims leave open on each."""

    def __init__(self, index: Index, joins: Iterable[Triple], claims: Iterable[Claim]) -> None:
        self.points = Points(joins, (claim for claim in claims if claim.predicate in POINTS and claim.counts))
        self._named = {(subject, kind) for kind in POINTS for subject in index.using(kind)}
        self._named |= {*self.points.joined, *self.points.claimed()}
        roots = {self.points.root(*point) for point in self._named}
        self.by_root = {root: span for root in roots if (span := self._span(index, root))}

    def of(self, subject: str, kind: str) -> _Span | None:
        """Return what is left open for a thing and dated property."""
        return self.by_root.get(self.points.root(subject, kind))

    def dated(self, index: Index) -> set[Point]:
        """Return every point that has a date, on its own or by its event."""
        known = (point for point in self._named if point[0] in index or point in self.points.joined)
        return {point for point in known if self.of(*point)}

    def _span(self, index: Index, root: Point) -> _Span | None:
        claims = [(claim, days) for claim in self.points.claims(root) if (days := days_claimed(claim))]
        if claims:
            days = combine([days for _, days in claims]) | combine([d for claim, d in claims if not claim.weak])
            return _Span(days.earliest, days.latest, all(claim.weak for claim, _ in claims))
        stated = [days_of(text) for text in index.values(*root)]
        if not stated:
            return None
        days = combine(stated)
        return _Span(days.earliest, days.latest, weak=False)

    def narrow(self) -> list[Problem]:
        """Let every start lie before its end, in all worlds, until nothing changes."""
        pairs = [
            (self.points.root(subject, first), self.points.root(subject, last), subject)
            for first, last in ((START, END), (sl("birth"), sl("death")))
            for subject in sorted({name for name, kind in self._named if kind in {first, last}})
        ]
        undated = {point: _Span(None, None, weak=False) for pair in pairs for point in pair[:2]}
        spans = undated | self.by_root
        changed = True
        while changed:
            narrowed = [_order(spans[start], spans[end]) for start, end, _ in pairs]
            changed = any(narrowed)
            wrong = [subject for start, end, subject in pairs if _empty(spans[start]) or _empty(spans[end])]
            if wrong:
                return [_reversed(subject) for subject in sorted(wrong)]
        return []


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
    """Return joined points, and plain bounds, lengths and doubts of everything dated, and what makes them impossible.

    Args:
        index: Facts and claims.
        claims: The claims, as `claims_in` gives them.
    """
    joins = join_points(index)
    spans = _Spans(index, joins, claims)
    problems = spans.narrow()
    if problems:
        return [], problems
    triples = [*joins, *(triple for point in spans.dated(index) for triple in _bound_triples(spans, *point))]
    triples += [triple for subject in _lasting(index) for triple in _lengths(spans, subject)]
    triples += [_triple(term, "atMostPossible", "true", "boolean") for term in _doubtful(index, spans, claims)]
    return triples, []


def _lasting(index: Index) -> list[str]:
    return sorted({s for kind in ("start", "startedBy") for s in index.using(sl(kind))})


def _triple(subject: str, name: str, value: str, datatype: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(sl(name)), Literal(value, datatype=NamedNode(XSD + datatype)))


def _bound_triples(spans: _Spans, subject: str, kind: str) -> Iterator[Triple]:
    span = spans.of(subject, kind)
    assert span
    for side, day in (("earliest", span.earliest), ("latest", span.latest)):
        if day is not None:
            yield _triple(subject, f"{side}{POINTS[kind]}", iso(day), "date")


def _lengths(spans: _Spans, subject: str) -> Iterator[Triple]:
    """Yield the fewest and most days that a lasting thing covers, its first and last day included."""
    start, end = spans.of(subject, START), spans.of(subject, END)
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


def _doubtful(index: Index, spans: _Spans, claims: Iterable[Claim]) -> list[str]:
    """Return what is never certain: contested, or resting on weak claims only, and the tenures of such terms."""
    by_point: dict[Point, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.rejected:
            by_point[claim.subject, claim.predicate].append(claim)
    own = {
        thing
        for kind, links in HOLDING.items()
        for thing in index.of_type(sl(kind))
        if _contested(thing, links, by_point) or _weakly_dated(thing, spans) or _weakly_held(thing, links, by_point)
    }
    return sorted(own | {tenure for term in own for tenure in index.values(term, sl("partOfTenure"))})


def _contested(thing: str, links: Iterable[str], by_point: dict[Point, list[Claim]]) -> bool:
    """Return whether a claim denies the thing, or names another for what it has only one of."""
    for name in (*map(sl, links), RDF + "type"):
        claims = by_point[thing, name]
        if any(claim.denied for claim in claims):
            return True
        several = name == RDF + "type" or name.removeprefix(sl("")) in SEVERAL
        if not several and len({claim.value for claim in claims}) > 1:
            return True
    return False


def _weakly_dated(thing: str, spans: _Spans) -> bool:
    ends = (spans.of(thing, kind) for kind in (START, END))
    return any(span is not None and span.weak for span in ends)


def _weakly_held(thing: str, links: Iterable[str], by_point: dict[Point, list[Claim]]) -> bool:
    """Return whether what it links rests on hedged or implied claims alone."""
    claims = ([claim for claim in by_point[thing, sl(name)] if claim.counts] for name in links)
    return any(found and all(claim.weak for claim in found) for found in claims)


def days_left(bounds: Iterable[Triple]) -> dict[Point, Days]:
    """Return the days that derived bounds leave open, by thing and dated property."""
    index = Index(bounds)
    found: dict[Point, Days] = {}
    for kind, part in POINTS.items():
        earliest, latest = sl(f"earliest{part}"), sl(f"latest{part}")
        for subject in {*index.using(earliest), *index.using(latest)}:
            first, last = index.value(subject, earliest), index.value(subject, latest)
            days = (as_day(first) if first else FIRST, as_day(last) if last else LAST)
            found[subject, kind] = Days((days,))
    return found
