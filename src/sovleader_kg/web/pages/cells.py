"""Cells: what the page of a stored query shows in a cell, in the page's language."""

from __future__ import annotations

import re

from pyoxigraph import Literal

from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.headings import RUSSIAN
from sovleader_kg.web.pages.labels import Labels

__all__ = ["shown_in"]

LOCATORS, WRITTEN = ("locator", "otherLocator"), "asWritten"
_COUNT = re.compile(r"(\d+) to (\d+)")


def shown_in(language: str, column: str, cell: Node | None, labels: Labels) -> str:
    """Return what a cell of a column says; labels, words of the query and places are told in the language."""
    text = shown(cell)
    if language != "ru" or column == WRITTEN or not isinstance(cell, Literal):
        return text
    if column in LOCATORS:
        return labels.place(text, language)
    if cell.language == "en":
        return labels.name(text, language)
    count = _COUNT.fullmatch(text)
    return f"от {count[1]} до {count[2]}" if count else RUSSIAN.get(text, text)
