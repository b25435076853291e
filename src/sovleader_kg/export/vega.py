"""Vega: lanes of bars and seats over the years as charts of Altair (the extra `plot`), their data inside."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import altair as alt

from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Strength
from sovleader_kg.export.lanes import Lane
from sovleader_kg.export.spans import colours, spans
from sovleader_kg.export.strips import LEGENDS, LINE, MAYBE, SURE

__all__ = ["bars", "steps"]

Chart = alt.LayerChart | alt.FacetChart
Layers = Sequence[alt.Chart]
WIDTH, TALL, PALE = 700, 120, 0.35
_NAMES = alt.Axis(labelLimit=400)
_LEGEND = alt.Legend(symbolOpacity=1, symbolType="square")
_DAYS = alt.Scale(type="utc")  # a day is the same wherever the chart is looked at


def bars(lanes: Sequence[Lane], title: str, language: str) -> Chart:
    """Return lanes as a chart: pale where a bar may last, full where it surely does."""
    found = list(spans(lanes, language))
    values = [{key: str(value) if value is not None else None for key, value in asdict(one).items()} for one in found]
    fills = colours(found, language)
    scale = alt.Scale(domain=list(fills), range=list(fills.values()))
    base = alt.Chart(alt.InlineData(values)).encode(
        y=alt.Y("name:N", sort=alt.EncodingSortField("first", op="min"), title=None, axis=_NAMES),
        color=alt.Color("kind:N", scale=scale, title=None, legend=_LEGEND),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("name", "lane", "kind", "start", "end")],
        href="thing:N",
    )
    lasts = base.mark_bar(opacity=PALE).encode(x=alt.X("first:T", scale=_DAYS, title=None), x2="last:T")
    known = base.transform_filter("isValid(datum.sure_first)").mark_bar()
    surely = known.encode(x=alt.X("sure_first:T", scale=_DAYS, title=None), x2="sure_last:T")
    labels = list(dict.fromkeys(one.lane for one in found))
    return _below([lasts, surely], "lane", labels, title)


def steps(found: Sequence[tuple[Roll, Sequence[Strength]]], title: str, language: str) -> Chart:
    """Return posts as steps: members, certain and possible, and the seats that were stated or usual."""
    values = [value for roll, strengths in found for value in _steps(roll, strengths)]
    certain, possible, seats = (words.partition(";")[0] for words in LEGENDS[language][:3])
    scale = alt.Scale(domain=[possible, certain, seats], range=[MAYBE, SURE, LINE])
    base = alt.Chart(alt.InlineData(values)).encode(
        x=alt.X("first:T", scale=_DAYS, title=None),
        tooltip=[alt.Tooltip(f"{name}:N") for name in ("name", "days", "certain", "possible", "seats")],
    )
    layers = [
        _step(base.mark_area(interpolate="step-after"), "possible", possible, scale),
        _step(base.mark_area(interpolate="step-after"), "certain", certain, scale),
        _step(base.mark_line(interpolate="step-after"), "seats", seats, scale),
    ]
    return _below(layers, "name", [roll.title for roll, _ in found], title)


def _step(mark: alt.Chart, column: str, words: str, scale: alt.Scale) -> alt.Chart:
    y, color = (
        alt.Y(f"{column}:Q", title=None, stack=None),
        alt.Color("series:N", scale=scale, title=None, legend=_LEGEND),
    )
    return mark.transform_calculate(series=json.dumps(words)).encode(y=y, color=color)


def _steps(roll: Roll, strengths: Iterable[Strength]) -> Iterator[Mapping[str, Any]]:
    """Yield the point where each stretch begins, and the end of the last."""
    last: dict[str, Any] = {}
    for one in strengths:
        last = {**asdict(one), "name": roll.title, "days": f"{one.first} – {one.last}"}
        yield last
    yield {**last, "first": last["last"]} if last else last


def _below(layers: Layers, column: str, labels: Sequence[str], title: str) -> Chart:
    """Return a chart of layers, or where there are several lanes one below the other."""
    layered = alt.LayerChart(layer=[*layers], data=layers[0].data).properties(width=WIDTH)
    if len(labels) < 2:
        return layered.properties(title=title)
    row = alt.Row(f"{column}:N", sort=list(labels), title=None, header=alt.Header(labelAngle=0, labelAlign="left"))
    below: Chart = layered.facet(row=row, title=title).resolve_scale(y="independent")
    return below
