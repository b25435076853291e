"""Threads: the first use of a graph from eight threads at once gives what one thread is given."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from sovleader_kg import Answer, KnowledgeGraph, files

DAYS = ["1919-03-16", "1922-04-03", "1934-02-10", "1953-09-10", "1964-10-14", "1982-11-10", "1985-03-11", "1991-08-24"]
POSTS = ["office:secretaryship", "general-secretary", "first-secretary", "responsible-secretary"]
FIRST_QUERY = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from sovleader_kg import KnowledgeGraph
graph, start = KnowledgeGraph.open(sys.argv[1], engine="rdflib"), Barrier(8)
def ask(number):
    start.wait()
    return graph.ask("holders_on", day="1953-03-10").rows
with ThreadPoolExecutor(8) as pool:
    found = list(pool.map(ask, range(8)))
sys.exit(not (found[0] and all(rows == found[0] for rows in found)))
"""


@pytest.mark.deep
def test_first_questions_from_eight_threads_are_answered_as_from_one(kg: KnowledgeGraph) -> None:
    graph, start = KnowledgeGraph.open(files.compiled()), Barrier(8)

    def ask(day: str) -> list[Answer]:
        start.wait()
        return [graph.who(post, on=day) for post in POSTS]

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(ask, DAYS))
    assert found == [[kg.who(post, on=day) for post in POSTS] for day in DAYS]


@pytest.mark.deep
def test_the_first_queries_of_a_process_may_come_from_eight_threads(small_folder: Path) -> None:
    command = [sys.executable, "-c", FIRST_QUERY, str(small_folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
