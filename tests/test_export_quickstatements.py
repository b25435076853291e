"""QuickStatements: what is sent to Wikidata, what never is, and how times are written."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from graphs import derived, triples
from memory import Memory
from sovleader_kg import KnowledgeGraph
from sovleader_kg.dates import days_of
from sovleader_kg.export import export_format
from sovleader_kg.export.statements import time

TIME = re.compile(r"\+(\d{4})-(\d\d)-(\d\d)T00:00:00Z/(9|10|11)(/J)?")
YEARS = st.integers(1890, 1995).map(str)
UNITS = st.one_of(
    YEARS,
    st.builds("{}-{:02}".format, YEARS, st.integers(1, 24)),
    st.builds("{}-{:02}-{:02}".format, YEARS, st.integers(1, 12), st.integers(1, 31)),
    st.sampled_from(["196X", "1953-XX", "1953-09-XX"]),
)
VALUES = st.one_of(
    UNITS,
    st.builds("{}{}".format, UNITS, st.sampled_from("~?%")),
    st.builds("{}/{}".format, UNITS, UNITS),
    st.builds("../{}".format, UNITS),
)
CALENDARS = st.sampled_from([None, "julian", "gregorian"])


@given(VALUES, CALENDARS)
def test_a_time_is_never_more_precise_than_its_value(text: str, calendar: str | None) -> None:
    written = time(text, calendar)
    if written is not None:
        match = TIME.fullmatch(written)
        assert match is not None
        parts = [part for part in match.groups()[:3] if part != "00"]
        assert "-".join(parts) == text
        assert int(match[4]) == 8 + len(parts)
        assert days_of("-".join(parts), calendar) == days_of(text, calendar)


@given(VALUES, CALENDARS)
def test_a_time_before_the_change_of_calendar_says_which(text: str, calendar: str | None) -> None:
    written = time(text, calendar)
    if written is not None:
        year, month, day = [int(part) for part in text.split("-")] + [1] * (2 - text.count("-"))
        early = (year, month, day) < (1918, 2, 14)
        assert not early or calendar is not None
        assert written.endswith("/J") == (early and calendar == "julian")


@pytest.mark.parametrize(
    ("text", "calendar", "expected"),
    [
        ("1953-09-14", None, "+1953-09-14T00:00:00Z/11"),
        ("1953-09", None, "+1953-09-00T00:00:00Z/10"),
        ("1953", None, "+1953-00-00T00:00:00Z/9"),
        ("1918-02-14", None, "+1918-02-14T00:00:00Z/11"),
        ("1918-02-13", None, None),
        ("1917-04-04", "julian", "+1917-04-04T00:00:00Z/11/J"),
        ("1917-04-04", "gregorian", "+1917-04-04T00:00:00Z/11"),
        ("1918", None, None),
        ("1953?", None, None),
        ("1953~", None, None),
        ("1952/1953", None, None),
        ("195X", None, None),
        ("1953-21", None, None),
    ],
)
def test_times_as_they_are_written(text: str, calendar: str | None, expected: str | None) -> None:
    assert time(text, calendar) == expected


def _claim(number: str, subject: str, predicate: str, value: str, source: str = "paper", more: str = "") -> str:
    return f"""
claim:{number} rdf:subject {subject} ; rdf:predicate sl:{predicate} ; rdf:object {value} ;
  sl:polarity concept:affirmed ; sl:stance {more or "concept:stated"} ; sl:passage passage:{number} .
passage:{number} sl:source source:{source} ; sl:locator "p. {number}" .
"""


def _edtf(text: str) -> str:
    return f'"{text}"^^edtf:EDTF'


def _term(slug: str, person: str, start: str, end: str, source: str = "paper") -> str:
    term = f"term:{slug}"
    said = {"holder": f"person:{person}", "post": "post:chair", "start": _edtf(start), "end": _edtf(end)}
    facts = "".join(f"{term} sl:{name} {value} .\n" for name, value in said.items())
    claims = (_claim(f"{slug}.{name}", term, name, value, source) for name, value in said.items())
    return f'{term} a sl:Term ; rdfs:label "{slug}"@en .\n{facts}{"".join(claims)}'


THINGS = """
person:anna a foaf:Person ; rdfs:label "Anna"@en ; skos:exactMatch wd:Q1 .
person:boris a foaf:Person ; rdfs:label "Boris"@en ; skos:exactMatch wd:Q2 .
person:clara a foaf:Person ; rdfs:label "Clara"@en .
post:chair a sl:Post ; rdfs:label "Chair"@en ; skos:exactMatch wd:Q9 .
source:paper a sl:Source ; rdfs:label "Paper"@en ; foaf:page <https://paper.example/1> .
source:book a sl:Source ; rdfs:label "Book"@en .
source:wikidata a sl:Source ; rdfs:label "Wikidata"@en .
source:extract a sl:Source ; rdfs:label "Extract"@en ; foaf:page <https://extract.example/> ;
  sl:derivesFrom source:wikidata .
source:en-wikipedia a sl:Source ; rdfs:label "Wikipedia"@en .
source:mirror a sl:Source ; rdfs:label "Mirror"@en ; foaf:page <https://mirror.example/> ;
  sl:derivesFrom source:en-wikipedia .
"""
ANNA = _term("anna.1", "anna", "1950-01", "1953-09-14")
BORIS = _term("boris.1", "boris", "1953-09-14", "1960")
HANDOVER = "term:boris.1 sl:succeeds term:anna.1 .\n" + _claim("h", "term:boris.1", "succeeds", "term:anna.1")
ANNAS_LINE = (
    'Q1\tP39\tQ9\tP580\t+1950-01-00T00:00:00Z/10\tP582\t+1953-09-14T00:00:00Z/11\tS854\t"https://paper.example/1"'
)


def _export(turtle: str) -> tuple[list[str], dict[str, str]]:
    """Return the commands, and the reason for each term left out."""
    stated = triples(THINGS, turtle)
    files = export_format("quickstatements").of(Memory([*stated, *derived(stated)])).files
    table = csv.DictReader(io.StringIO(files["left-out.csv"].decode(), newline=""))
    return files["commands.txt"].decode().splitlines(), {row["term"]: row["reason"] for row in table}


def test_a_plain_term_becomes_one_statement_with_its_reference() -> None:
    assert _export(ANNA) == ([ANNAS_LINE], {})


SECOND = _term("anna.2", "anna", "1961", "1962")
REPEATED = "several terms of one person in one item: QuickStatements would make one of them"


def test_two_terms_of_one_person_in_one_post_are_both_left_out() -> None:
    assert _export(ANNA + SECOND) == ([], {"term:anna.1": REPEATED, "term:anna.2": REPEATED})


def test_a_second_term_bars_the_first_even_where_it_could_not_be_sent_itself() -> None:
    vague = _term("anna.2", "anna", "1961~", "1962").replace("1961~", "1961?")
    assert _export(ANNA + vague)[0] == []


def test_two_posts_that_share_an_item_are_one_post_for_wikidata() -> None:
    other = SECOND.replace("post:chair", "post:bench")
    bench = 'post:bench a sl:Post ; rdfs:label "Bench"@en ; skos:exactMatch wd:Q9 .\n'
    assert _export(ANNA + other + bench) == ([], {"term:anna.1": REPEATED, "term:anna.2": REPEATED})


@pytest.mark.parametrize(
    ("turtle", "reason"),
    [
        (ANNA.replace("person:anna", "person:clara"), "no Wikidata item of the person is known"),
        (
            ANNA.replace("post:chair", "post:bench") + 'post:bench a sl:Post ; rdfs:label "Bench"@en .',
            "no Wikidata item of the post is known",
        ),
        (ANNA + "term:anna.1 a sl:ActingTerm .", "acting: the statement would make a regular holder of a stand-in"),
        (
            ANNA + "term:anna.1 sl:atMostPossible true .",
            "at most possible: contested, or resting on hedged or implied claims",
        ),
        (
            ANNA
            + "dispute:a sl:disputedSubject term:anna.1 ; sl:disputedProperty sl:end ; sl:disputeStatus concept:open .",
            "openly disputed: end",
        ),
        (ANNA.replace("1950-01", "1950~"), "no plain day, month or year in a known calendar: start"),
        (ANNA.replace("1950-01", "1917-01"), "no plain day, month or year in a known calendar: start"),
        (
            "\n".join(line for line in ANNA.splitlines() if not line.startswith("term:anna.1 sl:end ")),
            "no plain day, month or year in a known calendar: end",
        ),
        (ANNA.replace("concept:stated", "concept:hedged", 1), "no plain statement outside Wikidata: holder"),
        (
            ANNA.replace("concept:stated", "concept:implied"),
            "no plain statement outside Wikidata: holder, post, start, end",
        ),
        (ANNA.replace("concept:affirmed", "concept:denied", 1), "no plain statement outside Wikidata: holder"),
        (ANNA + "resolution:r sl:rejects claim:anna.1.start .", "no plain statement outside Wikidata: start"),
        (
            ANNA.replace("source:paper", "source:extract"),
            "no plain statement outside Wikidata: holder, post, start, end",
        ),
        (
            ANNA + _claim("w", "term:anna.1", "end", _edtf("1953-09-13"), "extract"),
            "Wikidata has the statement, but not with this start and end",
        ),
        (
            ANNA
            + _claim("w", "term:anna.1", "start", _edtf("1949"), "extract")
            + _claim("v", "term:anna.1", "end", _edtf("1953-09-14"), "extract")
            + "resolution:r sl:rejects claim:w .",
            "Wikidata has the statement, but not with this start",
        ),
        (
            ANNA + _claim("w", "term:anna.1", "holder", "person:anna", "wikidata"),
            "Wikidata has the statement, but not with this start and end",
        ),
        (ANNA.replace("source:paper", "source:book"), "no source has a page, and none is a Wikipedia"),
    ],
)
def test_what_is_never_sent(turtle: str, reason: str) -> None:
    assert _export(turtle) == ([], {"term:anna.1": reason})


KNOWN = _claim("w", "term:anna.1", "start", _edtf("1950-01"), "extract") + _claim(
    "v", "term:anna.1", "end", _edtf("1953-09-14"), "extract"
)


def test_a_statement_that_wikidata_has_with_the_same_dates_gets_its_references() -> None:
    assert _export(ANNA + KNOWN) == ([ANNAS_LINE], {})


def test_a_statement_that_wikidata_has_is_not_sent_for_a_wikipedia_alone() -> None:
    reason = "Wikidata has the statement, and nothing but a Wikipedia could be added"
    assert _export(ANNA.replace("source:paper", "source:mirror") + KNOWN) == ([], {"term:anna.1": reason})


def test_a_copy_of_wikipedia_is_no_source_but_the_place_it_was_taken_from() -> None:
    commands, _ = _export(ANNA.replace("source:paper", "source:mirror"))
    assert [line.split("\t")[-2:] for line in commands] == [["S143", "Q328"]]


def test_a_wikipedia_is_not_named_where_there_is_a_source() -> None:
    commands, _ = _export(ANNA + _claim("m", "term:anna.1", "holder", "person:anna", "mirror"))
    assert commands == [ANNAS_LINE]


def test_each_further_source_has_a_line_of_its_own_without_qualifiers() -> None:
    second = 'source:press a sl:Source ; rdfs:label "Press"@en ; foaf:page <https://press.example/?a=%22&b> .\n'
    commands, _ = _export(ANNA + second + _claim("p", "term:anna.1", "end", _edtf("1953-09-14"), "press"))
    assert commands == [ANNAS_LINE, 'Q1\tP39\tQ9\tS854\t"https://press.example/?a=%22&b"']


def test_a_source_that_gives_another_day_or_a_vaguer_one_is_no_reference() -> None:
    press = 'source:press a sl:Source ; rdfs:label "Press"@en ; foaf:page <https://press.example/> .\n'
    vague = _claim("p", "term:anna.1", "end", _edtf("1953"), "press")
    assert _export(ANNA + press + vague) == ([ANNAS_LINE], {})


def test_a_source_that_gives_another_start_is_no_reference_whatever_else_it_says() -> None:
    press = 'source:press a sl:Source ; rdfs:label "Press"@en ; foaf:page <https://press.example/> .\n'
    holder = _claim("p", "term:anna.1", "holder", "person:anna", "press")
    start = _claim("q", "term:anna.1", "start", _edtf("1950-02-01"), "press")
    assert _export(ANNA + press + holder)[0][1:] == ['Q1\tP39\tQ9\tS854\t"https://press.example/"']
    assert _export(ANNA + press + holder + start) == ([ANNAS_LINE], {})


def test_the_event_that_ends_a_term_dates_it() -> None:
    event = "term:anna.1 sl:endedBy event:e .\nevent:e sl:date " + _edtf("1953-09-14") + " .\n"
    lines = [line for line in ANNA.splitlines() if not line.startswith("term:anna.1 sl:end ")]
    of_term, of_event = "term:anna.1 ; rdf:predicate sl:end", "event:e ; rdf:predicate sl:date"
    turtle = "\n".join(lines).replace(of_term, of_event)
    assert _export(turtle + "\n" + event) == ([ANNAS_LINE], {})


def _neighbours(turtle: str) -> dict[str, str]:
    """Return `P1365` and `P1366` of each line that has them, by person."""
    commands, _ = _export(turtle)
    names = ("P1365", "P1366")
    fields = [line.split("\t") for line in commands]
    return {f"{row[0]} {name}": row[row.index(name) + 1] for row in fields for name in names if name in row}


def test_neighbours_in_the_same_post_are_named() -> None:
    assert _neighbours(ANNA + BORIS + HANDOVER) == {"Q1 P1366": "Q2", "Q2 P1365": "Q1"}


CLARA = _term("clara.1", "clara", "1953", "1953")


@pytest.mark.parametrize(
    "turtle",
    [
        ANNA + BORIS + HANDOVER.replace("concept:stated", "concept:hedged"),
        ANNA + BORIS + HANDOVER.replace("source:paper", "source:extract"),
        ANNA + BORIS + HANDOVER + "term:boris.1 sl:succeeds term:clara.1 ." + CLARA,
        ANNA
        + BORIS
        + HANDOVER
        + "[] sl:disputedSubject term:boris.1 ; sl:disputedProperty sl:succeeds ; sl:disputeStatus concept:open .",
        ANNA + BORIS.replace("post:chair", "post:bench") + HANDOVER + "post:bench skos:exactMatch wd:Q8 .",
    ],
    ids=["hedged", "from Wikidata", "two predecessors", "openly disputed", "another post"],
)
def test_neighbours_that_are_not_plain_are_not_named(turtle: str) -> None:
    assert _neighbours(turtle) == {}


def test_a_contested_neighbour_is_not_named() -> None:
    assert _neighbours(ANNA + BORIS + HANDOVER + "term:anna.1 sl:atMostPossible true .") == {}


@pytest.fixture(scope="module")
def files(kg: KnowledgeGraph) -> dict[str, str]:
    return {name: content.decode() for name, content in kg.export("quickstatements").files.items()}


def test_every_command_is_a_position_held_in_v1_syntax(files: dict[str, str]) -> None:
    time_text, page = TIME.pattern, r'"https?://[!-{}~]+"'
    line = re.compile(
        rf"Q\d+\tP39\tQ\d+(\tP580\t{time_text}\tP582\t{time_text}(\tP1365\tQ\d+)?(\tP1366\tQ\d+)?)?\t(S854\t{page}|S143\tQ\d+)"
    )
    lines = files["commands.txt"].splitlines()
    assert len(lines) > 3
    assert [text for text in lines if not line.fullmatch(text)] == []


def test_no_two_commands_give_dates_to_one_statement(files: dict[str, str]) -> None:
    dated = [tuple(line.split("\t")[:3]) for line in files["commands.txt"].splitlines() if "\tP580\t" in line]
    assert len(dated) == len(set(dated))


def test_a_bare_line_follows_the_statement_that_it_adds_to(files: dict[str, str]) -> None:
    seen: set[str] = set()
    for line in files["commands.txt"].splitlines():
        statement = "\t".join(line.split("\t")[:3])
        assert "\tP580\t" in line or statement in seen
        seen.add(statement)


def test_every_term_is_sent_or_left_out_with_a_reason(kg: KnowledgeGraph, files: dict[str, str]) -> None:
    left_out = list(csv.DictReader(io.StringIO(files["left-out.csv"], newline="")))
    sent = sum("\tP580\t" in line for line in files["commands.txt"].splitlines())
    terms = kg.select("SELECT ?term WHERE { ?term a sl:Term }").rows
    assert len(left_out) + sent == len(terms)
    assert all(row["reason"] for row in left_out)


def test_the_graphs_own_traps_are_left_out(files: dict[str, str]) -> None:
    reasons = {row["term"]: row["reason"] for row in csv.DictReader(io.StringIO(files["left-out.csv"], newline=""))}
    assert {term: reasons[f"term:{term}"] for term in ("joseph-stalin.1", "leonid-brezhnev.2")} == {
        "joseph-stalin.1": "Wikidata has the statement, but not with this end",
        "leonid-brezhnev.2": "Wikidata has the statement, but not with this start",
    }


def test_the_query_asks_for_the_persons_and_posts_of_the_commands(files: dict[str, str]) -> None:
    Store().query(files["existing.rq"])
    asked = set(re.findall(r"\(wd:(Q\d+) wd:(Q\d+)\)", files["existing.rq"]))
    assert asked == {tuple(line.split("\t")[0:3:2]) for line in files["commands.txt"].splitlines()}


def test_both_engines_give_the_same_files(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    assert other.export("quickstatements").files == one.export("quickstatements").files
