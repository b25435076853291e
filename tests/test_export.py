"""Exports: what every format promises, whatever it is."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.cli import main
from sovleader_kg.errors import UsageError
from sovleader_kg.export import formats
from sovleader_kg.export.format import FEATURES, Exported

NAMES = list(formats())


@pytest.mark.parametrize("name", NAMES)
def test_every_loss_is_of_a_known_feature_and_says_why(name: str) -> None:
    assert all(loss.feature in FEATURES and len(loss.why) > 10 for loss in formats()[name].losses)


@pytest.mark.parametrize("graph", ["small"], indirect=True)
@pytest.mark.parametrize("name", [pytest.param(name, marks=[pytest.mark.deep] * (name == "site")) for name in NAMES])
def test_the_same_bytes_each_time(name: str, graph: KnowledgeGraph, exported: Callable[[str], Exported]) -> None:
    assert graph.export(name).files == exported(name).files


def test_the_table_of_the_docs_is_that_of_the_formats() -> None:
    text = (Path(__file__).parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")
    for name, one in formats().items():
        lost = {loss.feature for loss in one.losses}
        cells = ["–" if feature in lost else "whole" for feature in FEATURES]
        assert f"\n| `{name}` | {' | '.join(cells)} | {'yes' if one.round_trip else '–'} |\n" in text
    assert f"\n| format | {' | '.join(FEATURES)} | reads back |\n" in text


def test_an_unknown_format_gets_the_nearest_name(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match='Did you mean "turtle"'):
        kg.export("turtel")


TARGETS = [(["turtle", "--only", "facts"], "facts.ttl", "facts.ttl"), (["csvw"], "tables", "tables/terms.csv")]


def _old(folder: Path, kept: str) -> Path:
    path = folder / kept
    path.parent.mkdir(exist_ok=True)
    path.write_text("old")
    return path


@pytest.fixture
def asked_of_the_small_graph(small_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOVLEADER_GRAPH", str(small_folder))


@pytest.mark.usefixtures("asked_of_the_small_graph")
@pytest.mark.parametrize(("words", "target", "kept"), TARGETS)
def test_a_full_disk_leaves_the_old_file(words: list[str], target: str, kept: str, tmp_path: Path) -> None:
    old = _old(tmp_path, kept)
    limit = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000)); "
    code = f"{limit}import sys; from sovleader_kg.cli import main; sys.exit(main(sys.argv[1:]))"
    call = [sys.executable, "-c", code, "export", *words, "-o", str(tmp_path / target)]
    found = subprocess.run(call, capture_output=True, text=True, check=False, preexec_fn=_ignore_size_signal)
    assert (found.returncode, len(found.stderr.splitlines())) == (2, 1), found.stderr
    assert old.read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == [target]


def _ignore_size_signal() -> None:
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)


@pytest.mark.usefixtures("asked_of_the_small_graph")
@pytest.mark.parametrize(("words", "target", "kept"), TARGETS)
def test_a_kill_in_mid_export_leaves_the_old_file(words: list[str], target: str, kept: str, tmp_path: Path) -> None:
    old = _old(tmp_path, kept)
    code = (
        "import os, signal, sys; from sovleader_kg.cli import main; "
        "os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL); "
        "main(sys.argv[1:])"
    )
    call = [sys.executable, "-c", code, "export", *words, "-o", str(tmp_path / target)]
    found = subprocess.run(call, capture_output=True, check=False)
    assert found.returncode == -signal.SIGKILL
    assert old.read_text() == "old"


@pytest.mark.usefixtures("asked_of_the_small_graph")
def test_a_folder_where_a_file_should_be_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "turtle", "-o", str(tmp_path)]) == 2
    assert capsys.readouterr().err == f"sovleader: {tmp_path} is a folder; name a file\n"
