"""Snapshot: the compiled store on disk, opened read-only.

Its manifest holds the version, the store's folder, and the sizes and hashes of the store's files. Paths are texts here:
a command that looks up what lies beside the triples starts faster without `pathlib`.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sovleader_kg.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

    from pyoxigraph import Store

__all__ = ["FORMAT", "MANIFEST", "hash_of", "open_store", "read_beside", "verify"]

FORMAT = 2
MANIFEST = "store.json"
AGAIN = "build it again: sovleader build"
T = TypeVar("T")
_Files: TypeAlias = "Mapping[str, tuple[int, str]]"  # the size and the hash of each, by name


def open_store(folder: Path | str) -> Store:
    """Open a compiled store read-only; several processes may read it at once.

    Raises:
        StoreError: The store is missing, cut, or made by another version.
    """
    return _read(folder, _opened)


def read_beside(folder: Path | str, name: str) -> bytes | None:
    """Return a file that was compiled beside the triples, held against its hash; None where there was none.

    Raises:
        StoreError: The store is missing, cut, or made by another version, or the file was changed.
    """
    return _read(folder, partial(_beside, name))


def _read(folder: Path | str, read: Callable[[str, _Files], T]) -> T:
    """Read something of the store that the manifest names; a build may put another into its place meanwhile."""
    for attempt in (1, 2):
        found, path = _manifest(folder)
        try:
            return read(path, found)
        except StoreError:
            if attempt == 2 or _manifest(folder)[0] == found:
                raise
    raise AssertionError("unreachable")


def _opened(path: str, known: _Files) -> Store:
    from pyoxigraph import Store

    _same_sizes(path, known)
    try:
        return Store.read_only(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be opened ({error}); {AGAIN}") from None


def _beside(name: str, path: str, known: _Files) -> bytes | None:
    import hashlib

    _same_sizes(path, known)
    if name not in known:
        return None
    there = os.path.join(path, name)
    try:
        with open(there, "rb") as opened:
            content = opened.read()
    except OSError as error:
        raise StoreError(f"{there} cannot be read ({error.strerror}); {AGAIN}") from None
    _same_hash(there, hashlib.sha256(content).hexdigest(), known[name][1])
    return content


def verify(folder: Path | str) -> None:
    """Hold every file of a compiled store against its hash; that takes a reading of all of them.

    Raises:
        StoreError: The store is missing, or a file of it was changed since it was compiled.
    """
    found, path = _manifest(folder)
    _same_sizes(path, found)
    for name, (_, digest) in found.items():
        there = os.path.join(path, name)
        _same_hash(there, hash_of(there), digest)


def _manifest(folder: Path | str) -> tuple[_Files, str]:
    """Return the sizes and hashes of a store's files, and the store's folder."""
    path = os.path.join(folder, MANIFEST)
    try:
        with open(path, encoding="utf-8") as opened:
            found = json.load(opened)
    except FileNotFoundError:
        raise StoreError(f"no compiled graph in {folder}; build it: sovleader build") from None
    except (OSError, ValueError, RecursionError):
        raise StoreError(f"{path} cannot be read; {AGAIN}") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise StoreError(f"{folder} was compiled by another version; {AGAIN}")
    try:
        sizes = {str(name): (int(size), str(digest)) for name, (size, digest) in found["files"].items()}
        return sizes, os.path.join(folder, str(found["store"]))
    except (KeyError, TypeError, ValueError, AttributeError):
        raise StoreError(f"{path} cannot be read; {AGAIN}") from None


def _same_sizes(path: str, known: _Files) -> None:
    for name, (size, _) in known.items():
        there = os.path.join(path, name)
        if not os.path.isfile(there):
            raise StoreError(f"{there} is missing; {AGAIN}")
        if (found := os.path.getsize(there)) != size:
            raise StoreError(f"{there} has {found:,} bytes, not {size:,}; {AGAIN}")


def _same_hash(path: str, found: str, known: str) -> None:
    if found != known:
        raise StoreError(f"{path} was changed since it was compiled; {AGAIN}")


def hash_of(path: Path | str) -> str:
    """Return the SHA-256 of a file, in hexadecimal."""
    import hashlib

    with open(path, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()
