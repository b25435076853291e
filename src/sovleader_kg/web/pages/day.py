"""Day: what the start page shows of a day: who may have held a post, who led in effect, where sources differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Holding, Nobody
from sovleader_kg.names import SL
from sovleader_kg.store.testimony import Testimony

__all__ = ["Candidate", "Day", "read_day"]

ENDS = (f"{SL}start", f"{SL}end")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may have held a post on a day.

    Attributes:
        holding: Who, which post and term, and how certain it is.
        notes: What is noted beside it: "enters", "leaves", "acting".
        said: What sources say of the start and the end of the term, by property.
    """

    holding: Holding
    notes: tuple[str, ...]
    said: tuple[tuple[str, tuple[Testimony, ...]], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day: candidates for a post, why there may have been none, who led in effect, disputes about the terms."""

    candidates: Sequence[Candidate]
    nobody: Nobody | None
    leaders: Leaders
    disputes: Sequence[Dispute]


def read_day(kg: KnowledgeGraph, post: str, day: str, disputes: Sequence[Dispute]) -> Day:
    """Read what the graph says of a post on a day.

    Args:
        kg: The graph.
        post: A post or an office.
        day: An ISO date.
        disputes: All disputes of the graph.

    Raises:
        UsageError: No such post, or not a date.
    """
    answer, leaders = kg.who(post, on=day), kg.leaders(on=day)
    terms = [holding.term for holding in answer.answers]
    about = {one.dispute: one for term in terms for one in disputes if one.concerns(term)}
    return Day([_candidate(kg, one) for one in answer.answers], answer.nobody, leaders, list(about.values()))


def _candidate(kg: KnowledgeGraph, holding: Holding) -> Candidate:
    ends = [one for one in kg.explain(holding.term).statements if one.predicate in ENDS]
    said = tuple((end.predicate, end.claims) for end in reversed(ends) if end.claims)
    notes = tuple(note for note in (holding.boundary, "acting" if holding.acting else None) if note)
    return Candidate(holding, notes, said)
