"""Preview: a small page of a thing, shown within the pages of others: what it is, and what it held or who held it."""

from __future__ import annotations

from sovleader_kg.names import kind_of
from sovleader_kg.prose.briefs import brief, noun
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page

__all__ = ["read"]

MOST = 4  # terms that are told


def read(library: Library, links: Links, iri: str) -> Page | None:
    """Return the page; None for a thing that is not in the graph, or has no name."""
    thing, language = library.kg.things.get(iri), links.language
    if thing is None or split(iri) is None:
        return None
    terms = (
        [one for one in library.kg.spells(iri) if kind_of(one.iri) == "term"]
        if thing.kind in {"person", "post"}
        else []
    )
    values = {
        "noun": noun(thing.kind, language),
        "brief": brief(thing, library.kg.things, language),
        "other": thing.labels.get("en" if language == "ru" else "ru"),
        "address": links.thing(iri),
        "terms": [
            ((one.who if thing.kind == "post" else one.of)[0], library.labels.dates(one.iri, language), one.doubtful)
            for one in terms[:MOST]
        ],
        "others": len(terms) - MOST,
    }
    return Page("preview.html", thing.label(language), "preview", values)
