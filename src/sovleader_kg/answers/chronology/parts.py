"""Parts: who or what had a part in which event, in which role, and when that was, read from a store at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sovleader_kg.answers.chronology.spells import Edge, edge_of
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.cards import Card, Cells, Link, links, span
from sovleader_kg.names import SL
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Part", "read_parts"]

_PARTS = """
SELECT ?event ?role ?thing WHERE {
  VALUES ?role {
    sl:actor sl:affected sl:opponent sl:proposer sl:spokesperson sl:participant sl:concerns sl:changes sl:resultsIn
  }
  ?event a sl:Event ; ?role ?thing .
} ORDER BY ?event ?role ?thing
"""
_DATES = """
SELECT ?event ?link ?value WHERE {
  VALUES ?link { sl:date sl:start sl:end }
  ?event a sl:Event ; ?link ?value .
} ORDER BY ?event ?link ?value
"""
_EVERYBODY = f"{SL}participant"  # what every other role of a person or body implies


@dataclass(frozen=True, slots=True, repr=False)
class Part(Card):
    """The part of somebody or something in an event.

    Attributes:
        event: IRI of the event.
        roles: IRIs of the properties that lead from the event to it: `sl:actor`, `sl:affected` …
        start: When the event began; of one that did not last, when it was.
        end: When it ended; of one that did not last, the same.
    """

    event: str
    roles: tuple[str, ...]
    start: Edge
    end: Edge

    def _cells(self) -> Cells:
        return {
            "event": Link(self.event),
            "from": span(self.start.earliest, self.start.latest),
            "to": span(self.end.earliest, self.end.latest),
            "roles": links(self.roles),
        }


def read_parts(engine: Engine, timeline: Timeline) -> Mapping[str, Sequence[Part]]:
    """Read the events that each person, post and body had a part in, by day, the undated last.

    The timeline is read whole.
    """
    timeline.whole()
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in texts(engine, _DATES):
        said[row["event"], row["link"].removeprefix(SL)].append(row["value"])
    roles: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in texts(engine, _PARTS):
        roles[row["thing"], row["event"]].append(row["role"])
    found: dict[str, list[Part]] = defaultdict(list)
    for (thing, event), several in roles.items():
        special = tuple(role for role in several if role != _EVERYBODY)
        found[thing].append(_part(event, special or tuple(several), said, timeline))
    return {thing: sorted(parts, key=_order) for thing, parts in found.items()}


def _order(one: Part) -> tuple[date, date, str]:
    first = one.start.earliest or one.end.earliest or date.max
    return first, one.end.latest or one.start.latest or date.max, one.event


def _part(event: str, roles: tuple[str, ...], said: Mapping[tuple[str, str], list[str]], timeline: Timeline) -> Part:
    lasting = (event, "start") in said or (event, "end") in said
    stretch = timeline.stretch(event) or timeline.day(event)
    start, end = (said.get((event, side if lasting else "date"), ()) for side in ("start", "end"))
    return Part(event, roles, edge_of(start, stretch.start), edge_of(end, stretch.end))
