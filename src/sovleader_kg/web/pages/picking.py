"""Picking: the fields that ask for the values of a stored query."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.finding.things import Thing
from sovleader_kg.errors import SovleaderError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import SL, VOCABULARY, compact, expand
from sovleader_kg.store.queries import Parameter, StoredQuery
from sovleader_kg.written_days import day_meant

__all__ = ["Field", "fields"]

CHOSEN, LISTED = 60, 350  # things of a kind that a field offers to choose among; that it offers to complete


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


def _iri(text: str) -> str:
    try:
        return expand(text)
    except SovleaderError:
        return ""


def fields(kg: KnowledgeGraph, query: StoredQuery, shown: Mapping[str, str], language: str) -> list[Field]:
    """Return the fields of a query's form.

    Args:
        kg: The graph.
        query: The query, in the words of the language.
        shown: What stands in the fields, by parameter.
        language: "en" or "ru".
    """
    return [_field(kg, query.name, one, shown.get(one.name, ""), language) for one in query.parameters]


def _field(kg: KnowledgeGraph, query: str, parameter: Parameter, text: str, language: str) -> Field:
    name, meaning = parameter.name, parameter.meaning
    choices = kg.choices(query, name)
    if choices and len(choices) <= CHOSEN and (not text or text in choices):
        return Field(name, meaning, "choice", text, options=[(one, one) for one in choices])
    if parameter.type == "date":
        day = day_meant(text)
        return Field(name, meaning, "date" if day or not text else "text", day.isoformat() if day else text)
    if parameter.type != "iri":
        return Field(name, meaning, "number" if parameter.type == "integer" and text.isdigit() else "text", text)
    kind, named = parameter.kinds[0], kg.things.get(_iri(text)) if ":" in text else None
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
