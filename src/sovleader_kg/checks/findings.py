"""Findings: what the checks found, apart by whether a reviewer has accepted it in the data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sovleader_kg.corpus.corpus import Corpus, placed
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import Document
from sovleader_kg.errors import Accepted, Problem
from sovleader_kg.names import compact, sl

__all__ = ["Findings", "sorted_out"]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found, sorted: what is open, and what an `sl:Acceptance` in the data has closed."""

    open: tuple[Problem, ...]
    accepted: tuple[Accepted, ...]


def sorted_out(corpus: Corpus, found: Iterable[Problem]) -> Findings:
    """Return findings with their file and line, those apart that an `sl:Acceptance` closes."""
    acceptances = _acceptances(corpus.index)
    still_open: set[Problem] = set()
    accepted: set[Accepted] = set()
    for problem in found:
        place, closed = placed(corpus, problem), acceptances.get((problem.where, problem.rule))
        if corpus.own and not _is_in(place, corpus.own) and (closed or place.severity == "info"):
            continue
        if closed:
            accepted.add(Accepted(place, *closed))
        else:
            still_open.add(place)
    return Findings(tuple(sorted(still_open)), tuple(sorted(accepted)))


def _acceptances(index: Index) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Return who accepted which finding (a thing and a check), when and why."""
    return {
        (compact(subject), check): (
            index.value(one, sl("decidedBy")) or "",
            index.value(one, sl("decidedOn")) or "",
            index.text(one, sl("rationale"), "en") or "",
        )
        for one in index.of_type(sl("Acceptance"))
        for subject in index.values(one, sl("about"))
        for check in index.values(one, sl("ofCheck"))
    }


def _is_in(problem: Problem, documents: Iterable[Document]) -> bool:
    return problem.where.startswith(tuple(f"{document.name}:" for document in documents))
