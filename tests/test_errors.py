"""Errors: one tree, one line each."""

from __future__ import annotations

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


def test_usage_error_begins_with_the_parameter_that_is_to_blame() -> None:
    error = UsageError('"soon" is not a valid date', parameter="day")
    assert str(error) == 'day: "soon" is not a valid date'
    assert (error.parameter, UsageError("no query").parameter) == ("day", None)


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
