"""Bridge: from pyoxigraph's terms, which files are read into, to rdflib's, which the reasoner and SHACL need."""

from __future__ import annotations

import contextlib
import logging
import warnings
from collections.abc import Iterable, Iterator

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.names import XSD

__all__ = ["quiet", "to_pyoxigraph", "to_rdflib", "to_rdflib_literal"]


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as an rdflib graph, literals with their lexical forms kept.

    What rdflib logs of ill-typed literals is held back: the shapes tell it with its place.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    made = _Made()
    with warnings.catch_warnings(), quiet("rdflib.term"):
        warnings.simplefilter("ignore")
        for subject, predicate, value in triples:
            graph.add((made[subject], made[predicate], made[value]))
    return graph


class _Made(dict[NamedNode | BlankNode | Literal | Triple, rdflib.term.IdentifiedNode | rdflib.Literal]):
    """Terms by those that they were made of, each made once: most stand in many triples."""

    def __missing__(
        self, node: NamedNode | BlankNode | Literal | Triple
    ) -> rdflib.term.IdentifiedNode | rdflib.Literal:
        self[node] = found = _node(node)
        return found


@contextlib.contextmanager
def quiet(logger: str) -> Iterator[None]:
    """Hold back what a logger says."""
    log = logging.getLogger(logger)
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _node(node: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.IdentifiedNode | rdflib.Literal:
    assert not isinstance(node, Triple)
    if isinstance(node, NamedNode):
        return rdflib.URIRef(node.value)
    if isinstance(node, BlankNode):
        return rdflib.BNode(node.value)
    return to_rdflib_literal(node)


def to_rdflib_literal(node: Literal) -> rdflib.Literal:
    """Return a literal as rdflib's, its lexical form kept."""
    datatype = None if node.language or node.datatype.value == XSD + "string" else rdflib.URIRef(node.datatype.value)
    return rdflib.Literal(node.value, lang=node.language, datatype=datatype, normalize=False)


def to_pyoxigraph(node: rdflib.term.Node | None) -> NamedNode | BlankNode | Literal:
    """Return a term of rdflib as pyoxigraph's."""
    if isinstance(node, rdflib.Literal):
        datatype = None if node.datatype is None else NamedNode(str(node.datatype))
        return Literal(str(node), language=node.language, datatype=None if node.language else datatype)
    return BlankNode(str(node)) if isinstance(node, rdflib.BNode) else NamedNode(str(node))
