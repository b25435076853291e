"""Service: candidates for queries, data of things, suggestions, as the specification wants them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from sovleader_kg.answers.finding.things import Thing
from sovleader_kg.answers.reconciliation.candidates import NAME_SCORES, Candidate
from sovleader_kg.answers.reconciliation.facts import iri_written
from sovleader_kg.answers.reconciliation.properties import KINDS, PROPERTIES, Property
from sovleader_kg.answers.reconciliation.records import Named, Value, Within
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.prose.briefs import brief, noun
from sovleader_kg.spellings import folded
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.reconciliation.manifest import SPACE, types
from sovleader_kg.web.reconciliation.requests import Wanted, read_kinds, read_number, read_questions, read_wanted

__all__ = ["PARTS", "Service"]

SUGGESTED = 20  # at once
CERTAINTY = {"certain": ("certain", "точно"), "possible": ("possible", "возможно")}
Asked = Mapping[str, str]
Document = dict[str, object]
One = TypeVar("One")


class Service:
    """The service in one language."""

    def __init__(self, library: Library, language: str) -> None:
        """Take the graph and its labels."""
        self._kg, self._labels, self._language = library.kg, library.labels, language

    def queries(self, asked: Asked) -> Document:
        """Return candidates for the rows of a table."""
        found = self._kg.candidates
        questions = read_questions(asked["queries"])
        return {key: {"result": [self._candidate(one) for one in found.find(row)]} for key, row in questions.items()}

    def _candidate(self, one: Candidate) -> Document:
        fits = {"name": round(NAME_SCORES[one.way]), **one.facts}
        return {
            **self._entity(one.thing),
            "type": self._types(one.thing.kind),
            "score": one.score,
            "match": one.match,
            "features": [{"id": name, "value": value} for name, value in fits.items()],
        }

    def _entity(self, thing: Thing) -> Document:
        about = brief(thing, self._kg.things, self._language)
        return {"id": _id(thing.iri), "name": thing.label(self._language), "description": about}

    def _types(self, kind: str) -> list[dict[str, str]]:
        return [{"id": kind, "name": noun(kind, self._language)}]

    def extend(self, asked: Asked) -> Document:
        """Return properties of things, each value of a term in the row of that term."""
        wanted = read_wanted(asked["extend"])
        rows = {one: {prop.name: self._cells(one, prop, wanted) for prop in wanted.properties} for one in wanted.ids}
        return {"meta": [self._described(prop) for prop in wanted.properties], "rows": rows}

    def _described(self, prop: Property) -> Document:
        of = {"type": {"id": prop.of, "name": noun(prop.of, self._language)}} if prop.of else {}
        return {**self._property(prop), **of}

    def _cells(self, one: str, prop: Property, wanted: Wanted) -> list[Document]:
        values = self._kg.records.values(iri_written(one), prop)
        return [self._cell(value, prop, wanted.dates[prop.name]) for value in values]

    def _cell(self, value: Value | None, prop: Property, dates: str) -> Document:
        match value:
            case None:
                return {}
            case Named(iri):
                label = self._labels.of(iri, self._language)
                return {"str": label} if prop.form == "label" else {"id": _id(iri), "name": label}
            case Within():
                return _dated(value, dates)
            case _:
                return {"str": CERTAINTY[value][self._language == "ru"] if prop.name == "certainty" else value}

    def entities(self, asked: Asked) -> Document:
        """Return the things that a text may mean as one types."""
        text, kinds = iri_written(asked.get("prefix", "").strip()), self._kinds(asked)
        found = [thing for thing, _ in self._kg.finder.find(text, kinds or KINDS)]
        return {"result": _some(found, asked, lambda one: {**self._entity(one), "notable": self._types(one.kind)})}

    def properties(self, asked: Asked) -> Document:
        """Return the properties whose names begin with a text."""
        kinds = self._kinds(asked) or KINDS
        known = {one.name: one for kind in kinds for one in self._kg.records.properties(kind)}
        fitting = [
            known[name] for name in PROPERTIES if name in known and _begins(asked, name, known[name].en, known[name].ru)
        ]
        return {"result": _some(fitting, asked, self._property)}

    def types(self, asked: Asked) -> Document:
        """Return the types whose names begin with a text."""
        fitting = [one for one in types(self._language) if _begins(asked, one["id"], one["name"])]
        return {"result": _some(fitting, asked, lambda one: {**one})}

    def proposed(self, asked: Asked) -> Document:
        """Return the properties of a type, or of all, that can be had."""
        kinds = self._kinds(asked) or KINDS
        known = {one.name for kind in kinds for one in self._kg.records.properties(kind)}
        found = [self._property(one) for name, one in PROPERTIES.items() if name in known]
        limit = read_number(asked.get("limit"), len(found))
        of = {name: asked[name] for name in ("type",) if asked.get(name)}
        return {**of, **({"limit": limit} if asked.get("limit") else {}), "properties": found[:limit]}

    def _property(self, prop: Property) -> Document:
        return {"id": prop.name, "name": prop.label(self._language)}

    def _kinds(self, asked: Asked) -> tuple[str, ...]:
        return read_kinds([one for one in asked.get("type", "").split(",") if one])


# What is answered under which name.
PARTS: Mapping[str, Callable[[Service, Asked], Document]] = {
    "queries": Service.queries,
    "extend": Service.extend,
    "suggest/entity": Service.entities,
    "suggest/property": Service.properties,
    "suggest/type": Service.types,
    "properties": Service.proposed,
}


def _id(iri: str) -> str:
    return iri.removeprefix(SPACE)


def _some(found: Sequence[One], asked: Asked, shown: Callable[[One], Document]) -> list[Document]:
    """Return some of what was found, from the cursor on."""
    start, limit = read_number(asked.get("cursor"), 0), read_number(asked.get("limit"), SUGGESTED)
    return [shown(one) for one in found[start : start + min(limit, SUGGESTED)]]


def _begins(asked: Asked, *names: str) -> bool:
    """Return whether a text begins one of some names, or a word in one."""
    text = folded(asked.get("prefix", ""))
    return any(f" {text}" in f" {folded(one)}" for one in names)


def _dated(value: Within, form: str) -> Document:
    """Return a date in a form; nothing where it does not have one."""
    if form == "edtf":
        return {"str": value.text} if value.text else {}
    day = value.first if form == "first" else value.last
    if form == "year":
        first, last = (date.fromordinal(one).year for one in (value.first, value.last))
        return {"int": first} if first == last else {}
    return {} if day in {FIRST, LAST} else {"date": f"{date.fromordinal(day).isoformat()}T00:00:00Z"}
