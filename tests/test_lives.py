"""Lives: on no day does an answer, a table, a picture or an export name somebody dead, unborn or under sixteen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.dates import as_day, iso, years_after
from sovleader_kg.derived.limits import AGE
from sovleader_kg.export.format import Exported
from sovleader_kg.export.lanes import read_lanes
from sovleader_kg.names import compact, expand

FIRST, LAST = date(1917, 1, 1), date(1999, 12, 31)
HOLDERS = "sl:holder|sl:tenureHolder|sl:leader|sl:member"
UNKNOWN = ("0000-01-01", "9999-12-31")
MOST, FEW = 250, 40  # days that are asked about
LEFT_OUT = Path(__file__).parents[1] / "docs" / "left-out.md"
REVIEWED = Path(__file__).parent / "hand_read" / "days.csv"


@cache
def lives(kg: KnowledgeGraph) -> dict[str, tuple[str, str]]:
    """Return the first day at sixteen and the last day of life of each person, as far as they are known."""
    rows = kg.select("""
        SELECT ?who ?born ?died {
          ?who a foaf:Person .
          OPTIONAL { ?who sl:earliestBirth ?born } OPTIONAL { ?who sl:latestDeath ?died }
        } ORDER BY ?who""").rows
    return {
        who.value: (
            iso(years_after(as_day(born.value), AGE)) if born else UNKNOWN[0],
            died.value if died else UNKNOWN[1],
        )
        for who, born, died in rows
        if who
    }


def lacking(kg: KnowledgeGraph, *told: str, among: str = "") -> list[str]:
    """Return the names of those of whom one of these is not told."""
    rows = kg.select(f"""
        SELECT DISTINCT ?name {{
          ?who a foaf:Person ; rdfs:label ?name . {among}
          FILTER(LANG(?name) = "en")
          FILTER NOT EXISTS {{ ?who {" ; ".join(f"sl:{one} ?{one}" for one in told)} }}
        }} ORDER BY ?name""").rows
    return [name.value for (name,) in rows if name]


def test_whoever_led_or_headed_party_or_state_has_a_birth_and_a_death_or_is_named_in_the_docs(
    kg: KnowledgeGraph,
) -> None:
    offices = "VALUES ?office { office:secretaryship office:government-headship office:state-headship }"
    headed = f"{offices} ?thing sl:holder ?who ; sl:post/sl:incarnationOf ?office"
    found = lacking(kg, "birth", "death", among=f"{{ {headed} }} UNION {{ ?thing sl:leader|sl:member ?who }}")
    text = LEFT_OUT.read_text(encoding="utf-8")
    assert [name for name in found if name not in text] == []


def test_the_docs_count_whose_birth_or_death_is_not_told(kg: KnowledgeGraph) -> None:
    row = f"| births of {len(lacking(kg, 'birth'))} persons, deaths of {len(lacking(kg, 'death'))} |"
    assert row in LEFT_OUT.read_text(encoding="utf-8")


def named(kg: KnowledgeGraph, day: str) -> set[str]:
    """Return everybody whom an answer names on a day: the facade's and those of the stored queries."""
    posts = kg.select("SELECT ?post { ?post a sl:Post } ORDER BY ?post").rows
    bodies = kg.select("SELECT ?body { ?body a sl:Body } ORDER BY ?body").rows
    found = {one.person for (post,) in posts if post for one in kg.who(post.value, on=day).answers}
    for body in (None, *(body.value for (body,) in bodies if body)):
        led = kg.leaders(body, on=day)
        found |= {person for one in led.answers for person in (one.leader, *one.members)}
        found |= {person for one in led.together for person in one.members}
    found |= {str(row["person"]) for name in ("holders_on", "office_holders_on") for row in kg.ask(name, day=day)}
    return found | {str(row["leader"]) for row in kg.ask("effective_leaders_on", day=day)}


def outside_life(kg: KnowledgeGraph, day: str) -> list[str]:
    alive = lives(kg)
    return sorted(compact(one) for one in named(kg, day) if one in alive and not alive[one][0] <= day <= alive[one][1])


def edges(kg: KnowledgeGraph) -> list[str]:
    """Return the day before each sixteenth birthday, and the day after each death."""
    days = [
        date.fromisoformat(edge) + timedelta(by)
        for life in lives(kg).values()
        for edge, by in zip(life, (-1, 1), strict=True)
        if edge not in UNKNOWN
    ]
    return sorted({day.isoformat() for day in days if FIRST <= day <= LAST})


def breakpoints(kg: KnowledgeGraph) -> list[str]:
    """Return the days on which a bound lies, and those beside them: between two of them no answer changes."""
    bounds = "|".join(f"sl:{side}{end}" for side in ("earliest", "latest") for end in ("Start", "End"))
    rows = kg.select(f"SELECT DISTINCT ?day {{ ?thing {bounds} ?day }} ORDER BY ?day").rows
    days = {date.fromisoformat(day.value) + timedelta(by) for (day,) in rows if day for by in (-1, 0, 1)}
    return sorted(day.isoformat() for day in days if FIRST <= day <= LAST)


def sample(days: Sequence[str], most: int) -> Sequence[str]:
    return days[:: 1 + len(days) // most]


def test_nobody_is_named_outside_life_on_days_on_which_an_answer_may_change(graph: KnowledgeGraph) -> None:
    days = sample(sorted({*breakpoints(graph), *edges(graph)}), MOST)
    assert len(days) > 50
    assert {day: found for day in days if (found := outside_life(graph, day))} == {}


@pytest.mark.deep
def test_nobody_is_named_outside_life_on_days_on_which_a_life_in_office_begins_or_ends(kg: KnowledgeGraph) -> None:
    days = sample(edges(kg), FEW)
    assert len(days) > FEW // 2
    assert {day: found for day in days if (found := outside_life(kg, day))} == {}


def test_nobody_is_said_to_have_led_together_with_others_outside_life(kg: KnowledgeGraph) -> None:
    rows = kg.ask("collective_leaderships").records()
    assert len(rows) > 5
    for row in rows:
        first, last = lives(kg)[str(row["member"])]
        assert first <= str(row["memberFrom"]) <= str(row["memberTo"]) <= last, row


def test_no_table_of_the_export_reaches_beyond_a_life(
    graph: KnowledgeGraph, exported: Callable[[str], Exported]
) -> None:
    checked = 0
    for path, content in exported("csvw").files.items():
        for row in csv.DictReader(io.StringIO(content.decode(), newline="")) if path.endswith(".csv") else ():
            who = next((expand(row[name]) for name in ("holder", "tenureHolder", "leader") if row.get(name)), "")
            if who in lives(graph) and row.get("earliestStart") and row.get("latestEnd"):
                first, last = lives(graph)[who]
                assert first <= row["earliestStart"] <= row["latestEnd"] <= last, (path, row)
                checked += 1
    assert checked > 5


def test_every_published_bound_of_what_a_person_holds_lies_within_the_life(kg: KnowledgeGraph) -> None:
    rows = kg.select(f"""
        SELECT ?thing ?who ?from ?to {{
          ?thing {HOLDERS} ?who . ?who a foaf:Person .
          OPTIONAL {{ ?thing sl:earliestStart ?from }} OPTIONAL {{ ?thing sl:latestEnd ?to }}
        }} ORDER BY ?thing""").rows
    assert len(rows) > 60
    unbounded = [compact(thing.value) for thing, _, first, last in rows if thing and not (first and last)]
    assert unbounded == []
    alive = lives(kg)
    assert [
        compact(thing.value)
        for thing, who, first, last in rows
        if thing
        and who
        and first
        and last
        and not alive[who.value][0] <= first.value <= last.value <= alive[who.value][1]
    ] == []


def test_no_bar_of_the_timeline_reaches_beyond_a_life(kg: KnowledgeGraph) -> None:
    of = {
        row[0].value: row[1].value
        for row in kg.select(
            f"SELECT ?thing ?who {{ ?thing {HOLDERS} ?who . ?who a foaf:Person }} ORDER BY ?thing"
        ).rows
        if row[0] and row[1]
    }
    bars = [bar for lane in read_lanes(kg._engine, "en") for bar in lane.bars if bar.thing in of]
    assert len(bars) > 20
    for bar in bars:
        first, last = lives(kg)[of[bar.thing]]
        days = [bar.earliest_start, bar.latest_start, bar.earliest_end, bar.latest_end]
        assert bar.earliest_start, bar.thing
        assert bar.latest_end, bar.thing
        assert all(first <= day.isoformat() <= last for day in days if day), bar.thing


# Sixteen days, reviewed.


def reviewed() -> dict[str, set[tuple[str, ...]]]:
    with REVIEWED.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert all(row["reason"] for row in rows)
    days: dict[str, set[tuple[str, ...]]] = {row["day"]: set() for row in rows}
    for row in rows:
        days[row["day"]].add(tuple(row[name] for name in ("asked", "answer", "certainty", "marks", "people")))
    return days


@pytest.mark.parametrize("day", sorted(reviewed()))
def test_the_answers_of_a_day_are_those_that_were_reviewed(day: str, kg: KnowledgeGraph) -> None:
    found: set[tuple[str, ...]] = set()
    answer = kg.who(on=day)
    for one in answer.answers:
        marks = " ".join(mark for mark in (one.boundary, "acting" if one.acting else None) if mark)
        found.add(("who", one.name, one.certainty, marks, ""))
    if answer.nobody:
        found.add(("who", "nobody", answer.nobody.certainty, " ".join(answer.nobody.reasons), ""))
    for part in kg.leaders(on=day).parts:
        body = "CPSU" if part.body == "https://w3id.org/sovleader/id/body/cpsu" else str(part.body_name)
        found |= {(body, one.name, one.certainty, "", "; ".join(one.member_names)) for one in part.answers}
        found |= {(body, one.name, "together", "", "; ".join(one.member_names)) for one in part.together}
        if part.nobody:
            found.add((body, "nobody", part.nobody.certainty, " ".join(part.nobody.reasons), ""))
    assert found == reviewed()[day]


def test_sixteen_days_are_reviewed() -> None:
    assert len(reviewed()) == 16
