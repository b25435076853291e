"""Ontology, data, shapes and queries do not drift apart."""

from __future__ import annotations

import re
from functools import cache

import pytest
from pyoxigraph import NamedNode, Triple

from sovleader_kg import build, files
from sovleader_kg.corpus.corpus import Corpus, read_corpus
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import read
from sovleader_kg.names import BASE, PREFIXES, RDF, RDFS, SL, compact, sl

SHACL_PATHS = {"path", "targetClass", "class", "targetSubjectsOf", "targetObjectsOf", "lessThan", "lessThanOrEquals"}
EXEMPT = {RDF + "type", RDFS + "label"}


@cache
def _corpus() -> Corpus:
    return read_corpus()


@cache
def _derived() -> build.Derived:
    return build.derive(_corpus())


@cache
def _vocabulary() -> Index:
    return _corpus().vocabulary()


@cache
def _defined() -> frozenset[str]:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    return frozenset(t for t in _vocabulary().of_type(*(PREFIXES["owl"] + k for k in kinds)) if t.startswith(SL))


def _terms_in(triples: list[Triple]) -> set[str]:
    found = set()
    for triple in triples:
        for part in (triple.predicate, triple.object):
            if isinstance(part, NamedNode) and part.value.startswith(SL):
                found.add(part.value)
    return found


def _layers() -> dict[str, list[Triple]]:
    facts = [t for document in _corpus().facts for t in document.triples]
    claims = [t for document in _corpus().claims for t in document.triples]
    return {"facts": facts, "claims": claims, "derived": list(_derived().triples)}


def test_every_term_used_in_the_data_is_defined() -> None:
    used = set().union(*(_terms_in(triples) for triples in _layers().values()))
    assert sorted(map(compact, used - _defined())) == []


def test_every_defined_term_is_used_or_reserved() -> None:
    about = {sl(name) for name in ("layer", "needsClaim", "singleValued", "reserved")}
    used = set().union(*(_terms_in(triples) for triples in _layers().values())) | about
    reserved = set(_vocabulary().using(sl("reserved")))
    assert sorted(map(compact, _defined() - used - reserved)) == []


def test_nothing_reserved_is_in_use() -> None:
    used = set().union(*(_terms_in(triples) for triples in _layers().values()))
    assert sorted(map(compact, used & set(_vocabulary().using(sl("reserved"))))) == []


def test_every_path_and_class_of_a_shape_exists() -> None:
    named = set()
    for path in files.shape_files():
        for triple in read(path).triples:
            if triple.predicate.value.rpartition("#")[2] in SHACL_PATHS and isinstance(triple.object, NamedNode):
                named.add(triple.object.value)
    assert sorted(compact(iri) for iri in named if iri.startswith(SL) and iri not in _defined()) == []


@pytest.mark.parametrize("folder", ["", "checks"])
def test_every_term_of_a_query_exists(folder: str) -> None:
    for path in files.query_files(folder):
        code = "\n".join(line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
        names = {sl(name) for name in re.findall(r"(?<![\w:])sl:(\w+)", code)}
        assert sorted(map(compact, names - _defined())) == [], path.name


def test_no_predicate_occurs_in_two_layers() -> None:
    predicates = {name: {t.predicate.value for t in triples} - EXEMPT for name, triples in _layers().items()}
    assert predicates["facts"] & predicates["claims"] == set()
    assert predicates["facts"] & predicates["derived"] == set()
    assert predicates["claims"] & predicates["derived"] == set()


def test_predicates_stand_in_the_layer_that_the_ontology_names() -> None:
    for layer, triples in _layers().items():
        for predicate in {t.predicate.value for t in triples if t.predicate.value.startswith(SL)}:
            assert _vocabulary().values(predicate, sl("layer")) == [layer], compact(predicate)


def test_derived_triples_are_about_things_and_never_reflexive() -> None:
    for triple in _derived().triples:
        assert str(triple.subject.value).startswith(BASE)  # type: ignore[union-attr]
        assert triple.subject != triple.object


def test_facts_and_claims_have_no_blank_nodes() -> None:
    for layer in ("facts", "claims"):
        assert all(isinstance(triple.subject, NamedNode) for triple in _layers()[layer])


def test_every_thing_has_one_label_in_each_language() -> None:
    index = Index(_layers()["facts"])
    for thing in index.subjects():
        if thing.startswith((f"{BASE}resolution/", f"{BASE}acceptance/", f"{BASE}nonmatch/")):
            continue
        languages = sorted(str(getattr(node, "language", "")) for node in index.nodes(thing, RDFS + "label"))
        assert languages == ["en", "ru"], compact(thing)
