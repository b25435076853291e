"""Stores: compiled, opened, asked; the same rows from both engines."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import QueryBoolean, QuerySolutions

from graphs import HEAD, triples
from sovleader_kg import KnowledgeGraph
from sovleader_kg.corpus.turtle import render
from sovleader_kg.errors import QueryError, StoreError, UsageError
from sovleader_kg.names import GRAPHS, PREFIXES
from sovleader_kg.store.compiling import compile_store
from sovleader_kg.store.engines import TURTLE, Engine, OxigraphEngine, RdflibEngine
from sovleader_kg.store.tables import as_table

FACTS = """
person:a a foaf:Person ; rdfs:label "A"@en , "А"@ru .
person:b a foaf:Person ; rdfs:label "B"@en .
term:a.1 sl:holder person:a ; sl:earliestStart "1922-04-03"^^xsd:date ; sl:shortestLength 007 .
"""
CLAIMS = "claim:a rdf:subject term:a.1 ; sl:gloss 'said' .\nperson:a a foaf:Person .\n"
PEOPLE = "SELECT ?person ?label WHERE { ?person a foaf:Person ; rdfs:label ?label } ORDER BY ?person ?label"


def compiled(folder: Path, facts: str = FACTS) -> Path:
    layers = {"facts": triples(facts), "claims/mine": triples(CLAIMS)}
    compile_store(folder, layers, {"bytes": 1})
    (folder / TURTLE).write_text(render([*layers["facts"], *layers["claims/mine"]]), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return compiled(tmp_path_factory.mktemp("dist"))


def rows(engine: Engine, query: str) -> list[tuple[str | None, ...]]:
    result = engine.query(query)
    assert isinstance(result, QuerySolutions)
    return [tuple(None if cell is None else str(cell) for cell in row) for row in as_table(result).rows]


def count(engine: Engine, pattern: str) -> str | None:
    return rows(engine, f"SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}")[0][0]


def test_default_graph_holds_every_layer_once(folder: Path) -> None:
    assert count(OxigraphEngine(folder), "?s ?p ?o") == '"10"^^<http://www.w3.org/2001/XMLSchema#integer>'


@pytest.mark.parametrize(("name", "size"), [("facts", 8), ("claims/mine", 3)])
def test_each_layer_is_a_named_graph_too(folder: Path, name: str, size: int) -> None:
    expected = f'"{size}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert count(OxigraphEngine(folder), f"GRAPH <{GRAPHS}{name}> {{ ?s ?p ?o }}") == expected


@pytest.mark.parametrize(
    "query",
    [
        PEOPLE,
        "SELECT ?x ?y WHERE { VALUES ?x { 1 2 } OPTIONAL { ?x sl:none ?y } } ORDER BY ?x",
        "SELECT ?day ?n WHERE { ?term sl:earliestStart ?day ; sl:shortestLength ?n }",
        "SELECT ?term WHERE { ?term sl:earliestStart ?day FILTER(?day <= '1922-04-03'^^xsd:date) }",
        "SELECT ?s ?o WHERE { ?s rdf:subject|sl:holder ?o } ORDER BY ?s",
        "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }",
    ],
)
def test_both_engines_give_equal_rows(folder: Path, query: str) -> None:
    found = rows(OxigraphEngine(folder), query)
    assert found == rows(RdflibEngine(folder / TURTLE), query)
    assert found


@pytest.mark.parametrize("pattern", ["?s sl:holder person:a", "?s sl:holder person:z"])
def test_both_engines_give_the_same_yes_or_no(folder: Path, pattern: str) -> None:
    answers = [
        engine.query(f"ASK {{ {pattern} }}") for engine in (OxigraphEngine(folder), RdflibEngine(folder / TURTLE))
    ]
    assert all(isinstance(answer, QueryBoolean) for answer in answers)
    assert [bool(answer) for answer in answers] == [pattern.endswith(":a")] * 2


@pytest.mark.parametrize("query", ["CONSTRUCT { ?s sl:x ?o } WHERE { ?s rdfs:label ?o }", "DESCRIBE person:b"])
def test_both_engines_give_the_same_triples(folder: Path, query: str) -> None:
    here, there = (engine.query(query) for engine in (OxigraphEngine(folder), RdflibEngine(folder / TURTLE)))
    assert isinstance(here, list)
    assert isinstance(there, list)
    assert set(here) == set(there)
    assert here


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
@pytest.mark.parametrize(
    "query", ["SELECT nothing", "SELECT ?x WHERE { ?x zzz:y ?z }", "", "DELETE WHERE { ?s ?p ?o }"]
)
def test_query_that_does_not_parse_is_told_in_one_line(folder: Path, engine: str, query: str) -> None:
    opened = OxigraphEngine(folder) if engine == "oxigraph" else RdflibEngine(folder / TURTLE)
    with pytest.raises(QueryError, match=r"^the query cannot be answered: ") as caught:
        opened.query(query)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_from_in_a_query_reads_no_file(engine: str, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.ttl").write_text("<urn:secret> <urn:is> 'told' .", encoding="utf-8")
    opened = OxigraphEngine(folder) if engine == "oxigraph" else RdflibEngine(folder / TURTLE)
    query = f"SELECT * FROM <{(tmp_path / 'secret.ttl').as_uri()}> WHERE {{ <urn:secret> ?p ?o }}"
    assert rows(opened, query) == []
    assert list(opened.graph().query(query)) == []


def test_rdflib_sees_the_same_graph_in_both_engines(folder: Path) -> None:
    graphs = [engine.graph() for engine in (OxigraphEngine(folder), RdflibEngine(folder / TURTLE))]
    assert [len(graph) for graph in graphs] == [10, 10]
    assert [graph.qname(PREFIXES["person"] + "a") for graph in graphs] == ["person:a", "person:a"]


def test_missing_turtle_tells_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        RdflibEngine(tmp_path / TURTLE)
    assert str(caught.value) == f"{tmp_path / TURTLE} is missing; build it: sovleader build"


def test_cut_turtle_is_refused_in_one_line(tmp_path: Path) -> None:
    (tmp_path / TURTLE).write_text(f"{HEAD}person:a a foaf:Per", encoding="utf-8")
    (tmp_path / "bytes.ttl").write_bytes(b"\xff\xfe")
    for name in (TURTLE, "bytes.ttl"):
        with pytest.raises(StoreError, match=r"is not Turtle .*; build it again: sovleader build$") as caught:
            RdflibEngine(tmp_path / name)
        assert len(str(caught.value).splitlines()) == 1


def test_open_store_is_read_by_several_at_once(folder: Path) -> None:
    first, second = OxigraphEngine(folder), OxigraphEngine(folder)
    program = f"from pathlib import Path\nfrom {OxigraphEngine.__module__} import OxigraphEngine\n"
    asked = f"print(len(list(OxigraphEngine(Path({str(folder)!r})).query({PEOPLE!r}))))"
    other = subprocess.run([sys.executable, "-c", program + asked], capture_output=True, text=True, check=True)
    assert other.stdout == "3\n"
    assert rows(first, PEOPLE) == rows(second, PEOPLE)


def test_reading_changes_no_file(tmp_path: Path) -> None:
    compiled(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    rows(OxigraphEngine(tmp_path), PEOPLE)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.fixture(params=["oxigraph", "rdflib"])
def view(request: pytest.FixtureRequest, folder: Path) -> rdflib.Graph:
    return (OxigraphEngine(folder) if request.param == "oxigraph" else RdflibEngine(folder / TURTLE)).graph()


A = rdflib.URIRef("urn:a")
WRITES: dict[str, Callable[[rdflib.Graph], object]] = {
    "add": lambda graph: graph.add((A, A, A)),
    "addN": lambda graph: graph.addN([(A, A, A, graph)]),
    "remove": lambda graph: graph.remove((None, None, None)),
    "set": lambda graph: graph.set((A, A, A)),
    "update": lambda graph: graph.update("INSERT DATA { <urn:a> <urn:a> <urn:a> }"),
    "parse": lambda graph: graph.parse(data="<urn:a> <urn:a> <urn:a> .", format="turtle"),
    "+=": lambda graph: graph.__iadd__([(A, A, A)]),
    "-=": lambda graph: graph.__isub__([(A, A, A)]),
    "resource": lambda graph: graph.resource("urn:a").add(A, A),  # type: ignore[no-untyped-call]
    "collection": lambda graph: graph.collection(rdflib.BNode()).append(A),
}


@pytest.mark.parametrize("way", WRITES)
def test_store_cannot_be_written_through_its_view(view: rdflib.Graph, way: str) -> None:
    with pytest.raises(UsageError, match="the graph is read-only; copy what you want to change"):
        WRITES[way](view)
    assert len(view) == 10


def test_copy_of_the_view_can_be_written(view: rdflib.Graph) -> None:
    mine = rdflib.Graph() + view
    mine.add((A, A, A))
    assert len(mine) == 11


@pytest.mark.parametrize(
    "query", ["SELECT ?o { ?s a ?o }", "SELECT ?s ?o { ?s a ?o }", "SELECT (COUNT(*) AS ?n) { ?s a ?o }"]
)
def test_bindings_count_whether_or_not_they_are_selected(view: rdflib.Graph, query: str) -> None:
    person = rdflib.URIRef(PREFIXES["person"] + "a")
    found = list(view.query(query, initBindings={"s": person}))
    direct = list(view.query(query.replace("{ ?s a", f"{{ BIND(<{person}> AS ?s) ?s a")))
    assert len(found) == len(direct)
    assert [row[-1] for row in found] == [row[-1] for row in direct]  # type: ignore[index]


def test_bindings_decide_an_ask(view: rdflib.Graph) -> None:
    person, other = (rdflib.URIRef(PREFIXES["person"] + name) for name in ("a", "nobody"))
    assert view.query("ASK { ?s ?p ?o }", initBindings={"s": person}).askAnswer
    assert not view.query("ASK { ?s ?p ?o }", initBindings={"s": other}).askAnswer


def test_opening_the_default_engine_imports_no_heavy_library(folder: Path) -> None:
    program = (
        "import sys\nfrom pathlib import Path\nimport sovleader_kg\n"
        "from sovleader_kg.store.engines import OxigraphEngine\n"
        f"list(OxigraphEngine(Path({str(folder)!r})).query({PEOPLE!r}))\n"
        "print(sorted({'rdflib', 'owlrl', 'pyshacl', 'oxrdflib', 'yaml'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout == "[]\n"


def test_a_short_name_with_two_dots_is_told_to_be_written_in_full(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match=r"write claim:wikipedia\.37\.3 as a full <https://…>"):
        kg.sparql("SELECT ?p WHERE { claim:wikipedia.37.3 ?p ?o }")
