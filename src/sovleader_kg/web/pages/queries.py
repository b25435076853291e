"""Queries: the list of stored queries, the page of each with its form and rows, and the editor for one's own."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.store.queries import StoredQuery, catalogue
from sovleader_kg.store.tables import Table
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["editor", "query", "read"]


def read(_: Library, links: Links, __: Mapping[str, str]) -> Page:
    """Return the list."""
    return Page("queries.html", WORDS[links.language]["queries"], "queries", {"queries": _told(links)})


def editor(_: Library, links: Links, __: Mapping[str, str]) -> Page:
    """Return the editor."""
    return Page("sparql.html", WORDS[links.language]["sparql"], "sparql", {"queries": _told(links)})


def _told(links: Links) -> list[StoredQuery]:
    """Return the stored queries with their words in the language of the page."""
    return [one.told_in(links.language) for one in catalogue().values()]


def query(name: str, links: Links, given: Mapping[str, str], table: Table | None, error: str | None) -> Page:
    """Return the page of a stored query, with its form and perhaps its rows."""
    found = catalogue()[name].told_in(links.language)
    shown = {"query": found, "given": given, "table": table, "error": error}
    return Page("query.html", found.summary, f"queries/{name}", shown, given, status=400 if error else 200)
