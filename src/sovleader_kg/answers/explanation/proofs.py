"""Proofs: why a triple stands in the graph, traced back through the axioms of the ontology to what hands wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from sovleader_kg.answers.explanation.lookup import TYPE, Lookup, Triple
from sovleader_kg.answers.explanation.rules import RULES_RU
from sovleader_kg.cards import Card, Cells, Link, Sheet, link
from sovleader_kg.model import Reason
from sovleader_kg.names import compact
from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.testimony import Testimony

__all__ = ["Proof", "leaf", "reason_back"]

DEPTH = 8
Way = tuple[str, Reason, list[Triple]]


@dataclass(frozen=True, slots=True, repr=False)
class Proof(Card):
    """Why a triple stands in the graph.

    Attributes:
        triple: Subject, predicate and value.
        nature: "claimed" (a fact that claims speak of), "editorial" (the editors' own: labels, notes, structure),
            "metadata" (about sources, passages and claims), "vocabulary", or "derived".
        rule: For a derived triple, the rule; else None.
        reason: The axiom or the reason behind the rule, in words.
        premises: The proofs of what the rule was applied to.
        claims: At a leaf, the claims that speak of it.
    """

    triple: Triple
    nature: str
    rule: str | None = None
    reason: Reason | None = None
    premises: tuple[Proof, ...] = ()
    claims: tuple[Testimony, ...] = ()

    @property
    def because(self) -> str | None:
        """The reason in English."""
        return self.reason.en if self.reason else None

    @property
    def because_ru(self) -> str | None:
        """The reason in Russian."""
        return self.reason.ru if self.reason else None

    @property
    def rule_ru(self) -> str | None:
        """What the rule is called in Russian."""
        return RULES_RU[self.rule] if self.rule else None

    def leaves(self) -> Iterator[Proof]:
        """Yield what the proof rests on in the end."""
        if not self.premises:
            yield self
        for premise in self.premises:
            yield from premise.leaves()

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        subject, predicate, value = self.triple
        return {
            "triple": [subject, predicate, value.value],
            "nature": self.nature,
            "rule": self.rule,
            "rule_ru": self.rule_ru,
            "because": self.because,
            "because_ru": self.because_ru,
            "premises": [premise.as_json() for premise in self.premises],
            "claims": [said.as_json() for said in self.claims],
        }

    def _cells(self) -> Cells:
        subject, predicate, value = self.triple
        return {
            "thing": Link(subject),
            "property": Link(predicate),
            "value": link(shown(value)),
            "nature": self.nature,
            "by rule": self.rule,
            "because": self.because,
            "claims": len(self.claims),
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        if self.premises:
            yield Sheet.of([one._cells() for one in self.premises], "from")
        if self.claims:
            yield Sheet.of([one._cells() for one in self.claims], "claims")


def leaf(lookup: Lookup, triple: Triple) -> Proof:
    """Return a triple that hands wrote, with the claims that speak for it, or else all on its point."""
    subject, predicate, value = triple
    on_point = lookup.said(subject, predicate)
    same = [said for said in on_point if said.value == shown(value) or said.verdict in {"agrees", "refines"}]
    return Proof(triple, lookup.nature(triple), claims=tuple(same or on_point))


def reason_back(lookup: Lookup, triple: Triple) -> Proof | None:
    """Return the shortest proof by OWL 2 RL of a triple, or None where the graph has none."""
    for depth in range(1, DEPTH):
        found = _search(lookup, triple, depth, frozenset())
        if found:
            return found
    return None


def _search(lookup: Lookup, triple: Triple, depth: int, above: frozenset[Triple]) -> Proof | None:
    if triple in above or not lookup.has(triple):
        return None
    if lookup.asserted(triple):
        return leaf(lookup, triple)
    if depth == 0:
        return None
    for rule, reason, premises in _ways(lookup, triple):
        proofs = _all(lookup, premises, depth - 1, above | {triple})
        if proofs:
            return Proof(triple, "derived", rule, reason, proofs)
    return None


def _all(lookup: Lookup, premises: Sequence[Triple], depth: int, above: frozenset[Triple]) -> tuple[Proof, ...]:
    proofs = []
    for premise in premises:
        found = _search(lookup, premise, depth, above)
        if not found:
            return ()
        proofs.append(found)
    return tuple(proofs)


def _ways(lookup: Lookup, triple: Triple) -> Iterator[Way]:
    """Yield each rule that could conclude a triple, its axiom, and the triples that it would need."""
    subject, predicate, value = triple
    if predicate == TYPE:
        yield from _ways_to_type(lookup, subject, value.value)
        return
    name = compact(predicate)
    for below in lookup.axioms.subproperties.get(predicate, ()):
        yield "sub-property", _axiom(f"{compact(below)} rdfs:subPropertyOf {name}"), [(subject, below, value)]
    if not isinstance(value, NamedNode):
        return
    for inverse in lookup.axioms.inverses.get(predicate, ()):
        needed = (value.value, inverse, NamedNode(subject))
        yield "inverse property", _axiom(f"{compact(inverse)} owl:inverseOf {name}"), [needed]
    for chain in lookup.axioms.chains.get(predicate, ()):
        links = [compact(link) for link in chain]
        reason = Reason(f"{name} follows from {', then '.join(links)}", f"{name} следует из {', затем '.join(links)}")
        for path in _paths(lookup, subject, chain, value):
            yield "property chain", reason, path
    if predicate in lookup.axioms.transitive:
        for middle in lookup.objects(subject, predicate):
            if middle not in {value, NamedNode(subject)}:
                steps = [(subject, predicate, middle), (middle.value, predicate, value)]
                yield "transitive property", Reason(f"{name} is transitive", f"{name} транзитивно"), steps


def _ways_to_type(lookup: Lookup, subject: str, name: str) -> Iterator[Way]:
    shown_class = compact(name)
    for below in lookup.axioms.subclasses.get(name, ()):
        axiom = _axiom(f"{compact(below)} rdfs:subClassOf {shown_class}")
        yield "sub-class", axiom, [(subject, TYPE, NamedNode(below))]
    for prop, value in lookup.axioms.values.get(name, ()):
        held = f"{compact(prop)} {shown(value)}"
        reason = Reason(f"whatever has {held} is a {shown_class}", f"всё, что имеет {held}, относится к {shown_class}")
        yield "has value", reason, [(subject, prop, value)]
    for prop, filler in lookup.axioms.fillers.get(name, ()):
        reason = Reason(
            f"whatever has {compact(prop)} of a {compact(filler)} is a {shown_class}",
            f"всё, что имеет {compact(prop)} из {compact(filler)}, относится к {shown_class}",
        )
        for value in lookup.objects(subject, prop):
            yield "some values", reason, [(subject, prop, value), (value.value, TYPE, NamedNode(filler))]
    for prop in lookup.axioms.domains.get(name, ()):
        for value in lookup.objects(subject, prop)[:1]:
            yield "domain", _axiom(f"{compact(prop)} rdfs:domain {shown_class}"), [(subject, prop, value)]
    for prop in lookup.axioms.ranges.get(name, ()):
        for other in lookup.subjects(prop, NamedNode(subject))[:1]:
            yield "range", _axiom(f"{compact(prop)} rdfs:range {shown_class}"), [(other, prop, NamedNode(subject))]


def _axiom(text: str) -> Reason:
    return Reason(text, text)


def _paths(lookup: Lookup, subject: str, chain: Sequence[str], value: Node) -> Iterator[list[Triple]]:
    if len(chain) == 1:
        if value in lookup.objects(subject, chain[0]):
            yield [(subject, chain[0], value)]
        return
    for step in lookup.objects(subject, chain[0]):
        for rest in _paths(lookup, step.value, chain[1:], value):
            yield [(subject, chain[0], step), *rest]
