"""Extensions: what is in each class and each property, as sets of numbers that stand for terms.

What comes into an extension is handed, a set at a time, to the rules that wait for it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, TypeVar

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.names import TYPE
from sovleader_kg.nodes import Node

__all__ = ["Class", "Extensions", "Property"]

Item = TypeVar("Item", int, tuple[int, int])
Near = dict[int, list[int]]
IS_A = NamedNode(TYPE)


class Extension(Generic[Item]):
    """What is in a class (numbers) or in a property (pairs of numbers)."""

    __slots__ = ("_agenda", "_fresh", "all", "derived", "rules")

    def __init__(self, agenda: deque[Class | Property]) -> None:
        """Hold nothing yet."""
        self._agenda = agenda
        self._fresh: set[Item] = set()
        self.all: set[Item] = set()
        self.derived: set[Item] = set()
        self.rules: list[Callable[[set[Item]], object]] = []

    def add(self, items: set[Item]) -> set[Item]:
        """Take in what a rule found; return what is new."""
        new = items - self.all
        if new:
            self.all |= new
            self.derived |= new
            self._wait(new)
        return new

    def begin(self) -> None:
        """Have everything that was given told to the rules."""
        if self.rules and self.all:
            self._wait(self.all)

    def tell(self) -> None:
        """Hand what came in since the last time to the rules."""
        fresh, self._fresh = self._fresh, set()
        for rule in self.rules:
            rule(fresh)

    def _wait(self, new: set[Item]) -> None:
        if not self._fresh:
            self._agenda.append(self)  # type: ignore[arg-type]
        self._fresh |= new


class Class(Extension[int]):
    """The members of a class."""


class Property(Extension[tuple[int, int]]):
    """The pairs of a property, also by their subjects and by their values once a rule asks for that."""

    __slots__ = ("_after", "_before")

    def __init__(self, agenda: deque[Class | Property]) -> None:
        """Hold nothing yet."""
        super().__init__(agenda)
        self._after: Near | None = None
        self._before: Near | None = None

    def add(self, items: set[tuple[int, int]]) -> set[tuple[int, int]]:
        """Take in what a rule found; return what is new."""
        new = super().add(items)
        if self._after is not None:
            _file(self._after, new)
        if self._before is not None:
            _file(self._before, ((value, subject) for subject, value in new))
        return new

    @property
    def after(self) -> Near:
        """The values of each subject."""
        if self._after is None:
            self._after = _file({}, self.all)
        return self._after

    @property
    def before(self) -> Near:
        """The subjects of each value."""
        if self._before is None:
            self._before = _file({}, ((value, subject) for subject, value in self.all))
        return self._before


def _file(near: Near, pairs: Iterable[tuple[int, int]]) -> Near:
    for key, value in pairs:
        near.setdefault(key, []).append(value)
    return near


class Extensions:
    """The classes and properties of some triples; a property is read when it is first asked for."""

    def __init__(self, triples: Iterable[Triple], without: frozenset[str]) -> None:
        """Take triples, but for those of some predicates."""
        self._agenda: deque[Class | Property] = deque()
        self._numbers: dict[Node, int] = {}
        self._terms: list[Node] = []
        self._classes: dict[int, Class] = {}
        self._properties: dict[int, Property] = {}
        unread: dict[NamedNode, list[Triple]] = {}
        for triple in triples:
            unread.setdefault(triple.predicate, []).append(triple)
        self._unread = {self.number(name): told for name, told in unread.items() if name.value not in without}
        for member, name in self._pairs(self._unread.pop(self.number(IS_A), [])):
            self.classof(name).all.add(member)

    def _pairs(self, triples: Iterable[Triple]) -> set[tuple[int, int]]:
        numbers = self._numbers
        return {
            (numbers.setdefault(subject, len(numbers)), numbers.setdefault(value, len(numbers)))
            for subject, _, value in triples
        }

    @property
    def terms(self) -> list[Node]:
        """The terms that the numbers stand for."""
        return list(self._numbers)

    @property
    def classes(self) -> list[tuple[int, Class]]:
        """The classes that have been asked for, or have had members from the first."""
        return list(self._classes.items())

    @property
    def properties(self) -> list[tuple[int, Property]]:
        """The properties that have been asked for."""
        return list(self._properties.items())

    def term(self, number: int) -> Node:
        """Return the term that a number stands for."""
        if number >= len(self._terms):
            self._terms = list(self._numbers)
        return self._terms[number]

    def literals(self) -> Iterator[Literal]:
        """Yield the literals; one may come more than once."""
        yield from (term for term in self._numbers if isinstance(term, Literal))
        for triples in self._unread.values():
            yield from (value for triple in triples if isinstance(value := triple.object, Literal))

    def read_all(self) -> None:
        """Read the properties that nobody has asked for."""
        for number in list(self._unread):
            self.property(number)

    def __contains__(self, term: Node) -> bool:
        """Tell whether an axiom, or a property that has been asked for, names a term."""
        return term in self._numbers

    def number(self, term: Node) -> int:
        """Return the number that stands for a term."""
        return self._numbers.setdefault(term, len(self._numbers))

    def class_named(self, name: str) -> Class:
        """Return the class of an IRI."""
        return self.classof(self.number(NamedNode(name)))

    def property_named(self, name: str) -> Property:
        """Return the property of an IRI."""
        return self.property(self.number(NamedNode(name)))

    def classof(self, number: int) -> Class:
        """Return the class that a number stands for."""
        if number not in self._classes:
            self._classes[number] = Class(self._agenda)
        return self._classes[number]

    def property(self, number: int) -> Property:
        """Return the property that a number stands for."""
        if number not in self._properties:
            self._properties[number] = Property(self._agenda)
            self._properties[number].all |= self._pairs(self._unread.pop(number, []))
        return self._properties[number]

    def run(self) -> None:
        """Tell the rules what comes in until nothing does."""
        while self._agenda:
            self._agenda.popleft().tell()

    def begin(self) -> None:
        """Have everything that was given told to the rules."""
        for name in self._classes.values():
            name.begin()
        for line in self._properties.values():
            line.begin()
