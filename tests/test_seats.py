"""Seats: sizes that sources state or list, held against certain and possible members."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs import triples
from memory import Memory
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.answers.chronology.careers import Term
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.rolls import fillings
from sovleader_kg.answers.chronology.seats import Seats
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.cli import main
from sovleader_kg.cli.findings import seat_lines
from sovleader_kg.cli.rows import plain
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.derived.disputes import derive_judged
from sovleader_kg.errors import UsageError
from sovleader_kg.export.seats import PERIOD, POLITBURO
from sovleader_kg.export.strips import draw_strips
from sovleader_kg.names import compact
from sovleader_kg.web.pages.links import ServerLinks
from sovleader_kg.web.pages.pages import Pages

MEMBER = "post:politburo-member"
SINGLE = "".join(f"sl:{name} sl:singleValued true .\n" for name in ("start", "end", "date", "post"))
POST = f'{MEMBER} a sl:Post ; rdfs:label "Member"@en , "Член"@ru .\n'


def claim(slug: str, subject: str, predicate: str, value: str, *more: str) -> str:
    """Return a claim as Turtle; its slug begins with its source."""
    source = slug.partition(".")[0]
    return (
        f"claim:{slug} a sl:Claim ; rdf:subject {subject} ; rdf:predicate sl:{predicate} ; rdf:object {value} ;"
        f" sl:passage passage:{slug} ; sl:stance concept:stated ; sl:polarity concept:affirmed {''.join(more)} .\n"
        f'passage:{slug} sl:source source:{source} ; sl:locator "row" .\n'
        f'source:{source} a sl:Source ; rdfs:label "{source.title()}"@en .\n'
    )


def day(text: str) -> str:
    return f'"{text}"^^edtf:EDTF'


def term(name: str, start: str, end: str, *, source: str = "a", number: int = 1) -> str:
    """Return a term of a member as Turtle, with claims on its start and end; several dates of an end are rivals."""
    thing = f"term:{name}.{number}"
    dates = (
        (side, at, one) for side, several in (("start", start), ("end", end)) for at, one in enumerate(several.split())
    )
    claims = (claim(f"{source}.{name}{number}{side}{at}", thing, side, day(one)) for side, at, one in dates)
    fact = f"{thing} a sl:Term ; sl:holder person:{name} ; sl:post {MEMBER} .\n"
    return f'person:{name} a foaf:Person ; rdfs:label "{name.upper()}"@en .\n{fact}{"".join(claims)}'


def size(slug: str, number: int, valid: str) -> str:
    return claim(slug, MEMBER, "seats", str(number), f"; sl:validDuring {day(valid)}")


def listing(source: str, on: str, *names: str) -> str:
    """Return a list of members that a source calls complete."""
    held = (claim(f"{source}.{name}", f"term:{name}.1", "heldOn", day(on)) for name in names)
    return claim(f"{source}.all", MEMBER, "completeListOn", day(on)) + "".join(held)


def graph(*turtle: str) -> KnowledgeGraph:
    """Return a graph of facts and claims with all that follows from them."""
    stated = triples(POST, *turtle)
    index = Index(stated)
    claims = claims_in(index)
    bounds, problems = derive_bounds(index, claims)
    assert problems == []
    judged = derive_judged(index, claims, bounds, Index(triples(SINGLE)))
    return KnowledgeGraph(Memory([*stated, *bounds, *judged]))


def row(*turtle: str) -> Seats:
    """Return the only size of a graph, held against its members."""
    (found,) = graph(*turtle).seats()
    return found


SURE = term("x", "1920-01-01", "1930-01-01") + term("y", "1920-01-01", "1930-01-01")


def test_as_many_seats_as_certain_members_agree() -> None:
    found = row(SURE, size("b.1", 2, "1925-05-05"))
    assert (found.difference, found.certain, found.possible, found.explained) == ("agrees", 2, 2, True)
    assert (found.stated, found.usual, found.source_title, found.listed) == (2, 2, "B", False)


def test_complete_list_counts_those_whom_it_names() -> None:
    found = row(SURE, listing("b", "1925-05-05", "x", "y"))
    assert (found.difference, found.stated, found.listed) == ("agrees", 2, True)


def test_list_of_another_day_or_source_does_not_count() -> None:
    one = claim("c.x", "term:x.1", "heldOn", day("1925-05-05"))
    other = claim("b.late", "term:x.1", "heldOn", day("1925-05-06"))
    assert row(SURE, listing("b", "1925-05-05", "y"), one, other).stated == 1


def test_unsure_member_is_compatible_and_named_with_the_dispute() -> None:
    found = row(SURE, term("z", "1925-01-01 1926-01-01", "1930-01-01"), size("b.1", 3, "1925-05-05"))
    assert (found.difference, found.certain, found.possible, found.missing) == ("compatible", 2, 3, 0)
    (unsure,) = found.unsure
    assert (unsure.name, list(map(compact, unsure.disputes))) == ("Z", ["dispute:term.z.1.start"])
    assert unsure.disputes == found.disputes


def test_vague_date_is_unsure_without_a_dispute() -> None:
    found = row(SURE, term("z", "1925", "1930-01-01"), size("b.1", 2, "1925-05-05"))
    assert (found.difference, found.disputes, [one.name for one in found.unsure]) == ("compatible", (), ["Z"])


def test_more_seats_than_possible_members_are_a_gap() -> None:
    found = row(SURE, size("b.1", 5, "1925-05-05"))
    assert (found.difference, found.missing, found.disputes, found.explained) == ("gap", 3, (), False)


def test_fewer_seats_than_certain_members_are_a_surplus() -> None:
    found = row(SURE, size("b.1", 1, "1925-05-05"))
    assert (found.difference, found.missing, found.explained) == ("surplus", -1, False)


REJECTED = (
    "resolution:r a sl:Resolution ; sl:rejects claim:a.z1start0 ; sl:about term:z.1 ; sl:onProperty sl:start ;"
    ' sl:rationale "seen" ; sl:decidedOn "2025-01-01" ; sl:decidedBy "us" .\n'
)


@pytest.mark.parametrize(("number", "explained"), [(3, True), (4, False)])
def test_dispute_explains_as_many_seats_as_it_has_persons(number: int, explained: bool) -> None:
    late = term("z", "1925-01-01 1926-01-01", "1930-01-01")
    found = row(SURE, late, REJECTED, size("b.1", number, "1925-05-05"))
    assert (found.difference, found.possible, found.explained) == ("gap", 2, explained)
    assert list(map(compact, found.disputes)) == ["dispute:term.z.1.start"]


def test_dispute_about_another_time_explains_nothing() -> None:
    late = term("z", "1925-01-01 1926-01-01", "1930-01-01")
    assert row(SURE, late, REJECTED, size("b.1", 3, "1924-05-05")).disputes == ()
    assert row(SURE, late, REJECTED, size("b.1", 4, "1926-01-01")).disputes == ()


def test_listed_member_whose_term_excludes_the_day_is_explained_by_the_dispute() -> None:
    found = row(SURE, term("z", "1926-01-01", "1930-01-01"), listing("b", "1925-05-05", "x", "y", "z"))
    assert (found.difference, found.missing, found.explained) == ("gap", 1, True)
    assert list(map(compact, found.disputes)) == ["dispute:term.z.1.heldOn"]


def test_sources_that_state_different_sizes_explain_each_other() -> None:
    one, other = graph(SURE, size("b.1", 2, "1925-05-05"), size("c.1", 3, "1925-05-05")).seats()
    assert (one.difference, other.difference, other.explained) == ("agrees", "gap", True)
    assert list(map(compact, other.disputes)) == ["dispute:post.politburo-member.seats"]


@pytest.mark.parametrize("number", [1, 2])
def test_on_the_day_of_a_change_a_source_counts_before_or_after_it(number: int) -> None:
    change = term("x", "1920-01-01", "1925-05-05") + term("y", "1925-05-05", "1930-01-01")
    assert row(change, size("b.1", number, "1925-05-05")).difference == "agrees"


def test_first_members_are_not_counted_before_their_day() -> None:
    assert row(SURE, size("b.1", 1, "1920-01-01")).difference == "surplus"


def test_size_of_a_month_is_held_against_the_day_that_fits_best() -> None:
    found = row(SURE, term("z", "1925-05-20", "1930-01-01"), size("b.1", 3, "1925-05"))
    assert (found.difference, found.day, found.said) == ("agrees", "1925-05-20", "1925-05")


def test_size_without_a_time_or_rejected_is_no_size() -> None:
    timeless = claim("b.1", MEMBER, "seats", "2")
    rejected = size("c.1", 9, "1925-05-05") + "resolution:r a sl:Resolution ; sl:rejects claim:c.1 .\n"
    assert graph(SURE, timeless, rejected).seats() == ()


def test_usual_size_is_the_last_stated_one_the_largest_of_a_day() -> None:
    sizes = (size("b.1", 2, "1922-01-01"), size("b.2", 5, "1925-05-05"), size("c.1", 6, "1925-05-05"))
    (roll,) = graph(SURE, *sizes).rolls()
    days = ("1921-12-31", "1922-01-01", "1925-05-04", "1925-05-05", "1930-01-01", "1930-01-02")
    assert [roll.usual(as_day(one)) for one in days] == [None, 2, 2, 6, 6, None]


def test_any_day_may_be_asked_and_is_held_against_the_usual_size() -> None:
    kg = graph(SURE, size("b.1", 2, "1925-05-05"))
    (found,) = kg.seats("politburo-member", on="1926-01-01")
    assert (found.stated, found.usual, found.difference, found.claim) == (None, 2, "agrees", None)
    (before,) = kg.seats(on="1919-01-01")
    assert (before.difference, before.possible, before.explained) == ("unstated", 0, True)
    (stated,) = kg.seats(MEMBER, on="1925-05-05")
    assert (stated.stated, stated.source_title) == (2, "B")


def test_what_is_no_post_is_refused() -> None:
    kg = graph(SURE)
    with pytest.raises(UsageError, match='"person:x" is a person, not a post'):
        kg.seats("person:x")
    with pytest.raises(UsageError, match="Did you mean "):
        kg.seats("politburo-membr")
    with pytest.raises(UsageError, match='no labels in "de"'):
        kg.rolls(language="de")


def test_one_person_in_terms_that_share_an_event_sits_certainly_throughout() -> None:
    """Whenever the congress of 1925 was, the second term begins where the first one ends."""
    event = "event:congress a sl:Event .\n" + claim("a.e", "event:congress", "date", day("1925"))
    terms = (
        term("x", "1920-01-01", "") + "term:x.1 sl:endedBy event:congress .\n",
        term("x", "", "1930-01-01", number=2) + "term:x.2 sl:startedBy event:congress .\n",
    )
    found = row(event, *terms, size("b.1", 1, "1925-05-05"))
    assert (found.difference, found.certain) == ("agrees", 1)


# The sweep over the days, against asking each day by itself.


@st.composite
def terms_of_few(draw: st.DrawFn) -> list[Term]:
    """Draw terms of three persons within forty days, some doubtful, some with unknown ends."""
    drawn = []
    for number in range(draw(st.integers(0, 6))):
        days = sorted(draw(st.lists(st.integers(100, 140), min_size=4, max_size=4)))
        earliest, latest = draw(st.sampled_from([days[0], FIRST])), draw(st.sampled_from([days[3], LAST]))
        start, end = Point(f"{number} s", earliest, days[1]), Point(f"{number} e", days[2], latest)
        person, doubtful = draw(st.sampled_from("xyz")), draw(st.booleans())
        drawn.append(Term(str(number), person, person, "p", False, doubtful, Stretch(start, end), (), ()))
    return drawn


@given(terms_of_few())
def test_fillings_are_who_covers_each_day(terms: list[Term]) -> None:
    found = list(fillings(terms, Worlds(term.stretch for term in terms)))
    assert (found[0].first, found[-1].last) == (FIRST, LAST)
    assert all(one.last + 1 == other.first for one, other in pairwise(found))
    for one in range(95, 145):
        (filling,) = (each for each in found if each.first <= one <= each.last)
        assert filling.possible == _covering(terms, one, sure=False)
        assert filling.certain == _covering(terms, one, sure=True)


def _covering(terms: Iterable[Term], on: int, *, sure: bool) -> set[str]:
    if sure:
        spans = ((one, one.stretch.start.latest, one.stretch.end.earliest) for one in terms if not one.doubtful)
    else:
        spans = ((one, one.stretch.start.earliest, one.stretch.end.latest) for one in terms)
    return {one.person for one, first, last in spans if first <= on <= last}


@pytest.mark.parametrize("on", ["1919-03-25", "1923-05-01", "1952-10-16", "1953-03-06", "1990-07-14", "1991-08-24"])
def test_members_of_a_day_are_those_whom_who_names(on: str, kg: KnowledgeGraph) -> None:
    for post in ("post:politburo-member", "post:secretariat-member"):
        (roll,) = kg.rolls(post)
        held = kg.holders(post, on=on)
        assert roll.at(as_day(on)).possible == {one.person for one in held}
        assert roll.at(as_day(on)).certain == {one.person for one in held if one.certainty == "certain"}


# Gaps.


def test_stretches_short_of_members_are_told_with_their_numbers() -> None:
    kg = graph(SURE, size("b.1", 3, "1922-06-01"))
    found = kg.shortfalls("politburo-member", through="1922-05-30/1925-12-31")
    assert [tuple(one.as_json().values()) for one in found] == [
        ("1922-05-30", "1922-05-31", None, 0, 2, 2),
        ("1922-06-01", "1925-12-31", 3, 0, 2, 2),
    ]
    assert kg.shortfalls("politburo-member", through="1922-06-01/1925-12-31", share=0.6) == ()


def test_a_seat_that_was_left_and_not_filled_is_vacant() -> None:
    left = term("z", "1922-01-01", "1924-01-01")
    kg = graph(SURE, left, size("b.1", 3, "1922-06-01"))
    assert kg.shortfalls("politburo-member", through="1922-06-01/1925-12-31") == ()
    (roll,) = kg.rolls("politburo-member")
    assert [roll.vacated(as_day(on)) for on in ("1922-06-01", "1924-01-01", "1924-01-02")] == [0, 0, 1]
    newcomer = term("n", "1924-06-01", "1926-01-01")
    (roll,) = graph(SURE, left, newcomer, size("b.1", 3, "1922-06-01")).rolls("politburo-member")
    assert [roll.vacated(as_day(on)) for on in ("1924-05-31", "1924-06-01")] == [1, 0]


def test_between_two_sizes_the_smaller_one_is_usual() -> None:
    (roll,) = graph(SURE, size("b.1", 2, "1922-01-01"), size("b.2", 4, "1926-01-01")).rolls("politburo-member")
    assert [roll.usual(as_day(on)) for on in ("1921-12-31", "1924-01-01", "1926-01-01")] == [None, 2, 4]


def test_possible_members_fill_seats_too() -> None:
    kg = graph(SURE, term("z", "1922", "1924-01-01"), size("b.1", 3, "1922-06-01"))
    assert kg.shortfalls("politburo-member", through="1922-06-01/1924-01-01") == ()


def test_politburo_has_85_percent_of_its_seats_filled_on_every_day(kg: KnowledgeGraph) -> None:
    (roll,) = kg.rolls(POLITBURO)
    assert len({one.first for one in roll.sizes}) > 7
    assert kg.shortfalls(POLITBURO, through="/".join(PERIOD)) == ()


@pytest.mark.parametrize("suffix", ["md", "svg"])
def test_published_gaps_and_picture_are_those_of_the_graph(suffix: str, kg: KnowledgeGraph) -> None:
    """Otherwise: make seats."""
    name = "seats" if suffix == "svg" else f"seats-{suffix}"
    assert (files.ROOT / "docs" / f"seats.{suffix}").read_bytes() == kg.export(name).content


def test_page_of_gaps_tells_the_sizes_that_are_not_met() -> None:
    text = graph(SURE, size("b.1", 5, "1925-05-05")).export("seats-md").content.decode()
    assert "| Member | 1925-05-05 | 5 | 2 | 2 | B |  |" in text
    assert "| 1925-05-05 | 1930-01-01 | 5 | 0 | 2 | 2 |" in text


# How it is shown.


def test_each_size_is_a_line_with_what_explains_its_difference() -> None:
    late = term("z", "1925-01-01 1926-01-01", "1930-01-01")
    kg = graph(SURE, late, size("b.1", 3, "1925-05-05"), size("b.2", 5, "1927-01-01"))
    header, _, unsure, gap, counts = plain(seat_lines(kg.seats()))
    assert header.split() == ["post", "day", "stated", "certain", "possible", "source", "explanation"]
    assert unsure.split("  ")[-1].strip() == "unsure: Z; dispute:term.z.1.start"
    assert gap.split("  ")[-1].strip() == "gap of 2"
    assert counts == "2 sizes stated: 1 compatible, 1 unexplained gap"
    assert seat_lines(()) == ["no size is stated"]


@pytest.mark.parametrize(("number", "status"), [(2, 0), (9, 1)])
def test_check_seats_ends_with_1_for_what_nothing_explains(
    number: int, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kg = graph(SURE, size("b.1", number, "1925-05-05"))
    monkeypatch.setattr(KnowledgeGraph, "open", lambda: kg)
    assert main(["check", "--seats", "--json"]) == status
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["stated"], found["unsure"], found["disputes"]) == (number, [], [])
    assert main(["check", "--seats"]) == status
    assert capsys.readouterr().out.startswith("post ")


SPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(("language", "title"), [("en", "Member"), ("ru", "Член")])
def test_strip_has_title_size_and_what_lacks(language: str, title: str) -> None:
    kg = graph(SURE, size("b.1", 2, "1925-05-05"), size("b.2", 4, "1927-05-05"), size("c.1", 4, "1928-01-01"))
    root = ET.fromstring(draw_strips(kg.rolls(language=language), language, lambda thing: f"?{thing}&"))
    texts = [one.text for one in root.iter(f"{SPACE}text")]
    assert title in texts
    assert len(list(root.iter(f"{SPACE}circle"))) == 3
    tips = [one.text for one in root.iter(f"{SPACE}title")]
    assert {"1925-05-05: 2, B", "1927-05-05: 4, B", "1927-05-05/1930-01-01: 2 / 4"} <= {*tips}


def test_picture_without_sizes_is_an_empty_sheet() -> None:
    root = ET.fromstring(graph(SURE).export("seats").content)
    assert not list(root.iter(f"{SPACE}circle"))


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Seats that nobody may fill (2)", "complete list")), ("ru", ("Места, которые некому занять (2)", "Член"))],
)
def test_page_shows_each_size_with_links_to_what_explains_it(language: str, words: Sequence[str]) -> None:
    late = term("z", "1925-01-01 1926-01-01", "1930-01-01")
    kg = graph(SURE, late, listing("b", "1925-05-05", "x", "y", "z"), size("c.1", 5, "1927-01-01"))
    pages, links = Pages(kg), ServerLinks(language)
    page = pages.written(pages.named("seats", links, {}), links)
    linked = ("claim/b.all", "claim/c.1", "dispute/term.z.1.start", "person/z", "source/c")
    assert all(word in page for word in (*words, *(f'href="/page/{one}?lang={language}"' for one in linked)))
