"""Absence: why a stored query has no rows: a name that nobody knows, no such post then, vacancy, silence."""

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
Who = Callable[[str, str], Answer]


def why_empty(query: StoredQuery, values: Mapping[str, str], who: Who) -> str:
    """Return why a query with these values has no rows.

    Args:
        query: The stored query.
        values: The values that were given, things as full IRIs.
        who: Answers who held a post or office on a day.
    """
    types = {one.name: one.type for one in query.parameters}
    days = [value for name, value in values.items() if types[name] == "date"]
    posts = [value for value in values.values() if kind_of(value) in {"post", "office"}]
    if days and posts:
        return _nobody(who, posts[0], days[0])
    outside = [day for day in days if not YEARS[0] <= int(day[:4]) <= YEARS[1]]
    return NOBODY["outside"] if outside else NOBODY["silent"]


def _nobody(who: Who, post: str, day: str) -> str:
    try:
        nobody = who(post, day).nobody
    except SovleaderError:
        return NOBODY["silent"]
    return "; ".join(NOBODY[reason] for reason in nobody.reasons) if nobody else NOBODY["silent"]
