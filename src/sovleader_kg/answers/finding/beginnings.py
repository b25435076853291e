"""Beginnings: the names that begin with what somebody has typed, as a shell offers them; read without the index."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from sovleader_kg.names import PREFIXES, SL, VOCABULARY, compact, kind_of
from sovleader_kg.store.engines import Engine, texts

__all__ = ["beginnings"]

_LABELLED = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label }"


def beginnings(engine: Engine, typed: str, kinds: Collection[str]) -> dict[str, str]:
    """Return the names that begin with a text, each with the label of what it names; case is as it was typed.

    A person is offered by slug, by name, and by surname first; anything else by slug and label; what has a prefix,
    by its short name.

    Args:
        engine: Where the graph is.
        typed: What somebody has typed; nothing gives every slug.
        kinds: The kinds that may be meant.
    """
    if ":" in typed:
        return {compact(iri): min(labels) for iri, labels in sorted(_labels(engine, _space(typed)).items())}
    labels = _labels(engine, [SL if kind == VOCABULARY else PREFIXES[kind] for kind in kinds])
    begun = typed.casefold()
    return {
        typed + name[len(typed) :]: min(of)
        for iri, of in sorted(labels.items())
        for name in (_names(iri, of) if typed else [_slug(iri)])
        if name.casefold().startswith(begun)
    }


def _labels(engine: Engine, spaces: Collection[str]) -> Mapping[str, set[str]]:
    """Return what has a label and begins with one of some texts, by IRI, with its labels."""
    found: dict[str, set[str]] = {}
    for row in texts(engine, _LABELLED):
        if row["thing"].startswith(tuple(spaces)):
            found.setdefault(row["thing"], set()).add(row["label"])
    return found


def _names(iri: str, labels: Collection[str]) -> Iterator[str]:
    yield _slug(iri)
    yield from sorted(labels)
    if kind_of(iri) == "person":
        for label in labels:
            given, _, surname = label.rpartition(" ")
            yield f"{surname}, {given}" if given else surname


def _space(typed: str) -> Collection[str]:
    """Return how the full IRI begins of a short name that is begun; nothing for an unknown prefix."""
    prefix, _, local = typed.partition(":")
    return (PREFIXES[prefix] + local,) if prefix in PREFIXES else ()


def _slug(iri: str) -> str:
    return iri.replace("#", "/").rpartition("/")[2]
