"""Format: keep fact and claim files in the house order. Nothing is lost: a comment that has no place stops it."""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path

from sovleader_kg import files
from sovleader_kg.corpus.turtle import Document, read, render
from sovleader_kg.errors import DataError, Problem

__all__ = ["format_files", "formatted"]

_COMMENT = re.compile(
    r'''<[^<>"\s]*>|\\.|"""(?:[^"\\]|\\.|"{1,2}(?!"))*"""|'{3}(?:[^'\\]|\\.|'{1,2}(?!'))*'{3}'''
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?P<comment>#[^\n]*)""",
    re.DOTALL,
)


def formatted(document: Document) -> str:
    """Return a file's text in the house order: header comment, sorted prefixes, subjects by IRI.

    Raises:
        DataError: A comment stands below the header, where a sorted file cannot keep it, or a blank node
            has several names.
    """
    header = [line.rstrip() for line in takewhile(lambda line: line.startswith("#"), document.text.split("\n"))]
    stray = [line for line in _comment_lines(document.text) if line > len(header)]
    if stray:
        message = "a comment below the header would be lost; move it to the header or into skos:note"
        raise DataError([Problem(f"{document.name}:{stray[0]}", message, rule="format")])
    try:
        return render(document.triples, "\n".join(header))
    except DataError as error:
        named = (one._replace(where=document.name, message=f"{one.where}: {one.message}") for one in error.problems)
        raise DataError(named) from None


def _comment_lines(text: str) -> list[int]:
    """Return the lines with a comment; a number sign in a text or an IRI begins none."""
    return [text.count("\n", 0, match.start()) + 1 for match in _COMMENT.finditer(text) if match["comment"]]


def format_files(paths: list[Path], *, check: bool = False) -> list[Path]:
    """Write files in the house order, and return those that were not in it.

    Args:
        paths: Turtle files; the graph's own facts and claims where empty.
        check: Change nothing, only tell.

    Raises:
        DataError: A file cannot be read, or has a comment that would be lost.
    """
    changed = []
    for path in paths or [*files.fact_files(), *files.claim_files()]:
        document = read(path)
        text = formatted(document)
        if text == document.text:
            continue
        changed.append(path)
        if not check:
            with files.replacing(path) as scratch:
                scratch.write_text(text, encoding="utf-8")
    return changed
