"""Mappings and linksets: what things are elsewhere, what they are not, and where they were not found."""

from __future__ import annotations

import warnings
from pathlib import Path

import pytest
import rdflib
import sssom_pydantic
from rdflib.namespace import RDF, SKOS, VOID
from sssom_pydantic import SemanticMapping

from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.mappings import NAMESPACES, curie, mappings
from sovleader_kg.names import BASE, expand

MAPPING_PREDICATES = "skos:exactMatch|skos:closeMatch|skos:broadMatch|skos:narrowMatch|skos:relatedMatch"


def _read(kg: KnowledgeGraph, folder: Path) -> tuple[list[SemanticMapping], object]:
    path = folder / "mappings.sssom.tsv"
    kg.export("sssom").write(path)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found, _, about = sssom_pydantic.read(path)
    return found, about


def _iri(reference: object) -> str:
    prefix, _, rest = str(reference.curie).partition(":")  # type: ignore[attr-defined]
    return NAMESPACES[prefix] + rest


def test_sssom_pydantic_reads_every_row(kg: KnowledgeGraph, tmp_path: Path) -> None:
    found, about = _read(kg, tmp_path)
    lines = kg.export("sssom").content.decode().splitlines()
    assert len(found) == sum(not line.startswith("#") for line in lines) - 1 > 150
    (licence,) = kg.select("SELECT ?l WHERE { dataset:sovleader-kg dcterms:license ?l }").records()
    assert str(about.license) == licence["l"]  # type: ignore[attr-defined]


def test_the_matches_are_those_of_the_graph(kg: KnowledgeGraph, tmp_path: Path) -> None:
    pattern = MAPPING_PREDICATES.replace("|", " ")
    rows = kg.select(f"SELECT ?s ?p ?o WHERE {{ VALUES ?p {{ {pattern} }} ?s ?p ?o }}").records()
    ours = {(str(row["s"]), str(row["p"]), str(row["o"])) for row in rows}
    found = {
        (_iri(one.subject), _iri(one.predicate), _iri(one.object))
        for one in _read(kg, tmp_path)[0]
        if one.predicate_modifier is None and one.object.prefix != "sssom"
    }
    assert found == ours


def test_what_does_not_match_is_a_row_with_not(kg: KnowledgeGraph, tmp_path: Path) -> None:
    denied = {
        (one.subject.curie, one.predicate.curie, one.object.curie)
        for one in _read(kg, tmp_path)[0]
        if one.predicate_modifier == "Not"
    }
    assert ("post:general-secretary", "skos:exactMatch", "wd:Q1255261") in denied
    assert len(denied) == len(kg.select("SELECT ?x WHERE { ?x sl:notMatching ?y }").rows) == 6


def test_what_was_not_found_names_the_dataset_that_was_looked_through(kg: KnowledgeGraph, tmp_path: Path) -> None:
    missing = [one for one in _read(kg, tmp_path)[0] if one.object.curie == "sssom:NoTermFound"]
    assert {str(one.object_source.curie) for one in missing if one.object_source} == {"source:archigos"}
    assert {one.subject.curie for one in missing} == {
        "person:elena-stasova",
        "person:nikolay-krestinsky",
        "person:vladimir-ivashko",
        "person:vyacheslav-molotov",
        "person:yakov-sverdlov",
        "post:general-secretary",
    }
    assert all(one.comment for one in missing)


def test_no_row_is_both_a_match_and_a_non_match(kg: KnowledgeGraph) -> None:
    rows = mappings(kg._engine)
    held = {(one.subject, one.object) for one in rows if not one.negated and not one.missing_from}
    assert not held & {(one.subject, one.object) for one in rows if one.negated}
    assert not kg.select("SELECT ?x WHERE { ?x sl:missingFrom source:archigos ; sl:about/sl:archigosId ?id }").rows


def test_an_identifier_names_the_claims_that_give_it(kg: KnowledgeGraph) -> None:
    for one in mappings(kg._engine):
        if one.subject.startswith(BASE) and not one.negated and not one.missing_from:
            assert one.rests_on, one
            assert one.comment


def test_an_iri_without_a_prefix_names_itself() -> None:
    with pytest.raises(KeyError, match=r"https://example\.org/x has no prefix"):
        curie("https://example.org/x")


def test_linksets_hold_every_link_and_count_it(kg: KnowledgeGraph) -> None:
    found = rdflib.Graph().parse(data=kg.export("linkset").content, format="turtle")
    ours = {(s, o) for s, o in kg.graph.subject_objects(SKOS.exactMatch)}
    assert set(found.subject_objects(SKOS.exactMatch)) == ours
    for linkset in found.subjects(RDF.type, VOID.Linkset):
        space = str(found.value(found.value(linkset, VOID.objectsTarget), VOID.uriSpace))
        held = [o for _, o in ours if str(o).startswith(space)]
        assert int(str(found.value(linkset, VOID.triples))) == len(held) > 0
        assert found.value(linkset, VOID.linkPredicate) == SKOS.exactMatch
        assert found.value(linkset, VOID.subjectsTarget) == rdflib.URIRef(expand("dataset:sovleader-kg"))


@pytest.mark.parametrize("target", ["wikidata", "dbpedia", "viaf", "gnd"])
def test_there_is_a_linkset_to_each_of_the_four(target: str, kg: KnowledgeGraph) -> None:
    found = rdflib.Graph().parse(data=kg.export("linkset").content, format="turtle")
    assert (rdflib.URIRef(f"{BASE}dataset/links-to-{target}"), RDF.type, VOID.Linkset) in found
