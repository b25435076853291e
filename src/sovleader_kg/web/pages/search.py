"""Search: the page of what a text may mean, by kind, and what the box answers as one types."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.model import Found, Hit
from sovleader_kg.prose.briefs import noun
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, ServerLinks
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["address", "read", "suggested"]

MOST, AT_ONCE, TYPED = 120, 12, 10  # hits in all, of one kind before the rest is folded, and while one types


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the page of results for `q`."""
    asked, words = parameters.get("q", "").strip(), WORDS[links.language]
    found = library.kg.find(asked, language=links.language, most=MOST)
    exact = [hit for hit in found.hits if hit.fit == "exact"]
    values = {
        "asked": asked,
        "one": exact[0] if len(exact) == 1 else None,
        "several": len(exact) > 1,
        "near": bool(found.hits) and found.hits[0].fit == "near",
        "groups": _groups(found),
        "most": AT_ONCE,
    }
    title = f"{words['find_for']} {asked}" if asked else words["find_title"]
    return Page("search.html", title, "search", values, {"q": asked} if asked else {})


def _groups(found: Found) -> Mapping[str, list[Hit]]:
    groups: dict[str, list[Hit]] = {}
    for hit in found.hits:
        groups.setdefault(hit.kind, []).append(hit)
    return groups


def address(hit: Hit, links: Links) -> str:
    """Return the address of what was found."""
    return links.page(f"on/{hit.iri}") if hit.kind == "day" else links.thing(hit.iri)


def suggested(library: Library, links: ServerLinks, text: str, kinds: tuple[str, ...]) -> list[dict[str, object]]:
    """Return what the box shows for a text as one types: hits, each with its page and the noun of its kind."""
    found = library.kg.find(text, language=links.language, kinds=kinds, most=TYPED)
    return [
        {**hit.as_json(), "noun": noun(hit.kind, links.language), "page": address(hit, links)} for hit in found.hits
    ]
