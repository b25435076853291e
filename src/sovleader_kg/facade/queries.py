"""Queries: the stored queries as callables of a graph: a name that completes, a signature, and what its header says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from inspect import Parameter, Signature
from keyword import iskeyword
from typing import TYPE_CHECKING

from sovleader_kg.cards import Card, Cells, Sheet
from sovleader_kg.errors import UsageError
from sovleader_kg.store.queries import StoredQuery, catalogue, stored
from sovleader_kg.store.tables import Table

if TYPE_CHECKING:
    from sovleader_kg.store.queries import Parameter as Slot

__all__ = ["Queries", "Query"]

_TYPES = {"iri": "str", "date": "str | date", "integer": "int", "string": "str"}
_KINDS = {"iri": "a thing", "date": "a day", "integer": "a number", "string": "a text"}
Ask = Callable[..., Table]


class Query(Card):
    """A stored query of a graph, called with values of its parameters by name; one left out means "all"."""

    def __init__(self, query: StoredQuery, ask: Ask) -> None:
        """Take what the header says, and what runs a query by its name."""
        self.stored, self._ask = query, ask
        self.__name__ = self.__qualname__ = query.name
        self.__doc__ = _doc(query)
        slots = [
            Parameter(_spelled(one.name), Parameter.KEYWORD_ONLY, default=None, annotation=f"{_TYPES[one.type]} | None")
            for one in query.parameters
        ]
        self.__signature__ = Signature(slots, return_annotation=Table)

    def __call__(self, **parameters: object) -> Table:
        """Run it, as `KnowledgeGraph.ask` does; a parameter named like a word of Python is written `class_`."""
        names = {_spelled(one.name): one.name for one in self.stored.parameters}
        return self._ask(self.stored.name, **{names.get(name, name): value for name, value in parameters.items()})

    def _cells(self) -> Cells:
        return {
            "query": self.stored.name,
            "answers": self.stored.summary,
            "parameters": [f"{_spelled(one.name)}={one.sample}" for one in self.stored.parameters],
            "tags": self.stored.tags,
        }

    def _line(self) -> str:
        names = ", ".join(_spelled(one.name) for one in self.stored.parameters)
        return f"{self.stored.name}({names}): {self.stored.summary}"

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        yield Sheet((), (), self.stored.description)
        if self.stored.parameters:
            yield Sheet.of([_slot_cells(one) for one in self.stored.parameters])


class Queries(Card):
    """The stored queries of a graph, each an attribute: `kg.queries.succession(office="secretaryship")`."""

    def __init__(self, ask: Ask) -> None:
        """Take what runs a query by its name; the catalogue is read when it is first looked at."""
        self._ask = ask

    def __getattr__(self, name: str) -> Query:
        """Return a stored query.

        Raises:
            AttributeError: There is none of this name; it tells the nearest.
        """
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except UsageError as error:
            raise AttributeError(str(error)) from None

    def __getitem__(self, name: str) -> Query:
        """Return a stored query; `-` and `_` are the same.

        Raises:
            UsageError: There is none of this name.
        """
        return Query(stored(name), self._ask)

    def __iter__(self) -> Iterator[Query]:
        """Yield every stored query, by name."""
        return (Query(one, self._ask) for one in catalogue().values())

    def __len__(self) -> int:
        return len(catalogue())

    def __dir__(self) -> list[str]:
        """Return the names of the queries, which a prompt completes."""
        return [*catalogue()]

    def _ipython_key_completions_(self) -> list[str]:
        return dir(self)

    def _line(self) -> str:
        return f"{len(self)} stored queries: {', '.join(catalogue())}"

    def _sheets(self) -> Iterable[Sheet]:
        by_tag: dict[str, list[Cells]] = defaultdict(list)
        for one in self:
            by_tag[one.stored.tags[0]].append(one._cells())
        yield from (Sheet.of(cells, tag) for tag, cells in sorted(by_tag.items()))


def _spelled(name: str) -> str:
    return f"{name}_" if iskeyword(name) else name


def _slot_cells(one: Slot) -> Cells:
    return {
        "parameter": _spelled(one.name),
        "takes": _KINDS[one.type],
        "for example": one.sample,
        "meaning": one.meaning,
    }


def _doc(query: StoredQuery) -> str:
    """Return what the header says, as a docstring."""
    slots = [f"    {_spelled(one.name)}: {_KINDS[one.type]}, {one.meaning}; {one.sample}" for one in query.parameters]
    head = [f"{query.summary}.", "", query.description]
    heading = ["", 'Parameters, each of which means "all" where it is left out:'] if slots else []
    return "\n".join([*head, *heading, *slots])
