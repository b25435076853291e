"""Rosters: the whole leadership of a day, as `who` answers it post by post, in groups that the data makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphs import triples
from sovleader_kg import KnowledgeGraph, UsageError, files
from sovleader_kg.answers.chronology.rosters import Roster, Turn
from sovleader_kg.model import Answer, Nobody
from sovleader_kg.names import BASE
from sovleader_kg.store.compiling import compile_store

DAYS = [
    *("1917-11-07", "1919-03-16", "1922-04-03", "1934-02-10", "1946-03-15", "1952-10-16", "1953-03-05", "1953-03-14"),
    *("1953-09-10", "1957-06-29", "1964-10-14", "1966-04-08", "1982-11-11", "1990-03-15", "1991-08-24", "1995-01-01"),
]

SEATS = """
office:secretaryship a sl:Office ; rdfs:label "Secretaryship"@en .
office:membership a sl:Office ; rdfs:label "Membership"@en .
body:few a sl:Body, sl:PartyBody ; rdfs:label "Few"@en .
body:many a sl:Body, sl:PartyBody ; rdfs:label "Many"@en .
body:state a sl:Body, sl:StateBody ; rdfs:label "State"@en .
body:part a sl:Body, sl:PartyBody ; rdfs:label "Part"@en .
post:first a sl:Post ; rdfs:label "First"@en ; sl:incarnationOf office:secretaryship ; sl:postIn body:few .
post:few-member a sl:Post ; rdfs:label "Few member"@en ; sl:incarnationOf office:membership ; sl:postIn body:few .
post:candidate a sl:Post ; rdfs:label "Candidate"@en ; sl:incarnationOf office:membership ; sl:postIn body:many .
post:member a sl:Post ; rdfs:label "Member"@en ; sl:incarnationOf office:membership ; sl:postIn body:many .
post:deputy a sl:Post ; rdfs:label "Deputy"@en ; sl:postIn body:state .
post:head a sl:Post ; rdfs:label "Head of the part"@en ; sl:postIn body:part ; sl:numberOfHolders 1 .
event:plenum a sl:Event ; rdfs:label "Plenum"@en ; sl:earliestDate "1930-05-01"^^xsd:date ;
    sl:latestDate "1930-05-03"^^xsd:date .
event:congress a sl:Event ; rdfs:label "Congress"@en ; sl:earliestStart "1930-05-02"^^xsd:date ;
    sl:latestStart "1930-05-02"^^xsd:date ; sl:earliestEnd "1930-05-09"^^xsd:date ;
    sl:latestEnd "1930-05-09"^^xsd:date .
event:begun a sl:Event ; rdfs:label "Begun"@en ; sl:earliestStart "1930-05-01"^^xsd:date ;
    sl:latestStart "1930-05-02"^^xsd:date .
event:undated a sl:Event ; rdfs:label "Undated"@en .
event:since a sl:Event ; rdfs:label "Since"@en ; sl:earliestDate "1930-01-01"^^xsd:date .
"""


def held(person: str, number: int, post: str, start: str, end: str) -> str:
    """Return a term from days or between days (`a/b`), with its person."""
    bounds = []
    for side, text in (("Start", start), ("End", end)):
        first, _, last = text.partition("/")
        bounds += [f'sl:earliest{side} "{first}"^^xsd:date', f'sl:latest{side} "{last or first}"^^xsd:date']
    term = (
        f"term:{person}.{number} a sl:Term ; sl:post post:{post} ; sl:holder person:{person} ; {' ; '.join(bounds)} ."
    )
    return f'person:{person} rdfs:label "{person}"@en .\n{term}\n'


TERMS = (
    held("ann", 1, "member", "1929-01-01", "1940-01-01"),
    held("bob", 1, "member", "1929-01-01", "1930-05-02"),
    held("bob", 2, "deputy", "1929-01-01", "1940-01-01"),
    held("cy", 1, "candidate", "1929-01-01", "1930-05-02"),
    held("cy", 2, "member", "1930-05-02", "1940-01-01"),
    held("dee", 1, "few-member", "1929-01-01", "1935-01-01"),
    held("ed", 1, "few-member", "1929-01-01/1930-06-01", "1935-01-01"),
    held("ed", 2, "few-member", "1930-07-01", "1936-01-01"),
    held("fay", 1, "deputy", "1930-01-01", "1940-01-01"),
    held("gus", 1, "head", "1929-01-01", "1940-01-01"),
    held("hal", 1, "head", "1939-01-01", "1941-01-01"),
    held("ida", 1, "candidate", "1931-01-01", "1932-01-01"),
)


@pytest.fixture(scope="module")
def seats(tmp_path_factory: pytest.TempPathFactory) -> KnowledgeGraph:
    """A made-up graph of bodies with seats."""
    folder: Path = tmp_path_factory.mktemp("seats")
    compile_store(folder, {"facts": triples(SEATS, *TERMS)}, {})
    return KnowledgeGraph.open(folder)


def posts_of(kg: KnowledgeGraph) -> list[str]:
    rows = kg.select("SELECT ?post WHERE { ?post a sl:Post } ORDER BY ?post").rows
    return [row[0].value for row in rows if row[0] is not None]


def answers(found: Roster) -> dict[str, Answer]:
    return {entry.answer.subject: entry.answer for group in found.groups for entry in group.entries}


def shifts(turn: Turn | None) -> list[tuple[str, str, str]]:
    return [(one.name, one.boundary, one.certainty) for one in turn.shifts] if turn else []


@pytest.mark.parametrize("day", DAYS)
def test_posts_and_offices_are_answered_as_who_answers_them(day: str, kg: KnowledgeGraph) -> None:
    """Every third is asked about, another third on the next of the days."""
    found = answers(KnowledgeGraph.open(files.compiled()).on(day))
    asked = sorted(found)[DAYS.index(day) % 3 :: 3]
    assert {subject: found[subject] for subject in asked} == {
        subject: KnowledgeGraph.open(files.compiled()).who(subject, on=day) for subject in asked
    }


@pytest.mark.parametrize("day", DAYS)
def test_whoever_may_hold_a_post_is_listed_once(day: str, kg: KnowledgeGraph) -> None:
    listed = [one for answer in answers(kg.on(day)).values() for one in answer.answers]
    asked = [one for post in posts_of(kg) for one in kg.who(post, on=day).answers]
    assert len({one.term for one in listed}) == len(listed)
    assert {one.person for one in listed} == {one.person for one in asked}


def test_who_led_in_effect_is_told_as_by_leaders(kg: KnowledgeGraph) -> None:
    assert kg.on("1953-03-16").leaders == kg.leaders(on="1953-03-16")


def test_nobody_is_told_of_a_headship_and_of_no_other_post(kg: KnowledgeGraph) -> None:
    found = kg.on("1982-11-11")
    (office,) = found.groups[0].entries
    assert (found.groups[0].kind, office.answer.nobody) == ("office", Nobody("certain", ("vacant",)))
    assert all(entry.answer.answers for group in found.groups if group.kind != "office" for entry in group.entries)


def test_both_of_a_handover_are_listed_with_their_boundaries(seats: KnowledgeGraph) -> None:
    many = next(one for one in seats.on("1930-05-02").groups if one.name == "Many")
    assert [[(one.name, one.boundary) for one in entry.answer.answers] for entry in many.entries] == [
        [("ann", None), ("cy", "enters"), ("bob", "leaves")],
        [("cy", "leaves")],
    ]


def test_groups_are_headships_then_bodies_with_seats_then_other_posts(seats: KnowledgeGraph) -> None:
    groups = seats.on("1930-05-01").groups
    assert [(one.kind, one.name) for one in groups] == [
        ("office", "Secretaryship"),
        ("body", "Many"),
        ("body", "Few"),
        ("body", "State"),
        ("posts", "Other posts"),
    ]


def test_the_post_that_is_filled_most_comes_first(seats: KnowledgeGraph) -> None:
    many = next(one for one in seats.on("1930-05-01").groups if one.name == "Many")
    assert [entry.name for entry in many.entries] == ["Member", "Candidate"]


def test_a_post_of_one_holder_is_no_seat_though_two_held_it_at_once(seats: KnowledgeGraph) -> None:
    other = seats.on("1939-06-01").groups[-1]
    assert (other.kind, [entry.name for entry in other.entries]) == ("posts", ["Head of the part"])
    assert [one.name for one in other.entries[0].answer.answers] == ["gus", "hal"]


def test_a_day_that_nobody_held_anything_is_empty(seats: KnowledgeGraph) -> None:
    found = seats.on("1950-01-01")
    assert (found.empty, [one.kind for one in found.groups]) == (True, ["office"])
    assert not seats.on("1930-05-01").empty


def test_events_are_certain_or_possible_on_a_day(seats: KnowledgeGraph) -> None:
    told = {day: [(one.name, one.certainty) for one in seats.on(day).events] for day in ("1930-05-01", "1930-05-02")}
    assert told["1930-05-01"] == [("Begun", "possible"), ("Plenum", "possible")]
    assert told["1930-05-02"] == [("Congress", "certain"), ("Begun", "possible"), ("Plenum", "possible")]


def test_an_event_without_a_closing_counts_by_its_opening(seats: KnowledgeGraph) -> None:
    assert [one.name for one in seats.on("1930-05-04").events] == ["Congress"]


def test_the_last_and_the_next_change_lie_around_the_day(seats: KnowledgeGraph) -> None:
    found = seats.on("1930-05-02")
    assert found.last is not None
    assert found.next is not None
    assert (found.last.day, shifts(found.last)) == ("1930-01-01", [("fay", "enters", "certain")])
    assert (found.next.day, shifts(found.next)) == ("1930-06-01", [("ed", "enters", "possible")])


def test_a_change_names_who_enters_before_who_leaves(seats: KnowledgeGraph) -> None:
    found = seats.on("1930-05-01").next
    assert shifts(found) == [("cy", "enters", "certain"), ("cy", "leaves", "certain"), ("bob", "leaves", "certain")]


def test_before_the_first_and_after_the_final_change_there_is_none(seats: KnowledgeGraph) -> None:
    assert (seats.on("1920-01-01").last, seats.on("1950-01-01").next) == (None, None)


def test_each_change_is_reached_from_the_one_before(kg: KnowledgeGraph) -> None:
    day, found = "1953-03-01", ["1953-03-01"]
    while day < "1953-12-31":
        after = kg.on(day).next
        assert after is not None
        last = kg.on(after.day).last
        assert last is not None
        assert last.day == day or day == "1953-03-01"
        day = after.day
        found.append(day)
    assert found == sorted(set(found))


def test_a_day_is_read_as_who_reads_it(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="ask during 1953-09"):
        kg.on("1953-09")


def test_a_roster_as_json_holds_the_answers_of_who(kg: KnowledgeGraph) -> None:
    found = kg.on("1964-10-14").as_json()
    assert list(found) == ["on", "groups", "leaders", "events", "last", "next"]
    groups = found["groups"]
    assert isinstance(groups, list)
    office = kg.who(on="1964-10-14").as_json()
    assert groups[0]["entries"] == [{"name": "Secretaryship of the party", **office}]
    assert groups[0]["subject"] == f"{BASE}office/secretaryship"


@pytest.mark.deep
def test_rdflib_gives_the_same_roster(kg: KnowledgeGraph, kg_rdflib: KnowledgeGraph) -> None:
    assert kg_rdflib.on("1953-03-14") == kg.on("1953-03-14")


def test_the_stored_query_lists_the_same_terms(seats: KnowledgeGraph) -> None:
    listed = [one.term for answer in answers(seats.on("1930-05-02")).values() for one in answer.answers]
    assert sorted(str(row["term"]) for row in seats.ask("roster_on", day="1930-05-02")) == sorted(listed)
