"""Frames: tables of results for pandas and polars (the extra `frames`).

A column whose cells are all whole numbers, all booleans or all days (`xsd:date`) has that type, missing cells being
missing; every other column holds text, an IRI in full. EDTF dates stay text: a month is not a day. `widened` puts
beside them what is asked for: the labels of things, and the first and the last day that an EDTF date allows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Literal

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import NamedNode

from sovleader_kg.dates import days_of, iso
from sovleader_kg.errors import UsageError
from sovleader_kg.names import EDTF, XSD
from sovleader_kg.nodes import Node, python_value

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["to_pandas", "to_polars", "widened"]

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


def widened(
    columns: Sequence[str], rows: Sequence[Row], label: Callable[[str], str] | None, *, dates: bool
) -> tuple[Sequence[str], Sequence[Row]]:
    """Return columns and rows with further columns beside those that they are read from; none takes another's name.

    Args:
        columns: The names of the columns.
        rows: The rows.
        label: Gives what a thing is called, or nothing; without it there are no labels.
        dates: Whether there are days beside dates in EDTF.
    """
    cells = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    wide: list[tuple[str, Sequence[Node | None]]] = []
    for name, column in zip(columns, cells, strict=True):
        beside = [*_labels(name, column, label), *(_days(name, column) if dates else ())]
        wide += [(name, column), *(one for one in beside if one[0] not in columns)]
    names = [name for name, _ in wide]
    return names, list(zip(*(column for _, column in wide), strict=True)) if columns else rows


def _labels(
    name: str, column: Sequence[Node | None], label: Callable[[str], str] | None
) -> Iterator[tuple[str, Sequence[Node | None]]]:
    """Yield a column of labels beside one of things."""
    given = [cell for cell in column if cell is not None]
    if label and given and all(isinstance(cell, NamedNode) for cell in given):
        called = {cell: label(cell.value) for cell in dict.fromkeys(given)}
        yield f"{name}_label", [RdfLiteral(text) if cell and (text := called[cell]) else None for cell in column]


def _days(name: str, column: Sequence[Node | None]) -> Iterator[tuple[str, Sequence[Node | None]]]:
    """Yield a column of the first and one of the last days beside one of dates in EDTF."""
    given = [cell for cell in column if cell is not None]
    if given and all(isinstance(cell, RdfLiteral) and cell.datatype.value == EDTF for cell in given):
        read = [days_of(cell.value) if cell else None for cell in column]
        yield f"{name}_earliest", [_day(one.earliest) if one else None for one in read]
        yield f"{name}_latest", [_day(one.latest) if one else None for one in read]


def _day(day: int | None) -> Node | None:
    return None if day is None else RdfLiteral(iso(day), datatype=NamedNode(XSD + "date"))


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
