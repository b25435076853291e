"""Citations: which claims speak of a date, a holder or a post, and where they can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.names import SL
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Citation", "Citations", "Source", "calendar_of", "citations", "sources"]

_PREFIXES = """
PREFIX concept: <https://w3id.org/sovleader/id/concept/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_CLAIMS = f"""{_PREFIXES}
SELECT ?thing ?property ?subject ?value ?claim ?passage ?source ?locator ?calendar ?stance ?rejected WHERE {{
  {{ ?claim rdf:subject ?thing ; rdf:predicate ?property .
    FILTER(?property IN (sl:holder, sl:post, sl:succeeds, sl:start, sl:end, sl:date, sl:birth, sl:death)) }}
  UNION {{ ?thing sl:startedBy ?event .
    ?claim rdf:subject ?event ; rdf:predicate sl:date . BIND(sl:start AS ?property) }}
  UNION {{ ?thing sl:endedBy ?event .
    ?claim rdf:subject ?event ; rdf:predicate sl:date . BIND(sl:end AS ?property) }}
  UNION {{ ?thing sl:endedBy ?event . ?event a sl:Death ; sl:affected ?person .
    ?claim rdf:subject ?person ; rdf:predicate sl:death . BIND(sl:end AS ?property) }}
  ?claim rdf:subject ?subject ;
    rdf:object ?value ;
    sl:polarity concept:affirmed ;
    sl:stance ?stance ;
    sl:passage ?passage .
  ?passage sl:source ?source ;
    sl:locator ?locator .
  OPTIONAL {{ ?claim sl:calendar ?calendar }}
  BIND(STRDT(IF(EXISTS {{ ?resolution sl:rejects ?claim }}, "true", "false"), xsd:boolean) AS ?rejected)
}}
"""
_SOURCES = f"""{_PREFIXES}
SELECT ?source ?label ?page ?origin WHERE {{
  {{ ?source a sl:Source ; rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "en")) }}
  UNION {{ ?source a sl:Source ; foaf:page ?page }}
  UNION {{ ?source a sl:Source ; sl:derivesFrom+ ?origin }}
}}
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A claim that affirms something, with its source and its place there; it may be rejected or judging."""

    claim: Claim
    source: str
    locator: str


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its English label, a page if it has one, itself and all that it derives from."""

    label: str
    page: str | None
    lineage: frozenset[str]


Citations = Mapping[tuple[str, str], list[Citation]]


def citations(engine: Engine) -> Citations:
    """Return the affirming claims on each thing and property (`start`), sorted by IRI.

    Claims on the date of an event are also claims on the start or end that it marks; their subject tells.
    """
    stances: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    found: dict[tuple[str, str, str], dict[str, Node]] = {}
    for row in rows(engine, _CLAIMS):
        key = (row["thing"].value, row["property"].value.removeprefix(SL), row["claim"].value)
        stances[key].add(row["stance"].value)
        found[key] = row
    listed: dict[tuple[str, str], list[Citation]] = defaultdict(list)
    for key, row in sorted(found.items(), key=lambda item: item[0]):
        claim = _claim(row, frozenset(stances[key]))
        listed[key[0], key[1]].append(Citation(claim, row["source"].value, row["locator"].value))
    return listed


def _claim(row: Mapping[str, Node], stances: frozenset[str]) -> Claim:
    return Claim(
        iri=row["claim"].value,
        subject=row["subject"].value,
        predicate=row["property"].value,
        value=row["value"],
        passage=row["passage"].value,
        stances=stances,
        denied=False,
        rejected=row["rejected"].value == "true",
        calendar=row["calendar"].value.rpartition("/")[2] if "calendar" in row else None,
    )


def calendar_of(cited: Iterable[Citation], value: Node) -> str | None:
    """Return the calendar in which claims give this very value, if they name one and only one."""
    named = {one.claim.calendar for one in cited if one.claim.counts and one.claim.value == value} - {None}
    return next(iter(named)) if len(named) == 1 else None


def sources(engine: Engine) -> dict[str, Source]:
    """Return every source by IRI."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(engine, _SOURCES):
        for name, value in row.items():
            found[row["source"].value][name].add(value.value)
    return {
        source: Source(min(one["label"]), min(one["page"], default=None), frozenset(one["source"] | one["origin"]))
        for source, one in sorted(found.items())
    }
