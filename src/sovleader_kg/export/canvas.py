"""Canvas: what the pictures have in common: the years across, the writing, the links, and the sheet around it.

Colours stand in attributes, beside a class by which a page gives them others: no style stands in a picture, so that
it needs no leave of a page that forbids them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

__all__ = [
    *("FIRST", "GUTTER", "LAST", "PAPER", "RIGHT", "WIDTH", "Link"),
    *("linked", "sheet", "soft", "title_at", "width_of", "x_of", "years"),
]

Link = Callable[[str], str] | None  # gives the address of a thing; without it nothing is linked

FIRST, LAST = date(1917, 1, 1), date(1992, 12, 31)
WIDTH, GUTTER, RIGHT = 1400.0, 250.0, 10.0
LATIN, CYRILLIC = 7.7, 8.5  # the mean width of a letter of the labels, in the widest of the fonts
INK, SOFT, GRID, PAPER = "#1c1c1c", "#555", "#ececec", "#fff"
FONT = "'DejaVu Sans','Liberation Sans',sans-serif"


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
    line = f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{above + 22:.0f}" y2="{below:.1f}" stroke="{GRID}"/>'
    return f"{line}{soft(str(year), x, above + 16, 'middle')}"


def title_at(text: str, y: float) -> str:
    """Return a heading at the left edge."""
    return f'<text x="0" y="{y:.1f}" font-weight="bold">{escape(text)}</text>'


def soft(text: str, x: float, y: float, anchor: str) -> str:
    """Return small writing that stands back."""
    return (
        f'<text class="soft" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="12" fill="{SOFT}">{text}</text>'
    )


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
        f'height="{height:.0f}" role="{role}" aria-label="{escape(title)}" font-family="{FONT}" font-size="13" '
        f'fill="{INK}"><title>{escape(title)}</title><defs>{patterns}</defs>'
        f'<rect class="sheet" width="100%" height="100%" fill="{PAPER}"/>{content}</svg>'
    )
