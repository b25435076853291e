"""Timeline: the page of who held what and when, as a picture and as a table."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from sovleader_kg.export.picture import draw
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["picture", "read"]


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the page."""
    shown = {"lanes": library.lanes(links.language), "picture": picture(library, links)}
    return Page("timeline.html", WORDS[links.language]["timeline"], "timeline", shown)


def picture(library: Library, links: Links) -> Markup:
    """Return the timeline as SVG, whose bars lead to pages."""
    svg = draw(library.lanes(links.language), WORDS[links.language]["timeline"], links.thing)
    return Markup(svg)  # noqa: S704 - drawn and escaped by us
