"""Whole: what the graph says of a thing, property by property, and who says so; folded at the end of its page.

Claims and mentions that the page tells before are left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE, sl
from sovleader_kg.nodes import Node, shown
from sovleader_kg.web.pages.links import split
from sovleader_kg.web.pages.values import read_values

__all__ = ["Property", "Said", "read_whole"]

MOST = 3  # values of a property that are shown
CLAIMS = 2  # claims and mentions likewise
TOLD = frozenset(map(sl, ("start", "end", "birth", "death", "officialName")))  # whose claims the page tells before
# By these properties the page lists what leads here.
LISTED = ("post", "holder", "vestedIn", "about", "disputedSubject", "concerns", "affected", "actor", "participant")
HIDDEN = {"claim", "passage", "verdict"}  # kinds whose mentions are told by the claims
_MENTIONS = """
SELECT ?property ?thing WHERE {{
  VALUES ?layer {{ "facts" "derived" }}
  ?property sl:layer ?layer . FILTER(?property NOT IN (sl:agreedValue, sl:derivedValue, {listed}))
  ?thing ?property <{iri}> .
}} ORDER BY ?property ?thing
"""
_CLAIMS = """
SELECT ?property ?claim ?value ?source ?denied WHERE {{
  ?claim rdf:subject <{iri}> ; rdf:predicate ?property ; rdf:object ?value ; sl:passage/sl:source ?source .
  OPTIONAL {{ ?claim sl:polarity ?denied FILTER(?denied = concept:denied) }}
}} ORDER BY ?property ?value ?claim
"""


_Claim = tuple[str, bool, str, str]  # the value, whether it is denied, the claim, its source


@dataclass(frozen=True, slots=True)
class Said:
    """A value that claims give or deny, and those claims, each with its source."""

    value: str
    denied: bool
    claims: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Property:
    """A property with some of its values, claims and mentions, and how many more there are of each.

    Attributes:
        property: IRI of the property.
        things: Values that are things, by IRI.
        texts: Values that are texts.
        more_values: How many values there are besides.
        claims: What sources say, by value.
        more_claims: How many claims there are besides.
        mentions: The things that lead here by the property.
        more_mentions: How many there are besides.
    """

    property: str
    things: Sequence[str]
    texts: Sequence[str]
    more_values: int
    claims: Sequence[Said]
    more_claims: int
    mentions: Sequence[str]
    more_mentions: int


def read_whole(kg: KnowledgeGraph, iri: str) -> list[Property]:
    """Return what the graph says of a thing, by property."""
    claims, mentions = _claims(kg, iri), _mentions(kg, iri)
    values = defaultdict(list[Node], _values(kg, iri))
    return [
        Property(
            name,
            [node.value for node in values[name][:MOST] if isinstance(node, NamedNode)],
            [node.value for node in values[name][:MOST] if isinstance(node, Literal)],
            max(0, len(values[name]) - MOST),
            _by_value(claims[name][:CLAIMS]),
            max(0, len(claims[name]) - CLAIMS),
            mentions[name][:CLAIMS],
            max(0, len(mentions[name]) - CLAIMS),
        )
        for name in sorted(values.keys() | claims.keys() | mentions.keys())
    ]


def _values(kg: KnowledgeGraph, iri: str) -> dict[str, list[Node]]:
    """Return what a page tells of a thing: its values, but those that are a part of it."""
    told = {name: [node for node in nodes if not _is_part(node)] for name, nodes in read_values(kg, iri).items()}
    return {name: nodes for name, nodes in told.items() if nodes}


def _is_part(value: Node) -> bool:
    """Return whether a value is a part of a thing, such as the interval of a term, and has no page."""
    return isinstance(value, NamedNode) and value.value.startswith(BASE) and "#" in value.value


def _by_value(claims: Sequence[_Claim]) -> list[Said]:
    found: dict[tuple[str, bool], list[tuple[str, str]]] = defaultdict(list)
    for value, denied, claim, source in claims:
        found[value, denied].append((claim, source))
    return [Said(value, denied, said) for (value, denied), said in found.items()]


def _claims(kg: KnowledgeGraph, iri: str) -> dict[str, list[_Claim]]:
    found: dict[str, list[_Claim]] = defaultdict(list)
    for property_, claim, value, source, denied in kg.select(_CLAIMS.format(iri=iri)).rows:
        if property_ and claim and source and property_.value not in TOLD:
            found[property_.value].append((shown(value), denied is not None, claim.value, source.value))
    return found


def _mentions(kg: KnowledgeGraph, iri: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for property_, thing in kg.select(
        _MENTIONS.format(iri=iri, listed=", ".join(f"sl:{name}" for name in LISTED))
    ).rows:
        if property_ is not None and isinstance(thing, NamedNode) and _is_shown(thing.value):
            found[property_.value].append(thing.value)
    return found


def _is_shown(thing: str) -> bool:
    parts = split(thing)
    return parts is not None and parts[0] not in HIDDEN
