"""Facts: names, links, dates and citations by thing, as formats of objects need them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from pyoxigraph import Literal

from sovleader_kg.corpus.evidence import supports
from sovleader_kg.derived.points import Point, Points
from sovleader_kg.export.citations import calendar_of, citations
from sovleader_kg.export.dated import gregorian
from sovleader_kg.export.identifiers import Identifier, identifiers
from sovleader_kg.names import sl
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.points import agreed_dates
from sovleader_kg.store.sources import Source, sources
from sovleader_kg.store.testimony import Testimony

__all__ = ["Facts", "labels", "read_facts"]

_PREFIXES = """
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
"""
_KINDS = f"""{_PREFIXES}
SELECT ?thing ?kind WHERE {{
  VALUES ?kind {{ foaf:Person sl:Body sl:Post sl:Event sl:Place }} ?thing a ?kind .
}}
ORDER BY ?thing
"""
_NAMES = f"""{_PREFIXES}
SELECT ?thing ?name WHERE {{
  VALUES ?property {{ rdfs:label skos:altLabel foaf:name sl:officialName }} ?thing ?property ?name .
}}
"""
_LABELS = f"""{_PREFIXES}
SELECT ?thing ?name WHERE {{ ?thing rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en")) }}
"""
_LINKS = f"""{_PREFIXES}
SELECT ?thing ?property ?value WHERE {{
  {{ VALUES ?property {{ sl:postIn sl:partOf sl:bodyKind sl:seat sl:during foaf:isPrimaryTopicOf }}
    ?thing ?property ?value }}
  UNION {{ ?thing a sl:Event ; ?property ?value . FILTER(?property = rdf:type && ?value != sl:Event)
    FILTER(STRSTARTS(STR(?value), STR(sl:))) }}
}}
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the objects are made of, by thing."""

    kinds: Mapping[str, list[str]]
    names: Mapping[str, list[Literal]]
    labels: Mapping[str, str]
    links: Mapping[tuple[str, str], list[str]]
    dates: Mapping[Point, Literal]
    identifiers: Mapping[str, list[Identifier]]
    citations: Points[Testimony]
    sources: Mapping[str, Source]

    def only(self, thing: str, link: str) -> str | None:
        """Return what a link leads to if that is one thing."""
        found = self.links.get((thing, link), [])
        return found[0] if len(found) == 1 else None

    def date(self, thing: str, kind: str) -> str | None:
        """Return an agreed date as a plain Gregorian day, month or year."""
        value = self.agreed(thing, kind)
        if value is None:
            return None
        found = gregorian(value.value, calendar_of(self.citations_of(thing, kind), value))
        return str(found) if found else None

    def agreed(self, thing: str, name: str) -> Literal | None:
        """Return the agreed date for a property of a thing (`start`)."""
        return self.dates.get((thing, sl(name)))

    def citations_of(self, thing: str, name: str) -> list[Testimony]:
        """Return the affirming claims on a property of a thing (`start`), with those on whatever shares its day."""
        return self.citations.on(thing, sl(name))

    def cited(self, thing: str, values: Mapping[str, Node | None]) -> list[tuple[str, str]]:
        """Return page (or else source) and place of each passage that supports one of the values of a thing."""
        found = {
            (one.source, one.locator)
            for name, value in values.items()
            if value is not None
            for one in self.citations_of(thing, name)
            if supports(one.evidence, value)
        }
        return [
            (self.sources[source].page or source, f"{self.sources[source].label}: {locator}")
            for source, locator in sorted(found)
        ]

    def dated(self, thing: str, *kinds: str) -> list[tuple[str, str]]:
        """Return page (or else source) and place of each passage that supports one of the dates of a thing."""
        return self.cited(thing, {kind: self.agreed(thing, kind) for kind in kinds})


def read_facts(engine: Engine) -> Facts:
    """Read what objects are made of."""
    kinds: dict[str, list[str]] = defaultdict(list)
    names: dict[str, set[Literal]] = defaultdict(set)
    links: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows(engine, _KINDS):
        kinds[_local(row["kind"])].append(row["thing"].value)
    for row in rows(engine, _NAMES):
        names[row["thing"].value].add(cast("Literal", row["name"]))
    for row in rows(engine, _LINKS):
        links[row["thing"].value, _local(row["property"])].append(row["value"].value)
    cited = citations(engine)
    return Facts(
        kinds=kinds,
        names={thing: sorted(ones, key=lambda one: (one.language or "", one.value)) for thing, ones in names.items()},
        labels=labels(engine),
        links={key: sorted(values) for key, values in links.items()},
        dates=agreed_dates(engine, cited),
        identifiers=identifiers(engine),
        citations=cited,
        sources=sources(engine),
    )


def labels(engine: Engine) -> dict[str, str]:
    """Return the English label of each thing that has one."""
    return {row["thing"].value: row["name"].value for row in rows(engine, _LABELS)}


def _local(iri: Node) -> str:
    return re.split("[#/]", iri.value)[-1]
