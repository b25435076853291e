"""Bodies: the stored queries on who sat where, with whom and how long, on a graph of few seats."""

from __future__ import annotations

import pytest

from graphs import derived, triples
from memory import Memory
from sovleader_kg import KnowledgeGraph
from sovleader_kg.nodes import shown

NAMES = {"a": "Ann", "b": "Bob", "c": "Cid", "d": "Dan"}
PEOPLE = "".join(f'person:{slug} rdfs:label "{name}"@en . ' for slug, name in NAMES.items())
POSTS = """
body:p rdfs:label "Bureau"@en . body:s rdfs:label "Office"@en . body:g rdfs:label "Government"@en .
office:seats rdfs:label "Seats"@en . office:lead rdfs:label "Lead"@en .
post:full a sl:Post ; rdfs:label "Full"@en ; sl:postIn body:p ; sl:incarnationOf office:seats .
post:half a sl:Post ; rdfs:label "Candidate"@en ; sl:postIn body:p ; sl:incarnationOf office:seats .
post:head a sl:Post ; rdfs:label "Head"@en ; sl:postIn body:s ; sl:incarnationOf office:lead ; sl:numberOfHolders 1 .
post:minister a sl:Post ; rdfs:label "Minister"@en ; sl:postIn body:g .
"""
# Ann moves up on 1 May 1920 and leads from that day. Bob falls a year after Cid, to the day; when Cid's seat began only
# the year tells, and a claim denies that Dan sat at all. A plenum of three days takes Bob out, and Ann is a minister.
TERMS = """
person:a sl:birth "1880-05-01"^^edtf:EDTF ; sl:death "1930-01-01"^^edtf:EDTF .
person:b sl:birth "1890"^^edtf:EDTF .
event:plenum a sl:Plenum , sl:Event ; sl:start "1923-06-01"^^edtf:EDTF ; sl:end "1923-06-03"^^edtf:EDTF .
event:fall a sl:Removal , sl:Event ; sl:date "1922-06-02"^^edtf:EDTF .
event:rise a sl:Election , sl:Event ; sl:during event:meeting ; sl:date "1920-05-01"^^edtf:EDTF .
event:meeting a sl:Meeting , sl:Event ; sl:date "1920-05-01"^^edtf:EDTF .
term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:half ; sl:start "1919-01-01"^^edtf:EDTF ;
    sl:end "1920-05-01"^^edtf:EDTF .
term:a.2 a sl:Term ; sl:holder person:a ; sl:post post:full ; sl:start "1920-05-01"^^edtf:EDTF ;
    sl:end "1929-12-31"^^edtf:EDTF .
term:a.3 a sl:Term ; sl:holder person:a ; sl:post post:head ; sl:startedBy event:rise ;
    sl:end "1929-12-31"^^edtf:EDTF .
term:a.4 a sl:Term ; sl:holder person:a ; sl:post post:minister ; sl:start "1918"^^edtf:EDTF ;
    sl:end "1920"^^edtf:EDTF .
term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:full ; sl:start "1919-01-01"^^edtf:EDTF ;
    sl:end "1923-06-02"^^edtf:EDTF .
term:c.1 a sl:Term ; sl:holder person:c ; sl:post post:full ; sl:start "1920"^^edtf:EDTF ; sl:endedBy event:fall .
term:d.1 a sl:Term ; sl:holder person:d ; sl:post post:half ; sl:start "1919-01-01"^^edtf:EDTF ;
    sl:end "1922-01-01"^^edtf:EDTF .
claim:1 a sl:Claim ; rdf:subject term:d.1 ; rdf:predicate sl:holder ; rdf:object person:d ;
    sl:polarity concept:denied ; sl:stance concept:stated .
"""


@pytest.fixture(scope="module")
def seats() -> KnowledgeGraph:
    stated = triples(PEOPLE, POSTS, TERMS)
    return KnowledgeGraph(Memory([*stated, *derived(stated)]))


def rows(graph: KnowledgeGraph, query: str, columns: str, **values: str) -> list[tuple[str, ...]]:
    table = graph.ask(query, **values)
    places = [table.columns.index(name) for name in columns.split()]
    return [tuple(shown(row[place]) for place in places) for row in table.rows]


def test_whoever_moves_up_on_a_day_sits_in_both_seats_that_day(seats: KnowledgeGraph) -> None:
    assert rows(seats, "members_on", "term certainty boundary", body="p", day="1920-05-01") == [
        ("term:b.1", "certain", ""),
        ("term:a.2", "certain", "enters"),
        ("term:c.1", "possible", ""),
        ("term:a.1", "certain", "leaves"),
        ("term:d.1", "possible", ""),
    ]


def test_a_member_of_some_day_need_not_be_one_of_every_day(seats: KnowledgeGraph) -> None:
    found = rows(seats, "members_during", "term someDay everyDay", body="p", first="1920-06-01", last="1922-06-02")
    assert found == [
        ("term:b.1", "certain", "certain"),
        ("term:c.1", "certain", "possible"),
        ("term:a.2", "certain", "certain"),
        ("term:d.1", "possible", "impossible"),
    ]


def test_a_career_runs_from_birth_to_death(seats: KnowledgeGraph) -> None:
    assert rows(seats, "career_of_person", "step title earliestStart startedBy", person="a") == [
        ("born", "", "1880-05-01", ""),
        ("held", "Minister", "1918-01-01", ""),
        ("held", "Candidate", "1919-01-01", ""),
        ("held", "Full", "1920-05-01", ""),
        ("held", "Head", "1920-05-01", "event:rise"),
        ("died", "", "1930-01-01", ""),
    ]


def test_two_sit_together_surely_from_the_last_start_to_the_first_end(seats: KnowledgeGraph) -> None:
    columns = "otherTerm term together mayFrom mayTo surelyFrom surelyTo"
    assert rows(seats, "together_in_body", columns, body="p", person="c") == [
        ("term:a.1", "term:c.1", "possible", "1920-01-01", "1920-05-01", "", ""),
        ("term:b.1", "term:c.1", "certain", "1920-01-01", "1922-06-02", "1920-12-31", "1922-06-02"),
        ("term:d.1", "term:c.1", "possible", "1920-01-01", "1922-01-01", "", ""),
        ("term:a.2", "term:c.1", "certain", "1920-05-01", "1922-06-02", "1920-12-31", "1922-06-02"),
    ]


@pytest.mark.parametrize(
    ("event", "changes"),
    [
        ("fall", [("ended", "by it", "term:c.1")]),
        ("plenum", [("ended", "on its day", "term:b.1")]),
        (
            "meeting",
            [
                ("ended", "on its day", "term:a.1"),
                ("began", "in its course", "term:a.3"),
                ("began", "on its day", "term:a.2"),
            ],
        ),
    ],
)
def test_an_event_changes_what_it_began_or_ended_itself_or_in_its_course_or_days(
    event: str, changes: list[tuple[str, ...]], seats: KnowledgeGraph
) -> None:
    assert rows(seats, "changes_by_event", "change link term", event=event) == changes


def test_days_in_a_body_are_added_up_by_post(seats: KnowledgeGraph) -> None:
    assert rows(seats, "longest_in_body", "person post terms shortestLength longestLength", body="p")[:2] == [
        ("person:a", "post:full", "1", "3532", "3532"),
        ("person:b", "post:full", "1", "1614", "1614"),
    ]


def test_ages_count_birthdays_in_either_calendar(seats: KnowledgeGraph) -> None:
    assert rows(seats, "ages_in_body", "term atLeast atMost", body="p") == [
        ("term:a.1", "38", "38"),
        ("term:a.2", "39", "40"),
        ("term:b.1", "27", "29"),
    ]


def test_members_of_two_bodies_are_named_and_counted(seats: KnowledgeGraph) -> None:
    on = {"body": "p", "other": "g", "day": "1919-06-01"}
    assert rows(seats, "members_in_other_body", "term certainty otherTerm otherCertainty", **on) == [
        ("term:a.1", "certain", "term:a.4", "certain")
    ]
    assert rows(seats, "share_in_other_body", "certain possible certainInBoth possibleInBoth", **on) == [
        ("2", "3", "1", "1")
    ]


def test_who_sits_in_no_other_body_is_counted_with_none(seats: KnowledgeGraph) -> None:
    on = {"body": "p", "other": "g", "day": "1925-01-01"}
    assert rows(seats, "members_in_other_body", "term", **on) == []
    assert rows(seats, "share_in_other_body", "certain possible certainInBoth possibleInBoth", **on) == [
        ("1", "1", "0", "0")
    ]


def test_seats_of_a_leader_are_those_on_the_day_of_the_start(seats: KnowledgeGraph) -> None:
    assert rows(seats, "bodies_when_elected_leader", "term seat", office="lead") == [
        ("term:a.1", "certain"),
        ("term:a.2", "certain"),
        ("term:a.4", "possible"),
    ]


def test_a_year_reaches_to_the_same_day_and_moving_up_is_no_fall(seats: KnowledgeGraph) -> None:
    assert rows(seats, "fell_within_a_year", "term otherTerm withinAYear", body="p") == [
        ("term:d.1", "term:c.1", "possible"),
        ("term:c.1", "term:b.1", "certain"),
        ("term:c.1", "term:d.1", "possible"),
        ("term:b.1", "term:c.1", "certain"),
    ]
