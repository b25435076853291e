"""Careers: a post or an office with everybody who held it, read from a store."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphs import triples
from sovleader_kg.answers.chronology.careers import Career, Post, Term, posts_of_office, read_career
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.model import Asked
from sovleader_kg.names import BASE
from sovleader_kg.store.compiling import compile_store
from sovleader_kg.store.engines import OxigraphEngine

TURTLE = """
post:gs sl:incarnationOf office:o ; sl:earliestStart "1922-04-03"^^xsd:date ; sl:latestStart "1922-04-04"^^xsd:date ;
    sl:firstHolder person:a ; sl:finalHolder person:b .
post:fs sl:incarnationOf office:o .
post:other sl:incarnationOf office:p .
lapse:gs a sl:Lapse ; sl:lapseOf post:gs ; sl:startedBy event:e ; sl:startedOnDayOf event:e .
person:a rdfs:label "A"@en , "А"@ru .
person:b rdfs:label "B"@en .
term:a.1 a sl:Term ; sl:post post:gs ; sl:holder person:a ; sl:endedBy event:e ;
    sl:endedOnDayOf event:e ;
    sl:earliestEnd "1934-02-10"^^xsd:date ; sl:latestEnd "1934-02-10"^^xsd:date .
term:b.1 a sl:ActingTerm ; sl:post post:fs ; sl:holder person:b ; sl:succeeds term:a.1 ; sl:atMostPossible true .
term:b.2 a sl:Term ; sl:post post:other ; sl:holder person:b .
claim:2 rdf:subject term:a.1 . claim:1 rdf:subject term:a.1 . claim:3 rdf:subject term:a.1 .
resolution:r sl:rejects claim:3 .
"""


def iri(name: str) -> str:
    kind, _, slug = name.partition(":")
    return f"{BASE}{kind}/{slug}"


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> OxigraphEngine:
    folder: Path = tmp_path_factory.mktemp("dist")
    compile_store(folder, {"facts": triples(TURTLE)}, {})
    return OxigraphEngine(folder)


def read(engine: OxigraphEngine, asked: Asked, subject: str) -> Career:
    return read_career(engine, Timeline(engine), asked, subject)


def test_office_has_its_posts_in_order(engine: OxigraphEngine) -> None:
    assert posts_of_office(engine, iri("office:o")) == [iri("post:fs"), iri("post:gs")]


def test_term_comes_with_bounds_event_and_claims_that_stand(engine: OxigraphEngine) -> None:
    first = next(term for term in read(engine, "office", iri("office:o")).terms if term.iri == iri("term:a.1"))
    day = as_day("1934-02-10")
    assert first == Term(
        iri=iri("term:a.1"),
        person=iri("person:a"),
        name="A",
        post=iri("post:gs"),
        acting=False,
        doubtful=False,
        stretch=Stretch(Point(f"{iri('term:a.1')} Start", FIRST, LAST), Point(iri("event:e"), day, day)),
        succeeds=(),
        claims=(iri("claim:1"), iri("claim:2")),
    )


def test_acting_doubtful_and_succeeding_terms_are_told(engine: OxigraphEngine) -> None:
    (second,) = read(engine, "post", iri("post:fs")).terms
    assert (second.acting, second.doubtful, second.succeeds) == (True, True, (iri("term:a.1"),))


def test_post_comes_with_its_lapses_and_edges(engine: OxigraphEngine) -> None:
    (post,) = read(engine, "post", iri("post:gs")).posts
    assert post == Post(
        iri("post:gs"),
        Stretch(
            Point(f"{iri('post:gs')} Start", as_day("1922-04-03"), as_day("1922-04-04")),
            Point(f"{iri('post:gs')} End", as_day("1934-02-10"), LAST),
        ),
        (Stretch(Point(iri("event:e"), FIRST, LAST), Point(f"{iri('lapse:gs')} End", FIRST, LAST)),),
        (iri("person:a"),),
        (iri("person:b"),),
    )


def test_post_without_terms_has_none(engine: OxigraphEngine) -> None:
    assert read(engine, "post", iri("post:none")).terms == ()
