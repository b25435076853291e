"""Canonical form: RDFC-1.0, in which equal graphs are equal bytes, whatever their blank nodes are called."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from itertools import islice
from operator import eq

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse, serialize

__all__ = ["canonical", "canonical_hash"]


def canonical(statements: Iterable[Triple] | Iterable[Quad]) -> bytes:
    """Return a graph or dataset as canonical N-Quads; without named graphs these are N-Triples too.

    What blank nodes are called depends on the statements that name some alone, so only those are canonicalized.
    """
    text = serialize(statements, format=RdfFormat.N_QUADS) or b""
    lines = text.splitlines(keepends=True)
    blank = [line for line in lines if b"_:" in line] if b"_:" in text else []
    if blank:
        dataset = Dataset(parse(b"".join(blank), RdfFormat.N_QUADS))
        dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        named = (serialize(dataset, format=RdfFormat.N_QUADS) or b"").splitlines(keepends=True)
        lines = [*(line for line in lines if b"_:" not in line), *named]
    lines.sort()
    return b"".join(dict.fromkeys(lines) if any(map(eq, lines, islice(lines, 1, None))) else lines)


def canonical_hash(statements: Iterable[Triple] | Iterable[Quad]) -> str:
    """Return the SHA-256 of the canonical form, in hexadecimal."""
    return hashlib.sha256(canonical(statements)).hexdigest()
