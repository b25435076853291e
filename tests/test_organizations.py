"""Organizations: the days of a membership, for whoever knows only the W3C Organization Ontology."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs import triples
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import days_of
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.derived.organizations import derive_organizations
from sovleader_kg.names import compact

EVENT = 'event:e a sl:Event ; sl:date "1953-09-13"^^edtf:EDTF . term:a sl:startedBy event:e .'


def told(facts: str) -> set[str]:
    index = Index(triples(facts))
    bounds, problems = derive_bounds(index, ())
    assert problems == []
    return {" ".join(_shown(str(part)) for part in triple) for triple in derive_organizations(index, bounds)}


def _shown(part: str) -> str:
    return compact(part[1:-1]).strip("<>").rpartition("/")[2] if part.startswith("<") else part[1:11]


def days(start: str, end: str, more: str = "") -> tuple[str, str] | None:
    """Return the first and last day of the interval of a term."""
    ends = " ; ".join(f'sl:{name} "{value}"^^edtf:EDTF' for name, value in (("start", start), ("end", end)) if value)
    found = {
        line.split()[0]: line.split()[2] for line in told(f"term:a a sl:Term ; {ends} . {more}") if "inXSD" in line
    }
    return (found["a#beginning"], found["a#end"]) if found else None


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("1953-09-14", "1964-10-14", ("1953-09-14", "1964-10-14")),
        ("1953-09", "1964", ("1953-09-30", "1964-01-01")),
        ("1953-09-07/1953-09-14", "1964-10-14", ("1953-09-14", "1964-10-14")),
        ("1953-09-14", "", ("1953-09-14", "1953-09-14")),
        ("", "1964-10-14", ("1964-10-14", "1964-10-14")),
        ("1953-09-14", "1953-09", ("1953-09-14", "1953-09-14")),
        ("1953", "1953", None),
        ("1953", "", None),
        ("1917-08-06", "1919-03-25", ("1917-08-19", "1919-03-25")),  # in either calendar
    ],
)
def test_an_interval_has_the_days_that_are_sure(start: str, end: str, expected: tuple[str, str] | None) -> None:
    assert days(start, end) == expected


def test_an_event_says_the_day_that_a_term_gives_vaguely() -> None:
    assert days("1953-09", "1964-10-14", EVENT) == ("1953-09-13", "1964-10-14")


def test_the_day_of_a_term_goes_before_that_of_its_event() -> None:
    assert days("1953-09-14", "1964-10-14", EVENT) == ("1953-09-14", "1964-10-14")


def test_an_interval_is_named_after_its_term_and_has_no_blank_node() -> None:
    assert told('term:a a sl:ActingTerm ; sl:start "1953"^^edtf:EDTF ; sl:end "1964-10-14"^^edtf:EDTF .') == {
        "term:a org:memberDuring a#interval",
        "a#interval rdf:type time:Interval",
        "a#interval time:hasBeginning a#beginning",
        "a#interval time:hasEnd a#end",
        "a#beginning rdf:type time:Instant",
        "a#end rdf:type time:Instant",
        "a#beginning time:inXSDDate 1953-12-31",
        "a#end time:inXSDDate 1964-10-14",
    }


def test_only_bodies_are_organizations_within_one_another() -> None:
    bodies = "body:a a sl:Body ; sl:partOf body:b . body:b a sl:Body ."
    places = "place:c a sl:Place ; sl:partOf place:d . place:d a sl:Place ."
    assert told(bodies + places) == {"body:a org:subOrganizationOf body:b", "body:b org:hasSubOrganization body:a"}


DATES = st.dates(date(1952, 1, 1), date(1954, 12, 31)).map(str)
VAGUE = st.one_of(DATES, DATES.map(lambda day: day[:7]), DATES.map(lambda day: day[:4]))


@given(VAGUE, VAGUE)
def test_every_day_of_an_interval_is_one_in_every_reading(start: str, end: str) -> None:
    found = days_of(start).earliest, days_of(end).latest
    if found[0] is None or found[1] is None or found[0] > found[1] or (interval := days(start, end)) is None:
        return
    first, last = (date.fromisoformat(day).toordinal() for day in interval)
    for began in {*days_of(start).ranges[0]}:
        for ended in (one for one in days_of(end).ranges[0] if began <= one):
            assert began <= first <= last <= ended


ORG_ONLY = """
PREFIX body: <https://w3id.org/sovleader/id/body/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX time: <http://www.w3.org/2006/time#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
SELECT ?name WHERE {
  ?membership org:organization body:secretariat ; org:member/foaf:name ?name ; org:memberDuring ?interval .
  ?interval time:hasBeginning/time:inXSDDate ?from ; time:hasEnd/time:inXSDDate ?to .
  FILTER(?from <= "1953-03-10"^^xsd:date && ?to >= "1953-03-10"^^xsd:date && LANG(?name) = "en")
}
"""


def test_org_alone_finds_who_certainly_sat_in_a_body_on_a_day_and_nobody_who_cannot_have(kg: KnowledgeGraph) -> None:
    found = {row["name"] for row in kg.select(ORG_ONLY).records()}
    members = kg.ask("members_on", body="secretariat", day="1953-03-10").records()
    certain = {row["name"] for row in members if row["certainty"] == "certain"}
    assert len(certain) > 4
    assert certain <= found <= {row["name"] for row in members}


def test_both_engines_find_the_same_by_org_alone(small: KnowledgeGraph, small_rdflib: KnowledgeGraph) -> None:
    found = small.select(ORG_ONLY).records()
    assert found
    assert small_rdflib.select(ORG_ONLY).records() == found


PAGE = (files.ROOT / "docs" / "endpoints.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sparql\n(.*?)```\n\n((?:\|[^\n]*\n)+)", PAGE, re.DOTALL)


@pytest.mark.parametrize(("query", "table"), EXAMPLES)
def test_an_example_of_the_docs_is_answered_as_they_say(query: str, table: str, kg: KnowledgeGraph) -> None:
    columns, _, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines())
    found = kg.select(query)
    assert list(found.columns) == columns
    assert [[cell.value for cell in row if cell] for row in found.rows] == rows


def test_the_docs_have_an_example_of_org_alone() -> None:
    (query, *_), *_ = EXAMPLES
    assert "org:memberDuring" in query
    assert "sovleader" not in query
