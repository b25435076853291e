"""Frames: tables of results for pandas and polars (the extra `frames`).

A column whose cells are all whole numbers, all booleans or all days (`xsd:date`) has that type, missing cells being
missing; every other column holds text, an IRI in full. EDTF dates stay text: a month is not a day.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Literal as RdfLiteral

from sovleader_kg.errors import UsageError
from sovleader_kg.names import XSD
from sovleader_kg.nodes import Node, python_value

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["to_pandas", "to_polars"]

Kind = Literal["integer", "boolean", "date", "text"]
Row = tuple[Node | None, ...]
Cells = Sequence[int | bool | date | str | None]
LARGEST = 2**63 - 1
PANDAS = {"integer": "Int64", "boolean": "boolean", "date": "datetime64[s]", "text": "string"}


def to_pandas(columns: Sequence[str], rows: Sequence[Row]) -> pd.DataFrame:
    """Return a pandas frame: Int64, boolean, datetime64[s] and string columns.

    Raises:
        UsageError: pandas is not installed.
    """
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise _missing("pandas") from None
    series = {name: pd.Series(list(cells), dtype=PANDAS[kind]) for name, kind, cells in _columns(columns, rows)}
    return pd.DataFrame(series, columns=list(columns), index=range(len(rows)))


def to_polars(columns: Sequence[str], rows: Sequence[Row]) -> pl.DataFrame:
    """Return a polars frame: Int64, Boolean, Date and String columns.

    Raises:
        UsageError: polars is not installed.
    """
    try:
        import polars as pl
    except ModuleNotFoundError:
        raise _missing("polars") from None
    types = {"integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date, "text": pl.String}
    return pl.DataFrame([pl.Series(name, cells, types[kind]) for name, kind, cells in _columns(columns, rows)])


def _missing(name: str) -> UsageError:
    return UsageError(f"{name} is not installed: pip install 'sovleader-kg[frames]'")


def _columns(columns: Sequence[str], rows: Sequence[Row]) -> list[tuple[str, Kind, Cells]]:
    cells = zip(*rows, strict=True) if rows else [()] * len(columns)
    return [(name, *_typed(column)) for name, column in zip(columns, cells, strict=True)]


def _typed(column: Sequence[Node | None]) -> tuple[Kind, Cells]:
    """Return a column's kind and its values; the first kind that every cell has."""
    kinds: tuple[tuple[Kind, Callable[[Node], int | bool | date | None]], ...] = (
        ("integer", _integer),
        ("boolean", _boolean),
        ("date", _date),
    )
    given = [cell for cell in column if cell is not None]
    for kind, read in kinds:
        if given and all(read(cell) is not None for cell in given):
            return kind, [None if cell is None else read(cell) for cell in column]
    return "text", [None if cell is None else cell.value for cell in column]


def _integer(cell: Node) -> int | None:
    value = python_value(cell)
    return value if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST else None


def _boolean(cell: Node) -> bool | None:
    value = python_value(cell)
    return value if isinstance(value, bool) else None


def _date(cell: Node) -> date | None:
    if not isinstance(cell, RdfLiteral) or cell.datatype.value != XSD + "date":
        return None
    try:
        return date.fromisoformat(cell.value)
    except ValueError:
        return None
