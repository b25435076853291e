"""Random ontologies and facts in Turtle, over few names so that rules meet: the forms of `test_profile`, and others."""

from __future__ import annotations

from hypothesis import strategies as st

__all__ = ["ALLOWED", "OTHERS", "facts", "ontologies"]

Text = st.SearchStrategy[str]

CLASSES = [f"sl:C{number}" for number in range(5)]
PROPERTIES = [f"sl:p{number}" for number in range(4)]
THINGS = [f"person:t{number}" for number in range(5)]
INTEGERS = ['"1"^^xsd:integer', '"2"^^xsd:integer', '"3"^^xsd:nonNegativeInteger']

a_class, a_property, a_thing = st.sampled_from(CLASSES), st.sampled_from(PROPERTIES), st.sampled_from(THINGS)
some_properties = st.lists(a_property, min_size=1, max_size=3).map(" ".join)
some_things = st.lists(a_thing, min_size=1, max_size=3, unique=True).map(" ".join)


def _filled(pattern: str, *parts: Text) -> Text:
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


def _several(one: Text) -> Text:
    return st.lists(one, min_size=1, max_size=3).map(" ".join)


def _restriction(constructor: str, value: Text) -> Text:
    return _filled(f"[ a owl:Restriction ; owl:onProperty {{}} ; owl:{constructor} {{}} ]", a_property, value)


def _maximum(counted: Text | None = None) -> Text:
    number = st.sampled_from(['"0"^^xsd:nonNegativeInteger', '"1"^^xsd:nonNegativeInteger'])
    if counted is None:
        return _restriction("maxCardinality", number)
    return _restriction("maxQualifiedCardinality", _filled("{} ; owl:onClass {}", number, counted))


def _below(one: Text) -> Text:
    """What may stand on the left of a sub-class axiom."""
    return st.one_of(
        _filled("[ owl:unionOf ( {} ) ]", _several(one)),
        _filled("[ owl:intersectionOf ( {} ) ]", _several(one)),
        _filled("[ owl:oneOf ( {} ) ]", some_things),
        _restriction("someValuesFrom", st.one_of(one, st.just("owl:Thing"))),
        _restriction("hasValue", a_thing),
    )


below = st.recursive(a_class, _below, max_leaves=3)


def _above(one: Text) -> Text:
    """What may stand on the right of a sub-class axiom."""
    return st.one_of(
        _filled("[ owl:intersectionOf ( {} ) ]", _several(one)),
        _filled("[ owl:complementOf {} ]", below),
        _restriction("allValuesFrom", one),
        _restriction("hasValue", a_thing),
        _maximum(),
        _maximum(st.one_of(below, st.just("owl:Thing"))),
    )


above = st.recursive(a_class, _above, max_leaves=3)
both = st.recursive(
    a_class,
    lambda one: st.one_of(_filled("[ owl:intersectionOf ( {} ) ]", _several(one)), _restriction("hasValue", a_thing)),
    max_leaves=3,
)

ALLOWED: dict[str, Text] = {
    "subclass": _filled("{} rdfs:subClassOf {} .", a_class, a_class),
    "expression below": _filled("{} rdfs:subClassOf {} .", _below(below), a_class),
    "expression above": _filled("{} rdfs:subClassOf {} .", a_class, _above(above)),
    "equivalent class": _filled("{} owl:equivalentClass {} .", both, both),
    "declarations": _filled("{} a owl:Class . {} a owl:ObjectProperty .", a_class, a_property),
    "type": _filled("{} a {} .", a_thing, above),
    "subproperty": _filled("{} rdfs:subPropertyOf {} .", a_property, a_property),
    "equivalent property": _filled("{} owl:equivalentProperty {} .", a_property, a_property),
    "domain": _filled("{} rdfs:domain {} .", a_property, above),
    "range": _filled("{} rdfs:range {} .", a_property, above),
    "data range": st.sampled_from(["sl:number rdfs:range xsd:integer .", "sl:number rdfs:range xsd:decimal ."]),
    "inverse": _filled("{} owl:inverseOf {} .", a_property, a_property),
    "symmetric": _filled("{} a owl:SymmetricProperty .", a_property),
    "transitive": _filled("{} a owl:TransitiveProperty .", a_property),
    "functional": _filled("{} a owl:FunctionalProperty .", a_property),
    "inverse functional": _filled("{} a owl:InverseFunctionalProperty .", a_property),
    "irreflexive": _filled("{} a owl:IrreflexiveProperty .", a_property),
    "asymmetric": _filled("{} a owl:AsymmetricProperty .", a_property),
    "chain": _filled("{} owl:propertyChainAxiom ( {} ) .", a_property, some_properties),
    "disjoint classes": _filled("{} owl:disjointWith {} .", below, below),
    "all disjoint classes": _filled("[] a owl:AllDisjointClasses ; owl:members ( {} ) .", _several(below)),
    "disjoint properties": _filled("{} owl:propertyDisjointWith {} .", a_property, a_property),
}

OTHERS: dict[str, Text] = {
    # Allowed, but owlrl overlooks the last of the properties.
    "all disjoint properties": _filled("[] a owl:AllDisjointProperties ; owl:members ( {} ) .", some_properties),
    "expression on the wrong side": st.one_of(
        _filled("{} rdfs:subClassOf {} .", a_class, _below(below)),
        _filled("{} rdfs:subClassOf {} .", _above(above), a_class),
        _filled("{} owl:equivalentClass {} .", a_class, st.one_of(_below(below), _above(above))),
    ),
    "expression of a named class": st.one_of(
        _filled("{} owl:unionOf ( {} ) .", a_class, _several(a_class)),
        _filled("{} owl:onProperty {} ; owl:allValuesFrom {} .", a_class, a_property, a_class),
    ),
    "two constructors": _filled(
        "[ owl:complementOf {} ; owl:oneOf ( {} ) ] rdfs:subClassOf {} .", a_class, some_things, a_class
    ),
    "everything below": _filled("owl:Thing rdfs:subClassOf {} .", a_class),
    "data range below": _filled(
        "{} rdfs:subClassOf {} .", _restriction("someValuesFrom", st.just("xsd:integer")), a_class
    ),
    "data range of things": _filled("{} rdfs:range xsd:integer .", a_property),
    "key": _filled("{} owl:hasKey ( {} ) .", a_class, some_properties),
    "different": _filled("{} owl:differentFrom {} .", a_thing, a_thing),
    "all different": _filled("[] a owl:AllDifferent ; owl:distinctMembers ( {} ) .", some_things),
    "same": _filled("{} owl:sameAs {} .", a_thing, a_thing),
    "denied": _filled(
        "[] owl:sourceIndividual {} ; owl:assertionProperty {} ; owl:targetIndividual {} .",
        a_thing,
        a_property,
        a_thing,
    ),
    "a literal": _filled('{} {} "a"@en , "2001-01-01"^^xsd:date .', a_thing, a_property),
}


def ontologies(*forms: dict[str, Text]) -> Text:
    """Return up to eight axioms of some forms."""
    return st.lists(st.one_of(*(axiom for form in forms for axiom in form.values())), max_size=8).map("\n".join)


def facts() -> Text:
    """Return up to twelve types and relations of few things."""
    a_type = _filled("{} a {} .", a_thing, a_class)
    relation = _filled("{} {} {} .", a_thing, a_property, a_thing)
    number = _filled("{} sl:number {} .", a_thing, st.sampled_from(INTEGERS))
    return st.lists(st.one_of(a_type, relation, relation, number), max_size=12).map("\n".join)
