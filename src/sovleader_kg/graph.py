"""The facade: one object that answers questions about the graph."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from pyoxigraph import QuerySolutions, Triple

from sovleader_kg import files
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.errors import QueryError, StoreError, UsageError, did_you_mean
from sovleader_kg.model import Answer, Asked, Found, Hit, Holding
from sovleader_kg.names import BASE, LANGUAGES, OFFICE, SL, compact, expand, kind_of
from sovleader_kg.store.engines import TURTLE, Engine, OxigraphEngine, RdflibEngine, Result
from sovleader_kg.store.tables import Table, as_table
from sovleader_kg.written_days import WrittenDay

if TYPE_CHECKING:
    import rdflib

    from sovleader_kg.answers.chronology.almanac import Almanac
    from sovleader_kg.answers.chronology.careers import Career
    from sovleader_kg.answers.chronology.changes import Changes
    from sovleader_kg.answers.chronology.companions import Companion
    from sovleader_kg.answers.chronology.directory import Directory
    from sovleader_kg.answers.chronology.happenings import Happening
    from sovleader_kg.answers.chronology.leadership import Leaders
    from sovleader_kg.answers.chronology.leaderships import Leaderships
    from sovleader_kg.answers.chronology.parts import Part
    from sovleader_kg.answers.chronology.relations import Dated, OutsidePost, Relation
    from sovleader_kg.answers.chronology.rolls import Roll
    from sovleader_kg.answers.chronology.rosters import Roster
    from sovleader_kg.answers.chronology.seats import Seats, Strength
    from sovleader_kg.answers.chronology.spells import Spell
    from sovleader_kg.answers.chronology.worlds import Truth
    from sovleader_kg.answers.explanation.disputes import Decision, Dispute
    from sovleader_kg.answers.explanation.explain import Explanation
    from sovleader_kg.answers.explanation.grounds import Grounds
    from sovleader_kg.answers.explanation.lookup import Lookup
    from sovleader_kg.answers.explanation.sayings import Sayings
    from sovleader_kg.answers.finding.finder import Finder
    from sovleader_kg.answers.finding.things import Things
    from sovleader_kg.compare.findings import Comparison
    from sovleader_kg.compare.records import Progress
    from sovleader_kg.compare.register import Register
    from sovleader_kg.export.cite import Edition
    from sovleader_kg.export.format import Exported
    from sovleader_kg.export.lanes import Lane
    from sovleader_kg.prose.holdings import Told
    from sovleader_kg.prose.telling import Tellable, Telling
    from sovleader_kg.spellings import People
    from sovleader_kg.store.testimony import Testimony

__all__ = ["KnowledgeGraph"]

_SLUG = re.compile(r"[a-z0-9:./<>#-]+")


class KnowledgeGraph:
    """The graph, opened read-only. Make one with `KnowledgeGraph.open()`."""

    def __init__(self, engine: Engine) -> None:
        """Use an engine that is already open."""
        self._engine = engine
        self._careers: dict[str, Career] = {}

    @classmethod
    def open(
        cls,
        path: str | Path | None = None,
        *,
        engine: OneOf["oxigraph", "rdflib"] = "oxigraph",
        verify: bool = False,
    ) -> KnowledgeGraph:
        """Open a compiled graph.

        Args:
            path: A folder that `sovleader build` or `sovleader compile` wrote, which stays on disk; the one that
                the environment variable SOVLEADER_GRAPH names, or the shipped graph, unless told otherwise.
            engine: "oxigraph" (the compiled store, fast) or "rdflib" (the published Turtle, read anew).
            verify: Whether every file of the store is held against its hash first, which takes a reading of it.

        Raises:
            StoreError: Nothing is compiled there, or another version compiled it.
            UsageError: There is no such engine.
        """
        folder = Path(path) if path else files.compiled()
        if folder.is_file():
            raise StoreError(
                f"{folder} is a file; compile it, and open the folder: sovleader compile {folder} -o FOLDER"
            )
        if verify:
            from sovleader_kg.store import snapshot

            snapshot.verify(folder)
        if engine == "oxigraph":
            return cls(OxigraphEngine(folder))
        if engine == "rdflib":
            return cls(RdflibEngine(folder / TURTLE))
        raise UsageError(f'no engine "{engine}".{did_you_mean(engine, ["oxigraph", "rdflib"])} Use oxigraph or rdflib')

    @classmethod
    def connect(
        cls,
        url: str,
        *,
        graph: str | None = None,
        timeout: float = 60,
        retries: int = 3,
        headers: Mapping[str, str] | None = None,
    ) -> KnowledgeGraph:
        """Use a SPARQL 1.1 endpoint that holds the published file (`sovleader load` puts it there).

        Args:
            url: The endpoint's query address.
            graph: The named graph that holds it; the endpoint's default graph unless told otherwise.
            timeout: Seconds to wait for a connection, and for each piece of an answer.
            retries: How often a busy server (429, 503) is asked again; its `Retry-After` is kept to.
            headers: Sent with each request, for instance `{"Authorization": "Bearer …"}`.

        Raises:
            StoreError: Nothing answers there, or not in SPARQL.
            UsageError: It is not a URL.
        """
        from sovleader_kg.store.client import Client
        from sovleader_kg.store.endpoint import EndpointEngine

        return cls(EndpointEngine(url, Client(timeout=timeout, retries=retries, headers=headers), graph))

    @cached_property
    def _timeline(self) -> Timeline:
        return Timeline(self._engine)

    @cached_property
    def _leaderships(self) -> Leaderships:
        from sovleader_kg.answers.chronology.leaderships import read_leaderships

        return read_leaderships(self._engine, self._timeline.whole())

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
    def graph(self) -> rdflib.Graph:
        """An rdflib view of the same graph; rdflib is imported only now."""
        return self._engine.graph()

    @cached_property
    def things(self) -> Things:
        """Everything that has a label, by IRI, read once: names, days, and what tells most of each."""
        from sovleader_kg.answers.finding.things import read_things

        return read_things(self._engine)

    @cached_property
    def finder(self) -> Finder:
        """What `find` looks in, indexed once."""
        from sovleader_kg.answers.finding.finder import Finder

        return Finder(self.things, self._people)

    @cached_property
    def lookup(self) -> Lookup:
        """What the graph holds on single triples, read once: values, claims, natures."""
        from sovleader_kg.answers.explanation.lookup import Lookup

        return Lookup(self._engine)

    def find(self, text: str, *, language: str = "en", kinds: Collection[str] = (), most: int = 100) -> Found:
        """Return what a text may mean, as people write it: a name in any spelling, order and script, an IRI, a date.

        `find("Khruschev").one` is the thing that is meant, or None where several may be, or none.

        Args:
            text: "Khruschev", "Сталин И. В.", "XX съезд", "post:general-secretary", "1964-10-14" …
            language: "en" or "ru", for the names and the few words beside them.
            kinds: The kinds that can be meant ("person", "post", "term" …); what people look for unless told otherwise.
            most: How many hits at most.

        Raises:
            UsageError: There are no labels in this language.
        """
        from sovleader_kg.answers.finding.days import day_meant
        from sovleader_kg.prose.briefs import brief
        from sovleader_kg.prose.dates import spoken_day

        _labelled(language)
        if (not kinds or "day" in kinds) and (day := day_meant(text)):
            return Found(text, (Hit(day.isoformat(), "day", spoken_day(day, language), "", "exact"),))
        hits = tuple(
            Hit(thing.iri, thing.kind, thing.label(language), brief(thing, self.things, language), fit)
            for thing, fit in self.finder.find(text, kinds)[:most]
        )
        return Found(text, hits if hits and hits[0].fit == "exact" else self._nameless(text, language, kinds) or hits)

    def _nameless(self, text: str, language: str, kinds: Collection[str]) -> tuple[Hit, ...]:
        """Return a thing that has no label, such as a claim, by its IRI."""
        from sovleader_kg.prose.briefs import noun

        try:
            iri = _clean(expand(text), text)
        except UsageError:
            return ()
        kind = kind_of(iri)
        if not kind or (kinds and kind not in kinds) or not self.sparql(f"ASK {{ <{iri}> ?p ?o }}"):
            return ()
        return (Hit(iri, kind, compact(iri), noun(kind, language), "exact"),)

    def who(
        self,
        post: str | None = None,
        *,
        on: WrittenDay | None = None,
        during: WrittenDay | None = None,
        through: WrittenDay | None = None,
    ) -> Answer:
        """Answer who held a post or an office: on a day, on some day of a period, or all through it.

        Args:
            post: A post ("general-secretary", "post:first-secretary") or an office
                ("office:secretaryship"); the secretaryship under all its titles unless told otherwise.
            on: A full day, Gregorian: ISO, a `date`, or as people write it ("14 October 1964", "14.10.1964"). The first
                and the last day of a term count.
            during: A day, month, year, decade, season or closed interval in EDTF: held on some day of it.
            through: A period likewise: held on every day of it, in one term or in terms that join.

        Raises:
            UsageError: No such post or office, no such time, or not exactly one of the three.
        """
        from sovleader_kg.answers.chronology.holders import holders
        from sovleader_kg.answers.chronology.when import when

        return holders(self._career(post or OFFICE), when(on=on, during=during, through=through))

    def holders(
        self,
        post: str,
        *,
        on: WrittenDay | None = None,
        during: WrittenDay | None = None,
        through: WrittenDay | None = None,
    ) -> tuple[Holding, ...]:
        """Return the holders of a post or an office at a time, the certain ones first; see `who`."""
        return self.who(post, on=on, during=during, through=through).answers

    def certainty(
        self,
        person: str,
        post: str | None = None,
        *,
        on: WrittenDay | None = None,
        during: WrittenDay | None = None,
        through: WrittenDay | None = None,
    ) -> Truth:
        """Return how certain it is that a person held a post or an office at a time; see `who`.

        Args:
            person: An IRI or slug ("joseph-stalin"), or a name as people write it ("Сталин И. В.").
            post: As for `who`.
            on: As for `who`.
            during: As for `who`.
            through: As for `who`.

        Raises:
            UsageError: No such person, post, office or time, or several persons of that name.
        """
        iri = self._person(person)
        found = self.who(post, on=on, during=during, through=through).answers
        return next((one.certainty for one in found if one.person == iri), "impossible")

    def on(self, day: WrittenDay) -> Roster:
        """Return the whole leadership of a day: all posts, who led in effect, what happened, the last and next change.

        All posts are read once; each further day takes milliseconds.

        Args:
            day: A full day, as `who` takes it. The first and the last day of a term count.

        Raises:
            UsageError: It is not a day.
        """
        from sovleader_kg.answers.chronology.rosters import roster
        from sovleader_kg.answers.chronology.when import when

        asked = when(on=day)
        return roster(self._directory, self._leaderships, asked)

    def changes(self, first: WrittenDay, last: WrittenDay) -> Changes:
        """Return who left, came and moved between two days, how many stayed in each post, and what happened meanwhile.

        Args:
            first: A full day, as `on` takes it.
            last: A later one.

        Raises:
            UsageError: One of them is not a day, or the last lies before the first.
        """
        from sovleader_kg.answers.chronology.changes import changes
        from sovleader_kg.answers.chronology.when import when

        days = when(on=first), when(on=last)
        return changes(self._directory, *days)

    def almanac(self) -> Almanac:
        """Return who held each post and who led in effect, stretch by stretch, in which any day is looked up.

        It says what `who` and `leaders` answer; making it takes half a second.
        """
        from sovleader_kg.answers.chronology.almanac import read_almanac

        return read_almanac(self._directory, self._leaderships)

    def turns(self, first: WrittenDay, last: WrittenDay) -> tuple[str, ...]:
        """Return the days of a period on which a term begins or ends, or may first or last do so, in order; ISO.

        Args:
            first: A full day, as `who` takes it.
            last: A later one.

        Raises:
            UsageError: One of them is not a day.
        """
        from sovleader_kg.answers.chronology.when import when
        from sovleader_kg.dates import iso

        days, start, end = self._directory.days, when(on=first).first, when(on=last).first
        return tuple(map(iso, days[bisect_left(days, start) : bisect_right(days, end)]))

    def anniversaries(self, month: int, day: int) -> tuple[Happening, ...]:
        """Return what happened on a day of the year, in whatever year, by year."""
        from sovleader_kg.answers.chronology.happenings import anniversaries

        return anniversaries(self._directory.events, month, day)

    def leaders(
        self,
        body: str | None = None,
        *,
        on: WrittenDay | None = None,
        during: WrittenDay | None = None,
        through: WrittenDay | None = None,
    ) -> Leaders:
        """Answer who led a body in effect, whatever post was held; kept apart from `who`.

        Args:
            body: A body ("soviet-union", "body:cpsu"); the country and the party, in this order, if left out.
            on: A full day, as `who` takes it.
            during: A period in EDTF: led on some day of it.
            through: A period likewise: led on every day of it, by one leadership.

        Raises:
            UsageError: No such body, no such time, or not exactly one of the three.
        """
        from sovleader_kg.answers.chronology.leadership import leaders
        from sovleader_kg.answers.chronology.when import when

        asked = when(on=on, during=during, through=through)
        if body is not None:
            self._known(expand(body, "body"), body)
        return leaders(self._leaderships, expand(body, "body") if body is not None else None, asked)

    def spells(self, about: str) -> tuple[Spell, ...]:
        """Return the terms, tenures and leaderships of something, by day: how each began and ended, and how sure it is.

        All are read once; each further answer takes microseconds.

        Args:
            about: A person, post, office or body ("person:joseph-stalin"), or a term, tenure or leadership itself; of
                a body all terms of its posts.

        Raises:
            UsageError: It is not in the graph.
        """
        iri = expand(about)
        if iri not in self._spells:
            self._known(iri, about)
        return tuple(self._spells.get(iri, ()))

    def companions(self, person: str) -> tuple[Companion, ...]:
        """Return who sat in the same bodies as a person at the same time, those of the most certain days first.

        Args:
            person: An IRI or slug ("joseph-stalin"), or a name as people write it ("Сталин И. В.").

        Raises:
            UsageError: No such person, or several persons of that name.
        """
        from sovleader_kg.answers.chronology.companions import companions

        return companions(self._spells, self._person(person))

    def parts(self, thing: str) -> tuple[Part, ...]:
        """Return the events that a person, post or body had a part in, by day, with the roles.

        Args:
            thing: Its IRI, full or compact ("person:joseph-stalin").

        Raises:
            UsageError: It is not in the graph.
        """
        iri = expand(thing)
        if iri not in self._parts:
            self._known(iri, thing)
        return tuple(self._parts.get(iri, ()))

    def seats(self, post: str | None = None, *, on: WrittenDay | None = None) -> tuple[Seats, ...]:
        """Hold the seats that sources state, or count by a complete list, against the members.

        Args:
            post: A post of several seats ("politburo-member"); every post of which a size is stated, unless told
                otherwise.
            on: A full day, which is held against the size stated last if none is stated of it; each day of which
                a size is stated, unless told otherwise.

        Raises:
            UsageError: No such post, or not a day.
        """
        from sovleader_kg.answers.chronology.seats import seats_of, seats_on
        from sovleader_kg.answers.chronology.when import when

        day = when(on=on).first if on is not None else None
        rolls, disputes = self.rolls(post), self.disputes()
        rows = (seats_of(one, disputes) if day is None else seats_on(one, day, disputes) for one in rolls)
        return tuple(chain.from_iterable(rows))

    def shortfalls(self, post: str, *, through: WrittenDay, share: float = 0.85) -> tuple[Strength, ...]:
        """Return the stretches of a period in which less than a share of the stated or usual seats may be filled.

        Args:
            post: A post of several seats ("politburo-member").
            through: A period in EDTF ("1919-03-25/1991-08-24").
            share: The share of the seats; certain and possible members fill them.

        Raises:
            UsageError: No such post, or not a period.
        """
        from sovleader_kg.answers.chronology.seats import shortfalls
        from sovleader_kg.answers.chronology.when import when

        period = when(through=through)
        (roll,) = self.rolls(post)
        return tuple(shortfalls(roll, period.first, period.last, share))

    def rolls(self, post: str | None = None, *, language: str = "en") -> tuple[Roll, ...]:
        """Return who sat in a post, stretch by stretch, with the sizes that sources state; see `seats`.

        Args:
            post: As for `seats`.
            language: "en" or "ru", for the titles.

        Raises:
            UsageError: No such post, or there are no labels in this language.
        """
        from sovleader_kg.answers.chronology.rolls import read_rolls

        _labelled(language)
        asked = self._post(post) if post is not None else None
        return tuple(read_rolls(self._engine, self._timeline, asked, language))

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

        _labelled(language)
        return Telling(language, labels or labels_in(self._engine, language), self._told)

    def grounds(self, answer: Answer) -> tuple[Grounds, ...]:
        """Return what decides how certain each holder of a day is: starts and ends, and what sources say of them.

        Args:
            answer: What `who` returned for a day.
        """
        from sovleader_kg.answers.chronology.when import when
        from sovleader_kg.answers.explanation.grounds import grounds

        asked, career = when(on=answer.on), self._career(answer.subject)
        return tuple(grounds(self._sayings, career, one, asked) for one in answer.answers)

    def testimony(self, claims: Iterable[str]) -> tuple[Testimony, ...]:
        """Return who says what in claims, given by their IRIs."""
        from sovleader_kg.store.testimony import among

        return tuple(among(self._engine, claims))

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

    def relate(self, first: str, second: str) -> Relation:
        """Return the temporal relation of two dated things: which of Allen's, certainly or possibly.

        Args:
            first: A term, tenure, post, lapse, event, leadership, collective or person (from birth to death).
            second: Another one.

        Raises:
            UsageError: It is not in the graph, or has no dates.
        """
        from sovleader_kg.answers.chronology.relations import relate

        one, other = self._dated(first), self._dated(second)
        return relate(self._timeline.worlds, one, other)

    def order(self, first: str, second: str) -> Relation:
        """Return whether a dated thing begins before another, on the same day, or after it; see `relate`."""
        from sovleader_kg.answers.chronology.relations import order

        one, other = self._dated(first), self._dated(second)
        return order(self._timeline.worlds, one, other)

    def overlap(self, first: str, second: str) -> Truth:
        """Return whether two dated things share a day; see `relate`."""
        from sovleader_kg.answers.chronology.relations import sharing

        one, other = self._dated(first), self._dated(second)
        return self._timeline.worlds.truth(sharing(one, other), doubtful=one.doubtful or other.doubtful)

    def gap(self, first: str, second: str) -> Truth:
        """Return whether a day lies between two dated things that neither covers; see `relate`."""
        from sovleader_kg.answers.chronology.relations import day_between_them

        one, other = self._dated(first), self._dated(second)
        return self._timeline.worlds.truth(day_between_them(one, other), doubtful=one.doubtful or other.doubtful)

    def died_in_office(self, term: str) -> Truth:
        """Return whether the holder died on a day of a term or tenure, its last one included.

        Raises:
            UsageError: It is not in the graph, or is neither a term nor a tenure.
        """
        from sovleader_kg.answers.chronology.relations import died_in_office

        person = self._of(term, "holder", "tenureHolder")
        held, life = self._dated(term), self._timeline.about([person]).life(person)
        return died_in_office(self._timeline.worlds, held, life)

    def outside_post(self, term: str) -> OutsidePost:
        """Return whether a term begins before its post existed, and whether it ends after its abolition.

        Raises:
            UsageError: It is not in the graph, or is not a term.
        """
        from sovleader_kg.answers.chronology.relations import outside_post

        held, post = self._dated(term), self._dated(self._of(term, "post"))
        return outside_post(self._timeline.worlds, held, post)

    def ask(self, query: str, /, **parameters: object) -> Table:
        """Run a stored query; where it has no row, the table's `reason` says why.

        Args:
            query: Its name.
            **parameters: Values of its parameters: IRIs full, compact or as a bare slug; days as ISO text. One that
                is left out means "all".

        Raises:
            UsageError: No such query or parameter, or a value of another type.
        """
        table = as_table(self.solutions(query, **parameters))
        return table if table.rows else replace(table, why_empty=partial(self._why_empty, query, parameters))

    def solutions(self, query: str, /, **parameters: object) -> QuerySolutions:
        """Run a stored query as `ask`, and return what the engine gives, to be read once and in this thread."""
        from sovleader_kg.store.queries import bind, stored

        return self._solutions(bind(stored(query), parameters))

    def select(self, text: str) -> Table:
        """Run a SELECT query and return all its rows; the project's prefixes need not be declared.

        Raises:
            QueryError: The query does not parse.
            UsageError: It is not a SELECT query.
        """
        return as_table(self._solutions(text))

    def _solutions(self, text: str) -> QuerySolutions:
        result = self.sparql(text)
        if not isinstance(result, QuerySolutions):
            raise UsageError("not a SELECT query; use sparql() for ASK, CONSTRUCT and DESCRIBE")
        return result

    def sparql(self, text: str) -> Result:
        """Run any SPARQL 1.1 query: solutions, a boolean, or a list of triples, as pyoxigraph's types.

        Solutions are read once, in the thread that asked; `select` gives a table for any thread.

        Raises:
            QueryError: The query does not parse or cannot run.
        """
        if not text.strip():
            raise QueryError("the query is empty")
        return self._engine.query(text)

    def lanes(
        self, language: str = "en", *, posts: Sequence[str] | None = None, person: str | None = None
    ) -> list[Lane]:
        """Return the timeline: a lane for each post of the office, then who led in effect, together, and gaps.

        Args:
            language: "en" or "ru", for the labels.
            posts: Other posts ("politburo-member"): a lane for each, in this order, and no others.
            person: A person, named as for `certainty`: what that one held and led, alone.

        Raises:
            UsageError: There are no labels in this language, no such post or person, or several persons.
        """
        from sovleader_kg.export.lanes import read_lanes

        _labelled(language)
        chosen = None if posts is None else [self._post(one) for one in posts]
        return read_lanes(self._engine, language, chosen, None if person is None else self._person(person))

    def explain(
        self, thing: str, predicate: str | None = None, value: str | None = None, *, article: str | Path | None = None
    ) -> Explanation:
        """Return what the graph says of a thing, who says so, and where each derived value comes from.

        Args:
            thing: An IRI, full or compact ("term:joseph-stalin.1").
            predicate: A property ("sl:end"), to explain it alone.
            value: One of its values, as the graph shows it ("1952-10", "post:general-secretary").
            article: A reader's copy of a cited article, for the passages' own words.

        Raises:
            UsageError: The thing or the property is not in the graph, or the article cannot be read.
        """
        from sovleader_kg.answers.explanation.explain import explain_thing

        iri = expand(thing)
        self._known(iri, thing)
        prop = expand(predicate) if predicate else None
        if prop and predicate and not self.sparql(f"ASK {{ ?thing <{_clean(prop, predicate)}> ?value }}"):
            self._known(prop, predicate)
        found = explain_thing(self._engine, self.lookup, iri, prop, _plain_value(value))
        if article is None:
            return found
        from sovleader_kg.corpus.articles import wordings_of

        return found.quoting(wordings_of([Path(article)]))

    def why_empty(self, query: str, /, **parameters: object) -> str:
        """Return why a stored query has no rows for these values, as the `reason` of the table that `ask` gives.

        Raises:
            UsageError: No such query or parameter, or a thing that is named is not in the graph.
        """
        from sovleader_kg.store.queries import bind, stored

        bind(stored(query), parameters)
        return self._why_empty(query, parameters)

    def _why_empty(self, query: str, parameters: Mapping[str, object]) -> str:
        from sovleader_kg.answers.absence import why_empty
        from sovleader_kg.store.queries import given, stored

        found = stored(query)
        chosen = {name: value for name, value in parameters.items() if value is not None}
        values = {one.name: given(one, chosen[one.name]) for one in found.parameters if one.name in chosen}
        for name, value in values.items():
            if kind_of(value):
                self._known(value, str(chosen[name]))
        return why_empty(found, values, self._who_or_led, lambda question: bool(self.sparql(question)))

    def _who_or_led(self, subject: str, **time: str) -> Answer | Leaders:
        return self.leaders(subject, **time) if kind_of(subject) == "body" else self.who(subject, **time)

    def disputes(self, about: str | None = None) -> tuple[Dispute, ...]:
        """Return the disputed points, with rival values, who gives them, and what the editors decided.

        Args:
            about: A thing that they are about ("term:joseph-stalin.1"), or a person, post or body behind it, a
                source that takes part, or a property; all disputes unless told otherwise.

        Raises:
            UsageError: It is not in the graph.
        """
        from sovleader_kg.answers.explanation.disputes import disputes_about, read_disputes

        if about is None:
            return tuple(read_disputes(self._engine))
        iri = expand(about)
        self._known(iri, about)
        return tuple(disputes_about(self._engine, iri))

    def cite(
        self,
        thing: str | None = None,
        style: OneOf["text", "bibtex", "csl"] = "text",
        *,
        language: OneOf["en", "ru"] = "en",
    ) -> str:
        """Return how the graph, or a thing in it, is cited, with version, date and address.

        Args:
            thing: An IRI, full or compact ("dispute:event.election-of-khrushchev-1953.date"); the graph unless told
                otherwise.
            style: "text", "bibtex", or "csl" (an array of CSL-JSON with one item).
            language: "en" or "ru".

        Raises:
            UsageError: The thing is not in the graph, or there is no such style or language.
        """
        from sovleader_kg.export.cite import title_of

        _labelled(language)
        if thing is None:
            return self.edition.cited(language).written(style)
        iri = expand(thing)
        self._known(iri, thing)
        return self.edition.cited(language, title_of(self._engine, iri, language), iri).written(style)

    @cached_property
    def edition(self) -> Edition:
        """Which version of the graph this is: what it is called, who made it, its version and day."""
        from sovleader_kg.export.cite import read_edition

        return read_edition(self._engine)

    def decisions(self) -> Mapping[str, Decision]:
        """Return what the editors decided on disputed points, and why, by IRI of the resolution."""
        from sovleader_kg.answers.explanation.disputes import read_decisions

        return read_decisions(self._engine)

    def compare(
        self, table: str | Path, columns: str | Path | None = None, *, say: Progress | None = None
    ) -> Comparison:
        """Compare a table of your own with the graph; `docs/new-source.md` tells how to describe it.

        Args:
            table: A CSV file with a header.
            columns: The description of its columns, in TOML; the one beside the table unless given.
            say: Called now and then with how far the reading is.

        Raises:
            UsageError: The table has no description.
            DataError: Mistakes in the description or in rows, all of them.
        """
        from sovleader_kg.compare.comparison import compare_table
        from sovleader_kg.compare.records import silent

        return compare_table(self._register, Path(table), Path(columns) if columns else None, say or silent)

    def write_claims(self, comparison: Comparison, target: str | Path, *, force: bool = False) -> int:
        """Write the rows of a compared table as a new source's claims, and return how many rows became claims.

        Args:
            comparison: What `compare` returned.
            target: The Turtle file to write.
            force: Replace a file that is there.

        Raises:
            UsageError: The file is there, or the description's source is missing or not new.
        """
        from sovleader_kg.compare.contribution import write_claims

        return write_claims(comparison, self._register, Path(target), force=force)

    def export(self, name: str, *, only: str | None = None) -> Exported:
        """Return the graph in another format; `.write(path)` writes it whole or not at all.

        Args:
            name: The format: "turtle", "json-ld", "sssom" …; `sovleader export --list` lists them.
            only: One layer, where the format has layers: "facts", "claims", "ontology" or "derived".

        Raises:
            UsageError: No such format or layer, or the format's optional dependency is missing.
        """
        from sovleader_kg.export import export_format

        return export_format(name).of(self._engine, only)

    def triples(self, text: str) -> list[Triple]:
        """Run a CONSTRUCT or DESCRIBE query and return its triples.

        Raises:
            UsageError: It is neither.
        """
        result = self.sparql(text)
        if not isinstance(result, list):
            raise UsageError("not a CONSTRUCT or DESCRIBE query")
        return result

    def _career(self, name: str) -> Career:
        from sovleader_kg.answers.chronology.careers import read_career

        iri = expand(name, "post")
        if iri not in self._careers:
            if kind_of(iri) not in {"post", "office"}:
                raise UsageError(f'"{name}" is neither a post nor an office')
            self._known(iri, name)
            asked: Asked = "office" if kind_of(iri) == "office" else "post"
            read = self._directory.career(iri) if "_directory" in self.__dict__ else None
            self._careers[iri] = read or read_career(self._engine, self._timeline, asked, iri)
        return self._careers[iri]

    @cached_property
    def _people(self) -> People:
        from sovleader_kg.store.people import read_people

        return read_people(self._engine)

    def _person(self, name: str) -> str:
        called = sorted(self._people.called(name))
        if len(called) > 1:
            raise UsageError(f'"{name}" may be {" or ".join(map(compact, called))}; name one of them')
        if called:
            return called[0]
        near = None if _SLUG.fullmatch(name.strip()) else self._people.nearest(name)
        if near:
            raise UsageError(f'"{name}" is not in the graph. Did you mean "{compact(near)}"?')
        iri = expand(name, "person")
        self._known(iri, name)
        return iri

    def _post(self, name: str) -> str:
        iri = expand(name, "post")
        if kind_of(iri) != "post":
            raise UsageError(f'"{name}" is not a post')
        self._known(iri, name)
        return iri

    def _dated(self, name: str) -> Dated:
        from sovleader_kg.answers.chronology.relations import Dated

        iri = expand(name)
        self._known(iri, name)
        stretch = self._timeline.about([iri]).stretch(iri)
        if stretch is None:
            raise UsageError(f'"{name}" has no dates; name a term, tenure, post, lapse, event, leadership or person')
        return Dated(iri, stretch, iri in self._timeline.doubtful)

    def _of(self, name: str, *links: str) -> str:
        """Return the first value of one of the properties of a thing."""
        iri = _clean(expand(name), name)
        listed = " ".join(f"sl:{link}" for link in links)
        rows = self.select(
            f"SELECT ?value WHERE {{ VALUES ?link {{ {listed} }} <{iri}> ?link ?value }} ORDER BY ?value"
        )
        for (value,) in rows.rows:
            if value is not None:
                return value.value
        raise UsageError(f'"{name}" has no {" or ".join(links)}; name a term{" or tenure" * (len(links) > 1)}')

    def _known(self, iri: str, name: str) -> None:
        if not self.sparql(f"ASK {{ <{_clean(iri, name)}> ?p ?o }}"):
            near = did_you_mean(compact(iri), map(compact, self._siblings(iri)))
            raise UsageError(f'"{name}" is not in the graph.{near}')

    def _siblings(self, iri: str) -> list[str]:
        kind = kind_of(iri)
        space = SL if iri.startswith(SL) else f"{BASE}{kind}/" if kind else BASE
        rows = self.select(f'SELECT DISTINCT ?s WHERE {{ ?s a ?c FILTER(STRSTARTS(STR(?s), "{space}")) }}').rows
        return [row[0].value for row in rows if row[0] is not None]


def _labelled(language: str) -> None:
    """Refuse a language in which there are no labels."""
    if language not in LANGUAGES:
        raise UsageError(f'no labels in "{language}"; use {" or ".join(LANGUAGES)}')


def _plain_value(value: str | None) -> str | None:
    """Return a value as the graph shows it: an IRI compact, a text as it is."""
    if value is None or not value.strip("<>").startswith(("http://", "https://")):
        return value
    return compact(expand(value))


def _clean(iri: str, name: str) -> str:
    if any(character in iri for character in '<>"{}|^`\\ \n\t'):
        raise UsageError(f'"{name}" is not a valid name of a thing')
    return iri
