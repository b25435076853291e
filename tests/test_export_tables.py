"""SQLite and Parquet: the tables read back to the graph, their keys hold, their views answer as the facade does."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from engines.server import BIN
from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.format import Exported
from sovleader_kg.export.layers import quads
from sovleader_kg.export.sqlite import QUESTIONS, views
from sovleader_kg.names import EDTF, GRAPHS, TYPE, XSD, compact, expand
from sovleader_kg.store.canonical import canonical

ONTOLOGY = NamedNode(f"{GRAPHS}ontology")
CLASSES = {"persons": "foaf:Person", "bodies": "sl:Body", "leaderships": "sl:EffectiveLeadership"}
CLASSES |= {"collectives": "sl:CollectiveLeadership"}
DAYS = st.dates(date(1917, 1, 1), date(1991, 12, 31))
Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]


def _opened(content: bytes) -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    made.deserialize(content)
    made.row_factory = sqlite3.Row
    return made


@pytest.fixture(scope="module")
def database(exported: Callable[[str], Exported]) -> Iterator[sqlite3.Connection]:
    with closing(_opened(exported("sqlite").content)) as opened:
        yield opened


def _tables_of(opened: sqlite3.Connection) -> Tables:
    names = [name for (name,) in opened.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    kept = [name for name in names if not name.startswith("sqlite_")]
    return {name: [dict(row) for row in opened.execute(f'SELECT * FROM "{name}"')] for name in kept}


def _tables(export: Exported) -> Tables:
    if export.format.name == "parquet":
        frames = {name: pl.read_parquet(io.BytesIO(content)) for name, content in export.files.items()}
        return {name.removesuffix(".parquet"): frame.to_dicts() for name, frame in frames.items()}
    content = next(one for name, one in export.files.items() if not name.endswith(".json"))
    with closing(_opened(content)) as opened:
        return _tables_of(opened)


def _term(value: object, kind: str) -> NamedNode | Literal:
    """Return the term of RDF that a cell stands for, by the kind told in `columns_explained` or beside it."""
    if kind in {"en", "ru"} or kind.startswith("@"):
        return Literal(str(value), language=kind.removeprefix("@"))
    if kind == "boolean":
        return Literal("true" if value else "false", datatype=NamedNode(XSD + kind))
    if kind in {"date", "integer", "string", "edtf"}:
        return Literal(str(value), datatype=NamedNode(EDTF if kind == "edtf" else XSD + kind))
    return Literal(str(value), datatype=NamedNode(expand(kind))) if ":" in kind else NamedNode(expand(str(value)))


def _read(tables: Tables) -> Iterator[Triple]:
    """Yield the triples that the tables stand for."""
    parts = {(one["table_name"], one["column_name"]): one for one in tables["columns_explained"] if one["property"]}
    for name, rows in tables.items():
        class_ = CLASSES.get(name) or f"sl:{name[:-1].capitalize()}"
        for row in rows:
            first = next(iter(row.values()))
            if name not in {"things", "statements"} and "id" in row:
                yield Triple(NamedNode(expand(row["id"])), NamedNode(TYPE), NamedNode(expand(class_)))
            if name == "statements":
                yield _triple(row["subject"], expand(row["property"]), row["value"], row["value_kind"])
            for column, value in row.items():
                told = parts.get((name, column))
                if told and value is not None:
                    yield _triple(first, told["property"], value, row.get(f"{column}_kind") or told["kind"])
            if "part" in row and name != "events_with_parts":
                *_, last = (column for column in row if not column.endswith("_kind"))
                kind = row.get(f"{last}_kind") or "iri"
                yield _triple(first, parts[name, f"part = {row['part']}"]["property"], row[last], kind)


def _triple(subject: str, predicate: str, value: object, kind: str) -> Triple:
    return Triple(NamedNode(expand(subject)), NamedNode(predicate), _term(value, kind))


@pytest.mark.parametrize("name", ["sqlite", "datasette", "parquet"])
def test_the_tables_read_back_are_the_graph_without_its_vocabulary(
    name: str, exported: Callable[[str], Exported], graph: KnowledgeGraph
) -> None:
    every = quads(graph._engine)
    ours = {quad.triple for quad in every if quad.graph_name != ONTOLOGY}
    names_of_concepts = {quad.triple for quad in every if quad.graph_name == ONTOLOGY} - ours
    read = set(_read(_tables(exported(name)))) - names_of_concepts
    assert sorted(map(str, read ^ ours))[:5] == []
    assert canonical(read) == canonical(ours)


def test_every_reference_leads_to_a_row(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [row[0] for row in database.execute("PRAGMA integrity_check")] == ["ok"]


def test_what_a_reader_joins_by_is_declared_and_indexed(database: sqlite3.Connection) -> None:
    keys = {(row["from"], row["table"]) for row in database.execute("PRAGMA foreign_key_list(terms)")}
    assert keys >= {("person", "persons"), ("post", "posts"), ("tenure", "tenures"), ("started_by", "events")}
    plan = "EXPLAIN QUERY PLAN SELECT * FROM terms WHERE person = 'person:joseph-stalin'"
    assert "USING INDEX terms_person" in database.execute(plan).fetchone()["detail"]


def test_every_table_and_every_column_of_things_says_what_it_holds(database: sqlite3.Connection) -> None:
    notes = {
        (row["table_name"], row["column_name"]): row["note"]
        for row in database.execute("SELECT * FROM columns_explained")
    }
    for name, rows in _tables_of(database).items():
        if name != "columns_explained":
            assert notes[name, ""]
            assert [one for one in (rows[0] if "id" in (rows or [{}])[0] else {}) if not notes[name, one]] == []
    schema = database.execute("SELECT sql FROM sqlite_schema WHERE name = 'terms'").fetchone()["sql"]
    assert '"person" TEXT REFERENCES "persons" (id), -- sl:holder: who held the post' in schema


@pytest.mark.parametrize("name", [name for name, _ in views()])
def test_a_view_answers_and_says_what(name: str, database: sqlite3.Connection) -> None:
    found = database.execute(f"SELECT * FROM {name} LIMIT 1").fetchall()
    assert found or (name == "members_of_politburo_on" and not _has_politburo(database))
    assert len(dict(views())[name]) > 20


def _has_politburo(database: sqlite3.Connection) -> bool:
    """The small graph has no Politburo."""
    return bool(database.execute("SELECT * FROM posts WHERE body = 'body:politburo'").fetchall())


def _held(row: Row) -> tuple[object, ...]:
    boundary = row["boundary"] or None
    return (row["name"], row["title"], row["certainty"], boundary, bool(row["acting"]), compact(expand(row["term"])))


@settings(max_examples=25)
@given(DAYS)
def test_who_held_what_on_a_day_is_what_the_stored_query_answers(
    database: sqlite3.Connection, graph: KnowledgeGraph, day: date
) -> None:
    rows = database.execute("SELECT * FROM holders_on WHERE day = ?", [day.isoformat()]).fetchall()
    assert {_held(dict(row)) for row in rows} == {_held(row) for row in graph.ask("members_on", day=day).records()}


def test_who_sat_with_whom_is_what_the_facade_answers(database: sqlite3.Connection, graph: KnowledgeGraph) -> None:
    found = {
        (row["person"], row["other"]): (row["days_certain"], row["days_possible"], row["first_day"], row["last_day"])
        for row in database.execute("SELECT * FROM who_sat_with_whom")
    }
    told = {
        (row["id"], compact(one.person)): (one.certain, one.possible, one.first.isoformat(), one.last.isoformat())
        for row in database.execute("SELECT id FROM persons")
        for one in graph.companions(row["id"])
    }
    assert found == told


def test_who_followed_whom_is_the_line_of_succession(database: sqlite3.Connection, graph: KnowledgeGraph) -> None:
    rows = graph.ask("succession").records()
    told = {(compact(str(row["previous"])), compact(str(row["term"])), row["link"]) for row in rows if row["previous"]}
    assert {tuple(row) for row in database.execute("SELECT previous, term, link FROM followed")} == told


def test_disputes_stand_with_their_rival_values(database: sqlite3.Connection, graph: KnowledgeGraph) -> None:
    found = {(row["dispute"], row["claim"]) for row in database.execute("SELECT * FROM disputes_with_values")}
    rows = graph.ask("dispute_values").records()
    assert found == {(compact(str(row["dispute"])), compact(str(row["claim"]))) for row in rows}


def test_the_database_says_what_it_is_and_how_it_is_cited(database: sqlite3.Connection, graph: KnowledgeGraph) -> None:
    told = dict(database.execute("SELECT name, value FROM about").fetchall())
    assert told["cite_as"] == graph.cite()
    assert told["version"] == graph.edition.version


def test_columns_of_parquet_have_types(exported: Callable[[str], Exported]) -> None:
    frame = pl.read_parquet(io.BytesIO(exported("parquet").files["careers.parquet"]))
    kinds = {"name": pl.String, "acting": pl.Int64, "earliest_start": pl.Date, "shortest_days": pl.Int64}
    assert {name: frame.schema[name] for name in kinds} == kinds
    assert (
        pl.read_parquet(io.BytesIO(exported("parquet").files["verdicts.parquet"])).schema["only_source"] == pl.Boolean
    )


def test_a_file_of_parquet_explains_its_columns(exported: Callable[[str], Exported]) -> None:
    notes = pl.read_parquet_metadata(io.BytesIO(exported("parquet").files["terms.parquet"]))
    assert notes["person"] == "who held the post"


def test_the_questions_for_datasette_answer(database: sqlite3.Connection) -> None:
    given = {"day": "1953-03-06", "name": "Stalin", "words": ""}
    for name, question in QUESTIONS.items():
        found = database.execute(question["sql"], given).fetchall()
        assert found or (name == "politburo_on_a_day" and not _has_politburo(database))


def test_datasette_is_told_of_every_table_and_view(
    exported: Callable[[str], Exported], database: sqlite3.Connection
) -> None:
    metadata = json.loads(exported("datasette").files["metadata.json"])
    kept = database.execute(
        "SELECT name FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'"
    )
    described = metadata["databases"]["sovleader"]["tables"]
    assert set(described) == {row["name"] for row in kept}
    assert all(one["description"] for one in described.values())


def test_the_sql_of_the_docs_runs(database: sqlite3.Connection) -> None:
    text = (Path(__file__).parents[1] / "docs" / "exports.md").read_text(encoding="utf-8")
    (asked,) = re.findall(r'^sqlite3 sovleader\.db "(.*)"$', text, re.MULTILINE)
    assert [column for column, *_ in database.execute(asked).description] == ["name", "title", "certainty"]
    rows = re.findall(r"^\| (`.*?) \| (?:a|two) ", text, re.MULTILINE)
    named = {view for row in rows for view in re.findall(r"`(\w+)`", row)}
    assert named == {name for name, _ in views()}


@pytest.mark.engines
@pytest.mark.parametrize("graph", ["small"], indirect=True)
def test_datasette_opens_the_folder_and_answers(exported: Callable[[str], Exported], tmp_path: Path) -> None:
    exported("datasette").write(tmp_path / "folder")

    def get(path: str) -> str:
        command = [str(BIN / "datasette"), str(tmp_path / "folder"), "--get", path]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    found = json.loads(get("/sovleader/posts_on_a_day.json?day=1953-03-06&_shape=array"))
    assert "Georgy Malenkov" in {row["name"] for row in found}
    page = re.sub(r"<[^>]*>", " ", get("/sovleader/terms"))
    assert "who held the post" in page
    for name, _ in views():
        assert f"sovleader: {name}" in get(f"/sovleader/{name}")
