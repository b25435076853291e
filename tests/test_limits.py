"""Limits: how far a start or an end reaches that no claim bounds, and how it is told."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from graphs import index_of, triples
from memory import Memory
from sovleader_kg import KnowledgeGraph
from sovleader_kg.corpus.corpus import read_corpus, triples_of
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.names import compact

LIFE = 'person:a a foaf:Person ; sl:birth "1900-06-15"^^edtf:EDTF ; sl:death "1960-03-01"^^edtf:EDTF .\n'
POST = "post:p a sl:Post ; sl:numberOfHolders 1 .\n"
TERM = "term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:p .\n"
JOINED = 'person:a sl:joinedParty "1925-01-10"^^edtf:EDTF .\n'
PARTY = (
    "post:p sl:postIn body:committee . body:committee sl:partOf body:party . body:party sl:bodyKind concept:party ;"
    ' sl:start "1912"^^edtf:EDTF ; sl:end "1991-11-06"^^edtf:EDTF .\n'
)
BEGUN = 'term:a.1 sl:start "1950-01-01"^^edtf:EDTF .\n'
OTHER = (
    'term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:p ; sl:start "1955-02-08"^^edtf:EDTF ;'
    ' sl:end "1958-03-27"^^edtf:EDTF .\n'
)


def bounds(thing: str, *turtle: str) -> dict[str, str]:
    """Return what is derived of a thing, by the names of the properties; several values in a row."""
    index = index_of(*turtle)
    derived, problems = derive_bounds(index, claims_in(index))
    assert problems == []
    found: dict[str, str] = {}
    for triple in derived:
        if compact(triple.subject.value) == thing:  # type: ignore[union-attr]
            value = triple.object.value if isinstance(triple.object, Literal) else compact(triple.object.value)  # type: ignore[union-attr]
            name = triple.predicate.value.rpartition("#")[2]
            found[name] = f"{found[name]} {value}" if name in found else value
    return found


def problems(*turtle: str) -> list[str]:
    index = index_of(*turtle)
    return [problem.message for problem in derive_bounds(index, claims_in(index))[1]]


def test_nobody_serves_before_the_age_of_sixteen_or_after_death() -> None:
    assert bounds("term:a.1", LIFE, POST, TERM) == {
        "earliestStart": "1916-06-15",
        "startLimitedBy": "person:a",
        "latestEnd": "1960-03-01",
        "endLimitedBy": "person:a",
    }


def test_a_told_end_that_is_vague_reaches_no_further_than_death() -> None:
    found = bounds("term:a.1", LIFE, POST, TERM, BEGUN, 'term:a.1 sl:end "1960"^^edtf:EDTF .')
    assert (found["earliestEnd"], found["latestEnd"]) == ("1960-01-01", "1960-03-01")
    assert "endLimitedBy" not in found


def test_a_vague_death_comes_no_earlier_than_the_end_of_service() -> None:
    vague = 'person:a a foaf:Person ; sl:death "1960"^^edtf:EDTF .\n'
    found = bounds("person:a", vague, POST, TERM, BEGUN, 'term:a.1 sl:end "1960-05-01"^^edtf:EDTF .')
    assert found["earliestDeath"] == "1960-05-01"


def test_the_rule_on_age_says_nothing_of_a_birth() -> None:
    vague = 'person:a a foaf:Person ; sl:birth "1890/1910"^^edtf:EDTF .\n'
    found = bounds("person:a", vague, POST, TERM, 'term:a.1 sl:start "1917-05-01"^^edtf:EDTF .')
    assert (found["earliestBirth"], found["latestBirth"]) == ("1890-01-01", "1911-01-13")


def test_a_contested_holder_narrows_no_life() -> None:
    vague = 'person:a a foaf:Person ; sl:death "1960"^^edtf:EDTF .\n'
    rival = "claim:1 a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:holder ; rdf:object person:a .\n"
    rival += "claim:2 a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:holder ; rdf:object person:b .\n"
    found = bounds("person:a", vague, POST, TERM, rival, BEGUN, 'term:a.1 sl:end "1960-05-01"^^edtf:EDTF .')
    assert found["earliestDeath"] == "1960-01-01"


@pytest.mark.parametrize(
    ("dates", "said"),
    [
        ('term:a.1 sl:start "1900-01-01"^^edtf:EDTF .', "term:a.1 starts before person:a was born"),
        ('term:a.1 sl:start "1910-01-01"^^edtf:EDTF .', "term:a.1 starts before person:a was sixteen"),
        ('term:a.1 sl:end "1961-01-01"^^edtf:EDTF .', "term:a.1 ends after person:a died"),
    ],
)
def test_service_outside_life_is_told(dates: str, said: str) -> None:
    assert problems(LIFE, POST, TERM, dates) == [f"{said}, whatever the claims mean; correct a date or reject a claim"]


def test_a_post_in_the_party_is_not_held_before_joining_it() -> None:
    found = bounds("term:a.1", LIFE, POST, TERM, JOINED, PARTY)
    assert (found["earliestStart"], found["startLimitedBy"]) == ("1925-01-10", "person:a")
    assert bounds("term:a.1", LIFE, POST, TERM, JOINED)["earliestStart"] == "1916-06-15"


def test_a_post_lasts_as_long_as_its_party_and_its_holders_as_long_as_the_post() -> None:
    post = bounds("post:p", POST, PARTY)
    assert (post["earliestStart"], post["startLimitedBy"]) == ("1912-01-01", "body:party")
    assert (post["latestEnd"], post["endLimitedBy"]) == ("1991-11-06", "body:party")
    ended = 'post:p sl:end "1952-10-14"^^edtf:EDTF .\n'
    found = bounds("term:a.1", LIFE, POST, TERM, PARTY, ended)
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1952-10-14", "post:p")


def test_what_is_told_to_begin_after_its_post_ended_is_not_limited_by_it() -> None:
    ended = 'post:p sl:end "1941-05-06"^^edtf:EDTF .\n'
    assert bounds("term:a.1", LIFE, POST, TERM, BEGUN, ended)["endLimitedBy"] == "person:a"


def test_the_only_holder_ends_when_another_is_certain() -> None:
    found = bounds("term:a.1", LIFE, POST, TERM, BEGUN, OTHER)
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1955-02-08", "term:b.1")


def test_the_only_holder_begins_when_the_one_before_is_no_longer_certain() -> None:
    found = bounds("term:a.1", LIFE, POST, TERM, OTHER, 'term:a.1 sl:end "1959-01-01"^^edtf:EDTF .')
    assert (found["earliestStart"], found["startLimitedBy"]) == ("1958-03-27", "term:b.1")


def test_one_of_several_holders_is_not_limited_by_another() -> None:
    several = POST.replace("sl:numberOfHolders 1", "sl:numberOfHolders 5")
    assert bounds("term:a.1", LIFE, several, TERM, BEGUN, OTHER)["endLimitedBy"] == "person:a"


def test_claims_that_overlap_still_overlap() -> None:
    found = bounds("term:a.1", LIFE, POST, TERM, BEGUN, OTHER, 'term:a.1 sl:end "1956"^^edtf:EDTF .')
    assert (found["earliestEnd"], found["latestEnd"]) == ("1956-01-01", "1956-12-31")


SEATS = (
    "post:full a sl:Post ; sl:incarnationOf office:o ; sl:postIn body:bureau .\n"
    "post:candidate a sl:Post ; sl:incarnationOf office:o ; sl:postIn body:bureau .\n"
)
RISEN = (
    'term:a.2 a sl:Term ; sl:holder person:a ; sl:post post:full ; sl:start "1952-10-16"^^edtf:EDTF ;'
    ' sl:end "1957-06-29"^^edtf:EDTF .\n'
)


def _seat(post: str, *dates: str) -> str:
    told = "".join(f' ; sl:{side} "{day}"^^edtf:EDTF' for side, day in (one.split() for one in dates))
    return f"term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:{post}{told} .\n"


def test_a_candidate_who_rose_is_none_any_more() -> None:
    found = bounds("term:a.1", LIFE, SEATS, RISEN, _seat("candidate", "start 1949-01-01"))
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1952-10-16", "term:a.2")
    told = bounds("term:a.1", LIFE, SEATS, RISEN, _seat("candidate", "start 1949-01-01", "end 1953"))
    assert (told["earliestEnd"], told["latestEnd"]) == ("1953-01-01", "1953-12-31")


def test_a_full_member_who_became_a_candidate_was_none_before() -> None:
    found = bounds("term:a.1", LIFE, SEATS, RISEN, _seat("candidate", "end 1959-01-01"))
    assert (found["earliestStart"], found["startLimitedBy"]) == ("1957-06-29", "term:a.2")


def test_another_term_of_the_same_post_limits_nothing() -> None:
    found = bounds("term:a.1", LIFE, SEATS, RISEN, _seat("full", "start 1949-01-01"))
    assert found["endLimitedBy"] == "person:a"


@pytest.mark.parametrize(("single", "by"), [(True, "term:a.2"), (False, "person:a")])
def test_nobody_heads_two_parties(single: bool, by: str) -> None:
    number = "; sl:numberOfHolders 1 " if single else ""
    parties = "".join(
        f"post:{name} a sl:Post {number}; sl:postIn body:{name} . body:{name} sl:bodyKind concept:party .\n"
        for name in ("candidate", "full")
    )
    assert bounds("term:a.1", LIFE, parties, RISEN, _seat("candidate", "start 1949-01-01"))["endLimitedBy"] == by


CONGRESSES = (
    "body:party-congress sl:elects body:committee . body:committee sl:elects body:bureau .\n"
    + "".join(
        f'event:{name} a sl:Congress ; sl:start "{first}"^^edtf:EDTF ; sl:end "{last}"^^edtf:EDTF .\n'
        for name, first, last in (
            ("one", "1939-03-10", "1939-03-21"),
            ("two", "1952-10-05", "1952-10-14"),
            ("idle", "1955-01-27", "1955-02-05"),
            ("three", "1956-02-14", "1956-02-25"),
        )
    )
    + "".join(
        f'term:n.{number} a sl:Term ; sl:holder person:n ; sl:post post:full ; sl:start "{day}"^^edtf:EDTF ;'
        f' sl:end "{day}"^^edtf:EDTF .\n'
        for number, day in enumerate(("1939-03-22", "1952-10-16", "1956-02-27"), 1)
    )
)


def test_a_seat_is_carried_no_further_than_a_week_after_the_next_congress() -> None:
    found = bounds("term:a.1", LIFE, SEATS, CONGRESSES, _seat("candidate", "start 1949-01-01"))
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1952-10-21", "event:two")


def test_a_seat_is_carried_no_further_back_than_the_last_congress() -> None:
    found = bounds("term:a.1", LIFE, SEATS, CONGRESSES, _seat("candidate", "end 1949-01-01"))
    assert (found["earliestStart"], found["startLimitedBy"]) == ("1939-03-10", "event:one")


def test_a_congress_at_which_no_seat_begins_ends_none() -> None:
    found = bounds("term:a.1", LIFE, SEATS, CONGRESSES, _seat("candidate", "start 1953-01-01"))
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1956-03-03", "event:three")


def test_a_congress_ends_no_seat_that_a_claim_speaks_of_nor_one_of_another_body() -> None:
    rejected = (
        'claim:x.1 a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:end ; rdf:object "1958"^^edtf:EDTF ;'
        " sl:passage passage:x.1 ; sl:stance concept:stated ; sl:polarity concept:affirmed .\n"
        "resolution:x a sl:Resolution ; sl:rejects claim:x.1 .\n"
    )
    begun = _seat("candidate", "start 1949-01-01")
    assert bounds("term:a.1", LIFE, SEATS, CONGRESSES, begun, rejected)["endLimitedBy"] == "person:a"
    elsewhere = SEATS.replace("body:bureau", "body:council")
    assert bounds("term:a.1", LIFE, elsewhere, CONGRESSES, begun)["endLimitedBy"] == "person:a"


LED = (
    "leadership:a a sl:EffectiveLeadership ; sl:leader person:a ; sl:leads body:land ;"
    ' sl:start "1950-01-01"^^edtf:EDTF .\n'
    "leadership:b a sl:EffectiveLeadership ; sl:leader person:b ; sl:leads body:land ;"
    ' sl:start "1955-02-08"^^edtf:EDTF ; sl:end "1958-03-27"^^edtf:EDTF .\n'
)


def test_a_leadership_ends_when_another_leads_for_certain() -> None:
    assert bounds("leadership:a", LIFE, LED)["latestEnd"] == "1955-02-08"
    third = (
        "leadership:c a sl:EffectiveLeadership ; sl:leader person:c ; sl:leads body:land ;"
        ' sl:start "1955-02-08"^^edtf:EDTF ; sl:end "1956-12-31"^^edtf:EDTF .\n'
        "claim:c a sl:Claim ; rdf:subject leadership:c ; rdf:predicate sl:leader ; rdf:object person:c ."
    )
    contested = bounds("leadership:a", LIFE, LED, third)
    assert (contested["latestEnd"], contested["endLimitedBy"]) == ("1955-02-08", "leadership:c")


GROUP = (
    "collective:g a sl:CollectiveLeadership ; sl:hasMember person:a , person:b , person:c .\n"
    'person:b a foaf:Person ; sl:death "1970"^^edtf:EDTF .\nperson:c a foaf:Person ; sl:death "1955"^^edtf:EDTF .\n'
)


def test_a_leadership_of_several_needs_two_who_can_serve() -> None:
    found = bounds("collective:g", LIFE, GROUP)
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1960-03-01", "person:a")
    left = "membership:a.1 a sl:CollectiveMembership ; sl:member person:a ; sl:memberOfCollective collective:g ;"
    found = bounds("collective:g", LIFE, GROUP, f'{left} sl:end "1957-06-29"^^edtf:EDTF .')
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1957-06-29", "person:a")


def test_an_office_exists_from_its_first_post_to_its_last() -> None:
    posts = (
        'post:p sl:incarnationOf office:o ; sl:start "1922-04-03"^^edtf:EDTF ; sl:end "1952-10"^^edtf:EDTF .\n'
        'post:q a sl:Post ; sl:incarnationOf office:o ; sl:start "1953-09"^^edtf:EDTF ; sl:end "1966"^^edtf:EDTF .\n'
    )
    assert bounds("office:o", POST, posts) == {
        "earliestStart": "1922-04-03",
        "latestStart": "1922-04-03",
        "earliestEnd": "1966-01-01",
        "latestEnd": "1966-12-31",
    }


NAMES = 'person:a rdfs:label "a"@en . person:b rdfs:label "b"@en . term:a.1 rdfs:label "a"@en .\n'


def graph(turtle: str) -> KnowledgeGraph:
    """Return the facade over a graph with the ontology and its bounds."""
    stated = triples(turtle)
    index = Index(stated)
    vocabulary = triples_of(read_corpus().ontology)
    return KnowledgeGraph(Memory([*vocabulary, *stated, *derive_bounds(index, claims_in(index))[0]]))


@pytest.mark.parametrize(
    ("more", "bound", "told", "premise"),
    [
        ("", "sl:latestEnd", "nobody serves after death", "person:a sl:latestDeath"),
        (
            "",
            "sl:earliestStart",
            "nobody serves before the age of sixteen, a rule of this project",
            "person:a sl:earliestBirth",
        ),
        (
            JOINED + PARTY,
            "sl:earliestStart",
            "nobody holds a post in the party before joining it",
            "person:a sl:earliestJoining",
        ),
        (
            PARTY.replace("1991", "1955"),
            "sl:latestEnd",
            "nothing ends after what it is in, of or leads",
            "body:party sl:latestEnd",
        ),
        (
            BEGUN + OTHER,
            "sl:latestEnd",
            "only one can be at a time, and another is certain from that day",
            "term:b.1 sl:latestStart",
        ),
        (
            BEGUN + CONGRESSES + SEATS + "post:p sl:postIn body:bureau .",
            "sl:latestEnd",
            "an inference of this project: a seat no source carries further lasts from a congress to the next",
            "event:two sl:latestEnd",
        ),
    ],
)
def test_explain_tells_each_rule_in_words(more: str, bound: str, told: str, premise: str) -> None:
    (statement,) = graph(LIFE + POST + TERM + NAMES + more).explain("term:a.1", bound).statements
    (proof,) = statement.proofs
    assert (proof.rule, proof.because) == ("limits", told)
    (reason,) = proof.premises
    assert f"{compact(reason.triple[0])} {compact(reason.triple[1])}" == premise


def test_explain_tells_of_another_whose_start_only_its_end_bounds() -> None:
    other = 'term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:p ; sl:end "1955-02-08"^^edtf:EDTF .\n'
    (statement,) = graph(POST + TERM + NAMES + BEGUN + other).explain("term:a.1", "sl:latestEnd").statements
    (reason,) = statement.proofs[0].premises
    assert (statement.values, compact(reason.triple[0]), compact(reason.triple[1])) == (
        ("1955-02-08",),
        "term:b.1",
        "sl:latestEnd",
    )
