"""Day: the page of the whole leadership of a day, that of what changed between two, and the form that asks for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sovleader_kg.answers.chronology.changes import Changed, Changes, Step
from sovleader_kg.answers.chronology.happenings import Happening
from sovleader_kg.answers.chronology.rosters import Entry, Group, Roster, Turn
from sovleader_kg.answers.chronology.when import YEARS
from sovleader_kg.errors import DateError
from sovleader_kg.model import Holding
from sovleader_kg.names import HEADSHIPS, expand
from sovleader_kg.prose.dates import spoken, spoken_day, spoken_period, spoken_span, weekday
from sovleader_kg.prose.sentences import Prose
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import KEPT_DAYS, Links
from sovleader_kg.web.pages.month import read_month
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS
from sovleader_kg.written_days import read_day

__all__ = ["ASKED", "HEADS", "read", "read_days", "timed"]

ASKED = ("day", "last")

HEADS = dict(zip(map(expand, HEADSHIPS), ("party", "government", "state"), strict=True))
SHIFTS, EVENTS = 4, 40  # how many are shown at once


@dataclass(frozen=True, slots=True)
class Seated:
    """A post on a day.

    Attributes:
        post: IRI of the post.
        certain: Who certainly held it.
        possible: Who possibly did, by the reason.
    """

    post: str
    certain: Sequence[Holding]
    possible: Mapping[str, Sequence[Holding]]

    @property
    def unsure(self) -> int:
        """How many possibly held it."""
        return sum(map(len, self.possible.values()))


@dataclass(frozen=True, slots=True)
class Body:
    """A body on a day: its IRI, what it was officially called then, its posts."""

    subject: str | None
    then: str | None
    posts: Sequence[Seated]


@dataclass(frozen=True, slots=True)
class Turned:
    """The change before or after a day: when, the first of those who came and went, and how many more there are."""

    day: date
    address: str | None
    shifts: Sequence[Prose]
    more: int


@dataclass(frozen=True, slots=True)
class Turnover:
    """What changed in a body or an office: who came, left and moved, and how many stayed, in all posts together.

    Attributes:
        subject: IRI of the body or office, or None.
        heads: Of an office, who held it on the first day and on the last.
        came: Who came, by the post.
        left: Who left, likewise.
        moved: Who moved from one post to another.
        stayed: How many certainly stayed.
        may_have_stayed: How many others may have.
    """

    subject: str | None
    heads: Sequence[Prose]
    came: Mapping[str, Sequence[Step]]
    left: Mapping[str, Sequence[Step]]
    moved: Sequence[Step]
    stayed: int
    may_have_stayed: int


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the page of a `day`, or of what changed until a `last` one; the form that asks for them, if none is given.

    What is not a day, and days in the wrong order, are a 400 with the form.
    """
    asked = [parameters[name] for name in ASKED if parameters.get(name)]
    days, error = read_days(asked, links.language)
    if error or not days:
        return _form(links, parameters, error)
    if len(set(days)) == 1:
        return _roster(library, links, library.kg.on(days[0]))
    return _changes(library, links, library.kg.changes(*days))


def read_days(asked: Sequence[str], language: str) -> tuple[list[str], str | None]:
    """Return days in ISO, and what is wrong with them, if anything, in a language."""
    days = []
    for text in asked:
        try:
            days.append(read_day(text))
        except DateError:
            return [], WORDS[language]["bad_day"].format(day=" ".join(text.split()))
    return days, WORDS[language]["reversed"] if days != sorted(days) else None


def _form(links: Links, parameters: Mapping[str, str], error: str | None) -> Page:
    examples = [(spoken(one, links.language), links.day(one)) for one in KEPT_DAYS]
    given = {name: parameters.get(name, "") for name in ASKED}
    shown = {"given": given, "error": error, "examples": examples}
    return Page("day.html", WORDS[links.language]["on"], "on", shown, parameters, status=400 if error else 200)


def _roster(library: Library, links: Links, found: Roster) -> Page:
    language, on = links.language, date.fromisoformat(found.on)
    telling = library.tellings[language]
    heads = {HEADS[group.subject or ""]: group.entries[0] for group in found.groups if group.kind == "office"}
    party = telling.tell(heads.pop("party").answer) if "party" in heads else None
    title = spoken_day(on, language)
    shown = {
        "on": on,
        "given": {"day": title, "last": ""},
        "heading": f"{weekday(on, language)}, {title}",
        "outside": not YEARS[0] <= on.year <= YEARS[1],
        "party": party,
        "heads": [(name, telling.briefly(entry.answer)) for name, entry in heads.items()],
        "leaders": telling.tell(found.leaders),
        "bodies": [_body(library, links, group, on) for group in found.groups if group.kind != "office"],
        "events": timed(found.events, language, found.on),
        "turns": {rel: _turned(library, links, turn) for rel, turn in (("prev", found.last), ("next", found.next))},
        "month": None if links.static else read_month(library.kg, links, on),
    }
    return Page("roster.html", title, f"on/{found.on}", shown, description=str(party or ""))


def _body(library: Library, links: Links, group: Group, on: date) -> Body:
    then = library.official_name(group.subject, on) if group.subject else None
    return Body(group.subject, then, [_seated(library, links, entry) for entry in group.entries])


def _seated(library: Library, links: Links, entry: Entry) -> Seated:
    answers = entry.answer.answers
    certain = [one for one in answers if one.certainty == "certain"]
    unsure = [one for one in answers if one.certainty == "possible"]
    why = library.tellings[links.language].why(entry.answer) if unsure else {}
    possible: dict[str, list[Holding]] = defaultdict(list)
    for one in unsure:
        possible[why[one.person]].append(one)
    return Seated(entry.answer.subject, certain, possible)


def _turned(library: Library, links: Links, turn: Turn | None) -> Turned | None:
    if turn is None:
        return None
    shifts = [library.tellings[links.language].shift(one) for one in turn.shifts[:SHIFTS]]
    return Turned(date.fromisoformat(turn.day), links.day(turn.day), shifts, len(turn.shifts) - len(shifts))


def _changes(library: Library, links: Links, found: Changes) -> Page:
    language, days = links.language, (found.first, found.last)
    title = f"{WORDS[language]['changes_between']} {spoken_period('/'.join(days), language)}"
    shown = {
        "days": [(spoken(one, language), links.day(one)) for one in days],
        "given": {name: spoken(one, language) for name, one in zip(ASKED, days, strict=True)},
        "groups": [_turnover(library, links, group, days) for group in found.groups],
        "events": timed(found.events[:EVENTS], language),
        "others": max(0, len(found.events) - EVENTS),
    }
    return Page("changes.html", title, f"on/{found.first}/{found.last}", shown)


def _turnover(library: Library, links: Links, group: Changed, days: tuple[str, str]) -> Turnover:
    steps = [step for post in group.posts for step in post.steps]
    telling, heads = library.tellings[links.language], []
    if group.subject in HEADS:
        heads = [telling.briefly(library.kg.who(group.subject, on=one)) for one in days]
    return Turnover(
        subject=group.subject,
        heads=heads,
        came=_by_post(group, "came"),
        left=_by_post(group, "left"),
        moved=[one for one in steps if one.kind == "moved"],
        stayed=sum(post.stayed for post in group.posts),
        may_have_stayed=sum(post.may_have_stayed for post in group.posts),
    )


def _by_post(group: Changed, kind: str) -> Mapping[str, Sequence[Step]]:
    """Return who came or left, by the post."""
    found = {post.subject: [one for one in post.steps if one.kind == kind] for post in group.posts}
    return {post: steps for post, steps in found.items() if steps}


def timed(found: Iterable[Happening], language: str, on: str | None = None) -> list[tuple[Happening, str]]:
    """Return events with the days that they were on, in words; "" for one that was on a day that is known anyway."""
    return [(one, "" if one.earliest == one.latest == on else _time(one, language)) for one in found]


def _time(one: Happening, language: str) -> str:
    if one.lasted:
        return spoken_period(f"{one.earliest}/{one.latest}", language)
    return spoken_span(date.fromisoformat(one.earliest), date.fromisoformat(one.latest), language)
