"""Sittings: who sat on a day and how many seats there were, as sources list and count them, held against the bounds.

"Present at the Presidium of 6 March 1953" is held against the bounds of the term, "a Politburo of seven" against the
members that are certain and possible on that day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from sovleader_kg.corpus.evidence import Claim, days_claimed
from sovleader_kg.dates import FIRST, LAST, Days, days_of
from sovleader_kg.derived.lists import HELD
from sovleader_kg.derived.verdicts import SEATS, Judge, Kind, Stand, Verdict
from sovleader_kg.names import sl

__all__ = ["counted_seats", "sittings"]

ON_THE_DAY, COUNTED = "held-on-the-day", "counted-seats"
OPPOSITE: dict[Kind, Kind] = {"agrees": "contradicts", "compatible": "compatible", "contradicts": "agrees"}


def sittings(judge: Judge) -> Iterator[Verdict]:
    """Yield a verdict on each claim that somebody sat on a day, and where it cannot be, its rivals, both ways."""
    for subject, predicate in judge.points.claimed():
        if predicate == HELD:
            yield from _sittings_of(judge, subject)


def _sittings_of(judge: Judge, term: str) -> Iterator[Verdict]:
    claims = judge.points.on(term, HELD)
    start, end = (judge.bounds(term, sl(side)) for side in ("start", "end"))
    excluding: dict[Claim, list[Claim]] = defaultdict(list)
    for claim in claims:
        if days := days_claimed(claim):
            kind, span = _on_the_day(days, start, end)
            stand = Stand(OPPOSITE[kind] if claim.denied else kind, ON_THE_DAY)
            yield Verdict(claim, stand, derived=span, only_source=judge.alone(claim, claims))
            rivals = (*_excluding(judge, term, "start", days), *_excluding(judge, term, "end", days))
            if stand.kind == "contradicts" and rivals:
                yield Verdict(claim, stand, others=rivals)
                for rival in rivals:
                    excluding[rival].append(claim)
    for rival, sat in excluding.items():
        yield Verdict(rival, Stand("contradicts", ON_THE_DAY), others=tuple(sat))


def _on_the_day(days: Days, start: Days | None, end: Days | None) -> tuple[Kind, Days]:
    """Return how one day of some stands to a term's bounds, and the days that the term may cover."""
    first, last = _outer(start), _outer(end)
    span = Days.of([(first[0], last[1])])
    if not days & span:
        return "contradicts", span
    certain = first[1] <= last[0] and days <= Days.of([(first[1], last[0])])
    return ("agrees" if certain else "compatible"), span


def _outer(days: Days | None) -> tuple[int, int]:
    """Return the first and last day of a bound; of an unknown one, all days that there are."""
    return (days.ranges[0][0], days.ranges[-1][1]) if days else (FIRST, LAST)


def _excluding(judge: Judge, subject: str, side: str, days: Days) -> Iterator[Claim]:
    """Yield the claims that count on a side of a term and leave no room for some day."""
    for claim in judge.points.on(subject, sl(side)):
        told = days_claimed(claim) if claim.counts else None
        if told and (
            told.ranges[0][0] > days.ranges[-1][1] if side == "start" else told.ranges[-1][1] < days.ranges[0][0]
        ):
            yield claim


def counted_seats(judge: Judge) -> Iterator[Verdict]:
    """Yield a verdict on each number of seats that a source states for one day.

    A source may count before or after what changed that day, so the members of the days beside it count too.
    """
    terms: dict[str, list[str]] = defaultdict(list)
    for term in judge.index.using(sl("post")):
        for post in judge.index.values(term, sl("post")):
            terms[post].append(term)
    for post, predicate in judge.points.claimed():
        if predicate != SEATS:
            continue
        for claim in judge.points.on(post, SEATS):
            valid = judge.index.value(claim.iri, sl("validDuring"))
            days = days_of(valid, claim.calendar) if valid else None
            one_day = days and days.ranges[0][0] == days.ranges[-1][1]
            if days and one_day and claim.value.value.isdigit() and not claim.denied:
                day = days.ranges[0][0]
                counts = [_members(judge, terms[post], one) for one in (day - 1, day, day + 1)]
                certain, possible = min(low for low, _ in counts), max(high for _, high in counts)
                stated = int(claim.value.value)
                kind: Kind = "compatible" if certain <= stated <= possible else "contradicts"
                shown = str(certain) if certain == possible else f"{certain} to {possible}"
                kind = "agrees" if certain == possible == stated else kind
                yield Verdict(claim, Stand(kind, COUNTED), counted=shown)


def _members(judge: Judge, terms: Iterable[str], day: int) -> tuple[int, int]:
    """Return how many persons certainly and possibly held a post on a day, by the bounds of their terms."""
    certain, possible = set(), set()
    for term in terms:
        holder = judge.index.value(term, sl("holder"))
        kind, _ = _on_the_day(Days.of([(day, day)]), judge.bounds(term, sl("start")), judge.bounds(term, sl("end")))
        if kind != "contradicts":
            possible.add(holder)
            if kind == "agrees" and not judge.doubtful(term):
                certain.add(holder)
    return len(certain), len(possible)
