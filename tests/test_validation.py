"""Validation: what shapes find, how it is told, and that nothing is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Triple, parse

from sovleader_kg.checks.shapes import validate
from sovleader_kg.errors import DataError, Problem
from sovleader_kg.names import PREFIXES
from sovleader_kg.switch import accelerated

HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
SHAPES = """
shape:Person
    a sh:NodeShape ;
    sh:targetClass foaf:Person ;
    sh:property shape:Person-name ;
    sh:property [ sh:path sl:born ; sh:maxCount 1 ; sh:message "One birth." ; sh:severity sh:Warning ] ;
    sh:property shape:Person-page ;
.
shape:Person-name sh:path foaf:name ; sh:minCount 1 ; sh:message "A person needs a name." .
shape:Person-page
    sh:path foaf:page ; sh:nodeKind sh:IRI ; sh:message "A page is an IRI." ; sh:severity sh:Info .
"""


def triples(turtle: str) -> list[Triple]:
    return [quad.triple for quad in parse((HEAD + turtle).encode(), RdfFormat.TURTLE)]


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + SHAPES, encoding="utf-8")
    return path


def test_sound_data_has_no_problems(shapes: Path) -> None:
    assert validate(triples('person:a a foaf:Person ; foaf:name "A" .'), [shapes]) == []


def test_problem_names_the_thing_the_message_and_the_shape(shapes: Path) -> None:
    assert validate(triples("person:a a foaf:Person ."), [shapes]) == [
        Problem("person:a", "A person needs a name.", "error", "shape:Person-name")
    ]


def test_severity_is_that_of_the_shape(shapes: Path) -> None:
    data = triples('person:a a foaf:Person ; sl:born 1, 2 ; foaf:page "here" .')
    assert [(one.severity, one.rule) for one in validate(data, [shapes])] == [
        ("info", "shape:Person-page"),
        ("error", "shape:Person-name"),
        ("warning", "shape"),
    ]


def test_value_that_is_wrong_is_shown(shapes: Path) -> None:
    data = triples('person:a a foaf:Person ; foaf:name "A" ; foaf:page "here" .')
    assert [one.message for one in validate(data, [shapes])] == ['A page is an IRI. (found: "here")']


def test_problems_are_sorted(shapes: Path) -> None:
    data = triples("person:b a foaf:Person . person:a a foaf:Person . person:c a foaf:Person .")
    assert [one.where for one in validate(data, [shapes])] == ["person:a", "person:b", "person:c"]


def test_data_is_not_changed(shapes: Path) -> None:
    data = triples("person:a a foaf:Person ; sl:born 007 .")
    before = list(data)
    validate(data, [shapes])
    assert data == before


def test_several_files_of_shapes_count_together(shapes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    shape = "shape:Term a sh:NodeShape ; sh:targetClass sl:Term ; sh:property shape:Term-post .\n"
    path = 'shape:Term-post sh:path sl:post ; sh:minCount 1 ; sh:message "A term needs a post." .'
    other.write_text(HEAD + shape + path, encoding="utf-8")
    data = triples("person:a a foaf:Person . term:a a sl:Term .")
    assert [one.rule for one in validate(data, [shapes, other])] == ["shape:Person-name", "shape:Term-post"]


def test_no_class_is_inferred_for_the_shapes(shapes: Path) -> None:
    data = triples("person:a a sl:Leader . sl:Leader rdfs:subClassOf sl:Chief . sl:headOf rdfs:domain foaf:Person .")
    assert validate([*data, *triples("person:a sl:headOf body:b .")], [shapes]) == []


def test_broken_file_of_shapes_is_told(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text("not Turtle", encoding="utf-8")
    with pytest.raises(DataError, match="not Turtle"):
        validate([], [path])


def test_without_the_package_accel_the_report_is_the_same(shapes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = triples('person:a a foaf:Person ; sl:born 1, 2 ; foaf:page "here" . person:b a foaf:Person .')
    fast = validate(data, [shapes])
    monkeypatch.setenv("SOVLEADER_ACCEL", "off")
    assert not accelerated()
    assert validate(data, [shapes]) == fast


def test_a_literal_that_a_store_would_write_otherwise_is_left_to_pyshacl(shapes: Path) -> None:
    shapes.write_text(HEAD + SHAPES + 'shape:Person-page sh:pattern "^0" .', encoding="utf-8")
    data = triples('person:a a foaf:Person ; foaf:name "A" ; sl:born "01"^^xsd:integer ; foaf:page "01"^^xsd:integer .')
    assert [one.message for one in validate(data, [shapes])] == ['A page is an IRI. (found: "01")']
