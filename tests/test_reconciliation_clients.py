"""Clients that are not ours reconcile with the service: the package `reconciler`, and OpenRefine itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import pytest
import urllib3
from reconciler import reconcile

from serving import PATIENCE, Served
from test_reconciliation_morning import PAGE, Row, outcome, table

OLD = pytest.mark.filterwarnings("ignore:The inplace keyword")  # of the client, which pandas means to drop
FORM = "application/x-www-form-urlencoded"


@OLD
def test_python_client_finds_what_the_page_shows(server: Served) -> None:
    """It fails on a cell without any candidate, with the numpy of today: those are left out."""
    rows = [row for row in table() if row.born and not row.with_year.startswith("nothing")]
    cells = pd.DataFrame({"name": [row.cell for row in rows], "born": [row.born for row in rows]})
    found = reconcile(
        cells["name"],
        type_id="person",
        property_mapping={"born": cells["born"]},
        reconciliation_endpoint=f"{server.url}/reconcile",
    ).set_index("input_value")
    told = [outcome([found.loc[row.cell].to_dict()], row.means) for row in rows]
    assert told == [row.with_year for row in rows]
    assert set(found["type_id"]) == {"person"}


@OLD
def test_python_of_the_page_runs(server: Served) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    code = code.replace("http://127.0.0.1:8080", server.url).replace("reconcile(\n", "found = reconcile(\n")
    names: dict[str, Any] = {}
    exec(compile(code, str(PAGE), "exec"), names)
    assert list(names["found"]["id"]) == ["person/nikita-khrushchev", "person/leonid-brezhnev"]
    assert list(names["found"]["match"]) == [True, True]


@dataclass
class Refine:
    """OpenRefine, asked as its own pages ask it."""

    url: str
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(retries=False, timeout=PATIENCE))

    def get(self, command: str, **asked: str) -> Any:
        return self.pool.request("GET", f"{self.url}/command/core/{command}?{urlencode(asked)}").json()

    def do(self, command: str, **form: str) -> Any:
        token = self.get("get-csrf-token")["token"]
        address = f"{self.url}/command/core/{command}?{urlencode({'csrf_token': token})}"
        return self.pool.request("POST", address, body=urlencode(form), headers={"Content-Type": FORM}).json()

    def project(self, rows: list[Row]) -> str:
        """Make a project of two columns and return its number."""
        token = self.get("get-csrf-token")["token"]
        lines = "\n".join(["name\tborn", *(f"{row.cell}\t{row.born}" for row in rows)])
        fields: dict[str, str | tuple[str, str | bytes]] = {
            "project-file": ("names.tsv", lines.encode()),
            "project-name": "names",
            "format": "text/line-based/*sv",
        }
        options = {"encoding": "UTF-8", "separator": "\t", "headerLines": 1, "storeBlankCellsAsNulls": True}
        asked = {"options": json.dumps(options), "csrf_token": token}
        address = f"{self.url}/command/core/create-project-from-upload?{urlencode(asked)}"
        answer = self.pool.request("POST", address, fields=fields, redirect=False)
        return answer.headers["Location"].rpartition("=")[2]

    def wait(self, project: str) -> None:
        until = time.monotonic() + PATIENCE
        while self.get("get-processes", project=project)["processes"]:
            assert time.monotonic() < until, "OpenRefine does not finish"
            time.sleep(0.2)


@contextmanager
def refine(folder: Path) -> Iterator[Refine]:
    """Start Debian's OpenRefine on a free port, and end it with what it started."""
    path = shutil.which("openrefine")
    assert path, "Debian's openrefine is missing; make test-engines installs it"
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [path, "-i", "127.0.0.1", "-p", str(port), "-d", str(folder / "work"), "-x", "refine.headless=true"]
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
        try:
            found, until = Refine(f"http://127.0.0.1:{port}"), time.monotonic() + PATIENCE
            while not is_up(found):
                assert time.monotonic() < until, (folder / "log").read_text()[-2000:]
                assert process.poll() is None, (folder / "log").read_text()[-2000:]
                time.sleep(0.5)
            yield found
        finally:
            os.killpg(process.pid, signal.SIGTERM)  # the shell, and the Java that it started
            process.wait(PATIENCE)


def is_up(found: Refine) -> bool:
    try:
        return "version" in found.get("get-version")
    except (urllib3.exceptions.HTTPError, ValueError):
        return False


@pytest.fixture(scope="module")
def openrefine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Refine]:
    with refine(tmp_path_factory.mktemp("openrefine")) as found:
        yield found


@pytest.mark.engines
def test_openrefine_reconciles_a_column_and_adds_others(server: Served, openrefine: Refine) -> None:
    rows = table()
    manifest = json.loads(server.ask("/reconcile").body)
    spaces = {name: manifest[name] for name in ("identifierSpace", "schemaSpace")}
    project = openrefine.project(rows)
    config = {
        "mode": "standard-service",
        "service": f"{server.url}/reconcile",
        **spaces,
        "type": {"id": "person", "name": "person"},
        "autoMatch": True,
        "columnDetails": [{"column": "born", "property": {"id": "born", "name": "born"}}],
        "limit": 0,
    }
    engine = json.dumps({"facets": [], "mode": "row-based"})
    asked = {"project": project, "engine": engine}
    openrefine.do("reconcile", **asked, columnName="name", config=json.dumps(config))
    openrefine.wait(project)
    assert [reconciled(cell, row) for cell, row in zip(cells(openrefine, project), rows, strict=True)] == [
        row.with_year for row in rows
    ]
    extension = {"properties": [{"id": "died"}, {"id": "wikidata"}]}
    openrefine.do(
        "extend-data",
        **asked,
        **spaces,
        baseColumnName="name",
        endpoint=f"{server.url}/reconcile",
        columnInsertIndex="1",
        extension=json.dumps(extension),
    )
    openrefine.wait(project)
    died = {row.means: cell["v"] for row, cell in zip(rows, cells(openrefine, project, 2), strict=True) if cell}
    assert died["person/joseph-stalin"] == "1953-03-05"
    assert set(died) == {row.means for row in rows if row.with_year.startswith("match")}


def cells(found: Refine, project: str, column: int = 0) -> list[Any]:
    """Return the cells of a column, in the order in which columns were made, each with what it was reconciled with."""
    answer = found.get("get-rows", project=project, start="0", limit="100")
    told = answer["pool"]["recons"]
    rows = [(row["cells"] + [None] * column)[column] for row in answer["rows"]]
    return [cell and {**cell, "recon": told.get(str(cell.get("r")))} for cell in rows]


def reconciled(cell: dict[str, Any], row: Row) -> str:
    """Return what became of a cell, as the page says it."""
    recon = cell["recon"]
    found = [recon["m"]] if recon["j"] == "matched" else recon.get("c", [])
    return outcome([{**one, "match": recon["j"] == "matched"} for one in found], row.means)
