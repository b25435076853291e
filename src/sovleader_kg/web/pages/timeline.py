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
from sovleader_kg.web.pages.sheets import cut, further
from sovleader_kg.web.pages.shows import FIRST
from sovleader_kg.web.pages.words import WORDS

__all__ = ["ASKED", "drawing", "picture", "read"]

ASKED = ("show", "person", "page")
PLACE, SIZE = "timeline", 100  # rows of a table on one page
DAY = "1953-03-06"  # where the cursor stands at first


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the page of a part of the timeline (`show`), or of one `person`; 400 for what is neither."""
    language, words = links.language, WORDS[links.language]
    shows = {key: label_of_show(one, library, language) for key, one in library.shows.items()}
    given = {key: value for key, value in parameters.items() if key in ASKED and value}
    error, lanes = None, library.lanes(language)
    try:
        lanes = _lanes(library, language, given)
    except UsageError as problem:
        error, given = str(problem), {}
    rows = [(lane, bar) for lane in lanes for bar in lane.bars]
    sheet = cut(rows, SIZE, PLACE, given, links)
    if sheet is None:
        error, given = words["no_such_sheet"], {}
        sheet = cut(rows, SIZE, PLACE, given, links)
    assert sheet is not None
    show = given.get("show", FIRST)
    holder = next((bar for _, bar in rows if bar.who), None) if "person" in given else None
    title = f"{words['timeline']}: {holder.label if holder else shows[show]}"
    shown = {
        "sheet": sheet,
        "groups": [(lane, [bar for _, bar in bars]) for lane, bars in groupby(sheet.items, key=lambda row: row[0])],
        "shows": {key: (name, links.asked(PLACE, _asked(key))) for key, name in shows.items()},
        "show": show,
        "person": (holder.who or "").removeprefix(f"{BASE}person/") if holder else "",
        "person_label": holder.label if holder else "",
        "day": DAY,
        "error": error,
        "picture": _drawn(lanes, links, title),
        "svg": links.other(language, "timeline.svg", given),
    }
    status, more = 400 if error else 200, () if given or not links.static else _more(library, language)
    return Page(
        "timeline.html", title, links.place(PLACE, given), shown, given, status, words["timeline_lead"], more=more
    )


def _asked(show: str) -> dict[str, str]:
    """Return what the page of a part is asked with: nothing for the first one."""
    return {} if show == FIRST else {"show": show}


def _more(library: Library, language: str) -> list[Mapping[str, str]]:
    """Return what the pages of all parts and of their tables are asked with, which a static site has as files."""
    found: list[Mapping[str, str]] = [_asked(show) for show in library.shows if show != FIRST]
    for show in library.shows:
        total = sum(len(lane.bars) for lane in library.lanes(language, show))
        found += further(total, SIZE, _asked(show))
    return found


def picture(library: Library, links: Links) -> Markup:
    """Return the timeline of the office as SVG, whose bars lead to pages."""
    return _drawn(library.lanes(links.language), links, WORDS[links.language]["timeline"])


def drawing(library: Library, language: str, parameters: Mapping[str, str]) -> str:
    """Return a part of the timeline, or that of one person, as an SVG of its own, without links.

    Raises:
        UsageError: There is no such part or person.
    """
    lanes = _lanes(library, language, {key: value for key, value in parameters.items() if value})
    return draw(lanes, WORDS[language]["timeline"], language=language)


def _drawn(lanes: Sequence[Lane], links: Links, title: str) -> Markup:
    return Markup(draw(lanes, title, links.thing, links.language))  # noqa: S704 - drawn and escaped by us


def _lanes(library: Library, language: str, given: Mapping[str, str]) -> Sequence[Lane]:
    if "person" in given:
        return library.kg.lanes(language, person=given["person"])
    show = given.get("show", FIRST)
    if show not in library.shows:
        raise UsageError(f'the timeline has no part "{show}".{did_you_mean(show, library.shows)}')
    return library.lanes(language, show)
