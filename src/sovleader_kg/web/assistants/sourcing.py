"""Sourcing: who says so: a few claims that stand for many, each value with its best sources, and where they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from sovleader_kg.names import BASE, sl
from sovleader_kg.prose.places import spoken_place
from sovleader_kg.prose.values import spoken_value
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.pages.passage import address_of

__all__ = ["DATING", "cited"]

# Kinds of sources, the nearest to what happened first; mirrors repeat others.
KINDS = (
    *("archive-record", "official-text", "monograph", "press", "dataset", "reference-work", "encyclopedia"),
    *("encyclopedia-article", "repository", "web-page", "mirror"),
)
DATING = frozenset(map(sl, ("start", "end", "date", "heldOn", "birth", "death")))
_ADDRESS = re.compile(r"https?://[^\s,;]+")


def cited(asked: Question, claims: Iterable[str], most: int) -> list[dict[str, object]]:
    """Return the sources of some claims: of each value the best ones, in turn, each passage once.

    Args:
        asked: What was asked, for its graph and its language.
        claims: IRIs of the claims, those that decide first.
        most: How many sources at most.
    """
    given = list(dict.fromkeys(claims))
    said = {one.claim: one for one in asked.kg.testimony(given)}
    chosen: dict[str, Testimony] = {}
    for one in _in_turn([said[claim] for claim in given if claim in said]):
        chosen.setdefault(one.passage, one)
    return [_told(asked, one) for one in list(chosen.values())[:most]]


def _told(asked: Question, said: Testimony) -> dict[str, object]:
    """Return one claim with its source."""
    found = _ADDRESS.search(said.locator)
    return {
        "title": asked.name(said.source),
        "kind": _word(asked, said.source_kind),
        "place": "".join(part.text for part in spoken_place(said.locator, asked.language)),
        "says": _says(asked, said),
        "as_written": said.as_written or "",
        "how": ", ".join(_word(asked, one) for one in said.stances),
        "stands": "rejected" if said.rejected else _word(asked, said.verdict),
        "denied": said.denied,
        "address": address_of(found[0] if found else _page(asked, said.source), [said]),
        "claim": said.claim,
    }


def _page(asked: Question, source: str) -> str:
    found = asked.kg.sources.get(source)
    return (found.page if found else None) or ""


def _says(asked: Question, said: Testimony) -> str:
    """Return what a claim says in the editors' words; where those only name its parts, the parts in words."""
    gloss = said.gloss_ru if asked.language == "ru" else said.gloss
    if gloss and not (said.gloss or "").startswith(f"{replace(asked, language='en').name(said.subject)}: "):
        return gloss
    value = spoken_value(said.evidence.value, asked.name, asked.language, said.evidence.calendar)
    return f"{asked.name(said.subject)}, {asked.name(said.predicate)}: {value}"


def _word(asked: Question, slug: str | None) -> str:
    return asked.name(f"{BASE}concept/{slug}") if slug else ""


def _in_turn(said: Sequence[Testimony]) -> Iterator[Testimony]:
    """Yield the best source of each value, then the second of each, and so on; what dates something comes first."""
    by_value: dict[tuple[bool, str, str, bool], list[Testimony]] = defaultdict(list)
    for one in said:
        by_value[one.predicate not in DATING, one.predicate, one.value, one.denied].append(one)
    groups = sorted(by_value.items(), key=lambda item: item[0][0])
    for turn in zip_longest(*(sorted(group, key=_rank) for _, group in groups)):
        yield from (one for one in turn if one is not None)


def _rank(said: Testimony) -> int:
    return KINDS.index(said.source_kind) if said.source_kind in KINDS else len(KINDS)
