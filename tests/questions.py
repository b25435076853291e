"""Questions: every stored query with its sample values, with a second set of values, and open."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

from sovleader_kg.store.queries import StoredQuery, catalogue

__all__ = ["GOLDEN", "cases", "samples", "second"]

GOLDEN = Path(__file__).parent / "golden" / "queries"


def samples(query: StoredQuery) -> dict[str, str]:
    """Return the sample values of a query's header."""
    return {one.name: one.sample for one in query.parameters}


def second() -> Mapping[str, dict[str, object]]:
    """Return the second set of values, by query."""
    with (GOLDEN / "second.toml").open("rb") as file:
        return tomllib.load(file)


def cases() -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield every query, name of a case and its values."""
    others = second()
    for name, query in catalogue().items():
        yield name, "sample", dict(samples(query))
        if query.parameters:
            yield name, "second", others.get(name, {})
            yield name, "open", {}
