"""Facts: the properties of one thing as pages read them: values by property, its names, its identifiers elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import BlankNode, Literal, NamedNode

from sovleader_kg.answers.chronology.spells import Edge
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.identifiers import scheme_of
from sovleader_kg.names import PREFIXES, RDFS, SL, kind_of
from sovleader_kg.web.pages.values import read_values

__all__ = ["Facts", "Identifier", "Row", "Text", "mentions", "read_facts"]

_MENTIONS = """
SELECT ?link ?thing WHERE {{ VALUES ?link {{ {links} }} ?thing ?link <{iri}> }} ORDER BY ?link ?thing
"""
_NOTE = f"{PREFIXES['skos']}note"
_NAMES = (f"{RDFS}label", f"{PREFIXES['foaf']}name", f"{PREFIXES['skos']}altLabel")


@dataclass(frozen=True, slots=True)
class Text:
    """A name or note, and the language that it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Identifier:
    """What another dataset calls the thing: the scheme's name and title, the identifier, its address there or None."""

    scheme: str
    title: str
    text: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Row:
    """A property and its values: things by IRI, or plain texts."""

    property: str
    things: tuple[str, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """The values of one thing, by the IRI of the property."""

    values: Mapping[str, Sequence[NamedNode | Literal]]

    def of(self, name: str) -> tuple[str, ...]:
        """Return the values of a property of the project, as plain text."""
        return tuple(node.value for node in self.values.get(SL + name, ()))

    def spoken(self, property_: str, language: str) -> Sequence[NamedNode | Literal]:
        """Return the values of a property; of texts in several languages those in one, or else in English."""
        nodes = self.values.get(property_, ())
        known = {node.language for node in nodes if isinstance(node, Literal) and node.language}
        chosen = language if language in known else "en"
        return [node for node in nodes if not isinstance(node, Literal) or node.language in {None, chosen}]

    def edge(self, side: str) -> Edge | None:
        """Return a "Start", "End", "Birth" or "Death": as agreed, as bounded, and by what; None where nothing tells."""
        said, limits = self.of(side.lower()), self.of(f"{side.lower()}LimitedBy")
        earliest, latest = (_day(self.of(f"{end}{side}")) for end in ("earliest", "latest"))
        events = self.of(f"{side.lower()}edBy")
        told = said or events or ((earliest or latest) and not limits)
        return Edge(said, earliest, latest, (), events, limits) if told else None

    def rows(self, names: Iterable[str]) -> list[Row]:
        """Return those of some properties of the project that it has, in this order."""
        return [_row(SL + name, self.values[SL + name]) for name in names if SL + name in self.values]

    def notes(self, language: str) -> list[Text]:
        """Return the editors' notes, in a language, or in English where there is none in it."""
        literals = (node for node in self.values.get(_NOTE, ()) if isinstance(node, Literal))
        found = [Text(node.value, node.language or "en") for node in literals]
        return [one for one in found if one.language == language] or [one for one in found if one.language == "en"]

    @property
    def names(self) -> list[Text]:
        """What the thing is called, each name once, in whatever order its words stand."""
        literals = [node for name in _NAMES for node in self.values.get(name, ()) if isinstance(node, Literal)]
        found: dict[frozenset[str], Text] = {}
        for node in literals:
            found.setdefault(frozenset(node.value.replace(",", "").split()), Text(node.value, node.language or ""))
        return list(found.values())

    @property
    def identifiers(self) -> list[Identifier]:
        """What other datasets call it."""
        found = []
        for property_, nodes in self.values.items():
            for node in nodes:
                if scheme := scheme_of(property_, node.value):
                    address = node.value if isinstance(node, NamedNode) else None
                    text = scheme.identifier(node.value)
                    found.append(Identifier(scheme.name, scheme.title, text.replace("_", " "), address))
        return found


def read_facts(kg: KnowledgeGraph, iri: str) -> Facts:
    """Read the properties of a thing."""
    values = read_values(kg, iri)
    told = {name: [node for node in nodes if not isinstance(node, BlankNode)] for name, nodes in values.items()}
    return Facts({name: nodes for name, nodes in told.items() if nodes})


def mentions(kg: KnowledgeGraph, iri: str, names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """Return what leads to a thing by some properties, by the name of the property; steps are left out."""
    found: dict[str, list[str]] = defaultdict(list)
    links = " ".join(f"sl:{name}" for name in names)
    for link, thing in kg.select(_MENTIONS.format(links=links, iri=iri)).rows:
        if link is not None and thing is not None and kind_of(thing.value) != "step":
            found[link.value.removeprefix(SL)].append(thing.value)
    return found


def _row(property_: str, nodes: Sequence[NamedNode | Literal]) -> Row:
    things = tuple(node.value for node in nodes if isinstance(node, NamedNode))
    return Row(property_, things, tuple(node.value for node in nodes if isinstance(node, Literal)))


def _day(values: Sequence[str]) -> date | None:
    return date.fromisoformat(values[0]) if values else None
