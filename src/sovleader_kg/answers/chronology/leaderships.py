"""Leaderships: who leads what in effect, alone or together, read from a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
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
_MEMBERS = "SELECT ?group ?person WHERE { ?group sl:hasMember ?person } ORDER BY ?group ?person"
_HOLDERS = """
SELECT ?office ?person ?term WHERE {
  ?office ^sl:incarnationOf/^sl:post ?term . ?term sl:holder ?person .
  FILTER EXISTS { ?leadership a sl:EffectiveLeadership ; sl:leader ?office }
} ORDER BY ?office ?person ?term
"""


@dataclass(frozen=True, slots=True)
class Leadership:
    """A leadership of one body.

    Its stretches are its own and, where an office or a group leads, that of the leader. It `contests` the lead of
    others where a claim on its leader stands unrejected, and both its start and its end are told.
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
        return Days.of([(when.start.earliest, when.end.latest)] if known else [])


@dataclass(frozen=True, slots=True)
class Collective:
    """A collective leadership; one that names no body may have led any."""

    iri: str
    name: str
    body: str | None
    doubtful: bool
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class Leaderships:
    """All leaderships, and who stands behind an office or a group.

    Attributes:
        leaderships: One for each leadership and body.
        collectives: The collective leaderships.
        behind: The people behind an office or a group, with the days on which they may have been.
        lives: The days on which each of these people may have been alive.
        worlds: The worlds of all stretches.
    """

    leaderships: tuple[Leadership, ...]
    collectives: tuple[Collective, ...]
    behind: Mapping[str, Mapping[str, Days]]
    lives: Mapping[str, Days]
    worlds: Worlds = field(compare=False)

    def may_be_alive(self, group: str, when: When) -> bool:
        """Return whether a group may have a living member on some day of a time; one without known members may."""
        return group not in self.behind or bool(self.members_of(group, when))

    def members_of(self, leader: str, when: When) -> tuple[str, ...]:
        """Return the people who may stand behind a leader on some day of a time, nobody before birth or after death."""
        asked = Days.of([(when.first, when.last)])
        return tuple(one for one, days in self.behind.get(leader, {}).items() if days & self.lives[one] & asked)

    def days_as_one(self, one: str, other: str) -> Days:
        """Return the days on which one leader may stand behind the other, so that they are no rivals."""
        none = Days(())
        return self.behind.get(one, {}).get(other, none) | self.behind.get(other, {}).get(one, none)


def read_leaderships(engine: Engine, timeline: Timeline) -> Leaderships:
    """Read every leadership and collective leadership, with bounds, claims and those behind them."""
    claims: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in texts(engine, _CLAIMS):
        claims[row["leadership"]].append((row["predicate"], row["claim"]))
    found = {(row["leadership"], row["body"]): row for row in reversed(texts(engine, _LEADERSHIPS))}
    behind = _behind(engine, timeline)
    return Leaderships(
        tuple(_leadership(found[key], claims[key[0]], timeline) for key in sorted(found)),
        tuple(_collective(row, timeline) for row in texts(engine, _COLLECTIVES)),
        behind,
        {person: _alive(timeline.life(person)) for people in behind.values() for person in people},
        timeline.worlds,
    )


def _leadership(row: Mapping[str, str], claims: Sequence[tuple[str, str]], timeline: Timeline) -> Leadership:
    iri, leader = row["leadership"], row["leader"]
    kind: LeaderKind = "person" if kind_of(leader) == "person" else "office" if kind_of(leader) == "office" else "group"
    existence = [] if kind == "person" else [_known(timeline.lasting(leader))]
    return Leadership(
        iri=iri,
        leader=leader,
        name=row["name"],
        kind=kind,
        body=row["body"],
        role=row.get("role"),
        doubtful=iri in timeline.doubtful,
        stretches=(timeline.lasting(iri), *existence),
        contests=any(predicate.endswith("#leader") for predicate, _ in claims) and not timeline.is_limited(iri),
        claims=tuple(sorted(claim for _, claim in claims)),
    )


def _known(existence: Stretch) -> Stretch:
    """Return an existence in which an unknown beginning or end limits nothing."""
    start, end = existence.start, existence.end
    always, forever = Point("always", FIRST, FIRST), Point("forever", LAST, LAST)
    unknown = (FIRST, LAST)
    return Stretch(
        always if (start.earliest, start.latest) == unknown else start,
        forever if (end.earliest, end.latest) == unknown else end,
    )


def _collective(row: Mapping[str, str], timeline: Timeline) -> Collective:
    iri = row["collective"]
    name = row.get("name", compact(iri))
    return Collective(iri, name, row.get("body"), iri in timeline.doubtful, (timeline.lasting(iri),))


def _alive(life: Stretch) -> Days:
    return Days.of([(life.start.earliest, life.end.latest)])


def _behind(engine: Engine, timeline: Timeline) -> dict[str, dict[str, Days]]:
    found: dict[str, dict[str, Days]] = defaultdict(dict)
    for row in texts(engine, _MEMBERS):
        found[row["group"]][row["person"]] = EVER
    for row in texts(engine, _HOLDERS):
        held = timeline.lasting(row["term"])
        days = Days.of([(held.start.earliest, held.end.latest)])
        found[row["office"]][row["person"]] = found[row["office"]].get(row["person"], Days(())) | days
    return found
