"""The page of the timeline: parts and persons, the drawn picture and the table, for whoever has no scripts too."""

from __future__ import annotations

import re

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.web.pages.links import ServerLinks, SiteLinks
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import Pages


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    return Pages(kg)


def asked(pages: Pages, language: str = "en", **parameters: str) -> tuple[Page, str]:
    links = ServerLinks(language)
    page = pages.named("timeline", links, parameters)
    return page, pages.written(page, links)


def test_it_begins_with_the_office_and_offers_the_other_parts(pages: Pages) -> None:
    page, html = asked(pages)
    assert page.title == "Timeline: Party leader"
    parts = re.findall(r'data-show="([\w-]+)" ?(?:aria-current="true")?>([^<]+)<', html)
    assert parts[:4] == [
        ("office", "Party leader"),
        ("heads", "Heads of government and state"),
        ("led", "Who led in effect"),
        ("politburo", "Politburo"),
    ]
    assert [key for key, _ in parts[-2:]] == ["republics", "others"]


@pytest.mark.parametrize(
    ("show", "lane", "who"),
    [
        ("heads", "Prime Minister of the Soviet Union", "Valentin Pavlov"),
        ("led", "Led in effect", "Georgy Malenkov"),
        ("politburo", "Member of the Politburo", "Joseph Stalin"),
        ("republics", "First Secretary of the Communist Party of Ukraine", "Nikita Khrushchev"),
    ],
)
def test_part_has_its_lanes_as_picture_and_table(show: str, lane: str, who: str, pages: Pages) -> None:
    _, html = asked(pages, show=show)
    picture, table = html.partition('id="table"')[::2]
    assert who in picture
    assert f">{lane}</" in table
    assert who in table


def test_republics_have_no_union_of_parties_and_no_body_of_the_whole_party(pages: Pages) -> None:
    _, html = asked(pages, show="republics")
    assert "Union of Communist Parties" not in html
    assert "Second Secretary" not in html


@pytest.mark.parametrize("name", ["joseph-stalin", "Stalin", "Сталин И. В."])
def test_one_person_is_named_in_any_spelling(name: str, pages: Pages) -> None:
    page, html = asked(pages, person=name)
    assert page.title == "Timeline: Joseph Stalin"
    assert "Chairman of the Council of Ministers" in html
    assert 'data-person="joseph-stalin"' in html


@pytest.mark.parametrize(
    ("parameters", "line"),
    [
        ({"show": "politbureau"}, "the timeline has no part &#34;politbureau&#34;. Did you mean &#34;politburo&#34;?"),
        ({"person": "nobody-at-all"}, "&#34;nobody-at-all&#34; is not in the graph."),
        ({"page": "99"}, "This list has no such page."),
    ],
)
def test_what_there_is_not_is_a_400_with_one_line_and_the_page(
    parameters: dict[str, str], line: str, pages: Pages
) -> None:
    page, html = asked(pages, **parameters)
    assert page.status == 400
    assert line in html
    assert "Nikita Khrushchev" in html


def test_long_table_is_cut_into_pages(pages: Pages) -> None:
    first, html = asked(pages, show="politburo")
    rows = html.count("<tr>")
    assert 90 < rows < 110
    assert 'href="/timeline?show=politburo&amp;page=2&amp;lang=en"' in html
    assert len(re.sub(r"<svg.*</svg>", "", html, flags=re.DOTALL).encode()) <= 60_000
    assert first.more == ()


def test_static_site_has_a_file_for_each_part_and_page_of_its_table(pages: Pages) -> None:
    links = SiteLinks("en")
    page = pages.named("timeline", links, {})
    assert {"show": "politburo", "page": "2"} in page.more
    assert pages.named("timeline", links, {"show": "politburo", "page": "2"}).place == "timeline~show-politburo~page-2"
    assert 'href="timeline~show-politburo.html"' in pages.written(page, links)


def test_it_is_whole_in_russian(pages: Pages) -> None:
    page, html = asked(pages, "ru", show="secretariat")
    assert page.title == "Шкала времени: Секретариат"
    words = re.sub(r"<[^>]*>|&#\d+;", " ", re.split(r"<main[^>]*>|</main>", html)[1])
    assert re.findall(r"[A-Za-z]{4,}", words) == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_style_and_no_script_stands_in_the_page(language: str, pages: Pages) -> None:
    _, html = asked(pages, language)
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*(?:src|ld.json))|\son\w+=", html)
