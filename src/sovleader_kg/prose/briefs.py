"""Briefs: in a few words what a thing is, beside its name: a life and a post, years, a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from sovleader_kg.answers.finding.things import Thing, Things
from sovleader_kg.prose.dates import spoken, spoken_day, spoken_span

__all__ = ["NOUNS", "brief", "date_of", "life", "noun", "posts_of", "years"]

NOUNS = {
    "attested": ("known from claims alone", "известно лишь из утверждений"),
    "assessment": ("assessment", "оценка"),
    "body": ("body", "орган"),
    "claim": ("claim", "утверждение"),
    "collective": ("collective leadership", "коллективное руководство"),
    "concept": ("term of a list", "понятие"),
    "day": ("day", "день"),
    "dispute": ("dispute", "спорный вопрос"),
    "event": ("event", "событие"),
    "leadership": ("leadership in effect", "фактическое руководство"),
    "office": ("office", "должность"),
    "passage": ("passage", "фрагмент"),
    "person": ("person", "человек"),
    "place": ("place", "место"),
    "post": ("post", "пост"),
    "power": ("power", "полномочие"),
    "principle": ("principle", "принцип"),
    "procedure": ("procedure", "процедура"),
    "provision": ("provision", "правовая норма"),
    "source": ("source", "источник"),
    "tenure": ("tenure", "пребывание в должности"),
    "term": ("term", "срок полномочий"),
    "vocabulary": ("term of the vocabulary", "термин словаря"),
}
_ONE_DAY = ("earliestDate", "latestDate")
_STRETCH = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_CLAIMS = {"en": "claims", "ru": "утверждений"}
_COPY = {"en": "copy of: {}", "ru": "копия: {}"}
_BORN = {"en": "born {}", "ru": "род. {}"}
_DIED = {"en": "died {}", "ru": "ум. {}"}
_FROM = {"en": "from {}", "ru": "с {}"}
_UNTIL = {"en": "until {}", "ru": "до {}"}
_ACTING = {"en": " (acting)", "ru": " (и. о.)"}
_BETWEEN = " · "


def noun(kind: str, language: str) -> str:
    """Return what a kind of thing is called: "person", "человек"; the kind itself where it has no name."""
    return NOUNS.get(kind, (kind, kind))[language == "ru"]


def brief(thing: Thing, things: Things, language: str) -> str:
    """Return in a few words what a thing is."""
    if thing.kind == "person":
        parts = [life(thing, language), *posts_of(thing, things, language)]
    elif thing.kind == "event":
        parts = [date_of(thing, language)] if thing.days else _labels(thing.links.get("type", ()), things, language)
    elif thing.kind == "source":
        parts = [*_copied(thing, things, language), f"{_CLAIMS[language]}: {thing.count}" if thing.count else ""]
    else:
        told = (*thing.links.get("postIn", ())[:1], *thing.links.get("bodyKind", ()))
        parts = [*_labels(told, things, language), years(thing, language)]
    return _BETWEEN.join(filter(None, parts)) or noun(thing.kind, language)


def posts_of(person: Thing, things: Things, language: str) -> list[str]:
    """Return what the highest posts of a person are called."""
    acted = person.links.get("acted", ())
    return [
        f"{things[post].label(language)}{_ACTING[language] if post in acted else ''}"
        for post in person.links.get("held", ())
        if post in things
    ]


def life(person: Thing, language: str) -> str:
    """Return the years of a life: "1894–1971", "born 1931"; nothing where neither end is known."""
    born, died = (_year(person, point) for point in ("Birth", "Death"))
    return _spanned(born, died, _BORN[language], _DIED[language])


def years(thing: Thing, language: str) -> str:
    """Return the years of a thing; of a post that nobody dates, those in which somebody surely held it."""
    start, end = (_year(thing, point) for point in ("Start", "End"))
    held = [thing.days.get(name, "")[:4] for name in ("firstHeld", "lastHeld")]
    return _spanned(start or held[0], end or held[1], _FROM[language], _UNTIL[language])


def date_of(event: Thing, language: str) -> str:
    """Return the day of an event, or its days from the first to the last, in words."""
    start, start_by, end_from, end = (_day(event, bound) for bound in _STRETCH)
    if start and end and start == start_by and end_from and _month(end_from) == _month(end):
        return _from_to(start, end_from, end, language)
    told = [day for bound in (*_ONE_DAY, *_STRETCH) if (day := _day(event, bound))]
    return _within(min(told), max(told), language) if told else ""


def _from_to(first: date, last: date, latest: date, language: str) -> str:
    """Return a stretch of days: "14–25 February 1956"; "14–25/26 February" where the last may be either."""
    if first == last == latest:
        return spoken_day(first, language)
    until = spoken_day(latest, language)
    if last != latest:
        until = f"{last.day}/{until}"
    if _month(first) == _month(latest):
        return f"{first.day}–{until}"
    since = spoken_day(first, language)
    if first.year == latest.year:
        since = " ".join(since.split()[:2])
    return f"{since} – {until}"


def _within(first: date, last: date, language: str) -> str:
    """Return the days that one of them was: a whole month or year by its name."""
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return spoken(str(first.year), language)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and _decade(first) == _decade(last):
        return spoken(f"{_decade(first)}X", language) if last.year - first.year == 9 else f"{first.year}–{last.year}"
    if _month(first) == _month(last) and first.day == 1 and _month(last + timedelta(1)) != _month(last):
        return spoken(f"{first:%Y-%m}", language)
    return spoken_span(first, last, language)


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _decade(day: date) -> int:
    return day.year // 10


def _copied(source: Thing, things: Things, language: str) -> list[str]:
    """Return what kind of source it is, or of which other one it is a copy."""
    if origins := _labels(source.links.get("derivesFrom", ()), things, language):
        return [_COPY[language].format(", ".join(origins))]
    return _labels(source.links.get("sourceKind", ()), things, language)


def _labels(iris: Iterable[str], things: Things, language: str) -> list[str]:
    return [things[iri].label(language) for iri in iris if iri in things]


def _day(thing: Thing, bound: str) -> date | None:
    return date.fromisoformat(thing.days[bound]) if bound in thing.days else None


def _year(thing: Thing, point: str) -> str:
    """Return the year of a point, or two that follow each other: "1878/1879"; nothing where it is less sure."""
    first, last = (thing.days.get(f"{side}{point}", "")[:4] for side in ("earliest", "latest"))
    if not first or not last or int(last) > int(first) + 1:
        return ""
    return first if first == last else f"{first}/{last}"


def _spanned(first: str, last: str, only_first: str, only_last: str) -> str:
    if first and last:
        return first if first == last else f"{first}–{last}"
    return only_first.format(first) if first else only_last.format(last) if last else ""
