"""The build: the same bytes each time, whole or not at all, and every mistake named."""

from __future__ import annotations

import hashlib
import re
import shutil
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, RdfFormat, parse
from rdflib import OWL, RDF, RDFS

from graphs import HEAD
from smallgraph import build_small
from sovleader_kg import DataError, KnowledgeGraph, build, files
from sovleader_kg.checks.findings import Findings
from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.names import sl
from sovleader_kg.store.engines import TURTLE


@pytest.fixture(scope="module")
def published(built: Path) -> Path:
    return built / TURTLE


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the sources that a test may spoil."""
    for name in ("ontology", "data", "queries"):
        shutil.copytree(files.ROOT / name, tmp_path / name)
    monkeypatch.setattr(files, "ROOT", tmp_path)
    return tmp_path


def test_two_builds_give_the_same_bytes(small_folder: Path, tmp_path: Path) -> None:
    assert build_small(tmp_path).read_bytes() == (small_folder / TURTLE).read_bytes()


@pytest.mark.deep
def test_two_builds_of_all_of_the_data_give_the_same_bytes(published: Path, tmp_path: Path) -> None:
    assert build.build(tmp_path).read_bytes() == published.read_bytes()


def test_the_hash_beside_the_file_is_its_own(published: Path) -> None:
    digest, name = (published.with_suffix(".ttl.sha256")).read_text(encoding="utf-8").split()
    assert (digest, name) == (hashlib.sha256(published.read_bytes()).hexdigest(), "sovleader-kg.ttl")


@pytest.mark.deep
def test_rdflib_and_oxigraph_read_the_same_number_of_triples(published: Path) -> None:
    theirs = rdflib.Graph().parse(published, format="turtle")
    assert len(theirs) == len(set(parse(published.read_bytes(), RdfFormat.TURTLE)))


def test_the_published_file_has_no_relative_iri_and_no_path_of_a_machine(published: Path) -> None:
    text = published.read_text(encoding="utf-8")
    assert "file:" not in text
    assert "<>" not in text


def test_blank_nodes_of_the_published_file_stand_in_brackets_of_owl_alone(published: Path) -> None:
    triples = [quad.triple for quad in parse(published.read_bytes(), RdfFormat.TURTLE)]
    named = [triple.object for triple in triples if isinstance(triple.object, BlankNode)]
    assert named
    assert len(named) == len(set(named))
    spaces = (str(OWL), str(RDF), str(RDFS))
    about = {t.predicate.value for t in triples if isinstance(t.subject, BlankNode) or isinstance(t.object, BlankNode)}
    assert [predicate for predicate in about if not predicate.startswith(spaces)] == []
    types = {t.object.value for t in triples if isinstance(t.subject, BlankNode) and t.predicate.value == str(RDF.type)}
    assert types == {str(OWL.Restriction), str(OWL.AllDisjointClasses)}
    assert "_:" not in re.sub(r'"(?:[^"\\]|\\.)*"', "", published.read_text(encoding="utf-8"))


def test_the_store_holds_each_layer_as_a_named_graph_too(published: Path) -> None:
    kg = KnowledgeGraph.open(published.parent)
    rows = kg.select("SELECT DISTINCT ?g WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?g").rows
    graphs = {str(row[0].value).rpartition("/graph/")[2] for row in rows if row[0]}
    assert {"facts", "derived", "ontology", "claims/wikipedia", "claims/prolewiki"} <= graphs


def test_default_graph_and_named_graphs_hold_the_same_triples(published: Path) -> None:
    kg = KnowledgeGraph.open(published.parent)
    whole = kg.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").records()
    parts = kg.select(
        "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } }"
    ).records()
    assert whole == parts


def test_a_broken_file_is_named_with_its_line_and_nothing_is_written(copy: Path, tmp_path: Path) -> None:
    broken = copy / "data" / "terms" / "secretaryship.ttl"
    broken.write_text(broken.read_text(encoding="utf-8") + "\nterm:x. a", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/terms/secretaryship\.ttl:\d+: error: not Turtle"):
        build.build(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_an_unsupported_fact_fails_the_build(small_project: Path, tmp_path: Path) -> None:
    terms = small_project / "data" / "facts.ttl"
    text = terms.read_text(encoding="utf-8")
    terms.write_text(text.replace('sl:start "1922-04-03"', 'sl:start "1922-04-04"'), encoding="utf-8")
    with pytest.raises(DataError, match=r"no claim supports sl:start \"1922-04-04\""):
        build.build(tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.deep
def test_a_person_who_is_a_post_fails_the_build_and_names_the_facts(copy: Path, tmp_path: Path) -> None:
    posts = copy / "data" / "institutions" / "posts.ttl"
    text = posts.read_text(encoding="utf-8")
    posts.write_text(
        text.replace("sl:deputyPost post:deputy-general-secretary", "sl:deputyPost person:joseph-stalin").replace(
            "PREFIX post:", "PREFIX person: <https://w3id.org/sovleader/id/person/>\nPREFIX post:"
        ),
        encoding="utf-8",
    )
    with pytest.raises(DataError) as caught:
        build.build(tmp_path / "out")
    told = [one.message for one in caught.value.problems if one.rule == "contradiction"]
    assert any("cannot be both" in one and "sl:deputyPost person:joseph-stalin" in one for one in told)
    assert not (tmp_path / "out").exists()


@pytest.mark.deep
def test_a_failed_build_leaves_the_old_graph(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    before = build.build(out).read_bytes()
    broken = copy / "data" / "terms" / "secretaryship.ttl"
    broken.write_text("nonsense", encoding="utf-8")
    with pytest.raises(DataError):
        build.build(out)
    assert (out / "sovleader-kg.ttl").read_bytes() == before
    assert KnowledgeGraph.open(out).who(on="1960-01-01").answers


@pytest.fixture(scope="module")
def findings() -> Findings:
    return build.check()


@pytest.mark.deep
def test_the_graph_has_no_open_findings(findings: Findings) -> None:
    assert findings.open == ()


@pytest.mark.deep
def test_every_acceptance_closes_a_finding(findings: Findings) -> None:
    index = read_corpus().index
    acceptances = {
        (index.value(one, sl("ofCheck")), index.value(one, sl("rationale"))) for one in index.of_type(sl("Acceptance"))
    }
    assert acceptances == {(one.problem.rule, one.reason) for one in findings.accepted}


@pytest.mark.deep
def test_an_accepted_finding_tells_who_when_and_why(findings: Findings) -> None:
    begins = "One list puts the handover on 29 November"
    (told, *_) = (one for one in findings.accepted if one.reason.startswith(begins))
    assert (told.problem.rule, told.by, told.on) == ("overlap_possible", "sovleader-kg editors", "2026-11-24")
    assert told.problem.where.startswith("data/terms/secretaryship.ttl:")


def test_contradiction_hides_no_other_finding(small_project: Path, tmp_path: Path) -> None:
    del small_project
    own = tmp_path / "own.ttl"
    own.write_text(
        f"{HEAD}term:joseph-stalin.1 sl:succeeds term:georgy-malenkov.1 .\n"
        "term:georgy-malenkov.1 sl:succeeds term:joseph-stalin.1 .\n",
        encoding="utf-8",
    )
    found = build.check([own]).open
    assert [one.where for one in found if one.rule == "contradiction"] == [f"{own}:{HEAD.count(chr(10)) + 1}"]
    assert {one.rule for one in found} >= {"contradiction", "wrong_predecessor"}
