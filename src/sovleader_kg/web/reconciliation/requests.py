"""Requests: batches of queries and of wishes for data, read from JSON, with every mistake told in a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sovleader_kg.answers.reconciliation.candidates import ANYBODY, Question
from sovleader_kg.answers.reconciliation.facts import Fact
from sovleader_kg.answers.reconciliation.properties import KINDS, Property, property_called
from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.web.errors import RefusedError
from sovleader_kg.web.reconciliation.manifest import DATES, MOST_QUERIES

__all__ = ["Wanted", "read_kinds", "read_number", "read_questions", "read_wanted"]

MOST_FACTS, MOST_VALUES, MOST_CANDIDATES = 10, 5, 50  # of a query
MOST_IDS, MOST_PROPERTIES = 200, 30  # of a wish for data


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which properties of which things are wanted, and in which form dates are given, by property."""

    ids: tuple[str, ...]
    properties: tuple[Property, ...]
    dates: Mapping[str, str]


def read_questions(text: str) -> dict[str, Question]:
    """Return the queries of a batch by their keys.

    Raises:
        UsageError: They are not as the specification says, or name a type or a property that there is not.
        RefusedError: There are too many of them.
    """
    queries = _object(_json(text, "queries"), "queries")
    _bounded(queries, MOST_QUERIES, "queries in a batch")
    return {key: _question(_object(query, key), key) for key, query in queries.items()}


def _question(query: Mapping[str, Any], key: str) -> Question:
    text = query.get("query", "")
    if not isinstance(text, str):
        raise UsageError(f'"query" of {key} is not a text')
    listed = _list(query.get("properties", []), f'"properties" of {key}')
    _bounded(listed, MOST_FACTS, f"properties of {key}")
    facts = tuple(filter(None, (_fact(_object(one, f"a property of {key}"), key) for one in listed)))
    if not text.strip() and not facts:
        raise UsageError(f'{key} has neither a "query" nor "properties" with a value')
    kinds = query.get("type") or []
    limit = query.get("limit", ANYBODY)
    return Question(text, read_kinds([kinds] if isinstance(kinds, str) else kinds), facts, _limit(limit, key))


def _fact(given: Mapping[str, Any], key: str) -> Fact | None:
    """Return what a row says of a property; None where the cell is empty."""
    name, value = given.get("pid"), given.get("v")
    if not isinstance(name, str):
        raise UsageError(f'a property of {key} has no "pid"')
    values = value if isinstance(value, list) else [value]
    _bounded(values, MOST_VALUES, f"values of {name}")
    texts = tuple(text for one in values if (text := _text(one).strip()))
    wanted = property_called(name)
    return Fact(wanted, texts) if texts else None


def _text(value: object) -> str:
    """Return a value as somebody would write it: of a thing its identifier, of a number its digits."""
    if isinstance(value, dict):
        value = value.get("id", "")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value)[:200]


def _limit(limit: object, key: str) -> int:
    if isinstance(limit, bool) or not isinstance(limit, int | float) or not limit >= 1:
        raise UsageError(f'"limit" of {key} is not a number from 1')
    return int(min(limit, MOST_CANDIDATES))


def read_kinds(given: object) -> tuple[str, ...]:
    """Return the kinds of thing that types name; none means all.

    Raises:
        UsageError: There is no such type.
    """
    for one in (kinds := _list(given, "types")):
        name = one.get("id") if isinstance(one, dict) else one
        if name not in KINDS:
            raise UsageError(f'no type "{name}".{did_you_mean(str(name), KINDS)} There are {", ".join(KINDS)}')
    return tuple(one["id"] if isinstance(one, dict) else one for one in kinds)


def read_wanted(text: str) -> Wanted:
    """Return which data are wanted.

    Raises:
        UsageError: It is not as the specification says, or names a property or a setting that there is not.
        RefusedError: There are too many things or properties.
    """
    given = _object(_json(text, "extend"), "extend")
    ids, listed = _list(given.get("ids"), '"ids"'), _list(given.get("properties"), '"properties"')
    _bounded(ids, MOST_IDS, "ids")
    _bounded(listed, MOST_PROPERTIES, "properties")
    found, dates = [], {}
    for one in (_object(one, "a property") for one in listed):
        wanted = property_called(str(one.get("id", "")))
        settings = _object(one.get("settings") or {}, f"settings of {wanted.name}")
        form = settings.get("dates") or "edtf"
        if form not in DATES:
            raise UsageError(f'dates of {wanted.name} are given as {", ".join(DATES)}, not as "{form}"')
        found.append(wanted)
        dates[wanted.name] = str(form)
    return Wanted(tuple(str(one) for one in ids), tuple(found), dates)


def read_number(text: str | None, otherwise: int) -> int:
    """Return a number from 0 that an address gives; another where it gives none.

    Raises:
        UsageError: It is not one.
    """
    if not text:
        return otherwise
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise UsageError(f'"{text[:20]}" is not a number from 0')
    return int(text)


def _json(text: str, name: str) -> object:
    try:
        found: object = json.loads(text)
        json.dumps(found, ensure_ascii=False).encode()  # half a character cannot be sent back
        return found
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{name} cannot be read as JSON: {' '.join(str(error).split())[:100]}") from None


def _object(given: object, name: str) -> Mapping[str, Any]:
    if not isinstance(given, dict):
        raise UsageError(f"{name} is not an object of JSON")
    return given


def _list(given: object, name: str) -> list[Any]:
    if not isinstance(given, list):
        raise UsageError(f"{name} is not a list")
    return given


def _bounded(given: Iterable[object], most: int, what: str) -> None:
    if (count := sum(1 for _ in given)) > most:
        raise RefusedError(f"{count} {what}; {most} are answered at once", status=413)
