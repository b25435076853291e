"""The page on new sources is true: its files and commands, in a copy of the project, print what it shows."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph, files

PAGE = files.ROOT / "docs" / "new-source.md"
FILE = re.compile(r"`([\w.-]+)`:\n\n```(?:csv|toml)\n(.*?)```", re.DOTALL)
CONSOLE = re.compile(r"```console\n(.*?)```", re.DOTALL)
SOVLEADER = f'sovleader() {{ "{sys.executable}" -m sovleader_kg.cli "$@"; }}\n'


def _commands() -> Iterator[tuple[str, list[str]]]:
    """Yield each command, with lines that go on below it, and the lines that it prints."""
    for block in CONSOLE.findall(PAGE.read_text(encoding="utf-8")):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            first, *lines = part.rstrip("\n").split("\n")
            more = [line for line in lines if line.startswith(">")]
            yield "\n".join([first, *(line[1:].removeprefix(" ") for line in more)]), lines[len(more) :]


@pytest.fixture(scope="module")
def project(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with the files of the page."""
    del kg
    folder = tmp_path_factory.mktemp("project")
    for name in ("src", "ontology", "data", "queries", "dist"):
        shutil.copytree(files.ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name, text in FILE.findall(PAGE.read_text(encoding="utf-8")):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def _run(project: Path, command: str) -> list[str]:
    environment = {**os.environ, "PYTHONPATH": str(project / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        ["bash", "-c", SOVLEADER + command], cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode in {0, 1}, done.stderr
    return [line.rstrip() for line in done.stdout.rstrip("\n").split("\n")] if done.stdout else []


def _alike(shown: str, printed: str) -> bool:
    """Return whether a line is printed as shown; "..." stands for anything."""
    plain = shown.rstrip().replace("[", "[[]").replace("...", "*")
    return fnmatchcase(printed, plain)


@pytest.mark.deep
def test_every_command_of_the_page_prints_what_it_shows(project: Path) -> None:
    for command, shown in _commands():
        printed = _run(project, command)
        if shown[-1:] == ["..."]:
            shown, printed = shown[:-1], printed[: len(shown) - 1]
        assert len(shown) == len(printed), (command, printed)
        wrong = [pair for pair in zip(shown, printed, strict=True) if not _alike(*pair)]
        assert wrong == [], command
