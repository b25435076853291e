"""Register: the persons of the graph, what each held or led, and who says when, read from a store by SPARQL."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from pyoxigraph import Literal

from sovleader_kg.dates import FIRST, LAST, Days, as_day, days_of
from sovleader_kg.derived.points import Point, Points
from sovleader_kg.identifiers import SCHEMES, scheme_of
from sovleader_kg.names import PREFIXES, SL, kind_of
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.points import DATED, agreed_dates, joined
from sovleader_kg.store.sources import Source, sources
from sovleader_kg.store.testimony import Testimony, of_properties

__all__ = ["SIDES", "End", "Period", "Person", "Register", "folded", "read_register"]

SIDES: tuple[OneOf["start"], OneOf["end"]] = ("start", "end")
_NAMES = {PREFIXES["rdfs"] + "label", PREFIXES["skos"] + "altLabel", PREFIXES["foaf"] + "name"}
_PERSONS = f"""
SELECT ?person ?link ?value WHERE {{
  VALUES ?link {{ {" ".join(sorted(f"<{one}>" for one in _NAMES | {scheme.property for scheme in SCHEMES.values()}))} }}
  ?person a foaf:Person ; ?link ?value .
}} ORDER BY ?person ?value ?link
"""
_PERIODS = """
SELECT ?thing ?person ?what WHERE {
  { ?thing sl:holder ?person ; sl:post ?what } UNION { ?thing sl:tenureHolder ?person ; sl:office ?what }
  UNION { ?thing sl:leader ?person ; sl:leads ?what }
} ORDER BY ?thing ?what
"""
_LINKS = """
SELECT ?thing ?link ?value WHERE {
  VALUES ?link { sl:partOfTenure sl:earliestStart sl:latestStart sl:earliestEnd sl:latestEnd }
  ?thing ?link ?value .
} ORDER BY ?thing ?link ?value
"""
_LABELS = (
    'SELECT ?thing ?label WHERE { ?thing rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), "en")) } ORDER BY ?thing'
)
_OFFICES = "SELECT ?post ?office WHERE { ?post sl:incarnationOf ?office } ORDER BY ?post ?office"
Links = Mapping[tuple[str, str], list[str]]
_APOSTROPHES = str.maketrans(dict.fromkeys("ʹʺʼ’‘'`ьъЬЪ", ""))


def folded(name: str) -> str:
    """Return a name as it is compared: no case, no diacritics, no soft or hard signs, single spaces.

    >>> folded("Elʹt͡sin,  Boris") == folded("ELTSIN, Boris")
    True
    """
    before = None
    while name != before:
        before = name
        letters = unicodedata.normalize("NFKD", name.casefold().translate(_APOSTROPHES))
        bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
        name = " ".join(re.sub(r"[^\w,]+", " ", bare).split())
    return name


@dataclass(frozen=True, slots=True)
class Person:
    """A person: the names that the graph knows, compared by `folded`, and identifiers by the name of their scheme."""

    iri: str
    label: str
    names: frozenset[str]
    surnames: frozenset[str]
    identifiers: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a period.

    Attributes:
        text: The agreed value, its own or of what shares its day, else the bounds as an EDTF interval; None where the
            graph says nothing.
        days: The days of that; None where the graph says nothing.
        first: The first day that it may fall on.
        last: The last day that it may fall on.
    """

    text: str | None
    days: Days | None
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Period:
    """A term, a tenure or an effective leadership: whose, of what, from when to when."""

    iri: str
    kind: str
    person: str
    held: tuple[str, ...]
    ends: Mapping[str, End]
    tenure: str | None

    @property
    def undated(self) -> int:
        """How many of its ends the graph knows nothing of."""
        return sum(self.ends[side].days is None for side in SIDES)


@dataclass(frozen=True, slots=True)
class Register:
    """What a table is compared with; the claims are those that affirm a day, and that no resolution rejects."""

    persons: Mapping[str, Person]
    periods: tuple[Period, ...]
    offices: Mapping[str, str]
    labels: Mapping[str, str]
    claims: Points[Testimony]
    sources: Mapping[str, Source]

    def family(self, sources: Iterable[str]) -> frozenset[str]:
        """Return sources and all that they derive from."""
        known = (self.sources[one].lineage if one in self.sources else {one} for one in sources)
        return frozenset().union(*known)


def read_register(engine: Engine) -> Register:
    """Read all that a table can be compared with."""
    links: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(engine, _LINKS):
        links[row["thing"].value, row["link"].value].append(row["value"].value)
    claims = joined(engine, (one for one in of_properties(engine, DATED) if not (one.denied or one.rejected)))
    agreed = agreed_dates(engine, claims)
    return Register(
        persons={one.iri: one for one in _persons(engine)},
        periods=tuple(_periods(engine, links, agreed)),
        offices={row["post"].value: row["office"].value for row in rows(engine, _OFFICES)},
        labels={row["thing"].value: row["label"].value for row in rows(engine, _LABELS)},
        claims=claims,
        sources=sources(engine),
    )


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _persons(engine: Engine) -> list[Person]:
    names: dict[str, list[Literal]] = defaultdict(list)
    marks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(engine, _PERSONS):
        person, link, value = row["person"].value, row["link"].value, row["value"]
        if link in _NAMES and isinstance(value, Literal):
            names[person].append(value)
        elif scheme := scheme_of(link, value.value):
            marks[person].append((scheme.name, scheme.identifier(value.value)))
    return [_person(iri, names[iri], marks[iri]) for iri in sorted(names)]


def _person(iri: str, names: list[Literal], marks: list[tuple[str, str]]) -> Person:
    label = next(name.value for name in names if name.language == "en")
    words = [folded(name.value).split() for name in names]
    whole = {" ".join(name) for name in words} | {f"{name[0]} {name[-1]}" for name in words if len(name) > 2}
    return Person(iri, label, frozenset(whole), frozenset(name[-1] for name in words), _grouped(marks))


def _periods(engine: Engine, links: Links, agreed: Mapping[Point, Literal]) -> list[Period]:
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(engine, _PERIODS):
        if kind_of(row["person"].value) == "person":
            held[row["thing"].value, row["person"].value].append(row["what"].value)
    return [
        Period(
            iri=thing,
            kind=kind_of(thing) or "",
            person=person,
            held=tuple(dict.fromkeys(found)),
            ends={side: _end(thing, side, links, agreed.get((thing, SL + side))) for side in SIDES},
            tenure=next(iter(links.get((thing, SL + "partOfTenure"), ())), None),
        )
        for (thing, person), found in sorted(held.items())
    ]


def _end(thing: str, side: str, links: Links, agreed: Literal | None) -> End:
    name = side.capitalize()
    low, high = (next(iter(links.get((thing, f"{SL}{edge}{name}"), ())), None) for edge in ("earliest", "latest"))
    first, last = as_day(low) if low else FIRST, as_day(high) if high else LAST
    if agreed:
        return End(agreed.value, days_of(agreed.value), first, last)
    if low is None and high is None:
        return End(None, None, first, last)
    text = low if low == high and low else f"{low or '..'}/{high or '..'}"
    return End(text, Days(((first, last),)), first, last)
