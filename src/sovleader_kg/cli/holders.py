"""Holders: who held or led, by the JSON of answers, and how two things lie in time, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from sovleader_kg.names import compact

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.daybook import Document
    from sovleader_kg.answers.chronology.relations import Relation
    from sovleader_kg.answers.chronology.worlds import Truth

__all__ = ["answer_lines", "certainty_line", "holding_notes", "leader_lines", "relation_lines"]


def answer_lines(answer: Document, *, spoken: bool = False) -> list[str]:
    """Return one line a holder, and one for nobody, with its reasons as codes or spoken in words."""
    lines = [
        f"{one['name']}  {compact(one['post'])}  {', '.join(holding_notes(one))}  ({len(one['claims'])} claims)"
        for one in answer["answers"]
    ]
    return [*lines, *_nobody_lines(answer["nobody"], spoken=spoken)]


def holding_notes(one: Document) -> list[str]:
    """Return how certain it is that one held a post, and whether the holder enters or leaves that day, or acts."""
    return [one["certainty"], *([one["boundary"]] if one["boundary"] else []), *(["acting"] if one["acting"] else [])]


def leader_lines(found: Document, *, spoken: bool = False) -> list[str]:
    """Return, for each body, its name and below one line a leader, one for nobody, and who then led together."""
    return [line for part in found["parts"] or (found,) for line in _part_lines(part, spoken=spoken)]


def _part_lines(part: Document, *, spoken: bool) -> list[str]:
    lines = [
        f"  {_leader_name(one)}  {one['certainty']}  {compact(one['leadership'])}  ({len(one['claims'])} claims)"
        for one in part["answers"]
    ]
    groups = [
        f"  together  {one['name']}{': ' * bool(one['members'])}{', '.join(one['member_names'])}"
        for one in part["together"]
    ]
    nobody = (f"  {line}" for line in _nobody_lines(part["nobody"], spoken=spoken))
    return [part["body_name"] or "", *lines, *nobody, *groups]


def _leader_name(one: Document) -> str:
    """Return the name of a leader, with those who may have held an office that leads."""
    office = one["kind"] == "office" and one["members"]
    return f"{one['name']} ({', '.join(one['member_names'])})" if office else str(one["name"])


def _nobody_lines(nobody: Document | None, *, spoken: bool) -> list[str]:
    if nobody is None:
        return []
    reasons = "; ".join(_in_words(nobody["reasons"])) if spoken else ", ".join(nobody["reasons"])
    return [f"nobody  {nobody['certainty']}: {reasons}"]


def _in_words(reasons: Iterable[str]) -> Iterator[str]:
    from sovleader_kg.answers.absence import NOBODY

    return (NOBODY[reason].en for reason in reasons)


def certainty_line(certainty: Truth) -> str:
    """Return one of the three values with what it means."""
    readings = {"certain": "in every reading", "possible": "in some reading", "impossible": "in no reading"}
    return f"{certainty}  ({readings[certainty]} of the claims)"


def relation_lines(relation: Relation, overlap: Truth, gap: Truth) -> list[str]:
    """Return the temporal relation of two things, and whether they share a day or leave one between them."""
    how = f"certainly {relation.certain}" if relation.certain else f"possibly {', '.join(relation.possible)}"
    return [how, f"a day in common: {overlap}; a day between: {gap}"]
