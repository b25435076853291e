"""The benchmarks' generator makes valid terms, the announced faults, and the same bytes each time."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from generate import terms, write
from sovleader_kg import files
from sovleader_kg.checks.shapes import validate
from sovleader_kg.corpus.turtle import read
from sovleader_kg.names import SL


def _triples(count: int) -> list[Triple]:
    return [quad.triple for quad in parse("".join(terms(count)), RdfFormat.N_TRIPLES)]


def test_the_same_number_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = (write(40, tmp_path / name).read_bytes() for name in ("a.nt", "b.nt"))
    assert first == second


def test_a_term_has_about_twenty_triples() -> None:
    triples = _triples(1_000)
    assert 20 <= len(triples) / 1_000 <= 24
    assert len(set(triples)) == len(triples)


@pytest.mark.deep
def test_only_faulty_terms_break_a_shape_and_every_fault_is_found() -> None:
    triples = _triples(3_000)
    ontology = [triple for path in files.ontology_files() for triple in read(path).triples]
    shapes = [path for path in files.shape_files() if path.stem != "ontology"]
    foci = Counter(problem.rule for problem in set(validate([*triples, *ontology], shapes)))
    assert set(foci) == {
        "shape:Claim-stance", "shape:EndBounds-latest", "shape:Passage-sha256", "shape:StartBounds-order",
        "shape:Term-holder", "shape:Term-post",
    }  # fmt: skip
    assert 5 <= foci["shape:Term-holder"] <= 30


def test_about_one_term_in_a_hundred_overlaps() -> None:
    bounds: dict[str, dict[str, str]] = {}
    for triple in _triples(3_000):
        assert isinstance(triple.subject, NamedNode)
        assert isinstance(triple.object, NamedNode | Literal)
        bounds.setdefault(triple.subject.value, {})[triple.predicate.value.removeprefix(SL)] = triple.object.value
    pairs = [(one, bounds[one["succeeds"]]) for one in bounds.values() if "succeeds" in one]
    overlapping = [one for one, before in pairs if one["latestStart"] < before["earliestEnd"]]
    assert 0.005 <= len(overlapping) / 3_000 <= 0.02
