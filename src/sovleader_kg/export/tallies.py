"""Tables: those of the graph, and those that are counted from it, for databases and frames."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from sovleader_kg.answers.chronology.when import YEARS
from sovleader_kg.export.cite import read_edition
from sovleader_kg.export.format import Loss
from sovleader_kg.export.networks import read_followed, read_together
from sovleader_kg.export.relations import Cell, Column, Filled, read_relations
from sovleader_kg.names import PREFIXES, compact
from sovleader_kg.store.description import DATASET, LICENCE
from sovleader_kg.store.engines import Engine

__all__ = ["LOSSES", "every_table"]

LOSSES = (
    Loss("layers", "the tables do not say which layer or source a triple stands in"),
    Loss("ontology", "the vocabulary is left out, but for the names of its concepts"),
)


def every_table(engine: Engine) -> list[Filled]:
    """Return the tables of the graph, and those that are counted from it: the days, who sat with whom, who followed."""
    tables = [*read_relations(engine), _sat_together(engine), _followed(engine), _days(), _prefixes(), _about(engine)]
    return [*tables, _explained(tables)]


def _days() -> Filled:
    first, last = date(YEARS[0], 1, 1), date(YEARS[1], 12, 31)
    rows = [((first + timedelta(number)).isoformat(),) for number in range((last - first).days + 1)]
    return Filled("days", "Every day of the years of the graph.", (Column("day", "date", "a day, Gregorian"),), rows)


def _sat_together(engine: Engine) -> Filled:
    columns = (
        Column("person", "persons", "the one"),
        Column("other", "persons", "the other"),
        Column("days_certain", "integer", "the days on which both certainly sat in one body, each counted once"),
        Column("days_possible", "integer", "the days on which they may have, the certain ones included"),
        Column("first_day", "date", "the first of these"),
        Column("last_day", "date", "the last of these"),
        Column("bodies", "key", "the bodies, that of the most days first"),
    )
    rows = [
        (
            *(compact(one), compact(other.person), other.certain, other.possible),
            *(other.first.isoformat(), other.last.isoformat(), " ".join(map(compact, other.bodies))),
        )
        for one, other in read_together(engine)
    ]
    return Filled("sat_together", "Who sat with whom in a body at the same time, each pair once.", columns, rows)


def _followed(engine: Engine) -> Filled:
    columns = (
        Column("office", "offices", "the office"),
        Column("previous", "terms", "the term before"),
        Column("term", "terms", "the term that followed"),
        Column("link", "key", "stated (by a source), or in time (the last one that began before)"),
        Column("at_most_possible", "boolean", "1 where the sources leave open that the term was at all"),
    )
    rows = [
        (compact(one.office), compact(one.previous), compact(one.term), one.link, one.doubtful)
        for one in read_followed(engine)
    ]
    return Filled("followed", "Which term followed which in an office.", columns, rows)


def _prefixes() -> Filled:
    columns = (
        Column("prefix", "key", "what stands before the colon"),
        Column("namespace", "key", "what it stands for"),
    )
    return Filled("prefixes", "What the prefixes of short names stand for.", columns, sorted(PREFIXES.items()))


def _about(engine: Engine) -> Filled:
    edition = read_edition(engine)
    told = {
        "title": edition.titles.get("en"),
        "version": edition.version,
        "date": edition.day.isoformat() if edition.day else None,
        "licence": LICENCE,
        "address": DATASET.value,
        "cite_as": edition.cited("en").text(),
    }
    columns = (Column("name", "key", "what is told"), Column("value", "key", "what it is"))
    return Filled("about", "What this is, and how it is cited.", columns, list(told.items()))


def _explained(tables: Sequence[Filled]) -> Filled:
    columns = (
        Column("table_name", "key", "the table"),
        Column("column_name", "key", "the column; empty for the table itself"),
        Column("note", "key", "what it holds"),
        Column("property", "key", "the property of the vocabulary whose values stand there"),
        Column("kind", "key", "what the values are, or the table whose ids they are"),
    )
    rows: list[tuple[Cell, ...]] = []
    for table in tables:
        rows.append((table.name, "", table.note, None, None))
        rows += [(table.name, one.name, one.note, one.property or None, one.kind) for one in table.columns]
        rows += [
            (table.name, f"part = {part}", "what this word stands for", iri, None) for part, iri in table.parts.items()
        ]
    return Filled("columns_explained", "What each table and column holds.", columns, rows)
