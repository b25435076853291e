"""Where things are: in a checkout at its top level, in an installed wheel inside the package."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sovleader_kg import root
from sovleader_kg.errors import UsageError, did_you_mean

__all__ = [
    "ROOT",
    "changelog",
    "claim_files",
    "compiled",
    "dataset_file",
    "document",
    "example_table",
    "fact_files",
    "headings_file",
    "list_files",
    "ontology_files",
    "query_files",
    "replacing",
    "replacing_folder",
    "shape_files",
]

MANY = 500  # files
ROOT = Path(root.ROOT)


def ontology_files() -> list[Path]:
    """Return the vocabulary, the schemes and the alignments that are reasoned over, in reading order."""
    ontology = ROOT / "ontology"
    return [ontology / "sovleader.ttl", ontology / "schemes.ttl", *sorted((ontology / "alignments").glob("*.ttl"))]


def dataset_file() -> Path:
    """Return what the published file says of itself in words."""
    return ROOT / "ontology" / "dataset.ttl"


def changelog() -> str:
    """Return what changed in each version, in Markdown."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def shape_files() -> list[Path]:
    """Return the SHACL files."""
    return sorted((ROOT / "ontology" / "shapes").glob("*.ttl"))


def fact_files() -> list[Path]:
    """Return the files of facts, in `data/` and its folders, all but the claims."""
    data = ROOT / "data"
    return sorted(path for path in data.rglob("*.ttl") if not path.is_relative_to(data / "claims"))


def claim_files() -> list[Path]:
    """Return the Turtle files of passages and claims, one a source."""
    return sorted((ROOT / "data" / "claims").glob("*.ttl"))


def list_files() -> list[Path]:
    """Return the tables of claims, one a source that lists."""
    return sorted((ROOT / "data" / "claims").glob("*.csv"))


def query_files(folder: str = "") -> list[Path]:
    """Return the stored queries of `queries/`, or of one folder below it."""
    return sorted((ROOT / "queries" / folder).glob("*.rq"))


def headings_file() -> Path:
    """Return the table of what the columns of stored queries are called."""
    return ROOT / "queries" / "headings.csv"


def document(name: str, language: str = "en") -> tuple[Path, str]:
    """Return a page of `docs/` in a language, or else in English, and the language that it is in."""
    own = ROOT / "docs" / f"{name}.{language}.md"
    return (own, language) if own.is_file() else (ROOT / "docs" / f"{name}.md", "en")


def example_table(name: str) -> Path:
    """Return a table that is shipped as an example, its description beside it.

    Raises:
        UsageError: There is no such example.
    """
    names = sorted(path.stem for path in (ROOT / "examples").glob("*.csv"))
    if name not in names:
        raise UsageError(f'no example "{name}".{did_you_mean(name, names)} Examples: {", ".join(names)}')
    return ROOT / "examples" / f"{name}.csv"


def built() -> Path:
    """Return the folder of what the build makes: the published Turtle and the compiled store."""
    return ROOT / "dist"


def compiled() -> Path:
    """Return the folder of the compiled graph: what SOVLEADER_GRAPH names, or else what the build makes."""
    return Path(root.compiled(ROOT))


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary file beside the target, and put it in the target's place if nothing failed.

    A reader sees the old file or the new one, never half of one.
    """
    import tempfile

    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    os.close(handle)
    scratch = Path(name)
    try:
        yield scratch
        with scratch.open("rb") as written:
            os.fsync(written.fileno())
        scratch.chmod(0o644)
        scratch.replace(target)
    finally:
        scratch.unlink(missing_ok=True)


@contextlib.contextmanager
def replacing_folder(target: Path, names: Collection[str]) -> Iterator[Path]:
    """Give a temporary folder beside the target, and put it in the target's place if nothing failed.

    Args:
        target: The folder; it may be there already, with files of these names alone.
        names: The files that will be written.

    Raises:
        UsageError: The target is a file, or holds other files, which would be lost.
    """
    import shutil
    import tempfile

    if target.exists() and not target.is_dir():
        raise UsageError(f"{target} is a file; name a folder")
    known = {name.partition("/")[0] for name in names}
    others = sorted({path.name for path in target.iterdir()} - known) if target.exists() else []
    if others:
        raise UsageError(f"{target} holds other files ({others[0]}); name an empty or a new folder")
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
    try:
        new = scratch / "new"
        new.mkdir()
        yield new
        _flush([one for one in new.rglob("*") if one.is_file()])
        if target.exists():
            target.rename(scratch / "old")
        new.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _flush(paths: Sequence[Path]) -> None:
    """Bring files to the disk: each, or where they are many all that the system has, which is faster."""
    if len(paths) > MANY and hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with path.open("rb") as written:
            os.fsync(written.fileno())
