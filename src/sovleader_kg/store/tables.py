"""Tables: results as text for people, and as JSON, CSV, TSV or Turtle for machines."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, QueryBoolean, QuerySolutions, Triple

from sovleader_kg.corpus.turtle import render, term_text
from sovleader_kg.errors import QueryError, UsageError, did_you_mean
from sovleader_kg.model import Reason
from sovleader_kg.names import XSD
from sovleader_kg.nodes import Node, python_value, shown
from sovleader_kg.store.engines import Result, one_line

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

__all__ = ["FORMATS", "Table", "aligned", "as_table", "write_result"]

FORMATS = ("table", "json", "csv", "tsv", "ttl")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of a SELECT query, as terms of RDF; None is an unbound cell."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Node | None, ...], ...]
    why_empty: Callable[[], Reason] | None = field(default=None, repr=False, compare=False)

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
        """Copy columns and rows alone: the graph that knows the reason stays behind."""
        return type(self), (self.columns, self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | bool | None]]:
        """Yield each row as a dictionary of plain Python values, as `records`."""
        return iter(self.records())

    def records(self) -> list[dict[str, str | int | bool | None]]:
        """Return rows as dictionaries: IRIs and texts as str, xsd:integer as int, xsd:boolean as bool."""
        return [dict(zip(self.columns, map(python_value, row), strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return a pandas frame, a column for each variable; `frames.py` tells the types.

        Raises:
            UsageError: pandas is not installed.
        """
        from sovleader_kg.store.frames import to_pandas

        return to_pandas(self.columns, self.rows)

    def to_polars(self) -> pl.DataFrame:
        """Return a polars frame, a column for each variable; `frames.py` tells the types.

        Raises:
            UsageError: polars is not installed.
        """
        from sovleader_kg.store.frames import to_polars

        return to_polars(self.columns, self.rows)

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the first rows, things as links."""
        from sovleader_kg.store.notebook import table_html

        return table_html(self.columns, self.rows)


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


def aligned(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows below their columns, aligned."""
    widths = [max(map(len, column), default=0) for column in zip(columns, *rows, strict=True)]
    lines: list[Sequence[str]] = [columns, ["-" * width for width in widths], *rows]
    padded = ("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(line.rstrip() for line in padded) + "\n"
