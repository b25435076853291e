"""The pages with scripts of their own in a real browser: the timeline, the editor, and the static site's questions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import combinations
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, expect

from serving import Served
from sovleader_kg import KnowledgeGraph
from test_browser import AXE, PHONE, Visit

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 900}


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(locale="en-GB", viewport=DESK)  # type: ignore[arg-type]
    yield Visit(context)
    context.close()


@pytest.fixture
def page(visit: Visit) -> Iterator[Page]:
    """A page on which nothing goes wrong."""
    yield visit.page
    assert visit.wrong == []


@pytest.fixture
def plain(browser: Browser) -> Iterator[Page]:
    """A page without scripts."""
    context = browser.new_context(java_script_enabled=False, locale="en-GB", viewport=DESK)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def violations(page: Page) -> list[tuple[str, list[str]]]:
    """Return what axe-core finds wrong on a page."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice']})")
    return [(one["id"], [node["html"][:160] for node in one["nodes"][:3]]) for one in found["violations"]]


# The timeline.


def told(page: Page) -> str:
    """Return what the timeline tells of the day under its cursor."""
    return " ".join(page.locator(".told").inner_text().split())


def test_cursor_tells_who_held_what_as_the_answers_do(page: Page, server: Served, kg: KnowledgeGraph) -> None:
    for day in ("1953-09-10", "1964-10-14", "1918-01-01", "1991-08-25"):
        page.goto(f"{server.url}/timeline?lang=en&day={day}")
        expect(page.locator(".told h2")).to_be_visible()
        answer, shown = kg.who(on=day), page.locator(".told dd").first.locator("li")
        assert shown.count() == len(answer.answers) + (answer.nobody is not None)
        for one, item in zip(
            sorted(answer.answers, key=lambda one: (one.certainty, one.person)), shown.all(), strict=False
        ):
            expect(item).to_contain_text(one.name)
            assert ("possibly" in item.inner_text()) == (one.certainty == "possible")


def test_cursor_moves_by_keys_by_the_day_and_from_change_to_change(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/timeline?lang=en&day=1964-10-13")
    chart = page.locator(".chart")
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".told h2")).to_have_text("14 October 1964")
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".told h2")).to_have_text("15 October 1964")
    page.get_by_label("Day", exact=True).fill("1953-03-05")
    expect(page.locator(".told h2")).to_have_text("5 March 1953")
    assert "Joseph Stalin" in told(page)
    page.get_by_role("button", name="earlier").click()
    expect(page.locator(".told h2")).not_to_have_text("5 March 1953")
    assert "day=" in page.url


def test_pointer_looks_at_a_day_and_a_click_stays_there(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/timeline?lang=en&day=1953-03-06")
    box = page.locator(".axis").bounding_box()
    assert box
    page.mouse.move(box["x"] + 200, box["y"] + 10)
    looked = page.locator(".told h2").inner_text()
    assert looked != "6 March 1953"
    page.mouse.move(5, 5)
    expect(page.locator(".told h2")).to_have_text("6 March 1953")
    page.mouse.click(box["x"] + 200, box["y"] + 10)
    page.mouse.move(5, 5)
    expect(page.locator(".told h2")).to_have_text(looked)


def wide(page: Page) -> float:
    return float(page.locator("div.sheet").evaluate("sheet => sheet.getBoundingClientRect().width"))


def test_zoom_by_buttons_keys_and_wheel_keeps_the_labels_of_lanes_in_sight(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/timeline?lang=en")
    expect(page.locator(".lane").first).to_be_visible()
    first = wide(page)
    page.get_by_role("button", name="Closer").click()
    assert wide(page) == pytest.approx(1.5 * first, rel=0.01)
    page.locator(".chart").focus()
    page.keyboard.press("+")
    assert wide(page) == pytest.approx(2.25 * first, rel=0.01)
    page.locator(".chart").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    page.wait_for_function(
        "before => document.querySelector('div.sheet').getBoundingClientRect().width > before", arg=2.3 * first
    )
    page.locator(".chart").evaluate("chart => { chart.scrollLeft = 1500; }")
    label, chart = (
        page.get_by_role("link", name="General Secretary", exact=True).first.bounding_box(),
        page.locator(".chart").bounding_box(),
    )
    assert label
    assert chart
    assert chart["x"] <= label["x"] < chart["x"] + 40
    page.keyboard.press("0")
    assert wide(page) == pytest.approx(first, rel=0.01)


def test_two_fingers_zoom(browser: Browser, server: Served) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, locale="en-GB")  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server.url}/timeline?lang=en")
    expect(page.locator(".lane").first).to_be_visible()
    before = wide(page)
    session, box = context.new_cdp_session(page), page.locator(".chart").bounding_box()
    assert box
    y = box["y"] + 60
    for kind, apart in (("touchStart", 40), ("touchMove", 80), ("touchMove", 120)):
        points = [{"x": 190 - apart / 2, "y": y, "id": 0}, {"x": 190 + apart / 2, "y": y, "id": 1}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert wide(page) > 2 * before
    context.close()


def test_parts_and_persons_narrow_it_without_leaving(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/timeline?lang=en&day=1937-06-01")
    page.get_by_role("link", name="Politburo", exact=True).click()
    expect(page.get_by_role("link", name="Politburo", exact=True)).to_have_attribute("aria-current", "true")
    expect(page.locator(".lane").first).to_contain_text("Member of the Politburo")
    assert "Lazar Kaganovich" in told(page)
    page.get_by_label("Or one person").fill("Nikita Khrushchev")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Timeline: Nikita Khrushchev")
    ukraine = page.locator(".lane", has_text="First Secretary of the Communist Party of Ukraine")
    expect(ukraine.locator("a.bar")).to_have_count(2)
    assert "person=nikita-khrushchev" in page.url
    page.reload()
    expect(ukraine).to_be_visible()


def test_bar_tells_its_dates_on_focus_and_leads_to_its_term(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/timeline?lang=en")
    bar = page.locator("a.bar", has_text="Nikita Khrushchev").first
    bar.focus()
    said = "Nikita Khrushchev, First Secretary: between 7 September 1953 and 14 September 1953 – 14 October 1964"
    expect(page.get_by_role("tooltip")).to_have_text(said)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{server.url}/page/term/nikita-khrushchev.1?lang=en")


BOXES = """[...document.querySelectorAll("a.bar:not(.mark)")].map(bar => {
  const boxes = [bar, bar.querySelector(".name")].map(one => one.getBoundingClientRect());
  return [bar.getAttribute("aria-label"), Math.min(...boxes.map(one => one.left)), boxes[0].top,
    Math.max(...boxes.map(one => one.right)), boxes[0].bottom];
})"""
DRAWN = """[...document.querySelectorAll("svg g[class]:not(.mark)")].map(bar => {
  const box = bar.getBBox();
  return [bar.querySelector("title").textContent, box.x, box.y, box.x + box.width, box.y + box.height];
})"""


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("show", ["office", "politburo"])
@pytest.mark.parametrize("boxes", [BOXES, DRAWN])
def test_no_bar_of_the_timeline_nor_its_label_lies_on_another(
    boxes: str, show: str, language: str, page: Page, server: Served
) -> None:
    page.goto(f"{server.url}/timeline?lang={language}&show={show}")
    expect(page.locator(".lane").first).to_be_visible()
    page.emulate_media(media="print" if boxes == DRAWN else "screen")
    found = page.evaluate(boxes)
    assert len(found) > 20
    over = [
        (one, other)
        for one, other in combinations(found, 2)
        if one[1] < other[3] - 1 and other[1] < one[3] - 1 and one[2] < other[4] - 2 and other[2] < one[4] - 2
    ]
    assert over == []


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["/timeline?show=office", "/timeline?show=secretariat", "/sparql?stored=holders_on"])
def test_page_that_moves_is_accessible_and_fits_a_phone(
    path: str, scheme: str, language: str, visit: Visit, server: Served
) -> None:
    page = visit.page
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{server.url}{path}&lang={language}")
    expect(page.locator(".lane, .code.coloured").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(page) == []
    assert all(url.startswith(server.url) for url in visit.asked)
    assert visit.wrong == []


def test_without_scripts_the_drawn_picture_and_the_table_tell_the_same(plain: Page, server: Served) -> None:
    plain.goto(f"{server.url}/timeline?lang=en")
    expect(plain.locator("#timeline")).to_be_hidden()
    plain.locator("svg a", has_text="Joseph Stalin").first.click()
    expect(plain).to_have_url(f"{server.url}/page/term/joseph-stalin.1?lang=en")
    plain.goto(f"{server.url}/timeline?lang=en")
    expect(plain.locator("table tr", has_text="Nikita Khrushchev").first).to_contain_text(
        "between 7 and 14 September 1953"
    )
    assert plain.locator(".picture").evaluate("picture => picture.scrollWidth - picture.clientWidth") == 0
    plain.get_by_label("Or one person").fill("Хрущёв")
    plain.get_by_role("button", name="Show").click()
    expect(plain.get_by_role("heading", level=1)).to_have_text("Timeline: Nikita Khrushchev")


def test_paper_gets_the_drawn_picture(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/timeline?lang=en")
    expect(page.locator(".picture")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".picture")).to_be_visible()
    expect(page.locator("#timeline")).to_be_hidden()


# The editor.


def query(page: Page) -> str:
    return page.get_by_label("Query", exact=True).input_value()


def test_editor_runs_the_shipped_query_and_its_links_stay_here(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en")
    page.get_by_role("button", name="Run").click()
    link = page.locator("#answer table a", has_text="person:joseph-stalin").first
    link.click()
    expect(page).to_have_url(f"{server.url}/page/person/joseph-stalin?lang=en")


def test_stored_query_comes_from_the_list_and_from_an_address(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en&stored=succession")
    page.keyboard.press("Tab")
    page.get_by_label("Query", exact=True).press("Control+Enter")
    expect(page.locator("#answer h2")).to_contain_text("rows")
    page.get_by_label("Begin with a stored query").select_option("holders_on")
    page.get_by_role("button", name="Put it into the editor").click()
    expect(page).to_have_url(f"{server.url}/sparql?lang=en&stored=holders_on")
    page.goto(f"{server.url}/sparql?lang=en#query=ASK%20%7B%7D")
    page.reload()
    assert query(page) == "ASK {}"


@pytest.mark.parametrize(
    ("typed", "offered", "taken"),
    [
        ("khrush", "Nikita Khrushchev", "person:nikita-khrushchev"),
        ("sl:earliestS", "earliest start", "sl:earliestStart"),
        ("sele", "SELECT", "SELECT"),
        ("foa", "http://xmlns.com/foaf/0.1/", "foaf:"),
        ("?person ?pers", "?person", "?person ?person"),
    ],
)
def test_names_are_completed_by_keyboard(typed: str, offered: str, taken: str, page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en")
    field = page.get_by_label("Query", exact=True)
    field.fill("")
    field.press_sequentially(typed)
    option = page.locator("#suggestions").get_by_role("option").first
    expect(option).to_contain_text(offered)
    field.press("ArrowDown")
    expect(option).to_have_attribute("aria-selected", "true")
    field.press("Enter")
    assert query(page) == taken
    expect(page.locator("#suggestions")).to_be_hidden()
    field.press("Control+z")
    assert query(page) != taken


def test_tab_leaves_the_field_even_where_names_are_offered(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en")
    field = page.get_by_label("Query", exact=True)
    field.fill("")
    field.press_sequentially("khrush")
    expect(page.locator("#suggestions")).to_be_visible()
    field.press("Tab")
    expect(page.get_by_role("button", name="Run")).to_be_focused()
    assert query(page) == "khrush"
    page.keyboard.press("Shift+Tab")
    expect(field).to_be_focused()


def test_lines_are_indented_by_a_key_of_their_own(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en")
    field = page.get_by_label("Query", exact=True)
    field.fill("ASK {")
    field.press("End")
    field.press("Enter")
    field.press_sequentially("?a ?b 1")
    assert query(page) == "ASK {\n  ?a ?b 1"
    field.press("Control+]")
    assert query(page) == "ASK {\n    ?a ?b 1"
    field.press("Control+[")
    assert query(page) == "ASK {\n  ?a ?b 1"


def test_error_is_marked_where_it_is(visit: Visit, server: Served) -> None:
    page = visit.page
    page.goto(f"{server.url}/sparql?lang=en")
    field = page.get_by_label("Query", exact=True)
    field.fill("SELECT ?a WHERE {\n  ?a sl:holdr ?b ;; nonsense }")
    field.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("line 2")
    expect(page.locator(".code .wrong")).to_have_text("nonsense")
    expect(page.locator(".code .unknown")).to_have_text("sl:holdr")
    expect(field).to_be_focused()


def test_prefixes_are_declared_for_other_endpoints(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en")
    page.get_by_label("Query", exact=True).fill("ASK { person:joseph-stalin a foaf:Person }")
    page.get_by_role("button", name="Declare the prefixes").click()
    page.wait_for_function("document.getElementById('query').value.startsWith('PREFIX')")
    assert sorted(query(page).splitlines()[:2]) == [
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>",
        "PREFIX person: <https://w3id.org/sovleader/id/person/>",
    ]


def test_rows_are_saved_as_a_file(page: Page, server: Served) -> None:
    page.goto(f"{server.url}/sparql?lang=en")
    with page.expect_download() as begun:
        page.get_by_role("button", name="CSV").click()
    assert begun.value.suggested_filename == "answer.csv"


def test_editor_without_scripts_is_a_form_that_answers(plain: Page, server: Served) -> None:
    plain.goto(f"{server.url}/sparql?lang=en")
    plain.get_by_role("button", name="Run").click()
    expect(plain.locator("#answer table a", has_text="person:joseph-stalin").first).to_be_visible()
    plain.get_by_label("Query", exact=True).fill("SELECT ?a {\n ?a zzz }")
    plain.get_by_role("button", name="Run").click()
    expect(plain.locator("pre.wrong")).to_contain_text("^")


# The static site, of the small graph.


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the base class
        """Say nothing."""


@pytest.fixture(scope="module")
def hosted(small: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The site below a path of a host, and its folder."""
    folder = tmp_path_factory.mktemp("host")
    small.export("site").write(folder / "some" / "where")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as host:
        Thread(target=host.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{host.server_address[1]}/some/where", folder / "some" / "where"
        host.shutdown()


def test_static_site_answers_who_held_a_post_on_a_day(
    page: Page, hosted: tuple[str, Path], small: KnowledgeGraph
) -> None:
    page.goto(f"{hosted[0]}/en/index.html")
    page.get_by_label("Day", exact=True).fill("1953-09-10")
    page.get_by_label("Post", exact=True).select_option(label="Secretaryship of the party")
    page.locator("#question").get_by_role("button", name="Ask").click()
    items = page.locator("#question .answer li")
    answer = small.who(on="1953-09-10")
    assert items.count() == len(answer.answers) + (answer.nobody is not None)
    expect(items.first).to_contain_text("Nikita Khrushchev, First Secretary possibly")
    items.first.get_by_role("link", name="Nikita Khrushchev").click()
    expect(page).to_have_url(f"{hosted[0]}/en/page/person/nikita-khrushchev.html")


def test_static_site_tells_the_whole_leadership_of_any_day(page: Page, hosted: tuple[str, Path]) -> None:
    page.goto(f"{hosted[0]}/ru/on.html#1953-03-06")
    expect(page.locator("#roster")).to_contain_text("Георгий Максимилианович Маленков")
    page.locator(".turns a").last.click()
    expect(page.locator("#roster h2").first).not_to_have_text("6 марта 1953 г.")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Day by day")
    assert violations(page) == []


def test_timeline_of_the_static_site_moves(page: Page, hosted: tuple[str, Path]) -> None:
    page.goto(f"{hosted[0]}/en/timeline.html")
    expect(page.locator(".lane").first).to_be_visible()
    page.locator("a.bar", has_text="Nikita Khrushchev").first.click()
    expect(page).to_have_url(f"{hosted[0]}/en/page/term/nikita-khrushchev.1.html")


def test_static_site_is_read_from_a_folder_too(visit: Visit, hosted: tuple[str, Path]) -> None:
    page, folder = visit.page, hosted[1]
    page.goto((folder / "index.html").as_uri())
    expect(page).to_have_url((folder / "en" / "index.html").as_uri())
    page.get_by_role("link", name="Timeline").first.click()
    page.locator("svg a", has_text="Nikita Khrushchev").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khrushchev")
    page.get_by_role("link", name="Русский").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Хрущёв")
    assert all(url.startswith(("file:", "data:")) for url in visit.asked)
