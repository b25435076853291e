"""Links: where the page of a thing is, on a server and in a static site."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from sovleader_kg.names import BASE, SL

__all__ = ["ANY_DAY", "LEFT_OUT", "Links", "ServerLinks", "SiteLinks", "split"]


LEFT_OUT = frozenset({"dataset", "query", "verdict"})  # kinds that a static site has no pages for
ANY_DAY = "on"  # the page of a static site that shows any day


def filed(place: str, parameters: Mapping[str, str]) -> str:
    """Return the place of a page that is asked with parameters where it is a file of its own.

    >>> filed("disputes", {"status": "open", "page": "2"})
    'disputes~status-open~page-2'
    """
    asked = (f"{key}-{re.sub('[^a-z0-9.]+', '-', value.lower())}" for key, value in parameters.items())
    return "~".join([place, *asked])


KEPT_DAYS = (  # those that it has pages for
    *("1917-11-07", "1922-04-03", "1924-01-21", "1952-12-01", "1953-03-06", "1953-09-10", "1964-10-14", "1982-11-11"),
    *("1985-03-11", "1991-08-24"),
)


def split(iri: str) -> tuple[str, str] | None:
    """Return the kind and slug of a thing of the project; None for any other IRI."""
    kind, _, slug = iri.removeprefix(BASE).partition("/")
    return (kind, slug) if iri.startswith(BASE) and slug and "/" not in slug else None


@dataclass(frozen=True, slots=True)
class ServerLinks:
    """Addresses on a server, below the path that it is served at; `dumps` tells whether it has the published files."""

    language: str
    static: bool = False
    dumps: bool = True
    forms: tuple[str, ...] = ("ttl", "jsonld", "nt", "rdf")

    def thing(self, iri: str) -> str:
        """Return the address of a thing's page, or the IRI itself for a thing of others."""
        parts = split(iri)
        if parts:
            return self.page(f"page/{parts[0]}/{quote(parts[1])}")
        return self.page(f"ontology/{quote(iri.removeprefix(SL))}") if iri.startswith(SL) else iri

    def page(self, name: str, **parameters: str) -> str:
        """Return the address of a page by its name; "" is the start page."""
        return self.other(self.language, name, parameters)

    def asked(self, place: str, parameters: Mapping[str, str]) -> str:
        """Return the address of a page that is asked with parameters, such as the second of several."""
        return self.other(self.language, place, parameters)

    def place(self, place: str, _: Mapping[str, str]) -> str:
        """Return where such a page is."""
        return place

    def day(self, day: str) -> str:
        """Return the address of the page of a day, ISO."""
        return self.page(f"on/{day}")

    def asset(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return f"/static/{name}"

    def file(self, name: str) -> str:
        """Return the address of a file at the root."""
        return f"/{name}"

    def hits(self) -> str:
        """Return the address of what the search box is answered by as one types."""
        return f"/suggest?{urlencode({'lang': self.language})}"

    def root(self) -> str:
        """Return what stands before the addresses in that answer."""
        return ""

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
    """Addresses within a static site, relative to a page; each language has a folder."""

    language: str
    depth: int = 0
    static: bool = True
    dumps: bool = False
    forms: tuple[str, ...] = ("ttl",)

    def thing(self, iri: str) -> str:
        """Return the address of a thing's page, or the IRI itself for a thing of others."""
        parts = split(iri)
        if parts and parts[0] in LEFT_OUT:
            return iri
        if parts:
            return f"{self._up()}page/{parts[0]}/{quote(parts[1])}.html"
        return self.page(f"ontology/{quote(iri.removeprefix(SL))}") if iri.startswith(SL) else iri

    def page(self, name: str, **parameters: str) -> str:
        """Return the address of a page by its name; "" is the start page.

        What a server is asked about days, a script finds out: they stand behind the address of the one page for it.
        """
        if name.startswith(f"{ANY_DAY}/") and name.partition("/")[2] not in KEPT_DAYS:
            return f"{self._up()}{ANY_DAY}.html#{name.partition('/')[2]}"
        asked = f"#{urlencode(parameters)}" if parameters else ""
        return f"{self._up()}{name or 'index'}.html{asked}"

    def asked(self, place: str, parameters: Mapping[str, str]) -> str:
        """Return the address of a page that is asked with parameters, such as the second of several."""
        return f"{self._up()}{quote(filed(place, parameters))}.html"

    def place(self, place: str, parameters: Mapping[str, str]) -> str:
        """Return where such a page is: a file of its own."""
        return filed(place, parameters)

    def day(self, day: str) -> str:
        """Return the address of the page of a day, ISO."""
        return self.page(f"on/{day}")

    def asset(self, name: str) -> str:
        """Return the address of a style sheet or script."""
        return f"{self._up()}../static/{name}"

    def file(self, name: str) -> str:
        """Return the address of a file at the root."""
        return f"{self._up()}../{name}"

    def hits(self) -> str:
        """Return the address of what the search box is answered by as one types: all that can be found."""
        return self.asset(f"search.{self.language}.json")

    def root(self) -> str:
        """Return what stands before the addresses in that file."""
        return self._up() or "./"

    def data(self, iri: str, suffix: str) -> str:
        """Return the address of a thing's triples."""
        kind, slug = split(iri) or ("", "")
        return f"{self._up()}../data/{kind}/{quote(slug)}.{suffix}"

    def json(self, name: str) -> str:
        """Return the address of a JSON document, by its name among `JSONS`, in the language of the page."""
        return f"{self._up()}../static/{name}.{self.language}.json"

    def other(self, language: str, place: str, _: Mapping[str, str]) -> str:
        """Return the address of a page, which is at a place, in another language."""
        return f"{self._up()}../{language}/{place or 'index'}.html"

    def _up(self) -> str:
        return "../" * self.depth


Links = ServerLinks | SiteLinks
