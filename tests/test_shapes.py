"""The SHACL shapes, held against `tests/shapes/<Shape>/`: files that they accept, and files with one fault each."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyshacl
import pyshacl_turbo
import pytest
from pyoxigraph import RdfFormat, parse
from pyshacl.graph_abstraction import DataGraph
from pyshacl.shapes_graph import ShapesGraph
from pyshacl.validator import Validator
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import SH
from rdflib.term import Node

from sovleader_kg.corpus.evidence import claims_in, unsupported
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.passages import sha256_of
from sovleader_kg.corpus.turtle import Document, read
from sovleader_kg.corpus.vocabulary import needing_claims
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.files import ROOT, ontology_files, shape_files
from sovleader_kg.names import sl

CASES = Path(__file__).parent / "shapes"
VALID = sorted(CASES.glob("*/valid.*.ttl"))
INVALID = sorted(CASES.glob("*/invalid.*.ttl"))
EXAMPLE = ROOT / "ontology" / "example.ttl"
LOGIC = (SH["or"], SH["xone"], SH["and"])
NO_CONSTRAINTS = {RDF.type, SH.path, SH.message, SH.severity, SH.targetClass, SH.targetSubjectsOf, SH.property}


class Result(NamedTuple):
    """One result of a validation."""

    severity: str
    message: str
    shape: str
    component: str


def case_name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def local_name(node: Node | None) -> str:
    return str(node).rpartition("#")[2]


def graph_of(*files: Path) -> Graph:
    graph = Graph()
    for file in files:
        graph.parse(file)
    return graph


@cache
def shapes() -> Graph:
    return graph_of(*shape_files())


def aimed_shapes() -> set[Node]:
    """Return the shapes that choose their own focus nodes."""
    return {shape for target in (SH.targetClass, SH.targetSubjectsOf) for shape in shapes().subjects(target)}


@cache
def shapes_read_once() -> tuple[ShapesGraph, list[str]]:
    """Return pySHACL's reading of the shapes, and the shapes to begin with, so that a case takes a few milliseconds."""
    read_once = ShapesGraph(shapes())
    assert read_once.shapes
    return read_once, sorted(map(str, aimed_shapes()))


def report_on(data: Graph) -> Graph:
    """Return pySHACL's report on a graph."""
    shapes_graph, aimed = shapes_read_once()
    options = {"inference": "none", "advanced": False, "use_shapes": aimed}
    validator = Validator(DataGraph.from_rdflib(data), shacl_graph=Graph(), options=options)
    validator.shacl_graph = shapes_graph
    _, report, _ = validator.run()  # type: ignore[no-untyped-call]
    assert isinstance(report, Graph)
    return report


@cache
def report_on_file(path: Path) -> Graph:
    return report_on(graph_of(path))


def results_in(report: Graph) -> set[Result]:
    parts = (SH.resultSeverity, SH.resultMessage, SH.sourceShape, SH.sourceConstraintComponent)
    rows = ([report.value(result, part) for part in parts] for result in report.objects(None, SH.result))
    return {
        Result(local_name(severity), str(message), local_name(shape), local_name(component))
        for severity, message, shape, component in rows
    }


def said_of(path: Path) -> set[tuple[str, str]]:
    return {(result.severity, result.message) for result in results_in(report_on_file(path))}


def expected(path: Path) -> tuple[str, str]:
    first, second, *_ = path.read_text(encoding="utf-8").split("\n")
    return second.removeprefix("# severity: "), first.removeprefix("# expects: ")


def reporting_shapes() -> set[Node]:
    """Return the shapes whose own message a reader can meet."""
    graph = shapes()
    aimed = aimed_shapes()
    constrained = {shape for shape in aimed if set(graph.predicates(shape)) & {*LOGIC, SH.pattern, SH.closed}}
    return constrained | {inner for shape in aimed for inner in graph.objects(shape, SH.property)}


def messages() -> set[str]:
    return {str(message) for message in shapes().objects(None, SH.message)}


@pytest.mark.parametrize("path", VALID, ids=case_name)
def test_nothing_is_found_in_a_valid_case(path: Path) -> None:
    assert results_in(report_on_file(path)) == set()


@pytest.mark.parametrize("path", INVALID, ids=case_name)
def test_one_fault_gives_one_message(path: Path) -> None:
    assert said_of(path) == {expected(path)}


def test_pyshacl_turbo_reports_on_every_case_what_pyshacl_reports() -> None:
    read_once = pyshacl_turbo.compile_shapes(shapes())  # type: ignore[no-untyped-call]
    differing = [
        case_name(path)
        for path in (*VALID, *INVALID)
        if not isomorphic(read_once.validate(graph_of(path))[1], report_on_file(path))
    ]
    assert differing == []


def test_every_message_is_triggered_by_a_case() -> None:
    triggered = {message for path in INVALID for _, message in said_of(path)}
    assert sorted(messages() - triggered) == []


def constraints() -> set[tuple[str, str]]:
    """Return shape and component of every constraint that can be broken, as the reports name them."""
    graph, passive = shapes(), {"IgnoredProperties", "QualifiedValueShape", "NodeKind"}
    named = {
        (local_name(shape), local_name(parameter)[0].upper() + local_name(parameter)[1:])
        for shape in reporting_shapes()
        for parameter in set(graph.predicates(shape)) - NO_CONSTRAINTS
    }
    return {(shape, f"{name}ConstraintComponent") for shape, name in named if name not in passive}


def test_every_constraint_is_broken_by_a_case() -> None:
    broken = {(result.shape, result.component) for path in INVALID for result in results_in(report_on_file(path))}
    assert sorted(constraints() - broken) == []


def links() -> list[URIRef]:
    graph = shapes()
    return sorted(
        shape
        for shape in set(graph.objects(None, SH.property)) & set(graph.subjects(SH.nodeKind, SH.IRI))
        if isinstance(shape, URIRef)
    )


@pytest.mark.parametrize("shape", links(), ids=local_name)
def test_a_link_written_as_text_is_found(shape: URIRef) -> None:
    path = shapes().value(shape, SH.path, any=False)
    assert isinstance(path, URIRef)
    folder = CASES / local_name(shape).partition("-")[0]
    cases = (graph_of(file) for file in sorted(folder.glob("valid.*.ttl")))
    graph = next(graph for graph in cases if (None, path, None) in graph)
    subject, iri = next(iter(graph.subject_objects(path)))
    graph.set((subject, path, Literal(str(iri))))
    assert (local_name(shape), "NodeKindConstraintComponent") in {
        (result.shape, result.component) for result in results_in(report_on(graph))
    }


def test_every_targeted_class_occurs_in_a_valid_case() -> None:
    occurring = {kind for path in VALID for kind in graph_of(path).objects(None, RDF.type)}
    assert set(shapes().objects(None, SH.targetClass)) - occurring == set()


def test_every_case_stands_in_the_folder_of_a_shape() -> None:
    names = {local_name(shape) for shape in shapes().subjects(RDF.type, SH.NodeShape)}
    assert {path.parent.name for path in (*VALID, *INVALID)} <= names


def test_every_shape_that_reports_has_a_name_one_message_and_a_severity() -> None:
    graph = shapes()
    wanting = [
        shape
        for shape in reporting_shapes()
        if not isinstance(shape, URIRef)
        or len(list(graph.objects(shape, SH.message))) != 1
        or len(list(graph.objects(shape, SH.severity))) != 1
    ]
    assert wanting == []


def test_every_ordered_property_has_a_datatype() -> None:
    graph = shapes()
    ordering = [pair for order in (SH.lessThan, SH.lessThanOrEquals) for pair in graph.subject_objects(order)]
    ordered = {end for shape, other in ordering for end in (graph.value(shape, SH.path), other)}
    typed = {graph.value(shape, SH.path) for shape in graph.subjects(SH.datatype)}
    assert URIRef(sl("startsAt")) in ordered
    assert ordered - typed == set()


def test_every_property_shape_is_used() -> None:
    used = set(shapes().objects(None, SH.property))
    assert set(shapes().subjects(RDF.type, SH.PropertyShape)) - used == set()


def test_no_two_shapes_share_a_message() -> None:
    said = sorted(str(message) for message in shapes().objects(None, SH.message))
    assert len(said) == len(set(said))


def test_lists_of_alternatives_have_two_members_or_more() -> None:
    graph = shapes()
    lists = [Collection(graph, head) for logic in LOGIC for head in graph.objects(None, logic)]
    assert lists
    assert all(len(members) >= 2 for members in lists)


@pytest.mark.deep
def test_shapes_conform_to_the_shapes_of_shacl() -> None:
    conforms, _, text = pyshacl.validate(Graph(), shacl_graph=shapes(), meta_shacl=True, inference="none")
    assert conforms, text


def test_validation_changes_neither_data_nor_shapes() -> None:
    data = graph_of(CASES / "Term" / "invalid.second-holder.ttl")
    before, shapes_before = set(data), set(shapes())
    report_on(data)
    assert (set(data), set(shapes())) == (before, shapes_before)


def test_vocabulary_conforms_to_its_shapes() -> None:
    assert results_in(report_on(graph_of(*ontology_files()))) == set()


def test_nothing_is_found_in_the_example() -> None:
    assert results_in(report_on(graph_of(EXAMPLE))) == set()


@cache
def example() -> Document:
    return read(EXAMPLE)


@cache
def example_index() -> Index:
    return Index(example().triples)


def wordings() -> dict[str, str]:
    """Return each passage of the example with the wording that the comment above it tells."""
    found = re.findall(r"^# “(.+)”\n+(ex-passage:\S+)$", example().text, re.MULTILINE)
    return {example().prefixes["ex-passage"] + name.partition(":")[2]: wording for wording, name in found}


def test_hashes_of_the_example_are_those_of_the_told_wordings() -> None:
    index = example_index()
    stored = {passage: index.value(passage, sl("sha256")) for passage in index.of_type(sl("Passage"))}
    assert stored == {passage: sha256_of(wording) for passage, wording in wordings().items()}


def test_spellings_of_the_example_stand_in_the_told_wordings() -> None:
    index = example_index()
    quoted = [
        (spelling, wordings()[index.values(claim, sl("passage"))[0]])
        for claim in index.using(sl("asWritten"))
        for spelling in index.values(claim, sl("asWritten"))
    ]
    assert quoted
    assert [spelling for spelling, wording in quoted if spelling not in wording] == []


def test_every_fact_of_the_example_is_supported() -> None:
    ontology = Index(read(ROOT / "ontology" / "sovleader.ttl").triples)
    needed, problems = unsupported(example_index(), claims_in(example_index()), needing_claims(ontology))
    assert (needed > 0, problems) == (True, [])


def test_example_derives_the_bounds_that_it_tells() -> None:
    prefixes = "\n".join(f"PREFIX {prefix}: <{space}>" for prefix, space in example().prefixes.items())
    told = "\n".join(re.findall(r"^#    (ex-\S+ sl:.+ \.)$", example().text, re.MULTILINE))
    derived, problems = derive_bounds(example_index(), claims_in(example_index()))
    expected_triples = {quad.triple for quad in parse(f"{prefixes}\n{told}".encode(), RdfFormat.TURTLE)}
    assert problems == []
    assert expected_triples
    assert expected_triples - set(derived) == set()
