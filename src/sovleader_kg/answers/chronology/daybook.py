"""Daybook: what is told of each day, worked out while the graph is built, and looked up without asking a store.

It lies beside the compiled store and holds the JSON of `who`, `leaders` and `on`, in lines. The first line says which
lines hold the days from which on something else is told of a post, of who led, of events, and the lines that tell it.
Periods, sentences and what else may be asked of a day are left to the store.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

from sovleader_kg.names import PREFIXES, compact

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.directory import Directory
    from sovleader_kg.answers.chronology.leadership import Leaders
    from sovleader_kg.answers.chronology.steady import Steady
    from sovleader_kg.answers.finding.finder import Finder
    from sovleader_kg.model import Answer
    from sovleader_kg.store.engines import Engine

__all__ = ["DAYBOOK", "Daybook", "Document", "write_daybook"]

DAYBOOK = "daybook.jsonl"
KINDS = ("post", "office")
Document: TypeAlias = "dict[str, Any]"


class Daybook:
    """What is told of each day, as the JSON of answers. Days are asked for in ISO."""

    def __init__(self, written: bytes) -> None:
        """Take what `write_daybook` has written."""
        self._lines = written.split(b"\n")
        self._head = self._line(0)

    def _line(self, number: int) -> Any:
        return json.loads(self._lines[number])

    def _told(self, number: int, day: str) -> Any:
        days, lines = self._line(number)
        return self._line(lines[bisect_right(days, _ordinal(day)) - 1])

    @property
    def names(self) -> Mapping[str, int]:
        """What posts and offices are called here, each with the line of its days."""
        names: Mapping[str, int] = self._line(self._head["names"])
        return names

    def who(self, name: str, day: str) -> Document | None:
        """Return who held a post or an office on a day; None where the name is not written here."""
        held = self.names.get(name)
        return self._answer(held, day) if held else None

    def _answer(self, held: int, day: str) -> Document:
        told: Document = self._told(held, day)
        return told | {"on": day, "answers": list(map(self._holding, told["answers"]))}

    def _holding(self, number: int) -> Document:
        holding: Document = self._line(number)
        return holding | {"claims": self._line(holding["claims"])}

    def leaders(self, day: str) -> Document:
        """Return who led the country and the party in effect on a day."""
        told: Document = self._told(self._head["led"], day)
        return told | {"on": day, "parts": [part | {"on": day} for part in told["parts"]]}

    def roster(self, day: str) -> Document:
        """Return the whole leadership of a day."""
        days, lines = self._line(self._head["turns"])
        earlier, later = bisect_left(days, _ordinal(day)), bisect_right(days, _ordinal(day))
        return {
            "on": day,
            "groups": list(self._groups(day)),
            "leaders": self.leaders(day),
            "events": self._told(self._head["events"], day),
            "last": self._line(lines[earlier - 1]) if earlier else None,
            "next": self._line(lines[later]) if later < len(days) else None,
        }

    def _groups(self, day: str) -> Iterator[Document]:
        for section in self._head["sections"]:
            answered = ({"name": name} | self._answer(held, day) for name, held in section["entries"])
            entries = [one for one in answered if section["kind"] == "office" or one["answers"]]
            if entries:
                yield section | {"entries": entries}


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def write_daybook(engine: Engine) -> bytes:
    """Work out what is told of each day, and write it down."""
    from sovleader_kg.answers.chronology.directory import read_directory
    from sovleader_kg.answers.chronology.leadership import steady_leaders
    from sovleader_kg.answers.chronology.leaderships import read_leaderships
    from sovleader_kg.answers.chronology.timeline import Timeline

    timeline, lines = Timeline(engine).whole(), _Lines()
    directory = read_directory(engine, timeline)
    heads = [line for section in directory.sections if section.kind == "office" for line in section.lines]
    told = {line.career.subject: line for line in (*heads, *directory.posts.values())}
    held = {subject: lines.told(_held(line.stretches(), lines)) for subject, line in told.items()}
    head = {
        "names": lines.number({name: held[subject] for name, subject in _names(engine, held)}),
        "sections": list(_sections(directory, held)),
        "led": lines.told(_led(steady_leaders(read_leaderships(engine, timeline)))),
        "events": lines.told(_events(directory)),
        "turns": lines.number((directory.days, list(_turns(directory, lines)))),
    }
    return lines.below(head)


class _Lines:
    """The lines of a daybook, each written once."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, told: object) -> int:
        """Return the number of the line that tells something; the head stands above the first."""
        return self._numbers.setdefault(_written(told), len(self._numbers) + 1)

    def told(self, told: Iterable[tuple[int, object]]) -> int:
        """Return the number of a line with the days from which on something else is told, and by which line."""
        days: list[int] = []
        lines: list[int] = []
        for day, one in told:
            number = self.number(one)
            if not lines or lines[-1] != number:
                days.append(day)
                lines.append(number)
        return self.number((days, lines))

    def below(self, head: object) -> bytes:
        """Return all lines, the head above them."""
        return "\n".join((_written(head), *self._numbers)).encode()


def _written(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def _held(answers: Iterable[tuple[int, Answer]], lines: _Lines) -> Iterator[tuple[int, object]]:
    """Yield answers without their day, their holdings and the claims of these as numbers of lines."""
    for day, answer in answers:
        holdings = (one.as_json() | {"claims": lines.number(one.claims)} for one in answer.answers)
        yield day, answer.as_json() | {"on": "", "answers": list(map(lines.number, holdings))}


def _sections(directory: Directory, held: Mapping[str, int]) -> Iterator[Document]:
    for one in directory.sections:
        entries = [(line.name, held[line.career.subject]) for line in one.lines]
        yield {"kind": one.kind, "subject": one.subject, "name": one.name, "entries": entries}


def _led(steady: Steady[Leaders]) -> Iterator[tuple[int, object]]:
    for day, found in steady.stretches():
        yield day, found.as_json() | {"on": "", "parts": [part.as_json() | {"on": ""} for part in found.parts]}


def _events(directory: Directory) -> Iterator[tuple[int, object]]:
    from sovleader_kg.answers.chronology.happenings import happenings
    from sovleader_kg.answers.chronology.steady import Steady

    steady = Steady((one.stretch for one in directory.events), lambda when: happenings(directory.events, when))
    return ((day, [one.as_json() for one in found]) for day, found in steady.stretches())


def _turns(directory: Directory, lines: _Lines) -> Iterator[int]:
    from sovleader_kg.answers.chronology.rosters import turn_on

    return (lines.number(turn_on(directory, day).as_json()) for day in directory.days)


def _names(engine: Engine, subjects: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what posts and offices are called, where that means nothing else, with what it means."""
    from sovleader_kg.answers.finding.finder import Finder
    from sovleader_kg.answers.finding.things import local_name, read_things
    from sovleader_kg.store.people import read_people

    finder = Finder(read_things(engine), read_people(engine))
    for iri in subjects:
        yield from ((iri, iri), (compact(iri), iri))
        names = finder.things[iri].names if iri in finder.things else ()
        for text in sorted({local_name(iri), *names, *(name.lower() for name in names)}):
            if ":" not in text and _meant(text, finder) == iri:
                yield text, iri


def _meant(text: str, finder: Finder) -> str | None:
    """Return the post or office of which a text is the slug, or else the only one of which it is a name."""
    slugged = [iri for kind in KINDS if (iri := PREFIXES[kind] + text) in finder.things]
    exact = [thing.iri for thing, fit in finder.find(text, KINDS) if fit == "exact"]
    return next(iter(slugged or exact)) if slugged or len(exact) == 1 else None
