"""EDTF: the form of a point in time that the project reads, and the forms of the standard that it does not.

The kinds that are not read are times of day, years before 1 and after 9999, years with significant digits, quarters
and the like, and digits left open elsewhere than at the end (`198X-11-12`).
"""

from __future__ import annotations

import re

__all__ = ["UNIT", "is_unread"]

UNIT = re.compile(
    r"(?P<by_year>[~?%]?)(?P<year>\d{4}|\d{3}X|\d{2}XX)(?P<to_year>[~?%]?)"
    r"(?:-(?P<by_month>[~?%]?)(?P<month>\d{2}|XX)(?P<to_month>[~?%]?)"
    r"(?:-(?P<by_day>[~?%]?)(?P<day>\d{2}|XX)(?P<to_day>[~?%]?))?)?",
    re.ASCII,
)
_MARK = "[~?%]?"
_MONTH, _DAY = rf"{_MARK}(?:0[1-9X]|1[0-2X]|X[\dX]){_MARK}", rf"{_MARK}(?:[0-2X][\dX]|3[01X]){_MARK}"
_UNREAD = (
    rf"(?=.*X|-){_MARK}-?[\dX]{{4}}{_MARK}(?:-{_MONTH}(?:-{_DAY})?)?",  # digits left open, years before 1
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d(?::?\d\d)?)?",
    r"Y-?\d{5,}(?:S\d+)?|Y-?\d+E\d+(?:S\d+)?|-?\d{4}S\d+",  # long years, and years with significant digits
    rf"\d{{4}}-(?:2[5-9]|3\d|4[01]){_MARK}",  # seasons by hemisphere, quarters, thirds and halves of a year
)
_UNREAD_POINT = re.compile("|".join(_UNREAD), re.ASCII)
_PARTS_OF_A_YEAR = {str(number) for number in range(25, 42)}
_OPEN = {"", ".."}
_MOST = 200  # characters of a text that may be EDTF


def is_unread(text: str) -> bool:
    """Return whether a text has the form of EDTF, but of a kind that the project does not read.

    >>> [is_unread(text) for text in ("198X-11-12", "2001-34", "1953-09-14", "14 September 1953")]
    [True, True, False, False]
    """
    if len(text) > _MOST:
        return False
    parts = [part.strip() for part in _parts(text)]
    points = [part for part in parts if part not in _OPEN]
    unread = [part for part in points if _UNREAD_POINT.fullmatch(part) and not _is_read(part)]
    return bool(unread) and all(part in unread or UNIT.fullmatch(part) for part in points)


def _parts(text: str) -> list[str]:
    """Return what an interval or a set is made of; one part where a text is neither, none where it is no interval."""
    if text[:1] + text[-1:] in {"[]", "{}"}:
        return re.split(r",|\.\.", text[1:-1])
    return parts if len(parts := text.split("/")) <= 2 else []


def _is_read(point: str) -> bool:
    """Return whether digits are left open only where that is read: the last ones of a year, whole months and days."""
    found = UNIT.fullmatch(point)
    if not found:
        return False
    month, day = found["month"], found["day"]
    if month in _PARTS_OF_A_YEAR:
        return False
    return not ("X" in found["year"] and month not in {None, "XX"}) and not (month == "XX" and day not in {None, "XX"})
