"""Terms: is every class, property and thing that a file names defined somewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pyoxigraph import BlankNode, NamedNode, Triple

from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import Document
from sovleader_kg.errors import Problem, did_you_mean
from sovleader_kg.names import BASE, PREFIXES, RDF, SL, TYPE, compact, respelled, sl

__all__ = ["blank_nodes", "needing_claims", "undefined"]

DEPRECATED = PREFIXES["owl"] + "deprecated"
PREDICATE = RDF + "predicate"
DEFINES = {
    "rdf": ("type", "subject", "predicate", "object", "first", "rest", "nil", "Statement"),
    "rdfs": ("label", "comment", "seeAlso", "isDefinedBy"),
    "skos": (
        *("Concept", "ConceptScheme", "prefLabel", "altLabel", "hiddenLabel", "definition", "scopeNote", "note"),
        *("example", "editorialNote", "notation", "inScheme", "hasTopConcept", "topConceptOf", "broader", "related"),
        *("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"),
    ),
    "foaf": ("Person", "name", "page", "isPrimaryTopicOf"),
    "dcterms": (
        *("title", "description", "creator", "publisher", "license", "rights", "issued", "created", "modified"),
        *("isReplacedBy", "bibliographicCitation", "source", "language", "date", "identifier"),
    ),
    "owl": ("deprecated", "versionInfo"),
}


def needing_claims(ontology: Index) -> list[str]:
    """Return the predicates whose facts must be supported by a claim."""
    return [p for p in ontology.using(sl("needsClaim")) if ontology.value(p, sl("needsClaim")) == "true"]


@cache
def _borrowed() -> frozenset[str]:
    return frozenset(PREFIXES[prefix] + name for prefix, names in DEFINES.items() for name in names)


def undefined(documents: Sequence[Document], ontology: Index, known: Index) -> list[Problem]:
    """Find classes, properties and things that are used and defined nowhere, with file and line.

    A thing of the project is defined where it has a class, or where it is told as retired. A name that differs from
    one of the project's only in the writing of its namespace is told with the right form.

    Args:
        documents: The files to check.
        ontology: The vocabulary.
        known: What the files may refer to beside it, themselves included.
    """
    terms = _borrowed() | set(ontology.subjects())
    things = {iri for index in (ontology, known) for iri in index.subjects() if _is_defined(index, iri)}
    return [problem for doc in documents for problem in _undefined_in(doc, terms, things)]


def _is_defined(index: Index, iri: str) -> bool:
    return bool(index.types(iri)) or index.value(iri, DEPRECATED) == "true"


def _undefined_in(doc: Document, terms: frozenset[str], things: set[str]) -> Iterator[Problem]:
    said: set[str] = set()
    for triple in doc.triples:
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else None
        for iri, role in _used(triple):
            if iri in said or iri in terms or (role == "thing" and iri in things and not respelled(iri)):
                continue
            said.add(iri)
            yield _unknown(doc, iri, role, subject, terms if role != "thing" else (*terms, *things))


def _used(triple: Triple) -> Iterator[tuple[str, str]]:
    """Yield what a triple names that has to be defined, and as what."""
    if isinstance(triple.subject, NamedNode) and _is_ours(triple.subject.value):
        yield triple.subject.value, "thing"
    yield triple.predicate.value, "property"
    if isinstance(triple.object, NamedNode):
        iri = triple.object.value
        if triple.predicate.value == TYPE:
            yield iri, "class"
        elif triple.predicate.value == PREDICATE:
            yield iri, "property"
        elif _is_ours(iri):
            yield iri, "thing"


def _is_ours(iri: str) -> bool:
    return iri.startswith((BASE, SL)) or respelled(iri) is not None


def _unknown(doc: Document, iri: str, role: str, subject: str | None, known: Iterable[str]) -> Problem:
    name = compact(iri)
    if right := respelled(iri):
        message = f"{role} {name} is not spelled as the project's names are: write {compact(right)}"
        return Problem(doc.place_of(iri, after=subject), message, rule="undefined")
    space = name.partition(":")[0]
    near = [short for short in map(compact, known) if short.partition(":")[0] == space] or map(compact, known)
    message = f"{role} {name} is not defined.{did_you_mean(name, near)}"
    return Problem(doc.place_of(iri, after=subject), message, rule="undefined")


def blank_nodes(documents: Iterable[Document]) -> list[Problem]:
    """Find blank nodes in facts and claims, where every thing has a name, with file and line."""
    return [
        Problem(f"{doc.name}:{line}", "a blank node; facts and claims name every thing: give it an IRI", rule="blank")
        for doc in documents
        if any(isinstance(part, BlankNode) for triple in doc.triples for part in (triple.subject, triple.object))
        for line in [_line_of_blank(doc)]
    ]


def _line_of_blank(doc: Document) -> int:
    lines = enumerate(doc.text.split("\n"), 1)
    opens = re.compile(r"(?:^|\s)(?:\[|\(|_:)")
    return next((number for number, row in lines if opens.search(row) and not row.lstrip().startswith("#")), 1)
