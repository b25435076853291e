"""Strength: how many sat in a post of several seats, as a picture, and who came and went in each year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sovleader_kg.answers.chronology.rolls import Roll, Size
from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.export.steps import draw_steps
from sovleader_kg.prose.periods import spoken_during
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Year", "is_sized", "picture_of", "years_of_change"]


_SIZED = """
ASK {{ VALUES ?property {{ sl:seats sl:completeListOn }} ?claim rdf:subject <{post}> ; rdf:predicate ?property }}
"""


@dataclass(frozen=True, slots=True)
class Year:
    """A year: who came and who went, each with whether the year is sure; how many sat at its end, and may have."""

    year: int
    came: tuple[tuple[str, bool], ...]
    went: tuple[tuple[str, bool], ...]
    certain: int
    possible: int


def is_sized(library: Library, post: str) -> bool:
    """Return whether a source states how many seats a post had, or lists all who sat in it."""
    return bool(library.kg.sparql(_SIZED.format(post=post)))


def picture_of(library: Library, links: Links, roll: Roll) -> str:
    """Return who sat in a post as SVG."""
    return draw_steps(roll, partial(_tip, library, links.language), links.thing)


def _tip(library: Library, language: str, size: Size) -> str:
    words = WORDS[language]
    said = f"{spoken_during(size.said, language)}: {size.number}, {library.labels.of(size.source, language)}"
    return f"{said} ({words['listed']})" if size.listed else said


def years_of_change(spells: Sequence[Spell]) -> list[Year]:
    """Return the years in which somebody came or went, each with who did and how many sat at its end."""
    came: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    went: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    for one in spells:
        for edge, found in ((one.start, came), (one.end, went)):
            if day := edge.earliest or edge.latest:
                sure = not one.doubtful and edge.latest is not None and edge.latest.year == day.year
                found[day.year].append((one.who[0], sure))
    years = sorted(came.keys() | went.keys())
    return [Year(year, tuple(came[year]), tuple(went[year]), *_sitting(spells, date(year, 12, 31))) for year in years]


def _sitting(spells: Iterable[Spell], day: date) -> tuple[int, int]:
    """Return how many certainly sat on a day, and how many may have."""
    on = [one for one in spells if one.may_last[0] <= day <= one.may_last[1]]
    sure = {one.who for one in on if (lasts := one.lasts) and lasts[0] <= day <= lasts[1]}
    return len(sure), len({one.who for one in on})
