"""Register: the persons of the graph, what each held or led, and who says when, read from a store by SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal as OneOf
from typing import get_args

from pyoxigraph import Literal

from sovleader_kg.dates import FIRST, LAST, Days, as_day, days_of
from sovleader_kg.derived.points import Point, Points
from sovleader_kg.identifiers import SCHEMES, scheme_of
from sovleader_kg.names import RDFS, SL, compact, kind_of
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.people import NAMES
from sovleader_kg.store.points import DATED, agreed_dates, joined
from sovleader_kg.store.sources import Source, sources
from sovleader_kg.store.testimony import Testimony, listed, of_properties

__all__ = ["LIVES", "SIDES", "End", "Life", "Period", "Person", "Register", "Side", "read_register"]

Side = OneOf["start", "end"]
Life = OneOf["birth", "death"]
SIDES: tuple[Side, ...] = get_args(Side)
LIVES: tuple[Life, ...] = get_args(Life)
LABEL = RDFS + "label"
_PERSONS = f"""
SELECT ?person ?link ?value WHERE {{
  VALUES ?link {{ {listed(sorted({*NAMES, *(scheme.property for scheme in SCHEMES.values())}))} }}
  ?person a foaf:Person ; ?link ?value .
}}
"""
_PERIODS = """
SELECT ?thing ?person ?what WHERE {
  { ?thing sl:holder ?person ; sl:post ?what } UNION { ?thing sl:tenureHolder ?person ; sl:office ?what }
  UNION { ?thing sl:leader ?person ; sl:leads ?what }
} ORDER BY ?thing ?what
"""
_BOUNDS = [f"sl:{edge}{role.capitalize()}" for role in (*SIDES, *LIVES) for edge in ("earliest", "latest")]
_LINKS = f"""
SELECT ?thing ?link ?value WHERE {{
  VALUES ?link {{ sl:partOfTenure {" ".join(_BOUNDS)} }}
  ?thing ?link ?value .
}}
"""
_LABELS = 'SELECT ?thing ?label WHERE {{ ?thing rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), "{}")) }}'
_OFFICES = "SELECT ?post ?office WHERE { ?post sl:incarnationOf ?office } ORDER BY ?post ?office"
Links = Mapping[tuple[str, str], list[str]]


@dataclass(frozen=True, slots=True)
class End:
    """One end of a period or a life.

    Attributes:
        text: The agreed value, its own or of what shares its day, else the bounds as an EDTF interval; None where
            nothing is claimed of it.
        days: The days of that; None where nothing is claimed of it.
        first: The first day that it may fall on.
        last: The last day that it may fall on.
        agreed: Whether the text is an agreed value.
    """

    text: str | None
    days: Days | None
    first: int
    last: int
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """A person: names as the graph has them, identifiers by the name of their scheme, and the ends of the life."""

    iri: str
    label: str
    names: tuple[str, ...]
    identifiers: Mapping[str, frozenset[str]]
    life: Mapping[str, End]


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

    @property
    def span(self) -> tuple[str | None, ...]:
        """Both ends, each as it is told; None for one that the graph does not know."""
        return tuple(self.ends[side].text for side in SIDES)

    @property
    def days(self) -> Days:
        """The days that it may cover."""
        return Days(((self.ends["start"].first, self.ends["end"].last),))


@dataclass(frozen=True, slots=True)
class Register:
    """What a table is compared with; the claims are those that affirm a day, and that no resolution rejects.

    What things are called stands in `labels` in English, in `russian` in Russian.
    """

    persons: Mapping[str, Person]
    periods: tuple[Period, ...]
    offices: Mapping[str, str]
    labels: Mapping[str, str]
    russian: Mapping[str, str]
    claims: Points[Testimony]
    sources: Mapping[str, Source]

    def family(self, sources: Iterable[str]) -> frozenset[str]:
        """Return sources and all that they derive from."""
        known = (self.sources[one].lineage if one in self.sources else {one} for one in sources)
        return frozenset().union(*known)


def read_register(engine: Engine) -> Register:
    """Read all that a table can be compared with."""
    links: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(engine, _LINKS, by=("thing", "link", "value")):
        links[row["thing"].value, row["link"].value].append(row["value"].value)
    claims = joined(engine, (one for one in of_properties(engine, DATED) if not (one.denied or one.rejected)))
    ends = _Ends(links, claims, agreed_dates(engine, claims))
    return Register(
        persons={one.iri: one for one in _persons(engine, ends)},
        periods=tuple(_periods(engine, links, ends)),
        offices={row["post"].value: row["office"].value for row in rows(engine, _OFFICES)},
        labels=_labels(engine, "en"),
        russian=_labels(engine, "ru"),
        claims=claims,
        sources=sources(engine),
    )


@dataclass(frozen=True, slots=True)
class _Ends:
    """What the graph says of starts, ends, births and deaths."""

    links: Links
    claims: Points[Testimony]
    agreed: Mapping[Point, Literal]

    def of(self, thing: str, role: str) -> End:
        """Return an end: its agreed value, else what the claims leave open; bounds without a claim say nothing."""
        first, last = self._bound(thing, "earliest", role), self._bound(thing, "latest", role)
        low, high = as_day(first) if first else FIRST, as_day(last) if last else LAST
        agreed = self.agreed.get((thing, SL + role))
        if agreed:
            return End(agreed.value, days_of(agreed.value), low, high, agreed=True)
        if not (first or last) or not self.claims.on(thing, SL + role):
            return End(None, None, low, high)
        text = first if first == last and first else f"{first or '..'}/{last or '..'}"
        return End(text, Days(((low, high),)), low, high)

    def _bound(self, thing: str, edge: str, role: str) -> str | None:
        return next(iter(self.links.get((thing, f"{SL}{edge}{role.capitalize()}"), ())), None)


def _labels(engine: Engine, language: str) -> dict[str, str]:
    return {row["thing"].value: row["label"].value for row in rows(engine, _LABELS.format(language), by=("thing",))}


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def _persons(engine: Engine, ends: _Ends) -> Iterator[Person]:
    labels, names = dict[str, str](), defaultdict[str, list[str]](list)
    marks: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in rows(engine, _PERSONS, by=("person", "value", "link")):
        person, link, value = row["person"].value, row["link"].value, row["value"]
        if link in NAMES and isinstance(value, Literal):
            names[person].append(value.value)
            if link == LABEL and value.language == "en":
                labels[person] = value.value
        elif scheme := scheme_of(link, value.value):
            marks[person].append((scheme.name, scheme.identifier(value.value)))
    for iri, called in sorted(names.items()):
        yield Person(
            iri=iri,
            label=labels.get(iri) or compact(iri),
            names=tuple(called),
            identifiers=_grouped(marks[iri]),
            life={role: ends.of(iri, role) for role in LIVES},
        )


def _periods(engine: Engine, links: Links, ends: _Ends) -> Iterator[Period]:
    held: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(engine, _PERIODS):
        if kind_of(row["person"].value) == "person":
            held[row["thing"].value, row["person"].value].append(row["what"].value)
    for (thing, person), found in sorted(held.items()):
        yield Period(
            iri=thing,
            kind=kind_of(thing) or "",
            person=person,
            held=tuple(dict.fromkeys(found)),
            ends={side: ends.of(thing, side) for side in SIDES},
            tenure=next(iter(links.get((thing, SL + "partOfTenure"), ())), None),
        )
