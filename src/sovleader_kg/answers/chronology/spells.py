"""Spells: terms, tenures and leaderships with their days, how each began and ended, and how sure it is.

A spell is one unbroken time in which somebody held, headed or led something. All are read from a store at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal as OneOf

from sovleader_kg.answers.chronology.constraints import Point
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.cards import Card, Cells, Link, links, span
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.names import SL, kind_of
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Edge", "Spell", "SpellKind", "edge_of", "read_spells", "spells_by_thing"]

SpellKind = OneOf["term", "acting", "tenure", "leadership", "collective", "membership"]

_SPELLS = """
SELECT ?spell ?link ?value WHERE {
  VALUES ?class { sl:Term sl:Tenure sl:EffectiveLeadership sl:CollectiveLeadership sl:CollectiveMembership }
  VALUES ?link {
    sl:holder sl:tenureHolder sl:leader sl:member sl:hasMember sl:post sl:office sl:leads sl:memberOfCollective
    sl:start sl:end sl:startMode sl:endMode sl:startedBy sl:endedBy sl:startLimitedBy sl:endLimitedBy
    sl:shortestLength sl:longestLength sl:leadsAs sl:basis
  }
  ?spell a ?class ; ?link ?value .
}
"""
_ACTING = "SELECT ?spell WHERE { ?spell a sl:ActingTerm }"
_POSTS = """
SELECT ?post ?link ?value WHERE {
  VALUES ?link { sl:postIn sl:incarnationOf }
  ?post ?link ?value .
} ORDER BY ?post ?link ?value
"""
_WHO = ("holder", "tenureHolder", "leader", "member", "hasMember")
_OF = ("post", "office", "leads", "memberOfCollective")


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or the end of something.

    Attributes:
        said: The agreed dates, EDTF; none where nothing is agreed.
        earliest: The first day that it may have been on; None where nothing bounds it.
        latest: The last one.
        modes: IRIs of the ways in which it came: elected, appointed, died, removed …
        events: IRIs of the events that it came by.
        limits: IRIs of what alone bounds it, where no source speaks of it.
    """

    said: tuple[str, ...]
    earliest: date | None
    latest: date | None
    modes: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()

    @property
    def fixed(self) -> bool:
        """Whether the sources leave one day only."""
        return self.earliest is not None and self.earliest == self.latest


@dataclass(frozen=True, slots=True, repr=False)
class Spell(Card):
    """One unbroken time in which somebody held, headed or led something.

    Attributes:
        iri: IRI of the term, tenure, leadership, collective leadership or membership of one.
        kind: "term", "acting" (a term too), "tenure", "leadership", "collective" or "membership".
        who: IRIs of the holders, leaders or members.
        of: IRIs of what it is of: a post, an office, the bodies led, a collective leadership.
        body: IRI of the body that a post is in, else None.
        office: IRI of the office that a post carries on, or that a tenure is of, else None.
        start: When and how it began.
        end: When and how it ended.
        doubtful: Whether the sources leave open that it was at all, so that it is never certain.
        shortest: The fewest days from start to end, if both are bounded.
        longest: The most.
        roles: IRIs of what a leader is called: leader of the country …
        bases: IRIs of the posts that a leadership rested on.
    """

    iri: str
    kind: SpellKind
    who: tuple[str, ...]
    of: tuple[str, ...]
    body: str | None
    office: str | None
    start: Edge
    end: Edge
    doubtful: bool
    shortest: int | None
    longest: int | None
    roles: tuple[str, ...]
    bases: tuple[str, ...]

    @property
    def may_last(self) -> tuple[date, date]:
        """The first and the last day on which it may have been; the first and last of all where nothing is known."""
        return self.start.earliest or date.min, self.end.latest or date.max

    @property
    def lasts(self) -> tuple[date, date] | None:
        """The first and the last day on which it certainly was; None where there is none."""
        first, last = self.start.latest or self.may_last[1], self.end.earliest or self.may_last[0]
        return None if self.doubtful or first > last else (first, last)

    def _cells(self) -> Cells:
        return {
            "spell": Link(self.iri),
            "kind": self.kind,
            "who": links(self.who),
            "of": links(self.of),
            "start": span(self.start.earliest, self.start.latest),
            "end": span(self.end.earliest, self.end.latest),
            "doubtful": self.doubtful,
        }


def read_spells(engine: Engine, timeline: Timeline) -> tuple[Spell, ...]:
    """Read every spell, by day; the timeline is read whole."""
    links: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in sorted(texts(engine, _SPELLS), key=lambda row: (row["spell"], row["link"], row["value"])):
        found = links[row["spell"]][row["link"].removeprefix(SL)]
        if row["value"] not in found:
            found.append(row["value"])
    acting = {row["spell"] for row in texts(engine, _ACTING)}
    posts = {(row["post"], row["link"].removeprefix(SL)): row["value"] for row in reversed(texts(engine, _POSTS))}
    timeline.whole()
    made = (_spell(iri, links[iri], iri in acting, posts, timeline) for iri in links)
    return tuple(sorted(made, key=_order))


def spells_by_thing(spells: Iterable[Spell]) -> Mapping[str, Sequence[Spell]]:
    """Return the spells of each person, post, office and body, in order."""
    found: dict[str, list[Spell]] = defaultdict(list)
    for one in spells:
        for thing in dict.fromkeys(_concerned(one)):
            found[thing].append(one)
    return found


def _concerned(one: Spell) -> Iterator[str]:
    yield from (one.iri, *one.who, *one.of)
    yield from (thing for thing in (one.body, one.office) if thing)


def _order(one: Spell) -> tuple[date, date, date, str]:
    first, last = one.may_last
    return first, one.start.latest or date.max, last, one.iri


def _spell(
    iri: str, links: Mapping[str, list[str]], acting: bool, posts: Mapping[tuple[str, str], str], timeline: Timeline
) -> Spell:
    stretch, post = timeline.lasting(iri), next(iter(links.get("post", ())), "")
    return Spell(
        iri=iri,
        kind="acting" if acting else _kind(iri),
        who=tuple(value for name in _WHO for value in links.get(name, ())),
        of=tuple(value for name in _OF for value in links.get(name, ())),
        body=posts.get((post, "postIn")),
        office=posts.get((post, "incarnationOf")) or next(iter(links.get("office", ())), None),
        start=_edge(links, "start", stretch.start),
        end=_edge(links, "end", stretch.end),
        doubtful=iri in timeline.doubtful,
        shortest=_number(links, "shortestLength"),
        longest=_number(links, "longestLength"),
        roles=tuple(links.get("leadsAs", ())),
        bases=tuple(links.get("basis", ())),
    )


def _kind(iri: str) -> SpellKind:
    match kind_of(iri):
        case "tenure":
            return "tenure"
        case "leadership":
            return "leadership"
        case "collective":
            return "collective"
        case "membership":
            return "membership"
        case _:
            return "term"


def edge_of(said: Sequence[str], point: Point) -> Edge:
    """Return an end of which nothing but the date is told, as agreed and as bounded."""
    return Edge(
        said=tuple(said),
        earliest=None if point.earliest == FIRST else date.fromordinal(point.earliest),
        latest=None if point.latest == LAST else date.fromordinal(point.latest),
    )


def _edge(links: Mapping[str, list[str]], side: str, point: Point) -> Edge:
    return replace(
        edge_of(links.get(side, ()), point),
        modes=tuple(links.get(f"{side}Mode", ())),
        events=tuple(links.get(f"{side}edBy", ())),
        limits=tuple(links.get(f"{side}LimitedBy", ())),
    )


def _number(links: Mapping[str, list[str]], name: str) -> int | None:
    return int(links[name][0]) if links.get(name) else None
