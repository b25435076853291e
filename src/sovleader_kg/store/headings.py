"""Headings: what the columns of stored queries are called by people.

`queries/headings.csv` has a row for each column; one that names a query holds for that query alone.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from sovleader_kg import files

__all__ = ["heading"]


def heading(column: str, language: str, query: str = "") -> str:
    """Return what a column is called in a language, in a stored query or in any; its own name where it has no other.

    >>> heading("earliestStart", "en"), heading("earliestStart", "en", "congresses")
    ('Began, earliest', 'Opened, earliest')
    """
    told = _headings().get((column, query)) or _headings().get((column, "")) or {}
    return told.get(language, column)


@cache
def _headings() -> Mapping[tuple[str, str], Mapping[str, str]]:
    with files.headings_file().open(encoding="utf-8", newline="") as table:
        return {(row["column"], row["query"]): row for row in csv.DictReader(table)}
