"""Report: what SHACL shapes find in a graph, whoever looked."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from sovleader_kg.errors import Problem
from sovleader_kg.names import compact
from sovleader_kg.nodes import Node, shown

__all__ = ["Result", "problem_of"]

SH = "http://www.w3.org/ns/shacl#"
SEVERITIES = {SH + "Violation": "error", SH + "Warning": "warning", SH + "Info": "info"}


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result of the SHACL recommendation.

    Attributes:
        focus: The focus node.
        path: The property, where the result path is one.
        value: The value node, where there is one.
        component: The IRI of the constraint component.
        severity: The IRI of the severity.
        messages: The messages, sorted.
        shape: The IRI of the shape, where it has one.
    """

    focus: Node
    path: str | None
    value: Node | None
    component: str
    severity: str
    messages: tuple[str, ...]
    shape: str | None


def problem_of(result: Result) -> Problem:
    """Return a result as a problem: where it is, what is wrong, how bad that is, and by which shape."""
    value = "" if result.value in (None, result.focus) else f" (found: {_quoted(result.value)})"
    kind = SEVERITIES.get(result.severity, "error")
    rule = compact(result.shape) if result.shape else "shape"
    return Problem(_quoted(result.focus), f"{' '.join(result.messages)}{value}", kind, rule)


def _quoted(node: Node | None) -> str:
    return shown(node) if isinstance(node, NamedNode) else f'"{shown(node)}"'
