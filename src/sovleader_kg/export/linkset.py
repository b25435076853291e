"""Linksets: the links to Wikidata, DBpedia, VIAF, GND and others, described in VoID and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.turtle import render
from sovleader_kg.export.format import FEATURES, Format, Loss
from sovleader_kg.export.mappings import WITHOUT_IRIS
from sovleader_kg.identifiers import Scheme, scheme_of
from sovleader_kg.names import BASE, PREFIXES, RDF, RDFS, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.description import DATASET, LICENCE
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

VOID, DCTERMS, FOAF = (PREFIXES[name] for name in ("void", "dcterms", "foaf"))
_LINKS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?thing skos:exactMatch ?other } WHERE { ?thing skos:exactMatch ?other }
"""
KEPT = {"identifiers"}


def _linksets(links: set[Triple]) -> set[Triple]:
    """Return the links with a description of the linkset that each of them is in."""
    by_scheme: dict[Scheme, set[Triple]] = defaultdict(set)
    for link in links:
        if isinstance(link.object, NamedNode) and (scheme := scheme_of(link.predicate.value, link.object.value)):
            by_scheme[scheme].add(link)
    return links.union(*(_described(scheme, found) for scheme, found in by_scheme.items()))


def _described(scheme: Scheme, links: set[Triple]) -> set[Triple]:
    """Return what VoID says of one linkset: both ends, the property, the number of links."""
    linkset, other = NamedNode(f"{BASE}dataset/links-to-{scheme.name}"), NamedNode(f"{BASE}dataset/{scheme.name}")
    count = Literal(str(len(links)), datatype=NamedNode(XSD + "integer"))
    said: list[tuple[NamedNode, str, Node]] = [
        (linkset, RDF + "type", NamedNode(VOID + "Linkset")),
        (linkset, DCTERMS + "title", Literal(f"Links from sovleader-kg to {scheme.title}", language="en")),
        (linkset, DCTERMS + "license", NamedNode(LICENCE)),
        (linkset, VOID + "subjectsTarget", DATASET),
        (linkset, VOID + "objectsTarget", other),
        (linkset, VOID + "linkPredicate", NamedNode(scheme.property)),
        (linkset, VOID + "triples", count),
        (DATASET, VOID + "subset", linkset),
        (DATASET, RDF + "type", NamedNode(VOID + "Dataset")),
        (other, RDF + "type", NamedNode(VOID + "Dataset")),
        (other, RDFS + "label", Literal(scheme.title)),
        (other, VOID + "uriSpace", Literal(scheme.space)),
        (other, FOAF + "homepage", NamedNode(scheme.homepage)),
    ]
    return {Triple(subject, NamedNode(name), value) for subject, name, value in said}


def _linkset(engine: Engine) -> Mapping[str, bytes]:
    links = engine.query(_LINKS)
    assert isinstance(links, list)
    return {"": render(_linksets(set(links))).encode()}


FORMATS = (
    Format(
        "linkset",
        "links to Wikidata, DBpedia, VIAF, GND, PM20 and PMB, as VoID linksets",
        "text/turtle",
        ".ttl",
        _linkset,
        (
            WITHOUT_IRIS,
            *(Loss(feature, "the links alone") for feature in FEATURES if feature not in KEPT),
        ),
    ),
)
