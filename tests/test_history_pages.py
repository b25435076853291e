"""Pages of people, posts, offices, bodies and terms: told in words, linked, and whole in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import BASE, expand
from sovleader_kg.web.pages.links import Links, ServerLinks, SiteLinks, split
from sovleader_kg.web.pages.pages import Pages
from sovleader_kg.web.pages.words import LANGUAGES

KINDS = ("person", "post", "office", "body", "term", "tenure", "leadership", "collective", "membership")
MOST = 60_000  # bytes of a page, pictures apart
_THINGS = f"""
SELECT DISTINCT ?thing WHERE {{
  ?thing ?property ?value . FILTER(STRSTARTS(STR(?thing), "{BASE}"))
  FILTER NOT EXISTS {{ ?thing dcterms:isReplacedBy ?new }}
}} ORDER BY ?thing
"""


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    """Return the pages of the built graph."""
    return Pages(kg)


@pytest.fixture(scope="module")
def few(small: KnowledgeGraph) -> Pages:
    """Return the pages of the small graph."""
    return Pages(small)


def shown(pages: Pages, name: str, language: str = "en", links: Links | None = None) -> str:
    """Return the page of a thing as HTML."""
    links = links or ServerLinks(language)
    return pages.written(pages.thing(expand(name), links), links)


def text_of(html: str) -> str:
    """Return what a reader sees of a page's content."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def told(html: str) -> str:
    """Return what a page tells before the data is folded out, without what it quotes."""
    before = html.replace(html[html.index('<details class="whole"') : html.index("</main>")], "")
    return text_of(re.sub(r"<q[ >].*?</q>", "", before))


def things(pages: Pages) -> Iterator[str]:
    for (node,) in pages.library.kg.select(_THINGS).rows:
        if node is not None and (split(node.value) or ("",))[0] in KINDS:
            yield node.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_is_written_without_styles_of_its_own(language: str, few: Pages) -> None:
    for iri in things(few):
        html = shown(few, iri, language)
        assert "style=" not in html
        assert re.findall(r"<script(?! type=\"application/ld|[^>]* src=)", html) == []
        assert "http-equiv" not in html


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_address_of_a_static_page_is_relative(language: str, few: Pages) -> None:
    for iri in things(few):
        assert re.findall(r'(?:href|src|action)="(/[^"]*)"', shown(few, iri, links=SiteLinks(language, 2))) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["person:joseph-stalin", "post:general-secretary", "body:cpsu", "body:politburo", "post:politburo-member"]
)
def test_longest_pages_stay_small_without_their_pictures(name: str, language: str, pages: Pages) -> None:
    html = re.sub(r"<svg.*?</svg>", "", shown(pages, name, language), flags=re.DOTALL)
    assert len(html.encode()) <= MOST


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name", ["person:joseph-stalin", "post:first-secretary", "body:politburo", "office:secretaryship"]
)
def test_no_code_stands_where_a_person_reads(name: str, language: str, pages: Pages) -> None:
    assert (
        re.findall(r"\b\d{4}-\d\d\b|\bsl:\w+|\bconcept:\w+|\((?:term|срок) \d", told(shown(pages, name, language)))
        == []
    )


def test_person_begins_with_the_posts_at_the_head_and_their_years(pages: Pages) -> None:
    html = text_of(shown(pages, "person:joseph-stalin"))
    assert "General Secretary 1922–1952, Chairman of the Council of Ministers 1946–1953" in html
    assert "Born 18 December 1878 (the sources allow: between 18 December 1878 and 21 December 1879)" in html


def test_person_has_names_in_both_scripts_and_identifiers_that_lead_away(pages: Pages) -> None:
    html = shown(pages, "person:joseph-stalin")
    assert '<span lang="ru">Иосиф Виссарионович Сталин</span>' in html
    assert '<a href="http://www.wikidata.org/entity/Q855" rel="external">Q855</a>' in html


def test_terms_are_told_by_their_dates_with_how_they_began_and_ended(pages: Pages) -> None:
    html = text_of(shown(pages, "person:joseph-stalin"))
    assert "3 April 1922 – October 1952" in html
    assert "Began: election, Election of Stalin as General Secretary" in html
    assert "Ended: abolition of the post; the sources allow: between 10 February 1934 and 5 March 1953" in html


def test_career_is_a_picture_whose_bars_lead_to_the_terms(few: Pages) -> None:
    html = shown(few, "person:joseph-stalin")
    bars = re.findall(r'<a href="(/page/term/joseph-stalin\.\d+\?lang=en)"><title>', html)
    assert "/page/term/joseph-stalin.1?lang=en" in bars


def test_person_without_a_post_has_a_page(pages: Pages) -> None:
    html = text_of(shown(pages, "person:vadim-bakatin"))
    assert "No post of this person is on record." in html


def test_companions_are_named_with_the_bodies_that_they_shared(pages: Pages) -> None:
    html = text_of(shown(pages, "person:joseph-stalin"))
    assert "Vyacheslav Molotov , 32 years (1921–1953; Politburo , Orgburo" in html


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Held by 6 persons: first Joseph Stalin"),
        ("ru", "Занимали: 6 человек: в начале Иосиф Виссарионович Сталин"),
    ],
)
def test_post_says_first_who_held_it(language: str, words: str, pages: Pages) -> None:
    assert words in text_of(shown(pages, "post:general-secretary", language))


def test_post_tells_its_names_lapse_powers_and_how_it_was_filled(pages: Pages) -> None:
    html = told(shown(pages, "post:general-secretary"))
    assert "Генеральный секретарь ЦК РКП(б) , 1922–1925" in html
    assert "Out of use for a time: Lapse of the post of General Secretary" in html
    assert "What it could do" in html
    assert "Party congress sets the course and elects the Central Committee" in html


def test_post_of_many_seats_shows_their_number_and_everybody_by_name(pages: Pages) -> None:
    html = shown(pages, "post:politburo-member")
    assert "Held by 109 persons, 1919–1991." in text_of(html)
    assert 'class="ribbon steps"' in html
    assert html.count('<a href="/page/person/', 0, html.index('<details class="whole"')) >= 114


def test_body_shows_members_over_the_years_and_who_came_and_went(pages: Pages) -> None:
    html = shown(pages, "body:politburo", "ru")
    assert html.count('class="ribbon steps"') == 2
    assert "Сталин И. В." in html[html.index("<table") :]


def test_office_lists_its_titles_in_order(pages: Pages) -> None:
    html = text_of(shown(pages, "office:secretaryship"))
    titles = [html.index(f"{one} ,") for one in ("Technical Secretary", "Responsible Secretary", "First Secretary")]
    assert titles == sorted(titles)


def test_term_says_who_what_and_when_and_sets_rival_ends_side_by_side(pages: Pages) -> None:
    html = shown(pages, "term:joseph-stalin.1")
    assert "<h1>Joseph Stalin, General Secretary, 1922–1952</h1>" in html
    text = text_of(html)
    assert "Joseph Stalin was General Secretary , 3 April 1922 – October 1952." in text
    assert "Before Vyacheslav Molotov" in text
    assert "After Nikita Khrushchev" in text
    assert '<div class="rivals">' in html


def test_term_that_is_only_possible_says_so(pages: Pages) -> None:
    assert "was possibly Secretary of the Central Committee" in text_of(shown(pages, "term:nikita-khrushchev.2"))


def test_term_of_many_seats_names_those_who_sat_at_the_same_time(pages: Pages) -> None:
    text = text_of(shown(pages, "term:leonid-brezhnev.11"))
    assert "At the same time" in text


def test_end_that_no_source_tells_names_what_bounds_it(pages: Pages) -> None:
    text = text_of(shown(pages, "term:joseph-stalin.4"))
    assert "No source read here gives the date. It is bounded by: 8th Congress" in text


def test_leadership_says_what_it_rested_on(pages: Pages) -> None:
    text = text_of(shown(pages, "leadership:stalin-country"))
    assert "Joseph Stalin led Soviet Union in effect" in text
    assert "Rested on the post General Secretary" in text
