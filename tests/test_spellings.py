"""Spellings: a name fits its person in whatever order, script and romanisation it is written, and fits nobody else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg.spellings import LETTERS, Fit, People, folded

NAMES = {
    "stalin": ("Joseph Stalin", "Иосиф Виссарионович Сталин"),
    "khrushchev": ("Nikita Khrushchev", "Никита Сергеевич Хрущёв", "Nikita Sergeevich Khrushchëv"),
    "brezhnev": ("Leonid Brezhnev", "Леонид Ильич Брежнев"),
    "andropov": ("Yuri Andropov", "Юрий Владимирович Андропов"),
    "gorbachev": ("Mikhail Gorbachev", "Михаил Сергеевич Горбачёв"),
    "yeltsin": ("Boris Yeltsin", "Борис Николаевич Ельцин"),
    "kosygin": ("Alexei Kosygin", "Алексей Николаевич Косыгин"),
    "molotov": ("Vyacheslav Molotov", "Вячеслав Михайлович Молотов"),
    "kaganovich": ("Lazar Kaganovich", "Лазарь Моисеевич Каганович"),
}


def _people(names: dict[str, tuple[str, ...]] = NAMES) -> People:
    return People((person, name) for person, some in names.items() for name in some)


PEOPLE = _people()


@pytest.mark.parametrize(
    "name",
    [
        "Nikita Khrushchev",
        "Khrushchev, Nikita Sergeyevich",
        "Khrushchev Nikita",
        "Nikita S. Khrushchev",
        "НИКИТА  ХРУЩЕВ",
        "Хрущёв Никита Сергеевич",
        "Хрущев, Никита",
    ],
)
def test_order_patronymic_and_script_do_not_matter(name: str) -> None:
    assert PEOPLE.called(name) == {"khrushchev": "name"}


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Nikita Khrushchov", "khrushchev"),  # BGN/PCGN
        ("Nikita Sergeevič Hruŝëv", "khrushchev"),  # ISO 9
        ("Nikita Chruščëv", "khrushchev"),  # scholarly
        ("Nikita Sergejewitsch Chruschtschow", "khrushchev"),  # German
        ("Nikita Khrouchtchev", "khrushchev"),  # French
        ("Nikita Khruschev", "khrushchev"),  # newspapers
        ("Nikita Chruszczow", "khrushchev"),  # Polish
        ("Iossif Wissarionowitsch Stalin", "stalin"),
        ("Leonid Ilyich Brezhnev", "brezhnev"),
        ("Leonid Breschnew", "brezhnev"),
        ("Leonid Brejnev", "brezhnev"),
        ("Leonid Brežnev", "brezhnev"),
        ("Juri Wladimirowitsch Andropow", "andropov"),
        ("Iouri Andropov", "andropov"),
        ("I͡Uriĭ Vladimirovich Andropov", "andropov"),  # ALA-LC
        ("Iurii Andropov", "andropov"),  # passports
        ("Michail Gorbatschow", "gorbachev"),
        ("Mikhaïl Gorbatchev", "gorbachev"),
        ("Boris Jelzin", "yeltsin"),
        ("Boris Eltsine", "yeltsin"),
        ("Boris El'cin", "yeltsin"),
        ("Alekseï Kossyguine", "kosygin"),
        ("Wjatscheslaw Molotow", "molotov"),
        ("Lazar Kaganowitsch", "kaganovich"),
    ],
)
def test_every_romanisation_in_use_is_read(name: str, person: str) -> None:
    assert PEOPLE.called(name) == {person: "name"}


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Khrushchev N. S.", "khrushchev"),
        ("Н. С. Хрущёв", "khrushchev"),
        ("Хрущев Н.С.", "khrushchev"),
        ("J. Stalin", "stalin"),
        ("Yu. V. Andropov", "andropov"),
        ("J. W. Andropow", "andropov"),
        ("NS Khrushchev", "khrushchev"),
        ("ХРУЩЁВ НС", "khrushchev"),
        ("Stalin, IV", "stalin"),
    ],
)
def test_initials_are_read_in_either_script(name: str, person: str) -> None:
    assert PEOPLE.called(name) == {person: "initials"}


@pytest.mark.parametrize(
    ("name", "fit"),
    [
        ("Comrade Gorbachev", "surname"),
        ("тов. Горбачёв", "surname"),
        ("President Mikhail Gorbachev", "name"),
        ("Генеральный секретарь М. С. Горбачев", "initials"),
        ("Mr. General Secretary Gorbachev", "surname"),
        (f"{'Comrade ' * 2000}Gorbachev", "surname"),
    ],
)
def test_titles_before_a_name_are_no_part_of_it(name: str, fit: Fit) -> None:
    assert PEOPLE.called(name) == {"gorbachev": fit}


@pytest.mark.parametrize("name", ["NK Gorbachev", "SM Gorbachev", "Comrade", "General Secretary", "MS"])
def test_other_initials_and_titles_alone_name_nobody(name: str) -> None:
    assert PEOPLE.called(name) == {}


@pytest.mark.parametrize("name", ["Gorbachev", "Горбачев", "Gorbatschow", "GORBAČËV"])
def test_one_word_is_a_surname(name: str) -> None:
    assert PEOPLE.called(name) == {"gorbachev": "surname"}


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("Josef Stalin", "stalin"),
        ("Stalin, Josef", "stalin"),
        ("Nikita Khrushev", "khrushchev"),
        ("Хрущов Никита", "khrushchev"),
        ("Gorbochev", "gorbachev"),
        ("Vasily Stalin", None),
        ("Nikita Ivanovich Khrushchev", "khrushchev"),
        ("S. Khrushchev", "khrushchev"),
        ("Somebody Else", None),
        ("Yuri", None),
        ("N. S.", None),
        ("?!", None),
        ("", None),
    ],
)
def test_a_name_that_fits_nobody_has_the_nearest_if_it_is_near(name: str, nearest: str | None) -> None:
    assert (PEOPLE.called(name), PEOPLE.nearest(name)) == ({}, nearest)


def test_namesakes_are_all_named_and_a_whole_name_is_surer_than_initials() -> None:
    people = _people({"a": ("Anna Kern",), "b": ("Anna Kern", "Анна Петровна Керн"), "c": ("Alla Kern",)})
    assert people.called("Anna Kern") == {"a": "name", "b": "name"}
    assert people.called("A. Kern") == {"a": "initials", "b": "initials", "c": "initials"}
    assert people.called("Kern, Anna Petrovna") == {"b": "name"}


@given(st.sampled_from([name for some in NAMES.values() for name in some if name[0] in "ИНЛЮМБАВ"]), st.data())
def test_any_choice_of_letters_spells_the_name(name: str, data: st.DataObject) -> None:
    choices = {letter: some.replace("-", "").split(" ") for letter, some in LETTERS.items()}
    latin = (data.draw(st.sampled_from(choices[letter])) if letter in choices else letter for letter in name.casefold())
    (person,) = (one for one, some in NAMES.items() if name in some)
    assert PEOPLE.called("".join(latin).title())[person] == "name"


@given(name=st.text())
def test_folded_names_stay_as_they_are(name: str) -> None:
    assert folded(folded(name)) == folded(name)
    assert folded(f"  {name} ") == folded(name)


@given(name=st.text())
def test_any_text_may_be_asked_for(name: str) -> None:
    assert set(PEOPLE.called(name)) <= set(NAMES)
    assert PEOPLE.nearest(name) in {None, *NAMES}


def test_a_name_that_is_turned_round_makes_no_surname_of_a_given_name() -> None:
    turned = _people({**NAMES, "stalin": (*NAMES["stalin"], "Stalin, Joseph", "Сталин, Иосиф Виссарионович")})
    assert turned.called("Joseph") == PEOPLE.called("Joseph") == {}
    assert turned.called("Stalin, Joseph") == {"stalin": "name"}


ODD = st.text(alphabet=st.sampled_from("aKкб1 ,.-_ʹь'—🙂\u0301\u200b\x01"), max_size=8)


@given(st.lists(ODD, min_size=1, max_size=5), ODD)
def test_whatever_persons_are_called_a_name_is_answered(names: list[str], asked: str) -> None:
    people = People((f"person:{number}", name) for number, name in enumerate(names))
    assert set(people.called(asked)) <= {f"person:{number}" for number in range(len(names))}
    assert people.nearest(asked) is None or people.nearest(asked) in people._known
