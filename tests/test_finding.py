"""Finding: what people write leads to what they mean, in whatever spelling, script and order of words."""

from __future__ import annotations

import time

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.finding.finder import Finder
from sovleader_kg.answers.finding.likeness import one_off
from sovleader_kg.answers.finding.naming import WrongNameError
from sovleader_kg.answers.finding.sounds import sound, words
from sovleader_kg.errors import UsageError
from sovleader_kg.names import PREFIXES, compact


def meant(kg: KnowledgeGraph, text: str, *kinds: str) -> str | None:
    """Return the one thing that a text means."""
    one = kg.find(text, kinds=kinds).one
    if one is None:
        return None
    return one.iri if one.kind == "day" else compact(one.iri)


@pytest.mark.parametrize(
    ("text", "thing"),
    [
        ("Khruschev", "person:nikita-khrushchev"),
        ("Chruschtschow", "person:nikita-khrushchev"),
        ("Хрущев", "person:nikita-khrushchev"),
        ("ХРУЩЁВ Никита Сергеевич", "person:nikita-khrushchev"),
        ("Stalin", "person:joseph-stalin"),
        ("Сталин И. В.", "person:joseph-stalin"),
        ("Stalin, J.", "person:joseph-stalin"),
        ("joseph-stalin", "person:joseph-stalin"),
        ("person:joseph-stalin", "person:joseph-stalin"),
        ("<https://w3id.org/sovleader/id/person/joseph-stalin>", "person:joseph-stalin"),
        ("Lenin", "person:vladimir-lenin"),
        ("Jelzin", "person:boris-yeltsin"),
        ("Trotzki", "person:leon-trotsky"),
        ("general secretary", "post:general-secretary"),
        ("Генеральный секретарь", "post:general-secretary"),
        ("Генеральный секретарь ЦК КПСС", "post:general-secretary"),
        ("КПСС", "body:cpsu"),
        ("Politburo", "body:politburo"),
        ("Secretaryship of the party", "office:secretaryship"),
        ("20 съезд", "event:congress-20"),
        ("двадцатый съезд", "event:congress-20"),
        ("XX съезд", "event:congress-20"),
        ("X Congress", "event:congress-10"),
        ("Comrade Stalin", "person:joseph-stalin"),
        ("JV Stalin", "person:joseph-stalin"),
        ("Генеральный секретарь Брежнев", "person:leonid-brezhnev"),
        ("congress 1956", "event:congress-20"),
        ("Death of Stalin", "event:death-of-stalin"),
        ("Wikipedia (English)", "source:en-wikipedia"),
        ("Moscow", "place:moscow"),
        ("term:joseph-stalin.1", "term:joseph-stalin.1"),
        ("claim:rgani.1.2", "claim:rgani.1.2"),
        ("1964-10-14", "1964-10-14"),
    ],
)
def test_one_thing_is_meant_by_a_name_however_it_is_written(text: str, thing: str, kg: KnowledgeGraph) -> None:
    assert meant(kg, text) == thing


def test_several_of_one_name_are_all_told_and_none_is_taken(kg: KnowledgeGraph) -> None:
    found = kg.find("Kuznetsov")
    assert {(compact(hit.iri), hit.fit) for hit in found.hits} == {
        ("person:alexey-kuznetsov", "exact"),
        ("person:vasily-kuznetsov", "exact"),
    }
    assert found.one is None


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Kruschev", "person:nikita-khrushchev"),
        ("Lennin", "person:vladimir-lenin"),
        ("Moltov", "person:vyacheslav-molotov"),
        ("Хрущоф", "person:nikita-khrushchev"),
        ("Politbureau", "body:politburo"),
    ],
)
def test_a_letter_off_is_a_suggestion_and_never_taken(text: str, first: str, kg: KnowledgeGraph) -> None:
    found = kg.find(text)
    assert {hit.fit for hit in found.hits} == {"near"}
    assert first in {compact(hit.iri) for hit in found.hits[:2]}
    assert found.one is None


@pytest.mark.parametrize("text", ["", "  ", "?!", "zzzz", "a" * 10_000, "🦊", "\x00", "person:", "nobody:x"])
def test_what_means_nothing_finds_nothing(text: str, kg: KnowledgeGraph) -> None:
    assert kg.find(text).one is None


def test_beginnings_of_names_fit_surnames_first(kg: KnowledgeGraph) -> None:
    assert [compact(hit.iri) for hit in kg.find("khru").hits][:1] == ["person:nikita-khrushchev"]
    assert kg.find("politb").hits[0].name == "Politburo"


def test_only_the_kinds_that_are_asked_for_are_found(kg: KnowledgeGraph) -> None:
    assert meant(kg, "first secretary georgia", "post") == "post:first-secretary-of-georgia"
    assert meant(kg, "Joseph Stalin as General Secretary (term 1)", "term") == "term:joseph-stalin.1"
    assert kg.find("Stalin", kinds=("body",)).hits == ()


def test_a_hit_says_in_the_language_what_it_is(kg: KnowledgeGraph) -> None:
    def told(text: str, language: str) -> tuple[str, str]:
        hit = kg.find(text, language=language).hits[0]
        return hit.name, hit.about

    assert told("Andropov", "en") == (
        "Yuri Andropov",
        "1914–1984 · General Secretary · Chairman of the Presidium of the Supreme Soviet",
    )
    assert told("Ivashko", "ru") == ("Владимир Антонович Ивашко", "1932–1994 · Генеральный секретарь (и. о.)")
    assert told("first secretary", "en") == ("First Secretary", "Central Committee · 1953–1966")
    assert told("congress 1961", "en")[1] == "17–31 October 1961"
    assert told("XXII съезд", "ru") == ("XXII съезд КПСС", "17–31 октября 1961 года")
    assert told("Wikipedia (English)", "en")[1].startswith("encyclopedia · claims: ")
    with pytest.raises(UsageError, match="no labels"):
        kg.find("Stalin", language="de")


def test_both_engines_find_the_same(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    for text in ("Chruschtschow", "stalin", "Сталин", "secretary", "1953", "Lennin", "source:en-wikipedia"):
        assert one.find(text) == other.find(text)


def test_finding_takes_less_than_making_the_index_anew(kg: KnowledgeGraph) -> None:
    texts = ("khru", "Chruschtschow", "Lennin", "congress 1956", "Wikipedia", "s", "the general secretary", "zzzz")
    begun = time.process_time()
    finder = Finder(kg.things, kg._people)
    finder.find("khru")
    made = time.process_time()
    for text in texts * 20:
        finder.find(text)
    found = time.process_time()
    assert (found - made) / (20 * len(texts)) < made - begun


@pytest.mark.parametrize(
    "names",
    [
        ("Хрущёв", "Khrushchev", "Chruschtschow", "Khrouchtchev", "Hruščov"),
        ("Ельцин", "Yeltsin", "Jelzin", "Eltsine", "El'cin"),
        ("Троцкий", "Trotsky", "Trotzki", "Trotskij"),
        ("Брежнев", "Brezhnev", "Breschnew", "Brežnev"),
    ],
)
def test_romanisations_of_a_name_sound_alike(names: tuple[str, ...]) -> None:
    assert len({sound(word) for name in names for word in words(name)}) == 1


def test_one_letter_off_is_one_and_no_more() -> None:
    assert all(one_off("lenin", other) for other in ("lenin", "lennin", "lenn", "leni", "lanin", "elnin", "lenim"))
    assert not any(one_off("lenin", other) for other in ("lenni ", "stalin", "lanan", "le", ""))


def test_a_name_is_the_one_thing_that_it_means(kg: KnowledgeGraph) -> None:
    assert kg.named("Сталин И. В.", "person") == PREFIXES["person"] + "joseph-stalin"
    assert kg.named("general-secretary", "post") == PREFIXES["post"] + "general-secretary"
    with pytest.raises(
        WrongNameError, match=r'^"Kuznetsov" may be person:[a-z-]+ or person:[a-z-]+; name one of them$'
    ):
        kg.named("Kuznetsov")
