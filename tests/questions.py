"""Questions: every stored query with its sample values, with a second set of values, and open, and of which graph.

With values a query is asked of the shipped graph, unless what it lists grows with the data; then, as every open one,
of the small graph of the tests' own. What lists the vocabulary is the same in both and has no open case.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from sovleader_kg.store.queries import StoredQuery, bind, catalogue, stored

__all__ = ["CASES", "LONG", "VOCABULARY", "Case", "samples", "second"]

SECOND = Path(__file__).parent / "golden" / "second.toml"
GROWING = {
    *("accepted_findings", "assessments_by_aspect", "bodies", "bodies_within", "claims_by_stance", "denied_claims"),
    *("disputes", "effective_leaders", "ends_of_terms", "events_by_outcome", "events_of_a_year", "judgements"),
    *(
        "holders_outside_post",
        "evaluative_only",
        "only_source",
        "org_memberships",
        "org_posts",
        "party_and_state_posts",
    ),
    *("passages_of_source", "passages_without_claim", "seats_in_body", "self_contradictions", "source_families"),
    *("roster_on", "sources", "starts_of_terms", "text_only_claims", "uncited_claims"),
    *("ages_in_body", "bodies_when_elected_leader", "career_of_person", "changes_by_event", "fell_within_a_year"),
    *("longest_in_body", "members_during", "members_in_other_body", "members_on", "overlapping_terms"),
    *("seats_stated", "share_in_other_body", "sittings_on", "together_in_body"),
}
VOCABULARY = {"concepts_of_scheme", "vocabulary_terms"}
LONG: Mapping[str, Mapping[str, object]] = {
    "claims_by_stance": {"stance": "concept:evaluative"},
    "only_source": {"family": "source:great-soviet-encyclopedia"},
    "order_of_two": {"second": "event:election-of-khrushchev-1953"},
    "overlapping_terms": {"term": "term:nikita-khrushchev.2"},
    "relations_of_two": {"first": "term:nikita-khrushchev.1"},
    "sources_of_fact": {"subject": "term:nikita-khrushchev.1"},
    "verdicts": {"subject": "term:georgy-malenkov.1"},
    "verdicts_between_claims": {"kind": "concept:contradicts"},
    "who_says_so": {"thing": "term:georgy-malenkov.1"},
}
"""What stays bound where the open answer is a long list even in the small graph."""


@dataclass(frozen=True, slots=True)
class Case:
    """One way to ask a stored query, and the graph that it is asked of."""

    query: str
    name: Literal["sample", "second", "open"]
    graph: Literal["shipped", "small"]
    values: Mapping[str, object]

    @property
    def text(self) -> str:
        """The query with its values."""
        return bind(stored(self.query), self.values)


def samples(query: StoredQuery) -> dict[str, str]:
    """Return the sample values of a query's header."""
    return {one.name: one.sample for one in query.parameters}


def second() -> Mapping[str, dict[str, object]]:
    """Return the second set of values, by query."""
    with SECOND.open("rb") as file:
        return tomllib.load(file)


def _cases() -> Iterator[Case]:
    others = second()
    for name, query in catalogue().items():
        if query.parameters:
            graph: Literal["shipped", "small"] = "small" if name in GROWING else "shipped"
            yield Case(name, "sample", graph, samples(query))
            yield Case(name, "second", graph, others.get(name, {}))
        if name not in VOCABULARY:
            yield Case(name, "open", "small", LONG.get(name, {}))


CASES = tuple(_cases())
