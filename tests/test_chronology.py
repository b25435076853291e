"""Chronology: who held a post on a day, held against every world, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from sovleader_kg.chronology import Career, Point, Post, Stretch, Term, holders
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.model import Answer, Nobody

BASE = as_day("1923-01-01")
CALENDAR = 7
World = dict[str, int]


def made_point(name: str, earliest: str | None, latest: str | None) -> Point:
    return Point(name, as_day(earliest) if earliest else FIRST, as_day(latest) if latest else LAST)


def at(name: str, text: str | None) -> Point:
    """Return a point on a day, between two days (`a/b`), or anywhere."""
    first, _, last = (text or "/").partition("/")
    return made_point(name, first or None, last or (first or None))


def term(
    slug: str,
    start: Point,
    end: Point,
    *,
    post: str = "gs",
    doubtful: bool = False,
    acting: bool = False,
    succeeds: tuple[str, ...] = (),
) -> Term:
    person = slug.partition(".")[0]
    return Term(slug, person, person, post, acting, doubtful, Stretch(start, end), succeeds, (f"claim {slug}",))


def post(
    slug: str = "gs",
    start: Point | None = None,
    end: Point | None = None,
    *,
    lapses: tuple[Stretch, ...] = (),
    first: tuple[str, ...] = (),
    final: tuple[str, ...] = (),
) -> Post:
    start, end = start or at(f"{slug} Start", "1922-04-03"), end or at(f"{slug} End", "1991-08-24")
    return Post(slug, Stretch(start, end), lapses, first, final)


def career(*terms: Term, posts: tuple[Post, ...] = (post(),)) -> Career:
    return Career("office", "office", posts, terms)


def on(day: str, *terms: Term, posts: tuple[Post, ...] = (post(),)) -> Answer:
    return holders(career(*terms, posts=posts), as_day(day))


def people(answer: Answer) -> list[tuple[str, str, str | None]]:
    return [(one.person, one.certainty, one.boundary) for one in answer.answers]


PLENUM = at("plenum", "1964-10-14")
KHRUSHCHEV = term("khrushchev.1", at("k start", "1953-09-14"), PLENUM, post="fs")
BREZHNEV = term("brezhnev.1", PLENUM, at("congress", "1966-04-08"), post="fs", succeeds=("khrushchev.1",))
BREZHNEV_AGAIN = term("brezhnev.2", at("congress", "1966-04-08"), at("b end", "1982-11-10"), succeeds=("brezhnev.1",))
ANDROPOV = term("andropov.1", at("a start", "1982-11-12"), at("a end", "1984-02-09"), succeeds=("brezhnev.2",))


def test_handover_day_belongs_to_both_and_the_newcomer_is_the_holder() -> None:
    answer = on("1964-10-14", KHRUSHCHEV, BREZHNEV)
    assert people(answer) == [("brezhnev", "certain", "enters"), ("khrushchev", "certain", "leaves")]
    assert answer.holder is not None
    assert answer.holder.person == "brezhnev"
    assert answer.nobody is None


def test_day_before_the_handover_belongs_to_the_one_who_leaves() -> None:
    assert people(on("1964-10-13", KHRUSHCHEV, BREZHNEV)) == [("khrushchev", "certain", None)]


def test_handover_on_one_of_two_days_marks_no_boundary_and_leaves_no_gap() -> None:
    either = at("plenum", "1964-10-14/1964-10-15")
    old, new = (
        replace(KHRUSHCHEV, when=Stretch(KHRUSHCHEV.when.start, either)),
        replace(BREZHNEV, when=Stretch(either, BREZHNEV.when.end)),
    )
    answer = on("1964-10-14", old, new)
    assert people(answer) == [("khrushchev", "certain", None), ("brezhnev", "possible", None)]
    assert answer.holder is not None
    assert answer.holder.person == "khrushchev"
    assert answer.nobody is None


def test_same_bounds_without_a_shared_event_may_leave_a_gap() -> None:
    old = replace(KHRUSHCHEV, when=Stretch(KHRUSHCHEV.when.start, at("left", "1964-10-13/1964-10-16")))
    new = replace(BREZHNEV, when=Stretch(at("came", "1964-10-13/1964-10-16"), BREZHNEV.when.end))
    answer = on("1964-10-14", old, new, posts=(post("fs"),))
    assert people(answer) == [("brezhnev", "possible", None), ("khrushchev", "possible", None)]
    assert answer.nobody == Nobody("possible", ("vacant",))
    assert answer.holder is None


def test_renaming_of_a_post_is_one_answer_without_a_boundary() -> None:
    answer = on("1966-04-08", BREZHNEV, BREZHNEV_AGAIN)
    assert people(answer) == [("brezhnev", "certain", None)]
    assert (answer.answers[0].post, answer.answers[0].term) == ("gs", "brezhnev.2")
    assert answer.answers[0].claims == ("claim brezhnev.1", "claim brezhnev.2")


def test_renaming_on_an_unsure_day_keeps_the_person_certain() -> None:
    either = at("congress", "1966-04-01/1966-04-30")
    old = replace(BREZHNEV, when=Stretch(PLENUM, either))
    new = replace(BREZHNEV_AGAIN, when=Stretch(either, BREZHNEV_AGAIN.when.end))
    answer = on("1966-04-08", old, new)
    assert people(answer) == [("brezhnev", "certain", None)]
    assert answer.nobody is None


def test_day_between_known_terms_is_vacant() -> None:
    answer = on("1982-11-11", BREZHNEV_AGAIN, ANDROPOV)
    assert answer.answers == ()
    assert answer.nobody == Nobody("certain", ("vacant",))


def test_gap_between_terms_that_nobody_links_is_silence() -> None:
    assert on("1982-11-11", BREZHNEV_AGAIN, replace(ANDROPOV, succeeds=())).nobody == Nobody("possible", ("silent",))


def test_before_its_start_there_is_no_post() -> None:
    assert on("1922-04-02", BREZHNEV_AGAIN).nobody == Nobody("certain", ("no-post",))


def test_after_its_end_there_is_no_post() -> None:
    assert on("1991-08-25", BREZHNEV_AGAIN).nobody == Nobody("certain", ("no-post",))


def test_between_a_post_and_its_restoration_there_is_no_post() -> None:
    lapse = Stretch(at("l start", "1934-02-10"), at("l end", "1953-03-05"))
    holed = post(lapses=(lapse,))
    assert on("1940-01-01", BREZHNEV_AGAIN, posts=(holed,)).nobody == Nobody("certain", ("no-post",))
    assert on("1934-02-10", BREZHNEV_AGAIN, posts=(holed,)).nobody == Nobody("possible", ("silent",))


def test_day_before_the_first_holder_is_vacant() -> None:
    first = term("stalin.1", at("s start", "1922-05-01"), at("s end", "1953-03-05"))
    assert on("1922-04-10", first, posts=(post(first=("stalin",)),)).nobody == Nobody("certain", ("vacant",))


def test_gap_is_vacant_where_the_first_and_the_final_holder_are_known() -> None:
    told = post(first=("brezhnev",), final=("andropov",))
    unlinked = replace(ANDROPOV, succeeds=())
    assert on("1982-11-11", BREZHNEV_AGAIN, unlinked, posts=(told,)).nobody == Nobody("certain", ("vacant",))


def test_day_after_the_final_holder_is_vacant() -> None:
    last = term("ivashko.1", at("i start", "1991-08-24"), at("i end", "1991-08-29"), acting=True)
    until = post(end=at("gs End", "1991-11-06"), final=("ivashko",))
    assert on("1991-09-10", last, posts=(until,)).nobody == Nobody("certain", ("vacant",))


def test_post_of_unknown_end_may_be_gone_or_silent() -> None:
    answer = on("1990-01-01", BREZHNEV_AGAIN, posts=(post(end=at("gs End", "1989-01-01/1991-01-01")),))
    assert answer.nobody == Nobody("possible", ("no-post", "silent"))


@pytest.mark.parametrize("day", ["1916-12-31", "1992-01-01", "2026-01-01", "0001-01-01", "9999-12-31"])
def test_other_years_are_outside_beside_the_other_reasons(day: str) -> None:
    answer = on(day, BREZHNEV_AGAIN)
    assert answer.answers == ()
    assert answer.nobody == Nobody("certain", ("no-post", "outside"))


@pytest.mark.parametrize("day", ["1917-01-01", "1991-12-31"])
def test_first_and_last_year_are_inside(day: str) -> None:
    assert on(day, BREZHNEV_AGAIN).nobody == Nobody("certain", ("no-post",))


def test_doubtful_term_is_never_certain() -> None:
    answer = on("1970-01-01", replace(BREZHNEV_AGAIN, doubtful=True))
    assert people(answer) == [("brezhnev", "possible", None)]
    assert answer.nobody == Nobody("possible", ("silent",))


def test_doubtful_term_beside_a_sure_one_takes_nothing_from_it() -> None:
    doubtful = term("rival.1", at("r start", "1967-01-01"), at("r end", "1975-01-01"), doubtful=True)
    answer = on("1970-01-01", BREZHNEV_AGAIN, doubtful)
    assert people(answer) == [("brezhnev", "certain", None), ("rival", "possible", None)]
    assert answer.nobody is None


def test_term_without_an_end_may_go_on() -> None:
    answer = on("1990-01-01", term("x.1", at("x start", "1922-05-01"), at("x end", None)))
    assert people(answer) == [("x", "possible", None)]


def test_acting_is_told_only_where_every_term_is_acting() -> None:
    acting = replace(BREZHNEV, acting=True)
    assert [one.acting for one in on("1965-01-01", acting).answers] == [True]
    assert [one.acting for one in on("1966-04-08", acting, BREZHNEV_AGAIN).answers] == [False]


def test_many_seats_are_answered_at_once() -> None:
    seats = [term(f"p{n}.1", at(f"s{n}", "1950-01-01"), at(f"e{n}", "1960-01-01")) for n in range(60)]
    assert len(on("1955-01-01", *seats).answers) == 60


def test_many_doubtful_seats_are_answered_at_once() -> None:
    seats = [term(f"p{n}.1", at(f"s{n}", "1950-01-01"), at(f"e{n}", "1960-01-01"), doubtful=True) for n in range(40)]
    answer = on("1955-01-01", *seats)
    assert len(answer.answers) == 40
    assert answer.nobody == Nobody("possible", ("silent",))


# Worlds, day by day: the oracle knows nothing of limits and propagation, it tries every day of every point.


@dataclass(frozen=True)
class Worlds:
    """A career and all its worlds, its points narrowed to the days that some world uses."""

    career: Career
    worlds: tuple[World, ...]


def stretches_of(one: Career) -> Iterator[Stretch]:
    yield from (term.when for term in one.terms)
    for post in one.posts:
        yield from (post.when, *post.lapses)


def enumerated(one: Career) -> tuple[World, ...]:
    points = {point.name: point for stretch in stretches_of(one) for point in (stretch.start, stretch.end)}
    days = [range(point.earliest, point.latest + 1) for point in points.values()]
    worlds = (dict(zip(points, chosen, strict=True)) for chosen in product(*days))
    order = [(stretch.start.name, stretch.end.name) for stretch in stretches_of(one)]
    return tuple(world for world in worlds if all(world[start] <= world[end] for start, end in order))


def narrowed(one: Career, worlds: tuple[World, ...]) -> Career:
    def point(old: Point) -> Point:
        days = [world[old.name] for world in worlds]
        return Point(old.name, min(days), max(days))

    def stretch(old: Stretch) -> Stretch:
        return Stretch(point(old.start), point(old.end))

    terms = tuple(replace(term, when=stretch(term.when)) for term in one.terms)
    posts = tuple(replace(p, when=stretch(p.when), lapses=tuple(map(stretch, p.lapses))) for p in one.posts)
    return replace(one, terms=terms, posts=posts)


@st.composite
def points(draw: st.DrawFn, names: st.SearchStrategy[str], known: dict[str, Point]) -> Point:
    """Draw a point, which may be one that was drawn before: those of one name share their day."""
    name = draw(names)
    if name not in known:
        first = draw(st.integers(0, CALENDAR - 1))
        wide = draw(st.sampled_from([0, 0, 1, 1, 2, 3]))
        known[name] = Point(name, BASE + first, BASE + min(first + wide, CALENDAR - 1))
    return known[name]


@st.composite
def careers(draw: st.DrawFn) -> Worlds:
    known: dict[str, Point] = {}
    events = st.sampled_from(["e1", "e2", "e3"])

    def stretch(owner: str) -> Stretch:
        own = [st.one_of(st.just(f"{owner} {side}"), events) for side in ("start", "end")]
        return Stretch(draw(points(own[0], known)), draw(points(own[1], known)))

    slugs = [f"{draw(st.sampled_from('abc'))}.{n}" for n in range(draw(st.integers(1, 3)))]
    terms = []
    for slug in slugs:
        earlier = tuple(draw(st.sets(st.sampled_from([s for s in slugs if s != slug] or ["none"]), max_size=1)))
        when = stretch(slug)
        held = draw(st.sampled_from(["gs", "fs"]))
        terms.append(term(slug, when.start, when.end, post=held, doubtful=draw(st.booleans()), succeeds=earlier))
    edge = st.sets(st.sampled_from("abc"), max_size=1).map(tuple)
    posts = []
    for slug in draw(st.sampled_from([["gs"], ["gs", "fs"]])):
        lapses = tuple(stretch(f"{slug} lapse {n}") for n in range(draw(st.integers(0, 1))))
        posts.append(Post(slug, stretch(slug), lapses, draw(edge), draw(edge)))
    one = Career("office", "secretaryship", tuple(posts), tuple(t for t in terms if t.post in {p.iri for p in posts}))
    size = 1
    for known_point in known.values():
        size *= known_point.latest - known_point.earliest + 1
    assume(size <= 300)
    worlds = enumerated(one)
    assume(worlds)
    return Worlds(narrowed(one, worlds), worlds)


def covers(stretch: Stretch, world: World, day: int) -> bool:
    return world[stretch.start.name] <= day <= world[stretch.end.name]


def covering(made: Worlds, world: World, day: int, absent: bool) -> list[Term]:
    """Return the terms that cover the day, doubtful ones left out where they are absent."""
    return [t for t in made.career.terms if covers(t.when, world, day) and not (absent and t.doubtful)]


def stands(one: Post, world: World, day: int) -> bool:
    lapsed = any(world[lapse.start.name] < day < world[lapse.end.name] for lapse in one.lapses)
    return covers(one.when, world, day) and not lapsed


def gap_is_known(one: Career, post: Post, world: World, day: int) -> bool:
    if post.first_holders and post.final_holders:
        return True
    by_iri = {term.iri: term for term in one.terms}
    for term in one.terms:
        later, over = world[term.when.start.name] > day, world[term.when.end.name] < day
        first, final = (term.person in known for known in (post.first_holders, post.final_holders))
        if term.post == post.iri and ((later and first) or (over and final)):
            return True
        gone = (world[by_iri[iri].when.end.name] < day for iri in term.succeeds if iri in by_iri)
        if later and any(gone):
            return True
    return False


EXAMPLES = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
DAYS = st.integers(BASE, BASE + CALENDAR - 1)


@EXAMPLES
@given(careers(), DAYS)
def test_certainty_is_that_of_all_worlds(made: Worlds, day: int) -> None:
    expected = {}
    for person in sorted({term.person for term in made.career.terms}):
        with_doubt = [any(t.person == person for t in covering(made, w, day, absent=False)) for w in made.worlds]
        without = [any(t.person == person for t in covering(made, w, day, absent=True)) for w in made.worlds]
        if any(with_doubt):
            expected[person] = "certain" if all(without) else "possible"
    answer = holders(made.career, day)
    assert {one.person: one.certainty for one in answer.answers} == expected


@EXAMPLES
@given(careers(), DAYS)
def test_boundary_is_marked_where_every_world_puts_it(made: Worlds, day: int) -> None:
    """Hold the mark against the worlds: exactly for one term, and for several that a mark is never wrong."""
    for one in holders(made.career, day).answers:
        own = [t for t in made.career.terms if t.person == one.person and t.when.may_cover(day)]
        seen = [[t for t in own if covers(t.when, world, day)] for world in made.worlds]
        enters = all(
            here and all(world[t.when.start.name] == day for t in here)
            for here, world in zip(seen, made.worlds, strict=True)
        )
        leaves = all(
            here and all(world[t.when.end.name] == day for t in here)
            for here, world in zip(seen, made.worlds, strict=True)
        )
        expected = None if enters == leaves else "enters" if enters else "leaves"
        assert one.boundary == expected or (len(own) > 1 and one.boundary is None)


@EXAMPLES
@given(careers(), DAYS)
def test_nobody_is_that_of_all_worlds(made: Worlds, day: int) -> None:
    empty = [not covering(made, world, day, absent=True) for world in made.worlds]
    never = not any(covering(made, world, day, absent=False) for world in made.worlds)
    nobody = holders(made.career, day).nobody
    silent = nobody is not None and "silent" in nobody.reasons
    expected = None if not any(empty) else "certain" if never and not silent else "possible"
    assert (nobody.certainty if nobody else None) == expected


@EXAMPLES
@given(careers(), DAYS)
def test_reasons_are_those_of_the_worlds_without_a_holder(made: Worlds, day: int) -> None:
    """Compare the reasons; "silent" only where all such worlds agree, as it is told per way, not per world."""
    empty = [world for world in made.worlds if not covering(made, world, day, absent=True)]
    standing = [(post, world) for world in empty for post in made.career.posts if stands(post, world, day)]
    gone = [world for world in empty if not any(stands(post, world, day) for post in made.career.posts)]
    known = [gap_is_known(made.career, post, world, day) for post, world in standing]
    nobody = holders(made.career, day).nobody
    reasons = nobody.reasons if nobody else ()
    assert ("no-post" in reasons) == bool(gone)
    assert ("vacant" in reasons) == any(known)
    if all(known) or not any(known):
        assert ("silent" in reasons) == (bool(standing) and not any(known))
