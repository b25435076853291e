"""Rules: the OWL 2 RL closure for those forms of axiom that the vocabulary may have (`tests/test_profile.py`).

Axioms become rules once, then the rules run. Any other form, a contradiction, and equal things are left to owlrl.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from itertools import combinations, count

from owlrl.DatatypeHandling import AltXSDToPYTHON
from owlrl.XsdDatatypes import OWL_Datatype_Subsumptions, OWL_RL_Datatypes
from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.derived.relations import Numbers, Pairs, Relation, Relations, Rule, Step, run
from sovleader_kg.names import PREFIXES, RDF, RDFS, TYPE, XSD
from sovleader_kg.nodes import Node

__all__ = ["UnknownFormError", "closure"]

OWL = PREFIXES["owl"]
IS_A, NIL, THING, NOTHING = map(NamedNode, (TYPE, RDF + "nil", OWL + "Thing", OWL + "Nothing"))
CONVERTERS = {str(name): AltXSDToPYTHON.get(name, str) for name in OWL_RL_Datatypes}
WIDER = {str(name): {str(name), *map(str, OWL_Datatype_Subsumptions.get(name, ()))} for name in OWL_RL_Datatypes}
FULL_DATE = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
CONSTRUCTORS = (
    *("oneOf", "unionOf", "intersectionOf", "complementOf", "someValuesFrom", "allValuesFrom", "hasValue"),
    *("maxCardinality", "maxQualifiedCardinality"),
)
INERT = {
    *(RDF + name for name in ("subject", "predicate", "object")),
    *(OWL + name for name in ("Ontology", "imports", "versionIRI", "priorVersion", "versionInfo", "deprecated")),
    *(OWL + name for name in ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")),
    *(OWL + name for name in ("NamedIndividual", "Restriction", "onDataRange")),
}


class UnknownFormError(Exception):
    """Something that only owlrl answers."""


def closure(triples: Iterable[Triple]) -> list[tuple[Node, ...]]:
    """Return what OWL 2 RL adds to facts and axioms; the subject may be a literal.

    Raises:
        UnknownFormError: An axiom has another form, something contradicts, or two things would be equal.
    """
    numbers: Numbers = defaultdict(count().__next__)
    classes, properties = Relations(numbers), Relations(numbers)
    for subject, predicate, value in triples:
        properties.given[predicate].append((subject, value))
    for member, name in properties.given.pop(IS_A, ()):
        classes.given[name].append((member, member))
    literals = {node for pairs in properties.given.values() for _, node in pairs if isinstance(node, Literal)}
    _require(all(map(_is_well_typed, literals)))
    axioms = _Axioms(classes, properties)
    run(axioms.rules)
    axioms.check(nodes := list(numbers))
    return [
        *((nodes[one], IS_A, name) for name, found in classes.items() for one, _ in found.derived),
        *((nodes[one], name, nodes[other]) for name, found in properties.items() for one, other in found.derived),
    ]


class _Axioms:
    """The rules that axioms become. An axiom is taken away once it is read: what is left has an unknown form."""

    def __init__(self, classes: Relations, properties: Relations) -> None:
        self._classes, self._properties = classes, properties
        self.rules: list[Rule] = []
        self._nothing = classes[NOTHING]
        self._first, self._rest = self._unique(RDF + "first"), self._unique(RDF + "rest")
        self._on, self._on_class = self._unique(OWL + "onProperty"), self._unique(OWL + "onClass")
        self._expressions = defaultdict[Node, list[tuple[str, Node]]](list)
        for constructor in CONSTRUCTORS:
            for node, value in self._take(OWL + constructor):
                self._expressions[node].append((constructor, value))
        _require(not any(isinstance(node, NamedNode) for node in self._expressions))
        self._compiled: set[tuple[object, Node]] = set()
        self._compile_classes()
        self._compile_properties()
        self._compile_disjointness()
        left = (*classes.given, *properties.given)
        _require(all(node.value in INERT or not _is_reserved(node) for node in left))

    def check(self, nodes: Sequence[Node]) -> None:
        """Raise if a rule found a contradiction or two equal things, or put a literal into a foreign datatype."""
        _require(not self._nothing.pairs)
        for datatype in map(NamedNode, CONVERTERS):
            _require(all(_is_in(nodes[one], datatype.value) for one, _ in self._classes[datatype].pairs))

    # What is stated

    def _take(self, name: str) -> set[tuple[Node, Node]]:
        return set(self._properties.given.pop(NamedNode(name), ()))

    def _unique(self, name: str) -> dict[Node, Node]:
        pairs = self._take(name)
        found = dict(pairs)
        _require(len(found) == len(pairs))
        return found

    def _kind(self, name: str) -> set[Node]:
        return {node for node, _ in self._classes.given.pop(NamedNode(OWL + name), ())}

    def _items(self, head: Node) -> list[Node]:
        items: list[Node] = []
        while head != NIL:
            _require(head in self._first and head in self._rest and len(items) < len(self._first))
            items.append(self._first[head])
            head = self._rest[head]
        return items

    # Axioms

    def _compile_classes(self) -> None:
        equal = self._take(OWL + "equivalentClass")
        for lower, upper in self._take(RDFS + "subClassOf") | equal | {(b, a) for a, b in equal}:
            self._lead([self._below(lower)], self._above(upper))
        for name, target in self._take(RDFS + "domain"):
            self._lead([self._property(name)], self._above(target), _subjects)
        for name, target in self._take(RDFS + "range"):
            self._lead([self._property(name)], self._above(target), _values)
        for node in self._classes.given:
            if not isinstance(node, NamedNode):
                self._above(node)

    def _compile_properties(self) -> None:
        equal, opposite = self._take(OWL + "equivalentProperty"), self._take(OWL + "inverseOf")
        for lower, upper in self._take(RDFS + "subPropertyOf") | equal | {(b, a) for a, b in equal}:
            self._lead([self._property(lower)], self._property(upper))
        for one, other in opposite | {(b, a) for a, b in opposite}:
            self._lead([self._property(one)], self._property(other), _inverse)
        for name, head in self._take(OWL + "propertyChainAxiom"):
            self._lead([self._property(part) for part in self._items(head)], self._property(name))
        kinds: dict[str, Callable[[Relation], Rule]] = {
            "Symmetric": lambda one: Rule([one], one, _inverse),
            "Transitive": lambda one: Rule([one, one], one),
            "Asymmetric": lambda one: Rule([one, one], self._nothing, _alike),
            "Irreflexive": lambda one: Rule([one], self._nothing, _alike),
            "Functional": lambda one: Rule([self._inverse(one), one], self._nothing, _unlike),
            "InverseFunctional": lambda one: Rule([one, self._inverse(one)], self._nothing, _unlike),
        }
        for kind, rule in kinds.items():
            self.rules += [rule(self._property(name)) for name in self._kind(f"{kind}Property")]

    def _compile_disjointness(self) -> None:
        classes, properties = self._take(OWL + "disjointWith"), self._take(OWL + "propertyDisjointWith")
        kinds = self._kind("AllDisjointClasses"), self._kind("AllDisjointProperties")
        for axiom, head in self._take(OWL + "members"):
            _require((axiom in kinds[0]) != (axiom in kinds[1]))
            (classes if axiom in kinds[0] else properties).update(combinations(self._items(head), 2))
        for one, other in classes:
            self._lead([self._below(one), self._below(other)], self._nothing)
        for one, other in properties:
            self._lead([self._property(one), self._inverse(self._property(other))], self._nothing, _alike)

    # Class expressions

    def _below(self, node: Node) -> Relation:
        """Return a class whose members an axiom speaks of, with the rules that find them."""
        _require(not _is_reserved(node))
        return self._class(node, self._find_members)

    def _above(self, node: Node) -> Relation:
        """Return a class that an axiom gives members, with the rules for what follows of them."""
        _require(not _is_reserved(node) or node in {THING, NOTHING} or node.value in CONVERTERS)
        return self._class(node, self._use_members)

    def _class(self, node: Node, rules: Callable[[Relation, Node, str, Node], None]) -> Relation:
        if not isinstance(node, NamedNode) and (rules, node) not in self._compiled:
            self._compiled.add((rules, node))
            _require(len(self._expressions[node]) == 1)
            rules(self._classes[node], node, *self._expressions[node][0])
        return self._classes[node]

    def _find_members(self, members: Relation, node: Node, constructor: str, value: Node) -> None:
        match constructor:
            case "unionOf":
                for part in self._items(value):
                    self._lead([self._below(part)], members)
            case "intersectionOf":
                self._lead([self._below(part) for part in self._items(value)], members)
            case "oneOf":
                members.add(self._nominal(*self._items(value)).pairs)
            case "someValuesFrom":
                self._lead([self._restricted(node), *self._filler(value)], members, _subjects)
            case "hasValue":
                self._lead([self._restricted(node), self._nominal(value)], members, _subjects)
            case _:
                raise UnknownFormError

    def _use_members(self, members: Relation, node: Node, constructor: str, value: Node) -> None:
        match constructor:
            case "intersectionOf":
                for part in self._items(value):
                    self._lead([members], self._above(part))
            case "complementOf":
                self._lead([members, self._below(value)], self._nothing)
            case "allValuesFrom":
                self._lead([members, self._restricted(node)], self._above(value), _values)
            case "hasValue":
                self._lead([members], self._restricted(node), partial(_with, self._classes.numbers[value]))
            case "maxCardinality":
                self._limit(value, [members, self._restricted(node)])
            case "maxQualifiedCardinality":
                counted = self._filler(self._on_class.get(node, THING))
                self._limit(value, [members, self._restricted(node), *counted])
            case _:
                raise UnknownFormError

    def _limit(self, most: Node, path: list[Relation]) -> None:
        """Add the rule that no subject has two values on a path, or any."""
        _require(most.value in {"0", "1"})
        if most.value == "0":
            self._lead(path, self._nothing)
        else:
            self._lead([*map(self._inverse, reversed(path)), *path], self._nothing, _unlike)

    def _restricted(self, node: Node) -> Relation:
        _require(node in self._on)
        return self._property(self._on[node])

    def _filler(self, node: Node) -> list[Relation]:
        return [] if node == THING else [self._below(node)]

    # Relations and rules

    def _property(self, node: Node) -> Relation:
        _require(isinstance(node, NamedNode) and not _is_reserved(node))
        return self._properties[node]

    def _inverse(self, relation: Relation) -> Relation:
        turned = Relation(set())
        self._lead([relation], turned, _inverse)
        return turned

    def _nominal(self, *nodes: Node) -> Relation:
        return Relation({(self._classes.numbers[node],) * 2 for node in nodes})

    def _lead(self, path: Sequence[Relation], target: Relation, step: Step = set) -> None:
        self.rules.append(Rule(path, target, step))


# What is made of the pairs that a path joins


def _inverse(pairs: Pairs) -> Pairs:
    return {(value, subject) for subject, value in pairs}


def _subjects(pairs: Pairs) -> Pairs:
    return {(subject, subject) for subject, _ in pairs}


def _values(pairs: Pairs) -> Pairs:
    return {(value, value) for _, value in pairs}


def _alike(pairs: Pairs) -> Pairs:
    return {(subject, value) for subject, value in pairs if subject == value}


def _unlike(pairs: Pairs) -> Pairs:
    return {(subject, value) for subject, value in pairs if subject != value}


def _with(value: int, pairs: Pairs) -> Pairs:
    return {(subject, value) for subject, _ in pairs}


def _require(known: bool) -> None:
    if not known:
        raise UnknownFormError


def _is_reserved(node: Node) -> bool:
    return isinstance(node, NamedNode) and node.value.startswith((RDF, RDFS, OWL, XSD))


def _is_in(node: Node, datatype: str) -> bool:
    return isinstance(node, Literal) and datatype in WIDER.get(node.datatype.value, ())


def _is_well_typed(literal: Literal) -> bool:
    convert = CONVERTERS.get(literal.datatype.value, str)
    if literal.datatype.value == XSD + "date" and FULL_DATE.fullmatch(literal.value):
        convert = date.fromisoformat  # owlrl's own way is slow
    try:
        convert(literal.value)
    except (ValueError, ArithmeticError, LookupError):
        return False
    return True
