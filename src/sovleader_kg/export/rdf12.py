"""RDF 1.2: Turtle with triple terms. What a claim says is one term, `claim:x rdf:reifies <<( s p o )>>`.

It stands for the three triples `claim:x rdf:subject s ; rdf:predicate p ; rdf:object o`, and `plain` gives these back.
A claim's triple term is not asserted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import BlankNode, NamedNode, RdfFormat, Triple, serialize

from sovleader_kg.export.format import Format
from sovleader_kg.export.layers import triples
from sovleader_kg.export.rdf import NO_LAYERS, settled
from sovleader_kg.names import PREFIXES, RDF
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS", "reified", "unreified"]

PARTS = tuple(NamedNode(RDF + name) for name in ("subject", "predicate", "object"))
REIFIES = NamedNode(RDF + "reifies")


def reified(found: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples with one triple term in place of each whole statement; anything else stays as it is."""
    statements: dict[Node, dict[NamedNode, list[Triple]]] = defaultdict(lambda: defaultdict(list))
    for triple in found:
        if triple.predicate in PARTS and isinstance(triple.subject, NamedNode | BlankNode):
            statements[triple.subject][triple.predicate].append(triple)
        else:
            yield triple
    for thing, parts in statements.items():
        term = _term(parts)
        if term is None:
            yield from (triple for triples in parts.values() for triple in triples)
        else:
            yield Triple(thing, REIFIES, term)  # type: ignore[arg-type]


def _term(parts: Mapping[NamedNode, list[Triple]]) -> Triple | None:
    """Return what a statement says, if it has one subject, one predicate and one object."""
    if set(parts) != set(PARTS) or any(len(triples) != 1 for triples in parts.values()):
        return None
    subject, predicate, value = (parts[part][0].object for part in PARTS)
    if isinstance(subject, NamedNode | BlankNode) and isinstance(predicate, NamedNode):
        return Triple(subject, predicate, value)
    return None


def unreified(found: Iterable[Triple]) -> Iterator[Triple]:
    """Yield triples with `rdf:subject`, `rdf:predicate` and `rdf:object` in place of each triple term."""
    for triple in found:
        term = triple.object
        if isinstance(term, Triple):
            for part, node in zip(PARTS, term, strict=True):
                yield Triple(triple.subject, part, node)
        else:
            yield triple


def _turtle12(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    found = sorted(reified(settled(triples(engine, only))), key=str)
    content = serialize(found, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES))
    assert content is not None
    return {"": content}


FORMATS = (
    Format(
        "rdf-1.2",
        "Turtle 1.2, each claim a reifier of a triple term",
        "text/turtle",
        ".ttl",
        _turtle12,
        (NO_LAYERS,),
        round_trip=True,
        selective=True,
    ),
)
