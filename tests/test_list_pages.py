"""The lists, the search and the pages about the project: everything is in them once, and no page is too long."""

from __future__ import annotations

import gzip
import html
import json
import posixpath
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.store.queries import catalogue
from sovleader_kg.web.pages import documents, queries, words
from sovleader_kg.web.pages.findable import findable
from sovleader_kg.web.pages.links import Links, ServerLinks, SiteLinks
from sovleader_kg.web.pages.missing import misspelt
from sovleader_kg.web.pages.pages import FAMILIES, PAGES, Pages
from sovleader_kg.web.pages.search import suggested
from sovleader_kg.web.pages.words import LANGUAGES

LISTS = ("people", "posts", "events", "sources", "queries", "search", "about")
LONGEST = 60_000  # bytes of a page


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    return Pages(kg)


def members(pages: Pages) -> list[tuple[str, str]]:
    return [(family, name) for family, found in FAMILIES.items() for name in found.names(pages.library)]


def written(pages: Pages, place: str, links: Links, **parameters: str) -> str:
    family, _, name = place.partition("/")
    page = pages.member(family, name, links, parameters) if name else pages.named(place, links, parameters)
    assert page is not None
    return pages.written(page, links)


def led_to(text: str) -> list[str]:
    """Return the addresses that the content of a page leads to."""
    content = text[text.index("<main") : text.index("</main>")]
    return [html.unescape(address).partition("#")[0] for address in re.findall(r'<a [^>]*?href="([^"]*)"', content)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_list_is_longer_than_a_page_may_be(language: str, pages: Pages) -> None:
    places = [*LISTS, *("/".join(one) for one in members(pages))]
    sizes = {place: len(written(pages, place, ServerLinks(language)).encode()) for place in places}
    sizes["search?q=s"] = len(written(pages, "search", ServerLinks(language), q="s").encode())
    assert {place: size for place, size in sizes.items() if size > LONGEST} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_everybody_is_under_one_letter_of_each_script(language: str, pages: Pages) -> None:
    found: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    for family, name in members(pages):
        if family == "people":
            found[name.startswith("ru-")].update(
                one for one in led_to(written(pages, f"people/{name}", ServerLinks(language))) if "/person/" in one
            )
    persons = {
        ServerLinks(language).thing(one.iri): 1 for one in pages.library.kg.things.values() if one.kind == "person"
    }
    assert found[True] == found[False] == persons


def test_a_person_stands_by_surname_with_life_and_highest_post(pages: Pages) -> None:
    def row(place: str, language: str) -> str:
        text = written(pages, place, ServerLinks(language))
        (found,) = (one for one in re.findall(r"<tr>.*?</tr>", text, re.DOTALL) if "nikita-khrushchev" in one)
        return " | ".join(re.findall(r">([^<>\n]+)<", found))

    assert row("people/k", "en") == (
        "Khrushchev, Nikita | 1894–1971 | First Secretary; Chairman of the Council of Ministers | "
        "Никита Сергеевич Хрущёв"
    )
    assert row("people/ru-kh", "ru") == (
        "Хрущёв Никита Сергеевич | 1894–1971 | Первый секретарь; Председатель Совета министров СССР | Nikita Khrushchev"
    )


@pytest.mark.parametrize(("place", "kinds"), [("posts", {"post", "body"}), ("events", {"event"})])
def test_a_list_has_all_of_its_kind(place: str, kinds: set[str], pages: Pages) -> None:
    links = ServerLinks("en")
    things = {links.thing(one.iri) for one in pages.library.kg.things.values() if one.kind in kinds}
    assert things - set(led_to(written(pages, place, links))) == set()


def test_every_event_is_under_its_kind_and_a_filter_gives_the_same(pages: Pages) -> None:
    links = ServerLinks("en")
    assert written(pages, "events", links, kind="congress") == written(pages, "events/congress", links)
    congresses = [one for one in led_to(written(pages, "events/congress", links)) if "/event/" in one]
    assert len(congresses) == len(pages.library.kg.ask("congresses"))


def test_every_source_is_listed_once_copies_under_what_they_copy_or_on_its_page(pages: Pages) -> None:
    links = ServerLinks("en")
    found = Counter(
        address
        for family, name in members(pages)
        if family == "sources"
        for address in led_to(written(pages, f"sources/{name}", links))
        if "/source/" in address
    )
    sources = {links.thing(one.iri): one for one in pages.library.kg.things.values() if one.kind == "source"}
    assert set(found.values()) == {1}
    for address in sources.keys() - found.keys():
        copied = sources[address].links["derivesFrom"][0]
        assert address in led_to(pages.written(pages.thing(copied, links, {}), links)), address
    page = written(pages, "sources/encyclopedia", links)
    english = page[page.index("Wikipedia (English)") :]
    assert english.index("piglix.com") < english.index("Wikipedia (Russian)")


def test_every_query_is_under_one_topic(pages: Pages) -> None:
    links = ServerLinks("en")
    found = Counter(one for one in led_to(written(pages, "queries", links)) if "/queries/" in one)
    assert found == {links.page(f"queries/{name}"): 1 for name in catalogue()}
    assert {one.tags[0] for one in catalogue().values()} == set().union(*queries.TOPICS.values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_the_lists_leads_somewhere_in_a_static_site(language: str, pages: Pages) -> None:
    places = {*PAGES, *("/".join(one) for one in members(pages)), "on"} - {"", "sparql"} | {"index"}
    known = {f"{language}/{place}.html" for place in places}
    lost = set()
    for place in (*LISTS, "people/k", "events/plenum", "sources/press", "about/model", "queries/holders_on"):
        for address in led_to(written(pages, place, SiteLinks(language, place.count("/")))):
            led = posixpath.normpath(posixpath.join(language, posixpath.dirname(place), address)) if address else ""
            if address and not address.startswith("http") and led not in known and "/page/" not in led:
                lost.add((place, address))
    assert lost == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_file_that_a_static_site_searches_is_small_and_relative(language: str, pages: Pages) -> None:
    written = findable(pages.library, SiteLinks(language))
    assert len(gzip.compress(written)) < 200_000
    found = json.loads(written)
    first = next(one for one in found["things"] if one[1].endswith("nikita-khrushchev.html"))
    assert first[:2] == ["person", "page/person/nikita-khrushchev.html"]
    assert "Хрущёв" in f"{first[2]} {first[4]}"
    assert len(found["things"]) > 1_000


def test_search_groups_by_kind_and_says_what_is_meant(pages: Pages) -> None:
    text = written(pages, "search", ServerLinks("en"), q="stalin")
    assert "You probably mean" in text
    assert re.findall(r'<h2 id="of-(\w+)">', text)[:2] == ["person", "event"]
    assert "Several are called so." in written(pages, "search", ServerLinks("en"), q="Kuznetsov")
    assert "Did you mean" in written(pages, "search", ServerLinks("en"), q="Lennin")
    assert "Ничто" not in written(pages, "search", ServerLinks("ru"), q="zzzz")
    assert "похожего нет" in written(pages, "search", ServerLinks("ru"), q="zzzz")
    assert "/on/1964-10-14?lang=en" in written(pages, "search", ServerLinks("en"), q="1964-10-14")


def test_what_one_types_is_answered_with_pages(pages: Pages) -> None:
    found = suggested(pages.library, ServerLinks("ru"), "khrus", ())
    assert found[0]["page"] == "/page/person/nikita-khrushchev?lang=ru"
    assert found[0]["name"] == "Никита Сергеевич Хрущёв"
    terms = suggested(pages.library, ServerLinks("en"), "khrushchev", ("term",))
    assert {one["kind"] for one in terms} == {"term"}


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("page/person/lenin", "Vladimir Lenin"),
        ("page/person/nikita-kruschev", "Nikita Khrushchev"),
        ("page/people/stalin", "Joseph Stalin"),
        ("politburo", "Politburo"),
        ("queries/holder_on", "Who held a post on a day"),
    ],
)
def test_misspelt_address_gets_what_it_may_mean(place: str, name: str, pages: Pages) -> None:
    page = misspelt(pages.library, ServerLinks("en"), place)
    assert page.status == 404
    assert name in pages.written(page, ServerLinks("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_query_is_asked_in_any_spelling_and_shows_labels(language: str, pages: Pages) -> None:
    text = written(
        pages, "queries/holders_on", ServerLinks(language), run="1", post="First Secretary", day="1964-10-14"
    )
    table = text[text.index("<table") : text.index("</table>")]
    assert {"en": "Nikita Khrushchev", "ru": "Никита Сергеевич Хрущёв"}[language] in table
    assert re.search(r"post:|true|false|[a-z]_[a-z]", re.sub(r"<[^>]*>", " ", table)) is None


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        ({"post": "Kuznetsov"}, "Nothing here is called “Kuznetsov” (the post)"),
        ({"post": "frist secretary"}, "Did you mean one of these?"),
        ({"day": "yesterday"}, "“yesterday” cannot be read here (the day asked about, Gregorian)."),
        ({"post": "post:nonsense", "day": "1964-10-14"}, "is not in the graph"),
        ({"post": "person:joseph-stalin"}, '"person:joseph-stalin" is a person, not a post'),
        ({"nonsense": "1"}, "has no parameter"),
    ],
)
def test_wrong_value_is_told_in_one_line_above_the_form(parameters: dict[str, str], said: str, pages: Pages) -> None:
    links = ServerLinks("en")
    page = pages.member("queries", "holders_on", links, {"run": "1", **parameters})
    assert page is not None
    assert page.status == 400
    text = pages.written(page, links)
    (line,) = re.findall(r'role="alert">(.*?)</p>', text)
    assert said in html.unescape(line)
    assert "<form" in text


def test_period_in_reverse_and_no_rows_are_told_in_the_pages_language(pages: Pages) -> None:
    links = ServerLinks("ru")
    reverse = {"run": "1", "first": "1985-01-01", "last": "1984-01-01"}
    assert "Последний день раньше первого" in written(pages, "queries/holders_during", links, **reverse)
    early = {"run": "1", "post": "first-secretary", "day": "1930-01-01"}
    assert "поста тогда не существовало" in written(pages, "queries/holders_on", links, **early)


def test_long_result_is_paged(pages: Pages) -> None:
    links = ServerLinks("en")
    asked = {"run": "1", "post": "politburo-member"}
    first, second = (written(pages, "queries/holders_of_post", links, **asked, page=page) for page in ("1", "2"))
    assert 'rel="next"' in first
    assert 'rel="prev"' in second
    assert set(led_to(first)) != set(led_to(second))
    for page in ("0", "-1", "x", "9" * 50):
        assert written(pages, "queries/holders_of_post", links, **asked, page=page)


def test_documents_have_no_markup_of_their_own_and_lead_to_each_other(tmp_path: Path, pages: Pages) -> None:
    model = documents.document("model", "ru", lambda name: f"/about/{name}" if name == "engines" else None)
    assert (model.title, model.language) == ("Why the graph is as it is", "en")
    assert '<a href="/about/engines"><code>docs/engines.md</code></a>' in model.html
    assert '<a href="/about/lists">' not in model.html
    assert '<th scope="col">' in model.html
    assert 'id="three-values"' in model.html
    assert ("three-values", "Three values") in model.sections
    assert documents.heading("glossary", "ru") == ("Словарь понятий", "ru")


def test_markup_in_a_document_is_shown_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "bad.md").write_text(
        "# Bad\n\n<script>x</script> [a](javascript:x) [b](../src/x.py)\n", encoding="utf-8"
    )
    monkeypatch.setattr(files, "document", lambda name, language: (tmp_path / "bad.md", "en"))
    found = documents.document("bad", "en", lambda _: None).html
    assert "<script" not in found
    assert "href" not in found


@pytest.mark.parametrize("language", LANGUAGES)
def test_method_is_told_in_both_languages_and_leads_to_the_documents(language: str, pages: Pages) -> None:
    text = written(pages, "about", ServerLinks(language))
    assert {"en": "From a sentence to a fact", "ru": "От фразы к факту"}[language] in text
    assert f"/about/glossary?lang={language}" in text
    glossary = written(pages, "about/glossary", ServerLinks(language))
    assert {"en": "<strong>dispute</strong>", "ru": "<strong>спорный вопрос</strong>"}[language] in glossary
    assert ("есть только на английском" in written(pages, "about/model", ServerLinks(language))) == (language == "ru")


def test_glossaries_of_both_languages_explain_the_same_terms() -> None:
    def named(name: str) -> list[str]:
        text = (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8")
        return re.findall(r"\| (`.*`.*) \|$", text, re.MULTILINE)

    def rows(name: str) -> int:
        return (Path(__file__).parents[1] / "docs" / name).read_text(encoding="utf-8").count("\n| **")

    assert rows("glossary.md") == rows("glossary.ru.md")
    english = [
        one.replace(", but for ", ", кроме ").replace("layer of a triple", "слой тройки")
        for one in named("glossary.md")
    ]
    assert english == named("glossary.ru.md")


def test_words_are_said_once_and_in_both_languages() -> None:
    found = Counter[str]()
    for path in Path(words.__file__).parent.glob("wording/*.toml"):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        found.update(list(said))
        assert {key: sorted(one) for key, one in said.items() if sorted(one) != ["en", "ru"]} == {}
    assert [key for key, number in found.items() if number > 1] == []


def test_lists_of_any_graph_are_made(small: KnowledgeGraph) -> None:
    found = Pages(small)
    for place in (*LISTS, *("/".join(one) for one in members(found))):
        assert written(found, place, SiteLinks("ru", place.count("/")))
