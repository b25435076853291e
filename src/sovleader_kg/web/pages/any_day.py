"""Any day: the page of a static site that shows the leadership of whatever day its address names, by a script."""

from __future__ import annotations

from sovleader_kg.web.pages.links import ANY_DAY, Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["read"]


def read(links: Links) -> Page:
    """Return the page."""
    words = WORDS[links.language]
    return Page("any_day.html", words["any_day"], ANY_DAY, description=words["any_day_lead"])
