"""The README is true: its commands and its Python give what it shows, its counts are the data's."""

from __future__ import annotations

import contextlib
import doctest
import io
import json
import re
import shlex
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.cli import main
from sovleader_kg.cli.commands import COMMANDS
from sovleader_kg.cli.run import parser
from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.export import formats
from sovleader_kg.names import sl
from sovleader_kg.store.queries import catalogue

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TERMINAL = (ROOT / "docs" / "terminal.md").read_text(encoding="utf-8")
CONSOLE = re.findall(r"```console\n(.*?)```", README + TERMINAL, re.DOTALL)
SHELL = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
PYTHON = re.findall(r"```pycon\n(.*?)```", README, re.DOTALL)


def _examples() -> list[tuple[str, str]]:
    found = []
    for block in CONSOLE:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            found.append((command, output.rstrip("\n")))
    return found


def _calls() -> list[str]:
    """Return the calls that the README and some documents show."""
    shown = [(ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8") for name in ("server", "assistants")]
    blocks = [*SHELL, *(block for text in shown for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL))]
    return [line for block in blocks for line in block.split("\n") if line.startswith("sovleader ")]


@pytest.mark.parametrize("line", _calls())
def test_a_call_that_is_shown_is_one_that_the_command_line_takes(line: str) -> None:
    words = shlex.split(line, comments=True)[1:]
    arguments, rest = parser().parse_known_args(words)
    assert arguments.command == words[0]
    assert rest == []


@pytest.mark.parametrize(("command", "output"), _examples())
def test_a_command_of_the_readme_prints_what_it_shows(kg: KnowledgeGraph, command: str, output: str) -> None:
    del kg
    words = shlex.split(command)
    assert words[0] == "sovleader"
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        main(words[1:])
    expected = [line.rstrip() for line in output.split("\n")]
    lines = [line.rstrip() for line in shown.getvalue().rstrip("\n").split("\n")]
    if expected[-1:] == ["..."]:
        expected, lines = expected[:-1], lines[: len(expected) - 1]
    assert lines == expected


def test_the_python_of_the_readme_runs(kg: KnowledgeGraph) -> None:
    del kg
    assert PYTHON
    test = doctest.DocTestParser().get_doctest("\n".join(PYTHON), {}, "README", "README.md", 0)
    runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
    runner.run(test)
    assert runner.failures == 0


def test_the_readme_stays_under_120_lines() -> None:
    assert README.count("\n") < 120


def test_the_counts_of_the_readme_are_those_of_the_data() -> None:
    corpus = read_corpus()
    index = corpus.index
    claims = index.of_type(sl("Claim"))
    cited = {passage for claim in claims for passage in index.values(claim, sl("passage"))}
    counts = {
        "terms": len(index.of_type(sl("Term"), sl("ActingTerm"))),
        "posts": len(index.of_type(sl("Post"))),
        "claims": len(claims),
        "passages": len(cited),
        "sources": len({index.value(passage, sl("source")) for passage in cited}),
        "resolutions": len(index.of_type(sl("Resolution"))),
        "stored queries": len(catalogue()),
        "formats": len(formats()),
    }
    for name, number in counts.items():
        assert re.search(rf"\b{number:,} {name}\b", README), f"{number:,} {name}"


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in _keys(one)}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()


@pytest.mark.parametrize(
    "words",
    [
        ["who", "--on", "1964-10-14"],
        ["who", "--on", "1982-11-11"],
        ["ask"],
        ["who", "--through", "1953"],
        ["who", "--effective", "--on", "1953-03-10"],
        ["who", "--person", "joseph-stalin", "--on", "1953-03-10"],
        ["relate", "term:nikita-khrushchev.1", "term:leonid-brezhnev.1"],
        ["explain", "term:joseph-stalin.1"],
        ["explain", "term:joseph-stalin.1", "sl:longestLength"],
        ["disputes"],
        ["check", "--coverage"],
        ["check", "--passages", str(ROOT / "README.md")],
        pytest.param(["check"], marks=pytest.mark.deep),
        ["compare", "--example", "archigos"],
    ],
)
def test_every_key_of_the_json_is_documented(
    kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    del kg
    main([*words, "--json"])
    keys = _keys(json.loads(capsys.readouterr().out))
    documented = set(re.findall(r'"([\w-]+)"', (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")))
    assert keys
    assert keys - documented == set()


def test_every_command_is_documented() -> None:
    text = (ROOT / "docs" / "interface.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"| `{name}" not in text] == []


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "CONTRIBUTING.md",
        "docs/model.md",
        "docs/interface.md",
        "docs/left-out.md",
        "docs/checks.md",
        "docs/new-source.md",
        "docs/engines.md",
        "docs/exports.md",
        "docs/endpoints.md",
        "docs/server.md",
        "docs/assistants.md",
        "docs/reconciliation.md",
        "docs/notebook.md",
        "docs/releases.md",
        "docs/terminal.md",
        "LICENSE-DATA.md",
    ],
)
def test_every_file_that_a_document_names_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    named = re.findall(r"`((?:data|ontology|queries|src|tests|docs)/[\w./-]+\.\w+)`", text)
    links = re.findall(r"\]\((?!http)([^)#]+)\)", text)
    missing = [path for path in named if not (ROOT / path).exists()]
    missing += [path for path in links if not (ROOT / name).parent.joinpath(path).exists()]
    assert missing == []
