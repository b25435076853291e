"""Asking: the stored queries, with values as people write them, and why one has no row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions

from sovleader_kg.errors import UsageError
from sovleader_kg.facade.chronology import Chronology
from sovleader_kg.facade.naming import ANY_KIND, is_slug
from sovleader_kg.model import Answer, Reason
from sovleader_kg.names import KINDS, VOCABULARY, kind_of
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
        values = self._lenient(query, parameters)
        table = replace(as_table(self._bound(query, values)), label_of=self._label_in)
        return table if table.rows else replace(table, why_empty=partial(self._why_empty, query, values, parameters))

    @cached_property
    def queries(self) -> Queries:
        """The stored queries, each an attribute to call: `kg.queries.succession(office="secretaryship")`."""
        from sovleader_kg.facade.queries import Queries

        return Queries(self.ask)

    def solutions(self, query: str, /, **parameters: object) -> QuerySolutions:
        """Run a stored query as `ask`, and return what the engine gives, to be read once and in this thread."""
        return self._bound(query, self._lenient(query, parameters))

    def _bound(self, query: str, values: Mapping[str, object]) -> QuerySolutions:
        from sovleader_kg.store.queries import bind, stored

        return self._solutions(bind(stored(query), values))

    def values(self, query: str, parameters: Mapping[str, object]) -> dict[str, object]:
        """Return values of a stored query's parameters as it takes them: things as IRIs, days in ISO, others as given.

        Raises:
            WrongNameError: A value names nothing, or several things.
            UsageError: No such query, or a value that names one thing of another kind.
        """
        from sovleader_kg.store.queries import stored

        types = {one.name: one for one in stored(query).parameters}
        return {name: self._value(types.get(name), value) for name, value in parameters.items()}

    def _value(self, parameter: Parameter | None, value: object) -> object:
        from sovleader_kg.store.queries import kind_asked

        if parameter is None or not isinstance(value, str):
            return value
        if parameter.type == "date":
            day = day_meant(value)
            return day.isoformat() if day else value
        if parameter.type != "iri" or ":" in value:
            return value
        kind = kind_asked(parameter) or VOCABULARY
        try:
            return self._named_or_else(value, kind, () if parameter.name in KINDS else ANY_KIND)
        except UsageError as error:
            error.parameter = parameter.name
            raise

    def _named_or_else(self, text: str, kind: str, others: Sequence[str]) -> str:
        """Return what a text names of a kind; where there is nothing like it, what it names of others."""
        from sovleader_kg.answers.finding.naming import WrongNameError

        try:
            return self.named(text, kind)
        except WrongNameError as error:
            if error.found.hits or not others:
                raise
            return self.named(text, *others)

    def _lenient(self, query: str, parameters: Mapping[str, object]) -> dict[str, object]:
        """Return the values as `values` does; a slug that names nothing stays, since an empty answer tells of it."""
        from sovleader_kg.answers.finding.naming import WrongNameError

        values = dict(parameters)
        for name, value in parameters.items():
            try:
                values |= self.values(query, {name: value})
            except WrongNameError as error:
                fits = {hit.fit for hit in error.found.hits}
                if fits & {"exact", "part"} or not is_slug(str(value)):
                    raise
        return values

    def why_empty(self, query: str, /, **parameters: object) -> str:
        """Return why a stored query has no rows for these values, as the `reason` of the table that `ask` gives.

        Raises:
            UsageError: No such query or parameter, or a thing that is named is not in the graph.
        """
        from sovleader_kg.store.queries import bind, stored

        values = self._lenient(query, parameters)
        bind(stored(query), values)
        return self._why_empty(query, values, parameters).en

    def _why_empty(self, query: str, read: Mapping[str, object], written: Mapping[str, object]) -> Reason:
        """Return why there are no rows for values as they were read; what is wrong is told as it was written."""
        from sovleader_kg.answers.absence import why_empty
        from sovleader_kg.store.queries import given, stored

        found = stored(query)
        chosen = {name: value for name, value in read.items() if value is not None}
        values = {one.name: given(one, chosen[one.name]) for one in found.parameters if one.name in chosen}
        for name, value in values.items():
            if kind_of(value):
                self._known(value, str(written[name]))
        return why_empty(found, values, self._who_or_led, lambda question: bool(self.sparql(question)))

    def _who_or_led(self, subject: str, **time: str) -> Answer | Leaders:
        return self.leaders(subject, **time) if kind_of(subject) == "body" else self.who(subject, **time)
