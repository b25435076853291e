"""Verdicts: how a claim stands to the agreed value and to the other claims, and by which rule."""

from __future__ import annotations

import pytest

from graphs import triples
from sovleader_kg import KnowledgeGraph
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.derived.disputes import derive_judged
from sovleader_kg.names import PREFIXES, compact, sl

SINGLE = "".join(f"sl:{name} sl:singleValued true .\n" for name in ("start", "end", "date", "post", "succeededBy"))


def claim(slug: str, statement: str, *, passage: str = "", denied: bool = False, more: str = "") -> str:
    """Return a claim of `subject predicate value` as Turtle; its slug begins with its source."""
    subject, predicate, value = statement.split(" ", 2)
    source = slug.partition(".")[0]
    where = passage or f"passage:{slug}"
    polarity = "denied" if denied else "affirmed"
    return (
        f"claim:{slug} a sl:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object {value} ;"
        f" sl:passage {where} ; sl:stance concept:stated ; sl:polarity concept:{polarity} {more} .\n"
        f"{where} sl:source source:{source} .\n"
    )


def date(text: str) -> str:
    return f'"{text}"^^edtf:EDTF'


def judged(*turtle: str) -> Index:
    """Return the verdicts and disputes that follow from facts and claims."""
    stated = triples(*turtle)
    index = Index(stated)
    claims = claims_in(index)
    bounds, problems = derive_bounds(index, claims)
    assert problems == []
    return Index(derive_judged(index, claims, bounds, Index(triples(SINGLE))))


def verdict(found: Index, name: str) -> tuple[str, str]:
    """Return the kind and rule of a verdict."""
    iri = f"{PREFIXES['verdict']}{name}"
    kind, rule = (found.value(iri, sl(part)) or "" for part in ("verdictKind", "byRule"))
    return kind.rpartition("/")[2], rule.rpartition("/")[2]


def on_agreed(found: Index, claim_slug: str) -> tuple[str, str]:
    return verdict(found, f"{claim_slug}.agreed")


def between(found: Index, claim_slug: str) -> dict[str, list[str]]:
    """Return, by rule, the other claims that a claim is held against."""
    on = (one for one in found.of_type(sl("Verdict")) if f"/verdict/{claim_slug}." in one)
    pairs = {one.rpartition(".")[2]: found.values(one, sl("againstClaim")) for one in on}
    return {rule: sorted(compact(iri) for iri in others) for rule, others in pairs.items() if others}


DAY = f"term:a.1 a sl:Term ; sl:start {date('1953-09-07')} .\n"
POST = "term:a.1 a sl:Term ; sl:post post:p .\n"
MANY = "event:e a sl:Event ; sl:reason event:o .\n"
PARTS = "post:p a sl:Post ; sl:postIn body:committee . body:committee sl:partOf body:party .\n"
ON_AGREED = {
    "the same day": (DAY, f"term:a.1 sl:start {date('1953-09-07')}", ("agrees", "same-value")),
    "the same day in other words": (DAY, f"term:a.1 sl:start {date('[1953-09-07]')}", ("agrees", "same-days")),
    "a rival day": (DAY, f"term:a.1 sl:start {date('1953-09-14')}", ("contradicts", "days-disjoint")),
    "the month around": (DAY, f"term:a.1 sl:start {date('1953-09')}", ("compatible", "days-overlapping")),
    "another value of one": (POST, "term:a.1 sl:post post:q", ("contradicts", "one-value-only")),
    "another value of many": (MANY, "event:e sl:reason event:p", ("compatible", "several-values")),
    "the whole of a part": (PARTS, "post:p sl:postIn body:party", ("compatible", "whole-of-the-other")),
    "nothing agreed": ("term:a.1 a sl:Term .\n", "term:a.1 sl:post post:q", ("undecided", "nothing-agreed")),
}


@pytest.mark.parametrize("case", ON_AGREED)
def test_a_claim_stands_to_the_agreed_value(case: str) -> None:
    facts, said, expected = ON_AGREED[case]
    assert on_agreed(judged(facts, claim("x.1", said)), "x.1") == expected


def test_a_day_within_an_agreed_month_refines_it() -> None:
    month = f"term:a.1 a sl:Term ; sl:start {date('1953-09')} .\n"
    found = judged(month, claim("x.1", f"term:a.1 sl:start {date('1953-09-07')}"))
    assert on_agreed(found, "x.1") == ("refines", "days-within")


def test_a_part_of_the_agreed_whole_refines_it() -> None:
    facts = "post:p a sl:Post ; sl:postIn body:party . body:committee sl:partOf body:party .\n"
    found = judged(facts, claim("x.1", "post:p sl:postIn body:committee"))
    assert on_agreed(found, "x.1") == ("refines", "part-of-the-other")


def test_a_denial_of_the_agreed_value_contradicts_and_of_another_does_not() -> None:
    found = judged(
        POST, claim("x.1", "term:a.1 sl:post post:p", denied=True), claim("x.2", "term:a.1 sl:post post:q", denied=True)
    )
    assert on_agreed(found, "x.1") == ("contradicts", "affirmed-and-denied")
    assert on_agreed(found, "x.2") == ("compatible", "denial-of-another-value")


def test_without_an_agreed_value_the_bounds_are_held_against() -> None:
    facts = "term:a.1 a sl:Term .\n"
    found = judged(
        facts,
        claim("x.1", f"term:a.1 sl:start {date('1953-09-07')}"),
        claim("y.1", f"term:a.1 sl:start {date('1953-09-14')}"),
    )
    assert on_agreed(found, "x.1") == ("refines", "days-within")
    agreed = f"{PREFIXES['verdict']}x.1.agreed"
    assert found.values(agreed, sl("derivedValue")) == ["1953-09-07/1953-09-14"]


def test_ends_of_one_event_are_held_against_each_other() -> None:
    facts = (
        "term:a.1 a sl:Term ; sl:endedBy event:plenum . term:b.1 a sl:Term ; sl:startedBy event:plenum .\n"
        f"event:plenum a sl:Plenum ; sl:date {date('1964-10-14')} .\n"
    )
    found = judged(
        facts,
        claim("x.1", f"term:a.1 sl:end {date('1964-10-14')}"),
        claim("y.1", f"term:b.1 sl:start {date('1964-10-15')}"),
    )
    assert on_agreed(found, "y.1") == ("contradicts", "days-disjoint")
    assert between(found, "x.1") == {"days-disjoint": ["claim:y.1"]}


def test_a_claim_is_held_against_the_most_precise_date_of_all_that_share_the_day() -> None:
    found = judged(
        f"tenure:x.1 sl:startedBy event:e ; sl:start {date('1953-09')} .",
        f"term:x.1 sl:startedBy event:e ; sl:start {date('1953-09-07')} .",
        claim("s.1", f"tenure:x.1 sl:start {date('1953-09-14')}"),
        claim("t.1", f"tenure:x.1 sl:start {date('1953-09')}"),
    )
    assert on_agreed(found, "s.1") == ("contradicts", "days-disjoint")
    assert on_agreed(found, "t.1") == ("compatible", "days-overlapping")


def test_values_of_a_property_with_several_contradict_only_where_a_resolution_sets_them_apart() -> None:
    said = claim("x.1", "event:e sl:reason event:p"), claim("y.1", "event:e sl:reason event:o")
    resolution = (
        "resolution:r a sl:Resolution ; sl:about event:e ; sl:onProperty sl:reason ;"
        " sl:leavesOpen claim:x.1, claim:y.1 .\n"
    )
    assert between(judged(MANY, *said), "x.1") == {"several-values": ["claim:y.1"]}
    apart = judged(MANY, *said, resolution)
    assert between(apart, "x.1") == {"rival-by-resolution": ["claim:y.1"]}
    assert on_agreed(apart, "x.1") == ("contradicts", "rival-by-resolution")


def test_two_values_in_one_sentence_are_no_rivals() -> None:
    said = [
        claim("x.1", "event:e sl:reason event:p", passage="passage:one"),
        claim("x.2", "event:e sl:reason event:q", passage="passage:one"),
        claim("y.1", "event:e sl:reason event:o"),
    ]
    resolution = "resolution:r a sl:Resolution ; sl:leavesOpen claim:x.1, claim:x.2, claim:y.1 .\n"
    assert between(judged(MANY, *said, resolution), "x.1") == {
        "rival-by-resolution": ["claim:y.1"],
        "several-values": ["claim:x.2"],
    }


def test_values_of_times_that_do_not_meet_are_compatible() -> None:
    early = f"; sl:validDuring {date('1922/1925')}"
    late = f"; sl:validDuring {date('1952/1966')}"
    found = judged(
        POST, claim("x.1", "term:a.1 sl:post post:p", more=early), claim("y.1", "term:a.1 sl:post post:q", more=late)
    )
    assert between(found, "x.1") == {"other-time": ["claim:y.1"]}


def only_source(found: Index, slug: str) -> str | None:
    return found.value(f"{PREFIXES['verdict']}{slug}.agreed", sl("onlySource"))


def test_mirrors_of_one_work_are_one_source() -> None:
    said = [claim("x.1", "term:a.1 sl:post post:p"), claim("y.1", "term:a.1 sl:post post:p")]
    family = "source:y sl:derivesFrom source:x .\n"
    assert only_source(judged(POST, *said), "x.1") == "false"
    assert only_source(judged(POST, *said, family), "x.1") == "true"


def test_sources_that_derive_from_each_other_are_one_source() -> None:
    said = [claim("x.1", "term:a.1 sl:post post:p"), claim("y.1", "term:a.1 sl:post post:p")]
    circle = "source:y sl:derivesFrom source:x . source:x sl:derivesFrom source:y .\n"
    apart = "source:x sl:derivesFrom source:x .\n"
    assert only_source(judged(POST, *said, circle), "x.1") == "true"
    assert only_source(judged(POST, *said, apart), "x.1") == "false"


def test_a_vaguer_source_is_no_second_witness_for_a_day() -> None:
    said = [
        claim("x.1", f"term:a.1 sl:start {date('1953-09-07')}"),
        claim("y.1", f"term:a.1 sl:start {date('1953-09')}"),
    ]
    found = judged(DAY, *said)
    assert (only_source(found, "x.1"), only_source(found, "y.1")) == ("true", "false")


# Counting.


def test_stated_days_are_counted_as_end_minus_start() -> None:
    span = f"span:s a sl:Span ; sl:start {date('1991-08-24')} ; sl:end {date('1991-08-29')} ; sl:statedDays 5 .\n"
    right, wrong = (
        judged(span, claim("x.1", "span:s sl:statedDays 5")),
        judged(span, claim("x.1", "span:s sl:statedDays 6")),
    )
    assert verdict(right, "x.1.counted-days") == ("agrees", "counted-days")
    assert verdict(wrong, "x.1.counted-days") == ("contradicts", "counted-days")
    assert found_disputes(wrong) == ["dispute:span.s.statedDays"]


def test_stated_days_that_some_reading_allows_are_compatible() -> None:
    span = f"span:s a sl:Span ; sl:start {date('1991-08')} ; sl:end {date('1991-08-29')} ; sl:statedDays 5 .\n"
    found = judged(span, claim("x.1", "span:s sl:statedDays 5"))
    assert verdict(found, "x.1.counted-days") == ("compatible", "counted-days")


SPAN = f"span:s a sl:Span ; sl:start {date('1991-08-24')} ; sl:end {date('1991-08-29')} ; sl:statedDays 5 .\n"


@pytest.mark.parametrize("said", ["a few", "4.5"])
def test_a_length_that_is_no_whole_number_is_not_counted(said: str) -> None:
    found = judged(SPAN, claim("x.1", f'span:s sl:statedDays "{said}"'))
    assert verdict(found, "x.1.counted-days") == ("", "")


def test_a_denied_length_is_not_counted_as_if_it_were_affirmed() -> None:
    found = judged(SPAN, claim("x.1", "span:s sl:statedDays 6", denied=True))
    assert verdict(found, "x.1.counted-days") == ("", "")


@pytest.mark.parametrize(("years", "kind"), [((1971, 1976, 1981), "agrees"), ((1971, 1976, 1982), "contradicts")])
def test_a_stated_frequency_must_hold_each_time(years: tuple[int, ...], kind: str) -> None:
    sittings = "".join(f"event:c{year} a sl:Congress ; sl:start {date(str(year))} .\n" for year in years)
    norm = "norm:n a sl:Norm ; sl:governs body:party-congress ; sl:frequencyYears 5 .\n"
    found = judged(sittings, norm, claim("x.1", "norm:n sl:frequencyYears 5"))
    assert verdict(found, "x.1.counted-years") == (kind, "counted-years")


# Disputes.


def found_disputes(found: Index) -> list[str]:
    return [compact(iri) for iri in found.of_type(sl("Dispute"))]


RIVALS = (
    claim("x.1", f"term:a.1 sl:start {date('1953-09-07')}"),
    claim("y.1", f"term:a.1 sl:start {date('1953-09-14')}"),
)


def status(found: Index) -> str:
    return (found.value(f"{PREFIXES['dispute']}term.a.1.start", sl("disputeStatus")) or "").rpartition("/")[2]


@pytest.mark.parametrize(("verb", "state"), [("prefers", "settled"), ("rejects", "settled"), ("leavesOpen", "open")])
def test_a_dispute_is_settled_where_a_resolution_prefers_or_rejects(verb: str, state: str) -> None:
    resolution = f"resolution:r a sl:Resolution ; sl:about term:a.1 ; sl:onProperty sl:start ; sl:{verb} claim:x.1 .\n"
    assert status(judged(DAY, *RIVALS)) == "open"
    assert status(judged(DAY, *RIVALS, resolution)) == state


def test_a_source_that_contradicts_itself_is_named() -> None:
    found = judged(DAY, RIVALS[0], claim("x.2", f"term:a.1 sl:start {date('1953-09-14')}"))
    dispute = f"{PREFIXES['dispute']}term.a.1.start"
    assert found.values(dispute, sl("contradictsItself")) == [f"{PREFIXES['source']}x"]
    assert [compact(one) for one in found.values(dispute, sl("disputeScope"))] == ["concept:within-one-source"]


def test_a_thing_that_only_claims_know_is_a_dispute_of_its_own() -> None:
    found = judged("attested:a a sl:AttestedEntity .\n", claim("x.1", "attested:a sl:post post:p"))
    assert found_disputes(found) == ["dispute:attested.a.type"]


def test_a_dispute_about_a_thing_without_label_is_named_by_its_short_name() -> None:
    labels = judged(DAY, *RIVALS).values(f"{PREFIXES['dispute']}term.a.1.start", f"{PREFIXES['rdfs']}label")
    assert labels == ["term:a.1: sl:start", "term:a.1: sl:start"]


def test_a_vague_claim_beside_a_precise_one_is_no_dispute() -> None:
    assert found_disputes(judged(DAY, RIVALS[0], claim("y.1", f"term:a.1 sl:start {date('1953-09')}"))) == []


# The real data.

PAIRS = """
SELECT DISTINCT ?kind WHERE {{
  ?verdict sl:verdictKind ?kind ; sl:verdictOn ?claim ; sl:againstClaim ?other .
  ?claim sl:passage ?passage . ?passage sl:source ?source .
  ?other sl:passage ?otherPassage . ?otherPassage sl:source ?otherSource .
  FILTER({where})
}} ORDER BY ?kind
"""
KINDS = ["agrees", "compatible", "contradicts", "refines"]


@pytest.mark.parametrize(
    "where",
    [
        "?source = source:wikipedia && ?otherSource = source:wikipedia",
        "?source = source:prolewiki && ?otherSource = source:prolewiki",
        "?source = source:wikipedia && ?otherSource = source:prolewiki",
        "?source != ?otherSource",
    ],
)
def test_each_kind_occurs_inside_one_article_and_between_sources(where: str, kg: KnowledgeGraph) -> None:
    rows = kg.select(PAIRS.format(where=where)).records()
    assert [str(row["kind"]).rpartition("/")[2] for row in rows] == KINDS


def test_every_claim_has_one_verdict_on_the_agreed_or_derived_value(kg: KnowledgeGraph) -> None:
    text = """SELECT ?claim (COUNT(?verdict) AS ?verdicts) WHERE { ?claim a sl:Claim
        OPTIONAL { ?verdict sl:verdictOn ?claim ; sl:onlySource ?only } } GROUP BY ?claim ORDER BY ?claim"""
    assert {row["verdicts"] for row in kg.select(text).records()} == {1}


def test_contradictions_hold_both_ways(kg: KnowledgeGraph) -> None:
    text = """SELECT ?a ?b WHERE { ?v sl:verdictKind concept:contradicts ; sl:verdictOn ?a ; sl:againstClaim ?b }"""
    pairs = {(row["a"], row["b"]) for row in kg.select(text).records()}
    assert pairs
    assert pairs == {(b, a) for a, b in pairs}


@pytest.mark.parametrize(
    ("claim_slug", "kind", "rule"),
    [
        ("prolewiki.11.1", "contradicts", "one-value-only"),
        ("en-wikipedia.13.2", "contradicts", "one-value-only"),
        ("wikipedia.48.18", "contradicts", "rival-by-resolution"),
        ("wikipedia.37.11", "undecided", "nothing-agreed"),
        ("prolewiki.33.5", "contradicts", "rival-by-resolution"),
        ("prolewiki.9.1", "contradicts", "days-disjoint"),
        ("rgani.1.3", "agrees", "same-value"),
        ("wikipedia.27.4", "compatible", "days-overlapping"),
        ("en-wikipedia.25.2", "refines", "days-within"),
        ("prolewiki.29.13", "compatible", "whole-of-the-other"),
    ],
)
def test_claims_read_by_hand_stand_as_expected(claim_slug: str, kind: str, rule: str, kg: KnowledgeGraph) -> None:
    iri = f"{PREFIXES['verdict']}{claim_slug}.agreed"
    text = f"SELECT ?kind ?rule WHERE {{ <{iri}> sl:verdictKind ?kind ; sl:byRule ?rule }}"
    rows = kg.select(text).records()
    assert [(str(r["kind"]).rpartition("/")[2], str(r["rule"]).rpartition("/")[2]) for r in rows] == [(kind, rule)]
