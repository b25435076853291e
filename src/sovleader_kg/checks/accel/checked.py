"""Checked: a store and the report on it, kept up to date while the store is edited.

An edit concerns the focus nodes from which a path of a shape leads over a changed triple, before or after it; only
those are judged again. Where a path may be of any length, or a class gets another place, everything is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from pyoxigraph import DefaultGraph, Quad, Store, Triple

from sovleader_kg.checks.accel.shapes import Part, Shapes
from sovleader_kg.checks.accel.view import SUBCLASS, Step, View, walk
from sovleader_kg.checks.report import Result
from sovleader_kg.nodes import Node

__all__ = ["Checked"]


class Checked:
    """What some shapes find in a store's default graph."""

    def __init__(self, shapes: Shapes, store: Store) -> None:
        """Check everything once."""
        self._parts, self._store, self._view = shapes.parts, store, View(store)
        self._found: dict[tuple[int, Node], tuple[Result, ...]] = {}
        self._leading: dict[str, list[tuple[int, list[Step], Step]]] = defaultdict(list)
        self._anywhere: list[int] = []
        self._asking = [(number, part) for number, part in enumerate(self._parts) if part.asking]
        for number, part in enumerate(self._parts):
            self._index(number, part)
            self._search(number, part)

    @property
    def results(self) -> list[Result]:
        """The whole report."""
        return [result for results in self._found.values() for result in results]

    def edit(self, removed: Sequence[Triple], added: Sequence[Triple]) -> None:
        """Remove and add triples, and judge again what that concerns."""
        changed = (*removed, *added)
        concerned = set(self._concerned(changed))
        for triple in removed:
            self._store.remove(_quad(triple))
        for triple in added:
            self._store.add(_quad(triple))
        moved = any(triple.predicate.value == SUBCLASS for triple in changed)
        self._view = View(self._store) if moved else self._view
        self._view.forget(triple.subject for triple in changed)  # type: ignore[misc]
        for number, focus in concerned.union(self._concerned(changed)):
            self._judge(number, focus)
        for number in range(len(self._parts)) if moved else self._anywhere:
            self._search(number, self._parts[number])

    def _index(self, number: int, part: Part) -> None:
        """Note over which predicates a part's paths lead, and the steps before."""
        for predicate in part.membership:
            self._leading[predicate].append((number, [], Step(predicate)))
            self._leading[predicate].append((number, [], Step(predicate, inverse=True)))
        if part.shape.ways is None or not all(one.concerned for one in part.asking):
            self._anywhere.append(number)
        for way in part.shape.ways or ():
            for place, step in enumerate(way):
                self._leading[step.predicate].append((number, way[:place], step))

    def _concerned(self, triples: Sequence[Triple]) -> Iterator[tuple[int, Node]]:
        for triple in triples:
            for predicate in (triple.predicate.value, ""):
                for number, before, step in self._leading.get(predicate, ()):
                    start: Node = triple.object if step.inverse else triple.subject  # type: ignore[assignment]
                    yield from ((number, focus) for focus in walk(self._view, start, before))
        nodes = list(dict.fromkeys(triple.subject for triple in triples))
        for number, part in self._asking:
            for one in part.asking:
                if one.concerned:
                    yield from ((number, focus) for focus in one.concerned(self._view, nodes))  # type: ignore[arg-type]

    def _search(self, number: int, part: Part) -> None:
        """Judge every focus node of a part that may violate it."""
        for key in [key for key in self._found if key[0] == number]:
            del self._found[key]
        for focus in part.suspects(self._view):
            self._judge(number, focus)

    def _judge(self, number: int, focus: Node) -> None:
        part = self._parts[number]
        results = tuple(part.shape.results(self._view, focus)) if part.is_about(self._view, focus) else ()
        self._found.pop((number, focus), None)
        if results:
            self._found[number, focus] = results


def _quad(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, DefaultGraph())
