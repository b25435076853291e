"""Seats: the page of the sizes that sources state, held against the members that the graph finds."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from sovleader_kg.export.strips import draw_strips
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["read"]


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the page."""
    svg = draw_strips(library.rolls(links.language), links.language, links.thing)
    shown = {"seats": library.seats, "picture": Markup(svg)}  # noqa: S704 - drawn and escaped by us
    return Page("seats.html", WORDS[links.language]["seats"], "seats", shown)
