"""Strips: for each post of several seats its sizes and its members over the years, drawn as SVG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape

from sovleader_kg.answers.chronology.rolls import Roll, Size
from sovleader_kg.answers.chronology.seats import Strength, strengths
from sovleader_kg.export.canvas import (
    FIRST,
    GUTTER,
    LAST,
    PAPER,
    RIGHT,
    WIDTH,
    Link,
    linked,
    sheet,
    soft,
    title_at,
    width_of,
    x_of,
    years,
)

__all__ = ["LEGENDS", "LINE", "MAYBE", "SURE", "TITLES", "draw_strips"]

HEAD, LABEL, GAP = 52.0, 20.0, 12.0
TALL, SEAT = 90.0, 6.0  # how high a strip is at most, and a seat in it
SURE, MAYBE, LINE, LACK = "#2a5a8c", "#a9c4df", "#1c1c1c", "#a1262f"
TITLES = {"en": "Seats and members, 1917–1991", "ru": "Места и члены, 1917–1991"}
LEGENDS = {
    "en": ("certain members", "possible members", "size as stated; ● as listed", "seats that nobody may fill"),
    "ru": ("точно члены", "возможно члены", "названное число; ● по списку", "места, которые некому занять"),
}
_HATCHED = (
    '<pattern id="lack" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect class="sheet" width="5" height="5" fill="{PAPER}"/>'
    f'<rect class="lack" width="2" height="5" fill="{LACK}"/></pattern>'
)


def draw_strips(rolls: Sequence[Roll], language: str, link: Link = None) -> str:
    """Return the rolls of posts as an SVG picture, from top to bottom.

    Args:
        rolls: The posts, with titles in the language.
        language: "en" or "ru".
        link: Gives the address of a thing; without it nothing is linked.
    """
    title, parts, below = TITLES[language], [], HEAD + 34
    for roll in rolls:
        drawn, height = _strip(roll, below, link)
        parts.append(drawn)
        below += height + GAP
    heading = f"{title_at(title, 16)}{_legend(language)}"
    return sheet(f"{heading}{years(HEAD - 8, below)}{''.join(parts)}", below, title, _HATCHED, link)


def _legend(language: str) -> str:
    fills = (
        f'class="sure" height="12" fill="{SURE}"',
        f'class="maybe" height="12" fill="{MAYBE}"',
        f'class="line" height="2" transform="translate(0 5)" fill="{LINE}"',
        'height="12" fill="url(#lack)"',
    )
    parts, x = [], 0.0
    for text, fill in zip(LEGENDS[language], fills, strict=True):
        parts.append(f'<rect x="{x:.1f}" y="28" width="20" {fill}/><text x="{x + 26:.1f}" y="39">{escape(text)}</text>')
        x += 50 + width_of(text)
    return "".join(parts)


def _strip(roll: Roll, top: float, link: Link) -> tuple[str, float]:
    """Return one post: its title, below it the members as steps, what lacks, and the sizes; and how high that is."""
    found = strengths(roll, FIRST.toordinal(), LAST.toordinal())
    most = max([1, *(one.possible for one in found), *(one.number for one in roll.sizes)])
    scale = min(SEAT, TALL / most)
    floor = top + LABEL + most * scale
    parts = [
        linked(title_at(roll.title, top + 13), roll.post, link),
        soft(str(most), GUTTER - 6, top + LABEL + 8, "end"),
        _area(((one, one.possible) for one in found), floor, scale, f'class="maybe" fill="{MAYBE}"'),
        _area(((one, one.certain) for one in found), floor, scale, f'class="sure" fill="{SURE}"'),
        *(_lack(one, floor, scale) for one in found),
        _line(found, floor, scale),
        *(linked(_size(one, floor, scale), one.claim, link) for one in roll.sizes),
        f'<line class="floor" x1="{GUTTER}" x2="{WIDTH - RIGHT}" y1="{floor:.1f}" y2="{floor:.1f}" stroke="#999"/>',
    ]
    return "".join(parts), floor - top


def _area(steps: Iterable[tuple[Strength, int]], floor: float, scale: float, look: str) -> str:
    path = "".join(f"V{floor - number * scale:.1f}H{_end(one):.1f}" for one, number in steps)
    return f'<path d="M{GUTTER} {floor:.1f}{path}V{floor:.1f}Z" {look}/>'


def _lack(one: Strength, floor: float, scale: float) -> str:
    """Return the seats that nobody may have filled."""
    lacking = (one.seats or 0) - one.possible
    if lacking <= 0:
        return ""
    left, top = _begin(one), floor - (one.possible + lacking) * scale
    return (
        f"<g><title>{one.first}/{one.last}: {one.possible} / {one.seats}</title>"
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{max(_end(one) - left, 1):.1f}" height="{lacking * scale:.1f}" '
        'fill="url(#lack)"/></g>'
    )


def _line(found: Iterable[Strength], floor: float, scale: float) -> str:
    """Return the stated or usual size, as steps from the first that is known."""
    known = [(_begin(one), floor - one.seats * scale, _end(one)) for one in found if one.seats is not None]
    if not known:
        return ""
    path = "".join(f"V{height:.1f}H{end:.1f}" for _, height, end in known)
    start = f"M{known[0][0]:.1f} {known[0][1]:.1f}"
    return f'<path class="outline" d="{start}{path}" fill="none" stroke="{LINE}" stroke-width="1.5"/>'


def _size(size: Size, floor: float, scale: float) -> str:
    x, fill = x_of(date.fromordinal((size.first + size.last) // 2)), LINE if size.listed else PAPER
    return (
        f"<g><title>{escape(f'{size.said}: {size.number}, {size.source_title}')}</title>"
        f'<circle class="{"listed" if size.listed else "stated"}" cx="{x:.1f}" cy="{floor - size.number * scale:.1f}" '
        f'r="3.2" fill="{fill}" stroke="{LINE}"/></g>'
    )


def _begin(one: Strength) -> float:
    return x_of(date.fromisoformat(one.first))


def _end(one: Strength) -> float:
    """Return where the day after the last one is."""
    return x_of(date.fromordinal(date.fromisoformat(one.last).toordinal() + 1))
