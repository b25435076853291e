"""Overview: what a graph shows of itself in a notebook: its edition, where it is, what it holds, what to ask it."""

from __future__ import annotations

from collections.abc import Iterable

from sovleader_kg.cards import Cell, Link, Sheet
from sovleader_kg.export.cite import Edition
from sovleader_kg.store.description import DATASET
from sovleader_kg.store.engines import Engine, texts

__all__ = ["overview"]

_HELD = {
    "foaf:Person": "people",
    "sl:Post": "posts",
    "sl:Term": "terms",
    "sl:Event": "events",
    "sl:Claim": "claims",
    "sl:Source": "sources",
    "sl:Dispute": "disputes",
}
_COUNTS = """
SELECT ?kind (COUNT(DISTINCT ?thing) AS ?number) WHERE {{ VALUES ?kind {{ {kinds} }} ?thing a ?kind }} GROUP BY ?kind
"""
_ASKED = {
    "who and when": 'kg.who(on="1964-10-14"), kg.on("1953-03-06"), kg.find("Stalin")',
    "stored queries": 'kg.queries.<Tab>, kg.queries.holders_of_post(post="politburo-member").to_pandas(labels="en")',
    "pictures": 'kg.timeline(), kg.timeline(person="Stalin"), kg.seating("politburo-member")',
    "who says so": 'kg.explain("term:joseph-stalin.1"), kg.disputes(about="person:joseph-stalin")',
}


def overview(edition: Edition, engine: Engine) -> Iterable[Sheet]:
    """Yield what tells of a graph."""
    counts = {row["kind"].rpartition("/")[2].rpartition("#")[2]: row["number"] for row in _counted(engine)}
    held = [f"{int(number):,} {words}" for kind, words in _HELD.items() if (number := counts.get(kind.split(":")[1]))]
    rows: list[tuple[Cell, Cell]] = [
        ("version", f"{edition.version}, {edition.day}" if edition.day else edition.version),
        ("holds", ", ".join(held)),
        ("stands in", str(engine)),
        *_ASKED.items(),
    ]
    yield Sheet(("", ""), rows, Link(DATASET.value, edition.titles.get("en", "")))


def _counted(engine: Engine) -> list[dict[str, str]]:
    return texts(engine, _COUNTS.format(kinds=" ".join(_HELD)))
