"""The views: the same triples on both engines, only terms that exist, and what users of each vocabulary ask.

`tests/views/<view>.<what>.rq` is a question in the view's vocabulary alone; beside it lies the reviewed answer. To
write the answers anew on purpose, after `sovleader build`:

    python tests/test_export_views.py
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib import FOAF, ORG, RDF, RDFS, SKOS, TIME, URIRef

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.export import formats
from sovleader_kg.names import BASE, SL
from sovleader_kg.tables import as_table, write_result

FOLDER = Path(__file__).parent / "views"
QUESTIONS = sorted(FOLDER.glob("*.rq"))
VIEWS = [path.stem for path in files.query_files("views")]
SPACES: dict[str, tuple[Any, ...]] = {
    "org": (ORG, FOAF, SKOS, RDFS, TIME),
}


@cache
def _turtle(view: str) -> bytes:
    return KnowledgeGraph.open().export(view).content


@cache
def _graph(view: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=_turtle(view), format="turtle")


def _view(question: Path) -> str:
    return question.name.partition(".")[0]


def _answer(question: Path) -> str:
    store = Store()
    triples = (quad.triple for quad in parse(_turtle(_view(question)), RdfFormat.TURTLE))
    store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    solutions = store.query(question.read_text(encoding="utf-8"))
    assert isinstance(solutions, QuerySolutions)
    return write_result(as_table(solutions), "csv")


def test_every_view_is_an_export() -> None:
    assert VIEWS
    assert set(VIEWS) <= set(formats())
    assert set(VIEWS) == set(SPACES) == {_view(question) for question in QUESTIONS}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_the_same_bytes_on_both_engines(view: str, kg: KnowledgeGraph, kg_rdflib: KnowledgeGraph) -> None:
    assert kg_rdflib.export(view).content == kg.export(view).content


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("view", VIEWS)
def test_every_term_of_a_view_exists_in_its_vocabulary(view: str) -> None:
    terms = {*_graph(view).predicates(), *_graph(view).objects(None, RDF.type)} - {RDF.type}
    assert terms
    assert [str(term) for term in terms if not any(term in space for space in SPACES[view])] == []


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("view", VIEWS)
def test_a_view_needs_no_term_of_ours(view: str) -> None:
    terms = {*_graph(view).predicates(), *_graph(view).objects(None, RDF.type)}
    assert [term for term in terms if str(term).startswith(SL)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_what_a_view_names_anew_hangs_on_a_name_of_the_graph(view: str, kg: KnowledgeGraph) -> None:
    subjects = set(_graph(view).subjects())
    assert all(isinstance(subject, URIRef) for subject in subjects)
    new = {str(subject) for subject in subjects if "#" in str(subject)}
    assert new
    for name in new:
        thing = name.partition("#")[0]
        assert thing.startswith(BASE)
        assert kg.triples(f"CONSTRUCT WHERE {{ <{thing}> a ?class }}"), name


@pytest.mark.usefixtures("kg")
def test_no_name_is_new_in_two_views() -> None:
    new = [name for view in VIEWS for name in set(_graph(view).subjects()) if "#" in str(name)]
    assert len(new) == len(set(new))


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem)
def test_a_question_in_the_vocabulary_alone_has_the_reviewed_answer(question: Path) -> None:
    answer = question.with_suffix(".csv").read_bytes().decode()
    assert len(answer.splitlines()) > 1
    assert _answer(question) == answer


def test_every_reviewed_answer_has_its_question() -> None:
    assert sorted(FOLDER.glob("*.csv")) == [question.with_suffix(".csv") for question in QUESTIONS]


if __name__ == "__main__":
    for path in QUESTIONS:
        path.with_suffix(".csv").write_bytes(_answer(path).encode())
