"""Description: what the published file says of itself in VoID and DCAT, counted, not written down.

The words stand in `ontology/dataset.ttl`. The counts include the description's own triples, so that a reader who
counts the file finds the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.names import BASE, GRAPHS, TYPE, XSD, compact, sl
from sovleader_kg.nodes import Node

__all__ = ["DATASET", "HEADER", "LAYER", "LICENCE", "describe"]

HEADER = """\
# sovleader-kg: the leadership of the Communist Party of the Soviet Union, 1917-1991, as a knowledge graph.
# Vocabulary, facts, claims and what follows from them, in one file. Data: CC BY-SA 4.0.
# https://w3id.org/sovleader/
"""
LAYER = "description"
LICENCE = "https://creativecommons.org/licenses/by-sa/4.0/"
DATASET = NamedNode(f"{BASE}dataset/sovleader-kg")
VOID, DCAT, DCTERMS = "http://rdfs.org/ns/void#", "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/"
IS_A = NamedNode(TYPE)
VOID_DATASET = NamedNode(VOID + "Dataset")


def describe(layers: Mapping[str, Sequence[Triple]], words: Iterable[Triple], version: str) -> list[Triple]:
    """Return the description of a graph.

    Args:
        layers: Its triples by the name of their named graph ("facts", "claims/wikipedia", …).
        words: What `ontology/dataset.ttl` says.
        version: The version of the data.
    """
    data = {triple for triples in layers.values() for triple in triples}
    counts = _Counts(data)
    fixed = [*words, _triple(DATASET, DCAT + "version", Literal(version)), *_sources(data), *_subsets(layers)]
    own: set[Triple] = set()
    while (counted := {*fixed, *(counts + _Counts(own - data)).told()}) != own:
        own = counted
    return sorted(own, key=str)


def _sources(data: Iterable[Triple]) -> Iterator[Triple]:
    kind = NamedNode(sl("Source"))
    for subject, predicate, value in data:
        if predicate == IS_A and value == kind and isinstance(subject, NamedNode):
            yield _triple(DATASET, DCTERMS + "source", subject)


def _subsets(layers: Mapping[str, Sequence[Triple]]) -> Iterator[Triple]:
    """Yield each layer as a subset that is called as its named graph is."""
    for name, triples in layers.items():
        graph = NamedNode(GRAPHS + name)
        yield _triple(DATASET, VOID + "subset", graph)
        yield Triple(graph, IS_A, VOID_DATASET)
        yield _triple(graph, VOID + "triples", _number(len(set(triples))))


class _Counts:
    """Triples, subjects, classes and properties, counted."""

    def __init__(self, graph: Iterable[Triple] = ()) -> None:
        self._subjects: set[object] = set()
        self._entities: Counter[str] = Counter()
        self._used: Counter[str] = Counter()
        for subject, predicate, value in graph:
            self._subjects.add(subject)
            self._used[predicate.value] += 1
            if predicate == IS_A and isinstance(value, NamedNode):
                self._entities[value.value] += 1

    def __add__(self, other: _Counts) -> _Counts:
        """Return the counts of two graphs that have no triple in common."""
        both = _Counts()
        both._subjects = self._subjects | other._subjects
        both._entities = self._entities + other._entities
        both._used = self._used + other._used
        return both

    def told(self) -> Iterator[Triple]:
        """Yield the numbers, whole and by class and property.

        Counting again with these triples added leads to a fixed point: their number depends on the classes and
        properties alone, not on the counts.
        """
        yield _triple(DATASET, VOID + "triples", _number(self._used.total()))
        yield _triple(DATASET, VOID + "distinctSubjects", _number(len(self._subjects)))
        yield _triple(DATASET, VOID + "classes", _number(len(self._entities)))
        yield _triple(DATASET, VOID + "properties", _number(len(self._used)))
        for kind, counts, number in (("class", self._entities, "entities"), ("property", self._used, "triples")):
            for iri, count in counts.items():
                part = NamedNode(f"{BASE}dataset/{kind}-{compact(iri).strip('<>').replace(':', '-')}")
                yield _triple(DATASET, f"{VOID}{kind}Partition", part)
                yield _triple(part, VOID + kind, NamedNode(iri))
                yield _triple(part, VOID + number, _number(count))


def _triple(subject: NamedNode | BlankNode, predicate: str, value: Node) -> Triple:
    return Triple(subject, NamedNode(predicate), value)


def _number(count: int) -> Literal:
    return Literal(str(count), datatype=NamedNode(XSD + "integer"))
