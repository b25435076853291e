"""Headings: every column of a stored query has a name in both languages, and every word of its cells a Russian one."""

from __future__ import annotations

import csv
import re

import pytest

from sovleader_kg import files
from sovleader_kg.store.headings import heading
from sovleader_kg.store.queries import StoredQuery, catalogue, stored
from sovleader_kg.web.pages.words import WORDS

NAMES = list(catalogue())
NO_WORDS = {"en", "ru", "ru-latn-alalc97", "true", "false"}


def _body(query: StoredQuery) -> str:
    return "\n".join(line for line in query.text.split("\n") if not line.startswith(("#", "PREFIX")))


def _columns(query: StoredQuery) -> list[str]:
    """Return the columns of the outermost SELECT."""
    shown = _body(query).partition("\nWHERE")[0]
    return re.findall(r"\?(\w+)", re.sub(r"\(\w+\(.*? AS (\?\w+)\)", r"\1", shown))


@pytest.mark.parametrize("name", NAMES)
def test_every_column_has_a_heading_in_both_languages(name: str) -> None:
    columns = _columns(stored(name))
    assert columns
    assert [one for one in columns if not re.match("[A-Z]", heading(one, "en", name))] == []
    assert [one for one in columns if not re.match("[А-ЯЁ]|SHA", heading(one, "ru", name))] == []


def test_every_heading_is_that_of_a_column() -> None:
    of_any = {column for name in NAMES for column in _columns(stored(name))}
    of_one = {(column, name) for name in NAMES for column in _columns(stored(name))}
    with files.headings_file().open(encoding="utf-8", newline="") as table:
        rows = [(row["column"], row["query"]) for row in csv.DictReader(table)]
    assert [(column, query) for column, query in rows if query and (column, query) not in of_one] == []
    assert [column for column, query in rows if not query and column not in of_any] == []
    assert rows == sorted(set(rows))


def test_a_column_of_no_stored_query_is_its_own_heading() -> None:
    assert heading("mySum", "ru") == "mySum"


@pytest.mark.parametrize("name", NAMES)
def test_every_word_that_a_query_writes_into_a_cell_has_a_russian_one(name: str) -> None:
    words = set(re.findall(r'"([a-z][a-z ]*)"', _body(stored(name)))) - NO_WORDS
    assert {one for one in words if f"code {one}" not in WORDS["ru"]} == set()
