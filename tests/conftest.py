"""What tests share: the built graph and the small one, each opened once on each engine.

With `--store` the built graph stands behind another engine's endpoint. Under pytest-xdist each process has its own.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from serving import Served, served
from smallgraph import build_small, lay_out
from sovleader_kg import KnowledgeGraph, build, files
from sovleader_kg.export.format import Exported
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.store.snapshot import MANIFEST

if TYPE_CHECKING:
    from playwright.sync_api import Browser

collect_ignore = ["engines"]

# A run that is ended stops the stores that it started, as one that is interrupted does.
signal.signal(signal.SIGTERM, signal.default_int_handler)

settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("deep", deadline=None)
settings.load_profile("repeatable")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the facade's tests are run on besides the default engine."""
    parser.addoption("--store", metavar="NAME", help="a store of tests/engines/stores.py, for instance Virtuoso")


def _is_stale() -> bool:
    manifest = files.compiled() / "store.json"
    folders = (files.ROOT / name for name in ("ontology", "data", "queries", "src"))
    sources = (path for folder in folders for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return not manifest.is_file() or manifest.stat().st_mtime < max(path.stat().st_mtime for path in sources)


@pytest.fixture(scope="session")
def built() -> Path:
    """The folder of the built graph, built first where it is missing or older than its sources; by one process."""
    lock = os.open(files.ROOT, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _is_stale():
            build.build()
    finally:
        os.close(lock)
    return files.compiled()


@pytest.fixture(scope="session", autouse=True)
def _opened_once() -> Iterator[None]:
    """Let all commands that are called in this process ask one graph, while the manifest of its folder is the same.

    A command opens the graph anew and reads the names of all things; hundreds of tests call commands.
    """
    opened: dict[tuple[Path, bytes], KnowledgeGraph] = {}
    really = KnowledgeGraph.open

    def once(*given: Any, **options: Any) -> KnowledgeGraph:
        with suppress(OSError):  # nothing is there: to be told as ever
            if not given and options in ({}, {"engine": "oxigraph"}):
                manifest = files.compiled() / MANIFEST
                key = manifest.resolve(), manifest.read_bytes()
                if key not in opened:
                    opened[key] = really()
                return opened[key]
        return really(*given, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KnowledgeGraph, "open", once)
        yield


@pytest.fixture(scope="session")
def kg(
    built: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeGraph]:
    """The built graph on the default engine."""
    if (store := request.config.getoption("--store")) is None:
        yield KnowledgeGraph.open()
        return
    from engines.stores import DEFAULT_GRAPHS, STORES

    with STORES[store](built / TURTLE, tmp_path_factory.mktemp("store")) as url:
        yield KnowledgeGraph.connect(url, graph=DEFAULT_GRAPHS.get(store))


@pytest.fixture(scope="session")
def kg_rdflib(built: Path) -> KnowledgeGraph:
    """The built graph on rdflib."""
    return KnowledgeGraph.open(built, engine="rdflib")


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small graph, compiled."""
    return build_small(tmp_path_factory.mktemp("small")).parent


@pytest.fixture
def small_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of the small graph, which a test may spoil: checking and building it takes a second."""
    project = lay_out(tmp_path / "project")
    monkeypatch.setattr(files, "ROOT", project)
    return project


@pytest.fixture(scope="session")
def small(small_folder: Path) -> KnowledgeGraph:
    """The small graph on the default engine."""
    return KnowledgeGraph.open(small_folder)


@pytest.fixture(scope="session")
def small_site(small: KnowledgeGraph) -> Mapping[str, bytes]:
    """The static site of the small graph."""
    from sovleader_kg.web.pages.site_files import site

    return dict(site(small))


@pytest.fixture(scope="session")
def small_rdflib(small_folder: Path) -> KnowledgeGraph:
    """The small graph on rdflib."""
    return KnowledgeGraph.open(small_folder, engine="rdflib")


@pytest.fixture(scope="session")
def server(kg: KnowledgeGraph) -> Iterator[Served]:
    """The server over the built graph."""
    del kg
    with served() as found:
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    from playwright.sync_api import sync_playwright

    path = shutil.which("chromium")
    assert path, "Debian's chromium is missing; make test-browser installs it"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session", params=["small", pytest.param("kg", id="shipped", marks=pytest.mark.deep)])
def graph(request: pytest.FixtureRequest) -> KnowledgeGraph:
    """The small graph, and in a deep run the built one: for what takes long on all of the data."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, KnowledgeGraph)
    return found


@pytest.fixture(scope="session", params=["small", pytest.param("shipped", marks=pytest.mark.deep)])
def on_both(request: pytest.FixtureRequest) -> tuple[KnowledgeGraph, KnowledgeGraph]:
    """That graph on both engines."""
    names = {"small": ("small", "small_rdflib"), "shipped": ("kg", "kg_rdflib")}[request.param]
    one, other = map(request.getfixturevalue, names)
    return one, other


@pytest.fixture(scope="session")
def exported(graph: KnowledgeGraph) -> Callable[[str], Exported]:
    """That graph in each format, written once."""
    return cache(graph.export)


COMPARED = pytest.StashKey[Counter[str]]()


@pytest.fixture(scope="session")
def compared(request: pytest.FixtureRequest) -> Counter[str]:
    """What was compared with the oracle, by kind; the summary prints it."""
    return request.config.stash.setdefault(COMPARED, Counter())


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Send what a process of pytest-xdist compared to the one that prints the summary."""
    if (output := getattr(session.config, "workeroutput", None)) is not None:
        counts = session.config.stash.setdefault(COMPARED, Counter())
        output["compared"] = {**counts}


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Add what a process of pytest-xdist compared."""
    counts = node.config.stash.setdefault(COMPARED, Counter())
    counts.update(getattr(node, "workeroutput", {}).get("compared", {}))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many worlds and answers were compared with the oracle."""
    counts = terminalreporter.config.stash.get(COMPARED, Counter())
    if counts:
        answers = sum(counts.values()) - counts["worlds"]
        terminalreporter.write_line(
            f"oracle: {counts['contradiction']} random graphs, {counts['worlds']} worlds, {answers} answers compared"
        )
