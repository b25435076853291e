"""Reading: a graph on an engine, and what is read of it once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from pyoxigraph import QuerySolutions, Triple

from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.cards import Index
from sovleader_kg.errors import QueryError, UsageError
from sovleader_kg.store.engines import Engine, Result
from sovleader_kg.store.tables import Table, as_table

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.careers import Career
    from sovleader_kg.answers.chronology.directory import Directory
    from sovleader_kg.answers.chronology.leadership import Leaders
    from sovleader_kg.answers.chronology.leaderships import Leaderships
    from sovleader_kg.answers.chronology.parts import Part
    from sovleader_kg.answers.chronology.spells import Spell
    from sovleader_kg.answers.chronology.steady import Steady
    from sovleader_kg.answers.explanation.lookup import Lookup
    from sovleader_kg.answers.explanation.sayings import Sayings
    from sovleader_kg.answers.finding.finder import Finder
    from sovleader_kg.answers.finding.things import Things
    from sovleader_kg.answers.reconciliation.candidates import Candidates
    from sovleader_kg.answers.reconciliation.records import Records
    from sovleader_kg.compare.register import Register
    from sovleader_kg.spellings import People
    from sovleader_kg.store.sources import Source


__all__ = ["Reading"]


BYTE_ORDER_MARK = "\ufeff"
SHORT = 250  # characters of a query that no engine can take amiss


class Reading:
    """A graph on an engine, and what is read of it once."""

    def __init__(self, engine: Engine) -> None:
        """Use an engine that is already open."""
        self._engine = engine
        self._careers: dict[str, Career] = {}
        self._choices: dict[tuple[str, str], Sequence[str]] = {}

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self._engine)

    @cached_property
    def _leaderships(self) -> Leaderships:
        from sovleader_kg.answers.chronology.leaderships import read_leaderships

        return read_leaderships(self._engine, self._timeline.whole())

    @cached_property
    def _led(self) -> Steady[Leaders]:
        from sovleader_kg.answers.chronology.leadership import steady_leaders

        return steady_leaders(self._leaderships)

    @cached_property
    def _directory(self) -> Directory:
        from sovleader_kg.answers.chronology.directory import read_directory

        return read_directory(self._engine, self._timeline)

    @cached_property
    def _spells(self) -> Mapping[str, Sequence[Spell]]:
        from sovleader_kg.answers.chronology.spells import read_spells, spells_by_thing

        return spells_by_thing(read_spells(self._engine, self._timeline))

    @cached_property
    def _parts(self) -> Mapping[str, Sequence[Part]]:
        from sovleader_kg.answers.chronology.parts import read_parts

        return read_parts(self._engine, self._timeline)

    @cached_property
    def _register(self) -> Register:
        from sovleader_kg.compare.register import read_register

        return read_register(self._engine)

    @cached_property
    def _sayings(self) -> Sayings:
        from sovleader_kg.answers.explanation.sayings import Sayings

        return Sayings(self._engine)

    @cached_property
    def things(self) -> Things:
        """Everything that has a label, by IRI, read once: names, days, and what tells most of each."""
        from sovleader_kg.answers.finding.things import read_things

        return Index(read_things(self._engine))

    @cached_property
    def finder(self) -> Finder:
        """What `find` looks in, indexed once."""
        from sovleader_kg.answers.finding.finder import Finder

        return Finder(self.things, self._people)

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """Every source by IRI, read once: what it is called, its page, and what it goes back to."""
        from sovleader_kg.store.sources import sources

        return sources(self._engine)

    @cached_property
    def records(self) -> Records:
        """The properties by which rows of a table are reconciled and extended, read once."""
        from sovleader_kg.answers.reconciliation.records import Records

        return Records(self._engine, self.things, self._spells)

    @cached_property
    def candidates(self) -> Candidates:
        """What finds the things that the rows of a table mean."""
        from sovleader_kg.answers.reconciliation.candidates import Candidates

        return Candidates(self.finder, self._people, self.things, self.records)

    @cached_property
    def lookup(self) -> Lookup:
        """What the graph holds on single triples, read once: values, claims, natures."""
        from sovleader_kg.answers.explanation.lookup import Lookup

        return Lookup(self._engine)

    @cached_property
    def _people(self) -> People:
        from sovleader_kg.store.people import read_people

        return read_people(self._engine)

    def _called(self, iri: str) -> str:
        """Return what a thing is called in English; nothing where it has no label."""
        return self._label_in("en", iri)

    def _label_in(self, language: str, iri: str) -> str:
        thing = self.things.get(iri)
        return thing.label(language) if thing else ""

    def select(self, text: str) -> Table:
        """Run a SELECT query and return all its rows; the project's prefixes need not be declared.

        Raises:
            QueryError: The query does not parse.
            UsageError: It is not a SELECT query.
        """
        return replace(as_table(self._solutions(text)), label_of=self._label_in)

    def _solutions(self, text: str) -> QuerySolutions:
        result = self.sparql(text)
        if not isinstance(result, QuerySolutions):
            raise UsageError("not a SELECT query; use sparql() for ASK, CONSTRUCT and DESCRIBE")
        return result

    def sparql(self, text: str) -> Result:
        """Run any SPARQL 1.1 query: solutions, a boolean, or a list of triples, as pyoxigraph's types.

        Solutions are read once, in the thread that asked; `select` gives a table for any thread. A byte order mark
        before the query is passed over.

        Raises:
            QueryError: The query does not parse or cannot run, or would take the process with it.
        """
        bare = text.removeprefix(BYTE_ORDER_MARK)
        if not bare.strip():
            raise QueryError("the query is empty")
        if len(bare) > SHORT:
            from sovleader_kg.store.syntax import too_much

            if why := too_much(bare):
                raise QueryError(f"the query cannot be answered: {why}")
        return self._engine.query(bare)

    def triples(self, text: str) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query and return its triples.

        Raises:
            UsageError: It is neither.
        """
        result = self.sparql(text)
        if not isinstance(result, list):
            raise UsageError("not a CONSTRUCT or DESCRIBE query")
        return result
