"""Compiling: triples, or RDF files of any size, into a store on disk that is swapped whole.

The manifest names the store's folder and takes the old manifest's place in one step, last of all: a build that is
killed leaves the old store as it was, and a reader finds the old one or the new one.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from sovleader_kg import files
from sovleader_kg.errors import UsageError
from sovleader_kg.names import GRAPHS
from sovleader_kg.store.engines import Engine, OxigraphEngine
from sovleader_kg.store.snapshot import FORMAT, MANIFEST, hash_of

__all__ = ["compile_files", "compile_store"]

Beside = Mapping[str, Callable[[Engine], bytes]]
NOTHING: Beside = MappingProxyType({})
PIECE = 100_000  # quads
LEFT_OVER = 24 * 60 * 60  # seconds after which an unfinished store is no one's


def compile_store(
    folder: Path,
    layers: Mapping[str, Iterable[Triple]],
    about: Mapping[str, object],
    beside: Beside = NOTHING,
) -> None:
    """Write the compiled store: everything in the default graph, each layer again as a named graph.

    Args:
        folder: Where the store and its manifest go; an older store is replaced only when the new one is whole.
        layers: Triples by graph name ("facts", "claims/wikipedia", …).
        about: What the manifest says beside the format, the store's folder and its files.
        beside: Further files, by name, and what works out each from the triples.
    """
    _compile(folder, about, partial(_extend, _quads(layers)), beside)


def _extend(quads: Iterator[Quad], store: Store) -> None:
    """Add quads piece by piece: all at once, the engine would hold them in memory several times over."""
    while piece := tuple(islice(quads, PIECE)):
        store.bulk_extend(piece)


def compile_files(folder: Path, sources: Iterable[Path]) -> int:
    """Compile RDF files of any size into a store on disk, without checks.

    Args:
        folder: Where the store and its manifest go; an older store is replaced only when the new one is whole.
        sources: N-Triples, N-Quads, Turtle, TriG or RDF/XML; what they say comes into the default graph.

    Returns:
        The number of triples.

    Raises:
        UsageError: A file is missing, of another kind, or not well-formed.
    """
    paths = [(path, _format(path)) for path in sources]
    for path, format_ in paths:
        if format_ == RdfFormat.RDF_XML:
            _refuse_entities(path)
    told = {"sources": [path.name for path, _ in paths]}
    return _compile(folder, told, partial(_load, paths))


def _load(paths: Iterable[tuple[Path, RdfFormat]], store: Store) -> None:
    for path, format_ in paths:
        try:
            store.bulk_load(path=str(path), format=format_, to_graph=_one_graph(format_))
        except SyntaxError as error:
            raise UsageError(f"{path}:{error.lineno or 1}: {' '.join(str(error.msg).split())[:200]}") from None
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None


def _format(path: Path) -> RdfFormat:
    found = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if found is None:
        raise UsageError(f"{path} is of no kind that is known; name .nt, .nq, .ttl, .trig or .rdf files")
    return found


def _refuse_entities(path: Path) -> None:
    """Refuse RDF/XML with a document type: a few hundred bytes of entities unfold into gigabytes."""
    try:
        text = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}") from None
    wide = b"\x00" in text[:4]
    if b"<!DOCTYPE" in (text.replace(b"\x00", b"") if wide else text):
        raise UsageError(f"{path} has a DOCTYPE, whose entities may unfold without end; leave it out")


def _one_graph(format_: RdfFormat) -> DefaultGraph | None:
    return None if format_.supports_datasets else DefaultGraph()


def _compile(
    folder: Path,
    about: Mapping[str, object],
    fill: Callable[[Store], object],
    beside: Beside = NOTHING,
) -> int:
    """Fill a store on disk, and put it in the old one's place if nothing failed; return the number of its quads."""
    folder.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(dir=folder, prefix=".store."))
    try:
        count = _filled(scratch, fill)
        for name, make in beside.items():
            (scratch / name).write_bytes(make(OxigraphEngine(scratch, Store.read_only(str(scratch)))))
        for log in scratch.glob("LOG*"):
            log.unlink()
        known = {path.name: (path.stat().st_size, hash_of(path)) for path in sorted(scratch.iterdir())}
        new = scratch.with_name(scratch.name.removeprefix("."))
        manifest = json.dumps({"format": FORMAT, "store": new.name, "files": known, **about}, indent=1)
        scratch.chmod(0o755)
        scratch.rename(new)
        with files.replacing(folder / MANIFEST) as written:
            written.write_text(manifest + "\n", encoding="utf-8")
        _clear(folder, new.name)
        return count
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _filled(path: Path, fill: Callable[[Store], object]) -> int:
    """Fill a new store and close it: nobody else may hold it, since an open one still removes what it has merged."""
    store = Store(str(path))
    fill(store)
    store.optimize()
    store.flush()
    return len(store)


def _clear(folder: Path, kept: str) -> None:
    """Remove older stores, and what a killed build left."""
    for path in folder.glob("store*"):
        if path.is_dir() and path.name != kept:
            shutil.rmtree(path, ignore_errors=True)
    for path in folder.glob(".store.*"):
        if path.is_dir() and time.time() - path.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(path, ignore_errors=True)


def _quads(layers: Mapping[str, Iterable[Triple]]) -> Iterator[Quad]:
    """Yield every triple twice: in the default graph and in the graph of its layer."""
    for name, triples in layers.items():
        layer = NamedNode(GRAPHS + name)
        for subject, predicate, value in triples:
            yield Quad(subject, predicate, value)
            yield Quad(subject, predicate, value, layer)
