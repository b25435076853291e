"""Grounds: what decides whether somebody held a post on a day: which start or end, and what sources say of it.

A holding is only possible where a start or an end may fall on either side of the day, or where nothing about the term
is certain. Such a start or end is *disputed* where values that sources give exclude each other; else it is known
vaguely, or no source tells of it. A holding that is certain may have disputed ends too; every reading allows the day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.careers import Career, Term
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import bounds_allow
from sovleader_kg.answers.explanation.sayings import Contested, Saying, Sayings
from sovleader_kg.cards import Card, Cells, Link, Sheet, span
from sovleader_kg.dates import FIRST, LAST, Days, iso
from sovleader_kg.model import Holding

__all__ = ["Bound", "Doubt", "Grounds", "Position", "Side", "grounds"]

Side = OneOf["start", "end"]
Doubt = Contested | OneOf["weak"]


@dataclass(frozen=True, slots=True)
class Position:
    """One of the values that exclude each other.

    Attributes:
        value: The date, EDTF.
        sources: How many independent sources give it.
        held: Whether the term covers the day if it is right; None where that leaves the day open.
        claims: IRIs of the claims that give it.
    """

    value: str
    sources: int
    held: bool | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Bound(Card):
    """A start or an end of a term.

    Attributes:
        term: IRI of the term.
        side: "start" or "end".
        mode: How the term started or ended, as a slug: "elected", "died" …; None where that is not known.
        earliest: The first day that it may fall on; None where that is unbounded.
        latest: The last one.
        claims: IRIs of the claims that date it; none where no source does.
        positions: The rival values by date, at least two; none where nothing is disputed.
        decides: Whether it may fall on either side of the day.
    """

    term: str
    side: Side
    mode: str | None
    earliest: date | None
    latest: date | None
    claims: tuple[str, ...]
    positions: tuple[Position, ...]
    decides: bool

    def _cells(self) -> Cells:
        return {
            "term": Link(self.term),
            "side": self.side,
            "mode": self.mode,
            "days": span(self.earliest, self.latest),
            "rivals": [f"{one.value} ({one.sources})" for one in self.positions],
            "decides": self.decides,
            "claims": len(self.claims),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Grounds(Card):
    """Why a holding is certain, or only possible.

    Attributes:
        holding: Who, and how certain it is.
        ends: The starts and ends of the terms behind it.
        doubt: What sources contradict each other on in the term itself, "existence", "holder" or "post"; "weak" where
            none tells of it outright, else None.
        ended: How the term ended, as a slug; None where that is not known.
    """

    holding: Holding
    ends: tuple[Bound, ...]
    doubt: Doubt | None
    ended: str | None

    @property
    def deciding(self) -> tuple[Bound, ...]:
        """The starts and ends that may fall on either side of the day; of a certain holding there are none."""
        return tuple(one for one in self.ends if one.decides) if self.holding.certainty == "possible" else ()

    @property
    def disputed(self) -> tuple[Bound, ...]:
        """The starts and ends that sources differ on."""
        return tuple(one for one in self.ends if one.positions)

    def _cells(self) -> Cells:
        return {
            "name": Link(self.holding.person, self.holding.name),
            "certainty": self.holding.certainty,
            "ends": [f"{one.side} {span(one.earliest, one.latest)}" for one in self.ends],
            "doubt": self.doubt,
            "ended": self.ended,
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        yield Sheet.of([one._cells() for one in self.ends], "starts and ends")


def grounds(sayings: Sayings, career: Career, holding: Holding, when: When) -> Grounds:
    """Return why somebody held a post on a day, or may have."""
    possible = holding.certainty == "possible"
    held = [one for one in career.terms if one.person == holding.person and bounds_allow(one, when)]
    terms = held if possible else [one for one in held if one.iri == holding.term]
    found = {(one.earliest, one.latest, one.side): one for term in terms for one in _ends(sayings, term, when.first)}
    doubts: list[Doubt] = [sayings.contested(term.iri) or "weak" for term in terms if term.doubtful and possible]
    ended = sayings.mode(holding.term, "end")
    return Grounds(holding, tuple(found.values()), doubts[0] if doubts else None, ended)


def _ends(sayings: Sayings, term: Term, day: int) -> Iterator[Bound]:
    start, end = term.stretch.start, term.stretch.end
    sides: tuple[tuple[Side, int, int], ...] = (
        ("start", start.earliest, min(start.latest, end.latest)),
        ("end", max(start.earliest, end.earliest), end.latest),
    )
    for side, earliest, latest in sides:
        said = sayings.on(term.iri, side)
        yield Bound(
            term.iri,
            side,
            sayings.mode(term.iri, side),
            _date(earliest, FIRST),
            _date(latest, LAST),
            tuple(one.claim for one in said),
            tuple(_positions(sayings, said, side, day)),
            latest > day if side == "start" else earliest < day,
        )


def _positions(sayings: Sayings, said: Sequence[Saying], side: Side, day: int) -> Iterator[Position]:
    """Yield the rival values by date: the most precise, of which some exclude each other."""
    by_days: dict[Days, list[Saying]] = defaultdict(list)
    for one in said:
        by_days[one.days].append(one)
    firm = [days for days, found in by_days.items() if not all(one.weak for one in found)]
    kept = [days for days in by_days if not any(other != days and other <= days for other in firm)]
    if all(one & other for one, other in combinations(kept, 2)):
        return
    for days in sorted(kept, key=lambda one: one.ranges):
        found = by_days[days]
        value = iso(days.ranges[0][0]) if days.earliest == days.latest is not None else found[0].value
        claims = tuple(one.claim for one in found)
        yield Position(value, sayings.witnesses(found), _held(days, side, day), claims)


def _held(days: Days, side: Side, day: int) -> bool | None:
    first, last = days.ranges[0][0], days.ranges[-1][1]
    sure, never = (last <= day, first > day) if side == "start" else (first >= day, last < day)
    return True if sure else False if never else None


def _date(day: int, unbounded: int) -> date | None:
    return None if day == unbounded else date.fromordinal(day)
