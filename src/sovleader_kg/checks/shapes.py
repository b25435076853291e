"""Shapes: what SHACL finds in triples, with pyshacl-turbo where it is installed, else with pySHACL.

Both give the same report. Each validation works on copies, since pySHACL adds triples to the graph of shapes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pyoxigraph import Triple
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from sovleader_kg.corpus.bridge import quiet, to_rdflib
from sovleader_kg.corpus.turtle import read
from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import compact

__all__ = ["Validator", "installed_validator", "validate"]

Validator = Callable[..., Any]
ORDER = {SH.LessThanConstraintComponent, SH.LessThanOrEqualsConstraintComponent}
SEVERITIES: dict[Node | None, str] = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}


def validate(triples: Iterable[Triple], shapes: Sequence[Path], validator: Validator | None = None) -> list[Problem]:
    """Return what the shapes find in the triples, sorted.

    Args:
        triples: The data graph.
        shapes: The SHACL files to hold it against.
        validator: `pyshacl.validate` or a function that stands for it; by default the fastest that is installed.

    Raises:
        DataError: The validator cannot read the shapes or compare two values.
    """
    report = _report(validator or installed_validator(), triples, _read(tuple(shapes)))
    return sorted(_problem(report, result) for result in _results(report))


def installed_validator() -> Validator:
    """Return pyshacl-turbo's `validate` where the extra `fast` is installed, else pySHACL's."""
    try:
        module = import_module("pyshacl_turbo")
    except ImportError:
        module = import_module("pyshacl")
    validator: Validator = module.validate
    return validator


def _report(validator: Validator, triples: Iterable[Triple], shapes: Iterable[Triple]) -> Graph:
    with warnings.catch_warnings(), quiet("rdflib.term"):
        warnings.simplefilter("ignore")
        try:
            _, report, text = validator(to_rdflib(triples), shacl_graph=to_rdflib(shapes), inference="none")
        except (TypeError, ValueError, RuntimeError) as error:
            report, text = None, str(error)
    if not isinstance(report, Graph):
        raise DataError([Problem("shapes", " ".join(text.split()), rule="shapes")])
    return report


def _results(report: Graph) -> Iterator[Node]:
    """Yield the results, less those on the order of values at a node where a value has the wrong datatype.

    pySHACL finds some values of different datatypes in order; pyshacl-turbo, as the recommendation has it, none.
    """
    of_datatype = report.subjects(SH.sourceConstraintComponent, SH.DatatypeConstraintComponent)
    mistyped = {report.value(result, SH.focusNode) for result in of_datatype}
    for result in report.objects(None, SH.result):
        component, focus = (report.value(result, part) for part in (SH.sourceConstraintComponent, SH.focusNode))
        if component not in ORDER or focus not in mistyped:
            yield result


@cache
def _read(files: tuple[Path, ...]) -> tuple[Triple, ...]:
    return tuple(triple for file in files for triple in read(file).triples)


def _problem(report: Graph, result: Node) -> Problem:
    """Return a validation result as a problem: where it is, what is wrong, how bad that is, and by which shape."""
    parts = (SH.focusNode, SH.value, SH.resultSeverity, SH.sourceShape)
    focus, value, severity, shape = (report.value(result, part) for part in parts)
    message = " ".join(sorted(map(str, report.objects(result, SH.resultMessage))))
    found = "" if value in (None, focus) else f" (found: {_quoted(value)})"
    rule = compact(shape) if isinstance(shape, URIRef) else "shape"
    return Problem(_quoted(focus), message + found, SEVERITIES.get(severity, "error"), rule)


def _quoted(node: Node | None) -> str:
    return compact(node) if isinstance(node, URIRef) else f'"{node}"'
