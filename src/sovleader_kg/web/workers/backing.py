"""Backing: what a server stands before: a compiled folder of its own, or a store elsewhere that holds the graph."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar, Protocol

from pyoxigraph import RdfFormat

from sovleader_kg import files
from sovleader_kg.errors import SovleaderError, StoreError, UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.store.client import credentials
from sovleader_kg.store.description import DATASET
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.store.snapshot import MANIFEST, open_store, verify
from sovleader_kg.web.workers.evaluation import Evaluation
from sovleader_kg.web.workers.limits import Limits
from sovleader_kg.web.workers.relay import Relay

__all__ = ["Backing", "Compiled", "Remote", "backing_of"]

Begin = tuple[Callable[..., Evaluation], tuple[object, ...]]  # what makes an evaluation in its process, and of what
PATIENCE = 30.0  # seconds that a page waits for each answer of a store
MIB = 2**20
_TOLD = f"SELECT ?property ?value WHERE {{ <{DATASET.value}> ?property ?value }}"


class Backing(Protocol):
    """What a server stands before.

    Attributes:
        watch: Seconds between looks at whether it holds another version of the graph.
        has_quick: Whether processes may be kept for queries that look cheap.
    """

    watch: ClassVar[float]
    has_quick: ClassVar[bool]

    def verify(self) -> None:
        """See that a sound graph is there.

        Raises:
            StoreError: It is not.
        """

    def tag(self) -> str:
        """Return what tells this version of the graph from others."""

    def open(self) -> KnowledgeGraph:
        """Open the graph."""

    def evaluation(self, limits: Limits, scratch: Path) -> Begin:
        """Return what begins a process that evaluates untrusted queries; a folder is given for what it reads."""

    def dumps(self) -> Path | None:
        """Return the folder of the published files of this version, if they are at hand."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled folder. Untrusted queries run over copies of it in memory, in processes that are shut in."""

    folder: Path
    watch: ClassVar[float] = 2
    has_quick: ClassVar[bool] = True

    def verify(self) -> None:
        """Hold every file of it against its hash."""
        verify(self.folder)

    def tag(self) -> str:
        """Return a hash of its manifest, which holds those of its files."""
        return _hash((self.folder / MANIFEST).read_bytes())

    def open(self) -> KnowledgeGraph:
        """Open it on the default engine."""
        return KnowledgeGraph.open(self.folder)

    def evaluation(self, limits: Limits, scratch: Path) -> Begin:
        """Write the graph as what a process reads fastest."""
        quads = scratch / "graph.nq"
        open_store(self.folder).dump(str(quads), format=RdfFormat.N_QUADS)
        return Evaluation, (quads, limits.memory * MIB, limits.answer * MIB)

    def dumps(self) -> Path | None:
        """Return the folder itself."""
        return self.folder


@dataclass(frozen=True, slots=True)
class Remote:
    """A store that answers SPARQL 1.1 over HTTP. It carries the load; here pages are made and queries are passed on.

    Attributes:
        url: Its address for queries.
        graph: The named graph that holds the published file; the default graph, if none is named.
        headers: Sent with each request: credentials.
    """

    url: str
    graph: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    watch: ClassVar[float] = 60
    has_quick: ClassVar[bool] = False  # a query that is killed here may go on there, so none is begun twice

    def verify(self) -> None:
        """See that it answers, and that what it holds describes itself as this dataset."""
        if not _described(self.open()):
            where = f"<{self.graph}> of {self.url}" if self.graph else self.url
            raise StoreError(f"{where} does not hold this graph; put it there: sovleader load (docs/endpoints.md)")

    def tag(self) -> str:
        """Return a hash of what the graph says of itself: its version, its day, its counts."""
        return _hash(_described(self.open()))

    def open(self) -> KnowledgeGraph:
        """Connect to it."""
        return KnowledgeGraph.connect(self.url, graph=self.graph, timeout=PATIENCE, headers=self.headers)

    def evaluation(self, limits: Limits, scratch: Path) -> Begin:
        """Return what passes queries on."""
        del scratch
        return Relay, (self.url, self.graph, self.headers, limits)

    def dumps(self) -> Path | None:
        """Return the compiled folder of this installation, if it holds the same version."""
        folder = files.compiled()
        try:
            same = (folder / TURTLE).is_file() and _described(KnowledgeGraph.open(folder)) == _described(self.open())
        except SovleaderError:
            return None
        return folder if same else None


def backing_of(store: str | None, graph: str | None) -> Backing:
    """Return what the options of a command name: a store, or else the compiled folder.

    Args:
        store: The address of a store for queries; the environment holds its credentials, as for `sovleader load`.
        graph: The named graph in it.

    Raises:
        UsageError: A graph is named without a store.
    """
    if store is None:
        if graph is not None:
            raise UsageError("names a graph of a store; name the store too", parameter="graph", remedy="store")
        return Compiled(files.compiled().resolve())
    return Remote(store, graph, credentials(os.environ))


def _described(kg: KnowledgeGraph) -> bytes:
    """Return what a graph says of itself, in a fixed order; nothing where it says nothing."""
    return "\n".join(sorted(" ".join(map(str, row)) for row in kg.select(_TOLD).rows)).encode()


def _hash(told: bytes) -> str:
    return hashlib.sha256(told).hexdigest()[:16]
