"""The axioms stay inside OWL 2 RL (W3C "OWL 2 Profiles", section 4) and inside OWL 2 DL."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, XSD, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

ONTOLOGY = Path(__file__).parents[1] / "ontology"
REASONED = ("sovleader.ttl", "schemes.ttl", "alignments/reasoned.ttl")

RESERVED = (str(RDF), str(RDFS), str(OWL), str(XSD))
PROPERTY_KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
SIMPLE_ONLY = (OWL.AsymmetricProperty, OWL.IrreflexiveProperty, OWL.FunctionalProperty, OWL.InverseFunctionalProperty)
TYPES = {
    *PROPERTY_KINDS,
    *SIMPLE_ONLY,
    *(OWL[name] for name in ("Ontology", "Class", "Restriction", "NamedIndividual", "AllDisjointClasses")),
    *(OWL[name] for name in ("AllDisjointProperties", "TransitiveProperty", "SymmetricProperty")),
}
ANNOTATIONS = {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.deprecated, OWL.versionInfo}
HEADER = {OWL.imports, OWL.versionIRI, OWL.priorVersion}
PROPERTY_AXIOMS = {OWL.inverseOf, OWL.equivalentProperty, OWL.propertyDisjointWith, RDFS.subPropertyOf}
CONSTRUCTORS = {
    *(OWL[name] for name in ("oneOf", "unionOf", "intersectionOf", "complementOf", "someValuesFrom")),
    *(OWL[name] for name in ("allValuesFrom", "hasValue", "maxCardinality", "maxQualifiedCardinality")),
}
PREDICATES = {
    *ANNOTATIONS,
    *HEADER,
    *PROPERTY_AXIOMS,
    *CONSTRUCTORS,
    *(RDF.type, RDF.first, RDF.rest, RDFS.subClassOf, RDFS.domain, RDFS.range),
    *(OWL[name] for name in ("equivalentClass", "disjointWith", "members", "propertyChainAxiom")),
    *(OWL[name] for name in ("onProperty", "onClass", "onDataRange")),
}
DATATYPES = {
    *(RDF.PlainLiteral, RDF.XMLLiteral, RDFS.Literal),
    *(XSD[name] for name in ("decimal", "integer", "nonNegativeInteger", "nonPositiveInteger", "positiveInteger")),
    *(XSD[name] for name in ("negativeInteger", "long", "int", "short", "byte", "unsignedLong", "unsignedInt")),
    *(XSD[name] for name in ("unsignedShort", "unsignedByte", "float", "double", "string", "normalizedString")),
    *(XSD[name] for name in ("token", "language", "Name", "NCName", "NMTOKEN", "boolean", "hexBinary")),
    *(XSD[name] for name in ("base64Binary", "anyURI", "dateTime", "dateTimeStamp")),
}
BUILT_IN_OBJECTS = {RDF.nil, OWL.Thing, OWL.Nothing, *DATATYPES}

Expression = Callable[[Graph, Node], bool]


def is_reserved(node: Node) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(RESERVED)


def items(graph: Graph, head: Node) -> list[Node]:
    return list(Collection(graph, head))


def only_value(graph: Graph, subject: Node, predicate: URIRef) -> Node | None:
    values = list(graph.objects(subject, predicate))
    return values[0] if len(values) == 1 else None


def constructor(graph: Graph, node: Node) -> tuple[URIRef | None, Node]:
    """Give the one constructor of a blank class expression and its argument."""
    found = [(name, value) for name in CONSTRUCTORS for value in graph.objects(node, name)]
    return found[0] if len(found) == 1 else (None, node)


def is_named_class(graph: Graph, node: Node) -> bool:
    return node == OWL.Nothing or (not is_reserved(node) and (node, RDF.type, OWL.Class) in graph)


def is_sub_class(graph: Graph, node: Node) -> bool:
    """Return whether a class expression may stand on the left of an RL sub-class axiom."""
    if isinstance(node, URIRef):
        return is_named_class(graph, node)
    match constructor(graph, node):
        case (OWL.unionOf | OWL.intersectionOf, members):
            return all(is_sub_class(graph, member) for member in items(graph, members))
        case (OWL.oneOf, members):
            return all(isinstance(member, URIRef) for member in items(graph, members))
        case (OWL.someValuesFrom, filler):
            return filler in {OWL.Thing, *DATATYPES} or is_sub_class(graph, filler)
        case (OWL.hasValue, _):
            return True
    return False


def is_super_class(graph: Graph, node: Node) -> bool:
    """Return whether a class expression may stand on the right of an RL sub-class axiom."""
    if isinstance(node, URIRef):
        return is_named_class(graph, node)
    match constructor(graph, node):
        case (OWL.intersectionOf, members):
            return all(is_super_class(graph, member) for member in items(graph, members))
        case (OWL.complementOf, negated):
            return is_sub_class(graph, negated)
        case (OWL.allValuesFrom, filler):
            return filler in DATATYPES or is_super_class(graph, filler)
        case (name, _):
            return name == OWL.hasValue or is_at_most_one(graph, node)


def is_at_most_one(graph: Graph, restriction: Node) -> bool:
    match constructor(graph, restriction):
        case (OWL.maxCardinality, Literal() as bound):
            return bound.toPython() in {0, 1}
        case (OWL.maxQualifiedCardinality, Literal() as bound):
            return bound.toPython() in {0, 1} and has_countable_filler(graph, restriction)
    return False


def has_countable_filler(graph: Graph, restriction: Node) -> bool:
    filler = only_value(graph, restriction, OWL.onClass)
    if filler is None:
        return only_value(graph, restriction, OWL.onDataRange) in DATATYPES
    return filler == OWL.Thing or is_sub_class(graph, filler)


def is_equivalent_class(graph: Graph, node: Node) -> bool:
    """Return whether a class expression may stand in an RL equivalence."""
    if isinstance(node, URIRef):
        return is_named_class(graph, node)
    match constructor(graph, node):
        case (OWL.intersectionOf, members):
            return all(is_equivalent_class(graph, member) for member in items(graph, members))
        case (OWL.hasValue, _):
            return True
    return False


def kinds(graph: Graph, node: Node) -> set[Node]:
    return set(graph.objects(node, RDF.type)) & set(PROPERTY_KINDS)


def misplaced(graph: Graph, nodes: Iterable[Node], allowed: Expression, place: str) -> Iterator[str]:
    for node in nodes:
        if not allowed(graph, node):
            name = node if isinstance(node, URIRef) else constructor(graph, node)[0]
            yield f"not allowed {place}: {name}"


def class_axiom_faults(graph: Graph) -> Iterator[str]:
    sub_class = list(graph.subject_objects(RDFS.subClassOf))
    yield from misplaced(graph, (left for left, _ in sub_class), is_sub_class, "as a sub-class")
    yield from misplaced(graph, (right for _, right in sub_class), is_super_class, "as a super-class")
    for pair in graph.subject_objects(OWL.equivalentClass):
        yield from misplaced(graph, pair, is_equivalent_class, "in an equivalence")
    for pair in graph.subject_objects(OWL.disjointWith):
        yield from misplaced(graph, pair, is_sub_class, "in a disjointness")
    for axiom in graph.subjects(RDF.type, OWL.AllDisjointClasses):
        for head in graph.objects(axiom, OWL.members):
            yield from misplaced(graph, items(graph, head), is_sub_class, "in a disjointness")


def named_constructor_faults(graph: Graph) -> Iterator[str]:
    for name in CONSTRUCTORS:
        for subject in graph.subjects(name):
            if isinstance(subject, URIRef):
                yield f"constructor on a named class: {subject}"


def restriction_faults(graph: Graph) -> Iterator[str]:
    for restriction in graph.subjects(RDF.type, OWL.Restriction):
        on = only_value(graph, restriction, OWL.onProperty)
        if on is None or not kinds(graph, on) & {OWL.ObjectProperty, OWL.DatatypeProperty}:
            yield f"restriction on an undeclared property: {on}"
        elif kinds(graph, on) == {OWL.DatatypeProperty}:
            fillers = [*graph.objects(restriction, OWL.someValuesFrom), *graph.objects(restriction, OWL.allValuesFrom)]
            yield from misplaced(graph, fillers, lambda _, node: node in DATATYPES, "as a data range")


def domain_and_range_faults(graph: Graph) -> Iterator[str]:
    yield from misplaced(graph, graph.objects(None, RDFS.domain), is_super_class, "as a domain")
    for prop, target in graph.subject_objects(RDFS.range):
        if OWL.DatatypeProperty in kinds(graph, prop):
            yield from misplaced(graph, [target], lambda _, node: node in DATATYPES, "as a datatype range")
        else:
            yield from misplaced(graph, [target], is_super_class, "as a range")


def property_axiom_faults(graph: Graph) -> Iterator[str]:
    for axiom in PROPERTY_AXIOMS:
        for left, right in graph.subject_objects(axiom):
            if not kinds(graph, left) or kinds(graph, left) != kinds(graph, right):
                yield f"property axiom over different or undeclared kinds: {left} {right}"
    for prop, head in graph.subject_objects(OWL.propertyChainAxiom):
        links = items(graph, head)
        if len(links) < 2 or any(kinds(graph, link) != {OWL.ObjectProperty} for link in [prop, *links]):
            yield f"chain of something other than object properties: {prop}"


def hierarchy(graph: Graph) -> dict[Node, set[Node]]:
    """Map each property to the properties directly above it; inverses stand at one height."""
    above: dict[Node, set[Node]] = {}
    for left, right in graph.subject_objects(RDFS.subPropertyOf):
        above.setdefault(left, set()).add(right)
    for axiom in (OWL.inverseOf, OWL.equivalentProperty):
        for left, right in graph.subject_objects(axiom):
            above.setdefault(left, set()).add(right)
            above.setdefault(right, set()).add(left)
    for prop, head in graph.subject_objects(OWL.propertyChainAxiom):
        for link in items(graph, head):
            above.setdefault(link, set()).add(prop)
    return above


def reachable(above: dict[Node, set[Node]], start: Node) -> set[Node]:
    seen: set[Node] = {start}
    frontier = [start]
    while frontier:
        fresh = above.get(frontier.pop(), set()) - seen
        seen |= fresh
        frontier.extend(fresh)
    return seen


def composite_properties(graph: Graph) -> set[Node]:
    roots = {*graph.subjects(RDF.type, OWL.TransitiveProperty), *graph.subjects(OWL.propertyChainAxiom)}
    above = hierarchy(graph)
    return {prop for root in roots for prop in reachable(above, root)}


def composite_faults(graph: Graph) -> Iterator[str]:
    composite = composite_properties(graph)
    for prop in composite:
        for kind in SIMPLE_ONLY:
            if (prop, RDF.type, kind) in graph:
                yield f"composite property that must be simple: {prop}"
    for left, right in graph.subject_objects(OWL.propertyDisjointWith):
        if {left, right} & composite:
            yield f"composite property in a disjointness: {left} {right}"
    for name in (OWL.maxCardinality, OWL.maxQualifiedCardinality):
        for restriction in graph.subjects(name):
            if only_value(graph, restriction, OWL.onProperty) in composite:
                yield "composite property in a cardinality"


def regularity_faults(graph: Graph) -> Iterator[str]:
    above = hierarchy(graph)
    for prop, head in graph.subject_objects(OWL.propertyChainAxiom):
        links = items(graph, head)
        inner = links[1:] if links[0] == prop else links[:-1] if links[-1] == prop else links
        if any(link in reachable(above, prop) for link in inner):
            yield f"irregular chain: {prop}"


def declaration_faults(graph: Graph) -> Iterator[str]:
    for kind in (OWL.Class, *PROPERTY_KINDS):
        for subject in graph.subjects(RDF.type, kind):
            if is_reserved(subject):
                yield f"reserved vocabulary declared: {subject}"
            elif kind in PROPERTY_KINDS and len(kinds(graph, subject)) > 1:
                yield f"property of two kinds: {subject}"


def vocabulary_faults(graph: Graph) -> Iterator[str]:
    for subject, predicate, value in graph:
        if is_reserved(predicate):
            if predicate not in PREDICATES:
                yield f"predicate outside the profile: {predicate}"
        elif not kinds(graph, predicate):
            yield f"predicate not declared: {predicate}"
        if is_reserved(subject):
            yield f"reserved vocabulary as a subject: {subject}"
        if is_reserved(value) and value not in (TYPES if predicate == RDF.type else BUILT_IN_OBJECTS):
            yield f"reserved vocabulary as an object: {value}"


def assertion_faults(graph: Graph) -> Iterator[str]:
    for _, target in graph.subject_objects(RDF.type):
        if not is_reserved(target):
            yield from misplaced(graph, [target], is_super_class, "as a type")


def literal_faults(graph: Graph) -> Iterator[str]:
    for value in graph.objects():
        if isinstance(value, Literal) and value.datatype not in {None, *DATATYPES}:
            yield f"datatype outside the profile: {value.datatype}"


CHECKS = (
    class_axiom_faults,
    named_constructor_faults,
    restriction_faults,
    domain_and_range_faults,
    property_axiom_faults,
    composite_faults,
    regularity_faults,
    declaration_faults,
    vocabulary_faults,
    assertion_faults,
    literal_faults,
)


def faults(graph: Graph) -> set[str]:
    return {fault for check in CHECKS for fault in check(graph)}


PREAMBLE = """
PREFIX : <https://example.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
:A a owl:Class . :B a owl:Class . :C a owl:Class .
:p a owl:ObjectProperty . :q a owl:ObjectProperty . :d a owl:DatatypeProperty .
"""

ALLOWED = {
    "some-values-below": "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :A ] rdfs:subClassOf :B .",
    "some-thing-below": "[ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom owl:Thing ] rdfs:subClassOf :B .",
    "has-value-equivalence": ":A owl:equivalentClass [ a owl:Restriction ; owl:onProperty :p ; owl:hasValue :x ] .",
    "union-below": "[ a owl:Class ; owl:unionOf ( :A :B ) ] rdfs:subClassOf :C .",
    "nominal-below": "[ a owl:Class ; owl:oneOf ( :x ) ] rdfs:subClassOf :C .",
    "all-values-above": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :B ] .",
    "complement-above": ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ] .",
    "at-most-one-above": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
    "chain": ":r a owl:ObjectProperty ; owl:propertyChainAxiom ( :p :q ) .",
    "asymmetric-below-transitive": ":p a owl:AsymmetricProperty ; rdfs:subPropertyOf :q . "
    ":q a owl:TransitiveProperty .",
    "integer-range": ":d rdfs:range xsd:integer .",
}

# What must be refused, by the complaints that it must cause.
REFUSED = {
    ("not allowed as a super-class",): {
        "union-above": ":A rdfs:subClassOf [ a owl:Class ; owl:unionOf ( :B :C ) ] .",
        "nominal-above": ":A rdfs:subClassOf [ a owl:Class ; owl:oneOf ( :x :y ) ] .",
        "some-values-above": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .",
        "nested-some-values": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom "
        "[ a owl:Restriction ; owl:onProperty :q ; owl:someValuesFrom :B ] ] .",
        "at-most-two": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 2 ] .",
        "undeclared-class": ":A rdfs:subClassOf :Undeclared .",
    },
    ("not allowed in an equivalence",): {
        "union-equivalence": ":A owl:equivalentClass [ a owl:Class ; owl:unionOf ( :B :C ) ] .",
    },
    ("constructor on a named class",): {
        "union-on-a-name": ":A owl:unionOf ( :B :C ) .",
    },
    ("not allowed as a domain",): {
        "union-domain": ":p rdfs:domain [ a owl:Class ; owl:unionOf ( :A :B ) ] .",
    },
    ("not allowed as a type",): {
        "some-values-type": ":x a [ a owl:Restriction ; owl:onProperty :p ; owl:someValuesFrom :B ] .",
    },
    ("not allowed as a sub-class",): {
        "all-values-below": "[ a owl:Restriction ; owl:onProperty :p ; owl:allValuesFrom :A ] rdfs:subClassOf :B .",
        "complement-below": "[ a owl:Class ; owl:complementOf :A ] rdfs:subClassOf :B .",
    },
    ("not allowed in a disjointness",): {
        "complement-disjoint": ":A owl:disjointWith [ a owl:Class ; owl:complementOf :B ] .",
    },
    (
        "not allowed as a super-class",
        "predicate outside the profile",
    ): {
        "min-cardinality": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:minCardinality 1 ] .",
        "exact-cardinality": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:cardinality 1 ] .",
        "self": ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:hasSelf true ] .",
    },
    ("predicate outside the profile",): {
        "disjoint-union": ":A owl:disjointUnionOf ( :B :C ) .",
        "reification-predicate": ":x rdf:subject :y .",
    },
    ("reserved vocabulary as an object",): {
        "reflexive": ":p a owl:ReflexiveProperty .",
        "statement-as-type": ":x a rdf:Statement .",
    },
    (
        "not allowed as a sub-class",
        "reserved vocabulary as a subject",
    ): {
        "thing-below": "owl:Thing rdfs:subClassOf :A .",
    },
    ("not allowed as a range",): {
        "thing-as-range": ":p rdfs:range owl:Thing .",
    },
    (
        "not allowed as a datatype range",
        "reserved vocabulary as an object",
    ): {
        "date-range": ":d rdfs:range xsd:date .",
        "real-range": ":d rdfs:range owl:real .",
    },
    ("not allowed as a datatype range",): {
        "foreign-datatype-range": ":d rdfs:range :edtf .",
    },
    ("datatype outside the profile",): {
        "date-literal": ':x :d "1953-09-14"^^xsd:date .',
    },
    (
        "not allowed as a super-class",
        "reserved vocabulary as an object",
    ): {
        "statement-as-super-class": ":A rdfs:subClassOf rdf:Statement .",
    },
    (
        "reserved vocabulary as a subject",
        "reserved vocabulary declared",
    ): {
        "statement-declared": "rdf:Statement a owl:Class .",
        "label-declared": "rdfs:label a owl:DatatypeProperty .",
    },
    (
        "property axiom over different or undeclared kinds",
        "reserved vocabulary as an object",
    ): {
        "sub-property-of-reification": ":p rdfs:subPropertyOf rdf:subject .",
    },
    ("predicate not declared",): {
        "undeclared-property": ":x :undeclared :y .",
    },
    ("property of two kinds",): {
        "two-kinds": ":d a owl:ObjectProperty .",
    },
    ("property axiom over different or undeclared kinds",): {
        "mixed-sub-property": ":d rdfs:subPropertyOf :p .",
    },
    ("chain of something other than object properties",): {
        "data-chain": ":p owl:propertyChainAxiom ( :q :d ) .",
    },
    ("composite property that must be simple",): {
        "asymmetric-transitive": ":p a owl:TransitiveProperty , owl:AsymmetricProperty .",
        "irreflexive-above-chain": ":p a owl:IrreflexiveProperty ; owl:propertyChainAxiom ( :q :q ) .",
    },
    ("composite property in a cardinality",): {
        "counted-transitive": ":p a owl:TransitiveProperty . "
        ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 1 ] .",
    },
    ("irregular chain",): {
        "irregular-chain": ":p owl:propertyChainAxiom ( :q :q ) . :q owl:propertyChainAxiom ( :p :p ) .",
    },
}
REFUSED_CASES = [
    pytest.param(text, set(complaints), id=name)
    for complaints, cases in REFUSED.items()
    for name, text in cases.items()
]


def toy(turtle: str) -> Graph:
    return Graph().parse(data=PREAMBLE + turtle, format="turtle")


def test_ontology_stays_inside_owl_2_rl() -> None:
    graph = Graph()
    for name in REASONED:
        graph.parse(ONTOLOGY / name)

    assert faults(graph) == set()


@pytest.mark.parametrize("turtle", [pytest.param(text, id=name) for name, text in ALLOWED.items()])
def test_profile_check_lets_rl_axioms_pass(turtle: str) -> None:
    assert faults(toy(turtle)) == set()


@pytest.mark.parametrize(("turtle", "complaints"), REFUSED_CASES)
def test_profile_check_names_what_lies_outside(turtle: str, complaints: set[str]) -> None:
    assert {fault.split(":")[0] for fault in faults(toy(turtle))} == complaints


def test_class_expression_with_two_constructors_is_refused() -> None:
    both = ":A rdfs:subClassOf [ a owl:Class ; owl:complementOf :B ; owl:complementOf :C ] ."

    assert faults(toy(both)) == {"not allowed as a super-class: None"}
