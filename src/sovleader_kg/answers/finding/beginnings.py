"""Beginnings: the names that begin with what somebody has typed, as a shell offers them; read without the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sovleader_kg.errors import UsageError
from sovleader_kg.names import BASE, PREFIXES, SL, VOCABULARY, compact, expand, kind_of
from sovleader_kg.store.engines import Engine, texts

__all__ = ["beginnings"]

MOST = 400  # names with a prefix: more are not read through
_LABELLED = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"
_WITH_PREFIX = """
SELECT DISTINCT ?thing WHERE {{ ?thing a ?kind FILTER(STRSTARTS(STR(?thing), "{start}")) }} ORDER BY ?thing LIMIT {most}
"""


def beginnings(engine: Engine, typed: str, kinds: Collection[str]) -> dict[str, str]:
    """Return the names that begin with a text, each with the label of what it names; case is as it was typed.

    A person is offered by slug, by name, and by surname first; anything else by slug and label; what has a prefix,
    by its short name.

    Args:
        engine: Where the graph is.
        typed: What somebody has typed; nothing gives every slug.
        kinds: The kinds that may be meant.
    """
    labels = _labels(engine, kinds)
    if ":" in typed:
        return {name: min(labels.get(iri, {""})) for name, iri in _short_names(engine, typed)}
    begun = typed.casefold()
    return {
        typed + name[len(typed) :]: min(of)
        for iri, of in labels.items()
        for name in (_names(iri, of) if typed else [_slug(iri)])
        if name.casefold().startswith(begun)
    }


def _labels(engine: Engine, kinds: Collection[str]) -> Mapping[str, set[str]]:
    spaces = tuple(SL if kind == VOCABULARY else PREFIXES[kind] for kind in kinds)
    found: dict[str, set[str]] = {}
    for row in texts(engine, _LABELLED):
        if row["thing"].startswith(spaces):
            found.setdefault(row["thing"], set()).add(row["label"])
    return found


def _names(iri: str, labels: Collection[str]) -> Iterator[str]:
    yield _slug(iri)
    yield from labels
    if kind_of(iri) == "person":
        for label in labels:
            given, _, surname = label.rpartition(" ")
            yield f"{surname}, {given}" if given else surname


def _short_names(engine: Engine, typed: str) -> Iterator[tuple[str, str]]:
    try:
        start = expand(typed)
    except UsageError:
        return
    if start.startswith((BASE, SL)) and not set(start) & set('"\\ <>'):
        for row in texts(engine, _WITH_PREFIX.format(start=start, most=MOST)):
            yield compact(row["thing"]), row["thing"]


def _slug(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
