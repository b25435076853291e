"""Faults: the seeded ones of `tests/checks/`, each sound data but for one thing."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import RdfFormat, Triple, parse

from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.names import PREFIXES

__all__ = ["CASES", "HEAD", "with_bounds"]

CASES = sorted((Path(__file__).parent / "checks").glob("*.ttl"))
HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def with_bounds(turtle: str) -> list[Triple]:
    """Return facts with the bounds that follow from them."""
    stated = [quad.triple for quad in parse(turtle.encode(), RdfFormat.TURTLE)]
    index = Index(stated)
    bounds, problems = derive_bounds(index, claims_in(index))
    assert problems == []
    return [*stated, *bounds]
