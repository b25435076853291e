"""Matching: surest first, never silently one of several, and no period twice."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph, files
from sovleader_kg.compare.described import read_description
from sovleader_kg.compare.descriptions import Description
from sovleader_kg.compare.matching import Match, match_records
from sovleader_kg.compare.records import Record, WrittenDate
from sovleader_kg.compare.register import Register, folded, read_register
from sovleader_kg.dates import days_of
from sovleader_kg.names import compact
from sovleader_kg.store.engines import OxigraphEngine

GENERAL = 'post = "general-secretary"'
OFFICE = 'office = "secretaryship"'
COUNTRY = 'leads = ["body:soviet-union", "body:russia"]'
COLUMNS = '[columns]\nperson = "who"\nstart = "from"\nend = "to"\n'


@pytest.fixture(scope="module")
def register(kg: KnowledgeGraph) -> Register:
    del kg
    return read_register(OxigraphEngine(files.compiled()))


def _description(folder: Path, target: str) -> Description:
    path = folder / "mine.toml"
    path.write_text(f"[target]\n{target}\n{COLUMNS}", encoding="utf-8")
    return read_description(path)


def _record(name: str, start: str = "", end: str = "", **identifiers: str) -> Record:
    dates = {side: WrittenDate(text, text, days_of(text)) for side, text in (("start", start), ("end", end)) if text}
    return Record(2, 1, "row 1", "", name, identifiers, None, dates, {})


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
        ("pm20", "pe/016952"),
        ("freebase", "/m/03_lf"),
    ],
)
def test_an_identifier_is_sure_whatever_the_spelling(register: Register, tmp_path: Path, kind: str, mark: str) -> None:
    match = _one(register, tmp_path, _record("Dzhugashvili", "1922", "1953", **{kind: mark}))
    assert (match.how, _thing(match)) == ("sure", "term:joseph-stalin.1")
    assert match.reason.endswith(mark)


@pytest.mark.parametrize(
    "name",
    [
        "Joseph Stalin",
        "JOSEPH  STALIN",
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
        ("1964-10-15", "1982-11-10", COUNTRY, "leadership:archigos.brezhnev"),
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
    assert _thing(match) == "leadership:archigos.chernenko"
    assert _one(register, tmp_path, _record("Vladimir Ivashko", "1991", "1991"), COUNTRY).period is None


def test_other_leaderships_of_the_leader_stand_beside(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("Joseph Stalin", "1923-03-10", "1953-03-05"), COUNTRY)
    assert [compact(one.iri) for one in match.beside] == ["leadership:stalin-country"]


@pytest.mark.parametrize(
    ("target", "thing"), [(GENERAL, "term:leonid-brezhnev.2"), (OFFICE, "tenure:leonid-brezhnev.1")]
)
def test_two_rows_never_share_a_term_nor_a_tenure_and_its_term(
    register: Register, tmp_path: Path, target: str, thing: str
) -> None:
    rows = [
        _record("Leonid Brezhnev", "1964-10-14", "1982-11-10"),
        _record("Leonid Brezhnev", "1966-04-08", "1982-11-10"),
    ]
    for some in (rows, rows[::-1]):
        found = match_records(register, _description(tmp_path, target), some)
        assert sorted(str(_thing(match)) for match in found) == ["None", thing]
        assert {match.reason for match in found} == {"by name", "another row took it"}


def test_a_term_at_another_time_is_a_guess_though_the_person_is_sure(register: Register, tmp_path: Path) -> None:
    match = _one(register, tmp_path, _record("x", "1801", "1810", wikidata="Q855"))
    assert (match.how, _thing(match)) == ("guess", "term:joseph-stalin.1")


def test_a_row_without_dates_is_ambiguous_where_several_fit(register: Register, tmp_path: Path) -> None:
    assert _one(register, tmp_path, _record("Leonid Brezhnev"), OFFICE).period is not None
    match = _one(register, tmp_path, _record("Joseph Stalin"), COUNTRY)
    assert (match.how, match.period) == ("ambiguous", None)
    assert match.reason == "by name; fits equally: leadership:archigos.stalin, leadership:stalin-country"


@given(name=st.text())
def test_folded_names_stay_as_they_are(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert folded(f"  {name} ") == folded(name)


YEARS = st.integers(1900, 2010)
ROWS = st.tuples(st.sampled_from(["Joseph Stalin", "Leonid Brezhnev", "Gorbachev", "Somebody"]), YEARS, YEARS)


@given(rows=st.lists(ROWS, max_size=6), target=st.sampled_from([GENERAL, OFFICE, COUNTRY]))
def test_no_holding_is_ever_given_twice(
    register: Register, tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int, int]], target: str
) -> None:
    records = [_record(name, str(min(years)), str(max(years))) for name, *years in rows]
    found = match_records(register, _description(tmp_path_factory.mktemp("m"), target), records)
    given_out = [match.period.iri for match in found if match.period]
    assert len(given_out) == len(set(given_out))
    assert all((match.period is None) == (match.how in {"none", "ambiguous"}) for match in found)
