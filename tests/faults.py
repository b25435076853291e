"""Faults: the seeded ones of `tests/checks/`, each sound data but for one thing."""

from __future__ import annotations

from pathlib import Path

from pyoxigraph import Triple

from graphs import derived, triples

__all__ = ["CASES", "with_bounds"]

CASES = sorted((Path(__file__).parent / "checks").glob("*.ttl"))


def with_bounds(turtle: str) -> list[Triple]:
    """Return facts with the bounds that follow from them."""
    stated = triples(turtle)
    return [*stated, *derived(stated)]
