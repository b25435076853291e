"""Notebook: how a table of results shows itself where HTML is read."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from pyoxigraph import NamedNode

from sovleader_kg.nodes import Node, shown

__all__ = ["table_html"]

MOST_ROWS = 60


def table_html(columns: Sequence[str], rows: Sequence[tuple[Node | None, ...]]) -> str:
    """Return an HTML table of the first rows: things by their compact names, linked, and all text escaped."""
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows[:MOST_ROWS])
    count = f"{len(rows):,} row{'' if len(rows) == 1 else 's'}"
    shown_rows = count if len(rows) <= MOST_ROWS else f"the first {MOST_ROWS} of {count}"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{shown_rows}</p>"


def _cell(node: Node | None) -> str:
    text = escape(shown(node))
    if isinstance(node, NamedNode) and node.value.startswith(("http://", "https://")):
        text = f'<a href="{escape(node.value)}">{text}</a>'
    return f"<td>{text}</td>"
