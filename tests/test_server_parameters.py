"""Parameters of addresses: each is known, given once, and of the kind that it should be."""

from __future__ import annotations

import pytest

from serving import Served

PLACES = ["/", "/timeline", "/disputes", "/seats", "/search", "/people", "/on/1964-10-14", "/page/person/lenin"]
HOLDERS = "/queries/holders_on?day=1984-02-09"


@pytest.mark.parametrize("place", PLACES)
def test_a_parameter_that_a_page_does_not_know_is_told(place: str, server: Served) -> None:
    answer = server.ask(f"{place}?nonsense=1")
    assert answer.status == 400
    assert answer.text.startswith('no parameter "nonsense" here; there are ')


@pytest.mark.parametrize(
    ("place", "name"),
    [
        (f"{HOLDERS}&post=general-secretary&post=first-secretary&format=csv", "post"),
        (f"{HOLDERS}&format=csv&format=json", "format"),
        ("/timeline?person=lenin&person=lenin", "person"),
        ("/?lang=ru&lang=en", "lang"),
        ("/on?day=1964-10-14&day=1964-10-15", "day"),
        ("/sparql?query=ASK%20%7B%7D&format=json&format=xml", "format"),
        ("/reconcile/en/suggest/entity?prefix=stal&prefix=lenin", "prefix"),
    ],
)
def test_a_parameter_given_twice_is_told(place: str, name: str, server: Served) -> None:
    answer = server.ask(place)
    assert answer.status == 400
    assert f"{name} is given 2 times; give it once" in answer.text


@pytest.mark.parametrize("tail", ["utm_source=x&utm_medium=y", "fbclid=abc", "gclid=a", "lang=ru&yclid=1"])
def test_what_others_append_to_an_address_is_passed_over(tail: str, server: Served) -> None:
    assert server.ask(f"/timeline?{tail}").status == 200
    assert server.ask(f"{HOLDERS}&post=general-secretary&format=csv&{tail}").status == 200


@pytest.mark.parametrize("language", ["de", "", "EN", "ru-RU"])
def test_a_language_that_there_is_not_is_told(language: str, server: Served) -> None:
    answer = server.ask(f"/people?lang={language}")
    assert answer.status == 400
    assert answer.text == f'nothing is written in "{language}" here; lang is en or ru\n'


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ("post=post:general-secratary", 'is not in the graph. Did you mean "post:general-secretary"?'),
        ("post=general-secratary", 'is not in the graph. Did you mean "post:general-secretary"?'),
        ("post=person:joseph-stalin", '"person:joseph-stalin" is a person, not a post'),
        ("post=office:secretaryship", '"office:secretaryship" is an office, not a post'),
        ("post=Stalin", "is Joseph Stalin (person:joseph-stalin), a person, not a post"),
        ("posts=general-secretary", 'holders_on has no parameter "posts"'),
        ("post=wd:Q855", '"wd:Q855" is of another vocabulary, not a post'),
    ],
)
def test_a_value_of_a_stored_query_that_is_none_is_told(asked: str, message: str, server: Served) -> None:
    answer = server.ask(f"{HOLDERS}&{asked}&format=csv")
    assert answer.status == 400
    assert message in answer.text


@pytest.mark.parametrize("kind", ["nonsense", "%01j", "person,posts", "Person"])
def test_a_kind_that_there_is_not_is_told(kind: str, server: Served) -> None:
    assert server.ask(f"/suggest?q=stalin&kind={kind}").status == 400


@pytest.mark.parametrize(
    "place",
    [
        "/queries/holders_through?post=general-secretary&first=1985-12-31&last=1984-03-01&format=csv",
        "/queries/members_during?body=secretariat&first=1953&last=1952-01-01&format=json",
        "/on/1985-12-31/1984-03-01",
        "/on?day=1985-12-31&last=1984-03-01",
    ],
)
def test_days_in_the_wrong_order_are_told(place: str, server: Served) -> None:
    assert server.ask(place).status == 400
