"""The facade and the stored queries against the oracle, over all worlds of random graphs.

A random graph is written as Turtle, with dates in EDTF, claims, resolutions and shared events, and goes the whole
way: bounds, store, facade, SPARQL. The oracle gets the same as plain data and answers from definitions. The number
of graphs, worlds and answers compared is printed at the end of the test run.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import permutations, product
from math import prod

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import oracle
from graphs import triples
from memory import Memory
from oracle import Led, Life, Place, Said, Setting, Thing
from sovleader_kg import KnowledgeGraph
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.model import Nobody

BASE = date(1950, 1, 25)
CALENDAR = range(4, 10)
GRAPHS = [40, pytest.param(5000, marks=pytest.mark.deep)]
LARGEST, WORLDS = 6000, 10
LEFT_OUT = 0.2  # of the relations, at most; in 300 random graphs it was one in forty


def iso(day: int) -> str:
    return (BASE + timedelta(day)).isoformat()


# Dates: the texts that the package reads, with the oracle's own reading of them.


def _span(first: int, last: int) -> frozenset[int]:
    return frozenset(day for day in oracle.WINDOW if first <= day <= last)


def _between(pair: tuple[int, int]) -> tuple[str, frozenset[int]]:
    first, last = sorted(pair)
    return f"{iso(first)}/{iso(last)}", _span(first, last)


Dates = st.SearchStrategy[tuple[str, frozenset[int]]]
DAY = st.integers(CALENDAR[0], CALENDAR[-1])
PAIR = st.tuples(DAY, DAY)
DATES = st.one_of(
    DAY.map(lambda day: (iso(day), _span(day, day))),
    DAY.map(lambda day: (iso(day), _span(day, day))),
    DAY.map(lambda day: (f"{iso(day)}?", _span(day, day))),
    DAY.map(lambda day: (f"{iso(day)}~", _span(day - 1, day + 1))),
    PAIR.map(_between),
    PAIR.map(lambda pair: (f"[{iso(pair[0])},{iso(pair[1])}]", frozenset(pair))),
    DAY.map(lambda day: (f"../{iso(day)}", _span(oracle.EARLIER, day))),
    DAY.map(lambda day: (f"{iso(day)}/..", _span(day, oracle.LATER))),
    st.just(("1950-01", _span(1, 6))),
    st.just(("1950-02", _span(7, 12))),
)


BIRTHS = DATES.filter(lambda date: ".." not in date[0]).map(lambda date: (date[0].replace("1950", "1934"), date[1]))


# Graphs: what is drawn, as Turtle and as the oracle's data.


@dataclass
class Drawn:
    """A graph under way: its Turtle, its points with what claims and facts say of them, and its things."""

    draw: st.DrawFn
    turtle: list[str] = field(default_factory=list)
    claimed: dict[str, list[Said]] = field(default_factory=dict)
    facts: dict[str, list[Said]] = field(default_factory=dict)
    shared: Counter[str] = field(default_factory=Counter)
    things: list[Thing] = field(default_factory=list)
    claims: int = 0

    def write(self, line: str) -> None:
        self.turtle.append(f"{line} .")

    def chance(self, of: int) -> bool:
        return self.draw(st.integers(1, of)) == 1

    def claim(self, subject: str, predicate: str, value: str) -> tuple[bool, bool]:
        """Write a claim; return whether it is weak, and whether a resolution rejects it."""
        self.claims += 1
        stance = self.draw(st.sampled_from(["stated", "stated", "stated", "hedged", "implied"]))
        self.write(
            f"claim:{self.claims} a sl:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ;"
            f" rdf:object {value} ; sl:stance concept:{stance}"
        )
        if rejected := self.chance(6):
            self.write(f"resolution:{self.claims} a sl:Resolution ; sl:rejects claim:{self.claims}")
        return stance != "stated", rejected

    def say(self, point: str, subject: str, predicate: str, claims: int, dates: Dates = DATES) -> None:
        said = self.claimed.setdefault(point, [])
        for _ in range(claims):
            text, days = self.draw(dates)
            said.append(Said(days, *self.claim(subject, predicate, f'"{text}"^^edtf:EDTF')))

    def date(self, point: str, subject: str, predicate: str, dates: Dates = DATES) -> None:
        """Date a point by one or two claims, or by a fact that nobody claims."""
        if self.chance(4):
            text, days = self.draw(dates)
            self.write(f'{subject} {predicate} "{text}"^^edtf:EDTF')
            self.facts.setdefault(point, []).append(Said(days))
        else:
            self.say(point, subject, predicate, self.draw(st.integers(1, 2)), dates)

    def event(self, event: str) -> str:
        if event not in self.shared:
            self.write(f"{event} a sl:Event")
            self.date(event, event, "sl:date")
        self.shared[event] += 1
        return event

    def end(self, thing: str, side: str, link: str) -> str:
        """Draw an end of a thing: that of an event, or a point of its own, dated or not."""
        kind = self.draw(st.sampled_from(["event", "event", "own", "own", "own", "open"]))
        if kind == "event":
            event = self.event(self.draw(st.sampled_from(["event:a", "event:b"])))
            self.write(f"{thing} sl:{link} {event}")
            self.say(event, thing, f"sl:{side}", self.draw(st.sampled_from([0, 0, 1])))
            return event
        point = f"{thing} {side}"
        self.claimed.setdefault(point, [])
        if kind == "own":
            self.date(point, thing, f"sl:{side}")
        return point

    def thing(self, name: str, *, owner: str = "", post: str = "", after: tuple[str, ...] = ()) -> Thing:
        start, end = self.end(name, "start", "startedBy"), self.end(name, "end", "endedBy")
        made = Thing(name, start, end, False, owner, post, after)
        self.things.append(made)
        return made

    def life(self, person: str) -> Thing:
        """Draw a birth, a death, which may be an event, and a day of joining the party."""
        self.write(f'{person} a foaf:Person ; rdfs:label "{person}"@en')
        birth, death, joined = f"{person} birth", f"{person} death", f"{person} joined"
        self.claimed.setdefault(birth, [])
        if self.chance(2):
            self.date(birth, person, "sl:birth", BIRTHS)
        if self.chance(3):
            death = self.event("event:a")
            self.write(f"event:a a sl:Death ; sl:affected {person}")
            self.say(death, person, "sl:death", self.draw(st.sampled_from([0, 1])))
        else:
            self.claimed.setdefault(death, [])
            if self.chance(2):
                self.date(death, person, "sl:death")
        if self.chance(4):
            self.date(joined, person, "sl:joinedParty")
        made = Thing(person, birth, death)
        self.things.append(made)
        return made

    def lives(self) -> dict[str, Life]:
        """Return the people drawn, with their first day of age and in the party."""

        def earliest(point: str) -> int | None:
            day = oracle.left_open(self.said(point))[0]
            return day if day > oracle.EARLIER else None

        people = (thing for thing in self.things if thing.name.startswith("person:"))
        return {
            one.name: Life(one.start, one.end, earliest(one.start), earliest(f"{one.name} joined")) for one in people
        }

    def body(self, name: str) -> tuple[Thing, bool]:
        """Draw a body that may have a beginning and an end, and may be a party."""
        self.write(f"{name} a sl:Body")
        party = self.chance(2)
        if party:
            self.write(f"{name} sl:bodyKind concept:party")
        return self.thing(name), party

    def named(self, thing: str, predicate: str, value: str, rival: str) -> tuple[bool, bool]:
        """Write what a thing has, perhaps claimed; return whether that is doubted, and whether claimed at all."""
        self.write(f"{thing} {predicate} {value}")
        said = []
        for _ in range(self.draw(st.sampled_from([0, 1, 1, 2]))):
            of = self.draw(st.sampled_from([value, value, value, rival]))
            said.append((of, *self.claim(thing, predicate, of)))
        standing = [(of, weak) for of, weak, rejected in said if not rejected]
        rivals = len({of for of, _ in standing}) > 1
        return rivals or (bool(standing) and all(weak for _, weak in standing)), bool(standing)

    def said(self, point: str) -> list[Said]:
        """Return what counts for a point: its standing claims, or where there are none its fact."""
        standing = [one for one in self.claimed.get(point, ()) if not one.rejected]
        return standing or self.facts.get(point, [])

    def points(self) -> dict[str, list[Said]]:
        """Return what counts for each point of a world."""
        names = dict.fromkeys([*self.claimed, *self.facts])
        return {name: self.said(name) for name in names if not name.endswith(" joined")}

    def doubted(self, thing: Thing, *reasons: bool) -> Thing:
        points = self.points()
        weak = any(oracle.rests_on_weak(points[point]) for point in (thing.start, thing.end))
        return replace(thing, doubted=weak or any(reasons))


@dataclass(frozen=True, repr=False)
class Graph:
    """A random graph: its Turtle, and the same for the oracle."""

    turtle: str
    worlds: list[oracle.World]
    alone: bool
    places: tuple[Place, ...] = ()
    terms: tuple[Thing, ...] = ()
    lives: dict[str, Thing] = field(default_factory=dict)
    tenures: tuple[Thing, ...] = ()
    leds: tuple[Led, ...] = ()
    together: tuple[Thing, ...] = ()
    things: tuple[Thing, ...] = ()
    events: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return self.turtle


def _settled(
    drawn: Drawn, setting: Setting, things: Sequence[Thing]
) -> tuple[list[oracle.World], set[tuple[str, str]]]:
    """Return the worlds of a graph, some things of which are known to be doubted, and the sides that limits bound."""
    points = drawn.points()
    known = {thing.name: thing for thing in things}
    assume(prod(len(oracle.left_open(said)) for said in points.values()) <= LARGEST)
    return oracle.settled(points, [known.get(thing.name, thing) for thing in drawn.things], setting)


def _finished(drawn: Drawn, every: list[oracle.World], **parts: object) -> Graph:
    alone = all(times == 1 for times in drawn.shared.values())
    events = tuple(sorted(drawn.shared))
    return Graph("\n".join(drawn.turtle), every, alone, events=events, **parts)  # type: ignore[arg-type]


@st.composite
def offices(draw: st.DrawFn) -> Graph:
    """Draw an office with its posts, a lapse, terms that follow each other, a tenure and a life."""
    drawn = Drawn(draw)
    people = ["person:a", "person:b"]
    life = drawn.life("person:a")
    drawn.write('person:b rdfs:label "b"@en . office:o a sl:Office . post:p rdfs:label "p"@en')
    body, party = drawn.body("body:x") if drawn.chance(3) else (None, False)
    drawn.write('post:q rdfs:label "q"@en')
    terms: list[Thing] = []
    posts = draw(st.sampled_from([["post:p"], ["post:p"], ["post:p", "post:q"]]))
    for number in range(draw(st.integers(1, 3))):
        name, owner, post = f"term:{number}", draw(st.sampled_from(people)), draw(st.sampled_from(posts))
        after = tuple(one.name for one in terms if drawn.chance(2))[:1]
        term = drawn.thing(name, owner=owner, post=post, after=after)
        drawn.write(f"{name} a sl:Term ; sl:post {post}")
        for earlier in after:
            drawn.write(f"{name} sl:succeeds {earlier}")
        terms.append(replace(term, doubted=drawn.named(name, "sl:holder", owner, "person:c")[0]))
    places, single = [], []
    for post in posts:
        drawn.write(f"{post} a sl:Post ; sl:incarnationOf office:o")
        if body:
            drawn.write(f"{post} sl:postIn {body.name}")
        if drawn.chance(2):
            drawn.write(f"{post} sl:numberOfHolders 1")
            single.append(post)
        thing = drawn.thing(post)
        lapses: list[Thing] = []
        claimed: list[Thing] = []
        if drawn.chance(3):
            lapse = drawn.thing(f"lapse:{post[-1]}")
            agreed = drawn.chance(2)
            if agreed:
                drawn.write(f"{lapse.name} a sl:Lapse ; sl:lapseOf {post}")
            else:
                drawn.write(f"{lapse.name} a sl:AttestedEntity")
                _, rejected = drawn.claim(lapse.name, "sl:lapseOf", post)
            if agreed or not rejected:
                (lapses if agreed else claimed).append(lapse)
        first, final = (tuple(one for one in people[:1] if drawn.chance(3)) for _ in range(2))
        for link, holders in (("firstHolder", first), ("finalHolder", final)):
            for holder in holders:
                drawn.write(f"{post} sl:{link} {holder}")
        places.append(Place(thing, tuple(lapses), tuple(claimed), first, final))
    tenures = []
    if drawn.chance(2):
        tenure = drawn.thing("tenure:1", owner="person:a")
        drawn.write("tenure:1 a sl:Tenure ; sl:office office:o ; sl:tenureHolder person:a")
        tenures.append(tenure)
    terms = [drawn.doubted(term, term.doubted) for term in terms]
    told = {one.thing.name: (bool(drawn.said(one.thing.start)), bool(drawn.said(one.thing.end))) for one in places}
    places = [replace(one, told=told[one.thing.name]) for one in places]
    by_name = {place.thing.name: place.thing for place in places}
    held = [[one] for one in (body,) if one]
    setting = Setting(
        drawn.lives(),
        inside={
            **{term.name: [[by_name[term.post]], *held] for term in terms},
            **dict.fromkeys(posts, held),
            **{tenure.name: [list(by_name.values()), *held] for tenure in tenures},
        },
        party=frozenset(term.name for term in (*terms, *tenures) if party),
        only=[[term for term in terms if term.post == post] for post in single],
        moves=[terms],
    )
    every, limited = _settled(drawn, setting, terms)
    terms = [
        replace(
            term,
            told=(
                bool(drawn.said(term.start)) or (term.start, "end") in limited,
                bool(drawn.said(term.end)) or (term.end, "start") in limited,
            ),
        )
        for term in terms
    ]
    final_things = [*terms, *(place.thing for place in places), *tenures, life]
    return _finished(
        drawn,
        every,
        places=tuple(places),
        terms=tuple(terms),
        lives={"person:a": life},
        tenures=tuple(tenures),
        things=tuple(final_things),
    )


@st.composite
def leaderships(draw: st.DrawFn) -> Graph:
    """Draw leaderships of one or two bodies by two people, their lives, and a collective."""
    drawn = Drawn(draw)
    drawn.life("person:a")
    drawn.write('person:b rdfs:label "b"@en . body:x a sl:Body')
    bodies = {name: drawn.body(name) for name in ("body:x",) if drawn.chance(3)}
    raw = []
    for number in range(draw(st.integers(1, 3))):
        name = f"leadership:{number}"
        leader = draw(st.sampled_from(["person:a", "person:b"]))
        body = draw(st.sampled_from(["body:x", "body:x", "body:y"]))
        drawn.write(f"{name} a sl:EffectiveLeadership ; sl:leads {body}")
        thing = drawn.thing(name, owner=leader)
        doubted, claimed = drawn.named(name, "sl:leader", leader, "person:c")
        raw.append((replace(thing, doubted=doubted), body, claimed))
    together, groups = [], []
    if drawn.chance(2):
        drawn.write("collective:1 a sl:CollectiveLeadership ; sl:leads body:x")
        together.append(drawn.doubted(drawn.thing("collective:1")))
        if drawn.chance(2):
            drawn.write("collective:1 sl:hasMember person:a , person:b")
            groups.append((together[0], ("person:a", "person:b")))
    leds = [(drawn.doubted(one, one.doubted), body, claimed) for one, body, claimed in raw]
    things = [*(one for one, _, _ in leds), *together]
    led_in = {**{one.name: body for one, body, _ in leds}, **{one.name: "body:x" for one in together}}
    setting = Setting(
        drawn.lives(),
        inside={name: [[bodies[body][0]]] for name, body in led_in.items() if body in bodies},
        party=frozenset(name for name, body in led_in.items() if body in bodies and bodies[body][1]),
        only=[[one for one, body, _ in leds if body == name] for name in ("body:x", "body:y")],
        contesting=frozenset(one.name for one, _, claimed in leds if claimed),
        groups=groups,
    )
    every, limited = _settled(drawn, setting, things)

    def dated(one: Thing) -> bool:
        limits = {(one.start, "start"), (one.end, "end")} & limited
        return bool(drawn.said(one.start)) and bool(drawn.said(one.end)) and not limits

    def existing(name: str) -> tuple[int, int]:
        body = bodies[name][0] if name in bodies and every else None
        first, last = oracle.outer(every) if body else ({}, {})
        return (
            first[body.start] if body and begun(body) else oracle.EARLIER,
            last[body.end] if body and (drawn.said(body.end) or (body.end, "end") in limited) else oracle.LATER,
        )

    def begun(one: Thing) -> bool:
        return bool(drawn.said(one.start)) or (one.start, "start") in limited

    return _finished(
        drawn,
        every,
        leds=tuple(Led(one, body, claimed, dated(one), existing(body)) for one, body, claimed in leds if begun(one)),
        together=tuple(one for one in together if begun(one)),
        things=(*things, next(one for one in drawn.things if one.name == "person:a")),
    )


# The whole way: from Turtle to the facade.


def opened(graph: Graph) -> KnowledgeGraph | None:
    """Return the facade over a graph, or None where something ends before it starts in every world."""
    stated = triples(graph.turtle)
    index = Index(stated)
    derived, problems = derive_bounds(index, claims_in(index))
    return None if problems else KnowledgeGraph(Memory([*stated, *derived]))


def short(iri: str) -> str:
    """Return the compact name of an IRI of the random graphs."""
    kind, slug = iri.split("/")[-2:]
    return f"{kind}:{slug}"


TIMES = st.lists(PAIR.map(sorted), min_size=2, max_size=2)


def times(periods: list[list[int]]) -> Iterator[tuple[str, str, range]]:
    """Yield every day of the calendar, and each period in both of its senses, as mode, text and days."""
    for day in CALENDAR:
        yield "on", iso(day), range(day, day + 1)
    for first, last in periods:
        for mode in ("during", "through"):
            yield mode, f"{iso(first)}/{iso(last)}", range(first, last + 1)


Compared = Counter[str]


def same(compared: Compared, kind: str, found: object, expected: object) -> None:
    compared[kind] += 1
    assert found == expected, kind


def none_of(found: Nobody | None) -> tuple[str, frozenset[str]] | None:
    return (found.certainty, frozenset(found.reasons)) if found else None


def check_who(kg: KnowledgeGraph, graph: Graph, periods: list[list[int]], compared: Compared) -> None:
    for subject in ("office:o", *(place.thing.name for place in graph.places)):
        places = [place for place in graph.places if subject in {"office:o", place.thing.name}]
        terms = [term for term in graph.terms if subject in {"office:o", term.post}]
        for mode, text, days in times(periods):
            answer = kg.who(subject, **{mode: text})
            expected = {
                owner: truth
                for owner in ("person:a", "person:b")
                if (truth := oracle.owner_holds(terms, owner, graph.worlds, mode, days)) != "impossible"
            }
            same(compared, f"who {mode}", {short(one.person): one.certainty for one in answer.answers}, expected)
            nobody = oracle.nobody(places, terms, graph.worlds, mode, days)
            same(compared, f"nobody {mode}", none_of(answer.nobody), nobody)


def check_relations(kg: KnowledgeGraph, graph: Graph, compared: Compared) -> None:
    for one, other in permutations(graph.things, 2):
        if oracle.hidden(one, other, graph.worlds):
            compared["relation left out"] += 1
            continue
        pair, doubted = (one.name, other.name), one.doubted or other.doubted
        found = kg.relate(*pair)
        same(
            compared, "relation", (found.certain, frozenset(found.possible)), oracle.relations(one, other, graph.worlds)
        )
        shared = oracle.value((oracle.shares(one, other, world) for world in graph.worlds), doubted=doubted)
        same(compared, "overlap", kg.overlap(*pair), shared)
        parted = oracle.value((oracle.parted(one, other, world) for world in graph.worlds), doubted=doubted)
        same(compared, "gap", kg.gap(*pair), parted)
        signs = {_order(world[one.start], world[other.start]) for world in graph.worlds}
        same(compared, "order", set(kg.order(*pair).possible), signs)


def _order(one: int, other: int) -> str:
    return "before" if one < other else "after" if one > other else "same day"


def died(graph: Graph, term: Thing) -> str:
    """Answer whether the holder died in it."""
    death = graph.lives[term.owner].end
    return oracle.value((oracle.covers(term, world, world[death]) for world in graph.worlds), doubted=term.doubted)


def check_terms(kg: KnowledgeGraph, graph: Graph, compared: Compared) -> None:
    for term in graph.terms:
        post = next(place.thing for place in graph.places if place.thing.name == term.post)
        starts = (world[term.start] < world[post.start] for world in graph.worlds)
        ends = (world[post.end] < world[term.end] for world in graph.worlds)
        found = kg.outside_post(term.name)
        expected = (oracle.value(starts, doubted=term.doubted), oracle.value(ends, doubted=term.doubted))
        same(compared, "outside the post", (found.before, found.after), expected)
    for term in (*graph.terms, *graph.tenures):
        if term.owner in graph.lives:
            same(compared, "died in office", kg.died_in_office(term.name), died(graph, term))


def check_leaders(kg: KnowledgeGraph, graph: Graph, periods: list[list[int]], compared: Compared) -> None:
    leds = [led for led in graph.leds if led.body == "body:x"]
    if not leds:
        return
    for mode, text, days in times(periods):
        found = kg.leaders("body:x", **{mode: text})
        expected = {
            led.thing.name: truth
            for led in leds
            if (truth := oracle.leader_leads(led, leds, graph.worlds, mode, days)) != "impossible"
        }
        same(compared, f"leaders {mode}", {short(one.leadership): one.certainty for one in found.answers}, expected)
        nobody = oracle.nobody_leads(leds, graph.together, graph.worlds, mode, days)
        same(compared, f"nobody leads {mode}", none_of(found.nobody), nobody)


# Stored queries: never surer than the oracle, never without one of its answers; the same where no end is
# shared.


def near(compared: Compared, kind: str, found: dict[str, str], expected: dict[str, str], *, exact: bool) -> None:
    compared[f"query {kind}"] += 1
    if exact:
        assert found == expected, kind
        return
    assert set(expected) <= set(found), kind
    assert {key for key, truth in found.items() if truth == "certain"} <= {
        key for key, truth in expected.items() if truth == "certain"
    }, kind


def some(truths: Iterator[tuple[str, str]]) -> dict[str, str]:
    return {name: truth for name, truth in truths if truth != "impossible"}


def check_holder_queries(kg: KnowledgeGraph, graph: Graph, periods: list[list[int]], compared: Compared) -> None:
    asked = [("on", {"day": iso(day)}, [day]) for day in (CALENDAR[1], CALENDAR[4])]
    for first, last in periods:
        asked += [(mode, {"first": iso(first), "last": iso(last)}, list(range(first, last + 1))) for mode in MODES]
    for mode, time, days in asked:
        rows = kg.ask(f"holders_{mode}", post="post:p", **time).records()
        terms = [term for term in graph.terms if term.post == "post:p"]
        truths = ((t.name, oracle.owner_holds([t], t.owner, graph.worlds, mode, days)) for t in terms)
        found = {short(str(row["term"])): str(row["certainty"]) for row in rows}
        near(compared, f"holders_{mode}", found, some(truths), exact=graph.alone)
        rows = kg.ask(f"office_holders_{mode}", office="office:o", **time).records()
        truths = ((t.name, oracle.owner_holds([t], t.owner, graph.worlds, mode, days)) for t in graph.tenures)
        found = {short(str(row["tenure"])): str(row["certainty"]) for row in rows}
        near(compared, f"office_holders_{mode}", found, some(truths), exact=graph.alone)


MODES = ("during", "through")


def check_term_queries(kg: KnowledgeGraph, graph: Graph, compared: Compared) -> None:
    by_name = {term.name: term for term in graph.terms}
    exact = graph.alone
    rows = kg.ask("gaps_in_succession", office="office:o").records()
    pairs = [(by_name[earlier], term) for term in graph.terms for earlier in term.after]
    gaps = (
        (
            f"{one.name} {other.name}",
            oracle.value((w[one.end] < w[other.start] for w in graph.worlds), doubted=one.doubted or other.doubted),
        )
        for one, other in pairs
    )
    found = {f"{short(str(row['previous']))} {short(str(row['term']))}": str(row["gap"]) for row in rows}
    stated = {f"{one.name} {other.name}" for one, other in pairs}
    near(compared, "gaps_in_succession", {key: found[key] for key in found if key in stated}, some(gaps), exact=False)
    for name in (key for key, truth in found.items() if truth == "certain"):
        check_gap(graph, *(by_name[term] for term in name.split()))
    rows = kg.ask("overlapping_terms").records()
    overlaps = (
        (
            f"{one.name} {other.name}",
            oracle.value((oracle.shares(one, other, w) for w in graph.worlds), doubted=one.doubted or other.doubted),
        )
        for one, other in permutations(graph.terms, 2)
        if one.owner != other.owner
    )
    found = {f"{short(str(row['term']))} {short(str(row['other']))}": str(row["shared"]) for row in rows}
    near(compared, "overlapping_terms", found, some(overlaps), exact=exact)
    rows = kg.ask("died_in_office", office="office:o").records()
    mortal = {one.name: one for one in (*graph.tenures, *graph.terms) if one.owner in graph.lives}
    found = {name: str(row["died"]) for row in rows if (name := short(str(row["tenure"]))) in mortal}
    near(compared, "died_in_office", found, some((n, died(graph, one)) for n, one in mortal.items()), exact=False)
    rows = kg.ask("holders_outside_post").records()
    for side in ("before", "after"):
        found = {short(str(row["term"])): str(row[side]) for row in rows if row[side] != "impossible"}
        truths = ((term.name, getattr(kg.outside_post(term.name), side)) for term in graph.terms)
        near(compared, "holders_outside_post", found, some(truths), exact=exact)


def check_gap(graph: Graph, one: Thing, other: Thing) -> None:
    """Hold a certain gap against every world: the one left first, and nobody else fills the days between."""
    assert all(world[one.end] < world[other.start] for world in graph.worlds)
    between = range(max(w[one.end] for w in graph.worlds) + 1, min(w[other.start] for w in graph.worlds))
    others = [term for term in graph.terms if term not in (one, other)]
    filled = product(others, graph.worlds, between)
    assert not any(oracle.covers(term, world, day) for term, world, day in filled)


def check_relation_queries(kg: KnowledgeGraph, graph: Graph, compared: Compared) -> None:
    rows = kg.ask("relations_of_two").records()
    for kind in (graph.terms, tuple(place.thing for place in graph.places), graph.tenures):
        for one, other in permutations(kind, 2):
            names = (one.name, other.name)
            found = {
                str(row["relation"]): str(row["certainty"])
                for row in rows
                if (short(str(row["first"])), short(str(row["second"]))) == names
            }
            certain, possible = oracle.relations(one, other, graph.worlds)
            expected = {name: "certain" if name == certain else "possible" for name in possible}
            near(compared, "relations_of_two", found, expected, exact=False)
            ends = ("before", "after")
            alone = ({name: truth for name, truth in side.items() if name in ends} for side in (found, expected))
            near(compared, "relations_of_two", *alone, exact=graph.alone)
    if set(graph.events) == {"event:a", "event:b"}:
        rows = kg.ask("order_of_two", first="event:a", second="event:b").records()
        signs = {_order(world["event:a"], world["event:b"]) for world in graph.worlds}
        expected = dict.fromkeys(signs, "certain" if len(signs) == 1 else "possible")
        found = {str(row["order"]): str(row["certainty"]) for row in rows}
        if found:
            near(compared, "order_of_two", found, expected, exact=False)


def check_leader_queries(kg: KnowledgeGraph, graph: Graph, periods: list[list[int]], compared: Compared) -> None:
    leds = [led for led in graph.leds if led.body == "body:x"]
    asked = [("on", {"day": iso(day)}, [day]) for day in CALENDAR]
    asked += [("during", {"first": iso(a), "last": iso(b)}, list(range(a, b + 1))) for a, b in periods]
    for mode, time, days in asked:
        rows = kg.ask(f"effective_leaders_{mode}", body="body:x", **time).records()
        truths = ((led.thing.name, oracle.leader_leads(led, leds, graph.worlds, mode, days)) for led in leds)
        found = {short(str(row["leadership"])): str(row["certainty"]) for row in rows}
        exact = mode == "on" and graph.alone
        near(compared, f"effective_leaders_{mode}", found, some(truths), exact=exact)


def compare(graph: Graph, compared: Compared, check: Callable[[KnowledgeGraph], None]) -> None:
    kg = opened(graph)
    same(compared, "contradiction", kg is None, not graph.worlds)
    if kg is None:
        return
    compared["worlds"] += len(graph.worlds)
    check(kg)
    check_relations(kg, graph, compared)


def explore(
    drawn: st.SearchStrategy[Graph],
    graphs: int,
    compared: Compared,
    check: Callable[[KnowledgeGraph, Graph, list[list[int]]], None],
) -> None:
    """Compare a number of random graphs, which have a good many worlds."""

    @settings(max_examples=graphs, suppress_health_check=list(HealthCheck))
    @given(drawn, TIMES)
    def try_graph(graph: Graph, periods: list[list[int]]) -> None:
        compare(graph, compared, lambda kg: check(kg, graph, periods))

    before = compared["worlds"]
    try_graph()
    assert compared["worlds"] - before > WORLDS * graphs
    assert compared["relation left out"] < LEFT_OUT * compared["relation"]


@pytest.mark.parametrize("graphs", GRAPHS)
def test_every_answer_about_an_office_is_that_of_all_worlds(graphs: int, compared: Compared) -> None:
    def check(kg: KnowledgeGraph, graph: Graph, periods: list[list[int]]) -> None:
        check_who(kg, graph, periods, compared)
        check_terms(kg, graph, compared)
        check_holder_queries(kg, graph, periods, compared)
        check_term_queries(kg, graph, compared)
        check_relation_queries(kg, graph, compared)

    explore(offices(), graphs, compared, check)


@pytest.mark.parametrize("graphs", GRAPHS)
def test_every_answer_about_leadership_is_that_of_all_worlds(graphs: int, compared: Compared) -> None:
    def check(kg: KnowledgeGraph, graph: Graph, periods: list[list[int]]) -> None:
        check_leaders(kg, graph, periods, compared)
        check_leader_queries(kg, graph, periods, compared)

    explore(leaderships(), graphs, compared, check)


# The oracle itself, on what can be worked out by hand.


def test_oracle_narrows_what_agrees_and_widens_what_does_not() -> None:
    assert oracle.consistent([frozenset({3, 4}), frozenset({4, 5}), frozenset({8})]) == {4, 8}
    assert oracle.left_open([Said(frozenset({4, 5})), Said(frozenset({5}), weak=True)]) == range(4, 6)


def test_oracle_knows_two_worlds_of_a_handover_and_a_day_between() -> None:
    old, new = Thing("old", "a", "b", owner="a"), Thing("new", "c", "d", owner="b")
    days = {"a": {3}, "b": {4}, "c": {5, 6}, "d": {8}}
    every = oracle.worlds({name: [Said(frozenset(one))] for name, one in days.items()}, [old, new])
    assert len(every) == 2
    assert oracle.owner_holds([old, new], "b", every, "on", [5]) == "possible"
    assert oracle.relations(old, new, every) == ("before", frozenset({"before"}))
    assert oracle.value(oracle.parted(old, new, world) for world in every) == "possible"
