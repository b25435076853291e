"""People: which person of the graph a row is about, by identifier or by name, and how sure that is.

Nobody is chosen silently: where several persons fit equally, or identifiers and names disagree, the match is
"ambiguous" and names them all; where nobody fits, it names the nearest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal as OneOf

from sovleader_kg.compare.records import Record
from sovleader_kg.compare.register import Register
from sovleader_kg.dates import days_of
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import compact
from sovleader_kg.spellings import Fit, People

__all__ = ["CLEAR", "Found", "Persons", "Sureness"]

Sureness = OneOf["sure", "likely", "guess", "ambiguous", "none"]
# "1878-1953", "1878–", "b. 1878", "born 1878", "род. 1878" at the end of a name, in brackets or not.
_LIFE = re.compile(
    r"[(\[,]?\s*(?:(?:b\.|born|р\.|род\.)\s*(\d{4})|(\d{4})\s*[-–—]\s*(?:\d{4})?)\s*(?:гг?\.)?\s*[)\]]?[.,]?\s*$",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
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
        name, born = _apart(record.name)
        called = self.named.called(record.name) or self.named.called(name)
        named = {person for person, fit in called.items() if fit != "surname"}
        if len(known) > 1:
            return _ambiguous(known, "identifiers of several persons")
        if known and named and not known & named:
            return _ambiguous(known | named, "identifier and name are of different persons")
        if known:
            scheme = next(name for name, persons in marked.items() if persons)
            return Found(min(known), "sure", f"by {SCHEMES[scheme].title} {record.identifiers[scheme]}")
        if named:
            return self._by_name(record, sorted(named), BY[called[min(named)]], born)
        return self._by_surname(record, name, called)

    def _by_name(self, record: Record, named: list[str], why: str, born: int | None) -> Found:
        if len(named) > 1:
            return _ambiguous(named, "several persons of that name")
        if other := self._another(record, named[0]):
            return _ambiguous(named, f"{why}, but {other}")
        if born and self._is_born_otherwise(named[0], born):
            return _ambiguous(named, f"{why}, but born in another year ({born})")
        return Found(named[0], "likely", why)

    def _by_surname(self, record: Record, name: str, called: Iterable[str]) -> Found:
        """Match by surname alone: only persons who held something in those years."""
        fitting = [one for one in called if self.holds(record, one) and not self._another(record, one)]
        if len(fitting) > 1:
            return _ambiguous(fitting, "several holders of that surname in those years")
        if fitting:
            return Found(fitting[0], "guess", "by surname, one holder in those years")
        near = None if called else self.named.nearest(name)
        if near is None:
            return Found(None, "none", "no such person in the graph")
        return Found(None, "none", f'nobody of that name. Did you mean "{self.persons[near].label}"?', (near,))

    def _another(self, record: Record, person: str) -> str | None:
        """Return which identifier says that the row is about somebody else, and whether it is only mistyped.

        The page of a Wikipedia in another language than those of the graph says nothing.
        """
        own = self.persons[person].identifiers
        for name, mark in record.identifiers.items():
            scheme = SCHEMES[name]
            if not scheme.is_formed(mark):
                return f'"{mark}" is no identifier of {scheme.title}'
            if mark not in own.get(name, {mark}) and "://" not in mark:
                return f"with another identifier of {scheme.title}{' (mistyped)' if scheme.is_mistyped(mark) else ''}"
        return None

    def _is_born_otherwise(self, person: str, year: int) -> bool:
        """Return whether a person was surely not born in a year, nor in those beside it."""
        days = self.persons[person].life["birth"].days
        return days is not None and not days & days_of(f"{year}~", "gregorian")


def _apart(name: str) -> tuple[str, int | None]:
    """Return a name without what stands in brackets or behind it of a life, and the year of birth in that.

    >>> _apart("Stalin, Joseph, 1878-1953"), _apart("Joseph Stalin (1878–1953)"), _apart("Lenin (Ulyanov), Vladimir")
    (('Stalin, Joseph', 1878), ('Joseph Stalin', 1878), ('Lenin, Vladimir', None))
    """
    found = _LIFE.search(name)
    year = next((int(one) for one in found.groups() if one), None) if found else None
    rest = _BRACKETS.sub(" ", _LIFE.sub(" ", name))
    return re.sub(r"\s+(?=,)", "", " ".join(rest.split())).strip(" ,"), year


def _ambiguous(persons: Iterable[str], why: str) -> Found:
    candidates = tuple(sorted(persons))
    return Found(None, "ambiguous", f"{why}: {', '.join(map(compact, candidates))}", candidates)
