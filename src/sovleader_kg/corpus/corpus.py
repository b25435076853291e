"""The corpus: every hand-written file of the graph, read with its places, and a user's own beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Triple

from sovleader_kg import files
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import Document, read
from sovleader_kg.errors import DataError, Problem, SovleaderError
from sovleader_kg.names import compact, expand

__all__ = ["Corpus", "placed", "read_corpus", "read_named", "triples_of"]


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
        return Index(triples_of(self.data))

    def vocabulary(self) -> Index:
        """Return the vocabulary, its schemes and alignments as one index."""
        return Index(triples_of(self.ontology))


def triples_of(documents: Iterable[Document]) -> list[Triple]:
    """Return the triples of several files, in their order."""
    return [triple for document in documents for triple in document.triples]


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
                found.append(read_named(path))
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


def read_named(path: Path) -> Document:
    """Read a file under the name that messages give it: as it lies in the project, or as it was given."""
    return read(path, str(path.relative_to(files.ROOT)) if path.is_relative_to(files.ROOT) else str(path))


def placed(corpus: Corpus, problem: Problem) -> Problem:
    """Return a problem with the file and line of its subject, where a file opens it."""
    try:
        iri = expand(problem.where)
    except SovleaderError:
        return problem
    for document in (*corpus.own, *corpus.facts, *corpus.claims, *corpus.ontology):
        if any(getattr(triple.subject, "value", None) == iri for triple in document.triples):
            return replace(problem, where=document.place_of(iri), message=f"{compact(iri)}: {problem.message}")
    return problem
