"""Rules: the OWL 2 RL closure by rules that are made once of the axioms, and run a set at a time until nothing is new.

An axiom "p has the domain c" becomes a rule that waits for p's pairs and adds their subjects to c. What the rules say
of equality is applied between the runs. Where something contradicts, or an axiom is about the vocabulary of axioms
itself, or grows while the rules run, the answer is owlrl's to give.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from itertools import chain, combinations, product

from owlrl.AxiomaticTriples import OWLRL_Datatypes_Disjointness
from owlrl.DatatypeHandling import AltXSDToPYTHON
from owlrl.XsdDatatypes import OWL_Datatype_Subsumptions, OWL_RL_Datatypes
from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.bridge import to_rdflib_literal
from sovleader_kg.derived.extensions import Class, Extensions, Property
from sovleader_kg.names import BASE, PREFIXES, RDF, RDFS, XSD

__all__ = ["closure"]

OWL = PREFIXES["owl"]
CONVERTERS = {str(name): AltXSDToPYTHON.get(name, str) for name in OWL_RL_Datatypes}
WIDER = {str(name): list(map(str, wider)) for name, wider in OWL_Datatype_Subsumptions.items()}
DENIALS = ("members", "distinctMembers", "disjointWith", "complementOf", "propertyDisjointWith", "onClass")
Pairs = set[tuple[int, int]]


class UncoveredError(Exception):
    """Something that only owlrl answers."""


def closure(triples: Iterable[Triple], annotations: frozenset[str], untold: frozenset[str]) -> list[Triple] | None:
    """Return what OWL 2 RL adds to some triples, as `reasoning.closure` does; None where owlrl has to be asked.

    Args:
        triples: Facts and ontology.
        annotations: Predicates that are not reasoned over.
        untold: Classes of which no new member is told.
    """
    try:
        reasoner = _Reasoner(Extensions(triples, annotations))
        reasoner.compile()
        reasoner.run()
        reasoner.contradict()
    except UncoveredError:
        return None
    return list(_told(reasoner.known, untold))


class _Reasoner:
    def __init__(self, known: Extensions) -> None:
        self.known = known
        self._same = known.property_named(OWL + "sameAs")
        self._thing, self._nothing, self._nil = (
            known.number(NamedNode(name)) for name in (OWL + "Thing", OWL + "Nothing", RDF + "nil")
        )
        self._axioms: list[Class | Property] = []
        self._mentioned: set[int] = set()
        self._keys: list[tuple[Class, list[Property]]] = []

    # What the axioms are

    def _pairs(self, name: str) -> list[tuple[int, int]]:
        """Return the axioms that a predicate states, and see to it that no rule adds one."""
        axioms = self.known.property_named(name)
        self._axioms.append(axioms)
        self._mentioned |= {number for pair in axioms.all for number in pair}
        return sorted(axioms.all)

    def _kind(self, name: str) -> list[int]:
        axioms = self.known.class_named(name)
        self._axioms.append(axioms)
        self._mentioned |= axioms.all
        return sorted(axioms.all)

    def _lists(self, name: str) -> Iterator[tuple[int, list[int]]]:
        first, rest = dict(self._pairs(RDF + "first")), dict(self._pairs(RDF + "rest"))
        for subject, head in self._pairs(name):
            items: list[int] = []
            while head in first and len(items) <= len(first):
                items.append(first[head])
                head = rest.get(head, -1)
            if head != self._nil:
                raise UncoveredError
            yield subject, items

    def _restrictions(self, name: str) -> Iterator[tuple[int, Property, int]]:
        self._pairs(OWL + "onProperty")
        after = self.known.property_named(OWL + "onProperty").after
        for restriction, value in self._pairs(name):
            for number in after.get(restriction, ()):
                yield restriction, self._property(number), value

    def _class(self, number: int) -> Class:
        """Return a class that a rule waits for; what is in the vocabulary's own classes is not all known."""
        if number != self._thing and self._in_vocabulary(number):
            raise UncoveredError
        return self.known.classof(number)

    def _property(self, number: int) -> Property:
        if self._in_vocabulary(number):
            raise UncoveredError
        return self.known.property(number)

    def _in_vocabulary(self, number: int) -> bool:
        term = self.known.term(number)
        return isinstance(term, NamedNode) and term.value.startswith((RDF, RDFS, OWL))

    # From axioms to rules

    def compile(self) -> None:
        """Make the rules."""
        rdf_lists = (self.known.property_named(RDF + name) for name in ("first", "rest"))
        if any(len(one.after) < len(one.all) for one in rdf_lists):
            raise UncoveredError
        for lower, upper in self._wider_classes():
            if lower != self._nothing:
                self._class(lower).rules.append(self.known.classof(upper).add)
        for lower, upper in self._wider_properties():
            self._property(lower).rules.append(self._property(upper).add)
        self._compile_properties()
        self._compile_restrictions()
        self._compile_lists()
        for name in DENIALS:
            self._pairs(OWL + name)
        self._type_literals()

    def _wider_properties(self) -> Pairs:
        equal = self._pairs(OWL + "equivalentProperty")
        found = {*self._pairs(RDFS + "subPropertyOf"), *equal, *((upper, lower) for lower, upper in equal)}
        return {pair for pair in found if pair[0] != pair[1]}

    def _wider_classes(self) -> Pairs:
        """Return each class with a wider one, also those that restrictions imply of each other (scm-*)."""
        equal = {pair for pair in self._pairs(OWL + "equivalentClass") if pair[0] != pair[1]}
        declared = {self._thing, self._nothing, *self._kind(OWL + "Class")}
        wider = {*self._pairs(RDFS + "subClassOf"), *equal, *((upper, lower) for lower, upper in equal)}
        wider |= {(whole, part) for whole, parts in self._lists(OWL + "intersectionOf") for part in parts}
        wider |= {(part, whole) for whole, parts in self._lists(OWL + "unionOf") for part in parts}
        wider |= {pair for name in declared for pair in ((name, name), (name, self._thing), (self._nothing, name))}
        lines = self._lines()
        while True:
            reach = _reach(wider)
            new = set(self._implied(reach, lines)) - reach
            if not new:
                return {pair for pair in wider if pair[0] != pair[1]}
            wider |= new

    def _lines(self) -> Pairs:
        """Return each property with those that it is, or has to be, below."""
        kinds = (OWL + "ObjectProperty", OWL + "DatatypeProperty", RDF + "Property")
        itself = {(name, name) for kind in kinds for name in self._kind(kind)}
        itself |= {pair for pair in self._pairs(RDFS + "subPropertyOf") if pair[0] == pair[1]}
        return _reach(self._wider_properties() | itself)

    def _implied(self, classes: Pairs, properties: Pairs) -> Iterator[tuple[int, int]]:
        after = self.known.property_named(OWL + "onProperty").after
        for kind in ("someValuesFrom", "allValuesFrom", "hasValue"):
            fillers = [(one, line, value) for one, value in self._pairs(OWL + kind) for line in after.get(one, ())]
            for (one, line, value), (other, other_line, other_value) in product(fillers, repeat=2):
                if line == other_line and kind != "hasValue" and (value, other_value) in classes:
                    yield one, other
                if value == other_value and (line, other_line) in properties:
                    yield (other, one) if kind == "allValuesFrom" else (one, other)

    def _compile_properties(self) -> None:
        known = self.known
        for number, name in self._pairs(RDFS + "domain"):
            self._property(number).rules.append(partial(_subjects, known.classof(name)))
        for number, name in self._pairs(RDFS + "range"):
            self._property(number).rules.append(partial(_values, known.classof(name)))
        for number, other in self._pairs(OWL + "inverseOf"):
            self._property(number).rules.append(partial(_inverse, self._property(other)))
            self._property(other).rules.append(partial(_inverse, self._property(number)))
        for number in self._kind(OWL + "SymmetricProperty"):
            self._property(number).rules.append(partial(_inverse, self._property(number)))
        for number in self._kind(OWL + "TransitiveProperty"):
            self._chain([self._property(number)] * 2, self._property(number))
        for number in self._kind(OWL + "FunctionalProperty"):
            self._property(number).rules.append(partial(self._one_value, self._property(number), None, None))
        for number in self._kind(OWL + "InverseFunctionalProperty"):
            self._property(number).rules.append(partial(self._one_subject, self._property(number)))
        self._same.rules.append(partial(_inverse, self._same))
        self._chain([self._same] * 2, self._same)

    def _compile_restrictions(self) -> None:
        known = self.known
        for name, line, filler in self._restrictions(OWL + "someValuesFrom"):
            if filler == self._thing:
                line.rules.append(partial(_subjects, known.classof(name)))
            else:
                line.rules.append(partial(_some, known.classof(name), self._class(filler)))
                self._class(filler).rules.append(partial(_some_of, known.classof(name), line))
        for name, line, filler in self._restrictions(OWL + "allValuesFrom"):
            self._class(name).rules.append(partial(_all, known.classof(filler), line))
            line.rules.append(partial(_all_of, known.classof(filler), self._class(name)))
        for name, line, value in self._restrictions(OWL + "hasValue"):
            self._class(name).rules.append(partial(_give, line, value))
            line.rules.append(partial(_having, known.classof(name), value))
        for kind in ("maxCardinality", "maxQualifiedCardinality"):
            for name, line, most in self._restrictions(OWL + kind):
                if self._number_of(most) == 1:
                    for counted in self._fillers(name, kind):
                        self._at_most_one(line, self._class(name), counted)

    def _fillers(self, name: int, kind: str) -> list[Class | None]:
        """Return the classes that a maximum counts members of; None for any thing."""
        if kind == "maxCardinality":
            return [None]
        return [
            None if filler == self._thing else self._class(filler)
            for owner, filler in self._pairs(OWL + "onClass")
            if owner == name
        ]

    def _number_of(self, number: int) -> object:
        term = self.known.term(number)
        if not isinstance(term, Literal):
            raise UncoveredError
        return to_rdflib_literal(term).value

    def _at_most_one(self, line: Property, name: Class, filler: Class | None) -> None:
        check = partial(self._one_value, line, name, filler)
        line.rules.append(check)
        name.rules.append(lambda members: check({(member, member) for member in members}))
        if filler is not None:
            filler.rules.append(
                lambda members: check({(owner, owner) for one in members for owner in line.before.get(one, ())})
            )

    def _compile_lists(self) -> None:
        for number, parts in self._lists(OWL + "propertyChainAxiom"):
            self._chain([self._property(part) for part in parts], self._property(number))
        for name, parts in self._lists(OWL + "intersectionOf"):
            classes = [self._class(part) for part in parts]
            for one in classes:
                one.rules.append(partial(_common, self.known.classof(name), classes))
        for name, members in self._lists(OWL + "oneOf"):
            self.known.classof(name).add(set(members))
        for name, parts in self._lists(OWL + "hasKey"):
            if parts:
                self._keys.append((self._class(name), [self._property(part) for part in parts]))

    def _chain(self, parts: Sequence[Property], whole: Property) -> None:
        for place, part in enumerate(parts):
            part.rules.append(partial(_along, whole, parts[:place], parts[place + 1 :]))

    # Equality

    def _one_value(self, line: Property, name: Class | None, filler: Class | None, fresh: Pairs) -> None:
        for subject in {subject for subject, _ in fresh}:
            if name is None or subject in name.all:
                values = [one for one in line.after.get(subject, ()) if filler is None or one in filler.all]
                self._same.add({(values[0], value) for value in values[1:]} if values else set())

    def _one_subject(self, line: Property, fresh: Pairs) -> None:
        for value in {value for _, value in fresh}:
            subjects = line.before[value]
            self._same.add({(subjects[0], subject) for subject in subjects[1:]})

    def run(self) -> None:
        """Run the rules, and replace equals by equals, until nothing is new."""
        self.known.begin()
        self.known.run()
        while self._agree_on_keys() or self._replace():
            self.known.run()
        if any(axioms.derived for axioms in self._axioms):
            raise UncoveredError

    def _agree_on_keys(self) -> bool:
        """Find equal things by keys, as owlrl does: the last property of a key needs a value, but no equal one."""
        found: Pairs = set()
        for name, (*agreeing, last) in self._keys:
            alike: dict[tuple[int, ...], list[int]] = {}
            for member in name.all:
                for values in product(*(line.after.get(member, ()) for line in agreeing)):
                    alike.setdefault(values, []).append(member)
            for members in alike.values():
                owner = next((one for one in members if one in last.after), None)
                if owner is not None:
                    found |= {(owner, one) for one in members if one != owner}
        return bool(self._same.add(found))

    def _replace(self) -> bool:
        equal: dict[int, set[int]] = {}
        for one, other in self._same.all:
            if one != other:
                equal.setdefault(one, {one}).add(other)
        if not equal:
            return False
        if any(one in self._mentioned or isinstance(self.known.term(one), Literal) for one in equal):
            raise UncoveredError
        self.known.read_all()
        if not equal.keys().isdisjoint(number for number, _ in (*self.known.classes, *self.known.properties)):
            raise UncoveredError
        grown = False
        for _, members in self.known.classes:
            grown |= bool(members.add({other for one in members.all & equal.keys() for other in equal[one]}))
        for _, line in self.known.properties:
            touched = [(equal.get(one, {one}), equal.get(two, {two})) for one, two in line.all]
            grown |= bool(
                line.add({pair for ones, twos in touched if len(ones) + len(twos) > 2 for pair in product(ones, twos)})
            )
        return grown

    # Literals

    def _type_literals(self) -> None:
        """Put typed literals into their datatypes; of ill-typed ones, and of things in datatypes, owlrl is asked."""
        asked = any(NamedNode(str(name)) in self.known for name in OWL_RL_Datatypes)
        if any(self.known.class_named(str(name)).all for name in OWL_RL_Datatypes):
            raise UncoveredError
        for literal in list(self.known.literals()):
            name = literal.datatype.value
            if name in CONVERTERS and name != XSD + "string":
                if not _is_well_typed(literal.value, name):
                    raise UncoveredError
                for one in (name, *WIDER.get(name, ())) if asked else ():
                    self.known.class_named(one).all.add(self.known.number(literal))

    # Contradictions

    def contradict(self) -> None:
        """Leave to owlrl whatever may contradict; it says what does."""
        if self.known.class_named(OWL + "Nothing").all or any(self._clashes()):
            raise UncoveredError

    def _clashes(self) -> Iterator[bool]:
        """Tell of each pair of axiom and extension whether they clash, or may."""
        known, classof, line_of = self.known, self.known.classof, self.known.property
        lists = [items for name in ("members", "distinctMembers") for _, items in self._lists(OWL + name)]
        apart = [*chain.from_iterable(combinations(items, 2) for items in lists), *self._apart()]
        for one, other in apart:
            yield not classof(one).all.isdisjoint(classof(other).all)
            yield not line_of(one).all.isdisjoint(line_of(other).all)
            yield not self._same.all.isdisjoint({(one, other), (other, one)})
        for pair in known.property_named(OWL + "differentFrom").all:
            yield pair[0] == pair[1] or pair in self._same.all
        for number in self._kind(OWL + "IrreflexiveProperty"):
            yield any(subject == value for subject, value in line_of(number).all)
        for number in self._kind(OWL + "AsymmetricProperty"):
            yield any((value, subject) in line_of(number).all for subject, value in line_of(number).all)
        for kind in ("maxCardinality", "maxQualifiedCardinality"):
            for name, line, most in self._restrictions(OWL + kind):
                yield self._number_of(most) == 0 and any(subject in classof(name).all for subject, _ in line.all)
        yield from self._denied()

    def _apart(self) -> Iterator[tuple[int, int]]:
        for name in ("disjointWith", "complementOf", "propertyDisjointWith"):
            yield from self._pairs(OWL + name)
        for one, _, other in OWLRL_Datatypes_Disjointness:
            yield self.known.number(NamedNode(str(one))), self.known.number(NamedNode(str(other)))

    def _denied(self) -> Iterator[bool]:
        lines = self.known.property_named(OWL + "assertionProperty").after
        for denial, subject in self._pairs(OWL + "sourceIndividual"):
            for kind in ("targetIndividual", "targetValue"):
                for value in self.known.property_named(OWL + kind).after.get(denial, ()):
                    yield any((subject, value) in self._property(line).all for line in lines.get(denial, ()))


# The rules: what they add to, what else they look at, and what came in


def _subjects(name: Class, fresh: Pairs) -> None:
    name.add({subject for subject, _ in fresh})


def _values(name: Class, fresh: Pairs) -> None:
    name.add({value for _, value in fresh})


def _inverse(line: Property, fresh: Pairs) -> None:
    line.add({(value, subject) for subject, value in fresh})


def _along(whole: Property, before: Sequence[Property], after: Sequence[Property], fresh: Pairs) -> None:
    for part in reversed(before):
        fresh = {(earlier, value) for subject, value in fresh for earlier in part.before.get(subject, ())}
    for part in after:
        fresh = {(subject, later) for subject, value in fresh for later in part.after.get(value, ())}
    whole.add(fresh)


def _some(name: Class, filler: Class, fresh: Pairs) -> None:
    name.add({subject for subject, value in fresh if value in filler.all})


def _some_of(name: Class, line: Property, fresh: set[int]) -> None:
    name.add({subject for value in fresh for subject in line.before.get(value, ())})


def _all(filler: Class, line: Property, fresh: set[int]) -> None:
    filler.add({value for member in fresh for value in line.after.get(member, ())})


def _all_of(filler: Class, name: Class, fresh: Pairs) -> None:
    filler.add({value for subject, value in fresh if subject in name.all})


def _give(line: Property, value: int, fresh: set[int]) -> None:
    line.add({(member, value) for member in fresh})


def _having(name: Class, wanted: int, fresh: Pairs) -> None:
    name.add({subject for subject, value in fresh if value == wanted})


def _common(name: Class, classes: Sequence[Class], fresh: set[int]) -> None:
    name.add(fresh.intersection(*(one.all for one in classes)))


def _reach(pairs: Pairs) -> Pairs:
    """Return the transitive closure of a relation; nothing is led back to itself but by a pair of its own."""
    after: dict[int, set[int]] = {}
    for one, other in pairs:
        after.setdefault(one, set()).add(other)
    found = {pair for pair in pairs if pair[0] == pair[1]}
    for start in after:
        pending, seen = [start], set[int]()
        while pending:
            new = after.get(pending.pop(), set()) - seen
            seen |= new
            pending += new
        found |= {(start, one) for one in seen if one != start}
    return found


def _is_well_typed(lexical: str, datatype: str) -> bool:
    if datatype == XSD + "date" and len(lexical) == 10 and lexical[4] == lexical[7] == "-":
        try:
            date.fromisoformat(lexical)
        except ValueError:
            return False
        return True
    return _is_converted(lexical, datatype)


@lru_cache(maxsize=4096)
def _is_converted(lexical: str, datatype: str) -> bool:
    try:
        CONVERTERS[datatype](lexical)
    except (ValueError, ArithmeticError, LookupError):
        return False
    return True


def _told(known: Extensions, untold: frozenset[str]) -> Iterator[Triple]:
    """Yield what is new about things of the project."""
    named = {number: term for number, term in enumerate(known.terms) if isinstance(term, NamedNode)}
    ours = {number for number, term in named.items() if term.value.startswith(BASE)}
    kind = NamedNode(RDF + "type")
    for number, members in known.classes:
        if number in named and named[number].value not in untold:
            members_told = sorted((members.derived & ours) - {number})
            yield from (Triple(named[one], kind, named[number]) for one in members_told)
    for number, line in known.properties:
        if number in named and not named[number].value.startswith((OWL, RDFS)):
            for subject, value in sorted(line.derived):
                if subject in ours and value in named and subject != value:
                    yield Triple(named[subject], named[number], named[value])
