"""Timeline: the dated things of the graph as stretches between points, read from a store once."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set

from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.names import SL, kind_of
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Timeline"]

_LINKS = """
SELECT ?thing ?link ?value WHERE {{
  {about}
  VALUES ?link {{
    sl:startedOnDayOf sl:endedOnDayOf sl:diedOnDayOf sl:earliestStart sl:latestStart sl:earliestEnd sl:latestEnd
    sl:earliestDate sl:latestDate sl:earliestBirth sl:latestBirth sl:earliestDeath sl:latestDeath
    sl:startLimitedBy sl:endLimitedBy sl:holder sl:tenureHolder sl:leader sl:member
  }}
  ?thing ?link ?value .
}}
"""
_THINGS = """
SELECT DISTINCT ?thing WHERE {
  VALUES ?class {
    sl:Term sl:ActingTerm sl:Tenure sl:Post sl:Lapse sl:Vacancy sl:Span sl:AttestedEntity
    sl:EffectiveLeadership sl:CollectiveLeadership sl:CollectiveMembership foaf:Person
  }
  ?thing a ?class .
}
"""
_DOUBTS = "SELECT ?thing WHERE {{ {about} ?thing sl:atMostPossible true }} ORDER BY ?thing"
_SHARING = """
SELECT DISTINCT ?thing WHERE {{
  VALUES ?one {{ {ones} }}
  ?thing sl:startedOnDayOf|sl:endedOnDayOf|sl:diedOnDayOf|sl:holder|sl:tenureHolder|sl:leader|sl:member ?one .
}} ORDER BY ?thing
"""
_LASTING = {
    "attested",
    "collective",
    "lapse",
    "leadership",
    "membership",
    "post",
    "span",
    "tenure",
    "term",
    "vacancy",
}
_HOLDERS = ("holder", "tenureHolder", "leader", "member")
_STARTS = {"startedOnDayOf", "earliestStart", "latestStart"}
_ENDS = {"endedOnDayOf", "earliestEnd", "latestEnd"}
_DATES = {"earliestDate", "latestDate"}
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
        self._points: dict[tuple[str, str], Point] = {}
        self._worlds: Worlds | None = None
        self._whole = False
        self._lock = threading.RLock()

    @property
    def worlds(self) -> Worlds:
        """The worlds of all that was read."""
        with self._lock:
            if self._worlds is None:
                self._worlds = Worlds(self._stretches(), self._lives())
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
                for thing in sorted(row["thing"] for row in texts(self._engine, _THINGS)):
                    self._links[thing]
                self._whole = True
            return self

    def about(self, things: Iterable[str]) -> Timeline:
        """Read some things, and what their days depend on: lives, and all that an unsure event or life joins."""
        if self._engine.scans:
            return self.whole()
        with self._lock:
            asked = list(dict.fromkeys(things))
            while not self._whole and (unread := [thing for thing in asked if thing not in self._links]):
                self._read(f"VALUES ?thing {{ {_listed(unread)} }}")
                for thing in unread:
                    self._links[thing]
                asked = [*self._holders(unread), *self._sharing(unread)]
            return self

    def _holders(self, things: Iterable[str]) -> list[str]:
        holders = (self._links[thing].get(link, "") for thing in things for link in _HOLDERS)
        return sorted({holder for holder in holders if holder and kind_of(holder) in {"person", None}})

    def _sharing(self, things: Iterable[str]) -> list[str]:
        """Return the events whose open day some things have, and what else has it or lies within an open life."""
        stretches = [(thing, stretch) for thing in things if (stretch := self.stretch(thing)) is not None]
        moving = [(thing, end) for thing, one in stretches for end in (one.start, one.end) if not end.fixed]
        events = sorted({end.name for _, end in moving if not end.own})
        persons = sorted({thing for thing, _ in moving if kind_of(thing) == "person"})
        if not (events or persons):
            return []
        sharing = texts(self._engine, _SHARING.format(ones=_listed([*events, *persons])))
        return [*events, *(row["thing"] for row in sharing)]

    def _read(self, about: str) -> None:
        self._worlds = None
        found = texts(self._engine, _LINKS.format(about=about))
        for thing, link, value in sorted((row["thing"], row["link"], row["value"]) for row in found):
            self._links[thing].setdefault(link.removeprefix(SL), value)
        self._doubtful.update(row["thing"] for row in texts(self._engine, _DOUBTS.format(about=about)))
        self._points = {}

    def is_limited(self, thing: str) -> bool:
        """Return whether the start or the end of something is bounded by other things alone, and by no claim."""
        return bool(self._links.get(thing, {}).keys() & {"startLimitedBy", "endLimitedBy"})

    def stretch(self, thing: str) -> Stretch | None:
        """Return from when to when something is: a lasting thing, an event, a life; None for what has no dates.

        An event of which the opening is not told is placed by its day, that of its close and of what it changed.
        """
        links, kind = self._links.get(thing, {}).keys(), kind_of(thing)
        if kind in _LASTING or links & _STARTS or (links & _ENDS and not links & _DATES):
            return self.lasting(thing)
        if kind == "event" or links & _DATES:
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
        points = self._points  # another thread that reads more replaces them
        if (thing, side) not in points:
            points[thing, side] = self._made_point(thing, side)
        return points[thing, side]

    def _made_point(self, thing: str, side: str) -> Point:
        links: Mapping[str, str] = self._links.get(thing, {})
        event = links.get(_EVENTS.get(side, "")) or (thing if side == "Date" else None)
        dated: Mapping[str, str] = self._links.get(event, {}) if event else {}
        earliest, latest = (
            [*_days(links, f"{end}{side}"), *_days(dated, f"{end}Date")] for end in ("earliest", "latest")
        )
        return Point(event or f"{thing} {side}", max(earliest, default=FIRST), min(latest, default=LAST))

    def _stretches(self) -> Iterator[Stretch]:
        for thing in list(self._links):
            stretch = self.stretch(thing)
            if stretch is not None:
                yield stretch

    def _lives(self) -> Iterator[tuple[Stretch, Stretch]]:
        """Yield everything that somebody surely holds or leads, with that life."""
        for thing in list(self._links):
            held = self.stretch(thing)
            if held is not None and thing not in self._doubtful:
                yield from ((held, self.life(person)) for person in self._holders([thing]))


def _days(links: Mapping[str, str], name: str) -> list[int]:
    return [as_day(links[name])] if name in links else []


def _listed(iris: Iterable[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)
