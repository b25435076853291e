"""Vacancy: whether nobody held a post or an office at a time, and why.

A reason is told where some world gives it: a world in which nobody held it, and a day of the time on which
that is so because no post stood, because the sources account for the gap, or although nothing accounts for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from sovleader_kg.answers.chronology.careers import Career, Post, Term
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import (
    Case,
    Choice,
    Covering,
    Point,
    Worlds,
    before,
    covers,
    day_left_out,
    day_of,
    leaves_out,
    never_covered,
    no_later,
    not_met,
    some_day,
)
from sovleader_kg.dates import iso
from sovleader_kg.model import Nobody

__all__ = ["YEARS", "changed_hands", "is_outside", "nobody", "not_throughout"]

YEARS = (1917, 1991)


def nobody(career: Career, present: Sequence[Term], when: When, *, unsure: bool) -> Nobody | None:
    """Return whether nobody (also) may have held it: on the day, on any day of the period, or all through it.

    Args:
        career: The post or office.
        present: Its terms that may cover some day of the time.
        when: The time.
        unsure: Whether somebody may have.
    """
    if not career.worlds.allow(_unheld(present, when)):
        return None
    reasons = tuple(_reasons(career, present, when))
    outside = ("outside",) if is_outside(when) else ()
    silent = "silent" in reasons and _wholly_silent(career, present, when)
    return Nobody("possible" if unsure or silent else "certain", reasons + outside)


def is_outside(when: When) -> bool:
    """Return whether some day of the time lies outside the years of the graph."""
    return int(iso(when.first)[:4]) < YEARS[0] or int(iso(when.last)[:4]) > YEARS[1]


def _unheld(present: Sequence[Term], when: When) -> list[Choice]:
    """Demand that nobody held it: for a whole period, that each person left out some day."""
    if when.mode == "through":
        return not_throughout(_by_person(present), when)
    return never_covered([term for term in present if not term.doubtful], when)


def _by_person(terms: Sequence[Term]) -> list[list[Term]]:
    people = dict.fromkeys(term.person for term in terms)
    return [[term for term in terms if term.person == person] for person in people]


def not_throughout(claimants: Sequence[Sequence[Covering]], when: When, there: Sequence[Covering] = ()) -> list[Choice]:
    """Demand that each claimant leaves out a day, also with those doubtful terms that are there."""
    return [
        choice
        for number, things in enumerate(claimants)
        for choice in day_left_out([one for one in things if not one.doubtful or one in there], when, str(number))
    ]


def changed_hands(worlds: Worlds, claimants: Sequence[Sequence[Covering]], when: When) -> bool:
    """Return whether in some world two claimants each cover a day of a period, and none every day."""
    first, last = some_day(when.first, when.first), some_day(when.last, when.last)
    return any(
        worlds.allow(
            [[covers(one, first, last)], [covers(other, first, last)], *not_throughout(claimants, when, (one, other))]
        )
        for mine, others in combinations(claimants, 2)
        for one in mine
        for other in others
    )


def _reasons(career: Career, present: Sequence[Term], when: When) -> Iterator[str]:
    day = day_of(when)
    sure = [term for term in present if not term.doubtful]
    alone = [leaves_out(term, day, day) for term in sure] if when.mode == "through" else never_covered(sure, when)
    yield from _reasons_on(career, alone, day)
    if when.mode == "through" and changed_hands(career.worlds, _by_person(present), when):
        yield "changed-hands"


def _reasons_on(career: Career, alone: list[Choice], day: Point) -> Iterator[str]:
    allow = career.worlds.allow
    if allow([*alone, *(_absent(post, day) for post in career.posts)]):
        yield "no-post"
    standing = [(post, [*alone, *_present(post, day)]) for post in career.posts]
    if any(allow([*stands, _accounted(career, post, day)]) for post, stands in standing):
        yield "vacant"
    if any(allow([*stands, *_unaccounted(career, post, day)]) for post, stands in standing):
        yield "silent"


def _wholly_silent(career: Career, present: Sequence[Term], when: When) -> bool:
    """Return whether somebody whom the graph does not know may have held it as asked: silence, and nobody else."""
    if when.mode != "through":
        return True
    sure = [term for term in present if not term.doubtful]
    return "silent" in _reasons_on(career, never_covered(sure, when), day_of(when))


def _absent(post: Post, day: Point) -> Choice:
    """Demand that a post does not exist on a day."""
    lapses = [(before(lapse.start, day), before(day, lapse.end)) for lapse in (*post.lapses, *post.claimed_lapses)]
    return [(before(day, post.when.start),), (before(post.when.end, day),), *lapses]


def _present(post: Post, day: Point) -> list[Choice]:
    """Demand that a post exists on a day: the first and the last day of a lapse still belong to it."""
    lasting = (no_later(post.when.start, day), no_later(day, post.when.end))
    return [[lasting], *([(no_later(day, one.start),), (no_later(one.end, day),)] for one in post.lapses)]


def _accounted(career: Career, post: Post, day: Point) -> Choice:
    """Demand that claims speak of the gap on a day.

    They do where the sources tell the post from its first holder to its final one, between a term and its
    successor, before the first holder and after the final one.
    """
    return [()] if post.first_holders and post.final_holders else list(_gaps(career, post, day))


def _unaccounted(career: Career, post: Post, day: Point) -> list[Choice]:
    """Demand that no claim speaks of the gap on a day."""
    if post.first_holders and post.final_holders:
        return [[]]
    return not_met(list(_gaps(career, post, day)))


def _gaps(career: Career, post: Post, day: Point) -> Iterator[Case]:
    by_iri = {term.iri: term for term in career.terms}
    for term in career.terms:
        after, over = before(day, term.when.start), before(term.when.end, day)
        if term.post == post.iri and term.person in post.first_holders:
            yield (after,)
        if term.post == post.iri and term.person in post.final_holders:
            yield (over,)
        for earlier in (by_iri[iri] for iri in term.succeeds if iri in by_iri):
            yield (after, before(earlier.when.end, day))
