"""Leadership: who led a body in effect at a time, whatever post was held.

Kept apart from terms: leading in effect makes nobody a certain holder of a post. A leadership covers its days
while its leader lives. It is at most possible where its claims are weak, and on days for which another
leadership of the same body, with a known start and end, names another leader, unless one of the two is an office
that the other holds or a group that the other belongs to. A leadership whose beginning is unknown is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.leaderships import Collective, LeaderKind, Leadership, Leaderships
from sovleader_kg.answers.chronology.vacancy import changed_hands, is_outside, not_throughout
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import (
    Choice,
    Covering,
    Point,
    Stretch,
    Worlds,
    covers,
    day_of,
    leaves_out,
    may_touch,
    no_later,
    some_day,
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
    free: Days
    whole: bool

    @property
    def spans(self) -> tuple[Stretch, ...]:
        return self.of.spans

    @property
    def doubtful(self) -> bool:
        """True where it is never certain, or contested on some day of the time."""
        return self.of.doubtful or not self.whole


def leaders(read: Leaderships, body: str | None, when: When) -> Leaders:
    """Answer who led a body, or any, in effect at a time."""
    asked = [one for one in read.leaderships if body in {None, one.body} and _begun(one) and may_touch(one, when)]
    claimants = [_claimant(one, read, when) for one in asked]
    answers = [_leader(read, one, when) for one in claimants if read.worlds.may_cover([one], when)]
    ranked = tuple(sorted(answers, key=lambda one: (one.certainty != "certain", one.leadership, one.body)))
    around = [one for one in read.collectives if None in {body, one.body} or one.body == body]
    together = [one for one in around if _begun(one) and may_touch(one, when)]
    none = _nobody(read.worlds, claimants, together, when, unsure=bool(answers))
    shared = together if none and "collective" in none.reasons else []
    groups = tuple(Together(one.iri, one.name, read.members_of(one.iri, when)) for one in shared)
    return Leaders(body, when, ranked, none, groups)


def _begun(thing: Covering) -> bool:
    return thing.spans[0].start.earliest != FIRST


def _claimant(one: Leadership, read: Leaderships, when: When) -> _Claimant:
    asked = Days.of([(when.first, when.last)])
    free = asked
    for other in read.leaderships:
        if other.body == one.body and other.leader != one.leader:
            free -= other.reach - read.agreeing(one.leader, other.leader)
    return _Claimant(one, free, free == asked)


def _certain(worlds: Worlds, one: _Claimant, when: When) -> bool:
    if when.mode == "during":
        return not one.of.doubtful and not worlds.allow(_not_free(one))
    return worlds.always_cover([one], when)


def _not_free(one: _Claimant) -> list[Choice]:
    """Demand that it covers no uncontested day."""
    return [leaves_out(one, some_day(a, a), some_day(b, b)) for a, b in one.free.ranges]


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


def _nobody(
    worlds: Worlds, claimants: Sequence[_Claimant], collectives: Sequence[Collective], when: When, *, unsure: bool
) -> Nobody | None:
    alone = [choice for one in claimants if not one.of.doubtful for choice in _not_free(one)]
    whole = [[one] for one in claimants]
    unled = not_throughout(whole, when) if when.mode == "through" else alone
    if not worlds.allow(unled):
        return None
    reasons = list(_reasons(worlds, [] if when.mode == "through" else alone, claimants, collectives, day_of(when)))
    if when.mode == "through" and changed_hands(worlds, whole, when):
        reasons.append("changed-hands")
    silent = "silent" in _reasons(worlds, alone, claimants, collectives, day_of(when))
    outside = ["outside"] if is_outside(when) else []
    return Nobody("possible" if unsure or silent else "certain", (*reasons, *outside))


def _reasons(
    worlds: Worlds,
    alone: list[Choice],
    claimants: Sequence[_Claimant],
    collectives: Sequence[Collective],
    day: Point,
) -> Iterator[str]:
    """Yield why nobody led alone: on some day without one, several led together, or nothing is told."""
    unled = [*alone, *(_not_leading(one, day) for one in claimants if not one.of.doubtful)]
    if any(worlds.allow([*unled, [covers(one, day, day)]]) for one in collectives):
        yield "collective"
    if worlds.allow([*unled, *(leaves_out(one, day, day) for one in collectives if not one.doubtful)]):
        yield "silent"


def _not_leading(one: _Claimant, day: Point) -> Choice:
    """Demand that on a day it does not lead, or is contested."""
    contested = (Days.of([(day.earliest, day.latest)]) - one.free).ranges
    return [
        *leaves_out(one, day, day),
        *((no_later(some_day(a, a), day), no_later(day, some_day(b, b))) for a, b in contested),
    ]
