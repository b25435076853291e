"""Picture: lanes drawn as SVG, ends as sharp as the sources are, and turned into PNG."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from sovleader_kg.errors import UsageError
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
    title_at,
    width_of,
    x_of,
    years,
)
from sovleader_kg.export.lanes import Bar, Lane, Mark
from sovleader_kg.prose.dates import spoken_span

__all__ = ["FILLS", "LEGEND", "draw", "png", "sure"]

ROW, BAR, TOP, GAP, LINE = 24.0, 15.0, 76.0, 12.0, 16.0
FILLS = {
    "term": "#2a5a8c",
    "acting": "url(#acting)",
    "leadership": "#8a5a1e",
    "collective": "#3f7550",
    "vacancy": "#6b6b6b",
    "post": "#dfe6ee",
}
PALE = 0.35
STRIPE, CHANGE = "#9db9d6", "#a1262f"
_FADES = tuple(kind for kind in FILLS if kind != "acting")
LEGEND = {
    "en": {
        "term": "held",
        "acting": "acting",
        "leadership": "led in effect",
        "collective": "led together",
        "vacancy": "title out of use",
        "post": "the post existed",
        "unsure": "in some readings only",
        "change": "the post was changed",
    },
    "ru": {
        "term": "занимал пост",
        "acting": "исполнял обязанности",
        "leadership": "руководил на деле",
        "collective": "руководили сообща",
        "vacancy": "без этого названия",
        "post": "пост существовал",
        "unsure": "лишь при некоторых прочтениях",
        "change": "перемена поста",
    },
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


def draw(lanes: Sequence[Lane], title: str, link: Link = None, language: str = "en") -> str:
    """Return lanes as an SVG picture.

    Args:
        lanes: What to draw, from top to bottom.
        title: What the picture is called, for those who do not see it.
        link: Gives the address of a thing; without it nothing is linked.
        language: "en" or "ru", for what is said beside the labels.
    """
    parts, below = [], TOP
    for lane in lanes:
        placed = _placed(lane.bars)
        height = max(ROW * max(1, 1 + max((one.row for one in placed), default=0)), LINE * len(_lines(lane.label)))
        parts.append(_lane(lane, placed, below, height, link, language))
        below += height + GAP
    drawn = f"{_legend(lanes, language)}{years(TOP - 34, below)}{''.join(parts)}"
    return sheet(drawn, below, title, _PATTERNS, link)


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


def _gradient(kind: str, side: str, strong: int) -> str:
    """Return how bars of a kind fade: at their start ("in") or their end ("out"), strong at one offset."""
    stops = "".join(
        f'<stop class="{kind}" offset="{offset}" stop-color="{FILLS[kind]}" '
        f'stop-opacity="{0.85 if offset == strong else 0.08}"/>'
        for offset in (0, 1)
    )
    return f'<linearGradient id="{kind}-{side}">{stops}</linearGradient>'


_PATTERNS = (
    '<pattern id="acting" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    f'<rect class="stripe" width="6" height="6" fill="{STRIPE}"/>'
    f'<rect class="term" width="3" height="6" fill="{FILLS["term"]}"/></pattern>'
    + "".join(_gradient(kind, side, strong) for kind in _FADES for side, strong in (("in", 1), ("out", 0)))
)


def _legend(lanes: Iterable[Lane], language: str) -> str:
    """Return what the colours mean, as far as lanes have them."""
    used = {bar.kind for lane in lanes for bar in (*lane.bars, *lane.exists)}
    shapes = {kind: f'class="{kind}" fill="{fill}"' for kind, fill in FILLS.items() if kind in used}
    shapes["unsure"] = 'fill="url(#term-out)"'
    if any(lane.marks for lane in lanes):
        shapes["change"] = f'class="change" fill="{CHANGE}"'
    parts, x, y = [], 0.0, 2.0
    for kind, look in shapes.items():
        text = LEGEND[language][kind]
        if x + 26 + width_of(text) > WIDTH:
            x, y = 0.0, y + LINE
        parts.append(f'<rect x="{x:.1f}" y="{y:.0f}" width="20" height="12" {look}/>')
        parts.append(f'<text x="{x + 26:.1f}" y="{y + 11:.0f}">{escape(text)}</text>')
        x += 44 + width_of(text)
    return "".join(parts)


def _lines(label: str) -> list[str]:
    """Break the label of a lane into lines that fit beside it."""
    lines = [""]
    for word in label.split():
        if width_of(f"{lines[-1]} {word}") * 1.1 > GUTTER and lines[-1]:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def sure(bar: Bar) -> tuple[date, date] | None:
    """Return the first and the last day that a bar certainly covers: it has a day at least. None where it has none."""
    first, last = bar.earliest_start or date.min, bar.latest_end or date.max
    days = min(bar.latest_start or date.max, last), max(bar.earliest_end or date.min, first)
    return None if bar.doubtful or days[0] > days[1] else days


def _extent(bar: Bar) -> tuple[float, float, float, float]:
    """Return from where a bar may last, surely lasts, to where it surely does and may do.

    Where nothing bounds it, it may last to the edge; where nothing of it is sure, the two in the middle are the end.
    """
    left, right = x_of(bar.earliest_start or FIRST), x_of(bar.latest_end or LAST)
    right = max(right, left + 2.0)
    certain = sure(bar)
    if certain is None:
        return left, right, right, right
    sure_left = min(x_of(certain[0]), right)
    return left, sure_left, min(max(x_of(certain[1]), sure_left), right), right


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


def _lane(lane: Lane, placed: Iterable[_Placed], top: float, height: float, link: Link, language: str) -> str:
    label = "".join(title_at(line, top + 13 + LINE * number) for number, line in enumerate(_lines(lane.label)))
    floor = f"{top + height + 5:.1f}"
    return "".join(
        (
            linked(label, lane.thing, link),
            f'<line class="grid" x1="{GUTTER}" x2="{WIDTH - RIGHT}" y1="{floor}" y2="{floor}" stroke="#ddd"/>',
            *(_faded(bar, _extent(bar), top - 3, height + 4) for bar in lane.exists),
            *(linked(_mark(mark, top, height, language), mark.thing, link) for mark in lane.marks),
            *(linked(_bar(one, top + one.row * ROW, language), one.bar.thing, link) for one in placed),
        )
    )


def _mark(mark: Mark, top: float, height: float, language: str) -> str:
    x, wide = x_of(mark.earliest), max(x_of(mark.latest) - x_of(mark.earliest), 1.2)
    strength = 0.25 if wide > 2 else 0.9
    return (
        f'<g class="mark"><title>{escape(mark.label)}: {spoken_span(mark.earliest, mark.latest, language)}</title>'
        f'<rect class="change" x="{x:.1f}" y="{top - 4:.1f}" width="{wide:.1f}" height="{height + 6:.1f}" '
        f'fill="{CHANGE}" opacity="{strength}"/>'
        f'<circle class="change" cx="{x + wide / 2:.1f}" cy="{top - 5:.1f}" r="3.4" fill="{CHANGE}"/></g>'
    )


def _bar(one: _Placed, top: float, language: str) -> str:
    bar, y = one.bar, f'y="{top + 12:.1f}"'
    start, end = (
        spoken_span(*days, language)
        for days in ((bar.earliest_start, bar.latest_start), (bar.earliest_end, bar.latest_end))
    )
    shape = _faded(bar, (one.left, one.sure_left, one.sure_right, one.right), top, BAR)
    if one.is_inside:
        text = f'<text class="inside" x="{one.sure_left + 4:.1f}" {y} fill="{PAPER}">{escape(bar.label)}</text>'
    elif one.right + 6 + width_of(bar.label) <= WIDTH:
        text = f'<text x="{one.right + 4:.1f}" {y}>{escape(bar.label)}</text>'
    else:
        text = f'<text x="{one.left - 4:.1f}" {y} text-anchor="end">{escape(bar.label)}</text>'
    return f'<g class="{bar.kind}"><title>{escape(bar.label)}: {start} – {end}</title>{shape}{text}</g>'


def _faded(bar: Bar, extent: tuple[float, float, float, float], top: float, height: float) -> str:
    """Draw a bar: whole where it surely lasts, fading where it may, pale where nothing is sure."""
    left, sure_left, sure_right, right = extent
    tall, fades = f'y="{top:.1f}" height="{height:.1f}"', "term" if bar.kind == "acting" else bar.kind
    if sure(bar) is None:
        look = f'class="{fades}" fill="{FILLS[fades]}" opacity="{PALE}"'
        return f'<rect {look} x="{left:.1f}" width="{right - left:.1f}" {tall}/>'
    parts = []
    if sure_right - sure_left > 0 or right - left <= 2:
        wide = max(sure_right - sure_left, 2)
        look = f'class="{bar.kind}" fill="{FILLS[bar.kind]}"'
        parts.append(f'<rect {look} x="{sure_left:.1f}" width="{wide:.1f}" {tall}/>')
    for side, begin, end in (("in", left, sure_left), ("out", sure_right, right)):
        if end - begin > 0.5:
            parts.append(f'<rect x="{begin:.1f}" width="{end - begin:.1f}" {tall} fill="url(#{fades}-{side})"/>')
    return "".join(parts)
