"""CSVW: the graph as tables that a spreadsheet opens, with metadata that turn them into the same triples again.

Persons, posts, terms, events, claims and disputes have a table each: a row for each thing, a column for each property,
and beside it the claims that speak of that property. What a column cannot hold stands in `others.csv`, a triple a row:
properties with several values, and every other thing. Sources: https://www.w3.org/TR/tabular-metadata/ and
https://www.w3.org/TR/csv2rdf/ (minimal mode).
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from sovleader_kg.export.columns import Column, Values, cell, column_name, columns_of, kind
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.layers import quads
from sovleader_kg.names import EDTF, GRAPHS, PREFIXES, RDF, SL, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.description import LICENCE
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

METADATA, REST = "csv-metadata.json", "others.csv"
CLASSES = {
    "persons": PREFIXES["foaf"] + "Person",
    "posts": SL + "Post",
    "terms": SL + "Term",
    "events": SL + "Event",
    "claims": SL + "Claim",
    "disputes": SL + "Dispute",
}
REACHED = {"claims": {"source": (SL + "passage", SL + "source"), "locator": (SL + "passage", SL + "locator")}}
SUBJECT, PREDICATE, TYPE = (RDF + name for name in ("subject", "predicate", "type"))
ONTOLOGY = NamedNode(f"{GRAPHS}ontology")
Json = dict[str, object]
Row = tuple[str, str, Node]


@dataclass(frozen=True, slots=True)
class _Table:
    """A table of things: its rows by IRI, its columns, the claims on their properties, and what else is shown."""

    name: str
    things: Values
    columns: Sequence[Column]
    claims: Mapping[tuple[str, str], Sequence[str]]
    reached: Mapping[str, Mapping[str, str]]

    def claimed(self, column: Column) -> bool:
        return any((thing, column.property) in self.claims for thing in self.things)

    def header(self) -> Iterator[str]:
        yield "iri"
        for column in self.columns:
            yield column.name
            if self.claimed(column):
                yield f"{column.name}_claims"
        yield from self.reached

    def rows(self) -> Iterator[list[str]]:
        claimed = {column for column in self.columns if self.claimed(column)}
        for thing, values in sorted(self.things.items()):
            row = [thing]
            for column in self.columns:
                ones = sorted(cell(one) for one in values.get(column.property, ()) if kind(one) == column.kind)
                row.append(_separator(column).join(ones))
                if column in claimed:
                    row.append(" ".join(self.claims.get((thing, column.property), ())))
            yield [*row, *(ends[thing] for ends in self.reached.values())]

    def schema(self, tables: Iterable[_Table]) -> Json:
        described: list[Json] = [{"name": "iri", "titles": "iri", "required": True, "suppressOutput": True}]
        keys: list[Json] = []
        for column in self.columns:
            described.append(_described(column))
            keys.extend(self._keys(column, tables))
            if self.claimed(column):
                described.append(_list(f"{column.name}_claims", " "))
        described.extend(_list(name, " | ") for name in self.reached)
        return {"aboutUrl": "{+iri}", "primaryKey": "iri", "columns": described, "foreignKeys": keys}

    def _keys(self, column: Column, tables: Iterable[_Table]) -> Iterator[Json]:
        """Yield a foreign key where every row of a column leads to a row of one table."""
        ends = {one.value for values in self.things.values() for one in values.get(column.property, [Literal("")])}
        for other in tables:
            if column.kind == "iri" and not column.many and ends <= other.things.keys():
                there = {"resource": f"{other.name}.csv", "columnReference": "iri"}
                yield {"columnReference": column.name, "reference": there}


def _separator(column: Column) -> str:
    return " " if column.kind == "iri" else " | "


def _described(column: Column) -> Json:
    if column.many:
        return _list(column.name, _separator(column))
    return {"name": column.name, "titles": column.name, "propertyUrl": column.property} | _value(column)


def _value(column: Column) -> Json:
    """Return how a cell becomes a term."""
    if column.kind == "iri":
        return {"valueUrl": f"{{+{column.name}}}"}
    if column.kind.startswith(XSD):
        return {"datatype": column.kind.removeprefix(XSD)}
    if column.kind == EDTF:
        return {"datatype": {"@id": EDTF, "base": "string"}}
    return {"lang": column.kind}


def _list(name: str, separator: str) -> Json:
    """Return a column for readers alone: its triples stand in `others.csv`, or are those of the claims."""
    return {"name": name, "titles": name, "separator": separator, "suppressOutput": True}


def _tables(said: Iterable[Row]) -> list[_Table]:
    things: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
    for subject, name, value in said:
        things[subject][name].append(value)
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for iri, values in things.items():
        if SUBJECT in values:
            claims[values[SUBJECT][0].value, values[PREDICATE][0].value].append(iri)
    members = {
        name: {thing: values for thing, values in things.items() if NamedNode(class_) in values.get(TYPE, ())}
        for name, class_ in CLASSES.items()
    }
    return [
        _Table(
            name,
            of,
            columns_of(of),
            claims,
            {column: _ends(of, things, *path) for column, path in REACHED.get(name, {}).items()},
        )
        for name, of in members.items()
    ]


def _ends(members: Values, things: Values, step: str, then: str) -> dict[str, str]:
    """Return what each thing reaches by two properties, of which it has one value each."""
    return {thing: cell(things[values[step][0].value][then][0]) for thing, values in members.items()}


def _others(said: Iterable[Row], tables: Sequence[_Table]) -> list[Row]:
    """Return what no table of things holds."""
    held = {
        (thing, column.property, column.kind)
        for table in tables
        for column in table.columns
        if not column.many
        for thing in table.things
    }
    return [one for one in said if (one[0], one[1], kind(one[2])) not in held]


def _rest(said: Sequence[Row]) -> tuple[list[list[str]], Json]:
    """Return the rows of `others.csv` with their header, and their schema: a triple a row, a column for each kind."""
    kinds = sorted({kind(value) for _, _, value in said}, key=lambda one: (one != "iri", one))
    columns = [Column(column_name("value", one, set(kinds)), "{+property}", one, many=False) for one in kinds]
    rows = [[*one, *(cell(value) if kind(value) == each else "" for each in kinds)] for *one, value in said]
    named: list[Json] = [{"name": name, "titles": name, "suppressOutput": True} for name in ("subject", "property")]
    schema: Json = {"aboutUrl": "{+subject}", "columns": [*named, *map(_described, columns)]}
    return [["subject", "property", *(column.name for column in columns)], *rows], schema


def _triples(engine: Engine) -> list[Row]:
    """Return the triples, sorted, without the vocabulary: its anonymous classes have no place in a table."""
    found = set()
    for quad in quads(engine):
        if quad.graph_name != ONTOLOGY:
            assert isinstance(quad.subject, NamedNode)
            assert isinstance(quad.object, NamedNode | Literal)
            found.add((quad.subject.value, quad.predicate.value, quad.object))
    return sorted(found, key=lambda one: (one[0], one[1], str(one[2])))


def _file(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _csvw(engine: Engine) -> Mapping[str, bytes]:
    said = _triples(engine)
    tables = _tables(said)
    rest, schema = _rest(_others(said, tables))
    described = [{"url": f"{one.name}.csv", "tableSchema": one.schema(tables)} for one in tables]
    metadata = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": "sovleader-kg as tables",
        "dc:license": {"@id": LICENCE},
        "tables": [*described, {"url": REST, "tableSchema": schema}],
    }
    return {
        METADATA: (json.dumps(metadata, ensure_ascii=False, indent=1) + "\n").encode(),
        **{f"{one.name}.csv": _file([one.header(), *one.rows()]) for one in tables},
        REST: _file(rest),
    }


FORMATS = (
    Format(
        "csvw",
        "CSV tables of persons, posts, terms, events, claims, disputes and the rest, with CSVW metadata",
        "text/csv",
        "/",
        _csvw,
        (
            Loss("layers", "the tables do not say which layer or source a triple stands in"),
            Loss("ontology", "the vocabulary is left out"),
        ),
        round_trip=True,
    ),
)
