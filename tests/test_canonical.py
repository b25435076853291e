"""Canonical form: as RDFC-1.0 gives it for the whole graph, though only statements with blank nodes go through it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
    serialize,
)

from sovleader_kg.store.canonical import canonical, canonical_hash

NAMES = st.sampled_from([NamedNode(f"urn:{letter}") for letter in "abc"])
BLANKS = st.sampled_from([BlankNode(letter) for letter in "xyz"])
TEXTS = st.sampled_from([Literal("_:x"), Literal("a\nb"), Literal("a", language="en"), Literal(1)])
GRAPHS = st.one_of(st.just(DefaultGraph()), NAMES)
TRIPLES = st.builds(Triple, st.one_of(NAMES, BLANKS), NAMES, st.one_of(NAMES, BLANKS, TEXTS))
QUADS = st.builds(Quad, st.one_of(NAMES, BLANKS), NAMES, st.one_of(NAMES, BLANKS, TEXTS), GRAPHS)


@given(st.lists(QUADS, max_size=12))
def test_part_with_blank_nodes_alone_gives_the_canonical_form_of_the_whole(statements: list[Quad]) -> None:
    dataset = Dataset(statements)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS)
    assert canonical(statements) == b"".join(sorted((lines or b"").splitlines(keepends=True)))


@given(st.lists(TRIPLES, max_size=12))
def test_order_repetition_and_names_of_blank_nodes_change_nothing(statements: list[Triple]) -> None:
    again = [quad.triple for quad in parse(canonical(statements), RdfFormat.N_TRIPLES, rename_blank_nodes=True)]
    assert canonical_hash([*again, *reversed(again)]) == canonical_hash(statements)
