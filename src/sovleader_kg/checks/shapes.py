"""Shapes: what SHACL finds in triples, with pyshacl-turbo where it is installed, else with pySHACL.

Both give the same report. Each validation works on copies, since pySHACL adds triples to the graph of shapes.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from pyoxigraph import NamedNode, Triple
from rdflib import Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from sovleader_kg.corpus.bridge import quiet, to_pyoxigraph, to_rdflib
from sovleader_kg.corpus.turtle import read, term_text
from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import compact

__all__ = ["Validator", "installed_validator", "validate"]

Validator = Callable[..., Any]
DATATYPE = NamedNode(str(SH.datatype))
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
    read_shapes = _read(tuple(shapes))
    report = _report(validator or installed_validator(), triples, read_shapes)
    datatypes = {shape.subject: shape.object for shape in read_shapes if shape.predicate == DATATYPE}
    return sorted(_problem(report, result, datatypes) for result in _results(report))


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
    """Yield the results, less those that a wrong datatype brings with it, so that it is told once.

    These are the order of values at its node (pySHACL finds some values of different datatypes in order;
    pyshacl-turbo, as the recommendation has it, none), and what else the same shape says of the value or of the count.
    """
    of_datatype = set(report.subjects(SH.sourceConstraintComponent, SH.DatatypeConstraintComponent))
    mistyped = {_parts(report, result, SH.focusNode, SH.sourceShape, SH.value) for result in of_datatype}
    nodes, shapes = {focus for focus, _, _ in mistyped}, {(*pair, None) for *pair, _ in mistyped}
    for result in report.objects(None, SH.result):
        focus, shape, value = _parts(report, result, SH.focusNode, SH.sourceShape, SH.value)
        follows = (focus, shape, value) in mistyped | shapes
        if report.value(result, SH.sourceConstraintComponent) in ORDER:
            follows = focus in nodes
        if result in of_datatype or not follows:
            yield result


def _parts(report: Graph, result: Node, *parts: URIRef) -> tuple[Node | None, ...]:
    return tuple(report.value(result, part) for part in parts)


@cache
def _read(files: tuple[Path, ...]) -> tuple[Triple, ...]:
    return tuple(triple for file in files for triple in read(file).triples)


def _problem(report: Graph, result: Node, datatypes: Mapping[Any, Any]) -> Problem:
    """Return a validation result as a problem: where it is, what is wrong, how bad that is, and by which shape."""
    focus, value, severity, shape = _parts(report, result, SH.focusNode, SH.value, SH.resultSeverity, SH.sourceShape)
    message = " ".join(sorted(map(str, report.objects(result, SH.resultMessage))))
    found = "" if value in (None, focus) else f" (found: {_quoted(value)})"
    wanted = datatypes.get(to_pyoxigraph(shape)) if shape else None
    if wanted and report.value(result, SH.sourceConstraintComponent) == SH.DatatypeConstraintComponent:
        found = f" (found: {_quoted(value, typed=True)}; the datatype must be {compact(wanted.value)})"
    rule = compact(shape) if isinstance(shape, URIRef) else "shape"
    return Problem(_quoted(focus), message + found, SEVERITIES.get(severity, "error"), rule)


def _quoted(node: Node | None, *, typed: bool = False) -> str:
    if isinstance(node, URIRef):
        return compact(node)
    return term_text(to_pyoxigraph(node)) if typed else f'"{node}"'
