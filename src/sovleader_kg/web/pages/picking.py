"""Picking: the values that a stored query is asked with, as people write them, and the fields that ask for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.finding.days import day_meant
from sovleader_kg.answers.finding.things import VOCABULARY, Thing
from sovleader_kg.errors import SovleaderError, UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Found
from sovleader_kg.names import KINDS, SL, compact, expand, kind_of
from sovleader_kg.store.queries import Parameter, StoredQuery

__all__ = ["SAID", "Field", "WrongValueError", "fields", "values"]

CHOSEN, LISTED = 60, 350  # things of a kind that a field offers to choose among; that it offers to complete
SAID = 5  # things that a message names
# What a parameter can be that is not called as a kind of thing: "first", "subject" …
ALSO = ("person", "term", "tenure", "post", "event", "body", "office", "leadership", "collective", "lapse")


class WrongValueError(UsageError):
    """A value names nothing that a parameter can be, or several things.

    Attributes:
        text: The value.
        found: What it may mean.
    """

    def __init__(self, text: str, found: Found, parameter: str) -> None:
        some = " or ".join(f'"{hit.name}"' for hit in found.hits[:SAID])
        if some and found.hits[0].fit != "near":
            message = f'"{text}" may be {some}; name one of them'
        else:
            message = f'"{text}" is not in the graph' + (f". Did you mean {some}?" if some else "")
        super().__init__(message, parameter=parameter)
        self.text, self.found = text, found


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: The parameter.
        meaning: What it means, in words.
        type: "choice", "thing", "date", "number" or "text".
        value: What stands in it.
        kind: The kind of thing that it asks for; "" for anything else.
        options: What can be chosen, or completed: a value and what it is called.
    """

    name: str
    meaning: str
    type: str
    value: str
    kind: str = ""
    options: Sequence[tuple[str, str]] = ()


def values(kg: KnowledgeGraph, query: StoredQuery, given: Mapping[str, str]) -> dict[str, str]:
    """Return the values of a query's parameters: things as IRIs, days in ISO; what it does not have is left to it.

    Raises:
        WrongValueError: A value names nothing that the parameter can be, or several things.
    """
    parameters = {one.name: one for one in query.parameters}
    return {
        name: _value(kg, parameters[name], text) if name in parameters else text for name, text in given.items() if text
    }


def _value(kg: KnowledgeGraph, parameter: Parameter, text: str) -> str:
    if parameter.type == "date":
        day = day_meant(text)
        return day.isoformat() if day else text
    return _thing(kg, parameter, text) if parameter.type == "iri" else text


def _thing(kg: KnowledgeGraph, parameter: Parameter, text: str) -> str:
    """Return the IRI of the thing that a text means; an IRI, full or compact, is taken as it is."""
    if ":" in text and (iri := _iri(text)):
        return iri
    kind = _kind(parameter)
    found = kg.find(text, kinds=(kind,))
    if not found.hits and parameter.name not in KINDS:
        found = kg.find(text, kinds=ALSO)
    if found.one is None:
        raise WrongValueError(text, found, parameter.name)
    return found.one.iri


def _iri(text: str) -> str:
    try:
        return expand(text)
    except SovleaderError:
        return ""


def _kind(parameter: Parameter) -> str:
    return kind_of(_iri(parameter.sample)) or VOCABULARY


def fields(kg: KnowledgeGraph, query: StoredQuery, shown: Mapping[str, str], language: str) -> list[Field]:
    """Return the fields of a query's form.

    Args:
        kg: The graph.
        query: The query, in the words of the language.
        shown: What stands in the fields, by parameter.
        language: "en" or "ru".
    """
    return [_field(kg, one, shown.get(one.name, ""), language) for one in query.parameters]


def _field(kg: KnowledgeGraph, parameter: Parameter, text: str, language: str) -> Field:
    name, meaning = parameter.name, parameter.meaning
    if parameter.type == "date":
        day = day_meant(text)
        return Field(name, meaning, "date" if day or not text else "text", day.isoformat() if day else text)
    if parameter.type != "iri":
        return Field(name, meaning, "number" if parameter.type == "integer" and text.isdigit() else "text", text)
    kind, named = _kind(parameter), kg.things.get(_iri(text)) if ":" in text else None
    fitting = _fitting(kg, parameter, kind, language)
    if len(fitting) <= CHOSEN:
        options = [(compact(one.iri), one.label(language)) for one in fitting]
        value = compact(named.iri) if named else text
        if not value or value in {option for option, _ in options}:
            return Field(name, meaning, "choice", value, kind, options)
    options = [("", one.label(language)) for one in fitting] if len(fitting) <= LISTED else []
    return Field(name, meaning, "thing", named.label(language) if named else text, kind, options)


def _fitting(kg: KnowledgeGraph, parameter: Parameter, kind: str, language: str) -> list[Thing]:
    """Return the things of the kind of the sample; of concepts those of its scheme, and classes or properties apart."""
    found = [thing for thing in kg.things.values() if thing.kind == kind]
    sample = kg.things.get(_iri(parameter.sample))
    if kind == "concept" and sample:
        found = [thing for thing in found if thing.links.get("inScheme") == sample.links.get("inScheme")]
    if kind == VOCABULARY:
        capital = parameter.sample.removeprefix(SL)[:1].isupper()
        found = [thing for thing in found if thing.iri.removeprefix(SL)[:1].isupper() == capital]
    return sorted(found, key=lambda thing: thing.label(language))
