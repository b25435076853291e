"""Lines of holders: stored queries across renamings, lapses, contested terms and seats, on a graph of few terms."""

from __future__ import annotations

import pytest

from graphs import derived, triples
from memory import Memory
from sovleader_kg import KnowledgeGraph
from sovleader_kg.nodes import shown

HOLDERS = {"a": "Ann", "b": "Bob", "c": "Cid", "d": "Dan", "e": "Eve", "s": "Sue"}
PEOPLE = "".join(f'person:{slug} rdfs:label "{name}"@en . ' for slug, name in HOLDERS.items())
POSTS = """
post:old a sl:Post ; rdfs:label "Old"@en ; sl:incarnationOf office:o ; sl:numberOfHolders 1 ; sl:firstHolder person:a .
post:new a sl:Post ; rdfs:label "New"@en ; sl:incarnationOf office:o ; sl:numberOfHolders 1 ;
    sl:end "1934-01-01"^^edtf:EDTF .
post:seat a sl:Post ; rdfs:label "Seat"@en ; sl:incarnationOf office:seats .
office:o rdfs:label "Office"@en . office:seats rdfs:label "Seats"@en .
"""
# Ann hands over to Bob, who may have left years before his agreed end; Cid is contested; Dan comes after a lapse, is
# renamed and dies; Eve acts for him. Sue sits without a tenure.
TERMS = """
term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:old ; sl:start "1921-01-01"^^edtf:EDTF ;
    sl:end "1922-01-01"^^edtf:EDTF .
term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:old ; sl:start "1922-01-01"^^edtf:EDTF ;
    sl:end "1923/1931"^^edtf:EDTF ; sl:partOfTenure tenure:b.1 .
tenure:b.1 a sl:Tenure ; sl:office office:o ; sl:tenureHolder person:b ; sl:start "1922-01-01"^^edtf:EDTF ;
    sl:end "1923/1931"^^edtf:EDTF .
term:c.1 a sl:Term ; sl:holder person:c ; sl:post post:new ; sl:start "1932-06-01"^^edtf:EDTF ;
    sl:end "1932-12-31"^^edtf:EDTF .
term:d.1 a sl:Term ; sl:holder person:d ; sl:post post:new ; sl:start "1933-06-01"^^edtf:EDTF ;
    sl:end "1934-01-01"^^edtf:EDTF ; sl:succeeds term:b.1 ; sl:startMode concept:elected , concept:appointed ;
    sl:endMode concept:removed , concept:resigned .
term:e.1 a sl:Term , sl:ActingTerm ; sl:holder person:e ; sl:post post:new ; sl:start "1934-01-02"^^edtf:EDTF ;
    sl:end "1934-02-01"^^edtf:EDTF ; sl:startMode concept:appointed , concept:elected ; sl:succeeds term:d.1 .
term:s.1 a sl:Term ; sl:holder person:s ; sl:post post:seat ; sl:start "1930"^^edtf:EDTF ;
    sl:end "1935-05-05"^^edtf:EDTF .
term:a.2 a sl:Term ; sl:holder person:a ; sl:post post:seat ; sl:start "1929"^^edtf:EDTF ;
    sl:end "1935-05-05"^^edtf:EDTF .
concept:appointed rdfs:label "appointed"@en . concept:elected rdfs:label "elected"@en .
person:s sl:death "1935-05-05"^^edtf:EDTF .
claim:1 a sl:Claim ; rdf:subject term:c.1 ; rdf:predicate sl:holder ; rdf:object person:c ;
    sl:polarity concept:denied ; sl:stance concept:stated .
"""
LISTS = {
    "acting_holders": {"post": "new"},
    "holders_of_office": {"office": "o"},
    "holders_of_post": {"post": "new"},
    "terms_of_person": {"person": "d"},
}


@pytest.fixture(scope="module")
def line() -> KnowledgeGraph:
    stated = triples(PEOPLE, POSTS, TERMS)
    return KnowledgeGraph(Memory([*stated, *derived(stated)]))


def rows(graph: KnowledgeGraph, query: str, columns: str, **values: str) -> list[tuple[str, ...]]:
    table = graph.ask(query, **values)
    places = [table.columns.index(name) for name in columns.split()]
    return [tuple(shown(row[place]) for place in places) for row in table.rows]


def test_the_line_goes_on_across_renamings_and_lapses_where_no_source_says_who_followed(line: KnowledgeGraph) -> None:
    assert rows(line, "succession", "term link previous atMostPossible", office="o") == [
        ("term:a.1", "", "", "false"),
        ("term:b.1", "in time", "term:a.1", "false"),
        ("term:c.1", "in time", "term:b.1", "true"),
        ("term:d.1", "stated", "term:b.1", "false"),
        ("term:e.1", "stated", "term:d.1", "false"),
    ]


def test_seats_that_many_hold_at_once_stand_in_no_line(line: KnowledgeGraph) -> None:
    assert rows(line, "succession", "term link previous", office="seats") == [
        ("term:a.2", "", ""),
        ("term:s.1", "", ""),
    ]
    assert rows(line, "first_and_final_holders", "term", office="seats") == []


def test_a_gap_is_certain_only_where_a_source_says_who_followed_and_nobody_stands_between(
    line: KnowledgeGraph,
) -> None:
    assert rows(line, "gaps_in_succession", "gap previous term", office="o") == [
        ("certain", "term:d.1", "term:e.1"),
        ("possible", "term:b.1", "term:c.1"),
        ("possible", "term:b.1", "term:d.1"),
    ]


def test_a_contested_term_leaves_open_who_was_first_and_the_one_who_acted_stands_beside_the_final(
    line: KnowledgeGraph,
) -> None:
    assert rows(line, "first_and_final_holders", "which certainty agreed acting term", office="o") == [
        ("first", "possible", "false", "false", "term:c.1"),
        ("first", "possible", "false", "false", "term:d.1"),
        ("final", "certain", "false", "false", "term:d.1"),
        ("final", "certain", "false", "true", "term:e.1"),
        ("first", "certain", "true", "false", "term:a.1"),
        ("final", "possible", "false", "false", "term:b.1"),
    ]


def test_tenures_are_ordered_by_the_most_days_that_they_may_have_lasted(line: KnowledgeGraph) -> None:
    assert rows(line, "tenure_lengths", "tenure shortestLength longestLength", office="o") == [
        ("term:e.1", "31", "31"),
        ("term:c.1", "214", "214"),
        ("term:d.1", "215", "215"),
        ("term:a.1", "366", "366"),
        ("tenure:b.1", "366", "3652"),
    ]


def test_who_died_in_a_seat_that_is_part_of_no_tenure_is_told(line: KnowledgeGraph) -> None:
    assert ("certain", "term:s.1") in rows(line, "died_in_office", "died tenure", office="seats")


def test_the_bounds_of_a_holder_of_an_office_are_those_of_the_term(line: KnowledgeGraph) -> None:
    assert rows(line, "holders_of_office", "term acting atMostPossible earliestStart", office="o") == [
        ("term:a.1", "false", "false", "1921-01-01"),
        ("term:b.1", "false", "false", "1922-01-01"),
        ("term:c.1", "false", "true", "1932-06-01"),
        ("term:d.1", "false", "false", "1933-06-01"),
        ("term:e.1", "true", "false", "1934-01-02"),
    ]


@pytest.mark.parametrize("query", LISTS)
def test_a_list_of_terms_has_one_row_a_term(query: str, line: KnowledgeGraph) -> None:
    found = [term for (term,) in rows(line, query, "term", **LISTS[query])]
    assert found
    assert len(found) == len(set(found))


def test_of_several_ways_in_which_a_term_began_or_ended_the_first_by_name_is_shown(line: KnowledgeGraph) -> None:
    columns = "term startMode endMode acting atMostPossible"
    assert rows(line, "holders_of_post", columns, post="new") == [
        ("term:c.1", "", "", "false", "true"),
        ("term:d.1", "concept:appointed", "concept:removed", "false", "false"),
        ("term:e.1", "concept:appointed", "", "true", "false"),
    ]
    ways = rows(line, "starts_of_terms", "term", mode="concept:elected")
    assert ways == [("term:d.1",), ("term:e.1",)]
