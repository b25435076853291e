"""Evidence: stored queries, who says so, where sources differ, and answers in sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from pyoxigraph import QuerySolutions

from sovleader_kg.cards import Index, Listing
from sovleader_kg.errors import UsageError
from sovleader_kg.model import Answer, Reason
from sovleader_kg.names import KINDS, SL, VOCABULARY, compact, expand, kind_of
from sovleader_kg.store.tables import Table, as_table
from sovleader_kg.written_days import day_meant

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.careers import Career
    from sovleader_kg.answers.chronology.leadership import Leaders
    from sovleader_kg.answers.explanation.disputes import Decision
    from sovleader_kg.answers.explanation.explain import Explanation
    from sovleader_kg.answers.explanation.grounds import Grounds
    from sovleader_kg.export.cite import Edition
    from sovleader_kg.facade.queries import Queries
    from sovleader_kg.prose.holdings import Told
    from sovleader_kg.prose.telling import Tellable, Telling
    from sovleader_kg.store.queries import Parameter
    from sovleader_kg.store.testimony import Testimony


from sovleader_kg.facade.chronology import Chronology
from sovleader_kg.facade.naming import ANY_KIND, clean, is_slug, labelled

__all__ = ["Evidence"]


class Evidence(Chronology):
    """What is asked by stored queries, explained, told in sentences and cited."""

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
            return self._named(text, kind)
        except WrongNameError as error:
            if error.found.hits or not others:
                raise
            return self._named(text, *others)

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

    def explain(
        self, thing: str, predicate: str | None = None, value: str | None = None, *, article: str | Path | None = None
    ) -> Explanation:
        """Return what the graph says of a thing, who says so, and where each derived value comes from.

        Args:
            thing: A name in any spelling ("Stalin"), a slug, or an IRI, full or compact ("term:joseph-stalin.1").
            predicate: A property ("sl:end", "end"), to explain it alone.
            value: One of its values, as the graph shows it ("1952-10", "post:general-secretary"), or as people write
                a day or a name.
            article: A reader's copy of a cited article, for the passages' own words.

        Raises:
            UsageError: The thing or the property is not in the graph, a name may mean several things, or the article
                cannot be read.
        """
        from sovleader_kg.answers.explanation.explain import explain_thing

        iri = self._named(thing)
        prop = self._property(predicate) if predicate else None
        found = explain_thing(self._engine, self.lookup, iri, prop, _plain_value(value))
        if value and found.absent and (meant := self._value_meant(value)):
            found = explain_thing(self._engine, self.lookup, iri, prop, meant)
        if article is None:
            return found
        from sovleader_kg.corpus.articles import wordings_of

        return found.quoting(wordings_of([Path(article)]))

    def _property(self, name: str) -> str:
        """Return the IRI of a property; one of another vocabulary is known by its use alone."""
        if ":" not in name:
            return self._named(name, VOCABULARY)
        iri = expand(name)
        if not self.sparql(f"ASK {{ ?thing <{clean(iri, name)}> ?value }}"):
            self._known(iri, name)
        return iri

    def _value_meant(self, text: str) -> str | None:
        """Return as the graph shows it what somebody wrote in words: a day, or the name of a thing."""
        found = self.find(text).one
        return None if found is None else found.iri if found.kind == "day" else compact(found.iri)

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

    def decisions(self) -> Mapping[str, Decision]:
        """Return what the editors decided on disputed points, and why, by IRI of the resolution."""
        from sovleader_kg.answers.explanation.disputes import read_decisions

        return Index(read_decisions(self._engine))

    def testimony(self, claims: Iterable[str]) -> tuple[Testimony, ...]:
        """Return who says what in claims, given by their IRIs."""
        from sovleader_kg.store.testimony import among

        return Listing.of(among(self._engine, claims), self._called)

    def grounds(self, answer: Answer) -> tuple[Grounds, ...]:
        """Return what decides how certain each holder of a day is: starts and ends, and what sources say of them.

        Args:
            answer: What `who` returned for a day.
        """
        from sovleader_kg.answers.chronology.when import when
        from sovleader_kg.answers.explanation.grounds import grounds

        asked, career = when(on=answer.on), self._career(answer.subject)
        return Listing.of((grounds(self._sayings, career, one, asked) for one in answer.answers), self._called)

    def say(self, found: Tellable, language: str = "en") -> str:
        """Return an answer in sentences: who, how sure that is, what sources differ on.

        Args:
            found: What `who`, `leaders`, `on` or `changes` returned.
            language: "en" or "ru".

        Raises:
            UsageError: There are no sentences in this language.
        """
        return str(self.telling(language).tell(found))

    def telling(self, language: str = "en", labels: Callable[[str], str] | None = None) -> Telling:
        """Return what puts answers into sentences that know which things they name.

        Args:
            language: "en" or "ru".
            labels: Returns what a thing is called in that language, where the caller knows; the graph's labels, else.

        Raises:
            UsageError: There are no sentences in this language.
        """
        from sovleader_kg.prose.telling import Telling, labels_in

        labelled(language)
        return Telling(language, labels or labels_in(self._engine, language), self._told)

    def _told(self, answer: Answer) -> Told:
        """Return an answer with what explains it."""
        from sovleader_kg.answers.chronology.neighbours import neighbours
        from sovleader_kg.answers.chronology.when import when
        from sovleader_kg.prose.holdings import Told

        asked = when(on=answer.on, during=answer.during, through=answer.through)
        career, found = self._career(answer.subject), self.grounds(answer) if answer.on else ()
        return Told(answer, found, neighbours(career, asked), self._is_shared(career, answer))

    def _is_shared(self, career: Career, answer: Answer) -> bool:
        """Return whether several hold a post of an answer at once."""
        from sovleader_kg.answers.chronology.directory import has_several

        for post in {one.post for one in answer.answers}:
            number = next(iter(self.lookup.objects(post, f"{SL}numberOfHolders")), None)
            if has_several([one for one in career.terms if one.post == post], number.value if number else None):
                return True
        return False

    def cite(
        self,
        thing: str | None = None,
        style: OneOf["text", "bibtex", "csl"] = "text",
        *,
        language: OneOf["en", "ru"] = "en",
    ) -> str:
        """Return how the graph, or a thing in it, is cited, with version, date and address.

        Args:
            thing: A name, or an IRI ("dispute:event.election-of-khrushchev-1953.date"); the graph unless told
                otherwise.
            style: "text", "bibtex", or "csl" (an array of CSL-JSON with one item).
            language: "en" or "ru".

        Raises:
            UsageError: The thing is not in the graph, or there is no such style or language.
        """
        from sovleader_kg.export.cite import title_of

        labelled(language)
        if thing is None:
            return self.edition.cited(language).written(style)
        iri = self._named(thing)
        return self.edition.cited(language, title_of(self._engine, iri, language), iri).written(style)

    @cached_property
    def edition(self) -> Edition:
        """Which version of the graph this is: what it is called, who made it, its version and day."""
        from sovleader_kg.export.cite import read_edition

        return read_edition(self._engine)


def _plain_value(value: str | None) -> str | None:
    """Return a value as the graph shows it: an IRI compact, a text as it is."""
    if value is None or not value.strip("<>").startswith(("http://", "https://")):
        return value
    return compact(expand(value))
