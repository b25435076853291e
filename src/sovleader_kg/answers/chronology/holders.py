"""Holders: who held a post or an office on a day, on some day of a period, or through all of it.

A person holds it certainly where one or several terms together cover the time in every world, possibly where they do
in some world.
"""

from __future__ import annotations

from collections.abc import Sequence

from sovleader_kg.answers.chronology.careers import Career, Term
from sovleader_kg.answers.chronology.constraints import Point
from sovleader_kg.answers.chronology.vacancy import vacancy
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import Worlds, certainly_cover, leaves_room, possibly_cover
from sovleader_kg.model import Answer, Boundary, Holding

__all__ = ["holders"]


def holders(career: Career, when: When) -> Answer:
    """Answer who held a post or an office at a time, and whether anybody did."""
    present = [term for term in career.terms if leaves_room(term.stretch, when)]
    people = dict.fromkeys(term.person for term in present)
    asked = [[term for term in present if term.person == person] for person in people]
    found = [_holding(career.worlds, terms, when) for terms in asked if possibly_cover(career.worlds, terms, when)]
    ranked = tuple(sorted(found, key=lambda one: (one.certainty != "certain", one.boundary or "", one.person)))
    held = any(one.certainty == "certain" for one in found)
    nobody = None if held else vacancy(career, present, when, unsure=bool(found))
    on, during, through = (when.text if when.mode == mode else None for mode in ("on", "during", "through"))
    return Answer(career.asked, career.subject, on, ranked, nobody, during, through)


def _holding(worlds: Worlds, terms: Sequence[Term], when: When) -> Holding:
    """Join one person's terms that may cover the time into one answer."""
    last = max(terms, key=lambda term: (_surely(term, when), term.stretch.start.earliest))
    return Holding(
        person=last.person,
        name=last.name,
        post=last.post,
        term=last.iri,
        certainty="certain" if certainly_cover(worlds, terms, when) else "possible",
        boundary=_boundary(terms, when) if when.mode == "on" else None,
        acting=all(term.acting for term in terms),
        claims=tuple(sorted({claim for term in terms for claim in term.claims})),
    )


def _surely(term: Term, when: When) -> bool:
    return term.stretch.start.latest <= when.last and when.first <= term.stretch.end.earliest


def _boundary(terms: Sequence[Term], when: When) -> Boundary | None:
    enters = all(_falls_on(term.stretch.start, when.first) for term in terms)
    leaves = all(_falls_on(term.stretch.end, when.first) for term in terms)
    if enters == leaves:
        return None
    return "enters" if enters else "leaves"


def _falls_on(point: Point, day: int) -> bool:
    return point.earliest == point.latest == day
