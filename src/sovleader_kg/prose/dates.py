"""Dates in words: an EDTF value as a person says it, at its own precision and no more, in English or Russian.

A value means one day within it. It is said as a name ("September 1953") or as a time ("in September 1953").
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal as OneOf

from sovleader_kg.dates import SEASONS, days_of
from sovleader_kg.edtf import UNIT
from sovleader_kg.errors import DateError
from sovleader_kg.written_days import MONTHS

__all__ = ["spoken", "spoken_briefly", "spoken_day", "spoken_period", "spoken_span", "spoken_when", "weekday"]

Case = OneOf["name", "of", "in"]  # what something is called, the genitive, what follows "in"

_QUARTERS = {
    "en": "spring summer autumn winter",
    "ru": "весна лето осень зима",
    "ru of": "весны лета осени зимы",
    "ru in": "весной летом осенью зимой",
}
QUARTERS = {form: dict(zip(SEASONS, names.split(), strict=True)) for form, names in _QUARTERS.items()}
_WEEKDAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
}
WEEKDAYS = {language: names.split() for language, names in _WEEKDAYS.items()}
_YEARS = {
    1: {"name": "год", "of": "года", "in": "году"},
    10: {"name": "-е годы", "of": "-х годов", "in": "-х годах"},
    100: {"name": "годы", "of": "годов", "in": "годах"},
}
_MARKS = {
    "about": {"en": "about", "ru": "около"},
    "unsure": {"en": "perhaps", "ru": "предположительно"},
    "or": {"en": "or", "ru": "или"},
    "earlier": {"en": "{} or earlier", "ru": "не позже {}"},
    "later": {"en": "{} or later", "ru": "не раньше {}"},
}
_EVER = {
    "name": {"en": "an unknown day", "ru": "неизвестный день"},
    "in": {"en": "on an unknown day", "ru": "в неизвестный день"},
}
EVER = "../.."  # what the build derives where nothing bounds a day
_OPEN = {"", ".."}
_WHOLE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Unit:
    """A day, month, season, year, or several years; `years` is how many: 1, 10 or 100."""

    year: int
    month: int | None
    day: int | None
    years: int
    about: bool
    unsure: bool

    @property
    def precision(self) -> tuple[int, bool, bool, bool]:
        """What two units share that may be said in one breath."""
        return self.years, self.month is None, self.month in SEASONS, self.day is None

    def next(self) -> _Unit | None:
        """Return the unit after this one, for a plain day, month or year."""
        if self.about or self.unsure or self.years > 1 or self.month in SEASONS:
            return None
        if self.month is None:
            return _Unit(self.year + 1, None, None, 1, about=False, unsure=False)
        if self.day is None:
            return _Unit(self.year + self.month // 12, self.month % 12 + 1, None, 1, about=False, unsure=False)
        after = date(self.year, self.month, self.day) + timedelta(1)
        return _Unit(after.year, after.month, after.day, 1, about=False, unsure=False)


def spoken(edtf: str, language: str) -> str:
    """Return an EDTF value in words; what is none, as it stands.

    >>> spoken("1953-09-14", "en"), spoken("1953-09-07/1953-09-14", "en"), spoken("1952/1953", "en")
    ('14 September 1953', 'between 7 and 14 September 1953', '1952 or 1953')
    >>> spoken("1927~", "ru"), spoken("1917-04", "ru"), spoken("1953-09-07/1953-09-14", "ru")
    ('около 1927 года', 'апрель 1917 года', 'не раньше 7 и не позже 14 сентября 1953 года')
    """
    return _spoken(edtf, language, "name")


def spoken_when(edtf: str, language: str) -> str:
    """Return when something was, on one day within an EDTF value.

    >>> spoken_when("1953-09-14", "en"), spoken_when("1953-09", "en"), spoken_when("1952/1953", "ru")
    ('on 14 September 1953', 'in September 1953', 'в 1952 или 1953 году')
    """
    return _spoken(edtf, language, "in")


def spoken_day(day: date, language: str) -> str:
    """Return a day in words: "14 October 1964", "14 октября 1964 года"."""
    return spoken(day.isoformat(), language)


def spoken_period(edtf: str, language: str) -> str:
    """Return a period, all of whose days are meant.

    >>> spoken_period("1953-03-06/1953-08-01", "en"), spoken_period("1964", "en")
    ('from 6 March to 1 August 1953', 'in 1964')
    >>> spoken_period("1953-03-06/1953-08-01", "ru"), spoken_period("1964-10", "ru")
    ('с 6 марта по 1 августа 1953 года', 'в октябре 1964 года')
    """
    start, found, end = edtf.partition("/")
    if not found:
        return spoken_when(edtf, language)
    one, other = _unit(start), _unit(end)
    if language == "en":
        first, last = _english(one, "name"), _english(other, "name")
        return f"from {_shortened(first, last, [one, other])} to {last}"
    first, last = _russian(one, "of"), _russian(other, "name")
    return f"с {_shortened(first, last, [one, other])} по {last}"


def spoken_span(earliest: date | None, latest: date | None, language: str, *, when: bool = False) -> str:
    """Return the days that a point may lie on in words, or that it lay on one of them."""
    first, last = (".." if one is None else one.isoformat() for one in (earliest, latest))
    if earliest and latest:
        first, last = _shortest(earliest, latest)
    return (spoken_when if when else spoken)(first if first == last != ".." else f"{first}/{last}", language)


def _shortest(first: date, last: date) -> tuple[str, str]:
    """Return the ends of a span as years or months, where it is made of whole ones."""
    after = last + timedelta(1)
    if (first.month, first.day, after.month, after.day) == (1, 1, 1, 1):
        return f"{first.year:04}", f"{last.year:04}"
    if (first.day, after.day) == (1, 1):
        return first.isoformat()[:7], last.isoformat()[:7]
    return first.isoformat(), last.isoformat()


def spoken_briefly(values: Sequence[str], year: int, language: str) -> list[str]:
    """Return rival dates, said one after another in a text about a year: in English as times, in Russian as names.

    >>> spoken_briefly(["1953-09-07", "1953-09-14"], 1953, "en"), spoken_briefly(["1953-09-07", "1953-10"], 1953, "ru")
    (['on 7 September', 'on the 14th'], ['7 сентября 1953 года', 'октябрь 1953 года'])
    """
    if not all(_WHOLE_DAY.fullmatch(value) for value in values):
        return [(spoken_when if language == "en" else spoken)(value, language) for value in values]
    days = [date.fromisoformat(value) for value in values]
    year = year if {day.year for day in days} == {year} else 0
    return [_brief(one, before, year, language) for one, before in zip(days, [None, *days], strict=False)]


def _brief(day: date, before: date | None, year: int, language: str) -> str:
    if language == "en" and before and (before.year, before.month) == (day.year, day.month):
        return f"on the {day.day}{_ordinal(day.day)}"
    said = spoken_when(day.isoformat(), language)
    tail = {"en": f" {day.year}", "ru": f" {day.year} года"}[language]
    return said.removesuffix(tail) if year else said


def _ordinal(number: int) -> str:
    return "th" if number // 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def weekday(day: date, language: str) -> str:
    """Return what day of the week a day is: "Wednesday", "среда"."""
    return WEEKDAYS[language][day.weekday()]


def _spoken(edtf: str, language: str, case: Case) -> str:
    text = edtf.strip()
    if text == EVER:
        return _EVER[case][language]
    try:
        days_of(text)
    except DateError:
        return edtf
    if text[:1] in {"[", "{"}:
        return _any_of([part.strip() for part in text[1:-1].split(",")], language, case)
    return _interval_or_unit(text, "/", language, case)


def _any_of(parts: Sequence[str], language: str, case: Case) -> str:
    if any(".." in part for part in parts):
        said = [_interval_or_unit(part, "..", language, case) for part in parts]
        return f" {_MARKS['or'][language]} ".join(said)
    return _listed([_unit(part) for part in parts], language, case)


def _interval_or_unit(text: str, mark: str, language: str, case: Case) -> str:
    first, found, last = text.partition(mark)
    if not found:
        return _listed([_unit(text)], language, case)
    if first in _OPEN or last in _OPEN:
        return _open(first, last, language, case)
    one, other = _unit(first), _unit(last)
    if one.next() == other:
        return _listed([one, other], language, case)
    return _between(one, other, language)


def _open(first: str, last: str, language: str, case: Case) -> str:
    """Return an interval that has only one end; Russian says it in the genitive."""
    side, unit = ("earlier", _unit(last)) if first in _OPEN else ("later", _unit(first))
    return _MARKS[side][language].format(_listed([unit], language, case if language == "en" else "of"))


def _between(one: _Unit, other: _Unit, language: str) -> str:
    if language == "en":
        first, last = _english(one, "name"), _english(other, "name")
        return f"between {_shortened(first, last, [one, other])} and {last}"
    first, last = _russian(one, "of"), _russian(other, "of")
    return f"не раньше {_shortened(first, last, [one, other])} и не позже {last}"


def _listed(units: Sequence[_Unit], language: str, case: Case) -> str:
    """Return units with "or" between them, what all end on said once: "14 or 15 October 1964"."""
    say = partial(_english if language == "en" else _russian, case="of" if case == "in" else case)
    said = _in(units, language) if case == "in" else [say(unit) for unit in units]
    first = ", ".join(_shortened(one, said[-1], units) for one in said[:-1])
    return f" {_MARKS['or'][language]} ".join(filter(None, (first, said[-1])))


def _in(units: Sequence[_Unit], language: str) -> list[str]:
    """Return units as times, the preposition before the first alone where all are of one precision."""
    grammar: Callable[[_Unit, Case], str] = _english if language == "en" else _russian
    said = [grammar(unit, "in") for unit in units]
    return [said[0], *(_bare(one, said[0]) for one in said[1:])]


def _bare(said: str, before: str) -> str:
    """Return a time without the preposition that the one before it has too."""
    lead, _, rest = said.partition(" ")
    return rest if lead in {"in", "on", "в"} and before.startswith(f"{lead} ") else said


def _shortened(said: str, other: str, units: Sequence[_Unit]) -> str:
    """Return a date without what it ends on as another does, such as "September 1953", where all are as precise."""
    if len({unit.precision for unit in units}) > 1:
        return said
    ours, theirs = said.split(), other.split()
    shared = 0
    while shared < min(len(ours), len(theirs)) - 1 and ours[-1 - shared] == theirs[-1 - shared]:
        shared += 1
    return " ".join(ours[: len(ours) - shared])


def _unit(text: str) -> _Unit:
    found = UNIT.fullmatch(text)
    assert found, text
    month, day = (None if found[part] in {None, "XX"} else int(found[part]) for part in ("month", "day"))
    marks = "".join(mark for name, mark in found.groupdict().items() if name.startswith(("by_", "to_")) and mark)
    return _Unit(
        int(found["year"].replace("X", "0")),
        month,
        day,
        10 ** found["year"].count("X"),
        about=bool(set(marks) & {"~", "%"}),
        unsure=bool(set(marks) & {"?", "%"}),
    )


def _english(unit: _Unit, case: Case) -> str:
    named = " ".join([*_english_parts(unit), _english_years(unit)])
    if unit.about:
        named = f"about {named}"
    elif case == "in":
        named = f"{'on' if unit.day else 'in'} {named}"
    return f"perhaps {named}" if unit.unsure else named


def _english_parts(unit: _Unit) -> list[str]:
    if unit.month in SEASONS:
        return [QUARTERS["en"][unit.month]]
    return [str(unit.day)] * bool(unit.day) + [MONTHS["en"][unit.month - 1]] if unit.month else []


def _english_years(unit: _Unit) -> str:
    if unit.years > 1:
        return f"the {unit.year}s" if unit.years == 10 else f"the years {unit.year}–{unit.year + 99}"
    return f"{unit.year}–{unit.year + 1}" if _is_winter(unit) else str(unit.year)


def _russian(unit: _Unit, case: Case) -> str:
    said = _russian_unit(unit, "of" if unit.about else case)
    if unit.about:
        said = f"около {said}"
    return f"предположительно {said}" if unit.unsure else said


def _russian_unit(unit: _Unit, case: Case) -> str:
    form = "ru" if case == "name" else f"ru {case}"
    if unit.month in SEASONS:
        years = f"{unit.year}–{unit.year + 1} годов" if _is_winter(unit) else f"{unit.year} года"
        return f"{QUARTERS[form][unit.month]} {years}"
    if unit.day and unit.month:
        return f"{unit.day} {MONTHS['ru of'][unit.month - 1]} {unit.year} года"
    lead = "в " if case == "in" else ""
    if unit.month:
        return f"{lead}{MONTHS[form][unit.month - 1]} {unit.year} года"
    return lead + _russian_years(unit, case)


def _russian_years(unit: _Unit, case: Case) -> str:
    word = _YEARS[unit.years][case]
    if unit.years == 10:
        return f"{unit.year}{word}"
    return f"{unit.year}–{unit.year + 99} {word}" if unit.years == 100 else f"{unit.year} {word}"


def _is_winter(unit: _Unit) -> bool:
    return unit.month in SEASONS and SEASONS[unit.month][1] > 12
