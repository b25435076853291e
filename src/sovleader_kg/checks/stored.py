"""Checks: the stored queries of `queries/checks/`, run over what the build derived. No rows is a pass."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pyoxigraph import Quad, QuerySolutions, Store, Triple

from sovleader_kg import files
from sovleader_kg.errors import Problem
from sovleader_kg.names import PREFIXES, compact
from sovleader_kg.nodes import shown

__all__ = ["SEVERITIES", "run_checks"]

SEVERITIES = {
    "duplicate_term": "error",
    "duplicate_term_possible": "warning",
    "gap": "info",
    "gnd_check_digit": "error",
    "holder_outside_post": "error",
    "identifier_used_twice": "warning",
    "listed_member_impossible": "error",
    "missing_end": "warning",
    "missing_predecessor": "warning",
    "missing_successor": "warning",
    "one_day_overlap": "info",
    "one_sided_succession": "warning",
    "overlap_certain": "error",
    "overlap_possible": "warning",
    "passage_without_source_text": "error",
    "several_abolitions": "warning",
    "several_inceptions": "warning",
    "succession_out_of_order": "error",
    "suspicious_length": "info",
    "term_inside_another": "error",
    "term_without_claim": "error",
    "two_seats_at_once": "warning",
    "unlisted_member_certain": "warning",
    "unreciprocated_renaming": "warning",
    "verdict_missing": "error",
    "wrong_predecessor": "error",
    "wrong_successor": "error",
}


NAMED = re.compile(r"<([^<>]+)>")


def run_checks(triples: Iterable[Triple]) -> list[Problem]:
    """Return one problem for each row that a check gives, sorted.

    Args:
        triples: Facts, claims, derived triples and vocabulary, merged.
    """
    store = Store()
    store.bulk_extend(Quad(*triple) for triple in triples)
    return sorted(
        problem for path in files.query_files("checks") for problem in _found(store, path.stem, path.read_text())
    )


def _found(store: Store, name: str, text: str) -> Iterator[Problem]:
    solutions = store.query(text, prefixes=dict(PREFIXES))
    assert isinstance(solutions, QuerySolutions)
    for row in solutions:
        message = NAMED.sub(lambda iri: compact(iri[1]), shown(row["problem"]))
        yield Problem(shown(row["focus"]), message, SEVERITIES[name], name)
