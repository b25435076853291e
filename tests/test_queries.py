"""The stored queries: their headers, their reviewed answers on both engines, and what no value can do to them."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

import answers
from answers import answered, reviewed
from graphs import store_of
from questions import CASES, LONG, VOCABULARY, Case, samples, second
from smallgraph import small_corpus
from sovleader_kg import KnowledgeGraph, build, files
from sovleader_kg.corpus.corpus import triples_of
from sovleader_kg.errors import QueryError, UsageError
from sovleader_kg.names import PREFIXES, expand
from sovleader_kg.store.catalogue import FOLDERS
from sovleader_kg.store.queries import StoredQuery, bind, catalogue, parse_query_file, stored
from sovleader_kg.store.tables import Table, as_table

LONGEST = 150
GRAPHS = {
    ("shipped", "oxigraph"): "kg",
    ("shipped", "rdflib"): "kg_rdflib",
    ("small", "oxigraph"): "small",
    ("small", "rdflib"): "small_rdflib",
}
UNPORTABLE = re.compile(
    r"""SELECT\s+(DISTINCT\s+)?\*|GROUP_CONCAT|\bGRAPH\b|\bNOW\(|\bSERVICE\b"""
    r"""|LANGMATCHES(?!\(LANG\(\?\w+\), "en"\))"""
)
SLOT = re.compile(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")
NAMES = list(catalogue())
CLOSURE = [name for name, query in catalogue().items() if "closure" in query.tags]


PARAMETERISED = [name for name, query in catalogue().items() if query.parameters]


def _sparql(query: StoredQuery) -> str:
    return "\n".join(line for line in query.text.split("\n") if not line.startswith("#"))


# Reviewed answers.


@pytest.fixture
def graph(small: KnowledgeGraph) -> KnowledgeGraph:
    """The small graph: with all parameters open some answers grow with the square of the data."""
    return small


def _asked(case: Case, engine: str) -> ParameterSet:
    """One question and engine; rdflib, which is slow, is asked all but the sample on the small graph in deep tests."""
    slow = engine == "rdflib" and (case.graph, case.name) != ("small", "sample")
    name = f"{case.query}-{case.name}-{case.graph}-{engine}"
    return pytest.param(case, engine, id=name, marks=[pytest.mark.deep] if slow else [])


# On the shipped graph plain rdflib takes a minute or more for these; on the small one both engines answer them.
TOO_LONG = {"members_in_other_body", "overlapping_terms", "share_in_other_body", "sittings_on"}
ASKED = [
    _asked(case, engine)
    for case in CASES
    for engine in ("oxigraph", "rdflib")
    if (engine, case.graph) != ("rdflib", "shipped") or case.query not in TOO_LONG
]


@pytest.mark.parametrize(("case", "engine"), ASKED)
def test_every_answer_is_the_reviewed_one_on_both_engines(
    case: Case, engine: str, request: pytest.FixtureRequest
) -> None:
    graph = request.getfixturevalue(GRAPHS[case.graph, engine])
    assert answered(case, graph.ask(case.query, **case.values)) == reviewed(case.query)[case.name]


@pytest.mark.parametrize("name", sorted({*LONG, *VOCABULARY}))
def test_both_engines_give_the_same_rows_where_an_open_answer_is_too_long_to_review(
    name: str, small: KnowledgeGraph, small_rdflib: KnowledgeGraph
) -> None:
    assert small_rdflib.ask(name) == small.ask(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_open_query_has_rows_in_the_small_graph(name: str, small: KnowledgeGraph) -> None:
    assert small.ask(name).rows


def test_there_is_a_reviewed_answer_for_each_case_and_no_other() -> None:
    assert sorted(path.stem for path in answers.FOLDER.iterdir()) == NAMES
    assert [(name, case) for name in NAMES for case in reviewed(name)] == [(one.query, one.name) for one in CASES]


def test_every_file_of_reviewed_answers_can_be_read_by_a_person() -> None:
    lines = {path.stem: path.read_text(encoding="utf-8").count("\n") for path in answers.FOLDER.iterdir()}
    assert [name for name, count in lines.items() if count > LONGEST] == []


def test_every_query_with_parameters_has_second_values_that_it_knows() -> None:
    values_of = second()
    assert sorted(values_of) == PARAMETERISED
    assert all(set(values) == {one.name for one in stored(name).parameters} for name, values in values_of.items())


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_values_of_a_query_have_an_answer(name: str, kg: KnowledgeGraph) -> None:
    assert kg.ask(name, **samples(stored(name))).rows


def test_no_two_queries_give_the_same_answer(kg: KnowledgeGraph) -> None:
    found = Counter(kg.ask(name, **samples(stored(name))) for name in NAMES)
    assert [table for table, times in found.items() if times > 1] == []


# Which answers live off the closure.


@pytest.fixture(scope="module")
def unclosed() -> Store:
    """The small graph with vocabulary, bounds, verdicts and disputes, without what OWL 2 RL adds."""
    corpus = small_corpus()
    derived = build.derive(corpus)
    stated = triples_of((*corpus.ontology, *corpus.data))
    return store_of((*stated, *derived.bounds, *derived.judged))


def _without_closure(name: str, store: Store) -> Table:
    solutions = store.query(bind(stored(name), {}), prefixes=dict(PREFIXES))
    assert isinstance(solutions, QuerySolutions)
    return as_table(solutions)


@pytest.mark.parametrize("name", NAMES)
def test_queries_tagged_closure_lose_rows_without_it_and_no_other_does(
    name: str, unclosed: Store, small: KnowledgeGraph
) -> None:
    whole, found = small.ask(name).rows, _without_closure(name, unclosed).rows
    assert (len(found) < len(whole)) == (name in CLOSURE)
    assert found == tuple(row for row in whole if row in found)


VANISHING = ("bodies", "bodies_within", "org_memberships", "participants_of_event", "terms_after")


@pytest.mark.parametrize("name", VANISHING)
def test_the_answers_to_some_questions_vanish_without_the_closure(name: str, unclosed: Store) -> None:
    assert _without_closure(name, unclosed).rows == ()


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


def _is_there(value: str, graph: KnowledgeGraph) -> bool:
    """Tell whether a sample value is no thing, or one of the small graph."""
    return ":" not in value or bool(graph.sparql(f"ASK {{ <{expand(value)}> ?p ?o }}"))


@pytest.mark.parametrize("name", PARAMETERISED)
def test_an_open_parameter_means_all(name: str, graph: KnowledgeGraph) -> None:
    there = {key: value for key, value in samples(stored(name)).items() if _is_there(value, graph)}
    found = {row[-1] for row in graph.ask(name, **there).rows}
    assert found <= {row[-1] for row in graph.ask(name).rows}


# Headers, style, order.


@pytest.mark.parametrize("name", NAMES)
def test_a_header_is_complete_and_every_parameter_has_its_slot(name: str) -> None:
    query = stored(name)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", name)
    assert query.summary[0].isupper()
    assert not query.summary.endswith(".")
    assert query.description.endswith(".")
    assert query.tags
    assert not query.empty.endswith(".")
    assert sorted(SLOT.findall(query.text)) == sorted(one.name for one in query.parameters)
    assert all(one.type in {"iri", "date", "integer", "string"} and one.meaning for one in query.parameters)


@pytest.mark.parametrize(
    "path", [path for folder in FOLDERS for path in files.query_files(folder)], ids=lambda path: path.stem
)
def test_a_header_says_in_russian_all_that_it_says_in_english(path: Path) -> None:
    query = parse_query_file(path)
    russian = query.told_in("ru")
    meanings = [one.meaning for one in russian.parameters]
    assert all(re.search("[а-яё]", text) for text in (russian.summary, russian.description, *meanings))
    assert re.fullmatch("[А-ЯЁ].*[^.]", russian.summary)
    assert russian.description.endswith(".")
    assert bool(russian.empty) == bool(query.empty)
    assert re.fullmatch("([а-яё].*[^.])?", russian.empty)
    assert set(query.translations["ru"].meanings) == {one.name for one in query.parameters}


@pytest.mark.parametrize("part", ["summary", "description", "empty", "params"])
def test_a_header_that_lacks_a_part_in_russian_is_an_error(part: str, tmp_path: Path) -> None:
    text = next(path for path in files.query_files() if path.stem == "acting_holders").read_text(encoding="utf-8")
    english, russian = text.split("#+ ru:\n")
    damaged = tmp_path / "damaged.rq"
    damaged.write_text(f"{english}#+ ru:\n{russian.replace(f'#+   {part}:', f'#+   lost-{part}:')}", encoding="utf-8")
    with pytest.raises(QueryError, match=rf"^damaged\.rq: .* in Russian too \('{part}'\)$"):
        parse_query_file(damaged)


def test_a_query_told_in_english_or_an_unknown_language_is_itself() -> None:
    query = stored("holders_on")
    assert query.told_in("en") is query.told_in("fr") is query


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
def test_the_order_of_an_answer_is_total_and_ends_with_an_iri(name: str, graph: KnowledgeGraph) -> None:
    text = _sparql(stored(name))
    keys = re.findall(r"\?(\w+)", text.rpartition("ORDER BY")[2])
    shown = re.search(r"SELECT (DISTINCT )?([^{]*)\nWHERE", text)
    assert shown
    hidden = [f" ?{key}" for key in keys if f"?{key}" not in shown[2].split()]
    table = graph.select(text.replace(shown[2], shown[2] + "".join(hidden), 1))
    places = [table.columns.index(key) for key in keys]
    assert len({tuple(row[place] for place in places) for row in table.rows}) == len(table.rows)
    assert all(isinstance(row[places[-1]], NamedNode) for row in table.rows)


@pytest.mark.parametrize("name", NAMES)
def test_the_things_in_sample_values_exist(name: str, kg: KnowledgeGraph) -> None:
    given_values = [(one, value) for one in stored(name).parameters for value in (one.sample, second()[name][one.name])]
    iris = [expand(str(value)) for one, value in given_values if one.type == "iri"]
    assert [iri for iri in iris if not kg.sparql(f"ASK {{ <{iri}> ?p ?o }}")] == []


def test_a_literal_column_never_hides_a_missing_label(graph: KnowledgeGraph) -> None:
    named = [name for name in NAMES if "?name" in _sparql(stored(name)).partition("WHERE")[0].split()]
    assert [name for name in named if any(not row["name"] for row in graph.ask(name))] == []


# Values.


@pytest.mark.parametrize("name", PARAMETERISED)
def test_a_slot_left_in_the_text_means_the_same_as_one_taken_out(name: str, graph: KnowledgeGraph) -> None:
    assert "UNDEF" not in bind(stored(name), {})
    assert graph.select(stored(name).text) == graph.ask(name)


def test_an_unknown_parameter_is_an_error_by_name(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r'holders_on has no parameter "date"; it has: post, day'):
        kg.ask("holders_on", date="1964-10-14")


@pytest.mark.parametrize(
    ("query", "parameter", "value", "message"),
    [
        ("holders_on", "day", "14 Oktober 1964", "^day: "),
        ("holders_on", "day", "1964-10", "^day: "),
        ("holders_on", "post", "nobody:general-secretary", 'unknown prefix "nobody"'),
        ("events_of_a_year", "year", "1953-03", '"1953-03" is not a valid integer'),
        ("accepted_findings", "check", "mising_end", 'no row has "mising_end". Did you mean "missing_end"'),
        ("claims_by_footnote", "footnote", "999", 'no row has "999"'),
        ("vocabulary_terms", "layer", "", 'no row has "". Write for example claims'),
    ],
)
def test_a_value_of_another_type_is_an_error(
    query: str, parameter: str, value: str, message: str, kg: KnowledgeGraph
) -> None:
    with pytest.raises(UsageError, match=message):
        kg.ask(query, **{parameter: value})


PERIODS = [name for name, query in catalogue().items() if {"first", "last"} <= {one.name for one in query.parameters}]


@pytest.mark.parametrize("name", PERIODS)
def test_a_period_in_reverse_is_an_error(name: str, kg: KnowledgeGraph) -> None:
    period = {"first": "1985-12-31", "last": "1984-03-01"}
    message = "^last: 1984-03-01 lies before the first day, 1985-12-31; write the earlier day first$"
    with pytest.raises(UsageError, match=message):
        kg.ask(name, **period)
    with pytest.raises(UsageError, match=message):
        kg.why_empty(name, **period)


def test_a_period_of_one_day_is_no_error(kg: KnowledgeGraph) -> None:
    assert kg.ask("holders_through", post="general-secretary", first="1984-06-01", last="1984-06-01").rows


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
    ("claims_by_footnote", "footnote"),
    ("vocabulary_terms", "layer"),
]
TOKENS = re.compile(r'<[^<>"{}|^`\\\x00-\x20]*>|"(?:[^"\\\n\r]|\\.)*"(?:\^\^)?|\s+')


def _told(table: Table, parameter: str) -> set[object]:
    """Return the rows of a table; where a day is asked about, the things alone, since it decides how sure each is."""
    return {row[-1] for row in table.rows} if parameter == "day" else set(table.rows)


def _shape(text: str) -> str:
    return TOKENS.sub(lambda token: {"<": "I", '"': "L"}.get(token[0][0], " "), text)


@pytest.mark.parametrize(("name", "parameter"), TARGETS)
def test_no_value_becomes_syntax_or_widens_an_answer(name: str, parameter: str, graph: KnowledgeGraph) -> None:
    query = stored(name)
    usual = _shape(bind(query, {parameter: samples(query)[parameter]}))
    everything = _told(graph.ask(name), parameter)

    @settings(max_examples=200, deadline=None)
    @given(TEXTS)
    @example("1953-1-1")
    def try_value(value: str) -> None:
        try:
            text = bind(query, {parameter: value})
        except UsageError:
            return
        assert _shape(text) == usual
        table = graph.select(text)
        assert _told(table, parameter) <= everything
        if parameter in table.columns:
            asked = Literal(value) if parameter in {"footnote", "layer"} else NamedNode(expand(value, "post"))
            assert {row[table.columns.index(parameter)] for row in table.rows} <= {asked}

    try_value()
