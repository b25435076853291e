"""Site: the pages as files, for any web host: a folder for each language, and the triples of each thing beside them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat

from sovleader_kg.export.format import Format, Loss
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE
from sovleader_kg.store.engines import Engine
from sovleader_kg.web.pages.findable import findable
from sovleader_kg.web.pages.links import LEFT_OUT, SiteLinks, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import FAMILIES, PAGES, Pages
from sovleader_kg.web.pages.triples import about, written
from sovleader_kg.web.pages.words import LANGUAGES

__all__ = ["ASSETS", "FORMATS", "site"]

ASSETS = Path(__file__).parent / "static"
LIVE = {"sparql"}  # what needs a server
_THINGS = f'SELECT DISTINCT ?thing WHERE {{ ?thing ?property ?value FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
_FRONT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>sovleader-kg</title>'
    '<meta http-equiv="refresh" content="0; url=en/index.html"></head>'
    '<body><p><a href="en/index.html" lang="en">English</a> · <a href="ru/index.html" lang="ru">Русский</a></p>'
    "</body></html>"
)


def site(kg: KnowledgeGraph) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a static site: a path and a content each."""
    pages = Pages(kg)
    yield "index.html", _FRONT.encode()
    yield from ((f"static/{path.name}", path.read_bytes()) for path in sorted(ASSETS.iterdir()) if path.is_file())
    for links in map(SiteLinks, LANGUAGES):
        yield f"static/search.{links.language}.json", findable(pages.library, links)
        yield from (_file(pages, pages.named(name, links, {}), links) for name in PAGES if name not in LIVE)
    for links in (SiteLinks(language, 1) for language in LANGUAGES):
        yield from (_file(pages, page, links) for page in _members(pages, links))
    for iri in sorted(_things(kg)):
        kind, slug = split(iri) or ("", "")
        yield f"data/{kind}/{slug}.ttl", written(about(kg, iri), RdfFormat.TURTLE)
        for links in (SiteLinks(language, 2) for language in LANGUAGES):
            yield _file(pages, pages.thing(iri, links), links)


def _members(pages: Pages, links: SiteLinks) -> Iterator[Page]:
    """Yield the pages below other pages."""
    for family, found in FAMILIES.items():
        for name in found.names(pages.library):
            page = pages.member(family, name, links, {})
            assert page is not None
            yield page


def _file(pages: Pages, page: Page, links: SiteLinks) -> tuple[str, bytes]:
    return f"{links.language}/{page.place or 'index'}.html", pages.written(page, links).encode()


def _things(kg: KnowledgeGraph) -> Iterator[str]:
    for (node,) in kg.select(_THINGS).rows:
        parts = split(node.value) if isinstance(node, NamedNode) else None
        if parts and parts[0] not in LEFT_OUT and node is not None:
            yield node.value


def _site(engine: Engine) -> Mapping[str, bytes]:
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
            Loss("ontology", "the vocabulary's page shows its terms, not its axioms; fetch it as Turtle"),
        ),
        extra="server",
    ),
)
