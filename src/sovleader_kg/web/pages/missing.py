"""Missing: the page for what is not there, is no longer, or cannot be asked so."""

from __future__ import annotations

from collections.abc import Sequence

from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["gone", "missing"]


def missing(links: Links, message: str, status: int = 404) -> Page:
    """Return the page for what is not there, or cannot be asked so."""
    return Page(
        "missing.html", WORDS[links.language]["not_found"], "", {"message": message, "replacements": ()}, status=status
    )


def gone(links: Links, iri: str, replacements: Sequence[str]) -> Page:
    """Return the page of a thing that was withdrawn."""
    shown = {"message": iri, "replacements": replacements}
    return Page("missing.html", WORDS[links.language]["gone"], "", shown, status=410)
