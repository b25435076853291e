"""Profile: stages follow each other, each with its own share of the time and the largest memory up to its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from smallgraph import small_corpus
from sovleader_kg.cli import main
from sovleader_kg.cli.profile import Profile, Stage


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A profile on clocks of the test's own."""
    readings = iter([(10.0, 1.0, 50.0), (12.0, 2.0, 100.0), (17.0, 4.0, 300.0)])
    monkeypatch.setattr("sovleader_kg.cli.profile.measure", lambda: next(readings))
    found = Profile()
    found("shapes")
    found("done")
    return found


def test_a_stage_lasts_until_the_next_begins(measured: Profile) -> None:
    assert measured.stages == [Stage("reading", 2.0, 1.0, 100.0), Stage("shapes", 5.0, 2.0, 300.0)]


def test_the_table_of_the_stages_ends_with_their_sum(measured: Profile) -> None:
    assert measured.lines() == [
        "    2.00 s      1.00 s CPU      100 MiB peak  reading",
        "    5.00 s      2.00 s CPU      300 MiB peak  shapes",
        "    7.00 s      3.00 s CPU                  in all",
    ]


def test_a_build_lists_its_stages_in_order(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sovleader_kg.build.read_corpus", small_corpus)
    assert main(["build", "-o", str(tmp_path / "dist"), "--profile", "--json"]) == 0
    names = [stage["name"] for stage in json.loads(capsys.readouterr().out)["stages"]]
    some = ["reading", "shapes for facts and claims", "OWL 2 RL closure", "writing"]
    assert [name for name in names if name in some] == some
