"""The facade and the stored queries agree on the graph: each day on which something may change, and periods.

A query sees the bounds of each end alone. So it may name more than the facade and call less certain, never the
other way round; where the two differ on this graph, the difference stands here.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from itertools import product

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import compact, expand

OFFICE = "office:secretaryship"
POSTS = ["technical-secretary", "chairman-of-the-secretariat", "responsible-secretary", "general-secretary"]
POSTS += ["first-secretary", "secretariat-member", "politburo-member", "chairman-of-the-council-of-ministers"]
PERIODS = [("1917-04-01", "1919-12-31"), ("1922-04-01", "1922-04-30"), ("1934-01-01", "1934-12-31")]
PERIODS += [("1952-10-01", "1953-09-30"), ("1953-01-01", "1953-12-31"), ("1964-01-01", "1964-12-31")]
PERIODS += [("1964-10-14", "1964-10-15"), ("1966-01-01", "1966-12-31"), ("1982-11-01", "1982-11-30")]
PERIODS += [("1984-02-10", "1984-02-12"), ("1985-01-01", "1990-12-31"), ("1991-08-01", "1991-12-31")]
BODIES = ["body:soviet-union", "body:cpsu", "body:secretariat", "body:russia"]
MOST = 40  # things of a kind whose pairs are held against each other
DAYS = 150  # days on which a thing is asked about
Answers = dict[str, str]


# From a thing that is asked about to what is dated behind it: terms, tenures, leaderships, and the lives of people.
BEHIND = {
    "post": "{ ?thing sl:post <%s> } UNION { BIND(<%s> AS ?thing) }",
    "office": "{ ?thing sl:office <%s> } UNION { ?post sl:incarnationOf <%s> . ?thing sl:post ?post }",
    "body": "{ ?thing sl:leads <%s> } UNION { <%s> a ?type . ?thing a sl:CollectiveLeadership }",
}


@cache
def breakpoints(kg: KnowledgeGraph, asked: str) -> list[str]:
    """Return the days on which a bound of what lies behind a post, office or body lies, and those beside them."""
    iri = expand(asked)
    sides = " ".join(f"sl:{side}{end}" for side in ("earliest", "latest") for end in ("Start", "End", "Birth", "Death"))
    behind = BEHIND[asked.partition(":")[0]] % (iri, iri)
    rows = kg.select(
        f"SELECT DISTINCT ?day {{ VALUES ?p {{ {sides} }} {behind} "
        "OPTIONAL { ?thing sl:holder|sl:leader ?person } "
        "{ ?thing ?p ?day } UNION { ?person ?p ?day } } ORDER BY ?day"
    )
    days = {date.fromisoformat(day.value) + timedelta(by) for (day,) in rows.rows if day for by in (-1, 0, 1)}
    found = sorted(day.isoformat() for day in days if 1916 < day.year < 2000)
    return found[:: 1 + len(found) // DAYS]


def asked(kg: KnowledgeGraph, query: str, key: str, **values: str) -> Answers:
    """Return the certainty by person or thing; the certain of two rows counts."""
    found: Answers = {}
    for row in kg.ask(query, **values):
        if found.get(str(row[key])) != "certain":
            found[str(row[key])] = str(row["certainty"])
    return found


def persons(kg: KnowledgeGraph, subject: str, **time: str) -> Answers:
    return {one.person: one.certainty for one in kg.who(subject, **time).answers}


@pytest.mark.parametrize("post", POSTS)
def test_holders_of_a_post_on_every_breakpoint(post: str, kg: KnowledgeGraph) -> None:
    for day in breakpoints(kg, f"post:{post}"):
        assert asked(kg, "holders_on", "person", post=post, day=day) == persons(kg, f"post:{post}", on=day), day


def test_holders_of_the_office_on_every_breakpoint(kg: KnowledgeGraph) -> None:
    for day in breakpoints(kg, OFFICE):
        assert asked(kg, "office_holders_on", "person", office=OFFICE, day=day) == persons(kg, OFFICE, on=day), day


@pytest.mark.parametrize("mode", ["during", "through"])
@pytest.mark.parametrize("period", PERIODS)
def test_holders_in_periods(period: tuple[str, str], mode: str, kg: KnowledgeGraph) -> None:
    first, last = period
    time = {mode: "/".join(period)}
    for post in POSTS:
        found = asked(kg, f"holders_{mode}", "person", post=post, first=first, last=last)
        assert found == persons(kg, f"post:{post}", **time), post
    found = asked(kg, f"office_holders_{mode}", "person", office=OFFICE, first=first, last=last)
    assert found == persons(kg, OFFICE, **time)


@pytest.mark.parametrize("kind", ["sl:Term", "sl:Tenure", "sl:Post"])
def test_relations_of_ordered_pairs(kind: str, graph: KnowledgeGraph) -> None:
    every = [row[0].value for row in graph.select(f"SELECT ?x {{ ?x a {kind} }} ORDER BY ?x").rows if row[0]]
    things = every[:: 1 + len(every) // MOST]
    found = {
        (row["first"], row["second"], row["relation"], row["certainty"])
        for first in things
        for row in graph.ask("relations_of_two", first=first)
    }
    for first, second in product(things, things):
        relation = graph.relate(first, second)
        expected = {
            (first, second, one, "certain" if one == relation.certain else "possible") for one in relation.possible
        }
        assert {row for row in found if row[:2] == (first, second)} == expected, (compact(first), compact(second))


def test_order_of_pairs_of_events(graph: KnowledgeGraph) -> None:
    every = sorted(row[0].value for row in graph.select("SELECT ?x { ?x sl:earliestDate ?day }").rows if row[0])
    rows = [
        row
        for first in dict.fromkeys(every[:: 1 + len(every) // MOST])
        for row in graph.ask("order_of_two", first=first)
    ]
    found = {(row["first"], row["second"], row["order"], row["certainty"]) for row in rows}
    expected = set()
    for first, second in {(str(row["first"]), str(row["second"])) for row in rows}:
        order = graph.order(first, second)
        expected |= {(first, second, one, "certain" if order.certain else "possible") for one in order.possible}
    assert found == expected


@pytest.mark.deep
def test_gaps_and_overlaps_and_deaths(kg: KnowledgeGraph) -> None:
    for row in kg.ask("gaps_in_succession"):
        relation = kg.relate(str(row["previous"]), str(row["term"]))
        assert row["gap"] == "possible" or relation.certain == "before"
        assert "before" in relation.possible
    overlaps = list(kg.ask("overlapping_terms"))
    for row in overlaps[:: 1 + len(overlaps) // DAYS]:
        assert row["shared"] == kg.overlap(str(row["term"]), str(row["other"]))
    for office in ("secretaryship", "government-headship", "state-headship"):
        for row in kg.ask("died_in_office", office=office):
            assert row["died"] == kg.died_in_office(str(row["tenure"]))
    for row in kg.ask("holders_outside_post"):
        assert (row["before"], row["after"]) == tuple(kg.outside_post(str(row["term"])).as_json().values())


def test_whom_no_row_names_died_or_overlapped_in_no_reading(kg: KnowledgeGraph) -> None:
    died = {row["tenure"] for row in kg.ask("died_in_office")}
    for (tenure,) in kg.select("SELECT ?tenure { ?tenure a sl:Tenure } ORDER BY ?tenure").rows:
        assert tenure is not None
        assert (kg.died_in_office(tenure.value) != "impossible") == (tenure.value in died)


def led(kg: KnowledgeGraph, body: str, **time: str) -> Answers:
    return {one.leadership: one.certainty for one in kg.leaders(body, **time).answers}


@pytest.mark.deep
@pytest.mark.parametrize("body", BODIES)
def test_effective_leaders_on_every_breakpoint(body: str, kg: KnowledgeGraph) -> None:
    for day in breakpoints(kg, body):
        assert asked(kg, "effective_leaders_on", "leadership", body=body, day=day) == led(kg, body, on=day), day


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("period", PERIODS)
def test_effective_leaders_in_periods_are_never_surer_in_the_query(
    period: tuple[str, str], body: str, kg: KnowledgeGraph
) -> None:
    first, last = period
    found = asked(kg, "effective_leaders_during", "leadership", body=body, first=first, last=last)
    facade = led(kg, body, during="/".join(period))
    assert set(found) == set(facade)
    assert {one for one, how in found.items() if how == "certain"} <= {
        one for one, how in facade.items() if how == "certain"
    }


@pytest.mark.deep
def test_both_engines_of_the_facade_agree(kg: KnowledgeGraph, kg_rdflib: KnowledgeGraph) -> None:
    for graph in (kg, kg_rdflib):
        assert graph.certainty("nikita-khrushchev", on="1953-09-10") == "possible"
        assert graph.relate("term:nikita-khrushchev.1", expand("term:leonid-brezhnev.1")).possible == (
            "before",
            "meets",
        )
    assert kg.leaders(on="1953-03-16") == kg_rdflib.leaders(on="1953-03-16")
