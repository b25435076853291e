"""Disputes: the points that rival claims are about, inside one source and between sources.

A dispute stands on a point where some claims exclude each other, where counting excludes what a source states,
or where a thing is known from claims alone. It is settled where a resolution prefers or rejects a claim on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.counts import counted
from sovleader_kg.derived.lists import HELD
from sovleader_kg.derived.points import Point
from sovleader_kg.derived.sittings import counted_seats, sittings
from sovleader_kg.derived.verdicts import Judge, Verdict
from sovleader_kg.derived.verdicts import triples_of as verdict_triples
from sovleader_kg.names import BASE, RDFS, TYPE, compact, kind_of, sl
from sovleader_kg.nodes import Node

__all__ = ["derive_judged"]

LABEL = RDFS + "label"
SETTLING = ("prefers", "rejects")
EXISTENCE = {"en": "whether it was", "ru": "было ли это"}


@dataclass(frozen=True, slots=True)
class DisputedPoint:
    """A point that is disputed, before it becomes triples.

    Attributes:
        point: The thing and property that stand for it.
        members: All things and properties that it joins.
        rivals: The claims that some other claim, or a count, contradicts.
        selves: The sources that contradict themselves.
        between: True where sources contradict each other, or a count a source.
        agreed: The agreed values.
        resolutions: The resolutions on the point.
        settled: True where one of them prefers or rejects a claim.
    """

    point: Point
    members: tuple[Point, ...]
    rivals: tuple[str, ...]
    selves: tuple[str, ...]
    between: bool
    agreed: tuple[Node, ...]
    resolutions: tuple[str, ...]
    settled: bool

    @property
    def iri(self) -> str:
        """The IRI: kind, slug and property of the point."""
        subject, predicate = self.point
        slug = subject.removeprefix(BASE).replace("/", ".", 1)
        return f"{BASE}dispute/{slug}.{_local(predicate)}"


def derive_judged(index: Index, claims: Sequence[Claim], bounds: Sequence[Triple], vocabulary: Index) -> list[Triple]:
    """Return all verdicts and disputes as RDF.

    Args:
        index: Facts and claims.
        claims: The claims, as `claims_in` gives them.
        bounds: The joined points and the bounds, as `derive_bounds` gives them.
        vocabulary: The ontology, for what has one value only, and for labels.
    """
    judge = Judge(index, claims, bounds, vocabulary.using(sl("singleValued")))
    verdicts = [*judge.verdicts(), *counted(judge), *sittings(judge), *counted_seats(judge)]
    judged = [triple for verdict in verdicts for triple in verdict_triples(verdict)]
    points = _disputed(judge, verdicts)
    return [*judged, *(triple for point in points for triple in _triples_of(point, index, vocabulary))]


def _disputed(judge: Judge, verdicts: Iterable[Verdict]) -> list[DisputedPoint]:
    """Return the disputed points, sorted."""
    by_point: dict[Point, list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.stand.kind == "contradicts" and verdict.only_source is None:
            by_point[_contradicted(judge, verdict)].append(verdict)
    found = [_dispute(judge, point, against) for point, against in by_point.items()]
    return sorted([*found, *_attested(judge)], key=lambda dispute: dispute.point)


def _contradicted(judge: Judge, verdict: Verdict) -> Point:
    """Return the point that a contradiction is on: between a sitting and an end of its term, the sitting."""
    sat = (claim for claim in (verdict.claim, *verdict.others) if claim.predicate == HELD)
    claim = next(sat, verdict.claim)
    return judge.points.root(claim.subject, claim.predicate)


def _dispute(judge: Judge, point: Point, against: Sequence[Verdict]) -> DisputedPoint:
    pairs = [(verdict.claim, other) for verdict in against for other in verdict.others]
    selves = {judge.source(a) for a, b in pairs if judge.source(a) == judge.source(b)}
    apart = any(judge.source(a) != judge.source(b) for a, b in pairs)
    counted = any(verdict.counted for verdict in against)
    members = judge.points.members(point)
    resolutions = [one for member in members for one in _resolutions(judge.index, *member)]
    return DisputedPoint(
        point,
        tuple(members),
        tuple(sorted({verdict.claim.iri for verdict in against})),
        tuple(sorted(selves)),
        apart or counted,
        tuple(judge.agreed(point)),
        tuple(resolutions),
        _settled(judge.index, resolutions),
    )


def _attested(judge: Judge) -> Iterator[DisputedPoint]:
    """Yield the disputes about things that only claims know: whether they were at all."""
    about: dict[str, list[Claim]] = defaultdict(list)
    for point in judge.points.claimed():
        if sl("AttestedEntity") in judge.index.types(point[0]):
            about[point[0]] += judge.points.claims(point)
    for subject, claims in about.items():
        point = (subject, TYPE)
        resolutions = _resolutions(judge.index, *point)
        rivals = tuple(sorted(claim.iri for claim in claims))
        settled = _settled(judge.index, resolutions)
        yield DisputedPoint(point, (point,), rivals, (), True, (), tuple(resolutions), settled)


def _resolutions(index: Index, subject: str, predicate: str) -> list[str]:
    return [
        one
        for one in index.of_type(sl("Resolution"))
        if subject in index.values(one, sl("about")) and predicate in index.values(one, sl("onProperty"))
    ]


def _settled(index: Index, resolutions: Iterable[str]) -> bool:
    return any(index.nodes(one, sl(name)) for one in resolutions for name in SETTLING)


def _triples_of(dispute: DisputedPoint, index: Index, vocabulary: Index) -> Iterator[Triple]:
    """Yield a dispute as RDF, with labels made of those of its thing and property."""

    def said(predicate: str, value: Node) -> Triple:
        return Triple(NamedNode(dispute.iri), NamedNode(predicate), value)

    def named(name: str, iris: Iterable[str]) -> Iterator[Triple]:
        return (said(sl(name), NamedNode(iri)) for iri in dict.fromkeys(iris))

    scopes = [*(["within-one-source"] if dispute.selves else []), *(["between-sources"] if dispute.between else [])]
    yield said(TYPE, NamedNode(sl("Dispute")))
    yield from (said(LABEL, label) for label in _labels(dispute, index, vocabulary))
    yield from named("disputedSubject", (subject for subject, _ in dispute.members))
    yield from named("disputedProperty", (predicate for _, predicate in dispute.members))
    yield from named("rivalClaim", dispute.rivals)
    yield from named("disputeStatus", [f"{BASE}concept/{'settled' if dispute.settled else 'open'}"])
    yield from named("disputeScope", (f"{BASE}concept/{scope}" for scope in scopes))
    yield from named("contradictsItself", dispute.selves)
    yield from named("consideredBy", dispute.resolutions)
    yield from (said(sl("agreedValue"), value) for value in dispute.agreed)


def _labels(dispute: DisputedPoint, index: Index, vocabulary: Index) -> Iterator[Literal]:
    """Yield a label in each language: of the joined things, the one that a reader would ask for."""
    subject, predicate = min(dispute.members, key=lambda member: (_rank(member[0]), member))
    for language, existence in EXISTENCE.items():
        thing = index.text(subject, LABEL, language) or compact(subject)
        prop = existence if predicate == TYPE else vocabulary.text(predicate, LABEL, language) or compact(predicate)
        yield Literal(f"{thing}: {prop}", language=language)


def _rank(subject: str) -> int:
    order = ("term", "post", "tenure")
    kind = kind_of(subject)
    return order.index(kind) if kind in order else len(order)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
