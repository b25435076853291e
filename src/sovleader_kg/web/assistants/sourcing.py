"""Sourcing: who says so: a few claims that stand for many, each value with its best sources, and where they are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import zip_longest

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE, sl
from sovleader_kg.prose.places import spoken_place
from sovleader_kg.prose.values import spoken_value
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.passage import address_of

__all__ = ["DATING", "Sourcing"]

Name = Callable[[str, str], str]  # what a thing is called, by its IRI, in a language
# Kinds of sources, the nearest to what happened first; mirrors repeat others.
KINDS = (
    *("archive-record", "official-text", "monograph", "press", "dataset", "reference-work", "encyclopedia"),
    *("encyclopedia-article", "repository", "web-page", "mirror"),
)
DATING = frozenset(map(sl, ("start", "end", "date", "heldOn", "birth", "death")))
_ADDRESS = re.compile(r"https?://[^\s,;]+")


class Sourcing:
    """What claims of one graph say, and who says it."""

    def __init__(self, kg: KnowledgeGraph, name: Name) -> None:
        """Take the graph, and what tells how a thing is called in a language."""
        self._kg, self._name = kg, name

    def cited(self, claims: Iterable[str], most: int, language: str) -> list[dict[str, object]]:
        """Return the sources of some claims: of each value the best ones, in turn, each passage once.

        Args:
            claims: IRIs of the claims, those that decide first.
            most: How many sources at most.
            language: "en" or "ru".
        """
        given = list(dict.fromkeys(claims))
        said = {one.claim: one for one in self._kg.testimony(given)}
        chosen: dict[str, Testimony] = {}
        for one in _in_turn([said[claim] for claim in given if claim in said]):
            chosen.setdefault(one.passage, one)
        return [self.told(one, language) for one in list(chosen.values())[:most]]

    def told(self, said: Testimony, language: str) -> dict[str, object]:
        """Return one claim with its source."""
        found = _ADDRESS.search(said.locator)
        return {
            "title": self._name(said.source, language),
            "kind": self._word(said.source_kind, language),
            "place": "".join(part.text for part in spoken_place(said.locator, language)),
            "says": self._says(said, language),
            "as_written": said.as_written or "",
            "how": ", ".join(self._word(one, language) for one in said.stances),
            "stands": "rejected" if said.rejected else self._word(said.verdict, language),
            "denied": said.denied,
            "address": address_of(found[0] if found else self._page(said.source), [said]),
            "claim": said.claim,
        }

    def _page(self, source: str) -> str:
        found = self._kg.sources.get(source)
        return (found.page if found else None) or ""

    def _says(self, said: Testimony, language: str) -> str:
        """Return what a claim says in the editors' words; where those only name its parts, the parts in words."""
        gloss = said.gloss_ru if language == "ru" else said.gloss
        if gloss and not (said.gloss or "").startswith(f"{self._name(said.subject, 'en')}: "):
            return gloss
        value = spoken_value(
            said.evidence.value, lambda iri: self._name(iri, language), language, said.evidence.calendar
        )
        return f"{self._name(said.subject, language)}, {self._name(said.predicate, language)}: {value}"

    def _word(self, slug: str | None, language: str) -> str:
        return self._name(f"{BASE}concept/{slug}", language) if slug else ""


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
