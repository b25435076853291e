"""Library: the graph, and what pages read of it again and again, read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial

from sovleader_kg.answers.chronology.almanac import Almanac
from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Seats
from sovleader_kg.answers.explanation.disputes import Decision, Dispute
from sovleader_kg.dates import Days, days_of
from sovleader_kg.export.lanes import Lane
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import LANGUAGES, SL
from sovleader_kg.nodes import language_of
from sovleader_kg.web.pages.chronicle import Chronicle
from sovleader_kg.web.pages.filing import Filing, file
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.shows import FIRST, Show, lanes_of, read_shows
from sovleader_kg.web.pages.vocabulary import Vocabulary

__all__ = ["Library"]

_DEFINITIONS = "SELECT ?concept ?text WHERE { ?concept skos:definition ?text } ORDER BY ?concept ?text"
_POSTS = """
SELECT DISTINCT ?post ?office ?side WHERE {
  ?term sl:post ?post .
  OPTIONAL { ?post sl:incarnationOf ?office }
  OPTIONAL { ?post sl:postIn ?body . VALUES ?side { sl:PartyBody sl:StateBody } ?body a ?side }
} ORDER BY ?post ?office ?side
"""
_OFFICIAL_NAMES = """
SELECT ?body ?name ?period WHERE {
  ?claim rdf:predicate sl:officialName ; rdf:subject ?body ; rdf:object ?name ; sl:validDuring ?period ;
    sl:polarity concept:affirmed .
  FILTER(LANG(?name) = "ru")
  FILTER NOT EXISTS { ?resolution sl:rejects ?claim }
}
"""
KEPT = 512  # lists of claims, with who says them


class Library:
    """One graph as pages read it.

    Attributes:
        kg: The graph.
        labels: What things are called.
        tellings: What puts answers into sentences, by language.
        testimony: Returns who says what in claims, given by their IRIs.
    """

    def __init__(self, kg: KnowledgeGraph, wordings: Mapping[str, str] | None = None) -> None:
        """Read every label.

        Args:
            kg: The graph.
            wordings: The own words of passages by their hashes, from copies of sources.
        """
        self.kg, self.labels, self.wordings = kg, Labels(kg), wordings or {}
        self._lanes, self._rolls = lru_cache(lanes_of), lru_cache(kg.rolls)
        self.tellings = {one: kg.telling(one, partial(self.labels.of, language=one)) for one in LANGUAGES}
        self.testimony = lru_cache(KEPT)(kg.testimony)

    @cached_property
    def disputes(self) -> Sequence[Dispute]:
        """All disputes of the graph."""
        return self.kg.disputes()

    @cached_property
    def disputed(self) -> Mapping[str, Dispute]:
        """The dispute that each claim takes part in, by the claim."""
        return {said.claim: one for one in self.disputes for rival in one.values for said in rival.claims}

    @cached_property
    def filings(self) -> Mapping[str, Filing]:
        """What each dispute is found by."""
        return file(self.kg, self.disputes)

    @cached_property
    def decisions(self) -> Mapping[str, Decision]:
        """The editors' decisions, by IRI, those on what no longer is a dispute too."""
        return self.kg.decisions()

    @cached_property
    def definitions(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """What each concept, class and property means, by language."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for concept, text in self.kg.select(_DEFINITIONS).rows:
            if concept and text:
                found[concept.value].append((language_of(text), text.value))
        return found

    @cached_property
    def lineage(self) -> Mapping[str, frozenset[str]]:
        """Each source with all that it goes back to."""
        return {iri: source.lineage for iri, source in self.kg.sources.items()}

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

    @cached_property
    def posts(self) -> Sequence[tuple[str, str | None, str]]:
        """Each post that somebody held: with an office that it carries on, and whether it is of "party" or "state"."""
        found: dict[str, tuple[str | None, str]] = {}
        for post, office, side in self.kg.select(_POSTS).rows:
            if post:
                of = "party" if side and side.value == f"{SL}PartyBody" else "state"
                found.setdefault(post.value, (office.value if office else None, of))
        return [(post, office, of) for post, (office, of) in found.items()]

    @cached_property
    def _official_names(self) -> Mapping[str, Sequence[tuple[Days, str]]]:
        found: dict[str, list[tuple[Days, str]]] = defaultdict(list)
        for body, name, period in self.kg.select(_OFFICIAL_NAMES).rows:
            if body and name and period:
                found[body.value].append((days_of(period.value), name.value))
        return found

    def official_name(self, body: str, day: date) -> str | None:
        """Return what a body was called in Russian on a day; None where sources give no one name."""
        names = {name for days, name in self._official_names.get(body, ()) if day.toordinal() in days}
        return names.pop() if len(names) == 1 else None

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

    def roll(self, post: str, language: str) -> Roll:
        """Return who sat in a post, with the sizes that sources state."""
        (found,) = self._rolls(post, language=language)
        return found
