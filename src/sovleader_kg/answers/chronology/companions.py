"""Companions: who sat in the same bodies as somebody at the same time, and for how many days.

Days are counted once, whatever number of bodies two people share then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.cards import Card, Cells, Link, links
from sovleader_kg.dates import Days

__all__ = ["Companion", "companions"]


@dataclass(frozen=True, slots=True, repr=False)
class Companion(Card):
    """Somebody who sat in the same bodies at the same time.

    Attributes:
        person: IRI of the person.
        bodies: IRIs of the bodies, that of the most days first.
        certain: The number of days on which both certainly sat together.
        possible: The number of days on which they may have.
        first: The first of these.
        last: The last of these.
    """

    person: str
    bodies: tuple[str, ...]
    certain: int
    possible: int
    first: date
    last: date

    def _cells(self) -> Cells:
        return {
            "who": Link(self.person),
            "certain days": self.certain,
            "possible days": self.possible,
            "first": self.first,
            "last": self.last,
            "bodies": links(self.bodies),
        }


@dataclass(slots=True)
class _Shared:
    """What two people share: the days in all, certainly and possibly, and the possible ones in each body."""

    certain: list[tuple[int, int]] = field(default_factory=list)
    possible: list[tuple[int, int]] = field(default_factory=list)
    within: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def companions(spells: Mapping[str, Sequence[Spell]], person: str) -> tuple[Companion, ...]:
    """Return who sat with somebody, those of the most certain days first.

    Args:
        spells: The spells of each person and body.
        person: IRI of the person.
    """
    found: dict[str, _Shared] = defaultdict(_Shared)
    for mine in spells.get(person, ()):
        if mine.body is None:
            continue
        for theirs in spells[mine.body]:
            if theirs.body == mine.body and theirs.who != mine.who:
                _share(found, mine, theirs)
    made = (_companion(other, shared) for other, shared in found.items() if shared.possible)
    return tuple(sorted(made, key=lambda one: (-one.certain, -one.possible, one.person)))


def _share(found: Mapping[str, _Shared], mine: Spell, theirs: Spell) -> None:
    """Add the days that two terms in one body share."""
    possible = _common(mine.may_last, theirs.may_last)
    if possible is None:
        return
    certain = _common(mine.lasts, theirs.lasts)
    for other in theirs.who:
        shared = found[other]
        shared.possible.append(possible)
        shared.certain.extend([certain] if certain else [])
        shared.within[mine.body or ""] += possible[1] - possible[0] + 1


def _common(one: tuple[date, date] | None, other: tuple[date, date] | None) -> tuple[int, int] | None:
    if one is None or other is None:
        return None
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first.toordinal(), last.toordinal()) if first <= last else None


def _companion(person: str, shared: _Shared) -> Companion:
    ranges = Days.of(shared.possible).ranges
    bodies = sorted(shared.within, key=lambda body: (-shared.within[body], body))
    return Companion(
        person=person,
        bodies=tuple(bodies),
        certain=_number(shared.certain),
        possible=_number(shared.possible),
        first=date.fromordinal(ranges[0][0]),
        last=date.fromordinal(ranges[-1][1]),
    )


def _number(ranges: Iterable[tuple[int, int]]) -> int:
    return sum(last - first + 1 for first, last in Days.of(ranges).ranges)
