"""Sources: the list of sources by kind, each with its claims, copies under what they copy."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from sovleader_kg.answers.finding.things import Thing, Things, local_name
from sovleader_kg.names import expand
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Text", "kinds", "of_kind", "read"]

MOST = 25


@dataclass(frozen=True, slots=True)
class Text:
    """A source that copies none: IRI, label, its claims, its copies, and the claims of all together."""

    iri: str
    name: str
    claims: int
    copies: Sequence[Thing]
    total: int


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the list's first page: the kinds of sources, and those on which most rests."""
    words, shelf = WORDS[links.language], _Shelf(library.kg.things)
    lead = words["list_sources_lead"].format(sources=len(shelf.sources), claims=sum(one.count for one in shelf.sources))
    texts = sorted((shelf.text(one, links.language) for one in shelf.originals), key=lambda text: -text.total)
    values = {
        "lead": lead,
        "kinds": [(name, library.labels.of(iri, links.language), *told) for name, (iri, told) in shelf.kinds.items()],
        "texts": texts[:MOST],
        "kind": "",
    }
    return Page("sources.html", words["list_sources"], "sources", values, description=lead)


def kinds(library: Library) -> Iterator[str]:
    """Yield the names of the pages of kinds of sources."""
    yield from _Shelf(library.kg.things).kinds


def of_kind(library: Library, links: Links, name: str, _: Mapping[str, str]) -> Page | None:
    """Return the list of the sources of a kind: "encyclopedia", "press"; None where there is none."""
    words, shelf = WORDS[links.language], _Shelf(library.kg.things)
    if name not in shelf.kinds:
        return None
    kind = library.labels.of(shelf.kinds[name][0], links.language)
    texts = [shelf.text(one, links.language) for one in shelf.originals if _kind_of(one) == name]
    values = {"lead": "", "kinds": [], "kind": name, "texts": sorted(texts, key=lambda text: (-text.total, text.name))}
    return Page("sources.html", words["list_sources_of"].format(kind=kind), f"sources/{name}", values)


class _Shelf:
    """The sources, and which of them are copies."""

    def __init__(self, things: Things) -> None:
        self._things = things
        self.sources = [thing for thing in things.values() if thing.kind == "source"]

    @cached_property
    def originals(self) -> list[Thing]:
        return [one for one in self.sources if self._original(one) is one]

    @cached_property
    def _copies(self) -> Mapping[str, list[Thing]]:
        found: dict[str, list[Thing]] = defaultdict(list)
        for one in self.sources:
            if (original := self._original(one)) is not one:
                found[original.iri].append(one)
        return found

    def _original(self, source: Thing) -> Thing:
        """Return what a source copies, be it by way of others; itself where it copies nothing."""
        passed = {source.iri}
        while origins := [
            one for one in source.links.get("derivesFrom", ()) if one in self._things and one not in passed
        ]:
            source = self._things[origins[0]]
            passed.add(source.iri)
        return source

    @cached_property
    def kinds(self) -> Mapping[str, tuple[str, tuple[int, int]]]:
        """The kinds by the name of their page: IRI, number of texts, and of claims with those of the copies."""
        texts, claims = Counter[str](), Counter[str]()
        for one in self.originals:
            texts[_kind_of(one)] += 1
            claims[_kind_of(one)] += self._total(one)
        return {
            kind: (expand(kind, "concept"), (texts[kind], number))
            for kind, number in sorted(claims.items(), key=lambda one: (-one[1], one[0]))
        }

    def _total(self, source: Thing) -> int:
        return source.count + sum(one.count for one in self._copies.get(source.iri, ()))

    def text(self, source: Thing, language: str) -> Text:
        copies = sorted(self._copies.get(source.iri, ()), key=lambda one: (-one.count, one.label(language)))
        return Text(source.iri, source.label(language), source.count, copies, self._total(source))


def _kind_of(source: Thing) -> str:
    return local_name(source.links.get("sourceKind", ("other",))[0])
