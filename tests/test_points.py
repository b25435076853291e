"""Points: what has the day of one event is one point, for whoever asks what is said of it and what is agreed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import reduce
from operator import and_

import pytest

from graphs import derived, triples
from memory import Memory
from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.explanation.lookup import Lookup
from sovleader_kg.answers.explanation.origins import origin
from sovleader_kg.compare.register import read_register
from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.turtle import read
from sovleader_kg.dates import Days, days_of
from sovleader_kg.derived.points import JOINS, Point, Points, join_points
from sovleader_kg.export.citations import citations
from sovleader_kg.export.facts import Facts, read_facts
from sovleader_kg.files import ROOT
from sovleader_kg.names import SL, compact, expand, sl
from sovleader_kg.store.engines import Engine, rows

DEATH = """
event:death a sl:Death ; sl:affected person:a ; rdfs:label "Death"@en .
person:a a foaf:Person ; rdfs:label "Anna"@en .
person:b a foaf:Person ; rdfs:label "Boris"@en .
post:p a sl:Post ; rdfs:label "Chair"@en .
term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:p ; sl:endedBy event:death ; rdfs:label "a"@en .
tenure:a.1 a sl:Tenure ; sl:tenureHolder person:a ; sl:office office:o ; sl:endedBy event:death .
term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:p ; sl:startedBy event:death ; rdfs:label "b"@en .
source:s a sl:Source ; rdfs:label "Paper"@en ; foaf:page <https://paper.example/> .
"""
SHARING = (
    *(("event:death", "date"), ("person:a", "death")),
    *(("tenure:a.1", "end"), ("term:a.1", "end"), ("term:b.1", "start")),
)
SAID = [f"{subject} {name}" for subject, name in SHARING]


def _date(subject: str, name: str, text: str) -> str:
    return f'{subject} sl:{name} "{text}"^^edtf:EDTF .\n'


def _claim(slug: str, subject: str, name: str, text: str = "1953-03-05") -> str:
    return (
        f"claim:{slug} a sl:Claim ; rdf:subject {subject} ; rdf:predicate sl:{name} ;"
        f' rdf:object "{text}"^^edtf:EDTF ; sl:passage passage:{slug} ; sl:stance concept:stated ;'
        f' sl:polarity concept:affirmed .\npassage:{slug} sl:source source:s ; sl:locator "p. {slug}" .\n'
    )


CLAIMED = {f"{subject.partition(':')[0]}-{name}": (subject, name) for subject, name in SHARING}
CLAIMS = "".join(_claim(slug, *point) for slug, point in CLAIMED.items())
ONTOLOGY = ROOT / "ontology" / "sovleader.ttl"


def _built(*turtle: str) -> Memory:
    stated = triples(*turtle)
    return Memory([*stated, *derived(stated), *read(ONTOLOGY).triples])


def _slugs(claims: Iterable[str]) -> list[str]:
    return sorted(iri.rpartition("/")[2] for iri in claims)


def _joined(*turtle: str) -> set[tuple[str, str, str]]:
    found = join_points(Index(triples(*turtle)))
    return {(compact(t.subject.value), t.predicate.value[len(SL) :], compact(t.object.value)) for t in found}  # type: ignore[union-attr]


def test_an_event_gives_its_day_to_what_it_starts_and_ends_and_to_the_death_it_is() -> None:
    assert _joined(DEATH) == {
        ("person:a", "diedOnDayOf", "event:death"),
        ("tenure:a.1", "endedOnDayOf", "event:death"),
        ("term:a.1", "endedOnDayOf", "event:death"),
        ("term:b.1", "startedOnDayOf", "event:death"),
    }


def test_an_event_that_is_no_death_says_nothing_of_the_death_of_whom_it_affects() -> None:
    assert _joined("event:e a sl:Election ; sl:affected person:a .") == set()


def test_of_two_events_of_dying_one_is_the_death() -> None:
    assert _joined("event:a a sl:Death ; sl:affected person:a . event:b a sl:Death ; sl:affected person:a .") == {
        ("person:a", "diedOnDayOf", "event:a")
    }


def _agreed(facts: Facts, thing: str, name: str) -> str | None:
    value = facts.agreed(thing, name)
    return value.value if value else None


@pytest.mark.parametrize(("subject", "name"), SHARING, ids=SAID)
def test_claims_on_one_day_are_cited_for_all_that_share_it(subject: str, name: str) -> None:
    cited = citations(_built(DEATH, CLAIMS)).on(expand(subject), sl(name))
    assert _slugs(one.claim for one in cited) == sorted(CLAIMED)


@pytest.mark.parametrize(("subject", "name"), SHARING, ids=SAID)
def test_a_table_is_compared_with_the_claims_on_all_that_share_a_day(subject: str, name: str) -> None:
    known = read_register(_built(DEATH, CLAIMS)).claims.on(expand(subject), sl(name))
    assert _slugs(one.claim for one in known) == sorted(CLAIMED)


@pytest.mark.parametrize(("subject", "name"), SHARING, ids=SAID)
def test_a_bound_rests_on_the_claims_on_all_that_share_a_day(subject: str, name: str) -> None:
    lookup = Lookup(_built(DEATH, CLAIMS))
    bound = f"{SL}latest{name.capitalize()}"
    proof = origin(lookup, (expand(subject), bound, lookup.objects(expand(subject), bound)[0]))
    assert proof
    assert _slugs(said.claim for said in proof.claims) == sorted(CLAIMED)


@pytest.mark.parametrize(("dated", "name"), SHARING, ids=SAID)
def test_a_date_given_once_is_agreed_for_all_that_share_the_day(dated: str, name: str) -> None:
    engine = _built(DEATH, _date(dated, name, "1953-03-05"))
    facts, ends = read_facts(engine), {one.iri: one.ends for one in read_register(engine).periods}
    assert [_agreed(facts, expand(subject), other) for subject, other in SHARING] == ["1953-03-05"] * len(SHARING)
    assert [ends[expand(f"{kind}:a.1")]["end"].text for kind in ("term", "tenure")] == ["1953-03-05"] * 2


def test_the_most_precise_date_is_agreed_for_all_that_share_the_day_its_own_included() -> None:
    engine = _built(DEATH, _date("term:a.1", "end", "1953-03"), _date("event:death", "date", "1953-03-05"))
    facts = read_facts(engine)
    assert _agreed(facts, expand("term:a.1"), "end") == "1953-03-05"
    assert _agreed(facts, expand("tenure:a.1"), "end") == "1953-03-05"


def test_a_death_dated_by_the_event_of_dying_alone_reaches_the_exports() -> None:
    engine = _built(DEATH, _date("event:death", "date", "1953-03-05"), _claim("e", "event:death", "date"))
    assert _agreed(read_facts(engine), expand("person:a"), "death") == "1953-03-05"


def test_all_that_share_a_day_are_one_point_of_the_timeline() -> None:
    timeline = Timeline(_built(DEATH)).whole()
    term, tenure, later = (timeline.lasting(expand(name)) for name in ("term:a.1", "tenure:a.1", "term:b.1"))
    points = {term.end, tenure.end, later.start, timeline.life(expand("person:a")).end}
    assert {point.name for point in points} == {expand("event:death")}


def _joins_of(engine: Engine) -> set[tuple[str, str]]:
    links = " ".join(f"<{join}>" for join in JOINS)
    found = rows(engine, f"SELECT ?thing ?join WHERE {{ VALUES ?join {{ {links} }} ?thing ?join ?event }}")
    return {(row["thing"].value, JOINS[row["join"].value]) for row in found}


@pytest.mark.deep
def test_the_graph_joins_the_points_that_the_facts_join_and_all_readers_see_the_same_claims(kg: KnowledgeGraph) -> None:
    index = read_corpus().index
    points = Points(join_points(index), (claim for claim in claims_in(index) if not (claim.denied or claim.rejected)))
    assert _joins_of(kg._engine) == set(points.joined)
    cited, register = citations(kg._engine), read_register(kg._engine)
    for point in points.joined:
        expected = [claim.iri for claim in points.on(*point)]
        assert [one.claim for one in register.claims.on(*point)] == expected
        assert [one.claim for one in cited.on(*point) if not one.rejected] == expected


def test_what_is_agreed_of_one_point_has_a_day_in_common() -> None:
    index = read_corpus().index
    agreed: dict[Point, dict[str, Days]] = defaultdict(dict)
    for point, root in Points(join_points(index)).joined.items():
        for subject, predicate in (point, root):
            for value in index.values(subject, predicate):
                agreed[root][f"{compact(subject)} {value}"] = days_of(value, "gregorian")
    apart = [
        (compact(event), sorted(dates)) for (event, _), dates in agreed.items() if not reduce(and_, dates.values())
    ]
    assert apart == []
