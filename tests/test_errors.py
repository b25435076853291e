"""Errors: one tree, one line each."""

from __future__ import annotations

import pickle

import pytest

from sovleader_kg.errors import (
    DataError,
    DateError,
    Problem,
    QueryError,
    SovleaderError,
    StoreError,
    UsageError,
    did_you_mean,
)


@pytest.mark.parametrize(
    ("error", "parents"),
    [
        (UsageError, {SovleaderError}),
        (DateError, {UsageError, SovleaderError}),
        (QueryError, {UsageError, SovleaderError}),
        (DataError, {SovleaderError}),
        (StoreError, {SovleaderError}),
    ],
)
def test_error_hangs_where_the_tree_shows_it(error: type[Exception], parents: set[type[Exception]]) -> None:
    tree = {SovleaderError, UsageError, DateError, QueryError, DataError, StoreError}
    assert {one for one in error.__mro__[1:] if one in tree} == parents


@pytest.mark.parametrize(
    ("error", "in_python", "as_typed"),
    [
        (UsageError("the query is empty"), "the query is empty", "the query is empty"),
        (UsageError("not a date", parameter="day"), "day: not a date", "--day: not a date"),
        (UsageError("a.ttl exists", remedy="force"), "a.ttl exists (force)", "a.ttl exists (--force)"),
    ],
)
def test_usage_error_spells_a_parameter_as_its_caller_writes_it(
    error: UsageError, in_python: str, as_typed: str
) -> None:
    assert str(error) == str(pickle.loads(pickle.dumps(error))) == in_python
    assert error.spelled("--") == as_typed


def test_problem_is_one_line_with_its_place() -> None:
    assert str(Problem("data/terms.ttl:12", "is wrong", "warning", "rule")) == "data/terms.ttl:12: warning: is wrong"


def test_data_error_carries_every_problem() -> None:
    problems = [Problem("b.ttl:2", "second"), Problem("a.ttl:1", "first")]
    error = DataError(iter(problems))
    assert error.problems == tuple(problems)
    assert str(error) == "b.ttl:2: error: second\na.ttl:1: error: first"


def test_problems_sort_by_place() -> None:
    assert sorted([Problem("b", "x"), Problem("a", "y"), Problem("a", "x")]) == [
        Problem("a", "x"),
        Problem("a", "y"),
        Problem("b", "x"),
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("general-secretery", ' Did you mean "general-secretary"?'),
        ("first-secretary", ' Did you mean "first-secretary"?'),
        ("zzz", ""),
        ("", ""),
    ],
)
def test_nearest_name_is_offered(name: str, hint: str) -> None:
    assert did_you_mean(name, iter(["general-secretary", "first-secretary"])) == hint
