"""Servers: started on a free port of the loopback, waited for, and stopped by their own process id."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sovleader_kg import files

__all__ = ["BIN", "JSON", "NTRIPLES", "ask", "free_port", "running"]

BIN = files.ROOT / ".venv-engines" / "bin"
JSON, NTRIPLES = "application/sparql-results+json", "application/n-triples"
ANSWERS = "ASK { ?s ?p ?o }"


def free_port() -> int:
    """Return a port of the loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str, query: str, accept: str = JSON, seconds: float = 300) -> bytes:
    """Send a query as a form, as every engine reads it, and return the answer's body."""
    body = urllib.parse.urlencode({"query": query}).encode()
    request = urllib.request.Request(url, body, {"Accept": accept})
    with urllib.request.urlopen(request, timeout=seconds) as answer:
        return bytes(answer.read())


@contextlib.contextmanager
def running(
    command: Sequence[str | Path], url: str, folder: Path, env: Mapping[str, str] | None = None
) -> Iterator[None]:
    """Start a server in a folder, wait until its endpoint answers, and stop it with all that it started."""
    log = folder / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(env or {})},
            start_new_session=True,
        )
        try:
            _wait(process, url, log)
            yield
        finally:
            _stop(process)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path, seconds: float = 120) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            ask(url, ANSWERS, seconds=5)
            return
        time.sleep(0.2)
    message = f"{url} does not answer: {log.read_text(errors='replace')[-2000:]}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    for how in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
            return
