"""Seats: how many there were, as a picture; the gaps in the Politburo and the sizes not met, as a page of the docs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sovleader_kg.answers.chronology.rolls import read_rolls
from sovleader_kg.answers.chronology.seats import SHARE, Seats, Strength, seats_of, shortfalls, strengths
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.explanation.disputes import read_disputes
from sovleader_kg.dates import as_day
from sovleader_kg.export.format import FEATURES, Format, Loss
from sovleader_kg.export.picture import png
from sovleader_kg.export.strips import draw_strips
from sovleader_kg.names import compact, expand
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS", "PERIOD", "POLITBURO"]

POLITBURO, PERIOD = "post:politburo-member", ("1919-03-25", "1991-08-24")
LOSSES = tuple(
    Loss(feature, "only how many seats a source states, how many members are certain and possible, and what is missing")
    for feature in FEATURES
)
_PAGE = """\
# Seats

How many seats a body had, as sources state it or as a complete list counts it, held against the members that the graph
finds certain and possible on that day. Between two sizes the smaller one is the usual size. A seat whose holder is told
to have left, and that nobody may have taken, is vacant. `sovleader check --seats` tells every size, and what explains
its difference; `make seats` writes this page and its picture.

![Seats and members, 1917–1991](seats.svg)

## Gaps in the Politburo

{gaps}

## Vacant seats of the Politburo

{vacant}

## Sizes that are not met

{unmet}
"""

_LACKING = """\
Of the {days:,} days from {first} to {last}, {counted:,} have fewer certain and possible members than
{share:.0%} of the stated or usual seats without the vacant ones; “–” where no size is known."""
_VACANT = """\
On {counted:,} of these days fewer than {share:.0%} of the seats were filled because members had left, as sources tell,
and nobody had come in their place."""


def _svg(engine: Engine) -> Mapping[str, bytes]:
    return {"": draw_strips(read_rolls(engine, Timeline(engine)), "en").encode()}


def _png(engine: Engine) -> Mapping[str, bytes]:
    return {"": png(draw_strips(read_rolls(engine, Timeline(engine)), "en"))}


def _page(engine: Engine) -> Mapping[str, bytes]:
    first, last = map(as_day, PERIOD)
    timeline, disputes = Timeline(engine), read_disputes(engine)
    rolls, (politburo,) = read_rolls(engine, timeline), read_rolls(engine, timeline, expand(POLITBURO))
    unmet = [one for roll in rolls for one in seats_of(roll, disputes) if one.missing]
    gaps, days = shortfalls(politburo, first, last), last - first + 1
    vacant = [one for one in strengths(politburo, first, last) if one.lacks(SHARE) and one not in gaps]
    told = {"gaps": _stretches(_LACKING, gaps, days), "vacant": _stretches(_VACANT, vacant, days)}
    return {"": _PAGE.format(**told, unmet=_unmet(unmet)).encode()}


def _stretches(words: str, found: Sequence[Strength], days: int) -> str:
    """Return some stretches as a table below the number of their days."""
    first, last = PERIOD
    counted = sum(as_day(one.last) - as_day(one.first) + 1 for one in found)
    text = words.format(days=days, first=first, last=last, counted=counted, share=SHARE)
    rows = (
        [one.first, one.last, _number(one.seats), str(one.vacated), str(one.certain), str(one.possible)]
        for one in found
    )
    return _table(text, ("from", "to", "seats", "vacant", "certain", "possible"), rows)


def _unmet(found: Sequence[Seats]) -> str:
    text = f"More seats than possible members, or fewer than certain ones: {len(found)} sizes."
    rows = (
        [
            *(one.title, one.day, _number(one.stated), str(one.certain), str(one.possible), one.source_title or ""),
            ", ".join(f"`{compact(dispute)}`" for dispute in one.disputes),
        ]
        for one in found
    )
    return _table(text, ("post", "day", "stated", "certain", "possible", "source", "disputes"), rows)


def _number(number: int | None) -> str:
    return "–" if number is None else str(number)


def _table(text: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a text, and below it a table in Markdown where there are rows."""
    lines = [f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in rows]
    head = [f"| {' | '.join(columns)} |", f"|{'---|' * len(columns)}"] if lines else []
    return "\n".join([text, *([""] if lines else []), *head, *lines])


FORMATS = (
    Format("seats", "stated seats and members as a picture, SVG", "image/svg+xml", ".svg", _svg, LOSSES),
    Format(
        "seats-png", "stated seats and members as a picture, PNG", "image/png", ".png", _png, LOSSES, extra="picture"
    ),
    Format("seats-md", "gaps in the Politburo and sizes not met, Markdown", "text/markdown", ".md", _page, LOSSES),
)
