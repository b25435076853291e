"""Seats: the page of the sizes that sources state, held against the members that the graph finds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Seats, seats_of, seats_on
from sovleader_kg.answers.chronology.when import when
from sovleader_kg.errors import SovleaderError, UsageError, did_you_mean
from sovleader_kg.names import compact, expand
from sovleader_kg.prose.dates import spoken, spoken_day
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.strength import picture_of
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Counted", "Sized", "read"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A size with the time that it is said of, or the day that is asked about, in words."""

    seats: Seats
    days: str


@dataclass(frozen=True, slots=True)
class Sized:
    """A post of several seats: its roll, how many sat in it over the years as SVG, and its sizes."""

    roll: Roll
    picture: str
    rows: tuple[Counted, ...]


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the page for a `post` and a `day`, either or none; 400 for what is not one."""
    post, day = parameters.get("post", "").strip(), parameters.get("day", "").strip()
    rolls, error, found = library.rolls(links.language), None, []
    try:
        found = _sized(library, links, _asked(rolls, post), day)
    except SovleaderError as problem:
        error = str(problem)
    asked = found[0].roll.post if post and found else ""
    values = {"rolls": rolls, "found": found, "error": error, "asked": asked, "day": day}
    title, given = WORDS[links.language]["seats"], {"post": post, "day": day}
    parameters = {name: value for name, value in given.items() if value}
    return Page("seats.html", title, "seats", values, parameters, status=400 if error else 200)


def _asked(rolls: Sequence[Roll], post: str) -> Sequence[Roll]:
    """Return the rolls that are asked for: all, or that of one post.

    Raises:
        UsageError: No source states how many seats it had.
    """
    if not post:
        return rolls
    iri = expand(post, "post")
    wanted = [one for one in rolls if one.post == iri]
    if not wanted:
        near = did_you_mean(compact(iri), [compact(one.post) for one in rolls])
        raise UsageError(f'of "{post}" no source states how many seats it had.{near}')
    return wanted


def _sized(library: Library, links: Links, rolls: Iterable[Roll], day: str) -> list[Sized]:
    asked = when(on=day).first if day else None
    return [
        Sized(roll, picture_of(library, links, roll), tuple(_rows(library, roll, asked, links.language)))
        for roll in rolls
    ]


def _rows(library: Library, roll: Roll, day: int | None, language: str) -> Iterable[Counted]:
    disputes = library.disputes
    found = seats_of(roll, disputes) if day is None else seats_on(roll, day, disputes)
    for one in found:
        said = spoken(one.said, language) if one.said else spoken_day(date.fromisoformat(one.day), language)
        yield Counted(one, said)
