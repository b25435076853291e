"""Facts: what a row says of a thing beside its name, held against what the graph has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sovleader_kg.answers.finding.finder import Finder
from sovleader_kg.answers.finding.things import Things
from sovleader_kg.answers.reconciliation.properties import Property
from sovleader_kg.answers.reconciliation.records import Named, Records, Value, Within
from sovleader_kg.dates import FIRST, LAST, Days, days_of
from sovleader_kg.errors import DateError
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import BASE, KINDS
from sovleader_kg.spellings import folded
from sovleader_kg.written_days import read_period

__all__ = ["Fact", "Witness", "days_written", "iri_written"]

_ABOUT = re.compile(r"^(?:ca?\.?|circa|about|около|ок\.?)\s+(?=\d)", re.IGNORECASE)
_YEAR_OF = re.compile(r"(?<=\d)\s*(?:г\.?|год|года)$")
_THING = re.compile(rf"(?:{'|'.join(KINDS)})/[A-Za-z0-9._~-]+")


@dataclass(frozen=True, slots=True)
class Fact:
    """What a row says of a thing: one of some values of a property, as written, or the identifier of a thing."""

    property: Property
    values: tuple[str, ...]


def iri_written(text: str) -> str:
    """Return the IRI that an identifier of the service stands for: `person/joseph-stalin`; any other text as it is."""
    return BASE + text if _THING.fullmatch(text) else text


@lru_cache(maxsize=4096)
def days_written(text: str) -> Days | None:
    """Return the days of a date as people and programs write it; None where it is none.

    A date before 14 February 1918 may be in either calendar.

    >>> days_written("1894-04-15T00:00Z") == days_written("15.4.1894"), days_written("c. 1894") == days_written("1894~")
    (True, True)
    """
    text = _YEAR_OF.sub("", " ".join(text.split()).partition("T")[0])
    plain = _ABOUT.sub("", text)
    try:
        return days_of(f"{plain}~" if plain != text else read_period(plain))
    except DateError:
        return None


class Witness:
    """Tells whether facts agree with things."""

    def __init__(self, records: Records, finder: Finder, things: Things) -> None:
        """Take what is known of things, and what finds those that a fact names."""
        self._records, self._finder, self._things = records, finder, things
        self._called = lru_cache(1024)(self._called_so)  # a fact is held against many things

    def agrees(self, fact: Fact, iri: str) -> bool | None:
        """Return whether a fact agrees with a thing; None where it cannot be told."""
        known = [one for one in self._records.values(iri, fact.property) if one is not None]
        if not known:
            return None
        told = [self._holds(fact.property, value, known) for value in fact.values]
        return True if True in told else None if None in told or not told else False

    def _holds(self, wanted: Property, written: str, known: Sequence[Value]) -> bool | None:
        match wanted.form:
            case "identifier":
                return SCHEMES[wanted.name].identifier(written.strip()) in known
            case "date" | "stretch":
                return _meets(days_written(written), known)
            case "name":
                return True if folded(written) in {folded(one) for one in known if isinstance(one, str)} else None
            case _:
                return self._means(wanted, written, known)

    def _means(self, wanted: Property, written: str, known: Iterable[Value]) -> bool | None:
        """Return whether one of some things is meant; a post also by its office or body, a label by its words."""
        if wanted.name == "certainty":
            return None
        own = {one.iri for one in known if isinstance(one, Named)}
        wider = own.union(*(self._wider(iri) for iri in own))
        if wanted.form == "label":
            names = {folded(name) for iri in wider if iri in self._things for name in self._things[iri].names}
            return True if folded(written) in names else None
        kinds = ("post", "office", "body") if wanted.of == "post" else (wanted.of,) if wanted.of else ()
        meant = self._called(written, kinds)
        return bool(meant & wider) if meant else None

    def _called_so(self, written: str, kinds: tuple[str, ...]) -> frozenset[str]:
        found = self._finder.find(iri_written(written), kinds)
        return frozenset(thing.iri for thing, fit in found if fit == "exact")

    def _wider(self, iri: str) -> set[str]:
        links = self._things[iri].links if iri in self._things else {}
        return {*links.get("postIn", ()), *links.get("incarnationOf", ())}


def _meets(days: Days | None, known: Iterable[Value]) -> bool | None:
    """Return whether days meet one of some dates; those that no source speaks of, or nothing bounds, tell nothing."""
    dates = [one for one in known if isinstance(one, Within)]
    bounded = [one for one in dates if one.text and one.first > FIRST and one.last < LAST]
    if days is None or not dates:
        return None
    if any(days & Days(((one.first, one.last),)) for one in bounded):
        return True
    return False if len(bounded) == len(dates) else None
