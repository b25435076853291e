"""Format: files in the house order, without loss."""

from __future__ import annotations

from pathlib import Path

import pytest

from sovleader_kg import files
from sovleader_kg.corpus.fmt import format_files, formatted
from sovleader_kg.corpus.turtle import read
from sovleader_kg.errors import DataError

PREFIXES = "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\nPREFIX person: <https://w3id.org/sovleader/id/person/>\n"
TIDY = f"# People.\n\n{PREFIXES}\nperson:a\n    a foaf:Person ;\n.\n\nperson:b\n    a foaf:Person ;\n.\n"
UNUSED = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>\n"
UNTIDY = f"# People.\n{PREFIXES}{UNUSED}person:b a foaf:Person . person:a a foaf:Person ."


def mine(folder: Path, text: str) -> Path:
    path = folder / "mine.ttl"
    path.write_bytes(text.encode())
    return path


def test_untidy_file_is_rewritten_in_the_house_order(tmp_path: Path) -> None:
    path = mine(tmp_path, UNTIDY)
    assert format_files([path]) == [path]
    assert path.read_text(encoding="utf-8") == TIDY


def test_tidy_file_is_left_alone(tmp_path: Path) -> None:
    path = mine(tmp_path, TIDY)
    before = path.stat().st_mtime_ns
    assert format_files([path]) == []
    assert path.stat().st_mtime_ns == before


def test_check_changes_nothing(tmp_path: Path) -> None:
    path = mine(tmp_path, UNTIDY)
    assert format_files([path], check=True) == [path]
    assert path.read_text(encoding="utf-8") == UNTIDY


def test_no_paths_mean_the_facts_and_claims_of_the_graph(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "ROOT", tmp_path)
    claims = tmp_path / "data" / "claims"
    claims.mkdir(parents=True)
    expected = [mine(claims.parent, UNTIDY), mine(claims, UNTIDY)]
    mine(tmp_path, UNTIDY)
    assert format_files([], check=True) == expected


def test_line_ends_of_another_system_are_mended(tmp_path: Path) -> None:
    path = mine(tmp_path, UNTIDY.replace("\n", "\r\n"))
    format_files([path])
    assert path.read_bytes() == TIDY.encode()


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("\n# About b.\nperson:b a foaf:Person .", 5),
        ("person:b a foaf:Person . # said twice", 4),
        ("person:b a foaf:Person ;\n    foaf:name 'it' ; # said twice\n.", 5),
        ('person:b foaf:name """two\n# lines""" . # said twice', 5),
        ("person:b a <http://x/#c> . #said", 4),
    ],
)
def test_comment_that_would_be_lost_stops_it(tmp_path: Path, line: str, place: int) -> None:
    path = mine(tmp_path, f"# People.\n{PREFIXES}{line}")
    with pytest.raises(DataError) as caught:
        formatted(read(path, "mine.ttl"))
    message = "a comment below the header would be lost; move it to the header or into skos:note"
    assert str(caught.value) == f"mine.ttl:{place}: error: {message}"
    assert path.read_text(encoding="utf-8").endswith(line)


@pytest.mark.parametrize(
    "line",
    [
        'person:b foaf:name "no # comment" .',
        "person:b foaf:name 'no # comment' .",
        'person:b foaf:name """two\n# lines "quoted" """ .',
        'person:b foaf:name "a \\" # b" .',
        "person:b foaf:page <http://x/#c> .",
        "person:b\\#c a foaf:Person .",
    ],
)
def test_number_sign_in_a_text_or_iri_is_no_comment(tmp_path: Path, line: str) -> None:
    path = mine(tmp_path, f"# People.\n{PREFIXES}{line}")
    assert len(read(mine(tmp_path, formatted(read(path)))).triples) == 1


def test_blank_node_with_two_names_stops_it_at_its_file(tmp_path: Path) -> None:
    path = mine(tmp_path, f"{PREFIXES}person:a foaf:knows _:x . person:b foaf:knows _:x .")
    with pytest.raises(DataError, match=r"^mine\.ttl: error: blank node: several triples name it"):
        formatted(read(path, "mine.ttl"))
