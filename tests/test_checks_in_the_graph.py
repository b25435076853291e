"""The checks among real data: each fault, seeded into a copy of the whole graph, is found at the thing it is put in."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import NamedTuple

import pyshacl
import pyshacl_turbo
import pytest
from pyoxigraph import NamedNode, Triple

from graphs import triples
from sovleader_kg import build, files
from sovleader_kg.checks.shapes import validate
from sovleader_kg.checks.stored import SEVERITIES, run_checks
from sovleader_kg.corpus.corpus import Corpus, read_corpus
from sovleader_kg.corpus.evidence import claims_in, unsupported
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.vocabulary import needing_claims
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.errors import Problem
from sovleader_kg.names import RDF, expand

LINKS = {"sl:start": "sl:startedBy", "sl:end": "sl:endedBy"}


class Fault(NamedTuple):
    """What to take out of the data and to put in, and where the check must find it (several things with spaces).

    `out` are subjects and predicates (all values go); `dates` are ends of terms that are set anew, with the claims
    and the event behind the old day taken out; `into` is Turtle.
    """

    rule: str
    focus: str
    out: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    into: str = ""


def starts(term: str, day: str = "") -> str:
    return _end(term, "sl:start", day)


def ends(term: str, day: str = "") -> str:
    return _end(term, "sl:end", day)


def _end(term: str, name: str, day: str) -> str:
    return f'term:{term} {name} "{day}"^^edtf:EDTF .' if day else f"term:{term} {name}"


def _listed(subject: str, predicate: str, day: str) -> str:
    """Return a claim of a new passage that puts a sitting or a complete list on a day."""
    return (
        f'claim:new.1 a sl:Claim ; rdf:subject {subject} ; rdf:predicate {predicate} ; rdf:object "{day}"^^edtf:EDTF ; '
        "sl:passage passage:new.1 ; sl:polarity concept:affirmed ; sl:stance concept:stated . "
        "passage:new.1 a sl:Passage ; sl:source source:wikidata ."
    )


SECOND_ANDROPOV = "term:yuri-andropov.9 a sl:Term ; sl:holder person:yuri-andropov ; sl:post post:general-secretary"
SECOND_FOUNDING = (
    "event:second-founding a sl:PostChange ; sl:changeKind concept:establishment ; sl:changes post:general-secretary ; "
    'sl:date "1930"^^edtf:EDTF .'
)
FAULTS = [
    Fault(
        "duplicate_term",
        "term:yuri-andropov.1 term:yuri-andropov.9",
        into=f"{SECOND_ANDROPOV} . {starts('yuri-andropov.9', '1983')} {ends('yuri-andropov.9', '1983')}",
    ),
    Fault("duplicate_term_possible", "term:yuri-andropov.1 term:yuri-andropov.9", into=f"{SECOND_ANDROPOV} ."),
    Fault("gap", "term:yuri-andropov.1", dates=(starts("konstantin-chernenko.1", "1984-03-01"),)),
    Fault(
        "gnd_check_digit",
        "person:joseph-stalin",
        out=("person:joseph-stalin skos:exactMatch",),
        into="person:joseph-stalin skos:exactMatch <https://d-nb.info/gnd/118642489> .",
    ),
    Fault("holder_outside_post", "term:nikita-khrushchev.1", dates=(starts("nikita-khrushchev.1", "1953-01-01"),)),
    Fault("holder_outside_post", "term:vladimir-ivashko.1", dates=(ends("vladimir-ivashko.1", "1991-11-30"),)),
    Fault("identifier_used_twice", "person:joseph-stalin person:new", into="person:new skos:exactMatch wd:Q855 ."),
    Fault("identifier_used_twice", "person:joseph-stalin", into="person:joseph-stalin skos:exactMatch wd:Q1 ."),
    Fault(
        "listed_member_impossible", "term:yuri-andropov.1", into=_listed("term:yuri-andropov.1", "sl:heldOn", "1970")
    ),
    Fault("missing_end", "term:nikita-khrushchev.1", dates=(ends("nikita-khrushchev.1"),)),
    Fault("missing_predecessor", "term:yuri-andropov.1", out=("term:yuri-andropov.1 sl:succeeds",)),
    Fault("missing_successor", "term:leonid-brezhnev.2", out=("term:yuri-andropov.1 sl:succeeds",)),
    Fault("one_day_overlap", "term:vyacheslav-molotov.1", out=("term:vyacheslav-molotov.1 sl:succeeds",)),
    Fault(
        "one_sided_succession", "term:nikolay-krestinsky.1", out=("post:chairman-of-the-secretariat sl:succeededBy",)
    ),
    Fault("one_sided_succession", "post:technical-secretary", out=("term:yakov-sverdlov.1 sl:succeeds",)),
    Fault(
        "overlap_certain",
        "term:leonid-brezhnev.2 term:yuri-andropov.1",
        dates=(starts("yuri-andropov.1", "1982-11-01"),),
    ),
    Fault(
        "overlap_possible", "term:leonid-brezhnev.2 term:yuri-andropov.1", dates=(starts("yuri-andropov.1", "1982-11"),)
    ),
    Fault(
        "passage_without_source_text", "passage:new.1", into="passage:new.1 sl:startsAt 0 ; sl:source source:wikidata ."
    ),
    Fault("several_abolitions", "post:general-secretary", out=("lapse:general-secretary.1 sl:startedBy",)),
    Fault("several_inceptions", "post:general-secretary", into=SECOND_FOUNDING),
    Fault("succession_out_of_order", "term:mikhail-gorbachev.1", dates=(starts("mikhail-gorbachev.1", "1980-01-01"),)),
    Fault("suspicious_length", "term:yuri-andropov.1", dates=(ends("yuri-andropov.1", "1982-11-14"),)),
    Fault(
        "term_inside_another",
        "term:konstantin-chernenko.1",
        dates=(starts("konstantin-chernenko.1", "1983-01"), ends("konstantin-chernenko.1", "1983-12")),
    ),
    Fault("term_without_claim", "term:yuri-andropov.9", into=f"{SECOND_ANDROPOV} ."),
    Fault(
        "two_seats_at_once",
        "term:oleg-shenin.2 term:oleg-shenin.99",
        into="term:oleg-shenin.99 a sl:Term ; sl:holder person:oleg-shenin ; sl:post post:politburo-candidate-member ; "
        'sl:start "1990-09"^^edtf:EDTF ; sl:end "1990-12"^^edtf:EDTF .',
    ),
    Fault(
        "unlisted_member_certain",
        "term:yuri-andropov.1",
        into=_listed("post:general-secretary", "sl:completeListOn", "1983-06-01"),
    ),
    Fault(
        "unreciprocated_renaming",
        "event:renaming-to-general-secretary-1966",
        out=("post:first-secretary sl:succeededBy",),
    ),
    Fault("verdict_missing", "claim:new.1", into="claim:new.1 a sl:Claim ."),
    Fault(
        "wrong_predecessor",
        "term:konstantin-chernenko.1",
        out=("term:konstantin-chernenko.1 sl:succeeds",),
        into="term:konstantin-chernenko.1 sl:succeeds term:leonid-brezhnev.2 .",
    ),
    Fault(
        "wrong_successor",
        "term:leonid-brezhnev.2",
        into="term:konstantin-chernenko.1 sl:succeeds term:leonid-brezhnev.2 .",
    ),
]
SEEDED = [pytest.param(fault, id=f"{fault.rule}-{place}") for place, fault in enumerate(FAULTS)]


@cache
def _corpus() -> Corpus:
    return read_corpus()


@cache
def _data() -> tuple[Triple, ...]:
    return tuple(triple for document in _corpus().data for triple in document.triples)


@cache
def _around() -> tuple[Triple, ...]:
    """Return the vocabulary and what it entails: a fault in the data is not closed over anew."""
    vocabulary = (triple for document in _corpus().ontology for triple in document.triples)
    return (*vocabulary, *build.derive(_corpus()).closure)


def _names(text: str) -> tuple[str, str]:
    subject, predicate = text.split()[:2]
    return expand(subject), expand(predicate)


def _claims_on(points: set[tuple[str, str]]) -> set[str]:
    return {claim.iri for claim in claims_in(_corpus().index) if (claim.subject, claim.predicate) in points}


def _spoilt(*faults: Fault) -> list[Triple]:
    """Return the data with faults in it."""
    points = {_names(date) for fault in faults for date in fault.dates}
    links = {(subject, expand(link)) for subject, end in points for name, link in LINKS.items() if expand(name) == end}
    out = {_names(text) for fault in faults for text in fault.out}
    assert out <= {_place(triple) for triple in _data()}
    gone = out | points | links | {(claim, RDF + "subject") for claim in _claims_on(points)}
    kept = [triple for triple in _data() if _place(triple) not in gone]
    dates = [date for fault in faults for date in fault.dates if '"' in date]
    return [*kept, *triples("\n".join([*dates, *(fault.into for fault in faults)]))]


def _place(triple: Triple) -> tuple[str, str]:
    assert isinstance(triple.subject, NamedNode)
    return triple.subject.value, triple.predicate.value


def _found(data: Collection[Triple]) -> set[Problem]:
    index = Index(data)
    bounds, problems = derive_bounds(index, claims_in(index))
    assert problems == []
    return set(run_checks([*_around(), *data, *bounds]))


@cache
def _usual() -> frozenset[Problem]:
    return frozenset(_found(_data()))


@pytest.mark.deep
@pytest.mark.parametrize("fault", SEEDED)
def test_a_fault_in_the_graph_is_found_where_it_is_and_nowhere_else(fault: Fault) -> None:
    new = _found(_spoilt(fault)) - _usual()
    assert {problem.where for problem in new if problem.rule == fault.rule} == set(fault.focus.split())


def test_every_stored_check_has_a_fault_in_the_graph() -> None:
    assert {fault.rule for fault in FAULTS} == set(SEVERITIES)


OF_SHAPES = [
    Fault("shape:Term-startKnown", "term:boris-yeltsin.1", out=("term:boris-yeltsin.1 sl:start",)),
    Fault("shape:Term-endKnown", "term:oleg-shenin.1", out=("term:oleg-shenin.1 sl:end",)),
    Fault("shape:Claim-passage", "claim:wikipedia.6.4", out=("claim:wikipedia.6.4 sl:passage",)),
    Fault("shape:Resolution-rationale", "resolution:birth-of-stalin", out=("resolution:birth-of-stalin sl:rationale",)),
    Fault("shape:Labelled-english", "person:lavrentiy-beria", out=("person:lavrentiy-beria rdfs:label",)),
    Fault("shape:Labelled-russian", "person:lavrentiy-beria"),
    Fault("shape:Labelled-languages", "post:first-secretary", into='post:first-secretary rdfs:label "Head"@en .'),
    Fault("shape:Preferred-prefLabel", "concept:broad", into='concept:broad skos:prefLabel "wide"@en .'),
    Fault("shape:Identified-exactMatch", "body:politburo", into="body:politburo skos:exactMatch wd:P39 ."),
    Fault("shape:Identified-archigosId", "person:boris-yeltsin", into="person:boris-yeltsin sl:archigosId 'x' ."),
    Fault("shape:Identified-freebaseId", "person:boris-yeltsin", into="person:boris-yeltsin sl:freebaseId 'x' ."),
    Fault(
        "shape:Identified-historyStateGovId",
        "person:boris-yeltsin",
        into="person:boris-yeltsin sl:historyStateGovId 'x' .",
    ),
]


@pytest.fixture(scope="module")
def of_shapes() -> set[tuple[str, str]]:
    """What the shapes find where all their faults are in the graph at once."""
    vocabulary = (triple for document in _corpus().ontology for triple in document.triples)
    shapes = [path for path in files.shape_files() if path.stem != "derived"]
    return {(one.rule, one.where) for one in validate([*vocabulary, *_spoilt(*OF_SHAPES)], shapes)}


@pytest.mark.deep
@pytest.mark.parametrize("fault", OF_SHAPES, ids=lambda fault: fault.rule)
def test_a_fault_in_the_graph_is_found_by_its_shape(fault: Fault, of_shapes: set[tuple[str, str]]) -> None:
    assert (fault.rule, fault.focus) in of_shapes


@pytest.mark.deep
def test_pyshacl_turbo_finds_in_the_graph_with_its_faults_what_pyshacl_finds() -> None:
    vocabulary = (triple for document in _corpus().ontology for triple in document.triples)
    whole = [*vocabulary, *_spoilt(*OF_SHAPES), *build.derive(_corpus()).triples]
    found = validate(whole, files.shape_files(), pyshacl_turbo.validate)
    assert {fault.rule for fault in OF_SHAPES} <= {one.rule for one in found}
    assert found == validate(whole, files.shape_files(), pyshacl.validate)


def test_a_value_of_the_graph_that_no_claim_supports_is_found() -> None:
    index = Index(_spoilt(Fault("support", "", dates=(ends("boris-yeltsin.1", "1999-12-30"),))))
    problems = unsupported(index, claims_in(index), needing_claims(_corpus().vocabulary))[1]
    assert [(one.rule, one.where) for one in problems] == [("support", "term:boris-yeltsin.1")]


def test_a_term_of_the_graph_that_ends_before_it_starts_is_found() -> None:
    index = Index(_spoilt(Fault("bounds", "", dates=(ends("boris-yeltsin.1", "1990-12-30"),))))
    problems = derive_bounds(index, claims_in(index))[1]
    assert [(one.rule, one.where) for one in problems] == [("bounds", "term:boris-yeltsin.1")]
