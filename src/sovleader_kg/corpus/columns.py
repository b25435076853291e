"""Columns: what a table of claims may say in which column, as the description beside it tells.

`data/claims/<source>.toml` names the table's source, and for each kind of value the columns that hold it:

    title = "Memberships as the encyclopedia lists them"
    source = "source:zenkovich"
    things = ["holder", "post"]
    dates = ["start", "end"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode

from sovleader_kg.corpus.turtle import text_of
from sovleader_kg.errors import DataError, Problem, SovleaderError, did_you_mean
from sovleader_kg.names import PREFIXES, compact, expand, kind_of, sl

__all__ = ["OWN", "Description", "Known", "Labels", "part_of", "property_of", "read_description"]

Labels = Mapping[str, str]
OWN = ("id", "about", "written", "source", "locator", "calendar", "stance", "polarity", "valid", "sha256")
KINDS = ("things", "dates", "numbers", "names", "texts")
BORROWED = {
    PREFIXES["skos"] + "exactMatch": {"en": "is the same as", "ru": "точное соответствие"},
    PREFIXES["foaf"] + "isPrimaryTopicOf": {"en": "is what the page is about:", "ru": "страница об этом"},
}


@dataclass(frozen=True, slots=True)
class Known:
    """What tables may name, each with its English label, by IRI.

    Attributes:
        things: The things that rows may be about, and the values that they may have.
        links: The properties whose values are things.
        values: The properties whose values are dates, numbers, names or texts.
        russian: The Russian labels of all of them.
    """

    things: Labels
    links: Labels
    values: Labels
    russian: Labels

    def of(self, column: str, language: str = "en") -> str | None:
        """Return the label of the property that a column names, if there is one; the English one where no other is."""
        prop = property_of(column)
        label = self.links.get(prop) or self.values.get(prop) or BORROWED.get(prop, {}).get(language)
        return self._russian(prop, language) or label

    def named(self, iri: str, language: str) -> str:
        """Return what a thing is called in a language, else in English, else its name in the graph."""
        return self._russian(iri, language) or self.things.get(iri) or compact(iri)

    def _russian(self, iri: str, language: str) -> str | None:
        return self.russian.get(iri) if language == "ru" else None

    def is_link(self, column: str) -> bool:
        """Return whether the values of a column are things."""
        return property_of(column) not in self.values

    def columns(self) -> list[str]:
        """Return the columns that a table may have."""
        return [compact(iri).removeprefix("sl:") for iri in (*self.links, *self.values, *BORROWED)]


@dataclass(frozen=True, slots=True)
class Description:
    """What the description of a table says: its source, and the kind of value of each property's column."""

    source: str
    columns: Mapping[str, str]


def read_description(path: Path, name: str, known: Known) -> Description:
    """Read the description of a table."""

    def wrong(*messages: str) -> DataError:
        return DataError(Problem(name, message, rule="list") for message in messages)

    if not path.is_file():
        raise wrong("is missing: a table of claims has a description beside it (docs/lists.md)")
    try:
        read = tomllib.loads(text_of(path, name))
    except tomllib.TOMLDecodeError as error:
        raise wrong(f"not TOML: {error}") from None
    except RecursionError:
        raise wrong("not TOML that can be read: nested too deep") from None
    keys = ["title", "source", *KINDS]
    messages = [f'no key "{key}".{did_you_mean(key, keys)}' for key in read if key not in keys]
    if not isinstance(read.get("title"), str):
        messages.append('say what the table is: title = "…"')
    if not _is_source(read.get("source")):
        messages.append('say where its rows stand: source = "source:…"')
    columns, unfit = _columns(read, known)
    if messages or unfit:
        raise wrong(*messages, *unfit)
    return Description(expand(read["source"]), columns)


def _is_source(told: object) -> bool:
    try:
        return isinstance(told, str) and kind_of(NamedNode(expand(told)).value) == "source"
    except (SovleaderError, ValueError):
        return False


def _columns(read: Mapping[str, Any], known: Known) -> tuple[dict[str, str], list[str]]:
    """Return the kind of each column that a description names, and what is wrong with those."""
    columns: dict[str, str] = {}
    messages = []
    for kind in (kind for kind in KINDS if kind in read):
        listed = read[kind]
        if not isinstance(listed, list) or not all(isinstance(column, str) for column in listed):
            messages.append(f'{kind} is a list of columns: {kind} = ["…"]')
            continue
        for column in listed:
            if unfit := _unfit(kind, column, columns, known):
                messages.append(f"{kind}: {unfit}")
            else:
                columns[column] = kind
    if not columns and not messages:
        messages.append('say which columns hold values, for example dates = ["start", "end"]')
    return columns, messages


def _unfit(kind: str, column: str, columns: Iterable[str], known: Known) -> str | None:
    """Return why a column cannot hold values of a kind, or None where it can."""
    if column in OWN:
        return f'every table may have a column "{column}"; it holds no value'
    if not known.of(column):
        return f'no property "{column}".{did_you_mean(column, known.columns())}'
    if part_of(column) in map(part_of, columns):
        return f'"{column}" is named twice'
    if known.is_link(column) != (kind == "things"):
        return f'the values of "{column}" are {"things" if known.is_link(column) else "no things"}'
    return None


def property_of(column: str) -> str:
    """Return the property that a column names: one of the project's, or another's by its prefix."""
    prefix, colon, name = column.rpartition(":")
    return PREFIXES.get(prefix, prefix) + name if colon else sl(name)


def part_of(column: str) -> str:
    """Return what a column adds to the name of a claim."""
    return column.rpartition(":")[2].lower()
