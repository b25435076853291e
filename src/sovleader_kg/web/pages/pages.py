"""Pages: which page is where: by its name, below another page, or by the kind of thing; on the server and in a site."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages import (
    about,
    almanac,
    body,
    claim,
    completions,
    day,
    dispute,
    disputes,
    event,
    events,
    ontology,
    passage,
    people,
    person,
    post,
    posts,
    queries,
    resolution,
    search,
    seats,
    source,
    sources,
    sparql,
    start,
    term,
    thing,
    timeline,
)
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.rendering import Rendering

__all__ = ["FAMILIES", "JSONS", "PAGES", "PARAMETERS", "Family", "Pages"]


@dataclass(frozen=True, slots=True)
class Family:
    """The pages below a page: `people/k`.

    Attributes:
        names: Gives the name of each.
        read: Returns one, asked with some parameters; None for a name that there is not.
    """

    names: Callable[[Library], Iterable[str]]
    read: Callable[[Library, Links, str, Mapping[str, str]], Page | None]


PAGES: Mapping[str, Callable[[Library, Links, Mapping[str, str]], Page]] = {
    "": start.read,
    "on": day.read,
    "timeline": timeline.read,
    "people": people.read,
    "posts": posts.read,
    "events": events.read,
    "sources": sources.read,
    "seats": seats.read,
    "disputes": disputes.read,
    "queries": queries.read,
    "search": search.read,
    "about": about.read,
    "sparql": sparql.read,
    "ontology": ontology.read,
}
FAMILIES: Mapping[str, Family] = {
    "people": Family(people.letters, people.letter),
    "events": Family(events.kinds, events.of_kind),
    "sources": Family(sources.kinds, sources.of_kind),
    "queries": Family(queries.names, queries.query),
    "about": Family(about.chapters, about.chapter),
}
# The JSON documents that scripts read.
JSONS: Mapping[str, Callable[[Library, Links], Mapping[str, object]]] = {
    "almanac": almanac.document,
    "completions": completions.document,
}
# The parameters that a page knows, beside the language.
PARAMETERS: Mapping[str, frozenset[str]] = {
    "": frozenset({"day", "post"}),
    "disputes": frozenset(disputes.ASKED),
    "events": frozenset({"kind"}),
    "seats": frozenset({"post", "day"}),
    "timeline": frozenset({*timeline.ASKED, "day"}),  # the day is for its script
    "sparql": frozenset({"stored"}),
}
KINDS: Mapping[str, Callable[[Library, Links, str], Page]] = {
    "body": body.read,
    "claim": claim.read,
    "collective": term.read,
    "dispute": dispute.read,
    "event": event.read,
    "leadership": term.read,
    "membership": term.read,
    "office": post.read_office,
    "passage": passage.read,
    "person": person.read,
    "post": post.read,
    "resolution": resolution.read,
    "tenure": term.read,
    "term": term.read,
}

SHEETS: Mapping[str, Callable[[Library, Links, str, Mapping[str, str]], Page]] = {"source": source.read}  # of several


class Pages:
    """The pages of one graph."""

    def __init__(self, kg: KnowledgeGraph, wordings: Mapping[str, str] | None = None) -> None:
        """Read every label once; `wordings` are passages' own words by their hashes."""
        self.library = Library(kg, wordings)
        self._rendering = Rendering(self.library)

    def named(self, name: str, links: Links, parameters: Mapping[str, str]) -> Page:
        """Return one of `PAGES`, asked with some parameters."""
        return PAGES[name](self.library, links, parameters)

    def member(self, family: str, name: str, links: Links, parameters: Mapping[str, str]) -> Page | None:
        """Return a page of one of `FAMILIES`; None where it has none of this name."""
        return FAMILIES[family].read(self.library, links, name, parameters)

    def thing(self, iri: str, links: Links, parameters: Mapping[str, str] | None = None) -> Page:
        """Return the page of a thing: that of its kind, or the one that shows a thing of any kind."""
        kind, _ = split(iri) or ("", "")
        if kind in SHEETS:
            return SHEETS[kind](self.library, links, iri, parameters or {})
        return KINDS.get(kind, thing.read)(self.library, links, iri)

    def term(self, name: str, links: Links) -> Page:
        """Return the page of a class or property of the vocabulary."""
        return ontology.read_term(self.library, links, name)

    def json(self, name: str, links: Links) -> str:
        """Return one of `JSONS`."""
        return json.dumps(JSONS[name](self.library, links), ensure_ascii=False, separators=(",", ":"))

    def written(self, page: Page, links: Links) -> str:
        """Return a page as HTML."""
        return self._rendering.page(page, links)
