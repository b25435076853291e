"""The pages of stored queries: words, headings and cells in the page's language, whatever language the query has."""

from __future__ import annotations

import re

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.store.queries import stored
from sovleader_kg.web.pages.links import ServerLinks
from sovleader_kg.web.pages.pages import Pages


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    """The pages of the graph."""
    return Pages(kg)


def _query(pages: Pages, name: str, language: str, **values: str) -> str:
    links = ServerLinks(language)
    page = pages.member("queries", name, links, {**values, "run": "1"})
    assert page
    return pages.written(page, links)


def _rows(page: str) -> list[list[str]]:
    rows = re.findall("<tr>(.*?)</tr>", page, re.DOTALL)
    return [re.findall("<t[hd][^>]*>(?:<a[^>]*>)?(.*?)(?:</a>)?</t[hd]>", row) for row in rows]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_query_page_is_told_in_its_language(language: str, pages: Pages) -> None:
    page = _query(pages, "holders_on", language, post="post:first-secretary", day="1964-10-14")
    told = stored("holders_on").told_in(language)
    assert f"<h1>{told.summary}</h1>" in page
    assert told.description in page
    assert all(one.meaning in page for one in told.parameters)
    assert re.findall(r'\blang="(\w+)"', page.partition("<main")[2].partition("</main")[0]) == []


def test_a_table_of_holders_reads_as_russian(pages: Pages) -> None:
    rows = _rows(_query(pages, "holders_on", "ru", post="post:first-secretary", day="1964-10-14"))
    assert rows[0] == [
        "Лицо",
        "Насколько точно",
        "Вступает или уходит",
        "И. о.",
        "Пост",
        "Срок",
    ]
    assert {row[0] for row in rows[1:]} == {"Никита Сергеевич Хрущёв", "Леонид Ильич Брежнев"}
    assert {row[1] for row in rows[1:]} <= {"точно", "возможно"}
    assert {row[3] for row in rows[1:]} == {"нет"}


def test_a_table_of_claims_tells_places_in_russian_and_quotes_sources_as_they_are(
    pages: Pages,
) -> None:
    rows = _rows(_query(pages, "who_says_so", "ru", thing="term:vladimir-ivashko.1"))
    written, place = rows[0].index("Как написано"), rows[0].index("Место в источнике")
    assert ("29 August 1991", "преамбула") in {(row[written], row[place]) for row in rows[1:]}


def test_a_count_reads_as_russian(pages: Pages) -> None:
    rows = _rows(_query(pages, "seats_stated", "ru", post="post:politburo-member"))
    assert "от 11 до 27" in {row[rows[0].index("Подсчитано")] for row in rows[1:]}


def test_the_list_of_queries_is_told_in_its_language(pages: Pages) -> None:
    links = ServerLinks("ru")
    page = pages.written(pages.named("queries", links, {}), links)
    assert stored("holders_on").told_in("ru").summary in page
    assert 'lang="en"' not in page.partition("<main")[2].partition("</main")[0]
