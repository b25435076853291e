"""Extras: without one of them all else works, and what needs it says in one line which to install."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "sovleader_kg"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPLACED = {"pyshacl_turbo"}  # pySHACL does the same, only slower
TYPES_ALONE = {"numpy"}
BROUGHT_BY = {"markupsafe": "jinja2", "pydantic": "mcp", "numpy": "pandas"}  # what comes with what
BLOCKED = """
import sys
for name in {names!r}: sys.modules[name] = None
"""
COMMAND = "from sovleader_kg.cli import main\nsys.exit(main({words!r}))"
CHART = """
from sovleader_kg import KnowledgeGraph, UsageError
try: KnowledgeGraph.open().timeline().to_{package}()
except UsageError as error: sys.exit(f"{{error}}")
"""
FRAME = """
from sovleader_kg import KnowledgeGraph, UsageError
try: KnowledgeGraph.open().ask("sources").to_{package}()
except UsageError as error: sys.exit(f"{{error}}")
"""

# What needs a package: the words of a command, or Python.
NEEDS: Mapping[str, Sequence[str] | str] = {
    "altair": CHART.format(package="altair"),
    "jinja2": ["export", "site", "-o", "{folder}/site"],
    "markdown_it": ["export", "site", "-o", "{folder}/site"],
    "markupsafe": ["export", "site", "-o", "{folder}/site"],
    "matplotlib": CHART.format(package="matplotlib"),
    "mcp": ["mcp"],
    "pandas": FRAME.format(package="pandas"),
    "polars": ["export", "parquet", "-o", "{folder}/tables"],
    "pydantic": ["mcp"],
    "pyld": ["export", "json-ld", "-o", "{folder}/graph.jsonld"],
    "resvg_py": ["export", "timeline", "-o", "{folder}/timeline.png"],
    "starlette": ["serve", "--port", "0"],
    "uvicorn": ["serve", "--port", "0"],
    "werkzeug": ["serve", "--port", "0"],
}


def _plain(requirement: str) -> str:
    """Return a distribution's name as all spell it."""
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=!~; ]", requirement)[0]).lower()


EXTRAS = {name: {_plain(one) for one in needs} for name, needs in PROJECT["optional-dependencies"].items()}
ALWAYS = {_plain(one) for one in PROJECT["dependencies"]} | {"sovleader-kg"}


def _imported() -> Iterator[str]:
    """Yield the packages that the sources import, anywhere."""
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield str(node.module).partition(".")[0]
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "import_module":
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant))


def _optional() -> dict[str, set[str]]:
    """Return what is imported and not always installed, with the extras that bring it."""
    provided = packages_distributions()
    found = {}
    for name in set(_imported()) - set(sys.stdlib_module_names):
        brought = {_plain(BROUGHT_BY.get(name, one)) for one in provided.get(name, [name])}
        if not brought & ALWAYS:
            found[name] = {extra for extra, needs in EXTRAS.items() if brought & needs}
    return found


OPTIONAL = _optional()


def _run(code: str, names: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    whole = BLOCKED.format(names=list(names)) + code
    return subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, check=False, cwd=folder)


@pytest.fixture(autouse=True)
def _asked_of_the_small_graph(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVLEADER_GRAPH", str(small_folder))


def test_every_package_that_is_imported_comes_with_the_project_or_with_an_extra() -> None:
    assert [name for name, extras in OPTIONAL.items() if not extras] == []


def test_of_every_optional_package_it_is_tried_what_happens_without() -> None:
    """A new one needs a row in `NEEDS`."""
    assert set(OPTIONAL) - REPLACED - TYPES_ALONE == set(NEEDS)


@pytest.mark.parametrize("name", NEEDS)
def test_what_needs_a_missing_package_names_its_extra_in_one_line(name: str, tmp_path: Path) -> None:
    way = NEEDS[name]
    code = way if isinstance(way, str) else COMMAND.format(words=[word.format(folder=tmp_path) for word in way])
    done = _run(code, [name], tmp_path)
    assert done.returncode in {1, 2}, done.stderr
    (line,) = done.stderr.splitlines()
    assert any(f"pip install 'sovleader-kg[{extra}]'" in line for extra in OPTIONAL[name])
    assert name in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        ["who", "--on", "1985-03-11"],
        ["ask", "sources"],
        ["explain", "term:konstantin-chernenko.1"],
        ["export", "--list"],
        ["export", "csvw", "-o", "{folder}/tables"],
        ["export", "sqlite", "-o", "{folder}/graph.db"],
        ["export", "timeline", "-o", "{folder}/timeline.svg"],
        ["diff", "{graph}", "{graph}"],
    ],
    ids=" ".join,
)
def test_without_any_extra_the_rest_works(words: list[str], tmp_path: Path, small_folder: Path) -> None:
    filled = [word.format(folder=tmp_path, graph=small_folder) for word in words]
    done = _run(COMMAND.format(words=filled), list(OPTIONAL), tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_shapes_are_checked_without_the_faster_checker(tmp_path: Path) -> None:
    code = "from sovleader_kg.checks.shapes import validate\nprint(validate([], []))"
    assert _run(code, sorted(REPLACED), tmp_path).stdout == "[]\n"
