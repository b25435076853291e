"""The editor's page: what a browser is answered without scripts, and what its script reads."""

from __future__ import annotations

import json
from html import escape
from urllib.parse import urlencode

import pytest

from serving import Answer, Served
from sovleader_kg import KnowledgeGraph
from sovleader_kg.store.queries import catalogue
from sovleader_kg.web.pages.sparql import LARGEST, SAMPLE, outcome_of

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"  # as browsers send it
FORM = "application/x-www-form-urlencoded"
LABEL = "SELECT ?label { person:joseph-stalin rdfs:label ?label } ORDER BY ?label"


def sent(server: Served, query: str, form: str = "html", language: str = "en") -> Answer:
    """Send the form as a browser does."""
    body = urlencode({"query": query, "format": form})
    return server.ask(f"/sparql?lang={language}", "POST", body, content_type=FORM, accept=HTML)


def test_shipped_query_is_valid_and_has_rows(kg: KnowledgeGraph) -> None:
    assert len(kg.select(SAMPLE)) > 10


def test_editor_greets_with_the_shipped_query_and_no_error(server: Served) -> None:
    page = server.ask("/sparql?lang=en", accept=HTML)
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert SAMPLE.splitlines()[0] in page.text
    assert 'role="alert"' not in page.text


def test_form_answers_with_a_page_whose_links_stay_here(server: Served) -> None:
    page = sent(server, "SELECT ?person { ?term sl:holder ?person ; sl:post post:prime-minister }")
    assert page.status == 200
    assert (
        '<a href="/page/person/valentin-pavlov?lang=en" title="Valentin Pavlov">person:valentin-pavlov</a>' in page.text
    )
    assert "SELECT ?person { ?term sl:holder" in page.text


def test_address_with_a_query_is_a_page_to_a_browser_and_rows_to_a_program(server: Served) -> None:
    path = f"/sparql?{urlencode({'query': LABEL})}"
    assert "<td>Joseph Stalin</td>" in server.ask(path, accept=HTML).text
    assert json.loads(server.ask(path).body)["results"]["bindings"][0]["label"]["value"] == "Joseph Stalin"


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("ASK { person:joseph-stalin a foaf:Person }", '<p class="answer">Yes.</p>'),
        ("ASK { person:joseph-stalin a sl:Post }", '<p class="answer">No.</p>'),
        ("CONSTRUCT { person:joseph-stalin a foaf:Person } {}", "person:joseph-stalin a foaf:Person ."),
    ],
)
def test_yes_no_and_triples_are_shown(query: str, shown: str, server: Served) -> None:
    assert shown in sent(server, query).text


@pytest.mark.parametrize(
    ("query", "status", "marked"),
    [
        ("SELECT ?x {\n ?x zzz }", 400, 'data-line="2" data-column="'),
        ("SELECT * { SERVICE <urn:x> { ?a ?b ?c } }", 400, 'data-line="1" data-column="12"'),
    ],
)
def test_error_is_told_on_the_page_with_its_place(query: str, status: int, marked: str, server: Served) -> None:
    page = sent(server, query)
    assert page.status == status
    assert marked in page.text
    assert escape(query.splitlines()[-1], quote=False) in page.text


def test_language_of_the_form_is_kept(server: Served) -> None:
    page = sent(server, LABEL, language="ru")
    assert '<html lang="ru">' in page.text
    assert "Результат: 2 строк" in page.text


def test_form_gives_a_file_in_each_format(server: Served) -> None:
    answer = sent(server, LABEL, "csv")
    assert answer.headers["content-disposition"] == 'attachment; filename="answer.csv"'
    assert answer.text.splitlines() == ["label", "Joseph Stalin", "Иосиф Виссарионович Сталин"]
    assert "content-disposition" not in server.ask(f"/sparql?{urlencode({'query': LABEL, 'format': 'csv'})}").headers


@pytest.mark.parametrize("name", ["holders_on", "holders-on"])
def test_stored_query_is_taken_into_the_editor(name: str, server: Served) -> None:
    page = server.ask(f"/sparql?stored={name}&lang=en", accept=HTML)
    assert page.status == 200
    assert f"# {catalogue()['holders_on'].summary}." in page.text
    assert "#+" not in page.text
    assert '<option value="holders_on" selected>' in page.text


def test_misspelt_stored_query_is_a_400_with_the_editor_and_the_nearest_name(server: Served) -> None:
    page = server.ask("/sparql?stored=holder_on", accept=HTML)
    assert page.status == 400
    assert "Did you mean &#34;holders_on&#34;?" in page.text
    assert "<textarea" in page.text


def test_machines_still_get_the_service_description(server: Served) -> None:
    assert server.ask("/sparql", accept="text/turtle").headers["content-type"].startswith("text/turtle")


@pytest.mark.parametrize("language", ["en", "ru"])
def test_completions_know_prefixes_terms_and_things_by_label(language: str, server: Served) -> None:
    told = json.loads(server.ask(f"/completions.json?lang={language}").body)
    assert told["prefixes"]["sl"] == "https://w3id.org/sovleader/ontology#"
    terms = {name: (label, definition) for name, label, definition in told["terms"]}
    assert all(terms["sl:holder"])
    assert {"rdf:type", "foaf:Person", "sl:earliestStart"} <= set(terms)
    assert ["person:joseph-stalin", {"en": "Joseph Stalin", "ru": "Иосиф Виссарионович Сталин"}[language]] in told[
        "things"
    ]


def test_answer_that_is_too_large_for_a_page_says_so(server: Served) -> None:
    page = sent(server, "SELECT * { ?a ?b ?c } LIMIT 20000")
    assert page.status == 400
    assert "too large for a page" in page.text
    assert LARGEST < 20_000 * 100


def test_page_that_leads_to_a_place_names_the_line(server: Served) -> None:
    found = outcome_of("SELECT\n zzz", 400, "text/plain", b"the query does not parse: line 2, column 2: no")
    assert (found.place, found.line) == ((2, 2), " zzz")
