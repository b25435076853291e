"""Compare: each end of each row stands to the graph, and whoever is on a side is named."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovleader_kg import DataError, KnowledgeGraph, UsageError, files
from sovleader_kg.cli import main
from sovleader_kg.compare.findings import Comparison, Finding
from sovleader_kg.names import compact, expand

EXAMPLES = files.ROOT / "examples"
TARGET = '[target]\npost = "general-secretary"\n'
COLUMNS = '[columns]\nperson = "who"\nstart = "from"\nend = "to"\n'


def _compare(kg: KnowledgeGraph, folder: Path, rows: str, columns: str = TARGET + COLUMNS) -> Comparison:
    (folder / "mine.toml").write_text(columns, encoding="utf-8")
    (folder / "mine.csv").write_text("who,from,to\n" + rows, encoding="utf-8")
    return kg.compare(folder / "mine.csv")


def _short(one: Finding) -> tuple[str, str | None, str, str]:
    return one.name, compact(one.thing) if one.thing else None, one.end, one.verdict


def test_the_extract_of_wikidata_contradicts_one_end_and_lacks_ivashko(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "wikidata-p39.csv")
    assert found.counts == {"agrees": 10, "refines": 1, "contradicts": 1, "missing-in-file": 1}
    assert [_short(one) for one in found.findings if one.verdict != "agrees"] == [
        ("Joseph Stalin", "term:joseph-stalin.1", "end", "contradicts"),
        ("Nikita Khrushchev", "tenure:nikita-khrushchev.1", "start", "refines"),
        ("Vladimir Ivashko", "term:vladimir-ivashko.1", "whole", "missing-in-file"),
    ]
    assert not found.fine


def test_the_sides_of_a_contradiction_are_named(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "wikidata-p39.csv")
    (end,) = [one for one in found.findings if one.verdict == "contradicts"]
    assert (end.file, end.graph) == ("1934-02-10", "1952-10")
    assert [compact(one) for one in end.with_file] == ["claim:en-wikipedia.26.2"]
    assert [compact(one) for one in end.with_graph] == ["claim:wikipedia.32.10"]
    assert [compact(one) for one in end.same_family] == ["claim:wikidata.1.4", "claim:wikidata.1.7"]


def test_archigos_meets_effective_leadership_only(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "archigos.csv")
    assert found.counts == {"agrees": 18, "missing-in-graph": 1}
    assert {one.thing.split("/")[-2] for one in found.findings if one.thing} == {"leadership"}
    assert [(one.name, one.file) for one in found.findings if one.verdict == "missing-in-graph"] == [
        ("Putin", "2000-01-01/2015-12-31")
    ]


def test_other_leaderships_are_shown_beside_and_not_counted(kg: KnowledgeGraph) -> None:
    found = kg.compare(EXAMPLES / "archigos.csv")
    assert [_short(one) for one in found.findings if one.beside and one.verdict == "contradicts"] == [
        ("Stalin", "leadership:stalin-country", "start", "contradicts"),
        ("Gorbachev", "leadership:gorbachev-president", "start", "contradicts"),
        ("Gorbachev", "leadership:gorbachev-rule", "end", "contradicts"),
    ]


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


def test_bounds_stand_in_where_nothing_is_agreed(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = '[target]\nleads = "body:cpsu"\n' + COLUMNS
    found = _compare(kg, tmp_path, "Joseph Stalin,1952-10,1953-03-05\n", columns)
    of_the_party = [one for one in found.findings if one.thing == expand("leadership:stalin-party")]
    assert [(one.graph, one.verdict) for one in of_the_party] == [("1953-03-05", "agrees")]


def test_an_end_that_the_graph_does_not_know_is_missing_there(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = '[target]\npost = "politburo-candidate-member"\n' + COLUMNS
    found = _compare(kg, tmp_path, "Vyacheslav Molotov,1921-04-15,1926-01-01\n", columns)
    assert [one.verdict for one in found.findings if one.line] == ["contradicts", "missing-in-graph"]


def test_only_what_lies_in_the_years_of_the_file_is_missing_in_it(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = _compare(kg, tmp_path, "Yuri Andropov,1982-11-12,1984-02-09\nMikhail Gorbachev,1985-03-11,1991-08-24\n")
    missing = [compact(one.thing) for one in found.findings if one.thing and one.verdict == "missing-in-file"]
    assert missing == ["term:konstantin-chernenko.1", "term:vladimir-ivashko.1"]


def test_an_ambiguous_row_is_a_finding(kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = TARGET + COLUMNS + 'wikidata = "q"\n'
    (tmp_path / "mine.toml").write_text(columns, encoding="utf-8")
    (tmp_path / "mine.csv").write_text("who,from,to,q\nYuri Andropov,1982,1984,Q855\n", encoding="utf-8")
    found = kg.compare(tmp_path / "mine.csv")
    assert (found.counts["ambiguous"], found.fine) == (1, False)


def test_nothing_to_compare_is_fine(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found = _compare(kg, tmp_path, "")
    assert (found.findings, found.fine) == ((), True)


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
    assert lines[-1] == "10 rows: 18 agrees, 1 missing-in-graph"
    assert "(contradicts)" in next(line for line in lines if "leadership:stalin-country" in line)


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
