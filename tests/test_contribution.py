"""Contribution: a table becomes a new source's claims that pass the checks, and only where the match is clear."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode

from sovleader_kg import KnowledgeGraph, UsageError, build, files
from sovleader_kg.cli import main
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.fmt import formatted
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import read
from sovleader_kg.names import BASE, EDTF, compact, sl

COLUMNS = """\
[source]
iri = "source:mine"
title = "My table"
label-ru = "Моя таблица"
kind = "dataset"
rights = "mine"
rights-ru = "собственная"
derives-from = ["source:wikidata"]
retrieved = "2026-11"
page = "https://example.org/mine"

[target]
office = "secretaryship"

[columns]
person = "who"
start = "from"
end = "to"
birth = "born"
"""
HEADER = "who,from,to,born\n"


def _written(kg: KnowledgeGraph, folder: Path, rows: str, more: str = "") -> tuple[str, Index]:
    (folder / "mine.toml").write_text(more + COLUMNS, encoding="utf-8")
    (folder / "mine.csv").write_text(HEADER + rows, encoding="utf-8")
    target = folder / "claims.ttl"
    kg.write_claims(kg.compare(folder / "mine.csv"), target, force=True)
    return target.read_text(encoding="utf-8"), Index(read(target).triples)


@pytest.mark.deep
@pytest.mark.parametrize(("name", "rows"), [("archigos", 9), ("wikidata-p39", 6)])
def test_the_claims_of_an_example_pass_every_check(kg: KnowledgeGraph, tmp_path: Path, name: str, rows: int) -> None:
    target = tmp_path / "out.ttl"
    assert kg.write_claims(kg.compare(files.example_table(name)), target) == rows
    assert build.check([target]).open == ()
    assert formatted(read(target)) == target.read_text(encoding="utf-8")


def test_a_clear_row_becomes_a_passage_and_its_claims(kg: KnowledgeGraph, tmp_path: Path) -> None:
    _, index = _written(kg, tmp_path, "Yuri Andropov,1982-11-12,1984-02,1914-06-15\n")
    claims = [
        (compact(one.iri), compact(one.subject), compact(one.predicate), compact(one.value.value).strip("<>"))
        for one in claims_in(index)
    ]
    assert claims == [
        ("claim:mine.1.1", "tenure:yuri-andropov.1", "sl:tenureHolder", "person:yuri-andropov"),
        ("claim:mine.1.2", "tenure:yuri-andropov.1", "sl:start", "1982-11-12"),
        ("claim:mine.1.3", "tenure:yuri-andropov.1", "sl:end", "1984-02"),
        ("claim:mine.1.4", "person:yuri-andropov", "sl:birth", "1914-06-15"),
    ]
    assert index.values(f"{BASE}passage/mine.1", sl("locator")) == ["row 1"]
    assert index.values(f"{BASE}source/mine", sl("derivesFrom")) == [f"{BASE}source/wikidata"]
    assert index.nodes(f"{BASE}source/mine", sl("retrieved")) == [Literal("2026-11", datatype=NamedNode(EDTF))]


LIFE = ("Yuri Andropov was born on 15 June 1914.", "Юрий Владимирович Андропов: дата рождения — 15 июня 1914 года.")
ENDED = ("How Yuri Andropov’s time ended: died.", "Юрий Владимирович Андропов: способ окончания — умер.")
DRAFTED = {
    'post = "post:general-secretary"': [
        ("Yuri Andropov held the post of General Secretary.", "Юрий Владимирович Андропов: Генеральный секретарь."),
        (
            "The post that Yuri Andropov held: General Secretary.",
            "Юрий Владимирович Андропов: занимаемый пост — Генеральный секретарь.",
        ),
        (
            "Yuri Andropov held the post of General Secretary from 12 November 1982.",
            "Юрий Владимирович Андропов: Генеральный секретарь, начало — 12 ноября 1982 года.",
        ),
    ],
    'office = "secretaryship"': [
        (
            "Yuri Andropov held the office (Secretaryship of the party).",
            "Юрий Владимирович Андропов: Руководство секретариатом партии.",
        ),
    ],
    'leads = "body:soviet-union"': [
        ("Yuri Andropov led in effect.", "Юрий Владимирович Андропов: фактическое руководство."),
        (
            "What Yuri Andropov led in effect: Soviet Union.",
            "Юрий Владимирович Андропов: фактическое руководство — Советский Союз.",
        ),
        (
            "Yuri Andropov led in effect until February 1984.",
            "Юрий Владимирович Андропов: фактическое руководство, окончание — февраль 1984 года.",
        ),
    ],
}


@pytest.mark.parametrize("target", DRAFTED)
def test_glosses_are_drafted_in_both_languages(target: str, kg: KnowledgeGraph, tmp_path: Path) -> None:
    columns = COLUMNS.replace('office = "secretaryship"', target) + 'end-mode = "how"\n[end-mode]\nd = "died"\n'
    (tmp_path / "mine.toml").write_text(columns, encoding="utf-8")
    rows = "who,from,to,born,how\nYuri Andropov,1982-11-12,1984-02,1914-06-15,d\n"
    (tmp_path / "mine.csv").write_text(rows, encoding="utf-8")
    kg.write_claims(kg.compare(tmp_path / "mine.csv"), tmp_path / "claims.ttl")
    index = Index(read(tmp_path / "claims.ttl").triples)
    glosses = [tuple(index.values(claim, sl("gloss"))) for claim in index.of_type(sl("Claim"))]
    assert [one for one in (*DRAFTED[target], LIFE, ENDED) if one not in glosses] == []


@pytest.mark.deep
def test_claims_of_a_table_pass_every_check(kg: KnowledgeGraph, tmp_path: Path) -> None:
    _written(kg, tmp_path, "Yuri Andropov,1982-11-12,1984-02,1914-06-15\n")
    assert build.check([tmp_path / "claims.ttl"]).open == ()


def test_what_is_not_clear_stands_in_the_head_and_nowhere_else(kg: KnowledgeGraph, tmp_path: Path) -> None:
    text, index = _written(kg, tmp_path, "Gorbachev,1985,1991,\nSomebody,1922,1953,\n")
    assert index.of_type(sl("Claim"), sl("Passage")) == []
    assert text.splitlines()[1:5] == [
        "# 0 of 2 rows. Review every claim: glosses and stances are made by rule.",
        "# Left out: no sure or likely match, or said by another row. Write these by hand or not at all:",
        "#   line 2, Gorbachev, row 1: guess, by surname, one holder in those years",
        "#   line 3, Somebody, row 2: none, no such person in the graph",
    ]


def test_a_row_that_repeats_another_claims_nothing(kg: KnowledgeGraph, tmp_path: Path) -> None:
    row = "Yuri Andropov,1982-11-12,1984-02-09,\n"
    text, index = _written(kg, tmp_path, row * 2)
    assert len(index.of_type(sl("Passage"))) == 1
    assert "#   line 3, Yuri Andropov, row 2: likely, by name; repeats line 2" in text.splitlines()


def test_of_one_stretch_the_first_row_claims_the_start_and_the_last_the_end(kg: KnowledgeGraph, tmp_path: Path) -> None:
    _, index = _written(
        kg,
        tmp_path,
        "Yuri Andropov,1982-11-12,1982-12-31,\nYuri Andropov,1983,1983,\nYuri Andropov,1984-01,1984-02,\n",
    )
    dated = [one for one in claims_in(index) if isinstance(one.value, Literal)]
    assert [(compact(one.passage), compact(one.predicate), one.value.value) for one in dated] == [
        ("passage:mine.1", "sl:start", "1982-11-12"),
        ("passage:mine.3", "sl:end", "1984-02"),
    ]


def test_a_declared_calendar_is_passed_on(kg: KnowledgeGraph, tmp_path: Path) -> None:
    _, index = _written(kg, tmp_path, "Elena Stasova,1917-04,1918-03-08,\n", 'calendar = "julian"\n')
    dated = [one for one in claims_in(index) if isinstance(one.value, Literal)]
    assert [one.calendar for one in dated] == ["julian", "julian"]


@pytest.mark.deep
def test_long_names_and_odd_cells_stay_within_the_shapes(kg: KnowledgeGraph, tmp_path: Path) -> None:
    name = '"Stalin, ""Koba"" \\ ' + "x" * 200 + '"'
    columns = COLUMNS.replace('birth = "born"', 'wikidata = "born"')
    (tmp_path / "mine.toml").write_text(columns, encoding="utf-8")
    (tmp_path / "mine.csv").write_text(f"{HEADER}{name},1922-04-03,1952-10,Q855\n", encoding="utf-8")
    target = tmp_path / "claims.ttl"
    assert kg.write_claims(kg.compare(tmp_path / "mine.csv"), target) == 1
    assert build.check([target]).open == ()


def test_a_file_is_replaced_only_by_force(
    kg: KnowledgeGraph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    del kg
    target = tmp_path / "out.ttl"
    target.write_text("mine", encoding="utf-8")
    words = ["compare", "--example", "archigos", "--as-claims", str(target)]
    assert main(words) == 2
    assert capsys.readouterr().err == f"sovleader: {target} exists; choose another name, or replace it (--force)\n"
    assert target.read_text(encoding="utf-8") == "mine"
    assert main([*words, "--force"]) == 1
    assert "9 of 10 rows as claims; review them" in capsys.readouterr().err
    assert target.read_text(encoding="utf-8").startswith("# What source:archigos-table says")
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (COLUMNS[: COLUMNS.index("[target]")], "", r"mine\.toml has no \[source\]"),
        (
            "source:mine",
            "source:wikidata",
            "source:wikidata is already in the graph; give the table a source of its own",
        ),
    ],
)
def test_claims_need_a_source_of_their_own(
    kg: KnowledgeGraph, tmp_path: Path, old: str, new: str, message: str
) -> None:
    (tmp_path / "mine.toml").write_text(COLUMNS.replace(old, new, 1), encoding="utf-8")
    (tmp_path / "mine.csv").write_text(HEADER + "Yuri Andropov,1982,1984,\n", encoding="utf-8")
    with pytest.raises(UsageError, match=message):
        kg.write_claims(kg.compare(tmp_path / "mine.csv"), tmp_path / "out.ttl")
    assert not (tmp_path / "out.ttl").exists()
