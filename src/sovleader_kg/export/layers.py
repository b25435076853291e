"""Layers: the graph's triples by layer and source, as the named graphs of a store keep them."""

from __future__ import annotations

from pyoxigraph import NamedNode, Quad, QuerySolutions, Triple

from sovleader_kg.errors import UsageError
from sovleader_kg.names import GRAPHS
from sovleader_kg.store.engines import Engine

__all__ = ["LAYERS", "quads", "triples"]

LAYERS = ("facts", "claims", "ontology", "derived")
WHOLE = "SELECT ?s ?p ?o WHERE { ?s ?p ?o }"
APART = f"ASK {{ VALUES ?graph {{ <{GRAPHS}facts> <{GRAPHS}ontology> }} GRAPH ?graph {{ ?s ?p ?o }} }}"
EVERYTHING = "SELECT ?graph ?s ?p ?o WHERE { GRAPH ?graph { ?s ?p ?o } }"


def quads(engine: Engine, only: str | None = None) -> list[Quad]:
    """Return each triple with the named graph of its layer (claims: of its source), or those of one layer.

    Raises:
        UsageError: The store keeps no named graphs.
    """
    if not bool(engine.query(APART)):
        raise UsageError("this store keeps no layers apart; export from the compiled graph, or load them into it")
    found = engine.query(EVERYTHING)
    assert isinstance(found, QuerySolutions)
    wanted = tuple(GRAPHS + layer for layer in ([only] if only else (*LAYERS, "description")))
    return [
        Quad(row["s"], row["p"], row["o"], row["graph"])
        for row in found
        if isinstance(row["graph"], NamedNode) and row["graph"].value.startswith(wanted)
    ]


def triples(engine: Engine, only: str | None = None) -> set[Triple]:
    """Return the graph's triples, or those of one layer.

    Raises:
        UsageError: A layer is asked for, and the store keeps no named graphs.
    """
    if only is not None:
        return {quad.triple for quad in quads(engine, only)}
    found = engine.query(WHOLE)
    assert isinstance(found, QuerySolutions)
    return {Triple(row["s"], row["p"], row["o"]) for row in found}
