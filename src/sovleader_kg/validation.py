"""Validation: SHACL shapes over triples, with the places of what they find. The data is never changed."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

import rdflib
from pyoxigraph import Triple
from rdflib.namespace import SH

from sovleader_kg.bridge import to_rdflib
from sovleader_kg.errors import Problem
from sovleader_kg.names import compact
from sovleader_kg.turtle import read

__all__ = ["validate"]

SEVERITIES = {SH.Violation: "error", SH.Warning: "warning", SH.Info: "info"}


def validate(triples: Iterable[Triple], shapes: Sequence[Path]) -> list[Problem]:
    """Return what the shapes find in the triples, sorted.

    Args:
        triples: The data graph.
        shapes: The SHACL files to hold it against.
    """
    from pyshacl import validate as shacl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        _, report, _ = shacl(to_rdflib(triples), shacl_graph=_shapes(tuple(shapes)), inference="none", advanced=False)
    if not isinstance(report, rdflib.Graph):
        return [Problem("shapes", str(report), rule="shapes")]
    return sorted(_problem(report, result) for result in report.subjects(rdflib.RDF.type, SH.ValidationResult))


@cache
def _shapes(files: tuple[Path, ...]) -> rdflib.Graph:
    return to_rdflib(triple for file in files for triple in read(file).triples)


def _problem(report: rdflib.Graph, result: rdflib.term.Node) -> Problem:
    focus = report.value(result, SH.focusNode)
    messages = sorted(str(message) for message in report.objects(result, SH.resultMessage))
    severity = report.value(result, SH.resultSeverity)
    shape = report.value(result, SH.sourceShape)
    value = report.value(result, SH.value)
    shown = "" if value is None or value == focus else f" (found: {_shown(value)})"
    rule = compact(str(shape)) if isinstance(shape, rdflib.URIRef) else "shape"
    kind = SEVERITIES.get(severity, "error") if isinstance(severity, rdflib.URIRef) else "error"
    return Problem(_shown(focus), f"{' '.join(messages)}{shown}", kind, rule)


def _shown(node: rdflib.term.Node | None) -> str:
    return compact(str(node)) if isinstance(node, rdflib.URIRef) else f'"{node}"'
