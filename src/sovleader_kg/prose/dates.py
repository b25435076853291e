"""Dates in words: an EDTF value as a person says it, at its own precision and no more, in English or Russian."""

from __future__ import annotations

import re
from datetime import date

__all__ = ["spoken", "spoken_day", "spoken_span"]

_MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
    "ru of": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
}
MONTHS = {form: names.split() for form, names in _MONTHS.items()}
_DATE = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?(?P<mark>[~?%]?)", re.ASCII)
_DECADE = re.compile(r"(\d{3})X", re.ASCII)
_OPEN = {"", ".."}


def spoken(edtf: str, language: str) -> str:
    """Return an EDTF value in words; of an interval, that it is a day within it; what is not read, as it stands.

    >>> spoken("1953-09-14", "en"), spoken("1953-09-07/1953-09-14", "en")
    ('14 September 1953', 'between 7 and 14 September 1953')
    >>> spoken("1927~", "ru"), spoken("1917-04", "ru")
    ('около 1927 года', 'апрель 1917 года')
    """
    first, slash, last = edtf.partition("/")
    if slash:
        return _between(first, last, language)
    if edtf.startswith("[") and ".." not in edtf:
        several = [spoken(one.strip(), language) for one in edtf[1:-1].split(",")]
        return {"en": " or ", "ru": " или "}[language].join(several)
    return _one(edtf, language)


def spoken_day(day: date, language: str) -> str:
    """Return a day in words: "14 October 1964", "14 октября 1964 года"."""
    return _one(day.isoformat(), language)


def spoken_span(earliest: date | None, latest: date | None, language: str) -> str:
    """Return the days that a point may lie on in words; "?" where nothing is known."""
    if earliest is None and latest is None:
        return "?"
    if earliest == latest and earliest is not None:
        return spoken_day(earliest, language)
    first, last = ("" if one is None else one.isoformat() for one in (earliest, latest))
    return _between(first, last, language)


def _between(first: str, last: str, language: str) -> str:
    if first in _OPEN:
        return {"en": "{} or earlier", "ru": "не позже {}"}[language].format(_of(last, language))
    if last in _OPEN:
        return {"en": "{} or later", "ru": "не раньше {}"}[language].format(_of(first, language))
    if language == "ru":
        return f"не раньше {_of(first, language)} и не позже {_of(last, language)}"
    one, other = _one(first, language), _one(last, language)
    shared = _shared(one, other)
    return f"between {one.removesuffix(shared)} and {other}"


def _shared(one: str, other: str) -> str:
    """Return what two dates end on alike, such as " September 1953", of which the first is said without it."""
    ours, theirs = one.split(), other.split()
    for length in (2, 1):
        if len(ours) > length and len(theirs) > length and ours[-length:] == theirs[-length:]:
            return " " + " ".join(ours[-length:])
    return ""


def _one(text: str, language: str) -> str:
    return _said(text, language, of=False)


def _of(text: str, language: str) -> str:
    """Return one date in the genitive, which English has not."""
    return _said(text, language, of=True)


def _said(text: str, language: str, *, of: bool) -> str:
    if decade := _DECADE.fullmatch(text):
        return {"en": f"the {decade[1]}0s", "ru": f"{decade[1]}0-х годов" if of else f"{decade[1]}0-е годы"}[language]
    found = _DATE.fullmatch(text)
    if not found:
        return text
    about = found["mark"] in {"~", "%"}
    said = _plain(found, language, of=of or about)
    if about:
        said = {"en": f"about {said}", "ru": f"около {said}"}[language]
    return said if found["mark"] not in {"?", "%"} else f"{said} (?)"


def _plain(found: re.Match[str], language: str, *, of: bool) -> str:
    year, day = int(found["year"]), int(found["day"] or 0)
    if not found["month"]:
        return {"en": str(year), "ru": f"{year} {'года' if of else 'год'}"}[language]
    names = MONTHS["ru of" if language == "ru" and (of or day) else language]
    parts = [str(day)] * bool(day) + [names[int(found["month"]) - 1], str(year)] + ["года"] * (language == "ru")
    return " ".join(parts)
