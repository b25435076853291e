"""Linksets: the links to Wikidata, DBpedia, VIAF, GND and others, described in VoID and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.turtle import render
from sovleader_kg.export.format import FEATURES, Format, Loss
from sovleader_kg.export.mappings import NAMESPACES
from sovleader_kg.names import BASE, PREFIXES, RDF, RDFS, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.description import DATASET, LICENCE
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

VOID, DCTERMS, FOAF = (PREFIXES[name] for name in ("void", "dcterms", "foaf"))
TARGETS = {
    "wikidata": ("Wikidata", "wd", "http://www.wikidata.org/"),
    "dbpedia": ("DBpedia", "dbr", "http://dbpedia.org/"),
    "viaf": ("VIAF", "viaf", "https://viaf.org/"),
    "gnd": ("GND", "gnd", "https://d-nb.info/"),
    "pm20": ("Pressearchiv 20. Jahrhundert", "pm20", "https://pm20.zbw.eu/"),
    "pmb": ("Personen der Moderne Basis", "pmb", "https://pmb.acdh.oeaw.ac.at/"),
}
_LINKS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
CONSTRUCT { ?thing skos:exactMatch ?other } WHERE { ?thing skos:exactMatch ?other }
"""
KEPT = {"identifiers"}


def _linksets(links: set[Triple]) -> set[Triple]:
    """Return the links with a description of the linkset that each of them is in."""
    by_target: dict[str, set[Triple]] = defaultdict(set)
    for link in links:
        (target,) = (name for name, (_, prefix, _) in TARGETS.items() if _within(link, NAMESPACES[prefix]))
        by_target[target].add(link)
    return links.union(*(_described(target, found) for target, found in by_target.items()))


def _within(link: Triple, space: str) -> bool:
    return isinstance(link.object, NamedNode) and link.object.value.startswith(space)


def _described(target: str, links: set[Triple]) -> set[Triple]:
    """Return what VoID says of one linkset: both ends, the property, the number of links."""
    title, prefix, home = TARGETS[target]
    linkset, other = NamedNode(f"{BASE}dataset/links-to-{target}"), NamedNode(f"{BASE}dataset/{target}")
    count = Literal(str(len(links)), datatype=NamedNode(XSD + "integer"))
    (predicate,) = {link.predicate for link in links}
    said: list[tuple[NamedNode, str, Node]] = [
        (linkset, RDF + "type", NamedNode(VOID + "Linkset")),
        (linkset, DCTERMS + "title", Literal(f"Links from sovleader-kg to {title}", language="en")),
        (linkset, DCTERMS + "license", NamedNode(LICENCE)),
        (linkset, VOID + "subjectsTarget", DATASET),
        (linkset, VOID + "objectsTarget", other),
        (linkset, VOID + "linkPredicate", predicate),
        (linkset, VOID + "triples", count),
        (DATASET, VOID + "subset", linkset),
        (DATASET, RDF + "type", NamedNode(VOID + "Dataset")),
        (other, RDF + "type", NamedNode(VOID + "Dataset")),
        (other, RDFS + "label", Literal(title)),
        (other, VOID + "uriSpace", Literal(NAMESPACES[prefix])),
        (other, FOAF + "homepage", NamedNode(home)),
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
            Loss(
                "identifiers", "the numbers of Archigos, Freebase and history.state.gov have no IRIs and are left out"
            ),
            *(Loss(feature, "the links alone") for feature in FEATURES if feature not in KEPT),
        ),
    ),
)
