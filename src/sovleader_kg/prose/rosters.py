"""Rosters: the leadership of a day summed up, as a person says it: who headed what, how many sat where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from sovleader_kg.answers.chronology.rosters import Entry, Roster
from sovleader_kg.prose.dates import spoken
from sovleader_kg.prose.phrases import PHRASES
from sovleader_kg.prose.sentences import Prose, fill, joined

__all__ = ["roster_told", "seats_told"]

Labels = Callable[[str], str]


def roster_told(found: Roster, head: Callable[[Entry], Prose], labels: Labels, language: str) -> Prose:
    """Return the summary of a day.

    Args:
        found: The day.
        head: Returns a sentence on the head of party, government or state.
        labels: Returns what a thing is called in that language.
        language: "en" or "ru".
    """
    day = fill("{day}:", day=spoken(found.on, language))
    headed = [head(entry) for group in found.groups if group.kind == "office" for entry in group.entries]
    seated = [
        fill("{counts}.", counts=seats_told(entry, labels, language))
        for group in found.groups
        if group.kind == "body"
        for entry in group.entries
    ]
    return joined([day, *headed, *seated], " ")


def seats_told(entry: Entry, labels: Labels, language: str) -> Prose:
    """Return how many certainly and possibly held a post."""
    counted = Counter(one.certainty for one in entry.answer.answers)
    key = "seats_counted" if counted["possible"] else "seats_certain"
    name = Prose.of(labels(entry.answer.subject), entry.answer.subject)
    return fill(PHRASES[language][key], name=name, certain=counted["certain"], possible=counted["possible"])
