"""The table of docs/checks.md: what it names exists, is as severe as it says, and is proven."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from graphs import index_of
from sovleader_kg import files
from sovleader_kg.checks.stored import SEVERITIES
from sovleader_kg.corpus.articles import check_article
from sovleader_kg.corpus.evidence import claims_in, unsupported
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.passages import sha256_of
from sovleader_kg.corpus.turtle import read
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.errors import Problem
from sovleader_kg.names import PREFIXES, expand, sl

ROOT = Path(__file__).parents[1]
SHACL = {"Violation": "error", "Warning": "warning", "Info": "info"}
ISSUE = (
    *("missing start", "missing end with a later holder", "wrong predecessor", "missing predecessor"),
    *("one-sided predecessor", "wrong successor", "missing successor", "one-sided successor"),
    *("overlap of two people in one post, certain", "overlap of two people in one post, possible", "one-day overlap"),
    *("duplicate term, certain", "term inside another", "gap", "holder before the post existed"),
    *("holder after its abolition", "holder before birth", "holder after death", "several inceptions"),
    *("several abolitions", "unreciprocated renaming", "end before start", "suspicious length", "unsourced value"),
    *("claim without passage", "passage not in the article", "verdict missing", "resolution without reason"),
    *("thing without an English label", "thing without a Russian label", "two preferred labels in one language"),
    *("external identifier with a wrong form", "external identifier with a wrong check digit"),
    "external identifier used twice",
)


class Row(NamedTuple):
    """One row of the table."""

    name: str
    rule: str
    severity: str
    seeded: tuple[str, ...]


def _rows() -> Iterator[Row]:
    for line in (ROOT / "docs" / "checks.md").read_text(encoding="utf-8").split("\n"):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| ") and cells[0] != "class":
            name, rule, severity, seeded = cells
            yield Row(name, rule.strip("`"), severity, tuple(re.findall(r"`([^`]+)`", seeded)))


ROWS = list(_rows())
OF_SHAPES = [row for row in ROWS if row.rule.startswith("shape:")]
OF_QUERIES = [row for row in ROWS if row.rule in SEVERITIES]


@cache
def _shapes() -> Index:
    return Index(triple for path in files.shape_files() for triple in read(path).triples)


def _of_bounds() -> list[Problem]:
    index = index_of('term:a.1 a sl:Term ; sl:start "1954"^^edtf:EDTF ; sl:end "1953"^^edtf:EDTF .')
    return derive_bounds(index, claims_in(index))[1]


def _of_support() -> list[Problem]:
    index = index_of("term:a.1 sl:holder person:a .")
    return unsupported(index, claims_in(index), [sl("holder")])[1]


def _of_article() -> list[Problem]:
    passages = "".join(
        f'passage:x.{place} sl:source source:x ; sl:startsAt {place} ; sl:endsAt 99 ; sl:sha256 "{sha256_of(one)}" .\n'
        for place, one in enumerate(("He was elected.", "He resigned."))
    )
    return list(check_article(index_of(passages), "He was elected. He died.").problems)


STEPS = {"bounds": _of_bounds, "support": _of_support, "wording": _of_article, "uncited": _of_article}


def test_every_class_of_the_list_has_its_row_in_the_order_of_the_list() -> None:
    assert [row.name for row in ROWS if row.name in ISSUE] == list(ISSUE)


def test_every_stored_check_and_no_other_is_in_the_table() -> None:
    assert {row.rule for row in OF_QUERIES} == {path.stem for path in files.query_files("checks")}
    assert {row.rule for row in ROWS} == {row.rule for row in (*OF_QUERIES, *OF_SHAPES)} | set(STEPS)


@pytest.mark.parametrize("row", OF_QUERIES, ids=lambda row: row.name)
def test_a_query_is_as_severe_as_the_table_says(row: Row) -> None:
    assert row.severity == SEVERITIES[row.rule]


@pytest.mark.parametrize("row", OF_SHAPES, ids=lambda row: row.name)
def test_a_shape_is_as_severe_as_the_table_says(row: Row) -> None:
    severities = _shapes().values(expand(row.rule), PREFIXES["sh"] + "severity")
    assert [SHACL[severity.rpartition("#")[2]] for severity in severities] == [row.severity]


@pytest.mark.parametrize("row", [row for row in ROWS if row.rule in STEPS], ids=lambda row: row.name)
def test_a_step_is_as_severe_as_the_table_says(row: Row) -> None:
    assert {one.severity for one in STEPS[row.rule]() if one.rule == row.rule} == {row.severity}


def test_every_seeded_error_of_a_check_stands_in_its_row_and_in_no_other() -> None:
    named = [(row.rule, path) for row in OF_QUERIES for path in row.seeded]
    there = [(path.name.partition(".")[0], path) for path in (ROOT / "tests" / "checks").iterdir()]
    assert sorted(named) == sorted((check, str(path.relative_to(ROOT))) for check, path in there)


@pytest.mark.parametrize("row", OF_SHAPES, ids=lambda row: row.name)
def test_every_seeded_error_of_a_shape_expects_its_message(row: Row) -> None:
    message = _shapes().values(expand(row.rule), PREFIXES["sh"] + "message")
    expected = [(ROOT / path).read_text(encoding="utf-8").partition("\n")[0] for path in row.seeded]
    assert expected
    assert {line.removeprefix("# expects: ") for line in expected} == set(message)
