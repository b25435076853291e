"""Relations as sentences: how two dated things lie to each other, certainly or possibly, in English or Russian."""

from __future__ import annotations

from sovleader_kg.answers.chronology.relations import Relation
from sovleader_kg.answers.chronology.worlds import Truth

__all__ = ["relation_told"]

_HOW = {
    "before": ("ends before {other} begins", "оканчивается раньше, чем начинается {other}"),
    "meets": ("ends on the day on which {other} begins", "оканчивается в день, когда начинается {other}"),
    "overlaps": ("begins before {other} and ends while it lasts", "начинается раньше и захватывает начало: {other}"),
    "finished by": (
        "begins before {other} and ends on the same day",
        "начинается раньше, оканчивается вместе: {other}",
    ),
    "contains": ("begins before {other} and ends after it", "начинается раньше и оканчивается позже: {other}"),
    "starts": (
        "begins on the same day as {other} and ends before it",
        "начинается вместе, оканчивается раньше: {other}",
    ),
    "equals": ("covers the same days as {other}", "занимает те же дни: {other}"),
    "started by": (
        "begins on the same day as {other} and ends after it",
        "начинается вместе, оканчивается позже: {other}",
    ),
    "during": ("begins after {other} and ends before it", "начинается позже и оканчивается раньше: {other}"),
    "finishes": ("begins after {other} and ends on the same day", "начинается позже, оканчивается вместе: {other}"),
    "overlapped by": (
        "begins while {other} lasts and ends after it",
        "начинается до конца и оканчивается позже: {other}",
    ),
    "met by": ("begins on the day on which {other} ends", "начинается в день, когда оканчивается {other}"),
    "after": ("begins after {other} has ended", "начинается позже, чем оканчивается {other}"),
}
QUOTED = {"en": "“{}”", "ru": "«{}»"}
_SURE = {"en": "Certainly {one} {how}.", "ru": "Точно: {one} {how}."}
_UNSURE = {
    "en": "The sources leave open how {one} lies to {other}. Possibly it {how}.",
    "ru": "Источники не решают, как соотносятся {one} и {other}. Возможно, первое {how}.",
}
_OR = {"en": "; or it ", "ru": "; или "}
_SHARED = {
    "certain": ("They share a day.", "Есть общий день."),
    "possible": ("Possibly they share a day.", "Возможно, есть общий день."),
    "impossible": ("They share no day.", "Общего дня нет."),
}
_BETWEEN = {
    "certain": ("A day lies between them.", "Между ними есть день."),
    "possible": ("Possibly a day lies between them.", "Возможно, между ними есть день."),
    "impossible": ("No day lies between them.", "Дня между ними нет."),
}


def relation_told(relation: Relation, overlap: Truth, gap: Truth, names: tuple[str, str], language: str) -> str:
    """Return how two things lie to each other, whether they share a day, and whether one lies between them.

    Args:
        relation: What `relate` answered.
        overlap: Whether they share a day.
        gap: Whether a day lies between them.
        names: What the two are called.
        language: "en" or "ru".

    >>> relation_told(Relation("a", "b", "before", ("before",)), "impossible", "certain", ("A", "B"), "en")
    'Certainly “A” ends before “B” begins. They share no day. A day lies between them.'
    """
    one, other = (QUOTED[language].format(name) for name in names)
    place = language == "ru"
    if relation.certain:
        told = _SURE[language].format(one=one, how=_HOW[relation.certain][place].format(other=other))
    else:
        it = {"en": "the other", "ru": "второе"}[language]
        how = _OR[language].join(_HOW[name][place].format(other=it) for name in relation.possible)
        told = _UNSURE[language].format(one=one, other=other, how=how)
    return f"{told} {_SHARED[overlap][place]} {_BETWEEN[gap][place]}"
