"""Person: the page of a person: a life and a career in words and as a picture, and what rests on which source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from sovleader_kg.answers.chronology.companions import Companion
from sovleader_kg.answers.chronology.spells import Edge, Spell
from sovleader_kg.names import HEADSHIPS, SL, expand
from sovleader_kg.prose.numbers import spoken_length
from sovleader_kg.prose.periods import spoken_during
from sovleader_kg.web.pages.facts import read_facts
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.succession import by_post
from sovleader_kg.web.pages.telling import Telling, Told, spoken_part, told, years_of

__all__ = ["Beside", "Held", "read"]

COMPANIONS = 10  # how many of those who sat longest with the person are named
FIRST_POSTS = 3  # how many posts the first sentence names
HELD = {"term", "acting"}
LED = {"leadership", "collective", "membership"}
_HEADSHIPS = [expand(office) for office in HEADSHIPS]


@dataclass(frozen=True, slots=True)
class Held:
    """A post that somebody held: its IRI, and the years of each time."""

    post: str
    years: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """Somebody who sat in the same bodies: who, in which, for how long, and in which years."""

    person: str
    bodies: tuple[str, ...]
    length: str
    years: str


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a person."""
    language, facts = links.language, read_facts(library.kg, iri)
    name = library.labels.of(iri, language)
    spells = library.kg.spells(iri)
    terms, tenures, led = (
        library.chronicle.tellings((one for one in spells if one.kind in kinds), language)
        for kinds in (HELD, {"tenure"}, LED)
    )
    parts = library.kg.parts(iri)
    things = [iri, *(one.iri for one in spells), *(one.event for one in parts)]
    values = {
        "iri": iri,
        "this": facts,
        "names": [one for one in facts.names if one.text != name],
        "birth": _told(facts.edge("Birth"), library.chronicle.events, language),
        "death": _told(facts.edge("Death"), library.chronicle.events, language),
        "said": {side: library.kg.lookup.said(iri, SL + side) for side in ("birth", "death")},
        "age": _age(facts.edge("Birth"), facts.edge("Death")),
        "held": _held(spells),
        "first_posts": FIRST_POSTS,
        "span": _span(terms),
        "terms": terms,
        "tenures": tenures,
        "led": led,
        "career": by_post(library, links, terms),
        "found_parts": parts,
        "spoken_part": partial(spoken_part, language=language),
        "companions": [_beside(one, language) for one in _longest(library.kg.companions(iri))],
        "during": partial(spoken_during, language=language),
        "judgements": library.chronicle.judgements(things),
        "disputes": library.chronicle.disputes(things),
    }
    kind, slug = split(iri) or ("", "")
    posts = ", ".join(f"{library.labels.of(one.post, language)} {', '.join(one.years)}" for one in _held(spells))
    told = f"{name}: {posts}." if posts else name
    return Page("person.html", name, f"page/{kind}/{slug}", values, description=told, about=iri)


def _told(edge: Edge | None, events: Iterable[str], language: str) -> Told | None:
    return told(edge, events, language) if edge else None


def _age(birth: Edge | None, death: Edge | None) -> tuple[int, int] | None:
    """Return the fewest and the most years that the person lived."""
    if birth is None or death is None:
        return None
    if not (birth.earliest and birth.latest and death.earliest and death.latest):
        return None
    return _years(birth.latest, death.earliest), _years(birth.earliest, death.latest)


def _years(birth: date, death: date) -> int:
    return death.year - birth.year - ((death.month, death.day) < (birth.month, birth.day))


def _held(spells: Iterable[Spell]) -> list[Held]:
    """Return the posts held: the headships in their order, then the longest."""
    by_post: dict[str, list[Spell]] = {}
    for one in spells:
        if one.kind in HELD:
            by_post.setdefault(one.of[0], []).append(one)
    ranked = sorted(by_post, key=lambda post: (_rank(by_post[post][0]), -sum(map(_days, by_post[post])), post))
    return [Held(post, tuple(map(years_of, by_post[post]))) for post in ranked]


def _rank(one: Spell) -> int:
    return _HEADSHIPS.index(one.office) if one.office in _HEADSHIPS else len(_HEADSHIPS)


def _days(one: Spell) -> int:
    lasts = one.lasts
    return (lasts[1] - lasts[0]).days + 1 if lasts else 0


def _span(terms: Sequence[Telling]) -> str:
    """Return the first and the last year of some terms."""
    years = sorted(day.year for one in terms for day in one.spell.may_last if day not in {date.min, date.max})
    return f"{years[0]}–{years[-1]}" if years and years[0] != years[-1] else str(years[0]) if years else ""


def _longest(found: Iterable[Companion]) -> list[Companion]:
    return list(found)[:COMPANIONS]


def _beside(one: Companion, language: str) -> Beside:
    length = spoken_length(one.certain, one.possible, language)
    first, last = one.first.year, one.last.year
    return Beside(one.person, one.bodies, length, f"{first}–{last}" if first != last else str(first))
