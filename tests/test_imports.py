"""Imports run one way: from the packages that show data to those that read it, and in no circle."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src"
ROOT = SOURCE / "sovleader_kg"
FLOW = (
    *(
        "errors",
        "characters",
        "names",
        "spellings",
        "identifiers",
        "edtf",
        "dates",
        "written_days",
        "root",
        "files",
        "nodes",
        "cards",
        "model",
    ),
    *(
        "corpus",
        "checks",
        "derived",
        "store",
        "answers",
        "prose",
        "compare",
        "export",
        "build",
        "facade",
        "graph",
        "web",
        "cli",
    ),
)


def _name(path: Path) -> str:
    return ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__")


MODULES = {_name(path): path for path in sorted(ROOT.rglob("*.py"))}


def _imported(path: Path) -> Iterator[str]:
    """Yield the project's modules that a file imports, at once, when a function runs, or for its types alone."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in MODULES)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: import by the full name"
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                if (found := name if name in MODULES else node.module) in MODULES:
                    yield str(found)


IMPORTS = {name: set(_imported(path)) for name, path in MODULES.items()}


def _place(module: str) -> int:
    """Return where a module stands in the flow; the root, which offers the facade, stands last but for its users."""
    part = module.split(".")[1] if "." in module else "graph"
    return FLOW.index(part)


def test_every_module_has_its_place_in_the_flow() -> None:
    assert {name.split(".")[1] for name in MODULES if "." in name} == set(FLOW)


@pytest.mark.parametrize("module", MODULES)
def test_no_module_imports_what_comes_after_it(module: str) -> None:
    assert [name for name in sorted(IMPORTS[module]) if _place(name) > _place(module)] == []


def test_no_circle_of_imports() -> None:
    list(TopologicalSorter(IMPORTS).static_order())
