"""Compare: each end of each row stands to the graph, and whoever is on a side is named."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from graphs import derived, triples
from memory import Memory
from sovleader_kg import DataError, KnowledgeGraph, UsageError, files
from sovleader_kg.cli import main
from sovleader_kg.cli.findings import comparison_lines
from sovleader_kg.cli.rows import plain
from sovleader_kg.compare.comparison import row_findings
from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.findings import Comparison, Finding, Matched
from sovleader_kg.compare.matching import Match
from sovleader_kg.compare.records import Record, WrittenDate
from sovleader_kg.compare.register import Register, read_register
from sovleader_kg.dates import days_of
from sovleader_kg.names import compact, expand, kind_of
from sovleader_kg.nodes import Node

EXAMPLES = files.ROOT / "examples"
TARGET = '[target]\npost = "general-secretary"\n'
COLUMNS = '[columns]\nperson = "who"\nstart = "from"\nend = "to"\n'


def _compare(kg: KnowledgeGraph, folder: Path, rows: str, columns: str = TARGET + COLUMNS) -> Comparison:
    (folder / "mine.toml").write_text(columns, encoding="utf-8")
    (folder / "mine.csv").write_text("who,from,to\n" + rows, encoding="utf-8")
    return kg.compare(folder / "mine.csv")


def _short(one: Finding) -> tuple[str, str | None, str, str]:
    return one.name, compact(one.thing) if one.thing else None, one.end, one.verdict


def test_the_extract_of_wikidata_contradicts_two_ends_and_lacks_ivashko(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "wikidata-p39.csv")
    assert found.counts == {"agrees": 10, "contradicts": 2, "missing-in-file": 1}
    assert [_short(one) for one in found.findings if one.verdict != "agrees"] == [
        ("Joseph Stalin", "term:joseph-stalin.1", "end", "contradicts"),
        ("Nikita Khrushchev", "tenure:nikita-khrushchev.1", "start", "contradicts"),
        ("Vladimir Ivashko", "term:vladimir-ivashko.1", "whole", "missing-in-file"),
    ]
    assert not found.fine


def test_the_sides_of_a_contradiction_are_named(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "wikidata-p39.csv")
    (end,) = [one for one in found.findings if one.verdict == "contradicts" and one.end == "end"]
    assert (end.file, end.graph) == ("1934-02-10", "1952-10")
    assert [compact(one) for one in end.with_file] == ["claim:en-wikipedia.26.2"]
    assert [compact(one) for one in end.with_graph] == ["claim:wikipedia.32.10"]
    assert [compact(one) for one in end.same_family] == ["claim:wikidata.1.4", "claim:wikidata.1.7"]


def test_archigos_meets_effective_leadership_only(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "archigos.csv")
    assert {kind_of(one.thing) for one in found.findings if one.thing} == {"leadership"}
    assert sum(one.verdict in {"agrees", "refines"} and not one.beside for one in found.findings) == 18
    assert [(one.name, one.file) for one in found.findings if one.verdict == "missing-in-graph"] == [
        ("Putin", "2000-01-01/2015-12-31")
    ]


def _leadership(slug: str, start: str) -> str:
    return (
        f"leadership:{slug} a sl:EffectiveLeadership ; sl:leader person:a ; sl:leads body:b ;"
        f' sl:start "{start}"^^edtf:EDTF ; sl:end "1953-03-05"^^edtf:EDTF .\n'
    )


LED = '[target]\nleads = "body:b"\n' + COLUMNS
NAMED = 'person:a a foaf:Person ; rdfs:label "Anna Kern"@en .\nbody:b rdfs:label "The body"@en .\n'


def _made(*turtle: str) -> KnowledgeGraph:
    stated = triples(NAMED, *turtle)
    return KnowledgeGraph(Memory([*stated, *derived(stated)]))


def test_other_leaderships_are_shown_beside_and_not_counted(tmp_path: Path) -> None:
    made = _made(_leadership("early", "1923-03-10"), _leadership("late", "1924-01-21"))
    found = _compare(made, tmp_path, "Anna Kern,1923-03-10,1953-03-05\n", LED)
    assert [_short(one)[1:] for one in found.findings if one.beside] == [
        ("leadership:late", "start", "contradicts"),
        ("leadership:late", "end", "agrees"),
    ]
    assert found.counts == {"agrees": 2}
    assert "(contradicts)" in next(line for line in plain(comparison_lines(found)) if "leadership:late" in line)


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        ("Yuri Andropov,1982-11-12,1984-02-09", ["agrees", "agrees"]),
        ("Yuri Andropov,1982,1984-02", ["compatible", "compatible"]),
        ("Yuri Andropov,1982-11-10,", ["contradicts", "missing-in-file"]),
        ("Joseph Stalin,1922-04-03,1952-10-14", ["agrees", "refines"]),
        ("Konstantin Chernenko,,1985-03-11", ["missing-in-file", "contradicts"]),
        ("Somebody Else,1922,1953", ["missing-in-graph"]),
    ],
)
def test_the_verdict_of_each_end(kg: KnowledgeGraph, tmp_path: Path, row: str, verdicts: list[str]) -> None:
    assert [one.verdict for one in _compare(kg, tmp_path, row + "\n").findings if one.line] == verdicts


def test_an_end_without_a_date_of_its_own_has_that_of_what_shares_its_day(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = TARGET.replace("post", "office").replace("general-secretary", "secretaryship") + COLUMNS
    found = _compare(kg, tmp_path, "Joseph Stalin,1922-04-03,1934-02-10\n", columns)
    assert [(compact(one.thing or ""), one.graph, one.verdict) for one in found.findings] == [
        ("tenure:joseph-stalin.1", "1922-04-03", "agrees"),
        ("tenure:joseph-stalin.1", "1952-10", "contradicts"),
    ]


CLAIM = """
leadership:l a sl:EffectiveLeadership ; sl:leader person:a ; sl:leads body:b ; sl:start "1922"^^edtf:EDTF .
claim:s.1 a sl:Claim ; rdf:subject leadership:l ; rdf:predicate sl:end ; rdf:object "1953-03-05"^^edtf:EDTF ;
    sl:passage passage:s.1 ; sl:stance concept:stated ; sl:polarity concept:affirmed .
passage:s.1 sl:source source:s ; sl:locator "p. 1" .
"""


def test_bounds_stand_in_where_nothing_is_agreed(tmp_path: Path) -> None:
    found = _compare(_made(CLAIM), tmp_path, "Anna Kern,1922,1953-03-05\n", LED)
    assert [(one.graph, one.verdict) for one in found.findings] == [("1922", "agrees"), ("1953-03-05", "agrees")]


def test_an_end_that_no_claim_speaks_of_is_not_known_though_it_has_bounds(tmp_path: Path) -> None:
    limited = 'leadership:l sl:latestEnd "1953-03-05"^^xsd:date .\n'
    found = _compare(_made(CLAIM.partition("claim:")[0], limited), tmp_path, "Anna Kern,1922,1953-03-05\n", LED)
    assert [(one.graph, one.verdict) for one in found.findings] == [("1922", "agrees"), (None, "missing-in-graph")]


def test_an_end_that_the_graph_does_not_know_is_missing_there(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = '[target]\nleads = "body:secretariat"\n' + COLUMNS
    found = _compare(kg, tmp_path, "Yakov Sverdlov,1917-12-15,1919-01-01\n", columns)
    assert [one.verdict for one in found.findings if one.line] == ["contradicts", "missing-in-graph"]


def test_only_what_lies_in_the_years_of_the_file_is_missing_in_it(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = _compare(kg, tmp_path, "Yuri Andropov,1982-11-12,1984-02-09\nMikhail Gorbachev,1985-03-11,1991-08-24\n")
    missing = [compact(one.thing) for one in found.findings if one.thing and one.verdict == "missing-in-file"]
    assert missing == ["term:konstantin-chernenko.1", "term:vladimir-ivashko.1"]


def test_a_year_that_only_the_end_of_a_leadership_touches_has_it_not(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = '[target]\nleads = "body:soviet-union"\n' + COLUMNS
    found = _compare(kg, tmp_path, "Joseph Stalin,1923-03-10,1953-03-05\n", columns)
    assert "person:mikhail-gorbachev" not in {compact(one.person) for one in found.findings if one.person}


def test_a_table_without_a_column_of_ends_lacks_none(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = _compare(kg, tmp_path, "Yuri Andropov,1982-11-11,\n", (TARGET + COLUMNS).replace('end = "to"\n', ""))
    assert [(one.end, one.verdict, one.match) for one in found.findings] == [("start", "contradicts", "likely")]


def test_every_row_about_a_term_has_verdicts_and_a_repeated_one_the_same(kg: KnowledgeGraph, tmp_path: Path) -> None:
    first, rival = "Yuri Andropov,1982-11-12,1984-02-09\n", "Yuri Andropov,1982-11-10,1984-02-09\n"
    found = _compare(kg, tmp_path, first + rival + first)
    assert [(one.line, one.end, one.verdict, one.repeats) for one in found.findings] == [
        (2, "start", "agrees", None),
        (2, "end", "agrees", None),
        (3, "start", "contradicts", None),
        (3, "end", "agrees", None),
        (4, "start", "agrees", 2),
        (4, "end", "agrees", 2),
    ]


def test_rows_of_one_stretch_tell_its_ends_and_lie_inside(kg: KnowledgeGraph, tmp_path: Path) -> None:
    rows = ["1982-11-12,1982-12-31", "1983-01-01,1983-12-31", "1984-01-01,1984-02-10"]
    found = _compare(kg, tmp_path, "".join(f"Yuri Andropov,{row}\n" for row in rows))
    span = "1982-11-12/1984-02-09"
    assert [(one.line, one.end, one.graph, one.verdict) for one in found.findings] == [
        (2, "start", "1982-11-12", "agrees"),
        (2, "end", span, "inside"),
        (3, "start", span, "inside"),
        (3, "end", span, "inside"),
        (4, "start", span, "inside"),
        (4, "end", "1984-02-09", "contradicts"),
    ]


def test_a_row_of_a_stretch_beyond_the_term_is_not_inside(kg: KnowledgeGraph, tmp_path: Path) -> None:
    years = "".join(f"Yuri Andropov,{year},\n" for year in range(1982, 1987))
    found = _compare(kg, tmp_path, years, (TARGET + COLUMNS).replace('end = "to"\n', ""))
    assert [one.verdict for one in found.findings if one.line] == ["compatible", *["inside"] * 2, *["contradicts"] * 2]


LIFE = TARGET + COLUMNS + 'birth = "born"\ndeath = "died"\n'


def _lives(kg: KnowledgeGraph, folder: Path, born: str, died: str, columns: str = LIFE) -> list[tuple[str, str]]:
    (folder / "mine.toml").write_text(columns, encoding="utf-8")
    row = f"Yuri Andropov,1982-11-12,1984-02-09,{born},{died}\n"
    (folder / "mine.csv").write_text("who,from,to,born,died\n" + row, encoding="utf-8")
    found = kg.compare(folder / "mine.csv")
    lives = [one for one in found.findings if one.thing == expand("person:yuri-andropov")]
    assert found.counts == Counter([*(one.verdict for one in lives), "agrees", "agrees"])
    return [(one.end, one.verdict) for one in lives]


@pytest.mark.parametrize(
    ("born", "died", "birth", "death"),
    [
        ("1914-06-15", "1984-02-09", "agrees", "agrees"),
        ("1914", "1984-02-08/1984-02-10", "compatible", "compatible"),
        ("1950-01-01", "1984-02-10", "contradicts", "contradicts"),
        ("", "", "missing-in-file", "missing-in-file"),
    ],
)
def test_birth_and_death_are_held_against_the_life(
    kg: KnowledgeGraph, tmp_path: Path, born: str, died: str, birth: str, death: str
) -> None:
    assert _lives(kg, tmp_path, born, died) == [("birth", birth), ("death", death)]


def test_a_life_is_told_only_where_the_table_has_it(kg: KnowledgeGraph, tmp_path: Path) -> None:
    assert _lives(kg, tmp_path, "1914", "1984", TARGET + COLUMNS) == []
    assert _lives(kg, tmp_path, "1914", "1984", LIFE.replace('death = "died"\n', "")) == [("birth", "compatible")]


def test_a_birth_that_contradicts_is_a_finding_of_the_command(
    kg: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _lives(kg, tmp_path, "1950-01-01", "1984-02-09")
    assert main(["compare", str(tmp_path / "mine.csv"), "--json"]) == 1
    (told,) = [one for one in json.loads(capsys.readouterr().out)["findings"] if one["end"] == "birth"]
    assert (told["thing"], told["verdict"]) == (expand("person:yuri-andropov"), "contradicts")
    assert (told["file"], told["graph"]) == ("1950-01-01", "1914-06-15")
    assert told["with_graph"] == [expand("claim:archigos.11")]


@pytest.mark.parametrize(
    ("born", "died", "told"),
    [
        ("1914-06-15", "1980-02-09", "the row has its death (1980-02-09) before its start (1982-11-12)"),
        ("1990", "", "the row has its birth (1990) after its start (1982-11-12)"),
        ("1914-06-15", "1984-02-09", None),
        ("", "1982", None),
    ],
)
def test_a_life_that_the_office_of_the_row_contradicts_is_told(
    kg: KnowledgeGraph, tmp_path: Path, born: str, died: str, told: str | None
) -> None:
    _lives(kg, tmp_path, born, died)
    (row,) = kg.compare(tmp_path / "mine.csv").rows
    assert row.match.reason == ("by name" if told is None else f"by name; {told}")


LIVES = '[columns]\nperson = "who"\nbirth = "from"\ndeath = "to"\n'


@pytest.mark.parametrize(
    ("row", "verdicts"),
    [
        ("Yuri Andropov,1914-06-15,1984-02-09", ["agrees", "agrees"]),
        ("Vladimir Lenin,1870,1924-01-21", ["compatible", "agrees"]),
        ("Хрущёв Никита Сергеевич,1894,1971-09-12", ["compatible", "contradicts"]),
        ("Yuri Andropov,,1984", ["missing-in-file", "compatible"]),
        ("Somebody Else,1914,1984", ["missing-in-graph"]),
    ],
)
@pytest.mark.parametrize("target", ["", TARGET])
def test_a_table_of_lives_alone_is_compared_with_or_without_a_target(
    kg: KnowledgeGraph, tmp_path: Path, row: str, verdicts: list[str], target: str
) -> None:
    assert [one.verdict for one in _compare(kg, tmp_path, f"{row}\n", target + LIVES).findings] == verdicts


def test_whom_a_row_may_be_about_is_not_missing_in_the_file(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = _compare(kg, tmp_path, "Josef Stalin,1922-04-03,1952\nNikita Khrushchev,1953,1964\n")
    assert found.counts == {"compatible": 2, "missing-in-graph": 1}
    assert 'Did you mean "Joseph Stalin"?' in found.findings[0].reason


def test_an_ambiguous_row_is_a_finding(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = TARGET + COLUMNS + 'wikidata = "q"\n'
    (tmp_path / "mine.toml").write_text(columns, encoding="utf-8")
    (tmp_path / "mine.csv").write_text("who,from,to,q\nYuri Andropov,1982,1984,Q855\n", encoding="utf-8")
    found = kg.compare(tmp_path / "mine.csv")
    assert (found.counts["ambiguous"], found.fine) == (1, False)


def test_a_table_without_rows_is_no_agreement(
    kg: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(DataError, match="no rows below the header: nothing to compare"):
        _compare(kg, tmp_path, "")
    assert main(["compare", str(tmp_path / "mine.csv")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_a_row_of_which_nothing_can_be_compared_is_no_agreement(tmp_path: Path) -> None:
    made = _made("leadership:l a sl:EffectiveLeadership ; sl:leader person:a ; sl:leads body:b .\n")
    found = _compare(made, tmp_path, "Anna Kern,,\n", LED)
    assert (found.findings, found.fine) == ((), False)


@pytest.mark.parametrize(
    ("rows", "file", "file_ends"),
    [
        ("Somebody Else,1922,1953\n", "1922/1953", ("1922", "1953")),
        ("Somebody Else,1922/1929,1953\n", "1922/1929 to 1953", ("1922/1929", "1953")),
        ("Somebody Else,,1952/1953\n", ".. to 1952/1953", (None, "1952/1953")),
        ("Somebody Else,1922,\n", "1922/..", ("1922", None)),
        ('Somebody Else,"[1922,1923]",1953/..\n', "[1922,1923] to 1953/..", ("[1922,1923]", "1953/..")),
    ],
)
def test_both_dates_of_a_row_are_told_apart(
    kg: KnowledgeGraph, tmp_path: Path, rows: str, file: str, file_ends: tuple[str | None, ...]
) -> None:
    (found,) = [one for one in _compare(kg, tmp_path, rows).findings if one.line]
    assert (found.file, found.file_ends) == (file, file_ends)


def test_no_text_of_a_finding_joins_bounds_of_two_ends(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = '[target]\nleads = "body:soviet-union"\n' + COLUMNS
    found = _compare(kg, tmp_path, "Vladimir Lenin,1917-11-08,1924-01-21\nBoris Yeltsin,1991,1999\n", columns)
    missing = [one for one in found.findings if one.verdict == "missing-in-file" and one.end == "whole"]
    assert ("1922/1929 to 1953-03-05", ("1922/1929", "1953-03-05")) in [(one.graph, one.graph_ends) for one in missing]
    for one in found.findings:
        assert all(text is None or text.count("/") < 2 or " to " in text for text in (one.file, one.graph))


@pytest.mark.parametrize(
    ("rows", "missing"),
    [
        (["Leonid Brezhnev,1964,1969"], []),  # Khrushchev's end in 1964 may lie before the file begins
        (["Yuri Andropov,1982-11,1984"], []),
        (["Leonid Brezhnev,1964-10-14,1982"], []),
        (["Leonid Brezhnev,1963,1983"], ["khrushchev", "andropov"]),
        (["Yuri Andropov,1982-11-12,1984-02-13"], ["chernenko"]),
        (["Yuri Andropov,1982-11-12,1984-02-12"], []),
        (["Mikhail Gorbachev,1985-03-11,1985-03-11/.."], []),
    ],
)
def test_what_the_years_of_a_file_may_leave_out_is_not_missing_in_it(
    kg: KnowledgeGraph, tmp_path: Path, rows: list[str], missing: list[str]
) -> None:
    columns = '[target]\noffice = "secretaryship"\n' + COLUMNS
    found = _compare(kg, tmp_path, "".join(f"{row}\n" for row in rows), columns)
    told = [compact(one.person or "") for one in found.findings if one.verdict == "missing-in-file"]
    assert [one.rpartition("-")[2] for one in told] == missing


@pytest.mark.parametrize(
    ("columns", "key", "wrong", "right"),
    [
        (
            TARGET.replace("secretary", "secretery") + COLUMNS,
            "target",
            "post:general-secretery",
            "post:general-secretary",
        ),
        (TARGET + COLUMNS + '[end-mode]\nDied = "dyed"\n', "end-mode.Died", "concept:dyed", "concept:died"),
    ],
)
def test_a_description_may_name_only_what_the_graph_knows(
    kg: KnowledgeGraph, tmp_path: Path, columns: str, key: str, wrong: str, right: str
) -> None:
    with pytest.raises(DataError) as caught:
        _compare(kg, tmp_path, "", columns)
    assert str(caught.value).endswith(f'{key}: error: {wrong} is not in the graph. Did you mean "{right}"?')


def test_a_table_without_description_says_what_to_write(kg: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("who\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"mine\.csv has no description: write mine\.toml beside it"):
        kg.compare(tmp_path / "mine.csv")


def test_both_engines_compare_alike(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    table = files.example_table("wikidata-p39")
    assert other.compare(table).findings == one.compare(table).findings


def test_the_command_prints_a_line_an_end_and_exits_1_with_findings(
    kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    del kg
    assert main(["compare", "--example", "archigos"]) == 1
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert shown.err == ""
    assert lines[0].split()[:4] == ["line", "name", "match", "thing"]
    assert re.fullmatch(r"10 rows: \d+ agrees, .*1 missing-in-graph", lines[-1])


def test_control_characters_of_a_file_do_not_reach_the_terminal(
    kg: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _compare(kg, tmp_path, "A\x1b[31mB,1922,1953\n")
    assert main(["compare", str(tmp_path / "mine.csv")]) == 1
    assert "A�[31mB" in capsys.readouterr().out


def test_the_command_exits_0_where_all_is_fine(
    kg: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _compare(kg, tmp_path, "Yuri Andropov,1982-11-12,1984-02-09\n")
    assert main(["compare", str(tmp_path / "mine.csv"), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["rows"], told["counts"]) == (1, {"agrees": 2})
    assert list(told["findings"][0]) == list(Finding.__slots__)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "give one table: FILE.csv, or --example NAME"),
        (["x.csv", "--example", "archigos"], "give one table"),
        (
            ["--example", "archigoss"],
            'no example "archigoss". Did you mean "archigos"? Examples: archigos, wikidata-p39',
        ),
        (["absent.csv"], "absent.csv cannot be read: there is no such file"),
        (["absent.csv", "--columns", "absent.toml"], "absent.toml: error: cannot be read"),
    ],
)
def test_misuse_is_one_line(
    kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str], words: list[str], message: str
) -> None:
    del kg
    assert main(["compare", *words]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1


@pytest.mark.parametrize("others", [999, pytest.param(99_999, marks=pytest.mark.deep)])
def test_a_table_of_many_rows_is_compared(others: int, kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = _compare(kg, tmp_path, "Somebody Else,1922,1953\n" * others + "Joseph Stalin,1922-04-03,1952-10\n")
    assert (len(found.rows), found.counts) == (others + 1, {**found.counts, "agrees": 2, "missing-in-graph": others})


KINDS = ("term", "tenure", "leadership", "person")
VERDICTS = """
SELECT ?thing ?property ?value ?calendar ?kind WHERE {
  VALUES ?property { sl:start sl:end sl:birth sl:death }
  ?claim rdf:subject ?thing ; rdf:predicate ?property ; rdf:object ?value ; sl:polarity concept:affirmed .
  ?verdict sl:verdictOn ?claim ; sl:onlySource ?only ; sl:verdictKind ?kind .
  OPTIONAL { ?claim sl:calendar ?named }
  OPTIONAL { ?claim sl:passage/sl:source/sl:derivesFrom?/sl:usesCalendar ?used }
  BIND(COALESCE(?named, ?used) AS ?calendar)
} ORDER BY ?claim
"""


def _slug(value: Node | None) -> str | None:
    return value.value.rpartition("/")[2].rpartition("#")[2] if value else None


def _row_about(register: Register, thing: str, role: str, value: str, calendar: str | None) -> Matched | None:
    """Return a row that says a value of a thing, or None where the thing is of no person."""
    periods = [one for one in register.periods if one.iri == thing]
    person = periods[0].person if periods else thing
    if person not in register.persons:
        return None
    dates = {role: WrittenDate(value, value, days_of(value, calendar))}
    record = Record(2, 1, "row 1", value, register.persons[person].label, {}, None, dates, {})
    return Matched(record, Match(person, periods[0] if periods else None, "sure", "by test"))


def test_each_dated_claim_compares_as_its_verdict_says(kg: KnowledgeGraph, tmp_path: Path) -> None:
    roles = ("start", "end", "birth", "death")
    (tmp_path / "all.toml").write_text(
        TARGET + "[columns]\nperson = 'who'\n" + "".join(f"{role} = '{role}'\n" for role in roles), encoding="utf-8"
    )
    register, description = read_register(kg._engine), read_description(tmp_path / "all.toml")
    seen: Counter[str] = Counter()
    for thing, property_, value, calendar, kind in kg.select(VERDICTS).rows:
        assert thing
        assert value
        role = _slug(property_) or ""
        row = _row_about(register, thing.value, role, value.value, _slug(calendar))
        if row is None or kind_of(thing.value) not in KINDS:
            continue
        if not register.claims.on(thing.value, property_.value if property_ else ""):
            continue  # all that was claimed of it is rejected, so that a table has nothing to be held against
        found = [
            one for one in row_findings(register, description, [row]) if (one.thing, one.end) == (thing.value, role)
        ]
        assert [(thing.value, value.value, one.verdict) for one in found] == [(thing.value, value.value, _slug(kind))]
        seen[str(kind_of(thing.value))] += 1
    assert {kind for kind, number in seen.items() if number} == set(KINDS)
