"""Chronology: who held a post or an office on a day, over all worlds that the claims allow.

A world picks one day for each point between its bounds, with every start before its end; points of one
event share their day. What holds in every world is certain, what holds in some is possible.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from sovleader_kg.dates import FIRST, LAST, iso
from sovleader_kg.model import Answer, Asked, Boundary, Certainty, Holding, Nobody

__all__ = ["YEARS", "Career", "Point", "Post", "Stretch", "Term", "holders"]

YEARS = (1917, 1991)


@dataclass(frozen=True, slots=True)
class Point:
    """A point in time: its name (shared by all points of one event) and its first and last possible day."""

    name: str
    earliest: int = FIRST
    latest: int = LAST


@dataclass(frozen=True, slots=True)
class Stretch:
    """A start and an end."""

    start: Point
    end: Point

    def may_cover(self, day: int) -> bool:
        """Tell whether some world has the day within it."""
        return self.start.earliest <= day <= self.end.latest


@dataclass(frozen=True, slots=True)
class Term:
    """A term, as far as chronology needs it; `doubtful` ones are never certain."""

    iri: str
    person: str
    name: str
    post: str
    acting: bool
    doubtful: bool
    when: Stretch
    succeeds: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Post:
    """A post: when it existed, when it lapsed, and who held it first and last.

    Claimed lapses are those that only a claim knows: the post may not have existed then.
    """

    iri: str
    when: Stretch
    lapses: tuple[Stretch, ...]
    first_holders: tuple[str, ...]
    final_holders: tuple[str, ...]
    claimed_lapses: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Career:
    """A post or an office with all its posts and terms."""

    asked: Asked
    subject: str
    posts: tuple[Post, ...]
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class _Limit:
    """A demand on a world: a point lies no earlier than `low` and no later than `high`."""

    point: Point
    low: int = FIRST
    high: int = LAST


def holders(career: Career, day: int) -> Answer:
    """Answer who held a post or an office on a day (an ordinal), and whether anybody did."""
    present = [term for term in career.terms if term.when.may_cover(day)]
    people = dict.fromkeys(term.person for term in present)
    found = [_holding([t for t in present if t.person == person], day) for person in people]
    ranked = sorted(found, key=lambda one: (one.certainty != "certain", one.boundary or "", one.person))
    return Answer(career.asked, career.subject, iso(day), tuple(ranked), _nobody(career, present, day))


def _holding(terms: Sequence[Term], day: int) -> Holding:
    """Join one person's terms that may cover the day into one answer."""
    last = max(terms, key=lambda term: (_surely(term, day), term.when.start.earliest))
    sure = [term for term in terms if not term.doubtful]
    certainty: Certainty = "certain" if sure and not _some_world(_outside(sure, day), sure) else "possible"
    return Holding(
        person=last.person,
        name=last.name,
        post=last.post,
        term=last.iri,
        certainty=certainty,
        boundary=_boundary(terms, day),
        acting=all(term.acting for term in terms),
        claims=tuple(sorted({claim for term in terms for claim in term.claims})),
    )


def _surely(term: Term, day: int) -> bool:
    return term.when.start.latest <= day <= term.when.end.earliest


def _boundary(terms: Sequence[Term], day: int) -> Boundary | None:
    enters = all(_falls_on(term.when.start, day) for term in terms)
    leaves = all(_falls_on(term.when.end, day) for term in terms)
    if enters == leaves:
        return None
    return "enters" if enters else "leaves"


def _falls_on(point: Point, day: int) -> bool:
    return point.earliest == point.latest == day


def _outside(terms: Iterable[Term], day: int) -> Iterator[tuple[_Limit, ...]]:
    """Yield every way in which no term covers the day; a doubtful term may not have been at all."""
    for choice in product(*(list(_ways_out(term, day)) for term in terms)):
        yield tuple(limit for part in choice for limit in part)


def _ways_out(term: Term, day: int) -> Iterator[tuple[_Limit, ...]]:
    if term.when.end.earliest < day:
        yield (_Limit(term.when.end, high=day - 1),)
    if term.when.start.latest > day:
        yield (_Limit(term.when.start, low=day + 1),)
    if term.doubtful:
        yield ()


def _some_world(ways: Iterable[tuple[_Limit, ...]], terms: Iterable[Term]) -> bool:
    stretches = [term.when for term in terms]
    return any(_feasible(limits, stretches) for limits in ways)


def _feasible(limits: Iterable[_Limit], stretches: Sequence[Stretch]) -> bool:
    """Tell whether a world meets the limits: narrow the points until nothing changes."""
    span: dict[str, tuple[int, int]] = {}
    points = [point for one in stretches for point in (one.start, one.end)]
    for limit in (*(_Limit(point) for point in points), *limits):
        low, high = span.get(limit.point.name, (limit.point.earliest, limit.point.latest))
        span[limit.point.name] = (max(low, limit.low), min(high, limit.high))
    changed = True
    while changed:
        changed = False
        for one in stretches:
            (a, b), (c, d) = span[one.start.name], span[one.end.name]
            if c < a or b > d:
                span[one.end.name], span[one.start.name] = (max(a, c), d), (a, min(b, d))
                changed = max(a, c) <= d and a <= min(b, d)
    return all(low <= high for low, high in span.values())


def _nobody(career: Career, present: Sequence[Term], day: int) -> Nobody | None:
    vacant_ways = [way for way in _outside(present, day) if _feasible(way, [term.when for term in present])]
    if not vacant_ways:
        return None
    reasons = tuple(_reasons(career, vacant_ways, present, day))
    outside = () if YEARS[0] <= int(iso(day)[:4]) <= YEARS[1] else ("outside",)
    unsure = present or "silent" in reasons
    return Nobody("possible" if unsure else "certain", reasons + outside)


def _reasons(career: Career, ways: Sequence[tuple[_Limit, ...]], present: Sequence[Term], day: int) -> Iterator[str]:
    stretches = [
        *(term.when for term in present),
        *(stretch for post in career.posts for stretch in (post.when, *post.lapses, *post.claimed_lapses)),
    ]
    absences = [list(_absences(post, day)) for post in career.posts]
    missing = (tuple(limit for part in choice for limit in part) for choice in product(*absences))
    if any(_feasible((*way, *away), stretches) for away in missing for way in ways):
        yield "no-post"
    standing = [
        (post, (*way, *there))
        for post in career.posts
        for there in _presences(post, day)
        for way in ways
        if _feasible((*way, *there), stretches)
    ]
    accounted = [limits for post, limits in standing if _known_gap(career, post, limits, stretches, day)]
    if accounted:
        yield "vacant"
    if len(accounted) < len(standing):
        yield "silent"


def _absences(post: Post, day: int) -> Iterator[tuple[_Limit, ...]]:
    """Yield every way in which a post does not exist on a day: one without limits where it surely does not."""
    if _surely_absent(post, day):
        yield ()
        return
    yield (_Limit(post.when.start, low=day + 1),)
    yield (_Limit(post.when.end, high=day - 1),)
    for lapse in (*post.lapses, *post.claimed_lapses):
        yield (_Limit(lapse.start, high=day - 1), _Limit(lapse.end, low=day + 1))


def _presences(post: Post, day: int) -> Iterator[tuple[_Limit, ...]]:
    """Yield every way in which a post exists on a day: none where it surely does not."""
    if _surely_absent(post, day):
        return
    lasting = (_Limit(post.when.start, high=day), _Limit(post.when.end, low=day))
    ways = [((_Limit(lapse.start, low=day),), (_Limit(lapse.end, high=day),)) for lapse in post.lapses]
    for choice in product(*ways):
        yield (*lasting, *(limit for part in choice for limit in part))


def _surely_absent(post: Post, day: int) -> bool:
    lapsed = any(lapse.start.latest < day < lapse.end.earliest for lapse in post.lapses)
    return lapsed or not post.when.may_cover(day)


def _known_gap(career: Career, post: Post, limits: tuple[_Limit, ...], stretches: Sequence[Stretch], day: int) -> bool:
    """Tell whether claims speak of the gap.

    They do where the sources tell the post from its first holder to its final one, between a term and its
    successor, before the first holder and after the final one.
    """
    if post.first_holders and post.final_holders:
        return True
    by_iri = {term.iri: term for term in career.terms}
    for term in career.terms:
        after = _Limit(term.when.start, low=day + 1)
        before = _Limit(term.when.end, high=day - 1)
        own = [*stretches, term.when]
        if term.post == post.iri and term.person in post.first_holders and _feasible((*limits, after), own):
            return True
        if term.post == post.iri and term.person in post.final_holders and _feasible((*limits, before), own):
            return True
        for earlier in (by_iri[iri] for iri in term.succeeds if iri in by_iri):
            gone = _Limit(earlier.when.end, high=day - 1)
            if _feasible((*limits, after, gone), [*own, earlier.when]):
                return True
    return False
