"""Frozen: facts that were checked by hand against their source line, which no refactoring may change silently."""

from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.dates import as_written_matches
from sovleader_kg.names import expand

FROZEN = Path(__file__).parent / "frozen" / "facts.csv"
SHARED = Path(__file__).parents[2] / "shared"
SHA256 = "562098328fad77214482a3d870b1fee8f2a688b080115463b17f65edd22e744d"
HOW = (
    "tests/frozen/facts.csv changed. Where research changed a fact: read its source line, correct thing, fact, value, "
    "source and seen in that row, run `pytest -m shared tests/test_frozen.py`, and put the new SHA-256 here with the "
    "reason in the commit. Otherwise take the change back."
)
DATE = re.compile(r"\d{4}(-\d\d){0,2}")
Row = dict[str, str]


def _rows() -> list[Row]:
    with FROZEN.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


ROWS = _rows()


def _name(row: Row) -> str:
    return f"{row['thing']} {row['fact']}"


def test_the_file_is_the_one_that_was_checked() -> None:
    assert hashlib.sha256(FROZEN.read_bytes()).hexdigest() == SHA256, HOW


def test_the_file_is_in_order_and_every_row_is_whole() -> None:
    assert all(all(row.values()) and row["source"].count(";") == row["seen"].count(";") for row in ROWS)
    keys = [(row["thing"].partition(":")[0], row["thing"], row["fact"], row["value"]) for row in ROWS]
    assert len(keys) == len(set(keys)) > 60
    assert [key[0] for key in keys] == sorted(key[0] for key in keys)


@pytest.mark.parametrize("row", [row for row in ROWS if row["fact"].startswith("sl:")], ids=_name)
def test_the_graph_says_what_was_checked(kg: KnowledgeGraph, row: Row) -> None:
    table = kg.select(f"SELECT ?value WHERE {{ {row['thing']} {row['fact']} ?value }} ORDER BY ?value")
    values = [str(one["value"]) for one in table]
    value = expand(row["value"]) if ":" in row["value"] else row["value"]
    several = row["fact"] in {"sl:finalHolder", "sl:succeeds"}
    assert value in values
    assert several or values == [value]


@pytest.mark.parametrize("row", [row for row in ROWS if not row["fact"].startswith("sl:")], ids=_name)
def test_a_sample_day_has_the_holder_that_was_checked(kg: KnowledgeGraph, row: Row) -> None:
    answer = kg.who(row["thing"], on=row["fact"].removeprefix("holder on "))
    person, certainty = row["value"].split()
    found = {(one.person, one.certainty) for one in answer.answers}
    if person == "nobody":
        assert (found, answer.nobody and answer.nobody.certainty) == (set(), certainty)
    else:
        assert (expand(person), certainty) in found
        assert certainty == "possible" or len([one for one in found if one[1] == "certain"]) == 1


def _cited(row: Row) -> list[tuple[str, str]]:
    return list(zip(row["source"].split("; "), row["seen"].split("; "), strict=True))


@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_the_words_seen_spell_the_value(row: Row) -> None:
    if not row["fact"].startswith("sl:") or not DATE.fullmatch(row["value"]):
        return
    for _, seen in _cited(row):
        assert seen == row["value"] or (not DATE.fullmatch(seen) and as_written_matches(seen, row["value"]))


@pytest.mark.shared
@pytest.mark.parametrize("row", ROWS, ids=_name)
def test_the_source_line_stands_and_says_it(row: Row) -> None:
    for place, seen in _cited(row):
        name, _, number = place.rpartition(":")
        line = (SHARED / name).read_text(encoding="utf-8").splitlines()[int(number) - 1]
        assert seen in line, place
        assert len(seen) <= 40
