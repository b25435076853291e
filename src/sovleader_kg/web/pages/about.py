"""About: the method in one page, and the documents worth reading, in the page's language where they are in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from sovleader_kg.web.pages.documents import Document, document, heading
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page

__all__ = ["chapter", "chapters", "read"]

METHOD = "about"
# The documents that have a page, in the order in which one reads them: for everybody; for whoever works with the data.
READ = ("glossary", "left-out")
WORK = (
    *("model", "lists", "new-source", "checks", "interface", "endpoints", "exports", "reconciliation", "releases"),
    *("engines", "server", "deploy", "performance"),
)


def read(_: Library, links: Links, __: Mapping[str, str]) -> Page:
    """Return the page of the method."""
    return _page(METHOD, "about", links)


def chapters(_: Library) -> Iterator[str]:
    """Yield the names of the pages of documents."""
    yield from (*READ, *WORK)


def chapter(_: Library, links: Links, name: str, __: Mapping[str, str]) -> Page | None:
    """Return the page of a document; None where there is none."""
    return _page(name, f"about/{name}", links) if name in {*READ, *WORK} else None


def _page(name: str, place: str, links: Links) -> Page:
    found = _document(name, links)
    values = {
        "document": found,
        "read": [(one, *heading(one, links.language)) for one in READ],
        "work": [(one, *heading(one, links.language)) for one in WORK],
        "is_method": name == METHOD,
    }
    return Page("about.html", found.title, place, values)


@lru_cache(maxsize=64)
def _document(name: str, links: Links) -> Document:
    return document(name, links.language, lambda other: _address(other, links))


def _address(name: str, links: Links) -> str | None:
    if name == METHOD:
        return links.page("about")
    return links.page(f"about/{name}") if name in {*READ, *WORK} else None
