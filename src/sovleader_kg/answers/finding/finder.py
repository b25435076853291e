"""Finder: the things that a text may mean, the likeliest first.

A thing fits a text in one of three ways. *exact*: the text is one of its names, its slug or IRI; of a person also the
surname alone, initials, or any romanisation. *part*: each word of the text begins a word of its names, tells its year,
or writes its number another way; Roman numerals are whole words. *near*: it sounds alike, or a letter is off; a
suggestion, never an answer.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from sovleader_kg.answers.finding.likeness import Likeness
from sovleader_kg.answers.finding.sounds import LITTLE, spoken_numbers, words
from sovleader_kg.answers.finding.things import Thing, Things, local_name
from sovleader_kg.errors import SovleaderError
from sovleader_kg.model import Fit
from sovleader_kg.names import HEADSHIPS, expand
from sovleader_kg.spellings import People

__all__ = ["SOUGHT", "Finder", "other_words"]

# What is looked for unless told otherwise; of things that fit alike, those of the first kind come first.
SOUGHT = (
    *("person", "post", "body", "event", "office", "leadership", "collective", "place"),
    *("power", "principle", "procedure", "provision", "source"),
)
LONGEST = 200  # characters of a text; what follows says nothing more
_HEADS = frozenset(map(expand, HEADSHIPS))
_END = "\U0010ffff"
_NUMERALS = re.compile(r"\b[IVX]+\b")


class Finder:
    """All things, indexed once by their names."""

    def __init__(self, things: Things, people: People) -> None:
        """Index things, and take people by their names."""
        self.things, self._people = things, people
        self._named: dict[str, set[str]] = defaultdict(set)
        self._by_word: dict[str, set[str]] = defaultdict(set)
        for iri, thing in things.items():
            for name in _own_names(thing):
                self._named[" ".join(words(name))].add(iri)
            for word in _all_words(thing):
                self._by_word[word].add(iri)
        self._words = sorted(self._by_word)
        self._places = {iri: self._place(thing) for iri, thing in things.items()}
        self._heads = {iri: _heads(thing) for iri, thing in things.items()}

    def find(self, text: str, kinds: Collection[str] = ()) -> list[tuple[Thing, Fit]]:
        """Return what a text may mean; near fits only where there is no other.

        Args:
            text: What somebody wrote.
            kinds: The kinds of thing that can be meant; `SOUGHT` unless told otherwise.
        """
        text = text.strip()[:LONGEST]
        asked = tuple(word for word in words(text) if word not in LITTLE) or words(text)
        if not asked:
            return []
        sought = kinds or SOUGHT
        exact = self._exact(text, sought if kinds else ())
        whole = {word for numeral in _NUMERALS.findall(text) for word in words(numeral)}
        parts = [iri for iri in self._parts(asked, whole, sought) if iri not in exact]
        if exact or parts:
            return [*((self.things[iri], "exact") for iri in exact), *((self.things[iri], "part") for iri in parts)]
        return [(self.things[iri], "near") for iri in self._near(asked, sought)]

    def sought(self) -> list[Thing]:
        """Return everything that is looked for unless told otherwise, the likeliest first."""
        return [self.things[iri] for iri in sorted(self._of(self.things, SOUGHT), key=self._places.__getitem__)]

    def _exact(self, text: str, kinds: Collection[str]) -> list[str]:
        """Return what a text names; an IRI, or a name with a prefix, names a thing of any kind."""
        iri = _expanded(text)
        if iri in self.things and (not kinds or self.things[iri].kind in kinds):
            return [iri]
        asked = words(text)
        called = self._people.called(text) if any(len(word) > 1 for word in asked) else ()
        found = {*self._named.get(" ".join(asked), ()), *called}
        return sorted(self._of(found, kinds or SOUGHT), key=self._places.__getitem__)

    def _parts(self, asked: Sequence[str], whole: Collection[str], kinds: Collection[str]) -> list[str]:
        """Return the things of whose words each word that is asked begins one, or is one where it must be whole."""
        found = [self._by_word.get(word, set()) if word in whole else self._beginning(word) for word in asked]
        meant = set.intersection(*found) if found else set()
        return sorted(self._of(meant, kinds), key=lambda iri: (self._unlike(iri, asked), self._places[iri]))

    def _beginning(self, start: str) -> set[str]:
        first, last = bisect_left(self._words, start), bisect_left(self._words, start + _END)
        return set().union(*(self._by_word[word] for word in self._words[first:last]))

    def _unlike(self, iri: str, asked: Sequence[str]) -> tuple[int, bool, bool]:
        """Return how many words are only begun, whether it is a source, and whether one looks it up by another word."""
        begun = sum(iri not in self._by_word.get(word, ()) for word in asked)
        elsewhere = not any(head.startswith(asked[0]) for head in self._heads[iri])
        return begun, self.things[iri].kind == "source", elsewhere

    def _near(self, asked: Sequence[str], kinds: Collection[str]) -> list[str]:
        """Return the things that most of the words are near to, the nearest first."""
        found, like = defaultdict[str, list[int]](list), set[str]()
        for word in asked:
            near = dict(sorted(self._like.words(word), key=lambda one: -one[1]))
            like.update(near)
            for iri, steps in self._with_words(near).items():
                if self.things[iri].kind in kinds:
                    found[iri].append(steps)
        most = max(map(len, found.values()), default=0)
        fewest = min((sum(steps) for steps in found.values() if len(steps) == most), default=0)
        best = (iri for iri, steps in found.items() if len(steps) == most and sum(steps) <= fewest + 1)
        return sorted(best, key=lambda iri: (sum(found[iri]), like.isdisjoint(self._heads[iri]), self._places[iri]))

    def _with_words(self, near: Mapping[str, int]) -> Mapping[str, int]:
        """Return the things that have one of some words, each with the fewest steps."""
        found: dict[str, int] = {}
        for word, steps in sorted(near.items(), key=lambda one: -one[1]):
            found |= dict.fromkeys(self._by_word[word], steps)
        return found

    @cached_property
    def _like(self) -> Likeness:
        return Likeness(self._words)

    def _of(self, things: Iterable[str], kinds: Collection[str]) -> Iterator[str]:
        return (iri for iri in things if self.things[iri].kind in kinds)

    def _place(self, thing: Thing) -> tuple[int, int, str, str]:
        """Return where a thing stands among those that fit alike."""
        kind = SOUGHT.index(thing.kind) if thing.kind in SOUGHT else len(SOUGHT)
        day = min(thing.days.values(), default="") if thing.kind == "event" else ""
        return kind, -thing.count - 100 * self._is_head(thing), day, thing.iri

    def _is_head(self, thing: Thing) -> bool:
        """Return whether a thing is, or held, an office at the head of party, government or state."""
        posts = [thing, *(self.things[post] for post in thing.links.get("held", ()) if post in self.things)]
        return any(office in _HEADS for post in posts for office in (post.iri, *post.links.get("incarnationOf", ())))


def _expanded(text: str) -> str:
    try:
        return expand(text) if ":" in text else ""
    except SovleaderError:
        return ""


def _own_names(thing: Thing) -> Iterator[str]:
    """Yield what names a thing whole; the title of a source may name what the source is about."""
    yield from (thing.labels.values() if thing.kind == "source" else thing.names)
    yield local_name(thing.iri)


def _all_words(thing: Thing) -> Iterator[str]:
    """Yield the words by which a thing is found."""
    for name in (*thing.names, local_name(thing.iri)):
        yield from words(name)
    yield from other_words(thing)


def other_words(thing: Thing) -> Iterator[str]:
    """Yield words that mean a thing beside those of its names: its numbers written otherwise, the years of an event."""
    for label in thing.labels.values():
        yield from spoken_numbers(label)
    if thing.kind == "event":
        yield from (day[:4] for day in thing.days.values())


def _heads(thing: Thing) -> list[str]:
    """Return the words by which one looks a thing up: of a person the surnames, of anything else the first."""
    at = -1 if thing.kind == "person" else 0
    return [found[at] for label in thing.labels.values() if (found := words(label))]
