"""Matching: surest first, never silently one of several, each row for itself unless rows are one stretch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphs import derived, triples
from memory import Memory
from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.matching import Match, match_records
from sovleader_kg.compare.records import Record, WrittenDate
from sovleader_kg.compare.register import SIDES, Register, read_register
from sovleader_kg.dates import days_of
from sovleader_kg.identifiers import SCHEMES
from sovleader_kg.names import compact, expand
from sovleader_kg.store.engines import OxigraphEngine

GENERAL = 'post = "general-secretary"'
OFFICE = 'office = "secretaryship"'
COUNTRY = 'leads = ["body:soviet-union", "body:russia"]'
COLUMNS = '[columns]\nperson = "who"\nstart = "from"\nend = "to"\n'


@pytest.fixture(scope="module")
def register(kg: KnowledgeGraph) -> Register:
    del kg
    return read_register(OxigraphEngine(files.compiled()))


@pytest.fixture(scope="module")
def small_register(small_folder: Path) -> Register:
    return read_register(OxigraphEngine(small_folder))


def _description(folder: Path, target: str) -> Description:
    path = folder / "mine.toml"
    path.write_text(f"[target]\n{target}\n{COLUMNS}", encoding="utf-8")
    return read_description(path)


def _record(name: str, start: str = "", end: str = "", **identifiers: str) -> Record:
    dates = {side: WrittenDate(text, text, days_of(text)) for side, text in (("start", start), ("end", end)) if text}
    return Record(2, 1, "row 1", f"{name},{start},{end}", name, identifiers, None, dates, {})


def _numbered(line: int, name: str, start: str = "", end: str = "") -> Record:
    return replace(_record(name, start, end), line=line, row=line - 1)


def _all(register: Register, folder: Path, target: str, *rows: tuple[str, ...]) -> list[Match]:
    records = [_numbered(line, *row) for line, row in enumerate(rows, 2)]
    return match_records(register, _description(folder, target), records)


def _one(register: Register, folder: Path, record: Record, target: str = GENERAL) -> Match:
    return match_records(register, _description(folder, target), [record])[0]


def _thing(match: Match) -> str | None:
    return compact(match.period.iri) if match.period else None


@pytest.mark.parametrize(
    ("kind", "mark"),
    [
        ("wikidata", "Q855"),
        ("gnd", "118642499"),
        ("dbpedia", "Joseph_Stalin"),
        ("wikipedia", "Joseph_Stalin"),
        ("archigos", "82204800-1e42-11e4-b4cd-db5882bf8def"),
        ("history-state-gov", "112894"),
        ("pm20", "pe/016952"),
        ("freebase", "/m/03_lf"),
    ],
)
def test_an_identifier_is_sure_whatever_the_spelling(register: Register, tmp_path: Path, kind: str, mark: str) -> None:
    match = _one(register, tmp_path, _record("Dzhugashvili", "1922", "1953", **{kind: mark}))
    assert (match.how, _thing(match)) == ("sure", "term:joseph-stalin.1")
    assert match.reason.endswith(mark)


@pytest.mark.parametrize("kind", SCHEMES)
def test_every_scheme_that_names_persons_is_a_column(register: Register, tmp_path: Path, kind: str) -> None:
    marked = [(one.iri, mark) for one in register.persons.values() for mark in one.identifiers.get(kind, ())]
    assert marked
    for person, mark in marked:
        match = _one(register, tmp_path, _record("Somebody", "1801", "1810", **{kind: mark}))
        assert match.person == person


@pytest.mark.parametrize(
    "name",
    [
        "Joseph Stalin",
        "JOSEPH  STALIN",
        "Stalin, Joseph Vissarionovich",
        "Сталин Иосиф Виссарионович",
        "Iossif Stalin",
        "Stalin, Joseph",
        "Иосиф Виссарионович Сталин",
        "Иосиф Сталин",
        "Iosif Vissarionovich Stalin",
        "Iosif Stalin",
    ],
)
def test_a_full_name_in_either_script_is_likely(register: Register, tmp_path: Path, name: str) -> None:
    match = _one(register, tmp_path, _record(name, "1922", "1953"))
    assert (match.how, match.reason, _thing(match)) == ("likely", "by name", "term:joseph-stalin.1")


def test_initials_are_likely(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Сталин И. В.", "1922", "1953"))
    assert (match.how, match.reason, _thing(match)) == ("likely", "by surname and initials", "term:joseph-stalin.1")


def test_a_name_that_fits_nobody_gets_the_nearest_as_a_question(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Josef Stalin", "1922", "1953"))
    assert (match.how, match.person, match.candidates) == ("none", None, (expand("person:joseph-stalin"),))
    assert match.reason.startswith('nobody of that name. Did you mean "Joseph Stalin"? For term:joseph-stalin.1: ')


@pytest.mark.parametrize("name", ["Gorbachev", "Gorbachëv", "Горбачев", "ГОРБАЧЁВ"])
def test_a_surname_alone_is_a_guess(register: Register, tmp_path: Path, name: str) -> None:
    match = _one(register, tmp_path, _record(name, "1985", "1991"))
    assert (match.how, match.reason) == ("guess", "by surname, one holder in those years")
    assert _thing(match) == "term:mikhail-gorbachev.1"


def test_a_surname_at_another_time_is_nobody(register: Register, tmp_path: Path) -> None:
    assert _one(register, tmp_path, _record("Gorbachev", "1801", "1810")).how == "none"


def test_another_given_name_is_not_a_surname_alone(register: Register, tmp_path: Path) -> None:
    assert _one(register, tmp_path, _record("Vasily Stalin", "1922", "1953")).how == "none"


def test_identifier_and_name_of_different_persons_are_ambiguous(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Yuri Andropov", "1922", "1953", wikidata="Q855"))
    assert (match.how, match.person, match.period) == ("ambiguous", None, None)
    assert match.reason.endswith("person:joseph-stalin, person:yuri-andropov")


def test_identifiers_of_different_persons_are_ambiguous(register: Register, tmp_path: Path) -> None:
    match = _one(
        register,
        tmp_path,
        _record("X", "1922", "1953", wikidata="Q855", archigos="8220a9ae-1e42-11e4-b4cd-db5882bf8def"),
    )
    assert match.how == "ambiguous"


def test_a_namesake_with_another_identifier_is_not_chosen(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Joseph Stalin", "1922", "1953", wikidata="Q1"))
    assert (match.how, match.period) == ("ambiguous", None)
    assert _one(register, tmp_path, _record("Stalin", "1922", "1953", wikidata="Q1")).how == "none"


@pytest.mark.parametrize("mark", ["X855", "855", "Stalin"])
def test_what_is_no_identifier_is_named_as_such(register: Register, tmp_path: Path, mark: str) -> None:
    match = _one(register, tmp_path, _record("Joseph Stalin", "1922", "1953", wikidata=mark))
    assert (match.how, match.candidates) == ("ambiguous", (expand("person:joseph-stalin"),))
    assert match.reason == f'by name, but "{mark}" is no identifier of Wikidata: person:joseph-stalin'


def test_a_page_in_another_language_contradicts_no_name(register: Register, tmp_path: Path) -> None:
    page = "https://de.wikipedia.org/wiki/Josef_Stalin"
    assert _one(register, tmp_path, _record("Joseph Stalin", "1922", "1953", wikipedia=page)).how == "likely"


@pytest.mark.parametrize(
    "name",
    [
        "Joseph Stalin (1878–1953)",
        "Stalin, Joseph, 1878-1953",
        "Stalin, Joseph, 1879-1953.",
        "Stalin, Joseph (b. 1878)",
        "Stalin, Joseph, 1878-",
        "Stalin (Dzhugashvili), Joseph",
        "Joseph Stalin [politician]",
        "Сталин Иосиф Виссарионович (1878—1953 гг.)",
    ],
)
def test_what_stands_behind_a_name_of_a_life_is_no_part_of_it(register: Register, tmp_path: Path, name: str) -> None:
    assert _one(register, tmp_path, _record(name, "1922", "1953")).person == expand("person:joseph-stalin")


@pytest.mark.parametrize("name", ["Joseph Stalin (1920–1950)", "Stalin, Joseph, b. 1900"])
def test_a_namesake_born_in_another_year_is_not_chosen(register: Register, tmp_path: Path, name: str) -> None:
    match = _one(register, tmp_path, _record(name, "1922", "1953"))
    assert (match.how, match.period) == ("ambiguous", None)
    assert "by name, but born in another year" in match.reason


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("1922-04-03", "", "start 1922-04-03 agrees with 1922-04-03"),
        ("1922", "1953-03-05", "start 1922 is compatible with 1922-04-03, end 1953-03-05 contradicts 1952-10"),
        ("1946", "", "start 1946 contradicts 1922-04-03"),
        ("", "1952-10-14", "end 1952-10-14 refines 1952-10"),
    ],
)
def test_how_the_dates_stand_to_whoever_is_suggested_is_told(
    register: Register, tmp_path: Path, start: str, end: str, told: str
) -> None:
    match = _one(register, tmp_path, _record("Josef Stalin", start, end))
    why = 'nobody of that name. Did you mean "Joseph Stalin"?'
    assert (match.how, match.person, match.period) == ("none", None, None)
    assert match.reason == f"{why} For term:joseph-stalin.1: {told}"


def test_a_mistyped_identifier_is_named_as_such(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Joseph Stalin", "1922", "1953", gnd="118642489"))
    assert match.reason == "by name, but with another identifier of GND (mistyped): person:joseph-stalin"


@pytest.mark.parametrize(
    ("start", "end", "target", "thing"),
    [
        ("1964-10-14", "1982-11-10", GENERAL, "tenure:leonid-brezhnev.1"),
        ("1966-04-08", "1982-11-10", GENERAL, "term:leonid-brezhnev.2"),
        ("1966", "1982", OFFICE, "term:leonid-brezhnev.2"),
        ("1964-10-14", "1966-04-08", OFFICE, "term:leonid-brezhnev.1"),
        ("1964-10-14", "1966-04-08", 'post = "first-secretary"', "term:leonid-brezhnev.1"),
        ("1966-04-08", "", GENERAL, "term:leonid-brezhnev.2"),
    ],
)
def test_the_dates_choose_among_a_persons_terms_and_tenure(
    register: Register, tmp_path: Path, start: str, end: str, target: str, thing: str
) -> None:
    assert _thing(_one(register, tmp_path, _record("Leonid Brezhnev", start, end), target)) == thing


def test_an_equal_fit_goes_to_the_kind_that_was_described(register: Register, tmp_path: Path) -> None:
    row = _record("Yuri Andropov", "1982-11-12", "1984-02-09")
    assert _thing(_one(register, tmp_path, row, GENERAL)) == "term:yuri-andropov.1"
    assert _thing(_one(register, tmp_path, row, OFFICE)) == "tenure:yuri-andropov.1"


def test_leadership_never_meets_the_post(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Konstantin Chernenko", "1984", "1985"), COUNTRY)
    assert match.period
    assert match.period.kind == "leadership"
    assert _one(register, tmp_path, _record("Vladimir Ivashko", "1991", "1991"), COUNTRY).period is None


def _leader(*leaderships: str) -> Register:
    """Return a register of Anna Kern, who led a body in these leaderships."""
    said = (f"{one} ; a sl:EffectiveLeadership ; sl:leader person:a ; sl:leads body:b .\n" for one in leaderships)
    stated = triples('person:a a foaf:Person ; rdfs:label "Anna Kern"@en .\n', *said)
    return read_register(Memory([*stated, *derived(stated)]))


def _lasting(slug: str, start: str, end: str) -> str:
    return f'leadership:{slug} sl:start "{start}"^^edtf:EDTF ; sl:end "{end}"^^edtf:EDTF'


LED = 'leads = "body:b"'
RIVALS = (_lasting("early", "1923-03-10", "1953-03-05"), _lasting("late", "1924-01-21", "1953-03-05"))


def test_other_leaderships_of_the_leader_stand_beside(tmp_path: Path) -> None:
    match = _one(_leader(*RIVALS), tmp_path, _record("Anna Kern", "1923-03-10", "1953-03-05"), LED)
    assert (_thing(match), [compact(one.iri) for one in match.beside]) == ("leadership:early", ["leadership:late"])


def test_each_row_about_one_term_meets_it(register: Register, tmp_path: Path) -> None:
    rows = [("Yuri Andropov", "1982-11-12", "1984-02-09"), ("Yuri Andropov", "1982-11-10", "1984-02-09")]
    for target, thing in ((GENERAL, "term:yuri-andropov.1"), (OFFICE, "tenure:yuri-andropov.1")):
        found = _all(register, tmp_path, target, *rows)
        assert [(_thing(one), one.reason, one.sides) for one in found] == [(thing, "by name", SIDES)] * 2


def test_rows_about_a_tenure_and_about_a_term_of_it_meet_each_its_own(register: Register, tmp_path: Path) -> None:
    rows = [("Leonid Brezhnev", "1964-10-14", "1982-11-10"), ("Leonid Brezhnev", "1966-04-08", "1982-11-10")]
    found = _all(register, tmp_path, OFFICE, *rows)
    assert [_thing(one) for one in found] == ["tenure:leonid-brezhnev.1", "term:leonid-brezhnev.2"]


def test_a_row_that_repeats_another_is_matched_alike_and_told_as_such(register: Register, tmp_path: Path) -> None:
    row = ("Joseph Stalin", "1922-04-03", "1952-10")
    first, other, again = _all(register, tmp_path, GENERAL, row, ("Yuri Andropov", "1982", "1984"), row)
    assert (first.repeats, other.repeats, again.repeats) == (None, None, 2)
    assert (again.period, again.how, again.reason) == (first.period, "likely", "by name; repeats line 2")


def test_a_row_a_year_is_one_stretch_of_a_tenure(register: Register, tmp_path: Path) -> None:
    found = _all(register, tmp_path, OFFICE, *(("Leonid Brezhnev", str(year)) for year in range(1964, 1970)))
    assert {_thing(one) for one in found} == {"tenure:leonid-brezhnev.1"}
    assert {one.reason for one in found} == {"by name; in one stretch from line 2 to line 7"}
    assert [one.sides for one in found] == [("start",), (), (), (), (), ("end",)]


def test_rows_that_adjoin_are_one_stretch_in_whatever_order(register: Register, tmp_path: Path) -> None:
    rows = [("1983-01-01", "1983-12-31"), ("1982-11-12", "1982-12-31"), ("1984-01-01", "1984-02-09")]
    found = _all(register, tmp_path, GENERAL, *(("Yuri Andropov", *row) for row in rows))
    assert [one.sides for one in found] == [(), ("start",), ("end",)]
    assert {_thing(one) for one in found} == {"term:yuri-andropov.1"}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([("1922-04-03", "1929"), ("1931", "1952-10")], "a gap"),
        ([("1922-04-03", "1934-02-10"), ("1930", "1952-10")], "an overlap"),
        ([("1922-04-03", ""), ("1922-04-04", "")], "days of one start"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows_that_do_not_adjoin_are_no_stretch(
    register: Register, tmp_path: Path, rows: list[tuple[str, str]], why: str
) -> None:
    found = _all(register, tmp_path, GENERAL, *(("Joseph Stalin", *row) for row in rows))
    assert [(_thing(one), one.sides) for one in found] == [("term:joseph-stalin.1", SIDES)] * 2, why


def test_years_of_one_tenure_are_one_stretch_whatever_lies_between(register: Register, tmp_path: Path) -> None:
    years = (1965, 1966, 1967, 1970, 1975, 1981)
    found = _all(register, tmp_path, OFFICE, *(("Leonid Brezhnev", str(year)) for year in years))
    assert {_thing(one) for one in found} == {"tenure:leonid-brezhnev.1"}
    assert [one.sides for one in found] == [("start",), (), (), (), (), ("end",)]


def test_years_of_two_terms_are_two_stretches(tmp_path: Path) -> None:
    led = _leader(_lasting("early", "1939-05-03", "1949-03-04"), _lasting("late", "1953-03-05", "1956-06-01"))
    years = (1939, 1941, 1945, 1953, 1954, 1956)
    found = _all(led, tmp_path, LED, *(("Anna Kern", str(year)) for year in years))
    assert [_thing(one) for one in found] == [*["leadership:early"] * 3, *["leadership:late"] * 3]
    assert [one.sides for one in found] == [("start",), (), ("end",)] * 2


def test_years_in_which_a_term_and_the_next_begin_meet_each_its_own(register: Register, tmp_path: Path) -> None:
    found = _all(register, tmp_path, OFFICE, ("Leonid Brezhnev", "1964-10"), ("Leonid Brezhnev", "1966-04"))
    assert _thing(found[1]) == "term:leonid-brezhnev.2"
    assert [one.sides for one in found] == [SIDES, SIDES]


@pytest.mark.parametrize("name", ["Сталин Иосиф Виссарионович", "Stalin, Joseph", "STALIN JOSEPH"])
def test_a_row_in_another_spelling_repeats_the_first(register: Register, tmp_path: Path, name: str) -> None:
    dates = ("1922-04-03", "1952-10")
    first, again = _all(register, tmp_path, GENERAL, ("Joseph Stalin", *dates), (name, *dates))
    assert (first.repeats, again.repeats) == (None, 2)


def test_a_clear_row_repeats_no_guess(register: Register, tmp_path: Path) -> None:
    rows = [("Gorbachev", "1985-03-11", "1991-08-24"), ("Mikhail Gorbachev", "1985-03-11", "1991-08-24")]
    assert [one.repeats for one in _all(register, tmp_path, GENERAL, *rows)] == [None, None]


def test_rows_of_other_dates_repeat_none(register: Register, tmp_path: Path) -> None:
    rows = [("Yuri Andropov", "1982-11-12", "1984-02-09"), ("Andropov, Yuri", "1982-11", "1984-02-09")]
    assert [one.repeats for one in _all(register, tmp_path, GENERAL, *rows)] == [None, None]


def test_rows_that_adjoin_and_have_a_term_each_are_no_stretch(register: Register, tmp_path: Path) -> None:
    rows = [("Leonid Brezhnev", "1964-10-14", "1966-04-08"), ("Leonid Brezhnev", "1966-04-09", "1982-11-10")]
    found = _all(register, tmp_path, OFFICE, *rows)
    assert [(_thing(one), one.sides) for one in found] == [
        ("term:leonid-brezhnev.1", SIDES),
        ("term:leonid-brezhnev.2", SIDES),
    ]


@pytest.mark.parametrize("start", ["1982-10-12", "1982-11-11", "1983-02"])
def test_a_row_with_one_date_meets_a_term_within_a_year_of_it(register: Register, tmp_path: Path, start: str) -> None:
    match = _one(register, tmp_path, _record("Yuri Andropov", start))
    assert (match.how, _thing(match)) == ("likely", "term:yuri-andropov.1")
    assert _one(register, tmp_path, _record("Yuri Andropov", "1980-10-12")).how == "guess"


def test_a_period_of_which_no_end_is_known_takes_no_row_from_one_that_is_dated(tmp_path: Path) -> None:
    led = _leader(_lasting("dated", "1984-02-13", "1985-03-10"), 'leadership:undated rdfs:label "Undated"@en')
    match = _one(led, tmp_path, _record("Anna Kern", "1984-02-09"), LED)
    assert (match.how, _thing(match)) == ("likely", "leadership:dated")


def test_a_term_at_another_time_is_a_guess_though_the_person_is_sure(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("x", "1801", "1810", wikidata="Q855"))
    assert (match.how, _thing(match)) == ("guess", "term:joseph-stalin.1")


def test_a_row_without_dates_is_ambiguous_where_several_fit(register: Register, tmp_path: Path) -> None:
    assert _one(register, tmp_path, _record("Leonid Brezhnev"), OFFICE).period is not None
    match = _one(_leader(*RIVALS), tmp_path, _record("Anna Kern"), LED)
    assert (match.how, match.period) == ("ambiguous", None)
    assert match.reason == "by name; fits equally: leadership:early, leadership:late"


YEARS = st.integers(1900, 2010)
ROWS = st.tuples(st.sampled_from(["Joseph Stalin", "Georgy Malenkov", "Gorbachev", "Somebody"]), YEARS, YEARS)


@given(rows=st.lists(ROWS, max_size=6), target=st.sampled_from([GENERAL, OFFICE, COUNTRY]), data=st.data())
def test_the_order_of_the_rows_changes_no_match(
    small_register: Register,
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[tuple[str, int, int]],
    target: str,
    data: st.DataObject,
) -> None:
    records = [_numbered(line, name, str(min(years)), str(max(years))) for line, (name, *years) in enumerate(rows, 2)]
    shuffled = data.draw(st.permutations(records))
    description = _description(tmp_path_factory.mktemp("m"), target)
    found, again = (match_records(small_register, description, some) for some in (records, shuffled))
    assert _met(records, found) == _met(shuffled, again)
    assert all((match.period is None) == (match.how in {"none", "ambiguous"}) for match in found)


def _met(records: list[Record], matches: list[Match]) -> dict[int, tuple[str | None, tuple[str, ...]]]:
    return {record.line: (_thing(one), one.sides) for record, one in zip(records, matches, strict=True)}
