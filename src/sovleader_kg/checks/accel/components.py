"""Components: each constraint component of SHACL Core twice, exactly in Python and roughly in SPARQL.

`find` gives what violates a constraint, as pySHACL does: values, triples, or None for the focus node itself.
`fails` and `holds` are SPARQL conditions that are true wherever the constraint may be violated, or met: they only
tell where to look, so they may be true too often, never too seldom.
"""

from __future__ import annotations

import operator
import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.checks.accel.view import View
from sovleader_kg.names import RDF, RDFS, XSD
from sovleader_kg.nodes import Node

__all__ = ["COMPONENTS", "Constraint", "Search", "closed", "fresh", "logical", "qualified", "sparql"]

Found = Iterable[Node | Triple | None]
Find = Callable[[View, Node, list[Node]], Found]
Condition = Callable[[str, str], str]
Texts = Callable[[str], list[str]]

_NUMBERS = count()
_KINDS = {"IRI": NamedNode, "Literal": Literal, "BlankNode": BlankNode}
_FIRST_DAY = f'"0001-01-01"^^<{XSD}date>'
_DAY = f"STRLEN(STR({{0}})) = 10 && {{0}} >= {_FIRST_DAY}"
_SURE = {
    XSD + "date": _DAY,
    XSD + "integer": "isNUMERIC({0})",
    XSD + "boolean": "({0} = true || {0} = false)",
}
_ANYTHING = (RDF + "type", NamedNode(RDFS + "Resource"))
_BEYOND_PATTERNS = re.compile(r"EXISTS|OPTIONAL|UNION|[\[/^|*+]", re.IGNORECASE)
_PLAIN = {XSD + "string", RDF + "langString"}
_DAY_OR_NUMBER = (
    f"DATATYPE({{0}}) = DATATYPE({{1}}) && (DATATYPE({{0}}) = <{XSD}integer>"
    f" || DATATYPE({{0}}) = <{XSD}date> && {_DAY} && {_DAY.replace('{0}', '{1}')})"
)


def fresh() -> str:
    """Return a variable that no other part of a query uses."""
    return f"?v{next(_NUMBERS)}"


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint of a shape.

    Attributes:
        component: The local name of the constraint component.
        find: Which values violate it.
        fails: True of a value (or of the focus and its path) that may violate it.
        holds: True of one that may meet it.
        each: Whether `fails` and `holds` speak of a value, not of the focus.
        search: How the focus nodes of a path are found that may violate it, where that is faster than a test of each.
        concerned: Of a query that asks of more than paths: whose results may hang on some nodes.
    """

    component: str
    find: Find
    fails: Condition
    holds: Condition
    each: bool = True
    search: Callable[[str], Search] | None = None
    concerned: Callable[[View, Iterable[Node]], set[Node]] | None = None


@dataclass(frozen=True, slots=True)
class Search:
    """A query's pattern that binds `?this`, what follows it, and whether only targets can be told by it."""

    where: str
    tail: str = ""
    targeted: bool = False
    prefixes: str = ""


def _lacking(path: str, condition: Callable[[str], str] | None = None) -> Search:
    """Find what has no value (of a kind) on a path."""
    value = fresh()
    return Search(f"MINUS {{ ?this {path} {value} {_filter(condition, value)} }}", targeted=True)


def _beyond(path: str, most: int, condition: Callable[[str], str] | None = None) -> Search:
    """Find what has more values (of a kind) on a path than it may have."""
    value = fresh()
    return Search(
        f"?this {path} {value} {_filter(condition, value)}", f"GROUP BY ?this HAVING(COUNT({value}) > {most})"
    )


def _filter(condition: Callable[[str], str] | None, value: str) -> str:
    return f"FILTER({condition(value)})" if condition else ""


def _each(component: str, meets: Callable[[Node], bool], holds: str, fails: str = "") -> Constraint:
    """Return a constraint on each value alone; `{0}` stands for the value in the conditions."""
    refused = fails or f"!({holds})"
    return Constraint(
        component,
        lambda _view, _focus, values: [value for value in values if not meets(value)],
        lambda value, _path: f"COALESCE({refused.format(value)}, true)",
        lambda value, _path: f"COALESCE({holds.format(value)}, true)",
    )


def _text(text: str) -> str:
    return str(Literal(text)).replace("{", "{{").replace("}", "}}")


def _node_kind(value: Node) -> Constraint:
    name = value.value.rpartition("#")[2]
    kinds = tuple(kind for word, kind in _KINDS.items() if word in name)
    tests = {NamedNode: "isIRI({0})", Literal: "isLITERAL({0})", BlankNode: "isBLANK({0})"}
    return _each("NodeKind", lambda one: isinstance(one, kinds), " || ".join(tests[kind] for kind in kinds))


def _datatype(value: Node) -> Constraint:
    wanted = value.value
    if wanted.startswith(XSD) and wanted not in {*_SURE, *_PLAIN}:
        return _each("Datatype", partial(_well_typed, wanted), "true", "true")
    known = f"isLITERAL({{0}}) && DATATYPE({{0}}) = <{wanted}>"
    sure = f" && {_SURE[wanted]}" if wanted in _SURE else ""
    return _each("Datatype", partial(_well_typed, wanted), known, f"!({known}{sure})")


def _well_typed(wanted: str, value: Node) -> bool:
    if not isinstance(value, Literal) or value.datatype.value != wanted:
        return False
    if not wanted.startswith(XSD) or wanted in _PLAIN:
        return True
    from sovleader_kg.corpus.bridge import to_rdflib_literal

    read = to_rdflib_literal(value)
    return not read.ill_typed and read.value is not None


def _pattern(value: Node, flags: str) -> Constraint:
    kept = "".join(flag for flag in "im" if flag in flags.lower())
    known = re.compile(f"(?{kept}){value.value}" if kept else value.value)
    found = f'REGEX(STR({{0}}), {_text(value.value)}, "{kept}")'
    odd = 'CONTAINS(STR({0}), "\\n")'
    return _each(
        "Pattern",
        lambda one: not isinstance(one, BlankNode) and known.search(one.value) is not None,
        f"!isBLANK({{0}}) && ({found} || {odd})",
        f"isBLANK({{0}}) || !{found} || {odd}",
    )


def _length(component: str, sign: str, meets: Callable[[int, int], bool], value: Node) -> Constraint:
    bound = int(value.value)
    return _each(
        component,
        lambda one: (
            (component == "MinLength" and bound == 0)
            or (not isinstance(one, BlankNode) and meets(len(one.value), bound))
        ),
        f"isBLANK({{0}}) || STRLEN(STR({{0}})) {sign} {bound}",
        f"isBLANK({{0}}) || !(STRLEN(STR({{0}})) {sign} {bound})",
    )


def _in(values: Sequence[Node]) -> Constraint:
    allowed = frozenset(values)
    if all(isinstance(value, NamedNode) for value in values):
        return _each("In", allowed.__contains__, f"{{0}} IN ({', '.join(map(str, values))})")
    return _each("In", allowed.__contains__, "true", "true")


def _language_in(values: Sequence[Node]) -> Constraint:
    ranges = [value.value.lower() for value in values]
    tests = " || ".join(f"LANGMATCHES(LANG({{0}}), {_text(one)})" for one in ranges)
    return _each("LanguageIn", partial(_speaks, ranges), f"isLITERAL({{0}}) && ({tests})")


def _speaks(ranges: Sequence[str], value: Node) -> bool:
    tag = (value.language or "").lower() if isinstance(value, Literal) else ""
    return bool(tag) and any(one == "*" or tag == one or tag.startswith(f"{one}-") for one in ranges)


def _class(wanted: Node) -> Constraint:
    test = f"EXISTS {{{{ {{0}} <{RDF}type>/<{RDFS}subClassOf>* {wanted} }}}}"
    rough = _each("Class", lambda _one: True, test)

    def find(view: View, _focus: Node, values: list[Node]) -> Found:
        return [value for value in values if not view.is_a(value, wanted)]

    return Constraint("Class", find, rough.fails, rough.holds)


def _compares(left: Node, right: Node, signs: Sequence[int]) -> bool:
    """Tell whether two literals compare by one of some signs (-1, 0, 1), as pySHACL compares a value with a limit."""
    if not (isinstance(left, Literal) and isinstance(right, Literal)):
        return False
    from pyshacl.rdfutil.compare import compare_literal

    from sovleader_kg.corpus.bridge import to_rdflib_literal

    one, other = to_rdflib_literal(left), to_rdflib_literal(right)
    if isinstance(one.value, str) != isinstance(other.value, str):
        return False
    try:
        return compare_literal(one, other) in signs  # type: ignore[no-untyped-call]
    except (TypeError, NotImplementedError):
        return False


def _range(component: str, sign: str, signs: Sequence[int], value: Node) -> Constraint:
    comparable = _DAY_OR_NUMBER.format("{0}", str(value))
    test = f"{{0}} {sign} {value}"
    return _each(
        component,
        lambda one: _compares(one, value, signs),
        f"!({comparable}) || {test}",
        f"!({comparable} && {test})",
    )


def _min_count(value: Node) -> Constraint:
    least = int(value.value)
    some = "EXISTS {{ {} {} {} }}"
    return Constraint(
        "MinCount",
        lambda _view, _focus, values: [None] if len(values) < least else [],
        lambda focus, path: (
            "false" if least < 1 else "true" if least > 1 else f"NOT {some.format(focus, path, fresh())}"
        ),
        lambda focus, path: "true" if least < 1 else some.format(focus, path, fresh()),
        each=False,
        search=_lacking if least == 1 else None,
    )


def _max_count(value: Node) -> Constraint:
    most = int(value.value)
    return Constraint(
        "MaxCount",
        lambda _view, _focus, values: [None] if len(values) > most else [],
        lambda focus, path: f"EXISTS {{ {_several(focus, path, most + 1)} }}",
        lambda focus, path: f"NOT EXISTS {{ {_several(focus, path, most + 1)} }}",
        each=False,
        search=lambda path: _beyond(path, most),
    )


def _several(focus: str, path: str, number: int, condition: Callable[[str], str] | None = None) -> str:
    """Return a pattern that is met where a path leads to so many nodes (of a kind)."""
    names = [fresh() for _ in range(number)]
    apart = [f"!sameTerm({one}, {other})" for place, one in enumerate(names) for other in names[:place]]
    tests = [*apart, *(condition(name) for name in names if condition)]
    rows = " ".join(f"{focus} {path} {name} ." for name in names)
    return f"{rows} FILTER({' && '.join(tests)})" if tests else rows


def _has_value(value: Node) -> Constraint:
    def some(focus: str, path: str) -> str:
        return f"EXISTS {{ {focus} {path} {value} }}" if path else f"sameTerm({focus}, {value})"

    return Constraint(
        "HasValue",
        lambda _view, _focus, values: [] if value in values else [None],
        lambda focus, path: f"!({some(focus, path)})",
        some,
        each=False,
    )


def _unique_lang(value: Node) -> Constraint:
    def find(_view: View, _focus: Node, values: list[Node]) -> Found:
        tags = [one.language.lower() for one in values if isinstance(one, Literal) and one.language]
        return [None for tag in set(tags) if tags.count(tag) > 1]

    def twice(focus: str, path: str) -> str:
        one, other = fresh(), fresh()
        same = f'LANG({one}) != "" && LCASE(LANG({one})) = LCASE(LANG({other})) && !sameTerm({one}, {other})'
        return f"EXISTS {{ {focus} {path} {one}, {other} FILTER({same}) }}"

    if value.value not in {"true", "1"}:
        return _each("UniqueLang", lambda _one: True, "true", "false")
    return Constraint("UniqueLang", find, twice, lambda focus, path: f"!{twice(focus, path)}", each=False)


def _comparable(node: Node) -> tuple[bool, Any]:
    """Return whether pySHACL compares a node in a pair as a text, and what it compares: that, or rdflib's literal."""
    if not isinstance(node, Literal):
        return True, node.value
    from sovleader_kg.corpus.bridge import to_rdflib_literal

    read = to_rdflib_literal(node)
    return (True, read.value) if isinstance(read.value, str) else (False, read)


def _pair(component: str, compare: Callable[[Any, Any], bool], sign: str, value: Node) -> Constraint:
    name = value.value

    def in_order(left: tuple[bool, Any], right: tuple[bool, Any]) -> bool:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # rdflib takes "cannot be compared" for true, and so does pySHACL
            try:
                return left[0] == right[0] and bool(compare(left[1], right[1]))
            except TypeError:
                return False

    def find(view: View, focus: Node, values: list[Node]) -> Found:
        others = [_comparable(other) for other in view.out(focus, name)]
        return [one for one in values for other in others if not in_order(_comparable(one), other)]

    def unordered(focus: str, path: str) -> str:
        one, other = fresh(), fresh()
        sure = f"{_DAY_OR_NUMBER.format(one, other)} && {one} {sign} {other}"
        return f"{focus} {path} {one} ; <{name}> {other} FILTER(!COALESCE({sure}, false))"

    return Constraint(
        component,
        find,
        lambda focus, path: f"EXISTS {{ {unordered(focus, path)} }}",
        lambda _focus, _path: "true",
        each=False,
        search=lambda path: Search(unordered("?this", path)),
    )


def _disjoint(value: Node) -> Constraint:
    name = value.value

    def shared(focus: str, path: str) -> str:
        one = fresh()
        return (
            f"EXISTS {{ {focus} {path} {one} ; <{name}> {one} }}" if path else f"EXISTS {{ {focus} <{name}> {focus} }}"
        )

    return Constraint(
        "Disjoint",
        lambda view, focus, values: sorted(set(values) & set(view.out(focus, name)), key=str),
        shared,
        lambda focus, path: f"!{shared(focus, path)}",
        each=False,
    )


def _equals(value: Node) -> Constraint:
    name = value.value
    return Constraint(
        "Equals",
        lambda view, focus, values: sorted(set(values) ^ set(view.out(focus, name)), key=str),
        lambda _focus, _path: "true",
        lambda _focus, _path: "true",
        each=False,
    )


def closed(known: Iterable[str]) -> Constraint:
    """Return sh:closed over the properties that a node may have."""
    allowed = frozenset(known)

    def find(view: View, _focus: Node, values: list[Node]) -> Found:
        for value in values:
            for name, nodes in view.properties(value).items():
                if name not in allowed and not isinstance(value, Literal):
                    yield from (Triple(value, NamedNode(name), node) for node in nodes if (name, node) != _ANYTHING)

    def more(value: str, _path: str) -> str:
        name, listed = fresh(), ", ".join(f"<{one}>" for one in sorted(allowed))
        return f"EXISTS {{ {value} {name} {fresh()} FILTER({name} NOT IN ({listed})) }}"

    return Constraint("Closed", find, more, lambda _value, _path: "true")


def sparql(prefixes: str, select: str, body: str) -> Constraint:
    """Return a SPARQL-based constraint; its query is cut where its pattern begins."""

    def find(view: View, focus: Node, _values: list[Node]) -> Found:
        found = view.ask(f"{prefixes}{select} {{ VALUES ?this {{ {focus} }} {body}")
        names = {variable.value for variable in found.variables}
        for row in found:
            value = row["value"] if "value" in names else None
            yield focus if value is None else value

    inside = body.rpartition("}")[0]
    subjects = sorted(set(re.findall(r"\?(\w+)\s+(?:<[^>]*>|[\w-]*:[\w.-]+|a)\s", inside)))

    def concerned(view: View, nodes: Iterable[Node]) -> set[Node]:
        listed = " ".join(str(node) for node in nodes if not isinstance(node, BlankNode))
        texts = [f"{prefixes}SELECT DISTINCT ?this {{ VALUES ?{name} {{ {listed} }} {body}" for name in subjects]
        return {row[0] for text in texts for row in view.ask(text)}

    return Constraint(
        "SPARQL",
        find,
        lambda focus, _path: f"EXISTS {{ {inside.replace('?this', focus)} }}",
        lambda _focus, _path: "true",
        each=False,
        search=lambda _path: Search(inside, prefixes=prefixes),
        concerned=concerned if not _BEYOND_PATTERNS.search(re.sub(r"<[^>]*>|\"[^\"]*\"|\|\|", "", inside)) else None,
    )


def logical(name: str, conforms: Callable[[View, Node], list[bool]], fails: Texts, holds: Texts) -> Constraint:
    """Return sh:and, sh:or, sh:xone or sh:not over the members' own verdicts and conditions on a value."""

    def find(view: View, _focus: Node, values: list[Node]) -> Found:
        return [value for value in values if not _MET[name](conforms(view, value))]

    def refused(value: str, _path: str) -> str:
        failing, holding = fails(value), holds(value)
        if name == "Xone":
            pairs = [f"{one} && {other}" for place, one in enumerate(holding) for other in holding[:place]]
            return f"({' || '.join([' && '.join(failing), *pairs])})"
        return {"And": _some(failing), "Or": _all(failing), "Not": _some(holding)}[name]

    def allowed(value: str, _path: str) -> str:
        return {"And": _all(holds(value)), "Not": _all(fails(value))}.get(name) or _some(holds(value))

    return Constraint(name, find, refused, allowed)


_MET: dict[str, Callable[[list[bool]], bool]] = {
    "And": all,
    "Or": any,
    "Xone": lambda verdicts: sum(verdicts) == 1,
    "Not": lambda verdicts: not any(verdicts),
}


def _all(conditions: list[str]) -> str:
    return f"({' && '.join(conditions)})"


def _some(conditions: list[str]) -> str:
    return f"({' || '.join(conditions)})"


def qualified(
    component: str,
    bound: int,
    conforms: Callable[[View, Node], bool],
    fails: Callable[[str], str],
    holds: Callable[[str], str],
) -> Constraint:
    """Return sh:qualifiedMinCount or sh:qualifiedMaxCount over a shape's own verdict and conditions."""
    least = component == "QualifiedMinCount"

    def find(view: View, _focus: Node, values: list[Node]) -> Found:
        number = sum(conforms(view, value) for value in values)
        return [None] if (number < bound if least else number > bound) else []

    def surely(value: str) -> str:
        return f"!{fails(value)}"

    def refused(focus: str, path: str) -> str:
        if least:
            return f"NOT EXISTS {{ {_several(focus, path, bound, surely)} }}" if bound else "false"
        return f"EXISTS {{ {_several(focus, path, bound + 1, holds)} }}"

    def search(path: str) -> Search:
        return _lacking(path, surely) if least else _beyond(path, bound, holds)

    return Constraint(
        component, find, refused, lambda _focus, _path: "true", each=False, search=search if bound == 1 else None
    )


COMPONENTS: dict[str, Callable[..., Constraint]] = {
    "class": _class,
    "datatype": _datatype,
    "disjoint": _disjoint,
    "equals": _equals,
    "hasValue": _has_value,
    "in": _in,
    "languageIn": _language_in,
    "lessThan": partial(_pair, "LessThan", operator.lt, "<"),
    "lessThanOrEquals": partial(_pair, "LessThanOrEquals", operator.le, "<="),
    "maxCount": _max_count,
    "maxExclusive": partial(_range, "MaxExclusive", "<", (-1,)),
    "maxInclusive": partial(_range, "MaxInclusive", "<=", (-1, 0)),
    "maxLength": partial(_length, "MaxLength", "<=", int.__le__),
    "minCount": _min_count,
    "minExclusive": partial(_range, "MinExclusive", ">", (1,)),
    "minInclusive": partial(_range, "MinInclusive", ">=", (0, 1)),
    "minLength": partial(_length, "MinLength", ">=", int.__ge__),
    "nodeKind": _node_kind,
    "pattern": _pattern,
    "uniqueLang": _unique_lang,
}
