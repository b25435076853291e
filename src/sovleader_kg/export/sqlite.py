"""SQLite: the tables in one file, with keys between them, notes, and views that answer what historians ask.

`datasette` is the same file in a folder with what Datasette shows beside it: titles, notes, questions with a form.
Sources: https://sqlite.org/lang_createtable.html and https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from sovleader_kg.export.cite import read_edition
from sovleader_kg.export.format import Format
from sovleader_kg.export.relations import Column, Filled
from sovleader_kg.export.tallies import LOSSES, every_table
from sovleader_kg.names import compact
from sovleader_kg.store.description import DATASET, LICENCE
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS", "TYPES", "database", "views"]

TYPES = {"integer": "INTEGER", "boolean": "BOOLEAN", "date": "DATE"}
DATABASE = "sovleader.db"
SETTINGS = {"sql_time_limit_ms": 5000}  # a view of all days has many rows, which Datasette counts
_VIEW = re.compile(r"(?P<note>(?:-- [^\n]*\n)+)CREATE VIEW (?P<name>\w+)")
QUESTIONS: Mapping[str, Mapping[str, str]] = {
    "politburo_on_a_day": {
        "title": "The Politburo on a day",
        "sql": "SELECT name, title, certainty, boundary, term FROM members_of_politburo_on WHERE day = :day "
        "ORDER BY title DESC, certainty, name",
    },
    "posts_on_a_day": {
        "title": "Who held which post on a day",
        "sql": "SELECT name, title, body_name, certainty, boundary, term FROM holders_on WHERE day = :day "
        "ORDER BY body_name, title, certainty, name",
    },
    "career_of": {
        "title": "The career of somebody",
        "sql": "SELECT name, title, start, end, certainty, began, ended, term FROM careers "
        "WHERE name LIKE '%' || :name || '%' ORDER BY name, earliest_start",
    },
    "who_sat_with": {
        "title": "Who sat with somebody, and for how many days",
        "sql": "SELECT name, other_name, days_certain, days_possible, first_day, last_day FROM who_sat_with_whom "
        "WHERE name LIKE '%' || :name || '%' ORDER BY name, days_certain DESC, days_possible DESC",
    },
    "disputes_on": {
        "title": "What sources disagree on",
        "sql": "SELECT dispute_name, status, value, denied, source_name, verdict, rejected, claim "
        "FROM disputes_with_values WHERE dispute_name LIKE '%' || :words || '%' ORDER BY dispute, value, claim",
    },
}


def database(tables: Sequence[Filled]) -> bytes:
    """Return a SQLite file of tables, with an index for each reference, and the views of `relations.sql`."""
    keyed = {one.name for one in tables if one.keyed}
    with closing(sqlite3.connect(":memory:")) as made:
        made.execute("PRAGMA foreign_keys = OFF")  # tables refer to each other in circles; a test checks the keys
        with made:
            for table in tables:
                made.execute(_created(table, keyed))
                slots = ", ".join("?" * len(table.columns))
                made.executemany(f'INSERT INTO "{table.name}" VALUES ({slots})', table.rows)  # noqa: S608
                for column in table.columns:
                    if column.kind in keyed and column.name != "id":
                        made.execute(f'CREATE INDEX "{table.name}_{column.name}" ON "{table.name}" ("{column.name}")')
        made.executescript(_script())
        made.execute("ANALYZE")
        return made.serialize()


def _script() -> str:
    return Path(__file__).with_name("relations.sql").read_text(encoding="utf-8")


def _created(table: Filled, keyed: Collection[str]) -> str:
    """Return what makes a table, with what each column means behind it, where `.schema` shows it."""
    lines = []
    for number, column in enumerate(table.columns, 1):
        comma = "," if number < len(table.columns) else ""
        lines.append(f'  "{column.name}" {TYPES.get(column.kind, "TEXT")}{_key(table, column, keyed)}{comma}')
        told = ": ".join(filter(None, (compact(column.property) if column.property else "", column.note)))
        lines[-1] += f" -- {told}" if told else ""
    ending = " WITHOUT ROWID" if table.keyed or table.name == "days" else ""
    return "\n".join([f'CREATE TABLE "{table.name}" ( -- {table.note}', *lines, f"){ending}"])


def _key(table: Filled, column: Column, keyed: Collection[str]) -> str:
    names = {"id", "day"} & {table.columns[0].name}
    key = " PRIMARY KEY NOT NULL" if column.name in names else ""
    return key + (f' REFERENCES "{column.kind}" (id)' if column.kind in keyed else "")


def _sqlite(engine: Engine) -> Mapping[str, bytes]:
    return {"": database(every_table(engine))}


def _datasette(engine: Engine) -> Mapping[str, bytes]:
    tables, edition = every_table(engine), read_edition(engine)
    shown: dict[str, dict[str, object]] = {one.name: _shown(one) for one in tables}
    shown |= {name: {"description": note} for name, note in views()}
    metadata = {
        "title": edition.titles.get("en"),
        "license": "CC BY-SA 4.0",
        "license_url": LICENCE,
        "source": edition.cited("en").text(),
        "source_url": DATASET.value,
        "databases": {DATABASE.partition(".")[0]: {"tables": shown, "queries": QUESTIONS}},
    }
    return {DATABASE: database(tables), "metadata.json": _json(metadata), "settings.json": _json(SETTINGS)}


def _json(document: Mapping[str, object]) -> bytes:
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()


def _shown(table: Filled) -> dict[str, object]:
    """Return what Datasette shows of a table: what it holds, what its columns mean, and how a row is called."""
    names = [one.name for one in table.columns]
    label = next((one for one in ("name", "gloss", "locator") if one in names), None)
    columns = {one.name: one.note for one in table.columns if one.note}
    shown: dict[str, object] = {"description": table.note, "columns": columns}
    return shown | {"label_column": label} if label else shown


def views() -> Iterator[tuple[str, str]]:
    """Yield each view with what it is said to answer."""
    for found in _VIEW.finditer(_script()):
        yield found["name"], " ".join(line.removeprefix("-- ") for line in found["note"].splitlines())


FORMATS = (
    Format(
        "sqlite",
        "SQLite database: tables with keys and notes, views of careers, members on a day, disputes and more",
        "application/vnd.sqlite3",
        ".db",
        _sqlite,
        LOSSES,
        round_trip=True,
    ),
    Format(
        "datasette",
        "the same database in a folder, with titles, notes and questions for Datasette",
        "application/vnd.sqlite3",
        "/",
        _datasette,
        LOSSES,
        round_trip=True,
    ),
)
