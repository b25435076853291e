"""Vocabulary: the project's classes and properties with all that is said of each, and where each is used; read once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import PREFIXES, RDFS, SL, compact
from sovleader_kg.nodes import Node

__all__ = ["Aligned", "Entry", "Use", "Vocabulary"]

OWL, SKOS = PREFIXES["owl"], PREFIXES["skos"]
KINDS = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
FLAGS = ("needsClaim", "singleValued", "reserved")
EXAMPLES = 5
_TERMS = f"""
SELECT ?term ?property ?value WHERE {{
  VALUES ?kind {{ {" ".join(f"owl:{kind}" for kind in KINDS)} }}
  ?term a ?kind ; ?property ?value . FILTER(STRSTARTS(STR(?term), "{SL}"))
}} ORDER BY ?term ?property ?value
"""
_CHAINS = """
SELECT ?term ?chain ?step (COUNT(?before) AS ?place) WHERE {
  ?term owl:propertyChainAxiom ?chain . ?chain rdf:rest* ?before . ?before rdf:rest* ?node . ?node rdf:first ?step .
} GROUP BY ?term ?chain ?node ?step ORDER BY ?term ?chain ?place
"""
_USES = (
    "SELECT ?class ?property (COUNT(*) AS ?uses) WHERE { ?thing a ?class ; ?property ?value } GROUP BY ?class ?property"
)
_STATEMENTS = "SELECT ?property (COUNT(*) AS ?uses) WHERE { ?thing ?property ?value } GROUP BY ?property"
_INSTANCES = "SELECT ?class (COUNT(?thing) AS ?uses) WHERE { ?thing a ?class } GROUP BY ?class"
_SOME = "SELECT DISTINCT ?thing WHERE {{ ?thing {link} }} ORDER BY ?thing LIMIT {most}"


@dataclass(frozen=True, slots=True)
class Aligned:
    """What a term is like in another vocabulary: the name of the SKOS property, and the IRI there."""

    match: str
    other: str


@dataclass(frozen=True, slots=True)
class Use:
    """A class whose instances have a property, or a property that the instances of a class have, and how often."""

    term: str
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A class or property of the vocabulary.

    Attributes:
        iri: Its IRI.
        kind: "Class", "ObjectProperty", "DatatypeProperty" or "AnnotationProperty".
        layer: The layer that it is used in.
        definition: What it means, by language.
        notes: How to use it, by language.
        examples: Examples, by language.
        domains: IRIs of the classes whose things have it.
        ranges: IRIs of what its values are.
        above: IRIs of its superclasses or superproperties.
        below: IRIs of those below it.
        inverses: IRIs of the properties that say the same the other way round.
        chains: Chains of properties that imply it, IRIs.
        flags: "needsClaim", "singleValued", "reserved", where they hold.
        aligned: What it is like in other vocabularies.
    """

    iri: str
    kind: str
    layer: str
    definition: Mapping[str, str]
    notes: Mapping[str, Sequence[str]]
    examples: Mapping[str, Sequence[str]]
    domains: Sequence[str]
    ranges: Sequence[str]
    above: Sequence[str]
    below: Sequence[str]
    inverses: Sequence[str]
    chains: Sequence[Sequence[str]]
    flags: Sequence[str]
    aligned: Sequence[Aligned]

    @property
    def name(self) -> str:
        """Its name without the namespace."""
        return self.iri.removeprefix(SL)

    @property
    def is_class(self) -> bool:
        """Whether it is a class."""
        return self.kind == "Class"


_Links = Mapping[str, Sequence[Node]]


class Vocabulary:
    """The classes and properties of a graph's vocabulary."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read nothing yet."""
        self._kg = kg

    @cached_property
    def terms(self) -> Mapping[str, Entry]:
        """Every term of the vocabulary, by its name."""
        links: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for term, property_, value in self._kg.select(_TERMS).rows:
            if term is not None and property_ is not None and value is not None:
                links[term.value][property_.value].append(value)
        below, inverse = _turned(links, ("subClassOf", "subPropertyOf"), RDFS), _turned(links, ("inverseOf",), OWL)
        made = (_term(iri, links[iri], below, inverse, self._chains) for iri in sorted(links))
        return {one.name: one for one in made}

    @cached_property
    def header(self) -> Mapping[str, Sequence[Node]]:
        """What the vocabulary says of itself, by property."""
        found: dict[str, list[Node]] = defaultdict(list)
        own = SL.removesuffix("#")
        for property_, value in self._kg.select(f"SELECT ?p ?v WHERE {{ <{own}> ?p ?v }} ORDER BY ?p ?v").rows:
            if property_ is not None and value is not None:
                found[property_.value].append(value)
        return found

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """How many statements each property makes, and how many instances each class has, by IRI."""
        return {str(name): int(str(uses)) for text in (_STATEMENTS, _INSTANCES) for name, uses in self._counted(text)}

    @cached_property
    def _uses(self) -> Sequence[tuple[str, str, int]]:
        found = self._kg.select(_USES).records()
        return [(str(row["class"]), str(row["property"]), int(str(row["uses"]))) for row in found]

    @cached_property
    def _chains(self) -> Mapping[str, Sequence[Sequence[str]]]:
        chains: dict[tuple[str, str], list[str]] = defaultdict(list)
        for term, chain, step, _ in self._kg.select(_CHAINS).rows:
            if term is not None and chain is not None and step is not None:
                chains[term.value, chain.value].append(step.value)
        found: dict[str, list[list[str]]] = defaultdict(list)
        for (term_, _), steps in chains.items():
            found[term_].append(steps)
        return {term: sorted(several) for term, several in found.items()}

    def uses(self, term: Entry) -> list[Use]:
        """Return where a term is used: the project's classes that have a property, or the properties of a class."""
        if term.is_class:
            found = [Use(property_, number) for one, property_, number in self._uses if one == term.iri]
        else:
            found = [Use(one, number) for one, property_, number in self._uses if property_ == term.iri]
        return sorted((one for one in found if _is_own(one.term)), key=lambda one: (-one.number, one.term))

    def some(self, term: Entry) -> list[str]:
        """Return some things that a class has, or of which a property is said."""
        link = f"a <{term.iri}>" if term.is_class else f"<{term.iri}> ?value"
        rows = self._kg.select(_SOME.format(link=link, most=EXAMPLES)).rows
        return [node.value for (node,) in rows if isinstance(node, NamedNode)]

    def _counted(self, text: str) -> list[tuple[object, object]]:
        return [(row[name], row["uses"]) for row in self._kg.select(text).records() for name in row if name != "uses"]


def _is_own(iri: str) -> bool:
    return iri.startswith(SL) or compact(iri) == "foaf:Person"


def _turned(links: Mapping[str, _Links], names: Sequence[str], space: str) -> Mapping[str, Sequence[str]]:
    """Return what leads to each term by some properties."""
    found: dict[str, list[str]] = defaultdict(list)
    for term, own in links.items():
        for name in names:
            for value in own.get(space + name, ()):
                found[value.value].append(term)
    return found


def _term(
    iri: str,
    links: _Links,
    below: Mapping[str, Sequence[str]],
    inverse: Mapping[str, Sequence[str]],
    chains: Mapping[str, Sequence[Sequence[str]]],
) -> Entry:
    def things(*names: str) -> list[str]:
        return [node.value for name in names for node in links.get(name, ()) if isinstance(node, NamedNode)]

    kinds = {value.rpartition("#")[2] for value in things(PREFIXES["rdf"] + "type")}
    return Entry(
        iri=iri,
        kind=next(kind for kind in KINDS if kind in kinds),
        layer=next((node.value for node in links.get(f"{SL}layer", ())), ""),
        definition={language: texts[0] for language, texts in _texts(links, "definition").items()},
        notes=_texts(links, "scopeNote"),
        examples=_texts(links, "example"),
        domains=things(f"{RDFS}domain"),
        ranges=things(f"{RDFS}range"),
        above=things(f"{RDFS}subClassOf", f"{RDFS}subPropertyOf"),
        below=below.get(iri, ()),
        inverses=sorted({*things(f"{OWL}inverseOf"), *inverse.get(iri, ())}),
        chains=chains.get(iri, ()),
        flags=[flag for flag in FLAGS if any(node.value == "true" for node in links.get(SL + flag, ()))],
        aligned=[Aligned(match, other) for match in MATCHES for other in things(SKOS + match)],
    )


def _texts(links: _Links, name: str) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for node in links.get(SKOS + name, ()):
        if isinstance(node, Literal):
            found[node.language or "en"].append(node.value)
    return found
