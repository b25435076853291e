"""Soak: everything at once for minutes; prints threads, files and memory at the beginning and at the end.

    python benchmarks/soak.py --minutes 10

Light and heavy queries, broken ones, pages, clients that hang up, now and then a killed process, against one server.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import signal
import socket
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import urllib3

from serving import Served, served

ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
QUERIES = [
    "ASK {}",
    "SELECT ?p ?o { <https://w3id.org/sovleader/id/person/leonid-brezhnev> ?p ?o }",
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }",
    "SELECT * { ?s ?p ?o } LIMIT 2000",
    "SELECT nonsense",
    "ASK " + "{" * 5_000,
]
PAGES = ["/", "/?day=1953-09-10", "/timeline", "/page/person/joseph-stalin", "/queries/succession?format=csv", "/none"]


def one(server: Served, chance: random.Random) -> str:
    """Do something at random; return what came of it."""
    drawn = chance.random()
    try:
        if drawn < 0.02:
            return f"endless {server.sparql(ENDLESS).status}"
        if drawn < 0.04:
            host, port = server.url.removeprefix("http://").split(":")
            with socket.create_connection((host, int(port))) as hung_up:
                hung_up.sendall(f"GET /sparql?{urlencode({'query': ENDLESS})} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
            return "hung up"
        if drawn < 0.5:
            return f"page {server.ask(chance.choice(PAGES)).status}"
        return f"query {server.sparql(chance.choice(QUERIES)).status}"
    except urllib3.exceptions.HTTPError as error:
        return type(error).__name__


def state(server: Served) -> dict[str, int]:
    """Return the server's threads, open files and MiB, and how many processes are below it."""
    place = Path(f"/proc/{server.process.pid}")
    status = dict(line.split(":", 1) for line in (place / "status").read_text(encoding="ascii").splitlines())
    return {
        "threads": int(status["Threads"]),
        "files": len(list((place / "fd").iterdir())),
        "MiB": int(status["VmRSS"].split()[0]) // 1024,
        "processes": len(server.workers()),
    }


def kill_one(server: Served, chance: random.Random) -> None:
    """Kill a process of the server's, as a machine short of memory would."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(chance.choice(server.workers()), signal.SIGKILL)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10, metavar="N", help="how long")
    given = parser.parse_args()
    chance, outcomes = random.Random(7), Counter[str]()
    with served(None, "--seconds", "1") as server, ThreadPoolExecutor(8) as many:
        for _ in range(50):
            one(server, chance)
        time.sleep(3)
        before, until, killed = state(server), time.monotonic() + 60 * given.minutes, 0
        while time.monotonic() < until:
            outcomes.update(many.map(lambda _: one(server, chance), range(400)))
            with contextlib.suppress(OSError, IndexError):
                kill_one(server, chance)
                killed += 1
        time.sleep(5)
        print(f"{given.minutes:g} minutes, {sum(outcomes.values()):,} requests, {killed} processes killed")
        print(", ".join(f"{what}: {count:,}" for what, count in sorted(outcomes.items())))
        print(f"at the beginning {before}, at the end {state(server)}")


if __name__ == "__main__":
    main()
