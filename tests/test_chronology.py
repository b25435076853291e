"""Chronology: who held a post on a day, on some day of a period, and through it. All worlds: test_oracle.py."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sovleader_kg.answers.chronology.careers import Career, Post, Term
from sovleader_kg.answers.chronology.constraints import Point, Stretch
from sovleader_kg.answers.chronology.holders import holders
from sovleader_kg.answers.chronology.when import when
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.model import Answer, Nobody


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
    lapses = [lapse for one in posts for lapse in one.lapses]
    stretches = [*(one.stretch for one in terms), *(one.stretch for one in posts), *lapses]
    return Career("office", "office", posts, terms, Worlds(stretches))


def on(day: str, *terms: Term, posts: tuple[Post, ...] = (post(),)) -> Answer:
    return holders(career(*terms, posts=posts), when(on=day))


def during(period: str, *terms: Term, posts: tuple[Post, ...] = (post(),)) -> Answer:
    return holders(career(*terms, posts=posts), when(during=period))


def through(period: str, *terms: Term, posts: tuple[Post, ...] = (post(),)) -> Answer:
    return holders(career(*terms, posts=posts), when(through=period))


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
        replace(KHRUSHCHEV, stretch=Stretch(KHRUSHCHEV.stretch.start, either)),
        replace(BREZHNEV, stretch=Stretch(either, BREZHNEV.stretch.end)),
    )
    answer = on("1964-10-14", old, new)
    assert people(answer) == [("khrushchev", "certain", None), ("brezhnev", "possible", None)]
    assert answer.holder is not None
    assert answer.holder.person == "khrushchev"
    assert answer.nobody is None


def test_same_bounds_without_a_shared_event_may_leave_a_gap() -> None:
    old = replace(KHRUSHCHEV, stretch=Stretch(KHRUSHCHEV.stretch.start, at("left", "1964-10-13/1964-10-16")))
    new = replace(BREZHNEV, stretch=Stretch(at("came", "1964-10-13/1964-10-16"), BREZHNEV.stretch.end))
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
    old = replace(BREZHNEV, stretch=Stretch(PLENUM, either))
    new = replace(BREZHNEV_AGAIN, stretch=Stretch(either, BREZHNEV_AGAIN.stretch.end))
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


def test_in_the_year_of_a_handover_both_held_it() -> None:
    answer = during("1964", KHRUSHCHEV, BREZHNEV)
    assert people(answer) == [("brezhnev", "certain", None), ("khrushchev", "certain", None)]
    assert (answer.on, answer.during, answer.nobody) == (None, "1964", None)


def test_no_one_held_it_through_the_year_of_a_handover() -> None:
    answer = through("1964", KHRUSHCHEV, BREZHNEV)
    assert answer.answers == ()
    assert answer.nobody == Nobody("certain", ("changed-hands",))


def test_terms_across_a_renaming_join_to_a_whole_year() -> None:
    assert people(through("1966", BREZHNEV, BREZHNEV_AGAIN)) == [("brezhnev", "certain", None)]


def test_terms_on_following_days_join_and_a_day_between_parts_them() -> None:
    first = term("a.1", at("a1", "1923-01-01"), at("a2", "1923-01-10"))
    next_day = term("a.2", at("a3", "1923-01-11"), at("a4", "1923-01-20"))
    day_later = term("a.2", at("a3", "1923-01-12"), at("a4", "1923-01-20"))
    assert people(through("1923-01-05/1923-01-15", first, next_day)) == [("a", "certain", None)]
    assert people(through("1923-01-05/1923-01-15", first, day_later)) == []


def test_a_period_without_a_holder_has_the_reasons_of_all_its_days() -> None:
    first = term("a.1", at("a1", "1922-05-01"), at("a2", "1922-06-01"))
    answer = during("1922-03/1922-04", first, posts=(post(first=("a",)),))
    assert answer.nobody == Nobody("certain", ("no-post", "vacant"))


def test_a_hundred_unsure_seats_are_answered_at_once() -> None:
    seats = [
        term(f"p{n}.1", at(f"s{n}", "1950-01-01/1956-01-01"), at(f"e{n}", "1954-01-01/1960-01-01")) for n in range(100)
    ]
    answer = on("1955-01-01", *seats)
    assert len(answer.answers) == 100
    assert answer.nobody == Nobody("possible", ("silent",))
