"""The W3C's tests of the SPARQL 1.1 Protocol and of its Service Description, against a server that runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse, serialize
from rdflib.collection import Collection

from serving import Answer, Served, served
from sovleader_kg.store.compiling import compile_files

pytestmark = pytest.mark.shared

SUITE = Path(__file__).parents[2] / "shared" / "w3c" / "sparql" / "sparql11"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
DATA = "http://kasei.us/2009/09/sparql/data/data"
BOOLEAN, ROWS = "application/sparql-results+json", ("application/sparql-results+", "text/csv", "text/tab-separated")
# Updates of a read-only server are refused; those that the suite calls bad are refused too, and count.
UPDATES = {
    "update_dataset_default_graph",
    "update_dataset_default_graphs",
    "update_dataset_named_graphs",
    "update_dataset_full",
    "update_post_form",
    "update_post_direct",
    "update_base_uri",
}


def manifest() -> rdflib.Graph:
    path = SUITE / "protocol" / "manifest.ttl"
    return rdflib.Graph().parse(path, publicID="http://www.w3.org/m") if path.exists() else rdflib.Graph()


MANIFEST = manifest()
TESTS = {
    str(test).rpartition("#")[2]: test
    for head in MANIFEST.objects(None, MF.entries)
    for test in Collection(MANIFEST, head)
}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("w3c")
    quads = [
        Quad(quad.subject, quad.predicate, quad.object, NamedNode(f"{DATA}{number}.rdf"))
        for number in (1, 2, 3)
        for quad in parse(path=str(SUITE / "protocol" / f"data{number}.nt"), format=RdfFormat.N_TRIPLES)
    ]
    (folder / "data.nq").write_bytes(serialize(quads, format=RdfFormat.N_QUADS) or b"")
    compile_files(folder / "graph", [folder / "data.nq"])
    with served(folder / "graph") as found:
        yield found


def send(server: Served, request: rdflib.term.Node) -> Answer:
    path = str(MANIFEST.value(request, HT.absolutePath))
    parts = urlsplit(path)
    body = MANIFEST.value(request, HT.body)
    content: bytes | None = None
    if body is not None:
        encoding = str(MANIFEST.value(body, CNT.characterEncoding))
        content = str(MANIFEST.value(body, CNT.chars)).encode(encoding)
    headers = {}
    for head in MANIFEST.objects(request, HT.headers):
        for one in Collection(MANIFEST, head):
            headers[str(MANIFEST.value(one, HT.fieldName))] = str(MANIFEST.value(one, HT.fieldValue))
    place = "/sparql" + (f"?{parts.query}" if parts.query else "")
    named = {name.replace("-", "_"): value for name, value in headers.items()}
    return server.ask(place, str(MANIFEST.value(request, HT.methodName)), content, **named)


def check(answer: Answer, response: rdflib.term.Node) -> None:
    wanted = {str(one)[-3] for one in MANIFEST.objects(response, MF.expectedStatus)}
    assert str(answer.status)[0] in wanted, answer
    boolean, kind = MANIFEST.value(response, MF.expectedBoolean), MANIFEST.value(response, MF.expectedFormat)
    if boolean is not None:
        assert json.loads(answer.body)["boolean"] == boolean.toPython()  # type: ignore[attr-defined]
    if kind is not None and str(kind) != "RDF":
        assert answer.headers["content-type"].startswith(ROWS)
    elif kind is not None:
        assert (
            rdflib.Graph().parse(data=answer.body, format=answer.headers["content-type"].partition(";")[0]) is not None
        )


@pytest.mark.parametrize("name", sorted(set(TESTS) - UPDATES))
def test_protocol_test_of_the_w3c_passes(name: str, server: Served) -> None:
    action = MANIFEST.value(TESTS[name], MF.action)
    assert action is not None
    for requests in MANIFEST.objects(action, HT.requests):
        for request in Collection(MANIFEST, requests):
            response = MANIFEST.value(request, HT.resp)
            assert response is not None
            check(send(server, request), response)


@pytest.mark.parametrize("name", sorted(UPDATES))
def test_update_is_refused_and_told_why(name: str, server: Served) -> None:
    action = MANIFEST.value(TESTS[name], MF.action)
    first = next(iter(Collection(MANIFEST, next(MANIFEST.objects(action, HT.requests)))))
    answer = send(server, first)
    assert (answer.status, "read-only" in answer.text) == (403, True)


def test_whole_suite_is_run() -> None:
    assert len(TESTS) == 34


@pytest.mark.parametrize("accept", [None, "text/turtle", "application/n-triples", "application/rdf+xml"])
def test_bare_get_gives_a_service_description_of_the_endpoint(accept: str | None, server: Served) -> None:
    answer = server.ask("/sparql", accept=accept) if accept else server.ask("/sparql")
    graph = rdflib.Graph().parse(data=answer.body, format=answer.headers["content-type"].partition(";")[0])
    endpoint = rdflib.URIRef(f"{server.url}/sparql")
    assert (endpoint, SD.endpoint, endpoint) in graph
    assert (endpoint, rdflib.RDF.type, SD.Service) in graph
    (dataset,) = graph.objects(endpoint, SD.defaultDataset)
    assert (dataset, rdflib.RDF.type, SD.Dataset) in graph
    names = {str(name) for one in graph.objects(dataset, SD.namedGraph) for name in graph.objects(one, SD.name)}
    assert names == {f"{DATA}{number}.rdf" for number in (1, 2, 3)}
