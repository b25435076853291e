"""Stores: each foreign engine, holding one Turtle file, as the address of a SPARQL endpoint."""

from __future__ import annotations

import contextlib
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from engines.server import BIN, free_port, running

__all__ = [
    "DEFAULT_GRAPHS",
    "GRAPH",
    "STORES",
    "VIRTUOSO_MAY_WRITE",
    "comunica",
    "empty_virtuoso",
    "jena",
    "oxigraph",
    "virtuoso",
]

HERE = Path(__file__).parent
COMUNICA = BIN.parent / "node" / "node_modules" / ".bin" / "comunica-sparql-file-http"
VIRTUOSO_INI = """\
[Database]
DatabaseFile = virtuoso.db
ErrorLogFile = virtuoso.log
TransactionFile = virtuoso.trx
xa_persistent_file = virtuoso.pxa
LockFile = virtuoso.lck
[TempDatabase]
DatabaseFile = temporary.db
TransactionFile = temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DirsAllowed = {folder}, {data}
NumberOfBuffers = 40000
MaxOptimizeLayouts = {plans}
MaxDirtyBuffers = 20000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
[SPARQL]
ResultSetMaxRows = 1000000
MaxQueryExecutionTime = 600
"""
VIRTUOSO_LOAD = "DB.DBA.TTLP_MT(file_to_string_output('{turtle}'), '', '{graph}', 0); checkpoint;"
VIRTUOSO_MAY_WRITE = 'GRANT SPARQL_UPDATE TO "SPARQL"'
GRAPH = "https://w3id.org/sovleader/graph/published"
MOST_PLANS = 1000


@contextlib.contextmanager
def oxigraph(turtle: Path, folder: Path) -> Iterator[str]:
    """Run the `oxigraph` server of PyPI."""
    subprocess.run([BIN / "oxigraph", "load", "-l", folder / "store", "-f", turtle], check=True, capture_output=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}/query"
    with running([BIN / "oxigraph", "serve", "-l", folder / "store", "-b", f"127.0.0.1:{port}"], url, folder):
        yield url


@contextlib.contextmanager
def comunica(turtle: Path, folder: Path) -> Iterator[str]:
    """Run Comunica's endpoint over a file."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/sparql"
    command: list[str | Path] = [BIN / "node", COMUNICA, turtle, "-p", str(port), "-t", "600", "-i"]
    with running(command, url, folder):
        yield url


@contextlib.contextmanager
def virtuoso(turtle: Path, folder: Path, plans: int = MOST_PLANS) -> Iterator[str]:
    """Run Debian's Virtuoso 7 over a file, its optimiser trying so many plans at most."""
    with empty_virtuoso(folder, VIRTUOSO_LOAD.format(turtle=turtle, graph=GRAPH), turtle.parent, plans) as url:
        yield url


@contextlib.contextmanager
def empty_virtuoso(folder: Path, command: str, data: Path, plans: int = MOST_PLANS) -> Iterator[str]:
    """Run Debian's Virtuoso 7, which may read a folder of data, after one command to its shell."""
    sql, http = free_port(), free_port()
    settings = VIRTUOSO_INI.format(sql=sql, http=http, folder=folder, data=data, plans=plans)
    (folder / "virtuoso.ini").write_text(settings, encoding="utf-8")
    url = f"http://127.0.0.1:{http}/sparql"
    with running(["virtuoso-t", "-f", "-c", "virtuoso.ini"], url, folder):
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{sql}", "dba", "dba", f"exec={command}"], check=True, capture_output=True, text=True
        )
        if "***" in done.stdout + done.stderr:
            raise RuntimeError(done.stdout + done.stderr)
        yield url


@contextlib.contextmanager
def jena(turtle: Path, folder: Path) -> Iterator[str]:
    """Run Jena ARQ behind a small HTTP server of our own."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    with running([BIN / "python", HERE / "jena_server.py", turtle, str(port)], url, folder):
        yield url


STORES: Mapping[str, Callable[[Path, Path], AbstractContextManager[str]]] = {
    "Oxigraph server": oxigraph,
    "Comunica": comunica,
    "Virtuoso": virtuoso,
    "Jena ARQ": jena,
}
DEFAULT_GRAPHS = {"Virtuoso": GRAPH}
