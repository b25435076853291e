"""Build: facts and claims, checked; what follows from them; the published file and the compiled store.

read → undefined terms, dates → shapes → bounds → verdicts, disputes → OWL 2 RL closure → shapes → write
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from sovleader_kg import __version__, description, files
from sovleader_kg.bounds import derive_bounds
from sovleader_kg.canonical import canonical_hash
from sovleader_kg.catalogue import describe_queries
from sovleader_kg.compiling import compile_store
from sovleader_kg.errors import Accepted, DataError, Problem, SovleaderError
from sovleader_kg.evidence import Coverage, claims_in, coverage, unsupported
from sovleader_kg.index import Index, sl
from sovleader_kg.names import BASE, compact, expand
from sovleader_kg.rivals import derive_judged
from sovleader_kg.store import TURTLE
from sovleader_kg.terms import blank_nodes, needing_claims, undefined, wrong_literals
from sovleader_kg.turtle import Document, read, render

__all__ = [
    "Corpus",
    "Derived",
    "Findings",
    "build",
    "check",
    "derive",
    "findings",
    "measure",
    "read_corpus",
    "static_findings",
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
class Corpus:
    """The hand-written files, read: vocabulary, facts, claims by source, and a user's own."""

    ontology: tuple[Document, ...]
    facts: tuple[Document, ...]
    claims: tuple[Document, ...]
    own: tuple[Document, ...] = ()

    @property
    def data(self) -> tuple[Document, ...]:
        """Everything but the vocabulary."""
        return (*self.facts, *self.claims, *self.own)

    def index(self) -> Index:
        """Return facts and claims as one index."""
        return Index(_triples(self.data))

    def vocabulary(self) -> Index:
        """Return the vocabulary, its schemes and alignments as one index."""
        return Index(_triples(self.ontology))


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from facts and claims: bounds, lengths and doubts; verdicts and disputes; the closure's triples."""

    bounds: tuple[Triple, ...]
    judged: tuple[Triple, ...]
    closure: tuple[Triple, ...]

    @property
    def triples(self) -> tuple[Triple, ...]:
        """All."""
        return (*self.bounds, *self.judged, *self.closure)


def _triples(documents: Iterable[Document]) -> list[Triple]:
    return [triple for document in documents for triple in document.triples]


def _named(path: Path) -> str:
    return str(path.relative_to(files.ROOT)) if path.is_relative_to(files.ROOT) else str(path)


def read_corpus(own: Sequence[Path] = ()) -> Corpus:
    """Read every file of the graph, and a user's own files beside them.

    Raises:
        DataError: Files that cannot be read or are not Turtle, all of them.
    """
    problems: list[Problem] = []

    def documents(paths: Iterable[Path]) -> tuple[Document, ...]:
        found = []
        for path in paths:
            try:
                found.append(read(path, _named(path)))
            except DataError as error:
                problems.extend(error.problems)
        return tuple(found)

    corpus = Corpus(
        documents(files.ontology_files()),
        documents(files.fact_files()),
        documents(files.claim_files()),
        documents(own),
    )
    if problems:
        raise DataError(problems)
    return corpus


def static_findings(corpus: Corpus, say: Say = _silent) -> list[Problem]:
    """Find what is wrong in the files before anything is derived: terms, dates, shapes.

    Where a shape is broken, the contradictions with the ontology behind it are told too, with their facts.
    """
    from sovleader_kg.validation import validate

    say("terms and dates")
    vocabulary = corpus.vocabulary()
    known = Index(_triples((*corpus.ontology, *corpus.data)))
    checked = corpus.own or corpus.data
    found = [*undefined(checked, vocabulary, known), *wrong_literals(checked), *blank_nodes(checked)]
    if found:
        return found
    say("shapes for facts and claims")
    shapes = [path for path in files.shape_files() if path.stem != "derived"]
    found = validate(_triples((*corpus.ontology, *corpus.data)), shapes)
    broken = any(problem.severity == "error" for problem in found)
    return [*found, *(_reasoned(corpus, say)[1] if broken else ())]


def _placed(corpus: Corpus, problem: Problem) -> Problem:
    """Return a problem with the file and line of its subject, where a file opens it."""
    try:
        iri = expand(problem.where)
    except SovleaderError:
        return problem
    for document in (*corpus.own, *corpus.facts, *corpus.claims, *corpus.ontology):
        if any(getattr(triple.subject, "value", None) == iri for triple in document.triples):
            return replace(problem, where=document.place_of(iri), message=f"{compact(iri)}: {problem.message}")
    return problem


def derive(corpus: Corpus, say: Say = _silent) -> Derived:
    """Compute bounds, lengths, doubts, verdicts, disputes and the closure.

    Raises:
        DataError: An end that lies before its start, or a contradiction with the ontology.
    """
    say("bounds and lengths")
    index = corpus.index()
    claims = claims_in(index)
    bounds, problems = derive_bounds(index, claims)
    if problems:
        raise DataError(_placed(corpus, problem) for problem in problems)
    say("verdicts and disputes")
    judged = derive_judged(index, claims, bounds, corpus.vocabulary())
    inferred, clashes = _reasoned(corpus, say)
    if clashes:
        raise DataError(_placed(corpus, clash) for clash in clashes)
    return Derived(tuple(bounds), tuple(judged), tuple(inferred))


def _reasoned(corpus: Corpus, say: Say) -> tuple[list[Triple], list[Problem]]:
    """Return what OWL 2 RL adds to the facts, and what contradicts it."""
    from sovleader_kg.reasoning import closure

    say("OWL 2 RL closure")
    reasoned = [document for document in corpus.ontology if Path(document.name).stem in {"sovleader", "reasoned"}]
    return closure(_about_things((*corpus.facts, *corpus.own)), _triples(reasoned))


def _about_things(documents: Iterable[Document]) -> list[Triple]:
    """Return the facts proper: claims and passages in a user's file are not closed over."""
    aside = (f"{BASE}claim/", f"{BASE}passage/")
    return [t for t in _triples(documents) if not str(getattr(t.subject, "value", "")).startswith(aside)]


def findings(corpus: Corpus, derived: Derived, say: Say = _silent) -> list[Problem]:
    """Find what is wrong in what was derived: shapes for derived, and facts that no claim supports."""
    from sovleader_kg.validation import validate

    say("shapes for derived")
    shapes = [path for path in files.shape_files() if path.stem == "derived"]
    found = validate((*_triples(corpus.data), *derived.bounds, *derived.judged), shapes)
    say("support")
    index = corpus.index()
    _, lacking = unsupported(index, claims_in(index), needing_claims(corpus.vocabulary()))
    return [*found, *lacking]


@dataclass(frozen=True, slots=True)
class Findings:
    """What the checks found, sorted: what is open, and what an `sl:Acceptance` in the data has closed."""

    open: tuple[Problem, ...]
    accepted: tuple[Accepted, ...]


def check(own: Sequence[Path] = (), say: Say = _silent) -> Findings:
    """Find everything that is wrong in the graph, or in a user's own files together with it.

    Args:
        own: A user's Turtle files; notes on the graph's own files are left out then.
        say: Called with the name of each stage.

    Raises:
        DataError: A file cannot be read, or a contradiction stops the derivation.
    """
    from sovleader_kg.checks import run_checks

    corpus = read_corpus(own)
    found = static_findings(corpus, say)
    if not any(problem.severity == "error" for problem in found):
        derived = derive(corpus, say)
        found += findings(corpus, derived, say)
        say("stored checks")
        found += run_checks((*_triples((*corpus.ontology, *corpus.data)), *derived.triples))
    return _sorted_out(corpus, found)


def _sorted_out(corpus: Corpus, found: Iterable[Problem]) -> Findings:
    acceptances = _acceptances(corpus.index())
    still_open: set[Problem] = set()
    accepted: set[Accepted] = set()
    for problem in found:
        placed, closed = _placed(corpus, problem), acceptances.get((problem.where, problem.rule))
        if corpus.own and not _is_in(placed, corpus.own) and (closed or placed.severity == "info"):
            continue
        if closed:
            accepted.add(Accepted(placed, *closed))
        else:
            still_open.add(placed)
    return Findings(tuple(sorted(still_open)), tuple(sorted(accepted)))


def _acceptances(index: Index) -> dict[tuple[str, str], tuple[str, str, str]]:
    """Return who accepted which finding (a thing and a check), when and why."""
    return {
        (compact(subject), check): (
            index.value(one, sl("decidedBy")) or "",
            index.value(one, sl("decidedOn")) or "",
            index.value(one, sl("rationale")) or "",
        )
        for one in index.of_type(sl("Acceptance"))
        for subject in index.values(one, sl("onSubject"))
        for check in index.values(one, sl("ofCheck"))
    }


def _is_in(problem: Problem, documents: Iterable[Document]) -> bool:
    return problem.where.startswith(tuple(f"{document.name}:" for document in documents))


def measure(corpus: Corpus) -> Coverage:
    """Return how far the sources are read and the facts supported."""
    return coverage(corpus.index(), needing_claims(corpus.vocabulary()))


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
    return _write(corpus, derived, target or files.built(), say)


def _refuse(corpus: Corpus, problems: Iterable[Problem]) -> None:
    errors = [_placed(corpus, problem) for problem in problems if problem.severity == "error"]
    if errors:
        raise DataError(errors)


def _write(corpus: Corpus, derived: Derived, folder: Path, say: Say) -> Path:
    say("writing")
    layers = _layers(corpus, derived)
    whole = {triple for triples in layers.values() for triple in triples}
    raw = render(whole, description.HEADER).encode()
    digest = hashlib.sha256(raw).hexdigest()
    compile_store(folder, layers, {"turtle_sha256": digest, "bytes": len(raw)})
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
    claims = {f"claims/{Path(document.name).stem}": list(document.triples) for document in corpus.claims}
    layers = {
        "ontology": _triples(corpus.ontology),
        "facts": _triples(corpus.facts),
        **claims,
        "derived": list(derived.triples),
    }
    words = read(files.dataset_file(), _named(files.dataset_file())).triples
    return {**layers, description.LAYER: description.describe(layers, words, __version__)}
