"""The guard lets every honest query pass and refuses what reaches out, writes, or is made to break an engine."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from sovleader_kg.names import PREFIXES
from sovleader_kg.store.queries import catalogue
from sovleader_kg.web.errors import RefusedError
from sovleader_kg.web.server.guard import LONGEST, look

EMPTY = Store()
HARMLESS = [
    "SELECT ?service ?load WHERE { ?service ?insert ?load }",
    'ASK { ?s ?p "SERVICE <http://x/>" }',
    "ASK { ?s ?p '''a \"SERVICE\" b''' } # SERVICE <http://x/>",
    "PREFIX service: <http://x/> PREFIX : <http://y/> ASK { service:a :load service:delete }",
    "ASK { <http://x/SERVICE> <http://x/LOAD> 'a'@en-GB }",
    r'ASK { ?s ?p "\u0041" }',
    "SELECT * WHERE { ?s (<urn:a>|^<urn:b>)*/!<urn:c> ?o FILTER(!BOUND(?s) && -?o < +3) }",
]


@pytest.mark.parametrize("query", HARMLESS)
def test_word_inside_a_name_a_text_or_a_comment_is_no_keyword(query: str) -> None:
    look(query)
    EMPTY.query(query)


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_every_stored_query_passes(name: str) -> None:
    look(catalogue()[name].text)


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * {\n SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE is not answered here"),
        ("SELECT * { serVice SILENT ?g { ?s ?p ?o } }", "SERVICE"),
        ("INSERT DATA { <urn:a> <urn:b> <urn:c> }", "INSERT is not answered here: the graph is read-only"),
        ("LOAD <file:///etc/passwd>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        (r"SELECT * { SER\u0056ICE <http://127.0.0.1/> { ?s ?p ?o } }", "an escape outside of texts"),
        ("{" * 65, "brackets stand more than 64 deep"),
        ("ASK { FILTER(" + "!" * 33, "too many operators in a row"),
        ("ASK { FILTER(1" + "||1" * 900 + ") }", "too many operators in a row"),
        ("ASK { } #" + "x" * LONGEST, "more than 16,384 bytes"),
    ],
)
def test_what_breaks_out_or_down_is_refused_with_its_reason(query: str, told: str) -> None:
    with pytest.raises(RefusedError, match=told):
        look(query)


def test_refusal_names_the_line_and_the_column() -> None:
    with pytest.raises(RefusedError, match=r"\(line 2, column 2\)$"):
        look("SELECT * {\n SERVICE <http://127.0.0.1/> { ?s ?p ?o } }")


@pytest.mark.parametrize(
    ("query", "cheap"),
    [
        ("ASK {}", True),
        ("SELECT ?p ?o { <urn:a> ?p ?o }", True),
        ("SELECT ?a { ?a ?b ?c . ?d ?e ?f }", False),
        ("SELECT ?a { ?a <urn:p>+ ?b }", False),
        ("SELECT ?a { { SELECT ?a { ?a ?b ?c } } }", False),
    ],
)
def test_few_variables_without_repetition_look_cheap(query: str, *, cheap: bool) -> None:
    assert look(query).cheap is cheap


def refusal(query: str) -> str | None:
    try:
        look(query)
    except RefusedError as error:
        return str(error)
    return None


@given(st.text())
def test_any_text_is_looked_at_and_refused_in_one_line_or_not_at_all(text: str) -> None:
    assert len((refusal(text) or "passes").splitlines()) == 1


@given(st.text(), st.sampled_from(sorted(PREFIXES)))
def test_text_in_a_literal_never_refuses_a_query(text: str, prefix: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    look(f'PREFIX {prefix}: <{PREFIXES[prefix]}> ASK {{ ?s ?p "{quoted}" }}')
