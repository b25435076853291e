"""Answers: the reviewed ones of the stored queries, a file a query in `tests/golden/queries/`.

Each holds the answers to the sample values, to a second set of values and with the parameters open, as CSV with compact
IRIs under a line that says what was asked. To write them anew on purpose, after `sovleader build`:

    python tests/answers.py
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path

from questions import CASES, Case
from smallgraph import build_small
from sovleader_kg import KnowledgeGraph
from sovleader_kg.nodes import shown
from sovleader_kg.store.tables import Table

__all__ = ["FOLDER", "answered", "reviewed"]

FOLDER = Path(__file__).parent / "golden" / "queries"
MARK = "# "


def answered(case: Case, table: Table) -> str:
    """Return an answer as its file holds it."""
    values = ", ".join(f"{name}={value}" for name, value in case.values.items())
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([shown(cell) for cell in row] for row in table.rows)
    asked = f"{MARK}{case.name}, {case.graph} graph: {values}".rstrip(": ")
    return f"{asked}\n{written.getvalue()}"


@cache
def reviewed(query: str) -> Mapping[str, str]:
    """Return the reviewed answers to a query, by the name of the case."""
    text = (FOLDER / f"{query}.txt").read_bytes().decode()
    parts = text.removeprefix(MARK).split(f"\n\n{MARK}")
    return {part.partition(",")[0]: f"{MARK}{part.rstrip()}\n" for part in parts}


def _write() -> None:
    with tempfile.TemporaryDirectory() as folder:
        build_small(Path(folder))
        graphs = {"shipped": KnowledgeGraph.open(), "small": KnowledgeGraph.open(folder)}
        for path in FOLDER.glob("*.txt"):
            path.unlink()
        for query, cases in groupby(CASES, key=lambda case: case.query):
            answers = (answered(case, graphs[case.graph].ask(query, **case.values)) for case in cases)
            (FOLDER / f"{query}.txt").write_bytes("\n".join(answers).encode())


if __name__ == "__main__":
    _write()
