"""Chronology: who held and led what, and when: the answers of the worlds that the claims allow."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from sovleader_kg.cards import Listing
from sovleader_kg.facade.relations import Relations
from sovleader_kg.model import Answer, Holding
from sovleader_kg.names import OFFICE
from sovleader_kg.written_days import WrittenDay

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.almanac import Almanac
    from sovleader_kg.answers.chronology.changes import Changes
    from sovleader_kg.answers.chronology.companions import Companion
    from sovleader_kg.answers.chronology.happenings import Happening
    from sovleader_kg.answers.chronology.leadership import Leaders
    from sovleader_kg.answers.chronology.parts import Part
    from sovleader_kg.answers.chronology.rosters import Roster
    from sovleader_kg.answers.chronology.spells import Spell
    from sovleader_kg.answers.chronology.worlds import Truth

__all__ = ["Chronology"]


class Chronology(Relations):
    """What is answered about days and periods."""

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
        return Listing.of(self.who(post, on=on, during=during, through=through).answers, self._called)

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
        return roster(self._directory, self._led, asked)

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

        return Listing.of(anniversaries(self._directory.events, month, day), self._called)

    def almanac(self) -> Almanac:
        """Return who held each post and who led in effect, stretch by stretch, in which any day is looked up.

        It says what `who` and `leaders` answer; making it takes half a second.
        """
        from sovleader_kg.answers.chronology.almanac import read_almanac

        return read_almanac(self._directory, self._leaderships)

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
        return leaders(self._leaderships, self.named(body, "body") if body is not None else None, asked)

    def spells(self, about: str) -> tuple[Spell, ...]:
        """Return the terms, tenures and leaderships of something, by day: how each began and ended, and how sure it is.

        All are read once; each further answer takes microseconds.

        Args:
            about: A person, post, office or body ("person:joseph-stalin"), or a term, tenure or leadership itself; of
                a body all terms of its posts.

        Raises:
            UsageError: It is not in the graph.
        """
        iri = about if about in self._spells else self.named(about)
        return Listing.of(self._spells.get(iri, ()), self._called)

    def companions(self, person: str) -> tuple[Companion, ...]:
        """Return who sat in the same bodies as a person at the same time, those of the most certain days first.

        Args:
            person: An IRI or slug ("joseph-stalin"), or a name as people write it ("Сталин И. В.").

        Raises:
            UsageError: No such person, or several persons of that name.
        """
        from sovleader_kg.answers.chronology.companions import companions

        return Listing.of(companions(self._spells, self._person(person)), self._called)

    def parts(self, thing: str) -> tuple[Part, ...]:
        """Return the events that a person, post or body had a part in, by day, with the roles.

        Args:
            thing: Its IRI, full or compact ("person:joseph-stalin").

        Raises:
            UsageError: It is not in the graph.
        """
        iri = thing if thing in self._parts else self.named(thing)
        return Listing.of(self._parts.get(iri, ()), self._called)
