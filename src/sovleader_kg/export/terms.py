"""Terms: terms as other datasets know them, one row each."""

from __future__ import annotations

from dataclasses import dataclass

from sovleader_kg.store.engines import Engine, rows

__all__ = ["Term", "terms"]

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
