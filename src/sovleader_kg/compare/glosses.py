"""Glosses: what the claims of a row say, in English and in Russian, by rule.

The English names the person as the row does, the Russian as the graph does; whatever it names stands in the nominative.
"""

from __future__ import annotations

from dataclasses import dataclass

from sovleader_kg.compare.records import Record
from sovleader_kg.compare.register import Life, Period, Register, Side
from sovleader_kg.names import compact
from sovleader_kg.prose.dates import spoken, spoken_when

__all__ = ["Gloss", "Glosses"]

LONGEST_NAME = 40
SIDES = {"start": ("from", "начало"), "end": ("until", "окончание")}
LIVES = {"birth": ("was born", "дата рождения"), "death": ("died", "дата смерти")}
MODES = {"start-mode": ("started", "способ начала"), "end-mode": ("ended", "способ окончания")}


@dataclass(frozen=True, slots=True)
class Gloss:
    """What a claim says, in both languages."""

    english: str
    russian: str


class Glosses:
    """What one row says of the term, tenure or leadership that it was matched with."""

    def __init__(self, register: Register, record: Record, period: Period) -> None:
        """Take what the row calls the person, and what the graph calls the rest."""
        self._register, self._period = register, period
        self._english = record.name[:LONGEST_NAME].strip()
        self._russian = self._in_russian(period.person)

    def held(self) -> Gloss:
        """Say who held or led it."""
        return self._said(self._held_what, self._held_what_in_russian)

    def post(self) -> Gloss:
        """Say which post it was."""
        what = self._period.held[0]
        english = f"The post that {self._english} held: {self._in_english(what)}."
        return Gloss(english, f"{self._russian}: занимаемый пост — {self._in_russian(what)}.")

    def leads(self, body: str) -> Gloss:
        """Say what was led."""
        english = f"What {self._english} led in effect: {self._in_english(body)}."
        return Gloss(english, f"{self._russian}: фактическое руководство — {self._in_russian(body)}.")

    def date(self, side: Side, edtf: str) -> Gloss:
        """Say when it started or ended."""
        english, russian = SIDES[side]
        return self._said(
            f"{self._held_what} {english} {spoken(edtf, 'en')}",
            f"{self._held_what_in_russian}, {russian} — {spoken(edtf, 'ru')}",
        )

    def mode(self, mode: str, concept: str) -> Gloss:
        """Say how it started or ended."""
        english, russian = MODES[mode]
        return Gloss(
            f"How {self._english}’s time {english}: {self._in_english(concept)}.",
            f"{self._russian}: {russian} — {self._in_russian(concept)}.",
        )

    def life(self, life: Life, edtf: str) -> Gloss:
        """Say when the person was born or died."""
        english, russian = LIVES[life]
        return Gloss(
            f"{self._english} {english} {spoken_when(edtf, 'en')}.",
            f"{self._russian}: {russian} — {spoken(edtf, 'ru')}.",
        )

    def _said(self, english: str, russian: str) -> Gloss:
        return Gloss(f"{self._english} {english}.", f"{self._russian}: {russian}.")

    @property
    def _held_what(self) -> str:
        what = self._in_english(self._period.held[0])
        held = {"term": f"held the post of {what}", "tenure": f"held the office ({what})"}
        return held.get(self._period.kind, "led in effect")

    @property
    def _held_what_in_russian(self) -> str:
        leads = self._period.kind == "leadership"
        return "фактическое руководство" if leads else self._in_russian(self._period.held[0])

    def _in_english(self, thing: str) -> str:
        return self._register.labels.get(thing, compact(thing))

    def _in_russian(self, thing: str) -> str:
        return self._register.russian.get(thing) or self._in_english(thing)
