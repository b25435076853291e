"""Where a query stops being SPARQL: line, column, and what stands there."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph
from sovleader_kg.errors import QueryError
from sovleader_kg.store.queries import catalogue
from sovleader_kg.store.syntax import Reader, mistake

QUERIES = sorted(catalogue().items())


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELEKT ?x", 'line 1, column 1: "SELEKT" cannot stand here. Did you mean "SELECT"?'),
        ("SELECT ?x\nWHRE { ?x a ?y }", 'line 2, column 1: "WHRE" cannot stand here. Did you mean "WHERE"?'),
        ("SELECT ?x {\n ?x a sl:Term\n ?y a sl:Post }", 'line 3, column 2: "?y" cannot stand here'),
        ("SELECT ?x { ?x a sl:Term FILTER(?x > }", 'line 1, column 38: "}" cannot stand here'),
        ("SELECT (COUNT(?x) as n) { ?x a ?y }", 'line 1, column 22: "n" cannot stand here'),
        ("SELECT ?x { ?x a ?y }}", 'line 1, column 22: "}" cannot stand here'),
        ("SELECT ?x { ?x a ?y } LIMT 3", 'line 1, column 23: "LIMT" cannot stand here. Did you mean "LIMIT"?'),
        (
            "ASK { ?x a ?y FILTER(STRSTART(?x, 'a')) }",
            'column 22: "STRSTART" cannot stand here. Did you mean "STRSTARTS"?',
        ),
        ("# what\nASK {\n# {\n", 'line 3, column 4: the query ends too early; "}" is missing'),
        ("SELECT ?x {{ ?x a ?y FILTER(?x", 'line 1, column 31: the query ends too early; ")}}" is missing'),
        ("ASK { ?x a foo:Term }", 'column 12: "foo:Term" has the prefix "foo", which is not declared'),
        ("ASK { ?x a forf:Person }", 'which is not declared. Did you mean "foaf"?'),
        ("ASK { ?x a <http://a b> }", 'line 1, column 12: "<http://a b>" is not an IRI'),
        ('ASK { ?x ?y "Term }', 'line 1, column 13: a text begins with " here and does not end'),
        ("DELETE WHERE { ?s ?p ?o }", 'column 1: "DELETE" begins an update, and the graph is read-only'),
        ("SELECT ?z (COUNT(?x) AS ?n) { ?x ?y ?z }", "a variable that is unbound"),
        ("ПРИВЕТ", 'line 1, column 1: "ПРИВЕТ" cannot stand here'),
        ("", "line 1, column 1: the query ends too early"),
    ],
)
def test_a_mistake_is_told_with_line_column_and_what_stands_there(query: str, told: str) -> None:
    found = mistake(query)
    assert found is not None
    assert told in found


@pytest.mark.parametrize(("name", "query"), QUERIES)
def test_a_query_that_parses_has_no_mistake_and_each_beginning_of_it_may_go_on(name: str, query: object) -> None:
    text = catalogue()[name].text
    assert mistake(text) is None
    reader = Reader(text, None)
    numbers = range(0, len(reader.tokens), 7)
    assert [number for number in numbers if not reader.goes_on(number)] == []


@given(st.sampled_from(QUERIES), st.data())
def test_a_word_that_is_spoilt_is_found_where_it_stands(query: tuple[str, object], data: st.DataObject) -> None:
    text = catalogue()[query[0]].text
    keywords = [one for one in Reader(text, None).tokens if one.text in {"SELECT", "WHERE", "FILTER", "OPTIONAL"}]
    one = data.draw(st.sampled_from(keywords))
    found = mistake(f"{text[: one.start]}QQ{one.text}{text[one.end :]}")
    line = text.count("\n", 0, one.start) + 1
    assert found is not None
    assert found.startswith(f"line {line}, column {one.start - text.rfind(chr(10), 0, one.start)}: ")


@given(st.text(max_size=60))
def test_any_text_is_told_in_one_line(text: str) -> None:
    found = mistake(text)
    assert found is None or "\n" not in found


def test_both_engines_tell_the_same_place(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    for kg in on_both:
        with pytest.raises(QueryError, match=r'^the query cannot be answered: line 1, column 23: "LIMT" cannot stand'):
            kg.sparql("SELECT ?x { ?x a ?y } LIMT 3")


class _Counting(BaseHTTPRequestHandler):
    """A server that counts who asks it."""

    hits: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.hits.append(self.path)
        self.send_response(500)
        self.end_headers()

    do_POST = do_GET  # noqa: N815


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), _Counting) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("query", "wrong"),
    [
        ("ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }} garbage", "garbage"),
        ("ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }} ORDERR", "ORDERR"),
        ("SELECT * {{ service silent <{0}> {{ ?s ?p ?o }} }} LIMIT x", "x"),
        ("CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE<{0}>{{ ?s ?p ?o }} }} x", "x"),
        ("DESCRIBE ?s {{ SERVICE <{0}> {{ ?s ?p ?o }} }} x", "x"),
        ("ASK {{ #x\rSERVICE <{0}> {{ ?s ?p ?o }} }} x", "x"),
        ("ASK {{ {{ SERVICE <{0}> {{ ?s ?p ?o }} }} UNION {{ SERVICE <{0}> {{ }} }} }} x", "x"),
        ("ASK {{ SERVICE <{0}> {{ SELECT * {{ ?s ?p ?o }} }} FILTER }}", "}"),
        ("SELECT * FROM <{0}> {{ ?s ?p ?o }} x", "x"),
    ],
)
def test_beginning_of_a_query_asks_no_other_store(query: str, wrong: str, elsewhere: str) -> None:
    _Counting.hits.clear()
    assert f'"{wrong}" cannot stand here' in (mistake(query.format(elsewhere)) or "")
    assert _Counting.hits == []


@pytest.mark.parametrize(
    "query",
    [
        "ASK {{ SERVICE <{0}service> {{ ?s ?p ?o }} }} x",
        "ASK {{ SERVICE <{0}> {{ ?s ?p 'service' }} }} x",
        "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }} # service",
        "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
        "ASK {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }} x",
    ],
)
def test_query_that_may_still_ask_another_store_is_not_read(query: str, elsewhere: str) -> None:
    _Counting.hits.clear()
    mistake(query.format(elsewhere))
    assert _Counting.hits == []


DEEP = {
    "groups": "ASK " + "{" * 10_000 + "}" * 10_000,
    "brackets": f"ASK {{ FILTER({'(' * 10_000}1{')' * 10_000}) }}",
    "lists": f"SELECT * {{ ?s ?p {'(' * 10_000}1{')' * 10_000} }}",
    "nodes": f"SELECT * {{ ?s ?p {'[' * 10_000}{']' * 10_000} }}",
    "functions": f"ASK {{ FILTER({'ABS(' * 10_000}1{')' * 10_000}) }}",
    "negations": f"ASK {{ FILTER({'!' * 10_000}true) }}",
    "sums": f"ASK {{ FILTER({'1 + ' * 10_000}1) }}",
    "unions": f"ASK {{ {{ }} {'UNION { } ' * 10_000} }}",
    "patterns": f"ASK {{ {'?s ?p ?o . ' * 10_000} }}",
    "paths": f"ASK {{ ?s rdf:type{'/rdf:type' * 10_000} ?o }}",
    "open": "{" * 10_000,
}


@pytest.mark.parametrize("query", DEEP.values(), ids=DEEP)
def test_query_that_would_end_the_process_is_refused_in_one_line(small: KnowledgeGraph, query: str) -> None:
    for ask in (small.sparql, small.graph.query):
        with pytest.raises(QueryError, match=r"line 1, column \d+: .*; take the query apart") as raised:
            ask(query)
        assert "\n" not in str(raised.value)


def test_long_list_of_values_is_no_deep_query(small: KnowledgeGraph) -> None:
    values = " ".join(f"person:p{number}" for number in range(10_000))
    assert small.select(f"SELECT * {{ VALUES ?x {{ {values} }} }} LIMIT 1").rows


@pytest.mark.parametrize("query", ["ASK { }", " ASK { }", "SELECT * { } ", "CONSTRUCT { } { }"])
def test_byte_order_mark_before_a_query_is_passed_over(small: KnowledgeGraph, query: str) -> None:
    small.sparql(f"\ufeff{query}")


@pytest.mark.parametrize("query", ["", " \n", "\ufeff", "\ufeff \t"])
def test_empty_query_is_told_as_such(small: KnowledgeGraph, query: str) -> None:
    with pytest.raises(QueryError, match="the query is empty"):
        small.sparql(query)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        ("PREFIX x: <urn:x> DELETE WHERE { ?s ?p ?o }", "DELETE"),
        ("BASE <urn:x> PREFIX : <urn:x> insert { } where { }", "insert"),
        ("# nothing\nLOAD <urn:x>", "LOAD"),
        ("CLEAR ALL", "CLEAR"),
        ("WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "WITH"),
        ("Create graph <urn:x>", "Create"),
    ],
)
def test_update_is_told_as_such(small: KnowledgeGraph, query: str, word: str) -> None:
    with pytest.raises(QueryError, match=f'"{word}" begins an update, and the graph is read-only'):
        small.sparql(query)
