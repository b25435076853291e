"""Tables: the rows of stored queries and of queries of one's own, and triples."""

from __future__ import annotations

from collections.abc import Sequence

from pyoxigraph import Literal

from sovleader_kg.nodes import shown
from sovleader_kg.store.queries import StoredQuery, catalogue, stored
from sovleader_kg.store.tables import Table
from sovleader_kg.web.assistants.question import Question
from sovleader_kg.web.assistants.replies import Reply

__all__ = ["ask", "rows_told", "triples_told"]


def ask(asked: Question) -> Reply:
    """Return the rows of a stored query; the list of them where none is named."""
    if "query" not in asked.given:
        return _listed(asked)
    query = stored(asked.given["query"])
    values = asked.kg.values(query.name, {name: text for name, text in asked.given.items() if name != "query"})
    table = asked.kg.ask(query.name, **values)
    why = table.reason_ru if asked.language == "ru" else table.reason
    return rows_told(asked, table, why or "")


def _listed(asked: Question) -> Reply:
    listed = [one.told_in(asked.language) for one in catalogue().values()]
    lines = [f"- {one.name}({', '.join(p.name for p in one.parameters)}): {one.summary}" for one in listed]
    document = [{"name": one.name, "summary": one.summary, "params": _parameters(one)} for one in listed]
    return Reply("\n".join([f"{asked.said['stored']}:", *lines]), asked.said["of_rows"], document)


def _parameters(query: StoredQuery) -> list[dict[str, str]]:
    return [{"name": one.name, "sample": one.sample, "meaning": one.meaning} for one in query.parameters]


def rows_told(asked: Question, table: Table, why: str = "") -> Reply:
    """Return the first rows of a table; where it has none, why."""
    kept = Table(table.columns, table.rows[: asked.most])
    lines = [" | ".join(table.columns), *(" | ".join(map(shown, row)) for row in kept.rows)]
    none = asked.said["why_no_rows"].format(why=why) if why else asked.said["no_rows"]
    cells = [cell for row in kept.rows for cell in row if cell is not None and not isinstance(cell, Literal)]
    return Reply(
        "\n".join(lines) if kept.rows else none,
        asked.said["of_rows"],
        {"rows": kept.records(), "all": len(table.rows)},
        things=[cell.value for cell in cells if cell.value in asked.kg.things],
        left_out=_left_out(asked, len(table.rows)),
    )


def triples_told(asked: Question, lines: Sequence[str]) -> Reply:
    """Return the first of some triples, which are lines of N-Triples."""
    kept = lines[: asked.most]
    text = "\n".join(kept) or asked.said["no_rows"]
    document = {"triples": kept, "all": len(lines)}
    return Reply(text, asked.said["of_rows"], document, left_out=_left_out(asked, len(lines)))


def _left_out(asked: Question, number: int) -> str:
    more = number - asked.most
    return asked.said["more_rows"].format(more=more) if more > 0 else ""
