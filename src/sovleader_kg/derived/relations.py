"""Relations: sets of pairs that grow by rules. A class is one too, of each member to itself.

Numbers stand for nodes, since Python keeps and compares them faster.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from sovleader_kg.nodes import Node

__all__ = ["Numbers", "Pairs", "Relation", "Relations", "Rule", "Step", "run"]

Numbers = defaultdict[Node, int]
Pairs = set[tuple[int, int]]
Step = Callable[[Pairs], Pairs]


class Relation:
    """The pairs of a property, or the members of a class."""

    def __init__(self, given: Pairs) -> None:
        """Begin with the given pairs."""
        self.pairs = given
        self.derived: Pairs = set()

    def add(self, pairs: Pairs) -> bool:
        """Add pairs; return whether there are new ones."""
        new = pairs - self.pairs
        self.pairs |= new
        self.derived |= new
        if new:
            self.__dict__.pop("values", None)
        return bool(new)

    @cached_property
    def values(self) -> dict[int, list[int]]:
        """The values of each subject."""
        found = defaultdict[int, list[int]](list)
        for subject, value in self.pairs:
            found[subject].append(value)
        return found


class Relations(dict[Node, Relation]):
    """Relations by name, each made of its given pairs when it is first asked for."""

    def __init__(self, numbers: Numbers) -> None:
        """Begin with nothing given."""
        super().__init__()
        self.numbers = numbers
        self.given = defaultdict[Node, list[tuple[Node, Node]]](list)

    def __missing__(self, name: Node) -> Relation:
        pairs = {(self.numbers[one], self.numbers[other]) for one, other in self.given.get(name, ())}
        self[name] = relation = Relation(pairs)
        return relation


class Rule(NamedTuple):
    """The pairs that a path of relations joins, changed by a step, belong to another relation."""

    path: Sequence[Relation]
    target: Relation
    step: Step = set


def run(rules: Iterable[Rule]) -> None:
    """Apply rules until nothing is new; each again whenever a relation on its path has grown."""
    grown = {part for rule in rules for part in rule.path}
    while grown:
        before, grown = grown, set()
        for path, target, step in rules:
            if not before.isdisjoint(path) and target.add(step(_joined(path))):
                grown.add(target)


def _joined(path: Sequence[Relation]) -> Pairs:
    pairs = path[0].pairs
    for part in path[1:]:
        pairs = {(subject, value) for subject, middle in pairs for value in part.values.get(middle, ())}
    return pairs
