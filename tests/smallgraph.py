"""The small graph: a fixed cut of the data, the tests' own, which stays as it is while the data grows.

`tests/small/` tells of Sverdlov's death, of the end of Stalin's post, of the change of 1953 and of August 1991, so that
every stored query has a row. It is read under the project's vocabulary, derived and compiled as the build does it.
"""

from __future__ import annotations

from pathlib import Path

from sovleader_kg import build, files
from sovleader_kg.corpus.corpus import Corpus, read_named

__all__ = ["FACTS", "FOLDER", "build_small", "small_corpus"]

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
