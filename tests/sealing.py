"""Sealing: what a process that evaluates untrusted queries can still reach, tried in a process of its own."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

from sovleader_kg.web.media import GRAPHS, TABLES
from sovleader_kg.web.workers.evaluation import Evaluation

__all__ = ["sealed"]


def sealed(quads: Path, port: int) -> list[str]:
    """Shut this process in, and return what trying to get out raises."""
    evaluation = Evaluation(quads, 2**30, 2**20)
    query = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"
    tries: list[Callable[[], object]] = [
        lambda: socket.create_connection(("127.0.0.1", port)),
        lambda: Path("/etc/hostname").read_bytes(),
        lambda: evaluation.evaluate(query, "http://x/", (TABLES["json"], GRAPHS["ttl"]), (), ()).status,
    ]
    raised = []
    for attempt in tries:
        try:
            raised.append(str(attempt()))
        except OSError as error:
            raised.append(type(error).__name__)
    return raised
