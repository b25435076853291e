"""Facts: agreed dates, citations and sources, for formats that state them of each term."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from sovleader_kg.derived.points import Point, Points
from sovleader_kg.export.citations import citations
from sovleader_kg.names import sl
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.points import agreed_dates
from sovleader_kg.store.sources import Source, sources
from sovleader_kg.store.testimony import Testimony

__all__ = ["Facts", "labels", "read_facts"]

_LABELS = """
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?thing ?name WHERE { ?thing rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en")) }
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What statements about terms are made of, by thing."""

    dates: Mapping[Point, Literal]
    citations: Points[Testimony]
    sources: Mapping[str, Source]

    def agreed(self, thing: str, name: str) -> Literal | None:
        """Return the agreed date for a property of a thing (`start`)."""
        return self.dates.get((thing, sl(name)))

    def citations_of(self, thing: str, name: str) -> list[Testimony]:
        """Return the affirming claims on a property of a thing (`start`), with those on whatever shares its day."""
        return self.citations.on(thing, sl(name))


def read_facts(engine: Engine) -> Facts:
    """Read what statements about terms are made of."""
    cited = citations(engine)
    return Facts(dates=agreed_dates(engine, cited), citations=cited, sources=sources(engine))


def labels(engine: Engine) -> dict[str, str]:
    """Return the English label of each thing that has one."""
    return {row["thing"].value: row["name"].value for row in rows(engine, _LABELS)}
