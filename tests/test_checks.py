"""The stored checks: each finds its one seeded fault, nothing where the fault is mended, and the same on both engines.

A seeded fault is a file `tests/checks/<check>.<what>.ttl`: sound data but for one thing. Its first lines tell what
the check says and which words to replace so that it says nothing.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode, QuerySolutions, Triple
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from faults import CASES, with_bounds
from graphs import store_of
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.checks.stored import SEVERITIES, run_checks
from sovleader_kg.corpus.bridge import to_rdflib
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import PREFIXES

QUERIES = {path.stem: path.read_text(encoding="utf-8") for path in files.query_files("checks")}
Rows = list[tuple[str, str]]


def _check(case: Path) -> str:
    return case.name.partition(".")[0]


def _expected(case: Path) -> list[str]:
    return re.findall(r"^# expects: (.+)$", case.read_text(encoding="utf-8"), re.MULTILINE)


def _mended(case: Path) -> str:
    head, _, body = case.read_text(encoding="utf-8").partition("\n\n")
    found = re.search(r"^# mended by: (.+) -> (.+)$", head, re.MULTILINE)
    assert found
    assert found[1] in body
    return body.replace(found[1], found[2])


def _found(turtle: str, check: str) -> list[str]:
    return [str(problem) for problem in run_checks(with_bounds(turtle)) if problem.rule == check]


def _on_oxigraph(triples: list[Triple], check: str) -> Rows:
    solutions = store_of(triples).query(QUERIES[check])
    assert isinstance(solutions, QuerySolutions)
    return [(row["focus"].value, row["problem"].value) for row in solutions]


@cache
def _prepared(check: str) -> Query:
    return prepareQuery(QUERIES[check])


def _on_rdflib(triples: list[Triple], check: str) -> Rows:
    return [(str(row[0]), str(row[1])) for row in to_rdflib(triples).query(_prepared(check))]  # type: ignore[index]


def test_every_check_has_a_severity_and_a_seeded_fault() -> None:
    assert set(QUERIES) == set(SEVERITIES) == {_check(case) for case in CASES}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_check_finds_its_seeded_fault(case: Path) -> None:
    assert _found(case.read_text(encoding="utf-8"), _check(case)) == _expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_check_is_silent_where_the_fault_is_mended(case: Path) -> None:
    assert _found(_mended(case), _check(case)) == []


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_a_check_gives_the_same_rows_on_both_engines(case: Path) -> None:
    for turtle in (case.read_text(encoding="utf-8"), _mended(case)):
        triples = with_bounds(turtle)
        assert _on_rdflib(triples, _check(case)) == _on_oxigraph(triples, _check(case))


@pytest.mark.parametrize("check", QUERIES)
def test_a_check_gives_the_same_rows_of_the_graph_on_both_engines(
    check: str, on_both: tuple[KnowledgeGraph, KnowledgeGraph]
) -> None:
    def rows(graph: KnowledgeGraph) -> list[tuple[str | None, ...]]:
        return [tuple(cell and cell.value for cell in row) for row in graph.select(QUERIES[check]).rows]

    one, other = map(rows, on_both)
    assert other == one


def _doubted(check: str, what: str, term: str) -> str:
    """Return a seeded fault with a term that a claim denies."""
    denial = f"""
    claim:x.1 a sl:Claim ; rdf:subject {term} ; rdf:predicate rdf:type ; rdf:object sl:Term ;
        sl:passage passage:x.1 ; sl:stance concept:stated ; sl:polarity concept:denied .
    """
    return f"{_text(f'{check}.{what}')}{denial}"


@pytest.mark.parametrize(
    ("check", "what", "term"),
    [
        ("overlap_certain", "two-days", "term:b.1"),
        ("duplicate_term", "sharing-a-year", "term:a.1"),
        ("term_inside_another", "whole", "term:a.1"),
        ("term_inside_another", "whole", "term:b.1"),
        ("wrong_predecessor", "another-between", "term:b.1"),
    ],
)
def test_a_contested_term_makes_nothing_certain(check: str, what: str, term: str) -> None:
    assert _found(_doubted(check, what, term), check) == []


@pytest.mark.parametrize(
    ("certain", "what", "possible", "terms"),
    [
        ("overlap_certain", "two-days", "overlap_possible", ["term:a.1", "term:b.1"]),
        ("duplicate_term", "sharing-a-year", "duplicate_term_possible", ["term:a.1", "term:a.2"]),
    ],
)
def test_what_is_no_longer_certain_becomes_possible(certain: str, what: str, possible: str, terms: list[str]) -> None:
    found = _found(_doubted(certain, what, "term:a.1"), possible)
    assert [line.partition(": ")[0] for line in found] == terms


def _text(name: str) -> str:
    return next(case for case in CASES if case.stem == name).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("seeded", "possible"),
    [
        ("overlap_certain.two-days", "overlap_possible"),
        ("duplicate_term.sharing-a-year", "duplicate_term_possible"),
    ],
)
def test_what_is_certain_is_not_told_as_possible_too(seeded: str, possible: str) -> None:
    assert _found(_text(seeded), possible) == []


def _terms(*terms: str) -> str:
    """Return terms of one single-seat post: name, start, end and whom it succeeds, with spaces between."""
    rows = ["post:p a sl:Post ; sl:incarnationOf office:o ; sl:numberOfHolders 1 ."]
    for name, start, end, *previous in map(str.split, terms):
        rows.append(
            f'term:{name}.1 a sl:Term ; sl:holder person:{name} ; sl:post post:p ; sl:start "{start}"^^edtf:EDTF .'
        )
        rows += [f'term:{name}.1 sl:end "{end}"^^edtf:EDTF .'] if end != "-" else []
        rows += [f"term:{name}.1 sl:succeeds term:{one}.1 ." for one in previous]
    return "\n".join(rows)


CHANGED = """
post:p sl:succeededBy post:q .
post:q a sl:Post .
event:e sl:changes post:p ; sl:resultsIn post:q .
"""


@pytest.mark.parametrize(
    ("check", "turtle"),
    [
        ("gap", _terms("a 1917 1918", "b 1919 1920", "c 1921 1922")),
        ("gap", _terms("a 1917 1918", "b 1918 1920", "c 1921 1922")),
        ("gap", _terms("a 1917 1952-02-29", "b 1952-03-01 1952-04-30", "c 1952-05-01 1953")),
        ("gap", _terms("a 1917 1918-02-28", "b 1918-03 1919-11", "c 1919-12 1920")),
        ("missing_end", _terms("a 1917 1918", "b 1919 -")),
        ("one_sided_succession", CHANGED),
        ("one_sided_succession", _terms("a 1917 1918", "b 1919 1920 a")),
        ("several_abolitions", _text("several_abolitions.no-lapse-between").replace("abolition", "renaming", 1)),
        ("several_inceptions", _text("several_inceptions.no-lapse-between").replace("establishment", "renaming", 1)),
        ("several_abolitions", "renaming".join(_text("several_abolitions.no-lapse-between").rsplit("abolition", 1))),
        (
            "several_inceptions",
            "renaming".join(_text("several_inceptions.no-lapse-between").rsplit("establishment", 1)),
        ),
        ("wrong_predecessor", _terms("a 1921-05-20 1921-05-20", "b 1923 1924 a")),
        ("wrong_predecessor", _terms("a 1917 1918", "b 1919 1920", "c 1921 1922 a b")),
    ],
)
def test_a_check_is_silent_on_what_is_sound(check: str, turtle: str) -> None:
    assert _found(turtle, check) == []


LINES = ("gap", "missing_predecessor", "missing_successor", "one_day_overlap", "overlap_possible")
REJECTED = "resolution:r sl:rejects claim:x.1 . "
ALONE = "post:member sl:numberOfHolders 1 . "
LIST = ("a 1917 1918-05-05", "b 1918-05-05 1920", "c 1920 1922", "d 1925 1926")


@pytest.mark.parametrize("check", LINES)
def test_a_post_that_tells_of_no_succession_is_a_list_and_no_line(check: str) -> None:
    assert _found(_terms(*LIST), check) == []
    assert _found(_terms(*LIST, "e 1990 1991 d"), check) != []


@pytest.mark.parametrize("check", [*LINES, "missing_end", "overlap_certain", "term_inside_another"])
def test_seats_that_many_hold_at_once_are_no_line(check: str) -> None:
    line = _terms("a 1917 1930", "b 1918-05-05 1920 a", "c 1920 - b", "d 1925 1926")
    assert _found(line.replace(" ; sl:numberOfHolders 1", ""), check) == []


@pytest.mark.parametrize(
    ("check", "what", "old", "new"),
    [
        ("listed_member_impossible", "after-the-end", "concept:affirmed", "concept:denied"),
        ("listed_member_impossible", "after-the-end", "rdf:object", "sl:calendar concept:julian ; rdf:object"),
        ("listed_member_impossible", "after-the-end", "post:member\n", f"{REJECTED}post:member\n"),
        ("two_seats_at_once", "candidate-and-member", "post:member\n", f"{ALONE}post:member\n"),
        ("two_seats_at_once", "candidate-and-member", "body:b ;\n.\n\npost:m", "body:c .\n\npost:m"),
        ("unlisted_member_certain", "not-named", "post:member\n", f"{REJECTED}post:member\n"),
        ("unlisted_member_certain", "not-named", '"1924-01-21"', '"1921/1924"'),
        ("unlisted_member_certain", "not-named", '"1921-03-16"', '"1921/1930"'),
    ],
)
def test_a_check_of_seats_is_silent_on_what_is_sound(check: str, what: str, old: str, new: str) -> None:
    text = _text(f"{check}.{what}")
    assert old in text
    assert _found(text.replace(old, new), check) == []


def test_a_day_in_the_post_tells_no_end() -> None:
    sitting = """
    claim:x.1 a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:heldOn ; rdf:object "1918"^^edtf:EDTF ;
        sl:passage passage:x.1 ; sl:stance concept:stated ; sl:polarity concept:affirmed .
    """
    assert len(_found(_terms("a 1917 -", "b 1919 1920") + sitting, "missing_end")) == 1


def test_a_list_names_a_person_whichever_term_of_the_post_it_names() -> None:
    text = _text("unlisted_member_certain.not-named")
    again = 'term:b.2 a sl:Term ; sl:holder person:b ; sl:post post:member ; sl:start "1930"^^edtf:EDTF . '
    other = text.replace("1921-03-15", "1921-03-16").replace("rdf:subject term:b.1", "rdf:subject term:b.2")
    assert _found(other + again, "unlisted_member_certain") == []


def test_a_vacancy_at_another_time_does_not_tell_why_there_is_a_gap() -> None:
    text = _text("gap.undeclared-vacancy").replace("post:other", "post:p")
    for late, later in (("1983-02-01", "1952"), ("1982-11-10", "1951")):
        head, _, vacancy = text.rpartition("vacancy:p.1")
        text = f"{head}vacancy:p.1{vacancy.replace(late, later)}"
    assert len(_found(text, "gap")) == 1


HANDOVER = """
event:e sl:date "1991-08-24"^^edtf:EDTF .
event:other sl:date "1991-08-24"^^edtf:EDTF .
post:p sl:numberOfHolders 1 .
term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:p ; sl:endedBy event:e .
term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:p ; sl:startedBy event:{by} .
term:c.1 a sl:Term ; sl:holder person:c ; sl:post post:p ; sl:start "1992"^^edtf:EDTF ; sl:succeeds term:b.1 .
"""


def test_a_shared_event_makes_a_handover_of_a_shared_day() -> None:
    assert _found(HANDOVER.format(by="e"), "one_day_overlap") == []
    assert len(_found(HANDOVER.format(by="other"), "one_day_overlap")) == 1


def test_a_lapse_of_either_post_tells_why_there_is_a_gap() -> None:
    text = _text("gap.undeclared-vacancy").replace("sl:Vacancy", "sl:Lapse").replace("post:other", "post:p")
    assert _found(text, "gap") == []


NUMBERS = st.integers(min_value=10**7, max_value=10**9 - 1).map(str)


def _check_characters(stem: str) -> tuple[str, str]:
    """Return the check character of a GND number without and with a hyphen, as the DNB describes them."""
    rest = sum(int(digit) * weight for weight, digit in enumerate(reversed(stem), 2)) % 11
    return "0123456789X"[-rest % 11], "0123456789X"[rest]


@given(NUMBERS, st.sampled_from("0123456789X"))
def test_the_check_digit_of_a_gnd_number_is_the_one_computed_independently(stem: str, character: str) -> None:
    plain, hyphenated = _check_characters(stem)
    wrong = _numbers_with_a_wrong_check_digit(f"{stem}{character}", f"{stem}-{character}")
    assert wrong == {
        *([f"{stem}{character}"] if character != plain else []),
        *([f"{stem}-{character}"] if character != hyphenated else []),
    }
    assert wrong == {n for n in (f"{stem}{character}", f"{stem}-{character}") if SCHEMES["gnd"].is_mistyped(n)}


def _numbers_with_a_wrong_check_digit(*numbers: str) -> set[str]:
    match = NamedNode(PREFIXES["skos"] + "exactMatch")
    things = {f"{PREFIXES['person']}n{place}": number for place, number in enumerate(numbers)}
    triples = [Triple(NamedNode(iri), match, NamedNode(f"https://d-nb.info/gnd/{n}")) for iri, n in things.items()]
    return {things[focus] for focus, _ in _on_oxigraph(triples, "gnd_check_digit")}


def test_a_gnd_number_in_another_form_is_left_to_its_shape() -> None:
    assert _numbers_with_a_wrong_check_digit("orlov", "12345678901234", "1-2-3") == set()
