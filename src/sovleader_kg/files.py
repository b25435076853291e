"""Where things are: in a checkout at its top level, in an installed wheel inside the package."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

from sovleader_kg.errors import UsageError, did_you_mean

__all__ = [
    "ROOT",
    "changelog",
    "claim_files",
    "compiled",
    "dataset_file",
    "example_table",
    "fact_files",
    "list_files",
    "ontology_files",
    "query_files",
    "replacing",
    "replacing_folder",
    "shape_files",
]

_BUNDLE = Path(__file__).parent / "bundle"
ROOT = _BUNDLE if _BUNDLE.is_dir() else Path(__file__).resolve().parents[2]


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
    return Path(os.environ.get("SOVLEADER_GRAPH") or built())


@contextlib.contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a temporary file beside the target, and put it in the target's place if nothing failed.

    A reader sees the old file or the new one, never half of one.
    """
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
        for path in (one for one in new.rglob("*") if one.is_file()):
            with path.open("rb") as written:
                os.fsync(written.fileno())
        if target.exists():
            target.rename(scratch / "old")
        new.rename(target)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
