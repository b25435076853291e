"""Canvas: what the pictures have in common: the years across, the writing, the links, and the sheet around it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

__all__ = ["FIRST", "GUTTER", "LAST", "RIGHT", "WIDTH", "Link", "linked", "sheet", "width_of", "x_of", "years"]

Link = Callable[[str], str] | None  # gives the address of a thing; without it nothing is linked

FIRST, LAST = date(1917, 1, 1), date(1992, 12, 31)
WIDTH, GUTTER, RIGHT = 1400.0, 250.0, 10.0
LATIN, CYRILLIC = 7.7, 8.5  # the mean width of a letter of the labels, in the widest of the fonts
STYLE = (
    "text{font:13px 'DejaVu Sans','Liberation Sans',sans-serif;fill:#1c1c1c}"
    ".inside{fill:#fff}.year{font-size:12px;fill:#555}.lane{font-weight:bold}"
    "a:hover rect,a:focus rect{stroke:#000;stroke-width:1.5}"
)


def x_of(day: date) -> float:
    """Return where a day is, from left to right; one outside of the picture is at its edge."""
    share = (min(max(day, FIRST), LAST) - FIRST).days / (LAST - FIRST).days
    return GUTTER + share * (WIDTH - GUTTER - RIGHT)


def width_of(label: str) -> float:
    """Return how much room a label takes at most."""
    return sum(CYRILLIC if "\u0400" <= letter <= "\u04ff" else LATIN for letter in label)


def linked(shape: str, thing: str | None, link: Link) -> str:
    """Return a shape that leads to a thing, where things are linked."""
    return f'<a href="{escape(link(thing))}">{shape}</a>' if link and thing else shape


def years(above: float, below: float) -> str:
    """Return a line for each tenth year between two heights, its number above."""
    return "".join(_year(year, above, below) for year in range(1920, 1993, 10))


def _year(year: int, above: float, below: float) -> str:
    x = x_of(date(year, 1, 1))
    line = f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{above + 22:.0f}" y2="{below:.1f}" stroke="#ececec"/>'
    return f'{line}<text class="year" x="{x:.1f}" y="{above + 16:.0f}" text-anchor="middle">{year}</text>'


def sheet(content: str, height: float, title: str, patterns: str, link: Link) -> str:
    """Return a picture as SVG: what is drawn, on white.

    Args:
        content: The shapes.
        height: How high it is.
        title: What it is called, for those who do not see it.
        patterns: What its shapes may be filled with.
        link: Whether its shapes are linked.
    """
    role = "group" if link else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {height:.0f}" width="{WIDTH:.0f}" '
        f'height="{height:.0f}" role="{role}" aria-label="{escape(title)}"><title>{escape(title)}</title>'
        f"<style>{STYLE}</style><defs>{patterns}</defs>"
        f'<rect width="100%" height="100%" fill="#fff"/>{content}</svg>'
    )
