"""Disputes: the page of where sources differ."""

from __future__ import annotations

from collections.abc import Mapping

from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["read"]


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the page."""
    return Page("disputes.html", WORDS[links.language]["disputes"], "disputes", {"disputes": library.disputes})
