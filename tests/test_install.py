"""The wheel: built from this tree, installed elsewhere, asked outside the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


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
