"""Sittings: who sat on a day, what a complete list denies, and how many seats there were, against the terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs import index_of
from sovleader_kg.corpus.evidence import claims_in
from sovleader_kg.corpus.index import Index
from sovleader_kg.derived.bounds import derive_bounds
from sovleader_kg.names import PREFIXES, compact, sl
from test_bounds import oracle
from test_limits import bounds, graph
from test_verdicts import between, claim, date, judged, on_agreed, verdict

HEDGED = "; sl:stance concept:hedged"
LIFE = f"person:a a foaf:Person ; sl:birth {date('1900')} ; sl:death {date('1975')} .\n"
TERM = "post:p a sl:Post . term:a.1 a sl:Term ; sl:holder person:a ; sl:post post:p .\n"
START = claim("x.start", f"term:a.1 sl:start {date('1950-01-01')}")
END = claim("x.end", f"term:a.1 sl:end {date('1957-06-29')}")
END_OF_YEAR = claim("x.end", f"term:a.1 sl:end {date('1957')}")


def sat(slug: str, day: str, *, term: str = "term:a.1", denied: bool = False, more: str = "") -> str:
    return claim(slug, f"{term} sl:heldOn {date(day)}", denied=denied, more=more)


def whole(slug: str, day: str, *, post: str = "post:p", denied: bool = False, more: str = "") -> str:
    return claim(slug, f"{post} sl:completeListOn {date(day)}", denied=denied, more=more)


ON_THE_DAY = {
    "a day of the term": (END, "1953-03-06", "agrees"),
    "its first day": (END, "1950-01-01", "agrees"),
    "its last day": (END, "1957-06-29", "agrees"),
    "the day after": (END, "1957-06-30", "contradicts"),
    "the day before": (END, "1949-12-31", "contradicts"),
    "a month that ends within": (END, "1957-06", "compatible"),
    "a month within": (END, "1957-05", "agrees"),
    "a month in which the end may lie": (END_OF_YEAR, "1957-03", "compatible"),
    "a year after an end that nobody tells": ("", "1960", "compatible"),
}


@pytest.mark.parametrize("case", ON_THE_DAY)
def test_a_sitting_is_held_against_the_days_of_its_term(case: str) -> None:
    end, day, kind = ON_THE_DAY[case]
    assert on_agreed(judged(TERM, START, end, sat("y.1", day)), "y.1") == (kind, "held-on-the-day")


@pytest.mark.parametrize(
    ("day", "kind"), [("1953-03-06", "contradicts"), ("1957-06", "compatible"), ("1960-01-01", "agrees")]
)
def test_a_denied_sitting_stands_the_other_way_round(day: str, kind: str) -> None:
    assert on_agreed(judged(TERM, START, END, sat("y.1", day, denied=True)), "y.1")[0] == kind


def test_the_verdict_tells_the_days_that_the_term_may_cover() -> None:
    found = judged(TERM, START, END_OF_YEAR, sat("y.1", "1960-01-01"))
    assert found.values(f"{PREFIXES['verdict']}y.1.agreed", sl("derivedValue")) == ["1950-01-01/1957-12-31"]


def dispute(found: Index, name: str) -> list[str]:
    return sorted(map(compact, found.values(f"{PREFIXES['dispute']}{name}", sl("rivalClaim"))))


def test_a_sitting_outside_its_term_is_disputed_with_the_claims_that_exclude_it() -> None:
    vague = claim("z.end", f"term:a.1 sl:end {date('195X')}")
    found = judged(TERM, START, END, vague, sat("y.1", "1959-01-01"))
    assert verdict(found, "y.1.held-on-the-day") == ("contradicts", "held-on-the-day")
    assert between(found, "y.1") == {"held-on-the-day": ["claim:x.end"]}
    assert between(found, "x.end")["held-on-the-day"] == ["claim:y.1"]
    assert dispute(found, "term.a.1.heldOn") == ["claim:x.end", "claim:y.1"]
    assert dispute(found, "term.a.1.end") == []


def test_a_denied_sitting_within_the_term_has_no_rivals_on_its_ends() -> None:
    assert dispute(judged(TERM, START, END, sat("y.1", "1953", denied=True)), "term.a.1.heldOn") == []


def test_a_rejected_end_excludes_nothing() -> None:
    rejected = "resolution:r a sl:Resolution ; sl:rejects claim:x.end .\n"
    found = judged(TERM, START, END, rejected, sat("y.1", "1959-01-01"))
    assert on_agreed(found, "y.1")[0] == "agrees"
    assert dispute(found, "term.a.1.heldOn") == []


def test_sittings_of_several_days_are_no_rivals() -> None:
    found = judged(TERM, START, sat("y.1", "1953-03-06"), sat("y.2", "1954-02-24"), sat("z.1", "1953-03-06"))
    assert between(found, "y.1") == {"same-value": ["claim:z.1"]}
    assert between(found, "y.2") == {}


def test_sources_that_affirm_and_deny_one_sitting_contradict_each_other() -> None:
    found = judged(TERM, START, sat("y.1", "1953-03-06"), sat("z.1", "1953-03-06", denied=True))
    assert between(found, "y.1") == {"affirmed-and-denied": ["claim:z.1"]}
    assert dispute(found, "term.a.1.heldOn") == ["claim:y.1", "claim:z.1"]


def test_a_sitting_that_another_source_tells_is_not_told_by_one_only() -> None:
    found = judged(TERM, START, sat("y.1", "1953-03-06"), sat("z.1", "1953-03-06"), sat("y.2", "1954-02-24"))
    only = {name: found.values(f"{PREFIXES['verdict']}{name}.agreed", sl("onlySource"))[0] for name in ("y.1", "y.2")}
    assert only == {"y.1": "false", "y.2": "true"}


def test_a_sitting_narrows_a_vague_end_and_an_unknown_start() -> None:
    found = bounds("term:a.1", LIFE, TERM, END_OF_YEAR, sat("y.1", "1957-03-06"))
    assert (found["earliestEnd"], found["latestEnd"]) == ("1957-03-06", "1957-12-31")
    assert (found["earliestStart"], found["latestStart"]) == ("1916-01-01", "1957-03-06")
    assert found["startLimitedBy"] == "person:a"


@pytest.mark.parametrize(
    "sitting",
    [
        sat("y.1", "1957-03-06", more=HEDGED),
        sat("y.1", "1957-03-06", denied=True),
        sat("y.1", "1957-03-06") + "resolution:r a sl:Resolution ; sl:rejects claim:y.1 .\n",
        sat("y.1", "1959-03-06"),
    ],
    ids=["hedged", "denied", "rejected", "excluded by a claim on the end"],
)
def test_such_a_sitting_narrows_no_end(sitting: str) -> None:
    assert bounds("term:a.1", TERM, START, END_OF_YEAR, sitting)["earliestEnd"] == "1957-01-01"


def test_a_hedged_sitting_places_a_term_that_nothing_else_dates_which_is_then_never_certain() -> None:
    hedged = sat("y.1", "1957-03-06", more=HEDGED)
    found = bounds("term:a.1", LIFE, TERM, hedged)
    assert (found["latestStart"], found["earliestEnd"]) == ("1957-03-06", "1957-03-06")
    assert found["atMostPossible"] == "true"
    assert "earliestEnd" not in bounds("term:a.1", LIFE, TERM, START, hedged)
    assert "atMostPossible" not in bounds("term:a.1", LIFE, TERM, hedged, sat("z.1", "1957-03-07"))


def test_an_end_that_one_of_its_rivals_excludes_is_not_narrowed() -> None:
    rival = claim("z.end", f"term:a.1 sl:end {date('1955-02')}")
    found = bounds("term:a.1", TERM, START, END_OF_YEAR, rival, sat("y.1", "1957-03-06"))
    assert (found["earliestEnd"], found["latestEnd"]) == ("1955-02-01", "1957-12-31")


def test_a_sitting_narrows_the_day_of_the_event_that_ends_the_term() -> None:
    event = "term:a.1 sl:endedBy event:e . event:e a sl:Plenum .\n"
    month = claim("x.date", f"event:e sl:date {date('1957-06')}")
    found = bounds("event:e", TERM, event, month, sat("y.1", "1957-06-22"))
    assert (found["earliestDate"], found["latestDate"]) == ("1957-06-22", "1957-06-30")


DAYS = st.sets(st.integers(1, 12), min_size=1, max_size=4)
MONTH = "1950-01-"


def _one_of(days: set[int]) -> str:
    return f"[{','.join(f'{MONTH}{day:02}' for day in sorted(days))}]"


def _left(told: list[set[int]], seated: list[set[int]], *, start: bool) -> range:
    """Return the days from the first to the last that claims on an end and sittings leave, tried one by one."""
    left = oracle(told)
    reaches = [{day for day in range(1, 13) if (day <= max(one) if start else day >= min(one))} for one in seated]
    within = left.intersection(*(reach for reach in reaches if all(one & reach for one in told)))
    kept = within or left
    return range(min(kept), max(kept) + 1)


@given(st.lists(DAYS, min_size=1, max_size=3), st.lists(DAYS, min_size=1, max_size=3), st.lists(DAYS, max_size=3))
def test_bounds_and_verdicts_are_those_of_all_worlds(
    starts: list[set[int]], ends: list[set[int]], seated: list[set[int]]
) -> None:
    worlds = [
        (first, last)
        for first in _left(starts, seated, start=True)
        for last in _left(ends, seated, start=False)
        if first <= last
    ]
    said = [
        *(claim(f"s.{n}", f"term:a.1 sl:start {date(_one_of(days))}") for n, days in enumerate(starts)),
        *(claim(f"e.{n}", f"term:a.1 sl:end {date(_one_of(days))}") for n, days in enumerate(ends)),
        *(sat(f"d.{n}", _one_of(days)) for n, days in enumerate(seated)),
    ]
    index = index_of(TERM, *said)
    if not worlds:
        assert derive_bounds(index, claims_in(index))[1]
        return
    firsts, lasts = ({world[side] for world in worlds} for side in (0, 1))
    found = bounds("term:a.1", TERM, *said)
    assert [int(found[name][-2:]) for name in ("earliestStart", "latestStart", "earliestEnd", "latestEnd")] == [
        *(min(firsts), max(firsts)),
        *(min(lasts), max(lasts)),
    ]
    verdicts = judged(TERM, *said)
    assert [on_agreed(verdicts, f"d.{n}")[0] for n in range(len(seated))] == [_stands(days, worlds) for days in seated]


def _stands(days: set[int], worlds: list[tuple[int, int]]) -> str:
    """Return how a sitting on one of some days stands to the worlds of its term."""
    covered = {first <= day <= last for day in days for first, last in worlds}
    return {frozenset({True}): "agrees", frozenset({False}): "contradicts"}.get(frozenset(covered), "compatible")


LISTED = "term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:p .\n" + sat("y.1", "1953-03-06", term="term:b.1")


def test_whoever_a_complete_list_does_not_name_left_by_its_day() -> None:
    found = bounds("term:a.1", LIFE, TERM, START, LISTED, whole("y.2", "1953-03-06"))
    assert (found["latestEnd"], found["endLimitedBy"]) == ("1953-03-06", "post:p")


def test_whoever_a_complete_list_does_not_name_came_on_its_day_at_the_earliest() -> None:
    found = bounds("term:a.1", LIFE, TERM, END, LISTED, whole("y.2", "1953-03-06"))
    assert (found["earliestStart"], found["startLimitedBy"]) == ("1953-03-06", "post:p")


OTHER_POST = "post:q a sl:Post . term:a.2 a sl:Term ; sl:holder person:a ; sl:post post:q .\n"


def test_a_list_of_another_post_names_nobody_for_this_one() -> None:
    candidate = OTHER_POST + sat("y.3", "1953-03-06", term="term:a.2")
    found = bounds("term:a.1", LIFE, TERM, START, LISTED, candidate, whole("y.2", "1953-03-06"))
    assert found["latestEnd"] == "1953-03-06"


LISTS = {
    "hedged": LISTED + whole("y.2", "1953-03-06", more=HEDGED),
    "denied": LISTED + whole("y.2", "1953-03-06", denied=True),
    "of a month": LISTED + whole("y.2", "1953-03"),
    "of another post": LISTED + OTHER_POST + whole("y.2", "1953-03-06", post="post:q"),
    "of another source, which names nobody": LISTED + whole("z.2", "1953-03-06"),
    "of another day, which names nobody": LISTED + whole("y.2", "1953-03-07"),
    "that names the term": LISTED + sat("y.3", "1953-03-06") + whole("y.2", "1953-03-06"),
    "that names another term of the holder": LISTED
    + "term:a.3 a sl:Term ; sl:holder person:a ; sl:post post:p .\n"
    + sat("y.3", "1953-03-06", term="term:a.3")
    + whole("y.2", "1953-03-06"),
}


@pytest.mark.parametrize("case", LISTS)
def test_such_a_list_limits_nobody(case: str) -> None:
    assert bounds("term:a.1", LIFE, TERM, START, LISTS[case])["endLimitedBy"] == "person:a"


def test_an_end_that_a_claim_tells_is_not_limited_by_a_list() -> None:
    found = bounds("term:a.1", LIFE, TERM, START, END_OF_YEAR, LISTED, whole("y.2", "1953-03-06"))
    assert (found["earliestEnd"], found["latestEnd"]) == ("1957-01-01", "1957-12-31")


NAMES = "".join(
    f'{thing} rdfs:label "x"@en .\n' for thing in ("person:a", "person:b", "post:p", "term:a.1", "term:b.1")
)
SOURCES = "".join(f'source:{name} a sl:Source ; rdfs:label "{name}"@en .\n' for name in "xyz")
FOUND = "".join(f'passage:{slug} sl:locator "page 1" .\n' for slug in ("x.start", "x.end", "y.1", "y.2"))


def test_explain_traces_a_limit_to_the_list_and_a_bound_to_the_sitting() -> None:
    kg = graph(LIFE + TERM + NAMES + SOURCES + FOUND + START + LISTED + whole("y.2", "1953-03-06"))
    (limited,) = kg.explain("term:a.1", "sl:latestEnd").statements
    assert [compact(said.claim) for said in limited.proofs[0].claims] == ["claim:y.2"]
    assert limited.proofs[0].because == "a list that its source calls complete does not name the holder on that day"
    (bounded,) = kg.explain("term:b.1", "sl:earliestEnd").statements
    assert [compact(said.claim) for said in bounded.proofs[0].claims] == ["claim:y.1"]
    assert str(bounded.proofs[0].because).endswith("whoever sits on a day holds the post on it")


SECOND = "term:b.1 a sl:Term ; sl:holder person:b ; sl:post post:p .\n" + claim(
    "x.b", f"term:b.1 sl:start {date('1953')}"
)
AGAIN = "term:a.2 a sl:Term ; sl:holder person:a ; sl:post post:p .\n" + claim(
    "x.again", f"term:a.2 sl:start {date('1951')}"
)
CONTESTED = claim("x.holder", "term:a.1 sl:holder person:a") + claim("y.holder", "term:a.1 sl:holder person:c")


def seats(number: int, during: str = "1953-03-06", slug: str = "y.seats", *, denied: bool = False) -> str:
    valid = f'; sl:validDuring "{during}"^^edtf:EDTF'
    return claim(slug, f"post:p sl:seats {number}", denied=denied, more=valid)


COUNTED = {
    "the certain and the possible ones": (TERM + START + END + SECOND, 2, "compatible", "1 to 2"),
    "the certain ones": (TERM + START + END + SECOND, 1, "compatible", "1 to 2"),
    "more than the possible ones": (TERM + START + END + SECOND, 3, "contradicts", "1 to 2"),
    "fewer than the certain ones": (TERM + START + END + SECOND, 0, "contradicts", "1 to 2"),
    "all, who are certain": (TERM + START + END, 1, "agrees", "1"),
    "one person with two terms": (TERM + START + END + AGAIN, 1, "agrees", "1"),
    "somebody whose term is contested": (TERM + START + END + CONTESTED, 1, "compatible", "0 to 1"),
    "nobody": ("post:p a sl:Post .\n", 1, "contradicts", "0"),
}


@pytest.mark.parametrize("case", COUNTED)
def test_stated_seats_are_held_against_the_members_of_the_day(case: str) -> None:
    facts, number, kind, counted = COUNTED[case]
    found = judged(facts, seats(number))
    assert verdict(found, "y.seats.counted-seats") == (kind, "counted-seats")
    assert found.values(f"{PREFIXES['verdict']}y.seats.counted-seats", sl("countedValue")) == [counted]
    assert dispute(found, "post.p.seats") == (["claim:y.seats"] if kind == "contradicts" else [])


@pytest.mark.parametrize("claimed", [seats(7, "1953"), seats(7, denied=True)], ids=["of a year", "denied"])
def test_such_seats_are_not_counted(claimed: str) -> None:
    assert verdict(judged(TERM, START, END, claimed), "y.seats.counted-seats") == ("", "")


def test_two_numbers_of_seats_are_rivals_unless_they_are_of_other_times() -> None:
    found = judged(TERM, seats(7, "1926"), seats(9, "1926", "z.seats"), seats(10, "1930", "z.later"))
    assert between(found, "y.seats") == {"one-value-only": ["claim:z.seats"], "other-time": ["claim:z.later"]}
    assert dispute(found, "post.p.seats") == ["claim:y.seats", "claim:z.seats"]
