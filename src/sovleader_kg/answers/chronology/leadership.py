"""Leadership: who led a body in effect at a time, whatever post was held.

Kept apart from terms: leading in effect makes nobody a certain holder of a post. A leadership covers its days
while its leader lives. It is at most possible where its claims are weak, and on days for which another
leadership of the same body, with a known start and end, names another leader, unless one of the two is an office
that the other holds or a group that the other belongs to. A leadership whose beginning is unknown is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.constraints import Point, Proposition, Stretch
from sovleader_kg.answers.chronology.leaderships import Collective, LeaderKind, Leadership, Leaderships
from sovleader_kg.answers.chronology.vacancy import Unheld
from sovleader_kg.answers.chronology.when import When, known_stretch, one_day
from sovleader_kg.answers.chronology.worlds import (
    Lasting,
    Worlds,
    bounds_allow,
    certainly_cover,
    misses,
    no_later,
    possibly_cover,
    touches,
)
from sovleader_kg.dates import FIRST, Days
from sovleader_kg.model import Certainty, Nobody

__all__ = ["Leader", "Leaders", "Together", "leaders"]


@dataclass(frozen=True, slots=True)
class Leader:
    """One who led a body in effect.

    Attributes:
        leadership: IRI of the leadership.
        leader: IRI of the leader.
        name: The leader's English label.
        kind: "person", "office" or "group".
        body: IRI of the body led.
        role: IRI of the role that the source gives, or None.
        certainty: "certain" or "possible".
        members: Of a group its members; of an office those who may have held it at the time; else none.
        claims: IRIs of the claims on the leadership that no resolution rejects, sorted.
    """

    leadership: str
    leader: str
    name: str
    kind: LeaderKind
    body: str
    role: str | None
    certainty: Certainty
    members: tuple[str, ...]
    claims: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        lists = {"members": list(self.members), "claims": list(self.claims)}
        return {name: getattr(self, name) for name in self.__slots__} | lists


@dataclass(frozen=True, slots=True)
class Together:
    """A collective leadership that may cover the time.

    Attributes:
        collective: IRI of the collective leadership.
        name: Its English label.
        members: IRIs of those who took part in it.
    """

    collective: str
    name: str
    members: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {"collective": self.collective, "name": self.name, "members": list(self.members)}


@dataclass(frozen=True, slots=True)
class Leaders:
    """Who led a body in effect on a day, or in a period.

    Attributes:
        body: IRI of the body, or None for any.
        when: The time asked about.
        answers: The leaders, the certain ones first.
        nobody: Why nobody (also) may have led alone: "collective", "silent", "changed-hands", "outside".
        together: The collective leaderships behind "collective".
    """

    body: str | None
    when: When
    answers: tuple[Leader, ...]
    nobody: Nobody | None
    together: tuple[Together, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "body": self.body,
            self.when.mode: self.when.text,
            "answers": [one.as_json() for one in self.answers],
            "nobody": self.nobody.as_json() if self.nobody else None,
            "together": [one.as_json() for one in self.together],
        }


@dataclass(frozen=True, slots=True)
class _Claimant:
    """A leadership with the days of the time on which nobody contests it."""

    of: Leadership
    uncontested: Days
    contested: Days

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        return self.of.stretches

    @property
    def doubtful(self) -> bool:
        """True where it is never certain, or contested on some day of the time."""
        return self.of.doubtful or bool(self.contested)

    def never_leads(self) -> list[Proposition]:
        """Return the propositions that it covers no uncontested day."""
        return [misses(self, known_stretch(*days)) for days in self.uncontested.ranges]

    def does_not_lead(self, day: Point) -> Proposition:
        """Return the proposition that it does not cover a day, or is contested then."""
        contested = (known_stretch(*days) for days in self.contested.ranges)
        return [
            *misses(self, one_day(day)),
            *((no_later(one.start, day), no_later(day, one.end)) for one in contested),
        ]


def leaders(read: Leaderships, body: str | None, when: When) -> Leaders:
    """Return who led a body, or any, in effect at a time."""
    asked = [one for one in read.leaderships if body in {None, one.body} and _may_lead(one, when)]
    claimants = [_claimant(one, read, when) for one in asked]
    answers = [_leader(read, one, when) for one in claimants if possibly_cover(read.worlds, [one], when)]
    ranked = tuple(sorted(answers, key=lambda one: (one.certainty != "certain", one.leadership, one.body)))
    around = [one for one in read.collectives if None in {body, one.body} or one.body == body]
    together = [one for one in around if _may_lead(one, when) and read.may_be_alive(one.iri, when)]
    nobody = _unled(read.worlds, claimants, together, when).answer(unsure=bool(answers))
    shared = together if nobody and "collective" in nobody.reasons else []
    groups = tuple(Together(one.iri, one.name, read.members_of(one.iri, when)) for one in shared)
    return Leaders(body, when, ranked, nobody, groups)


def _may_lead(thing: Lasting, when: When) -> bool:
    """Return whether something is known of its start, and its bounds leave room for a day of the time."""
    return thing.stretches[0].start.earliest != FIRST and bounds_allow(thing, when)


def _claimant(one: Leadership, read: Leaderships, when: When) -> _Claimant:
    asked = Days.of([(when.first, when.last)])
    uncontested = asked
    for other in read.leaderships:
        if other.body == one.body and other.leader != one.leader:
            uncontested -= other.reach - read.days_as_one(one.leader, other.leader)
    return _Claimant(one, uncontested, asked - uncontested)


def _leader(read: Leaderships, one: _Claimant, when: When) -> Leader:
    led = one.of
    return Leader(
        leadership=led.iri,
        leader=led.leader,
        name=led.name,
        kind=led.kind,
        body=led.body,
        role=led.role,
        certainty="certain" if _certain(read.worlds, one, when) else "possible",
        members=read.members_of(led.leader, when),
        claims=led.claims,
    )


def _certain(worlds: Worlds, one: _Claimant, when: When) -> bool:
    if when.mode == "during":
        return not one.of.doubtful and not worlds.allow(one.never_leads())
    return certainly_cover(worlds, [one], when)


def _unled(worlds: Worlds, claimants: Sequence[_Claimant], collectives: Sequence[Collective], when: When) -> Unheld:
    sure = [one for one in claimants if not one.of.doubtful]
    return Unheld(
        worlds=worlds,
        when=when,
        claimants=[[one] for one in claimants],
        never=[proposition for one in sure for proposition in one.never_leads()],
        not_then=[one.does_not_lead(when.day) for one in sure],
        reasons=lambda unled: list(_reasons(worlds, unled, collectives, one_day(when.day))),
    )


def _reasons(
    worlds: Worlds, unled: list[Proposition], collectives: Sequence[Collective], day: Stretch
) -> Iterator[str]:
    """Yield why nobody led alone on a day: several led together, or nothing is told."""
    if any(worlds.allow([*unled, [touches(one, day)]]) for one in collectives):
        yield "collective"
    if worlds.allow([*unled, *(misses(one, day) for one in collectives if not one.doubtful)]):
        yield "silent"
