"""The example notebook: it runs in a kernel, from the graph to a frame and a picture, and its file stays clean."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.manager import KernelManager, start_new_kernel
from nbclient import NotebookClient

from sovleader_kg import KnowledgeGraph

PAGE = Path(__file__).parents[1] / "docs" / "notebook.md"
EXAMPLE = Path(__file__).parents[1] / "examples" / "politburo.ipynb"


def _read() -> Any:
    return nbformat.read(EXAMPLE, as_version=4)


@pytest.fixture(scope="module")
def shown(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, str]]:
    """What each cell shows, by its last line, and by media type; a cell that fails fails the test."""
    del kg
    notebook = _read()
    there = {"metadata": {"path": str(tmp_path_factory.mktemp("notebook"))}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=there).execute()
    cells = (cell for cell in notebook.cells if cell.cell_type == "code")
    return {cell.source.split("\n")[-1]: dict(cell.outputs[-1].get("data") or cell.outputs[-1]) for cell in cells}


def _found(shown: dict[str, dict[str, str]], line: str) -> dict[str, str]:
    (found,) = (data for last, data in shown.items() if last.startswith(line))
    return found


def test_the_example_makes_a_frame_of_politburo_terms(shown: dict[str, dict[str, str]]) -> None:
    frame = _found(shown, 'terms[["name"')
    assert "Alexei Rykov  1922-04-03" in re.sub(r" {2,}", "  ", frame["text/plain"])
    assert "Kliment Voroshilov" in _found(shown, 'terms.groupby("name")')["text/plain"].split("\n")[1]


def test_the_example_draws_the_terms(shown: dict[str, dict[str, str]]) -> None:
    assert _found(shown, "politburo")["image/svg+xml"].startswith("<svg")
    assert "text/html" not in _found(shown, "politburo")
    assert "vega" in "".join(_found(shown, "seats.to_altair()").values())


def test_the_example_tells_who_sat_and_who_says_so(shown: dict[str, dict[str, str]]) -> None:
    assert "Leonid Brezhnev</a>" in _found(shown, 'kg.who("politburo-member"')["text/html"]
    assert "who says so" in _found(shown, "kg.explain(term")["text/html"]
    assert "w3id.org/sovleader" in _found(shown, "print(kg.cite())")["text"]


def test_every_output_of_the_example_is_short_in_text(shown: dict[str, dict[str, str]]) -> None:
    assert {line: len(data.get("text/plain", "")) for line, data in shown.items() if len(str(data)) > 10**6} == {}
    assert max(len(data.get("text/plain", "")) for data in shown.values()) < 3000


def test_the_file_of_the_example_holds_no_outputs() -> None:
    notebook = _read()
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.outputs for cell in code] == [[]] * len(code)
    assert {cell.execution_count for cell in code} == {None}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}


def test_the_examples_of_the_page_are_true(kg: KnowledgeGraph) -> None:
    del kg
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    test = doctest.DocTestParser().get_doctest("\n".join(blocks), {}, PAGE.name, PAGE.name, 0)
    runner = doctest.DocTestRunner()
    runner.run(test)
    assert (len(test.examples), runner.failures) == (13, 0)


def test_the_pictures_of_the_page_are_drawn(kg: KnowledgeGraph) -> None:
    (block,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines():
        assert eval(line, {"kg": kg}).svg.startswith("<svg")


@pytest.fixture(scope="module")
def kernel(small_folder: Path) -> Any:
    """A kernel in which the small graph is open."""
    manager: KernelManager
    manager, client = start_new_kernel(kernel_name="python3")
    opened = f"from sovleader_kg import KnowledgeGraph\nkg = KnowledgeGraph.open({str(small_folder)!r})"
    assert client.execute(opened, reply=True, timeout=120)["content"]["status"] == "ok"
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


@pytest.mark.parametrize("jedi", [False, True])
@pytest.mark.parametrize(
    ("typed", "completed"),
    [("kg.que", "queries"), ("kg.queries.holders_of_of", "holders_of_office"), ("kg.timel", "timeline")],
)
def test_a_kernel_completes_queries_and_pictures(kernel: Any, jedi: bool, typed: str, completed: str) -> None:
    kernel.execute(f"get_ipython().Completer.use_jedi = {jedi}", reply=True, timeout=60)
    found = kernel.complete(typed, len(typed), reply=True, timeout=60)["content"]["matches"]
    assert [one.removeprefix(".") for one in found] == [completed]


def test_a_kernel_shows_the_signature_and_the_words_of_a_query(kernel: Any) -> None:
    asked = "kg.queries.succession"
    told = kernel.inspect(asked, len(asked), reply=True, timeout=60)["content"]["data"]["text/plain"]
    plain = re.sub(r"\x1b\[[\d;]*m", "", told)
    assert "kg.queries.succession(*, office: 'str | None' = None)" in plain
    assert "The line of succession in an office." in plain
