"""Axioms: what the ontology says that proofs need, read from a store by SPARQL."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Axioms", "read_axioms"]

_PAIRS = """
SELECT ?left ?axiom ?right WHERE {
  VALUES ?axiom { rdfs:subClassOf rdfs:subPropertyOf rdfs:domain rdfs:range owl:inverseOf sl:layer }
  ?left ?axiom ?right .
  FILTER(isIRI(?left))
} ORDER BY ?left ?axiom ?right
"""
_VALUES = """
SELECT ?class ?property ?value WHERE {
  ?restriction rdfs:subClassOf ?class ; owl:onProperty ?property ; owl:hasValue ?value
} ORDER BY ?class ?property ?value
"""
_SOME = """
SELECT ?class ?property ?filler WHERE {
  ?restriction rdfs:subClassOf ?class ; owl:onProperty ?property ; owl:someValuesFrom ?filler
} ORDER BY ?class ?property ?filler
"""
_CHAINS = """
SELECT ?property ?first ?second ?third WHERE {
  ?property owl:propertyChainAxiom ?chain .
  ?chain rdf:first ?first ; rdf:rest ?rest .
  ?rest rdf:first ?second .
  OPTIONAL { ?rest rdf:rest/rdf:first ?third }
} ORDER BY ?property ?first ?second
"""
_TRANSITIVE = "SELECT ?property WHERE { ?property a owl:TransitiveProperty } ORDER BY ?property"
_NEEDING = "SELECT ?property WHERE { ?property sl:needsClaim true } ORDER BY ?property"
Lists = dict[str, list[str]]


def _lists() -> Lists:
    return defaultdict(list)


@dataclass(slots=True)
class Axioms:
    """The ontology as proofs use it, by what an axiom concludes.

    Attributes:
        subclasses: Classes below each class.
        superclasses: Classes above each class.
        subproperties: Properties below each property.
        domains: Properties whose subjects are of each class.
        ranges: Properties whose values are of each class.
        inverses: The inverses of each property, either way.
        values: By class: properties with a value that make a thing one of it.
        fillers: By class: properties with a class of values that do.
        chains: By property: the chains that it follows from.
        transitive: The transitive properties.
        layers: The layer of each term.
        needing_claims: The properties whose facts need a claim.
    """

    subclasses: Lists = field(default_factory=_lists)
    superclasses: Lists = field(default_factory=_lists)
    subproperties: Lists = field(default_factory=_lists)
    domains: Lists = field(default_factory=_lists)
    ranges: Lists = field(default_factory=_lists)
    inverses: Lists = field(default_factory=_lists)
    values: dict[str, list[tuple[str, Node]]] = field(default_factory=lambda: defaultdict(list))
    fillers: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    chains: dict[str, list[tuple[str, ...]]] = field(default_factory=lambda: defaultdict(list))
    transitive: frozenset[str] = frozenset()
    layers: dict[str, str] = field(default_factory=dict)
    needing_claims: frozenset[str] = frozenset()

    def conclude_property(self, name: str) -> bool:
        """Return whether some axiom concludes values of a property."""
        return name in self.transitive or any(
            name in axioms for axioms in (self.subproperties, self.inverses, self.chains)
        )

    def conclude_class(self, name: str) -> bool:
        """Return whether some axiom concludes that things are of a class."""
        concluding = (self.subclasses, self.values, self.fillers, self.domains, self.ranges)
        return any(name in axioms for axioms in concluding)


def read_axioms(engine: Engine) -> Axioms:
    """Read the axioms of the ontology from the published graph."""
    axioms = Axioms()
    for row in rows(engine, _PAIRS):
        _add(axioms, row["left"].value, row["axiom"].value.rpartition("#")[2], row["right"].value)
    for row in rows(engine, _VALUES):
        axioms.values[row["class"].value].append((row["property"].value, row["value"]))
    for row in rows(engine, _SOME):
        axioms.fillers[row["class"].value].append((row["property"].value, row["filler"].value))
    for row in rows(engine, _CHAINS):
        links = tuple(row[name].value for name in ("first", "second", "third") if name in row)
        axioms.chains[row["property"].value].append(links)
    axioms.transitive = frozenset(row["property"].value for row in rows(engine, _TRANSITIVE))
    axioms.needing_claims = frozenset(row["property"].value for row in rows(engine, _NEEDING))
    return axioms


def _add(axioms: Axioms, left: str, axiom: str, right: str) -> None:
    if axiom == "subClassOf":
        axioms.subclasses[right].append(left)
        axioms.superclasses[left].append(right)
    elif axiom == "subPropertyOf":
        axioms.subproperties[right].append(left)
    elif axiom == "domain":
        axioms.domains[right].append(left)
    elif axiom == "range":
        axioms.ranges[right].append(left)
    elif axiom == "inverseOf":
        axioms.inverses[right].append(left)
        axioms.inverses[left].append(right)
    else:
        axioms.layers[left] = right
