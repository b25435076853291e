"""Written days: a day or a period as people write it, in English, Russian or figures; read into ISO and EDTF.

A value of Python, numpy, pandas or polars means the day or the period that it holds, whatever its time of day. Whatever
names a day reads it here: command line, Python, pages and stored queries. Data is read by `dates` alone.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from sovleader_kg.dates import as_day, iso
from sovleader_kg.errors import DateError

__all__ = ["MONTHS", "WrittenDay", "day_meant", "read_day", "read_period"]

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

WrittenDay: TypeAlias = "str | date | np.datetime64 | pd.Period"

_NAMES = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru of": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "ru in": "январе феврале марте апреле мае июне июле августе сентябре октябре ноябре декабре",
}
MONTHS = {form: names.split() for form, names in _NAMES.items()}
_DAY, _YEAR = r"(?P<day>\d{1,2})(?:st|nd|rd|th|-?го|-?е)?", r"(?P<year>\d{4})(?:\s*(?:г\.?|год|года))?"
_MONTH = r"(?P<month>[^\W\d_]{3,})\.?"
_DAYS = [
    re.compile(rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", re.IGNORECASE),
    re.compile(rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}", re.IGNORECASE),
]
_MONTH_OF_A_YEAR = re.compile(rf"{_MONTH},?\s+{_YEAR}", re.IGNORECASE)
_TIMED = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+)?(Z|[+-]\d\d:?\d\d)?", re.ASCII)
_UNIT = re.compile(r"\d{4}(-\d\d){0,2}", re.ASCII)
_MISSING = {"NaT", "nan", "<NA>", "None"}
_FIGURES = re.compile(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", re.ASCII)


def read_day(asked: WrittenDay) -> str:
    """Return a day in ISO.

    >>> read_day("14 October 1964"), read_day("14.10.1964"), read_day("14 октября 1964 г.")
    ('1964-10-14', '1964-10-14', '1964-10-14')

    Raises:
        DateError: It is no day of the calendar, or its figures may be read in two ways.
    """
    text = _text(asked)
    return iso(as_day(_in_figures(text) or _in_words(text) or text))


def day_meant(text: str) -> date | None:
    """Return the day that a text means; None for what is not one.

    >>> day_meant("14 October 1964"), day_meant("Stalin")
    (datetime.date(1964, 10, 14), None)
    """
    try:
        return date.fromisoformat(read_day(text))
    except DateError:
        return None


def read_period(asked: WrittenDay) -> str:
    """Return a period in EDTF, a day and a month of a year also as people write them; any other text as it stands.

    >>> read_period("October 1964"), read_period("14.10.1964"), read_period("1964")
    ('1964-10', '1964-10-14', '1964')
    """
    text = _text(asked)
    found = _MONTH_OF_A_YEAR.fullmatch(text)
    if found and (month := _month(found["month"])):
        return f"{found['year']}-{month:02}"
    return _in_figures(text) or _in_words(text) or text


def _text(asked: object) -> str:
    """Return what names a day or a period as text; of a value, as those of pandas and numpy, its days.

    Neither of the two need be there: their values are known by what they can do.
    """
    if isinstance(asked, str):
        text = " ".join(asked.split())
        return text[:10] if _TIMED.fullmatch(text) else text
    text = " ".join(str(asked).split())
    if text in _MISSING:
        raise DateError(f"the day is missing ({text}); write for example 1964-10-14")
    if isinstance(asked, date):
        return (asked.date() if isinstance(asked, datetime) else asked).isoformat()
    if type(asked).__name__ == "datetime64":
        return text.partition("T")[0]
    if hasattr(asked, "start_time") and hasattr(asked, "end_time"):
        return text if _UNIT.fullmatch(text) else f"{asked.start_time.date()}/{asked.end_time.date()}"
    kind = type(asked).__name__
    raise DateError(f'"{text[:60]}" ({kind}) is not a valid date; write for example 1964-10-14, or give a date')


def _in_words(text: str) -> str | None:
    for pattern in _DAYS:
        found = pattern.fullmatch(text)
        if found and (month := _month(found["month"])):
            return _known(text, int(found["year"]), month, int(found["day"]))
    return None


def _in_figures(text: str) -> str | None:
    """Return a day whose figures stand in the order day, month, year; with strokes, where no other order is one too."""
    found = _FIGURES.fullmatch(text)
    if not found:
        return None
    day, month, year = int(found[1]), int(found[3]), int(found[4])
    if found[2] == "/" and day != month and max(day, month) <= 12:
        one, other = f"{day} {MONTHS['en'][month - 1]}", f"{month} {MONTHS['en'][day - 1]}"
        raise DateError(f'"{text}" may be {one} or {other} {year}; write the month as a word')
    if found[2] == "/" and month > 12:
        day, month = month, day
    return _known(text, year, month, day)


def _known(text: str, year: int, month: int, day: int) -> str:
    """Return a day of the calendar."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        raise DateError(f'"{text}" is not a valid date; write for example 1964-10-14') from None


def _month(word: str) -> int | None:
    """Return the number of a month by its name or the beginning of it, in English or Russian."""
    begun = word.casefold()
    names = (enumerate(names, 1) for names in MONTHS.values())
    return next((number for form in names for number, name in form if name.casefold().startswith(begun)), None)
