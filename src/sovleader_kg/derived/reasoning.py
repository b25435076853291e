"""Reasoning: the OWL 2 RL closure of facts and ontology, and what contradicts it.

Only instance types and super-properties are kept: no vocabulary, nothing reflexive, no literal subjects.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeGuard

import owlrl
from pyoxigraph import NamedNode, Triple
from rdflib import OWL, RDFS, SKOS

from sovleader_kg.corpus.bridge import to_pyoxigraph, to_rdflib
from sovleader_kg.derived import rules
from sovleader_kg.derived.contradictions import contradictions
from sovleader_kg.derived.rules import UnknownFormError
from sovleader_kg.errors import Problem
from sovleader_kg.names import BASE, TYPE
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
    graph = to_rdflib(triples)
    asserted = set(graph)
    engine = owlrl.OWLRL_Semantics(graph, axioms=False, daxioms=False, rdfs=False)
    engine.closure()
    problems = contradictions(graph, facts, engine.error_messages)
    return [tuple(map(to_pyoxigraph, triple)) for triple in graph if triple not in asserted], problems
