"""Validation: what shapes find, how it is told, and that nothing is changed; by each validator."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pyshacl
import pyshacl_turbo
import pytest
from pyoxigraph import Triple
from rdflib import Graph

from graphs import HEAD, triples
from sovleader_kg.checks.shapes import installed_validator, validate
from sovleader_kg.errors import DataError, Problem

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


Check = Callable[[list[Triple], list[Path]], list[Problem]]


@pytest.fixture(params=[pyshacl, pyshacl_turbo], ids=lambda module: module.__name__)
def check(request: pytest.FixtureRequest) -> Check:
    """Validation by one validator."""
    return partial(validate, validator=request.param.validate)


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + SHAPES, encoding="utf-8")
    return path


def test_sound_data_has_no_problems(check: Check, shapes: Path) -> None:
    assert check(triples('person:a a foaf:Person ; foaf:name "A" .'), [shapes]) == []


def test_problem_names_the_thing_the_message_and_the_shape(check: Check, shapes: Path) -> None:
    assert check(triples("person:a a foaf:Person ."), [shapes]) == [
        Problem("person:a", "A person needs a name.", "error", "shape:Person-name")
    ]


def test_severity_is_that_of_the_shape(check: Check, shapes: Path) -> None:
    data = triples('person:a a foaf:Person ; sl:born 1, 2 ; foaf:page "here" .')
    assert [(one.severity, one.rule) for one in check(data, [shapes])] == [
        ("info", "shape:Person-page"),
        ("error", "shape:Person-name"),
        ("warning", "shape"),
    ]


def test_value_that_is_wrong_is_shown(check: Check, shapes: Path) -> None:
    data = triples('person:a a foaf:Person ; foaf:name "A" ; foaf:page "here" .')
    assert [one.message for one in check(data, [shapes])] == ['A page is an IRI. (found: "here")']


def test_problems_are_sorted(check: Check, shapes: Path) -> None:
    data = triples("person:b a foaf:Person . person:a a foaf:Person . person:c a foaf:Person .")
    assert [one.where for one in check(data, [shapes])] == ["person:a", "person:b", "person:c"]


def test_each_validation_sees_the_shapes_as_they_are_written(shapes: Path) -> None:
    seen: list[set[object]] = []

    def watched(data: Graph, *, shacl_graph: Graph, inference: str) -> object:
        seen.append(set(shacl_graph))
        return pyshacl.validate(data, shacl_graph=shacl_graph, inference=inference)

    for _ in range(2):
        validate(triples("person:a a foaf:Person ."), [shapes], watched)
    assert seen[0] == seen[1]


def test_several_files_of_shapes_count_together(check: Check, shapes: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.ttl"
    shape = "shape:Term a sh:NodeShape ; sh:targetClass sl:Term ; sh:property shape:Term-post .\n"
    path = 'shape:Term-post sh:path sl:post ; sh:minCount 1 ; sh:message "A term needs a post." .'
    other.write_text(HEAD + shape + path, encoding="utf-8")
    data = triples("person:a a foaf:Person . term:a a sl:Term .")
    assert [one.rule for one in check(data, [shapes, other])] == ["shape:Person-name", "shape:Term-post"]


def test_no_class_is_inferred_for_the_shapes(check: Check, shapes: Path) -> None:
    data = triples("person:a a sl:Leader . sl:Leader rdfs:subClassOf sl:Chief . sl:headOf rdfs:domain foaf:Person .")
    assert check([*data, *triples("person:a sl:headOf body:b .")], [shapes]) == []


def test_broken_file_of_shapes_is_told(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text("not Turtle", encoding="utf-8")
    with pytest.raises(DataError, match="not Turtle"):
        check([], [path])


def test_a_literal_is_judged_as_it_is_written(check: Check, shapes: Path) -> None:
    shapes.write_text(HEAD + SHAPES + 'shape:Person-page sh:pattern "^0" .', encoding="utf-8")
    data = triples('person:a a foaf:Person ; foaf:name "A" ; sl:born "01"^^xsd:integer ; foaf:page "01"^^xsd:integer .')
    assert [one.message for one in check(data, [shapes])] == ['A page is an IRI. (found: "01")']


ORDER = """
shape:Term a sh:NodeShape ; sh:targetClass sl:Term ; sh:property shape:Term-first , shape:Term-order .
shape:Term-first sh:path sl:first ; sh:datatype xsd:integer ; sh:message "A whole number." .
shape:Term-order sh:path sl:first ; sh:lessThan sl:last ; sh:message "First before last." .
"""


@pytest.mark.parametrize(
    ("first", "found"),
    [
        ("1", []),
        ("3", ["shape:Term-order"]),
        ("true", ["shape:Term-first"]),
        ('"x"^^xsd:integer', ["shape:Term-first"]),
    ],
)
def test_order_is_judged_only_where_the_datatypes_are_right(
    check: Check, tmp_path: Path, first: str, found: list[str]
) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + ORDER, encoding="utf-8")
    data = triples(f"term:a a sl:Term ; sl:first {first} ; sl:last 2 .")
    assert [one.rule for one in check(data, [path])] == found


def test_numbers_that_are_none_cannot_be_compared_by_pyshacl(tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + ORDER.replace("lessThan", "lessThanOrEquals"), encoding="utf-8")
    data = triples('term:a a sl:Term ; sl:first "x"^^xsd:integer ; sl:last 2 .')
    with pytest.raises(DataError, match="'<=' not supported"):
        validate(data, [path], pyshacl.validate)
    assert [one.rule for one in validate(data, [path], pyshacl_turbo.validate)] == ["shape:Term-first"]


def test_shapes_that_the_validator_cannot_read_are_told(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + "shape:Term sh:targetClass sl:Term ; sh:property [ sh:path 3 ] .", encoding="utf-8")
    with pytest.raises(DataError, match="path"):
        check(triples("term:a a sl:Term ."), [path])


def test_nothing_is_logged_about_a_literal_that_no_python_value_fits(
    check: Check, shapes: Path, caplog: pytest.LogCaptureFixture
) -> None:
    check(triples('person:a a foaf:Person ; foaf:page "2021-02-30"^^xsd:date .'), [shapes])
    assert caplog.messages == []


def test_pyshacl_turbo_is_used_where_it_is_installed() -> None:
    assert installed_validator() is pyshacl_turbo.validate


def test_pyshacl_is_used_where_pyshacl_turbo_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyshacl_turbo", None)
    assert installed_validator() is pyshacl.validate


DATED = """
shape:Person a sh:NodeShape ; sh:targetClass foaf:Person ; sh:property shape:Person-birth .
shape:Person-birth
    sh:path sl:birth ; sh:maxCount 1 ; sh:datatype edtf:EDTF ; sh:pattern "^[0-9]" ; sh:message "One date." .
"""


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ('"1906-12-19"^^xsd:date', '"1906-12-19"^^xsd:date'),
        ('"1906"^^xsd:gYear', '"1906"^^xsd:gYear'),
        ('"1906-12-19"', '"1906-12-19"'),
        ('"December"', '"December"'),
        ('"1906"@en', '"1906"@en'),
        ("1906", "1906"),
        ('"1906-12-19T00:00:00"^^xsd:dateTime', '"1906-12-19T00:00:00"^^xsd:dateTime'),
    ],
)
@pytest.mark.parametrize("beside", ["", ', "1906"^^edtf:EDTF'])
def test_wrong_datatype_is_told_once_with_the_right_one(
    check: Check, tmp_path: Path, written: str, told: str, beside: str
) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + DATED, encoding="utf-8")
    data = triples(f"person:a a foaf:Person ; sl:birth {written}{beside} .")
    assert [one.message for one in check(data, [path])] == [
        f"One date. (found: {told}; the datatype must be edtf:EDTF)"
    ]


def test_count_of_values_of_the_right_datatype_is_told(check: Check, tmp_path: Path) -> None:
    path = tmp_path / "shapes.ttl"
    path.write_text(HEAD + DATED, encoding="utf-8")
    data = triples('person:a a foaf:Person ; sl:birth "1906"^^edtf:EDTF, "1907"^^edtf:EDTF .')
    assert [one.message for one in check(data, [path])] == ["One date."]
