"""The wheel: built from this tree, installed elsewhere, asked outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
CHART = (
    "from sovleader_kg import KnowledgeGraph as K; K.open().timeline().to_altair(); K.open().timeline().to_matplotlib()"
)
# What only works with an extra: the words of a command, or Python.
NEEDS: Mapping[str, Sequence[str] | str] = {
    "fast": ["check", "{data}"],
    "frames": ["export", "parquet", "-o", "{folder}/tables"],
    "mcp": ["mcp"],
    "jsonld": ["export", "json-ld", "-o", "{folder}/graph.jsonld"],
    "picture": ["export", "timeline", "-o", "{folder}/timeline.png"],
    "plot": CHART,
    "server": ["export", "site", "-o", "{folder}/site"],
}


def build_wheel(folder: Path, **settings: str) -> Path:
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, **settings})
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_carries_ontology_data_queries_examples_and_the_compiled_graph(
    small_folder: Path, tmp_path: Path
) -> None:
    wheel = build_wheel(tmp_path, SOVLEADER_COMPILED=str(small_folder))
    names = zipfile.ZipFile(wheel).namelist()
    for part in (
        "ontology/sovleader.ttl",
        "data/terms/secretaryship.ttl",
        "data/claims/wikipedia.ttl",
        "queries/holders_on.rq",
        "docs/about.ru.md",
        "examples/archigos.csv",
        "examples/archigos.toml",
        "dist/sovleader-kg.ttl",
        "dist/store.json",
    ):
        assert f"sovleader_kg/bundle/{part}" in names
    for part in ("templates/base.html", "static/style.css", "static/timeline.js", "static/editor.js"):
        assert f"sovleader_kg/web/pages/{part}" in names
    assert any(name.startswith("sovleader_kg/bundle/dist/store.") and name.endswith("/CURRENT") for name in names)


@pytest.mark.deep
def test_an_installed_wheel_answers_outside_the_checkout(tmp_path: Path) -> None:
    wheel = build_wheel(tmp_path)
    home = tmp_path / "elsewhere"
    venv.create(home, with_pip=True)
    python = home / "bin" / "python"
    for target in (["-r", str(ROOT / "requirements.lock")], ["--no-deps", str(wheel)]):
        command = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *target]
        subprocess.run(command, check=True, capture_output=True, cwd=tmp_path)
    asked = [str(home / "bin" / "sovleader"), "who", "--on", "1923-05-01"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.startswith("Joseph Stalin  post:general-secretary  certain")
    listed = subprocess.run(
        [str(home / "bin" / "sovleader"), "ask", "holders_on", "--day", "1960-01-01", "--format", "csv"],
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert "nikita-khrushchev" in listed.stdout


@pytest.fixture(scope="module")
def small_wheel(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_wheel(tmp_path_factory.mktemp("wheel"), SOVLEADER_COMPILED=str(small_folder))


def test_of_every_extra_it_is_known_what_it_is_for() -> None:
    assert set(NEEDS) == set(EXTRAS)


@pytest.mark.deep
@pytest.mark.parametrize("extra", EXTRAS)
def test_the_wheel_installs_with_an_extra_on_a_clean_machine_and_does_what_it_is_for(
    extra: str, small_wheel: Path, tmp_path: Path
) -> None:
    """Asks the package registry, as a person's pip does."""
    home, data = tmp_path / "elsewhere", tmp_path / "mine.ttl"
    venv.create(home, with_pip=True)
    pip = [str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check"]
    clean = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "SOVLEADER_GRAPH"}}
    subprocess.run([*pip, f"{small_wheel}[{extra}]"], check=True, capture_output=True, cwd=tmp_path, env=clean)
    data.write_text("# nothing yet\n")
    need = NEEDS[extra]
    words = ["-c", need] if isinstance(need, str) else [word.format(folder=tmp_path, data=data) for word in need]
    program = home / "bin" / ("python" if isinstance(need, str) else "sovleader")
    done = subprocess.run(
        [str(program), *words], capture_output=True, text=True, check=False, cwd=tmp_path, env=clean, input=""
    )
    assert (done.returncode, done.stderr) == (0, "")
