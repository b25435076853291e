"""Queries: the list of stored queries, and the page of each with its form and rows."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.store.queries import catalogue
from sovleader_kg.store.tables import Table
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["query", "read"]


def read(_: Library, links: Links, __: Mapping[str, str]) -> Page:
    """Return the list."""
    return Page("queries.html", WORDS[links.language]["queries"], "queries", {"queries": list(catalogue().values())})


def query(name: str, given: Mapping[str, str], table: Table | None, error: str | None) -> Page:
    """Return the page of a stored query, with its form and perhaps its rows."""
    found = catalogue()[name]
    shown = {"query": found, "given": given, "table": table, "error": error}
    return Page("query.html", found.summary, f"queries/{name}", shown, given, status=400 if error else 200)
