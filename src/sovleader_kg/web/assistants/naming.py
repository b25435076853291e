"""Naming: the one thing that a text means, among kinds of things that are likelier and less likely meant."""

from __future__ import annotations

from collections.abc import Collection

from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.web.pages.picking import WrongValueError

__all__ = ["ANYTHING", "BODIES", "DATED", "PEOPLE", "POSTS", "PROPERTIES", "meant"]

Tiers = tuple[Collection[str], ...]
PEOPLE: Tiers = (("person",),)
POSTS: Tiers = (("post",), ("office",))
BODIES: Tiers = (("body",),)
PROPERTIES: Tiers = (("vocabulary",),)
DATED: Tiers = (("person", "event"), ("term",), ("tenure", "post", "leadership", "collective", "lapse"))
ANYTHING: Tiers = (
    ("person", "post", "body", "event", "office"),
    ("term", "tenure", "leadership", "collective", "lapse", "place", "concept"),
    ("power", "principle", "procedure", "provision", "source", "dispute", "resolution", "vocabulary"),
    (),
)


def meant(kg: KnowledgeGraph, text: str, parameter: str, tiers: Tiers = ANYTHING) -> str:
    """Return the IRI of what a text means: of the first kinds among which it means one thing.

    Args:
        kg: The graph.
        text: A name in any spelling, or an IRI.
        parameter: What the text was given as, for the message.
        tiers: Kinds of things that it can be, the likelier before the others.

    Raises:
        UsageError: It is empty, or means nothing, or several things.
    """
    if not text:
        raise UsageError("is empty; give a name or an IRI", parameter=parameter)
    found = [kg.find(text, kinds=kinds) for kinds in tiers]
    for one in found:
        if one.one:
            return one.one.iri
    if "://" in text:
        raise UsageError(f"{text} is not in the graph", parameter=parameter)
    fitting = next((one for one in found if one.hits and one.hits[0].fit != "near"), None)
    raise WrongValueError(text, fitting or next((one for one in found if one.hits), found[0]), parameter)
