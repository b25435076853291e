"""Findings: what checks and comparisons found, as lines and tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from sovleader_kg.cli.rows import Rows, Shown
from sovleader_kg.names import compact

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.seats import Seats
    from sovleader_kg.compare.findings import Comparison, Finding
    from sovleader_kg.corpus.evidence import Coverage
    from sovleader_kg.corpus.passages import Passage
    from sovleader_kg.errors import Accepted, Problem

__all__ = [
    "accepted_lines",
    "comparison_lines",
    "coverage_lines",
    "evidence_line",
    "passage_lines",
    "seat_lines",
    "summary",
]

CLAIMS_SHOWN = 2
_LONG = re.compile(r"[0-9a-f-]{20,}")


def comparison_lines(found: Comparison) -> list[Shown]:
    """Return one line an end or missing row, with the claims of other sources on either side, and the counts."""
    columns = ("line", "name", "match", "thing", "end", "file", "graph", "verdict", "with the file", "with the graph")
    table = [Rows(columns, [_finding_cells(one) for one in found.findings])] if found.findings else []
    counts = ", ".join(f"{number} {verdict}" for verdict, number in found.counts.items())
    return [*table, f"{len(found.rows)} rows: {counts or 'nothing to compare'}"]


def _finding_cells(one: Finding) -> list[str]:
    return [
        str(one.line or ""),
        "".join(letter if letter.isprintable() else "�" for letter in one.name),
        _LONG.sub(lambda word: f"{word[0][:8]}…", f"{one.match}, {one.reason}"),
        compact(one.thing) if one.thing else "",
        "" if one.end == "whole" else one.end,
        one.file or "",
        one.graph or "",
        f"({one.verdict})" if one.beside else one.verdict,
        _few(one.with_file) or ("its own" if one.same_family and one.file == one.graph else ""),
        _few(one.with_graph) if one.with_graph != one.with_file else "",
    ]


def _few(claims: Sequence[str]) -> str:
    """Return the first claims, and how many more there are."""
    more = [f"+{len(claims) - CLAIMS_SHOWN}"] if len(claims) > CLAIMS_SHOWN else []
    return " ".join([*map(compact, claims[:CLAIMS_SHOWN]), *more])


def coverage_lines(found: Coverage) -> list[Shown]:
    """Return the sources read whole, what the others sum up to, and how many facts are supported.

    A source is read whole where some of its passages claim nothing; one with open passages is always shown.
    """
    from sovleader_kg.corpus.evidence import SourceCoverage

    listed = [one for one in found.sources if one.nothing_to_claim or one.open]
    others = [one for one in found.sources if one not in listed]
    names = SourceCoverage.__slots__
    rows = [[compact(one.source), *(str(getattr(one, name)) for name in names[1:])] for one in listed]
    rest = f"{len(others)} other sources: {sum(one.passages for one in others)} passages cited, all with claims"
    return [Rows(names, rows), rest, evidence_line(found)]


def evidence_line(found: Coverage) -> str:
    """Return how many facts are supported, and how much is cited: sources and passages without a claim do not count."""
    cited = [one.with_claims for one in found.sources if one.with_claims]
    claims = f"{found.claims:,} claims from {sum(cited):,} passages of {len(cited)} sources"
    return f"{found.supported} of {found.needing_claims} facts that need a claim have one; {claims}"


def seat_lines(found: Sequence[Seats]) -> list[Shown]:
    """Return one line a size that a source states, with what explains its difference, and the counts."""
    columns = ("post", "day", "stated", "certain", "possible", "source", "explanation")
    table = [Rows(columns, [_seat_cells(one) for one in found])] if found else []
    kinds = [one.difference if one.explained else f"unexplained {one.difference}" for one in found]
    counts = ", ".join(f"{kinds.count(kind)} {kind}" for kind in dict.fromkeys(sorted(kinds)))
    return [*table, f"{len(found)} sizes stated: {counts}" if found else "no size is stated"]


def _seat_cells(one: Seats) -> list[str]:
    listed = " listed" if one.listed else ""
    unsure = ", ".join(who.name for who in one.unsure) if one.difference == "compatible" else ""
    missing = f"{one.difference} of {abs(one.missing)}" if one.missing else ""
    disputes = " ".join(map(compact, one.disputes))
    explanation = "; ".join(part for part in (missing, unsure and f"unsure: {unsure}", disputes) if part)
    numbers = (f"{one.stated}{listed}", str(one.certain), str(one.possible))
    return [compact(one.post), one.day, *numbers, one.source_title or "", explanation]


def passage_lines(passages: Iterable[Passage]) -> list[str]:
    """Return one line a passage: its number, where it stands, its hash and its locator."""
    return [
        f"{number:4}  {one.start:6}-{one.end:<6}  {one.sha256}  {one.locator}" for number, one in enumerate(passages, 1)
    ]


def accepted_lines(accepted: Sequence[Accepted]) -> list[str]:
    """Return a heading, each finding that was accepted, and below it who accepted it, when and why."""
    lines = ["accepted:"] if accepted else []
    for one in accepted:
        lines += [str(one.problem), f"    {one.by}, {one.on}: {one.reason}"]
    return lines


def summary(found: Sequence[Problem], accepted: Sequence[Accepted]) -> str:
    """Return how many findings are open, by severity, and how many are accepted."""
    kinds = [problem.severity for problem in found]
    counts = [f"{kinds.count(kind)} {kind}" for kind in ("error", "warning", "info") if kind in kinds]
    closed = [f"{len(accepted)} reviewed and accepted"] if accepted else []
    return ", ".join([*(counts or ["no findings"]), *closed])
