"""Answers in sentences: hard days in both languages, as reviewed in `tests/golden/sentences.toml`.

After a change of the data, print the file anew with `python tests/test_prose.py`, read the difference, and commit it
with the reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from sovleader_kg import Answer, KnowledgeGraph, UsageError
from sovleader_kg.answers.explanation.sayings import witnesses
from sovleader_kg.dates import iso
from sovleader_kg.names import LANGUAGES
from sovleader_kg.prose.phrases import form_for, in_words, plural
from sovleader_kg.prose.sentences import Prose, fill, joined
from sovleader_kg.prose.telling import Tellable

GOLDEN = Path(__file__).parent / "golden" / "sentences.toml"
RAW = re.compile(r"\d{4}-\d\d|\.\.|[{}\[\]~_/]|\w:\w|  ")
DAYS = (
    *("1905-01-01", "1917-04-15", "1917-06-01", "1917-09-01", "1918-03-08", "1919-03-16", "1919-03-20", "1919-03-25"),
    *("1919-12-15", "1919-12-31", "1921-03-16", "1922-04-03", "1934-02-11", "1952-10-31", "1952-12-01", "1953-03-05"),
    *("1953-03-06", "1953-09-07", "1953-09-10", "1953-09-14", "1964-10-14", "1964-10-15", "1966-04-08", "1982-11-10"),
    *("1982-11-11", "1982-11-12", "1984-02-09", "1984-02-11", "1984-02-13", "1985-03-10", "1985-03-11", "1991-08-24"),
    *("1991-08-25", "1991-08-27", "1991-08-29", "1991-10-01", "1991-12-01", "1993-01-01"),
)
POSTS = (
    ("politburo-member", "1919-03-25"),
    ("politburo-member", "1964-10-14"),
    ("secretariat-member", "1922-04-03"),
    ("general-secretary", "1960-01-01"),
    ("chairman-of-the-council-of-ministers", "1953-03-05"),
    ("office:government-headship", "1924-01-21"),
    ("office:state-headship", "1925-06-01"),
    ("president-of-the-soviet-union", "1991-08-19"),
)
PERIODS = (("during", "1964"), ("during", "1953-03-06/1953-09-01"), ("through", "1930"), ("through", "1964"))
LED = ("1905-01-01", "1919-05-01", "1953-03-16", "1960-01-01", "1984-02-11")
CHANGED = (("1964-10-13", "1964-10-15"), ("1984-03-01", "1984-03-02"))


def _asked(kg: KnowledgeGraph) -> Iterator[tuple[str, Tellable]]:
    yield from ((f"who on {day}", kg.who(on=day)) for day in DAYS)
    yield from ((f"who {post} on {day}", kg.who(post, on=day)) for post, day in POSTS)
    yield from ((f"who {mode} {period}", kg.who(**{mode: period})) for mode, period in PERIODS)
    yield from ((f"leaders on {day}", kg.leaders(on=day)) for day in LED)
    yield from ((f"on {day}", kg.on(day)) for day in ("1953-03-06",))
    yield from ((f"changes {first} {last}", kg.changes(first, last)) for first, last in CHANGED)


def _sentences(kg: KnowledgeGraph) -> dict[str, dict[str, str]]:
    told = {language: kg.telling(language) for language in LANGUAGES}
    return {name: {one: str(told[one].tell(found)) for one in LANGUAGES} for name, found in _asked(kg)}


def test_hard_days_are_told_as_reviewed(kg: KnowledgeGraph) -> None:
    assert _sentences(kg) == tomllib.loads(GOLDEN.read_text(encoding="utf-8"))


def _turns(kg: KnowledgeGraph) -> Iterator[str]:
    found = kg.on("1917-01-01").next
    while found:
        yield found.day
        found = kg.on(found.day).next


def _answers(kg: KnowledgeGraph) -> Iterator[Answer]:
    for day in _turns(kg):
        yield from (entry.answer for group in kg.on(day).groups for entry in group.entries)


def test_every_change_is_told_without_codes_and_in_russian_without_latin_letters(graph: KnowledgeGraph) -> None:
    english, russian = graph.telling("en"), graph.telling("ru")
    for answer in _answers(graph):
        for told in (str(english.tell(answer)), str(russian.tell(answer))):
            assert not RAW.search(told), told
            assert told[0].isupper() or told[0] == "«", told
            assert told.endswith("."), told
        assert not re.search("[A-Za-z]", str(russian.tell(answer)))


def test_sentences_say_of_each_holder_how_sure_it_is(graph: KnowledgeGraph) -> None:
    telling = graph.telling("en")
    for answer in _answers(graph):
        told = telling.tell(answer)
        named = {one.thing for one in told.pieces if one.thing}
        assert {one.person for one in answer.answers} <= named
        certainties = {one.certainty for one in answer.answers}
        assert ("certain" in certainties) <= ("certainly" in str(told)), told
        assert ("possible" in certainties) <= ("possibly" in str(told)), told
        assert "agrees on this day" not in str(told) or certainties == {"certain"}


def test_whoever_may_have_held_a_post_gets_a_reason(graph: KnowledgeGraph) -> None:
    telling = graph.telling("en")
    for answer in _answers(graph):
        why = telling.why(answer)
        assert set(why) == {one.person for one in answer.answers if one.certainty == "possible"}
        assert not [reason for reason in why.values() if "several ways" in reason]


def test_the_day_between_two_elections_is_nobodys_if_the_later_is_right(small: KnowledgeGraph) -> None:
    told = small.say(small.who(on="1953-09-10"))
    assert told == (
        "On 10 September 1953 Nikita Khrushchev was possibly First Secretary: one source puts the election on "
        "7 September, three on the 14th. If the latter are right, nobody is known to have held the post that day."
    )


def test_what_is_certain_today_may_be_disputed_on_other_days(small: KnowledgeGraph) -> None:
    told = small.say(small.who(on="1953-10-01"), "ru")
    assert told == (
        "Первый секретарь на 1 октября 1953 года — точно Никита Сергеевич Хрущёв. Источники расходятся в том, "
        "когда срок начался (7 или 14 сентября 1953 года), но на этот день все прочтения согласны."
    )


def test_both_engines_say_the_same(on_both: tuple[KnowledgeGraph, KnowledgeGraph]) -> None:
    one, other = on_both
    for day in ("1953-03-06", "1953-09-10", "1953-09-14", "1991-08-24", "1991-08-29"):
        for language in LANGUAGES:
            assert one.say(one.who(on=day), language) == other.say(other.who(on=day), language)
            assert one.say(one.on(day), language) == other.say(other.on(day), language)


def test_a_language_without_sentences_is_refused(small: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match=r'^no labels in "fr"; use en or ru$'):
        small.say(small.who(on="1953-09-10"), "fr")


def test_labels_may_be_the_callers_own(small: KnowledgeGraph) -> None:
    told = small.telling("en", labels=lambda thing: thing.rpartition("/")[2].upper()).tell(small.who(on="1960-01-01"))
    assert str(told).startswith("On 1 January 1960 NIKITA-KHRUSHCHEV was certainly FIRST-SECRETARY.")


def test_mirrors_of_one_work_are_one_witness() -> None:
    mirrors = [{"mirror", "work"}, {"other", "work"}, {"archive"}]
    assert witnesses(mirrors) == 2
    assert witnesses([*mirrors, {"both", "work", "archive"}]) == 1
    assert witnesses([]) == 0


def test_numbers_take_their_forms() -> None:
    forms = [form_for("noun", count, "ru") for count in (1, 2, 5, 11, 12, 21, 22, 25, 111)]
    assert forms == [
        *("человек", "человека", "человек", "человек", "человек"),
        *("человек", "человека", "человек", "человек"),
    ]
    assert [plural(count, "ru") for count in (1, 21, 101)] == [0, 0, 0]
    assert [plural(count, "ru") for count in (3, 24, 102)] == [1, 1, 1]
    assert [in_words(count, "en") for count in (1, 12, 13)] == ["one", "twelve", "13"]
    assert [in_words(count, "ru") for count in (1, 10, 11)] == ["один", "десять", "11"]


def test_prose_knows_what_it_names() -> None:
    lenin = Prose.of("Lenin", "person:vladimir-lenin")
    told = fill("{who} and {others}", who=lenin, others=joined([Prose.of("a"), Prose.of("b"), lenin], ", ", " or "))
    assert str(told) == "Lenin and a, b or Lenin"
    assert [one.text for one in told.pieces if one.thing] == ["Lenin", "Lenin"]
    assert str(fill("{day}", day=iso(date(1953, 3, 6).toordinal())).begun()) == "1953-03-06"
    assert not Prose()


if __name__ == "__main__":
    lines = [
        f'["{name}"]\nen = "{said["en"]}"\nru = "{said["ru"]}"\n'
        for name, said in _sentences(KnowledgeGraph.open()).items()
    ]
    head = "# Answers in sentences, as `tests/test_prose.py` asks for them.\n\n"
    GOLDEN.write_text(head + "\n".join(lines), encoding="utf-8")
