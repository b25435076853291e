"""The stored queries as RDF: one `sh:SPARQLExecutable` a file, its text byte for byte, and only terms that exist."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
import rdflib
from rdflib import RDF, RDFS, SDO, SH, SKOS, URIRef
from rdflib.term import Node

from sovleader_kg import files
from sovleader_kg.names import BASE
from sovleader_kg.store.catalogue import FOLDERS
from sovleader_kg.store.queries import parse_query_file

QUERIES = {f"{folder}{'-' * bool(folder)}{path.stem}": path for folder in FOLDERS for path in files.query_files(folder)}
FORMS = {SH.SPARQLSelectExecutable: SH.select, SH.SPARQLConstructExecutable: SH.construct}


@cache
def _catalogue() -> rdflib.Graph:
    return rdflib.Graph().parse(files.compiled() / "sovleader-queries.ttl", format="turtle")


def _iri(name: str) -> URIRef:
    return URIRef(f"{BASE}query/{name}")


@pytest.mark.usefixtures("kg")
def test_every_stored_query_is_in_the_catalogue_and_nothing_else() -> None:
    assert QUERIES
    assert set(_catalogue().subjects(RDF.type, SH.SPARQLExecutable)) == {_iri(name) for name in QUERIES}


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("name", QUERIES)
def test_the_catalogue_holds_the_file_word_for_word(name: str) -> None:
    graph, query = _catalogue(), parse_query_file(QUERIES[name])
    texts = [
        text
        for kind, form in FORMS.items()
        if kind in graph[_iri(name) : RDF.type]
        for text in graph[_iri(name) : form]
    ]
    assert [str(text) for text in texts] == [query.text]
    assert sorted(map(str, graph[_iri(name) : SDO.keywords])) == sorted(query.tags)


@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("name", QUERIES)
def test_the_catalogue_tells_a_query_in_both_languages(name: str, language: str) -> None:
    graph, query = _catalogue(), parse_query_file(QUERIES[name]).told_in(language)
    assert _told(_iri(name), RDFS.label, language) == [query.summary]
    assert _told(_iri(name), RDFS.comment, language) == [query.description]
    meanings = {
        graph.value(one, SH.name): _told(one, SH.description, language) for one in graph[_iri(name) : SH.parameter]
    }
    assert meanings == {rdflib.Literal(one.name): [one.meaning] for one in query.parameters}


def _told(subject: Node, predicate: URIRef, language: str) -> list[str]:
    return [str(text) for text in _catalogue()[subject:predicate] if text.language == language]


@pytest.mark.usefixtures("kg")
def test_every_parameter_has_a_name_a_kind_and_an_example() -> None:
    graph = _catalogue()
    described = {
        (str(query).rpartition("/")[2], str(graph.value(parameter, SH.name)))
        for query, parameter in graph[: SH.parameter]
        if graph.value(parameter, SKOS.example)
        and (graph.value(parameter, SH.datatype) or graph[parameter : SH.nodeKind : SH.IRI])
    }
    stored = {(name, one.name) for name, path in QUERIES.items() for one in parse_query_file(path).parameters}
    assert described == stored


@pytest.mark.usefixtures("kg")
def test_no_query_is_called_as_a_parameter_is() -> None:
    graph = _catalogue()
    paths = set(graph.objects(None, SH.path))
    assert paths
    assert paths.isdisjoint(graph.subjects(SH.parameter))


@pytest.mark.usefixtures("kg")
def test_every_term_of_the_catalogue_exists_in_its_vocabulary() -> None:
    spaces: tuple[Any, ...] = (RDF, RDFS, SH, SKOS, SDO)
    for term in {*_catalogue().predicates(), *_catalogue().objects(None, RDF.type)}:
        assert any(term in space for space in spaces), term
