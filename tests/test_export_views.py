"""The views: the same triples on both engines, only terms that exist, and what users of each vocabulary ask.

`tests/views/<view>.<what>.rq` is a question in the view's vocabulary alone; beside it lies the reviewed answer. To
write the answers anew on purpose, after `sovleader build`:

    python tests/test_export_views.py
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import cast

import pytest
import rdflib
from pyoxigraph import DefaultGraph, Quad, QuerySolutions, RdfFormat, Store, parse
from rdflib import ORG, PROV, RDF, RDFS, SDO, TIME, XSD, URIRef
from rdflib.term import Node

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.dates import days_of
from sovleader_kg.export import formats
from sovleader_kg.export.format import Exported
from sovleader_kg.names import BASE, SL
from sovleader_kg.store.tables import as_table, write_result
from specifications import CLASSES, CRM, ENDS, PROPERTIES, SPACES

FOLDER = Path(__file__).parent / "views"
QUESTIONS = sorted(FOLDER.glob("*.rq"))
VIEWS = [path.stem for path in files.query_files("views")]
Viewed = Callable[[str], rdflib.Graph]


@cache
def _turtle(view: str) -> bytes:
    return KnowledgeGraph.open().export(view).content


@cache
def _graph(view: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=_turtle(view), format="turtle")


@pytest.fixture(scope="session")
def viewed(exported: Callable[[str], Exported]) -> Callable[[str], rdflib.Graph]:
    """Each view of the small graph, and in a deep run of the built one, read once."""
    return cache(lambda view: rdflib.Graph().parse(data=exported(view).content, format="turtle"))


def _view(question: Path) -> str:
    return question.name.partition(".")[0]


@cache
def _store(view: str) -> Store:
    store = Store()
    triples = (quad.triple for quad in parse(_turtle(view), RdfFormat.TURTLE))
    store.extend(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    return store


def _terms(view: str, pattern: str) -> set[URIRef]:
    solutions = _store(view).query(f"SELECT DISTINCT ?term {{ {pattern} }}")
    assert isinstance(solutions, QuerySolutions)
    return {URIRef(row["term"].value) for row in solutions}


def _answer(question: Path) -> str:
    solutions = _store(_view(question)).query(question.read_text(encoding="utf-8"))
    assert isinstance(solutions, QuerySolutions)
    return write_result(as_table(solutions), "csv")


def test_every_view_is_an_export() -> None:
    assert VIEWS
    assert set(VIEWS) <= set(formats())
    assert set(VIEWS) == set(SPACES) == {_view(question) for question in QUESTIONS}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_the_same_bytes_on_both_engines(view: str, on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    assert other.export(view).content == one.export(view).content


@pytest.mark.deep
@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("view", VIEWS)
def test_every_term_of_a_view_exists_in_its_vocabulary(view: str) -> None:
    terms = _terms(view, "?thing ?term ?value") | _terms(view, "?thing a ?term")
    assert len(terms) > 1
    assert [str(term) for term in terms - {RDF.type} if not any(term in space for space in SPACES[view])] == []
    assert [term for term in terms if term.startswith(SL)] == []


@pytest.mark.parametrize("view", VIEWS)
def test_what_a_view_names_anew_hangs_on_a_name_of_the_graph(view: str, graph: KnowledgeGraph, viewed: Viewed) -> None:
    subjects = set(viewed(view).subjects())
    assert all(isinstance(subject, URIRef) for subject in subjects)
    new = {str(subject) for subject in subjects if "#" in str(subject)}
    assert bool(new) == (view != "schema")
    known = {row[0].value for row in graph.select("SELECT DISTINCT ?thing { ?thing a ?class }").rows if row[0]}
    hung = {name.partition("#")[0] for name in new}
    assert all(thing.startswith(BASE) for thing in hung)
    assert hung - known == set()


def test_no_name_is_new_in_two_views(viewed: Viewed) -> None:
    new = [name for view in VIEWS for name in set(viewed(view).subjects()) if "#" in str(name)]
    assert len(new) == len(set(new))


def _kinds(graph: rdflib.Graph, node: Node) -> set[Node]:
    """Return the classes of a node with those above them in CIDOC CRM; a literal's is rdfs:Literal."""
    if isinstance(node, rdflib.Literal):
        return {RDFS.Literal}
    found, pending = {cast("Node", RDFS.Resource)}, list(graph.objects(node, RDF.type))
    while pending:
        one = pending.pop()
        found.add(one)
        pending += CLASSES.get(cast("URIRef", one), [])
    return found


def _misused(graph: rdflib.Graph, ends: Mapping[URIRef, tuple[set[URIRef], set[URIRef]]]) -> list[str]:
    return [
        f"{s} {p} {o}"
        for s, p, o in graph
        if p in ends
        and not (_kinds(graph, s) & ends[cast("URIRef", p)][0] and _kinds(graph, o) & ends[cast("URIRef", p)][1])
    ]


def test_every_property_of_cidoc_stands_between_its_domain_and_range(viewed: Viewed) -> None:
    ends = {name: ({domain}, {value}) for name, (domain, value) in PROPERTIES.items()}
    assert {p for p in viewed("cidoc").predicates() if str(p).startswith(CRM)} <= set(ends)
    assert _misused(viewed("cidoc"), ends) == []


@pytest.mark.parametrize("view", ENDS)
def test_every_property_of_a_view_stands_between_classes_that_its_specification_names(
    view: str, viewed: Viewed
) -> None:
    assert _misused(viewed(view), ENDS[view]) == []


@pytest.mark.deep
@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("view", ENDS)
def test_a_view_uses_the_properties_whose_classes_are_held_and_no_other(view: str) -> None:
    space = {"org": (ORG, TIME), "prov": (PROV,), "schema": (SDO,)}[view]
    assert {p for p in _terms(view, "?thing ?term ?value") if any(p.startswith(str(one)) for one in space)} == set(
        ENDS[view]
    )


def test_a_wrong_subject_or_object_is_seen() -> None:
    graph = rdflib.Graph()
    joining, person = URIRef("urn:joining"), URIRef("urn:person")
    graph.add((joining, RDF.type, URIRef(CRM + "E85_Joining")))
    graph.add((person, RDF.type, URIRef(CRM + "E21_Person")))
    joined = URIRef(CRM + "P143_joined")
    ends = {joined: ({PROPERTIES[joined][0]}, {PROPERTIES[joined][1]})}
    graph.add((joining, joined, person))
    assert _misused(graph, ends) == []
    graph.add((person, joined, joining))
    assert _misused(graph, ends) == [f"{person} {joined} {joining}"]


# Dates: never more precise than the graph, and none lost that the vocabulary can say.

AGREED = {
    SDO.birthDate: ("birth", "Birth"),
    SDO.deathDate: ("death", "Death"),
    SDO.foundingDate: ("start", "Start"),
    SDO.dissolutionDate: ("end", "End"),
    SDO.startDate: ("start", "Start"),
    SDO.endDate: ("end", "End"),
}


def _values(kg: KnowledgeGraph, name: str) -> dict[str, str]:
    found = kg.select(f"SELECT ?thing ?value WHERE {{ ?thing <{SL}{name}> ?value }}")
    return {row[0].value: row[1].value for row in found.rows if row[0] and row[1]}


@pytest.mark.deep
def test_no_date_of_schema_org_says_more_than_the_graph(kg: KnowledgeGraph) -> None:
    checked = 0
    for thing, predicate, date in _graph("schema"):
        if predicate not in AGREED:
            continue
        fact, bound = AGREED[cast("URIRef", predicate)]
        options = [(fact, bound)] + [("date", "Date")] * (predicate == SDO.startDate)
        agreed = [values[str(thing)] for name, _ in options if str(thing) in (values := _values_of(name))]
        first = [values[str(thing)] for _, name in options if str(thing) in (values := _values_of(f"earliest{name}"))]
        last = [values[str(thing)] for _, name in options if str(thing) in (values := _values_of(f"latest{name}"))]
        if agreed:
            assert days_of(agreed[0]) <= days_of(str(date)), (thing, agreed, date)
        else:
            assert first == last == [str(date)], thing
        checked += 1
    assert checked > 150


@cache
def _values_of(name: str) -> dict[str, str]:
    return _values(KnowledgeGraph.open(), name)


PLAIN = re.compile(r"\d{4}(-\d\d){0,2}")


@pytest.mark.deep
@pytest.mark.parametrize(("fact", "told"), [("start", SDO.startDate), ("end", SDO.endDate)])
def test_every_plain_date_of_a_sure_term_is_told(fact: str, told: URIRef, kg: KnowledgeGraph) -> None:
    unsure = _values(kg, "atMostPossible")
    plain = {
        term: date
        for term, date in _values(kg, fact).items()
        if PLAIN.fullmatch(date) and term.startswith(BASE + "term/") and term not in unsure
    }
    schema = _graph("schema")
    assert len(plain) > 20
    assert {term: str(schema.value(URIRef(term), told)) for term in plain} == plain


def _ends_told(kg: KnowledgeGraph, fact: str) -> dict[str, tuple[str, str]]:
    """Return the date that facts give to an end of a term, and the day that the view of ORG gives to it."""
    org, end = _graph("org"), TIME.hasBeginning if fact == "start" else TIME.hasEnd
    days = {
        str(term): str(org.value(org.value(interval, end), TIME.inXSDDate))
        for term, interval in org.subject_objects(ORG.memberDuring)
    }
    agreed = _values(kg, fact)
    return {term: (agreed[term], day) for term, day in days.items() if term in agreed}


@pytest.mark.deep
@pytest.mark.parametrize("fact", ["start", "end"])
def test_every_end_of_a_membership_is_a_day_that_its_agreed_date_allows(fact: str, kg: KnowledgeGraph) -> None:
    told = _ends_told(kg, fact)
    assert len(told) > 400
    allowed = {term for term, (agreed, day) in told.items() if days_of(day, "gregorian") <= days_of(agreed)}
    org = _graph("org")
    alone = {
        term
        for term in told.keys() - allowed
        if len({str(org.value(URIRef(f"{term}{name}"), TIME.inXSDDate)) for name in ("#beginning", "#end")}) == 1
    }
    assert told.keys() - allowed - alone == set()


@pytest.mark.deep
def test_every_sure_membership_known_to_the_day_at_an_end_has_its_interval(kg: KnowledgeGraph) -> None:
    unsure = _values(kg, "atMostPossible")
    exact = {
        term
        for fact in ("start", "end")
        for term, date in _values(kg, fact).items()
        if re.fullmatch(r"19(1[89]|[2-9]\d)-\d\d-\d\d", date) and term.startswith(BASE + "term/")
    }
    assert len(exact) > 500
    assert exact - unsure.keys() - {str(term) for term in _graph("org").subjects(ORG.memberDuring)} == set()


@pytest.mark.deep
def test_a_date_between_two_days_of_one_month_is_told_as_the_month() -> None:
    shenin = URIRef(BASE + "term/oleg-shenin.2")
    assert _values_of("end")[str(shenin)] == "1991-08-24/1991-08-29"
    assert str(_graph("schema").value(shenin, SDO.endDate)) == "1991-08"


@pytest.mark.deep
@pytest.mark.parametrize("view", ["org", "schema", "cidoc"])
def test_what_is_at_most_possible_is_left_out(view: str, kg: KnowledgeGraph) -> None:
    unsure = {name for name in _values(kg, "atMostPossible") if name.startswith(BASE + "term/")}
    told = {str(node).partition("#")[0] for triple in _graph(view) for node in triple}
    assert unsure
    assert unsure & told == set()
    assert {name for name in _values(kg, "holder") if name.startswith(BASE + "term/")} - unsure <= told


@pytest.mark.deep
@pytest.mark.parametrize(("name", "bounds"), [("#joining", "Start"), ("#leaving", "End")])
def test_moments_of_cidoc_are_the_bounds(name: str, bounds: str) -> None:
    graph, checked = _graph("cidoc"), 0
    for term, day in _values_of(f"earliest{bounds}").items():
        time = graph.value(URIRef(term + name), URIRef(CRM + "P4_has_time-span"))
        if time:
            assert str(graph.value(time, URIRef(CRM + "P82a_begin_of_the_begin"))) == f"{day}T00:00:00"
            last = _values_of(f"latest{bounds}").get(term)
            assert graph.value(time, URIRef(CRM + "P82b_end_of_the_end")) == (
                last and rdflib.Literal(f"{last}T23:59:59", datatype=XSD.dateTime)
            )
            checked += 1
    assert checked > 20


@pytest.mark.deep
@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize(
    ("first", "last"),
    [("P82a_begin_of_the_begin", "P82b_end_of_the_end"), ("P81a_end_of_the_begin", "P81b_begin_of_the_end")],
)
def test_no_time_span_ends_before_it_begins(first: str, last: str) -> None:
    graph = _graph("cidoc")
    pairs = [
        (str(begin), str(end))
        for time, begin in graph[: URIRef(CRM + first)]
        for end in graph[time : URIRef(CRM + last)]
    ]
    assert len(pairs) > 20
    assert [pair for pair in pairs if pair[0] >= pair[1]] == []


# What users of each vocabulary ask.


@pytest.mark.deep
@pytest.mark.usefixtures("kg")
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.stem)
def test_a_question_in_the_vocabulary_alone_has_the_reviewed_answer(question: Path) -> None:
    answer = question.with_suffix(".csv").read_bytes().decode()
    assert len(answer.splitlines()) > 1
    assert _answer(question) == answer


def test_every_reviewed_answer_has_its_question() -> None:
    assert sorted(FOLDER.glob("*.csv")) == [question.with_suffix(".csv") for question in QUESTIONS]


if __name__ == "__main__":
    for path in QUESTIONS:
        path.with_suffix(".csv").write_bytes(_answer(path).encode())
