"""Disputes as sentences: what the sources say against each other, and how that stands, in English or Russian.

What is disputed is never told as certain: of an open dispute, the value that stands in the graph is the one that it
takes for now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.answers.explanation.rivals import Rivalry, Side
from sovleader_kg.names import EDTF, TYPE
from sovleader_kg.prose.dates import spoken
from sovleader_kg.prose.numbers import counted
from sovleader_kg.prose.values import Name, spoken_value

__all__ = ["dated", "differing", "kept", "spoken_side", "standing"]

_AND = {"en": " and ", "ru": " и "}
_SAID = {
    "attested": {
        "en": "Known from claims alone: {told}, and nothing else bears it out.",
        "ru": "Известно лишь по утверждениям ({told}); больше ничем не подтверждается.",
    },
    "differ": {"en": "Sources differ: {told}.", "ru": "Источники расходятся: {told}."},
    "denied": {"en": "{said}, denied by {denied}", "ru": "{said}, отрицает {denied}"},
    "counted": {"en": "{value}, by counting", "ru": "{value}, по подсчёту"},
    "open-none": {
        "en": "Nothing is decided, and the graph takes none of them.",
        "ru": "Не решено; граф не принимает ни одного.",
    },
    "open-attested": {
        "en": "Nothing is decided, and the graph does not take it up.",
        "ru": "Не решено; граф этого не принимает.",
    },
    "open-taken": {
        "en": "Nothing is decided; for now the graph takes {kept}{left}.",
        "ru": "Не решено; пока граф принимает: {kept}{left}.",
    },
    "open-all": {
        "en": "Nothing is decided; the graph leaves it open: {kept}.",
        "ru": "Не решено; граф оставляет вопрос открытым: {kept}.",
    },
    "settled": {"en": "The editors prefer {kept}{left}.", "ru": "Редакция предпочитает: {kept}{left}."},
    "rejected": {"en": "The editors reject as wrong: {wrong}.", "ru": "Редакция отвергает: {wrong}."},
    "left": {"en": "; also possible: {left}", "ru": "; возможно также: {left}"},
}


def spoken_side(side: Side, name: Name, language: str) -> str:
    """Return the value of a side in words."""
    return spoken_value(side.value, name, language, side.calendar)


def dated(rivalry: Rivalry) -> bool:
    """Return whether the values are dates, all of which stay possible until they are shown wrong."""
    values = [side.value for side in rivalry.sides]
    return all(isinstance(one, Literal) and one.datatype.value == EDTF for one in values)


def differing(dispute: Dispute, rivalry: Rivalry, name: Name, language: str) -> str:
    """Return a sentence that says what stands against what, and how many independent sources say so."""
    if dispute.properties == (TYPE,):
        most = max(side.witnesses for side in rivalry.sides)
        return _SAID["attested"][language].format(told=counted(most, "witness", language))
    told = [_told(side, name, language) for side in rivalry.sides]
    told += [
        _SAID["counted"][language].format(value=rival.value.replace(" to ", "–"))
        for rival in dispute.values
        if not rival.claims
    ]
    return _SAID["differ"][language].format(told="; ".join(told))


def standing(dispute: Dispute, rivalry: Rivalry, name: Name, language: str) -> str:
    """Return what is decided or taken for now, what stays possible, and what is shown wrong."""
    parts = [_standing(dispute, rivalry, name, language)]
    if wrong := [spoken_side(side, name, language) for side in rivalry.sides if side.rejected]:
        parts.append(_SAID["rejected"][language].format(wrong=_joined(wrong, language)))
    return " ".join(part for part in parts if part)


def kept(dispute: Dispute, rivalry: Rivalry) -> list[Side]:
    """Return the sides that the graph takes: those of claims that the editors prefer, or else what fits its value."""
    preferred = {claim for decision in dispute.decisions for claim in decision.prefers}
    chosen = [side for side in rivalry.sides if any(one.claim in preferred for one in side.claims)]
    standing = [side for side in rivalry.sides if not side.rejected]
    return chosen or ([side for side in standing if not side.against] if dispute.agreed else [])


def _standing(dispute: Dispute, rivalry: Rivalry, name: Name, language: str) -> str:
    taken = kept(dispute, rivalry)
    if not taken:
        none = "open-attested" if dispute.properties == (TYPE,) else "open-none"
        return _SAID[none][language] if dispute.status == "open" else ""
    values = {"kept": _values(taken, name, language), "left": ""}
    possible = [side for side in rivalry.sides if side not in taken and not side.rejected]
    if possible and dated(rivalry):
        values["left"] = _SAID["left"][language].format(left=_values(possible, name, language))
    if dispute.status == "settled":
        return _SAID["settled"][language].format(**values)
    if len(taken) == 1:
        return _SAID["open-taken"][language].format(**values)
    if dated(rivalry):
        values["kept"] = _joined([spoken(one, language) for one in dispute.agreed], language)
    return _SAID["open-all"][language].format(**values)


def _values(sides: Iterable[Side], name: Name, language: str) -> str:
    return _joined([spoken_side(side, name, language) for side in sides], language)


def _told(side: Side, name: Name, language: str) -> str:
    said = f"{spoken_side(side, name, language)} ({counted(side.witnesses, 'witness', language)})"
    if not side.denials:
        return said
    sources = {one.source for one in side.denials}
    denied = counted(len(sources), "source", language) if len(sources) > 1 else name(next(iter(sources)))
    return _SAID["denied"][language].format(said=said, denied=denied)


def _joined(told: Sequence[str], language: str) -> str:
    *most, last = told
    return f"{', '.join(most)}{_AND[language]}{last}" if most else last
