"""Origins: where any triple comes from: hands, the reasoner, or what the build computes from claims.

A joined point is traced to the event that marks it; a bound, length or doubt to the claims on its point; a verdict
or dispute to the claims that it joins.
"""

from __future__ import annotations

from pyoxigraph import NamedNode

from sovleader_kg.answers.explanation.lookup import JUDGED, TYPE, Lookup, Triple
from sovleader_kg.answers.explanation.proofs import Proof, leaf, reason_back
from sovleader_kg.derived.points import DATE, JOINS, MARKS, Point
from sovleader_kg.names import SL, kind_of
from sovleader_kg.nodes import shown

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
    if predicate in JOINS:
        return _joined(lookup, triple)
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
        points = _points(lookup, subject, SL + name)
        claims = tuple(said for thing, prop in points for said in lookup.said(thing, prop))
        facts = [(thing, prop, value) for thing, prop in points for value in lookup.objects(thing, prop)]
        if claims or facts:
            premises = () if claims else tuple(leaf(lookup, fact) for fact in facts)
            return Proof(triple, "derived", "bounds", because, premises, claims)
    return Proof(triple, "derived", "bounds", because)


def _points(lookup: Lookup, subject: str, predicate: str) -> list[Point]:
    """Return a point with all that have the day of the same event."""
    joins = [join for join, end in JOINS.items() if end == predicate]
    events = [subject] if predicate == DATE else [e.value for join in joins for e in lookup.objects(subject, join)]
    if not events:
        return [(subject, predicate)]
    node = NamedNode(events[0])
    return [(events[0], DATE), *((thing, end) for join, end in JOINS.items() for thing in lookup.subjects(join, node))]


def _joined(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a joined point to the event that marks an end, or to the death that affected somebody."""
    subject, predicate, event = triple
    premises: list[Triple] = [(subject, mark, event) for mark, join in MARKS.items() if join == predicate]
    if not premises:
        premises = [(event.value, TYPE, NamedNode(SL + "Death")), (event.value, SL + "affected", NamedNode(subject))]
    because = "what an event marks has the day of that event"
    return Proof(triple, "derived", "shared day", because, tuple(leaf(lookup, premise) for premise in premises))


def _judged(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a verdict or a dispute to the claims that it joins."""
    subject = triple[0]
    names = ("verdictOn", "againstClaim", "rivalClaim")
    claims = [node.value for name in names for node in lookup.objects(subject, SL + name)]
    rules = [shown(node) for node in lookup.objects(subject, SL + "byRule")]
    because = f"by {rules[0]}" if rules else "claims that exclude each other, or that only claims know"
    rule = "verdict" if kind_of(subject) == "verdict" else "dispute"
    return Proof(triple, "derived", rule, because, (), tuple(lookup.among(claims)))
