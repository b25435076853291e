"""Counts: are the lengths and frequencies that sources state borne out by the dates?

"Nine days later" is held against the days between the bounds, end minus start; "every five years" against the
years between successive sittings.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from pyoxigraph import Literal

from sovleader_kg.dates import FIRST, LAST, Days
from sovleader_kg.derived.verdicts import Judge, Kind, Stand, Verdict
from sovleader_kg.names import BASE, XSD, sl
from sovleader_kg.nodes import Node

__all__ = ["counted"]

SITTINGS = {f"{BASE}body/party-congress": "Congress"}
Range = tuple[int, int]


def counted(judge: Judge) -> Iterator[Verdict]:
    """Yield a verdict on each claim that affirms a whole number of days or years that dates can be counted for."""
    for subject in judge.index.using(sl("statedDays")):
        between = _days_between(judge, subject)
        if between:
            yield from _verdicts(judge, subject, "statedDays", "counted-days", between)
    for norm in judge.index.using(sl("frequencyYears")):
        years = _years_between(judge, norm)
        if years:
            yield from _verdicts(judge, norm, "frequencyYears", "counted-years", years)


def _verdicts(judge: Judge, subject: str, predicate: str, rule: str, found: Range) -> Iterator[Verdict]:
    shown = str(found[0]) if found[0] == found[1] else f"{found[0]} to {found[1]}"
    for claim in judge.points.claims(judge.points.root(subject, sl(predicate))):
        stated = _number(claim.value)
        if stated is not None and not claim.denied:
            yield Verdict(claim, Stand(_kind(stated, found, rule), rule), counted=shown)


def _number(value: Node) -> int | None:
    whole = isinstance(value, Literal) and value.datatype.value == XSD + "integer"
    return int(value.value) if whole else None


def _kind(stated: int, found: Range, rule: str) -> Kind:
    """Return how a number stands to a count: a frequency must hold each time, a length only in some reading."""
    if found == (stated, stated):
        return "agrees"
    within = found[0] <= stated <= found[1]
    return "compatible" if within and rule == "counted-days" else "contradicts"


def _days_between(judge: Judge, subject: str) -> Range | None:
    start, end = (judge.bounds(subject, sl(name)) for name in ("start", "end"))
    if not start or not end or None in {start.earliest, start.latest, end.earliest, end.latest}:
        return None
    return max(0, _first(end) - _last(start)), _last(end) - _first(start)


def _years_between(judge: Judge, norm: str) -> Range | None:
    kinds = (SITTINGS[body] for body in judge.index.values(norm, sl("governs")) if body in SITTINGS)
    opened = [
        opening
        for kind in kinds
        for sitting in judge.index.of_type(sl(kind))
        if (opening := judge.bounds(sitting, sl("start"))) and _first(opening) > FIRST and _last(opening) < LAST
    ]
    pairs = list(pairwise(sorted(opened, key=_first)))
    if not pairs:
        return None
    return (
        min(_year(_first(later)) - _year(_last(earlier)) for earlier, later in pairs),
        max(_year(_last(later)) - _year(_first(earlier)) for earlier, later in pairs),
    )


def _first(days: Days) -> int:
    return days.ranges[0][0]


def _last(days: Days) -> int:
    return days.ranges[-1][1]


def _year(day: int) -> int:
    return date.fromordinal(day).year
