"""Descriptions: every mistake is one line with the file and its key or line; TOML and CSVW mean the same."""

from __future__ import annotations

import json
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


def test_csvw_and_toml_describe_the_shipped_table_alike() -> None:
    toml = read_description(EXAMPLES / "wikidata-p39.toml")
    csvw = read_description(EXAMPLES / "wikidata-p39.csv-metadata.json")
    for name in ("columns", "targets", "posts", "where", "missing", "calendar", "delimiter", "locator", "source"):
        assert getattr(toml, name) == getattr(csvw, name), name


@pytest.mark.parametrize(
    ("added", "key", "message"),
    [
        ('calender = "julian"\n', "calender", 'no such key. Did you mean "calendar"?'),
        ('calendar = "julien"\n', "calendar", 'no calendar "julien". Did you mean "julian"?'),
        ("missing = 3\n", "missing", 'write a text in quotes, or a list: ["…", "…"]'),
        ('missing = ["NA", 3]\n', "missing", 'write a text in quotes, or a list: ["…", "…"]'),
        ('delimiter = "::"\n', "delimiter", 'write one character, such as ";"'),
        ('date-format = "dd.MM"\n', "date-format", '"dd.MM" is no pattern of dates; write for example dd.MM.yyyy'),
        ('locator = "record {"\n', "locator", "write columns in braces, such as record {obsid}"),
        ('locator = ""\n', "locator", "write a text that is not empty, in quotes"),
        ("where = 1\n", "where", "write a table: [where]"),
        ("[where]\nx = 1\n", "where.x", "write a text in quotes"),
        ('[end-mode]\n"Died" = "person:joseph-stalin"\n', "end-mode.Died", '"person:joseph-stalin" is no concept'),
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
            '"free" is no address',
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


def test_a_description_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"absent\.toml: error: cannot be read: No such file"):
        read_description(tmp_path / "absent.toml")
    (tmp_path / "latin.toml").write_bytes('locator = "Ж"'.encode("koi8-r"))
    with pytest.raises(DataError, match=r"latin\.toml: error: not UTF-8"):
        read_description(tmp_path / "latin.toml")


def _csvw(**changes: object) -> str:
    sl = "https://w3id.org/sovleader/ontology#"
    columns = [
        {"name": "who", "propertyUrl": f"{sl}holder"},
        {"titles": ["from", "von"], "propertyUrl": f"{sl}start", "datatype": {"base": "date", "format": "dd.MM.yyyy"}},
        {"name": "qid", "propertyUrl": "skos:exactMatch", "valueUrl": "http://www.wikidata.org/entity/{qid}"},
        {"name": "remark", "null": "-"},
    ]
    own = {"https://w3id.org/sovleader/compare": {"target": {"office": "secretaryship"}}}
    return json.dumps(
        {"tableSchema": {"columns": columns}, "null": "NA", "dialect": {"delimiter": ";"}, **own, **changes}
    )


def test_csvw_gives_columns_nulls_delimiter_and_date_format(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv-metadata.json"
    path.write_text(_csvw(), encoding="utf-8")
    found = read_description(path)
    assert found.columns == {"person": "who", "start": "from", "wikidata": "qid"}
    assert (found.missing, found.delimiter) == (frozenset({"", "NA", "-"}), ";")
    assert found.date_format is not None
    assert found.date_format.fullmatch("14.10.1964")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "mine.json:1: error: not JSON"),
        ("[]", "mine.json: tableSchema: error: missing"),
        ("{}", "mine.json: tableSchema.columns: error: missing"),
        ('{"tables": []}', "mine.json: tables: error: describe exactly one table"),
        (_csvw(tableSchema={"columns": [{}]}), "mine.json: tableSchema.columns: error: a column has neither name nor"),
        (
            _csvw(tableSchema={"columns": [{"name": "a", "propertyUrl": "skos:exactMatch"}]}),
            "mine.json: tableSchema.columns.a: error: whose identifiers? Give valueUrl: http://www.wikidata.org",
        ),
        (
            _csvw(tableSchema={"columns": [{"name": "a", "propertyUrl": "wrong:holder"}]}),
            'mine.json: tableSchema.columns.a: error: unknown prefix "wrong"',
        ),
        (
            _csvw(tableSchema={"columns": [{"name": name, "propertyUrl": "sl:start"} for name in "ab"]}),
            'mine.json: tableSchema.columns.b: error: "a" is already the column of start',
        ),
        (
            _csvw(
                tableSchema={
                    "columns": [
                        {"name": form, "propertyUrl": "sl:start", "datatype": {"base": "date", "format": form}}
                        for form in ("d.M.yyyy",)
                    ]
                    + [{"name": "b", "datatype": {"base": "date", "format": "yyyy-MM-dd"}}]
                }
            ),
            "mine.json: tableSchema.columns: error: dates in several formats",
        ),
        (_csvw(**{"https://w3id.org/sovleader/compare": 3}), "mine.json: https://w3id.org/sovleader/compare: error"),
    ],
)
def test_a_mistake_in_csvw_is_told(tmp_path: Path, text: str, message: str) -> None:
    assert _problems(tmp_path, text, "mine.json")[0].startswith(message)
