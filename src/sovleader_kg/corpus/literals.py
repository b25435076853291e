"""Literals: dates that exist, characters that every format can carry, names that can be read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.characters import beyond_xml
from sovleader_kg.corpus.turtle import Document
from sovleader_kg.dates import as_day, days_of
from sovleader_kg.errors import DateError, Problem
from sovleader_kg.names import EDTF, PREFIXES, RDF, XSD, compact, sl

__all__ = ["unreadable_texts", "wrong_dates"]

DATE = XSD + "date"
PREDICATE, OBJECT = RDF + "predicate", RDF + "object"
NAMES = frozenset(
    [
        *(PREFIXES[prefix] + name for prefix, name in (("rdfs", "label"), ("foaf", "name"), ("dcterms", "title"))),
        *(PREFIXES["skos"] + name for name in ("prefLabel", "altLabel", "hiddenLabel")),
        *map(sl, ("fullName", "officialName", "styledAs")),
    ]
)
_READ = re.compile(r"[^\W_]")


def wrong_dates(documents: Iterable[Document]) -> list[Problem]:
    """Find dates that do not exist, such as `"1953-13-45"^^xsd:date`, with file and line."""
    return [problem for doc in documents for triple in doc.triples if (problem := _wrong_date(doc, triple))]


def _wrong_date(doc: Document, triple: Triple) -> Problem | None:
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


def unreadable_texts(documents: Iterable[Document]) -> list[Problem]:
    """Find texts with characters that no XML can hold, and names without a letter or digit, with file and line."""
    return [problem for doc in documents for problem in _unreadable_in(doc)]


def _unreadable_in(doc: Document) -> Iterator[Problem]:
    said = {one.subject: str(one.object)[1:-1] for one in doc.triples if one.predicate.value == PREDICATE}
    for triple in doc.triples:
        predicate = triple.predicate.value
        claimed = said.get(triple.subject) if predicate == OBJECT else None
        fault = _fault(triple.object, claimed or predicate) if isinstance(triple.object, Literal) else None
        if fault and isinstance(triple.subject, NamedNode):
            where = _written(doc, triple.subject.value, predicate, fault.written)
            yield Problem(where, f"{compact(triple.subject.value)}: {compact(predicate)} {fault.told}", rule=fault.rule)


class _Fault(NamedTuple):
    """What is wrong with a text: the rule that it breaks, what to do, and a pattern of how it is written."""

    rule: str
    told: str
    written: str


def _fault(text: Literal, predicate: str) -> _Fault | None:
    """Return what is wrong with a text that a predicate gives."""
    if character := beyond_xml(text.value):
        code = character.removeprefix("U+")
        escapes = {"0008": r"|\\b", "000C": r"|\\f"}.get(code, "")
        told = f"holds {character}, which no XML can hold: take the character out"
        return _Fault("character", told, rf"(?i:\\u{code}|\\U0000{code}){escapes}|{re.escape(chr(int(code, 16)))}")
    if predicate in NAMES and not _READ.search(text.value):
        told = f'is "{text.value}", which is no name: write one with a letter or digit, or take the line out'
        return _Fault("name", told, rf'(?<!")"{re.escape(text.value)}"(?!")')
    return None


def _written(doc: Document, subject: str, predicate: str, pattern: str) -> str:
    """Return the line, from the one that names a subject first, in which a text is written, or else its predicate's."""
    begin = doc.line_of(subject)
    lines = enumerate(doc.text.split("\n")[begin - 1 :], begin)
    found = next((number for number, line in lines if re.search(pattern, line)), None)
    return f"{doc.name}:{found}" if found else doc.place_of(predicate, after=subject)
