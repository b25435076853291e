"""Holdings: who held a post or an office on a day or in a period, as a person says it.

A post of one holder is told in clauses, each of a person; one that several hold at once, and a period, by lists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sovleader_kg.answers.chronology.careers import Term
from sovleader_kg.answers.chronology.constraints import Point
from sovleader_kg.answers.chronology.neighbours import Neighbours
from sovleader_kg.answers.chronology.when import YEARS
from sovleader_kg.answers.explanation.grounds import Grounds
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.model import Answer, Holding, Nobody
from sovleader_kg.prose.dates import spoken_day, spoken_period, spoken_span
from sovleader_kg.prose.phrases import PHRASES, form_for
from sovleader_kg.prose.reasons import agreeing, consequence, reason
from sovleader_kg.prose.sentences import Prose, fill, joined

__all__ = ["Told", "answer_told", "answer_told_briefly"]

Labels = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Told:
    """What the sentences of an answer are made of.

    Attributes:
        answer: The answer.
        grounds: Why each holder is certain or possible; for days alone.
        around: Who held it last before and next.
        shared: Whether several hold the post at once.
    """

    answer: Answer
    grounds: tuple[Grounds, ...]
    around: Neighbours
    shared: bool


def answer_told(told: Told, labels: Labels, language: str) -> Prose:
    """Return the sentences of an answer.

    Args:
        told: The answer, and what explains it.
        labels: Returns what a thing is called in that language.
        language: "en" or "ru".
    """
    return joined(_Answer(told, labels, language).sentences(), " ")


def answer_told_briefly(told: Told, labels: Labels, language: str) -> Prose:
    """Return the first sentence of an answer about a day that is known from around it."""
    return next(_Answer(told, labels, language, dated=False).sentences())


class _Answer:
    """An answer in one language."""

    def __init__(self, told: Told, labels: Labels, language: str, *, dated: bool = True) -> None:
        self._told, self._labels, self._language = told, labels, language
        self._answer, self._phrases = told.answer, PHRASES[language]
        self._mode = "on" if told.answer.on else "during" if told.answer.during else "through"
        self._time = "undated" if not dated else self._mode

    def sentences(self) -> Iterator[Prose]:
        if not self._answer.answers:
            yield from self._nobody()
        elif self._mode == "on" and not self._told.shared:
            yield from self._by_clauses(date.fromisoformat(self._answer.on or ""))
        else:
            yield self._by_lists()
        if self._answer.nobody and "outside" in self._answer.nobody.reasons:
            phrase = "outside_on" if self._mode == "on" else "outside_during"
            yield fill(self._phrases[phrase], first=YEARS[0], last=YEARS[1])

    # Clauses, one a person

    def _by_clauses(self, day: date) -> Iterator[Prose]:
        found = sorted(self._told.grounds, key=_order)
        possible = [one for one in found if one.holding.certainty == "possible"]
        lead = self._lead(found, day)
        if len(possible) == 1:
            yield fill("{lead}: {why}.", lead=lead, why=reason(possible[0], day, self._language))
        else:
            yield fill("{lead}.", lead=lead)
            for one in possible:
                why = reason(one, day, self._language)
                yield fill(self._phrases["of_one"], person=self._name(one.holding.person), reason=why)
        yield from self._beside(found, possible)

    def _lead(self, found: Sequence[Grounds], day: date) -> Prose:
        clauses = joined([self._clause(one, day, found[:place]) for place, one in enumerate(found)], "; ")
        template = self._phrases["lead_undated" if self._time == "undated" else "lead"]
        said = fill(template, day=spoken_day(day, self._language), post=self._post(found[0]), clauses=clauses)
        return said.begun()

    def _beside(self, found: Sequence[Grounds], possible: Sequence[Grounds]) -> Iterator[Prose]:
        """Yield what follows for nobody, or what sources differ on although the day is certain."""
        if nobody := self._answer.nobody:
            known = "silent" not in nobody.reasons
            then = consequence(possible[0], self._language, known=known) if len(possible) == 1 else None
            yield Prose.of(then or self._phrases["maybe_nobody"].format(reasons=self._reasons(nobody)))
        elif len(found) == 1 and not possible and (differ := agreeing(found[0], self._language)):
            yield Prose.of(differ)

    def _clause(self, one: Grounds, day: date, before: Sequence[Grounds]) -> Prose:
        held, last = one.holding, before[-1].holding if before else None
        same = last is not None and (last.post, last.acting) == (held.post, held.acting)
        place = "first" if last is None else "same" if same else "other"
        person = self._name(held.person)
        if held.acting:
            person = fill(self._phrases["acting_person"], person=person)
        return fill(self._phrases[f"{_kind(one, day)}_{place}"], person=person, post=self._post(one))

    def _post(self, one: Grounds) -> Prose:
        post = self._name(one.holding.post)
        return fill(self._phrases["acting_post"], post=post) if one.holding.acting else post

    # Lists of people

    def _by_lists(self) -> Prose:
        certain = [one for one in self._answer.answers if one.certainty == "certain"]
        possible = [one for one in self._answer.answers if one.certainty == "possible"]
        by = [self._people("certainly_by", certain)] if certain else []
        by += [self._people("possibly_also" if certain else "possibly_by", possible)] if possible else []
        subject = self._subject()
        if self._time == "undated":
            return fill(self._phrases["held_undated"], subject=subject, by=joined(by, "; ")).begun()
        time = fill(self._phrases[f"time_{self._time}"], subject=subject, **self._when())
        return fill(self._phrases["held"], time=time, subject=subject, by=joined(by, "; ")).begun()

    def _people(self, key: str, held: Sequence[Holding]) -> Prose:
        key = f"{key}_one" if len(held) == 1 else key
        people = joined([self._noted(one) for one in held], ", ", self._phrases["and"])
        noun = form_for("noun", len(held), self._language)
        return fill(self._phrases[key], count=len(held), noun=noun, people=people)

    def _noted(self, one: Holding) -> Prose:
        name = self._name(one.person)
        if one.acting:
            name = fill(self._phrases["acting_note"], person=name)
        return fill(self._phrases[f"{one.boundary}_note"], person=name) if one.boundary else name

    # Nobody

    def _nobody(self) -> Iterator[Prose]:
        nobody = self._answer.nobody
        assert nobody is not None
        key = "nobody" if nobody.certainty == "certain" else "unknown"
        slots = {**self._when(), "reasons": self._reasons(nobody)}
        yield fill(self._phrases[f"{key}_{self._time}"], subject=self._subject(), **slots).begun()
        around = self._told.around
        if (around.before or around.after) and "changed-hands" not in nobody.reasons:
            which = "before_and_after" if around.before and around.after else f"only_{_only(around)}"
            yield fill(self._phrases[which], **self._neighbour("before", around), **self._neighbour("after", around))

    def _neighbour(self, side: str, around: Neighbours) -> Mapping[str, Prose | str]:
        term: Term | None = getattr(around, side)
        if term is None:
            return {}
        point = term.stretch.end if side == "before" else term.stretch.start
        when = spoken_span(*_days(point), self._language, when=self._language == "en")
        name = self._name(term.person)
        name = fill(self._phrases["possibly"], person=name) if term.doubtful else name
        return {side: name, "ended" if side == "before" else "began": when}

    def _reasons(self, nobody: Nobody) -> str:
        told = [self._phrases[one] for one in nobody.reasons if one != "outside"]
        return self._phrases["or"].join(told)

    # What all share

    def _when(self) -> Mapping[str, str]:
        if self._answer.on:
            return {"day": spoken_day(date.fromisoformat(self._answer.on), self._language)}
        return {"when": spoken_period(self._answer.during or self._answer.through or "", self._language)}

    def _subject(self) -> Prose:
        """Return the post or office as what somebody holds."""
        name = self._labels(self._answer.subject)
        if self._answer.asked == "office" and self._language == "en":
            name = name[:1].lower() + name[1:]
        return fill(self._phrases[f"{self._answer.asked}_named"], name=Prose.of(name, self._answer.subject))

    def _name(self, thing: str) -> Prose:
        return Prose.of(self._labels(thing), thing)


def _kind(one: Grounds, day: date) -> str:
    """Return which clause tells of a holding: of one that is certain, what happens that day; else what decides it."""
    held = one.holding
    if held.certainty == "certain":
        return "dies" if held.boundary == "leaves" and one.ended == "died" else held.boundary or "certain"
    sides = {bound.side for bound in one.deciding}
    if sides == {"end"}:
        return "still"
    takes = sides == {"start"} and all(bound.earliest == day for bound in one.deciding)
    return "takes" if takes or held.boundary == "enters" else "possible"


def _order(one: Grounds) -> tuple[bool, int, bool]:
    """Return the place of a holding: the certain first, those who leave, stay and enter; who acts after the others."""
    held = one.holding
    return held.certainty != "certain", ("leaves", None, "enters").index(held.boundary), held.acting


def _only(around: Neighbours) -> str:
    return "before" if around.before else "after"


def _days(point: Point) -> tuple[date | None, date | None]:
    first = None if point.earliest == FIRST else date.fromordinal(point.earliest)
    return first, None if point.latest == LAST else date.fromordinal(point.latest)
