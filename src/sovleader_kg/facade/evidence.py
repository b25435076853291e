"""Evidence: according to whom: explanations, disputes, seats that sources state, sentences, citations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Literal as OneOf

from sovleader_kg.cards import Index, Listing
from sovleader_kg.facade.asking import Asking
from sovleader_kg.facade.naming import clean, labelled
from sovleader_kg.model import Answer
from sovleader_kg.names import SL, VOCABULARY, compact, expand
from sovleader_kg.written_days import WrittenDay

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.careers import Career
    from sovleader_kg.answers.chronology.rolls import Roll
    from sovleader_kg.answers.chronology.seats import Seats, Strength
    from sovleader_kg.answers.explanation.disputes import Decision, Dispute
    from sovleader_kg.answers.explanation.explain import Explanation
    from sovleader_kg.answers.explanation.grounds import Grounds
    from sovleader_kg.export.cite import Edition
    from sovleader_kg.prose.holdings import Told
    from sovleader_kg.prose.telling import Tellable, Telling
    from sovleader_kg.store.testimony import Testimony


__all__ = ["Evidence"]


class Evidence(Asking):
    """What is explained, held against sources, told in sentences and cited."""

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

        iri = self.named(thing)
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
            return self.named(name, VOCABULARY)
        iri = expand(name)
        if not self.sparql(f"ASK {{ ?thing <{clean(iri, name)}> ?value }}"):
            self._known(iri, name)
        return iri

    def _value_meant(self, text: str) -> str | None:
        """Return as the graph shows it what somebody wrote in words: a day, or the name of a thing."""
        found = self.find(text).one
        return None if found is None else found.iri if found.kind == "day" else compact(found.iri)

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
        iri = self.named(thing)
        return self.edition.cited(language, title_of(self._engine, iri, language), iri).written(style)

    @cached_property
    def edition(self) -> Edition:
        """Which version of the graph this is: what it is called, who made it, its version and day."""
        from sovleader_kg.export.cite import read_edition

        return read_edition(self._engine)

    def disputes(self, about: str | None = None) -> tuple[Dispute, ...]:
        """Return the disputed points, with rival values, who gives them, and what the editors decided.

        Args:
            about: A thing that they are about ("term:joseph-stalin.1", "Stalin"), or a person, post or body behind it,
                a source that takes part, or a property; all disputes unless told otherwise.

        Raises:
            UsageError: It names nothing in the graph, or several things.
        """
        from sovleader_kg.answers.explanation.disputes import disputes_about, read_disputes

        if about is None:
            return Listing.of(read_disputes(self._engine), self._called)
        return Listing.of(disputes_about(self._engine, self.named(about)), self._called)

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
        return Listing.of(chain.from_iterable(rows), self._called)

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
        return Listing.of(shortfalls(roll, period.first, period.last, share), self._called)

    def rolls(self, post: str | None = None, *, language: str = "en") -> tuple[Roll, ...]:
        """Return who sat in a post, stretch by stretch, with the sizes that sources state; see `seats`.

        Args:
            post: As for `seats`.
            language: "en" or "ru", for the titles.

        Raises:
            UsageError: No such post, or there are no labels in this language.
        """
        from sovleader_kg.answers.chronology.rolls import read_rolls

        labelled(language)
        asked = self._post(post) if post is not None else None
        return Listing.of(read_rolls(self._engine, self._timeline, asked, language), self._called)


def _plain_value(value: str | None) -> str | None:
    """Return a value as the graph shows it: an IRI compact, a text as it is."""
    if value is None or not value.strip("<>").startswith(("http://", "https://")):
        return value
    return compact(expand(value))
