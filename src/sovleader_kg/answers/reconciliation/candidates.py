"""Candidates: the things that a cell may mean, each with a score, and whether it is the one that is meant.

A score begins with how the name fits (`NAME_SCORES`). Each fact that agrees closes a part of the distance to 100, each
that contradicts takes a part of what there is. A candidate is the match only where it alone can be meant: by its whole
name in any spelling, by an identifier, or by surname and initials together with a date of its own that agrees.
Nearness is never enough, nor a surname alone, and nothing that a fact contradicts is a match.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal as OneOf

from sovleader_kg.answers.finding.finder import LONGEST, Finder, other_words
from sovleader_kg.answers.finding.sounds import LETTERS, LITTLE, sound, words
from sovleader_kg.answers.finding.things import Thing, Things
from sovleader_kg.answers.reconciliation.facts import Fact, Witness, iri_written
from sovleader_kg.answers.reconciliation.headings import read_heading
from sovleader_kg.answers.reconciliation.properties import KINDS, PROPERTIES
from sovleader_kg.answers.reconciliation.records import Records
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.model import Fit
from sovleader_kg.names import BASE
from sovleader_kg.spellings import People

__all__ = ["NAME_SCORES", "Candidate", "Candidates", "Question", "Way"]

Way = OneOf["identifier", "name", "initials", "surname", "words", "near", "part", "facts"]
NAME_SCORES: Mapping[Way, float] = {
    "identifier": 100.0,
    "name": 95.0,
    "initials": 80.0,
    "surname": 70.0,
    "words": 65.0,  # of its names, among others
    "near": 60.0,  # at most; as much less as it sounds unlike
    "part": 50.0,  # the beginnings of its words
    "facts": 30.0,  # no name, or one that does not fit
}
SHARED = 0.8  # of its score is left of a name that several candidates have alike
AGREES, CONTRADICTS = 0.5, 0.5  # of the distance to 100 that is closed, and of the score that is left, by a fact …
OF_TERMS = 0.3, 0.8  # … and the same by one about terms, of which the graph does not know all
YEARS = (("born", "died"), ("start", "end"), ("from", "until"))  # what years beside a name may be of
UNLIKE = 0.6  # what sounds less alike is not near
WORDS = 12  # of a name that are held against others
WEIGHED = 60  # candidates that are looked at
ANYBODY = 5  # that are offered where nobody says how many
Years = tuple[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Question:
    """What a row says: a name, kinds of thing, facts, and how many candidates are wanted."""

    text: str = ""
    kinds: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    limit: int = ANYBODY


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing that a cell may mean.

    Attributes:
        thing: It.
        way: How the name fits.
        score: How well name and facts fit, up to 100.
        match: Whether it is the one that is meant.
        facts: Whether each fact that could be told of it agrees, by property.
    """

    thing: Thing
    way: Way
    score: float
    match: bool
    facts: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class _Fit:
    """A thing, how the name fits it, how well in points, which facts agree, and whether there was a name at all."""

    thing: Thing
    way: Way
    points: float
    facts: Mapping[str, bool]
    is_named: bool

    @property
    def stands(self) -> bool:
        return all(self.facts.values())

    @property
    def is_marked(self) -> bool:
        return any(agrees and name in SCHEMES for name, agrees in self.facts.items())

    @property
    def is_strong(self) -> bool:
        """Whether it can be meant where no other can."""
        own = any(agrees and PROPERTIES[name].own for name, agrees in self.facts.items())
        named = self.way in {"identifier", "name"} or (self.way == "initials" and own)
        return named or (self.is_marked and (self.way != "facts" or not self.is_named))


class Candidates:
    """Finds what cells mean."""

    def __init__(self, finder: Finder, people: People, things: Things, records: Records) -> None:
        """Take what finds things by their names, and what is known of them."""
        self._finder, self._people, self._things, self._records = finder, people, things, records
        self._witness = Witness(records, finder, things)

    def find(self, question: Question) -> list[Candidate]:
        """Return the candidates for a row, the best first."""
        kinds, text = question.kinds or KINDS, question.text.strip()[:LONGEST]
        name, years, hits = self._read(text, kinds)
        ways = {thing.iri: self._way(name, thing.iri, fit) for thing, fit in hits[:WEIGHED]}
        for iri in self._marked(question.facts):
            if self._things[iri].kind in kinds:
                ways.setdefault(iri, "facts")
        if not name and not ways:
            ways = dict.fromkeys(self._told(question.facts, kinds), "facts")
        fits = [self._fit(name, iri, way, (*question.facts, *self._told_by(years, iri))) for iri, way in ways.items()]
        weighed = _weighed([one for one in fits if one.points])
        return sorted(weighed, key=lambda one: -one.score)[: question.limit]

    def _read(self, text: str, kinds: Sequence[str]) -> tuple[str, Years, Sequence[tuple[Thing, Fit]]]:
        """Return the name in a text, the years beside it, and what the name may mean; years may be part of a name."""
        found = self._finder.find(iri_written(text), kinds)
        name, *years = read_heading(text)
        if name == text or any(fit == "exact" for _, fit in found):
            return text, (None, None), found
        return name, (years[0], years[1]), self._finder.find(name, kinds)

    def _way(self, name: str, iri: str, fit: Fit) -> Way:
        if fit == "part":
            return "words" if _known_words(self._things[iri]).issuperset(_asked(name)) else "part"
        if fit == "near":
            return "near"
        if iri in {iri_written(name), name} or name == iri.removeprefix(BASE).replace("/", ":"):
            return "identifier"
        return self._people.called(name).get(iri, "name")

    def _marked(self, facts: Iterable[Fact]) -> Iterator[str]:
        """Yield the things that have an identifier which a fact gives."""
        for fact in facts:
            if scheme := SCHEMES.get(fact.property.name):
                for value in fact.values:
                    yield from self._records.marked(scheme.name, scheme.identifier(value.strip()))

    def _told_by(self, years: Years, iri: str) -> list[Fact]:
        """Return what years beside a name tell of a thing: of its own life, or of terms where those agree instead."""
        told = [_facts(names, years) for names in YEARS]
        agreeing = [facts for facts in told if all(self._witness.agrees(fact, iri) for fact in facts)]
        own = [fact for facts in told for fact in facts if fact.property.own]
        return agreeing[0] if agreeing else own

    def _told(self, facts: Sequence[Fact], kinds: Sequence[str]) -> list[str]:
        """Return the things with which some facts agree, and none disagrees."""
        found = []
        for iri, thing in self._things.items():
            told = [self._witness.agrees(fact, iri) for fact in facts] if thing.kind in kinds else []
            if True in told and False not in told:
                found.append(iri)
        return found

    def _fit(self, name: str, iri: str, way: Way, facts: Iterable[Fact]) -> _Fit:
        thing = self._things[iri]
        told = {fact.property.name: self._witness.agrees(fact, iri) for fact in facts}
        alike = _alike(name, thing) if way == "near" else 1
        points = NAME_SCORES[way] * (alike if alike >= UNLIKE else 0)
        return _Fit(thing, way, points, {one: agrees for one, agrees in told.items() if agrees is not None}, bool(name))


def _facts(names: tuple[str, str], years: Years) -> list[Fact]:
    return [Fact(PROPERTIES[name], (year,)) for name, year in zip(names, years, strict=True) if year]


def _weighed(fits: Sequence[_Fit]) -> Iterator[Candidate]:
    alike, every = Counter(one.way for one in fits if one.stands), Counter(one.way for one in fits)
    meant = [one for one in fits if one.stands and (one.is_strong or one.is_marked)]
    for one in fits:
        told_apart = every[one.way] == 1 or True in one.facts.values()
        match = meant == [one] and one.is_strong and told_apart
        yield Candidate(one.thing, one.way, _score(one, alike[one.way]), match, one.facts)


def _score(fit: _Fit, alike: int) -> float:
    score = fit.points * (SHARED if alike > 1 and fit.way != "identifier" else 1)
    for name, agrees in fit.facts.items():
        closed, left = (AGREES, CONTRADICTS) if PROPERTIES[name].own else OF_TERMS
        score = score + (100 - score) * closed if agrees else score * left
    return round(score, 1)


def _asked(name: str) -> list[str]:
    return [word for word in words(name) if word not in LITTLE] or list(words(name))


def _known_words(thing: Thing) -> set[str]:
    return {*(word for name in thing.names for word in words(name)), *other_words(thing)}


def _alike(name: str, thing: Thing) -> float:
    """Return how alike a name and the most alike of a thing's names are, word by word in any order; up to 1.

    A person is like nobody of another surname.
    """
    asked = list(dict.fromkeys(_asked(name)))[:WORDS]
    if thing.kind == "person":
        surnames = [known[-1] for label in thing.labels.values() if (known := words(label))]
        if all(_most_alike(word, surnames) < UNLIKE for word in asked if len(word) > 1):
            return 0
    return max(sum(_most_alike(word, words(known)) for word in asked) / len(asked) for known in thing.names)


def _most_alike(word: str, known: Sequence[str]) -> float:
    """Return how alike a word, or an initial, and the most alike of some words sound and are spelled."""
    if len(word) == 1:
        return max((float(sound(one)[:1] == sound(word)[:1]) for one in known), default=0)
    return max((_likeness(word, one) for one in known), default=0)


@lru_cache(maxsize=65536)
def _likeness(one: str, other: str) -> float:
    return (_ratio(sound(one), sound(other)) + _ratio(_latin(one), _latin(other))) / 2


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _latin(word: str) -> str:
    return "".join(LETTERS.get(letter, letter) for letter in word)
