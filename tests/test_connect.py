"""An endpoint as the store: whatever `open` answers, `connect` answers, on Oxigraph's server and on Virtuoso."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engines.server import BIN, free_port, running
from engines.stores import DEFAULT_GRAPHS, GRAPH, STORES, VIRTUOSO_MAY_WRITE, empty_virtuoso
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.cli import main
from sovleader_kg.errors import UsageError
from sovleader_kg.export import formats
from sovleader_kg.names import BASE
from sovleader_kg.store.engines import TURTLE

pytestmark = pytest.mark.engines
FAR = ("Oxigraph server", "Virtuoso")
QUESTIONS: dict[str, Callable[[KnowledgeGraph], object]] = {
    "who on a day": lambda kg: kg.who(on="1964-10-14"),
    "who on a doubtful day": lambda kg: kg.who(on="1953-09-10"),
    "nobody": lambda kg: kg.who("general-secretary", on="1960-01-01"),
    "who during": lambda kg: kg.who("general-secretary", during="1934/1953"),
    "who through": lambda kg: kg.who("general-secretary", through="1923"),
    "certainty": lambda kg: kg.certainty("joseph-stalin", "general-secretary", on="1940-01-01"),
    "on a day": lambda kg: kg.on("1964-10-14"),
    "changes": lambda kg: kg.changes("1953-03-01", "1953-12-31"),
    "leaders": lambda kg: kg.leaders("soviet-union", on="1953-03-10"),
    "relate": lambda kg: kg.relate("term:nikita-khrushchev.1", "term:leonid-brezhnev.1"),
    "gap": lambda kg: kg.gap("term:yuri-andropov.1", "term:konstantin-chernenko.1"),
    "died in office": lambda kg: kg.died_in_office("term:konstantin-chernenko.1"),
    "outside post": lambda kg: kg.outside_post("term:joseph-stalin.1"),
    "ask": lambda kg: kg.ask("holders_on", post="first-secretary", day="1964-10-14"),
    "select": lambda kg: kg.select("SELECT ?p WHERE { ?p a foaf:Person } ORDER BY ?p"),
    "triples": lambda kg: sorted(map(str, kg.triples("DESCRIBE <https://w3id.org/sovleader/id/person/lenin>"))),
    "explain": lambda kg: kg.explain("term:joseph-stalin.1"),
    "explain a value": lambda kg: kg.explain("term:joseph-stalin.1", "sl:latestEnd"),
    "why empty": lambda kg: kg.why_empty("holders_on", post="general-secretary", day="1960-01-01"),
    "disputes": lambda kg: kg.disputes(),
    "disputes about": lambda kg: kg.disputes("term:nikita-khrushchev.1"),
    "compare": lambda kg: kg.compare(files.example_table("archigos")),
}
OF_LAYERS = {"n-quads", "trig", "json-ld", "json-ld-framed", "csvw", "sqlite", "datasette", "parquet"}


@pytest.fixture(scope="module", params=FAR)
def far(
    request: pytest.FixtureRequest, kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KnowledgeGraph]:
    """The graph behind an endpoint."""
    del kg
    folder = tmp_path_factory.mktemp("store")
    with STORES[request.param](files.compiled() / TURTLE, folder) as url:
        yield KnowledgeGraph.connect(url, graph=DEFAULT_GRAPHS.get(request.param))


@pytest.mark.parametrize("question", QUESTIONS)
def test_connect_answers_what_open_answers(question: str, far: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    assert QUESTIONS[question](far) == QUESTIONS[question](kg)


# The site asks some ten thousand queries, which takes too long from far.
@pytest.mark.parametrize("name", sorted(set(formats()) - OF_LAYERS - {"site"}))
def test_an_export_that_needs_no_layers_is_the_same(name: str, far: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    assert far.export(name).files == kg.export(name).files


@pytest.mark.parametrize("name", sorted(OF_LAYERS))
def test_an_export_that_needs_layers_says_so(name: str, far: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="this store keeps no layers apart; export from the compiled graph"):
        far.export(name)


def test_the_rdflib_view_is_the_same_graph(far: KnowledgeGraph, kg: KnowledgeGraph) -> None:
    import rdflib

    stalin = rdflib.URIRef(f"{BASE}person/joseph-stalin")
    assert len(far.graph) == len(set(kg.graph))
    assert set(far.graph.predicates(stalin)) == set(kg.graph.predicates(stalin))


# Loading.


@pytest.fixture(scope="module")
def triples(kg: KnowledgeGraph) -> int:
    """How many triples the graph has."""
    return len(set(kg.graph))


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[str]:
    """An empty Oxigraph server's address."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    with running(
        [BIN / "oxigraph", "serve", "-l", tmp_path / "store", "-b", f"127.0.0.1:{port}"], f"{url}/query", tmp_path
    ):
        yield url


@pytest.mark.parametrize("graph", [None, "https://example.org/graph"])
@pytest.mark.parametrize("way", ["graph-store", "read back", "update"])
def test_load_puts_the_graph_there_counts_it_and_can_be_repeated(
    way: str, graph: str | None, empty: str, kg: KnowledgeGraph, triples: int, capsys: pytest.CaptureFixture[str]
) -> None:
    call = ["load", f"{empty}/{'update' if way == 'update' else 'store'}", "--json"]
    call += (["--update"] if way == "update" else []) + (["--graph", graph] if graph else [])
    call += [] if way == "read back" else ["--query", f"{empty}/query"]
    for _ in range(2):
        assert main(call) == 0
        done = json.loads(capsys.readouterr().out)
        wanted = "update" if way == "update" else "graph-store"
        assert (done["way"], done["graph"], done["triples"]) == (wanted, graph, triples)
    assert KnowledgeGraph.connect(f"{empty}/query", graph=graph).who(on="1983-01-01") == kg.who(on="1983-01-01")


@pytest.mark.parametrize("way", ["graph-store", "update"])
def test_load_puts_the_graph_into_virtuoso_and_can_be_repeated(
    way: str, tmp_path: Path, kg: KnowledgeGraph, triples: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with empty_virtuoso(tmp_path, VIRTUOSO_MAY_WRITE, tmp_path) as url:
        call = ["load", *([url, "--update"] if way == "update" else [f"{url}-graph-crud"])]
        for _ in range(2):
            assert main([*call, "--graph", GRAPH]) == 0
            assert capsys.readouterr().out.startswith(f"{triples:,} triples in <{GRAPH}> of {url}")
        assert KnowledgeGraph.connect(url, graph=GRAPH).who(on="1983-01-01") == kg.who(on="1983-01-01")


def test_a_store_that_refuses_to_be_written_to_gets_one_line(
    tmp_path: Path, kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    del kg
    with empty_virtuoso(tmp_path, "", tmp_path) as url:
        assert main(["load", f"{url}-graph-crud", "--query", url, "--graph", GRAPH]) == 2
        assert "access denied (HTTP 403); give credentials" in capsys.readouterr().err
        assert main(["load", url, "--update", "--query", url, "--graph", GRAPH]) == 2
        assert "No permission to execute" in capsys.readouterr().err


def test_the_example_of_the_help_runs(empty: str, triples: int, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["load", "--help"])
    words = " ".join(capsys.readouterr().out.split()).partition("example: ")[2].split()
    assert words[:2] == ["sovleader", "load"]
    assert main([word.replace("http://127.0.0.1:7878", empty) for word in words[1:]]) == 0
    assert f"{triples:,} triples in the default graph" in capsys.readouterr().out


def test_what_others_keep_there_is_not_replaced_unless_told(
    empty: str, kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    del kg
    from sovleader_kg.store.client import Client

    Client().form(f"{empty}/update", {"update": "INSERT DATA { <urn:a> <urn:b> <urn:c> }"}, "*/*")
    call = ["load", f"{empty}/store"]
    for asked in ([], ["--query", f"{empty}/query"]):
        assert main([*call, *asked]) == 2
        assert "the default graph holds something else" in capsys.readouterr().err
    assert main([*call, "--force"]) == 0


def test_an_address_that_takes_updates_alone_asks_for_the_other(
    empty: str, kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str]
) -> None:
    del kg
    assert main(["load", f"{empty}/update", "--update"]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"sovleader: {empty}/update ")
    assert said.endswith("; name the address that answers queries with --query\n")


def test_a_load_that_is_killed_leaves_the_old_graph(empty: str, triples: int) -> None:
    call = ["load", f"{empty}/update", "--update", "--query", f"{empty}/query"]
    assert main(call) == 0
    code = (
        "import os, signal, sys; from sovleader_kg.store import loading; from sovleader_kg.cli import main; "
        "pieces = loading._pieces; "
        "loading._pieces = lambda found: (one if i < 20 else os.kill(os.getpid(), signal.SIGKILL) "
        "for i, one in enumerate(pieces(found))); "
        "main(sys.argv[1:])"
    )
    assert subprocess.run([sys.executable, "-c", code, *call], check=False, capture_output=True).returncode == -9
    assert len(KnowledgeGraph.connect(f"{empty}/query").triples("CONSTRUCT WHERE { ?s ?p ?o }")) == triples
    assert main(call) == 0
