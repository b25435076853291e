"""Releases: versions agree wherever they stand, and what is laid out is whole, checked and ready to be uploaded."""

from __future__ import annotations

import json
import re
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from pyoxigraph import RdfFormat, parse

import release
from sovleader_kg import KnowledgeGraph, UsageError, __version__, files
from sovleader_kg.store.canonical import canonical_hash
from sovleader_kg.web.pages.links import SiteLinks
from sovleader_kg.web.pages.pages import Pages

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CITATION = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
CODEMETA = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
SCHEMA = ROOT.parent / "shared" / "schemas" / "citation-1.2" / "schema.json"
WORDS = ("graph",)


@pytest.fixture(scope="module")
def laid_out(small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the small graph, without what takes long."""
    target = tmp_path_factory.mktemp("release") / "release"
    release.lay_out(small_folder, target, small_folder / "sovleader-kg.ttl", WORDS)
    return target


def test_the_version_is_the_same_everywhere(small_folder: Path, small: KnowledgeGraph) -> None:
    stated = release.versions(small_folder)
    assert set(stated.values()) == {__version__}
    assert len(stated) == 6
    page = Pages(small)
    footer = page.written(page.named("about", SiteLinks("en"), {}), SiteLinks("en"))
    assert __version__ in footer


def test_the_day_of_the_version_is_the_same_everywhere(small_folder: Path) -> None:
    assert len(set(release.days(small_folder).values())) == 1


def test_what_is_cited_is_what_the_graph_says_of_itself(small: KnowledgeGraph) -> None:
    edition = small.edition
    assert CITATION["title"] == edition.titles["en"]
    assert tuple(one["name"] for one in CITATION["authors"]) == edition.authors
    assert CITATION["license"] == "CC-BY-SA-4.0"


def test_codemeta_says_what_the_package_says() -> None:
    assert CODEMETA["name"] == PROJECT["name"]
    assert CODEMETA["description"] == PROJECT["description"]
    assert CODEMETA["keywords"] == PROJECT["keywords"] == CITATION["keywords"]
    assert CODEMETA["runtimePlatform"] == f"Python {PROJECT['requires-python']}"
    licences = [one.removeprefix("https://spdx.org/licenses/") for one in CODEMETA["license"]]
    assert " AND ".join(licences) == PROJECT["license"]


@pytest.mark.shared
def test_the_citation_is_valid() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    document: Any = json.loads(json.dumps(CITATION, default=str))
    jsonschema.validate(document, schema)


def test_every_file_has_its_hash(laid_out: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=laid_out, capture_output=True, text=True, check=True
    )
    named = {line.partition(":")[0] for line in done.stdout.splitlines()}
    assert named == {path.name for path in laid_out.iterdir()} - {"SHA256SUMS"}


def test_turtle_n_triples_and_database_are_the_same_graph(laid_out: Path, small_folder: Path) -> None:
    name = f"sovleader-kg-{__version__}"
    told = (small_folder / "sovleader-kg.nt.sha256").read_text().split()[0]
    for suffix, syntax in ((".ttl", RdfFormat.TURTLE), (".nt", RdfFormat.N_TRIPLES)):
        assert (
            canonical_hash(quad.triple for quad in parse(path=str(laid_out / f"{name}{suffix}"), format=syntax)) == told
        )
    assert (laid_out / f"{name}.db").read_bytes().startswith(b"SQLite format 3")


def test_the_notes_are_the_changelogs_and_what_the_graphs_tell(laid_out: Path) -> None:
    notes = (laid_out / "CHANGES.md").read_text(encoding="utf-8")
    assert notes.startswith(f"## {__version__} (")
    assert "\n### Facts\n" in notes
    assert "Nothing changed: the same" in notes
    assert (laid_out / f"sovleader-kg-{__version__}-from-{__version__}.ru").is_file()


def test_without_an_earlier_release_the_notes_are_the_changelogs_alone(small_folder: Path, tmp_path: Path) -> None:
    release.lay_out(small_folder, tmp_path / "release", None, ())
    assert "# From" not in (tmp_path / "release" / "CHANGES.md").read_text(encoding="utf-8")
    assert list((tmp_path / "release").glob("*.ru")) == []


def test_an_earlier_release_is_replaced_and_nothing_else(small_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    target.mkdir()
    (target / "sovleader-kg-0.0.9.ttl").write_text("old")
    release.lay_out(small_folder, target, None, ())
    assert not (target / "sovleader-kg-0.0.9.ttl").exists()
    (target / "letter.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"holds other files \(letter\.txt\)"):
        release.lay_out(small_folder, target, None, ())
    assert (target / "letter.txt").read_text() == "mine"


def test_versions_that_differ_are_refused(
    small_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    changelog = re.sub(r"^## \S+", "## 9.9.9", files.changelog(), count=1, flags=re.MULTILINE)
    monkeypatch.setattr(files, "changelog", lambda: changelog)
    assert release.main(["--graph", str(small_folder), "-o", str(tmp_path / "release")]) == 2
    assert "CHANGELOG.md has 9.9.9" in capsys.readouterr().err
    assert not (tmp_path / "release").exists()


@pytest.mark.deep
def test_a_whole_release_has_packages_and_pages(small_folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "release"
    assert release.main(["--graph", str(small_folder), "-o", str(target)]) == 0
    (wheel,) = target.glob("*.whl")
    assert "sovleader_kg/bundle/dist/store.json" in zipfile.ZipFile(wheel).namelist()
    with tarfile.open(target / f"sovleader_kg-{__version__}.tar.gz") as source:
        held = source.getnames()
    for name in ("CITATION.cff", "codemeta.json", "release.py", "ontology/sovleader.ttl"):
        assert f"sovleader_kg-{__version__}/{name}" in held
    with tarfile.open(target / f"sovleader-kg-{__version__}-site.tar.gz") as site:
        pages = site.getnames()
        assert {member.mtime for member in site.getmembers()} == {0}
    assert f"sovleader-kg-{__version__}-site/en/index.html" in pages
