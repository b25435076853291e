"""The small graph: a fixed cut of the data, the tests' own, which stays as it is while the data grows.

`tests/small/` tells of Sverdlov's death, of the end of Stalin's post, of the change of 1953 and of August 1991, so that
every stored query has a row. It is read under the project's vocabulary, derived and compiled as the build does it.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from graphs import HEAD
from sovleader_kg import build, files
from sovleader_kg.checks.stored import run_checks
from sovleader_kg.corpus.corpus import Corpus, read_named, triples_of

__all__ = ["FACTS", "FOLDER", "build_small", "lay_out", "small_corpus"]

FOLDER = Path(__file__).parent / "small"
FACTS = FOLDER / "facts.ttl"


def small_corpus() -> Corpus:
    """Return the small graph's files, read, with the project's vocabulary."""
    claims = sorted((FOLDER / "claims").glob("*.ttl"))
    return Corpus(tuple(map(read_named, files.ontology_files())), (read_named(FACTS),), tuple(map(read_named, claims)))


def build_small(folder: Path) -> Path:
    """Compile the small graph into a folder, the published file beside it; return that file."""
    corpus = small_corpus()
    return build.write(corpus, build.derive(corpus), folder)


def lay_out(folder: Path) -> Path:
    """Lay out a project whose data is the small graph, every warning on it accepted; return its folder."""
    folder.mkdir()
    shutil.copytree(FOLDER, folder / "data")
    for name in ("ontology", "queries", "examples"):
        (folder / name).symlink_to(files.ROOT / name)
    corpus = small_corpus()
    derived = build.derive(corpus)
    found = {
        (problem.where, problem.rule)
        for problem in run_checks((*triples_of((*corpus.ontology, *corpus.data)), *derived.triples))
        if problem.severity != "error"
    }
    (folder / "data" / "accepted.ttl").write_text(HEAD + "".join(map(_acceptance, sorted(found))), encoding="utf-8")
    return folder


def _acceptance(finding: tuple[str, str]) -> str:
    """Return an acceptance of a finding, in Turtle."""
    thing, check = finding
    name = f"{thing.partition(':')[2]}.{check.replace('_', '-')}"
    return (
        f'acceptance:{name} a sl:Acceptance ; sl:about {thing} ; sl:ofCheck "{check}" ; '
        'sl:decidedBy "the tests" ; sl:decidedOn "2026-11-29"^^xsd:date ; '
        'sl:rationale "The tests cut it off, with what it needs."@en , "Тесты отрезали это вместе с нужным ему."@ru .\n'
    )
