"""Lookup: what a published graph holds on a thing, asked by SPARQL and kept, and of which nature each triple is."""

from __future__ import annotations

from functools import cached_property

from sovleader_kg.answers.explanation.axioms import Axioms, read_axioms
from sovleader_kg.derived.appellations import NAMING, Called, appellations
from sovleader_kg.names import BASE, RDF, RDFS, kind_of
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, order_of, rows
from sovleader_kg.store.testimony import Testimony, about, among

__all__ = ["Lookup", "Triple"]

TYPE, LABEL = RDF + "type", RDFS + "label"
ASSERTED = {"facts", "claims", "ontology"}
METADATA = {"claim", "passage", "source"}
JUDGED = {"verdict", "dispute"}
Triple = tuple[str, str, Node]


class Lookup:
    """Reads values, claims and axioms of a published graph, each once."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._objects: dict[tuple[str, str], list[Node]] = {}
        self._subjects: dict[tuple[str, Node], list[str]] = {}
        self._said: dict[str, list[Testimony]] = {}

    @cached_property
    def axioms(self) -> Axioms:
        """The axioms of the ontology."""
        return read_axioms(self._engine)

    def has(self, triple: Triple) -> bool:
        """Return whether the graph holds a triple."""
        return triple[2] in self.objects(triple[0], triple[1])

    def objects(self, subject: str, predicate: str) -> list[Node]:
        """Return the values of a thing and property."""
        key = (subject, predicate)
        if key not in self._objects:
            query = f"SELECT DISTINCT ?o WHERE {{ <{subject}> <{predicate}> ?o }}"
            self._objects[key] = sorted((row["o"] for row in rows(self._engine, query)), key=order_of)
        return self._objects[key]

    def subjects(self, predicate: str, value: Node) -> list[str]:
        """Return the things that have a value for a property."""
        key = (predicate, value)
        if key not in self._subjects:
            query = f"SELECT DISTINCT ?s WHERE {{ ?s <{predicate}> {value} }} ORDER BY ?s"
            self._subjects[key] = [row["s"].value for row in rows(self._engine, query)]
        return self._subjects[key]

    def about(self, subject: str) -> list[Testimony]:
        """Return the claims about a thing, by property."""
        if subject not in self._said:
            self._said[subject] = about(self._engine, subject)
        return self._said[subject]

    def said(self, subject: str, predicate: str) -> list[Testimony]:
        """Return the claims about a thing and property."""
        return [said for said in self.about(subject) if said.predicate == predicate]

    def called(self, triple: Triple) -> Called | None:
        """Return the name that the build derives as a triple tells it, or None where it derives none such."""
        subject, predicate, value = triple
        if predicate not in NAMING:
            return None
        names = appellations(kind_of(subject), lambda given: self.objects(subject, given))
        return next((one for one in names if one[:2] == (predicate, value)), None)

    def among(self, claims: list[str]) -> list[Testimony]:
        """Return the claims of a list."""
        return among(self._engine, claims)

    def nature(self, triple: Triple) -> str:
        """Return what kind of statement a triple is."""
        if not self.asserted(triple):
            return "derived"
        subject, predicate, _ = triple
        if not subject.startswith(BASE) or kind_of(subject) == "concept":
            return "vocabulary"
        if kind_of(subject) in METADATA:
            return "metadata"
        claimed = predicate in self.axioms.needing_claims or self.said(subject, predicate)
        return "claimed" if claimed else "editorial"

    def asserted(self, triple: Triple) -> bool:
        """Return whether a triple was written by hand: by its layer, or because no axiom concludes it."""
        subject, predicate, value = triple
        if kind_of(subject) in JUDGED or self.called(triple):
            return False
        if predicate == LABEL or not _is_ours(subject):
            return True
        if predicate == TYPE:
            return self._most_special(subject, value.value)
        layer = self.axioms.layers.get(predicate)
        return layer in ASSERTED or (layer is None and not self.axioms.conclude_property(predicate))

    def _most_special(self, subject: str, name: str) -> bool:
        """Return whether a class was asserted: one of the hand-written, with none of the hand-written below it."""
        layer = self.axioms.layers.get(name)
        if layer is None:
            return not self.axioms.conclude_class(name)
        if layer not in ASSERTED:
            return False
        types = {node.value for node in self.objects(subject, TYPE)} - {name}
        return not any(self.axioms.layers.get(one) in ASSERTED and name in self._above(one) for one in types)

    def _above(self, name: str) -> set[str]:
        found: set[str] = set()
        pending = [name]
        while pending:
            above = set(self.axioms.superclasses.get(pending.pop(), ())) - found
            found |= above
            pending += above
        return found


def _is_ours(iri: str) -> bool:
    return iri.startswith(BASE)
