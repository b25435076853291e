"""Site: the export of the pages, which is made by what the extra `server` brings: imported when it is asked for."""

from __future__ import annotations

import os

from sovleader_kg.export.context import FILE
from sovleader_kg.export.format import Format, Loss, Streamed
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import LANGUAGES
from sovleader_kg.store.engines import Engine, OxigraphEngine

__all__ = ["FORMATS"]


def _tops() -> set[str]:
    """Return what the files and folders at the top are called, or may be."""
    return {"index.html", "robots.txt", "feed.atom", "sitemap.xml", "sitemaps", FILE, "static", "data", *LANGUAGES}


def _site(engine: Engine) -> Streamed:
    from sovleader_kg.web.pages.site_files import site

    kg, base = KnowledgeGraph(engine), os.environ.get("SOVLEADER_SITE", "")
    folder = engine.folder if isinstance(engine, OxigraphEngine) else None
    return Streamed(_tops(), lambda say: site(kg, base, say, folder))


FORMATS = (
    Format(
        "site",
        "the pages in English and Russian as a static site",
        "text/html",
        "/",
        _site,
        (
            Loss("layers", "a page shows facts, claims and what is derived side by side"),
            Loss("ontology", "the vocabulary's page shows its terms, not its axioms; fetch it as Turtle"),
        ),
        extra="server",
    ),
)
