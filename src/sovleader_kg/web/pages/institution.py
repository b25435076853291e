"""Institution: what pages of posts, offices and bodies have in common: when each was, its names, its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.names import SL
from sovleader_kg.prose.periods import spoken_during, spoken_range
from sovleader_kg.web.pages.facts import Facts
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.telling import Telling, Told, spoken_part, told

__all__ = ["Existence", "Title", "described", "existence", "institution"]

DESCRIBED = 6  # how many holders a description names
_TITLES = """
SELECT DISTINCT ?title ?period ?claim ?source WHERE {{
  ?claim rdf:subject <{iri}> ; rdf:predicate sl:officialName ; rdf:object ?title ; sl:polarity concept:affirmed ;
    sl:passage/sl:source ?source .
  FILTER NOT EXISTS {{ ?resolution sl:rejects ?claim }}
  OPTIONAL {{ ?claim sl:validDuring ?period }}
}} ORDER BY ?period ?title ?claim
"""


@dataclass(frozen=True, slots=True)
class Existence:
    """From when to when something existed in words, and how it came and went; None for an end that nothing tells."""

    days: str
    start: Told | None
    end: Told | None


@dataclass(frozen=True, slots=True)
class Title:
    """An official name, when it was borne in words, and the claims that say so, each with its source."""

    text: str
    language: str
    period: str
    claims: tuple[tuple[str, str], ...]


def institution(
    library: Library, links: Links, iri: str, facts: Facts, spells: Sequence[Spell]
) -> Mapping[str, object]:
    """Return what the page of a post, office or body shows whatever it is."""
    language, parts = links.language, library.kg.parts(iri)
    things = [iri, *(one.iri for one in spells), *(one.event for one in parts)]
    return {
        "iri": iri,
        "this": facts,
        "names": [one for one in facts.names if one.text != library.labels.of(iri, language)],
        "titles": _titles(library, iri, language),
        "existence": existence(library, facts, language),
        "said": {side: library.kg.lookup.said(iri, SL + side) for side in ("start", "end")},
        "found_parts": parts,
        "spoken_part": partial(spoken_part, language=language),
        "during": partial(spoken_during, language=language),
        "judgements": library.chronicle.judgements(things),
        "disputes": library.chronicle.disputes(things),
    }


def described(library: Library, title: str, tellings: Sequence[Telling], language: str) -> str:
    """Return who held a post or an office in a sentence, for previews of links; the first of many."""
    held = (f"{library.labels.of(one.spell.who[0], language)} {one.years}" for one in tellings[:DESCRIBED])
    return f"{title}: {', '.join(held)}{' …' if len(tellings) > DESCRIBED else '.'}" if tellings else title


def existence(library: Library, facts: Facts, language: str) -> Existence | None:
    """Return when something existed; None where nothing but the dates of others bounds it."""
    edges = [facts.edge(side) for side in ("Start", "End")]
    start, end = (told(one, library.chronicle.events, language) if one else None for one in edges)
    if start and end:
        return Existence(spoken_range(start.text, end.text, language), start, end)
    return Existence("", start, end) if start or end else None


def _titles(library: Library, iri: str, language: str) -> list[Title]:
    """Return the official names that sources give, each once for a time."""
    found: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for title, period, claim, source in library.kg.select(_TITLES.format(iri=iri)).rows:
        if title is not None and claim is not None and source is not None:
            said = spoken_during(period.value, language) if period is not None else ""
            key = (title.value, getattr(title, "language", None) or "", said)
            found.setdefault(key, []).append((claim.value, source.value))
    return [Title(*key, _one_a_source(claims)) for key, claims in found.items()]


def _one_a_source(claims: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    by_source = {source: claim for claim, source in reversed(list(claims))}
    return tuple((claim, source) for source, claim in sorted(by_source.items()))
