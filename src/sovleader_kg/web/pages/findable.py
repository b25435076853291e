"""Findable: all that can be found, as one file that the search box of a static site looks in."""

from __future__ import annotations

import json

from sovleader_kg.answers.finding.finder import other_words
from sovleader_kg.answers.finding.sounds import LETTERS, LITTLE, SOUNDS
from sovleader_kg.answers.finding.things import Thing
from sovleader_kg.prose.briefs import brief
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import SiteLinks

__all__ = ["findable"]


def findable(library: Library, links: SiteLinks) -> bytes:
    """Return the file for a language: how words are compared, and each thing with its page, the likeliest first."""
    things = [_line(thing, library, links) for thing in library.kg.finder.sought()]
    document = {"letters": LETTERS, "sounds": SOUNDS, "little": sorted(LITTLE), "things": things}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def _line(thing: Thing, library: Library, links: SiteLinks) -> list[object]:
    """Return a thing as kind, page, name, what it is, and what else it is called."""
    name = thing.label(links.language)
    others = [*sorted(thing.names - {name}), " ".join(sorted(set(other_words(thing))))]
    about = brief(thing, library.kg.things, links.language)
    return [thing.kind, links.thing(thing.iri), name, about, list(filter(None, others))]
