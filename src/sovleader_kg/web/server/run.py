"""Run: a server in the foreground, until a signal ends it."""

from __future__ import annotations

import json
import logging
import socket
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from sovleader_kg.corpus.articles import read_article
from sovleader_kg.errors import StoreError, UsageError
from sovleader_kg.web.workers.backing import Backing
from sovleader_kg.web.workers.limits import Limits, allowed

__all__ = ["listening", "refuse", "serve"]

SHUTDOWN_TIMEOUT = 5  # seconds that open requests have when the server ends
MOST_CONNECTIONS = 256  # connections at once; more are answered 503


def serve(
    backing: Backing,
    host: str,
    port: int,
    base: str,
    limits: Limits,
    *,
    articles: Iterable[Path] = (),
    as_json: bool = False,
) -> None:
    """Serve a graph until SIGTERM or SIGINT.

    Args:
        backing: What holds the graph, which is checked first.
        host: The host name or address to listen at.
        port: The port; 0 for a free one.
        base: The URL that readers know; empty for that of each request.
        limits: What a query may take.
        articles: Copies of cited articles; the pages of their passages show the passages' own words.
        as_json: Whether the line with the address is JSON.

    Raises:
        StoreError: There is no sound graph, or its processes could not begin.
        UsageError: The extra is not installed, the address cannot be used, or an article cannot be read.
    """
    try:
        import uvicorn

        from sovleader_kg.web.server.app import make
        from sovleader_kg.web.server.header_timeout import Protocol
        from sovleader_kg.web.server.version import Settings
    except ImportError as error:
        raise UsageError(f"the server needs {error.name}: pip install 'sovleader-kg[server]'") from None
    refuse(port, base)
    allowed(limits)
    copies = tuple(path.resolve() for path in articles)
    for path in copies:
        read_article(path)
    backing.verify()
    with listening(host, port) as bound:
        address = f"http://{f'[{host}]' if ':' in host else host}:{bound.getsockname()[1]}"
        app = make(Settings(backing, base.rstrip("/"), limits, copies))
        config = uvicorn.Config(
            app, http=Protocol, log_config=None, access_log=False, server_header=False, timeout_keep_alive=15,
            timeout_graceful_shutdown=SHUTDOWN_TIMEOUT, limit_concurrency=MOST_CONNECTIONS,
        )  # fmt: skip
        _log(address, as_json=as_json)
        server = uvicorn.Server(config)
        with suppress(SystemExit):  # uvicorn's way to say that it has not started
            server.run(sockets=[bound])
    if not server.started:
        raise StoreError(f"the server could not start: {' '.join(app.state.failure.split())}")


def refuse(port: int, base: str) -> None:
    """Refuse what is no port, or no address that readers know.

    Raises:
        UsageError: It is not.
    """
    if not 0 <= port <= 65_535:
        raise UsageError(f"--port must be between 0 and 65535, not {port}; 0 takes a free one")
    if base and not base.startswith(("http://", "https://")):
        raise UsageError(f"--base {base} is not a URL; write for example https://example.org")


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens.

    Raises:
        UsageError: The address cannot be used.
    """
    try:
        family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        found = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)  # asyncio sends at once on TCP alone
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind(place)
            found.listen(2048)
        except OSError:
            found.close()
            raise
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot listen at {host}:{port} ({reason}); name another --host or --port") from None
    return found


def _log(address: str, *, as_json: bool) -> None:
    """Write what happens to standard error, a line each, and the address to standard output."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(message)s")
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False  # no line shows them
    logging.getLogger("uvicorn").setLevel(logging.CRITICAL)  # the application logs its own errors
    print(json.dumps({"url": address}) if as_json else f"serving at {address}; end with Ctrl+C", flush=True)
