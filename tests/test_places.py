"""Places in words: where passages stand, and what leads there."""

from __future__ import annotations

import re

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.prose.places import Part, spoken_place


def told(locator: str, language: str) -> str:
    return "".join(part.text for part in spoken_place(locator, language))


@pytest.mark.parametrize(
    ("locator", "english", "russian"),
    [
        ("infobox, Final holder", "infobox, Final holder", "карточка, «Final holder»"),
        ("page top (2)", "page top (2)", "начало страницы (2)"),
        (
            "list of secretaries, 4 April 1922",
            "list of secretaries, 4 April 1922",
            "список секретарей, 4 апреля 1922 года",
        ),
        ("chapter on March 1953", "chapter on March 1953", "глава о марте 1953 года"),
        ("heading: History", "heading: History", "заголовок «History»"),
        (
            "data/people.xml @ 4d7a5782ad602d69dafd: Joseph Stalin, viaf",
            "data/people.xml, version 4d7a578, Joseph Stalin, viaf",
            "data/people.xml, версия 4d7a578, «Joseph Stalin», «viaf»",
        ),
        (
            "https://example.org/a_b (names); day: https://www.example.com/",
            "example.org: a b (names); day: example.com",
            "example.org: a b (имена); день: example.com",
        ),
    ],
)
def test_place_is_told_in_both_languages(locator: str, english: str, russian: str) -> None:
    assert (told(locator, "en"), told(locator, "ru")) == (english, russian)


def test_address_in_a_place_leads_there() -> None:
    parts = spoken_place("https://example.org/%D0%9F%D0%BB%D0%B5%D0%BD%D1%83%D0%BC (start); end: La Stampa", "en")
    assert parts[0] == Part("example.org: Пленум", "https://example.org/%D0%9F%D0%BB%D0%B5%D0%BD%D1%83%D0%BC")
    assert [part.address for part in parts[1:]] == [None]


def test_no_place_of_a_passage_is_empty_or_keeps_the_english_words_of_structure(kg: KnowledgeGraph) -> None:
    rows = kg.select("SELECT DISTINCT ?place WHERE { ?passage sl:locator ?place }").rows
    places = [told(place.value, "ru") for (place,) in rows if place is not None]
    assert all(places)
    assert [one for one in places if re.search(r"\b(paragraph|sentence|infobox|heading|lead) ", one)] == []
