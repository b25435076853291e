"""Absence: why a stored query has no rows: no such post then, a vacancy, silence of the sources, other years."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sovleader_kg.answers.chronology.when import YEARS
from sovleader_kg.errors import SovleaderError
from sovleader_kg.model import Answer
from sovleader_kg.names import kind_of
from sovleader_kg.store.queries import StoredQuery

__all__ = ["NOBODY", "why_empty"]

NOBODY = {
    "no-post": "the post did not exist then",
    "vacant": "it was vacant",
    "silent": "the sources are silent",
    "changed-hands": "it changed hands within that time",
    "collective": "several led together",
    "outside": f"the day lies outside the graph's years, {YEARS[0]} to {YEARS[1]}",
}


def why_empty(query: StoredQuery, values: Mapping[str, str], who: Callable[..., Answer]) -> str:
    """Return why a query with these values has no rows.

    Args:
        query: The stored query.
        values: The values that were given, things as full IRIs.
        who: Answers who held a post or office, `on` a day, `during` or `through` a period.
    """
    names = [one.name for one in query.parameters if one.type == "date"]
    days = [values[name] for name in names if name in values]
    posts = [value for value in values.values() if kind_of(value) in {"post", "office"}]
    if days and posts:
        time = {"on": days[0]} if len(names) == 1 else _period(query.name, names, days, values)
        return _nobody(who, posts[0], time)
    outside = [day for day in days if not YEARS[0] <= int(day[:4]) <= YEARS[1]]
    return NOBODY["outside"] if outside else NOBODY["silent"]


def _period(query: str, names: list[str], days: list[str], values: Mapping[str, str]) -> dict[str, str]:
    """Return the period between two days; an open end is that of the graph's years."""
    first = values.get(names[0], min(f"{YEARS[0]}-01-01", *days))
    last = values.get(names[1], max(f"{YEARS[1]}-12-31", *days))
    return {"through" if query.endswith("_through") else "during": f"{first}/{last}"}


def _nobody(who: Callable[..., Answer], post: str, time: Mapping[str, str]) -> str:
    try:
        nobody = who(post, **time).nobody
    except SovleaderError:
        return NOBODY["silent"]
    return "; ".join(NOBODY[reason] for reason in nobody.reasons) if nobody else NOBODY["silent"]
