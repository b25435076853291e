"""Absence: an empty answer gives its reason."""

from __future__ import annotations

import pickle

import pytest

from sovleader_kg import Answer, Holding, KnowledgeGraph, Nobody
from sovleader_kg.answers.absence import why_empty
from sovleader_kg.cli import main
from sovleader_kg.errors import UsageError
from sovleader_kg.names import expand
from sovleader_kg.store.queries import stored


def never(_: str) -> bool:
    return False


REASONS = [
    ("holders_on", {"post": "general-secretary", "day": "1960-01-01"}, "the post did not exist then"),
    ("holders_on", {"post": "general-secretary", "day": "1982-11-11"}, "it was vacant"),
    (
        *("holders_on", {"post": "chairman-of-the-council-of-ministers", "day": "1930-01-01"}),
        "the post did not exist then",
    ),
    (
        "holders_on",
        {"post": "chairman-of-the-presidium-of-the-supreme-soviet", "day": "1930-01-01"},
        "the sources are silent",
    ),
    (
        "office_holders_on",
        {"office": "secretaryship", "day": "2001-01-01"},
        "the post did not exist then; the day lies outside the graph's years, 1917 to 1991",
    ),
    ("effective_leaders_on", {"body": "cpsu", "day": "1850-01-01"}, "the day lies outside the graph's years"),
    ("effective_leaders_on", {"body": "cpsu", "day": "1960-01-01"}, "several led together; the sources are silent"),
    ("effective_leaders_on", {"body": "soviet-union", "day": "1919-01-01"}, "what is led did not exist then"),
    (
        *("effective_leaders_during", {"body": "soviet-union", "first": "1917-01-01", "last": "1919-01-01"}),
        "what is led did not exist then",
    ),
    (
        *("died_in_office", {"office": "party-deputyship"}),
        "nobody who is known to have held it may have died in it",
    ),
    (
        *("terms_after", {"term": "term:vyacheslav-molotov.1"}),
        "no stated succession leads on from it; for the order in time, ask succession",
    ),
    ("reasons_of_event", {"event": "congress-1"}, "the sources are silent"),
    ("events_of_a_year", {"year": "2050"}, "the year lies outside the graph's years, 1917 to 1991"),
    ("powers_of_post", {"post": "first-deputy-chairman-of-the-council-of-ministers"}, "the sources are silent"),
]


@pytest.mark.parametrize(("query", "values", "reason"), REASONS)
def test_an_empty_answer_gives_its_reason(query: str, values: dict[str, str], reason: str, kg: KnowledgeGraph) -> None:
    table = kg.ask(query, **values)
    assert table.rows == ()
    assert table.reason is not None
    assert reason in table.reason
    assert kg.why_empty(query, **values) == table.reason


def test_an_answer_with_rows_needs_no_reason(kg: KnowledgeGraph) -> None:
    table = kg.ask("holders_on", post="general-secretary", day="1984-06-01")
    assert (table.reason, table.reason_ru) == (None, None)


def test_the_reason_is_told_in_russian_too(kg: KnowledgeGraph) -> None:
    table = kg.ask("holders_on", post="general-secretary", day="1960-01-01")
    assert (table.reason, table.reason_ru) == ("the post did not exist then", "поста тогда не существовало")


def test_a_query_of_ones_own_has_no_reason(kg: KnowledgeGraph) -> None:
    assert kg.select("SELECT ?term WHERE { ?term sl:holder <urn:nobody> }").reason is None


def test_an_open_parameter_plays_no_part_in_the_reason(kg: KnowledgeGraph) -> None:
    assert kg.ask("office_holders_on", office=None, day="2001-01-01").reason == (
        "the day lies outside the graph's years, 1917 to 1991"
    )


def test_a_copy_of_an_empty_answer_leaves_its_reason_behind(kg: KnowledgeGraph) -> None:
    table = kg.ask("holders_on", post="general-secretary", day="1960-01-01")
    copy = pickle.loads(pickle.dumps(table))
    assert copy == table
    assert copy.reason is None


def test_a_name_that_is_not_in_the_graph_is_shown_with_the_nearest(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match='Did you mean "post:general-secretary"'):
        kg.ask("holders_on", post="general-secretery", day="1960-01-01")


PERIODS = [
    ("holders_through", "post", "first-secretary", "1964-01-01", "1964-12-31", "it changed hands within that time"),
    (
        *("holders_through", "post", "first-secretary", "1964-10-14", "1966-12-31"),
        "the post did not exist then; it changed hands within that time",
    ),
    (
        *("office_holders_during", "office", "secretaryship", "1991-11-07", "2001-12-31"),
        "the post did not exist then; the day lies outside the graph's years, 1917 to 1991",
    ),
]


@pytest.mark.parametrize(("query", "kind", "name", "first", "last", "reason"), PERIODS)
def test_a_period_without_rows_has_the_reasons_of_all_its_days(
    query: str, kind: str, name: str, first: str, last: str, reason: str, kg: KnowledgeGraph
) -> None:
    values = {kind: name, "first": first, "last": last}
    assert kg.ask(query, **values).rows == ()
    assert kg.why_empty(query, **values) == reason


@pytest.mark.parametrize(
    ("values", "period"),
    [
        ({"first": "1966-01-01"}, "1966-01-01/1991-12-31"),
        ({"last": "1966-01-01"}, "1917-01-01/1966-01-01"),
        ({"first": "2001-01-01"}, "2001-01-01/2001-01-01"),
        ({"last": "1850-01-01"}, "1850-01-01/1850-01-01"),
    ],
)
def test_an_open_end_of_a_period_is_that_of_the_years_of_the_graph(values: dict[str, str], period: str) -> None:
    asked: list[tuple[str, dict[str, str]]] = []

    def who(post: str, **time: str) -> Answer:
        asked.append((post, time))
        return Answer("post", post, None, (), Nobody("certain", ("vacant",)))

    post = expand("post:first-secretary")
    assert why_empty(stored("holders_during"), {"post": post, **values}, who, never).en == "it was vacant"
    assert asked == [(post, {"during": period})]


def test_sources_are_not_silent_where_a_claim_speaks_of_what_was_asked(small: KnowledgeGraph) -> None:
    assert small.why_empty("bases_of_leadership", leader="elena-stasova") == "the sources are silent"
    assert small.why_empty("bases_of_leadership", leader="georgy-malenkov") == (
        "claims speak of it, but give no agreed answer"
    )


def test_holders_of_terms_without_a_tenure_are_left_to_who() -> None:
    holding = Holding("person:a", "A", "post:p", "term:a", "certain", None, acting=False, claims=())

    def who(post: str, **time: str) -> Answer:
        return Answer("office", post, None, (holding,), None)

    office = expand("office:secretariat-membership")
    assert why_empty(stored("office_holders_on"), {"office": office, "day": "1953-01-01"}, who, never).en == (
        "no one term or tenure answers it, but `sovleader who` does"
    )


@pytest.mark.usefixtures("kg")
def test_the_command_tells_the_reason_and_exits_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "holders_on", "--post", "general-secretary", "--day", "1960-01-01", "--format", "csv"]) == 1
    output = capsys.readouterr()
    assert output.err == "sovleader: no rows: the post did not exist then\n"
    assert output.out == "person,name,certainty,boundary,acting,post,term\r\n"


@pytest.mark.usefixtures("kg")
def test_an_unknown_name_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "holders_of_post", "--post", "general-secretery"]) == 2
    assert "Did you mean" in capsys.readouterr().err
