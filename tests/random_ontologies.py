"""Random ontologies and facts in Turtle: each construct of OWL 2 RL, over few names so that rules meet."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["AXIOMS", "facts", "ontologies"]

CLASSES = [f"sl:C{number}" for number in range(5)]
PROPERTIES = [f"sl:p{number}" for number in range(4)]
THINGS = [f"person:t{number}" for number in range(5)]
LITERALS = ['"a"', '"b"', '"a"@en', '"1"^^xsd:integer', '"2"^^xsd:integer', '"2001-01-01"^^xsd:date']

a_class, a_property, a_thing = st.sampled_from(CLASSES), st.sampled_from(PROPERTIES), st.sampled_from(THINGS)
a_filler = st.sampled_from([*CLASSES, "owl:Thing", "xsd:integer", "xsd:decimal"])
some_classes = st.lists(a_class, min_size=1, max_size=3, unique=True).map(" ".join)
some_properties = st.lists(a_property, min_size=1, max_size=3).map(" ".join)
some_things = st.lists(a_thing, min_size=1, max_size=3, unique=True).map(" ".join)
a_value = st.one_of(a_thing, st.sampled_from(LITERALS))


def _two(pattern: str, one: st.SearchStrategy[str], other: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(one, other).map(lambda pair: pattern.format(*pair))


def _restriction(what: str, value: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """A restriction that a class is below, above or equal to."""
    body = st.tuples(a_property, value).map(
        lambda pair: f"[ a owl:Restriction ; owl:onProperty {pair[0]} ; {what} {pair[1]} ]"
    )
    return st.one_of(
        _two("{0} rdfs:subClassOf {1} .", a_class, body),
        _two("{0} owl:equivalentClass {1} .", a_class, body),
        body.flatmap(lambda text: a_class.map(lambda name: text[:-1] + f"; rdfs:subClassOf {name} ] .")),
    )


def _maximum(counted: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    number = st.sampled_from(["0", "1"]).map(lambda most: f'"{most}"^^xsd:nonNegativeInteger')
    return st.tuples(number, counted).map(lambda pair: f"{pair[0]} {pair[1]}")


AXIOMS: dict[str, st.SearchStrategy[str]] = {
    "class": _two("{0} a owl:Class .{1}", a_class, st.just("")),
    "object property": _two("{0} a owl:ObjectProperty .{1}", a_property, st.just("")),
    "subclass": _two("{0} rdfs:subClassOf {1} .", a_class, a_filler),
    "equivalent class": _two("{0} owl:equivalentClass {1} .", a_class, a_class),
    "subproperty": _two("{0} rdfs:subPropertyOf {1} .", a_property, a_property),
    "equivalent property": _two("{0} owl:equivalentProperty {1} .", a_property, a_property),
    "domain": _two("{0} rdfs:domain {1} .", a_property, a_class),
    "range": _two("{0} rdfs:range {1} .", a_property, a_filler),
    "inverse": _two("{0} owl:inverseOf {1} .", a_property, a_property),
    "symmetric": _two("{0} a owl:SymmetricProperty .{1}", a_property, st.just("")),
    "transitive": _two("{0} a owl:TransitiveProperty .{1}", a_property, st.just("")),
    "functional": _two("{0} a owl:FunctionalProperty .{1}", a_property, st.just("")),
    "inverse functional": _two("{0} a owl:InverseFunctionalProperty .{1}", a_property, st.just("")),
    "irreflexive": _two("{0} a owl:IrreflexiveProperty .{1}", a_property, st.just("")),
    "asymmetric": _two("{0} a owl:AsymmetricProperty .{1}", a_property, st.just("")),
    "chain": _two("{0} owl:propertyChainAxiom ( {1} ) .", a_property, some_properties),
    "key": _two("{0} owl:hasKey ( {1} ) .", a_class, some_properties),
    "some values": _restriction("owl:someValuesFrom", a_filler),
    "all values": _restriction("owl:allValuesFrom", a_filler),
    "value": _restriction("owl:hasValue", a_value),
    "at most": _restriction("owl:maxCardinality", _maximum(st.just(""))),
    "at most of": _restriction(
        "owl:maxQualifiedCardinality", _maximum(_two("; owl:onClass {0}{1}", a_filler, st.just("")))
    ),
    "intersection": _two("{0} owl:intersectionOf ( {1} ) .", a_class, some_classes),
    "union": _two("{0} owl:unionOf ( {1} ) .", a_class, some_classes),
    "one of": _two("{0} owl:oneOf ( {1} ) .", a_class, some_things),
    "complement": _two("{0} owl:complementOf {1} .", a_class, a_class),
    "disjoint classes": _two("{0} owl:disjointWith {1} .", a_class, a_class),
    "all disjoint classes": _two("[] a owl:AllDisjointClasses ; owl:members ( {0} ) .{1}", some_classes, st.just("")),
    "disjoint properties": _two("{0} owl:propertyDisjointWith {1} .", a_property, a_property),
    "all disjoint properties": _two(
        "[] a owl:AllDisjointProperties ; owl:members ( {0} ) .{1}", some_properties, st.just("")
    ),
    "different": _two("{0} owl:differentFrom {1} .", a_thing, a_thing),
    "all different": _two("[] a owl:AllDifferent ; owl:distinctMembers ( {0} ) .{1}", some_things, st.just("")),
    "same": _two("{0} owl:sameAs {1} .", a_thing, a_thing),
    "denied": st.tuples(a_thing, a_property, a_thing).map(
        lambda parts: "[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetIndividual {} .".format(*parts)
    ),
}


def ontologies() -> st.SearchStrategy[str]:
    """Up to eight axioms."""
    return st.lists(st.one_of(*AXIOMS.values()), max_size=8).map("\n".join)


def facts() -> st.SearchStrategy[str]:
    """Up to twelve types and relations of few things."""
    a_type = _two("{0} a {1} .", a_thing, a_class)
    relation = st.tuples(a_thing, a_property, a_value).map(lambda parts: "{} {} {} .".format(*parts))
    return st.lists(st.one_of(a_type, relation, relation), max_size=12).map("\n".join)
