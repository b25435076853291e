"""Headings: names with years as catalogues write them: "Stalin, Joseph, 1878-1953"."""

from __future__ import annotations

import re

__all__ = ["read_heading"]

_YEAR = r"(?:ca?\.|около|ок\.)?\s*(\d{4})\??"
_YEARS = re.compile(
    rf"^(?P<name>.*?[^\W\d_].*?)[,;]?\s*[(\[]?\s*(?:{_YEAR}\s*[-–—]\s*(?:{_YEAR})?|(?:b\.|born|род\.|р\.)\s*{_YEAR})\s*[)\]]?\.?$",
    re.IGNORECASE | re.DOTALL,
)
_OTHER = re.compile(r"\s+[(\[][^\W\d_]{3,}[)\]](?=[\s,]|$)")


def read_heading(text: str) -> tuple[str, str | None, str | None]:
    """Return the name in a heading, the year in which it begins, and that in which it ends; None where it has none.

    Another surname in brackets is left out.

    >>> read_heading("Stalin, Joseph, 1878-1953"), read_heading("Рыжков Н. И. (род. 1929)")
    (('Stalin, Joseph', '1878', '1953'), ('Рыжков Н. И.', '1929', None))
    >>> read_heading("Зиновьев (Радомысльский) Г. Е."), read_heading("20th Congress")
    (('Зиновьев Г. Е.', None, None), ('20th Congress', None, None))
    """
    found = _YEARS.match(text.strip())
    name, first, last, born = found.groups() if found else (text, None, None, None)
    return _OTHER.sub("", name), first or born, last
