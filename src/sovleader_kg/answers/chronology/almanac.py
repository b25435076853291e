"""Almanac: who held each post, who headed what and who led in effect, stretch by stretch: any day is looked up in it.

The fillings of a post tell on which days it may have changed; what is told of a stretch is the answer of `who` or
`leaders` on its first day, which is that on its last one too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TypeVar

from sovleader_kg.answers.chronology.careers import Career
from sovleader_kg.answers.chronology.constraints import Stretch
from sovleader_kg.answers.chronology.directory import Directory, Section
from sovleader_kg.answers.chronology.happenings import Happening, happenings
from sovleader_kg.answers.chronology.holders import holders
from sovleader_kg.answers.chronology.leadership import Leaders, leaders
from sovleader_kg.answers.chronology.leaderships import Leaderships
from sovleader_kg.answers.chronology.rolls import fillings
from sovleader_kg.answers.chronology.when import YEARS, When
from sovleader_kg.answers.chronology.worlds import Lasting
from sovleader_kg.cards import Card, Cells
from sovleader_kg.dates import FIRST, LAST, as_day, iso
from sovleader_kg.model import Certainty, Nobody

__all__ = ["Almanac", "Held", "Holder", "Led", "LedBody", "read_almanac"]

_Told = TypeVar("_Told")
_YEARS = as_day(f"{YEARS[0]}-01-01"), as_day(f"{YEARS[1]}-12-31")


@dataclass(frozen=True, slots=True)
class Holder:
    """Who held a post, or an office under the title of a post, and how sure that is; acting where `acting`."""

    person: str
    post: str
    certainty: Certainty
    acting: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Days on all of which the same is told of a post, or of an office under all its titles.

    Attributes:
        first: The first of them, ISO; they last until the next ones begin.
        holders: Who held it, the certain ones first.
        nobody: Why nobody (also) may have held it; None where somebody certainly did.
    """

    first: str
    holders: tuple[Holder, ...]
    nobody: Nobody | None


@dataclass(frozen=True, slots=True)
class LedBody:
    """Who led a country or party in effect: IRIs of leaders with their certainty, and of collective leaderships."""

    body: str
    leaders: tuple[tuple[str, Certainty], ...]
    together: tuple[str, ...]
    nobody: Nobody | None


@dataclass(frozen=True, slots=True)
class Led:
    """Days on all of which the same is told of who led in effect: the first one, ISO, and what is told."""

    first: str
    bodies: tuple[LedBody, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Almanac(Card):
    """The leadership of all days.

    Attributes:
        sections: The posts as a roster groups them.
        held: What is told of each post, and of the offices at the head of party, government and state, by IRI.
        led: Who led in effect.
        events: What happened in the years of the graph, by day.
    """

    sections: tuple[Section, ...]
    held: Mapping[str, tuple[Held, ...]]
    led: tuple[Led, ...]
    events: tuple[Happening, ...]

    def on(self, thing: str, day: str) -> Held:
        """Return what is told of a post or a headship on a day."""
        return self.held[thing][bisect_right(self.held[thing], day, key=lambda one: one.first) - 1]

    def _cells(self) -> Cells:
        return {
            "posts and offices": len(self.held),
            "stretches": sum(map(len, self.held.values())),
            "events": len(self.events),
        }


def read_almanac(directory: Directory, leaderships: Leaderships) -> Almanac:
    """Tell of all posts, headships and leaderships."""
    heads = [line for section in directory.sections if section.kind == "office" for line in section.lines]
    careers = [line.career for line in (*heads, *directory.posts.values())]
    led = _stretches(_turns_of(leaderships), lambda day: _led(leaderships, day))
    return Almanac(
        directory.sections,
        {career.subject: tuple(_held(career)) for career in careers},
        tuple(Led(iso(day), told) for day, told in led),
        happenings(directory.events, When("through", "", *_YEARS)),
    )


def _held(career: Career) -> Iterator[Held]:
    """Yield what is told of a post or office, from the first day that there is."""
    existing = (one for post in career.posts for one in (post.stretch, *post.lapses, *post.claimed_lapses))
    turns = {*(one.first for one in fillings(career.terms, career.worlds)), *_turns(existing)}
    if career.asked == "office":
        turns |= set(_turns(term.stretch for term in career.terms))
    for day, (found, nobody) in _stretches(turns, lambda day: _holders(career, day)):
        yield Held(iso(day), found, nobody)


def _holders(career: Career, day: int) -> tuple[tuple[Holder, ...], Nobody | None]:
    answer = holders(career, _on(day))
    found = sorted(answer.answers, key=lambda one: (one.certainty != "certain", one.person))
    return tuple(Holder(one.person, one.post, one.certainty, one.acting) for one in found), answer.nobody


def _led(leaderships: Leaderships, day: int) -> tuple[LedBody, ...]:
    return tuple(_of_body(part) for part in leaders(leaderships, None, _on(day)).parts)


def _of_body(part: Leaders) -> LedBody:
    named = dict.fromkeys((one.leader, one.certainty) for one in part.answers)
    return LedBody(part.body or "", tuple(named), tuple(one.collective for one in part.together), part.nobody)


def _on(day: int) -> When:
    return When("on", iso(day), day, day)


def _turns(stretches: Iterable[Stretch]) -> Iterator[int]:
    """Yield the days on which stretches may begin or end, first or last, and those after."""
    for one in stretches:
        for bound in (one.start.earliest, one.start.latest, one.end.earliest, one.end.latest):
            yield from (bound, bound + 1)


def _turns_of(leaderships: Leaderships) -> set[int]:
    """Return the days on which what is told of who led may change."""
    lasting: tuple[Lasting, ...] = (
        *leaderships.leaderships,
        *leaderships.collectives,
        *leaderships.existing.values(),
    )
    behind = (days.ranges for people in leaderships.behind.values() for days in people.values())
    alive = (days.ranges for days in leaderships.lives.values())
    ranges = (one for several in (*behind, *alive) for one in several)
    turns = _turns(stretch for one in lasting for stretch in one.stretches)
    return {*turns, *(day for first, last in ranges for day in (first, last + 1))}


def _stretches(turns: Iterable[int], told: Callable[[int], _Told]) -> Iterator[tuple[int, _Told]]:
    """Yield the days from which on something else is told.

    Args:
        turns: Days on which it may change; between two of them it may once more, where bounds depend on each other.
        told: Returns what is told of a day.
    """
    years = (_YEARS[0], _YEARS[1] + 1)  # what lies outside of them is said to
    firsts = sorted({FIRST, *(day for day in (*turns, *years) if FIRST < day <= LAST)})
    found = (one for first, after in pairwise((*firsts, LAST + 1)) for one in _split(first, after - 1, told))
    for _, same in groupby(found, key=lambda one: one[1]):
        yield next(same)


def _split(first: int, last: int, told: Callable[[int], _Told]) -> Iterator[tuple[int, _Told]]:
    """Yield the days between two, the first included, from which on something else is told."""
    begins = told(first)
    yield first, begins
    while first < last and begins != told(last):
        low, high = first, last  # what is told of the first day is still told on the lower one
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if told(middle) == begins else (low, middle)
        first, begins = high, told(high)
        yield first, begins
