"""RDF: the graph in the syntaxes of RDF 1.1. Blank nodes are called as RDFC-1.0 calls them, so that bytes repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from sovleader_kg.corpus.turtle import render, render_graphs
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.layers import quads, triples
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.canonical import canonical
from sovleader_kg.store.description import HEADER
from sovleader_kg.store.engines import Engine
from sovleader_kg.store.markup import rdf_xml

__all__ = ["FORMATS", "NO_LAYERS", "settled"]

NO_LAYERS = Loss("layers", "one graph; predicates tell the layers apart, and --only gives one of them")


def settled(found: set[Triple]) -> list[Triple]:
    """Return triples sorted, with the names that RDFC-1.0 gives to blank nodes."""
    return [quad.triple for quad in parse(canonical(found), RdfFormat.N_TRIPLES)]


def _turtle(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    return {"": render(triples(engine, only), HEADER if only is None else "").encode()}


def _n_triples(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    return {"": canonical(triples(engine, only))}


def _n_quads(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    return {"": canonical(quads(engine, only))}


def _trig(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    graphs: dict[str, list[Triple]] = defaultdict(list)
    for quad in quads(engine, only):
        assert isinstance(quad.graph_name, NamedNode)
        graphs[quad.graph_name.value].append(quad.triple)
    return {"": render_graphs(graphs).encode()}


def _rdf_xml(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    return {"": rdf_xml(settled(triples(engine, only)), PREFIXES)}


FORMATS = (
    Format(
        "turtle",
        "Turtle 1.1, sorted; the published file",
        "text/turtle",
        ".ttl",
        _turtle,
        (NO_LAYERS,),
        round_trip=True,
        selective=True,
    ),
    Format(
        "n-triples",
        "N-Triples, canonical (RDFC-1.0)",
        "application/n-triples",
        ".nt",
        _n_triples,
        (NO_LAYERS,),
        round_trip=True,
        selective=True,
    ),
    Format(
        "n-quads",
        "N-Quads, canonical, a named graph for each layer and source",
        "application/n-quads",
        ".nq",
        _n_quads,
        round_trip=True,
        selective=True,
    ),
    Format(
        "trig",
        "TriG, sorted, a named graph for each layer and source",
        "application/trig",
        ".trig",
        _trig,
        round_trip=True,
        selective=True,
    ),
    Format(
        "rdf-xml",
        "RDF/XML",
        "application/rdf+xml",
        ".rdf",
        _rdf_xml,
        (NO_LAYERS,),
        round_trip=True,
        selective=True,
    ),
)
