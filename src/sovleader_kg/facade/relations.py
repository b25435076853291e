"""Relations: how two dated things lie in time, in the worlds that the claims allow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sovleader_kg.facade.naming import Naming

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.relations import OutsidePost, Relation
    from sovleader_kg.answers.chronology.worlds import Truth

__all__ = ["Relations"]


class Relations(Naming):
    """What is answered about two dated things."""

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
