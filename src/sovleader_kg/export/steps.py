"""Steps: how many sat in a post of several seats over the years, for a page: as wide as it and coloured by its style.

The areas are stretched to the width; years, numbers and sizes keep theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from html import escape

from sovleader_kg.answers.chronology.rolls import Roll, Size
from sovleader_kg.answers.chronology.seats import Strength, strengths
from sovleader_kg.export.canvas import FIRST, LAST, Link
from sovleader_kg.export.scale import Scale

__all__ = ["draw_steps"]

TALL, SEAT = 110.0, 7.0  # how high the picture is at most, and a seat in it
HEAD = 20  # where the areas begin below the years
WIDE = 3000  # how wide the areas are before they are stretched; they are as high as there are seats
Tip = Callable[[Size], str]


def draw_steps(roll: Roll, tip: Tip, link: Link = None) -> str:
    """Return who sat in a post as an SVG picture: members, certain and possible, and seats, stated, usual and lacking.

    Args:
        roll: The post; somebody may have sat in it.
        tip: Says of a stated size what it is, for those who point at it or do not see it.
        link: Gives the address of a thing; without it nothing is linked.
    """
    begun = [*(one.first for one in roll.fillings if one.possible), *(one.first for one in roll.sizes)]
    first, last = max(min(begun), FIRST.toordinal()), min(roll.last, LAST.toordinal())
    scale, found = Scale.around(first, last), strengths(roll, first, last)
    most = max([1, *(one.possible for one in found), *(one.number for one in roll.sizes)])
    seat = min(SEAT, TALL / most)
    height = round(most * seat)
    sizes = "".join(_size(one, scale, HEAD + height - one.number * seat, tip, link) for one in roll.sizes)
    role = "group" if link and roll.sizes else "img"
    return (
        f'<svg class="ribbon steps" width="100%" height="{HEAD + height + 8}" role="{role}" '
        f'aria-label="{escape(roll.title)}">{scale.labels(13)}{scale.lines(HEAD, HEAD + height)}'
        f'<text x="0" y="{HEAD + 10}">{most}</text>'
        f'<svg y="{HEAD}" width="100%" height="{height}" viewBox="0 0 {WIDE} {most}" preserveAspectRatio="none">'
        f"{_areas(found, scale, most)}</svg>{sizes}</svg>"
    )


def _areas(found: Sequence[Strength], scale: Scale, most: int) -> str:
    possible = _area(((one, one.possible) for one in found), scale, most)
    certain = _area(((one, one.certain) for one in found), scale, most)
    lacks = "".join(_lack(one, scale, most) for one in found)
    return (
        f'<path class="maybe" d="{possible}"/><path class="term" d="{certain}"/><path class="lack" d="{lacks}"/>'
        f"{_line(found, scale, most)}"
    )


def _area(steps: Iterable[tuple[Strength, int]], scale: Scale, most: int) -> str:
    found = list(steps)
    path = "".join(f"V{most - number}H{_end(one, scale)}" for one, number in found)
    return f"M{_begin(found[0][0], scale)} {most}{path}V{most}Z"


def _lack(one: Strength, scale: Scale, most: int) -> str:
    """Return the seats that nobody may have filled."""
    if one.seats is None or one.seats <= one.possible:
        return ""
    begin = _begin(one, scale)
    return f"M{begin} {most - one.seats}H{_end(one, scale)}V{most - one.possible}H{begin}Z"


def _line(found: Iterable[Strength], scale: Scale, most: int) -> str:
    """Return the stated or usual size, as steps from the first that is known."""
    known = [(one, most - one.seats) for one in found if one.seats is not None]
    if not known:
        return ""
    path = "".join(f"V{height}H{_end(one, scale)}" for one, height in known)
    start = f"{_begin(known[0][0], scale)} {known[0][1]}"
    return f'<path class="size" vector-effect="non-scaling-stroke" d="M{start}{path}"/>'


def _size(size: Size, scale: Scale, height: float, tip: Tip, link: Link) -> str:
    at, said = scale.at((size.first + size.last) // 2), escape(tip(size))
    shape = (
        f'<title>{said}</title><circle class="{"listed" if size.listed else "stated"}" '
        f'cx="{at}%" cy="{height:.1f}" r="4"/>'
    )
    return f'<a href="{escape(link(size.claim))}" aria-label="{said}">{shape}</a>' if link else f"<g>{shape}</g>"


def _begin(one: Strength, scale: Scale) -> int:
    return _across(date.fromisoformat(one.first).toordinal(), scale)


def _end(one: Strength, scale: Scale) -> int:
    """Return where the day after the last one is."""
    return _across(date.fromisoformat(one.last).toordinal() + 1, scale)


def _across(day: int, scale: Scale) -> int:
    return round(scale.at(day) * WIDE / 100)
