"""Holdings: terms as other datasets know them, one row each, with the dates of the facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from sovleader_kg.names import SL
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Dates", "Term", "dates", "terms"]

_PREFIXES = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_TERMS = f"""{_PREFIXES}
SELECT ?term ?person ?post ?label ?acting ?doubtful WHERE {{
  ?term a sl:Term ; sl:holder ?person ; sl:post ?post ; rdfs:label ?label .
  FILTER(LANGMATCHES(LANG(?label), "en"))
  BIND(STRDT(IF(EXISTS {{ ?term a sl:ActingTerm }}, "true", "false"), xsd:boolean) AS ?acting)
  BIND(STRDT(IF(EXISTS {{ ?term sl:atMostPossible true }}, "true", "false"), xsd:boolean) AS ?doubtful)
}}
ORDER BY ?term
"""
_DATES = f"""{_PREFIXES}
SELECT ?thing ?property ?value ?shared WHERE {{
  {{ VALUES ?property {{ sl:start sl:end sl:date sl:birth sl:death }}
    ?thing ?property ?value . BIND(false AS ?shared) }}
  UNION {{ ?thing sl:startedBy ?event . ?event sl:date ?value . BIND(sl:start AS ?property) BIND(true AS ?shared) }}
  UNION {{ ?thing sl:endedBy ?event . ?event sl:date ?value . BIND(sl:end AS ?property) BIND(true AS ?shared) }}
}}
"""

Dates = Mapping[tuple[str, str], Literal]


@dataclass(frozen=True, slots=True)
class Term:
    """A term: who held which post; `doubtful` where it is at most possible."""

    term: str
    person: str
    post: str
    label: str
    acting: bool
    doubtful: bool


def terms(engine: Engine) -> list[Term]:
    """Return every term, sorted by IRI."""
    return [
        Term(
            term=row["term"].value,
            person=row["person"].value,
            post=row["post"].value,
            label=row["label"].value,
            acting=row["acting"].value == "true",
            doubtful=row["doubtful"].value == "true",
        )
        for row in rows(engine, _TERMS)
    ]


def dates(engine: Engine) -> Dates:
    """Return the agreed date of each thing and property (`start`): its own, else that of the event that marks it."""
    found: dict[tuple[str, str], tuple[str, str, Literal]] = {}
    for row in rows(engine, _DATES):
        value = row["value"]
        if isinstance(value, Literal):
            key = (row["thing"].value, row["property"].value.removeprefix(SL))
            rank = (row["shared"].value, value.value, value)
            found[key] = min(found.get(key, rank), rank, key=lambda one: one[:2])
    return {key: value for key, (_, _, value) in sorted(found.items(), key=lambda item: item[0])}
