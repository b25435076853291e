"""What tests share: the built graph, opened once on each engine."""

from __future__ import annotations

import pytest
from hypothesis import settings

from sovleader_kg import KnowledgeGraph, build, files

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
