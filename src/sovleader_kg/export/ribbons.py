"""Ribbons: lanes of bars for a page, a small SVG each, as wide as the page lets them be, coloured by its style sheet.

The years stand in percents of the width, so that writing keeps its size on a phone; the labels of the lanes are the
page's own. A bar is whole where it surely lasts, and fades where the sources leave more than one day open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from html import escape

from sovleader_kg.export.canvas import Link
from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.export.scale import Scale

__all__ = ["Ribbon", "Ribbons", "draw_ribbons"]

ROW, BAR = 18, 12  # how high a row of bars is, and a bar in it
UNKNOWN = 400  # days over which a bar fades where nothing is known of its end
LEAST = 0.5  # percents that a bar takes at least
Tip = Callable[[Bar], str]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A lane as drawn: the lane, its SVG, and the kinds of its bars."""

    lane: Lane
    svg: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ribbons:
    """Lanes under one scale of years: the years as SVG, with what all lanes share, and each lane."""

    years: str
    rows: tuple[Ribbon, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of all bars."""
        return frozenset(kind for row in self.rows for kind in row.kinds)


def draw_ribbons(lanes: Sequence[Lane], name: str, tip: Tip, link: Link = None) -> Ribbons:
    """Return lanes as ribbons.

    Args:
        lanes: What to draw; a lane's `exists` lies behind its bars. A bar of which no day is known is left out.
        name: What the ids of this picture begin with; each picture of a page has its own.
        tip: Says what a bar is, for those who point at it or do not see it.
        link: Gives the address of a thing; without it nothing is linked.
    """
    dated = [replace(lane, bars=tuple(bar for bar in lane.bars if bar.is_dated)) for lane in lanes]
    bars = [bar for lane in dated for bar in (*lane.exists, *lane.bars)]
    extents = [_extent(bar) for bar in bars]
    first, last = min((one[0] for one in extents), default=0), max((one[3] for one in extents), default=1)
    scale = Scale.around(first, last)
    kinds = sorted({bar.kind for bar in bars})
    rows = tuple(
        Ribbon(lane, _lane(lane, name, scale, tip, link), frozenset(bar.kind for bar in lane.bars)) for lane in dated
    )
    return Ribbons(_years(scale, name, kinds), rows)


def _extent(bar: Bar) -> tuple[int, int, int, int]:
    """Return the days from which a bar may last and surely lasts, and to which it surely does and may do."""
    known = [bar.earliest_start, bar.latest_start, bar.earliest_end, bar.latest_end]
    days = [day.toordinal() for day in known if day]
    first = bar.earliest_start.toordinal() if bar.earliest_start else min(days) - UNKNOWN
    last = bar.latest_end.toordinal() if bar.latest_end else max(days) + UNKNOWN
    begun = bar.latest_start.toordinal() if bar.latest_start else last
    until = bar.earliest_end.toordinal() if bar.earliest_end else first
    return first, min(begun, last), max(until, first), last


def _years(scale: Scale, name: str, kinds: Iterable[str]) -> str:
    fills = "".join(_fills(f"{name}-{kind}", kind) for kind in kinds)
    head = '<svg class="ribbon years" width="100%" height="18" aria-hidden="true">'
    grid = f'<g id="{name}-grid">{scale.lines(0, "100%")}</g>'
    return f"{head}<defs>{fills}{grid}</defs>{scale.labels(13)}</svg>"


def _fills(name: str, kind: str) -> str:
    """Return what the bars of a kind are filled with where they fade in, fade out, and are never certain."""
    fades = "".join(
        f'<linearGradient id="{name}-{side}"><stop class="{kind}" offset="0" stop-opacity="{left}"/>'
        f'<stop class="{kind}" offset="1" stop-opacity="{right}"/></linearGradient>'
        for side, left, right in (("in", 0.1, 0.9), ("out", 0.9, 0.1))
    )
    return (
        f'{fades}<pattern id="{name}-maybe" width="6" height="6" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate(45)"><rect class="{kind}" width="3" height="6"/></pattern>'
    )


def _lane(lane: Lane, name: str, scale: Scale, tip: Tip, link: Link) -> str:
    placed = _rows(lane.bars)
    height = ROW * max(1, 1 + max((row for _, row in placed), default=0))
    behind = "".join(_shape(bar, name, scale, 0, height) for bar in lane.exists)
    bars = "".join(_bar(bar, name, scale, row, tip, link) for bar, row in placed)
    role = "group" if link else "img"
    return (
        f'<svg class="ribbon" width="100%" height="{height}" role="{role}" aria-label="{escape(lane.label)}">'
        f'<use href="#{name}-grid"/>{behind}{bars}</svg>'
    )


def _rows(bars: Iterable[Bar]) -> list[tuple[Bar, int]]:
    """Put bars into as few rows as let them not overlap."""
    ends: list[int] = []
    placed = []
    for bar in sorted(bars, key=lambda one: (_extent(one), one.thing)):
        first, begun, until, last = _extent(bar)
        row = next((number for number, end in enumerate(ends) if end <= first), len(ends))
        ends[row:] = [max(until, begun) if until >= begun else last, *ends[row + 1 :]]
        placed.append((bar, row))
    return placed


def _bar(bar: Bar, name: str, scale: Scale, row: int, tip: Tip, link: Link) -> str:
    said = escape(tip(bar))
    shape = f"<title>{said}</title>{_shape(bar, name, scale, row * ROW + (ROW - BAR) // 2, BAR)}"
    return f'<a href="{escape(link(bar.thing))}">{shape}</a>' if link else f"<g>{shape}</g>"


def _shape(bar: Bar, name: str, scale: Scale, top: int, height: int) -> str:
    """Draw a bar: whole where it surely lasts, fading where it may, hatched all through where it is never certain."""
    first, begun, until, last = (scale.at(day) for day in _extent(bar))
    tall = f'y="{top}" height="{height}"'
    if bar.kind == "doubtful":
        return _rect(first, last, tall, f'fill="url(#{name}-doubtful-maybe)"')
    sure = begun <= until
    peak = (begun, until) if sure else ((begun + until) / 2, (begun + until) / 2)
    return "".join(
        (
            _rect(first, peak[0], tall, f'fill="url(#{name}-{bar.kind}-in)"') if peak[0] - first > LEAST else "",
            _rect(*peak, tall, f'class="{bar.kind}"') if sure or last - first <= LEAST else "",
            _rect(peak[1], last, tall, f'fill="url(#{name}-{bar.kind}-out)"') if last - peak[1] > LEAST else "",
        )
    )


def _rect(left: float, right: float, tall: str, fill: str) -> str:
    wide = max(round(right - left, 2), LEAST)
    return f'<rect x="{min(round(left, 2), 100 - LEAST)}%" width="{wide}%" {tall} {fill}/>'
