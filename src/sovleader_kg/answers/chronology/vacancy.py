"""Vacancy: whether nobody held a post or led a body at a time, and why.

A reason is given where some world gives it: a world in which nobody held it, and a day of the time on which that is
so because the post did not exist, because the sources account for the gap, or although nothing accounts for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from sovleader_kg.answers.chronology.careers import Career, Post, Term
from sovleader_kg.answers.chronology.constraints import Alternative, Point, Proposition
from sovleader_kg.answers.chronology.when import When, one_day
from sovleader_kg.answers.chronology.worlds import (
    Lasting,
    Worlds,
    before,
    leave_out_a_day,
    misses,
    negation,
    no_later,
    touches,
)
from sovleader_kg.model import Certainty, Nobody

__all__ = ["Unheld", "vacancy"]


@dataclass(frozen=True, slots=True)
class Unheld:
    """That nobody covers a time, put as propositions, with the reasons that there may be.

    Attributes:
        worlds: The worlds asked about.
        when: The time.
        claimants: The things with which each person or leader may cover it.
        never: That nobody covers any day of the time.
        not_then: That nobody covers `when.day`, which is one of its days.
        reasons: Returns why nobody may cover `when.day` where some propositions are true.
    """

    worlds: Worlds
    when: When
    claimants: Sequence[Sequence[Lasting]]
    never: list[Proposition]
    not_then: list[Proposition]
    reasons: Callable[[list[Proposition]], list[str]]

    def answer(self, *, unsure: bool) -> Nobody | None:
        """Return that nobody (also) may cover the time, and why; None where somebody certainly does.

        Args:
            unsure: Whether somebody may cover it.
        """
        through = self.when.mode == "through"
        if not self.worlds.allow(self._nobody_throughout() if through else self.never):
            return None
        of_never = self.reasons(self.never)
        reasons = self.reasons(self.not_then) if through else of_never
        changed = ["changed-hands"] if through and self._may_change_hands() else []
        outside = ["outside"] if self.when.outside else []
        certainty: Certainty = "possible" if unsure or "silent" in of_never else "certain"
        return Nobody(certainty, (*reasons, *changed, *outside))

    def _nobody_throughout(self, there: Sequence[Lasting] = ()) -> list[Proposition]:
        """Return the propositions that each claimant leaves out a day; doubtful things count if `there`."""
        return [
            proposition
            for number, things in enumerate(self.claimants)
            for proposition in leave_out_a_day(
                [one for one in things if not one.doubtful or one in there], self.when, str(number)
            )
        ]

    def _may_change_hands(self) -> bool:
        """Return whether in some world two claimants each cover a day, and none every day."""
        return any(
            self.worlds.allow([*([touches(one, self.when.stretch)] for one in pair), *self._nobody_throughout(pair)])
            for mine, others in combinations(self.claimants, 2)
            for pair in product(mine, others)
        )


def vacancy(career: Career, present: Sequence[Term], when: When, *, unsure: bool) -> Nobody | None:
    """Return whether nobody (also) may have held it: on the day, on any day of the period, or all through it.

    Args:
        career: The post or office.
        present: Its terms that may cover some day of the time.
        when: The time.
        unsure: Whether somebody may have held it.
    """
    people = dict.fromkeys(term.person for term in present)
    sure = [term for term in present if not term.doubtful]
    return Unheld(
        worlds=career.worlds,
        when=when,
        claimants=[[term for term in present if term.person == person] for person in people],
        never=[misses(term, when.stretch) for term in sure],
        not_then=[misses(term, one_day(when.day)) for term in sure],
        reasons=lambda unheld: list(_reasons(career, unheld, when.day)),
    ).answer(unsure=unsure)


def _reasons(career: Career, unheld: list[Proposition], day: Point) -> Iterator[str]:
    allow = career.worlds.allow
    if allow([*unheld, *(_absent(post, day) for post in career.posts)]):
        yield "no-post"
    existing = [(post, [*unheld, *_existing(post, day)]) for post in career.posts]
    if any(allow([*exists, _accounted(career, post, day)]) for post, exists in existing):
        yield "vacant"
    if any(allow([*exists, *negation(_accounted(career, post, day))]) for post, exists in existing):
        yield "silent"


def _absent(post: Post, day: Point) -> Proposition:
    """Return the proposition that a post does not exist on a day."""
    lapses = [(before(lapse.start, day), before(day, lapse.end)) for lapse in (*post.lapses, *post.claimed_lapses)]
    return [(before(day, post.stretch.start),), (before(post.stretch.end, day),), *lapses]


def _existing(post: Post, day: Point) -> list[Proposition]:
    """Return the propositions that a post exists on a day; the first and last day of a lapse still belong to it."""
    lasting = (no_later(post.stretch.start, day), no_later(day, post.stretch.end))
    return [[lasting], *([(no_later(day, one.start),), (no_later(one.end, day),)] for one in post.lapses)]


def _accounted(career: Career, post: Post, day: Point) -> Proposition:
    """Return the proposition that claims account for a gap on a day.

    They do where the sources list the post's holders from the first to the final one, between a term and its
    successor, before the first holder and after the final one.
    """
    return [()] if post.first_holders and post.final_holders else list(_gaps(career, post, day))


def _gaps(career: Career, post: Post, day: Point) -> Iterator[Alternative]:
    by_iri = {term.iri: term for term in career.terms}
    for term in career.terms:
        not_begun, over = before(day, term.stretch.start), before(term.stretch.end, day)
        if term.post == post.iri and term.person in post.first_holders:
            yield (not_begun,)
        if term.post == post.iri and term.person in post.final_holders:
            yield (over,)
        for earlier in (by_iri[iri] for iri in term.succeeds if iri in by_iri):
            yield (not_begun, before(earlier.stretch.end, day))
