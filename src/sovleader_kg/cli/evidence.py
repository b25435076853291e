"""Evidence: who says what of a thing, and where sources differ, as lines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from sovleader_kg.names import compact
from sovleader_kg.nodes import shown

if TYPE_CHECKING:
    from sovleader_kg.answers.explanation.disputes import Decision, Dispute, RivalValue
    from sovleader_kg.answers.explanation.explain import Explanation
    from sovleader_kg.answers.explanation.proofs import Proof
    from sovleader_kg.store.testimony import Testimony

__all__ = ["dispute_lines", "explanation_lines"]


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
