"""Versions: a published file or a compiled folder, read to be held against another one.

Blank nodes are called by what is said of them and of what leads to them, so that equal ones have equal names in both.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from sovleader_kg.errors import StoreError, UsageError
from sovleader_kg.names import PREFIXES, RDFS, SL
from sovleader_kg.store.description import DATASET
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.store.snapshot import MANIFEST, open_store

__all__ = ["Version", "read_version"]

SUFFIXES = {"ttl": RdfFormat.TURTLE, "nt": RdfFormat.N_TRIPLES}
WORDS = {f"{RDFS}label", f"{SL}gloss"}


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What is read of a version once: words, layers of properties, what it says of itself, of what it speaks."""

    names: Mapping[str, str]
    layers: Mapping[str, str]
    itself: Mapping[str, str]
    subjects: frozenset[str]


@dataclass(frozen=True, eq=False)
class Version:
    """One version of the graph.

    Attributes:
        name: The file or folder that it was read from.
        triples: Its triples; blank nodes of which the same is said at the same place are one.
        repeats: Whether there are such blank nodes.
    """

    name: str
    triples: frozenset[Triple] = field(repr=False)
    repeats: bool = False

    @cached_property
    def _said(self) -> _Said:
        names: dict[str, str] = {}
        layers: dict[str, str] = {}
        itself: dict[str, str] = {}
        judged: dict[str, str] = {}
        subjects: set[str] = set()
        for triple in self.triples:
            subject, value = triple.subject, triple.object
            if not isinstance(subject, NamedNode):
                continue
            subjects.add(subject.value)
            predicate = triple.predicate.value
            if predicate in WORDS and isinstance(value, Literal) and value.language == "en":
                names[subject.value] = value.value
            elif predicate == f"{SL}layer":
                layers[subject.value] = _text(value)
            elif predicate == f"{SL}verdictOn":
                judged[subject.value] = _text(value)
            elif subject == DATASET:
                itself[predicate] = _text(value)
        names |= {verdict: names[claim] for verdict, claim in judged.items() if claim in names}
        return _Said(names, layers, itself, frozenset(subjects))

    @property
    def subjects(self) -> frozenset[str]:
        """The IRIs of which something is said."""
        return self._said.subjects

    @property
    def names(self) -> Mapping[str, str]:
        """What things are called in English, a claim and its verdicts by what it says; by IRI."""
        return self._said.names

    @property
    def layers(self) -> Mapping[str, str]:
        """The layer that each property belongs to, by IRI: "facts", "claims", "derived", "ontology"."""
        return self._said.layers

    @property
    def number(self) -> str | None:
        """The number of the version, if it says so."""
        return self._said.itself.get(PREFIXES["dcat"] + "version")

    @property
    def day(self) -> str | None:
        """The day of the version, ISO, if it says so."""
        return self._said.itself.get(PREFIXES["dcterms"] + "modified")


def read_version(path: str | Path) -> Version:
    """Read a Turtle or N-Triples file, or a folder that `sovleader build` or `compile` wrote.

    Raises:
        UsageError: There is no such file, it cannot be read, or its name does not tell what it is.
        StoreError: The folder holds no compiled graph.
    """
    place = Path(path)
    if not place.exists():
        raise UsageError(f"{place} is missing; name a Turtle file or a compiled folder")
    if place.is_dir() and not (place / TURTLE).is_file():
        if not (place / MANIFEST).is_file():
            raise StoreError(f"{place} holds neither {TURTLE} nor a compiled graph; name the file, or build it there")
        return _version(place, {quad.triple for quad in open_store(place).quads_for_pattern(None, None, None)})
    return _version(place, _parsed(place / TURTLE if place.is_dir() else place))


def _parsed(path: Path) -> set[Triple]:
    syntax = SUFFIXES.get(path.suffix.removeprefix(".").lower())
    if syntax is None:
        raise UsageError(f"{path}: name a file that ends in .{' or .'.join(SUFFIXES)}, or a compiled folder")
    try:
        return {quad.triple for quad in parse(path=str(path), format=syntax)}
    except SyntaxError as error:
        reason = " ".join(str(error.msg).split())
        raise UsageError(f"{path}:{error.lineno or 1}: {reason}; is it whole?") from None
    except UnicodeDecodeError:
        raise UsageError(f"{path} is not a text in UTF-8") from None


def _version(path: Path, triples: set[Triple]) -> Version:
    """Return triples as a version, the blank nodes among them called by their content and place."""
    blank = {triple for triple in triples if _blank(triple.subject) or _blank(triple.object)}
    try:
        names = _names(blank)
    except CycleError:
        raise UsageError(f"{path}: blank nodes that lead to each other in a circle cannot be compared") from None
    renamed = (
        Triple(names.get(one.subject, one.subject), one.predicate, names.get(one.object, one.object)) for one in blank
    )
    whole = frozenset((triples - blank).union(renamed))
    return Version(str(path), whole, repeats=len(set(names.values())) < len(names))


def _text(node: object) -> str:
    return str(getattr(node, "value", node))


def _blank(node: object) -> bool:
    return isinstance(node, BlankNode)


def _names(triples: Iterable[Triple]) -> dict[object, BlankNode]:
    """Return a name for each blank node: a hash of what it leads to, and of what leads to it.

    Raises:
        CycleError: Blank nodes lead to each other in a circle.
    """
    out: dict[object, list[Triple]] = defaultdict(list)
    into: dict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        out[triple.subject].append(triple)
        into[triple.object].append(triple)
    nodes = {node for node in (*out, *into) if _blank(node)}
    below = {node: [one.object for one in out[node] if _blank(one.object)] for node in nodes}
    order = list(TopologicalSorter(below).static_order())
    content: dict[object, str] = {}
    for node in order:
        content[node] = _hash(f"{one.predicate} {content.get(one.object, one.object)}" for one in out[node])
    place: dict[object, str] = {}
    for node in reversed(order):
        leading = (f"{place.get(one.subject, one.subject)} {one.predicate}" for one in into[node])
        place[node] = _hash((content[node], _hash(leading)))
    return {node: BlankNode(f"b{place[node]}") for node in nodes}


def _hash(parts: Iterable[object]) -> str:
    text = "\n".join(sorted(set(map(str, parts))))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
