"""Seats: how many seats sources state, held against the members that are certain and possible on that day.

A difference is explained where as many persons are in dispute on that day as seats are too many or too few, or where
sources differ on the size. What is not explained is a gap (more seats than possible members) or a surplus (fewer seats
than certain ones). On the day of a change a source may count before or after it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.rolls import Roll, Size
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.cards import Card, Cells, Link, links, span
from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import FIRST, iso
from sovleader_kg.derived.lists import HELD
from sovleader_kg.derived.verdicts import SEATS
from sovleader_kg.names import sl

__all__ = ["SHARE", "Difference", "Seats", "Strength", "Unsure", "seats_of", "seats_on", "shortfalls", "strengths"]

START, END = sl("start"), sl("end")
SHARE = 0.85
Difference = OneOf["agrees", "compatible", "gap", "surplus", "unstated"]


@dataclass(frozen=True, slots=True, repr=False)
class Unsure(Card):
    """Somebody who may have sat: the person, the name, and the disputes that bear on it; none where dates are vague."""

    person: str
    name: str
    disputes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"person": self.person, "name": self.name, "disputes": list(self.disputes)}

    def _cells(self) -> Cells:
        return {"who": Link(self.person, self.name), "disputes": links(self.disputes)}


@dataclass(frozen=True, slots=True, repr=False)
class Seats(Card):
    """The seats of a post on a day: what a source states, and who sat.

    Attributes:
        post: IRI of the post.
        title: Its label.
        day: The day, ISO; of a longer time that a source speaks of, the day that fits best.
        said: The time of which the source speaks, EDTF; None where no source speaks of the day.
        stated: How many seats the source states; None where none does.
        usual: The smaller of the sizes stated last up to the day and first after it; None before the first
            statement, and when all are gone.
        listed: Whether the source lists all members, and the list was counted.
        claim: IRI of the claim, if any.
        source: IRI of the source, if any.
        source_title: Its English label.
        certain: How many certainly sat.
        possible: How many may have sat, the certain ones included.
        unsure: Those who may have sat and not certainly.
        missing: How many seats no possible member fills; negative where certain members have none.
        difference: "agrees", "compatible" (between certain and possible), "gap", "surplus", or "unstated".
        disputes: What explains the difference.
        explained: False for a gap or surplus beyond what is disputed.
    """

    post: str
    title: str
    day: str
    said: str | None
    stated: int | None
    usual: int | None
    listed: bool
    claim: str | None
    source: str | None
    source_title: str | None
    certain: int
    possible: int
    unsure: tuple[Unsure, ...]
    missing: int
    difference: Difference
    disputes: tuple[str, ...]
    explained: bool

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        return {**plain, "unsure": [one.as_json() for one in self.unsure], "disputes": list(self.disputes)}

    def _cells(self) -> Cells:
        return {
            "post": Link(self.post, self.title),
            "day": self.day,
            "stated": self.stated,
            "usual": self.usual,
            "certain": self.certain,
            "possible": self.possible,
            "difference": self.difference,
            "missing": self.missing or None,
            "explained": self.explained,
            "source": Link(self.source, self.source_title or "") if self.source else None,
            "disputes": links(self.disputes),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Strength(Card):
    """Days, ISO, on all of which as many sat of as many seats.

    Attributes:
        first: The first day.
        last: The last day.
        seats: How many seats there were, stated or usual; None where no size is known.
        vacated: How many of them sources tell to have been left and not filled.
        certain: How many certainly sat.
        possible: How many may have sat, the certain ones included.
    """

    first: str
    last: str
    seats: int | None
    vacated: int
    certain: int
    possible: int

    def lacks(self, share: float, *, vacant: bool = True) -> bool:
        """Return whether less than a share of the seats is possibly filled, the vacant ones counted or not."""
        if self.seats is None:
            return True
        return self.possible < share * (self.seats if vacant else self.seats - self.vacated)

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}

    def _cells(self) -> Cells:
        return {
            "days": span(self.first, self.last),
            "seats": self.seats,
            "vacated": self.vacated,
            "certain": self.certain,
            "possible": self.possible,
        }


class _Doubts:
    """The disputes about the terms and sizes of a post, and the days on which they matter."""

    def __init__(self, roll: Roll, disputes: Iterable[Dispute]) -> None:
        about: dict[str, list[Dispute]] = defaultdict(list)
        for dispute in disputes:
            for subject in dispute.subjects:
                about[subject].append(dispute)
        self._of_sizes = [(one.dispute, _claims(one)) for one in about[roll.post] if SEATS in one.properties]
        self._of_terms = [
            (
                *(_between(dispute) or (term.stretch.start.earliest, term.stretch.end.latest)),
                term.person,
                dispute.dispute,
            )
            for term in roll.terms
            for dispute in about.get(term.iri, ())
        ]

    def on(self, day: int) -> dict[str, tuple[str, ...]]:
        """Return the disputes on which it depends whether somebody sat on a day, by person."""
        found: dict[str, set[str]] = defaultdict(set)
        for first, last, person, dispute in self._of_terms:
            if first <= day <= last:
                found[person].add(dispute)
        return {person: tuple(sorted(several)) for person, several in found.items()}

    def of_size(self, size: Size, sizes: Iterable[Size]) -> list[str]:
        """Return the disputes in which sources state another size for the same time."""
        rivals = {
            one.claim
            for one in sizes
            if one.number != size.number and one.first <= size.last and size.first <= one.last
        }
        return [dispute for dispute, claims in self._of_sizes if size.claim in claims and rivals & claims]


def _claims(dispute: Dispute) -> set[str]:
    return {said.claim for value in dispute.values for said in value.claims}


def _between(dispute: Dispute) -> tuple[int, int] | None:
    """Return the days on which the rival dates of a term leave it open whether it was; None for other disputes."""
    told = [days for value in dispute.values for said in value.claims if (days := days_claimed(said.evidence))]
    if not told or not {START, END, HELD} & {*dispute.properties}:
        return None
    first, last = min(one.ranges[0][0] for one in told), max(one.ranges[-1][1] for one in told)
    starts, ends = (side in dispute.properties for side in (START, END))
    return first + (ends and not starts), last - (starts and not ends)


def seats_of(roll: Roll, disputes: Iterable[Dispute]) -> Iterator[Seats]:
    """Yield a row for each size that a source states or lists, by day."""
    doubts = _Doubts(roll, disputes)
    for size in roll.sizes:
        days = (max(one.first, size.first) for one in roll.between(size.first, size.last))
        yield _row(roll, min(days, key=lambda day: abs(_missing(roll, day, size.number))), size, doubts)


def seats_on(roll: Roll, day: int, disputes: Iterable[Dispute]) -> Iterator[Seats]:
    """Yield a row for each size that a source states of a day, or one with the usual size."""
    doubts = _Doubts(roll, disputes)
    stated = [one for one in roll.sizes if one.first <= day <= one.last]
    yield from (_row(roll, day, size, doubts) for size in stated or (None,))


def _row(roll: Roll, day: int, size: Size | None, doubts: _Doubts) -> Seats:
    on, disputed = roll.at(day), doubts.on(day)
    usual, names = roll.usual(day), {term.person: term.name for term in roll.terms}
    seats = size.number if size else usual
    missing = 0 if seats is None else _missing(roll, day, seats)
    difference = _difference(roll, day, seats)
    unsure = sorted(on.possible - on.certain)
    rivals = doubts.of_size(size, roll.sizes) if size and missing else []
    bearing = {one: disputed[one] for one in _concerned(difference, on.certain, on.possible, disputed.keys())}
    return Seats(
        post=roll.post,
        title=roll.title,
        day=iso(day),
        said=size.said if size else None,
        stated=size.number if size else None,
        usual=usual,
        listed=bool(size and size.listed),
        claim=size.claim if size else None,
        source=size.source if size else None,
        source_title=size.source_title if size else None,
        certain=len(on.certain),
        possible=len(on.possible),
        unsure=tuple(Unsure(one, names[one], disputed.get(one, ())) for one in unsure),
        missing=missing,
        difference=difference,
        disputes=tuple(sorted({*rivals, *(dispute for several in bearing.values() for dispute in several)})),
        explained=bool(rivals) or len(bearing) >= abs(missing),
    )


def _concerned(difference: Difference, certain: Set[str], possible: Set[str], disputed: Set[str]) -> Set[str]:
    """Return the disputed persons that may explain a difference."""
    match difference:
        case "compatible":
            return (possible - certain) & disputed
        case "gap":
            return disputed - possible
        case "surplus":
            return certain & disputed
        case _:
            return set()


def _counts(roll: Roll, day: int) -> list[tuple[int, int]]:
    """Return how many certainly sat and may have sat on a day, then before and after the changes of that day."""
    on = roll.at(day)
    beside = (on, roll.at(max(day - 1, FIRST)), roll.at(day + 1))
    return [(len(on.certain & one.possible), len(on.possible & one.possible)) for one in beside]


def _missing(roll: Roll, day: int, seats: int) -> int:
    """Return how many seats are more than the possible members, or, negative, fewer than the certain ones."""
    return min((max(0, seats - high) or min(0, seats - low) for low, high in _counts(roll, day)), key=abs)


def _difference(roll: Roll, day: int, seats: int | None) -> Difference:
    if seats is None:
        return "unstated"
    if missing := _missing(roll, day, seats):
        return "gap" if missing > 0 else "surplus"
    return "agrees" if (seats, seats) in _counts(roll, day) else "compatible"


def shortfalls(roll: Roll, first: int, last: int, share: float = SHARE) -> list[Strength]:
    """Return the stretches of a period in which less than a share of the stated or usual seats is possibly filled.

    A seat that sources tell to have been left, and that nobody may have taken, is vacant, and not lacking here.

    Args:
        roll: A post with its sizes and fillings.
        first: The first day of the period, an ordinal.
        last: The last day.
        share: The share of the seats that must be filled.
    """
    return [one for one in strengths(roll, first, last) if one.lacks(share, vacant=False)]


def strengths(roll: Roll, first: int, last: int) -> list[Strength]:
    """Return the seats of a period and how many certainly and possibly sat, stretch by stretch."""
    begun = [*(one.first for one in roll.sizes), *(one.first for one in roll.between(first, last)), roll.last + 1]
    days = sorted({first, *(day for day in begun if first < day <= last)})
    stretches = [(next(same), numbers) for numbers, same in groupby(days, key=partial(_numbers, roll))]
    ends = [*(begin - 1 for begin, _ in stretches[1:]), last]
    return [Strength(iso(begin), iso(end), *numbers) for (begin, numbers), end in zip(stretches, ends, strict=True)]


def _numbers(roll: Roll, day: int) -> tuple[int | None, int, int, int]:
    on = roll.at(day)
    return roll.usual(day), roll.vacated(day), len(on.certain), len(on.possible)
