"""Lay out what a release holds, in dist/release, so that a person only has to upload it.

The graph is built already. `make release` runs it; `make release PREVIOUS=old.ttl` tells what changed since that file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Collection, Sequence
from pathlib import Path

import rdflib
import yaml

from sovleader_kg import KnowledgeGraph, diff, files
from sovleader_kg.cli.differences import difference_lines
from sovleader_kg.cli.output import note, progress
from sovleader_kg.compare.patches import patch
from sovleader_kg.compare.records import Progress
from sovleader_kg.errors import SovleaderError, UsageError
from sovleader_kg.names import VERSION
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.store.snapshot import MANIFEST

__all__ = ["PARTS", "days", "lay_out", "versions"]

ROOT = Path(__file__).resolve().parent
NAME = f"sovleader-kg-{VERSION}"
PARTS = ("graph", "packages", "site")
COPIED = ("CITATION.cff", "codemeta.json", "LICENSE", "LICENSE-DATA.md")
SUMS, CHANGES = "SHA256SUMS", "CHANGES.md"
MOST = 50  # changes of each sort that the notes of a release list
_OURS = re.compile(rf"sovleader[-_]kg-.*|{'|'.join(map(re.escape, (*COPIED, SUMS, CHANGES)))}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEADING = re.compile(r"^## (?P<version>\S+) \((?P<day>[^)]*)\)$", re.MULTILINE)


def versions(graph: Path) -> dict[str, str]:
    """Return the version that each place states, by place."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    described = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    stated = rdflib.Graph().parse(ROOT / "ontology" / "sovleader.ttl").objects(None, rdflib.OWL.versionInfo)
    return {
        "src/sovleader_kg/names.py": VERSION,
        "CITATION.cff": str(cited["version"]),
        "codemeta.json": described["version"],
        "CHANGELOG.md": _latest()["version"],
        "ontology/sovleader.ttl": ", ".join(sorted(map(str, stated))),
        str(graph): KnowledgeGraph.open(graph).edition.version,
    }


def days(graph: Path) -> dict[str, str]:
    """Return the day of the version that each place states, ISO, by place."""
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    described = json.loads((ROOT / "codemeta.json").read_text(encoding="utf-8"))
    return {
        "CITATION.cff": str(cited["date-released"]),
        "codemeta.json": described["dateModified"],
        str(graph): str(KnowledgeGraph.open(graph).edition.day),
    }


def _latest() -> re.Match[str]:
    """Return the first heading of the changelog."""
    found = _HEADING.search(files.changelog())
    if found is None:
        raise UsageError("CHANGELOG.md has no heading such as ## 0.1.0 (2026-11-29)")
    return found


def lay_out(graph: Path, target: Path, previous: Path | None = None, parts: Collection[str] = PARTS) -> list[Path]:
    """Write the release into a folder, in place of an earlier one, and return its files.

    Args:
        graph: The folder of the built graph.
        target: The folder; it may hold an earlier release, and nothing else.
        previous: The published file of the release before, to tell what changed.
        parts: Which of `PARTS`; the words about them are always there.

    Raises:
        UsageError: Versions or days differ from place to place, or the target holds other files.
        StoreError: The graph is not built.
    """
    for stated in (versions(graph), days(graph)):
        if len(set(stated.values())) > 1:
            told = ", ".join(f"{place} has {value}" for place, value in stated.items())
            raise UsageError(f"versions differ: {told}")
    earlier = [one.name for one in target.iterdir()] if target.is_dir() else []
    with files.replacing_folder(target, [name for name in earlier if _OURS.fullmatch(name)]) as new:
        _fill(graph, new, previous, parts)
    return sorted(target.iterdir())


def _fill(graph: Path, folder: Path, previous: Path | None, parts: Collection[str]) -> None:
    for name in COPIED:
        shutil.copy(ROOT / name, folder)
    with progress() as show:
        show("what changed")
        (folder / CHANGES).write_text(_changes(graph, folder, previous), encoding="utf-8")
        if "graph" in parts:
            show("the graph")
            _graph(graph, folder)
        if "packages" in parts:
            show("wheel and sdist")
            _packages(graph, folder)
        if "site" in parts:
            show("the site")
            _site(graph, folder, show)
    sums = (f"{_sha256(one)}  {one.name}\n" for one in sorted(folder.iterdir()))
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def _graph(graph: Path, folder: Path) -> None:
    """Write the graph as files for triplestores, tools and people who use SQL."""
    shutil.copy(graph / TURTLE, folder / f"{NAME}.ttl")
    opened = KnowledgeGraph.open(graph)
    opened.export("n-triples").write(folder / f"{NAME}.nt")
    opened.export("sqlite").write(folder / f"{NAME}.db")


def _packages(graph: Path, folder: Path) -> None:
    """Build the source distribution, and of it the wheel, with the graph as it is built already."""
    with tempfile.TemporaryDirectory() as scratch:
        compiled = Path(scratch) / "compiled"
        store = json.loads((graph / MANIFEST).read_text(encoding="utf-8"))["store"]
        shutil.copytree(graph / store, compiled / store)
        for one in (MANIFEST, *(each.name for each in graph.glob("sovleader-*") if each.is_file())):
            shutil.copy(graph / one, compiled)
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
        done = subprocess.run(  # noqa: S603
            command,
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "SOVLEADER_COMPILED": str(compiled)},
        )
    if done.returncode:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise UsageError(f"the packages cannot be built: {' '.join(last)}")


def _site(graph: Path, folder: Path, show: Progress) -> None:
    """Write the pages as an archive that unpacks into one folder."""
    with tempfile.TemporaryDirectory() as scratch:
        pages = Path(scratch) / f"{NAME}-site"
        KnowledgeGraph.open(graph).export("site").write(pages, show)
        show("packing the site")
        with (
            (folder / f"{NAME}-site.tar.gz").open("wb") as written,
            gzip.GzipFile("", "wb", fileobj=written, mtime=0) as packed,
            tarfile.open(fileobj=packed, mode="w") as archive,
        ):
            for page in sorted(one for one in pages.rglob("*") if one.is_file()):
                archive.add(page, str(page.relative_to(scratch)), filter=_plain)


def _plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Return a member of an archive without whose it was and when, so that bytes repeat."""
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mtime, member.mode = 0, 0o644
    return member


def _changes(graph: Path, folder: Path, previous: Path | None) -> str:
    """Return what the changelog says of this version and, where the one before is at hand, what the graphs tell.

    The patch from that one to this is written beside.
    """
    heading, text = _latest(), files.changelog()
    after = _HEADING.search(text, heading.end())
    said = text[heading.start() : after.start() if after else None].rstrip()
    if previous is None:
        return f"{said}\n"
    found = diff(previous, graph / TURTLE)
    name = f"{NAME}-from-{found.old.number or 'before'}.ru"
    (folder / name).write_text(patch(found), encoding="utf-8")
    told = "\n".join(difference_lines(found, MOST))
    return f"{said}\n\n{told}\n\n`{name}` is all of it as a SPARQL Update, for a store that holds the version before.\n"


def _sha256(path: Path) -> str:
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def main(words: Sequence[str] | None = None) -> int:
    """Lay out the release and say what it holds; 2 and one line where something is wrong."""
    parser = argparse.ArgumentParser(prog="release.py", description="Lay out what a release holds.")
    parser.add_argument("--graph", type=Path, default=files.built(), metavar="FOLDER", help="the built graph (dist)")
    parser.add_argument("-o", "--output", type=Path, default=files.built() / "release", metavar="FOLDER")
    parser.add_argument("--previous", type=Path, metavar="FILE.ttl", help="the graph of the release before")
    parser.add_argument("--without", nargs="*", default=(), choices=PARTS, help="leave out what takes long")
    arguments = parser.parse_args(words)
    parts = [one for one in PARTS if one not in arguments.without]
    try:
        found = lay_out(arguments.graph, arguments.output, arguments.previous, parts)
    except SovleaderError as error:
        note(f"release.py: {error}")
        return 2
    for one in found:
        print(f"{one.stat().st_size:>13,}  {one.name}")
    print(f"Upload what is in {arguments.output}. To check it there: sha256sum -c {SUMS}")
    if not _DAY.fullmatch(_latest()["day"]):
        note(f'CHANGELOG.md still calls {VERSION} "{_latest()["day"]}": write its day before you upload.')
    return 0


if __name__ == "__main__":
    sys.exit(main())
