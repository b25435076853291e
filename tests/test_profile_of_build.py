"""Profile: stages follow each other, and their times and memory are told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sovleader_kg.cli import main
from sovleader_kg.cli.profile import Profile


def test_a_stage_lasts_until_the_next_begins() -> None:
    profile = Profile()
    profile("first")
    sum(range(2_000_000))
    profile("second")
    assert [stage.name for stage in profile.stages] == ["reading", "first"]
    assert profile.stages[1].cpu > profile.stages[0].cpu
    assert profile.stages[1].peak >= profile.stages[0].peak > 1
    assert profile.lines()[-1].endswith("in all")


def test_a_build_tells_its_stages(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "-o", str(tmp_path / "dist"), "--profile", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    names = [stage["name"] for stage in told["stages"]]
    assert names[0] == "reading"
    assert {"shapes for facts and claims", "OWL 2 RL closure", "writing"} <= set(names)
    assert all(stage["wall"] >= 0 and stage["peak"] > 1 for stage in told["stages"])
