"""Doctests: every example in the package runs and gives what it shows."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import sovleader_kg

MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(sovleader_kg.__path__, "sovleader_kg.")
    if "bundle" not in module.name and not module.name.endswith(".__main__")
)


@pytest.mark.parametrize("name", ["sovleader_kg", *MODULES])
def test_examples_of_the_module_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


@pytest.mark.parametrize(
    "name", ["dates", "names", "errors", "nodes", "corpus.passages", "corpus.turtle", "derived.spans"]
)
def test_module_shows_an_example(name: str) -> None:
    assert doctest.testmod(importlib.import_module(f"sovleader_kg.{name}")).attempted > 0


@pytest.mark.parametrize("name", ["sovleader_kg", *MODULES])
def test_module_tells_its_public_names(name: str) -> None:
    module = importlib.import_module(name)
    assert [public for public in getattr(module, "__all__", ()) if not hasattr(module, public)] == []
    assert hasattr(module, "__all__") or not [value for value in vars(module).values() if isinstance(value, type)]
