"""Reasons: why a holding is only possible, or certain although sources differ, as a person says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sovleader_kg.answers.explanation.grounds import Bound, Grounds, Position
from sovleader_kg.prose.dates import spoken, spoken_briefly, spoken_span, spoken_when
from sovleader_kg.prose.phrases import PHRASES, form_for, in_words

__all__ = ["agreeing", "consequence", "reason"]

NAMED = {"elected", "appointed", "resigned", "died"}  # ways to start or end that whoever dates the end tells of
SAME = {"resigned-under-pressure": "resigned"}


def reason(found: Grounds, day: date, language: str) -> str:
    """Return why somebody possibly held a post on a day: no sentence yet, and without the name."""
    told = [_told(one, day, language) for one in found.deciding]
    doubted = [PHRASES[language][found.doubt]] if found.doubt else []
    return "; ".join([*told, *doubted]) or PHRASES[language]["unclear"]


def consequence(found: Grounds, language: str, *, known: bool) -> str | None:
    """Return what follows where those are right who let nobody hold the post; None where that is not so simple.

    Args:
        found: Why the one holder of the day is only possible.
        language: "en" or "ru".
        known: Whether the sources account for a post without a holder.
    """
    if len(found.deciding) != 1 or found.doubt:
        return None
    positions = found.deciding[0].positions
    against = [one for one in positions if one.held is False]
    if not against or any(one.held is None for one in positions):
        return None
    phrases = PHRASES[language]
    then = phrases["then_nobody" if known else "then_unknown"]
    if len(positions) == 2:
        which = "former" if positions[0] is against[0] else "latter"
        return phrases[f"{which}_one" if against[0].sources == 1 else which].format(then=then)
    days = phrases["or"].join(spoken_when(one.value, language) for one in against)
    return phrases["if_when"].format(when=days, then=then)


def agreeing(found: Grounds, language: str) -> str | None:
    """Return that sources differ on when a term began or ended, but that the day is certain in every reading."""
    phrases = PHRASES[language]
    keys = [f"differ_{one.side}" for one in found.disputed]
    keys = ["differ_end_alone"] if keys == ["differ_end"] else keys
    told = [
        phrases[key].format(values=_either(one.positions, language))
        for key, one in zip(keys, found.disputed, strict=True)
    ]
    return phrases["differ"].format(what=phrases["and"].join(told)) if told else None


def _told(bound: Bound, day: date, language: str) -> str:
    if bound.positions:
        return _positions(bound, day, language)
    span = (bound.earliest, bound.latest)
    name, when = spoken_span(*span, language), spoken_span(*span, language, when=True)
    return PHRASES[language][f"{'vague' if bound.claims else 'untold'}_{bound.side}"].format(name=name, when=when)


def _positions(bound: Bound, day: date, language: str) -> str:
    """Return how many sources give which value: "two sources put the election on 7 September, four on the 14th"."""
    mode = SAME.get(bound.mode or "", bound.mode)
    what = PHRASES[language][mode if mode in NAMED else bound.side]
    days = spoken_briefly([one.value for one in bound.positions], day.year, language)
    first, *others = zip(bound.positions, days, strict=True)
    begun = _put(form_for("sources_put", first[0].sources, language), *first, what, language)
    return ", ".join([begun, *(_put(PHRASES[language]["others_put"], *one, what, language) for one in others)])


def _put(template: str, one: Position, when: str, what: str, language: str) -> str:
    return template.format(count=in_words(one.sources, language), what=what, when=when, name=when)


def _either(positions: Sequence[Position], language: str) -> str:
    values = [one.value for one in positions]
    if not any(mark in value for value in values for mark in "/[{"):
        return spoken(f"[{','.join(values)}]", language)
    return PHRASES[language]["or"].join(spoken(one, language) for one in values)
