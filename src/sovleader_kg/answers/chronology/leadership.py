"""Leadership: who led a body in effect at a time, whatever post was held.

Kept apart from terms: leading in effect makes nobody a certain holder of a post. A leadership covers its days while
what it leads may exist and, where an office leads, somebody may hold it. It is at most possible where its claims
are weak, and on days for which another leadership of the same body, with a known start and end, names another leader,
unless one of the two is an office that the other holds or a group that the other belongs to; an office contests the
lead of others only while somebody else may hold it. A leadership whose beginning nothing bounds is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from sovleader_kg.answers.chronology.constraints import Point, Proposition, Stretch
from sovleader_kg.answers.chronology.leaderships import Collective, LeaderKind, Leadership, Leaderships
from sovleader_kg.answers.chronology.steady import Steady
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
from sovleader_kg.cards import Card, Cells, Link, Sheet, links
from sovleader_kg.dates import FIRST, Days
from sovleader_kg.model import Certainty, Nobody

__all__ = ["Leader", "Leaders", "Together", "leaders", "steady_leaders"]


@dataclass(frozen=True, slots=True, repr=False)
class Leader(Card):
    """One who led a body in effect.

    Attributes:
        leadership: IRI of the leadership.
        leader: IRI of the leader.
        name: The leader's English label.
        kind: "person", "office" or "group".
        body: IRI of the body led.
        body_name: Its English label.
        role: IRI of the role that the source gives, or None.
        certainty: "certain" or "possible".
        members: Of a group its members; of an office those who may have held it at the time; else none.
        member_names: Their English labels.
        claims: IRIs of the claims on the leadership that no resolution rejects, sorted.
    """

    leadership: str
    leader: str
    name: str
    kind: LeaderKind
    body: str
    body_name: str
    role: str | None
    certainty: Certainty
    members: tuple[str, ...]
    member_names: tuple[str, ...]
    claims: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        lists = {name: list(getattr(self, name)) for name in ("members", "member_names", "claims")}
        return {name: getattr(self, name) for name in self.__slots__} | lists

    def _cells(self) -> Cells:
        return {
            "name": Link(self.leader, self.name),
            "led": Link(self.body, self.body_name),
            "as": Link(self.role) if self.role else None,
            "certainty": self.certainty,
            "members": links(self.members, self.member_names),
            "leadership": Link(self.leadership),
            "claims": len(self.claims),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Together(Card):
    """A collective leadership that may cover the time.

    Attributes:
        collective: IRI of the collective leadership.
        name: Its English label.
        members: IRIs of those who may have belonged to it at the time, as far as sources name them.
        member_names: Their English labels.
    """

    collective: str
    name: str
    members: tuple[str, ...]
    member_names: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        names = {"collective": self.collective, "name": self.name}
        return {**names, "members": list(self.members), "member_names": list(self.member_names)}

    def _cells(self) -> Cells:
        return {"name": Link(self.collective, self.name), "members": links(self.members, self.member_names)}


@dataclass(frozen=True, slots=True, repr=False)
class Leaders(Card):
    """Who led a body in effect on a day, or in a period.

    Attributes:
        body: IRI of the body, or None for the country and the party.
        when: The time asked about.
        answers: The leaders, the certain ones first.
        nobody: Why nobody (also) may have led alone: "collective", "silent", "changed-hands", "outside", or
            "no-body" where what is led did not exist.
        together: The collective leaderships that may cover the time.
        body_name: The English label of the body, or None.
        parts: The same for each country and party, in this order, where no body was asked for.
    """

    body: str | None
    when: When
    answers: tuple[Leader, ...]
    nobody: Nobody | None
    together: tuple[Together, ...] = ()
    body_name: str | None = None
    parts: tuple[Leaders, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "body": self.body,
            "body_name": self.body_name,
            self.when.mode: self.when.text,
            "answers": [one.as_json() for one in self.answers],
            "nobody": self.nobody.as_json() if self.nobody else None,
            "together": [one.as_json() for one in self.together],
            "parts": [one.as_json() for one in self.parts],
        }

    def _cells(self) -> Cells:
        parts = self.parts or (self,)
        leaders = [f"{one.name} ({one.certainty})" for part in parts for one in part.answers]
        together = [one.name for part in parts for one in part.together]
        return {
            "led": [str(part.body_name) for part in parts],
            "when": self.when.text,
            "by": tuple(dict.fromkeys((*leaders, *together))) or "nobody",
        }

    def _sheets(self) -> Iterable[Sheet]:
        for part in self.parts or (self,):
            shown = (*part.answers, *([part.nobody] if part.nobody else []), *part.together)
            led = Link(part.body or "", part.body_name or "")
            yield Sheet.of([one._cells() for one in shown], (led, self.when.text))


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
    """Return who led a body in effect at a time; for None, who led the country and the party, in this order."""
    if body is not None:
        return _leaders_of(read, body, when)
    parts = tuple(part for kind in read.realms for part in _led_of_kind(read, kind, when))
    groups = tuple(dict.fromkeys(group for part in parts for group in part.together))
    unled = None if any(part.nobody is None for part in parts) else next((part.nobody for part in parts), None)
    return Leaders(None, when, tuple(one for part in parts for one in part.answers), unled, groups, parts=parts)


def steady_leaders(read: Leaderships) -> Steady[Leaders]:
    """Return who led the country and the party in effect, by day."""
    lasting: Iterator[Lasting] = chain(read.leaderships, read.collectives, read.existing.values())
    days = chain(read.lives.values(), *(people.values() for people in read.behind.values()))
    known = (known_stretch(*ends) for one in days for ends in one.ranges)
    return Steady(chain(known, *(one.stretches for one in lasting)), partial(leaders, read, None))


def _led_of_kind(read: Leaderships, bodies: Sequence[str], when: When) -> list[Leaders]:
    """Return the answers for those of some bodies that somebody may have led; else for the first that may have been."""
    found = [_leaders_of(read, body, when) for body in bodies if bounds_allow(read.existing[body], when)]
    return [part for part in found if part.answers] or found[:1]


def _leaders_of(read: Leaderships, body: str, when: When) -> Leaders:
    if body in read.existing and not bounds_allow(read.existing[body], when):
        unled = Nobody("certain", ("no-body", *(["outside"] if when.outside else [])))
        return Leaders(body, when, (), unled, body_name=read.name_of(body))
    days = Days.of([(when.first, when.last)])
    asked = [one for one in read.leaderships if body == one.body and _may_lead(one, when)]
    claimants = [_claimant(one, read, when) for one in asked if read.held_days(one) & days]
    answers = [_leader(read, one, when) for one in claimants if possibly_cover(read.worlds, [one], when)]
    ranked = tuple(sorted(answers, key=lambda one: (one.certainty != "certain", one.kind != "person", one.leadership)))
    together = [one for one in read.collectives if one.body in {None, body} and _may_lead(one, when)]
    nobody = _unled(read.worlds, claimants, together, when).answer(unsure=bool(answers))
    groups = tuple(_together(read, one, when) for one in together)
    return Leaders(body, when, ranked, nobody, groups, read.name_of(body))


def _together(read: Leaderships, one: Collective, when: When) -> Together:
    members = read.members_of(one.iri, when)
    return Together(one.iri, one.name, members, tuple(read.name_of(member) for member in members))


def _may_lead(thing: Lasting, when: When) -> bool:
    """Return whether something is known of its start, and its bounds leave room for a day of the time."""
    return thing.stretches[0].start.earliest != FIRST and bounds_allow(thing, when)


def _claimant(one: Leadership, read: Leaderships, when: When) -> _Claimant:
    asked = Days.of([(when.first, when.last)])
    uncontested = asked & read.held_days(one)
    for other in read.leaderships:
        if other.body == one.body and other.leader != one.leader:
            rival = other.reach & read.days_of_others(other.leader, but=one.leader)
            uncontested -= rival - read.days_as_one(one.leader, other.leader)
    return _Claimant(one, uncontested, asked - uncontested)


def _leader(read: Leaderships, one: _Claimant, when: When) -> Leader:
    led, members = one.of, read.members_of(one.of.leader, when)
    return Leader(
        leadership=led.iri,
        leader=led.leader,
        name=led.name,
        kind=led.kind,
        body=led.body,
        body_name=read.name_of(led.body),
        role=led.role,
        certainty="certain" if _certain(read.worlds, one, when) else "possible",
        members=members,
        member_names=tuple(read.name_of(member) for member in members),
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
