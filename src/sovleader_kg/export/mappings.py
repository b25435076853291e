"""Mappings: what things are called elsewhere, what they are not, and where they were not found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sovleader_kg.export.format import Loss
from sovleader_kg.identifiers import EXACT_MATCH, SCHEMES
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.sources import sources

__all__ = ["NAMESPACES", "WITHOUT_IRIS", "Mapping", "curie", "mappings"]

NAMESPACES = {
    **PREFIXES,
    **{one.prefix: one.space for one in SCHEMES.values() if one.prefix},
    "opengov": "http://www.w3.org/ns/opengov#",
    "w3cperson": "http://www.w3.org/ns/person#",
}
WITHOUT_IRIS = Loss(
    "identifiers",
    f"those without IRIs are left out: {', '.join(one.title for one in SCHEMES.values() if not one.space)}",
)
_PREFIXES = """
PREFIX concept: <https://w3id.org/sovleader/id/concept/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
"""
_LABELS = f"""{_PREFIXES}
SELECT ?thing ?label WHERE {{ ?thing rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "en")) }}
"""
_MATCHES = f"""{_PREFIXES}
SELECT ?subject ?predicate ?object WHERE {{
  VALUES ?predicate {{ skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch }}
  ?subject ?predicate ?object .
}}
"""
_CLAIMS = f"""{_PREFIXES}
SELECT ?subject ?object ?claim ?source WHERE {{
  ?claim rdf:predicate skos:exactMatch ; rdf:subject ?subject ; rdf:object ?object ;
    sl:polarity concept:affirmed ; sl:passage ?passage .
  ?passage sl:source ?source .
  FILTER NOT EXISTS {{ ?resolution sl:rejects ?claim }}
}}
"""
_NON_MATCHES = f"""{_PREFIXES}
SELECT ?decision ?subject ?why ?on ?by ?other ?dataset WHERE {{
  ?decision a sl:NonMatch ; sl:about ?subject ; sl:rationale ?why ; sl:decidedOn ?on ; sl:decidedBy ?by .
  FILTER(LANGMATCHES(LANG(?why), "en"))
  OPTIONAL {{ ?decision sl:notMatching ?other }}
  OPTIONAL {{ ?decision sl:missingFrom ?dataset }}
}}
"""


@dataclass(frozen=True, slots=True, order=True)
class Mapping:
    """One row: a thing or term of ours, how it relates to one elsewhere, and on what that rests.

    Attributes:
        subject: The IRI of the thing.
        predicate: The IRI of a SKOS mapping property.
        object: The IRI of the other thing; empty where none was found.
        label: The thing's English label.
        negated: True where the editors say that the relation does not hold.
        missing_from: The dataset in which nothing was found.
        rests_on: The claims that say so, or the editors' decision.
        comment: Who says so, or why the editors decided so.
        decided_by: Who decided, where somebody did.
        decided_on: The day of the decision.
    """

    subject: str
    predicate: str
    object: str
    label: str
    negated: bool = False
    missing_from: str | None = None
    rests_on: tuple[str, ...] = ()
    comment: str = ""
    decided_by: str | None = None
    decided_on: str | None = None


def mappings(engine: Engine) -> list[Mapping]:
    """Return the matches and the non-matches, sorted."""
    names = {row["thing"].value: row["label"].value for row in rows(engine, _LABELS)}
    return sorted([*_matches(engine, names), *_non_matches(engine, names)], key=_order)


def _order(one: Mapping) -> tuple[str, str, str, str]:
    return one.subject, one.predicate, one.object, one.missing_from or ""


def _matches(engine: Engine, names: dict[str, str]) -> Iterable[Mapping]:
    titles = {iri: source.label for iri, source in sources(engine).items()}
    claims: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for row in rows(engine, _CLAIMS):
        claims[row["subject"].value, row["object"].value][row["claim"].value] = titles[row["source"].value]
    for row in rows(engine, _MATCHES):
        subject, predicate, found = (row[name].value for name in ("subject", "predicate", "object"))
        said = claims[subject, found] if predicate == EXACT_MATCH else {}
        yield Mapping(
            subject,
            predicate,
            found,
            names[subject],
            rests_on=tuple(sorted(said)),
            comment="; ".join(sorted(set(said.values()))),
        )


def _non_matches(engine: Engine, names: dict[str, str]) -> Iterable[Mapping]:
    for row in rows(engine, _NON_MATCHES):
        subject = row["subject"].value
        yield Mapping(
            subject,
            EXACT_MATCH,
            row["other"].value if "other" in row else "",
            names[subject],
            negated="other" in row,
            missing_from=row["dataset"].value if "dataset" in row else None,
            rests_on=(row["decision"].value,),
            comment=row["why"].value,
            decided_by=row["by"].value,
            decided_on=row["on"].value,
        )


def curie(iri: str) -> str:
    """Return an IRI as `prefix:rest`, by the longest of `NAMESPACES` that fits.

    >>> curie("https://viaf.org/viaf/76441659")
    'viaf:76441659'

    Raises:
        KeyError: None fits.
    """
    fitting = {space: prefix for prefix, space in NAMESPACES.items() if iri.startswith(space) and iri != space}
    if not fitting:
        raise KeyError(f"{iri} has no prefix: add one to NAMESPACES")
    space = max(fitting, key=len)
    return f"{fitting[space]}:{iri.removeprefix(space)}"
