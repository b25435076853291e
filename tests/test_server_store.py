"""A server before a store: whatever it answers over its own graph, it answers over an endpoint that holds the graph."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.compare import isomorphic

from places import PLACES, QUERIES, YES, told
from serving import Served, deaf_port, served
from sovleader_kg import KnowledgeGraph
from sovleader_kg.cli import main
from sovleader_kg.web import media

pytestmark = pytest.mark.deep


@pytest.fixture(scope="module")
def alone(small_folder: Path) -> Iterator[Served]:
    """A server over the small graph; its endpoint is the store of the other."""
    with served(small_folder) as found:
        yield found


@pytest.fixture(scope="module")
def before(alone: Served, small_folder: Path) -> Iterator[Served]:
    """A server before that store."""
    with served(small_folder, "--store", f"{alone.url}/sparql", "--processes", "1") as found:
        yield found


@pytest.mark.parametrize("place", PLACES)
def test_a_server_before_a_store_answers_as_one_over_its_own_graph(place: str, alone: Served, before: Served) -> None:
    html = {"accept": "text/html, */*;q=0.1"}
    assert told(before, place, **html) == told(alone, place, **html)


def test_the_vocabulary_is_the_same(alone: Served, before: Served) -> None:
    ours, theirs = (rdflib.Graph().parse(data=one.ask("/ontology.nt").body, format="nt") for one in (before, alone))
    assert isomorphic(ours, theirs)


@pytest.mark.parametrize(
    ("query", "form"),
    [
        *((query, form) for query in QUERIES if query != "triples" for form in (*media.TABLES, "html")),
        *(("triples", form) for form in (*media.GRAPHS, "html")),
    ],
)
def test_queries_are_answered_in_every_form_as_without_a_store(
    query: str, form: str, alone: Served, before: Served
) -> None:
    place = f"/sparql?{urlencode({'query': QUERIES[query]})}"
    wanted = {**media.SUFFIXES, **media.TABLES}[form]
    ours, theirs = told(before, place, accept=wanted), told(alone, place, accept=wanted)
    assert (ours[:2], _sorted(ours[2])) == (theirs[:2], _sorted(theirs[2].replace("/sparql/sparql", "/sparql")))


def _sorted(text: str) -> list[str]:
    return sorted(text.splitlines())


def test_the_service_description_counts_the_graph(alone: Served, before: Served) -> None:
    size = "<http://rdfs.org/ns/void#triples>"
    ours, theirs = (one.ask("/sparql", accept="application/n-triples").text for one in (before, alone))
    assert [line for line in ours.splitlines() if size in line] == [
        line for line in theirs.splitlines() if size in line
    ]


def test_a_slow_query_is_ended_at_its_limit_and_the_next_is_answered(alone: Served, small_folder: Path) -> None:
    endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
    with served(small_folder, "--store", f"{alone.url}/sparql", "--processes", "1", "--seconds", "1") as found:
        answer = found.sparql(endless)
        assert (answer.status, answer.headers["retry-after"]) == (503, "2")
        assert "it took more than 1 s" in answer.text or "no answer within 1 s" in answer.text
        assert found.sparql(YES).status == 200


def test_a_store_that_goes_is_told_in_a_line_without_its_address_and_asked_again_when_it_is_back(
    small_folder: Path,
) -> None:
    with deaf_port() as port:
        pass
    with served(small_folder, "--port", str(port)) as store:
        around = served(small_folder, "--store", f"{store.url}/sparql", "--processes", "1")
        found = around.__enter__()
    try:
        for place in (f"/sparql?{urlencode({'query': QUERIES['yes']})}", "/data/person/joseph-stalin.ttl"):
            answer = found.ask(place)
            assert (answer.status, len(answer.text.splitlines())) == (503, 1)
            assert answer.text.startswith("the store behind this server failed: nothing answers there")
            assert str(port) not in answer.text
        with served(small_folder, "--port", str(port)):
            assert found.sparql(YES).status == 200
            assert found.ask("/data/person/joseph-stalin.ttl").status == 200
    finally:
        around.__exit__(None, None, None)


def test_a_store_without_the_graph_is_refused_before_anybody_is_served(
    alone: Served, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"{alone.url}/sparql"
    assert main(["serve", "--port", "0", "--store", url, "--graph", "https://example.org/none"]) == 2
    said = capsys.readouterr().err
    assert said == (
        f"sovleader: <https://example.org/none> of {url} does not hold this graph; "
        "put it there: sovleader load (docs/endpoints.md)\n"
    )
    with deaf_port() as port:
        assert main(["serve", "--store", f"http://127.0.0.1:{port}/"]) == 2
    assert "nothing answers there" in capsys.readouterr().err


def test_a_named_graph_goes_with_a_store(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--graph", "https://example.org/graph"]) == 2
    assert capsys.readouterr().err.startswith("sovleader: --graph: ")


def test_only_the_named_graph_is_shown(alone: Served, small_folder: Path) -> None:
    facts = "https://w3id.org/sovleader/graph/facts"
    described = "https://w3id.org/sovleader/graph/description"
    with served(small_folder, "--store", f"{alone.url}/sparql", "--graph", described, "--processes", "1") as found:
        assert found.sparql(f"ASK {{ GRAPH <{facts}> {{ ?s ?p ?o }} }}").text.count("true") == 0
        asked = urlencode({"query": "ASK { ?s ?p ?o }", "default-graph-uri": facts})
        answer = found.ask(f"/sparql?{asked}")
        assert (answer.status, answer.text) == (
            400,
            f"the query cannot be answered: this endpoint shows one graph; leave out <{facts}>\n",
        )


def test_dumps_of_another_version_are_not_offered(alone: Served, built: Path) -> None:
    with served(built, "--store", f"{alone.url}/sparql", "--processes", "1") as found:
        assert found.ask("/dumps/sovleader-kg.ttl").status == 404
        assert "/dumps/" not in found.ask("/", accept="text/html").text


def test_connect_asks_the_same_of_the_server_before_the_store(before: Served, small: KnowledgeGraph) -> None:
    far = KnowledgeGraph.connect(f"{before.url}/sparql")
    assert far.who(on="1940-01-01") == small.who(on="1940-01-01")
    assert far.disputes() == small.disputes()
