"""Files: a file is replaced whole or not at all."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from sovleader_kg import files


def test_new_text_takes_the_old_ones_place(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")
    with files.replacing(target) as scratch:
        scratch.write_text("new", encoding="utf-8")
        assert target.read_text(encoding="utf-8") == "old"
    assert target.read_text(encoding="utf-8") == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError, match="cut"), files.replacing(target) as scratch:  # noqa: PT012
        scratch.write_text("half", encoding="utf-8")
        raise RuntimeError("cut")
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_failure_on_a_new_file_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), files.replacing(tmp_path / "graph.ttl"):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_folder_is_made_and_the_file_is_for_all_to_read(tmp_path: Path) -> None:
    target = tmp_path / "dist" / "graph.ttl"
    with files.replacing(target) as scratch:
        scratch.write_bytes(b"new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o644


def test_scratch_file_is_not_taken_for_data(tmp_path: Path) -> None:
    with files.replacing(tmp_path / "graph.ttl") as scratch:
        assert scratch.suffix != ".ttl"
        assert scratch.name.startswith(".")


def test_vocabulary_comes_before_its_alignments() -> None:
    assert [path.name for path in files.ontology_files()][:2] == ["sovleader.ttl", "schemes.ttl"]


def test_every_ontology_file_and_every_shape_file_is_there() -> None:
    assert all(path.is_file() for path in (*files.ontology_files(), *files.shape_files()))
