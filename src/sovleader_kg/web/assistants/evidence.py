"""Evidence: what the graph says of a thing and who says so, and where sources differ."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import Literal

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.answers.explanation.explain import Explanation, Statement
from sovleader_kg.answers.explanation.rivals import opposed
from sovleader_kg.errors import UsageError
from sovleader_kg.identifiers import scheme_of
from sovleader_kg.names import PREFIXES, SL, VOCABULARY
from sovleader_kg.nodes import Node
from sovleader_kg.prose.disputes import differing, standing
from sovleader_kg.prose.numbers import counted
from sovleader_kg.prose.values import spoken_value
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.assistants.replies import Reply

__all__ = ["disputes", "explain"]

TOLD = 5  # disputes about a thing, in the text
VALUES = 12  # values of a property, in the text
STATEMENTS, CLAIMS, CLAIMS_OF_ONE = 60, 2, 20  # statements on a thing; claims on each, and where one is asked for
STATUSES = ("open", "settled")
SKOS = PREFIXES["skos"]


def explain(asked: Question) -> Reply:
    """Return what the graph says of a thing, or of one property of it, and who says so."""
    iri, prop = asked.meant("thing"), asked.if_meant("property", VOCABULARY)
    found = asked.kg.explain(iri, prop, asked.given.get("value"))
    disputed = [one for one in asked.kg.disputes(iri) if prop is None or prop in one.properties]
    told = [one for one in found.statements if prop or _is_for_people(one)]
    lines = list(filter(None, (_statement_line(asked, iri, one) for one in told[:STATEMENTS])))
    rivals = [_rivals_told(asked, one) for one in disputed[:TOLD]]
    text = "\n".join([asked.heading(iri), *lines, *rivals, *([found.absent] if found.absent else [])])
    number = counted(len(disputed), "dispute", asked.language)
    sure = asked.said["of_statements"].format(disputes=number) if disputed else asked.said["of_undisputed"]
    document = _explained(found, CLAIMS_OF_ONE if prop else CLAIMS, proofs=prop is not None)
    document["disputes"] = [one.dispute for one in disputed]
    claims = [said.claim for one in found.statements for said in one.claims]
    left_out = "" if prop else asked.said["more_statements"]
    return Reply(text, sure, document, claims, [iri, *(one.dispute for one in disputed)], left_out)


def disputes(asked: Question) -> Reply:
    """Return where sources differ: rival values, who gives them, what the editors decided and why."""
    iri, status = asked.if_meant("about"), asked.given.get("status")
    if status not in {None, *STATUSES}:
        raise UsageError(f'no status "{status}"; use {" or ".join(STATUSES)}', parameter="status")
    found = [one for one in asked.kg.disputes(iri) if status in {None, one.status}]
    kept = found[: asked.most]
    text = "\n\n".join(_dispute_told(asked, one) for one in kept) or asked.said["no_disputes"]
    claims = [said.claim for one in kept for rival in one.values for said in rival.claims]
    more = len(found) - len(kept)
    left_out = asked.said["more_disputes"].format(more=more) if more else ""
    things = [*([iri] if iri else []), *(one.dispute for one in kept)]
    return Reply(text, asked.said["of_disputes"], [_disputed(one) for one in kept], claims, things, left_out)


def _statement_line(asked: Question, iri: str, one: Statement) -> str:
    """Return a statement in words, or nothing for one that has no words in the language."""
    nodes = [node for node in asked.kg.lookup.objects(iri, one.predicate) if _is_in(node, asked.language)]
    told = list(dict.fromkeys(spoken_value(node, asked.dated_name, asked.language) for node in nodes))
    if not told and not one.claims:
        return ""
    more = [asked.said["and_more"].format(more=len(told) - VALUES)] if len(told) > VALUES else []
    values = "; ".join([*told[:VALUES], *more]) or asked.said["no_value"]
    return f"- {asked.name(one.predicate).removeprefix('skos:')}: {values} ({_rests(asked, one)})"


def _rests(asked: Question, one: Statement) -> str:
    """Return what a statement rests on: who set it, how many claims there are, how many are against it."""
    against = sum(said.verdict == "contradicts" for said in one.claims)
    counts = {"claim": len(one.claims), "contradiction": against}
    numbers = (counted(number, word, asked.language) for word, number in counts.items() if number)
    return ", ".join([asked.said[one.nature], *numbers])


def _dispute_told(asked: Question, one: Dispute) -> str:
    told = _rivals_told(asked, one)
    reasons = [why for made in one.decisions if (why := dict(made.rationales).get(asked.language))]
    return f"{told} {asked.said['decision']}: {' '.join(reasons)}" if reasons else told


def _rivals_told(asked: Question, one: Dispute) -> str:
    lineage: Mapping[str, frozenset[str]] = {iri: source.lineage for iri, source in asked.kg.sources.items()}
    rivalry = opposed([said for rival in one.values for said in rival.claims], lineage)
    told = (tell(one, rivalry, asked.name, asked.language) for tell in (differing, standing))
    return f"{asked.name(one.dispute)}. {' '.join(filter(None, told))}"


def _explained(found: Explanation, claims: int, *, proofs: bool) -> dict[str, object]:
    """Return an explanation as `sovleader explain --json` gives it, with so many claims on each point."""
    document = found.as_json()
    document["statements"] = [
        one.as_json()
        | {"claims": [said.as_json() for said in one.claims[:claims]], "claims_in_all": len(one.claims)}
        | ({} if proofs else {"proofs": []})
        for one in found.statements[:STATEMENTS]
    ]
    return document


def _disputed(one: Dispute) -> dict[str, object]:
    """Return a dispute as `sovleader disputes --json` gives it, its claims by their IRIs."""
    rivals = [
        {"value": rival.value, "stands": rival.stands, "claims": [said.claim for said in rival.claims]}
        for rival in one.values
    ]
    return one.as_json() | {"values": rivals}


def _is_for_people(one: Statement) -> bool:
    """Return whether a statement says something of a thing, other than what other datasets call it."""
    return one.predicate.startswith((SL, SKOS)) and not any(
        scheme_of(one.predicate, proof.triple[2].value) for proof in one.proofs
    )


def _is_in(node: Node, language: str) -> bool:
    return not isinstance(node, Literal) or node.language in {None, language}
