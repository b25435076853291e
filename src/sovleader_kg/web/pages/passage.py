"""Passage: the page of one place in a source: where it is, its words as far as known, what is claimed of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from sovleader_kg.nodes import Node
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages import thing
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page

__all__ = ["Passage", "address_of", "read"]

NO_PAGES = (".pdf", ".xml", ".csv", ".json", ".txt", ".md", ".rda", ".djvu", ".doc", ".docx", ".zip")
SHORTEST = 4  # letters of words that a browser may look for
_ADDRESS = re.compile(r"https?://[^\s,;]+")
_ABOUT = """
SELECT ?source ?locator ?sha256 ?start ?end ?page WHERE {{
  <{iri}> sl:source ?source ; sl:locator ?locator .
  OPTIONAL {{ <{iri}> sl:sha256 ?sha256 }} OPTIONAL {{ <{iri}> sl:startsAt ?start ; sl:endsAt ?end }}
  OPTIONAL {{ ?source foaf:page ?page }}
}} ORDER BY ?page
"""
_CLAIMS = "SELECT ?claim WHERE {{ ?claim sl:passage <{iri}> }} ORDER BY ?claim"
_FOOTNOTES = "SELECT ?mark WHERE {{ <{iri}> sl:footnote ?mark }} ORDER BY ?mark"
_REASONS = "SELECT ?why WHERE {{ <{iri}> sl:noClaimReason ?why }} ORDER BY ?why"


@dataclass(frozen=True, slots=True)
class Passage:
    """What the page of a passage shows.

    Attributes:
        source: IRI of its source.
        locator: Where it stands in it.
        address: The address that leads to it, if any.
        claims: What is claimed of it.
        reasons: IRIs of why nothing is.
        wording: Its own words, where the server has a copy of the source.
        sha256: The hash of its wording.
        positions: Where it starts and ends in the copy that was read, in code points.
        footnotes: The footnote marks in it.
    """

    source: str
    locator: str
    address: str
    claims: Sequence[Testimony]
    reasons: Sequence[str]
    wording: str | None
    sha256: str
    positions: tuple[str, str]
    footnotes: Sequence[str]


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a passage."""
    rows = library.kg.select(_ABOUT.format(iri=iri)).rows
    if not rows:
        return thing.read(library, links, iri)
    passage, says = _passage(library, iri, rows[0]), Evidence(library, links.language)
    kind, slug = split(iri) or ("", "")
    told = f"{says.name(iri)}: {says.count(len(passage.claims), 'claim')}."
    shown = {"passage": passage}
    return Page("passage.html", says.name(iri), f"page/{kind}/{slug}", shown, description=told, about=iri)


def _passage(library: Library, iri: str, row: Iterable[Node | None]) -> Passage:
    source, locator, sha256, start, end, page = map(_text, row)
    claims = library.kg.lookup.among(_column(library, _CLAIMS, iri))
    found = _ADDRESS.search(locator)
    return Passage(
        source,
        locator,
        address_of(found[0] if found else page, claims),
        claims,
        _column(library, _REASONS, iri),
        library.wordings.get(sha256),
        sha256,
        (start, end),
        _column(library, _FOOTNOTES, iri),
    )


def address_of(page: str, claims: Iterable[Testimony]) -> str:
    """Return the address of a passage: of its page, at the words that a claim gives as written, if there are any.

    A browser that knows text fragments shows the words; no more of the source is quoted than the claims quote.
    """
    path = urlsplit(page).path.lower()
    if not page or "#" in page or path.endswith(NO_PAGES):
        return page
    written = max((one.as_written or "" for one in claims), key=len, default="")
    if len(written) < SHORTEST or "…" in written or "..." in written:
        return page
    return f"{page}#:~:text={quote(written, safe='').replace('-', '%2D')}"


def _column(library: Library, query: str, iri: str) -> list[str]:
    return [node.value for (node,) in library.kg.select(query.format(iri=iri)).rows if node is not None]


def _text(node: Node | None) -> str:
    return node.value if node is not None else ""
