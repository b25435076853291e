"""Headings: what the columns of stored queries are called by people, and what the words in their cells mean in Russian.

`queries/headings.csv` has a row for each column; one that names a query holds for that query alone.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from sovleader_kg import files

__all__ = ["RUSSIAN", "heading"]

RUSSIAN = {
    "true": "да",
    "false": "нет",
    "certain": "точно",
    "possible": "возможно",
    "impossible": "невозможно",
    "enters": "вступает",
    "leaves": "уходит",
    "began": "начало",
    "ended": "окончание",
    "by it": "им самим",
    "in its course": "в его ходе",
    "on its day": "в его день",
    "born": "рождение",
    "held": "пост",
    "died": "смерть",
    "first": "первый",
    "final": "последний",
    "stated": "указано",
    "in time": "по времени",
    "to": "к",
    "from": "от",
    "during": "во время",
    "decided": "решено",
    "elects": "избирает",
    "appoints to": "назначает",
    "before": "раньше",
    "same day": "в тот же день",
    "after": "позже",
    "meets": "кончается в день начала",
    "met by": "начинается в день окончания",
    "overlaps": "начинается раньше, кончается внутри",
    "overlapped by": "начинается внутри, кончается позже",
    "contains": "содержит",
    "starts": "начинается вместе, кончается раньше",
    "started by": "начинается вместе, кончается позже",
    "finishes": "начинается позже, кончается вместе",
    "finished by": "начинается раньше, кончается вместе",
    "equals": "совпадает",
    "prefers": "предпочтено",
    "rejects": "отвергнуто",
    "leaves open": "оставлено открытым",
    "seats": "число мест",
    "complete list": "полный список",
    "fits": "сходится",
    "does not fit": "не сходится",
    "open": "открыто",
    "agreed or derived value": "принятое или выведенное значение",
    "claims or counts": "утверждения или подсчёты",
    "facts": "факты",
    "claims": "утверждения",
    "derived": "выведенное",
    "ontology": "онтология",
}


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
