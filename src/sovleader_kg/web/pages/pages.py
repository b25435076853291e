"""Pages: which page is where: by its name, or by the kind of thing; the same on the server and in a static site."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages import (
    almanac,
    completions,
    disputes,
    ontology,
    queries,
    seats,
    sparql,
    start,
    thing,
    timeline,
)

from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.rendering import Rendering

__all__ = ["JSONS", "PAGES", "Pages"]

PAGES: Mapping[str, Callable[[Library, Links, Mapping[str, str]], Page]] = {
    "": start.read,
    "timeline": timeline.read,
    "seats": seats.read,
    "disputes": disputes.read,
    "queries": queries.read,
    "sparql": sparql.read,
    "ontology": ontology.read,
}
# The JSON documents that scripts read.
JSONS: Mapping[str, Callable[[Library, Links], Mapping[str, object]]] = {
    "almanac": almanac.document,
    "completions": completions.document,
}
KINDS: Mapping[str, Callable[[Library, Links, str], Page]] = {}


class Pages:
    """The pages of one graph."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read every label once."""
        self.library = Library(kg)
        self._rendering = Rendering(self.library.labels)

    def named(self, name: str, links: Links, parameters: Mapping[str, str]) -> Page:
        """Return one of `PAGES`, asked with some parameters."""
        return PAGES[name](self.library, links, parameters)

    def json(self, name: str, links: Links) -> str:
        """Return one of `JSONS`."""
        return json.dumps(JSONS[name](self.library, links), ensure_ascii=False, separators=(",", ":"))

    def thing(self, iri: str, links: Links) -> Page:
        """Return the page of a thing: that of its kind, or the one that shows a thing of any kind."""
        kind, _ = split(iri) or ("", "")
        return KINDS.get(kind, thing.read)(self.library, links, iri)

    def written(self, page: Page, links: Links) -> str:
        """Return a page as HTML."""
        return self._rendering.page(page, links)
