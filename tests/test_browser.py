"""The pages in a real browser: what a newcomer finds out, by mouse, by keyboard, on a phone, without scripts."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from serving import Served, served
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.names import BASE, PREFIXES, expand
from sovleader_kg.store.compiling import compile_files
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.web.pages.findable import findable
from sovleader_kg.web.pages.links import SiteLinks
from sovleader_kg.web.pages.page import Page as SitePage
from sovleader_kg.web.pages.pages import Pages
from sovleader_kg.web.pages.site_files import ASSETS

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / ".venv-engines" / "node" / "node_modules" / "axe-core" / "axe.min.js"
PATHS = [
    "/",
    "/?day=1964-10-14",
    "/?day=1952-12-01",
    "/?day=1900-01-01",
    "/?day=1919-12-15",
    "/?day=tomorrow",
    "/on",
    "/on/1953-03-06",
    "/on/1905-01-22",
    "/on/1953-13-01",
    "/on/1953-01-01/1953-12-31",
    "/timeline",
    "/disputes",
    "/disputes?status=open&person=joseph-stalin",
    "/disputes?status=settled&scope=within&point=number",
    "/disputes?status=maybe",
    "/queries",
    "/queries/holders_on?run=1&day=1964-10-14",
    "/queries/holders_on?run=1&day=yesterday",
    "/ontology",
    "/ontology/Term",
    "/seats",
    "/seats?post=politburo-member&day=1991-01-01",
    "/page/person/joseph-stalin",
    "/page/post/general-secretary",
    "/page/office/secretaryship",
    "/page/post/politburo-member",
    "/page/term/nikita-khrushchev.1",
    "/page/term/joseph-stalin.4",
    "/page/tenure/joseph-stalin.1",
    "/page/leadership/stalin-country",
    "/page/collective/troika-1953",
    "/page/body/politburo",
    "/page/body/cpsu",
    "/page/person/vadim-bakatin",
    "/page/event/death-of-stalin",
    "/page/event/meeting-1953-03",
    "/page/source/wikipedia",
    "/page/source/en-wikipedia?page=3",
    "/page/passage/wikipedia.24",
    "/page/claim/rgani.1.2",
    "/page/claim/en-wikipedia.l190.start",
    "/page/dispute/event.election-of-khrushchev-1953.date",
    "/page/dispute/event.plenum-1990-07.date",
    "/page/resolution/start-of-khrushchev",
    "/page/person/nobody",
    "/page/person/lenin",  # a suggestion for what there is not
    "/sparql",
    "/search?q=stalin",
    "/search?q=Lennin",
    "/people",
    "/people/ru-k",
    "/posts",
    "/events",
    "/sources",
    "/sources/encyclopedia",
    "/queries/career_of_person",
    "/queries/career_of_person?run=1&person=Kuznetsov&x=yesterday",
    "/about",
    "/about/glossary",
    "/about/model",
]


@contextmanager
def hosted(folder: Path) -> Iterator[str]:
    """Serve a folder's files, as a plain web host does, and give its address."""
    handler = partial(QuietHandler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_port}"
        host.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """A host that keeps no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base calls it
        """Say nothing."""


PHONE = {"width": 390, "height": 800}
SCRIPT, IMAGE = "<script>window.hacked = 1</script>", '"><img src=x onerror="window.hacked = 1">'
HOSTILE = f"""
post:hostile a sl:Post ; rdfs:label '{SCRIPT}'@en ; sl:incarnationOf office:secretaryship ;
  sl:earliestStart "1930-01-01"^^xsd:date ; sl:latestEnd "1940-01-01"^^xsd:date .
person:hostile a foaf:Person ; rdfs:label '''{IMAGE}'''@en .
term:hostile.1 a sl:Term ; rdfs:label '{SCRIPT}'@en ; sl:holder person:hostile ; sl:post post:hostile ;
  sl:earliestStart "1930-01-01"^^xsd:date ; sl:latestStart "1930-01-01"^^xsd:date ;
  sl:earliestEnd "1940-01-01"^^xsd:date ; sl:latestEnd "1940-01-01"^^xsd:date .
claim:hostile.1 a sl:Claim ; rdf:subject term:hostile.1 ; rdf:predicate sl:start ; rdf:object '''{IMAGE}''' ;
  sl:passage passage:hostile.1 ; sl:polarity <{BASE}concept/affirmed> ; sl:stance <{BASE}concept/stated> ;
  sl:asWritten '{SCRIPT}' ; sl:gloss '''{IMAGE}''' .
passage:hostile.1 a sl:Passage ; sl:source source:hostile ; sl:locator '{SCRIPT}' .
source:hostile a sl:Source ; rdfs:label '''{IMAGE}'''@en .
"""


class Visit:
    """A page that is watched: what it asked for, and what went wrong in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(locale="en-GB")
    yield Visit(context)
    context.close()


def test_newcomer_finds_who_held_the_office_how_sure_that_is_and_who_differs(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(server.url)
    page.get_by_label("Day", exact=True).fill("10 September 1953")
    page.get_by_role("button", name="Ask").click()
    answer = page.locator(".answer")
    expect(answer).to_contain_text("On 10 September 1953 Nikita Khrushchev was possibly First Secretary: ")
    expect(answer).to_contain_text("If the latter are right, nobody held the post that day.")
    expect(page.locator(".rivals").first).to_be_hidden()
    page.get_by_text("What the sources say").click()
    began = page.locator(".rivals").first
    for day in ("7 September 1953", "14 September 1953"):
        expect(began.locator("section", has=page.get_by_role("heading", name=day, exact=True))).to_be_visible()
    page.get_by_role("link", name="Where sources differ: Nikita Khrushchev, when the term began").click()
    expect(page).to_have_url(re.compile("/page/dispute/"))
    assert visit.wrong == []


def test_keys_and_links_lead_from_change_to_change(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/on/1982-11-11?lang=en")
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(f"{server.url}/on/1982-11-12?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("Friday, 12 November 1982")
    page.keyboard.press("k")
    expect(page).to_have_url(f"{server.url}/on/1982-11-10?lang=en")
    page.get_by_role("link", name="12 (change)", exact=True).click()
    expect(page).to_have_url(f"{server.url}/on/1982-11-12?lang=en")
    page.locator("#first").focus()
    page.keyboard.press("ArrowLeft")
    expect(page).to_have_url(f"{server.url}/on/1982-11-12?lang=en")
    page.locator("#last").fill("13.2.1984")
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(f"{server.url}/on/1982-11-12/1984-02-13?lang=en")
    expect(page.get_by_role("heading", level=1)).to_have_text("What changed from 12 November 1982 to 13 February 1984")
    assert visit.wrong == []


def test_paper_shows_the_evidence_and_no_form(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/?day=1953-09-10&lang=en")
    page.emulate_media(media="print")
    expect(page.locator(".rivals").first).to_be_visible()
    expect(page.locator("form.question")).to_be_hidden()


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("path", PATHS)
def test_page_is_accessible_fits_a_phone_and_asks_nobody_else(
    path: str, language: str, visit: Visit, server: Served
) -> None:
    page = visit.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(f"{server.url}{path}{'&' if '?' in path else '?'}lang={language}")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert page.get_attribute("html", "lang") == language
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa']})")
    assert [(one["id"], [node["html"][:120] for node in one["nodes"][:2]]) for one in found["violations"]] == []
    assert all(url.startswith((server.url, "data:")) for url in visit.asked)
    refused = ("nobody", "/lenin", "yesterday", "tomorrow", "1953-13-01", "maybe")
    expected = 1 if any(one in path for one in refused) else 0  # the browser tells of the page's own status
    assert len(visit.wrong) == expected, visit.wrong


def test_language_is_switched_and_kept(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/?day=1953-09-10")
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Кто руководил КПСС: день за днём")
    assert "day=1953-09-10" in page.url
    page.locator(".answer a").last.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Хрущёв")


def test_words_of_a_table_are_not_broken_on_a_phone(visit: Visit, server: Served) -> None:
    visit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visit.page.goto(f"{server.url}/queries/holders_on?run=1&day=1964-10-14")
    headings = visit.page.locator("th").all()
    assert len(headings) > 5
    for heading in headings:
        assert heading.evaluate("cell => cell.getBoundingClientRect().height") < 40


def test_page_of_a_person_leads_from_a_bar_of_the_career_to_the_term_and_its_rival_ends(
    visit: Visit, server: Served
) -> None:
    page = visit.page
    page.goto(f"{server.url}/page/person/joseph-stalin")
    expect(page.locator(".answer")).to_contain_text("General Secretary 1922–1952")
    page.locator(".ribbons li", has_text="General Secretary").locator("svg a").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Joseph Stalin, General Secretary, 1922–1952")
    ended = page.locator(".pair section", has_text="Ended")
    ended.locator("summary", has_text="Who says so").first.click()
    expect(ended.locator(".rivals section").first).to_be_visible()
    assert visit.wrong == []


@pytest.mark.parametrize(
    "path", ["/page/person/leonid-brezhnev", "/page/body/politburo", "/page/post/general-secretary"]
)
def test_lanes_and_their_years_keep_the_size_of_their_writing_on_a_phone(
    path: str, visit: Visit, server: Served
) -> None:
    visit.page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    visit.page.goto(server.url + path)
    years = visit.page.locator("svg.ribbon text").all()
    assert len(years) > 3
    sizes = {one.evaluate("text => getComputedStyle(text).fontSize") for one in years}
    assert {float(size.removesuffix("px")) >= 12 for size in sizes} == {True}
    boxes = [box for one in years if (box := one.bounding_box())]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"] for box in boxes)


def test_paper_shows_the_evidence_of_a_term_unfolded(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/page/term/joseph-stalin.1")
    page.emulate_media(media="print")
    expect(page.locator(".pair .rivals section").first).to_be_visible()


def test_bars_are_coloured_by_the_page_in_the_dark_too(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/page/person/joseph-stalin")
    bar, colour = page.locator("svg.ribbon rect.term").first, "bar => getComputedStyle(bar).fill"
    light = bar.evaluate(colour)
    page.emulate_media(color_scheme="dark")
    assert bar.evaluate(colour) != light


def test_where_sources_differ_on_somebody_is_found_read_and_cited_without_scripts(
    browser: Browser, server: Served
) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(f"{server.url}/disputes")
    page.get_by_label("Person", exact=True).select_option(value="nikita-khrushchev")
    page.get_by_label("How it stands").select_option(value="settled")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("link", name="Nikita Khrushchev as First Secretary: start").click()
    for day in ("7 September 1953", "14 September 1953"):
        expect(page.locator(".rivals section", has=page.locator(".value", has_text=day)).first).to_be_visible()
    page.locator("section", has_text="Preferred by the editors").locator("summary").click()
    expect(page.get_by_role("link", name="State archive’s note on the election of Khrushchev").first).to_be_visible()
    page.get_by_text("How to cite this").click()
    expect(page.locator("#cite pre").first).to_contain_text("dispute/event.election-of-khrushchev-1953.date")
    context.close()


def test_claim_leads_to_its_passage_source_and_what_it_is_about(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/page/claim/rgani.1.2")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Claim: The post that Khrushchev held was that of First Secretary"
    )
    page.get_by_role("link", name="opening sentence").click()
    expect(page.get_by_role("heading", name="What is claimed of it")).to_be_visible()
    page.get_by_role("link", name="State archive’s note on the election of Khrushchev").first.click()
    expect(page.locator("p.lead")).to_contain_text("Archive record.")
    assert visit.wrong == []


def test_evidence_is_printed_unfolded(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/page/dispute/event.election-of-khrushchev-1953.date")
    claim = page.locator(".rivals .said").last
    expect(claim).not_to_be_visible()
    page.emulate_media(media="print")
    expect(claim).to_be_visible()


def test_question_is_answered_without_scripts(browser: Browser, server: Served) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(server.url)
    page.fill("#day", "14 February 1984")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator(".answer")).to_contain_text("Konstantin Chernenko was certainly General Secretary")
    page.get_by_role("link", name="The whole leadership on 14 February 1984").click()
    page.locator("aside input[name=day]").first.fill("1 March 1984")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thursday, 1 March 1984")
    page.goto(f"{server.url}/queries/succession")
    page.get_by_role("button", name="Run").click()
    expect(page.locator("table tbody tr").first).to_be_visible()
    context.close()


def test_search_box_shows_what_fits_while_one_types_and_leads_there_by_keys(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/about")
    box = page.get_by_role("combobox")
    box.press_sequentially("Chrusch")
    expect(page.get_by_role("option").first).to_contain_text("Nikita Khrushchev")
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(page.get_by_role("option", selected=True)).to_have_count(1)
    assert box.get_attribute("aria-activedescendant") == page.get_by_role("option", selected=True).get_attribute("id")
    box.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    box.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    expect(page).to_have_url(f"{server.url}/page/person/nikita-khrushchev?lang=en")
    assert visit.wrong == []


def test_picker_of_a_query_completes_a_name_and_asks(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/queries/career_of_person?lang=ru")
    field = page.locator("#p-person")
    field.fill("")
    field.press_sequentially("brezh")
    page.get_by_role("option", name="Леонид Ильич Брежнев").click()
    expect(field).to_have_value("Леонид Ильич Брежнев")
    page.get_by_role("button", name="Выполнить").click()
    expect(page.locator("table tbody tr").first).to_contain_text("Леонид Ильич Брежнев")
    assert visit.wrong == []


def test_search_and_lists_work_without_scripts(browser: Browser, server: Served) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(server.url)
    page.get_by_role("searchbox").fill("Khruschev")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="Nikita Khrushchev").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khrushchev")
    expect(page.get_by_role("navigation", name="Contents")).to_be_hidden()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Ш", exact=True).click()
    expect(page.get_by_role("row", name="Shvernik")).to_contain_text("1888–1970")
    context.close()


def write_some(kg: KnowledgeGraph, folder: Path) -> None:
    """Write what a search in a static site needs, and some pages that it leads to."""
    pages = Pages(kg)

    def write(page: SitePage | None, depth: int) -> None:
        assert page is not None
        path = folder / "ru" / f"{page.place}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(pages.written(page, SiteLinks("ru", depth)), encoding="utf-8")

    shutil.copytree(ASSETS, folder / "static")
    (folder / "static" / "search.ru.json").write_bytes(findable(pages.library, SiteLinks("ru")))
    write(pages.named("search", SiteLinks("ru"), {}), 0)
    write(pages.member("people", "ru-k", SiteLinks("ru", 1), {}), 1)
    for name in ("person:nikita-khrushchev", "event:congress-20"):
        write(pages.thing(expand(name), SiteLinks("ru", 2)), 2)


def test_static_site_is_searched_under_any_path(visit: Visit, kg: KnowledgeGraph, tmp_path: Path) -> None:
    write_some(kg, tmp_path / "any" / "path")
    with hosted(tmp_path) as url:
        page = visit.page
        page.goto(f"{url}/any/path/ru/people/ru-k.html")
        page.get_by_role("combobox").press_sequentially("Chruschtsch")
        page.get_by_role("option").first.click()
        expect(page).to_have_url(f"{url}/any/path/ru/page/person/nikita-khrushchev.html")
        page.get_by_role("combobox").fill("20 съезд")
        page.get_by_role("button", name="Найти").click()
        page.get_by_role("link", name="XX съезд КПСС").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("XX съезд КПСС")
    assert visit.wrong == []


def test_keyboard_alone_reaches_the_content_and_asks(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/?day=1953-09-10")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "day"
    while page.evaluate("document.activeElement.tagName") != "BUTTON":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_have_text("10 September 1953")


def test_hostile_words_in_the_data_stay_words(browser: Browser, kg: KnowledgeGraph, tmp_path: Path) -> None:
    del kg
    head = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
    (tmp_path / "hostile.ttl").write_text(head + HOSTILE, encoding="utf-8")
    compile_files(tmp_path / "graph", [files.compiled() / TURTLE, tmp_path / "hostile.ttl"])
    with served(tmp_path / "graph") as server:
        context = browser.new_context()
        page = context.new_page()
        seen = ""
        for path in (
            "/?day=1935-01-01",
            "/timeline",
            "/page/person/hostile",
            "/page/post/hostile",
            "/page/term/hostile.1",
            "/page/claim/hostile.1",
            "/page/passage/hostile.1",
            "/page/source/hostile",
            "/queries/holders_on?run=1&day=1935-01-01",
            "/queries/holders_on?run=1&day=%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E",
            "/?day=%22%3E%3Cscript%3Ewindow.hacked%3D1%3C%2Fscript%3E",
            "/timeline.svg",
        ):
            page.goto(server.url + path)
            assert page.evaluate("window.hacked") is None
            seen += page.locator("body, svg").first.inner_text() if "svg" not in path else ""
        assert SCRIPT in seen
        assert IMAGE in seen
        context.close()
