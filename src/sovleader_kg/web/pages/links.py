"""Links: where the page of a thing is, on a server and in a static site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from sovleader_kg.names import BASE, SL

__all__ = ["LEFT_OUT", "Asked", "Links", "ServerLinks", "SiteLinks", "file_of", "split"]


LEFT_OUT = frozenset({"dataset", "query", "verdict"})  # kinds that a static site has no pages for
DAYS = "on"  # the page of a static site that shows any day

Asked = tuple[str, tuple[tuple[str, str], ...]]  # a page by its name, and what it is asked with


def split(iri: str) -> tuple[str, str] | None:
    """Return the kind and slug of a thing of the project; None for any other IRI."""
    kind, _, slug = iri.removeprefix(BASE).partition("/")
    return (kind, slug) if iri.startswith(BASE) and slug and "/" not in slug else None


def file_of(name: str, parameters: Mapping[str, str]) -> str:
    """Return how a static site calls the file of a page that is asked with parameters, without its suffix.

    >>> file_of("people", {}), file_of("people", {"page": "2"}), file_of("", {"day": "1953-03-05"})
    ('people', 'people.page-2', 'index')
    """
    kept = sorted(parameters.items()) if name else []
    return ".".join([name or "index", *(re.sub(r"[^\w-]+", "-", f"{key}-{value}") for key, value in kept if value)])


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses on a server, below the path that it is served at."""

    language: str
    static: bool = False
    forms: tuple[str, ...] = ("ttl", "jsonld", "nt", "rdf")

    def thing(self, iri: str) -> str:
        """Return the address of a thing's page, or the IRI itself for a thing of others."""
        parts = split(iri)
        if parts:
            return self.page(f"page/{parts[0]}/{quote(parts[1])}")
        return f"{self.page('ontology')}#{iri.removeprefix(SL)}" if iri.startswith(SL) else iri

    def page(self, name: str, **parameters: str) -> str:
        """Return the address of a page by its name; "" is the start page."""
        return self.other(self.language, name, parameters)

    def asset(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return f"/static/{name}"

    def data(self, iri: str, suffix: str) -> str:
        """Return the address of a thing's triples."""
        kind, slug = split(iri) or ("", "")
        return f"/data/{kind}/{quote(slug)}.{suffix}"

    def json(self, name: str) -> str:
        """Return the address of a JSON document, by its name among `JSONS`, in the language of the page."""
        return f"/{name}.json?lang={self.language}"

    def other(self, language: str, place: str, parameters: Mapping[str, str]) -> str:
        """Return the address of a page, which is at a place, in another language."""
        return f"/{place}?{urlencode({**parameters, 'lang': language})}"


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """Addresses within a static site, relative to a page; each language has a folder.

    Attributes:
        language: The language of the page.
        depth: How many folders it lies below that of its language.
        static: True: there is no server that answers.
        forms: The suffixes of the triples of a thing.
        asked: The pages that are linked, which the site needs.
    """

    language: str
    depth: int = 0
    static: bool = True
    forms: tuple[str, ...] = ("ttl",)
    asked: set[Asked] = field(default_factory=set, compare=False)

    def thing(self, iri: str) -> str:
        """Return the address of a thing's page, or the IRI itself for a thing of others."""
        parts = split(iri)
        if parts and parts[0] in LEFT_OUT:
            return iri
        if parts:
            return f"{self._up()}page/{parts[0]}/{quote(parts[1])}.html"
        return f"{self.page('ontology')}#{iri.removeprefix(SL)}" if iri.startswith(SL) else iri

    def page(self, name: str, **parameters: str) -> str:
        """Return the address of a page by its name; "" is the start page, which a script asks anew.

        Any day is on one page, filled by a script.
        """
        if name.startswith(f"{DAYS}/"):
            return f"{self._up()}{DAYS}.html#{name.partition('/')[2]}"
        if name:
            self.asked.add((name, tuple(sorted(parameters.items()))))
        fragment = f"#{urlencode(parameters)}" if parameters and not name else ""
        return f"{self._up()}{file_of(name, parameters)}.html{fragment}"

    def asset(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return f"{self._up()}../static/{name}"

    def data(self, iri: str, suffix: str) -> str:
        """Return the address of a thing's triples."""
        kind, slug = split(iri) or ("", "")
        return f"{self._up()}../data/{kind}/{quote(slug)}.{suffix}"

    def json(self, name: str) -> str:
        """Return the address of a JSON document, by its name among `JSONS`, in the language of the page."""
        return f"{self._up()}../static/{name}.{self.language}.json"

    def other(self, language: str, place: str, parameters: Mapping[str, str]) -> str:
        """Return the address of a page, which is at a place, in another language."""
        return f"{self._up()}../{language}/{file_of(place, parameters)}.html"

    def _up(self) -> str:
        return "../" * self.depth


Links = ServerLinks | SiteLinks
