"""Query callables: each stored query is an attribute of the graph that completes, tells what it takes, and answers."""

from __future__ import annotations

import inspect
from datetime import date

import pytest

from sovleader_kg import KnowledgeGraph, UsageError
from sovleader_kg.store.queries import catalogue

SAMPLES = [(query.name, one.name) for query in catalogue().values() for one in query.parameters]


def test_a_prompt_completes_every_stored_query(small: KnowledgeGraph) -> None:
    assert dir(small.queries) == sorted(catalogue())
    assert [one.stored.name for one in small.queries] == sorted(catalogue())
    assert len(small.queries) == len(catalogue())


@pytest.mark.parametrize("name", catalogue())
def test_a_query_tells_what_it_takes_and_what_it_answers(small: KnowledgeGraph, name: str) -> None:
    query, stored = getattr(small.queries, name), catalogue()[name]
    parameters = inspect.signature(query).parameters.values()
    assert [one.name.removesuffix("_") for one in parameters] == [one.name for one in stored.parameters]
    assert all(one.kind is one.KEYWORD_ONLY and one.default is None for one in parameters)
    assert query.__name__ == name
    told = inspect.getdoc(query) or ""
    assert told.startswith(f"{stored.summary}.\n\n{stored.description}")
    assert all(one.meaning in told and one.sample in told for one in stored.parameters)


def test_a_query_answers_as_ask_does(small: KnowledgeGraph) -> None:
    found = small.queries.holders_on(post="general-secretary", day=date(1940, 1, 1))
    assert found == small.ask("holders_on", post="general-secretary", day="1940-01-01")
    assert found.rows
    assert small.queries["holders-on"](post="general-secretary", day="1960-01-01").reason


def test_a_parameter_named_like_a_word_of_python_takes_a_stroke(small: KnowledgeGraph) -> None:
    assert small.queries.bodies(class_="sl:PartyBody") == small.ask("bodies", **{"class": "sl:PartyBody"})


def test_an_unknown_query_names_the_nearest(small: KnowledgeGraph) -> None:
    with pytest.raises(AttributeError, match=r'^no stored query "sucession". Did you mean "succession"\?'):
        _ = small.queries.sucession
    assert not hasattr(small.queries, "__wrapped__")


def test_an_unknown_parameter_is_refused_as_by_ask(small: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match='succession has no parameter "ofice"'):
        small.queries.succession(ofice="secretaryship")
