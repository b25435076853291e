"""The start page and the pages of days: what they read of the graph, and that they say it in words."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.web.pages.links import KEPT_DAYS, Links, ServerLinks
from sovleader_kg.web.pages.month import read_month
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.pages import Pages
from sovleader_kg.web.pages.start import EXAMPLES

LARGEST = 60_000
ENGLISH, RUSSIAN = ServerLinks("en"), ServerLinks("ru")
CODES = re.compile(r"\d{4}-\d\d|\b[a-z]+_[a-z]+\b|\b(?:post|person|term|office|sl):\w|https?:|/\.\.|\bNone\b")
HARD = ("1917-04-15", "1919-03-25", "1925-06-01", "1937-06-17", "1953-03-06", "1991-08-24")


class _Text(HTMLParser):
    """What a person reads in the middle of a page, with its tags, and all addresses of links."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self.links: list[tuple[str, str | None]] = []
        self.tags: list[str] = []
        self.within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.within = self.within or tag == "main"
        if self.within:
            self.tags.append(tag)
        if tag in {"a", "link"} and found.get("href"):
            self.links.append((str(found["href"]), found.get("rel")))

    def handle_endtag(self, tag: str) -> None:
        self.within = self.within and tag != "main"

    def handle_data(self, data: str) -> None:
        if self.within:
            self.parts.append(data)

    @property
    def read(self) -> str:
        return " ".join("".join(self.parts).split())


@pytest.fixture(scope="module")
def pages(small: KnowledgeGraph) -> Pages:
    return Pages(small)


@pytest.fixture(scope="module")
def built_pages(kg: KnowledgeGraph) -> Pages:
    return Pages(kg)


def _page(pages: Pages, name: str, links: Links, **parameters: str) -> tuple[Page, str]:
    page = pages.named(name, links, parameters)
    return page, pages.written(page, links)


def test_day_begins_with_the_sentence_on_the_office(pages: Pages) -> None:
    page, written = _page(pages, "on", ENGLISH, day="10 September 1953")
    assert (page.title, page.place, page.status) == ("10 September 1953", "on/1953-09-10", 200)
    text = _Text(written).read
    assert "Thursday, 10 September 1953" in text
    sentence = pages.library.kg.say(pages.library.kg.who(on="1953-09-10"))
    assert sentence in text
    assert page.description == sentence
    assert text.index(sentence) < text.index("Who led in effect")


def test_possible_members_come_after_the_certain_and_with_their_reason(built_pages: Pages) -> None:
    page, written = _page(built_pages, "on", ENGLISH, day="1953-03-06")
    (member, *_) = next(body for body in page.values["bodies"] if body.subject.endswith("politburo")).posts  # type: ignore[attr-defined]
    assert (len(member.certain), member.unsure) == (17, 6)
    text = _Text(written).read
    assert "Member of the Politburo 17 certain, 6 possible" in text
    assert "Possibly too: Dmitry Chesnokov, Vasily Andrianov: one source puts the end of the term on" in text
    assert "then Президиум ЦК КПСС" in text


def test_day_leads_to_the_change_before_and_after(pages: Pages) -> None:
    _, written = _page(pages, "on", ENGLISH, day="1953-09-10")
    rels = {rel: address for address, rel in _Text(written).links if rel in {"prev", "next"}}
    assert rels == {"prev": "/on/1953-09-07?lang=en", "next": "/on/1953-09-14?lang=en"}
    assert "Nikita Khrushchev becomes First Secretary (possibly)" in _Text(written).read


def test_calendar_marks_the_days_of_change_and_leads_around(pages: Pages) -> None:
    month = read_month(pages.library.kg, ENGLISH, date(1953, 9, 10))
    cells = [cell for week in month.weeks for cell in week if cell]
    assert (month.title, len(cells)) == ("September 1953", 30)
    assert [cell.number for cell in cells if cell.changed] == [7, 14]
    assert [cell.number for cell in cells if cell.current] == [10]
    assert month.around == [f"/on/{day}?lang=en" for day in ("1952-09-10", "1953-08-10", "1953-10-10", "1954-09-10")]
    assert read_month(pages.library.kg, ENGLISH, date(1953, 3, 31)).around[1] == "/on/1953-02-28?lang=en"
    assert read_month(pages.library.kg, ENGLISH, date(1, 1, 1)).around[:2] == [None, None]


@pytest.mark.parametrize("day", ["1905-01-22", "0001-01-01", "9999-12-31"])
def test_day_outside_the_years_says_so(day: str, pages: Pages) -> None:
    page, written = _page(pages, "on", ENGLISH, day=day)
    assert page.status == 200
    assert "The graph tells of 1917–1991; of this day it knows little or nothing." in _Text(written).read


@pytest.mark.parametrize(
    ("links", "parameters", "told"),
    [
        (
            ENGLISH,
            {"day": "1953-13-01"},
            "“1953-13-01” is not a day that can be read; write for example 14 October 1964",
        ),
        (RUSSIAN, {"day": "вчера"}, "«вчера» не удаётся прочесть как день; напишите, например, 14 октября 1964"),
        (ENGLISH, {"day": "1953-09-10", "last": "later"}, "“later” is not a day that can be read"),
        (RUSSIAN, {"day": "1953-09-10", "last": "1953-09-09"}, "Второй день раньше первого"),
    ],
)
def test_bad_days_are_refused_with_the_form(
    links: ServerLinks, parameters: dict[str, str], told: str, pages: Pages
) -> None:
    page, written = _page(pages, "on", links, **parameters)
    assert page.status == 400
    assert told in _Text(written).read
    assert _Text(written).tags.count("form") == 2  # the search box's too


def test_without_a_day_there_is_the_form_and_some_days(pages: Pages) -> None:
    page, written = _page(pages, "on", ENGLISH)
    assert (page.status, page.place) == (200, "on")
    addresses = {address for address, _ in _Text(written).links}
    assert {f"/on/{day}?lang=en" for day in KEPT_DAYS} <= addresses


def test_two_days_tell_who_came_left_and_moved(built_pages: Pages) -> None:
    page, written = _page(built_pages, "on", ENGLISH, day="1953-03-01", last="1953-12-31")
    assert (page.title, page.place) == ("What changed from 1 March to 31 December 1953", "on/1953-03-01/1953-12-31")
    text = _Text(written).read
    assert "1 March 1953 Joseph Stalin was certainly Chairman of the Council of Ministers." in text
    assert "31 December 1953 Georgy Malenkov was certainly Chairman of the Council of Ministers." in text
    assert "Left 25 Member of the Politburo: Averky Aristov" in text
    assert "Nikolay Shvernik (from: Member of the Politburo, to: Candidate member of the Politburo)" in text
    assert "Stayed: certainly 9, possibly 1 more." in text
    assert "Plenum of the Central Committee, July 1953, from 2 to 7 July 1953" in text


def test_one_day_twice_is_that_day(pages: Pages) -> None:
    page, _ = _page(pages, "on", ENGLISH, day="1953-09-10", last="10.9.1953")
    assert page.place == "on/1953-09-10"


def test_start_shows_an_answer_before_anything_is_asked(pages: Pages) -> None:
    page, written = _page(pages, "", ENGLISH)
    text = _Text(written).read
    assert (page.status, dict(page.parameters)) == (200, {})
    assert "For example: 10 September 1953" in text
    sentence = pages.library.kg.say(pages.library.kg.who(on="1953-09-10"))
    assert text.index(sentence) < text.index("What the sources say") < text.index("Days to begin with")


def test_start_answers_for_a_day_and_a_post_with_the_evidence_by_date(pages: Pages) -> None:
    page, written = _page(pages, "", ENGLISH, day="10.9.1953", post="first-secretary")
    text = _Text(written).read
    assert "For example" not in text
    assert re.search(r"Nikita Khrushchev: when the term began 7 September 1953 .* 14 September 1953 ", text)
    assert ("/on/1953-09-10?lang=en", None) in _Text(written).links
    assert page.parameters == {"day": "10.9.1953", "post": "first-secretary"}
    disputes = [address for address, _ in _Text(written).links if "/page/dispute/" in address]
    assert len(disputes) == len(set(disputes)) == 1


@pytest.mark.parametrize(
    ("parameters", "told"),
    [
        ({"day": "soon"}, "«soon» не удаётся прочесть как день"),
        ({"day": "1953-09-10", "post": "tsar"}, "Поста «tsar» в графе нет"),
        ({"day": "1953-09-10", "post": "a b"}, "Поста «a b» в графе нет"),
    ],
)
def test_start_refuses_with_the_form(parameters: dict[str, str], told: str, pages: Pages) -> None:
    page, written = _page(pages, "", RUSSIAN, **parameters)
    assert page.status == 400
    assert told in _Text(written).read
    assert "form" in _Text(written).tags


def test_posts_to_pick_are_grouped_by_party_government_and_state(built_pages: Pages) -> None:
    page, written = _page(built_pages, "", ENGLISH)
    posts = page.values["posts"]
    assert isinstance(posts, dict)
    assert list(posts) == ["party", "government", "state"]
    assert {iri.rpartition("/")[2] for iri in posts["government"]} >= {"chairman-of-the-council-of-ministers"}
    assert {iri.rpartition("/")[2] for iri in posts["party"]} >= {"secretaryship", "politburo-member"}
    assert _Text(written).tags.count("optgroup") == 3


def test_examples_lead_to_answers(built_pages: Pages) -> None:
    _, written = _page(built_pages, "", ENGLISH)
    asked = [address for address, _ in _Text(written).links if address.startswith("/?day=")]
    assert len(asked) == len(EXAMPLES)
    for day in EXAMPLES.values():
        assert _page(built_pages, "", ENGLISH, day=day)[0].status == 200


def test_what_happened_on_these_days_is_told_by_year(kg: KnowledgeGraph) -> None:
    names = [one.name for one in kg.anniversaries(10, 14)]
    assert any("Khrushchev" in name for name in names)
    assert [one.earliest for one in kg.anniversaries(10, 14)] == sorted(
        one.earliest for one in kg.anniversaries(10, 14)
    )
    assert kg.anniversaries(2, 30) == ()


def test_start_tells_what_happened_on_these_days_where_it_knows_which_they_are(built_pages: Pages) -> None:
    _, written = _page(built_pages, "", ENGLISH, today="2026-10-14")
    assert "These days in history" in written
    assert "Removal of Khrushchev" in written[written.index("These days in history") :]
    assert "These days in history" not in _page(built_pages, "", ENGLISH)[1]


@pytest.mark.parametrize("links", [ENGLISH, RUSSIAN])
def test_no_code_is_shown_where_a_person_reads_and_pages_stay_small(links: ServerLinks, built_pages: Pages) -> None:
    asked = [("on", {"day": day}) for day in HARD] + [("", {"day": day}) for day in HARD]
    asked += [("on", {"day": "1934-01-01", "last": "1939-12-31"}), ("on", {"day": "1917-01-01", "last": "1991-12-31"})]
    for name, parameters in asked:
        page, written = _page(built_pages, name, links, **parameters)
        assert len(written.encode()) <= LARGEST, parameters
        if name == "on":
            main = written[written.index("<main") : written.index("</main>")]
            shown = _Text(main).read.replace("1964-10-14", "")
            assert not CODES.search(shown), CODES.search(shown)
        assert page.status == 200


def test_pages_of_days_in_russian_are_russian(built_pages: Pages) -> None:
    for day in HARD:
        _, written = _page(built_pages, "on", RUSSIAN, day=day)
        main = written[written.index("<main") : written.index("</main>")]
        assert set(re.findall(r"[A-Za-z]{2,}", _Text(main).read)) == set()
