"""Rolls: who sits in a post of several seats, stretch by stretch, and how many seats sources say that it had.

A source states a number of seats for a time, or lists all who sat on a day; a complete list counts those whom it names.
Between two such sizes the smaller one is the usual size, and the last one counts until nobody can have sat any more.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sovleader_kg.answers.chronology.careers import Career, Term, read_career
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import Worlds, certainly_cover
from sovleader_kg.cards import Card, Cells, Link, Sheet, span
from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import FIRST, LAST, Days, days_of, iso
from sovleader_kg.derived.lists import COMPLETE, HELD
from sovleader_kg.derived.verdicts import SEATS
from sovleader_kg.names import compact
from sovleader_kg.store.engines import Engine, texts
from sovleader_kg.store.testimony import Testimony, of_properties

__all__ = ["Filling", "Roll", "Size", "fillings", "read_rolls"]

_TIMES = "SELECT ?claim ?valid WHERE { ?claim rdf:predicate sl:seats ; sl:validDuring ?valid } ORDER BY ?claim ?valid"
_POSTS = "SELECT ?term ?post ?person WHERE { ?term sl:post ?post ; sl:holder ?person } ORDER BY ?term"
_TITLES = """
SELECT ?post ?title WHERE {{ ?post a sl:Post ; rdfs:label ?title . FILTER(LANGMATCHES(LANG(?title), "{0}")) }}
ORDER BY ?post ?title
"""


@dataclass(frozen=True, slots=True, repr=False)
class Size(Card):
    """How many seats a post had, as a source states it.

    Attributes:
        post: IRI of the post.
        number: How many.
        said: The time of which it is said, EDTF.
        first: The first day of that time, an ordinal.
        last: The last day.
        listed: Whether it is counted off a complete list.
        claim: IRI of the claim.
        source: IRI of the source.
        source_title: English label of the source.
    """

    post: str
    number: int
    said: str
    first: int
    last: int
    listed: bool
    claim: str
    source: str
    source_title: str

    def _cells(self) -> Cells:
        return {
            "post": Link(self.post),
            "seats": self.number,
            "said of": self.said,
            "listed": self.listed,
            "source": Link(self.source, self.source_title),
            "claim": Link(self.claim),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Filling(Card):
    """Days, ordinals, on all of which the same persons certainly sat, and the same may have sat, those included."""

    first: int
    last: int
    certain: frozenset[str]
    possible: frozenset[str]

    def _cells(self) -> Cells:
        return {
            "days": span(iso(self.first), iso(self.last)),
            "certain": len(self.certain),
            "possible": len(self.possible),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Roll(Card):
    """A post with its stated sizes, by day, and its fillings, which follow each other without a gap.

    Attributes:
        post: IRI of the post.
        title: Its label.
        sizes: How many seats sources state, by day.
        fillings: Who sat, from the first day that there is to the last.
        terms: The terms of the post.
        last: The last day on which somebody may have sat or of which a size is stated, an ordinal.
    """

    post: str
    title: str
    sizes: tuple[Size, ...]
    fillings: tuple[Filling, ...] = field(repr=False)
    terms: tuple[Term, ...] = field(repr=False)
    last: int

    def at(self, day: int) -> Filling:
        """Return who sat on a day."""
        return self.fillings[bisect_right(self.fillings, day, key=lambda one: one.first) - 1]

    def between(self, first: int, last: int) -> tuple[Filling, ...]:
        """Return the fillings of which some day lies in a period."""
        begin = bisect_right(self.fillings, first, key=lambda one: one.first) - 1
        return self.fillings[begin : bisect_right(self.fillings, last, key=lambda one: one.first)]

    def usual(self, day: int) -> int | None:
        """Return the size that a day can be held to: the smaller of those stated last up to it and first after it.

        Of sources that differ on one day the largest counts. None before the first and after the last day.
        """
        known = bisect_right(self.sizes, day, key=lambda one: one.first)
        if not known or day > self.last:
            return None
        return min(one.number for one in (self.sizes[known - 1], *self.sizes[known : known + 1]))

    def vacated(self, day: int) -> int:
        """Return how many seats of the size stated last are told to be empty on a day.

        Their holders certainly sat when it was stated and cannot have sat on the day; whoever may have come fills one.
        """
        known = bisect_right(self.sizes, day, key=lambda one: one.first)
        if not known:
            return 0
        then, now = self.at(self.sizes[known - 1].last), self.at(day)
        return max(0, len(then.certain - now.possible) - len(now.possible - then.possible))

    def _cells(self) -> Cells:
        return {
            "post": Link(self.post, self.title),
            "sizes stated": len(self.sizes),
            "terms": len(self.terms),
            "until": iso(self.last) if self.last < LAST else None,
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        yield Sheet.of([one._cells() for one in self.sizes], "sizes stated")


def read_rolls(engine: Engine, timeline: Timeline, post: str | None = None, language: str = "en") -> list[Roll]:
    """Read the roll of a post, or of each post of which a source states a size, by IRI.

    Args:
        engine: A store of the published graph.
        timeline: The dates of its things.
        post: IRI of a post.
        language: The language of the titles.
    """
    sizes = _sizes(engine)
    titles = {row["post"]: row["title"] for row in texts(engine, _TITLES.format(language))}
    if post is None:
        timeline.whole()
    asked = sorted(sizes) if post is None else [post]
    careers = (read_career(engine, timeline, "post", one) for one in asked)
    return [_roll(one, titles, sizes[one.subject]) for one in careers]


def _roll(career: Career, titles: Mapping[str, str], sizes: Iterable[Size]) -> Roll:
    post, ordered = career.subject, sorted(sizes, key=lambda one: (one.first, one.number, one.claim))
    filled = tuple(fillings(career.terms, career.worlds))
    last = max([*(one.last for one in filled if one.possible), *(one.last for one in ordered)], default=FIRST)
    return Roll(post, titles.get(post, compact(post)), tuple(ordered), filled, career.terms, last)


def _sizes(engine: Engine) -> dict[str, list[Size]]:
    """Return the sizes that sources state or list, by post."""
    told = [one for one in of_properties(engine, (SEATS, COMPLETE, HELD)) if one.evidence.counts]
    found: dict[str, list[Size]] = defaultdict(list)
    for size in (*_stated(engine, told), *_listed(engine, told)):
        found[size.post].append(size)
    return found


def _stated(engine: Engine, told: Iterable[Testimony]) -> Iterator[Size]:
    times = {row["claim"]: row["valid"] for row in texts(engine, _TIMES)}
    for one in told:
        if one.predicate == SEATS and one.claim in times and one.value.isdigit():
            days = days_of(times[one.claim], one.evidence.calendar)
            yield _size(one, int(one.value), times[one.claim], days, listed=False)


def _listed(engine: Engine, told: Sequence[Testimony]) -> Iterator[Size]:
    """Yield the sizes of complete lists: how many the source names as holders of the post on the same day."""
    held = {row["term"]: (row["post"], row["person"]) for row in texts(engine, _POSTS)}
    named: dict[tuple[str, str, Days | None], set[str]] = defaultdict(set)
    for one in told:
        if one.predicate == HELD and one.subject in held:
            post, person = held[one.subject]
            named[one.source, post, days_claimed(one.evidence)].add(person)
    for one in told:
        days = days_claimed(one.evidence)
        if one.predicate == COMPLETE and days and (persons := named.get((one.source, one.subject, days))):
            yield _size(one, len(persons), one.value, days, listed=True)


def _size(told: Testimony, number: int, said: str, days: Days, *, listed: bool) -> Size:
    first, last = days.ranges[0][0], days.ranges[-1][1]
    return Size(told.subject, number, said, first, last, listed, told.claim, told.source, told.title)


def fillings(terms: Sequence[Term], worlds: Worlds) -> Iterator[Filling]:
    """Yield who certainly and who possibly held a post, from the first day that there is to the last.

    Bounds decide of one term. Where several of one person touch, the worlds do: what ends one may begin the next.
    """
    of: dict[str, list[Term]] = defaultdict(list)
    for term in terms:
        of[term.person].append(term)
    for first, last, certain, possible in _swept(terms):
        unsure = (one for one, number in possible.items() if number > 1 and one not in certain)
        whole = When("through", "", first, last)
        joined = {one for one in unsure if certainly_cover(worlds, of[one], whole)}
        yield Filling(first, last, frozenset(certain) | joined, frozenset(possible))


def _swept(terms: Iterable[Term]) -> Iterator[tuple[int, int, Mapping[str, int], Mapping[str, int]]]:
    """Yield stretches of days with how many terms of each person cover them certainly, and possibly, by the bounds.

    A term has a day at least: one of which the start is known, and nothing else, certainly covers that day.
    """
    changes: dict[int, list[tuple[bool, str, int]]] = defaultdict(list, {FIRST: []})
    for term in terms:
        start, end = term.stretch.start, term.stretch.end
        certain = (min(start.latest, end.latest), max(end.earliest, start.earliest))
        for sure, first, last in ((False, start.earliest, end.latest), (True, *certain)):
            if first <= last and not (sure and term.doubtful):
                changes[first].append((sure, term.person, 1))
                changes[last + 1].append((sure, term.person, -1))
    sitting: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for first, after in pairwise(sorted({*changes, LAST + 1})):
        for sure, person, change in changes[first]:
            sitting[sure][person] += change
        yield first, after - 1, +sitting[True], +sitting[False]
