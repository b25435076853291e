"""Library: the graph, and what pages read of it again and again, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Seats
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.export.lanes import Lane
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages.chronicle import Chronicle
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.vocabulary import Vocabulary

__all__ = ["Library"]

_LINEAGE = "SELECT ?source ?origin WHERE { ?source a sl:Source . OPTIONAL { ?source sl:derivesFrom+ ?origin } }"


class Library:
    """One graph as pages read it."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read every label."""
        self.kg, self.labels = kg, Labels(kg)
        self._lanes, self._rolls = lru_cache(kg.lanes), lru_cache(kg.rolls)

    @cached_property
    def disputes(self) -> Sequence[Dispute]:
        """All disputes of the graph."""
        return self.kg.disputes()

    @cached_property
    def disputed(self) -> Mapping[str, Dispute]:
        """The dispute that each claim takes part in, by the claim."""
        return {said.claim: one for one in self.disputes for rival in one.values for said in rival.claims}

    @cached_property
    def lineage(self) -> Mapping[str, frozenset[str]]:
        """Each source with all that it goes back to."""
        found: dict[str, set[str]] = defaultdict(set)
        for source, origin in self.kg.select(_LINEAGE).rows:
            if source:
                found[source.value] |= {source.value, *([origin.value] if origin else [])}
        return {source: frozenset(family) for source, family in found.items()}

    @cached_property
    def seats(self) -> Sequence[Seats]:
        """The sizes of bodies that sources state, against their members."""
        return self.kg.seats()

    @cached_property
    def chronicle(self) -> Chronicle:
        """The events, judgements and disputes by what they are about."""
        return Chronicle(self.kg, lambda: self.disputes)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """The classes and properties of the vocabulary."""
        return Vocabulary(self.kg)

    def lanes(self, language: str) -> Sequence[Lane]:
        """Return what the timeline shows."""
        return self._lanes(language)

    def rolls(self, language: str) -> Sequence[Roll]:
        """Return the bodies of which sources state a size, with who sat in them."""
        return self._rolls(language=language)

    def roll(self, post: str, language: str) -> Roll:
        """Return who sat in a post, with the sizes that sources state."""
        (found,) = self._rolls(post, language=language)
        return found
