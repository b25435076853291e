"""Assistants: the tools of `sovleader mcp`, in a process of its own, asked by the SDK's client over standard input."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import jsonschema
import pytest
import urllib3
from mcp.shared.exceptions import MCPError
from mcp.types import ResourceTemplateReference

from assisting import COMMAND, Assisted, assisted
from serving import PATIENCE, served, state_of
from sovleader_kg import KnowledgeGraph
from sovleader_kg.cli import main
from sovleader_kg.names import BASE
from sovleader_kg.web.assistants.replies import SAID
from sovleader_kg.web.assistants.resources import GUIDE

TOOLS = {"who", "on", "explain", "disputes", "relate", "search", "ask", "sparql"}
CALLS: dict[str, dict[str, object]] = {
    "who": {"on": "10 September 1953"},
    "on": {"day": "6 марта 1953 г."},
    "explain": {"thing": "Khruschev"},
    "disputes": {"about": "Хрущёв", "status": "settled"},
    "relate": {"first": "term:joseph-stalin.1", "second": "term:nikita-khrushchev.1"},
    "search": {"text": "Staline"},
    "ask": {"query": "holders_on", "values": {"post": "General Secretary", "day": "1.5.1923"}},
    "sparql": {"query": "SELECT ?name { person:joseph-stalin rdfs:label ?name } ORDER BY ?name"},
}


@pytest.fixture(scope="module")
def assistant(small_folder: Path) -> Iterator[Assisted]:
    with assisted(small_folder, "--pages", "https://pages.example/", "--seconds", "2") as found:
        yield found


def test_every_tool_tells_what_it_takes_and_gives_and_that_it_only_reads(assistant: Assisted) -> None:
    tools = assistant.do(lambda client: client.list_tools()).tools
    assert {one.name for one in tools} == TOOLS
    for one in tools:
        assert one.description
        assert one.annotations.read_only_hint
        assert all(told.get("description") for told in one.input_schema["properties"].values())
        assert set(one.output_schema["properties"]) >= {"text", "certainty", "answer", "sources", "links"}


@pytest.mark.parametrize("tool", CALLS)
def test_every_answer_fits_its_schema_and_says_how_sure_it_is(tool: str, assistant: Assisted) -> None:
    schemas = {one.name: one.output_schema for one in assistant.do(lambda client: client.list_tools()).tools}
    found = assistant.call(tool, **CALLS[tool])
    assert not found.failed, found.text
    jsonschema.validate(found.data, schemas[tool])
    assert found.text == found.data["text"]
    assert f"How sure: {found.data['certainty']}." in found.text


@pytest.mark.parametrize("tool", CALLS)
def test_every_answer_comes_in_russian_too(tool: str, assistant: Assisted) -> None:
    found = assistant.call(tool, language="ru", **CALLS[tool])
    assert not found.failed, found.text
    assert "Насколько это точно: " in found.text


def test_who_answers_in_a_sentence_with_its_certainty_the_rival_sources_and_links(assistant: Assisted) -> None:
    found = assistant.call("who", on="10 September 1953")
    assert found.text.startswith("On 10 September 1953 Nikita Khrushchev was possibly First Secretary: ")
    assert found.data["certainty"] == (
        "possible, in some readings of the claims and not in others: Nikita Khrushchev, nobody"
    )
    assert {one["stands"] for one in found.data["sources"]} >= {"agrees", "contradicts"}
    assert {one["as_written"] for one in found.data["sources"]} >= {"7 сентября 1953 г.", "14 September 1953"}
    link = next(one for one in found.data["links"] if one["name"] == "Nikita Khrushchev")
    assert link == {
        "name": "Nikita Khrushchev",
        "iri": f"{BASE}person/nikita-khrushchev",
        "resource": "sovleader://person/nikita-khrushchev",
        "page": "https://pages.example/page/person/nikita-khrushchev",
    }


def test_data_says_what_the_facade_answers(assistant: Assisted, small: KnowledgeGraph) -> None:
    told = assistant.call("who", on="1940-01-01").data["answer"]
    assert [(one["person"], one["certainty"]) for one in told["answers"]] == [
        (one.person, one.certainty) for one in small.who(on="1940-01-01").answers
    ]
    pair = ("term:joseph-stalin.1", "term:nikita-khrushchev.1")
    told = assistant.call("relate", first=pair[0], second=pair[1]).data["answer"]
    assert {**small.relate(*pair).as_json(), "overlap": small.overlap(*pair), "gap": small.gap(*pair)} == told


@pytest.mark.parametrize(
    ("given", "certainty"),
    [("1922-05-01", "certain"), ("1940-01-01", "possible"), ("1960-01-01", "impossible")],
)
def test_who_tells_how_sure_it_is_of_one_person(given: str, certainty: str, assistant: Assisted) -> None:
    found = assistant.call("who", person="Сталин И. В.", post="general secretary", on=given)
    assert found.data["answer"]["certainty"] == certainty
    assert found.data["certainty"] == SAID["en"][certainty]


def test_disputes_about_a_thing_stand_in_its_explanation(assistant: Assisted) -> None:
    found = assistant.call("explain", thing="term:nikita-khrushchev.1")
    assert "Sources differ: 7 September 1953" in found.text


def test_a_person_lasts_as_long_as_the_life(assistant: Assisted) -> None:
    found = assistant.call("relate", first="Khruschev", second="смерть Сталина")
    assert "how “the life of Nikita Khrushchev” lies to “Death of Stalin”" in found.text


def test_leading_in_effect_is_asked_for_apart(assistant: Assisted, small: KnowledgeGraph) -> None:
    found = assistant.call("who", on="1953-03-10", in_effect=True)
    assert found.text.startswith(small.say(small.leaders(on="1953-03-10")))


def test_two_days_tell_what_changed(assistant: Assisted, small: KnowledgeGraph) -> None:
    found = assistant.call("on", day="1 March 1953", until="31.12.1953")
    assert found.text.startswith(small.say(small.changes("1953-03-01", "1953-12-31")))


def test_one_property_is_explained_with_every_claim(assistant: Assisted, small: KnowledgeGraph) -> None:
    found = assistant.call("explain", thing="term:nikita-khrushchev.1", property="start")
    (statement,) = found.data["answer"]["statements"]
    (wanted,) = small.explain("term:nikita-khrushchev.1", "sl:start").statements
    assert statement["claims"] == [one.as_json() for one in wanted.claims]
    assert found.data["answer"]["disputes"] == [f"{BASE}dispute/event.election-of-khrushchev-1953.date"]
    assert "1 dispute about it" in found.data["certainty"]


def test_a_dispute_gives_both_values_and_why_the_editors_chose(assistant: Assisted) -> None:
    found = assistant.call("disputes", about="Khrushchev", most=1)
    assert "Sources differ: " in found.text
    assert "The editors prefer 7 September 1953; also possible: 14 September 1953." in found.text
    assert "The editors’ reasons: " in found.text
    assert "certain, in every reading" not in found.text


def test_what_is_left_out_is_said(assistant: Assisted) -> None:
    found = assistant.call("sparql", query="SELECT ?s { ?s ?p ?o } ORDER BY ?s LIMIT 12", most=5)
    assert len(found.data["answer"]["rows"]) == 5
    assert found.data["left_out"].startswith("7 more rows are left out")
    assert assistant.call("disputes", most=2).data["left_out"].startswith("8 more are left out")


def test_an_empty_answer_says_why(assistant: Assisted) -> None:
    found = assistant.call("ask", query="holders_on", values={"post": "general secretary", "day": "1970-01-01"})
    assert found.text.startswith("No row: the post did not exist then.") or found.text.startswith("No row: ")
    assert "does not mean that it did not exist" in assistant.call("search", text="Xanthippe").text


def test_a_query_may_ask_yes_or_no_and_for_triples(assistant: Assisted) -> None:
    assert (
        assistant.call("sparql", query="ASK { person:joseph-stalin a foaf:Person }").data["answer"]["boolean"] is True
    )
    found = assistant.call("sparql", query="CONSTRUCT WHERE { person:joseph-stalin rdfs:label ?name }")
    assert len(found.data["answer"]["triples"]) == 2


@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [
        ("who", {}, "say when, in one way"),
        ("who", {"on": "yesterday"}, "is not a valid date"),
        ("who", {"on": "1940-01-01", "post": "tsar"}, 'post: "tsar" is not in the graph'),
        ("explain", {"thing": " "}, "thing: is empty"),
        ("explain", {"thing": f"{BASE}person/nobody"}, "is not in the graph"),
        ("explain", {"thing": "Stalin", "property": "colour"}, "property: "),
        ("search", {"text": "Stalin", "kinds": "persons"}, 'kinds: no kind "persons". Did you mean "person"?'),
        ("sparql", {"query": " "}, "the query is empty"),
        ("relate", {"first": "Stalin", "second": "20"}, "second: "),
        ("ask", {"query": "holder_on"}, 'Did you mean "holders_on"?'),
        ("ask", {"query": "holders_on", "values": {"colour": "red"}}, "colour"),
        ("sparql", {"query": "SELECT ?x WHERE { ?x zzz }"}, "line 1, column "),
        ("sparql", {"query": "DELETE WHERE { ?s ?p ?o }"}, "the graph is read-only"),
        (
            "sparql",
            {"query": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"},
            "SERVICE is not answered here",
        ),
        ("sparql", {"query": "ASK {}" + " " * 20_000}, "more than 16,384 bytes"),
    ],
)
def test_a_mistake_is_one_line(tool: str, given: dict[str, object], said: str, assistant: Assisted) -> None:
    found = assistant.call(tool, **given)
    assert found.failed
    assert said in found.text
    assert len(found.text.splitlines()) == 1


def test_a_query_is_ended_at_its_limit_and_the_next_is_answered(assistant: Assisted) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    found = assistant.call("sparql", query=endless)
    assert (found.failed, found.text) == (True, "the query was ended: it took more than 2 s")
    assert not assistant.call("sparql", query="ASK {}").failed


def read(assistant: Assisted, uri: str) -> tuple[str, str]:
    """Return the media type and the text of a resource."""
    (content,) = assistant.do(lambda client: client.read_resource(uri)).contents
    return content.mime_type, content.text


def test_things_are_read_by_their_names_as_text_and_as_triples(assistant: Assisted) -> None:
    kind, text = read(assistant, "sovleader://person/joseph-stalin")
    assert (kind, text.splitlines()[0][:12]) == ("text/plain", "Joseph Stali")
    assert "How sure: " in text
    assert read(assistant, f"{BASE}person/joseph-stalin") == (kind, text)
    assert "person:joseph-stalin" in read(assistant, "sovleader://person/joseph-stalin/turtle")[1]
    assert read(assistant, "sovleader://guide")[1].startswith("# How to answer from sovleader-kg without overclaiming")
    assert "holders_on(" in read(assistant, "sovleader://queries")[1]
    assert "Version 0." in read(assistant, "sovleader://about")[1]
    for wrong in ("sovleader://person/nobody", "sovleader://planet/mars", "sovleader://person/nobody/turtle"):
        with pytest.raises(MCPError):
            read(assistant, wrong)


def test_every_link_of_an_answer_can_be_read(assistant: Assisted) -> None:
    links = assistant.call("who", on="1953-09-10").data["links"]
    assert links
    for link in links:
        assert read(assistant, link["resource"])[1]


def test_names_of_things_are_completed(assistant: Assisted) -> None:
    of = ResourceTemplateReference(type="ref/resource", uri="sovleader://{kind}/{slug}")
    slug, kind = {"name": "slug", "value": "Хрущ"}, {"name": "kind", "value": "per"}
    found = assistant.do(lambda client: client.complete(of, slug, {"kind": "person"}))
    assert found.completion.values == ["nikita-khrushchev"]
    assert assistant.do(lambda client: client.complete(of, kind)).completion.values == ["person"]


def test_the_prompt_tells_how_not_to_overclaim(assistant: Assisted) -> None:
    asked = {"question": "Who led in 1953?", "language": "Russian"}
    (message,) = assistant.do(lambda client: client.get_prompt("answer_with_sources", asked)).messages
    assert "Never make a possible thing certain" in message.content.text
    assert message.content.text.endswith("Answer in Russian.\n\nWho led in 1953?\n")


def test_a_store_answers_in_the_place_of_a_folder(small_folder: Path, assistant: Assisted) -> None:
    with served(small_folder) as store, assisted(None, "--store", f"{store.url}/sparql") as far:
        for tool in ("who", "explain", "sparql"):
            assert far.call(tool, **CALLS[tool]).data["answer"] == assistant.call(tool, **CALLS[tool]).data["answer"]


def test_the_example_of_the_help_runs(
    small: KnowledgeGraph, small_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(["mcp", "--help"])
    words = " ".join(capsys.readouterr().out.split()).partition("example: ")[2].split()
    assert words[:2] == ["sovleader", "mcp"]
    with assisted(small_folder, *words[2:]) as found:
        assert found.call("who", on="1923-05-01").text.startswith(small.say(small.who(on="1923-05-01")))


def test_over_http_this_machine_alone_is_answered(small_folder: Path) -> None:
    place = {**os.environ, "SOVLEADER_GRAPH": str(small_folder)}
    process = subprocess.Popen([COMMAND, "mcp", "--port", "0", "--json"], stdout=subprocess.PIPE, text=True, env=place)
    try:
        assert process.stdout
        url = json.loads(process.stdout.readline())["url"]
        assert urlsplit(url).hostname == "127.0.0.1"
        with assisted(None, url=url) as found:
            assert found.call("who", on="1923-05-01").text.startswith("On 1 May 1923 Joseph Stalin was certainly ")
        asked = {"host": "elsewhere.example", "content-type": "application/json"}
        with urllib3.PoolManager(timeout=PATIENCE, retries=False) as pool:
            assert pool.request("POST", url, body=b"{}", headers=asked).status == 421
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)


def test_a_client_that_goes_at_once_leaves_nothing_behind(small_folder: Path, tmp_path: Path) -> None:
    place = {**os.environ, "SOVLEADER_GRAPH": str(small_folder), "TMPDIR": str(tmp_path)}
    done = subprocess.run([COMMAND, "mcp"], stdin=subprocess.DEVNULL, capture_output=True, env=place, timeout=PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_with_its_processes_and_leaves_nothing(
    number: signal.Signals, small_folder: Path, tmp_path: Path
) -> None:
    place = {**os.environ, "SOVLEADER_GRAPH": str(small_folder), "TMPDIR": str(tmp_path)}
    process = subprocess.Popen([COMMAND, "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=place)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until = time.monotonic() + PATIENCE
    while not (found := children.read_text(encoding="ascii").split()):
        assert time.monotonic() < until
        time.sleep(0.05)
    process.send_signal(number)
    assert process.wait(PATIENCE) == 128 + number
    process.communicate()
    while any(state_of(int(one)) != "Z" for one in found):
        assert time.monotonic() < until
        time.sleep(0.05)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--seconds", "0"], "--seconds must be at least 0.1"),
        (["--memory", "1"], "--memory must be at least 64"),
        (["--pages", "example.org"], "--pages example.org is not a URL"),
        (["--port", "70000"], "--port must be between 0 and 65535"),
        (["--graph", "https://example.org/graph"], "--graph: "),
        (["--store", "example.org"], '"example.org" is not a URL'),
    ],
)
def test_a_wrong_option_is_one_line(
    options: list[str],
    said: str,
    small_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("SOVLEADER_GRAPH", str(small_folder))
    assert main(["mcp", *options]) == 2
    error = capsys.readouterr().err
    assert (said in error, error.count("\n")) == (True, 1)


def test_without_the_extra_a_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("sovleader_kg.web.assistants.")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.partition(".")[0] == "mcp"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "mcp", None)
    assert main(["mcp"]) == 2
    assert capsys.readouterr().err == "sovleader: assistants need mcp: pip install 'sovleader-kg[mcp]'\n"


def test_the_document_names_every_tool_with_its_parameters_and_every_member_of_an_answer(assistant: Assisted) -> None:
    text = (Path(__file__).parents[1] / "docs/assistants.md").read_text(encoding="utf-8")
    for tool in assistant.do(lambda client: client.list_tools()).tools:
        (row,) = re.findall(rf"^\| `{tool.name}` .*$", text, re.MULTILINE)
        told = set(re.findall(r"`(\w+)`", row.rpartition("|")[0].rpartition("|")[2]))
        assert told | {"language"} == set(tool.input_schema["properties"]), tool.name
    found = assistant.call("who", on="1953-09-10").data
    members = {*found, *found["sources"][0], *found["links"][0]}
    (shape,) = re.findall(r"```json\n(\{\"text\".*?)```", text, re.DOTALL)
    assert set(re.findall(r'"(\w+)"', shape)) == members


def test_the_guide_is_in_the_words_of_the_answers() -> None:
    assert "`in_effect`" in GUIDE
    assert "`as_written`" in GUIDE


def test_every_phrase_is_said() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in (Path(__file__).parents[1] / "src/sovleader_kg/web/assistants").glob("*.py")
    )
    computed = {"certain", "possible", "impossible", "is_certain", "is_possible"}
    computed |= {"claimed", "derived", "editorial", "metadata", "vocabulary"}
    assert [key for key in SAID["en"] if key not in computed and not re.search(f"[\"']{key}[\"']", source)] == []
