"""Snapshot: the compiled store on disk, opened read-only.

Its manifest holds the version, the store's folder, and the sizes and hashes of the store's files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import Store

from sovleader_kg.errors import StoreError

__all__ = ["FORMAT", "MANIFEST", "hash_of", "open_store", "verify"]

FORMAT = 2
MANIFEST = "store.json"
AGAIN = "build it again: sovleader build"


def open_store(folder: Path) -> Store:
    """Open a compiled store read-only; several processes may read it at once.

    Raises:
        StoreError: The store is missing, cut, or made by another version.
    """
    for attempt in (1, 2):  # a build may replace the store between the reading of its manifest and its opening
        found, path = _manifest(folder)
        try:
            _same_sizes(path, found)
            return Store.read_only(str(path))
        except (OSError, StoreError) as error:
            if attempt == 2 or _manifest(folder)[0] == found:
                if isinstance(error, StoreError):
                    raise
                raise StoreError(f"{path} cannot be opened ({error}); {AGAIN}") from None
    raise AssertionError("unreachable")


def verify(folder: Path) -> None:
    """Hold every file of a compiled store against its hash; that takes a reading of all of them.

    Raises:
        StoreError: The store is missing, or a file of it was changed since it was compiled.
    """
    found, path = _manifest(folder)
    _same_sizes(path, found)
    for name, (_, digest) in found.items():
        if hash_of(path / name) != digest:
            raise StoreError(f"{path / name} was changed since it was compiled; {AGAIN}")


def _manifest(folder: Path) -> tuple[dict[str, tuple[int, str]], Path]:
    """Return the sizes and hashes of a store's files, and the store's folder."""
    path = folder / MANIFEST
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(f"no compiled graph in {folder}; build it: sovleader build") from None
    except (OSError, ValueError, RecursionError):
        raise StoreError(f"{path} cannot be read; {AGAIN}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise StoreError(f"{folder} was compiled by another version; {AGAIN}")
    try:
        sizes = {str(name): (int(size), str(digest)) for name, (size, digest) in found["files"].items()}
        return sizes, folder / str(found["store"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise StoreError(f"{path} cannot be read; {AGAIN}") from None


def _same_sizes(path: Path, known: Mapping[str, tuple[int, str]]) -> None:
    for name, (size, _) in known.items():
        there = path / name
        if not there.is_file():
            raise StoreError(f"{there} is missing; {AGAIN}")
        if there.stat().st_size != size:
            raise StoreError(f"{there} has {there.stat().st_size:,} bytes, not {size:,}; {AGAIN}")


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    import hashlib

    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
