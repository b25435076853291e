"""Pages: which page is where: by its name, or by the kind of thing; the same on the server and in a static site."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages import (
    body,
    claim,
    dispute,
    disputes,
    event,
    ontology,
    passage,
    person,
    post,
    queries,
    resolution,
    seats,
    source,
    start,
    term,
    thing,
    timeline,
)
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.rendering import Rendering

__all__ = ["PAGES", "PARAMETERS", "Pages"]

PAGES: Mapping[str, Callable[[Library, Links, Mapping[str, str]], Page]] = {
    "": start.read,
    "timeline": timeline.read,
    "seats": seats.read,
    "disputes": disputes.read,
    "queries": queries.read,
    "sparql": queries.editor,
    "ontology": ontology.read,
}
# The parameters that a page knows, beside the language.
PARAMETERS: Mapping[str, frozenset[str]] = {
    "": frozenset({"day", "post"}),
    "disputes": frozenset(disputes.ASKED),
    "seats": frozenset({"day", "post"}),
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

    def thing(self, iri: str, links: Links, parameters: Mapping[str, str] | None = None) -> Page:
        """Return the page of a thing: that of its kind, or the one that shows a thing of any kind."""
        kind, _ = split(iri) or ("", "")
        if kind in SHEETS:
            return SHEETS[kind](self.library, links, iri, parameters or {})
        return KINDS.get(kind, thing.read)(self.library, links, iri)

    def term(self, name: str, links: Links) -> Page:
        """Return the page of a class or property of the vocabulary."""
        return ontology.read_term(self.library, links, name)

    def written(self, page: Page, links: Links) -> str:
        """Return a page as HTML."""
        return self._rendering.page(page, links)
