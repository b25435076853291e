"""Leaders: who led a country or a party in effect, as a person says it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sovleader_kg.answers.chronology.leadership import Leader, Leaders, Together
from sovleader_kg.prose.phrases import PHRASES
from sovleader_kg.prose.sentences import Prose, fill, joined

__all__ = ["leaders_told"]

Labels = Callable[[str], str]
WITH_ARTICLE = {"Union", "Party", "Republic", "Federation", "Secretariat"}  # words of English names that want "the"


def leaders_told(found: Leaders, labels: Labels, language: str) -> Prose:
    """Return a sentence for each body: who led it, how sure that is, and who may have led it together."""
    parts = found.parts or (found,)
    return joined([_Part(one, labels, language).sentence() for one in parts], " ")


class _Part:
    """Who led one body, in one language."""

    def __init__(self, part: Leaders, labels: Labels, language: str) -> None:
        self._part, self._labels, self._language = part, labels, language
        self._phrases = PHRASES[language]

    def sentence(self) -> Prose:
        part, phrases, body = self._part, self._phrases, self._body()
        if part.answers:
            led = fill(phrases["led"], body=body, by=joined(self._by(), ", ")).begun()
            beside = fill(phrases["beside"], groups=self._groups(part.together)) if part.together else None
            return joined([led, *([beside] if beside else [])], " ")
        if part.nobody and "no-body" in part.nobody.reasons:
            return fill(phrases["no-body"], body=body).begun()
        if part.together:
            return fill(phrases["together"], body=body, groups=self._groups(part.together)).begun()
        return fill(phrases["unled"], body=body).begun()

    def _by(self) -> list[Prose]:
        found: list[Prose] = []
        for certainty in ("certain", "possible"):
            if leaders := [self._leader(one) for one in self._part.answers if one.certainty == certainty]:
                key = "led_certainly" if certainty == "certain" else "led_possibly_also" if found else "led_possibly"
                people = joined(leaders, ", ", self._phrases["and"])
                found.append(fill(self._phrases[key], people=people))
        return found

    def _body(self) -> Prose:
        iri = self._part.body or ""
        name = Prose.of(self._labels(iri), iri)
        return fill(self._phrases["the"], name=name) if WITH_ARTICLE & set(str(name).split()) else name

    def _leader(self, one: Leader) -> Prose:
        name = self._name(one.leader)
        if one.kind == "office":
            name = Prose.of(str(name)[:1].lower() + str(name)[1:], one.leader) if self._language == "en" else name
            name = fill(self._phrases["by_holder"], office=name)
        return self._with_members(name, one.members) if one.kind != "person" else name

    def _groups(self, groups: Sequence[Together]) -> Prose:
        return joined([self._with_members(self._name(one.collective), one.members) for one in groups], "; ")

    def _with_members(self, name: Prose, members: Sequence[str]) -> Prose:
        if not members:
            return name
        return fill(self._phrases["with_members"], name=name, members=joined(map(self._name, members), ", "))

    def _name(self, thing: str) -> Prose:
        return Prose.of(self._labels(thing), thing)
