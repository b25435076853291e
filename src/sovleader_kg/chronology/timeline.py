"""Timeline: every dated thing of the graph as stretches between points, read from a store once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from sovleader_kg.chronology.worlds import Point, Stretch, Worlds
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.names import SL, kind_of
from sovleader_kg.store import Engine, rows

__all__ = ["Timeline"]

_LINKS = """
SELECT ?thing ?link ?value WHERE {
  VALUES ?link {
    sl:startedBy sl:endedBy sl:earliestStart sl:latestStart sl:earliestEnd sl:latestEnd
    sl:earliestDate sl:latestDate sl:earliestBirth sl:latestBirth sl:earliestDeath sl:latestDeath
  }
  ?thing ?link ?value .
} ORDER BY ?thing ?link ?value
"""
_DEATHS = "SELECT ?person ?death WHERE { ?death a sl:Death ; sl:affected ?person } ORDER BY ?person ?death"
_THINGS = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?class {
    sl:Term sl:ActingTerm sl:Tenure sl:Post sl:Lapse sl:Vacancy sl:Span sl:AttestedEntity
    sl:EffectiveLeadership sl:CollectiveLeadership foaf:Person
  }
  ?thing a ?class .
} ORDER BY ?thing
"""
_DOUBTS = "SELECT ?thing WHERE { ?thing sl:atMostPossible true } ORDER BY ?thing"
_LASTING = {"attested", "collective", "lapse", "leadership", "post", "span", "tenure", "term", "vacancy"}
_ENDS = {"startedBy", "endedBy", "earliestStart", "latestStart", "earliestEnd", "latestEnd"}
_EVENTS = {"Start": "startedBy", "End": "endedBy", "Death": "died"}


class Timeline:
    """The points and stretches of everything dated, and the worlds that they leave.

    Points of one event are one point: an end that names it, its own date, and for a death that of the person.
    """

    def __init__(self, engine: Engine) -> None:
        """Read bounds and shared events."""
        self._links: dict[str, dict[str, str]] = defaultdict(dict)
        for row in rows(engine, _LINKS):
            self._links[row["thing"].value].setdefault(row["link"].value.removeprefix(SL), row["value"].value)
        for row in rows(engine, _DEATHS):
            self._links[row["person"].value].setdefault("died", row["death"].value)
        for row in rows(engine, _THINGS):
            self._links[row["thing"].value]
        self.doubtful = frozenset(row["thing"].value for row in rows(engine, _DOUBTS))
        self.worlds = Worlds(self._stretches())

    def stretch(self, thing: str) -> Stretch | None:
        """Return from when to when something is: a lasting thing, an event, a life; None for what has no dates."""
        links, kind = self._links.get(thing, {}).keys(), kind_of(thing)
        if kind in _LASTING or links & _ENDS:
            return self.lasting(thing)
        if kind == "event" or links & {"earliestDate", "latestDate"}:
            return self.day(thing)
        return self.life(thing) if kind == "person" else None

    def lasting(self, thing: str) -> Stretch:
        """Return the start and end of something that lasts; what has no bounds may be any day."""
        return Stretch(self._point(thing, "Start"), self._point(thing, "End"))

    def life(self, person: str) -> Stretch:
        """Return a person's birth and death."""
        return Stretch(self._point(person, "Birth"), self._point(person, "Death"))

    def day(self, event: str) -> Stretch:
        """Return an event's day, as a stretch of one day."""
        point = self._point(event, "Date")
        return Stretch(point, point)

    def _point(self, thing: str, side: str) -> Point:
        links: Mapping[str, str] = self._links.get(thing, {})
        name = links.get(_EVENTS.get(side, ""), thing if side == "Date" else f"{thing} {side}")
        earliest, latest = links.get(f"earliest{side}"), links.get(f"latest{side}")
        return Point(name, as_day(earliest) if earliest else FIRST, as_day(latest) if latest else LAST)

    def _stretches(self) -> Iterator[Stretch]:
        for thing in list(self._links):
            stretch = self.stretch(thing)
            if stretch is not None:
                yield stretch
