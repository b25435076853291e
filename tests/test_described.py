"""Descriptions: every mistake is one line with the file and its key or line."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovleader_kg import DataError, files
from sovleader_kg.compare.described import read_description

EXAMPLES = files.ROOT / "examples"
GOOD = """\
[target]
post = "general-secretary"

[columns]
person = "who"
start = "from"
"""


def _problems(tmp_path: Path, text: str, name: str = "mine.toml") -> list[str]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_description(path)
    return [str(problem).removeprefix(f"{tmp_path}/") for problem in caught.value.problems]


def test_a_bare_slug_and_the_default_locator_will_do(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    found = read_description(path)
    assert found.targets == ("https://w3id.org/sovleader/id/post/general-secretary",)
    assert (found.locator, found.delimiter, found.calendar, found.source) == ("row {row}", ",", None, None)
    assert found.wanted() == ["who", "from"]


@pytest.mark.parametrize(
    ("added", "key", "message"),
    [
        ('calender = "julian"\n', "calender", 'no such key. Did you mean "calendar"?'),
        ('calendar = "julien"\n', "calendar", 'no calendar "julien". Did you mean "julian"?'),
        ("missing = 3\n", "missing", 'write a text in quotes, or a list: ["…", "…"]'),
        ('missing = ["NA", 3]\n', "missing", 'write a text in quotes, or a list: ["…", "…"]'),
        ('delimiter = "::"\n', "delimiter", 'write one character, such as ";"'),
        ("delimiter = '\\t'\n", "delimiter", 'write one character, such as ";"; a tab is "\\t"'),
        ('date-format = "dd.MM"\n', "date-format", '"dd.MM" is not a date pattern; write for example dd.MM.yyyy'),
        ('locator = "record {"\n', "locator", "write columns in braces, such as record {obsid}"),
        ('locator = ""\n', "locator", "write a text that is not empty, in quotes"),
        ("where = 1\n", "where", "write a table: [where]"),
        ("[where]\nx = 1\n", "where.x", "write a text in quotes"),
        ('[end-mode]\n"Died" = "person:joseph-stalin"\n', "end-mode.Died", '"person:joseph-stalin" is not a concept'),
        ('[end-mode]\n"Died" = "wrong:died"\n', "end-mode.Died", 'unknown prefix "wrong"'),
        ('[source]\niri = "mine"\nkind = "dataset"\nrights = "free"\n', "source.title", "missing; a source has"),
        ('[source]\niri = "mine"\nkind = "dataset"\ntitle = "x"\n', "source.rights", "say under which terms"),
        (
            '[source]\niri = "Mine!"\nkind = "dataset"\ntitle = "x"\nrights = "free"\n',
            "source.iri",
            "lower-case letters",
        ),
        (
            '[source]\niri = "mine"\nkind = "dataset"\ntitle = "x"\nlicense = "free"\n',
            "source.license",
            '"free" is not a web address',
        ),
        (
            '[source]\niri = "mine"\nkind = "dataset"\ntitle = "x"\nrights = "r"\nretrieved = "November 2026"\n',
            "source.retrieved",
            '"November 2026" is not a valid date; write EDTF',
        ),
        (
            '[source]\niri = "mine"\nkind = "dataset"\ntitle = "x"\nrights = "r"\ncolour = "red"\n',
            "source.colour",
            "no such key.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_key(tmp_path: Path, added: str, key: str, message: str) -> None:
    problems = _problems(tmp_path, added + GOOD)
    assert len(problems) == 1, problems
    assert problems[0].startswith(f"mine.toml: {key}: error: {message}")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["columns.person", "columns.start", "target"]),
        ('[columns]\nperson = "who"\nend = "to"\n', ["target"]),
        (GOOD + 'strat = "x"\n', ["columns.strat"]),
        (GOOD + 'end = "from"\n', ["columns.start", "columns.end"]),
        (GOOD + "end = 3\n", ["columns.end"]),
        (GOOD + 'post = "office"\n', ["target", "posts"]),
        (GOOD.replace("post =", "body ="), ["target.body", "target"]),
        (GOOD.replace('"general-secretary"', '"body:cpsu"'), ["target.post"]),
        (GOOD.replace('"general-secretary"', "[]"), ["target.post"]),
        (GOOD.replace('"general-secretary"', '""'), ["target.post"]),
        (GOOD.replace("post =", 'office = "secretaryship"\npost ='), ["target"]),
        ("columns = 1\ntarget = 2\n", ["columns", "columns.person", "columns.start", "target", "target"]),
    ],
)
def test_all_mistakes_are_told_at_once(tmp_path: Path, text: str, expected: list[str]) -> None:
    told = [problem.split(": ")[1] for problem in _problems(tmp_path, text)]
    assert sorted(set(told)) == sorted(set(expected))


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    assert _problems(tmp_path, GOOD + "= 3\n")[0].startswith("mine.toml:7: error: not TOML: ")
    assert _problems(tmp_path, GOOD + 'end = "x')[0].startswith("mine.toml:7: error: not TOML: ")


@pytest.mark.parametrize("text", ["x = " + "[" * 9_999, "x = " + "{a = " * 9_999])
def test_toml_nested_deep_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    (problem,) = _problems(tmp_path, text)
    assert problem.startswith("mine.toml")
    assert "\n" not in problem


def test_a_key_below_a_table_is_told_where_it_stands(tmp_path: Path) -> None:
    (problem,) = _problems(tmp_path, GOOD + 'delimiter = ";"\n')
    assert 'no such key. "delimiter" stands at the top of the description, above every table.' in problem


def test_a_description_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.toml: error: cannot be read: No such file"):
        read_description(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes('locator = "Ж"'.encode("koi8-r"))
    with pytest.raises(DataError, match=r"latin\.toml:1: error: not UTF-8"):
        read_description(tmp_path / "latin.toml")


@pytest.mark.parametrize("name", ["mine.json", "mine.csv-metadata.json", "MINE.JSON"])
def test_csvw_metadata_are_no_description(tmp_path: Path, name: str) -> None:
    assert _problems(tmp_path, '{"tableSchema": {"columns": []}}', name) == [
        f"{name}: error: descriptions are written in TOML, not in JSON or CSVW: see docs/new-source.md"
    ]
