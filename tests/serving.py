"""Serving: `sovleader serve` in a process of its own, for tests; stopped by its own id."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlencode

import urllib3

__all__ = ["PATIENCE", "Answer", "Served", "deaf_port", "served", "state_of"]

PATIENCE = 300.0  # seconds; what is waited for comes within a few even on a busy machine


@dataclass(frozen=True)
class Answer:
    """A status, headers in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


@dataclass(frozen=True)
class Served:
    """A server that runs: its address and its process."""

    url: str
    process: subprocess.Popen[str]

    def ask(self, path: str, method: str = "GET", body: bytes | str | None = None, **headers: str) -> Answer:
        """Send one request on a connection of its own; `content_type="…"` is a header."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with urllib3.PoolManager(retries=False, timeout=PATIENCE) as pool:
            found = pool.request(method, self.url + path, body=body, headers=named, redirect=False)
            return Answer(found.status, {name.lower(): value for name, value in found.headers.items()}, found.data)

    def sparql(self, query: str, **headers: str) -> Answer:
        """Ask a query by GET."""
        return self.ask(f"/sparql?{urlencode({'query': query})}", **headers)

    def workers(self) -> list[int]:
        """Return the ids of the processes below the server's."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text(encoding="ascii")
        return [int(one) for one in children.split()]


@contextmanager
def deaf_port() -> Iterator[int]:
    """Keep a port of the loopback where nobody listens, and nobody else can begin to."""
    with socket.socket() as kept:
        kept.bind(("127.0.0.1", 0))
        yield int(kept.getsockname()[1])


def state_of(process: int) -> str:
    """Return the state of a process as the system tells it, "Z" for one that has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    return "Z"


@contextmanager
def served(folder: Path | None = None, *options: str) -> Iterator[Served]:
    """Start a server on a free port, wait until it answers, and end it."""
    place = {"SOVLEADER_GRAPH": str(folder)} if folder else {}
    command = [str(Path(sys.executable).with_name("sovleader")), "serve", "--json", *options]
    command += [] if "--port" in options else ["--port", "0"]
    log = tempfile.TemporaryFile("w+")  # noqa: SIM115 - closed at the end
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **place})
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, f"the server did not start: {_tail(log)}"
        found = Served(json.loads(line)["url"], process)
        until = time.monotonic() + PATIENCE
        while not _is_up(found):
            assert time.monotonic() < until, "the server does not answer"
            assert process.poll() is None, f"the server ended: {_tail(log)}"
            time.sleep(0.1)
        yield found
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
            raise
        finally:
            log.close()


def _tail(log: IO[str]) -> str:
    log.seek(0)
    return log.read()[-2_000:]


def _is_up(found: Served) -> bool:
    try:
        return found.ask("/healthz").status == 200
    except urllib3.exceptions.HTTPError:
        return False
