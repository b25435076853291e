"""Thing: the page of a thing of a kind that has no page of its own: what it is, who says so, what leads to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import RDF, SL, compact
from sovleader_kg.nodes import Node
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.facts import Facts, read_facts
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page

__all__ = ["Told", "read"]

MENTIONS = 60
SAYING = {"claim", "passage", "verdict", "dispute"}  # kinds that speak of a thing; what they say stands with it
NATURES = {"claimed", "editorial"}
_MENTIONS = """
SELECT DISTINCT ?property ?thing WHERE {{
  ?thing ?property <{iri}> . OPTIONAL {{ ?thing sl:earliestStart ?day }}
}} ORDER BY ?property ?day ?thing
"""


@dataclass(frozen=True, slots=True)
class Told:
    """A property of a thing: its values, and what sources say of it."""

    property: str
    values: Sequence[Node]
    claims: Sequence[Testimony]


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a thing."""
    kind, slug = split(iri) or ("", "")
    facts = read_facts(library.kg, iri)
    types = [node.value for node in facts.values.get(f"{RDF}type", ()) if node.value.startswith(SL)]
    shown = {
        "types": types,
        "definition": library.definitions.get(iri, ()),
        "this": facts,
        "told": _told(library.kg, iri, facts, links.language),
        "disputes": library.chronicle.disputes([iri]),
        "mentions": _mentions(library.kg, iri),
        "most": MENTIONS,
    }
    title = library.labels.of(iri, links.language)
    if types and title == compact(iri):  # it has no label
        title = f"{library.labels.of(types[0], links.language)}: {slug.replace('-', ' ')}"
    return Page("thing.html", title, f"page/{kind}/{slug}", shown, about=iri)


def _told(kg: KnowledgeGraph, iri: str, facts: Facts, language: str) -> list[Told]:
    """Return the properties of the project that sources or the editors give a value; texts in one language."""
    statements = (one for one in kg.explain(iri).statements if one.nature in NATURES or one.claims)
    return [
        Told(one.predicate, facts.spoken(one.predicate, language), one.claims)
        for one in statements
        if one.claims or one.predicate.startswith(SL)
    ]


def _mentions(kg: KnowledgeGraph, iri: str) -> Mapping[str, Sequence[str]]:
    """Return what leads to a thing, by property."""
    found: dict[str, list[str]] = defaultdict(list)
    for property_, thing in kg.select(_MENTIONS.format(iri=iri)).rows:
        parts = split(thing.value) if isinstance(thing, NamedNode) else None
        if property_ is not None and thing is not None and parts and parts[0] not in SAYING:
            found[property_.value].append(thing.value)
    return found
