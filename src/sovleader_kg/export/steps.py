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
HEAD, WIDE = 20, 1000  # where the areas begin below the years; how wide they are before they are stretched
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
        f'<svg y="{HEAD}" width="100%" height="{height}" viewBox="0 0 {WIDE} {height}" preserveAspectRatio="none">'
        f"{_areas(found, scale, height, seat)}</svg>{sizes}</svg>"
    )


def _areas(found: Sequence[Strength], scale: Scale, floor: float, seat: float) -> str:
    possible = _area(((one, one.possible) for one in found), scale, floor, seat)
    certain = _area(((one, one.certain) for one in found), scale, floor, seat)
    lacks = "".join(_lack(one, scale, floor, seat) for one in found)
    return (
        f'<path class="maybe" d="{possible}"/><path class="term" d="{certain}"/><path class="lack" d="{lacks}"/>'
        f"{_line(found, scale, floor, seat)}"
    )


def _area(steps: Iterable[tuple[Strength, int]], scale: Scale, floor: float, seat: float) -> str:
    found = list(steps)
    path = "".join(f"V{_short(floor - number * seat)}H{_end(one, scale)}" for one, number in found)
    return f"M{_begin(found[0][0], scale)} {_short(floor)}{path}V{_short(floor)}Z"


def _lack(one: Strength, scale: Scale, floor: float, seat: float) -> str:
    """Return the seats that nobody may have filled."""
    if one.seats is None or one.seats <= one.possible:
        return ""
    top, below = _short(floor - one.seats * seat), _short(floor - one.possible * seat)
    return f"M{_begin(one, scale)} {top}H{_end(one, scale)}V{below}H{_begin(one, scale)}Z"


def _line(found: Iterable[Strength], scale: Scale, floor: float, seat: float) -> str:
    """Return the stated or usual size, as steps from the first that is known."""
    known = [one for one in found if one.seats is not None]
    if not known:
        return ""
    path = "".join(f"V{_short(floor - (one.seats or 0) * seat)}H{_end(one, scale)}" for one in known)
    start = f"{_begin(known[0], scale)} {_short(floor - (known[0].seats or 0) * seat)}"
    return f'<path class="size" vector-effect="non-scaling-stroke" d="M{start}{path}"/>'


def _size(size: Size, scale: Scale, height: float, tip: Tip, link: Link) -> str:
    at, said = scale.at((size.first + size.last) // 2), escape(tip(size))
    shape = (
        f'<title>{said}</title><circle class="{"listed" if size.listed else "stated"}" '
        f'cx="{at}%" cy="{height:.1f}" r="4"/>'
    )
    return f'<a href="{escape(link(size.claim))}" aria-label="{said}">{shape}</a>' if link else f"<g>{shape}</g>"


def _begin(one: Strength, scale: Scale) -> str:
    return _across(date.fromisoformat(one.first).toordinal(), scale)


def _end(one: Strength, scale: Scale) -> str:
    """Return where the day after the last one is."""
    return _across(date.fromisoformat(one.last).toordinal() + 1, scale)


def _across(day: int, scale: Scale) -> str:
    return _short(scale.at(day) * WIDE / 100)


def _short(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
