"""Stored queries: the catalogue, in English and Russian, and how typed values get into a query.

A parameter is a `VALUES ?name { UNDEF }` slot. All slots are filled in one pass from terms that are
written by a validating serialiser, so a value can never become syntax. A slot that stays open is taken out, which
means the same: several engines misread UNDEF.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from pyoxigraph import Literal, NamedNode

from sovleader_kg import files
from sovleader_kg.errors import DateError, QueryError, UsageError, did_you_mean
from sovleader_kg.names import KINDS, VOCABULARY, XSD, expand
from sovleader_kg.written_days import WrittenDay, read_day

__all__ = [
    "Parameter",
    "StoredQuery",
    "Words",
    "bind",
    "catalogue",
    "given",
    "parameters_of",
    "parse_query_file",
    "stored",
]

_SLOT = re.compile(r"(\s*)VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a stored query.

    Attributes:
        name: Its name.
        type: Its type: iri, date, integer or string.
        sample: A value that it can have.
        meaning: What it means, in words.
        kinds: Of an iri, the kinds of thing that it can name, the usual one first.
    """

    name: str
    type: str
    sample: str
    meaning: str
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What a header says in a language other than English; `meanings` are those of the parameters, by name."""

    summary: str
    description: str
    empty: str
    meanings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class StoredQuery:
    """A stored query: its name (the file's stem), what its header says, and its text.

    Its own words are English; `told_in` gives it with those of another language.

    Attributes:
        name: The file's stem.
        summary: What it answers.
        description: What a row is, and what its columns mean.
        parameters: What it can be asked with.
        tags: What it is about.
        text: The query itself.
        empty: What an answer without rows means, where it is not that the sources are silent.
        translations: Its words in other languages, by language.
    """

    name: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    tags: tuple[str, ...]
    text: str = field(repr=False)
    empty: str = ""
    translations: Mapping[str, Words] = field(default_factory=dict, repr=False, hash=False)

    def told_in(self, language: str) -> StoredQuery:
        """Return the query with its words in a language; itself where it has none in that language."""
        words = self.translations.get(language)
        if words is None:
            return self
        parameters = tuple(replace(one, meaning=words.meanings[one.name]) for one in self.parameters)
        return replace(
            self, summary=words.summary, description=words.description, empty=words.empty, parameters=parameters
        )

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form, without the text."""
        parameters = [{name: getattr(one, name) for name in one.__slots__} for one in self.parameters]
        shown = {name: getattr(self, name) for name in ("name", "summary", "description")}
        translated = {language: self.told_in(language)._words_as_json() for language in self.translations}
        return {**shown, "tags": list(self.tags), "params": parameters, **translated}

    def _words_as_json(self) -> dict[str, object]:
        meanings = [{"name": one.name, "meaning": one.meaning} for one in self.parameters]
        return {"summary": self.summary, "description": self.description, "params": meanings}


@cache
def catalogue() -> Mapping[str, StoredQuery]:
    """Return every stored query by name, sorted."""
    return {path.stem: parse_query_file(path) for path in files.query_files()}


def stored(name: str) -> StoredQuery:
    """Return a stored query by name; `-` and `_` are the same.

    Raises:
        UsageError: There is no such query.
    """
    found = catalogue().get(name.replace("-", "_"))
    if found is None:
        near = did_you_mean(name.replace("-", "_"), catalogue())
        raise UsageError(f'no stored query "{name}".{near} List them: sovleader ask')
    return found


def parse_query_file(path: Path) -> StoredQuery:
    """Read a stored query and its `#+` header (grlc's YAML), whose `ru` says all of its words in Russian.

    Raises:
        QueryError: The header is missing or is not what the catalogue needs, in both languages.
    """
    import yaml

    fastest = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = path.read_text(encoding="utf-8")
    lines = [line[2:].removeprefix(" ") for line in text.split("\n") if line.startswith("#+")]
    try:
        header: dict[str, Any] = yaml.load("\n".join(lines), fastest) or {}  # noqa: S506 - safe loaders both
        parameters = tuple(
            Parameter(name, one["type"], str(one["sample"]), one["meaning"], _kinds(one))
            for name, one in (header.get("params") or {}).items()
        )
        return StoredQuery(
            path.stem,
            header["summary"],
            _unfolded(header["description"]),
            parameters,
            tuple(header.get("tags") or ()),
            text,
            str(header.get("empty", "")),
            {"ru": _translation(header["ru"], header)},
        )
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        reason = " ".join(str(error).split())
        needs = "summary, description, params and tags, and its words in Russian too"
        raise QueryError(f"{path.name}: the header needs {needs} ({reason})") from None


def _kinds(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the kinds that a parameter can name: that of its sample, and those that the header lists, or "any"."""
    if told["type"] != "iri":
        return ()
    kind = str(told["sample"]).partition(":")[0]
    usual, others = kind if kind in KINDS else VOCABULARY, told.get("kinds", ())
    return tuple(dict.fromkeys([usual, *((*KINDS, VOCABULARY) if others == "any" else others)]))


def _translation(told: Mapping[str, Any], header: Mapping[str, Any]) -> Words:
    """Return what a header says in another language, which is everything that it says in English."""
    meanings = {name: str(told["params"][name]) for name in header.get("params") or {}}
    empty = str(told["empty"]) if "empty" in header else ""
    return Words(str(told["summary"]), _unfolded(told["description"]), empty, meanings)


def _unfolded(text: object) -> str:
    return " ".join(str(text).split())


def bind(query: StoredQuery, values: Mapping[str, object]) -> str:
    """Return the query's text with its slots filled; a parameter left out stays open and means "all".

    Args:
        query: The stored query.
        values: Values by parameter name, as text or Python values.

    Raises:
        UsageError: A parameter that the query does not have, a value that is not of its type, or a period in reverse.
    """
    parameters = parameters_of(query, values)
    terms = {one.name: _term(one, values[one.name]) for one in parameters if values[one.name] is not None}
    _check_period(query, values)

    def filled(slot: re.Match[str]) -> str:
        return f"{slot[1]}VALUES ?{slot[2]} {{ {terms[slot[2]]} }}" if slot[2] in terms else ""

    return _SLOT.sub(filled, query.text)


def parameters_of(query: StoredQuery, names: Iterable[str]) -> list[Parameter]:
    """Return the parameters of these names, in their order.

    Raises:
        UsageError: The query has no such parameter.
    """
    parameters = {one.name: one for one in query.parameters}
    for name in names:
        if name not in parameters:
            has = f"it has: {', '.join(parameters)}" if parameters else "it has none"
            near = did_you_mean(name, parameters)
            raise UsageError(f'{query.name} has no parameter "{name}"; {has}.{near}')
    return [parameters[name] for name in names]


def _check_period(query: StoredQuery, values: Mapping[str, object]) -> None:
    """Refuse a period, the days from one date to the next, whose last day lies before its first."""
    days = [
        (one.name, given(one, values[one.name]))
        for one in query.parameters
        if one.type == "date" and values.get(one.name)
    ]
    for (_, first), (name, last) in pairwise(days):
        if last < first:
            message = f"{last} lies before the first day, {first}; write the earlier day first"
            raise UsageError(message, parameter=name)


def _term(parameter: Parameter, value: object) -> str:
    try:
        text = given(parameter, value)
        if parameter.type == "iri":
            return str(NamedNode(text))
        if parameter.type == "date":
            return str(Literal(text, datatype=NamedNode(XSD + "date")))
        if parameter.type == "integer":
            return str(Literal(str(int(text)), datatype=NamedNode(XSD + "integer")))
        return str(Literal(text))
    except DateError as error:
        raise UsageError(str(error), parameter=parameter.name) from None
    except ValueError:
        message = f'"{text}" is not a valid {parameter.type}; write for example {parameter.sample}'
        raise UsageError(message, parameter=parameter.name) from None


def given(parameter: Parameter, value: object) -> str:
    """Return a value as text: a thing as its full IRI, a day in ISO, anything else as it was given."""
    if parameter.type == "date":
        return read_day(cast("WrittenDay", value))
    return expand(str(value)) if parameter.type == "iri" else str(value)
