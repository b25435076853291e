"""Spans: the bars of lanes as charts take them: from where to where each may last and surely lasts, in words too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sovleader_kg.export.canvas import FIRST, LAST
from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.export.picture import FILLS, LEGEND, sure
from sovleader_kg.prose.dates import spoken_span

__all__ = ["ACTING", "Span", "colours", "spans"]

ACTING = "#7fa6cc"  # where a bar cannot be striped


@dataclass(frozen=True, slots=True)
class Span:
    """A bar of a chart.

    Attributes:
        lane: The label of its lane.
        name: Its label.
        kind: What it is, in words: "held", "acting" …
        first: The first day on which it may be; the first of the chart where nothing bounds it.
        last: The last one.
        sure_first: The first day on which it certainly is; None where there is none.
        sure_last: The last one.
        start: When it began, in words.
        end: When it ended.
        thing: IRI of what it is.
    """

    lane: str
    name: str
    kind: str
    first: date
    last: date
    sure_first: date | None
    sure_last: date | None
    start: str
    end: str
    thing: str


def spans(lanes: Iterable[Lane], language: str) -> Iterator[Span]:
    """Yield the bars of lanes in the order in which they begin; of one person alone the lanes are names in one lane."""
    found = [_span(lane, bar, language) for lane in lanes for bar in lane.bars]
    if len({one.name for one in found}) == 1 < len({one.lane for one in found}):
        found = [replace(one, name=one.lane, lane=one.name) for one in found]
    order = list(dict.fromkeys(one.lane for one in found))
    yield from sorted(found, key=lambda one: (order.index(one.lane), one.first, one.name))


def colours(found: Iterable[Span], language: str) -> dict[str, str]:
    """Return the colours of the kinds that there are, by their words, in the order of the legend."""
    used = {one.kind for one in found}
    fills = {LEGEND[language][kind]: ACTING if kind == "acting" else fill for kind, fill in FILLS.items()}
    return {words: fill for words, fill in fills.items() if words in used}


def _span(lane: Lane, bar: Bar, language: str) -> Span:
    first, last = _within(bar.earliest_start or FIRST), _within(bar.latest_end or LAST)
    certain = sure(bar)
    start, end = (
        spoken_span(*bounds, language)
        for bounds in ((bar.earliest_start, bar.latest_start), (bar.earliest_end, bar.latest_end))
    )
    sure_first, sure_last = map(_within, certain) if certain else (None, None)
    kind = LEGEND[language][bar.kind]
    return Span(lane.label, bar.label, kind, first, last, sure_first, sure_last, start, end, bar.thing)


def _within(day: date) -> date:
    """Return a day, or the edge of the chart where it lies beyond."""
    return min(max(day, FIRST), LAST)
