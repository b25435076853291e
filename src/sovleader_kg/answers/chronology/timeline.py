"""Timeline: the dated things of the graph as stretches between points, read from a store once."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.names import SL, kind_of
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Timeline"]

_LINKS = """
SELECT ?thing ?link ?value WHERE {{
  {about}
  VALUES ?link {{
    sl:startedOnDayOf sl:endedOnDayOf sl:diedOnDayOf sl:earliestStart sl:latestStart sl:earliestEnd sl:latestEnd
    sl:earliestDate sl:latestDate sl:earliestBirth sl:latestBirth sl:earliestDeath sl:latestDeath
  }}
  ?thing ?link ?value .
}} ORDER BY ?thing ?link ?value
"""
_THINGS = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?class {
    sl:Term sl:ActingTerm sl:Tenure sl:Post sl:Lapse sl:Vacancy sl:Span sl:AttestedEntity
    sl:EffectiveLeadership sl:CollectiveLeadership foaf:Person
  }
  ?thing a ?class .
} ORDER BY ?thing
"""
_DOUBTS = "SELECT ?thing WHERE {{ {about} ?thing sl:atMostPossible true }} ORDER BY ?thing"
_SHARING = """
SELECT DISTINCT ?thing WHERE {{
  VALUES ?event {{ {events} }}
  ?thing sl:startedOnDayOf|sl:endedOnDayOf|sl:diedOnDayOf ?event .
}} ORDER BY ?thing
"""
_LASTING = {"attested", "collective", "lapse", "leadership", "post", "span", "tenure", "term", "vacancy"}
_ENDS = {"startedOnDayOf", "endedOnDayOf", "earliestStart", "latestStart", "earliestEnd", "latestEnd"}
_EVENTS = {"Start": "startedOnDayOf", "End": "endedOnDayOf", "Death": "diedOnDayOf"}


class Timeline:
    """The points and stretches of dated things, and the worlds that they leave.

    A point that has the day of an event is the date of that event, so whatever else has it is the same point.
    """

    def __init__(self, engine: Engine) -> None:
        """Read nothing yet: `about` reads what is asked about, `whole` everything."""
        self._engine = engine
        self._links: dict[str, dict[str, str]] = defaultdict(dict)
        self._doubtful: set[str] = set()
        self._worlds: Worlds | None = None
        self._whole = False
        self._lock = threading.RLock()

    @property
    def worlds(self) -> Worlds:
        """The worlds of all that was read."""
        with self._lock:
            if self._worlds is None:
                self._worlds = Worlds(self._stretches())
            return self._worlds

    @property
    def doubtful(self) -> Set[str]:
        """The things read of which nothing is certain."""
        return self._doubtful

    def whole(self) -> Timeline:
        """Read everything that is dated, once."""
        with self._lock:
            if not self._whole:
                self._read("")
                for row in rows(self._engine, _THINGS):
                    self._links[row["thing"].value]
                self._whole = True
            return self

    def about(self, things: Iterable[str]) -> Timeline:
        """Read some things, and what their days depend on: what an event with an open day also begins or ends."""
        if self._engine.scans:
            return self.whole()
        with self._lock:
            asked = list(dict.fromkeys(things))
            while not self._whole and (unread := [thing for thing in asked if thing not in self._links]):
                self._read(f"VALUES ?thing {{ {_listed(unread)} }}")
                for thing in unread:
                    self._links[thing]
                stretches = [stretch for thing in unread if (stretch := self.stretch(thing)) is not None]
                points = [point for stretch in stretches for point in (stretch.start, stretch.end) if not point.fixed]
                events = sorted({point.name for point in points if " " not in point.name})
                sharing = rows(self._engine, _SHARING.format(events=_listed(events))) if events else []
                asked = [*events, *(row["thing"].value for row in sharing)]
            return self

    def _read(self, about: str) -> None:
        self._worlds = None
        for row in rows(self._engine, _LINKS.format(about=about)):
            self._links[row["thing"].value].setdefault(row["link"].value.removeprefix(SL), row["value"].value)
        self._doubtful.update(row["thing"].value for row in rows(self._engine, _DOUBTS.format(about=about)))

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


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
