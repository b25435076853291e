"""Axes: lanes of bars and seats over the years drawn with matplotlib (the extra `plot`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from matplotlib import pyplot as plt
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.patches import Patch

from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Strength
from sovleader_kg.export.lanes import Lane
from sovleader_kg.export.spans import Span, colours, spans
from sovleader_kg.export.strips import LEGENDS, LINE, MAYBE, SURE

__all__ = ["bars", "steps"]

WIDE, ROW, LEAST, TALL = 12, 0.26, 2.0, 4.0  # inches: the width, a row, the least height, the height of steps
PALE, BAR = 0.35, 0.7


def bars(lanes: Sequence[Lane], title: str, language: str, ax: Axes | None = None) -> Axes:
    """Draw lanes: a row for each name, pale where a bar may last, full where it surely does."""
    found = list(spans(lanes, language))
    rows = _rows(found)
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDE, max(LEAST, ROW * len(rows) + 1)), layout="constrained")
    fills = colours(found, language)
    for one in found:
        place = rows.index((one.lane, one.name))
        _bar(ax, place, one.first, one.last, fills[one.kind], PALE)
        if one.sure_first and one.sure_last:
            _bar(ax, place, one.sure_first, one.sure_last, fills[one.kind], 1)
    ax.set_yticks(range(len(rows)), [name or lane for lane, name in rows])
    for tick, (_, name) in zip(ax.get_yticklabels(), rows, strict=True):
        tick.set_fontweight("normal" if name else "bold")
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.xaxis_date()
    ax.set_title(title)
    if fills:
        ax.legend(handles=[Patch(color=fill, label=words) for words, fill in fills.items()], loc="best")
    return ax


def steps(roll: Roll, found: Sequence[Strength], title: str, language: str, ax: Axes | None = None) -> Axes:
    """Draw a post as steps: members, certain and possible, and the seats that were stated or usual."""
    if ax is None:
        _, ax = plt.subplots(figsize=(WIDE, TALL), layout="constrained")
    edges = [date.fromisoformat(one.first) for one in found] + [date.fromisoformat(one.last) for one in found[-1:]]
    certain, possible, seats = (words.partition(";")[0] for words in LEGENDS[language][:3])
    areas = ((possible, MAYBE, [one.possible for one in found]), (certain, SURE, [one.certain for one in found]))
    for words, fill, heights in areas:
        ax.fill_between(date2num(edges), _closed(heights), step="post", color=fill, label=words)
    stated = [float("nan") if one.seats is None else one.seats for one in found]
    ax.step(date2num(edges), _closed(stated), where="post", color=LINE, label=seats)
    ax.xaxis_date()
    ax.set_ylim(bottom=0)
    ax.set_title(title)
    ax.set_ylabel(roll.title)
    ax.legend(loc="best")
    return ax


def _rows(found: Iterable[Span]) -> list[tuple[str, str]]:
    """Return the rows from top to bottom: each lane, where there are several, and each name in it."""
    names = list(dict.fromkeys((one.lane, one.name) for one in found))
    lanes = list(dict.fromkeys(lane for lane, _ in names))
    if len(lanes) < 2:
        return names
    return [row for lane in lanes for row in ((lane, ""), *(one for one in names if one[0] == lane))]


def _bar(ax: Axes, row: int, first: date, last: date, fill: str, strength: float) -> None:
    left = date2num(first)
    wide = max(date2num(last) - left, 1)
    ax.barh(row, wide, left=left, height=BAR, color=fill, alpha=strength, linewidth=0)


def _closed(heights: Sequence[float]) -> list[float]:
    """Return heights with the last one twice: it lasts to the end."""
    return [*heights, *heights[-1:]]
