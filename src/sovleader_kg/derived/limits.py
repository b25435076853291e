"""Limits: how far a start or an end may reach that no source bounds.

| a thing | starts no earlier than | ends no later than |
|---|---|---|
| held or led by a person | the holder's sixteenth birthday, a rule of the project's own | the holder's death |
| in, of or leading something | that began | that ended |
| in a party | the day on which the holder joined it | |
| the only one of its post or body | the last day on which another was certain before it | the first after it |
| its holder's in one post of an office | the last day on which that in another was certain | the first after it |
| of a post that a source lists whole | the last list before it that does not name its holder | the first after it |
| of a seat that a congress fills (`mandates`) | the congress that was the last one | a week after the next one |
| a leadership of several | two of its members could serve | fewer than two can |

Lives hold for every start and end; the rest only for a side that no claim bounds, and only where it does not
contradict what is told: nothing that a source states is narrowed by it. So terms that overlap by their claims still do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal as OneOf

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import FIRST, LAST, Days, years_after
from sovleader_kg.derived.lists import complete_lists
from sovleader_kg.derived.mandates import Mandates
from sovleader_kg.derived.points import Point
from sovleader_kg.derived.spans import BIRTH, DEATH, END, JOINED, START, Order, Span, Spans
from sovleader_kg.errors import Problem
from sovleader_kg.names import BASE, compact, kind_of, sl

__all__ = ["HELD_BY", "Limit", "Limits"]

AGE = 16
PARTY = BASE + "concept/party"
HELD_BY = tuple(map(sl, ("holder", "tenureHolder", "leader", "member")))
INSIDE = tuple(map(sl, ("post", "office", "postIn", "leads", "partOf", "memberOfCollective")))
ELECTS, HOLDER, LEADER, MEMBERS = sl("elects"), sl("holder"), sl("leader"), sl("hasMember")
INCARNATION = sl("incarnationOf")
Side = OneOf["start", "end"]


@dataclass(frozen=True, slots=True)
class Limit:
    """That a point falls no earlier ("start") or no later ("end") than a day.

    Attributes:
        of: What starts or ends there.
        point: The point, the date of an event where one marks it.
        side: "start" or "end".
        day: The day, an ordinal.
        by: The thing whose life, existence or holding sets it.
        life: True where it is the holder's age or death, which no claim can put aside.
    """

    of: str
    point: Point
    side: Side
    day: int
    by: str
    life: bool

    def sets(self, point: Point, kind: str, day: int | None) -> bool:
        """Return whether it sets a day as the outer bound of a point that is a start or an end."""
        return (self.point, self.side, self.day) == (point, "start" if kind == START else "end", day)


class Limits:
    """The limits of everything that lasts, read off the spans as the claims and lives leave them."""

    def __init__(self, index: Index, spans: Spans, claims: Sequence[Claim], doubtful: Collection[str]) -> None:
        """Take what was told; a doubtful thing limits nothing else, nor anybody's life."""
        self._index, self._spans, self._doubtful = index, spans, frozenset(doubtful)
        self._lists = complete_lists(index, claims)
        self._spoken_of = {(claim.subject, claim.predicate) for claim in claims}
        self._claimed = {claim.subject for claim in claims if claim.predicate == LEADER and not claim.rejected}
        self._posts: dict[str, list[str]] = defaultdict(list)
        for post in index.using(INCARNATION):
            for office in index.values(post, INCARNATION):
                self._posts[office].append(post)
        self._electing: dict[str, list[str]] = defaultdict(list)
        for body in index.using(ELECTS):
            for elected in index.values(body, ELECTS):
                self._electing[elected].append(body)
        links = (thing for link in (*HELD_BY, *INSIDE, MEMBERS) for thing in index.using(link))
        self.lasting = sorted({*links, *self._electing})

    def _orders(self) -> Iterator[Order]:
        """Yield that everything starts before it ends, and that nobody serves before birth or after death."""
        for first, last, things in ((START, END, self.lasting), (BIRTH, DEATH, ())):
            named = {thing for thing, kind in self._spans.named if kind in {first, last}}
            for thing in sorted({*named, *things}):
                yield self._order(thing, (thing, first), (thing, last), "ends before it starts")
        for thing in self.lasting:
            for person in () if thing in self._doubtful else self._people(thing):
                name = compact(person)
                yield self._order(thing, (person, BIRTH), (thing, START), f"starts before {name} was born")
                yield self._order(thing, (thing, END), (person, DEATH), f"ends after {name} died")

    def _order(self, thing: str, left: Point, right: Point, what: str) -> Order:
        name = compact(thing)
        return Order(self._spans.root(*left), self._spans.root(*right), name, _wrong(name, what))

    def settle(self) -> tuple[list[Limit], list[Problem]]:
        """Narrow the points by their order, by lives and by limits; return the limits, and what cannot be."""
        orders = list(self._orders())
        if problems := self._spans.narrow(orders):
            return [], problems
        limits = [*chain.from_iterable(map(self._of, self.lasting)), *self._of_groups(), *self._of_only_ones()]
        limits += [*self._of_moves(), *self._of_lists(), *self._of_mandates()]
        if problems := [problem for limit in limits if limit.life for problem in self._outlived(limit)]:
            return [], problems
        for side in ("start", "end"):
            for limit in (one for one in limits if one.side == side):
                self._apply(limit)
            self._spans.narrow(orders)
        return limits, []

    def _leaves_no_day(self, limit: Limit) -> bool:
        span = self._spans.of(*limit.point)
        if limit.side == "start":
            return span.latest is not None and span.latest < limit.day
        return span.earliest is not None and limit.day < span.earliest

    def _apply(self, limit: Limit) -> None:
        """Narrow a point to its limit, where that leaves a day."""
        span = self._spans.of(*limit.point)
        if not self._leaves_no_day(limit):
            span.no_earlier(limit.day) if limit.side == "start" else span.no_later(limit.day)

    def _outlived(self, limit: Limit) -> Iterator[Problem]:
        """Yield that somebody would serve as a child or after death."""
        if self._leaves_no_day(limit):
            name, person = compact(limit.of), compact(limit.by)
            what = f"starts before {person} was sixteen" if limit.side == "start" else f"ends after {person} died"
            yield Problem(name, _wrong(name, what), rule="bounds")

    def _of(self, thing: str) -> Iterator[Limit]:
        inside = list(self._inside(thing))
        for person in self._people(thing):
            born, died = self._spans.of(person, BIRTH).earliest, self._spans.of(person, DEATH).latest
            yield from self._limit(thing, "start", years_after(born, AGE) if born else None, person, life=True)
            yield from self._limit(thing, "end", died, person, life=True)
            if any(PARTY in self._index.values(body, sl("bodyKind")) for body in inside):
                yield from self._limit(thing, "start", self._spans.of(person, JOINED).earliest, person)
        for whole in inside:
            start, end = self.existence(whole)
            yield from self._limit(thing, "start", start.earliest, whole)
            yield from self._limit(thing, "end", end.latest, whole)

    def _limit(self, thing: str, side: Side, day: int | None, by: str, *, life: bool = False) -> Iterator[Limit]:
        point = self._spans.root(thing, START if side == "start" else END)
        span = self._spans.of(*point)
        bounded = span.begins if side == "start" else span.ends
        if day is not None and (life or not bounded):
            yield Limit(thing, point, side, day, by, life)

    def _people(self, thing: str) -> Iterator[str]:
        """Yield the persons whose life bounds a thing."""
        for link in HELD_BY:
            for person in self._index.values(thing, link):
                if kind_of(person) in {"person", None}:
                    yield person

    def _inside(self, thing: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield what a thing is in, of or leads, and what elects that or holds it, once each."""
        for whole in dict.fromkeys((*self._links(thing), *self._electing[thing])):
            if whole not in seen:
                seen |= {whole}
                yield whole
                inner = list(self._inside(whole, seen))
                seen |= frozenset(inner)
                yield from inner

    def _links(self, thing: str) -> Iterator[str]:
        """Yield what a thing is directly in, of or leads; an office is in what all its posts are in."""
        yield from chain.from_iterable(self._index.values(thing, link) for link in INSIDE)
        inside = [list(self._inside(post)) for post in self._posts.get(thing, ())]
        yield from (whole for whole in (inside[0] if inside else ()) if all(whole in one for one in inside))

    def offices(self) -> list[str]:
        """Return the offices that posts carry on, sorted."""
        return sorted(self._posts)

    def existence(self, whole: str) -> tuple[Span, Span]:
        """Return the start and end of something; those of an office are of its first and its last post."""
        posts = self._posts.get(whole)
        if not posts:
            return self._spans.of(whole, START), self._spans.of(whole, END)
        starts = [self._spans.of(post, START) for post in posts]
        ends = [self._spans.of(post, END) for post in posts]
        return (
            Span(_all(min, (one.earliest for one in starts)), _any(min, (one.latest for one in starts if one.told))),
            Span(_any(max, (one.earliest for one in ends if one.told)), _all(max, (one.latest for one in ends))),
        )

    def _of_groups(self) -> Iterator[Limit]:
        """Yield that a leadership of several lasts while two of its members can serve."""
        for group in self._index.using(MEMBERS):
            serving = [(self._service(group, person), person) for person in self._index.values(group, MEMBERS)]
            firsts = sorted((span.earliest or FIRST, person) for span, person in serving)
            lasts = sorted((span.latest or LAST, person) for span, person in serving)
            if len(serving) > 1:
                yield from self._limit(group, "start", _known(firsts[1][0], FIRST), firsts[1][1])
                yield from self._limit(group, "end", _known(lasts[-2][0], LAST), lasts[-2][1])

    def _service(self, group: str, person: str) -> Span:
        """Return when a member of a group can have served: at sixteen and alive, and while a membership lasts."""
        born, died = self._spans.of(person, BIRTH).earliest, self._spans.of(person, DEATH).latest
        span = Span(years_after(born, AGE) if born else None, died)
        for membership in self._index.using(sl("memberOfCollective")):
            same = group in self._index.values(membership, sl("memberOfCollective"))
            if same and person in self._index.values(membership, sl("member")):
                span.no_earlier(self._spans.of(membership, START).earliest)
                span.no_later(self._spans.of(membership, END).latest)
        return span

    def _of_only_ones(self) -> Iterator[Limit]:
        """Yield that of a post or leadership of one nobody has it when another certainly does."""
        for rivals, link in self._of_one():
            certain = {one: self._certain(one, rivals, link) for one in rivals if one not in self._doubtful}
            for thing in rivals:
                for other, days in certain.items():
                    if days and self._index.values(other, link) != self._index.values(thing, link):
                        yield from self._beside(thing, other, days)

    def _of_moves(self) -> Iterator[Limit]:
        """Yield that nobody has two posts of one office at once, or heads two parties: a candidate becomes a member."""
        held: dict[tuple[str, str], list[str]] = defaultdict(list)
        for term in self._index.using(HOLDER):
            for post in self._index.values(term, sl("post")):
                for line in self._lines(post):
                    held[self._index.values(term, HOLDER)[0], line].append(term)
        for terms in held.values():
            certain = {one: self._certain(one, terms, HOLDER) for one in terms if one not in self._doubtful}
            for term in terms:
                for other, days in certain.items():
                    if days and self._index.values(other, sl("post")) != self._index.values(term, sl("post")):
                        yield from self._beside(term, other, days)

    def _lines(self, post: str) -> Iterator[str]:
        """Yield the offices of a post, and that of heading a party where it does."""
        yield from self._index.values(post, INCARNATION)
        if "1" in self._index.values(post, sl("numberOfHolders")):
            bodies = self._index.values(post, sl("postIn"))
            yield from (PARTY for body in bodies if PARTY in self._index.values(body, sl("bodyKind")))

    def _of_lists(self) -> Iterator[Limit]:
        """Yield that whoever a complete list does not name left by its day, or came on it at the earliest."""
        terms: dict[str, list[str]] = defaultdict(list)
        for term in self._index.using(HOLDER):
            for post in self._index.values(term, sl("post")):
                terms[post].append(term)
        for post, day, named in self._lists:
            holders = {holder for term in named for holder in self._index.values(term, HOLDER)}
            for term in terms[post]:
                if holders and not holders.intersection(self._index.values(term, HOLDER)):
                    yield from self._beside(term, post, Days.of([(day, day)]))

    def _of_mandates(self) -> Iterator[Limit]:
        """Yield that a seat lasts no longer than the mandates in which its holder is known to have had it.

        An end that a rejected claim gives was not the next congress's either.
        """
        mandates = Mandates(self._index, self._spans)
        for term in self._index.using(HOLDER):
            if any(mandates.fill(post) for post in self._index.values(term, sl("post"))):
                start, end = self._spans.of(term, START).latest, self._spans.of(term, END).earliest
                known = [day for day in (start, end) if day is not None]
                for congress, day in mandates.next_after(max(known)) if known else ():
                    yield from self._limit(term, "end", day, congress) if (term, END) not in self._spoken_of else ()
                for congress, day in mandates.last_before(min(known)) if known else ():
                    yield from self._limit(term, "start", day, congress) if (term, START) not in self._spoken_of else ()

    def _beside(self, thing: str, by: str, days: Days) -> Iterator[Limit]:
        """Yield that a thing lies before or after some days, on the side where it is known to lie."""
        start, end = self._spans.of(thing, START), self._spans.of(thing, END)
        first, last = days.ranges[0][0], days.ranges[-1][1]
        if start.latest is not None and start.latest < first:
            yield from self._limit(thing, "end", first, by)
        if end.earliest is not None and last < end.earliest:
            yield from self._limit(thing, "start", last, by)

    def _of_one(self) -> Iterator[tuple[list[str], str]]:
        """Yield the terms of each post of one holder, and the leaderships of each body by a person."""
        terms, leaderships = defaultdict(list), defaultdict(list)
        for term in self._index.using(HOLDER):
            for post in self._index.values(term, sl("post")):
                if "1" in self._index.values(post, sl("numberOfHolders")):
                    terms[post].append(term)
        for leadership in self._index.using(LEADER):
            if kind_of(self._index.value(leadership, LEADER) or "") == "person":
                for body in self._index.values(leadership, sl("leads")):
                    leaderships[body].append(leadership)
        yield from ((rivals, HOLDER) for rivals in terms.values())
        yield from ((rivals, LEADER) for rivals in leaderships.values())

    def _certain(self, thing: str, rivals: Sequence[str], link: str) -> Days:
        """Return the days on which a thing is certain; a leadership, where no other of known dates names another."""
        first, last = self._spans.of(thing, START).latest, self._spans.of(thing, END).earliest
        days = Days.of([(first, last)] if first is not None and last is not None and first <= last else [])
        if link == LEADER:
            for other in rivals:
                if self._index.values(other, link) != self._index.values(thing, link):
                    days -= self._reach(other)
        return days

    def _reach(self, leadership: str) -> Days:
        """Return the days that a leadership may cover as far as its sources say."""
        start, end = self._spans.of(leadership, START), self._spans.of(leadership, END)
        known = leadership in self._claimed and start.begins and end.ends
        return Days.of([(start.earliest or FIRST, end.latest or LAST)] if known else [])


def _wrong(name: str, what: str) -> str:
    return f"{name} {what}, whatever the claims mean; correct a date or reject a claim"


def _all(outer: Callable[[list[int]], int], days: Iterable[int | None]) -> int | None:
    """Return the outer one of some days; None where any is unbounded."""
    known = list(days)
    return None if None in known else outer([day for day in known if day is not None])


def _any(outer: Callable[[list[int]], int], days: Iterable[int | None]) -> int | None:
    """Return the outer one of those days that are bounded, if any."""
    known = [day for day in days if day is not None]
    return outer(known) if known else None


def _known(day: int, unbounded: int) -> int | None:
    return None if day == unbounded else day
