"""Picture: lanes drawn as SVG, ends as sharp as the sources are, and turned into PNG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from sovleader_kg.errors import UsageError
from sovleader_kg.export.canvas import FIRST, GUTTER, LAST, RIGHT, WIDTH, Link, linked, sheet, width_of, x_of, years
from sovleader_kg.export.lanes import Bar, Lane, Mark

__all__ = ["draw", "png"]

ROW, BAR, TOP, GAP = 24.0, 15.0, 34.0, 12.0
UNKNOWN = 400  # days over which a bar fades where nothing is known of its end
FILLS = {
    "term": "#2a5a8c",
    "acting": "url(#acting)",
    "leadership": "#8a5a1e",
    "collective": "#3f7550",
    "vacancy": "#6b6b6b",
    "post": "#dfe6ee",
}


@dataclass(frozen=True, slots=True)
class _Placed:
    """A bar and where it goes: from where to where it may last, from where to where it surely does, and its row."""

    bar: Bar
    left: float
    sure_left: float
    sure_right: float
    right: float
    row: int

    @property
    def is_inside(self) -> bool:
        """Whether the label fits into the sure part."""
        return self.sure_right - self.sure_left >= width_of(self.bar.label) + 8


def draw(lanes: Sequence[Lane], title: str, link: Link = None) -> str:
    """Return lanes as an SVG picture.

    Args:
        lanes: What to draw, from top to bottom.
        title: What the picture is called, for those who do not see it.
        link: Gives the address of a thing; without it nothing is linked.
    """
    parts, below = [], TOP
    for lane in lanes:
        placed = _placed(lane.bars)
        height = ROW * max(1, 1 + max((one.row for one in placed), default=0))
        parts.append(_lane(lane, placed, below, height, link))
        below += height + GAP
    return sheet(f"{years(0, below)}{''.join(parts)}", below, title, _ACTING, link)


def png(svg: str) -> bytes:
    """Return a picture as PNG, twice as large.

    Raises:
        UsageError: resvg_py is not installed.
    """
    try:
        import resvg_py
    except ImportError:
        raise UsageError("a PNG needs resvg_py: pip install 'sovleader-kg[picture]'; or write an .svg") from None
    return bytes(resvg_py.svg_to_bytes(svg_string=svg, width=int(WIDTH * 2)))


_ACTING = (
    '<pattern id="acting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<rect width="6" height="6" fill="#9db9d6"/><rect width="3" height="6" fill="#2a5a8c"/></pattern>'
)


def _extent(bar: Bar) -> tuple[float, float, float, float]:
    """Return from where a bar may last, surely lasts, to where it surely does and may do."""
    first = bar.earliest_start or bar.latest_start or bar.earliest_end or bar.latest_end or FIRST
    last = bar.latest_end or bar.earliest_end or bar.latest_start or bar.earliest_start or LAST
    fade = UNKNOWN / (LAST - FIRST).days * (WIDTH - GUTTER - RIGHT)
    left, right = x_of(first), x_of(last)
    left -= 0 if bar.earliest_start else fade
    right += 0 if bar.latest_end else fade
    sure_left = x_of(bar.latest_start) if bar.latest_start else x_of(first)
    sure_right = x_of(bar.earliest_end) if bar.earliest_end else x_of(last)
    right = max(right, left + 2.0)
    return (
        max(left, GUTTER),
        min(sure_left, right),
        max(min(sure_right, right), min(sure_left, right)),
        min(right, WIDTH),
    )


def _placed(bars: Iterable[Bar]) -> list[_Placed]:
    """Put bars into as few rows as let neither them nor their labels overlap."""
    ends: list[float] = []
    placed = []
    for bar in sorted(bars, key=lambda one: (_extent(one)[0], one.thing)):
        left, sure_left, sure_right, right = _extent(bar)
        fits = sure_right - sure_left >= width_of(bar.label) + 8
        needed = right if fits else right + 6 + width_of(bar.label)
        shift = 0.0 if fits or needed <= WIDTH else width_of(bar.label) + 6
        row = next((number for number, end in enumerate(ends) if end + 6 <= left - shift), len(ends))
        ends[row:] = [needed, *ends[row + 1 :]]
        placed.append(_Placed(bar, left, sure_left, sure_right, right, row))
    return placed


def _lane(lane: Lane, placed: Iterable[_Placed], top: float, height: float, link: Link) -> str:
    label = f'<text class="lane" x="0" y="{top + 15:.1f}">{escape(lane.label)}</text>'
    parts = [linked(label, lane.thing, link)]
    floor = f"{top + height + 5:.1f}"
    parts.append(f'<line x1="{GUTTER}" x2="{WIDTH - RIGHT}" y1="{floor}" y2="{floor}" stroke="#ddd"/>')
    for bar in lane.exists:
        left, _, _, right = _extent(bar)
        parts.append(_faded(bar, _extent(bar), top - 3, height + 4, f"{left:.0f}-{right:.0f}-{top:.0f}"))
    parts.extend(linked(_bar(one, top + one.row * ROW), one.bar.thing, link) for one in placed)
    parts.extend(linked(_mark(mark, top, height), mark.thing, link) for mark in lane.marks)
    return "".join(parts)


def _mark(mark: Mark, top: float, height: float) -> str:
    x, wide = x_of(mark.earliest), max(x_of(mark.latest) - x_of(mark.earliest), 1.2)
    strength = 0.25 if wide > 2 else 0.9
    return (
        f'<g class="mark"><title>{escape(mark.label)}: {_days(mark.earliest, mark.latest)}</title>'
        f'<rect x="{x:.1f}" y="{top - 4:.1f}" width="{wide:.1f}" height="{height + 6:.1f}" '
        f'fill="#a1262f" opacity="{strength}"/>'
        f'<circle cx="{x + wide / 2:.1f}" cy="{top - 5:.1f}" r="3.4" fill="#a1262f"/></g>'
    )


def _bar(one: _Placed, top: float) -> str:
    bar = one.bar
    tooltip = f"{bar.label}: {_days(bar.earliest_start, bar.latest_start)} – {_days(bar.earliest_end, bar.latest_end)}"
    shape = _faded(bar, (one.left, one.sure_left, one.sure_right, one.right), top, BAR, bar.thing.rpartition("/")[2])
    if one.is_inside:
        text = f'<text class="inside" x="{one.sure_left + 4:.1f}" y="{top + 12:.1f}">{escape(bar.label)}</text>'
    elif one.right + 6 + width_of(bar.label) <= WIDTH:
        text = f'<text x="{one.right + 4:.1f}" y="{top + 12:.1f}">{escape(bar.label)}</text>'
    else:
        text = f'<text x="{one.left - 4:.1f}" y="{top + 12:.1f}" text-anchor="end">{escape(bar.label)}</text>'
    return f'<g class="{bar.kind}"><title>{escape(tooltip)}</title>{shape}{text}</g>'


def _faded(bar: Bar, extent: tuple[float, float, float, float], top: float, height: float, name: str) -> str:
    """Draw a bar: whole where it surely lasts, fading where it may."""
    left, sure_left, sure_right, right = extent
    fill, tall = FILLS[bar.kind], f'y="{top:.1f}" height="{height:.1f}"'
    key = "".join(letter if letter.isalnum() else "-" for letter in f"{bar.kind}-{name}")
    parts = []
    if sure_right - sure_left > 0 or right - left <= 2:
        parts.append(f'<rect x="{sure_left:.1f}" width="{max(sure_right - sure_left, 2):.1f}" {tall} fill="{fill}"/>')
    for side, begin, end, strong in (("s", left, sure_left, 1), ("e", sure_right, right, 0)):
        if end - begin > 0.5:
            flat = FILLS["term"] if bar.kind == "acting" else fill
            stops = "".join(
                f'<stop offset="{offset}" stop-color="{flat}" stop-opacity="{0.85 if offset == strong else 0.08}"/>'
                for offset in (0, 1)
            )
            parts.append(
                f'<linearGradient id="{key}-{side}">{stops}</linearGradient>'
                f'<rect x="{begin:.1f}" width="{end - begin:.1f}" {tall} fill="url(#{key}-{side})"/>'
            )
    return "".join(parts)


def _days(earliest: date | None, latest: date | None) -> str:
    if earliest == latest:
        return "?" if earliest is None else earliest.isoformat()
    return f"{earliest or '…'}/{latest or '…'}"
