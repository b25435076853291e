"""Evidence: which claims support which facts, and how far the sources are read."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from graphs import index_of
from sovleader_kg.corpus.evidence import Claim, SourceCoverage, claims_in, coverage, days_claimed, supports, unsupported
from sovleader_kg.names import EDTF, PREFIXES, SL

START = SL + "start"


def dated(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(EDTF))


def claim(
    value: NamedNode | Literal,
    *stances: str,
    denied: bool = False,
    rejected: bool = False,
    calendar: str | None = None,
) -> Claim:
    iris = frozenset(PREFIXES["concept"] + stance for stance in stances or ("stated",))
    return Claim("claim", "term", START, value, "passage", iris, denied, rejected, calendar)


STALIN, LENIN = (NamedNode(PREFIXES["person"] + name) for name in ("stalin", "lenin"))


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (STALIN, STALIN),
        (Literal("7"), Literal("7")),
        (dated("1953-09-14"), dated("1953-09-14")),
        (dated("1953-09-14"), dated("1953-09")),
        (dated("1953-09-14"), dated("1953-09-07/1953-09-14")),
        (dated("1953-09-14"), dated("[1953-09-07,1953-09-14]")),
        (dated("1953"), dated("1952/1954")),
        (dated("1927"), dated("1927~")),
        (dated("1927"), dated("1927?")),
    ],
)
def test_equal_value_or_a_date_within_supports(said: NamedNode | Literal, fact: NamedNode | Literal) -> None:
    assert supports(claim(said), fact)


@pytest.mark.parametrize(
    ("said", "fact"),
    [
        (STALIN, LENIN),
        (Literal("7"), Literal("8")),
        (Literal("a"), Literal("a", language="en")),
        (dated("1953-09"), dated("1953-09-14")),
        (dated("1927~"), dated("1927")),
        (dated("1953-09-13/1953-09-15"), dated("[1953-09-13,1953-09-15]")),
        (dated("1953-09-14"), dated("1953-09-15")),
        (dated("1953-09-14"), Literal("1953-09-14")),
        (Literal("1953-09-14"), dated("1953-09-14")),
        (dated("1917-10-25"), dated("1917-11-07")),
    ],
)
def test_other_value_or_a_wider_date_supports_nothing(said: NamedNode | Literal, fact: NamedNode | Literal) -> None:
    assert not supports(claim(said), fact)


def test_calendar_of_the_claim_counts() -> None:
    assert supports(claim(dated("1917-10-25"), calendar="julian"), dated("1917-11-07"))
    assert not supports(claim(dated("1917-10-25"), calendar="gregorian"), dated("1917-11-07"))


@pytest.mark.parametrize("stances", [("hedged",), ("implied",), ("reported",), ("evaluative", "stated")])
def test_claim_in_another_tone_supports(stances: tuple[str, ...]) -> None:
    assert supports(claim(STALIN, *stances), STALIN)


def test_rejected_denied_and_evaluative_claims_support_nothing() -> None:
    refused = [claim(STALIN, rejected=True), claim(STALIN, denied=True), claim(STALIN, "evaluative")]
    assert [supports(one, STALIN) for one in refused] == [False, False, False]


@pytest.mark.parametrize(
    ("stance", "weak"), [("hedged", True), ("implied", True), ("stated", False), ("evaluative", False)]
)
def test_weak_claims_hedge_or_imply(stance: str, weak: bool) -> None:
    assert claim(STALIN, stance).weak == weak


@pytest.mark.parametrize("value", [STALIN, Literal("1953"), dated("never")])
def test_value_that_is_no_date_claims_no_days(value: NamedNode | Literal) -> None:
    assert days_claimed(claim(value)) is None


CLAIMS = """
claim:b a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:start ; rdf:object "1922-04-03"^^edtf:EDTF ;
    sl:passage passage:p.1 ; sl:stance concept:stated, concept:hedged ; sl:polarity concept:affirmed ;
    sl:calendar concept:gregorian .
claim:a a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:holder ; rdf:object person:a ;
    sl:passage passage:p.1 ; sl:stance concept:stated ; sl:polarity concept:denied .
claim:c a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:holder .
claim:d rdf:subject term:a.1 ; rdf:predicate sl:holder ; rdf:object person:a .
resolution:r a sl:Resolution ; sl:rejects claim:a .
"""


def test_claims_are_read_whole_and_in_order() -> None:
    first, second = claims_in(index_of(CLAIMS))
    concept = PREFIXES["concept"]
    assert first == Claim(
        iri=PREFIXES["claim"] + "a",
        subject=PREFIXES["term"] + "a.1",
        predicate=SL + "holder",
        value=NamedNode(PREFIXES["person"] + "a"),
        passage=PREFIXES["passage"] + "p.1",
        stances=frozenset({concept + "stated"}),
        denied=True,
        rejected=True,
        calendar=None,
    )
    assert (second.stances, second.rejected, second.calendar) == (
        frozenset({concept + "stated", concept + "hedged"}),
        False,
        "gregorian",
    )


@pytest.mark.parametrize(
    ("sources", "calendar"),
    [
        ("source:s sl:usesCalendar concept:gregorian .", "gregorian"),
        ("source:s sl:derivesFrom source:w . source:w sl:usesCalendar concept:julian .", "julian"),
        (
            "source:s sl:derivesFrom source:w ; sl:usesCalendar concept:gregorian . "
            "source:w sl:usesCalendar concept:julian .",
            "gregorian",
        ),
        ("source:s a sl:Source .", None),
    ],
)
def test_a_source_says_its_calendar_once_for_the_claims_that_name_none(sources: str, calendar: str | None) -> None:
    first, second = claims_in(index_of(CLAIMS, "passage:p.1 sl:source source:s . ", sources))
    assert (first.calendar, second.calendar) == (calendar, "gregorian")


FACTS = """
term:a.1 sl:start "1922-04"^^edtf:EDTF ; sl:holder person:a ; sl:post post:p .
term:b.1 sl:start "1923"^^edtf:EDTF .
"""


def test_fact_that_no_claim_supports_is_told() -> None:
    index = index_of(FACTS + CLAIMS)
    needed, problems = unsupported(index, claims_in(index), [START, SL + "holder"])
    assert needed == 3
    assert [(one.where, one.severity, one.rule) for one in problems] == [
        ("term:b.1", "error", "support"),
        ("term:a.1", "error", "support"),
    ]
    assert problems[0].message.startswith('no claim supports sl:start "1923"; add a claim with this subject')


def test_predicate_that_needs_no_claim_needs_none() -> None:
    index = index_of(FACTS)
    assert unsupported(index, [], []) == (0, [])


PASSAGES = """
passage:p.1 a sl:Passage ; sl:source source:p .
passage:p.2 a sl:Passage ; sl:source source:p ; sl:noClaimReason concept:navigation .
passage:p.3 a sl:Passage ; sl:source source:p .
passage:q.1 a sl:Passage ; sl:source source:q ; sl:noClaimReason concept:navigation .
claim:q.1 a sl:Claim ; rdf:subject person:a ; rdf:predicate rdfs:label ; rdf:object "A"@en ; sl:passage passage:q.1 .
claim:q.2 a sl:Claim ; rdf:subject person:a ; rdf:predicate foaf:name ; rdf:object "A" ; sl:passage passage:q.1 .
claim:q.3 a sl:Claim ; rdf:subject person:a ; rdf:predicate sl:n ; rdf:object 3 ; sl:passage passage:q.1 .
"""


def test_coverage_counts_claimed_empty_and_open_passages() -> None:
    found = coverage(index_of(FACTS + CLAIMS + PASSAGES), [START, SL + "holder"])
    assert found.sources == (
        SourceCoverage(PREFIXES["source"] + "p", 3, with_claims=1, nothing_to_claim=1, open=1, text_only_claims=0),
        SourceCoverage(PREFIXES["source"] + "q", 1, with_claims=1, nothing_to_claim=0, open=0, text_only_claims=2),
    )
    assert (found.supported, found.needing_claims) == (1, 3)


def test_coverage_has_a_stable_json_form() -> None:
    assert coverage(index_of(PASSAGES.partition("passage:p.2")[0]), []).as_json() == {
        "sources": [
            {
                "source": PREFIXES["source"] + "p",
                "passages": 1,
                "with_claims": 0,
                "nothing_to_claim": 0,
                "open": 1,
                "text_only_claims": 0,
            }
        ],
        "facts": {"needing_claims": 0, "supported": 0},
    }
