"""RDF: the graph in the syntaxes of RDF 1.1."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.layers import triples
from sovleader_kg.store import Engine
from sovleader_kg.turtle import render

__all__ = ["FORMATS"]

NO_LAYERS = Loss("layers", "one graph; predicates tell the layers apart, and --only gives one of them")


def _turtle(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    return {"": render(triples(engine, only)).encode()}


FORMATS = (
    Format(
        "turtle",
        "Turtle 1.1, sorted; the published file",
        "text/turtle",
        ".ttl",
        _turtle,
        (NO_LAYERS,),
        selective=True,
    ),
)
