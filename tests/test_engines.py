"""Engines: every stored query gives the same rows everywhere, and every parser reads the same triples.

Needs what `make test-engines` installs. The last test writes `docs/engines.md`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import yaml

from engines import matrix
from engines.page import Page, Run
from engines.parsers import PARSERS, rdf4j_refuses
from engines.server import BIN
from engines.stores import STORES, virtuoso
from engines.versions import VERSIONS
from sovleader_kg import files
from sovleader_kg.build import QUERIES
from sovleader_kg.store.canonical import canonical
from sovleader_kg.store.engines import TURTLE
from sovleader_kg.store.queries import catalogue

pytestmark = pytest.mark.engines


@pytest.fixture(scope="module")
def page() -> Page:
    """What the tests of this module have found so far."""
    return Page()


@pytest.fixture(scope="module")
def turtles(built: Path, small_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The published file, the small graph, and every seeded fault, each as one file."""
    faults = tmp_path_factory.mktemp("faults") / "faults.ttl"
    faults.write_bytes(matrix.faulty())
    return {"published": built / TURTLE, "small": small_folder / TURTLE, "faults": faults}


@pytest.mark.parametrize("name", STORES)
def test_every_engine_gives_the_same_rows(
    name: str, turtles: Mapping[str, Path], tmp_path: Path, page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    run = page.engines[name] = Run(VERSIONS[name]())
    other: dict[str, list[str]] = {}
    for graph, kinds in matrix.ASKED.items():
        folder = tmp_path / graph
        folder.mkdir()
        with STORES[name](turtles[graph], folder) as url:
            for kind, questions in kinds.items():
                other[kind] = _unlike(turtles[graph], url, questions())
                run.counts[kind] = (len(questions()) - len(other[kind]), len(questions()))
    with capsys.disabled():
        print(f"\n{page.rows()[-1]}", file=sys.stderr)
    assert {kind: names for kind, names in other.items() if names} == {}


@pytest.mark.parametrize(("graph", "questions"), [("published", matrix.with_values), ("small", matrix.opened)])
def test_virtuoso_gives_the_same_rows_on_a_machine_too_slow_to_try_many_plans(
    graph: str, questions: Callable[[], Iterable[matrix.Question]], turtles: Mapping[str, Path], tmp_path: Path
) -> None:
    with virtuoso(turtles[graph], tmp_path, plans=1) as url:
        assert _unlike(turtles[graph], url, questions()) == []


def _unlike(turtle: Path, url: str, questions: Iterable[matrix.Question]) -> list[str]:
    """Return the names of the questions that an endpoint does not answer as pyoxigraph does."""
    return [one.name for one in questions if not _alike(turtle, url, one)]


def _alike(turtle: Path, url: str, question: matrix.Question) -> bool:
    try:
        return matrix.answer(url, question) == matrix.expected(turtle, question)
    except TimeoutError:  # whatever is asked of a server that hangs takes as long again
        pytest.fail(f"{question.name}: no answer")
    except (OSError, ValueError, SyntaxError) as error:
        print(f"{question.name}: {error}", file=sys.stderr)
        return False


def test_the_seeded_faults_give_every_check_something_to_find(turtles: Mapping[str, Path]) -> None:
    store = matrix.loaded(turtles["faults"])
    assert [one.name for one in matrix.checks() if not matrix.answer(store, one)[1]] == []


@pytest.mark.parametrize("name", PARSERS)
def test_every_parser_reads_the_same_triples(name: str, turtles: Mapping[str, Path], page: Page) -> None:
    published = turtles["published"]
    read = [PARSERS[name](path) for path in (published, published.with_name(QUERIES))]
    page.parsers[name] = (VERSIONS[name](), len(read[0]), len(read[1]))
    assert [canonical(triples) for triples in read] == [
        _ours(path) for path in (published, published.with_name(QUERIES))
    ]


@cache
def _ours(path: Path) -> bytes:
    return canonical(PARSERS["pyoxigraph"](path))


def test_rdf4j_parses_every_query() -> None:
    assert (
        rdf4j_refuses({one.name: one.text for one in (*matrix.with_values(), *matrix.opened(), *matrix.checks())}) == {}
    )


@pytest.mark.parametrize("name", list(catalogue()))
def test_grlc_reads_the_header_of_every_query(name: str, grlc: dict[str, dict[str, object]]) -> None:
    query = catalogue()[name]
    found = grlc[name]
    said = (found["summary"], " ".join(str(found["description"]).split()), found["tags"])
    assert said == (query.summary, query.description, list(query.tags))


@pytest.fixture(scope="module")
def grlc() -> dict[str, dict[str, object]]:
    """What grlc reads from the headers, by query."""
    import subprocess

    code = (
        "import pathlib, sys, yaml, grlc.gquery as gquery\n"
        "paths = sorted(pathlib.Path(sys.argv[1]).glob('*.rq'))\n"
        "print(yaml.safe_dump({path.stem: gquery.get_yaml_decorators(path.read_text()) for path in paths}))\n"
    )
    command = [BIN / "python", "-W", "ignore", "-c", code, files.ROOT / "queries"]
    done = subprocess.run([str(part) for part in command], check=True, capture_output=True, text=True, cwd=BIN.parent)
    return dict(yaml.safe_load(done.stdout))


@pytest.fixture(scope="module", autouse=True)
def written(page: Page) -> Iterator[None]:
    """Write the page when all has run."""
    yield
    if page.complete(STORES, PARSERS):
        (files.ROOT / "docs" / "engines.md").write_text(page.text(), encoding="utf-8")
