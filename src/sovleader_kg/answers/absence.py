"""Absence: why a stored query has no rows: no such post then, a vacancy, silence of the sources, other years.

Silent are only sources in which no claim speaks of what was asked; a query whose answer may be empty for another
reason says in its header what that means.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.chronology.when import YEARS
from sovleader_kg.errors import SovleaderError
from sovleader_kg.model import Answer, Reason
from sovleader_kg.names import expand, kind_of
from sovleader_kg.store.queries import StoredQuery

__all__ = ["NOBODY", "why_empty"]

NOBODY = {
    "no-post": Reason("the post did not exist then", "поста тогда не существовало"),
    "no-body": Reason("what is led did not exist then", "того, чем руководят, тогда не существовало"),
    "vacant": Reason("it was vacant", "пост был вакантен"),
    "silent": Reason("the sources are silent", "источники молчат"),
    "unanswered": Reason(
        "claims speak of it, but give no agreed answer",
        "утверждения об этом есть, но согласованного ответа не дают",
    ),
    "joined": Reason(
        "no one term or tenure answers it, but `sovleader who` does",
        "ни один срок полномочий и ни одно пребывание в должности этого не охватывает; отвечает `sovleader who`",
    ),
    "changed-hands": Reason("it changed hands within that time", "за это время пост перешёл к другому"),
    "collective": Reason("several led together", "руководили сообща"),
    "outside": Reason(
        f"the day lies outside the graph's years, {YEARS[0]} to {YEARS[1]}",
        f"день вне лет, которые охватывает граф: {YEARS[0]}–{YEARS[1]}",
    ),
    "outside-year": Reason(
        f"the year lies outside the graph's years, {YEARS[0]} to {YEARS[1]}",
        f"год вне тех лет, которые охватывает граф: {YEARS[0]}–{YEARS[1]}",
    ),
}


_PROPERTY = re.compile(r"\bsl:[a-z]\w*")


def why_empty(
    query: StoredQuery, values: Mapping[str, str], who: Callable[..., Answer | Leaders], ask: Callable[[str], bool]
) -> Reason:
    """Return why a query with these values has no rows.

    Args:
        query: The stored query.
        values: The values that were given, things as full IRIs.
        who: Answers who held a post or office, or led a body, `on` a day, `during` or `through` a period.
        ask: Answers an ASK query.
    """
    names = [one.name for one in query.parameters if one.type == "date"]
    days = [values[name] for name in names if name in values]
    asked = [value for value in values.values() if kind_of(value) in {"post", "office", "body"}]
    if days and asked:
        time = {"on": days[0]} if len(names) == 1 else _period(query.name, names, days, values)
        return _nobody(who, asked[0], time)
    if any(not YEARS[0] <= int(day[:4]) <= YEARS[1] for day in days):
        return NOBODY["outside"]
    if "year" in values and not YEARS[0] <= int(values["year"]) <= YEARS[1]:
        return NOBODY["outside-year"]
    if query.empty:
        return Reason(query.empty, query.told_in("ru").empty)
    speaks = _speaks(query, values.values())
    claimed = speaks is not None and ask(speaks)
    return NOBODY["unanswered" if claimed else "silent"]


def _speaks(query: StoredQuery, values: Iterable[str]) -> str | None:
    """Return what asks whether a claim says something of a thing given, or names it, by a property of the query."""
    things = " ".join(f"<{value}>" for value in sorted(values) if kind_of(value))
    properties = " ".join(f"<{expand(name)}>" for name in sorted(set(_PROPERTY.findall(query.text))))
    speaks = "{ ?claim rdf:subject ?thing } UNION { ?claim rdf:object ?thing } ?claim rdf:predicate ?property"
    return f"ASK {{ VALUES ?thing {{ {things} }} VALUES ?property {{ {properties} }} {speaks} }}" if things else None


def _period(query: str, names: list[str], days: list[str], values: Mapping[str, str]) -> dict[str, str]:
    """Return the period between two days; an open end is that of the graph's years."""
    first = values.get(names[0], min(f"{YEARS[0]}-01-01", *days))
    last = values.get(names[1], max(f"{YEARS[1]}-12-31", *days))
    return {"through" if query.endswith("_through") else "during": f"{first}/{last}"}


def _nobody(who: Callable[..., Answer | Leaders], subject: str, time: Mapping[str, str]) -> Reason:
    try:
        answer = who(subject, **time)
    except SovleaderError:
        return NOBODY["silent"]
    names = answer.nobody.reasons if answer.nobody and not answer.answers else ("joined",)
    first, *others = (NOBODY[name] for name in names)
    return first.joined("; ", *others)
