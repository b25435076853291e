"""Sources, read from a store: what each is called, its page, and what it goes back to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sovleader_kg.store.engines import Engine, rows

__all__ = ["Source", "sources"]

_SOURCES = """
SELECT ?source ?label ?page ?origin WHERE {
  { ?source a sl:Source ; rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "en")) }
  UNION { ?source a sl:Source ; foaf:page ?page }
  UNION { ?source a sl:Source ; sl:derivesFrom+ ?origin }
}
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its English label, a page if it has one, itself and all that it derives from."""

    label: str
    page: str | None
    lineage: frozenset[str]


def sources(engine: Engine) -> dict[str, Source]:
    """Return every source by IRI."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in rows(engine, _SOURCES):
        for name, value in row.items():
            found[row["source"].value][name].add(value.value)
    return {
        source: Source(min(one["label"]), min(one["page"], default=None), frozenset(one["source"] | one["origin"]))
        for source, one in sorted(found.items())
    }
