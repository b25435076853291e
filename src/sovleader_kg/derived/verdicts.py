"""Verdicts: how each claim stands to the agreed or derived value, and to the other claims on its point.

A verdict has a kind and the rule that gives it. Two claims on one point are held against each other both ways:
"1953-09-14" refines "1953-09", which is compatible with it. Claims that a resolution sets against each other
contradict each other even where the property may have several values: only editors can know that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal as OneOf

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.evidence import Claim, days_claimed
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import FIRST, LAST, Days, compare_days, days_of, iso
from sovleader_kg.derived.bounds import days_left
from sovleader_kg.derived.lists import COMPLETE, HELD
from sovleader_kg.derived.points import Point, Points, most_precise
from sovleader_kg.names import BASE, EDTF, RDF, XSD, kind_of, sl
from sovleader_kg.nodes import Node

__all__ = ["SEATS", "Judge", "Kind", "Stand", "Verdict", "triples_of"]

Kind = OneOf["agrees", "refines", "compatible", "contradicts", "undecided"]
DAYS_RULES = {
    "agrees": "same-days",
    "refines": "days-within",
    "compatible": "days-overlapping",
    "contradicts": "days-disjoint",
}
ORDER: tuple[Kind, ...] = ("agrees", "refines", "compatible", "contradicts")
NAMING = ("prefers", "rejects", "leavesOpen")
SEATS = sl("seats")
LISTED = {HELD, COMPLETE}
DOUBTFUL = sl("atMostPossible")
PLAIN = {sl("holder"), sl("post")}
EVENT = "event"


@dataclass(frozen=True, slots=True)
class Stand:
    """How one value stands to another: the kind of the verdict, and the rule that gives it."""

    kind: Kind
    rule: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict on one claim.

    Attributes:
        claim: The claim judged.
        stand: How it stands, and by which rule.
        others: The claims that it is held against; none where it is held against the agreed or derived value.
        agreed: The agreed values that decided, for a verdict of that kind.
        derived: The days that the bounds leave open, where nothing is agreed.
        counted: What counting says, for a stated length or frequency.
        only_source: True where no independent source gives the value; None on verdicts of the other kinds.
    """

    claim: Claim
    stand: Stand
    others: tuple[Claim, ...] = ()
    agreed: tuple[Node, ...] = ()
    derived: Days | None = None
    counted: str | None = None
    only_source: bool | None = None

    @property
    def iri(self) -> str:
        """The IRI: that of the claim with the rule, or with `agreed` for the agreed or derived value."""
        part = "agreed" if self.only_source is not None else self.stand.rule
        return f"{BASE}verdict/{self.claim.iri.rpartition('/')[2]}.{part}"


def _by_days(days: Days, other: Days) -> Stand:
    kind = compare_days(days, other)
    return Stand(kind, DAYS_RULES[kind])


class Judge:
    """All that verdicts rest on: facts, claims, bounds, resolutions, and which properties have one value only."""

    def __init__(self, index: Index, claims: Sequence[Claim], bounds: Sequence[Triple], single: Iterable[str]) -> None:
        """Take what is known.

        Args:
            index: Facts and claims.
            claims: The claims, as `claims_in` gives them.
            bounds: The joined points and the bounds, as `derive_bounds` gives them.
            single: The properties marked `sl:singleValued true`.
        """
        self.index = index
        self.points = Points(bounds, claims)
        self._bounds = days_left(bounds)
        self._doubtful = set(Index(bounds).using(DOUBTFUL))
        self._single = frozenset({*single, SEATS})

    def verdicts(self) -> Iterator[Verdict]:
        """Yield verdicts: for each claim one on the agreed or derived value, then one for each rule.

        A sitting is judged by the days of its term (`sittings`). Who held which post is mostly undisputed and said
        often, and one event marks many terms: such claims are held against each other only where they contradict.
        """
        for point in self.points.claimed():
            claims = self.points.claims(point)
            for claim in claims:
                if claim.predicate != HELD:
                    yield self._on_agreed(claim, claims)
                yield from self._on_others(claim, claims)

    def between(self, claim: Claim, other: Claim) -> Stand:
        """Return how a claim stands to another on the same point."""
        if claim.denied or other.denied:
            return _by_polarity(claim, other)
        if claim.value == other.value and None in {claim.calendar, other.calendar}:
            return Stand("agrees", "same-value")
        days, others = days_claimed(claim), days_claimed(other)
        if days and others:
            return _by_days(days, others)
        if self._apart_in_time(claim, other):
            return Stand("compatible", "other-time")
        return self._by_parts(claim.value, other.value) or self._by_number(claim, other)

    def bounds(self, subject: str, predicate: str) -> Days | None:
        """Return the days that the bounds leave open for a thing and property, or None where there are none."""
        return self._bounds.get(self.points.root(subject, predicate))

    def agreed(self, point: Point) -> list[Node]:
        """Return the values that facts give on a point; of dates on a point that several share, the most precise."""
        return most_precise(node for member in self.points.members(point) for node in self.index.nodes(*member))

    def doubtful(self, thing: str) -> bool:
        """Return whether a thing is never certain."""
        return thing in self._doubtful

    def source(self, claim: Claim) -> str:
        """Return the source in which a claim's passage stands."""
        return self.index.value(claim.passage, sl("source")) or ""

    def _on_agreed(self, claim: Claim, claims: Sequence[Claim]) -> Verdict:
        agreed = self.agreed(self.points.root(claim.subject, claim.predicate))
        only = self.alone(claim, claims)
        if agreed:
            found, values = self._against(claim, agreed)
            return Verdict(claim, found, agreed=values, only_source=only)
        days, bounds = days_claimed(claim), self.bounds(claim.subject, claim.predicate)
        if days and bounds:
            return Verdict(claim, _by_days(days, bounds), derived=bounds, only_source=only)
        return Verdict(claim, Stand("undecided", "nothing-agreed"), only_source=only)

    def _against(self, claim: Claim, agreed: Sequence[Node]) -> tuple[Stand, tuple[Node, ...]]:
        """Return how a claim stands to the agreed values, and those that decided."""
        stands = [(self.between(claim, _as_claim(claim, node)), node) for node in agreed]
        order = ORDER[::-1] if claim.denied else ORDER
        first = min((found for found, _ in stands), key=lambda found: order.index(found.kind))
        return first, tuple(node for found, node in stands if found == first)

    def _on_others(self, claim: Claim, claims: Sequence[Claim]) -> Iterator[Verdict]:
        by_stand: dict[Stand, list[Claim]] = defaultdict(list)
        for other in claims:
            if other is claim or (claim.predicate in LISTED and claim.value != other.value):
                continue
            found = self.between(claim, other)
            if found.kind == "contradicts" or not _merely_joined(claim, other):
                by_stand[found].append(other)
        for found, others in by_stand.items():
            yield Verdict(claim, found, others=tuple(others))

    def _by_number(self, claim: Claim, other: Claim) -> Stand:
        if claim.predicate in self._single:
            return Stand("contradicts", "one-value-only")
        if other.value in self._rivals.get(claim.iri, ()) or claim.value in self._rivals.get(other.iri, ()):
            return Stand("contradicts", "rival-by-resolution")
        return Stand("compatible", "several-values")

    def _by_parts(self, value: Node, other: Node) -> Stand | None:
        if other.value in self._above(value.value, "partOf"):
            return Stand("refines", "part-of-the-other")
        if value.value in self._above(other.value, "partOf"):
            return Stand("compatible", "whole-of-the-other")
        return None

    def _apart_in_time(self, claim: Claim, other: Claim) -> bool:
        valid = [self.index.value(one.iri, sl("validDuring")) for one in (claim, other)]
        spans = [days_of(text) for text in valid if text]
        return len(spans) == 2 and not spans[0] & spans[1]

    @cached_property
    def _rivals(self) -> dict[str, list[Node]]:
        """The values that resolutions set against each claim: of claims that they name with it, said elsewhere."""
        by_iri = {claim.iri: claim for point in self.points.claimed() for claim in self.points.claims(point)}
        found: dict[str, list[Node]] = defaultdict(list)
        for resolution in self.index.of_type(sl("Resolution")):
            named = [by_iri[iri] for name in NAMING for iri in self.index.values(resolution, sl(name)) if iri in by_iri]
            for claim in named:
                found[claim.iri] += [one.value for one in named if one.passage != claim.passage]
        return found

    def alone(self, claim: Claim, claims: Sequence[Claim]) -> bool:
        """Return whether no independent source says the same, or something more precise."""
        same = (
            other
            for other in claims
            if other.denied == claim.denied and self.between(other, claim).kind in {"agrees", "refines"}
        )
        own = self._families(claim)
        return not any(own.isdisjoint(self._families(other)) for other in same if other is not claim)

    def _families(self, claim: Claim) -> frozenset[str]:
        """Return a claim's source with all works that it goes back to; two that share one are one witness."""
        return frozenset({self.source(claim), *self._above(self.source(claim), "derivesFrom")})

    def _above(self, thing: str, link: str) -> set[str]:
        """Return all that a thing leads to by a link, itself only where it leads back to itself."""
        found: set[str] = set()
        pending = [thing]
        while pending:
            above = set(self.index.values(pending.pop(), sl(link))) - found
            found |= above
            pending += above
        return found


def _merely_joined(claim: Claim, other: Claim) -> bool:
    """Return whether two claims are on things that one event marks, or give a term the same holder or post."""
    apart = claim.subject != other.subject and EVENT not in {kind_of(claim.subject), kind_of(other.subject)}
    return apart or (claim.predicate in PLAIN and claim.value == other.value)


def _as_claim(claim: Claim, value: Node) -> Claim:
    """Return an agreed value as if somebody had claimed it, on the point of a claim."""
    return replace(claim, iri="", value=value, passage="", denied=False, calendar=None)


def _by_polarity(claim: Claim, other: Claim) -> Stand:
    if claim.value != other.value:
        return Stand("compatible", "denial-of-another-value")
    if claim.denied != other.denied:
        return Stand("contradicts", "affirmed-and-denied")
    return Stand("agrees", "same-value")


def triples_of(verdict: Verdict) -> Iterator[Triple]:
    """Yield a verdict as RDF."""

    def said(name: str, value: Node) -> Triple:
        return Triple(NamedNode(verdict.iri), NamedNode(sl(name)), value)

    yield Triple(NamedNode(verdict.iri), NamedNode(RDF + "type"), NamedNode(sl("Verdict")))
    yield said("verdictOn", NamedNode(verdict.claim.iri))
    yield said("verdictKind", NamedNode(f"{BASE}concept/{verdict.stand.kind}"))
    yield said("byRule", NamedNode(f"{BASE}concept/{verdict.stand.rule}"))
    yield from (said("againstClaim", NamedNode(other.iri)) for other in verdict.others)
    yield from (said("agreedValue", value) for value in verdict.agreed)
    if verdict.derived:
        yield said("derivedValue", Literal(_interval(verdict.derived), datatype=NamedNode(EDTF)))
    if verdict.counted:
        yield said("countedValue", Literal(verdict.counted))
    if verdict.only_source is not None:
        yield said("onlySource", Literal(str(verdict.only_source).lower(), datatype=NamedNode(XSD + "boolean")))


def _interval(days: Days) -> str:
    first, last = days.ranges[0][0], days.ranges[-1][1]
    if first == last:
        return iso(first)
    return f"{'..' if first == FIRST else iso(first)}/{'..' if last == LAST else iso(last)}"
