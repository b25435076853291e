"""Vocabulary: what the page of the vocabulary shows: each class and property with its definition, domain and range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import SL

__all__ = ["Definition", "Vocabulary", "read_vocabulary"]

_TERMS = f"""
SELECT ?term ?kind ?definition ?domain ?range WHERE {{
  VALUES ?kind {{ owl:Class owl:ObjectProperty owl:DatatypeProperty }}
  ?term a ?kind . FILTER(STRSTARTS(STR(?term), "{SL}"))
  OPTIONAL {{ ?term skos:definition ?definition FILTER(LANGMATCHES(LANG(?definition), "en")) }}
  OPTIONAL {{ ?term rdfs:domain ?domain FILTER(ISIRI(?domain)) }}
  OPTIONAL {{ ?term rdfs:range ?range FILTER(ISIRI(?range)) }}
}} ORDER BY ?kind ?term ?domain ?range
"""


@dataclass(frozen=True, slots=True)
class Definition:
    """What the vocabulary says of a class or property."""

    definition: set[str] = field(default_factory=set)
    domain: set[str] = field(default_factory=set)
    range: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Classes and properties by IRI."""

    classes: Mapping[str, Definition]
    properties: Mapping[str, Definition]


def read_vocabulary(kg: KnowledgeGraph) -> Vocabulary:
    """Read the project's vocabulary."""
    classes: dict[str, Definition] = {}
    properties: dict[str, Definition] = {}
    for row in kg.select(_TERMS).records():
        terms = classes if str(row["kind"]).endswith("Class") else properties
        term = terms.setdefault(str(row["term"]), Definition())
        for name in ("definition", "domain", "range"):
            if row[name]:
                getattr(term, name).add(str(row[name]))
    return Vocabulary(classes, properties)
