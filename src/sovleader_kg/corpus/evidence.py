"""Evidence: what each passage says, which facts it supports, what is left uncovered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal

from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import Days, days_of
from sovleader_kg.errors import DateError, Problem
from sovleader_kg.names import BASE, EDTF, RDF, XSD, compact, sl
from sovleader_kg.nodes import Node

__all__ = ["Claim", "Coverage", "SourceCoverage", "claims_in", "coverage", "days_claimed", "supports", "unsupported"]

CONCEPT = BASE + "concept/"
WEAK = {CONCEPT + "hedged", CONCEPT + "implied"}
EVALUATIVE = CONCEPT + "evaluative"
TEXT_TYPES = {XSD + "string", RDF + "langString"}


@dataclass(frozen=True, slots=True)
class Claim:
    """What one passage says.

    Attributes:
        iri: The claim.
        subject: What it is about.
        predicate: What it says of it.
        value: The value that it gives.
        passage: The passage that says it.
        stances: How the passage says it (IRIs of concepts).
        denied: True where the passage denies the statement.
        rejected: True where a resolution shows that the claim is wrong.
        calendar: "julian" or "gregorian" where the passage says so, or else its source for all its dates.
    """

    iri: str
    subject: str
    predicate: str
    value: Node
    passage: str
    stances: frozenset[str]
    denied: bool
    rejected: bool
    calendar: str | None

    @property
    def weak(self) -> bool:
        """True where the passage hedges or only implies it."""
        return bool(self.stances & WEAK)

    @property
    def counts(self) -> bool:
        """True where the claim may support a fact or feed a bound."""
        return not (self.denied or self.rejected or self.stances == {EVALUATIVE})


def claims_in(index: Index) -> list[Claim]:
    """Return every complete claim of an index, sorted by IRI."""
    rejected = {claim for one in index.using(sl("rejects")) for claim in index.values(one, sl("rejects"))}
    complete = (RDF + "subject", RDF + "predicate", RDF + "object")
    return [
        _claim(index, iri, iri in rejected)
        for iri in index.of_type(sl("Claim"))
        if all(index.nodes(iri, part) for part in complete)
    ]


def _claim(index: Index, iri: str, rejected: bool) -> Claim:
    passage = index.value(iri, sl("passage")) or ""
    calendar = index.value(iri, sl("calendar")) or _calendar_used(index, passage)
    return Claim(
        iri=iri,
        subject=index.values(iri, RDF + "subject")[0],
        predicate=index.values(iri, RDF + "predicate")[0],
        value=index.nodes(iri, RDF + "object")[0],
        passage=passage,
        stances=frozenset(index.values(iri, sl("stance"))),
        denied=index.value(iri, sl("polarity")) == CONCEPT + "denied",
        rejected=rejected,
        calendar=calendar.rpartition("/")[2] if calendar else None,
    )


def _calendar_used(index: Index, passage: str) -> str | None:
    """Return the calendar of all dates in a passage's source, or in a work that the source derives from."""
    sources = index.values(passage, sl("source"))
    works = [work for source in sources for work in index.values(source, sl("derivesFrom"))]
    said = (index.value(source, sl("usesCalendar")) for source in (*sources, *works))
    return next(filter(None, said), None)


def days_claimed(claim: Claim) -> Days | None:
    """Return the days that a claim's date allows, or None where its value is not a date."""
    if not isinstance(claim.value, Literal) or claim.value.datatype.value != EDTF:
        return None
    try:
        return days_of(claim.value.value, claim.calendar)
    except DateError:
        return None


def supports(claim: Claim, value: Node) -> bool:
    """Return whether a claim supports a fact of its subject and predicate: an equal value, or a date within."""
    if not claim.counts:
        return False
    if claim.value == value:
        return True
    days = days_claimed(claim)
    if days is None or not isinstance(value, Literal) or value.datatype.value != EDTF:
        return False
    return days <= days_of(value.value)


def unsupported(facts: Index, claims: Iterable[Claim], needing: Iterable[str]) -> tuple[int, list[Problem]]:
    """Find facts that must be supported and are not.

    Args:
        facts: The facts.
        claims: All claims.
        needing: The predicates marked `sl:needsClaim true`.

    Returns:
        How many facts need a claim, and a problem for each that has none.
    """
    by_point: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        by_point[claim.subject, claim.predicate].append(claim)
    needed, problems = 0, []
    for predicate in needing:
        for subject in facts.using(predicate):
            for value in facts.nodes(subject, predicate):
                needed += 1
                if not any(supports(claim, value) for claim in by_point[subject, predicate]):
                    problems.append(_unsupported(subject, predicate, value))
    return needed, problems


def _unsupported(subject: str, predicate: str, value: Node) -> Problem:
    shown = compact(value.value) if not isinstance(value, Literal) else f'"{value.value}"'
    message = (
        f"no claim supports {compact(predicate)} {shown}; add a claim with this subject, predicate and value "
        "(or a date within it), or take the fact out"
    )
    return Problem(compact(subject), message, rule="support")


@dataclass(frozen=True, slots=True)
class SourceCoverage:
    """How far one source is read: numbers of passages, and of claims whose object is mere text."""

    source: str
    passages: int
    with_claims: int
    nothing_to_claim: int
    open: int
    text_only_claims: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far the sources are read and the facts supported."""

    sources: tuple[SourceCoverage, ...]
    claims: int
    needing_claims: int
    supported: int

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        fields = SourceCoverage.__slots__
        return {
            "sources": [{name: getattr(one, name) for name in fields} for one in self.sources],
            "facts": {"needing_claims": self.needing_claims, "supported": self.supported},
        }


def coverage(index: Index, needing: Iterable[str]) -> Coverage:
    """Count, for each source with passages, what is claimed, marked as nothing to claim, or open."""
    claims = claims_in(index)
    by_passage: Mapping[str, list[Claim]] = _by_passage(claims)
    passages: dict[str, list[str]] = defaultdict(list)
    for passage in index.of_type(sl("Passage")):
        passages[index.value(passage, sl("source")) or ""].append(passage)
    needed, problems = unsupported(index, claims, needing)
    rows = (_source_coverage(index, source, passages[source], by_passage) for source in sorted(passages))
    return Coverage(tuple(rows), len(claims), needed, needed - len(problems))


def _by_passage(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.passage].append(claim)
    return found


def _source_coverage(
    index: Index, source: str, passages: list[str], by_passage: Mapping[str, list[Claim]]
) -> SourceCoverage:
    claimed = {passage for passage in passages if passage in by_passage}
    marked = {passage for passage in passages if index.value(passage, sl("noClaimReason"))} - claimed
    claims = [claim for passage in claimed for claim in by_passage[passage]]
    text_only = sum(isinstance(c.value, Literal) and c.value.datatype.value in TEXT_TYPES for c in claims)
    open_passages = len(passages) - len(claimed) - len(marked)
    return SourceCoverage(source, len(passages), len(claimed), len(marked), open_passages, text_only)
