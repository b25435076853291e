"""On a terminal an answer fits it, has colours and says its codes in words; a pipe gets whole lines, and plain ones."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.cli import main
from sovleader_kg.cli.commands import COMMANDS
from sovleader_kg.cli.legend import MEANINGS, legend
from sovleader_kg.cli.rows import Rows, plain
from sovleader_kg.cli.terminal import show
from sovleader_kg.store.queries import catalogue
from terminals import on_a_terminal

DAY = ["who", "--on", "14 September 1953"]
CALLS = [
    DAY,
    ["who"],
    ["who", "--effective", "--on", "1953-03-16"],
    ["on", "6", "March", "1953"],
    ["on", "1953-03-01", "1953-09-30"],
    ["relate", "Stalin", "Хрущёв"],
    ["ask"],
    ["ask", "succession"],
    ["ask", "powers_of_post"],
    ["explain", "Khruschev"],
    ["disputes"],
    ["export", "--list"],
    ["sparql", "SELECT * { ?claim rdf:subject ?about ; sl:gloss ?gloss } LIMIT 30"],
    ["check", "--seats"],
]


@pytest.fixture(autouse=True)
def _of_the_small_graph(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVLEADER_GRAPH", str(small_folder))


def _piped(words: list[str]) -> str:
    done = subprocess.run([sys.executable, "-m", "sovleader_kg.cli", *words], capture_output=True, check=False)
    return done.stdout.decode()


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
@pytest.mark.parametrize("columns", [80, 46])
def test_no_line_is_wider_than_the_terminal(words: list[str], columns: int) -> None:
    found = on_a_terminal(words, columns=columns)
    assert found.status in {0, 1}
    assert [line for line in found.lines if len(line) > columns] == []


def test_colour_is_on_a_terminal_alone_and_not_where_it_is_unwanted() -> None:
    assert on_a_terminal(DAY).coloured
    assert not on_a_terminal(DAY, NO_COLOR="1").coloured
    assert "\x1b" not in on_a_terminal(DAY, TERM="dumb").raw
    assert "\x1b" not in _piped(DAY)


def test_an_error_is_red_unless_colour_is_unwanted(tmp_path: Path) -> None:
    wrong = tmp_path / "mine.ttl"
    wrong.write_text("a b c", encoding="utf-8")
    assert on_a_terminal(["check", str(wrong)]).coloured
    assert not on_a_terminal(["check", str(wrong)], NO_COLOR="1").coloured


def test_columns_without_room_are_named_with_the_way_to_see_them() -> None:
    fitted = on_a_terminal(["ask", "holders_on", "--day", "14.9.1953"]).lines
    assert fitted[-1].startswith("no room for: ")
    assert fitted[-1].endswith("(--wide shows all)")
    wide = on_a_terminal(["ask", "holders_on", "--day", "14.9.1953", "--wide"]).lines
    assert wide == _piped(["ask", "holders_on", "--day", "14.9.1953"]).rstrip("\n").split("\n")


def test_today_lies_outside_and_is_told_in_words_with_the_way_out(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVLEADER_GRAPH", str(built))
    found = on_a_terminal(["who"], columns=200)
    assert found.status == 1
    assert found.lines[0] == (
        "nobody  certain: the post did not exist then; the day lies outside the graph's years, 1917 to 1991"
    )
    assert found.lines[1] == "  that is today; ask of another day: sovleader who --on 1964-10-14"
    assert _piped(["who"]) == "nobody  certain: no-post, outside\n"


def test_the_codes_of_an_answer_are_explained_and_no_others() -> None:
    lines = on_a_terminal(DAY).lines
    told = lines[lines.index("") + 1 :]
    assert [line.split("  ")[0] for line in told] == ["certain"]
    assert told[0].endswith(MEANINGS["certain"])
    assert legend(["leaves", "no code"]) == {"leaves": MEANINGS["leaves"]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["sparql", "SELECT ?x { ?x a sl:Nothing }"], "sovleader: no rows"),
        (["sparql", "CONSTRUCT WHERE { ?x a sl:Nothing }"], "sovleader: no triples"),
        (
            ["ask", "holders_on", "--post", "General Secretary", "--day", "1 May 1850"],
            "sovleader: no rows: the post did not exist",
        ),
        (["disputes", "--about", "Sverdlov"], "no dispute about Sverdlov"),
    ],
)
def test_an_empty_answer_says_so_and_shows_no_header(words: list[str], told: str) -> None:
    (line,) = [line for line in on_a_terminal(words).lines if line and not line.startswith("PREFIX")]
    assert line.startswith(told)


def test_the_help_of_the_program_fits_a_screen_and_needs_no_word() -> None:
    bare, asked = on_a_terminal([]), on_a_terminal(["--help"])
    assert (bare.status, bare.lines) == (0, asked.lines)
    assert len(bare.lines) < 24
    assert max(map(len, bare.lines)) <= 80
    assert [name for name in COMMANDS if not any(line.startswith(f"  {name} ") for line in bare.lines)] == []


def test_the_list_of_formats_fits_a_screen_however_low() -> None:
    for rows in (24, 10):
        listed = on_a_terminal(["export", "--list"], rows=rows).lines
        assert len(listed) < rows
        assert "sssom" in " ".join(listed)
    assert "not carried: " in "\n".join(on_a_terminal(["export", "sssom", "--list"]).lines)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("sovleader-kg ")


@pytest.mark.parametrize("name", catalogue())
def test_the_help_of_a_stored_query_is_its_own(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    query = catalogue()[name]
    with pytest.raises(SystemExit) as stop, patch.dict(os.environ, COLUMNS="1000"):
        main(["ask", name, "--help"])
    told = capsys.readouterr().out
    assert stop.value.code == 0
    assert query.summary in told
    assert query.description in told
    assert [one.name for one in query.parameters if f"--{one.name} " not in told or one.meaning not in told] == []


def test_the_help_of_a_query_that_there_is_not_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "holders_off", "--help"]) == 2
    assert 'Did you mean "holders_on"?' in capsys.readouterr().err


TEXTS = st.text("abcdefgh :é,ж", max_size=60)


@given(st.integers(20, 120), st.integers(1, 7), st.data())
def test_a_table_is_never_wider_than_the_terminal_and_names_what_it_leaves_out(
    width: int, number: int, data: st.DataObject
) -> None:
    columns = [f"column{at}" for at in range(number)]
    rows = data.draw(st.lists(st.lists(TEXTS, min_size=number, max_size=number), max_size=5))
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), patch.dict(os.environ, COLUMNS=str(width)):
        show([Rows(columns, rows)], {})
    lines = shown.getvalue().splitlines()
    assert max(map(len, lines)) <= width
    assert [column for column in columns if column not in shown.getvalue().replace("\n", " ")] == []


@given(st.integers(20, 120), st.text("abc de(),;:ж", min_size=1, max_size=300), st.integers(0, 8))
def test_a_line_is_wrapped_without_losing_a_word(width: int, text: str, indent: int) -> None:
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown), patch.dict(os.environ, COLUMNS=str(width)):
        show([" " * indent + text], {})
    assert max(map(len, shown.getvalue().splitlines()), default=0) <= width
    assert "".join(shown.getvalue().split()) == "".join(text.split())


def test_a_pipe_gets_tables_aligned_and_whole() -> None:
    assert list(plain(["a line", Rows(["a", "b"], [["1", "two words"]])])) == [
        *("a line", "a  b", "-  ---------", "1  two words")
    ]
