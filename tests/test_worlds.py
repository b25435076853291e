"""Worlds: the solver, held against every choice of days."""

from __future__ import annotations

from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st

from sovleader_kg.answers.chronology.worlds import (
    Choice,
    Order,
    Point,
    Stretch,
    Worlds,
    before,
    no_later,
    same_day,
    some_day,
)

A, B, C = Point("a", 1, 5), Point("b", 3, 9), Point("c", 4, 4)


def test_points_of_a_stretch_keep_their_order() -> None:
    worlds = Worlds([Stretch(A, B)])
    assert worlds.allow([[same_day(A, B)]])
    assert not worlds.allow([[(before(B, A),)]])


def test_one_way_of_a_choice_is_enough() -> None:
    worlds = Worlds([])
    assert worlds.allow([[(before(B, A), before(A, B)), (before(A, B),)]])
    assert not worlds.allow([[(before(B, A), before(A, B))]])
    assert not worlds.allow([[]])


def test_orders_that_run_in_a_circle_are_met_by_no_world() -> None:
    open_points = [Point(name) for name in "xyz"]
    circle = tuple(
        before(one, other) for one, other in zip(open_points, [*open_points[1:], open_points[0]], strict=True)
    )
    assert not Worlds([]).allow([[circle]])


def test_a_free_day_may_be_any_of_its_days() -> None:
    day = some_day(1, 9)
    assert Worlds([]).allow([[(before(B, day),)]])
    assert not Worlds([]).allow([[(before(B, day), before(day, Point("d", 4, 4)))]])


def test_a_day_known_to_all_worlds_joins_nothing() -> None:
    assert Worlds([Stretch(A, C), Stretch(C, Point("d", 5, 6))]).allow([[(no_later(C, A),)], [(no_later(C, C),)]])


Problem = tuple[list[Point], list[Stretch], list[Choice]]


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    points = []
    for name in "abcd":
        first = draw(st.integers(1, 4))
        points.append(Point(name, first, first + draw(st.integers(0, 3))))
    pairs = st.tuples(st.sampled_from(points), st.sampled_from(points))
    stretches = [Stretch(*pair) for pair in draw(st.lists(pairs, max_size=3))]
    order = st.builds(Order, st.sampled_from(points), st.sampled_from(points), st.integers(-2, 1))
    choices: list[Choice] = draw(st.lists(st.lists(st.lists(order, max_size=3).map(tuple), max_size=3), max_size=3))
    return points, stretches, choices


@given(problems())
def test_a_demand_is_allowed_where_some_choice_of_days_meets_it(
    problem: tuple[list[Point], list[Stretch], list[Choice]],
) -> None:
    points, stretches, choices = problem
    every = [
        dict(zip("abcd", days, strict=True))
        for days in product(*(range(point.earliest, point.latest + 1) for point in points))
    ]
    worlds = [one for one in every if all(one[s.start.name] <= one[s.end.name] for s in stretches)]
    assume(worlds)
    days = {p.name: [one[p.name] for one in worlds] for p in points}
    narrow = {name: Point(name, min(found), max(found)) for name, found in days.items()}
    asked = [
        [tuple(Order(narrow[o.left.name], narrow[o.right.name], o.plus) for o in way) for way in choice]
        for choice in choices
    ]
    met = any(
        all(any(all(one[o.left.name] <= one[o.right.name] + o.plus for o in way) for way in c) for c in choices)
        for one in worlds
    )
    solver = Worlds([Stretch(narrow[s.start.name], narrow[s.end.name]) for s in stretches])
    assert solver.allow(asked) == met
