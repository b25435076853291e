"""The stored queries: their headers, their golden answers on both engines, and what no value can do to them.

Golden answers are reviewed files in tests/golden/queries/: the answer to the sample values of a query's
header, to a second set of values (second.toml), and with every parameter open. Open answers of more than
150 rows are kept by their number of rows and SHA-256 in open.csv. To write them anew on purpose, after
`sovleader build`:

    python tests/test_queries.py
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Store

from questions import GOLDEN, cases, samples, second
from sovleader_kg import KnowledgeGraph, build, files
from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.errors import UsageError
from sovleader_kg.names import PREFIXES, expand
from sovleader_kg.store.queries import StoredQuery, bind, catalogue, stored
from sovleader_kg.store.tables import as_table, write_result

LARGE = 150
UNPORTABLE = re.compile(
    r"""SELECT\s+(DISTINCT\s+)?\*|GROUP_CONCAT|\bGRAPH\b|\bNOW\(|\bSERVICE\b"""
    r"""|LANGMATCHES(?!\(LANG\(\?\w+\), "en"\))"""
)
SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
NAMES = list(catalogue())
CLOSURE = [name for name, query in catalogue().items() if "closure" in query.tags]


def _answer(graph: KnowledgeGraph, name: str, values: Mapping[str, object]) -> str:
    return write_result(graph.ask(name, **values), "csv")


def _rows(answer: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer, newline="")))[1:]


def _path(name: str, case: str) -> Path:
    return GOLDEN / (f"{name}.csv" if case == "sample" else f"{name}.{case}.csv")


def _large() -> dict[str, tuple[int, str]]:
    with (GOLDEN / "open.csv").open(encoding="utf-8", newline="") as file:
        return {row["query"]: (int(row["rows"]), row["sha256"]) for row in csv.DictReader(file)}


def _measured(answer: str) -> tuple[int, str]:
    return len(_rows(answer)), hashlib.sha256(answer.encode()).hexdigest()


def _sparql(query: StoredQuery) -> str:
    return "\n".join(line for line in query.text.split("\n") if not line.startswith("#"))


CASES = list(cases())
IDS = [f"{name}-{case}" for name, case, _ in CASES]


# Golden answers.


@pytest.mark.parametrize(("name", "case", "values"), CASES, ids=IDS)
@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_every_answer_is_the_reviewed_one_on_both_engines(
    engine: str, name: str, case: str, values: dict[str, object], kg: KnowledgeGraph, kg_rdflib: KnowledgeGraph
) -> None:
    answer = _answer(kg if engine == "oxigraph" else kg_rdflib, name, values)
    large = _large()
    if case == "open" and name in large:
        assert _measured(answer) == large[name]
    else:
        assert answer == _path(name, case).read_bytes().decode()


def test_there_is_a_golden_file_for_each_case_and_no_other() -> None:
    large = _large()
    wanted = {_path(name, case).name for name, case, _ in CASES if not (case == "open" and name in large)}
    assert {path.name for path in GOLDEN.iterdir()} == wanted | {"second.toml", "open.csv"}


def test_every_query_with_parameters_has_second_values_that_it_knows() -> None:
    values_of = second()
    assert set(values_of) == {name for name, query in catalogue().items() if query.parameters}
    assert all(set(values) == {one.name for one in stored(name).parameters} for name, values in values_of.items())
    assert all(bind(stored(name), values) for name, values in values_of.items())


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_values_of_a_query_have_an_answer(name: str) -> None:
    assert _rows(_path(name, "sample").read_text(encoding="utf-8"))


def test_no_two_queries_give_the_same_answer() -> None:
    answers = Counter(_path(name, "sample").read_text(encoding="utf-8") for name in NAMES)
    assert [answer for answer, times in answers.items() if times > 1] == []


# What the reviewed answers say, and which of them live off the closure.


def test_there_are_at_least_44_queries() -> None:
    assert len(NAMES) >= 44


@pytest.fixture(scope="module")
def unclosed() -> Store:
    """Vocabulary, facts, claims, bounds, verdicts and disputes, without what OWL 2 RL adds."""
    corpus = read_corpus()
    derived = build.derive(corpus)
    store = Store()
    documents = (*corpus.ontology, *corpus.data)
    triples = [*(triple for document in documents for triple in document.triples), *derived.bounds, *derived.judged]
    store.bulk_extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    return store


def _without_closure(name: str, store: Store) -> str:
    solutions = store.query(bind(stored(name), samples(stored(name))), prefixes=dict(PREFIXES))
    assert isinstance(solutions, QuerySolutions)
    return write_result(as_table(solutions), "csv")


@pytest.mark.parametrize("name", NAMES)
def test_queries_tagged_closure_lose_rows_without_it_and_no_other_does(name: str, unclosed: Store) -> None:
    whole, found = _rows(_path(name, "sample").read_bytes().decode()), _rows(_without_closure(name, unclosed))
    assert (len(found) < len(whole)) == (name in CLOSURE)
    assert found == [row for row in whole if row in found]


VANISHING = ("bodies", "bodies_within", "org_memberships", "participants_of_event", "terms_after")


@pytest.mark.parametrize("name", VANISHING)
def test_the_answers_to_some_questions_vanish_without_the_closure(name: str, unclosed: Store) -> None:
    assert _rows(_without_closure(name, unclosed)) == []


DAYS = ["1917-04-20", "1919-03-16", "1919-06-01", "1922-04-03", "1934-02-10", "1952-10-20", "1953-03-10", "1953-09-10"]
DAYS += ["1953-09-14", "1964-10-14", "1966-04-08", "1982-11-11", "1985-03-10", "1991-08-24", "1991-08-29", "1992-01-01"]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "post", ["technical-secretary", "responsible-secretary", "general-secretary", "first-secretary"]
)
def test_holders_on_is_never_surer_than_who(post: str, day: str, kg: KnowledgeGraph) -> None:
    found = {row["term"]: row["certainty"] for row in kg.ask("holders_on", post=post, day=day)}
    who = {one.term: one.certainty for one in kg.who(post, on=day).answers}
    assert set(who) <= set(found)
    assert {term for term, certainty in found.items() if certainty == "certain"} <= {
        term for term, certainty in who.items() if certainty == "certain"
    }


@pytest.mark.parametrize("name", [name for name, query in catalogue().items() if query.parameters])
def test_an_open_parameter_means_all(name: str, kg: KnowledgeGraph) -> None:
    found = {row[-1] for row in kg.ask(name, **samples(stored(name))).rows}
    assert found <= {row[-1] for row in kg.ask(name).rows}


# Headers, style, order.


@pytest.mark.parametrize("name", NAMES)
def test_a_header_is_complete_and_every_parameter_has_its_slot(name: str) -> None:
    query = stored(name)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert query.summary[0].isupper()
    assert not query.summary.endswith(".")
    assert query.description.endswith(".")
    assert query.tags
    assert sorted(SLOT.findall(query.text)) == sorted(one.name for one in query.parameters)
    assert all(one.type in {"iri", "date", "integer", "string"} and one.meaning for one in query.parameters)


@pytest.mark.parametrize("path", [*files.query_files(), *files.query_files("checks")], ids=lambda path: path.stem)
def test_a_query_parses_as_stored_and_declares_the_prefixes_it_uses(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = "\n".join(line for line in text.split("\n") if not line.startswith(("#", "PREFIX")))
    Store().query(text)
    declared = re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE)
    assert [space for prefix, space in declared if PREFIXES[prefix] != space] == []
    assert [prefix for prefix, _ in declared] == sorted(set(re.findall(r"\b([a-z]+):\w", re.sub(r'"[^"]*"', "", body))))


@pytest.mark.parametrize("path", [*files.query_files(), *files.query_files("checks")], ids=lambda path: path.stem)
def test_a_query_keeps_to_what_every_engine_does_alike(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(UNPORTABLE, text)
    assert re.search(r"\nORDER BY [^\n]*\n$", text)
    assert max(map(len, text.split("\n"))) <= 120


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_an_answer_is_total_and_ends_with_an_iri(name: str, kg: KnowledgeGraph) -> None:
    text = _sparql(stored(name))
    keys = re.findall(r"\?(\w+)", text.rpartition("ORDER BY")[2])
    shown = re.search(r"SELECT (DISTINCT )?([^\n]*)\nWHERE", text)
    assert shown
    hidden = [f" ?{key}" for key in keys if f"?{key}" not in shown[2].split()]
    table = kg.select(text.replace(shown[2], shown[2] + "".join(hidden), 1))
    places = [table.columns.index(key) for key in keys]
    assert len({tuple(row[place] for place in places) for row in table.rows}) == len(table.rows)
    assert all(isinstance(row[places[-1]], NamedNode) for row in table.rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_things_in_sample_values_exist(name: str, kg: KnowledgeGraph) -> None:
    given_values = [(one, value) for one in stored(name).parameters for value in (one.sample, second()[name][one.name])]
    iris = [expand(str(value)) for one, value in given_values if one.type == "iri"]
    assert [iri for iri in iris if not kg.sparql(f"ASK {{ <{iri}> ?p ?o }}")] == []


def test_a_literal_column_never_hides_a_missing_label(kg: KnowledgeGraph) -> None:
    named = [name for name in NAMES if "?name" in _sparql(stored(name)).partition("WHERE")[0].split()]
    assert [name for name in named if any(not row["name"] for row in kg.ask(name))] == []


# Values.


@pytest.mark.parametrize("name", [name for name, query in catalogue().items() if query.parameters])
def test_a_slot_left_in_the_text_means_the_same_as_one_taken_out(name: str, kg: KnowledgeGraph) -> None:
    assert "UNDEF" not in bind(stored(name), {})
    assert kg.select(stored(name).text) == kg.ask(name)


def test_an_unknown_parameter_is_an_error_by_name(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r'holders_on has no parameter "date"; it has: post, day'):
        kg.ask("holders_on", date="1964-10-14")


@pytest.mark.parametrize(
    ("query", "parameter", "value", "message"),
    [
        ("holders_on", "day", "14 October 1964", "^day: "),
        ("holders_on", "day", "1964-10", "^day: "),
        ("holders_on", "post", "nobody:general-secretary", 'unknown prefix "nobody"'),
        ("events_of_a_year", "year", "1953-03", '"1953-03" is not a valid integer'),
    ],
)
def test_a_value_of_another_type_is_an_error(
    query: str, parameter: str, value: str, message: str, kg: KnowledgeGraph
) -> None:
    with pytest.raises(UsageError, match=message):
        kg.ask(query, **{parameter: value})


def test_a_bare_slug_belongs_to_the_kind_of_the_sample(kg: KnowledgeGraph) -> None:
    assert kg.ask("holders_of_post", post="first-secretary") == kg.ask("holders_of_post", post="post:first-secretary")


def test_a_value_never_rewrites_the_slot_of_another(kg: KnowledgeGraph) -> None:
    slot = "VALUES ?source { UNDEF }"
    text = bind(stored("claims_by_footnote"), {"footnote": slot, "source": "source:wikipedia"})
    assert f'VALUES ?footnote {{ "{slot}" }}' in text
    assert kg.select(text).rows == ()


SYNTAX = st.lists(
    st.sampled_from([*"<>\"'{}()\\?;.,#@^|&=/* \n\r\t", "UNDEF", "} UNION {", "post:", "urn:", "x", "1953", "-1", "𝛑"])
).map("".join)
TEXTS = st.text() | SYNTAX
TARGETS = [
    ("holders_of_post", "post"),
    ("holders_on", "day"),
    ("events_of_a_year", "year"),
    ("vocabulary_terms", "layer"),
]
TOKENS = re.compile(r'<[^<>"{}|^`\\\x00-\x20]*>|"(?:[^"\\\n\r]|\\.)*"(?:\^\^)?|\s+')


def _shape(text: str) -> str:
    return TOKENS.sub(lambda token: {"<": "I", '"': "L"}.get(token[0][0], " "), text)


@pytest.mark.parametrize(("name", "parameter"), TARGETS)
def test_no_value_becomes_syntax_or_widens_an_answer(name: str, parameter: str, kg: KnowledgeGraph) -> None:
    query = stored(name)
    usual = _shape(bind(query, {parameter: samples(query)[parameter]}))
    everything = set(kg.ask(name).rows)

    @settings(max_examples=200, deadline=None)
    @given(TEXTS)
    def try_value(value: str) -> None:
        try:
            text = bind(query, {parameter: value})
        except UsageError:
            return
        assert _shape(text) == usual
        table = kg.select(text)
        assert set(table.rows) <= everything
        if parameter in table.columns:
            asked = Literal(value) if parameter == "layer" else NamedNode(expand(value, "post"))
            assert {row[table.columns.index(parameter)] for row in table.rows} <= {asked}

    try_value()


def _write() -> None:
    """Write every golden answer anew from the built graph."""
    graph = KnowledgeGraph.open()
    for path in GOLDEN.glob("*.csv"):
        path.unlink()
    large = []
    for name, case, values in cases():
        answer = _answer(graph, name, values)
        rows, digest = _measured(answer)
        if case == "open" and rows > LARGE:
            large.append((name, rows, digest))
        else:
            _path(name, case).write_bytes(answer.encode())
    with (GOLDEN / "open.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([("query", "rows", "sha256"), *large])


if __name__ == "__main__":
    _write()
