"""Origins: where any triple comes from: hands, the reasoner, or what the build computes from claims.

A joined point is traced to the event that marks it; a bound, length or doubt to the claims on its point and to the
sittings of its term, or to the life, existence, holding or complete list that limits it where no claim does; a verdict
or dispute to the claims that it joins; a name to the label or name that it repeats; an interval to what is agreed on
the ends of its term, and to their bounds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from sovleader_kg.answers.explanation.lookup import JUDGED, TYPE, Lookup, Triple
from sovleader_kg.answers.explanation.proofs import Proof, leaf, reason_back
from sovleader_kg.answers.explanation.rules import (
    BEFORE_JOINING,
    BETWEEN_CONGRESSES,
    CALLED,
    DAYS_BETWEEN,
    DISPUTED,
    DOUBTED,
    EVENT_DAY,
    LISTED,
    MEMBERS_SERVE,
    OFFICE_LASTS,
    ONLY_ONE,
    PART_OF_BODY,
    SERVING,
    SITTING,
    SURELY,
    TWO_MEMBERS,
    UNION,
    WITHIN,
)
from sovleader_kg.corpus.evidence import days_claimed
from sovleader_kg.dates import Days, as_day
from sovleader_kg.derived.limits import HELD_BY
from sovleader_kg.derived.organizations import BEGINNING, DURING, HAS_PART, LAST_DAY, PART
from sovleader_kg.derived.points import DATE, JOINS, MARKS, Point
from sovleader_kg.model import Reason
from sovleader_kg.names import SL, kind_of
from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.testimony import Testimony

__all__ = ["origin"]

PARTS = {"Start": "start", "End": "end", "Date": "date", "Birth": "birth", "Death": "death", "Joining": "joinedParty"}
BOUNDS = {f"{SL}{side}{part}": part for side in ("earliest", "latest") for part in PARTS}
LIMITED = {SL + "startLimitedBy": "start", SL + "endLimitedBy": "end"}
OUTER = {"start": "earliestStart", "end": "latestEnd"}
INNER = {"start": "latest", "end": "earliest"}
LIVES = {"start": "earliestBirth", "end": "latestDeath"}
LENGTHS = {SL + "shortestLength": ("latestStart", "earliestEnd"), SL + "longestLength": ("earliestStart", "latestEnd")}
DOUBT = SL + "atMostPossible"
DOUBTFUL = (TYPE, *(SL + name for name in ("holder", "post", "start", "end", "leader", "leads")))


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
    if predicate in LIMITED:
        return _limit(lookup, triple)
    if called := lookup.called(triple):
        _, _, given, source = called
        return Proof(triple, "derived", "name", CALLED, (leaf(lookup, (subject, source, given)),))
    if predicate in {PART, HAS_PART}:
        part, whole = (subject, triple[2]) if predicate == PART else (triple[2].value, NamedNode(subject))
        return Proof(triple, "derived", "part", PART_OF_BODY, (leaf(lookup, (part, SL + "partOf", whole)),))
    if "#" in subject or predicate == DURING:
        return _interval(lookup, triple)
    if predicate in BOUNDS or predicate in LENGTHS or predicate == DOUBT:
        return _computed(lookup, triple)
    return reason_back(lookup, triple)


def _interval(lookup: Lookup, triple: Triple) -> Proof:
    """Trace an interval, or one of its days, to what is agreed on the ends of its term, and to their bounds."""
    term, _, part = triple[0].partition("#")
    ends = {BEGINNING: ("start",), LAST_DAY: ("end",)}.get(f"#{part}", ("start", "end"))
    premises = [proof for end in ends for proof in _surely(lookup, term, end)]
    premises = premises or [proof for end in ("start", "end") for proof in _surely(lookup, term, end)]
    return Proof(triple, "derived", "interval", SURELY, tuple(premises))


def _surely(lookup: Lookup, term: str, end: str) -> Iterator[Proof]:
    """Yield what is agreed on an end of a term, and the bound beyond which it surely lasted."""
    for thing, prop in _points(lookup, term, SL + end):
        yield from (leaf(lookup, (thing, prop, value)) for value in lookup.objects(thing, prop))
    bound = f"{SL}{INNER[end]}{end.capitalize()}"
    yield from (proof for day in lookup.objects(term, bound) if (proof := origin(lookup, (term, bound, day))))


def _computed(lookup: Lookup, triple: Triple) -> Proof:
    subject, predicate, _ = triple
    if predicate in LENGTHS:
        needed = [(subject, SL + name) for name in LENGTHS[predicate]]
        bounds = [(s, p, value) for s, p in needed for value in lookup.objects(s, p)]
        premises = tuple(proof for bound in bounds if (proof := origin(lookup, bound)))
        return Proof(triple, "derived", "length", DAYS_BETWEEN, premises)
    if predicate == DOUBT:
        claims = tuple(said for name in sorted(DOUBTFUL) for said in lookup.said(subject, name))
        return Proof(triple, "derived", "doubt", DOUBTED, (), claims)
    return _bound(lookup, triple)


def _bound(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a bound to what limits it, to the claims on its point, those of one event together, or on the other end."""
    subject, predicate, value = triple
    part = PARTS[BOUNDS[predicate]]
    if kind_of(subject) == "office":
        posts = [(post, predicate, value) for post in lookup.subjects(SL + "incarnationOf", NamedNode(subject))]
        premises = tuple(proof for one in posts if (proof := origin(lookup, one)))
        return Proof(triple, "derived", "existence", OFFICE_LASTS, premises)
    for name in dict.fromkeys((part, *({"start": ("end",), "end": ("start",)}.get(part, ())))):
        points = _points(lookup, subject, SL + name)
        limits = [_limit(lookup, limit) for thing, prop in points for limit in _limits(lookup, thing, prop)]
        sat = [said for thing, prop in points for said in _sittings(lookup, predicate, thing, prop)]
        claims = (*(said for thing, prop in points for said in lookup.said(thing, prop)), *sat)
        facts = [(thing, prop, value) for thing, prop in points for value in lookup.objects(thing, prop)]
        if limits and _outer(predicate, name):
            first, *others = dict.fromkeys(one.reason for one in limits if one.reason)
            premises = tuple(premise for one in limits for premise in one.premises)
            listed = tuple(said for one in limits for said in one.claims)
            return Proof(triple, "derived", "limits", first.joined("; ", *others), premises, listed)
        if claims or facts:
            premises = () if claims else tuple(leaf(lookup, fact) for fact in facts)
            reason = UNION.joined("; ", SITTING) if sat else UNION
            return Proof(triple, "derived", "bounds", reason, (*premises, *_death(lookup, triple, claims)), claims)
    return Proof(triple, "derived", "bounds", UNION)


def _sittings(lookup: Lookup, predicate: str, thing: str, prop: str) -> list[Testimony]:
    """Return the sittings of a term that bound its start from above, or its end from below."""
    inner = INNER.get(prop.removeprefix(SL))
    sat = lookup.said(thing, SL + "heldOn") if inner and predicate.startswith(SL + inner) else []
    counting = [said for said in sat if said.evidence.counts]
    stated = [said for said in counting if not said.evidence.weak]
    return stated or ([] if any(lookup.said(thing, SL + side) for side in INNER) else counting)


def _outer(predicate: str, part: str) -> bool:
    """Return whether a bound is the outer one of a start or an end, which alone a limit sets."""
    dated = "earliestDate" if part == "start" else "latestDate"
    return predicate in {SL + OUTER.get(part, ""), SL + dated}


def _limits(lookup: Lookup, thing: str, prop: str) -> list[Triple]:
    links = [link for link, part in LIMITED.items() if SL + part == prop]
    return [(thing, link, by) for link in links for by in lookup.objects(thing, link)]


def _limit(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a limit to the bound of the life, existence or holding that sets it, or to the lists of that day."""
    subject, predicate, by = triple
    side = LIMITED[predicate]
    (day,) = lookup.objects(subject, SL + OUTER[side])
    bounds, reason = _limiting(lookup, subject, side, by.value, day)
    found = (
        origin(lookup, (thing, SL + name, node)) for thing, name in bounds for node in lookup.objects(thing, SL + name)
    )
    premise = next((proof for proof in found if proof), None)
    lists = () if bounds else tuple(said for said in lookup.said(by.value, SL + "completeListOn") if _is_of(said, day))
    return Proof(triple, "derived", "limits", reason, (premise,) if premise else (), lists)


def _is_of(said: Testimony, day: Node) -> bool:
    ordinal = as_day(day.value)
    return days_claimed(said.evidence) == Days(((ordinal, ordinal),))


def _limiting(lookup: Lookup, subject: str, side: str, by: str, day: Node) -> tuple[list[tuple[str, str]], Reason]:
    """Return the bounds of which the first that there is limits a start or an end, and the rule by which it does."""
    kind, start = kind_of(by), side == "start"
    if kind == "person" and start and lookup.has((by, SL + "earliestJoining", day)):
        return [(by, "earliestJoining")], BEFORE_JOINING
    if kind == "person":
        return _serving(lookup, subject, side, by, day)
    if kind in {"term", "leadership"}:
        other = ("earliestEnd", "earliestStart") if start else ("latestStart", "latestEnd")
        return [(by, name) for name in other], ONLY_ONE[side]
    if kind == "event":
        return [(by, OUTER[side])], BETWEEN_CONGRESSES
    if kind == "post" and not lookup.has((by, SL + OUTER[side], day)):
        return [], LISTED
    return [(by, OUTER[side])], WITHIN[side]


def _serving(lookup: Lookup, subject: str, side: str, person: str, day: Node) -> tuple[list[tuple[str, str]], Reason]:
    """Return the bound of a life, or of a part in a collective leadership, that limits what somebody holds."""
    parts = set(lookup.subjects(SL + "memberOfCollective", NamedNode(subject)))
    for part in sorted(parts.intersection(lookup.subjects(SL + "member", NamedNode(person)))):
        if lookup.has((part, SL + OUTER[side], day)):
            return [(part, OUTER[side])], TWO_MEMBERS
    several = kind_of(subject) == "collective"
    return [(person, LIVES[side])], MEMBERS_SERVE[side] if several else SERVING[side]


def _death(lookup: Lookup, triple: Triple, claims: Sequence[Testimony]) -> tuple[Proof, ...]:
    """Return the death of a holder that makes an end earlier than its claims do."""
    subject, predicate, day = triple
    if predicate != SL + "latestEnd" or any(one.value == shown(day) for one in claims):
        return ()
    holders = [one.value for link in HELD_BY for one in lookup.objects(subject, link)]
    bounds = ((holder, SL + "latestDeath", day) for holder in holders)
    return tuple(proof for bound in bounds if (proof := origin(lookup, bound)))


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
    return Proof(triple, "derived", "shared day", EVENT_DAY, tuple(leaf(lookup, premise) for premise in premises))


def _judged(lookup: Lookup, triple: Triple) -> Proof:
    """Trace a verdict or a dispute to the claims that it joins."""
    subject = triple[0]
    names = ("verdictOn", "againstClaim", "rivalClaim")
    claims = [node.value for name in names for node in lookup.objects(subject, SL + name)]
    rules = [shown(node) for node in lookup.objects(subject, SL + "byRule")]
    reason = Reason(f"by {rules[0]}", f"по правилу {rules[0]}") if rules else DISPUTED
    rule = "verdict" if kind_of(subject) == "verdict" else "dispute"
    return Proof(triple, "derived", rule, reason, (), tuple(lookup.among(claims)))
