"""Every day from 1 April 1917 to 31 December 1991 has its reviewed answer in `tests/golden/days.csv`.

The table is run-length: from, to, holders (`person certainty [enters|leaves] [acting]`, joined by "; "), and
nobody (`certainty: reasons`). After a change of the data, print it anew with `python tests/test_days.py`,
read the difference, and commit it with the reason.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from sovleader_kg import Answer, KnowledgeGraph
from sovleader_kg.dates import iso

TABLE = Path(__file__).parent / "golden" / "days.csv"
FIRST, LAST = date(1917, 4, 1).toordinal(), date(1991, 12, 31).toordinal()
Row = tuple[str, str]


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]


def _row(answer: Answer) -> Row:
    people = []
    for one in answer.answers:
        notes = [one.certainty, *([one.boundary] if one.boundary else []), *(["acting"] if one.acting else [])]
        people.append(f"{_slug(one.person)} ({_slug(one.post)}) {' '.join(notes)}")
    nobody = f"{answer.nobody.certainty}: {', '.join(answer.nobody.reasons)}" if answer.nobody else ""
    return "; ".join(people), nobody


def _runs(kg: KnowledgeGraph) -> Iterator[tuple[str, str, str, str]]:
    begin, current = FIRST, _row(kg.who(on=iso(FIRST)))
    for day in range(FIRST + 1, LAST + 1):
        row = _row(kg.who(on=iso(day)))
        if row != current:
            yield iso(begin), iso(day - 1), *current
            begin, current = day, row
    yield iso(begin), iso(LAST), *current


def _reviewed() -> list[tuple[str, ...]]:
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)][1:]


def test_every_day_answers_as_reviewed(kg: KnowledgeGraph) -> None:
    assert list(_runs(kg)) == _reviewed()


def test_the_table_covers_every_day_once() -> None:
    spans = [(date.fromisoformat(row[0]).toordinal(), date.fromisoformat(row[1]).toordinal()) for row in _reviewed()]
    days = [day for first, last in spans for day in range(first, last + 1)]
    assert days == list(range(FIRST, LAST + 1))


def test_every_day_has_a_holder_or_a_reason() -> None:
    assert all(row[2] or row[3] for row in _reviewed())


if __name__ == "__main__":
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(("from", "to", "holders", "nobody"))
    writer.writerows(_runs(KnowledgeGraph.open()))
