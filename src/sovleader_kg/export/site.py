"""Site: the pages as a static site, for any web host."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.export.format import Format, Loss
from sovleader_kg.store import Engine

__all__ = ["FORMATS"]


def _site(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    del only
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.pages.site import site

    return dict(site(KnowledgeGraph(engine)))


FORMATS = (
    Format(
        "site",
        "the pages in English and Russian as a static site",
        "text/html",
        "/",
        _site,
        (
            Loss("layers", "a page shows facts, claims and what is derived side by side"),
            Loss("ontology", "the vocabulary's page tells its terms, not its axioms; fetch it as Turtle"),
        ),
        extra="server",
    ),
)
