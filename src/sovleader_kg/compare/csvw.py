"""CSVW: W3C's metadata beside a table ("CSV on the Web"), read as the same description as the project's TOML.

The columns' meaning stands in `propertyUrl` (and `valueUrl` for identifiers); `null`, `dialect.delimiter` and the
`format` of dates are read too. What CSVW has no words for stands under one key of our own, `COMPARE`, with the
keys of the TOML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sovleader_kg.errors import DataError, Problem, SovleaderError
from sovleader_kg.names import PREFIXES, SL, expand

__all__ = ["COMPARE", "as_table_description"]

COMPARE = "https://w3id.org/sovleader/compare"
MEANINGS = {
    **dict.fromkeys((SL + "holder", SL + "tenureHolder", SL + "leader"), "person"),
    **{SL + name: name for name in ("post", "start", "end", "birth", "death")},
    SL + "startMode": "start-mode",
    SL + "endMode": "end-mode",
    SL + "archigosId": "archigos",
}
IDENTIFYING = {PREFIXES["skos"] + "exactMatch", PREFIXES["foaf"] + "isPrimaryTopicOf"}
VALUES = {
    "wikidata": ("http://www.wikidata.org/entity/", "https://www.wikidata.org/"),
    "gnd": ("https://d-nb.info/gnd/",),
    "viaf": ("https://viaf.org/viaf/", "http://viaf.org/viaf/"),
    "dbpedia": ("http://dbpedia.org/resource/",),
    "wikipedia": ("https://en.wikipedia.org/wiki/",),
}
DATED = ("start", "end", "birth", "death")


def as_table_description(name: str, document: object) -> dict[str, Any]:
    """Return CSVW metadata of one table with the keys of the TOML.

    Args:
        name: The file, as messages call it.
        document: The JSON.

    Raises:
        DataError: It describes no table, several, or gives a column no name.
    """
    table = _one_table(name, document)
    columns = _columns(name, table)
    own = table.get(COMPARE, {})
    if not isinstance(own, dict):
        raise _mistake(name, COMPARE, "write an object with the keys of the TOML description")
    found: dict[str, Any] = {**own, "columns": _roles(name, columns, own.get("columns", {}))}
    found.setdefault("missing", _missing(table, columns))
    dialect = table.get("dialect", {})
    if isinstance(dialect, dict) and "delimiter" in dialect:
        found.setdefault("delimiter", dialect["delimiter"])
    formats = sorted({form for column in columns if (form := _format(column))})
    if len(formats) > 1:
        raise _mistake(name, "tableSchema.columns", f"dates in several formats ({', '.join(formats)}); one is read")
    if formats and formats != ["yyyy-MM-dd"]:
        found.setdefault("date-format", formats[0])
    return found


def _mistake(name: str, key: str, message: str) -> DataError:
    return DataError([Problem(f"{name}: {key}", message, rule="description")])


def _one_table(name: str, document: object) -> Mapping[str, Any]:
    if not isinstance(document, dict):
        raise _mistake(name, "tableSchema", "missing; CSVW metadata is an object that describes a table")
    tables = document.get("tables")
    if isinstance(tables, list):
        if len(tables) != 1 or not isinstance(tables[0], dict):
            raise _mistake(name, "tables", "describe exactly one table")
        return {**document, **tables[0]}
    return document


def _columns(name: str, table: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    schema = table.get("tableSchema")
    columns = schema.get("columns") if isinstance(schema, dict) else None
    if not isinstance(columns, list) or not all(isinstance(column, dict) for column in columns):
        raise _mistake(name, "tableSchema.columns", "missing; list the columns with name, titles and propertyUrl")
    return columns


def _roles(name: str, columns: list[Mapping[str, Any]], own: object) -> dict[str, str]:
    """Return the columns by role, those of our own key among them."""
    pairs = [pair for column in columns for pair in _role(name, column)]
    pairs += [(title, role) for role, title in (own.items() if isinstance(own, dict) else ())]
    roles: dict[str, str] = {}
    for title, role in pairs:
        if roles.setdefault(role, title) != title:
            raise _mistake(name, f"tableSchema.columns.{title}", f'"{roles[role]}" is already the column of {role}')
    return roles


def _role(name: str, column: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the column's title in the header and its role, where it has one."""
    titles = column.get("titles", column.get("name"))
    title = titles[0] if isinstance(titles, list) and titles else titles
    if not isinstance(title, str):
        raise _mistake(name, "tableSchema.columns", "a column has neither name nor titles as text")
    url = column.get("propertyUrl")
    if not isinstance(url, str):
        return
    try:
        meaning = expand(url)
    except SovleaderError as error:
        raise _mistake(name, f"tableSchema.columns.{title}", str(error)) from None
    role = MEANINGS.get(meaning)
    if meaning in IDENTIFYING:
        role = _identifier(str(column.get("valueUrl", "")))
        if role is None:
            starts = ", ".join(start for one in VALUES.values() for start in one)
            raise _mistake(name, f"tableSchema.columns.{title}", f"whose identifiers? Give valueUrl: {starts}")
    if role:
        yield title, role


def _identifier(url: str) -> str | None:
    """Return whose identifiers a column holds, from the addresses that it makes."""
    return next((kind for kind, starts in VALUES.items() if url.startswith(starts)), None)


def _missing(table: Mapping[str, Any], columns: list[Mapping[str, Any]]) -> list[str]:
    schema = table.get("tableSchema", {})
    found: list[str] = []
    for place in (table, schema, *columns):
        null = place.get("null", [])
        found += [null] if isinstance(null, str) else null
    return found


def _format(column: Mapping[str, Any]) -> str | None:
    kind = column.get("datatype")
    form = kind.get("format") if isinstance(kind, dict) and kind.get("base") == "date" else None
    return form if isinstance(form, str) else None
