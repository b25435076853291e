"""Canonical form: RDFC-1.0, in which equal graphs are equal bytes, whatever their blank nodes are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, serialize

__all__ = ["canonical", "canonical_hash"]


def canonical(statements: Iterable[Triple] | Iterable[Quad]) -> bytes:
    """Return a graph or dataset as canonical N-Quads; without named graphs these are N-Triples too."""
    dataset = Dataset(one if isinstance(one, Quad) else Quad(*one) for one in statements)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS)
    assert lines is not None
    return b"".join(sorted(lines.splitlines(keepends=True)))


def canonical_hash(statements: Iterable[Triple] | Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(statements)).hexdigest()
