"""What a server withstands: queries that break engines, reach out, or never end; clients that vanish or crawl."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from http.client import HTTPResponse
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

import pytest

from sealing import sealed
from serving import PATIENCE, Served, served, state_of
from sovleader_kg.errors import StoreError, UsageError
from sovleader_kg.store.compiling import compile_files
from sovleader_kg.store.snapshot import MANIFEST
from sovleader_kg.web.server import version
from sovleader_kg.web.server.run import serve
from sovleader_kg.web.workers.backing import Compiled
from sovleader_kg.web.workers.limits import Limits

pytestmark = pytest.mark.deep

LIMIT = 1.5
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LARGE = "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f }"
GREEDY = "SELECT ?a ?d WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a ?d"
CRASHES = [
    "ASK " + "{" * 60 + "}" * 60,
    "ASK " + "{" * 5_000 + "}" * 5_000,
    "ASK { FILTER(" + "(" * 60 + "1" + ")" * 60 + ") }",
    "ASK { FILTER(" + "(" * 7_000 + "1" + ")" * 7_000 + ") }",
    "ASK { FILTER(" + "!" * 15_000 + "true) }",
    "ASK { FILTER(" + "||".join(["1"] * 790) + ") }",
    "ASK { FILTER(" + "||".join(["1"] * 5_000) + ") }",
    "ASK { " + "{} UNION " * 1_700 + "{} }",
    "ASK { ?s " + "/".join(["<a:b>"] * 700) + " ?o }",
    "ASK { ?s ?p " + "[ ?p " * 60 + "1" + " ]" * 60 + " }",
]


@pytest.fixture(scope="module")
def server(small_folder: Path) -> Iterator[Served]:
    with served(small_folder, "--seconds", str(LIMIT), "--memory", "600") as found:
        yield found


@pytest.fixture(scope="module")
def patient(small_folder: Path) -> Iterator[Served]:
    """A server that ends no query in time."""
    with served(small_folder, "--seconds", "3600") as found:
        yield found


def is_alive(server: Served) -> bool:
    answer = server.sparql("ASK {}")
    return answer.status == 200 and json.loads(answer.body)["boolean"] is True


def await_life(server: Served) -> None:
    """Wait until queries are answered and pages are made."""
    until = time.monotonic() + PATIENCE
    while not (is_alive(server) and server.ask("/timeline.svg").status == 200):
        assert time.monotonic() < until
        time.sleep(0.1)


@contextlib.contextmanager
def unanswered(server: Served, count: int = 1) -> Iterator[list[socket.socket]]:
    """Ask for what never ends on connections of their own, and hang up at the end."""
    host, port = server.url.removeprefix("http://").split(":")
    request = f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with contextlib.ExitStack() as stack:
        clients = [stack.enter_context(socket.create_connection((host, int(port)))) for _ in range(count)]
        for client in clients:
            client.sendall(request)
        yield clients


def answered(clients: list[socket.socket], seconds: float) -> list[socket.socket]:
    """Return the clients that have an answer, once one has, or after some seconds."""
    return select.select(clients, [], [], seconds)[0]


def test_queries_that_break_engines_leave_the_server_answering(server: Served) -> None:
    for query in CRASHES:
        answer = server.ask("/sparql", "POST", query, content_type="application/sparql-query")
        assert answer.status in {200, 400, 413, 503}, answer
        await_life(server)


def test_query_without_end_is_503_at_its_limit(server: Served) -> None:
    answer = server.sparql(ENDLESS)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")
    assert answer.text == f"the query was ended: it took more than {LIMIT} s\n"


def test_light_queries_and_pages_are_answered_beside_endless_ones_of_the_same_client(patient: Served) -> None:
    with unanswered(patient, 2) as endless:
        for number in range(5):
            assert is_alive(patient)
            assert patient.ask(f"/?day=1932-02-0{1 + number}").status == 200
        assert answered(endless, 0) == []


@pytest.mark.parametrize("query", [LARGE, GREEDY])
def test_too_much_is_an_error_and_never_a_cut_answer(query: str, server: Served) -> None:
    answer = server.sparql(query, accept="text/csv")
    assert answer.status in {400, 503}
    assert len(answer.text.splitlines()) == 1


def test_client_with_too_many_queries_is_answered_to_come_again(patient: Served) -> None:
    with unanswered(patient, 33) as asked:
        refused, *_ = answered(asked, PATIENCE)
        answer = HTTPResponse(refused)
        answer.begin()
        assert (answer.status, answer.getheader("retry-after")) == (429, "2")
        assert answer.read() == b"32 queries of yours run or wait; ask again later\n"
    await_life(patient)


def test_query_of_a_client_that_hangs_up_is_ended(patient: Served) -> None:
    with unanswered(patient, 6):
        assert is_alive(patient)
    assert patient.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c ; ?d ?e }").status == 200


def kill_workers(server: Served) -> None:
    for worker in server.workers():
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)


def test_killed_workers_are_replaced(server: Served) -> None:
    kill_workers(server)
    await_life(server)


def test_no_request_waits_for_ever_while_processes_are_killed(server: Served) -> None:
    def ask(number: int) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c ; ?d ?e }} # {number}"
        path = f"/?day=19{20 + number}-06-01" if number % 3 else f"/sparql?{urlencode({'query': query})}"
        return server.ask(path).status

    with ThreadPoolExecutor(8) as many:
        for begin in range(0, 32, 8):
            asked = [many.submit(ask, number) for number in range(begin, begin + 8)]
            kill_workers(server)
            assert {one.result() for one in asked} <= {200, 503}
    await_life(server)


@contextlib.contextmanager
def sink() -> Iterator[tuple[int, list[bytes]]]:
    """Listen on loopback, and keep what comes."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.1)
        ended = threading.Event()

        def listen() -> None:
            while not ended.is_set():
                with contextlib.suppress(OSError):
                    connection, _ = listening.accept()
                    heard.append(connection.recv(100))
                    connection.close()

        thread = threading.Thread(target=listen)
        thread.start()
        try:
            yield listening.getsockname()[1], heard
        finally:
            ended.set()
            thread.join()


def test_no_query_reaches_another_server(server: Served) -> None:
    with sink() as (port, heard):
        there = f"http://127.0.0.1:{port}/"
        for query in (
            f"SELECT * {{ SERVICE <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SERVICE SILENT <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * {{ BIND(<{there}> AS ?g) SERVICE ?g {{ ?s ?p ?o }} }}",
            f"SELECT * {{ SER\\u0056ICE <{there}> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <{there}> {{ ?s ?p ?o }}",
            f"SELECT * FROM NAMED <{there}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
            "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }",
            f"LOAD <{there}>",
        ):
            answer = server.sparql(query)
            assert answer.status in {200, 400}
            assert b"root:" not in answer.body
        for name in ("default-graph-uri", "named-graph-uri"):
            assert server.ask(f"/sparql?{urlencode({'query': 'SELECT * { ?s ?p ?o }', name: there})}").status == 200
        server.ask("/", origin=there, referer=there, host=f"127.0.0.1:{port}")
        assert heard == []


def test_worker_opens_no_socket_and_no_file_even_past_the_guard(tmp_path: Path) -> None:
    quads = tmp_path / "graph.nq"
    quads.write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    with sink() as (port, heard), ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(sealed, quads, port).result(timeout=60) == ["OSError", "OSError", "400"]
        assert heard == []


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2fapp.py",
        "/dumps/..%2f..%2fpyproject.toml",
        "/id/person/..%2f..%2fetc%2fpasswd",
        "/data/person/%00.ttl",
        "/page/person/%ff%fe",
        "/page/person/" + "x" * 3_000,
        "/queries/..%2fholders_on",
        "/?lang=%3Cscript%3E&day=%3Cscript%3Ealert(1)%3C/script%3E",
    ],
)
def test_odd_address_is_an_error_or_a_page_without_its_words(path: str, server: Served) -> None:
    answer = server.ask(path)
    assert answer.status in {200, 400, 404, 414}
    assert b"<script>alert" not in answer.body
    assert b"[project]" not in answer.body


def test_huge_header_and_bytes_that_are_no_http_end_the_connection_alone(server: Served) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    for sending in (
        b"GET / HTTP/1.1\r\nA: " + b"x" * 200_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00" * 100,
        b"\xff\xfe\r\n\r\n",
    ):
        with socket.create_connection((host, int(port)), timeout=15) as sent, contextlib.suppress(OSError):
            sent.sendall(sending)
            sent.recv(1_000)
    assert is_alive(server)
    answer = server.ask(
        "/sparql", "POST", b"query=ASK%20%7B%20%22%FF%22%20%7D", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status == 400
    assert server.ask("/sparql", "POST", b"x" * 100_000, content_type="application/sparql-query").status == 413


def test_clients_that_crawl_hinder_nobody(server: Served) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    with contextlib.ExitStack() as stack:
        for _ in range(60):
            crawling = stack.enter_context(socket.create_connection((host, int(port))))
            crawling.sendall(b"GET / HTTP/1.1\r\n")
        assert is_alive(server)


@pytest.mark.parametrize("queries", [0, 1])  # what runs has five seconds more
def test_server_that_is_terminated_leaves_no_process(queries: int, small_folder: Path) -> None:
    with served(small_folder, "--seconds", "3600") as server, unanswered(server, queries):
        assert is_alive(server)
        workers = server.workers()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=PATIENCE) == -signal.SIGTERM
        until = time.monotonic() + PATIENCE
        while left := [one for one in workers if state_of(one) != "Z"]:
            assert time.monotonic() < until, left
            time.sleep(0.1)


def broken_manifest(folder: Path) -> None:
    (folder / MANIFEST).write_text("{", encoding="utf-8")


def largest(folder: Path) -> Path:
    return max((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.stat().st_size)


def cut(folder: Path) -> None:
    path = largest(folder)
    path.write_bytes(path.read_bytes()[:-1])


def flipped(folder: Path) -> None:
    path = largest(folder)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [lambda folder: (folder / MANIFEST).unlink(), broken_manifest, cut, flipped])
def test_harmed_graph_is_refused_at_the_start_in_one_line(harm: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(tmp_path / "graph", [tmp_path / "data.nt"])
    harm(tmp_path / "graph")
    with pytest.raises(StoreError) as caught:
        serve(Compiled(tmp_path / "graph"), "127.0.0.1", 0, "", Limits())
    assert len(str(caught.value).splitlines()) == 1


def test_server_whose_processes_cannot_begin_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(tmp_path / "graph", [tmp_path / "data.nt"])
    monkeypatch.setattr(version, "Content", os.rmdir)
    with pytest.raises(StoreError, match=r"^the server could not start: TypeError: rmdir"):
        serve(Compiled(tmp_path / "graph"), "127.0.0.1", 0, "", Limits())


@pytest.mark.parametrize(
    ("port", "base", "limits", "message"),
    [
        (99_999, "", Limits(), "--port must be between 0 and 65535, not 99999"),
        (0, "example.org", Limits(), "--base example.org is not a URL"),
        (0, "", Limits(processes=0), "--processes must be at least 1, not 0"),
        (0, "", Limits(seconds=-1), "--seconds must be at least 0.1, not -1"),
        (0, "", Limits(memory=1), "--memory must be at least 64, not 1"),
    ],
)
def test_option_that_cannot_be_is_refused(port: int, base: str, limits: Limits, message: str, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"^{message}"):
        serve(Compiled(tmp_path), "127.0.0.1", port, base, limits)


def test_port_that_is_taken_is_named(tmp_path: Path) -> None:
    (tmp_path / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(tmp_path / "graph", [tmp_path / "data.nt"])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"^cannot listen at 127\.0\.0\.1:{port} "):
            serve(Compiled(tmp_path / "graph"), "127.0.0.1", port, "", Limits())
