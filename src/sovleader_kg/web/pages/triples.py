"""Triples: those that describe a thing: its own, its parts', its claims', those that name it; and what replaced it."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.markup import rdf_xml

__all__ = ["about", "replacements", "written"]

_ABOUT = """
CONSTRUCT {{ <{iri}> ?p ?o . ?part ?q ?v . ?one ?r <{iri}> }} WHERE {{
  {{ <{iri}> ?p ?o }}
  UNION {{ ?part rdf:subject <{iri}> ; ?q ?v }}
  UNION {{ <{iri}> org:memberDuring/(time:hasBeginning|time:hasEnd)? ?part . ?part ?q ?v }}
  UNION {{ ?one ?r <{iri}> }}
}}
"""
_REPLACED = "SELECT ?new WHERE {{ <{iri}> dcterms:isReplacedBy ?new }} ORDER BY ?new"


def about(kg: KnowledgeGraph, iri: str) -> list[Triple]:
    """Return the triples that describe a thing."""
    found = kg.sparql(_ABOUT.format(iri=iri))
    return found if isinstance(found, list) else []


def replacements(kg: KnowledgeGraph, iri: str) -> list[str]:
    """Return what replaces a thing that was withdrawn; nothing for any other."""
    return [node.value for (node,) in kg.select(_REPLACED.format(iri=iri)).rows if node is not None]


def written(triples: Iterable[Triple], form: RdfFormat) -> bytes:
    """Return triples in a syntax, sorted, with the prefixes that they use.

    Raises:
        UsageError: RDF/XML cannot carry them.
    """
    ordered = sorted(set(triples), key=str)
    names = {part.value for triple in ordered for part in triple if isinstance(part, NamedNode)}
    used = {prefix: space for prefix, space in PREFIXES.items() if any(name.startswith(space) for name in names)}
    if form == RdfFormat.RDF_XML:
        return rdf_xml(ordered, used)
    return serialize(ordered, format=form, prefixes=None if form == RdfFormat.N_TRIPLES else used) or b""
