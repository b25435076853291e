"""Nodes: the terms of RDF as pyoxigraph has them, as Python values and as a person reads them."""

from __future__ import annotations

import re

from pyoxigraph import BlankNode, Literal, NamedNode

from sovleader_kg.names import XSD, compact

__all__ = ["Node", "language_of", "python_value", "shown"]

Node = NamedNode | BlankNode | Literal
_INTEGER = re.compile(r"[+-]?[0-9]+")


def python_value(node: Node | None) -> str | int | bool | None:
    """Return the plain Python value of a term.

    >>> python_value(Literal("3", datatype=NamedNode(XSD + "integer")))
    3
    """
    if not isinstance(node, Literal):
        return None if node is None else node.value
    if node.datatype.value == XSD + "integer" and _INTEGER.fullmatch(node.value):
        return int(node.value)
    if node.datatype.value == XSD + "boolean":
        return node.value in {"true", "1"}
    return node.value


def shown(node: Node | None) -> str:
    """Return a term as a person reads it: a compact name, or the bare text."""
    if node is None:
        return ""
    return compact(node.value) if isinstance(node, NamedNode) else node.value


def language_of(node: Node) -> str:
    """Return the language that a text is in; English where it says none.

    >>> language_of(Literal("съезд", language="ru"))
    'ru'
    """
    return (node.language or "en") if isinstance(node, Literal) else "en"
