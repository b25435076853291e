"""Sealing: what a process that evaluates foreign queries can still reach, tried in a process of its own, for tests."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from sovleader_kg.web.server import media, worker

__all__ = ["sealed"]


def sealed(quads: Path, port: int) -> list[str]:
    """Shut this process in, and tell what trying to get out raises."""
    worker.begin(quads, 2**30, 2**20)
    query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    tries: list[Callable[[], object]] = [
        lambda: socket.create_connection(("127.0.0.1", port)),
        lambda: Path("/etc/hostname").read_bytes(),
        lambda: worker.evaluate(query, "http://x/", (media.TABLES["json"], media.GRAPHS["ttl"]), (), ()).status,
    ]
    raised = []
    for attempt in tries:
        try:
            raised.append(str(attempt()))
        except OSError as error:
            raised.append(type(error).__name__)
    return raised
