"""Locators: where a passage stands, in Russian: our words told, titles in «…», addresses and files as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.web.pages.labels import Labels

EXAMPLES = {
    "lead, paragraph 2, sentence 1": "преамбула, абзац 2, предложение 1",
    "History, item 1, sentence 2": "«History», пункт 1, предложение 2",
    "heading: The Collective Leadership Period (1953-1964)": "заголовок «The Collective Leadership Period (1953-1964)»",
    "infobox, Founded": "карточка, «Founded»",
    "infobox, office 2": "карточка, должность 2",
    "page top (3)": "начало страницы (3)",
    "table 3, row of the congress numbered 20": "таблица 3, строка съезда № 20",
    "table, row 12": "таблица, строка 12",
    "table, row of Khrushchev": "таблица, строка «Хрущёв»",
    "item of Joseph Stalin, position held": "элемент «Иосиф Виссарионович Сталин», занимаемая должность",
    "list of plenums, September 1953": "список пленумов, сентябрь 1953 года",
    "11 March 1985": "11 марта 1985 года",
    "biography, 1917": "биография, 1917 год",
    "chapter on October 1964": "глава об октябре 1964 года",
    "section on the years 1934 to 1953": "раздел о 1934–1953 годах",
    "report on the changes of March 1953": "сообщение о переменах марта 1953 года",
    "resolution 2371-I, point 7, dated by the note to 29 August 1991": (
        "постановление 2371-I, пункт 7, дата по примечанию: 29 августа 1991 года"
    ),
    "https://taz.de/!1": "https://taz.de/!1",
    "Page/Leon_Trotsky.md @ 4f3e897": "Page/Leon_Trotsky.md @ 4f3e897",
    "data/1/105035.xml @ 4d7a578: Mikhail Gorbachev, viaf": (
        "data/1/105035.xml @ 4d7a578: Михаил Сергеевич Горбачёв, «viaf»"
    ),
    "Los Angeles Times, 29 January 1987 (start) and 27 June 1987 (end)": (
        "«Los Angeles Times», 29 января 1987 года (начало) и 27 июня 1987 года (окончание)"
    ),
    "http://moovly.org/ (day); list of members: English Wikipedia, 27th Central Committee": (
        "http://moovly.org/ (день); список членов: английская Википедия, «27th Central Committee»"
    ),
    "some words of a new kind": "«some words of a new kind»",
}
FIELDS = {
    *("archigos_leadid", "borndate", "dbpedia", "deathdate", "enddate", "enwiki_title", "exit", "freebase_mid", "gnd"),
    *("historystategov_person", "leader", "obsid", "pm20_folder", "pmb", "startdate", "viaf", "wikidata"),
}
ADDRESS = re.compile(r"\S*\w(\.[a-z]|/)\S*( @ [0-9a-f]{7,40})?|HEAD\) @ [0-9a-f]{40}")
NUMBER = re.compile(r"RUS-[\d-]+|\d+-I\b|[IVX]+\b|SHA-256")


@pytest.fixture(scope="module")
def labels(kg: KnowledgeGraph) -> Labels:
    """The labels of the graph."""
    return Labels(kg)


@pytest.fixture(scope="module")
def locators(kg: KnowledgeGraph) -> list[str]:
    """Every locator of the graph."""
    rows = kg.select("SELECT DISTINCT ?locator { ?passage sl:locator ?locator } ORDER BY ?locator").rows
    return [locator.value for (locator,) in rows if locator]


@pytest.mark.parametrize(("locator", "russian"), EXAMPLES.items(), ids=EXAMPLES)
def test_a_locator_in_russian(locator: str, russian: str, labels: Labels) -> None:
    assert labels.place(locator, "ru") == russian


def test_an_english_locator_stays_as_it_is(locators: list[str], labels: Labels) -> None:
    assert [labels.place(one, "en") for one in locators] == locators


def test_no_english_word_is_left_but_in_titles_and_addresses(locators: list[str], labels: Labels) -> None:
    told = {one: labels.place(one, "ru") for one in locators}
    assert told
    assert {one: russian for one, russian in told.items() if any(_english(russian))} == {}


def _english(russian: str) -> Iterator[str]:
    """Yield what is neither Russian, a title, a field of a file nor an address; a title begins with a capital."""
    for title in re.findall("«([^»]*)»", russian):
        if re.match("[a-z]", title) and title not in FIELDS:
            yield title
    rest = NUMBER.sub("", ADDRESS.sub("", re.sub("«[^»]*»", "", russian)))
    yield from re.findall("[A-Za-z]+", rest)


def test_a_passage_is_called_by_its_source_and_its_place_in_russian(labels: Labels) -> None:
    passage = "https://w3id.org/sovleader/id/passage/plenum-resolution-1964.1"
    assert labels.of(passage, "ru").endswith(", заголовок, в котором названа запись заседания Президиума")
