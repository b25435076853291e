"""What a server answers in XML and in a format of the asker's choice: whole and the same, or an error in one line."""

from __future__ import annotations

import json
from urllib.parse import urlencode

import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from serving import Served
from sovleader_kg.names import RDF

SELECT = "SELECT ?person WHERE { ?person a foaf:Person } LIMIT 1"
CONSTRUCT = 'CONSTRUCT {{ <http://e.example/a> <{}> "{}" }} {{ }}'


@pytest.mark.parametrize("text", [r"a\u0001b", r"a\u0000b", r"\uFFFF", r"\uFFFE", r"\b", r"\f"])
def test_what_xml_cannot_hold_is_406_with_one_line(server: Served, text: str) -> None:
    for query, accept in (
        (f'SELECT ("{text}" AS ?x) {{ }}', "application/sparql-results+xml"),
        (CONSTRUCT.format("http://e.example/p", text), "application/rdf+xml"),
    ):
        answer = server.sparql(query, accept=accept)
        assert (answer.status, answer.text.count("\n")) == (406, 1)
        assert answer.text.startswith("XML cannot hold U+")
        assert server.sparql(query, accept="application/sparql-results+json, text/turtle").status == 200


@pytest.mark.parametrize("text", [r"a\rb", r"a\r\nb", r"\t", r"\n\r", "]]>", "<&>", r"\u0085\u2028\u007F"])
def test_what_xml_can_hold_reads_back_the_same(server: Served, text: str) -> None:
    rows = server.sparql(f'SELECT ("{text}" AS ?x) {{ }}', accept="application/sparql-results+xml")
    found = parse_query_results(rows.body, format=QueryResultsFormat.XML)
    assert isinstance(found, QuerySolutions)
    wanted = json.loads(server.sparql(f'SELECT ("{text}" AS ?x) {{ }}').body)["results"]["bindings"][0]["x"]["value"]
    assert [row["x"].value for row in found] == [wanted]
    triples = server.sparql(CONSTRUCT.format("http://e.example/p", text), accept="application/rdf+xml")
    (value,) = rdflib.Graph().parse(data=triples.body, format="xml").objects()
    assert str(value) == wanted


@pytest.mark.parametrize(
    "name", ["http://e.example/0000240", "http://e.example/a/", "urn:x:", f"{RDF}li", "http://e.example/a(b)"]
)
def test_property_that_rdf_xml_cannot_spell_is_406_with_one_line(server: Served, name: str) -> None:
    answer = server.sparql(CONSTRUCT.format(name, "x"), accept="application/rdf+xml")
    assert (answer.status, answer.text.count("\n")) == (406, 1)
    assert answer.text.startswith("RDF/XML has no way to spell ")


@pytest.mark.parametrize(
    ("query", "form", "told"),
    [
        (SELECT, "ttl", "the answer is rows"),
        (SELECT, "nt", "the answer is rows"),
        (SELECT, "jsonld", "the answer is rows"),
        (SELECT, "rdf", "the answer is rows"),
        (SELECT, "application/rdf+xml", "the answer is rows"),
        ("ASK { }", "ttl", "the answer is a yes or no"),
        (CONSTRUCT.format("http://e.example/p", "x"), "csv", "the answer is triples"),
        (CONSTRUCT.format("http://e.example/p", "x"), "json", "the answer is triples"),
        (CONSTRUCT.format("http://e.example/p", "x"), "xml", "the answer is triples"),
        ("DESCRIBE person:joseph-stalin", "tsv", "the answer is triples"),
    ],
)
def test_format_that_cannot_carry_the_answer_is_406(server: Served, query: str, form: str, told: str) -> None:
    answer = server.ask(f"/sparql?{urlencode({'query': query, 'format': form})}")
    assert (answer.status, answer.text.count("\n")) == (406, 1)
    assert answer.text.startswith(f"{told}; choose among ")


def test_byte_order_mark_before_a_query_is_passed_over(server: Served) -> None:
    assert server.sparql("\ufeffASK { }").status == 200
    posted = server.ask("/sparql", "POST", "\ufeffASK { }".encode(), content_type="application/sparql-query")
    assert posted.status == 200
    form = urlencode({"query": "\ufeffASK { }"})
    assert server.ask("/sparql", "POST", form, content_type="application/x-www-form-urlencoded").status == 200


@pytest.mark.parametrize("query", ["INSERT DATA { }", "PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }", "CLEAR ALL"])
def test_update_is_refused_as_such(server: Served, query: str) -> None:
    answer = server.sparql(query)
    assert answer.status == 400
    assert "the graph is read-only" in answer.text
