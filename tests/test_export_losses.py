"""Losses: what a format carries is wholly in its files, and what it is said to lose is not.

A probe of a feature is everything of the graph that belongs to it, as short texts: names of things, words, values.
"""

from __future__ import annotations

import html
import io
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache

import polars as pl
import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from sovleader_kg import KnowledgeGraph
from sovleader_kg.export import formats
from sovleader_kg.export.format import FEATURES, Exported
from sovleader_kg.export.layers import quads
from sovleader_kg.export.mappings import curie
from sovleader_kg.names import BASE, compact

Spellings = tuple[str, ...]
Probe = Callable[[str], list[Spellings]]
Missing = Callable[[str, list[Spellings]], Iterator[str]]
MOST = 300  # of what belongs to a feature
NAMES = list(formats())
WITH_GRAPHS = {
    "application/n-quads": RdfFormat.N_QUADS,
    "application/trig": RdfFormat.TRIG,
    "application/ld+json": RdfFormat.JSON_LD,
}
PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
NOTES = '?thing skos:note ?value FILTER(REGEX(STR(?thing), "/id/({})/"))'
LABELS = """
  { ?thing sl:holder ?person } UNION { ?term sl:post ?thing } UNION { ?term sl:holder ?thing }
  ?thing rdfs:label ?value
  FILTER(LANG(?value) IN ("en", "ru"))
  FILTER NOT EXISTS { ?thing sl:atMostPossible true }
"""
KINDS = {
    "disputes": ("dispute", "resolution", "verdict"),
    "events": ("event", "circumstance"),
    "offices": ("office", "tenure"),
    "leadership": ("leadership", "collective"),
    "powers": ("power", "procedure", "step", "norm", "practice", "principle", "assessment"),
}


def _bare(text: str) -> str:
    """Return a text without what syntaxes escape: quotes, backslashes, line ends."""
    return re.sub(r"[\"'\\\s]+|\\n", "", html.unescape(text.replace("\\n", " ")))


def _text(content: bytes) -> str:
    """Return what stands in a file, also in one that is packed."""
    if content.startswith(b"SQLite format 3"):
        with closing(sqlite3.connect(":memory:")) as opened:
            opened.deserialize(content)
            return "\n".join(opened.iterdump())
    if content.startswith(b"PAR1"):
        return pl.read_parquet(io.BytesIO(content)).write_csv()
    return content.decode(errors="replace")


def _values(kg: KnowledgeGraph, pattern: str) -> Iterator[Literal | NamedNode]:
    for (value,) in kg.select(f"SELECT DISTINCT ?value WHERE {{ {pattern} }}").rows:
        assert isinstance(value, Literal | NamedNode)
        yield value


def _texts(pattern: str) -> Callable[[KnowledgeGraph], list[Spellings]]:
    return lambda kg: [(_bare(value.value),) for value in _values(kg, pattern)]


def _things(*kinds: str) -> Callable[[KnowledgeGraph], list[Spellings]]:
    def found(kg: KnowledgeGraph) -> list[Spellings]:
        iris = [value.value for value in _values(kg, "?value a ?class FILTER(isIRI(?value))")]
        parts = [iri.removeprefix(BASE).partition("/") for iri in iris]
        named = [(f"{kind}/{slug}", f"{kind}:{slug}") for kind, _, slug in parts if kind in kinds]
        return named + [(_bare(note.value),) for note in _values(kg, NOTES.format("|".join(kinds)))]

    return found


def _imprecise(kg: KnowledgeGraph) -> list[Spellings]:
    pattern = "?claim rdf:subject ?thing . ?thing ?p ?value FILTER(DATATYPE(?value) = edtf:EDTF)"
    return [(value.value,) for value in _values(kg, pattern) if not PLAIN.fullmatch(value.value)]


def _ends(kg: KnowledgeGraph) -> list[Spellings]:
    """Return how other datasets call our things."""
    iris = [value.value for value in _values(kg, "?thing skos:exactMatch ?value")]
    numbers = _values(kg, "?thing sl:archigosId|sl:freebaseId|sl:historyStateGovId ?value")
    links = [(_bare(iri), _bare(compact(iri)), _bare(curie(iri))) for iri in iris]
    return [*links, *((_bare(number.value),) for number in numbers)]


PROBES: Mapping[str, Callable[[KnowledgeGraph], list[Spellings]]] = {
    "claims": _texts("?claim sl:gloss|sl:asWritten ?value"),
    "bounds": _texts("?thing sl:earliestStart|sl:latestStart|sl:earliestEnd|sl:latestEnd ?value"),
    "imprecision": _imprecise,
    "languages": _texts(LABELS),
    "identifiers": _ends,
    "ontology": _texts("?term sl:layer ?layer ; skos:definition ?value"),
    **{feature: _things(*kinds) for feature, kinds in KINDS.items()},
}


@pytest.fixture(scope="module")
def probe(graph: KnowledgeGraph) -> Probe:
    return cache(lambda feature: PROBES[feature](graph))


@pytest.fixture(scope="module")
def missing(exported: Callable[[str], Exported]) -> Missing:
    """What of something looked for does not stand in the files of a format, one after the other."""
    written = cache(lambda name: _bare("\n".join(map(_text, exported(name).files.values()))))
    return lambda name, probe: (one[0] for one in probe if not any(spelling in written(name) for spelling in one))


CARRIED = {name: set(FEATURES) - {loss.feature for loss in one.losses} for name, one in formats().items()}
WHOLE = [(name, feature) for name in NAMES for feature in PROBES if feature in CARRIED[name]]
LOST = [(name, feature) for name in NAMES for feature in PROBES if feature not in CARRIED[name]]


@pytest.mark.parametrize("feature", PROBES)
def test_a_probe_has_something_to_look_for(feature: str, probe: Probe) -> None:
    assert probe(feature)
    assert all(all(one) for one in probe(feature))


ON_BOTH = [
    *(pytest.param("small", *pair, marks=[pytest.mark.deep] * (pair[0] == "site")) for pair in WHOLE),
    *(
        pytest.param("kg", name, feature, marks=pytest.mark.deep)
        for name, feature in WHOLE
        if name != "site" and not formats()[name].round_trip  # 30,000 pages; what reads back to the same graph has all
    ),
]
ON_ONE = [pytest.param("small" if pair[0] == "site" else "kg", *pair, marks=pytest.mark.deep) for pair in LOST]


@pytest.mark.parametrize(("graph", "name", "feature"), ON_BOTH, indirect=["graph"])
def test_a_feature_that_is_carried_is_wholly_there(name: str, feature: str, probe: Probe, missing: Missing) -> None:
    found = probe(feature)
    assert list(missing(name, found[:: 1 + len(found) // MOST])) == []


@pytest.mark.parametrize(("graph", "name", "feature"), ON_ONE, indirect=["graph"])
def test_a_feature_that_is_declared_lost_is_not_wholly_there(
    name: str, feature: str, probe: Probe, missing: Missing
) -> None:
    assert any(missing(name, probe(feature)))


@pytest.mark.parametrize("graph", ["small"], indirect=True)
@pytest.mark.parametrize("name", NAMES)
def test_layers_are_there_or_declared_lost(
    name: str, graph: KnowledgeGraph, exported: Callable[[str], Exported]
) -> None:
    export = exported(name)
    syntax = WITH_GRAPHS.get(export.format.media_type)
    graphs = set() if syntax is None else {str(quad.graph_name) for quad in parse(export.content, syntax)}
    ours = {str(quad.graph_name) for quad in quads(graph._engine)}
    assert (ours <= graphs) == ("layers" not in {loss.feature for loss in export.format.losses})


def test_every_feature_is_probed() -> None:
    assert set(PROBES) | {"layers"} == set(FEATURES)
