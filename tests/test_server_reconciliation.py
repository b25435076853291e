"""The reconciliation service as its clients meet it: manifest, queries, data, suggestions, previews, mistakes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from serving import Answer, Served, served

FORM = "application/x-www-form-urlencoded"
STALIN = "person/joseph-stalin"
ROOT = "/reconcile/en"


@pytest.fixture(scope="module")
def own(small_folder: Path) -> Iterator[Served]:
    """A server of the small graph."""
    with served(small_folder) as found:
        yield found


def post(server: Served, place: str = "/reconcile", **form: object) -> Answer:
    return send(server, place, form)


def send(server: Served, place: str, form: Mapping[str, object]) -> Answer:
    body = urlencode({name: value if isinstance(value, str) else json.dumps(value) for name, value in form.items()})
    return server.ask(place, "POST", body, content_type=FORM)


def first(server: Served, query: Mapping[str, object], place: str = "/reconcile") -> Mapping[str, Any]:
    """Return the first candidate for a query."""
    found: Mapping[str, Any] = json.loads(post(server, place, queries={"q": query}).body)["q"]["result"][0]
    return found


def test_bare_address_answers_the_manifest_whose_addresses_all_answer(own: Served) -> None:
    for place, root in (("/reconcile", ROOT), ("/reconcile/", ROOT), ("/reconcile/ru", "/reconcile/ru")):
        manifest = json.loads(own.ask(place, accept="text/html,*/*").body)
        assert (manifest["versions"], manifest["batchSize"]) == (["0.2"], 50)
        suggest = [one["service_url"] + one["service_path"] for one in manifest["suggest"].values()]
        propose = manifest["extend"]["propose_properties"]
        shown = [manifest[name]["url"].replace("{{id}}", quote(STALIN, safe="")) for name in ("view", "preview")]
        addresses = [*suggest, propose["service_url"] + propose["service_path"], *shown, manifest["logo"]]
        assert all(address.startswith(own.url) for address in addresses)
        assert {own.ask(address.removeprefix(own.url)).status for address in addresses} == {200, 303}
        assert manifest["view"]["url"].startswith(f"{own.url}{root}/")
        assert own.ask(manifest["documentation"].removeprefix(own.url), accept="text/html").status == 200


def test_batch_is_answered_by_key_and_the_same_by_get_and_post(own: Served) -> None:
    queries = {
        "a": {"query": "Сталин, Иосиф", "type": "person"},
        "б": {"query": "nobody of that name", "type": ["person"]},
    }
    answer = post(own, queries=queries)
    found = json.loads(answer.body)
    assert answer.headers["content-type"] == "application/json"
    assert (list(found), found["б"]) == (["a", "б"], {"result": []})
    assert found["a"]["result"][0] == {
        "id": STALIN,
        "name": "Joseph Stalin",
        "description": "1878–1953 · General Secretary",
        "type": [{"id": "person", "name": "person"}],
        "score": 95.0,
        "match": True,
        "features": [{"id": "name", "value": 95}],
    }
    assert own.ask(f"/reconcile?{urlencode({'queries': json.dumps(queries)})}").body == answer.body


def test_names_and_types_come_in_the_language_of_the_address_and_are_taken_in_any(own: Served) -> None:
    found = first(own, {"query": "Khrushchev Nikita"}, "/reconcile/ru")
    assert (found["name"], found["type"][0]["name"]) == ("Никита Сергеевич Хрущёв", "человек")
    assert first(own, {"query": STALIN})["match"]


def test_limit_and_facts_of_any_json_type_are_taken(own: Served) -> None:
    facts = [{"pid": "died", "v": 1953.0}, {"pid": "post", "v": {"id": "post/general-secretary", "name": "x"}}]
    found = first(own, {"query": "Stalin", "properties": [*facts, {"pid": "born", "v": None}], "limit": 1e999})
    assert {one["id"]: one["value"] for one in found["features"]} == {"name": 70, "died": True, "post": True}


def test_data_of_terms_stand_in_the_same_rows(own: Served) -> None:
    names = ("born", "post", "from", "until", "certainty", "wikidata", "name-ru")
    wanted = [{"id": name} for name in names]
    answer = json.loads(post(own, extend={"ids": [STALIN, "person/nobody"], "properties": wanted}).body)
    assert [one["id"] for one in answer["meta"]] == list(names)
    assert answer["meta"][1]["type"] == {"id": "post", "name": "post"}
    row = answer["rows"][STALIN]
    assert row["born"] == [{"str": "1878-12-18"}]
    assert row["name-ru"] == [{"str": "Иосиф Виссарионович Сталин"}]
    assert len({len(row[name]) for name in ("post", "from", "until", "certainty")}) == 1
    at = row["post"].index({"id": "post/general-secretary", "name": "General Secretary"})
    assert row["from"][at] == {"str": "1922-04-03"}
    assert answer["rows"]["person/nobody"] == {name: [] for name in names}


def test_dates_come_in_the_form_that_a_column_wants(own: Served) -> None:
    def born(form: str) -> object:
        wanted = [{"id": "born", "settings": {"dates": form}}]
        return json.loads(post(own, extend={"ids": [STALIN], "properties": wanted}).body)["rows"][STALIN]["born"]

    assert born("first") == [{"date": "1878-12-18T00:00:00Z"}]
    assert born("last") == [{"date": "1878-12-30T00:00:00Z"}]  # in the other calendar
    assert born("year") == [{"int": 1878}]


@pytest.mark.parametrize(
    ("place", "ids"),
    [
        (f"{ROOT}/suggest/entity?prefix=Khrush&type=person", ["person/nikita-khrushchev"]),
        (f"{ROOT}/suggest/entity?prefix={quote(STALIN)}", [STALIN]),
        (f"{ROOT}/suggest/entity?prefix=Khrush&type=person&cursor=1", []),
        (f"{ROOT}/suggest/property?prefix=bor", ["born"]),
        ("/reconcile/ru/suggest/property?prefix=рожд", ["born"]),
        (f"{ROOT}/suggest/type?prefix=p", ["person", "post"]),
        ("/reconcile/ru/suggest/type?prefix=", ["person", "post", "body", "event"]),
    ],
)
def test_suggestions_fit_what_is_typed(place: str, ids: list[str], own: Served) -> None:
    found = json.loads(own.ask(place).body)["result"]
    assert [one["id"] for one in found] == ids
    assert all(one["name"] for one in found)


def test_proposed_properties_are_those_of_a_type_and_all_can_be_had(own: Served) -> None:
    found = json.loads(own.ask(f"{ROOT}/properties?type=person&limit=2").body)
    assert (found["type"], found["limit"], [one["id"] for one in found["properties"]]) == (
        "person",
        2,
        ["born", "died"],
    )
    every = json.loads(own.ask(f"{ROOT}/properties").body)["properties"]
    rows = json.loads(post(own, extend={"ids": [STALIN], "properties": every}).body)["rows"]
    assert list(rows[STALIN]) == [one["id"] for one in every]


def test_view_leads_to_the_page_and_the_preview_may_stand_within_others(own: Served) -> None:
    for identifier in (STALIN, quote(STALIN, safe=""), quote(f"https://w3id.org/sovleader/id/{STALIN}", safe="")):
        led = own.ask(f"{ROOT}/view?id={identifier}")
        assert (led.status, led.headers["location"]) == (303, "/page/person/joseph-stalin?lang=en")
        page = own.ask(f"{ROOT}/preview?id={identifier}")
        assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert "frame-ancestors *" in page.headers["content-security-policy"]
        assert "script" not in page.text
        assert "General Secretary, 3 April 1922" in page.text
    for identifier in ("", "person/nobody", "x y", "../..", "%00"):
        assert own.ask(f"{ROOT}/preview?id={identifier}").status == 404


def test_any_origin_may_ask_everything(own: Served) -> None:
    for place in ("/reconcile", f"{ROOT}/suggest/entity", f"{ROOT}/properties"):
        asked = own.ask(place, "OPTIONS", origin="https://example.org", access_control_request_method="POST")
        assert (asked.status, asked.headers["access-control-allow-methods"]) == (204, "GET, POST")
        assert own.ask(place).headers["access-control-allow-origin"] == "*"


def test_answer_calls_a_function_where_a_script_names_one(own: Served) -> None:
    answer = own.ask(f"{ROOT}/suggest/type?prefix=pe&callback=jQuery.f_1")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.text == '/**/jQuery.f_1({"result": [{"id": "person", "name": "person"}]});'
    for name in ("alert(1)//", "", "f%0a", "<script>"):
        assert own.ask(f"/reconcile?callback={name}").status == 400


MISTAKES = [
    ({"queries": "[1"}, 400, "queries cannot be read as JSON: Expecting ',' delimiter: line 1 column 3 (char 2)"),
    ({"queries": "[]"}, 400, "queries is not an object of JSON"),
    ({"queries": "[" * 20_000}, 400, "queries cannot be read as JSON"),
    ({"queries": {"q": {}}}, 400, 'q has neither a "query" nor "properties" with a value'),
    ({"queries": {"q": {"query": 7}}}, 400, '"query" of q is not a text'),
    ({"queries": {"q": {"query": "x", "type": "persn"}}}, 400, 'no type "persn". Did you mean "person"?'),
    ({"queries": {"q": {"query": "x", "limit": 0}}}, 400, '"limit" of q is not a number from 1'),
    ({"queries": '{"q": {"query": "x", "limit": NaN}}'}, 400, '"limit" of q is not a number from 1'),
    ({"queries": '{"q\\ud800": {"query": "x"}}'}, 400, "queries cannot be read as JSON"),
    ({"queries": {"q": {"query": "x", "type": "a\nb" * 99}}}, 400, 'no type "a b'),
    ({"queries": {"q": {"query": "x", "properties": [{"pid": "birn", "v": 1}]}}}, 400, 'no property "birn".'),
    ({"queries": {str(n): {"query": "x"} for n in range(51)}}, 413, "51 queries in a batch; 50 are answered at once"),
    ({"extend": {"ids": [STALIN]}}, 400, '"properties" is not a list'),
    ({"extend": {"ids": ["x"] * 201, "properties": []}}, 413, "201 ids; 200 are answered at once"),
    ({"extend": {"ids": [], "properties": [{"id": "born", "settings": {"dates": "soon"}}]}}, 400, "dates of born are"),
    ({"queries": "{}", "extend": "{}"}, 400, "send either queries or extend"),
    ({"other": "1"}, 400, "send either queries or extend"),
    ({"queries": "x" * 70_000}, 413, "the body has more than 65,536 bytes"),
]


@pytest.mark.parametrize(("form", "status", "message"), MISTAKES)
def test_mistake_is_told_in_one_line_of_json(
    form: Mapping[str, object], status: int, message: str, own: Served
) -> None:
    answer = send(own, "/reconcile", form)
    told = json.loads(answer.body)
    assert (answer.status, told["status"]) == (status, "error")
    assert message in told["message"]
    assert "\n" not in told["message"]


def test_what_is_no_form_and_no_language_is_refused(own: Served) -> None:
    assert own.ask("/reconcile", "POST", "{}", content_type="application/json").status == 415
    assert own.ask("/reconcile/de").status == 404
    assert own.ask(f"{ROOT}/suggest/thing").status == 404
    assert own.ask(f"{ROOT}/properties?type=tsar").status == 400
    assert own.ask(f"{ROOT}/suggest/entity?prefix=a&cursor=-1").status == 400


def test_pages_and_machines_are_led_to_the_service(own: Served) -> None:
    assert "/about/reconciliation" in own.ask("/queries?lang=en", accept="text/html").text
    assert "/about/reconciliation" in own.ask("/about?lang=en", accept="text/html").text
    assert f"{own.url}/reconcile" in own.ask("/sparql", accept="application/n-triples").text
