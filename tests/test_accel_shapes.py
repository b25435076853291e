"""The compiled shapes give pySHACL's report: on random data and shapes, and after every edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Quad, Store, Triple

import random_shapes
from random_shapes import graphs, shapes_graphs, triples_of
from sovleader_kg import files
from sovleader_kg.checks.accel import Checked, Shapes
from sovleader_kg.checks.report import Result
from sovleader_kg.checks.shapes import as_stored, judge, report, untargeted
from sovleader_kg.corpus.turtle import read

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def _plain(results: Iterable[Result]) -> Counter[str]:
    return Counter(map(repr, results))


def _judged(data: list[Triple], shapes: list[Triple]) -> Counter[str]:
    from pyshacl.errors import ReportableRuntimeError

    try:
        return _plain(judge(data, shapes))
    except (ReportableRuntimeError, TypeError):  # ill-typed literals that pySHACL cannot order
        reject()


@MANY
@given(graphs(), shapes_graphs())
def test_every_component_finds_what_pyshacl_finds(data: str, shapes: str) -> None:
    given_, wanted = triples_of(data), triples_of(shapes)
    assume(all(map(as_stored, given_)))
    assert _plain(report(given_, wanted)) == _judged(given_, wanted)


@pytest.mark.parametrize("name", sorted(random_shapes.COMPONENTS))
@settings(MANY, max_examples=25)
@given(data=st.data())
def test_each_component_alone_finds_what_pyshacl_finds(name: str, data: st.DataObject) -> None:
    known = {**random_shapes.ON_VALUES, **random_shapes.ON_PROPERTIES}
    path = data.draw(st.sampled_from(random_shapes.PATHS))
    said = f'[ sh:path {path} ; {data.draw(known[name])} ; sh:message "broken" ]'
    shapes = triples_of(f"{random_shapes.PREFIXES}:S a sh:NodeShape ; sh:targetSubjectsOf :p ; sh:property {said} .")
    given_ = triples_of(data.draw(graphs()))
    assume(all(map(as_stored, given_)))
    assert Shapes.read(shapes).uncovered == []
    assert _plain(report(given_, shapes)) == _judged(given_, shapes)


def test_every_shape_of_the_project_is_covered() -> None:
    shapes = [triple for path in files.shape_files() for triple in read(path).triples]
    assert Shapes.read(shapes).uncovered == []


@settings(MANY, max_examples=100)
@given(graphs(), shapes_graphs(), st.lists(graphs(), min_size=1, max_size=3), st.data())
def test_an_edited_store_has_the_report_of_a_fresh_one(
    data: str, shapes: str, more: list[str], choice: st.DataObject
) -> None:
    now = {triple for triple in triples_of(data) if not isinstance(triple.subject, BlankNode)}
    compiled = Shapes.read(triples_of(shapes))
    checked = Checked(compiled, _store(now))
    for text in more:
        removed = choice.draw(st.sets(st.sampled_from(sorted(now, key=str)))) if now else set()
        added = {triple for triple in triples_of(text) if not isinstance(triple.subject, BlankNode)} - now
        checked.edit(list(removed), list(added))
        now = (now - removed) | added
        assert _plain(checked.results) == _plain(Checked(compiled, _store(now)).results)


def _store(triples: Iterable[Triple]) -> Store:
    store = Store()
    store.extend(Quad(triple.subject, triple.predicate, triple.object, DefaultGraph()) for triple in triples)
    return store


OVERLAP = f"""{random_shapes.PREFIXES}
:prefixes sh:declare [ sh:prefix "x" ; sh:namespace "urn:x:" ] .
:S a sh:NodeShape ; sh:targetClass :C ; sh:sparql [
    sh:message "shares a value" ; sh:prefixes :prefixes ;
    sh:select "SELECT $this ?value WHERE {{ $this x:p ?shared . ?value x:p ?shared . FILTER($this != ?value) }}" ] .
"""


@MANY
@given(graphs(), st.lists(graphs(), max_size=2))
def test_a_plain_sparql_constraint_finds_what_pyshacl_finds_also_after_edits(data: str, more: list[str]) -> None:
    shapes = triples_of(OVERLAP)
    now = {triple for triple in triples_of(data) if not isinstance(triple.subject, BlankNode)}
    assume(all(map(as_stored, now)))
    checked = Checked(Shapes.read(shapes), _store(now))
    assert _plain(checked.results) == _judged(list(now), shapes)
    for text in more:
        other = {triple for triple in triples_of(text) if not isinstance(triple.subject, BlankNode)}
        checked.edit(list(now - other), list(other - now))
        now = other
        assert _plain(checked.results) == _plain(Checked(Shapes.read(shapes), _store(now)).results)


@pytest.mark.parametrize(
    "said",
    [
        "sh:property [ sh:path :p ; sh:minCount 1 ]",
        'sh:node [ sh:class :C ] ; sh:message "broken"',
        'sh:sparql [ sh:message "broken" ; sh:select "SELECT $this WHERE { { SELECT $this WHERE { $this ?p ?o } } }" ]',
    ],
)
def test_what_is_not_covered_is_named_and_left_to_pyshacl(said: str) -> None:
    shapes = triples_of(f"{random_shapes.PREFIXES}:S a sh:NodeShape ; sh:targetSubjectsOf :q ; {said} .")
    data = triples_of(f"{random_shapes.PREFIXES}:a :q :b . :c :q :d ; :p 1 .")
    told: list[str] = []
    assert _plain(report(data, shapes, told.append)) == _judged(data, shapes)
    assert told == ["pySHACL for <urn:x:S>"]


def test_only_what_is_left_keeps_its_targets() -> None:
    shapes = triples_of(f"{random_shapes.PREFIXES}:S sh:targetNode :a ; sh:nodeKind sh:IRI . :T sh:targetNode :a .")
    kept = {str(triple.subject) for triple in untargeted(shapes, [shapes[0].subject]) if "target" in str(triple)}
    assert kept == {"<urn:x:T>"}
