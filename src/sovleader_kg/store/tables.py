"""Tables: results as text for people, and as JSON, CSV, TSV or Turtle for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import accumulate
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from sovleader_kg.cards import Link, Sheet, counted, page
from sovleader_kg.corpus.turtle import render, term_text
from sovleader_kg.errors import QueryError, UsageError, did_you_mean
from sovleader_kg.model import Reason
from sovleader_kg.names import LANGUAGES, XSD
from sovleader_kg.nodes import Node, python_value, shown
from sovleader_kg.store.engines import Result, one_line

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["FORMATS", "Table", "aligned", "as_table", "write_result"]

FORMATS = ("table", "json", "csv", "tsv", "ttl")
ROWS_SHOWN, CELL, WIDEST = 10, 40, 120  # rows, letters of a cell and of a line, where a table shows itself as text


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of a SELECT query, as terms of RDF; None is an unbound cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    why_empty: Callable[[], Reason] | None = field(default=None, repr=False, compare=False)
    label_of: Callable[[str, str], str] | None = field(default=None, repr=False, compare=False)

    @property
    def reason(self) -> str | None:
        """Why a stored query has no row: no such post then, vacant, silent …; None where there are rows.

        It is looked up only when it is asked for. A query of one's own has none.

        Raises:
            UsageError: A thing that was asked about is not in the graph.
        """
        why = self._why()
        return why.en if why else None

    @property
    def reason_ru(self) -> str | None:
        """The `reason` in Russian."""
        why = self._why()
        return why.ru if why else None

    def _why(self) -> Reason | None:
        return self.why_empty() if self.why_empty and not self.rows else None

    def __reduce__(self) -> tuple[object, ...]:
        """Copy columns and rows alone: the graph that knows the reason and the labels stays behind."""
        return type(self), (self.columns, self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | bool | None]]:
        """Yield each row as a dictionary of plain Python values, as `records`."""
        return iter(self.records())

    def records(self) -> list[dict[str, str | int | bool | None]]:
        """Return rows as dictionaries: IRIs and texts as str, xsd:integer as int, xsd:boolean as bool."""
        return [dict(zip(self.columns, map(python_value, row), strict=True)) for row in self.rows]

    def to_pandas(self, *, labels: str | None = None, dates: bool = False) -> pd.DataFrame:
        """Return a pandas frame, a column for each variable: Int64, boolean, datetime64[s] or string.

        Args:
            labels: "en" or "ru": beside each column of things, such as `person`, one of what they are called,
                `person_label`.
            dates: Beside each column of dates that are as precise as their sources (EDTF), such as `start`, the first
                and the last day that each allows, `start_earliest` and `start_latest`, missing where it is open.

        Raises:
            UsageError: pandas is not installed, there are no labels in this language, or the table no longer knows
                the graph that it is from.
        """
        from sovleader_kg.store.frames import to_pandas, widened

        return to_pandas(*widened(self.columns, self.rows, self._labels(labels), dates=dates))

    def to_polars(self, *, labels: str | None = None, dates: bool = False) -> pl.DataFrame:
        """Return a polars frame, a column for each variable: Int64, Boolean, Date or String.

        Args:
            labels: As for `to_pandas`.
            dates: As for `to_pandas`.

        Raises:
            UsageError: polars is not installed; and as for `to_pandas`.
        """
        from sovleader_kg.store.frames import to_polars, widened

        return to_polars(*widened(self.columns, self.rows, self._labels(labels), dates=dates))

    def _labels(self, language: str | None) -> Callable[[str], str] | None:
        """Return what gives things their labels in a language."""
        if language is None:
            return None
        if language not in LANGUAGES:
            raise UsageError(f'no labels in "{language}"; use {" or ".join(LANGUAGES)}', parameter="labels")
        if self.label_of is None:
            raise UsageError("this table has no graph that knows labels; make the frame where the graph was asked")
        return partial(self.label_of, language)

    def __repr__(self) -> str:
        """Return the first rows, of the columns that fit, and how many rows there are."""
        cells = [[_clipped(shown(cell)) for cell in row] for row in self.rows[:ROWS_SHOWN]]
        widths = (max(map(len, column)) + 2 for column in zip(self.columns, *cells, strict=True))
        fit = sum(width <= WIDEST for width in accumulate(widths)) if cells else 0
        text = aligned(self.columns[:fit], [row[:fit] for row in cells]) if cells else ""
        more = f"; not shown: {', '.join(self.columns[fit:])}" if fit < len(self.columns) else ""
        why = "; .reason tells why" if self.why_empty and not self.rows else ""
        return f"{text}[{counted(len(self.rows))}{why}{more}]"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the first rows, things as links."""
        return page([Sheet(self.columns, [[_cell(node) for node in row] for row in self.rows])], always=True)


def _cell(node: Node | None) -> Link | str:
    return Link(node.value) if isinstance(node, NamedNode) else shown(node)


def _clipped(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= CELL else f"{line[: CELL - 1]}…"


def as_table(result: QuerySolutions) -> Table:
    """Return solutions as a table, all rows read.

    Raises:
        QueryError: The engine fails on a row, or a row holds what RDF 1.1 does not have.
    """
    columns = tuple(variable.value for variable in result.variables)
    try:
        rows = tuple(tuple(row) for row in result)
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(one_line(error)) from None
    if any(isinstance(cell, Triple) for row in rows for cell in row):
        raise QueryError("the query cannot be answered: triple terms belong to RDF 1.2; select their parts")
    return Table(columns, rows)


def write_result(result: Result | Table, form: str) -> str:
    """Return a result in one of the formats.

    JSON is the SPARQL 1.1 Query Results JSON Format; CSV and TSV are the SPARQL formats too; "ttl" is for
    CONSTRUCT and DESCRIBE, which also is what "table" gives for them.

    Raises:
        UsageError: The format is unknown or cannot carry this kind of result.
    """
    if form not in FORMATS:
        raise UsageError(f'no format "{form}".{did_you_mean(form, FORMATS)} Use one of {", ".join(FORMATS)}')
    if isinstance(result, QuerySolutions):
        result = as_table(result)
    if isinstance(result, Table):
        return _solutions(result, form)
    if isinstance(result, QueryBoolean):
        return _boolean(bool(result), form)
    return _triples(result, form)


def _solutions(table: Table, form: str) -> str:
    if form == "ttl":
        raise UsageError("rows do not fit into Turtle; use table, json, csv or tsv")
    if form == "json":
        return _json(table)
    if form == "csv":
        return _delimited(table)
    if form == "tsv":
        rows = (("\t".join(_tsv(cell) for cell in row)) for row in table.rows)
        return "\n".join(["\t".join(f"?{name}" for name in table.columns), *rows]) + "\n"
    return aligned(table.columns, [[shown(cell) for cell in row] for row in table.rows])


def _boolean(answer: bool, form: str) -> str:
    if form == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    if form == "table":
        return f"{'yes' if answer else 'no'}\n"
    raise UsageError("a yes or no fits into table and json only")


def _triples(triples: list[Triple], form: str) -> str:
    if form in {"table", "ttl"}:
        return render(triples)
    raise UsageError("triples fit into Turtle only; use ttl")


def _json(table: Table) -> str:
    bindings = [
        {name: _json_term(cell) for name, cell in zip(table.columns, row, strict=True) if cell is not None}
        for row in table.rows
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _json_term(node: Node) -> dict[str, str]:
    if isinstance(node, NamedNode):
        return {"type": "uri", "value": node.value}
    if isinstance(node, BlankNode):
        return {"type": "bnode", "value": node.value}
    if node.language:
        return {"type": "literal", "value": node.value, "xml:lang": node.language}
    if node.datatype.value == XSD + "string":
        return {"type": "literal", "value": node.value}
    return {"type": "literal", "value": node.value, "datatype": node.datatype.value}


def _delimited(table: Table) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([_csv(cell) for cell in row] for row in table.rows)
    return text.getvalue()


def _csv(node: Node | None) -> str:
    if node is None:
        return ""
    return f"_:{node.value}" if isinstance(node, BlankNode) else node.value


def _tsv(node: Node | None) -> str:
    if node is None:
        return ""
    bare = term_text(node)
    return bare if isinstance(node, Literal) and not bare.startswith('"') else str(node)


def aligned(columns: tuple[str, ...], rows: list[list[str]]) -> str:
    """Return rows below their columns, aligned, for a terminal."""
    widths = [max(map(len, column), default=0) for column in zip(columns, *rows, strict=True)]
    lines = [list(columns), ["-" * width for width in widths], *rows]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in padded) + "\n"
