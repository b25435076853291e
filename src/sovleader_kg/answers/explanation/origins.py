"""Origins: where any triple comes from: hands, the reasoner, or what the build computes from claims.

A bound, length or doubt is traced to the claims on its point; a verdict or dispute to the claims that it joins.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from sovleader_kg.answers.explanation.lookup import JUDGED, TYPE, Lookup, Triple
from sovleader_kg.answers.explanation.proofs import Proof, leaf, reason_back
from sovleader_kg.answers.explanation.testimony import shown
from sovleader_kg.names import SL, kind_of

__all__ = ["origin"]

BOUNDS = {f"{SL}{side}{part}" for side in ("earliest", "latest") for part in ("Start", "End", "Date", "Birth", "Death")}
LENGTHS = {SL + "shortestLength": ("latestStart", "earliestEnd"), SL + "longestLength": ("earliestStart", "latestEnd")}
DOUBT = SL + "atMostPossible"
DOUBTED = (TYPE, *(SL + name for name in ("holder", "post", "start", "end", "leader", "leads")))


def origin(lookup: Lookup, triple: Triple) -> Proof | None:
    """Return why a triple stands in the graph, or None where it does not."""
    subject, predicate, _ = triple
    if not lookup.has(triple):
        return None
    if lookup.asserted(triple):
        return leaf(lookup, triple)
    if kind_of(subject) in JUDGED:
        return _judged(lookup, triple)
    if predicate in BOUNDS or predicate in LENGTHS or predicate == DOUBT:
        return _computed(lookup, triple)
    return reason_back(lookup, triple)


def _computed(lookup: Lookup, triple: Triple) -> Proof:
    subject, predicate, _ = triple
    if predicate in LENGTHS:
        needed = [(subject, SL + name) for name in LENGTHS[predicate]]
        bounds = [(s, p, value) for s, p in needed for value in lookup.objects(s, p)]
        premises = tuple(proof for bound in bounds if (proof := origin(lookup, bound)))
        return Proof(triple, "derived", "length", "the days between the bounds, first and last included", premises)
    if predicate == DOUBT:
        claims = tuple(said for name in sorted(DOUBTED) for said in lookup.said(subject, name))
        return Proof(triple, "derived", "doubt", "contested, or resting on hedged or implied claims alone", (), claims)
    return _bound(lookup, triple)


def _bound(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a bound to the claims on its point, those of one event together, or else on the other end."""
    subject, predicate, _ = triple
    part = predicate[len(SL) :].removeprefix("earliest").removeprefix("latest").lower()
    because = "the union over the maximal consistent sets of the claims on the point, start before end"
    for name in dict.fromkeys((part, *({"start": ("end",), "end": ("start",)}.get(part, ())))):
        points = _joined(lookup, subject, name)
        claims = tuple(said for thing, prop in points for said in lookup.said(thing, prop))
        facts = [(thing, prop, value) for thing, prop in points for value in lookup.objects(thing, prop)]
        if claims or facts:
            premises = () if claims else tuple(leaf(lookup, fact) for fact in facts)
            return Proof(triple, "derived", "bounds", because, premises, claims)
    return Proof(triple, "derived", "bounds", because)


def _joined(lookup: Lookup, subject: str, part: str) -> list[tuple[str, str]]:
    """Return a point with those that name the same event: ends that it marks, and the death of which it tells."""
    event = subject if part == "date" else _event(lookup, subject, part)
    if event is None:
        return [(subject, SL + part)]
    node = NamedNode(event)
    starts = [(thing, SL + "start") for thing in lookup.subjects(SL + "startedBy", node)]
    ends = [(thing, SL + "end") for thing in lookup.subjects(SL + "endedBy", node)]
    died = lookup.objects(event, SL + "affected") if NamedNode(SL + "Death") in lookup.objects(event, TYPE) else []
    return [(event, SL + "date"), *starts, *ends, *((person.value, SL + "death") for person in died)]


def _event(lookup: Lookup, subject: str, part: str) -> str | None:
    """Return the event that marks an end, or of which somebody died."""
    if part == "death":
        affecting = lookup.subjects(SL + "affected", NamedNode(subject))
        return next((one for one in affecting if NamedNode(SL + "Death") in lookup.objects(one, TYPE)), None)
    marks = lookup.objects(subject, SL + {"start": "startedBy", "end": "endedBy"}.get(part, part))
    return marks[0].value if marks and part in {"start", "end"} else None


def _judged(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a verdict or a dispute to the claims that it joins."""
    subject = triple[0]
    names = ("verdictOn", "againstClaim", "rivalClaim")
    claims = [node.value for name in names for node in lookup.objects(subject, SL + name)]
    rules = [shown(node) for node in lookup.objects(subject, SL + "byRule")]
    because = f"by {rules[0]}" if rules else "claims that exclude each other, or that only claims know"
    rule = "verdict" if kind_of(subject) == "verdict" else "dispute"
    return Proof(triple, "derived", rule, because, (), tuple(lookup.among(claims)))
