"""Points, read from a store: who says what on an endpoint, and the date that is agreed for it.

An endpoint that has the day of an event shares claims and date with all that have it, as the build has joined them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Literal

from sovleader_kg.derived.points import JOINS, Claimed, Point, Points, most_precise
from sovleader_kg.names import sl
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.testimony import Testimony, listed

__all__ = ["DATED", "agreed_dates", "joined"]

DATED = tuple(map(sl, ("start", "end", "date", "birth", "death")))
_JOINS = f"CONSTRUCT {{ ?thing ?join ?event }} WHERE {{ VALUES ?join {{ {listed(JOINS)} }} ?thing ?join ?event }}"
_DATES = f"SELECT ?thing ?property ?value WHERE {{ VALUES ?property {{ {listed(DATED)} }} ?thing ?property ?value }}"


def joined(engine: Engine, claims: Iterable[Claimed]) -> Points[Claimed]:
    """Return claims by point, those of one event together."""
    joins = engine.query(_JOINS)
    assert isinstance(joins, list)
    return Points(joins, claims)


def agreed_dates(engine: Engine, points: Points[Testimony]) -> dict[Point, Literal]:
    """Return the agreed date of each point: the most precise of its own and of those that share its day."""
    stated: dict[Point, list[Node]] = defaultdict(list)
    for row in rows(engine, _DATES):
        stated[row["thing"].value, row["property"].value].append(row["value"])
    found = {}
    for point in sorted({*stated, *points.joined, *points.joined.values()}):
        values = (value for member in points.members(points.root(*point)) for value in stated.get(member, ()))
        agreed = next(iter(most_precise(values)), None)
        if isinstance(agreed, Literal):
            found[point] = agreed
    return found
