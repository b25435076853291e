"""Rivals: what claims on one point say, side by side: each value with who affirms it and who denies it.

Dates that can be true together stand on one side, the most precise of them in front: "14 October 1964" with "1964".
A date so wide that it fits several sides takes none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import Days
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import order_of
from sovleader_kg.store.testimony import Testimony

__all__ = ["Rivalry", "Side", "opposed", "witnesses"]

Lineage = Mapping[str, frozenset[str]]
_Value = tuple[Node, str | None]  # a value, and the calendar that its date is in where a claim names one


@dataclass(frozen=True, slots=True)
class Side:
    """One of the values that exclude each other.

    Attributes:
        value: The value; of several dates that can be true together, the most precise.
        calendar: "julian" or "gregorian" where its claims name the calendar of the date.
        claims: Who affirms it, those that give this very value first.
        denials: Who denies it.
        witnesses: How many independent sources affirm it.
    """

    value: Node
    calendar: str | None
    claims: tuple[Testimony, ...]
    denials: tuple[Testimony, ...]
    witnesses: int

    @property
    def rejected(self) -> bool:
        """True where a resolution shows every claim of it wrong."""
        return bool(self.claims) and all(one.rejected for one in self.claims)

    @property
    def against(self) -> bool:
        """True where it is not what the graph takes."""
        return not self.claims or any(one.verdict == "contradicts" for one in self.claims)


@dataclass(frozen=True, slots=True)
class Rivalry:
    """What claims on a point say.

    Attributes:
        sides: The values that exclude each other; one alone where the claims agree.
        loose: Dates that fit several sides, by value.
    """

    sides: tuple[Side, ...]
    loose: tuple[Side, ...]


def opposed(claims: Sequence[Testimony], lineage: Lineage) -> Rivalry:
    """Return claims on one point as sides, in the order of their dates, or else of who affirms them most.

    Args:
        claims: The claims.
        lineage: Each source with all that it goes back to.
    """
    affirmed, denied = _by_value(claims, denied=False), _by_value(claims, denied=True)
    groups, loose = _grouped(affirmed)
    for value in denied:
        if not any(value in group for group in groups):
            groups.append([value])
    sides = [_side(group, affirmed, denied, lineage) for group in groups]
    return Rivalry(
        tuple(sorted(sides, key=_place)), tuple(_side([value], affirmed, denied, lineage) for value in loose)
    )


def witnesses(sources: Iterable[str], lineage: Lineage) -> int:
    """Return how many of some sources are independent: of those that go back to one work, one counts."""
    seen: set[str] = set()
    count = 0
    for source in sorted(set(sources), key=lambda one: (len(lineage.get(one, ())), one)):
        family = lineage.get(source, frozenset({source}))
        count += family.isdisjoint(seen)
        seen |= family
    return count


def _by_value(claims: Iterable[Testimony], *, denied: bool) -> dict[_Value, list[Testimony]]:
    found: dict[_Value, list[Testimony]] = defaultdict(list)
    for one in claims:
        if one.denied == denied:
            found[one.evidence.value, one.evidence.calendar if days_claimed(one.evidence) else None].append(one)
    return found


def _grouped(affirmed: Mapping[_Value, Sequence[Testimony]]) -> tuple[list[list[_Value]], list[_Value]]:
    """Return the values that can be true together, and those that fit several such groups."""
    days = {value: found for value, said in affirmed.items() if (found := days_claimed(said[0].evidence))}
    covers = list(_covers(days))
    within = {value: [cover for cover in covers if value in cover] for value in days}
    groups = [[value for value in cover if len(within[value]) == 1] for cover in covers]
    if not all(groups):
        return [[value] for value in affirmed], []
    groups = [sorted(group, key=lambda value: _width(days[value], affirmed[value])) for group in groups]
    others = [[value] for value in affirmed if value not in days]
    return [*groups, *others], [value for value in days if len(within[value]) > 1]


def _covers(days: Mapping[_Value, Days]) -> Iterator[frozenset[_Value]]:
    """Yield the greatest sets of dates that share a day, by the first day that they share."""
    firsts = sorted({first for one in days.values() for first, _ in one.ranges})
    covers = dict.fromkeys(frozenset(value for value, one in days.items() if first in one) for first in firsts)
    yield from (cover for cover in covers if not any(cover < other for other in covers))


def _width(days: Days, claims: Sequence[Testimony]) -> tuple[int, int, str, str]:
    """Return what puts the most precise date first: how many days it may be, then how many claim it."""
    first = claims[0]
    number = sum(last - start + 1 for start, last in days.ranges)
    return number, -len(claims), first.value, first.evidence.calendar or ""


def _side(
    values: Sequence[_Value],
    affirmed: Mapping[_Value, list[Testimony]],
    denied: Mapping[_Value, list[Testimony]],
    lineage: Lineage,
) -> Side:
    claims = tuple(one for value in values for one in affirmed.get(value, ()))
    denials = tuple(one for value in values for one in denied.get(value, ()))
    return Side(*values[0], claims, denials, witnesses((one.source for one in claims), lineage))


def _place(side: Side) -> tuple[int, int, tuple[bool, str, str]]:
    days = days_claimed(side.claims[0].evidence) if side.claims else None
    return (days.ranges[0][0] if days else 0), -side.witnesses, order_of(side.value)
