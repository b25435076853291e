"""Written days: a day or a period as people write it, in English, Russian or figures; read into ISO and EDTF.

A value of Python, numpy, pandas or polars means the day or the period that it holds, whatever its time of day. Whatever
names a day reads it here: command line, Python, pages and stored queries. Data is read by `dates` alone.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING, NoReturn, TypeAlias

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
# Patterns are compiled where they are used first: a start that reads no such text does not pay for them.
_DAYS = [rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}", rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}"]
_MONTH_OF_A_YEAR = rf"{_MONTH},?\s+{_YEAR}"
_TIMED = r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+)?(Z|[+-]\d\d:?\d\d)?"
_UNIT = r"\d{4}(-\d\d){0,2}"
_MISSING = {"NaT", "nan", "<NA>", "None"}
# In the order of EDTF; in Russian as one names them and as one says when.
SEASONS = (
    ("spring", "весна", "весной", "весны"),
    ("summer", "лето", "летом", "лета"),
    ("autumn", "fall", "осень", "осенью", "осени"),
    ("winter", "зима", "зимой", "зимы"),
)
_DECADE = r"(?:the\s+)?(?P<tens>\d{3})0(?:'?s|-е|-х)(?:\s+(?:гг\.?|годы|годов))?"
_ISO = r"\d{4}-\d\d(?:-\d\d)?|\d{3}X"
_ISO_DAY = r"(\d{4})-(\d\d)-(\d\d)"
_FROM_TO = (
    r"(?:(?:from|between|с|со)\s+)?(\S.*?)"
    r"(?:\s+(?:to|till|until|and|по|до)\s+|\s*[–—]\s*|\s+-\s+|(?<=^\d{4})-(?=\d{4}$))(\S.*)"
)
_FIGURES = r"(\d{1,2})([./])(\d{1,2})\2(\d{4})"


def read_day(asked: WrittenDay) -> str:
    """Return a day in ISO.

    >>> read_day("14 October 1964"), read_day("14.10.1964"), read_day("14 октября 1964 г.")
    ('1964-10-14', '1964-10-14', '1964-10-14')

    Raises:
        DateError: It is no day of the calendar, or its figures may be read in two ways.
    """
    text = _text(asked)
    return _in_iso(text) or _in_figures(text) or _in_words(text) or _refuse(text)


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
    """Return a period in EDTF, also as people write it; any other text as it stands.

    >>> read_period("October 1964"), read_period("14.10.1964"), read_period("1964"), read_period("the 1950s")
    ('1964-10', '1964-10-14', '1964', '195X')
    >>> read_period("spring 1953"), read_period("from March 1953 to 1955"), read_period("1953–1955")
    ('1953-21', '1953-03/1955', '1953/1955')

    Raises:
        DateError: A day in it is no day of the calendar, or its figures may be read in two ways.
    """
    text = _text(asked)
    found = re.fullmatch(_FROM_TO, text, re.IGNORECASE)
    ends = [_one_period(end) for end in found.groups()] if found else []
    return "/".join(filter(None, ends)) if ends and all(ends) else _one_period(text) or text


def _one_period(text: str) -> str | None:
    """Return a day, month, season, year or decade in EDTF."""
    if (found := re.fullmatch(_YEAR, text, re.IGNORECASE)) or (found := re.fullmatch(_DECADE, text, re.IGNORECASE)):
        return found["year"] if "year" in found.groupdict() else f"{found['tens']}X"
    found = re.fullmatch(_MONTH_OF_A_YEAR, text, re.IGNORECASE)
    if found and (number := _month(found["month"]) or _season(found["month"])):
        return f"{found['year']}-{number:02}"
    return _in_figures(text) or _in_words(text) or (text if re.fullmatch(_ISO, text, re.ASCII) else None)


def _season(word: str) -> int | None:
    """Return the number that EDTF has for a season."""
    return next((number for number, names in enumerate(SEASONS, 21) if word.casefold() in names), None)


def _text(asked: object) -> str:
    """Return what names a day or a period as text; of a value, as those of pandas and numpy, its days.

    Neither of the two need be there: their values are known by what they can do.
    """
    if isinstance(asked, str):
        text = " ".join(asked.split())
        return text[:10] if len(text) > len("1964-10-14") and re.fullmatch(_TIMED, text, re.ASCII) else text
    text = " ".join(str(asked).split())
    if text in _MISSING:
        raise DateError(f"the day is missing ({text}); write for example 1964-10-14")
    if isinstance(asked, date):
        return (asked.date() if isinstance(asked, datetime) else asked).isoformat()
    if type(asked).__name__ == "datetime64":
        return text.partition("T")[0]
    if hasattr(asked, "start_time") and hasattr(asked, "end_time"):
        return text if re.fullmatch(_UNIT, text, re.ASCII) else f"{asked.start_time.date()}/{asked.end_time.date()}"
    kind = type(asked).__name__
    raise DateError(f'"{text[:60]}" ({kind}) is not a valid date; write for example 1964-10-14, or give a date')


def _in_iso(text: str) -> str | None:
    found = re.fullmatch(_ISO_DAY, text, re.ASCII)
    return _known(text, int(found[1]), int(found[2]), int(found[3])) if found else None


def _in_words(text: str) -> str | None:
    for pattern in _DAYS:
        found = re.fullmatch(pattern, text, re.IGNORECASE)
        if found and (month := _month(found["month"])):
            return _known(text, int(found["year"]), month, int(found["day"]))
    return None


def _in_figures(text: str) -> str | None:
    """Return a day whose figures stand in the order day, month, year; with strokes, where no other order is one too."""
    found = re.fullmatch(_FIGURES, text, re.ASCII)
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
        _refuse(text)


def _refuse(text: str) -> NoReturn:
    raise DateError(f'"{text}" is not a valid date; write for example 1964-10-14') from None


def _month(word: str) -> int | None:
    """Return the number of a month by its name or the beginning of it, in English or Russian."""
    begun = word.casefold()
    names = (enumerate(names, 1) for names in MONTHS.values())
    return next((number for form in names for number, name in form if name.casefold().startswith(begun)), None)
