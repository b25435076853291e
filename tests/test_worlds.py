"""Worlds and constraints: the solver, held against every choice of days."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from sovleader_kg.answers.chronology.constraints import Constraint, Point, Proposition, Stretch
from sovleader_kg.answers.chronology.when import any_day
from sovleader_kg.answers.chronology.worlds import Worlds, before, no_later, same_day

A, B, C = Point("a", 1, 5), Point("b", 3, 9), Point("c", 4, 4)


def test_points_of_a_stretch_keep_their_order() -> None:
    worlds = Worlds([Stretch(A, B)])
    assert worlds.allow([[same_day(A, B)]])
    assert not worlds.allow([[(before(B, A),)]])


def test_one_alternative_of_a_proposition_is_enough() -> None:
    worlds = Worlds([])
    assert worlds.allow([[(before(B, A), before(A, B)), (before(A, B),)]])
    assert not worlds.allow([[(before(B, A), before(A, B))]])
    assert not worlds.allow([[]])


def test_constraints_that_run_in_a_circle_hold_in_no_world() -> None:
    open_points = [Point(name) for name in "xyz"]
    circle = tuple(
        before(one, other) for one, other in zip(open_points, [*open_points[1:], open_points[0]], strict=True)
    )
    assert not Worlds([]).allow([[circle]])


def test_a_free_day_may_be_any_of_its_days() -> None:
    day = any_day(1, 9)
    assert Worlds([]).allow([[(before(B, day),)]])
    assert not Worlds([]).allow([[(before(B, day), before(day, Point("d", 4, 4)))]])


def test_a_day_known_to_all_worlds_joins_nothing() -> None:
    assert Worlds([Stretch(A, C), Stretch(C, Point("d", 5, 6))]).allow([[(no_later(C, A),)], [(no_later(C, C),)]])


Problem = tuple[list[Point], list[Stretch], list[Proposition]]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    points = []
    for name in "abcd":
        first = draw(st.integers(1, 4))
        points.append(Point(name, first, first + draw(st.integers(0, 3))))
    pairs = st.tuples(st.sampled_from(points), st.sampled_from(points))
    stretches = [Stretch(*pair) for pair in draw(st.lists(pairs, max_size=3))]
    constraint = st.builds(Constraint, st.sampled_from(points), st.sampled_from(points), st.integers(-2, 1))
    alternative = st.lists(constraint, max_size=3).map(tuple)
    propositions: list[Proposition] = draw(st.lists(st.lists(alternative, max_size=3), max_size=3))
    return points, stretches, propositions


@given(problems())
def test_propositions_are_allowed_where_some_choice_of_days_makes_them_true(problem: Problem) -> None:
    points, stretches, propositions = problem
    every = [
        dict(zip("abcd", days, strict=True))
        for days in product(*(range(point.earliest, point.latest + 1) for point in points))
    ]
    worlds = [one for one in every if all(one[s.start.name] <= one[s.end.name] for s in stretches)]
    assume(worlds)
    days = {p.name: [one[p.name] for one in worlds] for p in points}
    narrow = {name: Point(name, min(found), max(found)) for name, found in days.items()}
    asked = [
        [tuple(Constraint(narrow[c.left.name], narrow[c.right.name], c.plus) for c in one) for one in proposition]
        for proposition in propositions
    ]
    met = any(
        all(any(all(world[c.left.name] <= world[c.right.name] + c.plus for c in one) for one in p) for p in asked)
        for world in worlds
    )
    solver = Worlds([Stretch(narrow[s.start.name], narrow[s.end.name]) for s in stretches])
    assert solver.allow(asked) == met
