"""Directory: every post and its career, in the sections that a reader looks for, read from a store once.

First come the offices at the head of party, government and state, under all their titles; then the bodies in which
several persons sit at once, those of the party first, and the most filled first; last the posts of other bodies.
Where the data does not say how many hold a post at once, its terms tell whether several do. No body is named here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.careers import Career, Records, Term, read_records
from sovleader_kg.answers.chronology.happenings import Event, read_events
from sovleader_kg.answers.chronology.holders import holders
from sovleader_kg.answers.chronology.steady import Steady
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.model import Answer
from sovleader_kg.names import HEADSHIPS, SL, compact, expand
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Directory", "Line", "Section", "SectionKind", "has_several", "read_directory"]

SectionKind = OneOf["office", "body", "posts"]

_Links = Mapping[str, Mapping[str, str]]
_NAMES = """
SELECT ?thing ?name WHERE {
  VALUES ?class { sl:Post sl:Office sl:Body }
  ?thing a ?class ; rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en"))
}
"""
_POSTS = """
SELECT ?post ?link ?value WHERE {
  VALUES ?link { sl:incarnationOf sl:postIn sl:numberOfHolders }
  ?post a sl:Post ; ?link ?value .
}
"""
_SIDES = "SELECT ?body ?side WHERE { VALUES ?side { sl:PartyBody sl:StateBody } ?body a ?side }"


@dataclass(frozen=True)
class Line:
    """A post, or an office under all its titles, with its career."""

    name: str
    career: Career

    @cached_property
    def _steady(self) -> Steady[Answer]:
        posts = (stretch for one in self.career.posts for stretch in (one.stretch, *one.lapses, *one.claimed_lapses))
        stretches = (*(term.stretch for term in self.career.terms), *posts)
        return Steady(stretches, partial(holders, self.career))

    def holders(self, when: When) -> Answer:
        """Return who held it on a day; each further day like it costs next to nothing."""
        return replace(self._steady.on(when), on=when.text)

    def may_be_held(self, when: When) -> bool:
        """Return whether somebody certainly or possibly held it on a day."""
        return bool(self._steady.on(when).answers)

    def stretches(self) -> Iterator[tuple[int, Answer]]:
        """Yield the days from which on somebody else may have held it, with who did."""
        return self._steady.stretches()

    @property
    def days(self) -> int:
        """For how many days persons certainly held it, each counted."""
        certain = (one.stretch.end.earliest - one.stretch.start.latest + 1 for one in self.career.terms)
        return sum(days for days in certain if days > 0)


@dataclass(frozen=True, slots=True)
class Section:
    """Lines that are shown together.

    Attributes:
        kind: "office" for a headship, "body" for one with seats, "posts" for single posts.
        subject: IRI of the office or body, or None.
        name: Its English label.
        lines: The posts, the most filled first; of a headship the office alone.
    """

    kind: SectionKind
    subject: str | None
    name: str
    lines: tuple[Line, ...]


class Directory:
    """All that rosters and changes are made of."""

    def __init__(self, sections: Iterable[Section], posts: Iterable[Line], events: Iterable[Event]) -> None:
        """Take the sections, a line for each post, and the events."""
        self.sections, self.events = tuple(sections), tuple(events)
        self.posts = {line.career.subject: line for line in posts}

    def career(self, subject: str) -> Career | None:
        """Return the career of a post or a headship."""
        if subject in self.posts:
            return self.posts[subject].career
        headships = (section.lines[0] for section in self.sections if section.kind == "office")
        return next((line.career for line in headships if line.career.subject == subject), None)

    @cached_property
    def turns(self) -> Mapping[int, Sequence[Term]]:
        """The days on which some terms may first or last have begun or ended, in order, with these terms."""
        found: dict[int, dict[Term, None]] = defaultdict(dict)
        for line in self.posts.values():
            for term in line.career.terms:
                start, end = term.stretch.start, term.stretch.end
                for day in (start.earliest, start.latest, end.earliest, end.latest):
                    found[day][term] = None
        return {day: tuple(found[day]) for day in sorted(found.keys() - {FIRST, LAST})}

    @cached_property
    def days(self) -> Sequence[int]:
        """The days of `turns`, in order."""
        return tuple(self.turns)


def read_directory(engine: Engine, timeline: Timeline) -> Directory:
    """Read every post with its terms, and the events; the timeline is read whole."""
    records, links = read_records(engine, timeline), _links(engine)
    names = {row["thing"]: row["name"] for row in texts(engine, _NAMES)}
    lines = {post: Line(names.get(post, compact(post)), records.career("post", post, [post])) for post in links}
    heads = list(_headships(records, links, names))
    headed = {head.subject for head in heads}
    below = [line for post, line in lines.items() if links[post].get("incarnationOf") not in headed]
    sides = {row["body"]: row["side"] for row in texts(engine, _SIDES)}
    sections = _below_the_heads(below, links, names, sides)
    return Directory([*heads, *sections], lines.values(), read_events(engine, timeline))


def _links(engine: Engine) -> _Links:
    """Return what each post is in, which office it carries on, and how many hold it at once."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for post, link, value in sorted((row["post"], row["link"], row["value"]) for row in texts(engine, _POSTS)):
        found[post][link.removeprefix(SL)] = value
    return found


def _headships(records: Records, links: _Links, names: Mapping[str, str]) -> Iterator[Section]:
    for office in map(expand, HEADSHIPS):
        posts = [post for post, link in links.items() if link.get("incarnationOf") == office]
        if posts:
            name = names.get(office, compact(office))
            yield Section("office", office, name, (Line(name, records.career("office", office, posts)),))


def _below_the_heads(
    lines: Iterable[Line], links: _Links, names: Mapping[str, str], sides: Mapping[str, str]
) -> Iterator[Section]:
    """Yield a section for each body that has seats, and one for the posts of all others."""
    within: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        within[links[line.career.subject].get("postIn", "")].append(line)
    for found in within.values():
        found.sort(key=lambda line: (-line.days, line.career.subject))
    seated = [body for body, found in within.items() if any(_is_seat(line.career, links) for line in found)]
    for body in sorted(seated, key=lambda body: (_side(body, sides), -sum(line.days for line in within[body]), body)):
        yield Section("body", body, names.get(body, compact(body)), tuple(within.pop(body)))
    single = [line for body in sorted(within, key=lambda body: (_side(body, sides), body)) for line in within[body]]
    if single:
        yield Section("posts", None, "Other posts", tuple(single))


def _side(body: str, sides: Mapping[str, str]) -> int:
    """Return 0 for a body of a party, 1 for one of a state, 2 for any other."""
    return ("PartyBody", "StateBody").index(sides[body].removeprefix(SL)) if body in sides else 2


def _is_seat(career: Career, links: _Links) -> bool:
    return has_several(career.terms, links[career.subject].get("numberOfHolders"))


def has_several(terms: Iterable[Term], told: str | None) -> bool:
    """Return whether several hold a post at once: as told, or else by who certainly held it together for days."""
    if told is not None:
        return told != "1"
    reached: dict[str, int] = {}
    for term in sorted(terms, key=lambda term: term.stretch.start.latest):
        begun, lasts = term.stretch.start.latest, term.stretch.end.earliest
        if term.doubtful or begun >= lasts:
            continue
        if any(begun < until for person, until in reached.items() if person != term.person):
            return True
        reached[term.person] = max(lasts, reached.get(term.person, lasts))
    return False
