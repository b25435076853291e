"""Identifiers: how other datasets call the things of the graph."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sovleader_kg.names import BASE, SL
from sovleader_kg.store.engines import Engine, rows

__all__ = ["WIKIPEDIAS", "Identifier", "identifiers", "wikidata_items"]

WIKIPEDIAS = {
    f"{BASE}source/{language}-wikipedia": item
    for language, item in {
        "de": "Q48183",
        "en": "Q328",
        "es": "Q8449",
        "fr": "Q8447",
        "it": "Q11920",
        "ro": "Q199864",
        "ru": "Q206855",
        "simple": "Q200183",
        "uk": "Q199698",
    }.items()
}
_SCHEMES = (
    ("wikidata", re.compile(r"http://www\.wikidata\.org/entity/(Q[0-9]+)")),
    ("viaf", re.compile(r"https?://viaf\.org/viaf/([0-9]+)")),
    ("gnd", re.compile(r"https?://d-nb\.info/gnd/([0-9X-]+)")),
    ("dbpedia", re.compile(r"http://dbpedia\.org/resource/(.+)")),
    ("pm20", re.compile(r"https://pm20\.zbw\.eu/folder/([a-z]+)/[^/]+/([0-9]+)/.*")),
    ("pmb", re.compile(r"https://pmb\.acdh\.oeaw\.ac\.at/entity/([0-9]+)")),
)
_PROPERTIES = {"archigosId": "archigos", "freebaseId": "freebase", "historyStateGovId": "historystategov"}
_QUERY = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
SELECT ?thing ?property ?value WHERE {
  VALUES ?property { skos:exactMatch sl:archigosId sl:freebaseId sl:historyStateGovId }
  ?thing ?property ?value .
}
"""


@dataclass(frozen=True, slots=True, order=True)
class Identifier:
    """A name that a scheme gives: `wikidata`, `Q855`. An IRI of a scheme unknown here has the scheme `iri`."""

    scheme: str
    value: str


def identifiers(engine: Engine) -> dict[str, list[Identifier]]:
    """Return the identifiers of each thing that has any, sorted."""
    found: dict[str, set[Identifier]] = defaultdict(set)
    for row in rows(engine, _QUERY):
        found[row["thing"].value].add(_identifier(row["property"].value, row["value"].value))
    return {thing: sorted(ones) for thing, ones in sorted(found.items())}


def _identifier(given: str, value: str) -> Identifier:
    scheme = _PROPERTIES.get(given.removeprefix(SL))
    if scheme:
        return Identifier(scheme, value)
    matches = ((name, pattern.fullmatch(value)) for name, pattern in _SCHEMES)
    return next(
        (Identifier(name, "/".join(match.groups())) for name, match in matches if match), Identifier("iri", value)
    )


def wikidata_items(found: Mapping[str, list[Identifier]]) -> dict[str, str]:
    """Return the Wikidata item of each thing that has exactly one."""
    items = {thing: [one.value for one in ones if one.scheme == "wikidata"] for thing, ones in found.items()}
    return {thing: ones[0] for thing, ones in items.items() if len(ones) == 1}
