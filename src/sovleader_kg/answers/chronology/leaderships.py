"""Leaderships: who leads what in effect, alone or together, read from a store."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import EVER, FIRST, LAST, Days
from sovleader_kg.names import compact, kind_of
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Collective", "LeaderKind", "Leadership", "Leaderships", "read_leaderships"]

LeaderKind = OneOf["person", "office", "group"]

_LEADERSHIPS = """
SELECT ?leadership ?leader ?name ?body ?role WHERE {
  ?leadership a sl:EffectiveLeadership ; sl:leader ?leader ; sl:leads ?body .
  ?leader rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en"))
  OPTIONAL { ?leadership sl:leadsAs ?role }
} ORDER BY ?leadership ?body ?role
"""
_CLAIMS = """
SELECT ?leadership ?predicate ?claim WHERE {
  ?leadership a sl:EffectiveLeadership .
  ?claim rdf:subject ?leadership ; rdf:predicate ?predicate .
  FILTER NOT EXISTS { ?resolution sl:rejects ?claim }
} ORDER BY ?claim
"""
_COLLECTIVES = """
SELECT ?collective ?name ?body WHERE {
  ?collective a sl:CollectiveLeadership .
  OPTIONAL { ?collective rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en")) }
  OPTIONAL { ?collective sl:leads ?body }
} ORDER BY ?collective ?body
"""
_MEMBERS = """
SELECT ?group ?person ?part WHERE {
  ?group sl:hasMember ?person .
  OPTIONAL { ?part sl:memberOfCollective ?group ; sl:member ?person }
} ORDER BY ?group ?person ?part
"""
_HOLDERS = """
SELECT DISTINCT ?group ?person ?part WHERE {
  ?leadership a sl:EffectiveLeadership ; sl:leader ?group .
  ?group ^sl:incarnationOf/^sl:post ?part . ?part sl:holder ?person .
} ORDER BY ?group ?person ?part
"""
_NAMES = """
SELECT ?thing ?name WHERE {
  VALUES ?class { sl:Body foaf:Person }
  ?thing a ?class ; rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en"))
}
"""
_REALMS = """
SELECT ?kind ?body ?leadership WHERE {
  VALUES ?class { sl:EffectiveLeadership sl:CollectiveLeadership }
  VALUES ?kind { concept:state concept:party }
  ?leadership a ?class ; sl:leads ?body .
  ?body sl:bodyKind ?kind .
} ORDER BY ?kind ?body ?leadership
"""


@dataclass(frozen=True, slots=True)
class Leadership:
    """A leadership of one body.

    Its stretches are its own, that of the body and, where an office or a group leads, that of the leader. It `contests`
    the lead of others where a claim on its leader stands unrejected, and both its start and its end are told.
    """

    iri: str
    leader: str
    name: str
    kind: LeaderKind
    body: str
    role: str | None
    doubtful: bool
    stretches: tuple[Stretch, ...]
    contests: bool
    claims: tuple[str, ...]

    @property
    def reach(self) -> Days:
        """The days on which it contests the lead of others."""
        when = self.stretches[0]
        known = self.contests and when.start.earliest != FIRST and when.end.latest != LAST
        days = EVER if known else Days(())
        for one in self.stretches:
            days &= Days.of([(one.start.earliest, one.end.latest)])
        return days


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective leadership; one that names no body may have led any."""

    iri: str
    name: str
    body: str | None
    doubtful: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Existing:
    """The days on which something may exist."""

    stretches: tuple[Stretch, ...]
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Leaderships:
    """All leaderships, and who stands behind an office or a group.

    Attributes:
        leaderships: One for each leadership and body.
        collectives: The collective leaderships.
        behind: The people behind an office or a group, with the days on which they may have been.
        lives: The days on which each of these people may have been alive.
        worlds: The worlds of all stretches.
        names: The English labels of bodies and people.
        realms: The bodies that answer where none is asked for: the countries, then the parties, most led first.
        existing: The days on which each body that is led may exist.
    """

    leaderships: tuple[Leadership, ...]
    collectives: tuple[Collective, ...]
    behind: Mapping[str, Mapping[str, Days]]
    lives: Mapping[str, Days]
    worlds: Worlds = field(compare=False)
    names: Mapping[str, str] = field(default_factory=dict)
    realms: tuple[tuple[str, ...], ...] = ()
    existing: Mapping[str, Existing] = field(default_factory=dict)

    def name_of(self, thing: str) -> str:
        """Return the English label of a body or person, or where there is none its compact IRI."""
        return self.names.get(thing, compact(thing))

    def members_of(self, leader: str, when: When) -> tuple[str, ...]:
        """Return the people who may stand behind a leader on some day of a time, nobody before birth or after death."""
        asked = Days.of([(when.first, when.last)])
        return tuple(one for one, days in self.behind.get(leader, {}).items() if days & self.lives[one] & asked)

    def days_as_one(self, one: str, other: str) -> Days:
        """Return the days on which one leader may stand behind the other, so that they are no rivals."""
        none = Days(())
        return self.behind.get(one, {}).get(other, none) | self.behind.get(other, {}).get(one, none)

    def held_days(self, led: Leadership) -> Days:
        """Return the days on which somebody may hold an office that leads, if holders are known; others lead always."""
        if led.kind != "office" or led.leader not in self.behind:
            return EVER
        return Days.of(stretch for days in self.behind[led.leader].values() for stretch in days.ranges)

    def days_of_others(self, leader: str, but: str) -> Days:
        """Return the days on which somebody else than one person may stand behind a leader; a person always does."""
        days = Days(())
        for person, behind in self.behind.get(leader, {}).items():
            days |= Days(()) if person == but else behind
        return days if leader in self.behind else EVER


def read_leaderships(engine: Engine, timeline: Timeline) -> Leaderships:
    """Read every leadership and collective leadership, with bounds, claims and those behind them."""
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in texts(engine, _CLAIMS):
        claims[row["leadership"]].append((row["predicate"], row["claim"]))
    found = {(row["leadership"], row["body"]): row for row in reversed(texts(engine, _LEADERSHIPS))}
    behind, realms = _behind(engine, timeline), _realms(engine)
    return Leaderships(
        tuple(_leadership(found[key], claims[key[0]], timeline) for key in sorted(found)),
        tuple(_collective(row, timeline) for row in texts(engine, _COLLECTIVES)),
        behind,
        {person: _alive(timeline.life(person)) for people in behind.values() for person in people},
        timeline.worlds,
        dict(sorted((row["thing"], row["name"]) for row in texts(engine, _NAMES))),
        realms,
        {
            body: Existing((_outer(timeline.lasting(body)),))
            for body in sorted({*chain(*realms), *(one[1] for one in found)})
        },
    )


def _leadership(row: Mapping[str, str], claims: Sequence[tuple[str, str]], timeline: Timeline) -> Leadership:
    iri, leader = row["leadership"], row["leader"]
    kind: LeaderKind = "person" if kind_of(leader) == "person" else "office" if kind_of(leader) == "office" else "group"
    existing = [row["body"]] if kind == "person" else [row["body"], leader]
    return Leadership(
        iri=iri,
        leader=leader,
        name=row["name"],
        kind=kind,
        body=row["body"],
        role=row.get("role"),
        doubtful=iri in timeline.doubtful,
        stretches=(timeline.lasting(iri), *(_outer(timeline.lasting(one)) for one in existing)),
        contests=any(predicate.endswith("#leader") for predicate, _ in claims) and not timeline.is_limited(iri),
        claims=tuple(sorted(claim for _, claim in claims)),
    )


def _outer(existence: Stretch) -> Stretch:
    """Return all days on which something may exist; that it is led, or leads, shows that it did."""
    start, end = existence.start, existence.end
    return Stretch(
        Point(f"{start.name} at first", start.earliest, start.earliest),
        Point(f"{end.name} at last", end.latest, end.latest),
    )


def _collective(row: Mapping[str, str], timeline: Timeline) -> Collective:
    iri = row["collective"]
    name = row.get("name", compact(iri))
    return Collective(iri, name, row.get("body"), iri in timeline.doubtful, (timeline.lasting(iri),))


def _realms(engine: Engine) -> tuple[tuple[str, ...], ...]:
    """Return the states, then the parties, that are led in effect, those with most leaderships first."""
    led: dict[str, Counter[str]] = {"state": Counter(), "party": Counter()}
    for row in texts(engine, _REALMS):
        led[row["kind"].rpartition("/")[2]][row["body"]] += 1
    return tuple(tuple(body for body, _ in counted.most_common()) for counted in led.values())


def _alive(life: Stretch) -> Days:
    return Days.of([(life.start.earliest, life.end.latest)])


def _behind(engine: Engine, timeline: Timeline) -> dict[str, dict[str, Days]]:
    found: dict[str, dict[str, Days]] = defaultdict(dict)
    rows = [*texts(engine, _MEMBERS), *texts(engine, _HOLDERS)]
    for row in rows:
        lasting = timeline.lasting(row["part"]) if "part" in row else None
        days = Days.of([(lasting.start.earliest, lasting.end.latest)]) if lasting else EVER
        found[row["group"]][row["person"]] = found[row["group"]].get(row["person"], Days(())) | days
    return found
