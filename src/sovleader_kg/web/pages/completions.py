"""Completions: what the editor offers while one types, as JSON: prefixes, classes and properties, things by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyoxigraph import NamedNode

from sovleader_kg.names import PREFIXES, compact
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links

__all__ = ["document"]

_USED = "SELECT DISTINCT ?term WHERE { ?part void:property|void:class ?term } ORDER BY ?term"
_DEFINED = """
SELECT ?term ?definition WHERE { ?term skos:definition ?definition FILTER(LANGMATCHES(LANG(?definition), "LANGUAGE")) }
ORDER BY ?term ?definition
"""
_THINGS = "SELECT ?thing WHERE { ?thing a CLASS } ORDER BY ?thing"
_CLASSES = ("foaf:Person", "sl:Post", "sl:Body", "sl:Office", "sl:Event", "skos:Concept")  # the likeliest first


def document(library: Library, links: Links) -> Mapping[str, object]:
    """Return the document: terms with label and definition, things with label, each by its compact name."""
    language = links.language
    defined = {**_definitions(library, "en"), **_definitions(library, language)}
    terms = [[compact(iri), library.labels.of(iri, language), defined.get(iri, "")] for iri in _iris(library, _USED)]
    named = dict.fromkeys(iri for one in _CLASSES for iri in _iris(library, _THINGS.replace("CLASS", one)))
    things = [[compact(iri), library.labels.of(iri, language)] for iri in named]
    return {
        "prefixes": dict(PREFIXES),
        "terms": [term for term in terms if not term[0].startswith("<")],
        "things": [thing for thing in things if not thing[0].startswith("<")],
    }


def _iris(library: Library, query: str) -> Iterator[str]:
    return (node.value for (node,) in library.kg.select(query).rows if isinstance(node, NamedNode))


def _definitions(library: Library, language: str) -> dict[str, str]:
    rows = library.kg.select(_DEFINED.replace("LANGUAGE", language)).rows
    return {term.value: said.value for term, said in reversed(rows) if term is not None and said is not None}
