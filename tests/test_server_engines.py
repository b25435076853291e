"""A server before foreign stores: it answers as one over its own graph, on Oxigraph's server and on Virtuoso."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from rdflib.compare import isomorphic

from assisting import assisted
from engines.stores import DEFAULT_GRAPHS, STORES
from places import PLACES, QUERIES, told
from serving import Served, served
from sovleader_kg import files
from sovleader_kg.store.engines import TURTLE

pytestmark = pytest.mark.engines
FAR = ("Oxigraph server", "Virtuoso")
HTML = {"accept": "text/html, */*;q=0.1"}


@pytest.fixture(scope="module", params=FAR)
def store(
    request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, ...]]:
    """The options that name a store which holds the published file."""
    with STORES[request.param](built / TURTLE, tmp_path_factory.mktemp("store")) as url:
        graph = DEFAULT_GRAPHS.get(request.param)
        yield ("--store", url, *(("--graph", graph) if graph else ()))


@pytest.fixture(scope="module")
def before(store: tuple[str, ...]) -> Iterator[Served]:
    """A server before that store."""
    with served(files.compiled(), *store, "--processes", "2") as found:
        yield found


@pytest.mark.parametrize("place", PLACES)
def test_a_server_before_a_store_answers_as_one_over_its_own_graph(place: str, before: Served, server: Served) -> None:
    assert told(before, place, **HTML) == told(server, place, **HTML)


def test_the_vocabulary_is_the_same(before: Served, server: Served) -> None:
    ours, theirs = (rdflib.Graph().parse(data=one.ask("/ontology.nt").body, format="nt") for one in (before, server))
    assert isomorphic(ours, theirs)


@pytest.mark.parametrize("query", QUERIES)
def test_queries_are_answered_as_without_a_store(query: str, before: Served, server: Served) -> None:
    place = f"/sparql?{urlencode({'query': QUERIES[query]})}"
    ours, theirs = (told(one, place, accept="application/n-triples, */*;q=0.5") for one in (before, server))
    assert (ours[:2], sorted(ours[2].splitlines())) == (theirs[:2], sorted(theirs[2].splitlines()))


def test_assistants_are_answered_from_there(store: tuple[str, ...], built: Path) -> None:
    call = {"on": "10 September 1953"}
    with assisted(built) as near, assisted(None, *store) as far:
        assert far.call("who", **call).data == near.call("who", **call).data
