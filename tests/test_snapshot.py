"""Snapshots: compiled whole or not at all, checked when opened, replaced in one step."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, RdfFormat, parse

from generate import write
from sovleader_kg import KnowledgeGraph
from sovleader_kg.cli import main
from sovleader_kg.errors import StoreError, UsageError
from sovleader_kg.store import snapshot
from sovleader_kg.store.compiling import compile_files, compile_store
from sovleader_kg.store.snapshot import MANIFEST, open_store

TURTLE = "<urn:a> <urn:p> 1 , 2 . <urn:b> <urn:p> 3 ."


def compiled(folder: Path, turtle: str = TURTLE) -> Path:
    compile_store(folder, {"facts": [quad.triple for quad in parse(turtle.encode(), RdfFormat.TURTLE)]}, {"bytes": 1})
    return folder


def size(folder: Path) -> int:
    found = open_store(folder).query("SELECT ?s WHERE { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions)
    return len(list(found))


def manifest(folder: Path) -> dict[str, object]:
    return dict(json.loads((folder / MANIFEST).read_text(encoding="utf-8")))


def files_of(folder: Path) -> list[Path]:
    return sorted((folder / str(manifest(folder)["store"])).iterdir())


def test_manifest_tells_the_format_the_store_its_files_and_what_it_was_given(tmp_path: Path) -> None:
    found = manifest(compiled(tmp_path))
    assert (found["format"], found["bytes"]) == (2, 1)
    assert sorted(found["files"]) == [path.name for path in files_of(tmp_path)]  # type: ignore[call-overload]


def test_new_store_takes_the_old_ones_place_and_leaves_nothing_else(tmp_path: Path) -> None:
    compiled(tmp_path)
    compiled(tmp_path, "<urn:c> <urn:p> 4 .")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([MANIFEST, str(manifest(tmp_path)["store"])])
    assert size(tmp_path) == 1


def test_failed_compilation_leaves_the_old_store(tmp_path: Path) -> None:
    before = sorted(compiled(tmp_path).iterdir())
    with pytest.raises(TypeError):
        compile_store(tmp_path, {}, {"about": object()})
    assert sorted(tmp_path.iterdir()) == before
    assert size(tmp_path) == 3


def test_killed_compilation_leaves_the_old_store(tmp_path: Path) -> None:
    compiled(tmp_path / "graph")
    data = write(3_000, tmp_path / "terms.nt")
    program = "import sys; from pathlib import Path; from sovleader_kg.store.compiling import compile_files\n"
    program += "print('begun', flush=True); compile_files(Path(sys.argv[1]), [Path(sys.argv[2])] * 50)"
    begun = subprocess.Popen(
        [sys.executable, "-c", program, tmp_path / "graph", data], stdout=subprocess.PIPE, text=True
    )
    assert begun.stdout is not None
    assert begun.stdout.readline() == "begun\n"
    until = time.monotonic() + 240
    while not list((tmp_path / "graph").glob(".store.*")) and time.monotonic() < until:
        time.sleep(0.01)
    begun.send_signal(signal.SIGKILL)
    begun.communicate()
    assert list((tmp_path / "graph").glob(".store.*"))
    assert size(tmp_path / "graph") == 3


def test_what_a_killed_compilation_left_is_cleared_after_a_day(tmp_path: Path) -> None:
    compiled(tmp_path)
    old, new = tmp_path / ".store.old", tmp_path / ".store.new"
    for path in (old, new):
        path.mkdir()
    os.utime(old, (0, 0))
    compiled(tmp_path)
    assert (old.exists(), new.exists()) == (False, True)


def test_store_that_is_open_is_read_on_while_another_takes_its_place(tmp_path: Path) -> None:
    opened = open_store(compiled(tmp_path))
    compiled(tmp_path, "<urn:c> <urn:p> 4 .")
    found = opened.query("SELECT ?s WHERE { ?s ?p ?o }")
    assert isinstance(found, QuerySolutions)
    assert (len(list(found)), size(tmp_path)) == (3, 1)


def test_missing_store_tells_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path)
    assert str(caught.value) == f"no compiled graph in {tmp_path}; build it: sovleader build"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"format": 1}', "{folder} was compiled by another version; build it again: sovleader build"),
        ("[]", "{folder} was compiled by another version; build it again: sovleader build"),
        ('{"format":', "{folder}/store.json cannot be read; build it again: sovleader build"),
        ("[" * 99_999, "{folder}/store.json cannot be read; build it again: sovleader build"),
        ('{"format": 2, "store": "store"}', "{folder}/store.json cannot be read; build it again: sovleader build"),
        ('{"format": 2, "files": 7}', "{folder}/store.json cannot be read; build it again: sovleader build"),
    ],
)
def test_manifest_that_tells_no_store_is_refused(tmp_path: Path, text: str, message: str) -> None:
    compiled(tmp_path)
    (tmp_path / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path)
    assert str(caught.value) == message.format(folder=tmp_path)


def test_store_without_its_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / MANIFEST).write_text('{"format": 2, "store": "store.x", "files": {}}', encoding="utf-8")
    with pytest.raises(StoreError, match=r"cannot be opened .*; build it again: sovleader build$") as caught:
        open_store(tmp_path)
    assert len(str(caught.value).splitlines()) == 1


def largest(folder: Path) -> Path:
    return max(files_of(folder), key=lambda path: path.stat().st_size)


def test_missing_and_cut_files_are_told_when_the_store_is_opened(tmp_path: Path) -> None:
    path = largest(compiled(tmp_path))
    content = path.read_bytes()
    path.write_bytes(content[:-1])
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path)
    told = f"{path} has {len(content) - 1:,} bytes, not {len(content):,}; build it again: sovleader build"
    assert str(caught.value) == told
    path.unlink()
    with pytest.raises(StoreError) as caught:
        open_store(tmp_path)
    assert str(caught.value) == f"{path} is missing; build it again: sovleader build"


def test_flipped_bit_is_found_when_that_is_asked_for(tmp_path: Path) -> None:
    path = largest(compiled(tmp_path))
    snapshot.verify(tmp_path)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        KnowledgeGraph.open(tmp_path, verify=True)
    assert str(caught.value) == f"{path} was changed since it was compiled; build it again: sovleader build"


def test_bulk_files_are_compiled_into_one_graph_and_asked_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = write(100, tmp_path / "terms.nt")
    (tmp_path / "more.ttl").write_text(TURTLE, encoding="utf-8")
    assert main(["compile", str(data), str(tmp_path / "more.ttl"), "-o", str(tmp_path / "graph")]) == 0
    lines = len(set(data.read_text(encoding="utf-8").splitlines()))
    assert capsys.readouterr().out.startswith(f"{lines + 3:,} triples in ")
    monkeypatch.setenv("SOVLEADER_GRAPH", str(tmp_path / "graph"))
    assert main(["sparql", "SELECT ?o WHERE { <urn:b> <urn:p> ?o }", "--format", "csv"]) == 0
    assert capsys.readouterr().out.split() == ["o", "3"]
    kg = KnowledgeGraph.open()
    query = "SELECT ?post ?day ?term { ?term sl:post ?post ; sl:holder ?who ; sl:latestStart ?day } LIMIT 1"
    post, day, term = (str(getattr(cell, "value", "")) for cell in kg.select(query).rows[0])
    assert term in {one.term for one in kg.holders(post, on=day)}


PEAK = """
import re, sys
from pathlib import Path
from pyoxigraph import RdfFormat, Store
from sovleader_kg import KnowledgeGraph
QUERY = "SELECT ?term { ?term sl:post <https://w3id.org/sovleader/id/post/made-7> }"
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
KnowledgeGraph.open(sys.argv[1]).select(QUERY)  # what a first opening takes, whatever the data
before = peak()
if sys.argv[2].endswith(".nt"):
    Store().bulk_load(path=sys.argv[2], format=RdfFormat.N_TRIPLES)
else:
    assert len(KnowledgeGraph.open(sys.argv[2]).select(QUERY)) == 10
print(peak() - before)
"""


@pytest.mark.deep
def test_several_files_are_merged_before_the_store_is_sealed(tmp_path: Path) -> None:
    sources = [write(size, tmp_path / f"{size}.nt") for size in (5_000, 1_000, 10_000)]
    compile_files(tmp_path / "graph", sources)
    named = manifest(tmp_path / "graph")["files"]
    assert [path.name for path in files_of(tmp_path / "graph")] == sorted(named)  # type: ignore[call-overload]
    snapshot.verify(tmp_path / "graph")


@pytest.mark.deep
def test_compiled_data_stays_on_disk_and_takes_a_tenth_of_the_memory(tmp_path: Path) -> None:
    data = write(5_000, tmp_path / "terms.nt")
    compile_files(tmp_path / "large", [data])
    compiled(tmp_path / "small")
    took = [
        int(subprocess.check_output([sys.executable, "-c", PEAK, tmp_path / "small", what], text=True))
        for what in (tmp_path / "large", data)
    ]
    assert took[0] < took[1] / 10


def test_file_that_cannot_be_compiled_is_told_and_leaves_the_old_store(tmp_path: Path) -> None:
    compiled(tmp_path / "graph")
    broken, other = tmp_path / "broken.nt", tmp_path / "terms.csv"
    broken.write_text("<urn:a> <urn:p> 1 .\n<urn:a> <urn:p> <urn:b>", encoding="utf-8")
    other.write_text("", encoding="utf-8")
    for path, told in (
        (broken, ":1: "),
        (other, " is of no kind that is known"),
        (tmp_path / "none.nt", " cannot be read: "),
    ):
        with pytest.raises(UsageError, match=rf"^{path}{told}"):
            compile_files(tmp_path / "graph", [path])
    assert size(tmp_path / "graph") == 3


ENTITIES = """<?xml version="1.0"?>
<!DOCTYPE rdf:RDF [<!ENTITY a "aaaaaaaaaa"> <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="urn:a"/></rdf:RDF>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_rdf_xml_with_a_document_type_is_refused(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "bomb.rdf").write_text(ENTITIES, encoding=encoding)
    with pytest.raises(UsageError, match=r"has a DOCTYPE, whose entities may unfold without end; leave it out$"):
        compile_files(tmp_path / "graph", [tmp_path / "bomb.rdf"])
    assert not (tmp_path / "graph" / MANIFEST).exists()


def test_file_in_place_of_a_folder_tells_to_compile_it(tmp_path: Path) -> None:
    data = write(10, tmp_path / "terms.nt")
    with pytest.raises(StoreError) as caught:
        KnowledgeGraph.open(data)
    assert str(caught.value) == f"{data} is a file; compile it, and open the folder: sovleader compile {data} -o FOLDER"
