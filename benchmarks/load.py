"""Load: how many requests a second a server answers, and how long the slowest wait; prints Markdown.

    python benchmarks/load.py [--seconds 10] [--connections 16]

wrk asks the shipped graph over loopback, on the same machine; the server and wrk share its cores. The answer is not
kept anywhere: each request is evaluated.
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
from pathlib import Path
from urllib.parse import urlencode

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from serving import Served, served

POINT = "SELECT ?p ?o { <https://w3id.org/sovleader/id/person/leonid-brezhnev> ?p ?o }"
ENDLESS = "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
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


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seconds", type=int, default=10, metavar="N", help="how long each is asked")
    parser.add_argument("--connections", type=int, default=16, metavar="N", help="how many ask at once")
    given = parser.parse_args()
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
