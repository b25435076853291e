"""Changes: who came, left and moved, between two days and on one, as a person says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from sovleader_kg.answers.chronology.changes import Changed, Changes, Step
from sovleader_kg.answers.chronology.rosters import Shift
from sovleader_kg.prose.dates import spoken_period
from sovleader_kg.prose.phrases import PHRASES
from sovleader_kg.prose.sentences import Prose, fill, joined

__all__ = ["changes_told", "shift_told"]

Labels = Callable[[str], str]
KINDS = ("came", "left", "moved")


def changes_told(found: Changes, labels: Labels, language: str) -> Prose:
    """Return what changed between two days: for each group of posts, who came, left and moved."""
    phrases = PHRASES[language]
    period = spoken_period(f"{found.first}/{found.last}", language)
    told = [one for group in found.groups if (one := _group(group, labels, language))]
    if not told:
        return fill(phrases["nothing_changed"], period=period).begun()
    return joined([fill(phrases["between"], period=period).begun(), *told], " ")


def shift_told(shift: Shift, labels: Labels, language: str) -> Prose:
    """Return that somebody takes or leaves a post, and whether that is only possible."""
    phrases = PHRASES[language]
    person, post = (Prose.of(labels(thing), thing) for thing in (shift.person, shift.post))
    told = fill(phrases[f"shift_{shift.boundary}"], person=person, post=post)
    return told if shift.certainty == "certain" else fill(phrases["shift_possible"], shift=told)


def _group(group: Changed, labels: Labels, language: str) -> Prose | None:
    steps = [step for post in group.posts for step in post.steps]
    told = list(_steps(steps, labels, language))
    if not told:
        return None
    name = Prose.of(labels(group.subject), group.subject) if group.subject else Prose.of(PHRASES[language]["posts"])
    return fill(PHRASES[language]["changed"], group=name, steps=joined(told, "; "))


def _steps(steps: Sequence[Step], labels: Labels, language: str) -> Iterator[Prose]:
    phrases = PHRASES[language]
    for kind in KINDS:
        people = [_person(one, labels, language) for one in steps if one.kind == kind]
        if people:
            yield fill(phrases[kind], people=joined(people, ", "))


def _person(step: Step, labels: Labels, language: str) -> Prose:
    name = Prose.of(labels(step.person), step.person)
    return name if step.certainty == "certain" else fill(PHRASES[language]["possibly"], person=name)
