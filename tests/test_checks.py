"""The stored checks: each finds its one seeded fault, and nothing where the fault is mended."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from sovleader_kg import build, files
from sovleader_kg.bounds import derive_bounds
from sovleader_kg.checks import SEVERITIES, run_checks
from sovleader_kg.evidence import claims_in
from sovleader_kg.names import PREFIXES

HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
FAULTS = {
    "holder_outside_life": (
        """
        term:a.1 a sl:Term ; sl:holder person:a ; sl:earliestEnd "1953-03-07"^^xsd:date .
        person:a rdfs:label "A"@en ; sl:latestDeath "1953-03-05"^^xsd:date .
        """,
        ("1953-03-07", "1953-03-05"),
        ["term:a.1: error: ended on 1953-03-07 or later, after A died (1953-03-05)"],
    ),
    "holder_outside_post": (
        """
        term:a.1 a sl:Term ; sl:post post:p ; sl:latestStart "1919-03-24"^^xsd:date .
        post:p sl:earliestStart "1919-03-25"^^xsd:date .
        """,
        ("1919-03-24", "1919-03-25"),
        ["term:a.1: error: began by 1919-03-24, before the post existed (from 1919-03-25)"],
    ),
    "missing_predecessor": (
        """
        post:p sl:incarnationOf office:secretaryship .
        term:a.1 sl:post post:p ; sl:latestStart "1917-04-30"^^xsd:date .
        term:b.1 sl:post post:p ; sl:earliestStart "1918-01-01"^^xsd:date ; sl:seeded term:a.1 .
        """,
        ("sl:seeded", "sl:succeeds"),
        [
            "term:b.1: warning: succeeds no term; "
            "say which by sl:succeeds with a claim, or accept the finding with a reason",
        ],
    ),
    "overlap_certain": (
        """
        post:p sl:numberOfHolders 1 .
        term:a.1 sl:post post:p ; sl:holder person:a ;
            sl:latestStart "1982-11-12"^^xsd:date ; sl:earliestEnd "1984-02-09"^^xsd:date .
        term:b.1 sl:post post:p ; sl:holder person:b ;
            sl:latestStart "1984-02-08"^^xsd:date ; sl:earliestEnd "1985-03-10"^^xsd:date .
        """,
        ("1984-02-08", "1984-02-09"),
        [
            "term:a.1: error: shares days with <https://w3id.org/sovleader/id/term/b.1>, "
            "which is another person's term of the same post"
        ],
    ),
    "passage_without_source_text": (
        """
        passage:a.1 sl:startsAt 0 ; sl:source source:a .
        source:a sl:seeded "0123" .
        """,
        ("sl:seeded", "sl:textSha256"),
        [
            "passage:a.1: error: has a position, but <https://w3id.org/sovleader/id/source/a> has no sl:textSha256",
        ],
    ),
    "several_ends_of_a_post": (
        """
        event:first sl:changes post:p ; sl:changeKind concept:abolition ; sl:latestDate "1952-10-31"^^xsd:date .
        event:last sl:changes post:p ; sl:changeKind concept:abolition ; sl:earliestDate "1991-08-29"^^xsd:date .
        lapse:p.1 sl:lapseOf post:p ; sl:seeded event:first .
        """,
        ("sl:seeded", "sl:startedBy"),
        ["post:p: warning: ended by 1952-10-31 and again on 1991-08-29 or later, with no lapse between"],
    ),
    "succession_out_of_order": (
        """
        term:b.1 sl:succeeds term:a.1 ; sl:latestStart "1953-09-14"^^xsd:date .
        term:a.1 sl:earliestStart "1964-10-14"^^xsd:date .
        """,
        ("1964-10-14", "1953-09-14"),
        ["term:b.1: error: began by 1953-09-14, before the term it succeeds (from 1964-10-14)"],
    ),
    "term_without_claim": (
        """
        term:a.1 a sl:Term ; sl:holder person:a .
        claim:x.1 sl:seeded term:a.1 .
        """,
        ("sl:seeded", "rdf:subject"),
        ["term:a.1: error: no claim is about this term; add one for its holder, post or dates"],
    ),
}


def _triples(text: str) -> list[Triple]:
    return [quad.triple for quad in parse((HEAD + text).encode(), RdfFormat.TURTLE)]


def _found(text: str, check: str) -> list[str]:
    return [str(problem) for problem in run_checks(_triples(text)) if problem.rule == check]


def test_every_check_has_a_severity_and_a_seeded_fault() -> None:
    stems = {path.stem for path in files.query_files("checks")}
    assert stems == set(SEVERITIES) == set(FAULTS)


@pytest.mark.parametrize("check", FAULTS)
def test_a_check_finds_its_seeded_fault(check: str) -> None:
    text, _, expected = FAULTS[check]
    assert _found(text, check) == expected


@pytest.mark.parametrize("check", FAULTS)
def test_a_check_is_silent_where_the_fault_is_mended(check: str) -> None:
    text, (wrong, right), _ = FAULTS[check]
    assert wrong in text
    assert _found(text.replace(wrong, right), check) == []


def test_a_term_before_the_birth_of_its_holder_is_found() -> None:
    text = """
        tenure:a.1 sl:tenureHolder person:a ; sl:latestStart "1893-01-01"^^xsd:date .
        person:a rdfs:label "A"@en ; sl:earliestBirth "1894-04-15"^^xsd:date .
    """
    assert _found(text, "holder_outside_life") == [
        "tenure:a.1: error: began by 1893-01-01, before A was born (1894-04-15)"
    ]


LAPSED = """
    lapse:p.1 a sl:Lapse ; sl:lapseOf post:p ;
        sl:latestStart "1952-10-31"^^xsd:date ; sl:earliestEnd "1966-03-29"^^xsd:date .
    term:a.1 sl:post post:p ; sl:latestStart "1922-04-03"^^xsd:date ; sl:earliestEnd "{end}"^^xsd:date .
"""


def test_a_term_that_runs_into_a_lapse_of_its_post_is_found() -> None:
    assert _found(LAPSED.format(end="1953-03-05"), "holder_outside_post") == [
        "term:a.1: error: held while the post did not exist (1952-10-31 to 1966-03-29)"
    ]


def test_a_term_may_end_on_the_day_that_its_post_lapses() -> None:
    assert _found(LAPSED.format(end="1952-10-31"), "holder_outside_post") == []


def test_a_contested_term_never_overlaps_for_certain() -> None:
    text = FAULTS["overlap_certain"][0] + "term:b.1 sl:atMostPossible true ."
    assert _found(text, "overlap_certain") == []


def test_no_check_finds_an_error_in_the_graph() -> None:
    corpus = build.read_corpus()
    index = corpus.index()
    bounds, _ = derive_bounds(index, claims_in(index))
    triples = [triple for document in (*corpus.ontology, *corpus.data) for triple in document.triples]
    assert [str(one) for one in run_checks([*triples, *bounds]) if one.severity == "error"] == []
