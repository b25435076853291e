"""The corpus: every hand-written file of the graph, read with its places, and a user's own beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg import files
from sovleader_kg.corpus.columns import Known
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.lists import read_list
from sovleader_kg.corpus.turtle import Document, read
from sovleader_kg.errors import DataError, Problem, SovleaderError
from sovleader_kg.names import PREFIXES, RDFS, TYPE, compact, expand

__all__ = ["Corpus", "placed", "read_corpus", "read_named", "triples_of"]

LABEL = RDFS + "label"
OWL = PREFIXES["owl"]


@dataclass(frozen=True)
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

    @cached_property
    def index(self) -> Index:
        """Facts and claims as one index."""
        return Index(triples_of(self.data))

    @cached_property
    def vocabulary(self) -> Index:
        """The vocabulary, its schemes and alignments as one index."""
        return Index(triples_of(self.ontology))

    @cached_property
    def opening(self) -> Mapping[str, Document]:
        """The file in which each thing is first a subject: a user's own before facts, claims and vocabulary."""
        documents = (*self.own, *self.facts, *self.claims, *self.ontology)
        last_first = ((triple.subject, document) for document in reversed(documents) for triple in document.triples)
        return {subject.value: document for subject, document in last_first if isinstance(subject, NamedNode)}


def triples_of(documents: Iterable[Document]) -> list[Triple]:
    """Return the triples of several files, in their order."""
    return [triple for document in documents for triple in document.triples]


def read_corpus(own: Sequence[Path] = ()) -> Corpus:
    """Read every file of the graph, and a user's own files (Turtle, or tables of claims) beside them.

    Raises:
        DataError: Files that cannot be read or are neither Turtle nor a table of claims, all of them.
    """
    problems: list[Problem] = []

    def documents(paths: Iterable[Path], read_one: Callable[[Path], Document] = read_named) -> tuple[Document, ...]:
        found = []
        for path in paths:
            try:
                found.append(read_one(path))
            except DataError as error:
                problems.extend(error.problems)
        return tuple(found)

    ontology, facts = documents(files.ontology_files()), documents(files.fact_files())
    known = Known(
        _labels((*facts, *ontology)),
        _labels(ontology, OWL + "ObjectProperty"),
        _labels(ontology, OWL + "DatatypeProperty"),
        _labels((*facts, *ontology), language="ru"),
    )

    def any_kind(path: Path) -> Document:
        if path.suffix.lower() == ".toml":
            message = f"describes a table of claims; name the table: {path.with_suffix('.csv').name}"
            raise DataError([Problem(_name_of(path), message, rule="list")])
        if path.suffix.lower() == ".csv":
            return read_list(path, _name_of(path), known)
        return read_named(path)

    claims = documents((*files.claim_files(), *files.list_files()), any_kind)
    mine = documents(own, any_kind)
    if problems:
        raise DataError(problems)
    return Corpus(ontology, facts, claims, mine)


def read_named(path: Path) -> Document:
    """Read a Turtle file under the name that messages give it: as it lies in the project, or as it was given."""
    return read(path, _name_of(path))


def _name_of(path: Path) -> str:
    return str(path.relative_to(files.ROOT)) if path.is_relative_to(files.ROOT) else str(path)


def _labels(documents: Iterable[Document], kind: str | None = None, language: str = "en") -> dict[str, str]:
    """Return the labels in a language of the things that files describe, or of those of one class."""
    triples = triples_of(documents)
    fit = {
        one.subject
        for one in triples
        if one.predicate.value == TYPE and kind in {None, getattr(one.object, "value", None)}
    }
    return {
        triple.subject.value: triple.object.value
        for triple in triples
        if triple.predicate.value == LABEL
        and isinstance(triple.subject, NamedNode)
        and isinstance(triple.object, Literal)
        and triple.object.language == language
        and triple.subject in fit
    }


def placed(corpus: Corpus, problem: Problem) -> Problem:
    """Return a problem with the file and line of its subject, where a file opens it."""
    try:
        iri = expand(problem.where)
    except SovleaderError:
        return problem
    document = corpus.opening.get(iri)
    if document is None:
        return problem
    return problem._replace(where=document.place_of(iri), message=f"{compact(iri)}: {problem.message}")
