"""Changes: who left, came or moved between two days, and who stayed; certainly or possibly, over all worlds.

A change is certain where it is so in every world: who certainly held a post on the first day and cannot have held it
on the last one has certainly left. Who left and was back by the last day has stayed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.careers import Term
from sovleader_kg.answers.chronology.constraints import Proposition
from sovleader_kg.answers.chronology.directory import Directory, Line, Section, SectionKind
from sovleader_kg.answers.chronology.happenings import Happening, happenings
from sovleader_kg.answers.chronology.holders import holders
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import Worlds, bounds_allow, misses, touches
from sovleader_kg.cards import Card, Cells, Link, Sheet
from sovleader_kg.errors import UsageError
from sovleader_kg.model import Asked, Certainty, Holding

__all__ = ["Changed", "Changes", "Step", "Turnover", "changes"]


@dataclass(frozen=True, slots=True, repr=False)
class Step(Card):
    """One person's change between two days.

    Attributes:
        person: IRI of the person.
        name: The person's English label.
        certainty: "certain" or "possible".
        left: The holding of the first day that was over by the last one; None for one who came from outside.
        came: The holding of the last day that had not begun on the first one; None for one who left.
    """

    person: str
    name: str
    certainty: Certainty
    left: Holding | None
    came: Holding | None

    @property
    def kind(self) -> OneOf["left", "came", "moved"]:
        """Whether the person left, came, or moved from one post to another of the same group."""
        if self.left and self.came:
            return "moved"
        return "left" if self.left else "came"

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        told = {name: getattr(self, name) for name in ("kind", "person", "name", "certainty")}
        left, came = (({"post": one.post, "term": one.term} if one else None) for one in (self.left, self.came))
        return {**told, "left": left, "came": came}

    def _cells(self) -> Cells:
        return {
            "name": Link(self.person, self.name),
            "change": self.kind,
            "certainty": self.certainty,
            "left": Link(self.left.post) if self.left else None,
            "came": Link(self.came.post) if self.came else None,
        }


@dataclass(frozen=True, slots=True, repr=False)
class Turnover(Card):
    """What changed in a post, or in an office under all its titles.

    Attributes:
        asked: "post" or "office".
        subject: IRI of the post or office.
        name: Its English label.
        steps: Who left, came, or moved here from another post of the group; the certain first.
        stayed: How many certainly held it on both days.
        may_have_stayed: How many others held it on both days in some reading of the claims.
    """

    asked: Asked
    subject: str
    name: str
    steps: tuple[Step, ...]
    stayed: int
    may_have_stayed: int

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        counts = {"stayed": self.stayed, "may_have_stayed": self.may_have_stayed}
        return {self.asked: self.subject, "name": self.name, "steps": [one.as_json() for one in self.steps], **counts}

    def _cells(self) -> Cells:
        kinds = [one.kind for one in self.steps]
        counts = {kind: kinds.count(kind) for kind in ("came", "left", "moved")}
        return {"post": Link(self.subject, self.name), **counts, "stayed": self.stayed}

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([one._cells() for one in self.steps], (Link(self.subject, self.name), f"{self.stayed} stayed"))


@dataclass(frozen=True, slots=True, repr=False)
class Changed(Card):
    """What changed in posts that belong together; the groups are those of a roster.

    Attributes:
        kind: "office", "body" or "posts".
        subject: IRI of the office or the body, or None.
        name: Its English label.
        posts: The posts that somebody may have held on either day.
    """

    kind: SectionKind
    subject: str | None
    name: str
    posts: tuple[Turnover, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        posts = [one.as_json() for one in self.posts]
        return {"kind": self.kind, "subject": self.subject, "name": self.name, "posts": posts}

    def _cells(self) -> Cells:
        return {
            "group": Link(self.subject, self.name) if self.subject else self.name,
            "posts": len(self.posts),
            "changes": sum(len(one.steps) for one in self.posts),
        }

    def _sheets(self) -> Iterable[Sheet]:
        for one in self.posts:
            if one.steps:
                yield from one._sheets()


@dataclass(frozen=True, slots=True, repr=False)
class Changes(Card):
    """What changed between two days.

    Attributes:
        first: The first day, ISO.
        last: The last day, ISO.
        groups: The posts that somebody may have held on either day, in the groups of a roster.
        events: What happened, or may have happened, from the first day to the last, both included.
    """

    first: str
    last: str
    groups: tuple[Changed, ...]
    events: tuple[Happening, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        groups, events = ([one.as_json() for one in found] for found in (self.groups, self.events))
        return {"first": self.first, "last": self.last, "groups": groups, "events": events}

    def _cells(self) -> Cells:
        return {
            "first": self.first,
            "last": self.last,
            "changes": sum(len(one.steps) for group in self.groups for one in group.posts),
            "events": len(self.events),
        }

    def _sheets(self) -> Iterable[Sheet]:
        for group in self.groups:
            yield from group._sheets()
        if self.events:
            yield Sheet.of([one._cells() for one in self.events], f"events from {self.first} to {self.last}")


def changes(directory: Directory, first: When, last: When) -> Changes:
    """Return what changed between two days.

    Raises:
        UsageError: The last day lies before the first.
    """
    if last.first < first.first:
        raise UsageError(f"{last.text} lies before the first day, {first.text}; write the earlier day first")
    between = When("during", f"{first.text}/{last.text}", first.first, last.first)
    groups = (_changed(section, first, last) for section in directory.sections)
    found = tuple(group for group in groups if group.posts)
    return Changes(first.text, last.text, found, happenings(directory.events, between))


def _changed(section: Section, first: When, last: When) -> Changed:
    asked = [line for line in section.lines if _may_be_held(line, first) or _may_be_held(line, last)]
    compared = [_Compared(line, first, last) for line in asked]
    steps = _with_moves([(one, step) for one in compared for step in one.steps()])
    posts = tuple(one.turnover([step for where, step in steps if where is one]) for one in compared)
    return Changed(section.kind, section.subject, section.name, posts)


def _may_be_held(line: Line, when: When) -> bool:
    return any(bounds_allow(term, when) for term in line.career.terms)


class _Compared:
    """Who held a post on each of two days."""

    def __init__(self, line: Line, first: When, last: When) -> None:
        self._line, self._days = line, (first, last)
        before, after = ({one.person: one for one in holders(line.career, day).answers} for day in self._days)
        self._before, self._after = before, after

    @property
    def worlds(self) -> Worlds:
        return self._line.career.worlds

    def steps(self) -> list[Step]:
        """Return who left and who came."""
        first, last = self._days
        left = [(one, self._gone(one, self._after, first, last)) for one in self._before.values()]
        came = [(one, self._gone(one, self._before, last, first)) for one in self._after.values()]
        gone = [Step(one.person, one.name, sure, one, None) for one, sure in left if sure]
        return [*gone, *(Step(one.person, one.name, sure, None, one) for one, sure in came if sure)]

    def _gone(self, one: Holding, other: dict[str, Holding], here: When, there: When) -> Certainty | None:
        """Return how certain it is that one who holds the post on a day does not on the other; None for never."""
        then = other.get(one.person)
        if then is None:
            return one.certainty
        if then.certainty == "certain":
            return None
        may = one.certainty == "certain" or _allowed(self.worlds, [(self.terms_of(one.person), here, there)])
        return "possible" if may else None

    def terms_of(self, person: str) -> list[Term]:
        """Return the terms of one person."""
        return [term for term in self._line.career.terms if term.person == person]

    def moved_from(self, other: _Compared, person: str) -> bool:
        """Return whether in some world a person held the other post on the first day, and this one on the last only."""
        first, last = self._days
        return _allowed(self.worlds, [(other.terms_of(person), first, last), (self.terms_of(person), last, first)])

    def turnover(self, steps: Sequence[Step]) -> Turnover:
        """Return what changed in the post, given who left, came or moved here."""
        both = [(one, self._after[one.person]) for one in self._before.values() if one.person in self._after]
        certain = [pair for pair in both if all(one.certainty == "certain" for one in pair)]
        possible = [one for one, then in both if (one, then) not in certain and self._may_stay(one.person)]
        ranked = sorted(steps, key=lambda one: (one.certainty != "certain", one.kind, one.person))
        career = self._line.career
        return Turnover(career.asked, career.subject, self._line.name, tuple(ranked), len(certain), len(possible))

    def _may_stay(self, person: str) -> bool:
        first, last = (day.stretch for day in self._days)
        pairs = product(self.terms_of(person), repeat=2)
        return any(self.worlds.allow([[touches(one, first)], [touches(other, last)]]) for one, other in pairs)


def _with_moves(steps: Sequence[tuple[_Compared, Step]]) -> list[tuple[_Compared, Step]]:
    """Return the steps, each leaving of one post and coming to another that are one move joined, where he came."""
    left = [(where, step) for where, step in steps if step.kind == "left"]
    found: list[tuple[_Compared, Step]] = []
    for where, step in ((where, step) for where, step in steps if step.kind == "came"):
        before = next((one for one in left if _is_move(one, (where, step))), None)
        if before:
            left.remove(before)
        found.append((where, replace(step, left=before[1].left) if before else step))
    return [*left, *found]


def _is_move(left: tuple[_Compared, Step], came: tuple[_Compared, Step]) -> bool:
    """Return whether a leaving and a coming are one move: of one person, as certain, and in one world."""
    (there, before), (here, after) = left, came
    if there is here or (before.person, before.certainty) != (after.person, after.certainty):
        return False
    return after.certainty == "certain" or here.moved_from(there, after.person)


def _allowed(worlds: Worlds, parts: Sequence[tuple[Sequence[Term], When, When]]) -> bool:
    """Return whether in some world each person's terms, of each part, cover the first day and not the second one."""
    for chosen in product(*(terms for terms, _, _ in parts)):
        propositions: list[Proposition] = []
        for one, (terms, here, there) in zip(chosen, parts, strict=True):
            sure = [term for term in terms if term is one or not term.doubtful]
            propositions += [[touches(one, here.stretch)], *(misses(term, there.stretch) for term in sure)]
        if worlds.allow(propositions):
            return True
    return False
