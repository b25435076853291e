"""Citations: which claims speak of a date, a holder or a post, and where they can be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sovleader_kg.derived.points import Points
from sovleader_kg.names import sl
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.points import DATED, joined
from sovleader_kg.store.testimony import Testimony, of_properties

__all__ = ["Source", "calendar_of", "citations", "sources"]

CITED = (sl("holder"), sl("post"), sl("succeeds"), *DATED)
_PREFIXES = """
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
"""
_SOURCES = f"""{_PREFIXES}
SELECT ?source ?label ?page ?origin WHERE {{
  {{ ?source a sl:Source ; rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "en")) }}
  UNION {{ ?source a sl:Source ; foaf:page ?page }}
  UNION {{ ?source a sl:Source ; sl:derivesFrom+ ?origin }}
}}
"""


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its English label, a page if it has one, itself and all that it derives from."""

    label: str
    page: str | None
    lineage: frozenset[str]


def citations(engine: Engine) -> Points[Testimony]:
    """Return the claims that affirm something, by point; they may be rejected or evaluative."""
    return joined(engine, (one for one in of_properties(engine, CITED) if not one.denied))


def calendar_of(cited: Iterable[Testimony], value: Node) -> str | None:
    """Return the calendar in which claims give this very value, if they name one and only one."""
    claims = (one.evidence for one in cited)
    named = {claim.calendar for claim in claims if claim.counts and claim.value == value} - {None}
    return next(iter(named)) if len(named) == 1 else None


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
