"""Sitemap: the addresses of all pages for search engines, an index and a list for each kind; what robots may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages.links import LEFT_OUT, split

__all__ = ["PAGES_LIST", "Address", "robots", "sitemap", "sitemap_index", "things"]

PAGES_LIST = "pages"  # the list of the pages that are about no thing
UNLISTED = LEFT_OUT | {"acceptance", "concept", "nonmatch", "statement"}
_THINGS = "SELECT DISTINCT ?thing WHERE { ?thing a ?class }"
_REPLACED = "SELECT ?thing WHERE { ?thing dcterms:isReplacedBy ?other }"
_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'

Address = Mapping[str, str]  # the address of one page in each language


def things(kg: KnowledgeGraph) -> dict[str, list[str]]:
    """Return the things that have a page worth listing, by kind, sorted."""
    names, replaced = ({node.value for (node,) in kg.select(query).rows if node} for query in (_THINGS, _REPLACED))
    found: dict[str, list[str]] = {}
    for name in sorted(names - replaced):
        kind, _ = split(name) or ("", "")
        if kind and kind not in UNLISTED:
            found.setdefault(kind, []).append(name)
    return dict(sorted(found.items()))


def sitemap_index(names: Iterable[str], base: str, day: str | None) -> bytes:
    """Return the index of the lists.

    Args:
        names: What they are called.
        base: What stands before the name of each.
        day: The day of the version, if it is told.
    """
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    rows = "".join(f"<sitemap><loc>{escape(f'{base}{name}.xml')}</loc>{modified}</sitemap>\n" for name in names)
    return f"{_OPENING}<sitemapindex {_SPACES}>\n{rows}</sitemapindex>\n".encode()


def sitemap(pages: Iterable[Address], day: str | None) -> bytes:
    """Return a list of pages, each in every language, with where it is in the others."""
    modified = f"<lastmod>{day}</lastmod>" if day else ""
    rows = "".join(_rows(page, modified) for page in pages)
    return f"{_OPENING}<urlset {_SPACES}>\n{rows}</urlset>\n".encode()


def _rows(page: Address, modified: str) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(address)}"/>' for code, address in page.items()
    )
    return "".join(f"<url><loc>{escape(address)}</loc>{modified}{others}</url>\n" for address in page.values())


def robots(base: str | None) -> bytes:
    """Return what robots may do: read all pages, and ask no queries.

    Args:
        base: The address that the sitemap is below; None where it is not known.
    """
    lines = ["User-agent: *", "Disallow: /sparql?", "Disallow: /*run=1"]
    lines += [f"Sitemap: {base}/sitemap.xml"] if base is not None else []
    return ("\n".join(lines) + "\n").encode()
