"""What tests share: the built graph, opened once on each engine, or with `--store` behind the endpoint of another."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from hypothesis import settings

from sovleader_kg import KnowledgeGraph, build, files
from sovleader_kg.export.format import Exported
from sovleader_kg.store.engines import TURTLE

collect_ignore = ["engines"]

# A run that is ended stops the stores that it started, as one that is interrupted does.
signal.signal(signal.SIGTERM, signal.default_int_handler)

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def _newest() -> float:
    folders = (files.ROOT / name for name in ("ontology", "data", "src"))
    return max(path.stat().st_mtime for folder in folders for path in folder.rglob("*") if path.is_file())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add what the facade's tests are run on besides the default engine."""
    parser.addoption("--store", metavar="NAME", help="a store of tests/engines/stores.py, for instance Virtuoso")


@pytest.fixture(scope="session")
def kg(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    """The graph on the default engine, built first where `dist/` is missing or older than its sources."""
    manifest = files.compiled() / "store.json"
    if not manifest.is_file() or manifest.stat().st_mtime < _newest():
        build.build()
    if (store := request.config.getoption("--store")) is None:
        yield KnowledgeGraph.open()
        return
    from engines.stores import DEFAULT_GRAPHS, STORES

    with STORES[store](files.compiled() / TURTLE, tmp_path_factory.mktemp("store")) as url:
        yield KnowledgeGraph.connect(url, graph=DEFAULT_GRAPHS.get(store))


@pytest.fixture(scope="session")
def exported(kg: KnowledgeGraph) -> Callable[[str], Exported]:
    """The graph in each format, written once."""
    return cache(kg.export)


@pytest.fixture(scope="session")
def kg_rdflib(kg: KnowledgeGraph) -> KnowledgeGraph:
    """The same graph on rdflib."""
    del kg
    return KnowledgeGraph.open(engine="rdflib")


COMPARED = pytest.StashKey[Counter[str]]()


@pytest.fixture(scope="session")
def compared(request: pytest.FixtureRequest) -> Counter[str]:
    """What was compared with the oracle, by kind; the summary prints it."""
    return request.config.stash.setdefault(COMPARED, Counter())


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many worlds and answers were compared with the oracle."""
    counts = terminalreporter.config.stash.get(COMPARED, Counter())
    if counts:
        answers = sum(counts.values()) - counts["worlds"]
        terminalreporter.write_line(
            f"oracle: {counts['contradiction']} random graphs, {counts['worlds']} worlds, {answers} answers compared"
        )
