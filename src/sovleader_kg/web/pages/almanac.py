"""Almanac: the leadership of all days as a JSON document, from which scripts tell who held what on a day.

It holds what `KnowledgeGraph.almanac` tells, and the lanes of the timeline, with labels in one language. Days are ISO;
a thing is a kind and a slug ("post/general-secretary"), a person the place of his or her slug among `people`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sovleader_kg.answers.chronology.almanac import Held, LedBody
from sovleader_kg.export.lanes import Bar, Lane, Mark
from sovleader_kg.model import Nobody
from sovleader_kg.names import BASE
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.shows import Show
from sovleader_kg.web.pages.words import WORDS

__all__ = ["document", "label_of_show"]

Json = list[object]


def document(library: Library, links: Links) -> Mapping[str, object]:
    """Return the document; see `docs/server.md` for its form."""
    almanac, language = library.almanac, links.language
    writer = _Writer(library, language)
    held = {_short(thing): [writer.held(one, thing) for one in told] for thing, told in almanac.held.items()}
    led = [[one.first, [writer.led(body) for body in one.bodies]] for one in almanac.led]
    shows = [writer.show(show) for show in library.shows.values()]
    sections = [
        {
            "kind": section.kind,
            "thing": writer.thing(section.subject) if section.subject else None,
            "held": [writer.thing(line.career.subject) for line in section.lines],
        }
        for section in almanac.sections
    ]
    events = [[writer.thing(one.event), one.earliest, one.latest] for one in almanac.events]
    return {
        "language": language,
        "people": writer.people,
        "labels": writer.labels,
        "sections": sections,
        "held": held,
        "led": led,
        "events": events,
        "shows": shows,
    }


def label_of_show(show: Show, library: Library, language: str) -> str:
    """Return what a part of the timeline is called."""
    return library.labels.of(show.body, language) if show.body else WORDS[language][f"show_{show.key}"]


class _Writer:
    """What is named in the document, gathered while it is written: people by their places, labels of the rest."""

    def __init__(self, library: Library, language: str) -> None:
        self._library, self._language = library, language
        self._places: dict[str, int] = {}
        self.people: list[tuple[str, str]] = []
        self.labels: dict[str, str] = {}

    def _label(self, iri: str) -> str:
        return self._library.labels.of(iri, self._language)

    def thing(self, iri: str) -> str:
        self.labels.setdefault(_short(iri), self._label(iri))
        return _short(iri)

    def person(self, iri: str) -> int:
        if iri not in self._places:
            self._places[iri] = len(self.people)
            self.people.append((_short(iri).partition("/")[2], self._label(iri)))
        return self._places[iri]

    def held(self, one: Held, thing: str) -> Json:
        """Return a first day, who certainly held it, who possibly, why nobody did, who acted, under which titles."""
        sure, unsure = (
            [self.person(holder.person) for holder in one.holders if holder.certainty == certainty]
            for certainty in ("certain", "possible")
        )
        acting = [self.person(holder.person) for holder in one.holders if holder.acting]
        posts = {self.person(holder.person): self.thing(holder.post) for holder in one.holders if holder.post != thing}
        return _trimmed([one.first, sure, unsure, _nobody(one.nobody), acting, posts])

    def led(self, one: LedBody) -> Json:
        """Return a body, who certainly led it, who possibly, who did together, and why nobody did."""
        sure, unsure = (
            [self.thing(leader) for leader, how in one.leaders if how == certainty]
            for certainty in ("certain", "possible")
        )
        return [self.thing(one.body), sure, unsure, [self.thing(group) for group in one.together], _nobody(one.nobody)]

    def show(self, show: Show) -> Mapping[str, object]:
        lanes = [self._lane(lane) for lane in self._library.lanes(self._language, show.key)]
        return {"key": show.key, "label": label_of_show(show, self._library, self._language), "lanes": lanes}

    def _lane(self, lane: Lane) -> Mapping[str, object]:
        return {
            "thing": lane.thing and _short(lane.thing),
            "label": lane.label,
            "exists": [_bounds(bar) for bar in lane.exists],
            "bars": [self._bar(bar) for bar in lane.bars],
            "marks": [_mark(mark) for mark in lane.marks],
        }

    def _bar(self, bar: Bar) -> Json:
        """Return what a bar is, whose or how it is called, its kind, its bounds, and 1 where none of it is certain."""
        alone = bar.who is not None and bar.who.startswith(f"{BASE}person/")
        who = self.person(str(bar.who)) if alone else bar.label
        return _trimmed([_short(bar.thing), who, bar.kind, *_bounds(bar), int(bar.doubtful)])


def _short(iri: str) -> str:
    return iri.removeprefix(BASE)


def _nobody(one: Nobody | None) -> Json | int:
    return [one.certainty, *one.reasons] if one else 0


def _bounds(bar: Bar) -> Json:
    return [_day(one) for one in (bar.earliest_start, bar.latest_start, bar.earliest_end, bar.latest_end)]


def _mark(mark: Mark) -> Json:
    return [_short(mark.thing), mark.label, _day(mark.earliest), _day(mark.latest)]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _trimmed(row: Iterable[object]) -> Json:
    """Return a row without what is empty at its end."""
    cells = list(row)
    while cells and not cells[-1]:
        cells.pop()
    return cells
