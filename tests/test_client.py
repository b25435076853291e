"""The client: patient where a server asks for it, and one clear line for whatever else a server does."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QuerySolutions, Store

from serving import deaf_port
from sovleader_kg import KnowledgeGraph
from sovleader_kg.errors import QueryError, StoreError, UsageError
from sovleader_kg.names import PREFIXES
from sovleader_kg.store.client import Client, credentials
from sovleader_kg.store.endpoint import EndpointEngine, form_of, with_prefixes
from sovleader_kg.store.queries import bind, catalogue

ROWS = "application/sparql-results+json"
YES = (200, {"Content-Type": ROWS}, b'{"head": {}, "boolean": true}')
BROKEN_TERM = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "uri", "value": "no address"}}]}}'
Reply = tuple[int, dict[str, str], bytes]


class Server(ThreadingHTTPServer):
    """Gives the replies that it was told to, one a request, then the last one for ever; keeps what it was sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.replies: list[Reply] = [YES]
        self.sent: list[tuple[dict[str, str], bytes]] = []
        self.slow = 0.0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/sparql"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        time.sleep(self.server.slow)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.sent.append((dict(self.headers), body))
        status, headers, content = (
            self.server.replies.pop(0) if len(self.server.replies) > 1 else self.server.replies[0]
        )
        if "X-Wait" in headers:
            time.sleep(float(headers["X-Wait"]))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as found:
        thread = threading.Thread(target=found.serve_forever, daemon=True)
        thread.start()
        yield found
        found.shutdown()
        thread.join()


def _ask(server: Server, *replies: Reply, retries: int = 3, timeout: float = 120) -> bool:
    engine = EndpointEngine(server.url, Client(retries=retries, timeout=timeout))
    server.replies = list(replies)
    return bool(engine.query("ASK { ?s ?p ?o }"))


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_server_is_asked_again_after_as_long_as_it_says(server: Server, status: int) -> None:
    begun = time.monotonic()
    assert _ask(server, (status, {"Retry-After": "1"}, b""), YES)
    assert time.monotonic() - begun >= 1
    assert len(server.sent) == 3


def test_a_server_that_stays_busy_gets_one_line(server: Server) -> None:
    with pytest.raises(StoreError, match=r"the server is busy \(HTTP 503\); try again later"):
        _ask(server, (503, {}, b""), retries=2)
    assert len(server.sent) == 1 + 3


@pytest.mark.parametrize(
    ("reply", "error", "message"),
    [
        (
            (400, {"Content-Type": "text/plain"}, b"line 1:\n no such thing"),
            QueryError,
            "HTTP 400: line 1: no such thing",
        ),
        ((401, {}, b""), StoreError, "access denied (HTTP 401)"),
        ((404, {"Content-Type": "text/html"}, b"<html>"), StoreError, "HTTP 404"),
        (
            (200, {"Content-Type": "text/html"}, b"<html>"),
            StoreError,
            "answers with text/html instead of a SPARQL result",
        ),
        ((200, {"Content-Type": ROWS}, b'{"head": {'), StoreError, "instead of a SPARQL result"),
        ((200, {"Content-Type": ROWS}, b"[" * 99_999), StoreError, "instead of a SPARQL result"),
        ((200, {"Content-Type": ROWS, "Content-Length": "100"}, b'{"head"'), StoreError, "the answer is cut"),
        ((200, {"X-Wait": "2"}, b""), StoreError, "no answer within 0.5 s"),
        ((302, {"Location": "/sparql"}, b""), StoreError, "it redirects too often"),
    ],
)
def test_whatever_else_a_server_does_is_one_line(
    server: Server, reply: Reply, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as raised:
        _ask(server, reply, timeout=0.5 if "X-Wait" in reply[1] else 120)
    assert message in str(raised.value)
    assert server.url in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_server_may_take_longer_to_read_a_large_graph_than_to_be_reached(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sovleader_kg.store.client.CONNECTING", 0.2)
    server.slow = 1
    sent = b" " * 30_000_000
    assert Client(timeout=60).send("POST", server.url, accept="*/*", body=sent).status == 200
    assert server.sent[-1][1] == sent


def test_a_server_that_reads_nothing_of_a_large_graph_gets_one_line(server: Server) -> None:
    server.slow = 2
    with pytest.raises(StoreError, match=r"no answer within 0\.2 s"):
        Client(timeout=0.2).send("POST", server.url, accept="*/*", body=b" " * 30_000_000)


def test_an_address_where_nothing_listens_gets_one_line() -> None:
    with deaf_port() as port, pytest.raises(StoreError, match="nothing answers there"):
        KnowledgeGraph.connect(f"http://127.0.0.1:{port}/sparql", retries=0)


@pytest.mark.parametrize("url", ["http://[::1", "nonsense", "127.0.0.1:7878/query", "ftp://127.0.0.1/", ""])
def test_an_address_that_is_none_is_misuse(url: str) -> None:
    with pytest.raises(UsageError, match="is not a URL"):
        KnowledgeGraph.connect(url)


@pytest.mark.parametrize("graph", ["", "x", "https://example.org/> } ; DROP ALL #", "urn:a b"])
def test_a_graph_whose_name_is_no_iri_is_misuse(server: Server, graph: str) -> None:
    with pytest.raises(UsageError, match="is not an IRI; name the graph by its IRI"):
        KnowledgeGraph.connect(server.url, graph=graph)
    assert server.sent == []


def test_credentials_are_sent_and_never_said(server: Server) -> None:
    server.replies = [YES]
    found = KnowledgeGraph.connect(server.url, headers=credentials({"SOVLEADER_USER": "u", "SOVLEADER_PASSWORD": "p"}))
    server.replies = [(403, {}, b"")]
    with pytest.raises(StoreError) as raised:
        found.sparql("ASK { }")
    assert server.sent[-1][0]["Authorization"] == "Basic dTpw"
    assert "dTpw" not in str(raised.value)
    assert credentials({"SOVLEADER_TOKEN": "t"}) == {"Authorization": "Bearer t"}


def test_members_that_the_recommendation_does_not_know_are_passed_over(server: Server) -> None:
    engine = EndpointEngine(server.url, Client())
    body = (
        b'{"head": {"link": [], "vars": ["b"]}, "metadata": {}, "results": {"ordered": true, "bindings": ['
        b'{"b": {"type": "typed-literal", "datatype": "http://www.w3.org/2001/XMLSchema#boolean", "value": "1"}}]}}'
    )
    server.replies = [(200, {"Content-Type": ROWS}, body)]
    solutions = engine.query("SELECT ?b { }")
    assert isinstance(solutions, QuerySolutions)
    assert [str(row["b"]) for row in solutions] == ['"true"^^<http://www.w3.org/2001/XMLSchema#boolean>']


def test_a_term_that_is_none_is_told_before_any_row_is_given(server: Server) -> None:
    engine = EndpointEngine(server.url, Client())
    server.replies = [(200, {"Content-Type": ROWS}, BROKEN_TERM)]
    with pytest.raises(StoreError, match="instead of a SPARQL result"):
        engine.query("SELECT ?x { }")


@pytest.mark.parametrize(("rows", "answer"), [(b"", False), (b'{"x": {"type": "literal", "value": "1"}}', True)])
def test_yes_and_no_may_come_as_a_row_or_none(server: Server, rows: bytes, answer: bool) -> None:
    body = b'{"head": {"vars": ["x"]}, "results": {"bindings": [' + rows + b"]}}"
    assert _ask(server, (200, {"Content-Type": ROWS}, body)) is answer


@pytest.mark.parametrize(("most", "cut"), [("1", True), ("2", False)])
def test_an_answer_that_the_server_cuts_is_told_and_not_taken_for_whole(server: Server, most: str, cut: bool) -> None:
    engine = EndpointEngine(server.url, Client())
    body = b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}'
    server.replies = [(200, {"Content-Type": ROWS, "X-SPARQL-MaxRows": most}, body)]
    if cut:
        with pytest.raises(StoreError, match=r"the server cuts answers at 1 rows; raise its limit"):
            engine.query("SELECT ?x { }")
    else:
        solutions = engine.query("SELECT ?x { }")
        assert isinstance(solutions, QuerySolutions)
        assert len(list(solutions)) == 1


@pytest.mark.parametrize("name", list(catalogue()))
def test_a_stored_query_declares_its_prefixes_and_is_sent_as_it_is(name: str) -> None:
    text = bind(catalogue()[name], {})
    assert with_prefixes(text) == text
    assert form_of(text) == "SELECT"


@pytest.mark.parametrize(
    "text",
    [
        "DROP ALL",
        "PREFIX select: <urn:x> INSERT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }",
        "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "# SELECT",
    ],
)
def test_an_endpoint_is_asked_and_never_changed(server: Server, text: str) -> None:
    found = KnowledgeGraph.connect(server.url)
    with pytest.raises(QueryError, match="an endpoint is only asked here"):
        found.sparql(text)
    assert len(server.sent) == 1


def test_the_rdflib_view_sends_the_credentials_and_tells_what_goes_wrong(server: Server) -> None:
    found = KnowledgeGraph.connect(server.url, headers={"Authorization": "Bearer t"}, retries=1)
    body = b'{"head": {"vars": ["c"]}, "results": {"bindings": [{"c": {"type": "literal", "value": "7",'
    body += b' "datatype": "http://www.w3.org/2001/XMLSchema#integer"}}]}}'
    server.replies = [(503, {"Retry-After": "0"}, b""), (200, {"Content-Type": ROWS}, body)]
    assert len(found.graph) == 7
    assert {sent[0].get("Authorization") for sent in server.sent} == {"Bearer t"}
    server.replies = [(404, {}, b"")]
    with pytest.raises(StoreError, match="HTTP 404"):
        list(found.graph)


@pytest.mark.parametrize("value", ["a\nb", "…"])
def test_a_header_that_cannot_be_sent_is_misuse_and_not_said(value: str) -> None:
    with pytest.raises(UsageError, match="a header holds what HTTP cannot carry") as raised:
        KnowledgeGraph.connect("http://127.0.0.1:1/", headers={"Authorization": value}, retries=0)
    assert value not in str(raised.value)


def test_a_word_in_a_comment_a_string_or_a_name_is_no_form() -> None:
    text = """# SELECT
    PREFIX select: <urn:ask#> BASE <urn:CONSTRUCT>
    deScribe <urn:x> WHERE { ?ask select:construct "ASK" }"""
    assert form_of(text) == "DESCRIBE"


NAMES = st.sampled_from(["foaf:Person", "sl:holder", "term:joseph-stalin.1", "<urn:a:b>", '"xsd:date"', "'''a:b\n'''"])


@given(st.lists(NAMES, min_size=3, max_size=3), st.booleans())
def test_a_query_with_the_projects_prefixes_parses_wherever_it_is_sent(names: list[str], declared: bool) -> None:
    subject, value = (name if name[0] not in "\"'" else "?x" for name in names[:2])
    head = f"PREFIX sl: <{PREFIXES['sl']}> # foaf:\n" if declared else ""
    text = f"{head}ASK {{ {subject} ?p {value} . ?x ?p {names[2]} }}"
    Store().query(with_prefixes(text))
    assert with_prefixes(with_prefixes(text)) == with_prefixes(text)


RESULTS = "http://www.w3.org/2005/sparql-results#"
MARKED_UP = "application/sparql-results+xml"


@pytest.mark.parametrize("kind", [MARKED_UP, "application/xml", "text/xml", f"{MARKED_UP}; charset=utf-8"])
def test_an_endpoint_that_writes_xml_is_read(server: Server, kind: str) -> None:
    boolean = f'<?xml version="1.0"?><sparql xmlns="{RESULTS}"><head/><boolean>true</boolean></sparql>'
    rows = (
        f'<sparql xmlns="{RESULTS}"><head><variable name="x"/></head><results>'
        '<result><binding name="x"><literal xml:lang="ru">а&#13;б</literal></binding></result><result/>'
        "</results></sparql>"
    )
    server.replies = [(200, {"Content-Type": kind}, text.encode()) for text in (boolean, rows)]
    found = KnowledgeGraph.connect(server.url).select("SELECT ?x { }")
    assert [cell and cell.value for (cell,) in found.rows] == ["а\rб", None]


def test_an_endpoint_that_writes_triples_in_xml_is_read(server: Server) -> None:
    head = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:">'
    body = f'{head}<rdf:Description rdf:about="urn:a"><p>x</p></rdf:Description></rdf:RDF>'
    server.replies = [YES, (200, {"Content-Type": "application/rdf+xml"}, body.encode())]
    found = KnowledgeGraph.connect(server.url).triples("CONSTRUCT WHERE { ?s ?p ?o }")
    assert list(map(str, found)) == ['<urn:a> <urn:p> "x"']


@pytest.mark.parametrize(
    "body",
    ["<html><body>hello</body></html>", "<sparql", "", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', '{"boolean": true}'],
)
def test_xml_that_is_no_answer_is_told(server: Server, body: str) -> None:
    server.replies = [(200, {"Content-Type": MARKED_UP}, body.encode())]
    with pytest.raises(StoreError, match="instead of a SPARQL result; is it an endpoint"):
        KnowledgeGraph.connect(server.url)
