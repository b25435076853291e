"""Tables: one result in every format, and back."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    Triple,
    parse_query_results,
)

from sovleader_kg.errors import QueryError, UsageError
from sovleader_kg.names import PREFIXES, XSD
from sovleader_kg.store.tables import Table, aligned, as_table, write_result

STALIN = NamedNode(PREFIXES["person"] + "joseph-stalin")
TABLE = Table(
    ("person", "value"),
    (
        (STALIN, Literal("Сталин", language="ru")),
        (NamedNode("https://example.org/"), Literal("7", datatype=NamedNode(XSD + "integer"))),
        (BlankNode("b"), Literal("1953-03-05", datatype=NamedNode(XSD + "date"))),
        (None, Literal('a, "b"\n\tc')),
        (STALIN, Literal("true", datatype=NamedNode(XSD + "boolean"))),
    ),
)


def read_back(text: str, form: QueryResultsFormat) -> Table:
    result = parse_query_results(text.encode(), form)
    assert isinstance(result, QuerySolutions)
    return as_table(result)


def boolean(answer: bool) -> QueryBoolean:
    result = Store().query(f"ASK {{ FILTER({'true' if answer else 'false'}) }}")
    assert isinstance(result, QueryBoolean)
    return result


def test_solutions_are_read_whole() -> None:
    result = Store().query("SELECT ?a ?b WHERE { VALUES (?a ?b) { (1 UNDEF) (2 'x') } } ORDER BY ?a")
    assert isinstance(result, QuerySolutions)
    one, two = (Literal(number, datatype=NamedNode(XSD + "integer")) for number in "12")
    assert as_table(result) == Table(("a", "b"), ((one, None), (two, Literal("x"))))


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?x WHERE { SERVICE <http://localhost:1/> { ?x ?y ?z } }",
        "SELECT (TRIPLE(<http://x/a>, <http://x/b>, 1) AS ?t) WHERE {}",
    ],
)
def test_rows_that_cannot_be_read_are_a_query_error_in_one_line(query: str) -> None:
    result = Store().query(query)
    assert isinstance(result, QuerySolutions)
    with pytest.raises(QueryError, match=r"^the query cannot be answered: ") as caught:
        as_table(result)
    assert len(str(caught.value).splitlines()) == 1


def test_json_is_the_results_format_of_sparql() -> None:
    document = json.loads(write_result(TABLE, "json"))
    assert document["head"] == {"vars": ["person", "value"]}
    assert document["results"]["bindings"][0] == {
        "person": {"type": "uri", "value": STALIN.value},
        "value": {"type": "literal", "value": "Сталин", "xml:lang": "ru"},
    }
    assert list(document["results"]["bindings"][3]) == ["value"]


@pytest.mark.parametrize(("form", "named"), [("json", QueryResultsFormat.JSON), ("tsv", QueryResultsFormat.TSV)])
def test_json_and_tsv_come_back_as_they_were(form: str, named: QueryResultsFormat) -> None:
    assert read_back(write_result(TABLE, form), named) == TABLE


LITERALS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8).flatmap(
    lambda text: st.sampled_from(
        [
            Literal(text),
            Literal(text, language="en"),
            Literal(text, datatype=NamedNode(XSD + "integer")),
            Literal(text, datatype=NamedNode(PREFIXES["edtf"] + "EDTF")),
        ]
    )
)


@given(st.lists(LITERALS, max_size=4))
def test_any_text_survives_json_and_tsv(literals: list[Literal]) -> None:
    table = Table(("a", "b"), tuple((STALIN, literal) for literal in literals))
    assert read_back(write_result(table, "json"), QueryResultsFormat.JSON) == table
    assert read_back(write_result(table, "tsv"), QueryResultsFormat.TSV) == table


def test_csv_holds_plain_values() -> None:
    text = write_result(TABLE, "csv")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["person", "value"],
        [STALIN.value, "Сталин"],
        ["https://example.org/", "7"],
        ["_:b", "1953-03-05"],
        ["", 'a, "b"\n\tc'],
        [STALIN.value, "true"],
    ]
    assert text.startswith("person,value\r\n")


def test_tsv_holds_terms_of_turtle() -> None:
    assert write_result(TABLE, "tsv").split("\n")[:3] == [
        "?person\t?value",
        f'<{STALIN.value}>\t"Сталин"@ru',
        "<https://example.org/>\t7",
    ]


def test_table_for_people_is_aligned_with_compact_names() -> None:
    table = Table(("person", "n"), ((STALIN, Literal("7")), (None, Literal("long text"))))
    assert write_result(table, "table") == (
        "person                n\n"
        "--------------------  ---------\n"
        "person:joseph-stalin  7\n"
        "                      long text\n"
    )


def test_empty_table_keeps_its_columns() -> None:
    empty = Table(("a", "bc"), ())
    assert write_result(empty, "table") == "a  bc\n-  --\n"
    assert write_result(empty, "csv") == "a,bc\r\n"
    assert write_result(empty, "tsv") == "?a\t?bc\n"
    assert read_back(write_result(empty, "json"), QueryResultsFormat.JSON) == empty


def test_columns_are_as_wide_as_their_widest_cell() -> None:
    assert aligned(("a", "b"), [["x", "yyy"], ["xx", ""]]) == "a   b\n--  ---\nx   yyy\nxx\n"


@pytest.mark.parametrize(("answer", "word"), [(True, "yes"), (False, "no")])
def test_boolean_is_yes_or_no(answer: bool, word: str) -> None:
    assert write_result(boolean(answer), "table") == f"{word}\n"
    back = parse_query_results(write_result(boolean(answer), "json").encode(), QueryResultsFormat.JSON)
    assert isinstance(back, QueryBoolean)
    assert bool(back) is answer


@pytest.mark.parametrize("form", ["ttl", "table"])
def test_triples_are_turtle(form: str) -> None:
    triples = [Triple(STALIN, NamedNode(PREFIXES["foaf"] + "name"), Literal("Stalin"))]
    assert write_result(triples, form).endswith('person:joseph-stalin\n    foaf:name "Stalin" ;\n.\n')


@pytest.mark.parametrize(
    ("result", "form", "message"),
    [
        (TABLE, "ttl", "rows do not fit into Turtle; use table, json, csv or tsv"),
        (boolean(True), "csv", "a yes or no fits into table and json only"),
        (boolean(True), "ttl", "a yes or no fits into table and json only"),
        ([], "json", "triples fit into Turtle only; use ttl"),
        (TABLE, "jsn", 'no format "jsn". Did you mean "json"? Use one of table, json, csv, tsv, ttl'),
        (TABLE, "xml", 'no format "xml". Use one of table, json, csv, tsv, ttl'),
    ],
)
def test_format_that_cannot_carry_the_result_is_refused(
    result: Table | QueryBoolean | list[Triple], form: str, message: str
) -> None:
    with pytest.raises(UsageError) as caught:
        write_result(result, form)
    assert str(caught.value) == message
