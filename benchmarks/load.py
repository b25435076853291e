"""Load: how many requests a second a server answers, and how long the slowest wait; prints Markdown.

    python benchmarks/load.py [--seconds 10] [--connections 16]

wrk asks the shipped graph over loopback, on the same machine; the server and wrk share its cores. The answer is not
kept anywhere: each request is evaluated. Last, two clients ask light things while a third asks ten heavy queries at a
time; each has an address of its own on the loopback.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from serving import PATIENCE, Served, served

POINT = "SELECT ?p ?o { <https://w3id.org/sovleader/id/person/leonid-brezhnev> ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
TERMS = (
    "SELECT ?term ?who ?from ?to { ?term sl:post post:general-secretary ; sl:holder ?who ; "
    "sl:earliestStart ?from ; sl:latestEnd ?to }"
)
HEAVY = {
    "endless": ENDLESS,
    "endless, looks cheap": "ASK { [] ?p [] . [] ?q [] . [] ?r [] . FILTER(?p = ?q && ?q = ?r && ?p != ?r) }",
    "a second each": "SELECT (COUNT(*) AS ?n) { ?a a ?b . ?a ?c [] }",
}
LIGHT = {
    "everything of a person": f"/sparql?{urlencode({'query': POINT})}",
    "terms of a post": f"/sparql?{urlencode({'query': TERMS})}",
    "a stored query, as CSV": "/queries/holders_on?day=1964-10-14&format=csv",
    "the page of a day": "/on/1953-03-06?format=html",
}
ASKED = {
    "`ASK {}`": f"/sparql?{urlencode({'query': 'ASK {}'})}",
    "everything of a person": f"/sparql?{urlencode({'query': POINT})}",
    "a stored query, as CSV": "/queries/holders_on?day=1964-10-14&format=csv",
    "the page of a person": "/page/person/leonid-brezhnev",
    "the page of a day": "/on/1953-03-06?format=html",
    "the timeline": "/timeline",
    "the almanac": "/almanac.json",
}


def blasted(server: Served, path: str, seconds: int, connections: int) -> tuple[float, str, int]:
    """Return requests a second, the 99th percentile of the latency, and how many were not answered well."""
    command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", server.url + path]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    rate, slow = re.search(r"Requests/sec:\s+([\d.]+)", text), re.search(r"99%\s+(\S+)", text)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    assert rate
    assert slow
    return float(rate[1]), slow[1], int(wrong[1]) if wrong else 0


def beside_endless(server: Served) -> tuple[float, float, list[int]]:
    """Return the middle and the slowest of light queries beside two endless ones, and how those ended."""
    ended: list[int] = []
    endless = [threading.Thread(target=lambda: ended.append(server.sparql(ENDLESS).status)) for _ in range(2)]
    for one in endless:
        one.start()
    time.sleep(0.3)
    took = []
    while any(one.is_alive() for one in endless):
        began = time.perf_counter()
        assert server.ask("/timeline.svg").status == 200
        took.append(time.perf_counter() - began)
    return statistics.median(took), max(took), ended


def _ask_from(source: str, server: Served, path: str) -> int:
    """Send a request from an address of the loopback; return its status."""
    connection = HTTPConnection(urlsplit(server.url).netloc, timeout=PATIENCE, source_address=(source, 0))
    with closing(connection):
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        return answer.status


def beside_heavy(server: Served, light: str, heavy: str, seconds: int) -> tuple[list[float], int]:
    """Return how long light requests of two clients took beside ten heavy queries of a third, and how many failed."""
    until, took, failed = time.monotonic() + seconds, list[float](), list[int]()

    def ask_heavy() -> None:
        while time.monotonic() < until:
            _ask_from("127.0.0.2", server, f"/sparql?{urlencode({'query': heavy})}")

    def ask_light(source: str) -> None:
        while time.monotonic() < until:
            began = time.perf_counter()
            status = _ask_from(source, server, light)
            took.append(time.perf_counter() - began)
            failed.extend([status] if status != 200 else [])

    many = [threading.Thread(target=ask_heavy) for _ in range(10)]
    two = [threading.Thread(target=ask_light, args=(source,)) for source in ("127.0.0.3", "127.0.0.4")]
    for one in (*many, *two):
        one.start()
    for one in (*many, *two):
        one.join()
    return sorted(took), len(failed)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=10, metavar="N", help="how long each is asked")
    parser.add_argument("--connections", type=int, default=16, metavar="N", help="how many ask at once")
    parser.add_argument("--heavy", action="store_true", help="only what light clients feel of a heavy one")
    given = parser.parse_args()
    if not given.heavy:
        _print_alone(given)
    _print_beside_heavy(given.seconds)


def _print_beside_heavy(seconds: int) -> None:
    print("\n| heavy | light | asked | median | 99 % within | slowest | failed |\n|---|---|---|---|---|---|---|")
    with served(None, "--seconds", "3") as server:
        for heavy, query in HEAVY.items():
            for light, path in LIGHT.items():
                took, failed = beside_heavy(server, path, query, seconds)
                figures = (statistics.median(took), took[int(0.99 * len(took))], took[-1])
                told = " | ".join(f"{1e3 * one:.0f} ms" for one in figures)
                print(f"| {heavy} | {light} | {len(took):,} | {told} | {failed} |", flush=True)


def _print_alone(given: argparse.Namespace) -> None:
    print(f"{os.cpu_count()} cores, {given.connections} connections, {given.seconds} s each\n")
    print("| asked | requests a second | 99 % within | failed |\n|---|---|---|---|")
    with served(None, "--seconds", "2") as server:
        for what, path in ASKED.items():
            assert server.ask(path).status == 200, path
            rate, slow, wrong = blasted(server, path, given.seconds, given.connections)
            print(f"| {what} | {rate:,.0f} | {slow} | {wrong} |", flush=True)
        middle, slowest, ended = beside_endless(server)
        told = f"{1e3 * middle:.1f} ms, at most {1e3 * slowest:.0f} ms"
        print(f"\nBeside two endless queries (limit 2 s, ended {ended}): {told}")


if __name__ == "__main__":
    main()
