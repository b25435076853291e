"""Header timeout: a client that does not send the head of its request in time loses its connection."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from sovleader_kg.web.server import header_timeout
from sovleader_kg.web.server.header_timeout import Protocol

LONG = 600  # seconds: nothing that is awaited lasts as long
WHOLE = b"GET /?0 HTTP/1.1\r\nHost: x\r\n\r\n"
SLOW = b"GET /?0.5 HTTP/1.1\r\nHost: x\r\n\r\n"


async def _sleeps(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer after the seconds that the query names."""
    await asyncio.sleep(float(Request(scope).url.query))
    await PlainTextResponse("here")(scope, receive, send)


@contextmanager
def _sent(head: bytes, monkeypatch: pytest.MonkeyPatch) -> Iterator[socket.socket]:
    """Send something to a server that gives its clients a tenth of a second, and starts only then.

    The loop of asyncio looks at what came before it looks at the clock, so that no busy machine makes a client late.
    """
    monkeypatch.setattr(header_timeout, "HEADER_TIMEOUT", 0.1)
    server = uvicorn.Server(
        uvicorn.Config(_sleeps, http=Protocol, loop="asyncio", lifespan="off", log_config=None, timeout_keep_alive=LONG)
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        running = threading.Thread(target=server.run, args=([listening],))
        with socket.create_connection(listening.getsockname(), timeout=LONG) as client:
            client.sendall(head)
            running.start()
            try:
                yield client
            finally:
                server.should_exit = True
        running.join()


def _answer(client: socket.socket) -> bytes:
    """Return what comes up to the end of an answer."""
    found = b""
    while not found.endswith(b"here"):
        came = client.recv(1_000)
        assert came, "the connection was closed"
        found += came
    return found


@pytest.mark.parametrize("head", [b"", b"GET", b"GET / HTTP/1.1\r\nHost: x\r\n"])
def test_connection_without_a_whole_head_is_closed(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    with _sent(head, monkeypatch) as client:
        assert client.recv(1_000) == b""


def test_connection_that_is_used_again_is_closed_likewise(monkeypatch: pytest.MonkeyPatch) -> None:
    with _sent(WHOLE, monkeypatch) as client:
        assert _answer(client).startswith(b"HTTP/1.1 200 OK")
        client.sendall(WHOLE[:-2])
        assert client.recv(1_000) == b""


def test_answer_may_take_longer_than_the_head(monkeypatch: pytest.MonkeyPatch) -> None:
    with _sent(SLOW, monkeypatch) as client:
        assert _answer(client).startswith(b"HTTP/1.1 200 OK")
