"""Display: how answers look to a person at a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sovleader_kg.errors import Problem
from sovleader_kg.evidence import Coverage, SourceCoverage
from sovleader_kg.explain import Explanation
from sovleader_kg.leadership import Leaders
from sovleader_kg.model import Answer, Nobody, StoredQuery
from sovleader_kg.names import compact
from sovleader_kg.relations import Relation
from sovleader_kg.tables import aligned
from sovleader_kg.worlds import Truth

__all__ = [
    "answer_lines",
    "certainty_line",
    "coverage_lines",
    "explanation_lines",
    "leader_lines",
    "query_lines",
    "relation_lines",
    "summary",
]


def answer_lines(answer: Answer) -> list[str]:
    """Return one line a holder, and one for nobody."""
    lines = []
    for one in answer.answers:
        notes = [one.certainty, *([one.boundary] if one.boundary else []), *(["acting"] if one.acting else [])]
        lines.append(f"{one.name}  {compact(one.post)}  {', '.join(notes)}  ({len(one.claims)} claims)")
    return [*lines, *_nobody_lines(answer.nobody)]


def leader_lines(found: Leaders) -> list[str]:
    """Return one line a leader, with the body led and the leadership, and one for nobody."""
    lines = [
        f"{one.name}  {compact(one.body)}  {one.certainty}  {compact(one.leadership)}  ({len(one.claims)} claims)"
        for one in found.answers
    ]
    return [*lines, *_nobody_lines(found.nobody)]


def _nobody_lines(nobody: Nobody | None) -> list[str]:
    return [f"nobody  {nobody.certainty}: {', '.join(nobody.reasons)}"] if nobody else []


def certainty_line(certainty: Truth) -> str:
    """Return one of the three values with what it means."""
    readings = {"certain": "in every reading", "possible": "in some reading", "impossible": "in no reading"}
    return f"{certainty}  ({readings[certainty]} of the claims)"


def relation_lines(relation: Relation, overlap: Truth, gap: Truth) -> list[str]:
    """Return how two things lie to each other, and whether they share a day or leave one between them."""
    how = f"certainly {relation.certain}" if relation.certain else f"possibly {', '.join(relation.possible)}"
    return [how, f"a day in common: {overlap}; a day between: {gap}"]


def explanation_lines(explanation: Explanation) -> list[str]:
    """Return each statement with the claims on it below."""
    kinds = ", ".join(explanation.types)
    lines = [f"{explanation.label}  {compact(explanation.thing)}  ({kinds})"]
    for one in explanation.statements:
        lines.append(f"{compact(one.predicate)}  {'; '.join(one.values) or '(no agreed value)'}")
        for said in one.claims:
            notes = [*said.stances, *(["denied"] if said.denied else []), *(["rejected"] if said.rejected else [])]
            found = f"according to {said.title}, {said.locator}"
            lines.append(f"    {said.value}  {found}  ({', '.join(notes)})  {compact(said.claim)}")
    return lines


def query_lines(queries: Iterable[StoredQuery]) -> list[str]:
    """Return one line a stored query, with its parameters and their samples."""
    lines = []
    for query in queries:
        slots = " ".join(f"--{one.name} {one.sample}" for one in query.parameters)
        lines.append(f"{query.name:28} {query.summary}{f'   [{slots}]' if slots else ''}")
    return lines


def coverage_lines(found: Coverage) -> list[str]:
    """Return the sources read whole, what the others sum up to, and how many facts are supported.

    A source is read whole where some of its passages claim nothing; one with open passages is always shown.
    """
    shown = [one for one in found.sources if one.nothing_to_claim or one.open]
    others = [one for one in found.sources if one not in shown]
    names = SourceCoverage.__slots__
    rows = [[compact(one.source), *(str(getattr(one, name)) for name in names[1:])] for one in shown]
    rest = f"{len(others)} other sources: {sum(one.passages for one in others)} passages cited, all with claims"
    supported = f"{found.supported} of {found.needing_claims} facts that need a claim have one"
    return [aligned(tuple(names), rows).rstrip("\n"), rest, supported]


def summary(found: Sequence[Problem], accepted: Sequence[Problem]) -> str:
    """Return how many findings are open, by severity, and how many are accepted."""
    kinds = [problem.severity for problem in found]
    counts = [f"{kinds.count(kind)} {kind}" for kind in ("error", "warning", "info") if kind in kinds]
    closed = [f"{len(accepted)} reviewed and accepted"] if accepted else []
    return ", ".join([*(counts or ["no findings"]), *closed])
