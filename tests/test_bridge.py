"""The bridge: rdflib gets the terms that were read, with their lexical forms, and logs nothing."""

from __future__ import annotations

import pytest

from graphs import triples
from sovleader_kg.corpus.bridge import to_rdflib


@pytest.mark.parametrize("lexical", ['"007"^^xsd:integer', '"1953-13-45"^^xsd:date', '"1922-04"^^edtf:EDTF', '"a"@ru'])
def test_literals_keep_their_lexical_forms(lexical: str) -> None:
    (given,) = triples(f"term:a sl:note {lexical} .")
    ((_, _, value),) = to_rdflib([given])
    assert str(value) == lexical.split('"')[1]


def test_literals_keep_their_datatypes() -> None:
    values = to_rdflib(triples('term:a sl:n 7 , "x" , "x"@ru .')).objects()
    assert sorted(value.n3() for value in values) == [
        '"7"^^<http://www.w3.org/2001/XMLSchema#integer>',
        '"x"',
        '"x"@ru',
    ]


def test_blank_nodes_of_one_call_stay_together() -> None:
    assert len(to_rdflib(triples("[] sl:a 1 ; sl:b ( 1 2 ) ."))) == 6


def test_an_ill_typed_literal_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    to_rdflib(triples('term:a sl:note "abc"^^xsd:integer .'))
    assert caplog.records == []
