"""Random data and shapes, for the tests that hold the compiled shapes against pySHACL."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import RdfFormat, Triple, parse

from sovleader_kg.checks.report import SH
from sovleader_kg.names import RDF, RDFS, XSD

__all__ = ["COMPONENTS", "PREFIXES", "graphs", "shapes_graphs", "triples_of"]

PREFIXES = f"PREFIX : <urn:x:> PREFIX sh: <{SH}> PREFIX xsd: <{XSD}> PREFIX rdf: <{RDF}> PREFIX rdfs: <{RDFS}>\n"
NODES = [":a", ":b", ":c", ":d", "_:e"]
PREDICATES = [":p", ":q", ":r"]
DATES = ["1953-09-07", "1953-09-14", "1953-02-30", "1952-02-29", "1953-09-14Z", "-0044-03-15", "0000-01-01"]
LITERALS = [
    '""', '"Lenin"', '"lenin\\n"', '"Ленин"@ru', '"Lenin"@en', '"Lenine"@en-GB', "5", "-3", "true", '"x"^^xsd:integer',
    *(f'"{day}"^^xsd:date' for day in DATES), '"1953"^^:edtf', '"2.5"^^xsd:decimal',
]  # fmt: skip
CLASSES = [":C", ":D", ":E"]
PATHS = [
    ":p", ":q", "rdf:type", "[ sh:inversePath :p ]", "( :p :q )", "[ sh:alternativePath ( :p :q ) ]",
    "[ sh:zeroOrMorePath :p ]", "[ sh:oneOrMorePath :p ]", "[ sh:zeroOrOnePath :q ]", "( [ sh:inversePath :p ] :q )",
]  # fmt: skip
LITERALS_AND_NODES = [*NODES[:4], *LITERALS]
PATTERNS = ["^L", "n$", "[А-я]", "^[0-9]{4}-", "^urn:x:[ab]$", "."]
KINDS = ["IRI", "Literal", "BlankNode", "BlankNodeOrIRI", "IRIOrLiteral", "BlankNodeOrLiteral"]


def _one(name: str, values: list[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(values).map(lambda value: f"sh:{name} {value}")


def _several(name: str, values: list[str]) -> st.SearchStrategy[str]:
    lists = st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True)
    return lists.map(lambda some: f"sh:{name} ( {' '.join(some)} )")


ON_VALUES = {
    "class": _one("class", CLASSES),
    "datatype": _one("datatype", ["xsd:date", "xsd:integer", "xsd:boolean", "xsd:string", "xsd:decimal", ":edtf"]),
    "nodeKind": _one("nodeKind", [f"sh:{kind}" for kind in KINDS]),
    "in": _several("in", LITERALS_AND_NODES),
    "languageIn": _several("languageIn", ['"en"', '"ru"', '"en-GB"', '"de"']),
    "pattern": st.tuples(st.sampled_from(PATTERNS), st.sampled_from(["", ' ; sh:flags "i"'])).map(
        lambda given: f'sh:pattern "{given[0]}"{given[1]}'
    ),
    "minLength": _one("minLength", ["0", "1", "6"]),
    "maxLength": _one("maxLength", ["0", "5"]),
    "minInclusive": _one("minInclusive", ["5", '"1953-09-07"^^xsd:date']),
    "maxInclusive": _one("maxInclusive", ["4", '"1953-09-07"^^xsd:date']),
    "minExclusive": _one("minExclusive", ["-3", '"1953-09-07"^^xsd:date']),
    "maxExclusive": _one("maxExclusive", ["5", '"1953-09-14"^^xsd:date']),
    "equals": _one("equals", PREDICATES),
    "disjoint": _one("disjoint", PREDICATES),
    "hasValue": _one("hasValue", LITERALS_AND_NODES),
    "closed": st.just("sh:closed true ; sh:ignoredProperties ( rdf:type :p )"),
}
ON_PROPERTIES = {
    "minCount": _one("minCount", ["0", "1", "2"]),
    "maxCount": _one("maxCount", ["0", "1", "2"]),
    "uniqueLang": _one("uniqueLang", ["true", "false"]),
    "lessThan": _one("lessThan", PREDICATES),
    "lessThanOrEquals": _one("lessThanOrEquals", PREDICATES),
}
COMPONENTS = {*ON_VALUES, *ON_PROPERTIES}


@st.composite
def graphs(draw: st.DrawFn) -> str:
    """Draw a data graph."""
    subjects, objects = st.sampled_from(NODES), st.sampled_from([*NODES, *LITERALS])
    rows = draw(st.lists(st.tuples(subjects, st.sampled_from(PREDICATES), objects), min_size=1, max_size=14))
    typed = draw(st.lists(st.tuples(subjects, st.just("a"), st.sampled_from(CLASSES)), max_size=5))
    below = draw(
        st.sampled_from(["", ":D rdfs:subClassOf :C .\n", ":D rdfs:subClassOf :C . :E rdfs:subClassOf :D .\n"])
    )
    return PREFIXES + below + "".join(f"{' '.join(row)} .\n" for row in [*rows, *typed])


def _demands(draw: st.DrawFn, *, of_property: bool, depth: int) -> list[str]:
    known = {**ON_VALUES, **(ON_PROPERTIES if of_property else {})}
    names = draw(st.lists(st.sampled_from(sorted(known)), min_size=1, max_size=3, unique=True))
    found = [draw(known[name]) for name in names]
    if depth and draw(st.integers(0, 2)) == 0:
        kind = draw(st.sampled_from(["and", "or", "xone", "not"]))
        members = " ".join(_shape(draw, depth - 1) for _ in range(1 if kind == "not" else draw(st.integers(1, 3))))
        found.append(f"sh:not {members}" if kind == "not" else f"sh:{kind} ( {members} )")
    if depth and of_property and draw(st.integers(0, 3)) == 0:
        bound = draw(st.sampled_from(["sh:qualifiedMinCount 1", "sh:qualifiedMaxCount 1", "sh:qualifiedMinCount 2"]))
        found.append(f"sh:qualifiedValueShape {_shape(draw, depth - 1)} ; {bound}")
    return found


def _shape(draw: st.DrawFn, depth: int, said: str = "") -> str:
    of_property = draw(st.booleans())
    path = [f"sh:path {draw(st.sampled_from(PATHS))}"] if of_property else []
    return f"[ {' ; '.join([*path, *_demands(draw, of_property=of_property, depth=depth), said])} ]"


@st.composite
def shapes_graphs(draw: st.DrawFn) -> str:
    """Draw a shapes graph: shapes with targets, and property shapes within."""
    shapes = []
    for number in range(draw(st.integers(1, 3))):
        said = f'sh:message "broken {number}"'
        target = draw(st.sampled_from([*(f"sh:targetClass {one}" for one in CLASSES), "sh:targetNode :a",
                                       "sh:targetSubjectsOf :p", "sh:targetObjectsOf :q"]))  # fmt: skip
        below = [f"sh:property {_property(draw, said)}" for _ in range(draw(st.integers(0, 2)))]
        own = _demands(draw, of_property=False, depth=1) if draw(st.booleans()) or not below else []
        shapes.append(f":S{number} a sh:NodeShape ; {' ; '.join([target, said, *own, *below])} .\n")
    return PREFIXES + "".join(shapes)


def _property(draw: st.DrawFn, said: str) -> str:
    path = draw(st.sampled_from(PATHS))
    return f"[ sh:path {path} ; {' ; '.join([*_demands(draw, of_property=True, depth=1), said])} ]"


def triples_of(turtle: str) -> list[Triple]:
    """Read Turtle."""
    return [quad.triple for quad in parse(turtle, RdfFormat.TURTLE)]
