"""Listings: the stored queries and the formats, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sovleader_kg.cli.rows import Rows, Shown

if TYPE_CHECKING:
    from sovleader_kg.export.format import Format
    from sovleader_kg.store.queries import StoredQuery

__all__ = ["format_lines", "names_and_summaries", "query_lines", "topic_lines"]


def query_lines(queries: Iterable[StoredQuery]) -> list[str]:
    """Return one line a stored query, with its parameters and their samples."""
    lines = []
    for query in queries:
        slots = " ".join(f"--{one.name} {one.sample}" for one in query.parameters)
        lines.append(f"{query.name:28} {query.summary}{f'   [{slots}]' if slots else ''}")
    return lines


def topic_lines(queries: Iterable[StoredQuery]) -> list[Shown]:
    """Return the stored queries with what they answer, below the first of their tags."""
    topics: dict[str, list[Sequence[str]]] = {}
    for query in queries:
        topics.setdefault(query.tags[0], []).append((f"  {query.name:28}", query.summary))
    return [
        *(Rows((topic, ""), rows) for topic, rows in sorted(topics.items())),
        "sovleader ask NAME --help tells what a query takes and gives",
    ]


def names_and_summaries(formats: Iterable[Format]) -> dict[str, str]:
    """Return formats with what they give; one that only writes another suffix stands with its sister."""
    named: dict[str, list[str]] = {}
    summaries = {one.name: one.summary for one in formats}
    for one in formats:
        base, _, kind = one.name.rpartition("-")
        named.setdefault(base if base in named and one.suffix == f".{kind}" else one.name, []).append(one.name)
    return {", ".join(names): summaries[name] for name, names in named.items()}


def format_lines(formats: Iterable[Format]) -> list[str]:
    """Return the exports, each with what it cannot carry."""
    lines = []
    for one in formats:
        but = ", but for what is not carried" if one.losses else ""
        lines.append(f"{one.name:16} {one.summary}{f' (reads back the same{but})' if one.round_trip else ''}")
        lines += [f"{'':16}   not carried: {loss.feature}: {loss.why}" for loss in one.losses]
    return lines
