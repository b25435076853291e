"""Cells: what people's tables write for a day, read into EDTF; and what to do about a cell that is not read.

Tables say "not known" in ways of their own: Wikidata by an address that is another one in each cell, other programs by
zeros for the day and month. Programs that know times only write each day as its midnight.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from sovleader_kg.dates import days_of
from sovleader_kg.errors import DateError
from sovleader_kg.written_days import read_period

__all__ = ["DateFormat", "advice", "date_format", "edtf_of", "is_unknown", "is_word", "quoted"]

_UNKNOWN = re.compile(r"https?://www\.wikidata\.org/\.well-known/genid/\S+|_:\S+|somevalue|novalue", re.IGNORECASE)
_MIDNIGHT = re.compile(
    r"(?<=\d)(?:T|\s+)(?:0{1,2}:00(?::00(?:[.,]0+)?)?|12:00(?::00)?\s*AM)\s*(?:Z|UTC|[+-]00(?::?00)?)?",
    re.ASCII | re.IGNORECASE,
)
_TIME = re.compile(r"(.*\d)(?:T|\s+)\d{1,2}:\d\d\S*.*", re.ASCII | re.IGNORECASE)
_ZEROS = re.compile(r"(?<![\d-])(?:(\d{4})-00(?:-00)?|(\d{4}-(?:0[1-9]|1[0-2]))-00)(?![\d-])", re.ASCII)
_FIGURES = re.compile(r"(\d{4}|\d{1,2})([./ -])(\d{1,2})\2(\d{4}|\d{1,2})", re.ASCII)
_NO_NUMBER = re.compile(r"\D*|-\d{1,4}", re.ASCII)
_UNITS = {"yyyy": r"(?P<y>\d{4})", "MM": r"(?P<m>\d\d)", "M": r"(?P<m>\d{1,2})", "dd": r"(?P<d>\d\d)"}
_UNITS |= {"d": r"(?P<d>\d{1,2})"}
_UNIT = re.compile("yyyy|MM|M|dd|d")


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A form of dates: as the description writes it, and what a cell of that form matches."""

    written: str
    pattern: re.Pattern[str]


def date_format(text: str) -> DateFormat | None:
    """Return the form that a text such as dd.MM.yyyy describes, or None where it is none."""
    units = _UNIT.findall(text)
    if sorted(unit[0] for unit in units) != ["M", "d", "y"]:
        return None
    parts = zip(_UNIT.split(text), [*(_UNITS[unit] for unit in units), ""], strict=True)
    return DateFormat(text, re.compile("".join(re.escape(between) + unit for between, unit in parts), re.ASCII))


def is_unknown(cell: str) -> bool:
    """Return whether a cell says in the way of Wikidata that a value is not known, or that there is none."""
    return _UNKNOWN.fullmatch(cell) is not None or _without_midnight(cell) == "0000-00-00"


def edtf_of(cell: str, form: DateFormat | None) -> str:
    """Return the date of a cell in EDTF, in the form of the description where there is one.

    >>> edtf_of("1982-11-12 00:00:00", None), edtf_of("+1982-11-00T00:00:00Z", None)
    ('1982-11-12', '1982-11')

    Raises:
        DateError: It is not in the form, or not a day of the calendar.
    """
    text = _without_midnight(cell)
    if form:
        text = _in_form(cell, text, form)
    return _without_zeros(text)


def _without_zeros(text: str) -> str:
    """Return a date without a day, or month and day, of 00."""
    return _ZEROS.sub(lambda found: found[1] or found[2], text)


def _without_midnight(cell: str) -> str:
    found = _MIDNIGHT.search(cell)
    if found and found.end() == len(cell):
        return cell[: found.start()].removeprefix("+")
    return cell


def _in_form(cell: str, text: str, form: DateFormat) -> str:
    match = form.pattern.fullmatch(text)
    if not match:
        raise DateError(f'"{cell}" is not in the date format of the description, "{form.written}"')
    day = f"{match['y']}-{int(match['m']):02}-{int(match['d']):02}"
    try:
        days_of(_without_zeros(day))
    except DateError:
        raise DateError(f'"{cell}" is not a day of the calendar in the date format "{form.written}"') from None
    return day


def is_word(cell: str) -> bool:
    """Return whether a cell that is no date may mean "not known": a word, a sign, or a number below 0."""
    return _NO_NUMBER.fullmatch(cell) is not None


def advice(cell: str, words: Iterable[str]) -> str:
    """Return what to write in the description so that a cell which is no date is read, or nothing.

    Args:
        cell: The cell.
        words: The cells that mean "not known", or may mean it, as far as the table is read.
    """
    text = _without_midnight(cell)
    if is_word(cell):
        listed = ", ".join(map(quoted, words))
        return f"; if it means that the date is not known, say at the top of the description: missing = [{listed}]"
    if forms := _forms(text):
        return "; say at the top of the description: " + " or ".join(f"date-format = {quoted(one)}" for one in forms)
    if _TIME.fullmatch(text):
        return "; times of day are not read: leave the day alone in the cell"
    if (found := _FIGURES.fullmatch(text)) and max(map(len, found.groups())) < len("1953"):
        return "; write years with four digits"
    return f"; this one is {read}" if (read := _in_words(text)) else ""


def _in_words(text: str) -> str | None:
    """Return in EDTF what a text means as people write it, or None."""
    try:
        read = read_period(text)
        return read if read != text and days_of(read) else None
    except DateError:
        return None


def _forms(text: str) -> list[str]:
    """Return the usual forms that a text may have, as a description writes them; none for ISO."""
    if re.fullmatch(r"(1[89]|20)\d\d(0[1-9]|1[0-2])([0-2]\d|3[01])", text, re.ASCII):
        return ["yyyyMMdd"]
    found = _FIGURES.fullmatch(text)
    if not found:
        return []
    one, between, _, three = found.groups()
    if len(one) == 4 and len(three) < 4:
        return _fitting(text, ["yyyy-MM-dd", "yyyy-M-d"], between)
    if len(one) < 4 and len(three) == 4:
        return _fitting(text, ["dd-MM-yyyy", "MM-dd-yyyy", "d-M-yyyy", "M-d-yyyy"], between)
    return []


def _fitting(text: str, forms: Iterable[str], between: str) -> list[str]:
    """Return the first of some forms in which a text is a day; with strokes and hyphens, in either order."""
    named = [form.replace("-", between) for form in forms]
    read = [form for form in named if _is_day(text, form)]
    width = [form for form in read if len(form) == len(read[0])]
    return [form for form in width[: 1 if between in ". " else 2] if form != "yyyy-MM-dd"]


def _is_day(text: str, form: str) -> bool:
    pattern = date_format(form)
    try:
        return bool(pattern and edtf_of(text, pattern))
    except DateError:
        return False


def quoted(text: str) -> str:
    r"""Return a text as TOML writes it between quotes.

    >>> print(quoted("\t"), quoted('a "b"'))
    "\t" "a \"b\""
    """
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
