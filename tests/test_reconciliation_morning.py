"""A librarian's morning: thirty cells of `docs/reconciliation.md`, sent to a server, give what the page shows.

Print the table anew with `python tests/test_reconciliation_morning.py ADDRESS`, and read it before you commit it.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import urllib3

from serving import Served

PAGE = Path(__file__).parents[1] / "docs" / "reconciliation.md"
NOBODY = "nobody here"
BATCH = 10
COLUMNS = ("cell", "born", "means", "by the name", "with the year")


@dataclass(frozen=True)
class Row:
    """A cell, the year beside it, whom it means, and what the page says becomes of it."""

    cell: str
    born: str
    means: str
    by_name: str = ""
    with_year: str = ""


def table() -> list[Row]:
    """Return the table of the page."""
    lines = re.findall(r"^\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    start = next(at for at, line in enumerate(lines) if line == " | ".join(COLUMNS))
    cells = ([cell.strip() for cell in line.split("|")] for line in lines[start + 1 :])
    return [Row(*row) for row in cells if len(row) == len(COLUMNS)]


def reconciled(url: str, rows: Sequence[Row], *, years: bool) -> Iterator[Sequence[Mapping[str, object]]]:
    """Yield the candidates for each row, asked in batches as OpenRefine sends them."""
    for start in range(0, len(rows), BATCH):
        batch = {f"q{at}": query(row, years=years) for at, row in enumerate(rows[start : start + BATCH])}
        with urllib3.PoolManager(retries=False) as pool:
            body = urlencode({"queries": json.dumps(batch)})
            headers = {"Content-Type": "application/x-www-form-urlencoded"}
            found = pool.request("POST", f"{url}/reconcile", body=body, headers=headers).json()
        yield from (found[key]["result"] for key in batch)


def query(row: Row, *, years: bool) -> Mapping[str, object]:
    facts = [{"pid": "born", "v": row.born}] if years and row.born else []
    return {"query": row.cell, "type": "person", "properties": facts}


def outcome(candidates: Sequence[Mapping[str, object]], means: str) -> str:
    """Return what became of a cell, in a few words."""
    matched = [one for one in candidates if one["match"]]
    if matched:
        return f"match, {matched[0]['score']:g}" if matched[0]["id"] == means else "WRONG"
    place = next((at for at, one in enumerate(candidates, 1) if one["id"] == means), 0)
    if place:
        return f"suggested{' second' * (place == 2)}, {candidates[place - 1]['score']:g}"
    return f"another suggested, {candidates[0]['score']:g}" if candidates else "nothing"


def test_thirty_cells_give_what_the_page_shows(server: Served) -> None:
    rows = table()
    for years in (False, True):
        shown = [row.with_year if years else row.by_name for row in rows]
        found = reconciled(server.url, rows, years=years)
        assert [outcome(one, row.means) for one, row in zip(found, rows, strict=True)] == shown


def test_no_cell_is_matched_wrongly_and_the_page_counts_right() -> None:
    rows = table()
    assert len(rows) == 30
    told = [row.by_name for row in rows], [row.with_year for row in rows]
    assert "WRONG" not in {*told[0], *told[1]}
    matched = [sum(one.startswith("match") for one in column) for column in told]
    suggested = [sum(one.startswith("suggested") for one in column) for column in told]
    absent = sum(row.means == NOBODY for row in rows)
    assert [a + b for a, b in zip(matched, suggested, strict=True)] == [len(rows) - absent] * 2
    counts = f"{matched[0]} are matched by the name alone, {matched[1]} with the year;"
    assert f"{counts} {suggested[1]} are suggested, {absent} mean nobody here, and none is matched wrongly." in (
        " ".join(PAGE.read_text(encoding="utf-8").split())
    )


if __name__ == "__main__":
    asked = table()
    told = [list(reconciled(sys.argv[1], asked, years=years)) for years in (False, True)]
    for row, *both in zip(asked, *told, strict=True):
        print("|", " | ".join((row.cell, row.born, row.means, *(outcome(one, row.means) for one in both))), "|")
