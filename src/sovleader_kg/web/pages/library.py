"""Library: the graph, and what pages read of it again and again, read once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from sovleader_kg.answers.chronology.almanac import Almanac
from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Seats
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.export.lanes import Lane
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.shows import FIRST, Show, lanes_of, read_shows

__all__ = ["Library"]


class Library:
    """One graph as pages read it."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read every label."""
        self.kg, self.labels = kg, Labels(kg)
        self._lanes, self._rolls = lru_cache(lanes_of), lru_cache(kg.rolls)

    @cached_property
    def disputes(self) -> Sequence[Dispute]:
        """All disputes of the graph."""
        return self.kg.disputes()

    @cached_property
    def seats(self) -> Sequence[Seats]:
        """The sizes of bodies that sources state, against their members."""
        return self.kg.seats()

    @cached_property
    def almanac(self) -> Almanac:
        """The leadership of all days."""
        return self.kg.almanac()

    @cached_property
    def shows(self) -> Mapping[str, Show]:
        """The parts of the timeline, by key."""
        return read_shows(self.kg, self.almanac.sections)

    def lanes(self, language: str, show: str = FIRST) -> Sequence[Lane]:
        """Return what a part of the timeline shows."""
        return self._lanes(self.kg, self.shows[show] if show != FIRST else Show(FIRST), language)

    def rolls(self, language: str) -> Sequence[Roll]:
        """Return the bodies of which sources state a size, with who sat in them."""
        return self._rolls(language=language)
