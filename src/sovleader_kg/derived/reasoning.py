"""Reasoning: the OWL 2 RL closure of facts and ontology, and what contradicts it.

Only instance types and super-properties are kept: no vocabulary, nothing reflexive, no literal subjects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeGuard

import owlrl
import rdflib
from pyoxigraph import NamedNode, Triple
from rdflib import OWL, RDF, RDFS, SKOS
from rdflib.collection import Collection

from sovleader_kg.corpus.bridge import to_pyoxigraph, to_rdflib
from sovleader_kg.derived import rules
from sovleader_kg.derived.rules import UnknownFormError
from sovleader_kg.errors import Problem
from sovleader_kg.names import BASE, TYPE, compact
from sovleader_kg.nodes import Node

__all__ = ["by_owlrl", "closure", "is_published"]

ANNOTATIONS = {
    *(str(RDFS[name]) for name in ("label", "comment", "isDefinedBy", "seeAlso")),
    *(str(SKOS[name]) for name in ("altLabel", "prefLabel", "definition", "scopeNote", "example", "note")),
}
UNPUBLISHED = {str(OWL.Thing), str(RDFS.Resource), str(OWL.NamedIndividual)}


def closure(facts: Iterable[Triple], ontology: Iterable[Triple]) -> tuple[list[Triple], list[Problem]]:
    """Return what OWL 2 RL adds to the facts, and the contradictions that it finds.

    Args:
        facts: The asserted facts.
        ontology: The vocabulary and the alignments that are reasoned over.

    Returns:
        New triples about things of the project, and one problem for each contradiction, which names the
        facts behind it.
    """
    facts = list(facts)
    triples = [triple for triple in (*facts, *ontology) if triple.predicate.value not in ANNOTATIONS]
    try:
        found, problems = rules.closure(triples), list[Problem]()
    except UnknownFormError:
        found, problems = by_owlrl(triples, facts)
    return [Triple(*nodes) for nodes in found if is_published(nodes)], problems


def is_published(nodes: tuple[Node, ...]) -> TypeGuard[tuple[NamedNode, NamedNode, NamedNode]]:
    """Return whether a derived triple is about a thing of the project: not vocabulary, not reflexive, no literal."""
    subject, predicate, value = nodes
    if not (isinstance(subject, NamedNode) and isinstance(predicate, NamedNode) and isinstance(value, NamedNode)):
        return False
    if not subject.value.startswith(BASE) or subject == value:
        return False
    if predicate.value == TYPE:
        return value.value not in UNPUBLISHED
    return not predicate.value.startswith((str(OWL), str(RDFS)))


def by_owlrl(triples: Iterable[Triple], facts: Iterable[Triple]) -> tuple[list[tuple[Node, ...]], list[Problem]]:
    """Return all that owlrl adds to triples, and the contradictions, with those facts that are behind them."""
    graph, given = to_rdflib(triples), to_rdflib(facts)
    asserted = set(graph)
    engine = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    engine.closure()
    problems = list(_clashes(graph, given)) or [_other(message) for message in engine.error_messages]
    return [tuple(map(to_pyoxigraph, triple)) for triple in graph if triple not in asserted], problems


def _clashes(graph: rdflib.Graph, given: rdflib.Graph) -> Iterator[Problem]:
    for first, second in sorted(set(_disjoint_pairs(graph))):
        both = set(graph.subjects(RDF.type, first)) & set(graph.subjects(RDF.type, second))
        for thing in sorted(both, key=str):
            if isinstance(thing, rdflib.URIRef) and str(thing).startswith(BASE):
                yield _clash(graph, given, thing, first, second)


def _disjoint_pairs(graph: rdflib.Graph) -> Iterator[tuple[rdflib.URIRef, rdflib.URIRef]]:
    for first, second in graph.subject_objects(OWL.disjointWith):
        if isinstance(first, rdflib.URIRef) and isinstance(second, rdflib.URIRef):
            yield (first, second) if first < second else (second, first)
    for head in graph.objects(None, OWL.members):
        members = sorted(member for member in Collection(graph, head) if isinstance(member, rdflib.URIRef))
        yield from ((a, b) for a in members for b in members if a < b)


def _clash(
    graph: rdflib.Graph, given: rdflib.Graph, thing: rdflib.URIRef, first: rdflib.URIRef, second: rdflib.URIRef
) -> Problem:
    behind = [*_because(graph, given, thing, first), *_because(graph, given, thing, second)]
    reasons = "; ".join(dict.fromkeys(behind)) or "the ontology alone"
    name = compact(thing)
    message = f"{name} cannot be both {compact(first)} and {compact(second)}: {reasons}"
    return Problem(name, message, rule="contradiction")


def _because(graph: rdflib.Graph, given: rdflib.Graph, thing: rdflib.URIRef, wanted: rdflib.URIRef) -> Iterator[str]:
    """Yield the asserted facts that put a thing into a class: its types, its properties' domains and ranges."""
    below = {wanted, *graph.subjects(RDFS.subClassOf, wanted)}
    for subject, predicate, value in sorted(given.triples((thing, None, None)), key=str):
        by_type = predicate == RDF.type and value in below
        if by_type or below & set(_sides(graph, predicate, RDFS.domain)):
            yield _shown(subject, predicate, value)
    for subject, predicate, value in sorted(given.triples((None, None, thing)), key=str):
        if below & set(_sides(graph, predicate, RDFS.range)):
            yield _shown(subject, predicate, value)


def _sides(graph: rdflib.Graph, predicate: rdflib.term.Node, side: rdflib.URIRef) -> Iterator[rdflib.term.Node]:
    for wider in {predicate, *graph.objects(predicate, RDFS.subPropertyOf)}:
        yield from graph.objects(wider, side)


def _shown(*parts: rdflib.term.Node) -> str:
    return " ".join(compact(str(part)) if isinstance(part, rdflib.URIRef) else f'"{part}"' for part in parts)


def _other(message: str) -> Problem:
    return Problem("ontology and facts", " ".join(str(message).split()), rule="contradiction")
