"""Missing: the page for what is not there, is no longer, or cannot be asked so, with what may have been meant."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from sovleader_kg.model import Hit
from sovleader_kg.names import KINDS
from sovleader_kg.store.queries import StoredQuery, catalogue
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["gone", "missing", "misspelt"]

MOST = 8


def missing(links: Links, message: str, status: int = 404) -> Page:
    """Return the page for what is not there, or cannot be asked so."""
    return _page(links, "not_found", message, status)


def misspelt(library: Library, links: Links, place: str) -> Page:
    """Return the page for an address that is not there, with what it may have meant.

    Args:
        library: The graph.
        links: The addresses of its pages.
        place: The address, below the root: "page/person/lenin", "queries/holder_on", "khrushchev".
    """
    *before, slug = place.strip("/").split("/")
    text = slug.removesuffix(".html")
    kinds = tuple(kind for kind in before[-1:] if kind in KINDS)
    found = (library.kg.find(text, language=links.language, kinds=one, most=MOST) for one in dict.fromkeys((kinds, ())))
    hits = next((one.hits for one in found if one.hits), ())
    near = get_close_matches(text.replace("-", "_"), catalogue(), n=MOST) if before[-1:] == ["queries"] else []
    message = WORDS[links.language]["missing_thing"]
    return _page(links, "not_found", message, hits=() if near else hits, queries=[catalogue()[name] for name in near])


def gone(links: Links, iri: str, replacements: Sequence[str]) -> Page:
    """Return the page of a thing that was withdrawn."""
    return _page(links, "gone", iri, 410, replacements=replacements)


def _page(
    links: Links,
    title: str,
    message: str,
    status: int = 404,
    *,
    hits: Sequence[Hit] = (),
    queries: Sequence[StoredQuery] = (),
    replacements: Sequence[str] = (),
) -> Page:
    values = {"message": message, "hits": hits, "queries": queries, "replacements": replacements}
    return Page("missing.html", WORDS[links.language][title], "", values, status=status)
