"""Site files: the pages for any web host, a folder for each language, and the triples of each thing beside them.

The things are many: where the graph is a compiled one, processes of their own make their pages.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from threading import Thread

from pyoxigraph import NamedNode, RdfFormat

from sovleader_kg import files
from sovleader_kg.compare.records import Progress, silent
from sovleader_kg.export.context import FILE
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE
from sovleader_kg.web.pages.feed import feed
from sovleader_kg.web.pages.findable import findable
from sovleader_kg.web.pages.links import ANY_DAY, KEPT_DAYS, LEFT_OUT, SiteLinks, split
from sovleader_kg.web.pages.missing import gone
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import FAMILIES, JSONS, PAGES, Pages
from sovleader_kg.web.pages.sitemap import PAGES_LIST, robots, sitemap, sitemap_index, things
from sovleader_kg.web.pages.triples import about, replacements, written
from sovleader_kg.web.pages.words import LANGUAGES

__all__ = ["ASSETS", "site"]

File = tuple[str, bytes]

ASSETS = Path(__file__).parent / "static"
LIVE = {"sparql"}  # what needs a server
LIVE_JSONS = {"completions"}  # what its script reads
BATCH, ALONE = 100, 2_000  # things that a process makes at once; so many are made without others
_THINGS = f'SELECT DISTINCT ?thing WHERE {{ ?thing ?property ?value FILTER(STRSTARTS(STR(?thing), "{BASE}")) }}'
_FRONT = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>sovleader-kg</title>'
    '<meta http-equiv="refresh" content="0; url=en/index.html"></head>'
    '<body><p><a href="en/index.html" lang="en">English</a> · <a href="ru/index.html" lang="ru">Русский</a></p>'
    "</body></html>"
)


def site(
    kg: KnowledgeGraph, base: str = "", say: Progress = silent, folder: Path | None = None
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a static site: a path and a content each.

    Args:
        kg: The graph.
        base: The address that the site will be at, if it is known; the sitemap needs it.
        say: Called now and then with how far it is.
        folder: The compiled folder of the graph, for processes of their own; without it none are started.
    """
    pages = Pages(kg)
    yield "index.html", _FRONT.encode()
    yield from _told(kg, base.rstrip("/"))
    yield FILE, pages.library.context.document()
    yield from ((f"static/{path.name}", path.read_bytes()) for path in sorted(ASSETS.iterdir()) if path.is_file())
    for links in map(SiteLinks, LANGUAGES):
        yield f"static/search.{links.language}.json", findable(pages.library, links)
        for name in (one for one in JSONS if one not in LIVE_JSONS):
            yield f"static/{name}.{links.language}.json", pages.json(name, links).encode()
        yield from _named(pages, links.language)
    found = sorted(_things(kg))
    batches = [found[first : first + BATCH] for first in range(0, len(found), BATCH)]
    shared = folder if len(found) > ALONE else None
    context = f"{base.rstrip('/') or '../..'}/{FILE}"
    made = _by_processes(batches, shared, context) if shared else (_made(pages, batch, context) for batch in batches)
    for number, ready in enumerate(made):
        say(f"{min((number + 1) * BATCH, len(found)):,} of {len(found):,} things")
        yield from ready


def _told(kg: KnowledgeGraph, base: str) -> Iterator[File]:
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


def _named(pages: Pages, language: str) -> Iterator[File]:
    """Yield the pages that have names, what else they are asked with, and the pages below them."""
    links = SiteLinks(language)
    for name in (one for one in PAGES if one not in LIVE):
        page = pages.named(name, links, {})
        yield from (_file(pages, one, links) for one in (page, *(pages.named(name, links, a) for a in page.more)))
    below = SiteLinks(language, 1)
    yield from (_file(pages, pages.named(ANY_DAY, below, {"day": day}), below) for day in KEPT_DAYS)
    yield from (_file(pages, pages.term(name, below), below) for name in pages.library.vocabulary.terms)
    for family, members in FAMILIES.items():
        for name in members.names(pages.library):
            member = pages.member(family, name, below, {})
            assert member is not None
            yield _file(pages, member, below)


def _things(kg: KnowledgeGraph) -> Iterator[str]:
    for (node,) in kg.select(_THINGS).rows:
        parts = split(node.value) if isinstance(node, NamedNode) else None
        if parts and parts[0] not in LEFT_OUT and node is not None:
            yield node.value


def _made(pages: Pages, iris: Iterable[str], context: str) -> list[File]:
    return [one for iri in iris for one in _of_thing(pages, iri, context)]


def _of_thing(pages: Pages, iri: str, context: str) -> Iterator[File]:
    """Yield the triples of a thing and its pages; of one that was withdrawn, what replaces it."""
    kind, slug = split(iri) or ("", "")
    triples = about(pages.library.kg, iri)
    yield f"data/{kind}/{slug}.ttl", written(triples, RdfFormat.TURTLE)
    yield f"data/{kind}/{slug}.jsonld", pages.library.context.describe(triples, iri, context)
    replaced = replacements(pages.library.kg, iri)
    for links in (SiteLinks(language, 2) for language in LANGUAGES):
        if replaced:
            yield _file(pages, replace(gone(links, iri, replaced), place=f"page/{kind}/{slug}"), links)
            continue
        page = pages.thing(iri, links)
        yield from (_file(pages, one, links) for one in (page, *(pages.thing(iri, links, a) for a in page.more)))


def _file(pages: Pages, page: Page, links: SiteLinks) -> File:
    return f"{links.language}/{page.place or 'index'}.html", pages.written(page, links).encode()


_OWN: list[tuple[Pages, str]] = []  # those of a process of its own, opened once, and where the context is


def _open(folder: Path, context: str) -> None:
    Thread(target=_end_with_parent, daemon=True).start()
    _OWN.append((Pages(KnowledgeGraph.open(folder)), context))


def _end_with_parent() -> None:
    """End this process when the one that started it has ended, however that did."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


def _made_apart(iris: Sequence[str]) -> list[File]:
    pages, context = _OWN[0]
    return _made(pages, iris, context)


def _by_processes(batches: Sequence[Sequence[str]], folder: Path, context: str) -> Iterator[list[File]]:
    with ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), _open, (folder, context)) as pool:
        yield from pool.map(_made_apart, batches)
