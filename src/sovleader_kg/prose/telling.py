"""Telling: whatever the graph answers, in sentences of one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache

from pyoxigraph import Literal

from sovleader_kg.answers.chronology.changes import Changes
from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.chronology.rosters import Roster, Shift
from sovleader_kg.model import Answer
from sovleader_kg.names import compact
from sovleader_kg.prose.changes import changes_told, shift_told
from sovleader_kg.prose.holdings import Told, answer_told, answer_told_briefly
from sovleader_kg.prose.leaders import leaders_told
from sovleader_kg.prose.reasons import reason
from sovleader_kg.prose.rosters import roster_told
from sovleader_kg.prose.sentences import Prose
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Tellable", "Telling", "labels_in"]

Labels = Callable[[str], str]
Tellable = Answer | Leaders | Roster | Changes


class Telling:
    """What the graph answers, in sentences of one language."""

    def __init__(self, language: str, labels: Labels, explained: Callable[[Answer], Told]) -> None:
        """Take what sentences need besides the answers.

        Args:
            language: "en" or "ru".
            labels: Returns what a thing is called in that language.
            explained: Returns an answer with what explains it.
        """
        self._language, self._labels, self._explained = language, labels, explained

    def tell(self, found: Tellable) -> Prose:
        """Return an answer in sentences."""
        if isinstance(found, Answer):
            return answer_told(self._explained(found), self._labels, self._language)
        if isinstance(found, Leaders):
            return leaders_told(found, self._labels, self._language)
        if isinstance(found, Changes):
            return changes_told(found, self._labels, self._language)
        return roster_told(found, lambda entry: self.briefly(entry.answer), self._labels, self._language)

    def briefly(self, answer: Answer) -> Prose:
        """Return an answer in one sentence, without its time."""
        return answer_told_briefly(self._explained(answer), self._labels, self._language)

    def why(self, answer: Answer) -> Mapping[str, str]:
        """Return why each person who only possibly held a post on a day may have, by IRI."""
        day = date.fromisoformat(answer.on or "")
        found = self._explained(answer).grounds
        possible = [one for one in found if one.holding.certainty == "possible"]
        return {one.holding.person: reason(one, day, self._language) for one in possible}

    def shift(self, shift: Shift) -> Prose:
        """Return that somebody takes or leaves a post."""
        return shift_told(shift, self._labels, self._language)


def labels_in(engine: Engine, language: str) -> Labels:
    """Return what tells how a thing is called in a language, or else in English; each thing is asked for once."""

    @cache
    def label(thing: str) -> str:
        found = [row["label"] for row in rows(engine, f"SELECT ?label WHERE {{ <{thing}> rdfs:label ?label }}")]
        said = {one.language: one.value for one in found if isinstance(one, Literal)}
        return said.get(language) or said.get("en") or compact(thing)

    return label
