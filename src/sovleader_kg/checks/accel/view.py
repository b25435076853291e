"""View: what shapes ask of a store, node by node: values of a property, of a path, types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import DefaultGraph, Literal, NamedNode, QuerySolutions, Store

from sovleader_kg.names import RDF, RDFS
from sovleader_kg.nodes import Node

__all__ = ["SUBCLASS", "TYPE", "Path", "Step", "View", "path_text", "steps", "walk"]

TYPE, SUBCLASS = RDF + "type", RDFS + "subClassOf"
DEFAULT = DefaultGraph()


@dataclass(frozen=True, slots=True)
class Path:
    """A property path: a predicate, or an operator ("^", "/", "|", "*", "+", "?") over parts."""

    operator: str
    predicate: str = ""
    parts: tuple[Path, ...] = ()

    @property
    def may_stay(self) -> bool:
        """Whether it may lead from a node to itself, also where no triple names the node."""
        return self.operator in {"*", "?"} or any(part.may_stay for part in self.parts)


@dataclass(frozen=True, slots=True)
class Step:
    """One predicate of a path, walked forwards or backwards."""

    predicate: str
    inverse: bool = False


class View:
    """A store's default graph, read node by node and remembered."""

    def __init__(self, store: Store) -> None:
        """Read nothing yet."""
        self._store = store
        self._out: dict[Node, dict[str, list[Node]]] = {}
        self._classes: dict[Node, frozenset[Node]] = {}

    def ask(self, query: str) -> QuerySolutions:
        """Answer a SELECT query."""
        found = self._store.query(query)
        assert isinstance(found, QuerySolutions)
        return found

    def forget(self, nodes: Iterable[Node] | None = None) -> None:
        """Read some subjects, or all, anew when they are asked next."""
        for node in list(self._out) if nodes is None else nodes:
            self._out.pop(node, None)

    def properties(self, node: Node) -> dict[str, list[Node]]:
        """Return every property of a node with its values."""
        found = self._out.get(node)
        if found is None:
            found = {}
            if not isinstance(node, Literal):
                for quad in self._store.quads_for_pattern(node, None, None, DEFAULT):
                    found.setdefault(quad.predicate.value, []).append(quad.object)  # type: ignore[arg-type]
            self._out[node] = found
        return found

    def out(self, node: Node, predicate: str) -> list[Node]:
        """Return the values of a property."""
        return self.properties(node).get(predicate, [])

    def into(self, node: Node, predicate: str) -> list[Node]:
        """Return the nodes that have a node as their value."""
        quads = self._store.quads_for_pattern(None, NamedNode(predicate), node, DEFAULT)
        return [quad.subject for quad in quads]  # type: ignore[misc]

    def uses(self, predicate: str, value: Node | None = None) -> bool:
        """Tell whether any node has a property (with a value)."""
        return any(True for _ in self._store.quads_for_pattern(None, NamedNode(predicate), value, DEFAULT))

    def classes_below(self, name: Node) -> frozenset[Node]:
        """Return a class and its subclasses."""
        if name not in self._classes:
            found, pending = {name}, [name]
            while pending:
                below = set(self.into(pending.pop(), SUBCLASS)) - found
                found |= below
                pending += below
            self._classes[name] = frozenset(found)
        return self._classes[name]

    def is_a(self, node: Node, name: Node) -> bool:
        """Tell whether a node is of a class or of one below it."""
        return not self.classes_below(name).isdisjoint(self.out(node, TYPE))

    def values(self, node: Node, path: Path) -> list[Node]:
        """Return the nodes that a path leads to, each once."""
        if path.operator == "":
            return self.out(node, path.predicate)
        return list(dict.fromkeys(self._reached(node, path)))

    def _reached(self, node: Node, path: Path) -> Iterator[Node]:
        first, *rest = path.parts or (path,)
        if path.operator == "^":
            yield from self.into(node, first.predicate)
        elif path.operator == "|":
            yield from (value for part in path.parts for value in self.values(node, part))
        elif path.operator == "/":
            for value in self.values(node, first):
                yield from self._reached(value, Path("/", parts=tuple(rest))) if rest else (value,)
        else:
            yield from self._repeated(node, path.operator, first)

    def _repeated(self, node: Node, operator: str, path: Path) -> Iterator[Node]:
        if operator != "+":
            yield node
        found, pending = set[Node](), [node]
        while pending:
            for value in self.values(pending.pop(), path):
                if value not in found:
                    found.add(value)
                    yield value
                    if operator != "?":
                        pending.append(value)


def path_text(path: Path) -> str:
    """Return a path as SPARQL writes it.

    >>> path_text(Path("/", parts=(Path("", "urn:a"), Path("^", parts=(Path("", "urn:b"),)))))
    '(<urn:a>/(^<urn:b>))'
    """
    if path.operator == "":
        return f"<{path.predicate}>"
    texts = [path_text(part) for part in path.parts]
    if path.operator in "/|":
        return f"({path.operator.join(texts)})"
    return f"(^{texts[0]})" if path.operator == "^" else f"({texts[0]}{path.operator})"


def steps(path: Path) -> list[list[Step]] | None:
    """Return every way along a path as steps; None where a way may be of any length."""
    if path.operator == "":
        return [[Step(path.predicate)]]
    below = [steps(part) for part in path.parts]
    if path.operator in "*+" or any(ways is None for ways in below):
        return None
    known = [ways for ways in below if ways is not None]
    if path.operator == "^":
        return [[Step(step.predicate, inverse=True) for step in way] for way in known[0]]
    if path.operator == "/":
        ways: list[list[Step]] = [[]]
        for following in known:
            ways = [[*way, *more] for way in ways for more in following]
        return ways
    return [way for part in known for way in part] + ([[]] if path.operator == "?" else [])


def walk(view: View, node: Node, way: Iterable[Step]) -> set[Node]:
    """Return the nodes from which some steps lead to a node."""
    found = {node}
    for step in reversed(list(way)):
        found = {near for one in found for near in _before(view, one, step)}
    return found


def _before(view: View, node: Node, step: Step) -> list[Node]:
    return view.out(node, step.predicate) if step.inverse else view.into(node, step.predicate)
