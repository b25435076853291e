"""Terms: is every class, property and thing that a file names defined somewhere?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import Document
from sovleader_kg.dates import as_day, days_of
from sovleader_kg.errors import DateError, Problem, did_you_mean
from sovleader_kg.names import BASE, EDTF, PREFIXES, RDF, SL, TYPE, XSD, compact, sl

__all__ = ["blank_nodes", "needing_claims", "undefined", "wrong_literals"]

DATE = XSD + "date"
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

    Args:
        documents: The files to check.
        ontology: The vocabulary.
        known: Everything that the files may refer to, themselves included.
    """
    terms = _borrowed() | set(ontology.subjects())
    return [problem for doc in documents for problem in _undefined_in(doc, terms, known)]


def _undefined_in(doc: Document, terms: frozenset[str], known: Index) -> Iterator[Problem]:
    said: set[str] = set()
    for triple in doc.triples:
        subject = triple.subject.value if isinstance(triple.subject, NamedNode) else None
        for iri, role in _used(triple):
            missing = iri not in terms if role != "thing" else iri not in known and iri not in terms
            if missing and iri not in said:
                said.add(iri)
                candidates = terms if role != "thing" else (*terms, *known.subjects())
                yield _unknown(doc, iri, role, subject, candidates)


def _used(triple: Triple) -> Iterator[tuple[str, str]]:
    yield triple.predicate.value, "property"
    if isinstance(triple.object, NamedNode):
        iri = triple.object.value
        if triple.predicate.value == TYPE:
            yield iri, "class"
        elif triple.predicate.value == PREDICATE:
            yield iri, "property"
        elif iri.startswith((BASE, SL)):
            yield iri, "thing"


def _unknown(doc: Document, iri: str, role: str, subject: str | None, known: Iterable[str]) -> Problem:
    name = compact(iri)
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


def wrong_literals(documents: Iterable[Document]) -> list[Problem]:
    """Find dates that do not exist, such as `"1953-13-45"^^xsd:date`, with file and line."""
    return [problem for doc in documents for triple in doc.triples if (problem := _wrong_literal(doc, triple))]


def _wrong_literal(doc: Document, triple: Triple) -> Problem | None:
    value = triple.object
    if not isinstance(value, Literal) or value.datatype.value not in {EDTF, DATE}:
        return None
    try:
        if value.datatype.value == DATE:
            as_day(value.value)
        else:
            days_of(value.value)
    except DateError as error:
        return Problem(_place(doc, value.value), str(error), rule="date")
    return None


def _place(doc: Document, text: str) -> str:
    quoted = f'"{text}"'
    lines = enumerate(doc.text.split("\n"), 1)
    return f"{doc.name}:{next((number for number, row in lines if quoted in row), 1)}"
