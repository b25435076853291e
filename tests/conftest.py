"""What tests share: the built graph, opened once on each engine."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import settings

from sovleader_kg import KnowledgeGraph, build, files

collect_ignore = ["engines"]

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


def _newest() -> float:
    folders = (files.ROOT / name for name in ("ontology", "data", "src"))
    return max(path.stat().st_mtime for folder in folders for path in folder.rglob("*") if path.is_file())


@pytest.fixture(scope="session")
def kg() -> KnowledgeGraph:
    """The graph on the default engine, built first where `dist/` is missing or older than its sources."""
    manifest = files.compiled() / "store.json"
    if not manifest.is_file() or manifest.stat().st_mtime < _newest():
        build.build()
    return KnowledgeGraph.open()


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
