"""Rosters: the whole leadership of a day: who held each post, who led in effect, what happened, what changed last."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from sovleader_kg.answers.chronology.careers import Term
from sovleader_kg.answers.chronology.constraints import Point
from sovleader_kg.answers.chronology.directory import Directory, Section, SectionKind
from sovleader_kg.answers.chronology.happenings import Happening, happenings
from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.chronology.steady import Steady
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.cards import Card, Cells, Link, Sheet
from sovleader_kg.dates import iso
from sovleader_kg.model import Answer, Boundary, Certainty

__all__ = ["Entry", "Group", "Roster", "Shift", "Turn", "roster", "turn_on"]


@dataclass(frozen=True, slots=True, repr=False)
class Entry(Card):
    """Who held a post on the day, or an office under whatever title: its English label and the answer of `who`."""

    name: str
    answer: Answer

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"name": self.name} | self.answer.as_json()

    def _cells(self) -> Cells:
        return {**self.answer._cells(), "held": Link(self.answer.subject, self.name)}

    def _rows(self) -> Iterable[Cells]:
        """Yield a row for each holder, and for nobody."""
        nobody = [self.answer.nobody] if self.answer.nobody else []
        for one in (*self.answer.answers, *nobody):
            yield {"post": None, **one._cells()} | {"post": Link(self.answer.subject, self.name)}


@dataclass(frozen=True, slots=True, repr=False)
class Group(Card):
    """Posts that belong together.

    Attributes:
        kind: "office" for the office at the head of party, government or state, which is told even where nobody
            held it; "body" for a body with seats; "posts" for posts of one holder that stand alone.
        subject: IRI of the office or the body, or None.
        name: Its English label.
        entries: The posts that somebody may have held; of an office it alone.
    """

    kind: SectionKind
    subject: str | None
    name: str
    entries: tuple[Entry, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        entries = [one.as_json() for one in self.entries]
        return {"kind": self.kind, "subject": self.subject, "name": self.name, "entries": entries}

    def _cells(self) -> Cells:
        return {
            "group": Link(self.subject, self.name) if self.subject else self.name,
            "posts": len(self.entries),
            "holders": sum(len(one.answer.answers) for one in self.entries),
        }

    def _sheets(self) -> Iterable[Sheet]:
        rows = [row for one in self.entries for row in one._rows()]
        yield Sheet.of(rows, Link(self.subject, self.name) if self.subject else self.name)


@dataclass(frozen=True, slots=True, repr=False)
class Shift(Card):
    """A term that may begin or end on a day.

    Attributes:
        person: IRI of the person.
        name: The person's English label.
        post: IRI of the post.
        post_name: Its English label.
        term: IRI of the term.
        boundary: "enters" or "leaves".
        certainty: "certain" where every reading of the claims puts it on this day.
    """

    person: str
    name: str
    post: str
    post_name: str
    term: str
    boundary: Boundary
    certainty: Certainty

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in self.__slots__}

    def _cells(self) -> Cells:
        return {
            "name": Link(self.person, self.name),
            "boundary": self.boundary,
            "post": Link(self.post, self.post_name),
            "certainty": self.certainty,
            "term": Link(self.term),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Turn(Card):
    """A day on which terms begin or end, or may do so for the first or the last time; and those terms."""

    day: str
    shifts: tuple[Shift, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"day": self.day, "shifts": [one.as_json() for one in self.shifts]}

    def _cells(self) -> Cells:
        return {"day": self.day, "shifts": [f"{one.name} {one.boundary}" for one in self.shifts]}

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([one._cells() for one in self.shifts], self.day)


@dataclass(frozen=True, slots=True, repr=False)
class Roster(Card):
    """The whole leadership of a day.

    Attributes:
        on: The day, ISO.
        groups: The offices at the head of party, government and state; the bodies; the other posts.
        leaders: Who led the country and the party in effect.
        events: What happened, or may have happened, that day; the certain first.
        last: The nearest day before on which a term began or ended, or may have; None where there is none.
        next: The nearest day after.
    """

    on: str
    groups: tuple[Group, ...]
    leaders: Leaders
    events: tuple[Happening, ...]
    last: Turn | None
    next: Turn | None

    @property
    def empty(self) -> bool:
        """True where nobody may have held any post, nor led."""
        held = any(entry.answer.answers for group in self.groups for entry in group.entries)
        return not (held or self.leaders.answers or self.leaders.together)

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "on": self.on,
            "groups": [one.as_json() for one in self.groups],
            "leaders": self.leaders.as_json(),
            "events": [one.as_json() for one in self.events],
            "last": self.last.as_json() if self.last else None,
            "next": self.next.as_json() if self.next else None,
        }

    def _cells(self) -> Cells:
        return {
            "day": self.on,
            "groups": len(self.groups),
            "holders": sum(len(one.answer.answers) for group in self.groups for one in group.entries),
            "led in effect": self.leaders._cells()["by"],
            "events": len(self.events),
        }

    def _sheets(self) -> Iterable[Sheet]:
        for group in self.groups:
            yield from group._sheets()
        yield from self.leaders._sheets()
        if self.events:
            yield Sheet.of([one._cells() for one in self.events], "events")
        for name, turn in (("last change", self.last), ("next change", self.next)):
            if turn:
                yield Sheet.of([one._cells() for one in turn.shifts], f"{name}: {turn.day}")


def roster(directory: Directory, led: Steady[Leaders], when: When) -> Roster:
    """Return the whole leadership of a day; `led` tells who led in effect."""
    groups = (_group(section, when) for section in directory.sections)
    earlier, later = bisect_left(directory.days, when.first), bisect_right(directory.days, when.first)
    return Roster(
        when.text,
        tuple(group for group in groups if group.entries),
        _dated(led.on(when), when),
        happenings(directory.events, when),
        turn_on(directory, directory.days[earlier - 1]) if earlier else None,
        turn_on(directory, directory.days[later]) if later < len(directory.days) else None,
    )


def _dated(led: Leaders, when: When) -> Leaders:
    return replace(led, when=when, parts=tuple(replace(part, when=when) for part in led.parts))


def _group(section: Section, when: When) -> Group:
    head = section.kind == "office"
    told = (line for line in section.lines if head or line.may_be_held(when))
    entries = tuple(Entry(line.name, line.holders(when)) for line in told)
    return Group(section.kind, section.subject, section.name, entries)


def turn_on(directory: Directory, day: int) -> Turn:
    """Return a day of those on which terms may begin or end, and these terms."""
    found = (shift for term in directory.turns[day] for shift in _shifts(term, day, directory))
    ranked = sorted(found, key=lambda one: (one.certainty != "certain", one.boundary, one.post, one.term))
    return Turn(iso(day), tuple(ranked))


def _shifts(term: Term, day: int, directory: Directory) -> Iterator[Shift]:
    ends: tuple[tuple[Boundary, Point], ...] = (("enters", term.stretch.start), ("leaves", term.stretch.end))
    for boundary, point in ends:
        if day in (point.earliest, point.latest):
            certainty: Certainty = "certain" if point.fixed and not term.doubtful else "possible"
            name = directory.posts[term.post].name
            yield Shift(term.person, term.name, term.post, name, term.iri, boundary, certainty)
