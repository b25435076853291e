"""Asking: the stored queries, with values as people write them, and why one has no row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode, QuerySolutions

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.facade.chronology import Chronology
from sovleader_kg.facade.naming import of_kind
from sovleader_kg.model import Answer, Reason
from sovleader_kg.names import kind_of
from sovleader_kg.store.tables import Table, as_table
from sovleader_kg.written_days import day_meant

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.leadership import Leaders
    from sovleader_kg.facade.queries import Queries
    from sovleader_kg.store.queries import Parameter


__all__ = ["Asking"]


class Asking(Chronology):
    """What stored queries answer."""

    def ask(self, query: str, /, **parameters: object) -> Table:
        """Run a stored query; where it has no row, the table's `reason` says why.

        Args:
            query: Its name.
            **parameters: Values of its parameters: things by name, slug or IRI, as `find` takes them; days as `who`
                takes them. One that is left out means "all".

        Raises:
            UsageError: No such query or parameter, a value of another type, or one that may name several things.
        """
        values = self.values(query, parameters)
        table = replace(as_table(self._bound(query, values)), label_of=self._label_in)
        return table if table.rows else replace(table, why_empty=partial(self._why_empty, query, values))

    @cached_property
    def queries(self) -> Queries:
        """The stored queries, each an attribute to call: `kg.queries.succession(office="secretaryship")`."""
        from sovleader_kg.facade.queries import Queries

        return Queries(self.ask)

    def solutions(self, query: str, /, **parameters: object) -> QuerySolutions:
        """Run a stored query as `ask`, and return what the engine gives, to be read once and in this thread."""
        return self._bound(query, self.values(query, parameters))

    def _bound(self, query: str, values: Mapping[str, object]) -> QuerySolutions:
        from sovleader_kg.store.queries import bind, stored

        return self._solutions(bind(stored(query), values))

    def values(self, query: str, parameters: Mapping[str, object]) -> dict[str, object]:
        """Return values of a stored query's parameters as it takes them: things as IRIs, days in ISO, others as given.

        Raises:
            WrongNameError: A value names nothing, or several things.
            UsageError: No such query or parameter, a value that names one thing of another kind, or a text that is
                none of the parameter's choices.
        """
        from sovleader_kg.store.queries import parameters_of, stored

        known = parameters_of(stored(query), parameters)
        return {one.name: self._value(query, one, parameters[one.name]) for one in known}

    def choices(self, query: str, parameter: str) -> Sequence[str]:
        """Return the texts that a parameter of a stored query can be, sorted: those in its column when all is asked.

        Only parameters of type "string" have choices; of others there are none.

        Raises:
            UsageError: No such query or parameter.
        """
        from sovleader_kg.store.queries import parameters_of, stored

        (found,) = parameters_of(stored(query), [parameter])
        if found.type != "string":
            return ()
        if (query, parameter) not in self._choices:
            rows = self._bound(query, {})
            column = [row[found.name] for row in rows]
            self._choices[query, parameter] = tuple(sorted({one.value for one in column if isinstance(one, Literal)}))
        return self._choices[query, parameter]

    def _value(self, query: str, parameter: Parameter, value: object) -> object:
        if value is None or parameter.type == "integer":
            return value
        if parameter.type == "string":
            return self._chosen(query, parameter, str(value))
        if parameter.type == "date":
            day = day_meant(value) if isinstance(value, str) else None
            return day.isoformat() if day else value
        try:
            return self._named_or_else(value.value if isinstance(value, NamedNode) else str(value), parameter.kinds)
        except UsageError as error:
            error.parameter = parameter.name
            raise

    def _chosen(self, query: str, parameter: Parameter, text: str) -> str:
        known = self.choices(query, parameter.name)
        if text not in known:
            near = did_you_mean(text, known) or f" Write for example {parameter.sample}"
            raise UsageError(f'no row has "{text}".{near}', parameter=parameter.name)
        return text

    def _named_or_else(self, text: str, kinds: Sequence[str]) -> str:
        """Return what a text names of the first of some kinds; where there is nothing like it, of any of them."""
        from sovleader_kg.answers.finding.naming import WrongNameError

        try:
            if ":" not in text:
                return self.named(text, kinds[0])
        except WrongNameError as error:
            if error.found.hits or len(kinds) == 1:
                raise
        return of_kind(self.named(text), text, kinds)

    def why_empty(self, query: str, /, **parameters: object) -> str:
        """Return why a stored query has no rows for these values, as the `reason` of the table that `ask` gives.

        Raises:
            UsageError: No such query or parameter, or a thing that is named is not in the graph.
        """
        from sovleader_kg.store.queries import bind, stored

        values = self.values(query, parameters)
        bind(stored(query), values)
        return self._why_empty(query, values).en

    def _why_empty(self, query: str, read: Mapping[str, object]) -> Reason:
        """Return why there are no rows for values as they were read."""
        from sovleader_kg.answers.absence import why_empty
        from sovleader_kg.store.queries import given, stored

        found = stored(query)
        chosen = {name: value for name, value in read.items() if value is not None}
        values = {one.name: given(one, chosen[one.name]) for one in found.parameters if one.name in chosen}
        return why_empty(found, values, self._who_or_led, lambda question: bool(self.sparql(question)))

    def _who_or_led(self, subject: str, **time: str) -> Answer | Leaders:
        return self.leaders(subject, **time) if kind_of(subject) == "body" else self.who(subject, **time)
