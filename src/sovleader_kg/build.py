"""Build: facts and claims, checked; what follows from them; the published file and the compiled store.

read → undefined terms, dates → shapes → bounds → verdicts, disputes → OWL 2 RL closure → names, intervals
→ shapes → write
"""

from __future__ import annotations

import gc
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Triple

from sovleader_kg import files
from sovleader_kg.answers.chronology.daybook import DAYBOOK, write_daybook
from sovleader_kg.checks.findings import Findings, sorted_out
from sovleader_kg.corpus.corpus import Corpus, placed, read_corpus, read_named, triples_of
from sovleader_kg.corpus.evidence import Coverage, claims_in, coverage, unsupported
from sovleader_kg.corpus.literals import unreadable_texts, wrong_dates
from sovleader_kg.corpus.turtle import Document, render
from sovleader_kg.corpus.vocabulary import blank_nodes, needing_claims, undefined
from sovleader_kg.derived.appellations import derive_appellations
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.derived.disputes import derive_judged
from sovleader_kg.derived.organizations import derive_organizations
from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import BASE, VERSION
from sovleader_kg.store import description
from sovleader_kg.store.canonical import canonical_hash
from sovleader_kg.store.catalogue import describe_queries
from sovleader_kg.store.compiling import compile_store
from sovleader_kg.store.engines import TURTLE

__all__ = [
    "Derived",
    "build",
    "check",
    "derive",
    "findings",
    "measure",
    "static_findings",
    "write",
]

QUERIES = "sovleader-queries.ttl"
QUERIES_HEADER = """\
# The stored queries of sovleader-kg, as a catalogue of sh:SPARQLExecutable.
# https://w3id.org/sovleader/
"""
Say = Callable[[str], None]


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from facts and claims: joined points and bounds; verdicts and disputes; the closure's triples.

    Last what other vocabularies ask for beside: names of FOAF and SKOS, the intervals and parts of ORG.
    """

    bounds: tuple[Triple, ...]
    judged: tuple[Triple, ...]
    closure: tuple[Triple, ...]
    common: tuple[Triple, ...]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All."""
        return (*self.bounds, *self.judged, *self.closure, *self.common)


def static_findings(corpus: Corpus, say: Say = _silent) -> list[Problem]:
    """Find what is wrong in the files before anything is derived: terms, dates, shapes.

    Where a shape is broken, the contradictions with the ontology behind it are told too, with their facts.
    """
    say("terms and dates")
    checked = corpus.own or corpus.data
    texts = unreadable_texts(checked)
    found = [*undefined(checked, corpus.vocabulary, corpus.index), *wrong_dates(checked), *blank_nodes(checked), *texts]
    if len(found) > len(texts):
        return found
    say("shapes for facts and claims")
    shapes = [path for path in files.shape_files() if path.stem != "derived"]
    found = [*texts, *_validated(triples_of((*corpus.ontology, *corpus.data)), shapes)]
    broken = any(problem.severity == "error" for problem in found)
    return [*found, *(_reasoned(corpus, say)[1] if broken else ())]


def _validated(triples: Iterable[Triple], shapes: Sequence[Path]) -> list[Problem]:
    """Validate, and give the memory of rdflib's graphs back at once: they are circles, which wait for a collection."""
    from sovleader_kg.checks.shapes import validate

    found = validate(triples, shapes)
    gc.collect(0)  # what was made since the collector rests
    return found


@contextmanager
def _collected_by_hand() -> Iterator[None]:
    """Let Python's collector rest: triples form no circles, but it walks all of them again and again."""
    resting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if resting:
            gc.enable()


def derive(corpus: Corpus, say: Say = _silent) -> Derived:
    """Compute bounds, lengths, doubts, verdicts, disputes, the closure, names and intervals.

    Raises:
        DataError: An end that lies before its start, or a contradiction with the ontology.
    """
    derived, problems = _derived(corpus, say)
    if problems:
        raise DataError(placed(corpus, problem) for problem in problems)
    return derived


def _derived(corpus: Corpus, say: Say) -> tuple[Derived, list[Problem]]:
    """Return what follows from facts and claims, and what cannot be."""
    say("bounds and lengths")
    index = corpus.index
    claims = claims_in(index)
    bounds, problems = derive_bounds(index, claims)
    inferred, clashes = _reasoned(corpus, say)
    if problems:
        return Derived((), (), tuple(inferred), ()), [*problems, *clashes]
    say("verdicts and disputes")
    judged = derive_judged(index, claims, bounds, corpus.vocabulary)
    say("names and intervals")
    common = (*derive_appellations(index), *derive_organizations(index, bounds))
    return Derived(tuple(bounds), tuple(judged), tuple(inferred), common), clashes


def _reasoned(corpus: Corpus, say: Say) -> tuple[list[Triple], list[Problem]]:
    """Return what OWL 2 RL adds to the facts, and what contradicts it."""
    from sovleader_kg.derived.reasoning import closure

    say("OWL 2 RL closure")
    reasoned = [document for document in corpus.ontology if Path(document.name).stem in {"sovleader", "reasoned"}]
    return closure(_about_things((*corpus.facts, *corpus.own)), triples_of(reasoned))


def _about_things(documents: Iterable[Document]) -> list[Triple]:
    """Return the facts proper: claims and passages in a user's file are not closed over."""
    aside = (f"{BASE}claim/", f"{BASE}passage/")
    return [t for t in triples_of(documents) if not str(getattr(t.subject, "value", "")).startswith(aside)]


def findings(corpus: Corpus, derived: Derived, say: Say = _silent) -> list[Problem]:
    """Find what is wrong in what was derived: shapes for derived, and facts that no claim supports."""
    say("shapes for derived")
    shapes = [path for path in files.shape_files() if path.stem == "derived"]
    found = _validated((*triples_of((*corpus.facts, *corpus.own)), *derived.bounds, *derived.judged), shapes)
    say("support")
    index = corpus.index
    _, lacking = unsupported(index, claims_in(index), needing_claims(corpus.vocabulary))
    return [*found, *lacking]


@_collected_by_hand()
def check(own: Sequence[Path] = (), say: Say = _silent) -> Findings:
    """Find everything that is wrong in the graph, or in a user's own files together with it.

    Args:
        own: A user's files, Turtle or tables of claims; notes on the graph's own files are left out then.
        say: Called with the name of each stage.

    Raises:
        DataError: A file cannot be read.
    """
    from sovleader_kg.checks.stored import run_checks

    corpus = read_corpus(own)
    found = static_findings(corpus, say)
    if not any(problem.severity == "error" for problem in found):
        derived, problems = _derived(corpus, say)
        found += problems
        if derived.bounds:
            found += findings(corpus, derived, say)
            say("stored checks")
            found += run_checks((*triples_of((*corpus.ontology, *corpus.data)), *derived.triples))
    return sorted_out(corpus, found)


def measure(corpus: Corpus) -> Coverage:
    """Return how far the sources are read and the facts supported."""
    return coverage(corpus.index, needing_claims(corpus.vocabulary))


@_collected_by_hand()
def build(target: Path | None = None, say: Say = _silent) -> Path:
    """Build the graph: check, derive, check again, write.

    Args:
        target: The folder to write to; `dist/` unless told otherwise.
        say: Called with the name of each stage.

    Returns:
        The published Turtle file.

    Raises:
        DataError: Any error that a check found; nothing is written then.
    """
    corpus = read_corpus()
    _refuse(corpus, static_findings(corpus, say))
    derived = derive(corpus, say)
    _refuse(corpus, findings(corpus, derived, say))
    return write(corpus, derived, target or files.built(), say)


def _refuse(corpus: Corpus, problems: Iterable[Problem]) -> None:
    errors = [placed(corpus, problem) for problem in problems if problem.severity == "error"]
    if errors:
        raise DataError(errors)


def write(corpus: Corpus, derived: Derived, folder: Path, say: Say = _silent) -> Path:
    """Write the published file, its hashes, the catalogue and the compiled store to a folder; return the file."""
    say("writing")
    layers = _layers(corpus, derived)
    whole = {triple for triples in layers.values() for triple in triples}
    raw = render(whole, description.HEADER).encode()
    digest = hashlib.sha256(raw).hexdigest()
    about = {"turtle_sha256": digest, "bytes": len(raw)}
    compile_store(folder, layers, about, {DAYBOOK: write_daybook})
    published = folder / TURTLE
    beside = {
        published: raw,
        published.with_suffix(".ttl.sha256"): f"{digest}  {TURTLE}\n".encode(),
        published.with_suffix(".nt.sha256"): f"{canonical_hash(whole)}  {published.stem}.nt\n".encode(),
        folder / QUERIES: render(describe_queries(), QUERIES_HEADER).encode(),
    }
    for path, content in beside.items():
        with files.replacing(path) as scratch:
            scratch.write_bytes(content)
    return published


def _layers(corpus: Corpus, derived: Derived) -> dict[str, list[Triple]]:
    claims: dict[str, list[Triple]] = defaultdict(list)
    for document in corpus.claims:
        claims[f"claims/{Path(document.name).stem}"] += document.triples
    layers = {
        "ontology": triples_of(corpus.ontology),
        "facts": triples_of(corpus.facts),
        **claims,
        "derived": list(derived.triples),
    }
    words = read_named(files.dataset_file()).triples
    return {**layers, description.LAYER: description.describe(layers, words, VERSION)}
