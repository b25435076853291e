"""Described: reads a description in TOML, and reports every mistake in it with its key or line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from sovleader_kg.compare.cells import DateFormat, date_format
from sovleader_kg.compare.descriptions import BRACES, MODES, Description, NewSource
from sovleader_kg.corpus.turtle import text_of
from sovleader_kg.dates import days_of
from sovleader_kg.errors import DataError, DateError, Problem, SovleaderError, did_you_mean
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import expand, kind_of

__all__ = ["read_description"]

ROLES = ("person", "post", "start", "end", "precision", "birth", "death", *MODES, *SCHEMES)
CALENDARS = ("julian", "gregorian")
TARGETS = {"post": ("post",), "office": ("office",), "leads": ("body",)}
_SLUG = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")


def read_description(path: Path) -> Description:
    """Read a description in TOML.

    Raises:
        DataError: Every mistake in it, with its key or line.
    """
    if path.suffix.lower() == ".json":
        raise _mistake(str(path), "descriptions are written in TOML, not in JSON or CSVW: see docs/new-source.md")
    return _Checked(str(path), _toml(path, text_of(path, str(path)))).description()


def _mistake(where: str, message: str) -> DataError:
    return DataError([Problem(where, message, rule="description")])


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise _mistake(str(path), "not TOML that can be read: nested too deep") from None
    except tomllib.TOMLDecodeError as error:
        reason, _, place = str(error).partition(" (at ")
        line = re.search(r"line (\d+)", place)
        raise _mistake(f"{path}:{line[1] if line else text.count(chr(10)) + 1}", f"not TOML: {reason}") from None


class _Checked:
    """A description as read, and the mistakes found in it so far."""

    KEYS = (
        *("calendar", "missing", "locator", "delimiter", "date-format"),
        *("source", "target", "columns", "where", "posts", *MODES),
    )
    SOURCE_KEYS = (
        *("iri", "title", "label-ru", "kind", "page", "derives-from", "retrieved"),
        *("rights", "rights-ru", "license"),
    )

    def __init__(self, name: str, raw: dict[str, Any]) -> None:
        self.name, self.raw = name, raw
        self.problems: list[Problem] = []

    def description(self) -> Description:
        self._known(self.raw, self.KEYS, "")
        columns = self._columns()
        found = Description(
            name=self.name,
            columns=columns,
            targets=self._targets(columns),
            posts=self._meanings("posts", self._post),
            where=self._meanings("where", lambda _, cell: cell),
            modes={mode: self._meanings(mode, self._concept) for mode in MODES},
            missing=frozenset({"", *self._texts("missing", self.raw)}),
            calendar=self._choice("calendar", CALENDARS),
            delimiter=self._delimiter(),
            date_format=self._date_format(),
            locator=self._text("locator", self.raw) or "row {row}",
            source=self._source(),
        )
        self._locator(found.locator)
        if self.problems:
            raise DataError(self.problems)
        return found

    def _wrong(self, key: str, message: str) -> None:
        self.problems.append(Problem(f"{self.name}: {key}", message, rule="description"))

    def _known(self, table: Mapping[str, Any], keys: Iterable[str], inside: str) -> None:
        for key in table:
            if key not in keys:
                near = did_you_mean(key, keys)
                if inside and key in self.KEYS:
                    near = f' "{key}" stands at the top of the description, above every table.'
                self._wrong(f"{inside}{key}", f"no such key.{near} Keys: {', '.join(keys)}")

    def _text(self, key: str, table: Mapping[str, Any], inside: str = "") -> str | None:
        value = table.get(key)
        if value is None or (isinstance(value, str) and value.strip()):
            return value
        self._wrong(f"{inside}{key}", "write a text that is not empty, in quotes")
        return None

    def _texts(self, key: str, table: Mapping[str, Any], inside: str = "") -> list[str]:
        value = table.get(key, [])
        texts = [value] if isinstance(value, str) else value
        if isinstance(texts, list) and all(isinstance(one, str) for one in texts):
            return texts
        self._wrong(f"{inside}{key}", 'write a text in quotes, or a list: ["…", "…"]')
        return []

    def _table(self, key: str) -> dict[str, Any]:
        value = self.raw.get(key, {})
        if isinstance(value, dict):
            return value
        self._wrong(key, f"write a table: [{key}]")
        return {}

    def _choice(self, key: str, choices: tuple[str, ...]) -> str | None:
        value = self._text(key, self.raw)
        if value is not None and value not in choices:
            self._wrong(key, f'no {key} "{value}".{did_you_mean(value, choices)} Use one of {", ".join(choices)}')
        return value

    def _columns(self) -> dict[str, str]:
        table = self._table("columns")
        self._known(table, ROLES, "columns.")
        columns = {role: name for role in table if role in ROLES and (name := self._text(role, table, "columns."))}
        for role, others in (("person", ()), ("start", ("end", "birth", "death"))):
            if not table.keys() & {role, *others}:
                self._wrong(f"columns.{role}", f'missing; say which column holds it: {role} = "…"')
        names = list(columns.values())
        for role, name in columns.items():
            if names.count(name) > 1:
                self._wrong(f"columns.{role}", f'column "{name}" is given twice; one column means one thing')
        return columns

    def _targets(self, columns: Mapping[str, str]) -> tuple[str, ...]:
        table = self._table("target")
        self._known(table, TARGETS, "target.")
        kinds = [kind for kind in table if kind in TARGETS]
        of_lives = bool(columns.keys() & {"birth", "death"}) and not columns.keys() & {"start", "end"}
        if len(kinds) + ("post" in columns) != 1 and (kinds or not of_lives):
            choice = 'post = "post:…", office = "office:…" or leads = "body:…"'
            self._wrong("target", f"say once what the rows are about: {choice}, or columns.post with [posts]")
        if "post" in columns and not self._table("posts"):
            self._wrong("posts", 'missing; say what the cells of columns.post mean: "cell" = "post:…"')
        for kind in kinds:
            if table[kind] in ("", []):
                self._wrong(f"target.{kind}", f'names nothing; write for example "{TARGETS[kind][0]}:…"')
        texts = [(kind, text) for kind in kinds for text in self._texts(kind, table, "target.") if text]
        return tuple(self._thing(f"target.{kind}", text, TARGETS[kind]) for kind, text in texts)

    def _thing(self, key: str, text: str, kinds: tuple[str, ...]) -> str:
        try:
            iri = expand(text, kinds[0])
        except SovleaderError as error:
            self._wrong(key, str(error))
            return text
        if kind_of(iri) not in kinds:
            article = "an" if kinds[0] == "office" else "a"
            self._wrong(key, f'"{text}" is not {article} {" or ".join(kinds)}; write for example "{kinds[0]}:…"')
        return iri

    def _meanings(self, key: str, meaning: Callable[[str, str], str]) -> dict[str, str]:
        found = {}
        for cell, value in self._table(key).items():
            if isinstance(value, str):
                found[cell] = meaning(f"{key}.{cell}", value)
            else:
                self._wrong(f"{key}.{cell}", "write a text in quotes")
        return found

    def _post(self, key: str, text: str) -> str:
        return self._thing(key, text, ("post", "office"))

    def _concept(self, key: str, text: str) -> str:
        return self._thing(key, text, ("concept",))

    def _delimiter(self) -> str:
        value = self._text("delimiter", self.raw) if self.raw.get("delimiter") != "\t" else "\t"
        if value is not None and (len(value) != 1 or value in '"\r\n'):
            self._wrong("delimiter", 'write one character, such as ";"; a tab is "\\t"')
        return value or ","

    def _date_format(self) -> DateFormat | None:
        value = self._text("date-format", self.raw)
        found = date_format(value) if value else None
        if value and not found:
            self._wrong("date-format", f'"{value}" is not a date pattern; write for example dd.MM.yyyy')
        return found

    def _locator(self, text: str) -> None:
        if set("{}") & set(BRACES.sub("", text)):
            self._wrong("locator", "write columns in braces, such as record {obsid}; {row} is the row's number")

    def _source(self) -> NewSource | None:
        if "source" not in self.raw:
            return None
        table = self._table("source")
        self._known(table, self.SOURCE_KEYS, "source.")
        texts = {key: self._text(key, table, "source.") for key in self.SOURCE_KEYS if key != "derives-from"}
        for key in ("iri", "title", "kind"):
            if key not in table:
                self._wrong(f"source.{key}", "missing; a source has iri, title and kind")
        if not (texts["rights"] or texts["license"]):
            self._wrong("source.rights", "say under which terms: rights in words, or license with an address")
        iri = self._thing("source.iri", texts["iri"] or "source:?", ("source",))
        if texts["iri"] and not _SLUG.fullmatch(iri.rpartition("/")[2]):
            self._wrong("source.iri", "lower-case letters, digits, single hyphens or dots: source:my-table")
        mirrors = self._texts("derives-from", table, "source.")
        return NewSource(
            iri=iri,
            title=texts["title"] or "",
            label_ru=texts["label-ru"],
            kind=self._thing("source.kind", texts["kind"] or "concept:?", ("concept",)),
            rights=texts["rights"],
            rights_ru=texts["rights-ru"],
            licence=self._address("license", texts["license"]),
            page=self._address("page", texts["page"]),
            derives_from=tuple(self._thing("source.derives-from", one, ("source",)) for one in mirrors),
            retrieved=self._date("retrieved", texts["retrieved"]),
        )

    def _date(self, key: str, text: str | None) -> str | None:
        try:
            if text is not None:
                days_of(text)
        except DateError as error:
            self._wrong(f"source.{key}", str(error))
        return text

    def _address(self, key: str, text: str | None) -> str | None:
        if text is not None and not re.fullmatch(r"https?://[^\s<>\"{}|^`\\]+", text):
            self._wrong(f"source.{key}", f'"{text}" is not a web address; it begins with https://')
        return text
