"""An index of triples by subject and predicate, for the steps of the build."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.names import TYPE
from sovleader_kg.nodes import Node

__all__ = ["Index"]


class Index:
    """Triples that can be asked by subject and predicate; IRIs go in and out as strings."""

    def __init__(self, triples: Iterable[Triple] = ()) -> None:
        """Take triples; those whose subject is no IRI are passed over."""
        self._rows: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        self._typed: dict[str, list[str]] = defaultdict(list)
        self._using: dict[str, list[str]] = defaultdict(list)
        for subject, predicate, value in triples:
            if isinstance(subject, NamedNode) and not isinstance(value, Triple):
                self._add(subject.value, predicate.value, value)

    def _add(self, subject: str, predicate: str, value: Node) -> None:
        values = self._rows[subject][predicate]
        if value in values:
            return
        values.append(value)
        if len(values) == 1:
            self._using[predicate].append(subject)
        if predicate == TYPE:
            self._typed[value.value].append(subject)

    def __contains__(self, subject: str) -> bool:
        return subject in self._rows

    def subjects(self) -> Iterator[str]:
        """Return every subject."""
        return iter(list(self._rows))

    def predicates(self, subject: str) -> list[str]:
        """Return the predicates of a subject."""
        return list(self._rows[subject]) if subject in self._rows else []

    def nodes(self, subject: str, predicate: str) -> list[Node]:
        """Return the objects of a subject and predicate."""
        return self._rows[subject][predicate] if subject in self._rows and predicate in self._rows[subject] else []

    def values(self, subject: str, predicate: str) -> list[str]:
        """Return the objects as strings: the IRI or the lexical form."""
        return [node.value for node in self.nodes(subject, predicate)]

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first object as a string, or None."""
        return next(iter(self.values(subject, predicate)), None)

    def text(self, subject: str, predicate: str, language: str) -> str | None:
        """Return what is written in a language, or None."""
        literals = (node for node in self.nodes(subject, predicate) if isinstance(node, Literal))
        return next((literal.value for literal in literals if literal.language == language), None)

    def of_type(self, *classes: str) -> list[str]:
        """Return the subjects asserted to be of one of the classes, sorted."""
        return sorted({subject for name in classes for subject in self._typed.get(name, ())})

    def using(self, predicate: str) -> list[str]:
        """Return the subjects that have a predicate, sorted."""
        return sorted(self._using.get(predicate, ()))

    def types(self, subject: str) -> list[str]:
        """Return the asserted classes of a subject."""
        return self.values(subject, TYPE)
