"""Profile: stages follow each other, each with its own share of the time and the largest memory up to its end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovleader_kg.cli import main, profile
from sovleader_kg.cli.profile import Profile, Stage


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> Profile:
    """A profile on clocks of the test's own: 10, 12, 17 s by the wall; 1, 2, 4 s of CPU; 100 and 300 MiB."""
    walls, cpus, peaks = iter([10.0, 12.0, 17.0]), iter([1.0, 2.0, 4.0]), iter([100 * 1024, 300 * 1024])
    monkeypatch.setattr(profile.time, "perf_counter", lambda: next(walls))
    monkeypatch.setattr(profile.time, "process_time", lambda: next(cpus))
    monkeypatch.setattr(profile, "peak_memory", lambda: next(peaks) / 1024)
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
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build", "-o", str(tmp_path / "dist"), "--profile", "--json"]) == 0
    names = [stage["name"] for stage in json.loads(capsys.readouterr().out)["stages"]]
    assert names[0] == "reading"
    assert [name for name in names if name in {"terms and dates", "OWL 2 RL closure", "writing"}] == [
        *("terms and dates", "OWL 2 RL closure", "writing")
    ]
