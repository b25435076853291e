"""Ontology: the page of the vocabulary: each class and property with its definition, domain and range."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import SL
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Definition", "Vocabulary", "read"]

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


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the page."""
    found = _vocabulary(library.kg)
    shown = {"classes": found.classes, "properties": found.properties}
    return Page("ontology.html", WORDS[links.language]["ontology"], "ontology", shown)


def _vocabulary(kg: KnowledgeGraph) -> Vocabulary:
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
