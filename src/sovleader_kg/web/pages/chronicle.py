"""Chronicle: what pages of people, posts and bodies read of the whole graph, each read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property

from sovleader_kg.answers.chronology.spells import Spell
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.store.tables import Table
from sovleader_kg.web.pages.telling import Telling, tell

__all__ = ["Chronicle", "Judgement"]

_EVENTS = """
SELECT DISTINCT ?event WHERE {
  ?event a sl:Event ; sl:date|sl:start|sl:end|sl:participant|sl:concerns|sl:changes ?value .
}
"""
_JUDGEMENTS = """
SELECT ?judgement ?about ?period ?claim ?source WHERE {
  ?judgement a sl:Assessment ; sl:about ?about .
  ?claim rdf:subject ?judgement ; rdf:predicate sl:about ; sl:passage/sl:source ?source .
  OPTIONAL { ?judgement sl:period ?period }
} ORDER BY ?judgement ?claim
"""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What sources say of the strength or worth of something.

    Attributes:
        judgement: IRI of the assessment.
        about: IRI of what it is about.
        period: The time that it speaks of, EDTF, or None.
        claims: The claims that make it, each with its source.
    """

    judgement: str
    about: str
    period: str | None
    claims: tuple[tuple[str, str], ...]


class Chronicle:
    """The events, judgements and disputes of a graph by what they are about."""

    def __init__(self, kg: KnowledgeGraph, disputes: Callable[[], Iterable[Dispute]]) -> None:
        """Read nothing yet; the disputes are asked for when they are needed."""
        self._kg, self._every_dispute = kg, disputes
        self._told: dict[tuple[str, str], Telling] = {}

    @cached_property
    def events(self) -> AbstractSet[str]:
        """The events that more is told of than that the ends of something share their day."""
        return {str(row["event"]) for row in self._kg.select(_EVENTS).records()}

    @cached_property
    def _judgements(self) -> Mapping[str, Sequence[Judgement]]:
        return _by_about(self._kg.select(_JUDGEMENTS))

    @cached_property
    def _disputes(self) -> Mapping[str, Sequence[Dispute]]:
        found: dict[str, list[Dispute]] = defaultdict(list)
        for one in self._every_dispute():
            for subject in one.subjects:
                found[subject].append(one)
        return found

    def tellings(self, spells: Iterable[Spell], language: str) -> list[Telling]:
        """Return spells in words, each worded once."""
        return [self._telling(one, language) for one in spells]

    def _telling(self, spell: Spell, language: str) -> Telling:
        key = spell.iri, language
        if key not in self._told:
            self._told[key] = tell(spell, self.events, language)
        return self._told[key]

    def judgements(self, things: Iterable[str]) -> list[Judgement]:
        """Return what sources judge of some things."""
        return [one for thing in things for one in self._judgements.get(thing, ())]

    def disputes(self, things: Iterable[str]) -> list[Dispute]:
        """Return the disputes about some things, each once."""
        found = {one.dispute: one for thing in things for one in self._disputes.get(thing, ())}
        return list(found.values())


def _by_about(table: Table) -> Mapping[str, Sequence[Judgement]]:
    claims: dict[tuple[str, str, str | None], list[tuple[str, str]]] = defaultdict(list)
    for row in table.records():
        period = None if row["period"] is None else str(row["period"])
        claims[str(row["judgement"]), str(row["about"]), period].append((str(row["claim"]), str(row["source"])))
    found: dict[str, list[Judgement]] = defaultdict(list)
    for (judgement, about, period), said in claims.items():
        found[about].append(Judgement(judgement, about, period, tuple(dict.fromkeys(said))))
    return found
