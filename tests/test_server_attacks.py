"""What a server withstands: queries that break engines, reach out, or never end; clients that vanish or crawl."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from urllib.parse import urlencode

import pytest

from sealing import sealed
from serving import Served, served, state_of
from sovleader_kg.errors import StoreError, UsageError
from sovleader_kg.store.compiling import compile_files
from sovleader_kg.store.snapshot import MANIFEST
from sovleader_kg.web.server import content
from sovleader_kg.web.server.run import serve

LIMIT = 1.5
AGES = 240.0  # seconds; what is waited for comes within a few even on a busy machine
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
    """A server on which a query without end outlasts every test."""
    with served(small_folder, "--seconds", "3600") as found:
        yield found


def is_alive(server: Served) -> bool:
    answer = server.sparql("ASK {}")
    return answer.status == 200 and json.loads(answer.body)["boolean"] is True


def comes_back(server: Served, path: str = "/healthz") -> bool:
    """Wait until the server answers again, however long a busy machine takes to start its processes."""
    return soon(lambda: is_alive(server) and server.ask(path).status == 200)


def soon(holds: Callable[[], bool]) -> bool:
    """Wait until something holds, for far longer than it should take; return whether it does."""
    until = time.monotonic() + AGES
    while not (held := holds()) and time.monotonic() < until:
        time.sleep(0.1)
    return held


@contextlib.contextmanager
def endless(server: Served, count: int) -> Iterator[None]:
    """Ask queries without end; hang up afterwards, which ends them."""
    host, port = server.url.removeprefix("http://").split(":")
    asked = f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
    with contextlib.ExitStack() as asking:
        for _ in range(count):
            asking.enter_context(socket.create_connection((host, int(port)))).sendall(asked)
        assert soon(lambda: server.evaluating() >= min(count, 2))
        yield


@pytest.mark.parametrize("times", [1, pytest.param(5, marks=pytest.mark.deep)])
def test_queries_that_break_engines_leave_the_server_answering(times: int, server: Served) -> None:
    for query in CRASHES * times:
        answer = server.ask("/sparql", "POST", query, content_type="application/sparql-query")
        assert answer.status in {200, 400, 413, 503}, answer
        assert comes_back(server)


def test_query_without_end_is_503(server: Served) -> None:
    answer = server.sparql(ENDLESS)
    assert (answer.status, answer.headers["retry-after"]) == (503, "2")


def test_light_queries_are_answered_beside_an_endless_one(patient: Served) -> None:
    with endless(patient, 1):
        assert [is_alive(patient) for _ in range(10)] == [True] * 10


def test_page_is_made_beside_endless_queries_of_the_same_client(patient: Served) -> None:
    with endless(patient, 2):
        assert patient.ask("/?day=1932-02-03").status == 200


@pytest.mark.parametrize("query", [LARGE, pytest.param(GREEDY, marks=pytest.mark.deep)], ids=["large", "greedy"])
def test_too_much_is_an_error_and_never_a_cut_answer(query: str, server: Served) -> None:
    answer = server.sparql(query, accept="text/csv")
    assert answer.status in {400, 503}
    assert len(answer.text.splitlines()) == 1


@pytest.mark.deep
def test_client_with_too_many_queries_is_told_to_come_again(server: Served) -> None:
    with ThreadPoolExecutor(48) as many:
        statuses = list(many.map(lambda _: server.sparql(ENDLESS).status, range(48)))
    assert {429, 503} == set(statuses)
    assert comes_back(server)


@pytest.mark.deep
def test_client_that_asks_for_page_after_page_is_told_to_come_again(server: Served) -> None:
    with ThreadPoolExecutor(60) as many:
        days = [f"/?day=19{20 + number // 28}-01-{1 + number % 28:02}" for number in range(120)]
        statuses = list(many.map(lambda path: server.ask(path).status, days))
    assert set(statuses) == {200, 429}


def test_query_of_a_client_that_hangs_up_is_ended(patient: Served) -> None:
    for _ in range(3):
        with endless(patient, 2):
            pass
    assert soon(lambda: patient.evaluating() == 0)
    assert patient.sparql("SELECT (COUNT(*) AS ?n) { ?a ?b ?c ; ?d ?e }").status == 200


def test_killed_workers_are_replaced(server: Served) -> None:
    for worker in server.workers():
        with contextlib.suppress(ProcessLookupError):
            os.kill(worker, signal.SIGKILL)
    assert comes_back(server, "/timeline.svg")


@pytest.mark.deep
def test_no_request_waits_for_ever_while_processes_are_killed(server: Served) -> None:
    ended = threading.Event()

    def kill() -> None:
        while not ended.is_set():
            for worker in server.workers():
                with contextlib.suppress(ProcessLookupError):
                    os.kill(worker, signal.SIGKILL)
            ended.wait(3)

    def ask(number: int) -> int:
        query = f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c ; ?d ?e }} # {number}"
        path = f"/?day=19{20 + number % 60}-06-01" if number % 3 else f"/sparql?{urlencode({'query': query})}"
        return server.ask(path).status

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        with ThreadPoolExecutor(8) as many:
            found = set(many.map(ask, range(30)))
    finally:
        ended.set()
        killing.join()
    assert found <= {200, 503}
    assert comes_back(server)


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
        assert pool.submit(sealed, quads, port).result(timeout=AGES) == ["OSError", "OSError", "400"]
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
        with socket.create_connection((host, int(port)), timeout=AGES) as sent, contextlib.suppress(OSError):
            sent.sendall(sending)
            sent.recv(1_000)
    assert comes_back(server)
    answer = server.ask(
        "/sparql", "POST", b"query=ASK%20%7B%20%22%FF%22%20%7D", content_type="application/x-www-form-urlencoded"
    )
    assert answer.status == 400
    assert server.ask("/sparql", "POST", b"x" * 100_000, content_type="application/sparql-query").status == 413


@pytest.mark.deep
def test_client_that_crawls_is_hung_up_on_and_hinders_nobody(server: Served) -> None:
    host, port = server.url.removeprefix("http://").split(":")
    crawling = [socket.create_connection((host, int(port)), timeout=AGES) for _ in range(60)]
    try:
        for one in crawling:
            one.sendall(b"GET / HTTP/1.1\r\n")
        assert comes_back(server)
        assert crawling[0].recv(1_000) == b""
    finally:
        for one in crawling:
            one.close()


@pytest.mark.deep
def test_told_to_end_it_ends_its_queries_and_leaves_no_process(small_folder: Path) -> None:
    with served(small_folder, "--seconds", "3600") as server, endless(server, 1):
        workers = server.workers()
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(timeout=AGES)
        assert soon(lambda: all(state_of(one) == "Z" for one in workers))


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
        serve(tmp_path / "graph", "127.0.0.1", 0, "", {})
    assert len(str(caught.value).splitlines()) == 1


def test_server_whose_processes_cannot_begin_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(tmp_path / "graph", [tmp_path / "data.nt"])
    monkeypatch.setattr(content, "begin", os.rmdir)
    with pytest.raises(StoreError, match=r"^the server could not start: OSError: .*not empty"):
        serve(tmp_path / "graph", "127.0.0.1", 0, "", {})


@pytest.mark.parametrize(
    ("port", "base", "limits", "told"),
    [
        (99_999, "", {}, "--port 99999 is none"),
        (0, "example.org", {}, "--base example.org is no address"),
        (0, "", {"processes": 0}, "--processes 0 is too little; at least 1"),
        (0, "", {"seconds": -1}, "--seconds -1 is too little"),
        (0, "", {"memory": 1}, "--memory 1 is too little; at least 64"),
    ],
)
def test_option_that_cannot_be_is_refused(
    port: int, base: str, limits: dict[str, float], told: str, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=f"^{told}"):
        serve(tmp_path, "127.0.0.1", port, base, limits)


def test_port_that_is_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "data.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", encoding="utf-8")
    compile_files(tmp_path / "graph", [tmp_path / "data.nt"])
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=rf"^cannot listen at 127\.0\.0\.1:{port} "):
            serve(tmp_path / "graph", "127.0.0.1", port, "", {})
