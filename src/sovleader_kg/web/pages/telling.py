"""Telling: a spell as pages tell it: its days in words, how it began and ended, and what the sources leave open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.parts import Part
from sovleader_kg.answers.chronology.spells import Edge, Spell
from sovleader_kg.export.lanes import Bar
from sovleader_kg.export.ribbons import Tip
from sovleader_kg.prose.numbers import spoken_length
from sovleader_kg.prose.periods import is_wider, spoken_bounds, spoken_edge, spoken_range, spoken_years
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Telling", "Told", "bar_of", "spoken_part", "tell", "tips", "told", "years_of"]

UNKNOWN = "unknown-"  # how the slugs of the modes begin that say nothing


@dataclass(frozen=True, slots=True)
class Told:
    """One end of a spell in words.

    Attributes:
        text: When it was, as agreed, or as the bounds leave it.
        range: What the sources leave open where that is wider than what is agreed, else empty.
        modes: How it came, in nouns.
        events: IRIs of the events that it came by.
        limits: IRIs of what alone bounds it, where no source speaks of it.
        silent: Whether no source speaks of it.
    """

    text: str
    range: str
    modes: tuple[str, ...]
    events: tuple[str, ...]
    limits: tuple[str, ...]
    silent: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """A spell in words: the spell itself, its days, years and length, its start and its end."""

    spell: Spell
    days: str
    years: str
    length: str
    start: Told
    end: Told

    @property
    def known(self) -> bool:
        """Whether anything is known of how it began or ended, or left open."""
        ends = (self.start, self.end)
        return any(one.modes or one.events or one.limits or one.range for one in ends) or self.spell.doubtful


def tell(spell: Spell, events: Iterable[str], language: str) -> Telling:
    """Return a spell in words.

    Args:
        spell: The spell.
        events: The events that more is told of than that ends share their day; no other is named.
        language: "en" or "ru".
    """
    start, end = (told(one, events, language) for one in (spell.start, spell.end))
    days = spoken_range(start.text, end.text, language)
    length = spoken_length(spell.shortest, spell.longest, language)
    return Telling(spell, days, years_of(spell), length, start, end)


def told(edge: Edge, events: Iterable[str], language: str) -> Told:
    """Return one end of something in words."""
    wider = is_wider(edge.said, edge.earliest, edge.latest)
    return Told(
        text=spoken_edge(edge.said, edge.earliest, edge.latest, language),
        range=spoken_bounds(edge.earliest, edge.latest, language) if wider else "",
        modes=tuple(_mode(iri, language) for iri in edge.modes if not _slug(iri).startswith(UNKNOWN)),
        events=tuple(one for one in edge.events if one in events),
        limits=() if edge.said else edge.limits,
        silent=not edge.said,
    )


def spoken_part(part: Part, language: str) -> str:
    """Return when an event was in words; empty where nothing is known of it."""
    told_ends = [one for one in (part.start, part.end) if one.said or one.earliest or one.latest]
    known = [spoken_edge(one.said, one.earliest, one.latest, language) for one in told_ends]
    return spoken_range(known[0], known[-1], language) if known else ""


def years_of(spell: Spell) -> str:
    """Return the years of a spell in figures."""
    start, end = spell.start, spell.end
    return spoken_years((start.said, start.earliest, start.latest), (end.said, end.earliest, end.latest))


def bar_of(spell: Spell, label: str) -> Bar:
    """Return a spell as the pictures show it."""
    start, end = spell.start, spell.end
    kind = "doubtful" if spell.doubtful else spell.kind
    return Bar(spell.iri, label, kind, start.earliest, start.latest, end.earliest, end.latest)


def tips(tellings: Sequence[Telling]) -> Tip:
    """Return what says of a bar what it is and when that was."""
    days: Mapping[str, str] = {one.spell.iri: one.days for one in tellings}
    return lambda bar: f"{bar.label}: {days[bar.thing]}" if bar.thing in days else bar.label


def _mode(iri: str, language: str) -> str:
    slug = _slug(iri)
    words: Mapping[str, str] = WORDS[language]
    return words.get(f"mode_{slug}", slug)


def _slug(iri: str) -> str:
    return iri.rpartition("/")[2]
