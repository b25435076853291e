"""Lists: what sources list whole, so that whoever is not named did not hold the post on that day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sovleader_kg.corpus.evidence import Claim, days_claimed
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import Days
from sovleader_kg.names import sl

__all__ = ["COMPLETE", "HELD", "complete_lists"]

HELD, COMPLETE = sl("heldOn"), sl("completeListOn")


def complete_lists(index: Index, claims: Sequence[Claim]) -> list[tuple[str, int, frozenset[str]]]:
    """Return each list that a source calls complete: the post, its day, and the terms of it that it names.

    A source may list several posts for one day; a hedged or implied list is none.
    """
    sources = {claim.iri: index.value(claim.passage, sl("source")) for claim in claims}
    named: dict[tuple[str | None, Days], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.predicate == HELD and claim.counts and (days := days_claimed(claim)):
            named[sources[claim.iri], days].add(claim.subject)
    return sorted(
        (claim.subject, days.ranges[0][0], _of_post(index, claim.subject, named[sources[claim.iri], days]))
        for claim in claims
        if claim.predicate == COMPLETE and claim.counts and not claim.weak and (days := days_claimed(claim))
        if days.ranges[0][0] == days.ranges[-1][1]
    )


def _of_post(index: Index, post: str, terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term for term in terms if post in index.values(term, sl("post")))
