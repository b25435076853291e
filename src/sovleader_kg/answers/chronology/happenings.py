"""Happenings: the events that fall, certainly or possibly, on a day or in a period, read from a store once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.constraints import Stretch
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.cards import Card, Cells, Link, span
from sovleader_kg.dates import FIRST, LAST, iso
from sovleader_kg.model import Certainty
from sovleader_kg.names import compact
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Event", "Happening", "anniversaries", "happenings", "read_events"]

_EVENTS = """
SELECT ?event ?name WHERE {
  ?event a sl:Event .
  OPTIONAL { ?event rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en")) }
}
"""


@dataclass(frozen=True, slots=True)
class Event:
    """An event with its days: from its opening to its closing."""

    iri: str
    name: str
    stretch: Stretch


@dataclass(frozen=True, slots=True, repr=False)
class Happening(Card):
    """An event that may fall on a day, or on some day of a period.

    Attributes:
        event: IRI of the event.
        name: Its English label.
        certainty: "certain" where it falls on the day, or into the period, in every reading of the claims.
        earliest: The first day that it may have been on, ISO.
        latest: The last one.
        lasted: Whether it is known to have gone on from the first of these days to the last.
    """

    event: str
    name: str
    certainty: Certainty
    earliest: str
    latest: str
    lasted: bool

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {name: getattr(self, name) for name in ("event", "name", "certainty", "earliest", "latest")}

    def _cells(self) -> Cells:
        return {
            "event": Link(self.event, self.name),
            "days": span(self.earliest, self.latest),
            "certainty": self.certainty,
        }


def happenings(events: Sequence[Event], when: When) -> tuple[Happening, ...]:
    """Return what happened at a time: the certain first; on a day the narrowly dated first, in a period by day."""
    found = [one for one in events if _may_fall(one.stretch, when)]
    if when.mode == "on":
        found.sort(key=lambda one: one.stretch.end.latest - one.stretch.start.earliest)
    else:
        found.sort(key=lambda one: (one.stretch.start.earliest, one.stretch.end.latest))
    return tuple(sorted((_happening(one, when) for one in found), key=lambda one: one.certainty != "certain"))


def anniversaries(events: Sequence[Event], month: int, day: int) -> tuple[Happening, ...]:
    """Return the events that began on a known day of some year with this month and day, by year."""
    asked = f"-{month:02}-{day:02}"
    found = [one for one in events if one.stretch.start.fixed and iso(one.stretch.start.earliest).endswith(asked)]
    found.sort(key=lambda one: (one.stretch.start.earliest, one.iri))
    return tuple(_told(one, "certain") for one in found)


def _may_fall(days: Stretch, when: When) -> bool:
    return days.start.earliest <= when.last and when.first <= days.end.latest


def _happening(event: Event, when: When) -> Happening:
    days = event.stretch
    surely = days.start.latest <= when.last and when.first <= days.end.earliest
    return _told(event, "certain" if surely else "possible")


def _told(event: Event, certainty: Certainty) -> Happening:
    start, end = event.stretch.start, event.stretch.end
    lasted = start.fixed and end.fixed and start.earliest < end.earliest
    return Happening(event.iri, event.name, certainty, iso(start.earliest), iso(end.latest), lasted)


def read_events(engine: Engine, timeline: Timeline) -> tuple[Event, ...]:
    """Read the events whose days are bounded on both sides.

    One whose closing no source dates counts by its opening alone, and the other way round.
    """
    named = {row["event"]: row.get("name", compact(row["event"])) for row in texts(engine, _EVENTS)}
    made = ((iri, timeline.stretch(iri)) for iri in sorted(named))
    dated = (Event(iri, named[iri], _dated(stretch)) for iri, stretch in made if stretch is not None)
    return tuple(one for one in dated if one.stretch.start.earliest > FIRST and one.stretch.end.latest < LAST)


def _dated(days: Stretch) -> Stretch:
    start, end = days.start, days.end
    if (end.earliest, end.latest) == (FIRST, LAST):
        return Stretch(start, start)
    return Stretch(end, end) if (start.earliest, start.latest) == (FIRST, LAST) else days
