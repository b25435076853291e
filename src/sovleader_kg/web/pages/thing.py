"""Thing: the page of a thing of any kind: what the graph says of it, who says so, and what mentions it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from sovleader_kg.answers.explanation.explain import Statement
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import RDF, SL, expand
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page

__all__ = ["ASIDE", "Thing", "read", "read_thing"]

MENTIONS = 60

ASIDE = {"claim", "passage", "verdict"}
TERMS_OF = (f"{SL}holder", f"{SL}post")  # what leads from a term to whom and what it is of
# What a page begins with; the rest follows by its nature: claimed, the editors', derived; other vocabularies' last.
FIRST = tuple(f"{RDF}{name}" for name in ("subject", "predicate", "object")) + tuple(
    f"{SL}{name}" for name in ("holder", "post", "birth", "death", "start", "end", "date")
)
NATURES = ("claimed", "editorial", "metadata", "vocabulary", "derived")
_MENTIONS = """
SELECT DISTINCT ?thing ?property WHERE {{
  ?thing ?property <{iri}> . OPTIONAL {{ ?thing sl:earliestStart ?day }}
}} ORDER BY ?property ?day ?thing
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """What the page of a thing shows.

    Attributes:
        iri: Its name.
        types: IRIs of its classes.
        terms: IRIs of the terms that it holds, or that it was held for, in order.
        statements: What the graph says of it, and who says so.
        mentions: IRIs of what mentions it, by the property.
    """

    iri: str
    types: Sequence[str]
    terms: Sequence[str]
    statements: Sequence[Statement]
    mentions: Mapping[str, Sequence[str]]


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a thing."""
    kind, slug = split(iri) or ("", "")
    disputes = [] if kind in ASIDE else [one for one in library.disputes if one.concerns(iri)]
    shown = {"thing": read_thing(library.kg, iri), "most": MENTIONS, "disputes": disputes}
    title = library.labels.of(iri, links.language)
    return Page("thing.html", title, f"page/{kind}/{slug}", shown, about=iri)


def read_thing(kg: KnowledgeGraph, iri: str) -> Thing:
    """Read a thing; claims and passages among its mentions are left to the statements, but on pages of sources."""
    explanation = kg.explain(iri)
    mentions: dict[str, list[str]] = {}
    for thing, predicate in kg.select(_MENTIONS.format(iri=iri)).rows:
        if isinstance(thing, NamedNode) and isinstance(predicate, NamedNode) and split(thing.value):
            mentions.setdefault(predicate.value, []).append(thing.value)
    whole = (split(iri) or ("",))[0] in {"passage", "source"}
    kept = {name: found for name, found in mentions.items() if whole or not _is_aside(found)}
    terms = [term for name in TERMS_OF for term in kept.pop(name, [])]
    return Thing(
        iri,
        [expand(name) for name in explanation.types],
        terms,
        sorted(explanation.statements, key=_place),
        dict(sorted(kept.items(), key=lambda one: not one[0].startswith(SL))),
    )


def _place(statement: Statement) -> tuple[int, bool, int]:
    """Return where a statement stands on a page."""
    predicate = statement.predicate
    first = FIRST.index(predicate) if predicate in FIRST else len(FIRST)
    return first, not predicate.startswith(SL), NATURES.index(statement.nature)


def _is_aside(things: Iterable[str]) -> bool:
    return all((split(thing) or ("",))[0] in ASIDE for thing in things)
