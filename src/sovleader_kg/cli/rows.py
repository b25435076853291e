"""Rows: a table within what a command shows, kept apart so that a terminal can fit it to its width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

__all__ = ["Rows", "Shown", "plain"]


class Rows(NamedTuple):
    """A table.

    Attributes:
        columns: What the columns are called.
        rows: The cells of each row, as text.
        note: What a terminal says below it.
        labelled: Whether things stand there by their labels too, so that their IRIs can be spared.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""
    labelled: bool = False


Shown = str | Rows


def plain(shown: Iterable[Shown]) -> Iterator[str]:
    """Yield what is shown line by line, as it goes into a pipe: tables aligned, nothing cut."""
    for one in shown:
        yield from _lines(one) if isinstance(one, Rows) else (one,)


def _lines(table: Rows) -> list[str]:
    from sovleader_kg.store.tables import aligned

    return aligned(table.columns, table.rows).rstrip("\n").split("\n")
