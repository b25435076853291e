"""Leadership in effect: who led, how sure that is, and what is said where nobody led alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sovleader_kg import KnowledgeGraph, UsageError
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.leadership import leaders
from sovleader_kg.answers.chronology.leaderships import Collective, Leadership, Leaderships
from sovleader_kg.answers.chronology.when import when
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import EVER, FIRST, LAST, Days, as_day
from sovleader_kg.model import Nobody
from test_limits import graph


def stretch(name: str, start: str, end: str) -> Stretch:
    """Return a stretch from days or between days (`a/b`); an empty text is any day."""
    points = []
    for side, text in (("start", start), ("end", end)):
        first, _, last = text.partition("/")
        days = (as_day(first), as_day(last or first)) if text else (FIRST, LAST)
        points.append(Point(f"{name} {side}", *days))
    return Stretch(*points)


def led(slug: str, start: str, end: str, *, leader: str | None = None, doubtful: bool = False) -> Leadership:
    leader = leader or slug
    return Leadership(slug, leader, leader, "person", "b", None, doubtful, (stretch(slug, start, end),), True, ())


def ask(
    *found: Leadership,
    collectives: tuple[Collective, ...] = (),
    behind: dict[str, dict[str, Days]] | None = None,
    **time: str,
) -> tuple[list[tuple[str, str]], Nobody | None]:
    stretches = [
        *(each for one in found for each in one.stretches),
        *(each for one in collectives for each in one.stretches),
    ]
    lives = {person: EVER for people in (behind or {}).values() for person in people}
    answer = leaders(Leaderships(found, collectives, behind or {}, lives, Worlds(stretches)), "b", when(**time))
    return [(one.leader, one.certainty) for one in answer.answers], answer.nobody


MALENKOV = led("malenkov", "1953-03-06", "1953-03-20")
KHRUSHCHEV = led("khrushchev", "1953-03-20", "1964-10-15")


def test_leader_without_a_rival_is_certain() -> None:
    assert ask(MALENKOV, KHRUSHCHEV, on="1953-03-10") == ([("malenkov", "certain")], None)


def test_leaders_of_one_day_contest_each_other() -> None:
    found, nobody = ask(MALENKOV, KHRUSHCHEV, on="1953-03-20")
    assert found == [("khrushchev", "possible"), ("malenkov", "possible")]
    assert nobody == Nobody("possible", ("silent",))


def test_in_a_period_each_is_certain_for_the_days_that_nobody_contests() -> None:
    found, nobody = ask(MALENKOV, KHRUSHCHEV, during="1953-03")
    assert (found, nobody) == ([("khrushchev", "certain"), ("malenkov", "certain")], None)


def test_two_leaders_in_turn_leave_no_one_throughout() -> None:
    assert ask(MALENKOV, KHRUSHCHEV, through="1953-03-10/1953-04-10") == (
        [],
        Nobody("certain", ("silent", "changed-hands")),
    )


def test_a_leadership_without_an_end_contests_nothing_and_is_possible() -> None:
    open_ended = led("rival", "1953-03-01", "")
    assert ask(MALENKOV, open_ended, on="1953-03-10")[0] == [("malenkov", "certain"), ("rival", "possible")]


def test_a_leadership_without_a_start_is_left_out() -> None:
    assert ask(led("rival", "", "1960-01-01"), on="1953-03-10")[0] == []


def test_the_holder_of_a_leading_office_is_no_rival_of_it() -> None:
    office = replace(led("office", "1950-01-01", "1960-01-01"), kind="office")
    first, second, third = (as_day(f"1953-03-{day}") for day in ("06", "10", "11"))
    other = {"office": {"malenkov": Days.of([(first, second)]), "other": Days.of([(third, third)])}}
    assert ask(MALENKOV, office, behind=other, on="1953-03-10")[0] == [("malenkov", "certain"), ("office", "certain")]
    assert ask(MALENKOV, office, behind=other, on="1953-03-11")[0] == [("malenkov", "possible"), ("office", "possible")]


def test_an_office_that_nobody_holds_leads_nothing_and_contests_nobody() -> None:
    office = replace(led("office", "1950-01-01", "1960-01-01"), kind="office")
    holder = {"office": {"stalin": Days.of([(as_day("1950-01-01"), as_day("1953-03-05"))])}}
    assert ask(MALENKOV, office, behind=holder, on="1953-03-10")[0] == [("malenkov", "certain")]


def test_nothing_is_led_before_it_exists_or_afterwards() -> None:
    existence = stretch("body", "1900-01-01", "1953-03-12")
    short = replace(MALENKOV, stretches=(*MALENKOV.stretches, existence))
    assert [ask(short, on=f"1953-03-{day}")[0] for day in ("12", "13")] == [[("malenkov", "certain")], []]


def test_a_collective_is_the_reason_that_nobody_led_alone() -> None:
    several = Collective(
        "several", "Both", "b", doubtful=False, stretches=(stretch("several", "1953-03-01", "1953-12-31"),)
    )
    assert ask(collectives=(several,), on="1953-06-01") == ([], Nobody("certain", ("collective",)))
    doubtful = replace(several, doubtful=True)
    assert ask(collectives=(doubtful,), on="1953-06-01") == ([], Nobody("possible", ("collective", "silent")))


def test_a_collective_of_another_body_is_no_reason() -> None:
    several = Collective(
        "several", "Both", "c", doubtful=False, stretches=(stretch("several", "1953-03-01", "1953-12-31"),)
    )
    assert ask(collectives=(several,), on="1953-06-01") == ([], Nobody("possible", ("silent",)))


def test_malenkov_led_the_country_in_march_1953_and_held_no_office(kg: KnowledgeGraph) -> None:
    found = kg.leaders("soviet-union", on="1953-03-16")
    assert (found.answers[0].name, found.answers[0].certainty) == ("Georgy Malenkov", "certain")
    assert kg.who(on="1953-03-16").answers == ()


def test_a_leading_office_names_its_holders_of_the_day(kg: KnowledgeGraph) -> None:
    (office,) = [one for one in kg.leaders("soviet-union", on="1984-06-01").answers if one.kind == "office"]
    assert [one.rpartition("/")[2] for one in office.members] == ["konstantin-chernenko"]
    assert office.certainty == "possible"


def test_without_a_body_every_body_is_answered(kg: KnowledgeGraph) -> None:
    bodies = {one.body.rpartition("/")[2] for one in kg.leaders(on="1921-01-01").answers}
    assert bodies == {"cpsu", "russia"}


def test_json_names_the_time_and_the_members(kg: KnowledgeGraph) -> None:
    found = kg.leaders("body:soviet-union", through="1940").as_json()
    assert set(found) == {"body", "body_name", "through", "answers", "nobody", "together", "parts"}
    assert isinstance(found["answers"], list)
    assert set(found["answers"][0]) == {
        *("leadership", "leader", "name", "kind", "body", "body_name", "role", "certainty"),
        *("members", "member_names", "claims"),
    }


def test_an_unknown_body_gets_a_suggestion(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r'"soviet-onion" is not in the graph. Did you mean "body:soviet-union"'):
        kg.leaders("soviet-onion", on="1953-03-16")


def test_those_who_led_together_are_named(kg: KnowledgeGraph) -> None:
    found = kg.leaders("cpsu", on="1955-01-01")
    assert [one.name for one in found.together] == ["Collective leadership after Stalin"]
    assert "https://w3id.org/sovleader/id/person/georgy-malenkov" in found.together[0].members


@pytest.mark.parametrize(
    ("day", "dead"),
    [
        ("1984-02-10", {"alexei-kosygin", "leonid-brezhnev", "yuri-andropov"}),
        ("1960-01-01", {"lavrentiy-beria", "joseph-stalin"}),
        ("1991-09-15", {"alexei-kosygin", "leonid-brezhnev", "nikolai-podgorny"}),
    ],
)
def test_the_dead_are_not_named_as_leading_together(day: str, dead: set[str], kg: KnowledgeGraph) -> None:
    named = {one.rpartition("/")[2] for group in kg.leaders(on=day).together for one in group.members}
    assert named & dead == set()


def test_those_who_led_together_stand_beside_somebody_who_certainly_led(kg: KnowledgeGraph) -> None:
    found = kg.leaders("soviet-union", on="1975-01-01")
    assert [(one.name, one.certainty) for one in found.answers][:1] == [("Leonid Brezhnev", "certain")]
    assert [one.member_names for one in found.together] == [("Alexei Kosygin", "Leonid Brezhnev")]


def test_without_a_body_the_country_answers_before_the_party(kg: KnowledgeGraph) -> None:
    found = kg.leaders(on="1953-03-06")
    assert [part.body_name for part in found.parts] == ["Soviet Union", "Communist Party of the Soviet Union"]
    assert found.answers[0].name == "Georgy Malenkov"
    assert {one.body_name for one in kg.leaders(on="1953-03-16").answers} == {"Soviet Union"}


def test_a_country_that_did_not_exist_yet_is_not_answered_for(kg: KnowledgeGraph) -> None:
    assert kg.leaders(on="1919-03-20").parts[0].body_name == "Russia"
    assert kg.leaders("soviet-union", on="1919-03-20").answers == ()


def test_a_collective_whose_named_members_have_left_is_named_without_them(kg: KnowledgeGraph) -> None:
    found = kg.leaders("cpsu", on="1960-01-01")
    assert [(one.name, one.members) for one in found.together] == [("Collective leadership after Stalin", ())]
    assert kg.leaders("cpsu", on="1984-02-10").together == ()


def test_an_office_of_another_time_leads_nothing_for_the_query_either() -> None:
    kg = graph("""
    office:o a sl:Office ; rdfs:label "o"@en . body:x a sl:Body ; rdfs:label "x"@en .
    post:p a sl:Post ; rdfs:label "p"@en ; sl:incarnationOf office:o ;
        sl:start "1950-01-01"^^edtf:EDTF ; sl:end "1960-01-01"^^edtf:EDTF .
    person:a a foaf:Person ; rdfs:label "a"@en . term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:p ;
        sl:start "1950-01-01"^^edtf:EDTF ; sl:end "1960-01-01"^^edtf:EDTF .
    leadership:l a sl:EffectiveLeadership ; sl:leader office:o ; sl:leads body:x ;
        sl:start "1930-01-01"^^edtf:EDTF ; sl:end "1940-01-01"^^edtf:EDTF .
    """)
    assert kg.leaders("body:x", during="1930-01-01/1955-01-01").answers == ()
    assert kg.ask("effective_leaders_during", body="x", first="1930-01-01", last="1955-01-01").rows == ()
