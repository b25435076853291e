"""Display: how answers look to a person at a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from sovleader_kg.cli.rows import Rows, Shown
from sovleader_kg.names import compact
from sovleader_kg.nodes import shown

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.leadership import Leader, Leaders
    from sovleader_kg.answers.chronology.relations import Relation
    from sovleader_kg.answers.chronology.seats import Seats
    from sovleader_kg.answers.chronology.worlds import Truth
    from sovleader_kg.answers.explanation.disputes import Decision, Dispute, RivalValue
    from sovleader_kg.answers.explanation.explain import Explanation
    from sovleader_kg.answers.explanation.proofs import Proof
    from sovleader_kg.compare.findings import Comparison, Finding
    from sovleader_kg.corpus.evidence import Coverage
    from sovleader_kg.corpus.passages import Passage
    from sovleader_kg.errors import Accepted, Problem
    from sovleader_kg.export.format import Format
    from sovleader_kg.model import Answer, Holding, Nobody
    from sovleader_kg.store.queries import StoredQuery
    from sovleader_kg.store.testimony import Testimony

__all__ = [
    "accepted_lines",
    "answer_lines",
    "certainty_line",
    "comparison_lines",
    "coverage_lines",
    "dispute_lines",
    "evidence_line",
    "explanation_lines",
    "format_lines",
    "holding_notes",
    "leader_lines",
    "names_and_summaries",
    "passage_lines",
    "query_lines",
    "relation_lines",
    "seat_lines",
    "summary",
    "topic_lines",
]

CLAIMS_SHOWN = 2
_LONG = re.compile(r"[0-9a-f-]{20,}")


def answer_lines(answer: Answer, *, spoken: bool = False) -> list[str]:
    """Return one line a holder, and one for nobody, with its reasons as codes or spoken in words."""
    lines = [
        f"{one.name}  {compact(one.post)}  {', '.join(holding_notes(one))}  ({len(one.claims)} claims)"
        for one in answer.answers
    ]
    return [*lines, *_nobody_lines(answer.nobody, spoken=spoken)]


def holding_notes(one: Holding) -> list[str]:
    """Return how certain it is that one held a post, and whether the holder enters or leaves that day, or acts."""
    return [one.certainty, *([one.boundary] if one.boundary else []), *(["acting"] if one.acting else [])]


def leader_lines(found: Leaders, *, spoken: bool = False) -> list[str]:
    """Return, for each body, its name and below one line a leader, one for nobody, and who then led together."""
    return [line for part in found.parts or (found,) for line in _part_lines(part, spoken=spoken)]


def _part_lines(part: Leaders, *, spoken: bool) -> list[str]:
    lines = [
        f"  {_leader_name(one)}  {one.certainty}  {compact(one.leadership)}  ({len(one.claims)} claims)"
        for one in part.answers
    ]
    groups = [f"  together  {one.name}{': ' * bool(one.members)}{', '.join(one.member_names)}" for one in part.together]
    return [part.body_name or "", *lines, *(f"  {line}" for line in _nobody_lines(part.nobody, spoken=spoken)), *groups]


def _leader_name(one: Leader) -> str:
    """Return the name of a leader, with those who may have held an office that leads."""
    return f"{one.name} ({', '.join(one.member_names)})" if one.kind == "office" and one.members else one.name


def _nobody_lines(nobody: Nobody | None, *, spoken: bool) -> list[str]:
    if nobody is None:
        return []
    reasons = "; ".join(_in_words(nobody.reasons)) if spoken else ", ".join(nobody.reasons)
    return [f"nobody  {nobody.certainty}: {reasons}"]


def _in_words(reasons: Iterable[str]) -> Iterator[str]:
    from sovleader_kg.answers.absence import NOBODY

    return (NOBODY[reason].en for reason in reasons)


def certainty_line(certainty: Truth) -> str:
    """Return one of the three values with what it means."""
    readings = {"certain": "in every reading", "possible": "in some reading", "impossible": "in no reading"}
    return f"{certainty}  ({readings[certainty]} of the claims)"


def relation_lines(relation: Relation, overlap: Truth, gap: Truth) -> list[str]:
    """Return the temporal relation of two things, and whether they share a day or leave one between them."""
    how = f"certainly {relation.certain}" if relation.certain else f"possibly {', '.join(relation.possible)}"
    return [how, f"a day in common: {overlap}; a day between: {gap}"]


def explanation_lines(explanation: Explanation, *, deep: bool = False) -> list[str]:
    """Return each statement with the claims on it below, and, where asked deep, where derived values come from."""
    kinds = ", ".join(explanation.types)
    lines = [f"{explanation.label}  {compact(explanation.thing)}  ({kinds})"]
    for one in explanation.statements:
        nature = "" if one.nature == "claimed" else f"  ({one.nature})"
        lines.append(f"{compact(one.predicate)}  {'; '.join(one.values) or '(no agreed value)'}{nature}")
        for said in one.claims:
            lines += _testimony_lines(said, "    ")
        if deep:
            lines += [line for proof in one.proofs if proof.rule for line in _proof_lines(proof, "    ")]
    return [*lines, *([explanation.absent] if explanation.absent else [])]


def _testimony_lines(said: Testimony, indent: str) -> list[str]:
    notes = [*said.stances, *(["only source"] if said.only_source else [])]
    notes += [*(["denied"] if said.denied else []), *(["rejected"] if said.rejected else [])]
    stands = f"{said.verdict}: " if said.verdict and said.verdict != "undecided" else ""
    kind = f" ({said.source_kind.replace('-', ' ')})" if said.source_kind else ""
    found = f"{stands}according to {said.title}{kind}, {said.locator}"
    line = f"{indent}{said.value}  {found}  ({', '.join(notes)})  {compact(said.claim)}"
    return [line, *([f"{indent}    “{said.wording}”"] if said.wording else [])]


def _proof_lines(proof: Proof, indent: str) -> list[str]:
    """Return a triple, the rule behind it, and below it what the rule needed, down to the claims."""
    subject, predicate, value = proof.triple
    lines = [f"{indent}{compact(subject)} {compact(predicate)} {shown(value)}  ({proof.nature})"]
    if proof.rule:
        lines.append(f"{indent}  by {proof.rule}: {proof.because}")
    for premise in proof.premises:
        lines += _proof_lines(premise, f"{indent}    ")
    for said in proof.claims:
        lines += _testimony_lines(said, f"{indent}    ")
    return lines


def dispute_lines(disputes: Iterable[Dispute]) -> list[str]:
    """Return each dispute: its rival values with who gives them, the agreed value, and the editors' decision."""
    lines: list[str] = []
    for one in disputes:
        scopes = ", ".join(scope.replace("-", " ") for scope in one.scopes)
        lines += [*([""] if lines else []), f"{one.label}  ({one.status}; {scopes})  {compact(one.dispute)}"]
        for rival in one.values:
            lines += _rival_lines(rival)
        lines.append(f"  agreed: {'; '.join(one.agreed) or 'nothing'}")
        lines += [_decision_line(decision, one) for decision in one.decisions] or ["  open: no resolution yet"]
    return lines


def _rival_lines(rival: RivalValue) -> list[str]:
    stands = {"with": "with the agreed value", "against": "against it", "none": "nothing is agreed"}
    counted = "" if rival.claims else "by counting, "
    lines = [f"  {rival.value}  {counted}{stands.get(rival.stands, rival.stands)}"]
    for said in rival.claims:
        kind = f" ({said.source_kind.replace('-', ' ')})" if said.source_kind else ""
        where = f"{compact(said.subject)} {compact(said.predicate)}"
        lines.append(f"      {said.title}{kind}, {said.locator}  {where}  {compact(said.claim)}")
    return lines


def _decision_line(decision: Decision, dispute: Dispute) -> str:
    kinds = {said.claim: said.source_kind or "" for rival in dispute.values for said in rival.claims}
    parts = (("prefers", decision.prefers), ("rejects", decision.rejects), ("leaves open", decision.leaves_open))
    done = [f"{verb} {_kinds(claims, kinds)}" for verb, claims in parts if claims]
    made = f"{decision.decided_on}, {decision.decided_by}"
    return f"  {compact(decision.resolution)} ({made}) {'; '.join(done)}: {decision.rationale}"


def _kinds(claims: Iterable[str], kinds: Mapping[str, str]) -> str:
    return ", ".join(f"{compact(one)} ({kinds.get(one, '').replace('-', ' ')})" for one in claims)


def query_lines(queries: Iterable[StoredQuery]) -> list[str]:
    """Return one line a stored query, with its parameters and their samples."""
    lines = []
    for query in queries:
        slots = " ".join(f"--{one.name} {one.sample}" for one in query.parameters)
        lines.append(f"{query.name:28} {query.summary}{f'   [{slots}]' if slots else ''}")
    return lines


def topic_lines(queries: Iterable[StoredQuery]) -> list[Shown]:
    """Return the stored queries with what they answer, below the first of their tags."""
    topics: dict[str, list[Sequence[str]]] = {}
    for query in queries:
        topics.setdefault(query.tags[0], []).append((f"  {query.name:28}", query.summary))
    return [
        *(Rows((topic, ""), rows) for topic, rows in sorted(topics.items())),
        "sovleader ask NAME --help tells what a query takes and gives",
    ]


def names_and_summaries(formats: Iterable[Format]) -> dict[str, str]:
    """Return formats with what they give; one that only writes another suffix stands with its sister."""
    named: dict[str, list[str]] = {}
    summaries = {one.name: one.summary for one in formats}
    for one in formats:
        base, _, kind = one.name.rpartition("-")
        named.setdefault(base if base in named and one.suffix == f".{kind}" else one.name, []).append(one.name)
    return {", ".join(names): summaries[name] for name, names in named.items()}


def format_lines(formats: Iterable[Format]) -> list[str]:
    """Return the exports, each with what it cannot carry."""
    lines = []
    for one in formats:
        but = ", but for what is not carried" if one.losses else ""
        lines.append(f"{one.name:16} {one.summary}{f' (reads back the same{but})' if one.round_trip else ''}")
        lines += [f"{'':16}   not carried: {loss.feature}: {loss.why}" for loss in one.losses]
    return lines


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
