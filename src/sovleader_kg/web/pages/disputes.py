"""Disputes: the list of where sources differ, by filters and in pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.names import BASE
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.filing import DRAWERS, choices, found
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.sheets import cut, further
from sovleader_kg.web.pages.words import WORDS

__all__ = ["ASKED", "Drawer", "Option", "read"]

PLACE, SIZE = "disputes", 25
ASKED = (*DRAWERS, "page")
THINGS = {"person", "post"}  # drawers whose values are things, called by their labels


@dataclass(frozen=True, slots=True)
class Option:
    """A value to filter by: what it is called, how many disputes there are, and where they alone are listed."""

    value: str
    name: str
    count: int
    address: str


@dataclass(frozen=True, slots=True)
class Drawer:
    """What can be filtered by in one way, and what is chosen; empty where nothing is."""

    name: str
    chosen: str
    options: Sequence[Option]


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return a page of the list; 400 for a filter or a page that there is not, with the form."""
    words = WORDS[links.language]
    given = {key: value for key, value in parameters.items() if key in ASKED and value}
    filters = {key: value for key, value in given.items() if key != "page"}
    fitting = found(library.filings, filters)
    listed = [one for one in library.disputes if one.dispute in set(fitting or ())]
    sheet = cut(listed, SIZE, PLACE, given, links)
    error = words["no_such_choice"] if fitting is None else words["no_such_sheet"] if sheet is None else None
    shown = {
        "sheet": sheet,
        "drawers": [_drawer(library, links, name, filters.get(name, "")) for name in DRAWERS],
        "filters": filters,
        "error": error,
        "everything": len(library.disputes),
        "still_open": sum(one.status == "open" for one in library.disputes),
    }
    return Page(
        "disputes.html",
        words["disputes"],
        links.place(PLACE, given),
        shown,
        given,
        status=400 if error else 200,
        description=words["disputes_note"],
        more=() if given else _more(library),
    )


def _drawer(library: Library, links: Links, name: str, chosen: str) -> Drawer:
    options = [
        Option(one.value, _name(library, links, name, one.value), one.count, links.asked(PLACE, {name: one.value}))
        for one in choices(library.filings, name)
    ]
    return Drawer(name, chosen, sorted(options, key=lambda one: one.name) if name in THINGS else options)


def _name(library: Library, links: Links, drawer: str, value: str) -> str:
    if drawer not in THINGS:
        return str(WORDS[links.language][f"{drawer}_{value}"])
    kind, _, slug = value.rpartition(":")
    return Evidence(library, links.language).name(f"{BASE}{kind or 'person'}/{slug}")


def _more(library: Library) -> list[Mapping[str, str]]:
    """Return every page of the whole list and of each single filter, which a static site has as files."""
    pages = further(len(library.disputes), SIZE, {})
    for name in DRAWERS:
        for one in choices(library.filings, name):
            pages += [{name: one.value}, *further(one.count, SIZE, {name: one.value})]
    return pages
