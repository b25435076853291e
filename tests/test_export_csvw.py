"""CSVW tables: valid, read back to the same triples, safe in a spreadsheet, and with the claims beside each value."""

from __future__ import annotations

import csv
import json
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from csvw import CSVW
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.columns import columns_of, safe
from sovleader_kg.export.format import Exported
from sovleader_kg.export.layers import quads
from sovleader_kg.names import BASE, GRAPHS, SL, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.canonical import canonical

TABLES = ("persons", "posts", "terms", "events", "claims", "disputes")
ONTOLOGY = NamedNode(f"{GRAPHS}ontology")


@pytest.fixture(scope="module")
def folder(exported: Callable[[str], Exported], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("csvw") / "tables"
    exported("csvw").write(target)
    return target


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _filled(template: str, row: dict[str, str]) -> str:
    return template.replace("{+", "{").format_map(row)


def _read(folder: Path) -> Iterator[Triple]:
    """Yield the triples that the tables stand for, by the minimal mode of csv2rdf as far as the tables use it."""
    for table in json.loads((folder / "csv-metadata.json").read_text(encoding="utf-8"))["tables"]:
        schema = table["tableSchema"]
        columns = [column for column in schema["columns"] if not column.get("suppressOutput")]
        for row in _rows(folder / table["url"]):
            for column in columns:
                if row[column["titles"]]:
                    subject, predicate = _filled(schema["aboutUrl"], row), _filled(column["propertyUrl"], row)
                    yield Triple(NamedNode(subject), NamedNode(predicate), _term(column, row))


def _term(column: dict[str, object], row: dict[str, str]) -> NamedNode | Literal:
    text = row[str(column["titles"])]
    if "valueUrl" in column:
        return NamedNode(_filled(str(column["valueUrl"]), row))
    if "lang" in column:
        return Literal(text, language=str(column["lang"]))
    datatype = column["datatype"]
    return Literal(text, datatype=NamedNode(datatype["@id"] if isinstance(datatype, dict) else f"{XSD}{datatype}"))


def test_the_csvw_package_finds_the_tables_valid(folder: Path) -> None:
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        found = CSVW(str(folder / "csv-metadata.json"), validate=True)
        assert found.is_valid
    assert [str(one.message) for one in heard if "csv" in one.filename.lower()] == []
    assert {str(table.url) for table in found.tables} == {f"{name}.csv" for name in (*TABLES, "others")}


@pytest.mark.parametrize("graph", ["small"], indirect=True)
def test_a_row_that_leads_nowhere_is_found(folder: Path, tmp_path: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    persons = tmp_path / "persons.csv"
    lines = persons.read_text(encoding="utf-8").splitlines()
    persons.write_text("\n".join(line for line in lines if not line.startswith(f"{BASE}person/joseph")), "utf-8")
    with pytest.raises(ValueError, match=r"joseph-stalin` not found in table persons\.csv"):
        assert CSVW(str(tmp_path / "csv-metadata.json"), validate=True).is_valid


def test_the_tables_read_back_are_the_graph_without_its_vocabulary(folder: Path, graph: KnowledgeGraph) -> None:
    ours = {quad.triple for quad in quads(graph._engine) if quad.graph_name != ONTOLOGY}
    read = list(_read(folder))
    assert len(read) == len(set(read)) > 0
    assert canonical(read) == canonical(ours)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_a_row_for_each_thing_of_its_kind(name: str, folder: Path, graph: KnowledgeGraph) -> None:
    class_ = "foaf:Person" if name == "persons" else f"sl:{name[:-1].capitalize()}"
    things = {str(row["x"]) for row in graph.select(f"SELECT ?x WHERE {{ ?x a {class_} }}").records()}
    assert [row["iri"] for row in _rows(folder / f"{name}.csv")] == sorted(things)


def test_the_claims_on_a_value_stand_beside_it(folder: Path, graph: KnowledgeGraph) -> None:
    (row,) = (row for row in _rows(folder / "terms.csv") if row["iri"] == f"{BASE}term/konstantin-chernenko.1")
    assert (row["holder"], row["start"], row["end"]) == (
        f"{BASE}person/konstantin-chernenko",
        "1984-02-13",
        "1985-03-10",
    )
    asked = "SELECT ?c WHERE { ?c rdf:subject term:konstantin-chernenko.1 ; rdf:predicate sl:start }"
    assert row["start_claims"].split() == sorted(str(one["c"]) for one in graph.select(asked).records())


def test_a_claim_names_its_source_and_its_place(folder: Path) -> None:
    rows = _rows(folder / "claims.csv")
    assert all(row["source"].startswith(f"{BASE}source/") and row["locator"] for row in rows)


def test_no_cell_begins_like_a_formula(folder: Path) -> None:
    for path in folder.glob("*.csv"):
        for row in _rows(path):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "@", "\t", "\r", "-"))]


@given(st.text())
def test_a_safe_text_is_no_formula_and_hides_none(text: str) -> None:
    made = safe(text)
    assert not made.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert made.removeprefix("'") == text or made == text


def test_a_text_that_needs_no_apostrophe_has_none(kg: KnowledgeGraph) -> None:
    texts = [quad.object.value for quad in quads(kg._engine) if isinstance(quad.object, Literal)]
    assert [text for text in texts if safe(text) != text] == []


def test_two_properties_of_one_name_have_columns_of_their_own() -> None:
    other = "http://www.w3.org/ns/org#postIn"
    values: dict[str, list[Node]] = {
        f"{SL}postIn": [NamedNode("urn:b")],
        other: [NamedNode("urn:c"), NamedNode("urn:d")],
    }
    assert [(one.name, one.many) for one in columns_of({"urn:a": values})] == [("org_postIn", True), ("postIn", False)]


def test_a_property_of_several_kinds_has_a_column_for_each() -> None:
    values: list[Node] = [
        NamedNode("urn:b"),
        Literal("1"),
        Literal("x", language="ru-latn"),
        Literal("y", language="en"),
    ]
    assert [one.name for one in columns_of({"urn:a": {f"{SL}object": values}})] == [
        "object",
        "object_en",
        "object_ru_latn",
        "object_string",
    ]
