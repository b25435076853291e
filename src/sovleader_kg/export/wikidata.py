"""Wikidata: which of its items are things of the graph, and which are the Wikipedias among the sources."""

from __future__ import annotations

from collections import defaultdict

from sovleader_kg.identifiers import SCHEMES, scheme_of
from sovleader_kg.names import BASE
from sovleader_kg.store.engines import Engine, rows

__all__ = ["WIKIPEDIAS", "wikidata_items"]

WIKIPEDIAS = {
    f"{BASE}source/{language}-wikipedia": item
    for language, item in {
        "de": "Q48183",
        "en": "Q328",
        "es": "Q8449",
        "fr": "Q8447",
        "it": "Q11920",
        "ro": "Q199864",
        "ru": "Q206855",
        "simple": "Q200183",
        "uk": "Q199698",
    }.items()
}
WIKIDATA = SCHEMES["wikidata"]
_MATCHES = f"SELECT ?thing ?match WHERE {{ ?thing <{WIKIDATA.property}> ?match }}"


def wikidata_items(engine: Engine) -> dict[str, str]:
    """Return the Wikidata item of each thing that has exactly one."""
    items: dict[str, set[str]] = defaultdict(set)
    for row in rows(engine, _MATCHES):
        if scheme_of(WIKIDATA.property, row["match"].value) is WIKIDATA:
            items[row["thing"].value].add(WIKIDATA.identifier(row["match"].value))
    return {thing: item for thing, (item, *others) in sorted(items.items()) if not others}
