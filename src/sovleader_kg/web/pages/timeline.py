"""Timeline: the page of who held what and when: as a picture that moves, as one that is drawn, and as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from markupsafe import Markup

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.export.lanes import Lane
from sovleader_kg.export.picture import draw
from sovleader_kg.names import BASE
from sovleader_kg.web.pages.almanac import label_of_show
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.shows import FIRST
from sovleader_kg.web.pages.words import WORDS, script_words

__all__ = ["DAY", "drawing", "picture", "read"]

DAY = "1953-03-06"  # where the cursor stands at first
MOST = 100  # rows of a table on one page
PATTERN = f"{BASE}KIND/SLUG"  # of which scripts make the addresses of things


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the page of a part of the timeline (`show`), or of one `person`; 400 for what is neither."""
    language, words = links.language, WORDS[links.language]
    shows = {key: label_of_show(one, library, language) for key, one in library.shows.items()}
    show, person = parameters.get("show") or FIRST, parameters.get("person") or ""
    error, lanes = None, library.lanes(language)
    try:
        lanes = _lanes(library, language, show, person)
    except UsageError as problem:
        error, show, person = str(problem), FIRST, ""
    kept = {"person": person} if person else _asked(show)
    holder = next((bar for lane in lanes for bar in lane.bars if bar.who), None) if person else None
    title = f"{words['timeline']}: {holder.label if holder else shows[show]}"
    shown = {
        **_table(lanes, links, kept, parameters.get("page", "")),
        "shows": {key: (name, links.page("timeline", **_asked(key))) for key, name in shows.items()},
        "show": show,
        "person": (holder.who or "").removeprefix(f"{BASE}person/") if holder else "",
        "person_label": holder.label if holder else person,
        "day": DAY,
        "error": error,
        "pattern": PATTERN,
        "picture": _drawn(lanes, links, title),
        "svg": links.other(language, "timeline.svg", kept),
        "script_words": script_words(language, "almanac"),
    }
    status = 400 if error else 200
    return Page("timeline.html", title, "timeline", shown, kept, status, words["timeline_lead"])


def _asked(show: str) -> dict[str, str]:
    """Return what the page of a part is asked with: nothing for the first one."""
    return {} if show == FIRST else {"show": show}


def picture(library: Library, links: Links) -> Markup:
    """Return the timeline of the office as SVG, whose bars lead to pages."""
    return _drawn(library.lanes(links.language), links, WORDS[links.language]["timeline"])


def drawing(library: Library, language: str, parameters: Mapping[str, str]) -> str:
    """Return a part of the timeline, or that of one person, as an SVG of its own, without links.

    Raises:
        UsageError: There is no such part or person.
    """
    lanes = _lanes(library, language, parameters.get("show") or FIRST, parameters.get("person") or "")
    return draw(lanes, WORDS[language]["timeline"], language=language)


def _drawn(lanes: Sequence[Lane], links: Links, title: str) -> Markup:
    return Markup(draw(lanes, title, links.thing, links.language))  # noqa: S704 - drawn and escaped by us


def _lanes(library: Library, language: str, show: str, person: str) -> Sequence[Lane]:
    if person:
        return library.kg.lanes(language, person=person)
    if show not in library.shows:
        raise UsageError(f'the timeline has no part "{show}".{did_you_mean(show, library.shows)}')
    return library.lanes(language, show)


def _table(lanes: Sequence[Lane], links: Links, kept: Mapping[str, str], page: str) -> Mapping[str, object]:
    """Return the rows of a part of the table, and where each part is, by the numbers of its first and last row."""
    rows = [(lane, bar) for lane in lanes for bar in lane.bars]
    parts = [(first, min(first + MOST, len(rows))) for first in range(0, len(rows), MOST)] or [(0, 0)]
    part = min(max(int(page), 1), len(parts)) if page.isascii() and page.isdigit() else 1
    numbered = ({**kept, **({"page": str(number)} if number > 1 else {})} for number in range(1, len(parts) + 1))
    named = zip((links.page("timeline", **one) for one in numbered), (f"{a + 1}–{b}" for a, b in parts), strict=True)
    grouped = groupby(rows[slice(*parts[part - 1])], key=lambda row: row[0])
    groups = [(lane, [bar for _, bar in several]) for lane, several in grouped]
    return {"groups": groups, "parts": list(named), "part": part}
