"""Legend: what the codes in an answer mean, in words; a terminal tells those that the answer has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import TYPE_CHECKING

from sovleader_kg.cli.days import MARKS

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.changes import Changes
    from sovleader_kg.answers.chronology.daybook import Document
    from sovleader_kg.answers.chronology.relations import Relation
    from sovleader_kg.answers.explanation.disputes import Dispute
    from sovleader_kg.answers.explanation.explain import Explanation
    from sovleader_kg.compare.findings import Comparison
    from sovleader_kg.store.testimony import Testimony

__all__ = [
    "answer_codes",
    "change_codes",
    "comparison_codes",
    "dispute_codes",
    "explanation_codes",
    "leader_codes",
    "legend",
    "relation_codes",
    "roster_codes",
]

MEANINGS = {
    "certain": "in every reading of the claims",
    "possible": "in some reading of the claims",
    "impossible": "in no reading of the claims",
    "enters": "it is the first day, in every reading",
    "leaves": "it is the last day, in every reading",
    "acting": "held for the time being, or in somebody's place",
    "together": "several led, and none of them alone",
    "+": "came",
    "-": "left",
    ">": "moved, from another post of the group",
    "before": "the first ends before the second begins",
    "after": "the first begins after the second has ended",
    "meets": "the first ends on the day on which the second begins",
    "met by": "the first begins on the day on which the second ends",
    "overlaps": "the first begins first, and ends after the second has begun",
    "overlapped by": "the second begins first, and ends after the first has begun",
    "starts": "they begin on one day, and the first ends first",
    "started by": "they begin on one day, and the second ends first",
    "during": "the first lies within the second",
    "contains": "the second lies within the first",
    "finishes": "they end on one day, and the second begins first",
    "finished by": "they end on one day, and the first begins first",
    "equals": "they begin on one day and end on one day",
    "agrees": "the claim says what is agreed",
    "refines": "the claim is more precise than what is agreed",
    "compatible": "both can be true",
    "contradicts": "both cannot be true",
    "inside": "the table's value lies within the bounds of the graph",
    "missing-in-graph": "only the table has it",
    "missing-in-file": "only the graph has it",
    "ambiguous": "several things of the graph may be meant",
    "stated": "said outright",
    "implied": "follows from what the passage says",
    "hedged": "said with reserve",
    "reported": "said to be somebody else's word",
    "evaluative": "a judgement",
    "only source": "no other source says it",
    "denied": "the claim says that it is not so",
    "rejected": "a resolution shows it wrong",
    "derived": "the build concluded it from what is claimed",
    "editorial": "the editors set it",
    "metadata": "tells of a source, a passage or a claim",
    "vocabulary": "belongs to the vocabulary",
    "open": "no resolution decides it",
    "settled": "a resolution decides it",
    "between sources": "two sources say different things",
    "within one source": "one source says different things",
    "by counting": "no claim says it; it follows from counting what is stated",
}


def legend(codes: Iterable[str]) -> Mapping[str, str]:
    """Return what codes mean, each once, in the order of the list; words that are no codes are left out."""
    used = set(codes)
    return {code: meaning for code, meaning in MEANINGS.items() if code in used}


def answer_codes(answer: Document) -> Iterator[str]:
    """Yield the codes in an answer of `who`."""
    for one in answer["answers"]:
        yield one["certainty"]
        yield one["boundary"] or ""
        yield "acting" if one["acting"] else ""
    yield from _nobody(answer["nobody"])


def _nobody(nobody: Document | None) -> Iterator[str]:
    if nobody:
        yield nobody["certainty"]


def leader_codes(found: Document) -> Iterator[str]:
    """Yield the codes in an answer of who led in effect."""
    for part in found["parts"] or (found,):
        yield from (one["certainty"] for one in part["answers"])
        yield from _nobody(part["nobody"])
        yield "together" if part["together"] else ""


def roster_codes(roster: Document) -> Iterator[str]:
    """Yield the codes in the leadership of a day."""
    for entry in chain.from_iterable(group["entries"] for group in roster["groups"]):
        yield from answer_codes(entry)
    yield from leader_codes(roster["leaders"])
    for turn in (roster["last"], roster["next"]):
        yield from (one["boundary"] for one in turn["shifts"]) if turn else ()


def change_codes(changes: Changes) -> Iterator[str]:
    """Yield the codes in what changed between two days."""
    for post in chain.from_iterable(group.posts for group in changes.groups):
        for step in post.steps:
            yield from (MARKS[step.kind], step.certainty)


def relation_codes(relation: Relation, *others: str) -> Iterator[str]:
    """Yield the names of the relations that may hold, and how sure an overlap and a gap are."""
    yield from (relation.certain,) if relation.certain else relation.possible
    yield from others


def explanation_codes(explanation: Explanation) -> Iterator[str]:
    """Yield the codes in what explains a thing."""
    for one in explanation.statements:
        yield one.nature
        yield from chain.from_iterable(_testimony(said) for said in one.claims)


def _testimony(said: Testimony) -> Iterator[str]:
    yield said.verdict or ""
    yield from said.stances
    flags = {"only source": said.only_source, "denied": said.denied, "rejected": said.rejected}
    yield from (name for name, holds in flags.items() if holds)


def dispute_codes(disputes: Iterable[Dispute]) -> Iterator[str]:
    """Yield the codes in disputes."""
    for one in disputes:
        yield one.status
        yield from (scope.replace("-", " ") for scope in one.scopes)
        for rival in one.values:
            yield rival.stands
            yield "" if rival.claims else "by counting"


def comparison_codes(found: Comparison) -> Iterator[str]:
    """Yield the verdicts of a comparison."""
    yield from found.counts
