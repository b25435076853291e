"""Ontology, data, a contributed table, shapes and queries do not drift apart."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from pyoxigraph import NamedNode, Triple

from sovleader_kg import KnowledgeGraph, build, files
from sovleader_kg.corpus.corpus import Corpus, read_corpus, triples_of
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import read
from sovleader_kg.names import BASE, PREFIXES, RDF, RDFS, SL, compact, kind_of, sl

LABELS = {RDFS + "label", PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"}
SHACL_PATHS = {"path", "targetClass", "class", "targetSubjectsOf", "targetObjectsOf", "lessThan", "lessThanOrEquals"}
EXEMPT = {RDF + "type", *LABELS}


COLUMNS = """\
[source]
iri = "source:mine"
title = "My table"
label-ru = "Моя таблица"
kind = "dataset"
rights = "mine"
rights-ru = "собственная"
derives-from = ["source:wikidata"]
retrieved = "2026-11"
page = "https://example.org/mine"

[target]
office = "secretaryship"

[columns]
person = "who"
start = "from"
end = "to"
birth = "born"
"""
TABLE = "who,from,to,born\nYuri Andropov,1982-11-12,1984-02,1914-06-15\n"

Layers = Mapping[str, list[Triple]]


@pytest.fixture(scope="module")
def corpus(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The graph's files, and beside them a table that was contributed to it."""
    folder = tmp_path_factory.mktemp("contributed")
    (folder / "mine.toml").write_text(COLUMNS, encoding="utf-8")
    (folder / "mine.csv").write_text(TABLE, encoding="utf-8")
    assert kg.write_claims(kg.compare(folder / "mine.csv"), folder / "mine.ttl") == 1
    return read_corpus([folder / "mine.ttl"])


@pytest.fixture(scope="module")
def vocabulary(corpus: Corpus) -> Index:
    return corpus.vocabulary


@pytest.fixture(scope="module")
def defined(vocabulary: Index) -> frozenset[str]:
    kinds = ("Class", "ObjectProperty", "DatatypeProperty", "AnnotationProperty")
    return frozenset(t for t in vocabulary.of_type(*(PREFIXES["owl"] + k for k in kinds)) if t.startswith(SL))


@pytest.fixture(scope="module")
def layers(corpus: Corpus) -> Layers:
    """The triples of each layer; of what was contributed, the source is a fact and the rest are claims."""
    own = triples_of(corpus.own)
    sources = [t for t in own if isinstance(t.subject, NamedNode) and kind_of(t.subject.value) == "source"]
    return {
        "facts": triples_of(corpus.facts) + sources,
        "claims": triples_of(corpus.claims) + [t for t in own if t not in sources],
        "derived": list(build.derive(corpus).triples),
    }


@pytest.fixture(scope="module")
def used(layers: Layers) -> set[str]:
    return set().union(*(_terms_in(triples) for triples in layers.values()))


def _terms_in(triples: list[Triple]) -> set[str]:
    found = set()
    for triple in triples:
        for part in (triple.predicate, triple.object):
            if isinstance(part, NamedNode) and part.value.startswith(SL):
                found.add(part.value)
    return found


def test_every_term_used_in_the_data_is_defined(used: set[str], defined: frozenset[str]) -> None:
    assert sorted(map(compact, used - defined)) == []


def test_every_defined_term_is_used_or_reserved(used: set[str], vocabulary: Index, defined: frozenset[str]) -> None:
    about = {sl(name) for name in ("layer", "needsClaim", "singleValued", "reserved")}
    reserved = set(vocabulary.using(sl("reserved")))
    assert sorted(map(compact, defined - used - about - reserved)) == []


def test_nothing_reserved_is_in_use(used: set[str], vocabulary: Index) -> None:
    assert sorted(map(compact, used & set(vocabulary.using(sl("reserved"))))) == []


def test_every_path_and_class_of_a_shape_exists(defined: frozenset[str]) -> None:
    named = set()
    for path in files.shape_files():
        for triple in read(path).triples:
            if triple.predicate.value.rpartition("#")[2] in SHACL_PATHS and isinstance(triple.object, NamedNode):
                named.add(triple.object.value)
    assert sorted(compact(iri) for iri in named if iri.startswith(SL) and iri not in defined) == []


@pytest.mark.parametrize("folder", ["", "checks"])
def test_every_term_of_a_query_exists(folder: str, defined: frozenset[str]) -> None:
    for path in files.query_files(folder):
        code = "\n".join(line for line in path.read_text(encoding="utf-8").split("\n") if not line.startswith("#"))
        names = {sl(name) for name in re.findall(r"(?<![\w:])sl:(\w+)", code)}
        assert sorted(map(compact, names - defined)) == [], path.name


def test_no_predicate_occurs_in_two_layers(layers: Layers) -> None:
    predicates = {name: {t.predicate.value for t in triples} - EXEMPT for name, triples in layers.items()}
    assert predicates["facts"] & predicates["claims"] == set()
    assert predicates["facts"] & predicates["derived"] == set()
    assert predicates["claims"] & predicates["derived"] == set()


def test_predicates_stand_in_the_layer_that_the_ontology_names(layers: Layers, vocabulary: Index) -> None:
    for layer, triples in layers.items():
        for predicate in {t.predicate.value for t in triples if t.predicate.value.startswith(SL)}:
            assert vocabulary.values(predicate, sl("layer")) == [layer], compact(predicate)


def test_derived_triples_are_about_things_and_never_reflexive(layers: Layers) -> None:
    for triple in layers["derived"]:
        assert str(triple.subject.value).startswith(BASE)  # type: ignore[union-attr]
        assert triple.subject != triple.object


def test_facts_and_claims_have_no_blank_nodes(layers: Layers) -> None:
    for layer in ("facts", "claims"):
        assert all(isinstance(triple.subject, NamedNode) for triple in layers[layer])


def test_every_thing_has_one_label_in_each_language(layers: Layers) -> None:
    index = Index(layers["facts"])
    for thing in index.subjects():
        if thing.startswith((f"{BASE}resolution/", f"{BASE}acceptance/", f"{BASE}nonmatch/")):
            continue
        languages = sorted(str(getattr(node, "language", "")) for node in index.nodes(thing, RDFS + "label"))
        assert languages == ["en", "ru"], compact(thing)
