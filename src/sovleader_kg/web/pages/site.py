"""Site: the pages as files, for any web host: a folder for each language, and the triples of each thing beside them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat

from sovleader_kg import files
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE
from sovleader_kg.store.engines import Engine
from sovleader_kg.web.pages.feed import feed
from sovleader_kg.web.pages.links import LEFT_OUT, SiteLinks, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import PAGES, Pages
from sovleader_kg.web.pages.sitemap import PAGES_LIST, robots, sitemap, sitemap_index, things
from sovleader_kg.web.pages.triples import about, written
from sovleader_kg.web.pages.words import LANGUAGES

__all__ = ["FORMATS", "site"]

ASSETS = Path(__file__).parent / "static"
LIVE = {"sparql"}  # what needs a server
_THINGS = f'SELECT DISTINCT ?thing WHERE {{ ?thing ?property ?value FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
_FRONT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>sovleader-kg</title>'
    '<meta http-equiv="refresh" content="0; url=en/index.html"></head>'
    '<body><p><a href="en/index.html" lang="en">English</a> · <a href="ru/index.html" lang="ru">Русский</a></p>'
    "</body></html>"
)


def site(kg: KnowledgeGraph, base: str = "") -> Iterator[tuple[str, bytes]]:
    """Yield the files of a static site: a path and a content each.

    Args:
        kg: The graph.
        base: The address that the site will be at, if it is known; the sitemap needs it.
    """
    pages = Pages(kg)
    yield "index.html", _FRONT.encode()
    yield from _told(kg, base.rstrip("/"))
    yield from ((f"static/{path.name}", path.read_bytes()) for path in sorted(ASSETS.iterdir()) if path.is_file())
    for links in map(SiteLinks, LANGUAGES):
        for name in (one for one in PAGES if one not in LIVE):
            page = pages.named(name, links, {})
            yield from (_file(pages, one, links) for one in (page, *(pages.named(name, links, a) for a in page.more)))
    for links in (SiteLinks(language, 1) for language in LANGUAGES):
        yield from (_file(pages, pages.term(name, links), links) for name in pages.library.vocabulary.terms)
    for iri in sorted(_things(kg)):
        kind, slug = split(iri) or ("", "")
        yield f"data/{kind}/{slug}.ttl", written(about(kg, iri), RdfFormat.TURTLE)
        for links in (SiteLinks(language, 2) for language in LANGUAGES):
            page = pages.thing(iri, links)
            yield from (_file(pages, one, links) for one in (page, *(pages.thing(iri, links, a) for a in page.more)))


def _told(kg: KnowledgeGraph, base: str) -> Iterator[tuple[str, bytes]]:
    """Yield what tells machines of the site; the sitemap needs the address that readers know."""
    day = kg.edition.day.isoformat() if kg.edition.day else None
    yield "robots.txt", robots(base or None)
    before = f"{base}/" if base else ""
    yield "feed.atom", feed(files.changelog(), kg.edition, f"{before}en/index.html", f"{before}feed.atom")
    if base:
        lists = {PAGES_LIST: [f"{name or 'index'}.html" for name in PAGES if name not in LIVE]}
        lists |= {kind: [SiteLinks("en").thing(iri) for iri in found] for kind, found in things(kg).items()}
        yield "sitemap.xml", sitemap_index(lists, f"{base}/sitemaps/", day)
        for name, places in lists.items():
            addresses = ({language: f"{base}/{language}/{place}" for language in LANGUAGES} for place in places)
            yield f"sitemaps/{name}.xml", sitemap(addresses, day)


def _file(pages: Pages, page: Page, links: SiteLinks) -> tuple[str, bytes]:
    return f"{links.language}/{page.place or 'index'}.html", pages.written(page, links).encode()


def _things(kg: KnowledgeGraph) -> Iterator[str]:
    for (node,) in kg.select(_THINGS).rows:
        parts = split(node.value) if isinstance(node, NamedNode) else None
        if parts and parts[0] not in LEFT_OUT and node is not None:
            yield node.value


def _site(engine: Engine) -> Mapping[str, bytes]:
    return dict(site(KnowledgeGraph(engine), os.environ.get("SOVLEADER_SITE", "")))


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
