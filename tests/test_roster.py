"""The roster answers as the stored queries do: on the shipped graph, and on made terms with overlaps and faults."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, Store, parse

from generate import terms
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.answers.chronology.roster import Roster
from sovleader_kg.errors import DateError
from sovleader_kg.nodes import shown
from sovleader_kg.store.engines import OxigraphEngine, Result

DAYS = st.dates(date(1910, 1, 1), date(1995, 1, 1)).map(str)
OVERLAPS = (files.ROOT / "queries" / "checks" / "overlap_certain.rq").read_text(encoding="utf-8")


class Made(OxigraphEngine):
    """An engine over triples in memory."""

    def __init__(self, text: str) -> None:
        self.store = Store()
        self.store.extend(
            Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()) for quad in parse(text, RdfFormat.N_TRIPLES)
        )

    def query(self, text: str) -> Result:
        return super().query(text)


@pytest.fixture(scope="module")
def made() -> KnowledgeGraph:
    return KnowledgeGraph(Made("".join(terms(1_000))))


def _asked(kg: KnowledgeGraph, day: str, **post: str) -> Counter[tuple[str, ...]]:
    table = kg.ask("holders_on", day=day, **post)
    places = [table.columns.index(name) for name in ("post", "person", "term", "certainty", "boundary")]
    return Counter(tuple(row[place].value for place in places if row[place] is not None) for row in table.rows)  # type: ignore[union-attr]


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_a_post_has_the_holders_of_the_stored_query(kg: KnowledgeGraph, day: str) -> None:
    for post in ("post:general-secretary", "post:first-secretary", "post:responsible-secretary"):
        assert Counter(map(tuple, kg.roster.on(post, day))) == _asked(kg, day, post=post)


@settings(max_examples=60, deadline=None)
@given(DAYS)
def test_all_holders_on_a_day_are_those_of_the_stored_query(kg: KnowledgeGraph, day: str) -> None:
    assert Counter(map(tuple, kg.roster.all_on(day))) == _asked(kg, day)


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1795, 1, 1), date(1990, 1, 1)).map(str))
def test_made_terms_have_the_holders_of_the_stored_query(made: KnowledgeGraph, day: str) -> None:
    assert Counter(map(tuple, made.roster.all_on(day))) == _asked(made, day)


@pytest.mark.parametrize("which", ["shipped", "made"])
def test_overlaps_are_those_of_the_check(which: str, kg: KnowledgeGraph, made: KnowledgeGraph) -> None:
    graph = kg if which == "shipped" else made
    found = graph.sparql(OVERLAPS)
    assert isinstance(found, QuerySolutions)
    wanted = {(row["focus"].value, shown(row["problem"]).split("<")[1].split(">")[0]) for row in found}
    assert set(graph.roster.overlaps()) == wanted
    assert len(wanted) > 0 or which == "shipped"


def test_a_term_whose_end_is_no_day_is_held_on_no_day(made: KnowledgeGraph) -> None:
    text = "SELECT ?term ?start { ?term sl:latestEnd ?end ; sl:latestStart ?start FILTER(DATATYPE(?end) = xsd:string) }"
    rows = made.select(text).rows
    assert len(rows) > 0
    for term, start in rows:
        assert term is not None
        assert start is not None
        assert term.value not in {one.term for one in made.roster.all_on(start.value)}
        assert Counter(map(tuple, made.roster.all_on(start.value))) == _asked(made, start.value)


def test_certain_holders_come_first(made: KnowledgeGraph) -> None:
    for post in (f"post:made-{number}" for number in range(40)):
        for day in ("1850-01-01", "1900-06-01"):
            told = [one.certainty for one in made.roster.on(post, day)]
            assert told == sorted(told)


def test_an_unknown_post_has_no_holders_and_a_day_must_be_one(kg: KnowledgeGraph) -> None:
    assert kg.roster.on("post:nobody", "1953-09-10") == []
    with pytest.raises(DateError):
        kg.roster.on("post:general-secretary", "1953")


def test_an_empty_graph_has_no_holders() -> None:
    assert Roster(Made("")).all_on("1953-09-10") == []
    assert Roster(Made("")).overlaps() == []
