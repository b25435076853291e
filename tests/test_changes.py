"""Changes between two days: who left, came, moved or stayed, held against every world of made-up terms."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph, UsageError
from sovleader_kg.answers.chronology.careers import Career, Post, Term
from sovleader_kg.answers.chronology.changes import Changes, changes
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.directory import Directory, Line, Section
from sovleader_kg.answers.chronology.when import When
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST
from test_rosters import seats

__all__ = ["seats"]

EVER = Stretch(Point("first"), Point("last", FIRST, LAST))
World = tuple[Mapping[str, int], frozenset[str]]


def steps(found: Changes) -> list[tuple[str, str, str, str]]:
    return [
        (post.name, step.kind, step.name, step.certainty)
        for group in found.groups
        for post in group.posts
        for step in post.steps
    ]


def counts(found: Changes) -> dict[str, tuple[int, int]]:
    return {post.name: (post.stayed, post.may_have_stayed) for group in found.groups for post in group.posts}


def test_who_left_one_post_of_a_body_for_another_has_moved(seats: KnowledgeGraph) -> None:
    found = seats.changes("1930-05-01", "1930-05-03")
    assert steps(found)[:2] == [("Member", "left", "bob", "certain"), ("Member", "moved", "cy", "certain")]
    assert [one for one in steps(found) if one[0] == "Candidate"] == []


def test_who_certainly_and_who_possibly_stayed_is_counted(seats: KnowledgeGraph) -> None:
    found = counts(seats.changes("1930-05-01", "1930-05-03"))
    assert (found["Member"], found["Few member"], found["Deputy"]) == ((1, 0), (1, 1), (2, 0))


def test_a_term_that_may_have_begun_between_is_possible(seats: KnowledgeGraph) -> None:
    found = seats.changes("1930-05-10", "1930-06-15")
    assert steps(found) == [("Few member", "came", "ed", "possible")]


def test_who_left_and_was_back_has_stayed(seats: KnowledgeGraph) -> None:
    assert steps(seats.changes("1930-06-01", "1935-06-01")) == [
        ("Few member", "left", "dee", "certain"),
    ]


def test_events_between_include_both_days(seats: KnowledgeGraph) -> None:
    found = seats.changes("1930-05-03", "1930-05-09").events
    assert [(one.name, one.certainty) for one in found] == [("Congress", "certain"), ("Plenum", "possible")]


def test_nothing_changes_on_one_day(kg: KnowledgeGraph) -> None:
    found = steps(kg.changes("1960-01-01", "1960-01-01"))
    assert [one for one in found if one[3] == "certain"] == []


def test_a_renaming_is_no_change_of_the_office(kg: KnowledgeGraph) -> None:
    office = kg.changes("1966-01-01", "1967-01-01").groups[0].posts[0]
    assert (office.asked, office.steps, office.stayed) == ("office", (), 1)


def test_days_in_reverse_are_an_error(kg: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r"^1952-01-01 lies before the first day, 1953-01-01; write the earlier"):
        kg.changes("1953-01-01", "1952-01-01")


def test_changes_as_json_name_the_posts(seats: KnowledgeGraph) -> None:
    found = seats.changes("1930-05-01", "1930-05-03").as_json()
    assert list(found) == ["first", "last", "groups", "events"]
    groups = found["groups"]
    assert isinstance(groups, list)
    moved = groups[0]["posts"][0]["steps"][1]
    assert (moved["kind"], moved["left"]["post"][-9:], moved["came"]["post"][-6:]) == ("moved", "candidate", "member")


# Every world.


@st.composite
def made(draw: st.DrawFn) -> tuple[list[Term], list[World]]:
    """Return terms whose starts and ends may be shared, and every choice of their days and of what was at all."""
    points = []
    for name in "vwxyz":
        first = draw(st.integers(1, 5))
        points.append(Point(name, first, first + draw(st.integers(0, 3))))
    chosen = draw(st.lists(st.permutations(points).map(lambda order: order[:2]), min_size=1, max_size=3))
    every = [
        dict(zip("vwxyz", days, strict=True)) for days in product(*(range(p.earliest, p.latest + 1) for p in points))
    ]
    worlds = [days for days in every if all(days[start.name] <= days[end.name] for start, end in chosen)]
    assume(worlds)
    narrow = {p.name: Point(p.name, min(w[p.name] for w in worlds), max(w[p.name] for w in worlds)) for p in points}
    terms = [
        Term(
            iri=f"t{number}",
            person=draw(st.sampled_from("ab")),
            name="",
            post=draw(st.sampled_from("pq")),
            acting=False,
            doubtful=draw(st.booleans()),
            stretch=Stretch(narrow[start.name], narrow[end.name]),
            succeeds=(),
            claims=(),
        )
        for number, (start, end) in enumerate(chosen)
    ]
    doubtful = [term.iri for term in terms if term.doubtful]
    missing = [
        frozenset(iri for iri, left_out in zip(doubtful, choice, strict=True) if left_out)
        for choice in product((False, True), repeat=len(doubtful))
    ]
    return terms, [(days, none) for days in worlds for none in missing]


def _told(terms: list[Term], first: int, last: int) -> Changes:
    worlds = Worlds([term.stretch for term in terms])
    lines = [
        Line(
            post,
            Career("post", post, (Post(post, EVER, (), (), ()),), tuple(t for t in terms if t.post == post), worlds),
        )
        for post in "pq"
    ]
    days = (When("on", f"day {day}", day, day) for day in (first, last))
    return changes(Directory([Section("body", "b", "b", tuple(lines))], lines, []), *days)


def _holds(terms: list[Term], person: str, post: str, day: int, world: World) -> bool:
    days, missing = world
    mine = (t for t in terms if (t.person, t.post) == (person, post) and t.iri not in missing)
    return any(days[t.stretch.start.name] <= day <= days[t.stretch.end.name] for t in mine)


def _among(found: list[bool]) -> str | None:
    return ("certain" if all(found) else "possible") if any(found) else None


@given(made(), st.integers(1, 8), st.integers(0, 4))
def test_each_change_is_as_certain_as_in_all_worlds(
    problem: tuple[list[Term], list[World]], first: int, days: int
) -> None:
    (terms, worlds), last = problem, first + days
    told: dict[tuple[str, str, str], str] = {}
    for found in (post for group in _told(terms, first, last).groups for post in group.posts):
        for step in found.steps:
            if step.left:
                told["left", step.left.post, step.person] = step.certainty
            if step.came:
                told["came", step.came.post, step.person] = step.certainty
    expected = {}
    for person, post in product("ab", "pq"):
        at_first = [_holds(terms, person, post, first, world) for world in worlds]
        at_last = [_holds(terms, person, post, last, world) for world in worlds]
        pairs = list(zip(at_first, at_last, strict=True))
        expected["left", post, person] = _among([one and not other for one, other in pairs])
        expected["came", post, person] = _among([other and not one for one, other in pairs])
    assert told == {key: truth for key, truth in expected.items() if truth}


@given(made(), st.integers(1, 8), st.integers(0, 4))
def test_as_many_stayed_and_moved_as_in_all_worlds(
    problem: tuple[list[Term], list[World]], first: int, days: int
) -> None:
    (terms, worlds), last = problem, first + days
    posts = [post for group in _told(terms, first, last).groups for post in group.posts]
    for post in posts:
        stayed = [
            _among(
                [
                    _holds(terms, person, post.name, first, w) and _holds(terms, person, post.name, last, w)
                    for w in worlds
                ]
            )
            for person in "ab"
        ]
        assert (post.stayed, post.may_have_stayed) == (stayed.count("certain"), stayed.count("possible"))
        for step in (step for step in post.steps if step.left and step.came):
            assert step.left is not None
            moved = [
                _holds(terms, step.person, step.left.post, first, w)
                and not _holds(terms, step.person, step.left.post, last, w)
                and _holds(terms, step.person, post.name, last, w)
                and not _holds(terms, step.person, post.name, first, w)
                for w in worlds
            ]
            assert step.certainty == _among(moved)
