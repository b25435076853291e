"""Shapes: SHACL read once, so that a store is searched set-at-a-time and only what looks wrong is judged node by node.

Each part of a shape (its own constraints, or those of one property shape in it) is one query that finds the focus
nodes which may violate it; `components` then says of those alone what is wrong. What is not covered is named in
`Shapes.uncovered`: pySHACL has to look at those shapes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pyoxigraph import BlankNode, NamedNode, Triple

from sovleader_kg.checks.accel.components import (
    COMPONENTS,
    Constraint,
    Search,
    closed,
    fresh,
    logical,
    qualified,
    sparql,
)
from sovleader_kg.checks.accel.view import TYPE, Path, Step, View, path_text, steps
from sovleader_kg.checks.report import SH, Result
from sovleader_kg.names import RDF, RDFS
from sovleader_kg.nodes import Node

__all__ = ["Part", "Shape", "Shapes", "Target"]

OWL_CLASS = "http://www.w3.org/2002/07/owl#Class"
LOGICAL = {"and": "And", "or": "Or", "xone": "Xone", "not": "Not"}
QUALIFIED = {"qualifiedMinCount": "QualifiedMinCount", "qualifiedMaxCount": "QualifiedMaxCount"}
TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
SAID = {"path", "message", "severity", "name", "description", "order", "group", "defaultValue", "deactivated", "flags"}
ELSEWHERE = {"property", "ignoredProperties", "closed", "qualifiedValueShape", "sparql"}
PAIRS = ("disjoint", "equals", "lessThan", "lessThanOrEquals")
BEYOND = re.compile(r"\b(SELECT|MINUS|GROUP|LIMIT|OFFSET|ORDER|HAVING|VALUES|SERVICE|GRAPH)\b", re.IGNORECASE)
OPERATORS = {
    "inversePath": "^",
    "alternativePath": "|",
    "zeroOrMorePath": "*",
    "oneOrMorePath": "+",
    "zeroOrOnePath": "?",
}
Said = Mapping[str, list[Node]]
Rows = Mapping[Node, Said]
Ways = list[list[Step]] | None


class NotCoveredError(Exception):
    """A shape says something that is not compiled."""


@dataclass(frozen=True, slots=True)
class Target:
    """Which focus nodes a shape has: by class, by name, or by a property that they have or that leads to them."""

    kind: str
    value: Node

    def pattern(self) -> str:
        """Return the SPARQL pattern that binds `?this` to them; classes are bound together, by `Part`."""
        if self.kind == "targetNode":
            return f"VALUES ?this {{ {self.value} }}"
        other = fresh()
        return f"?this {self.value} {other}" if self.kind == "targetSubjectsOf" else f"{other} {self.value} ?this"

    def has_any(self, view: View) -> bool:
        """Tell whether there may be such focus nodes."""
        if self.kind == "targetClass":
            return any(view.uses(TYPE, name) for name in view.classes_below(self.value))
        return self.kind == "targetNode" or view.uses(self.value.value)

    def has(self, view: View, node: Node) -> bool:
        """Tell whether a node is among them."""
        if self.kind == "targetClass":
            return view.is_a(node, self.value)
        if self.kind == "targetNode":
            return node == self.value
        found = view.out if self.kind == "targetSubjectsOf" else view.into
        return bool(found(node, self.value.value))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """A shape without its targets.

    Attributes:
        node: The node that stands for it.
        path: The path of a property shape.
        constraints: What it demands of its value nodes.
        properties: The property shapes that each value node must meet.
        ways: The steps along every path to what it looks at; None where one may be of any length.
    """

    node: Node
    path: Path | None
    severity: str
    messages: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    properties: tuple[Shape, ...]
    ways: Ways

    def values(self, view: View, focus: Node) -> list[Node]:
        """Return the value nodes of a focus node."""
        return [focus] if self.path is None else view.values(focus, self.path)

    def conforms(self, view: View, focus: Node) -> bool:
        """Tell whether a focus node meets the shape."""
        values = self.values(view, focus)
        return not any(list(one.find(view, focus, values)) for one in self.constraints) and all(
            below.conforms(view, value) for below in self.properties for value in values
        )

    def results(self, view: View, focus: Node) -> Iterator[Result]:
        """Yield what its own constraints find at a focus node, and then the property shapes in it."""
        values = self.values(view, focus)
        path = self.path.predicate if self.path is not None and self.path.operator == "" else None
        for constraint in self.constraints:
            for value in constraint.find(view, focus, values):
                yield self._result(constraint, focus, path, value)
        for below in self.properties:
            for value in values:
                yield from below.results(view, value)

    def _result(self, constraint: Constraint, focus: Node, path: str | None, found: Node | Triple | None) -> Result:
        where, value = path, found
        if isinstance(found, Triple):
            where, value = found.predicate.value, found.object
        name = self.node.value if isinstance(self.node, NamedNode) else None
        component = f"{SH}{constraint.component}ConstraintComponent"
        assert not isinstance(value, Triple)
        return Result(focus, where, value, component, self.severity, self.messages, name)

    def fails(self, focus: str) -> str:
        """Return a condition that is true of every node that may violate the shape."""
        return f"({' || '.join(self._conditions(focus, 'fails')) or 'false'})"

    def holds(self, focus: str) -> str:
        """Return a condition that is true of every node that may meet the shape."""
        return f"({' && '.join(self._conditions(focus, 'holds')) or 'true'})"

    def searches(self) -> Iterator[Search]:
        """Yield searches that together find every focus node which may violate the shape."""
        if self.path and self.path.may_stay:  # the engine leads no node to itself that no triple names
            yield Search("", targeted=True)
            return
        path = path_text(self.path) if self.path else ""
        whole = [one for one in self.constraints if not one.each]
        yield from (one.search(path) for one in whole if one.search)
        tested = [one.fails("?this", path) for one in whole if not one.search]
        value = fresh() if path else "?this"
        texts = [one.fails(value, "") for one in self.constraints if one.each]
        texts += [shape.fails(value) for shape in self.properties]
        if texts and path:
            yield Search(f"?this {path} {value} . FILTER({' || '.join(texts)})")
        elif texts or tested:
            yield Search(f"FILTER({' || '.join([*tested, *texts])})", targeted=True)
        if tested and path:
            yield Search(f"FILTER({' || '.join(tested)})", targeted=True)

    def _conditions(self, focus: str, side: str) -> Iterator[str]:
        if self.path and self.path.may_stay:
            yield "true"
            return
        path = path_text(self.path) if self.path else ""
        each = [one for one in self.constraints if one.each]
        yield from (getattr(one, side)(focus, path) for one in self.constraints if not one.each)
        if self.path is None:
            yield from (getattr(one, side)(focus, "") for one in each)
            yield from (getattr(shape, side)(focus) for shape in self.properties)
        elif each or self.properties:
            value = fresh()
            texts = [getattr(one, side)(value, "") for one in each]
            texts += [getattr(shape, side)(value) for shape in self.properties]
            if side == "fails":
                yield f"EXISTS {{ {focus} {path} {value} FILTER({' || '.join(texts)}) }}"
            else:
                yield f"NOT EXISTS {{ {focus} {path} {value} FILTER(!({' && '.join(texts)})) }}"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """Something that is looked for on its own: the constraints of a named shape's part at its focus nodes."""

    name: Node
    shape: Shape
    targets: tuple[Target, ...]

    def suspects(self, view: View) -> set[Node]:
        """Return the focus nodes that may violate it."""
        used = [target for target in self.targets if target.has_any(view)]
        found: set[Node] = set()
        for search in self.shape.searches() if used else ():
            for before in _bound(view, used) if search.targeted else [""]:
                text = f"{search.prefixes}SELECT DISTINCT ?this {{ {before} {search.where} }} {search.tail}"
                found.update(row[0] for row in view.ask(text))
        return {node for node in found if self.is_about(view, node)}

    @property
    def membership(self) -> set[str]:
        """The properties that make a node one of its focus nodes."""
        return {
            TYPE if one.kind == "targetClass" else one.value.value for one in self.targets if one.kind != "targetNode"
        }

    @property
    def asking(self) -> list[Constraint]:
        """Its constraints that ask of more than paths."""
        return [one for one in self.shape.constraints if one.component == "SPARQL"]

    def is_about(self, view: View, node: Node) -> bool:
        """Tell whether a node is among its focus nodes."""
        return any(target.has(view, node) for target in self.targets)


def _bound(view: View, targets: Sequence[Target]) -> Iterator[str]:
    """Yield patterns that bind `?this` to the focus nodes of the targets."""
    of_class = [target.value for target in targets if target.kind == "targetClass"]
    names = {name for one in of_class for name in view.classes_below(one) if view.uses(TYPE, name)}
    if any(isinstance(name, BlankNode) for name in names):
        yield "?this a ?class ."
    elif names:
        yield f"VALUES ?class {{ {' '.join(sorted(map(str, names)))} }} ?this a ?class ."
    yield from (f"{target.pattern()} ." for target in targets if target.kind != "targetClass")


@dataclass(slots=True)
class Shapes:
    """A shapes graph, compiled."""

    parts: list[Part] = field(default_factory=list)
    uncovered: list[Node] = field(default_factory=list)

    @classmethod
    def read(cls, triples: Iterable[Triple]) -> Shapes:
        """Compile the shapes that have targets; those that say something unknown are named in `uncovered`."""
        rows: dict[Node, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for triple in triples:
            rows[triple.subject][triple.predicate.value].append(triple.object)  # type: ignore[index, arg-type]
        made, reader = cls(), _Reader({node: dict(said) for node, said in rows.items()})
        for node in rows:
            targets = reader.targets(node)
            try:
                made.parts += _parts(reader.shape(node), targets) if targets else ()
            except NotCoveredError:
                made.uncovered.append(node)
        return made


def _parts(shape: Shape | None, targets: tuple[Target, ...]) -> Iterator[Part]:
    """Yield a node shape's own constraints and each of its property shapes apart."""
    if shape is None:
        return
    if shape.path is not None:
        yield Part(shape.node, shape, targets)
        return
    own = replace(shape, properties=())
    yield from (Part(shape.node, one, targets) for one in ([own] if own.constraints else []) + list(shape.properties))


def _is_true(values: Sequence[Node]) -> bool:
    return any(value.value in {"true", "1"} for value in values)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the shapes of a shapes graph."""

    rows: Rows

    def targets(self, node: Node) -> tuple[Target, ...]:
        said = self.rows.get(node, {})
        found = [Target(kind, value) for kind in sorted(TARGETS) for value in said.get(SH + kind, ())]
        if any(value.value in {RDFS + "Class", OWL_CLASS} for value in said.get(TYPE, ())) and len(said) > 1:
            found.append(Target("targetClass", node))
        return tuple(found)

    def shape(self, node: Node, *, told: bool = True, above: tuple[Node, ...] = ()) -> Shape | None:
        """Read a shape and those in it; None where it is deactivated.

        Args:
            node: What stands for it.
            told: Whether its results are told, not only whether it is met.
            above: The shapes around it.

        Raises:
            NotCoveredError: It is recursive, says something unknown, or tells without a message of its own.
        """
        said = {name.removeprefix(SH): v for name, v in self.rows.get(node, {}).items() if name.startswith(SH)}
        if _is_true(said.get("deactivated", ())):
            return None
        messages = tuple(sorted({value.value for value in said.get("message", ())}))
        demands = set(said) - TARGETS - SAID
        unknown = demands - ELSEWHERE - set(COMPONENTS) - set(LOGICAL) - set(QUALIFIED)
        if unknown or node in above or (told and not messages and demands - {"property", "sparql"}):
            raise NotCoveredError(str(node))
        path = self.path(said["path"][0]) if "path" in said else None
        inner = (*above, node)
        below = [self.shape(one, told=told, above=inner) for one in said.get("property", ())]
        properties = tuple(one for one in below if one is not None)
        members = {name: self.members(said, name, inner) for name in (*LOGICAL, "qualifiedValueShape") if name in said}
        nested = [one for groups in members.values() for group in groups for one in group]
        made = (*self.constraints(said), *self.decided(said, members, path), *self.queries(said, path))
        severity = said["severity"][0].value if "severity" in said else f"{SH}Violation"
        ways = _ways(said, path, [*properties, *nested])
        messages = (*messages, *self.own_messages(said))
        return Shape(node, path, severity, tuple(sorted(set(messages))), made, properties, ways)

    def path(self, node: Node) -> Path:
        """Read a property path."""
        if isinstance(node, NamedNode):
            return Path("", node.value)
        said = self.rows[node]
        if RDF + "first" in said:
            return Path("/", parts=tuple(self.path(one) for one in self.listed(node)))
        for name, operator in OPERATORS.items():
            for value in said.get(SH + name, ()):
                parts = self.listed(value) if operator == "|" else [value]
                return Path(operator, parts=tuple(self.path(one) for one in parts))
        raise NotCoveredError(str(node))

    def listed(self, node: Node) -> list[Node]:
        """Read a list."""
        found: list[Node] = []
        while node.value != RDF + "nil":
            found.append(self.rows[node][RDF + "first"][0])
            node = self.rows[node][RDF + "rest"][0]
        return found

    def members(self, said: Said, name: str, above: tuple[Node, ...]) -> list[list[Shape]]:
        """Read the shapes that a constraint chooses among."""
        single = name in {"not", "qualifiedValueShape"}
        groups = [[one] if single else self.listed(one) for one in said[name]]
        found = [[self.shape(one, told=False, above=above) for one in group] for group in groups]
        known = [[one for one in group if one is not None] for group in found]
        if found != known:
            raise NotCoveredError(name)
        return known

    def constraints(self, said: Said) -> Iterator[Constraint]:
        """Make what the values are held against by themselves."""
        for name, make in COMPONENTS.items():
            for value in said.get(name, ()):
                if name in {"in", "languageIn"}:
                    yield make(self.listed(value))
                elif name == "pattern":
                    yield make(value, next((one.value for one in said.get("flags", ())), ""))
                else:
                    yield make(value)
        if _is_true(said.get("closed", ())):
            ignored = [one.value for value in said.get("ignoredProperties", ()) for one in self.listed(value)]
            own = [value for one in said.get("property", ()) for value in self.rows[one].get(SH + "path", ())]
            yield closed([*ignored, *(value.value for value in own if isinstance(value, NamedNode))])

    def decided(self, said: Said, members: Mapping[str, list[list[Shape]]], path: Path | None) -> Iterator[Constraint]:
        """Make what other shapes decide."""
        for name, component in LOGICAL.items():
            yield from (_logical(component, group) for group in members.get(name, ()))
        for (member,) in members.get("qualifiedValueShape", ()) if path else ():
            for name, component in QUALIFIED.items():
                for bound in said.get(name, ()):
                    yield qualified(component, int(bound.value), member.conforms, member.fails, member.holds)

    def queries(self, said: Said, path: Path | None) -> Iterator[Constraint]:
        """Make the SPARQL-based constraints, if they are plain enough to be asked of all focus nodes at once."""
        for node in said.get("sparql", ()):
            text = " ".join(value.value for value in self.rows[node].get(SH + "select", ()))
            select, _, body = text.replace("$this", "?this").partition("{")
            if path or "$" in body or BEYOND.search(body) or not self.own_messages(said):
                raise NotCoveredError(str(node))
            yield sparql(self.prefixes(node), select.rstrip(), body)

    def prefixes(self, node: Node) -> str:
        """Read the prefixes of a query."""
        declared = [
            (self.rows[one][SH + "prefix"][0].value, self.rows[one][SH + "namespace"][0].value)
            for holder in self.rows[node].get(SH + "prefixes", ())
            for one in self.rows.get(holder, {}).get(SH + "declare", ())
        ]
        return "".join(f"PREFIX {prefix}: <{space}> " for prefix, space in sorted(declared))

    def own_messages(self, said: Said) -> list[str]:
        """Read the messages of SPARQL-based constraints."""
        return [one.value for node in said.get("sparql", ()) for one in self.rows[node].get(SH + "message", ())]


def _logical(component: str, members: Sequence[Shape]) -> Constraint:
    return logical(
        component,
        lambda view, value: [member.conforms(view, value) for member in members],
        lambda value: [member.fails(value) for member in members],
        lambda value: [member.holds(value) for member in members],
    )


def _ways(said: Said, path: Path | None, inside: Iterable[Shape]) -> Ways:
    """Return the steps along every path that leads to what a shape looks at; None where one may be of any length."""
    own = steps(path) if path else [[]]
    below = [shape.ways for shape in inside]
    if own is None or any(ways is None for ways in below):
        return None
    more = [way for ways in below for way in ways or ()]
    more += [[Step(TYPE)]] * ("class" in said) + [[Step("")]] * ("closed" in said)
    pairs = [[Step(value.value)] for name in PAIRS for value in said.get(name, ())]
    return [*own, *([*way, *further] for way in own for further in more), *pairs]
