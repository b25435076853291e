"""Parquet: the tables as columns with types, a file each, for pandas, polars, DuckDB and Spark."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING

from sovleader_kg.export.format import Format
from sovleader_kg.export.relations import Cell, Column, Filled
from sovleader_kg.export.sqlite import TYPES, database, views
from sovleader_kg.export.tallies import LOSSES, every_table
from sovleader_kg.store.engines import Engine

if TYPE_CHECKING:
    import polars as pl

__all__ = ["FORMATS"]

KINDS = {sql: kind for kind, sql in TYPES.items()}


def _parquet(engine: Engine) -> Mapping[str, bytes]:
    tables = every_table(engine)
    return {f"{one.name}.parquet": _file(one) for one in (*tables, *_views(tables))}


def _views(tables: Sequence[Filled]) -> Iterator[Filled]:
    """Yield the views of the database as tables, but for those of all days."""
    with closing(sqlite3.connect(":memory:")) as opened:
        opened.deserialize(database(tables))
        for name, note in views():
            declared = {column: of for _, column, of, *_ in opened.execute(f"PRAGMA table_info({name})")}
            if "day" not in declared:
                rows = opened.execute(f"SELECT * FROM {name}").fetchall()  # noqa: S608
                cells = zip(declared.items(), _columns(rows, len(declared)), strict=True)
                columns = (Column(column, KINDS.get(of) or _kind(told), "") for (column, of), told in cells)
                yield Filled(name, note, tuple(columns), rows)


def _kind(cells: Sequence[Cell]) -> str:
    """Return the kind of a column that a view counts."""
    return "integer" if cells and all(isinstance(cell, int) for cell in cells) else "string"


def _columns(rows: Sequence[tuple[Cell, ...]], width: int) -> list[tuple[Cell, ...]]:
    return list(zip(*rows, strict=True)) or [()] * width


def _file(table: Filled) -> bytes:
    import polars as pl

    series = [
        pl.Series(column.name, [_value(column, cell) for cell in cells], _type(column))
        for column, cells in zip(table.columns, _columns(table.rows, len(table.columns)), strict=True)
    ]
    written = io.BytesIO()
    notes = {"note": table.note, **{one.name: one.note for one in table.columns if one.note}}
    pl.DataFrame(series).write_parquet(written, metadata=notes)
    return written.getvalue()


def _type(column: Column) -> type[pl.DataType]:
    import polars as pl

    return {"integer": pl.Int64, "boolean": pl.Boolean, "date": pl.Date}.get(column.kind, pl.String)


def _value(column: Column, cell: Cell) -> Cell | date:
    if cell is None or column.kind not in KINDS.values():
        return cell
    if column.kind == "boolean":
        return bool(cell)
    return date.fromisoformat(cell) if isinstance(cell, str) else cell


FORMATS = (
    Format(
        "parquet",
        "the same tables as Parquet files, with dates, numbers and truth values typed",
        "application/vnd.apache.parquet",
        "/",
        _parquet,
        LOSSES,
        round_trip=True,
        extra="frames",
    ),
)
