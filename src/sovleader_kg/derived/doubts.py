"""Doubts: what is never certain, since a claim contests it or nothing but hedged or implied claims carry it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from sovleader_kg.corpus.evidence import Claim
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.points import Point
from sovleader_kg.derived.spans import END, START, Spans
from sovleader_kg.names import RDF, sl

__all__ = ["doubtful"]

HOLDING = {
    **dict.fromkeys(("Term", "ActingTerm"), ("holder", "post")),
    "EffectiveLeadership": ("leader", "leads"),
    "CollectiveLeadership": ("hasMember", "leads"),
}
SEVERAL = {"leads", "hasMember"}


def doubtful(index: Index, spans: Spans, claims: Iterable[Claim]) -> list[str]:
    """Return what is contested or rests on weak claims only, and the tenures of such terms, sorted."""
    by_point: dict[Point, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.rejected:
            by_point[claim.subject, claim.predicate].append(claim)
    own = {
        thing
        for kind, links in HOLDING.items()
        for thing in index.of_type(sl(kind))
        if _contested(thing, links, by_point) or _weakly_dated(thing, spans) or _weakly_held(thing, links, by_point)
    }
    return sorted(own | {tenure for term in own for tenure in index.values(term, sl("partOfTenure"))})


def _contested(thing: str, links: Iterable[str], by_point: dict[Point, list[Claim]]) -> bool:
    """Return whether a claim denies the thing, or names another for what it has only one of."""
    for name in (*map(sl, links), RDF + "type"):
        claims = by_point[thing, name]
        if any(claim.denied for claim in claims):
            return True
        several = name == RDF + "type" or name.removeprefix(sl("")) in SEVERAL
        if not several and len({claim.value for claim in claims}) > 1:
            return True
    return False


def _weakly_dated(thing: str, spans: Spans) -> bool:
    return any(spans.of(thing, kind).weak for kind in (START, END))


def _weakly_held(thing: str, links: Iterable[str], by_point: dict[Point, list[Claim]]) -> bool:
    """Return whether what it links rests on hedged or implied claims alone."""
    claims = ([claim for claim in by_point[thing, sl(name)] if claim.counts] for name in links)
    return any(found and all(claim.weak for claim in found) for found in claims)
