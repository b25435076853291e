"""Bounds: the first and last day of everything dated, its least and greatest length, and what of it is doubtful.

A point is one end of a term, post, tenure …, the day of an event, a birth, a death, the joining of the party. Points
that name the same event are one point, as are a death and the event of dying. What the claims on a point leave open
(`spans`) is narrowed by the order of points, by lives, and on a side that no claim bounds by what else is known
(`limits`); what is doubtful (`doubts`) narrows nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import FIRST, LAST, Days, as_day, iso
from sovleader_kg.derived.doubts import doubtful
from sovleader_kg.derived.limits import Limit, Limits
from sovleader_kg.derived.points import Point, join_points
from sovleader_kg.derived.spans import END, POINTS, START, Spans
from sovleader_kg.errors import Problem
from sovleader_kg.names import XSD, sl

__all__ = ["days_left", "derive_bounds"]

LIMITED = {START: sl("startLimitedBy"), END: sl("endLimitedBy")}


def derive_bounds(index: Index, claims: Sequence[Claim]) -> tuple[list[Triple], list[Problem]]:
    """Return joined points, and plain bounds, lengths and doubts of everything dated, and what makes them impossible.

    Args:
        index: Facts and claims.
        claims: The claims, as `claims_in` gives them.
    """
    joins = join_points(index)
    spans = Spans(index, joins, claims)
    doubts = doubtful(index, spans, claims)
    limits = Limits(index, spans, claims, doubts)
    found, problems = limits.settle()
    if problems:
        return [], problems
    triples = [*joins, *(triple for point in _told(index, spans) for triple in _bound_triples(spans, *point))]
    marked = (thing for thing, kind in spans.points.joined if kind in LIMITED)
    triples += [t for thing in sorted({*limits.lasting, *marked}) for t in _limit_triples(spans, found, thing)]
    triples += [triple for subject in _lasting(index) for triple in _lengths(spans, subject)]
    triples += [triple for office in limits.offices() for triple in _existence(limits, office)]
    return [*triples, *(_triple(thing, "atMostPossible", "true", "boolean") for thing in doubts)], []


def _told(index: Index, spans: Spans) -> list[Point]:
    """Return every point that has a date, on its own or by its event."""
    known = (point for point in spans.named if point[0] in index or point in spans.points.joined)
    return sorted(point for point in known if spans.of(*point).told)


def _lasting(index: Index) -> list[str]:
    return sorted({s for kind in ("start", "startedBy") for s in index.using(sl(kind))})


def _triple(subject: str, name: str, value: str, datatype: str) -> Triple:
    return Triple(NamedNode(subject), NamedNode(sl(name)), Literal(value, datatype=NamedNode(XSD + datatype)))


def _bound_triples(spans: Spans, subject: str, kind: str) -> Iterator[Triple]:
    span = spans.of(subject, kind)
    for side, day in (("earliest", span.earliest), ("latest", span.latest)):
        if day is not None:
            yield _triple(subject, f"{side}{POINTS[kind]}", iso(day), "date")


def _limit_triples(spans: Spans, limits: Iterable[Limit], thing: str) -> Iterator[Triple]:
    """Yield the outer bounds of a thing that no claim gives, of the events that mark them too, and what sets them."""
    start, end = spans.of(thing, START), spans.of(thing, END)
    for kind, side, day, bounded in (
        (START, "earliest", start.earliest, start.begins),
        (END, "latest", end.latest, end.ends),
    ):
        root = spans.root(thing, kind)
        setting = sorted({one.by for one in limits if not bounded and one.sets(root, kind, day)})
        if setting and day is not None:
            for subject, of in {(thing, kind), root} if not spans.of(thing, kind).told else ():
                yield _triple(subject, f"{side}{POINTS[of]}", iso(day), "date")
            yield from (Triple(NamedNode(thing), NamedNode(LIMITED[kind]), NamedNode(by)) for by in setting)


def _lengths(spans: Spans, subject: str) -> Iterator[Triple]:
    """Yield the fewest and most days that a lasting thing covers, its first and last day included."""
    start, end = spans.of(subject, START), spans.of(subject, END)
    if start is end and start.told:
        yield _triple(subject, "shortestLength", "1", "integer")
        yield _triple(subject, "longestLength", "1", "integer")
    elif start is not end:
        if start.told and end.told and start.latest is not None and end.earliest is not None:
            yield _triple(subject, "shortestLength", str(max(1, end.earliest - start.latest + 1)), "integer")
        if start.earliest is not None and end.latest is not None:
            yield _triple(subject, "longestLength", str(end.latest - start.earliest + 1), "integer")


def _existence(limits: Limits, office: str) -> Iterator[Triple]:
    """Yield from when to when an office may have existed, and surely did."""
    start, end = limits.existence(office)
    for part, span in (("Start", start), ("End", end)):
        for side, day in (("earliest", span.earliest), ("latest", span.latest)):
            if day is not None:
                yield _triple(office, f"{side}{part}", iso(day), "date")


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
