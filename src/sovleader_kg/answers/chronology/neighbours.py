"""Neighbours: who held a post last before a time at which nobody did, and who next."""

from __future__ import annotations

from dataclasses import dataclass

from sovleader_kg.answers.chronology.careers import Career, Term
from sovleader_kg.answers.chronology.when import When

__all__ = ["Neighbours", "neighbours"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The terms nearest to a time, which lie before and after it in every reading; None where there is none."""

    before: Term | None
    after: Term | None


def neighbours(career: Career, when: When) -> Neighbours:
    """Return the last term before a time and the first after it."""
    before = [one for one in career.terms if one.stretch.end.latest < when.first]
    after = [one for one in career.terms if when.last < one.stretch.start.earliest]
    return Neighbours(
        max(before, key=lambda one: (one.stretch.end.latest, one.stretch.start.latest), default=None),
        min(after, key=lambda one: (one.stretch.start.earliest, one.stretch.end.earliest), default=None),
    )
