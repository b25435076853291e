"""People: which person of the graph a row is about, by identifier or by name, and how sure that is.

Nobody is chosen silently: where several persons fit equally, or identifiers and names disagree, the match is
"ambiguous" and names them all; where nobody fits, it names the nearest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from sovleader_kg.compare.records import Record
from sovleader_kg.compare.register import Register
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import compact
from sovleader_kg.spellings import Fit, People

__all__ = ["CLEAR", "Found", "Persons", "Sureness"]

Sureness = OneOf["sure", "likely", "guess", "ambiguous", "none"]
CLEAR: frozenset[Sureness] = frozenset({"sure", "likely"})  # what may become evidence
BY: dict[Fit, str] = {"name": "by name", "initials": "by surname and initials"}


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a row is about.

    Attributes:
        person: IRI of the person, or None.
        how: How sure that is; "none" where the graph knows nobody who fits.
        reason: Why, in words.
        candidates: The persons whom the row may be about where it is not clear: who fits, or the nearest.
    """

    person: str | None
    how: Sureness
    reason: str
    candidates: tuple[str, ...] = ()


class Persons:
    """The persons of the graph by identifier and name."""

    def __init__(self, register: Register, holds: Callable[[Record, str], bool]) -> None:
        """Take the persons, and what says whether one held something in the years of a row."""
        self.persons, self.holds = register.persons, holds
        self.named = People((one.iri, name) for one in self.persons.values() for name in one.names)
        self.marks: dict[tuple[str, str], set[str]] = defaultdict(set)
        for person in self.persons.values():
            for kind, marks in person.identifiers.items():
                for mark in marks:
                    self.marks[kind, mark].add(person.iri)

    def find(self, record: Record) -> Found:
        """Return whom a row is about: by identifier first, then by name, by surname alone only as a guess."""
        marked = {kind: self.marks.get((kind, mark), set()) for kind, mark in record.identifiers.items()}
        known = set[str]().union(*marked.values())
        called = self.named.called(record.name)
        named = {person for person, fit in called.items() if fit != "surname"}
        if len(known) > 1:
            return _ambiguous(known, "identifiers of several persons")
        if known and named and not known & named:
            return _ambiguous(known | named, "identifier and name are of different persons")
        if known:
            scheme = next(name for name, persons in marked.items() if persons)
            return Found(min(known), "sure", f"by {SCHEMES[scheme].title} {record.identifiers[scheme]}")
        if named:
            return self._by_name(record, sorted(named), BY[called[min(named)]])
        return self._by_surname(record, called)

    def _by_name(self, record: Record, named: list[str], why: str) -> Found:
        if len(named) > 1:
            return _ambiguous(named, "several persons of that name")
        if other := self._another(record, named[0]):
            return _ambiguous(named, f"{why}, but with another identifier of {other}")
        return Found(named[0], "likely", why)

    def _by_surname(self, record: Record, called: Iterable[str]) -> Found:
        """Match by surname alone: only persons who held something in those years."""
        fitting = [one for one in called if self.holds(record, one) and not self._another(record, one)]
        if len(fitting) > 1:
            return _ambiguous(fitting, "several holders of that surname in those years")
        if fitting:
            return Found(fitting[0], "guess", "by surname, one holder in those years")
        near = None if called else self.named.nearest(record.name)
        if near is None:
            return Found(None, "none", "no such person in the graph")
        return Found(None, "none", f'nobody of that name. Did you mean "{self.persons[near].label}"?', (near,))

    def _another(self, record: Record, person: str) -> str | None:
        """Return which identifier says that the row is about somebody else, and whether it is only mistyped."""
        own = self.persons[person].identifiers
        for name, mark in record.identifiers.items():
            if name in own and mark not in own[name]:
                scheme = SCHEMES[name]
                return f"{scheme.title} (mistyped)" if scheme.is_mistyped(mark) else scheme.title
        return None


def _ambiguous(persons: Iterable[str], why: str) -> Found:
    candidates = tuple(sorted(persons))
    return Found(None, "ambiguous", f"{why}: {', '.join(map(compact, candidates))}", candidates)
