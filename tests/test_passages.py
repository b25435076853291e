"""Passages: how an article is cut, and what its hashes depend on."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sovleader_kg.corpus.passages import Passage, normalise, passages_of, sha256_of

ARTICLE = """\
The Office

The Office
Last officeholder
Ivan Smith

10 March 1985 – 24 August 1991
StyleMr. Secretary
ResidenceGreen House[1]
  • Technical Clerk:
    April 1917
  • Head Clerk:
    3 April 1922
First holderElena Jones
as Technical Clerk

The Head Clerk of the Central Committee was an office of a party.[2][3] Held by I. V. Smith. He said "No." Then he left!
It grew in 1922.[4]

History[edit | edit source]

The first Clerk, U.S. born, had no power?[5] Nobody knew.
  • Ivan Smith: held it twice. He resigned.[6]
  • Elena Jones
1. First step. It is long.
2. Second step

References[edit]
1. Jones, E. (1990). The Office. London.
2. Smith. His book.
"""


def cut(text: str = ARTICLE) -> dict[str, Passage]:
    found = passages_of(text)
    assert len({one.locator for one in found}) == len(found)
    return {one.locator: one for one in found}


def test_article_is_cut_in_reading_order() -> None:
    assert [(one.locator, one.wording) for one in passages_of(ARTICLE)] == [
        ("page top", "The Office"),
        ("page top (2)", "The Office"),
        ("infobox, Last officeholder", "Last officeholder Ivan Smith 10 March 1985 – 24 August 1991"),
        ("infobox, Style", "StyleMr. Secretary"),
        ("infobox, Residence", "ResidenceGreen House"),
        ("infobox, Technical Clerk", "Technical Clerk: April 1917"),
        ("infobox, Head Clerk", "Head Clerk: 3 April 1922"),
        ("infobox, First holder", "First holderElena Jones as Technical Clerk"),
        ("lead, paragraph 1, sentence 1", "The Head Clerk of the Central Committee was an office of a party."),
        ("lead, paragraph 1, sentence 2", "Held by I. V. Smith."),
        ("lead, paragraph 1, sentence 3", 'He said "No."'),
        ("lead, paragraph 1, sentence 4", "Then he left!"),
        ("lead, paragraph 2, sentence 1", "It grew in 1922."),
        ("heading: History", "History"),
        ("History, paragraph 1, sentence 1", "The first Clerk, U.S. born, had no power?"),
        ("History, paragraph 1, sentence 2", "Nobody knew."),
        ("History, item 1, sentence 1", "Ivan Smith: held it twice."),
        ("History, item 1, sentence 2", "He resigned."),
        ("History, item 2, sentence 1", "Elena Jones"),
        ("History, item 3, sentence 1", "First step."),
        ("History, item 3, sentence 2", "It is long."),
        ("History, item 4, sentence 1", "Second step"),
        ("heading: References", "References"),
        ("References, item 1", "Jones, E. (1990). The Office. London."),
        ("References, item 2", "Smith. His book."),
    ]


def test_footnotes_belong_to_the_sentence_before_them() -> None:
    marks = {locator: one.footnotes for locator, one in cut().items() if one.footnotes}
    assert marks == {
        "infobox, Residence": ("1",),
        "lead, paragraph 1, sentence 1": ("2", "3"),
        "lead, paragraph 2, sentence 1": ("4",),
        "History, paragraph 1, sentence 1": ("5",),
        "History, item 1, sentence 2": ("6",),
    }


def test_positions_are_code_points_of_the_text_as_given() -> None:
    wide = ARTICLE.replace("Ivan", "Иван 😀")
    for one in passages_of(wide):
        text = wide[one.start : one.end]
        assert text == text.strip()
        assert normalise(text) == one.wording
        assert sha256_of(text) == one.sha256


def test_list_mark_stands_outside_its_sentence() -> None:
    first = cut()["History, item 1, sentence 1"]
    assert ARTICLE[first.start - 2 : first.start] == "• "


def test_infobox_row_holds_all_its_values() -> None:
    row = cut()["infobox, Last officeholder"]
    assert ARTICLE[row.start : row.end] == "Last officeholder\nIvan Smith\n\n10 March 1985 – 24 August 1991"


def test_article_without_infobox_is_running_text() -> None:
    assert [one.locator for one in passages_of("A short line.\nAnother. And more.")] == [
        "lead, paragraph 1, sentence 1",
        "lead, paragraph 2, sentence 1",
        "lead, paragraph 2, sentence 2",
    ]


def test_running_text_begins_with_the_first_sentence_of_twelve_words() -> None:
    lines = (
        "StatusLeader",
        "was removed.",
        "a long line of more than twelve words that does not end as sentences do",
        "One two three four five six seven eight nine ten eleven twelve.",
        "• An item",
    )
    assert [(one.locator, one.wording) for one in passages_of("\n".join(lines))] == [
        ("infobox, Status", " ".join(lines[:3])),
        ("lead, paragraph 1, sentence 1", lines[3]),
        ("lead, item 1, sentence 1", "An item"),
    ]


@pytest.mark.parametrize("text", ["", "\n", "  \n\t\n"])
def test_nothing_has_no_passages(text: str) -> None:
    assert passages_of(text) == []


def test_two_articles_of_one_wording_have_the_same_hashes() -> None:
    relaid = (
        re.sub(r"\[\d\]", "", ARTICLE).replace("\n", "\n\n").replace("    ", "\t ").replace("office of", "office  of")
    )
    assert [one.sha256 for one in passages_of(relaid)] == [one.sha256 for one in passages_of(ARTICLE)]


@pytest.mark.parametrize(
    "text",
    [
        "Held by Stasova.",
        "  Held   by\nStasova. ",
        "•  Held by Stasova.",
        "12. Held by Stasova.",
        "Held[1] by Stasova.[2][33]",
        "Held by Stasova.[edit]",
        "Held by Stasova.[edit | edit source]",
        "Held by\u00a0Stasova.",
    ],
)
def test_hash_forgets_layout_marks_and_footnotes(text: str) -> None:
    assert sha256_of(text) == sha256_of("Held by Stasova.")


def test_hash_takes_composed_and_decomposed_letters_for_one() -> None:
    assert sha256_of("Troi\u0306ka") == sha256_of("Tro\u012dka")


@pytest.mark.parametrize(
    "text", ["Held by stasova.", "Held by Stasova", "Held by Stasova. Twice.", "Held, by Stasova."]
)
def test_hash_remembers_every_word_and_mark(text: str) -> None:
    assert sha256_of(text) != sha256_of("Held by Stasova.")


PIECES = st.sampled_from(
    [
        *'aZ.!?[]1•"”:\n',
        " ",
        "\n",
        "[1]",
        "[edit]",
        "• ",
        "2. ",
        "Status",
        "First holder",
        "A word. ",
        "References",
        "я",
    ]
)
TEXTS = st.lists(PIECES, max_size=60).map("".join)


@given(st.one_of(st.text(), TEXTS))
@example("• 1. x")
@example("[[1]2]")
@example("e[1]\u0301")
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(st.one_of(st.text(), TEXTS, st.lists(st.sampled_from(ARTICLE.split("\n"))).map("\n".join)))
def test_every_character_lies_in_exactly_one_passage(text: str) -> None:
    seen = [0] * len(text)
    for one in passages_of(text):
        for position in range(one.start, one.end):
            seen[position] += 1
    unseen = "".join(character if count != 1 else "\0" for character, count in zip(text, seen, strict=True))
    assert max(seen, default=0) <= 1
    assert re.fullmatch(r"[\s\0]*((•|\d+\.)[\s\0]+)*", unseen)


@given(st.one_of(st.text(), TEXTS))
def test_passages_stand_in_order_and_apart_with_unlike_locators(text: str) -> None:
    found = passages_of(text)
    positions = [position for one in found for position in (one.start, one.end)]
    assert positions == sorted(positions)
    assert all(one.start < one.end for one in found)
    assert len({one.locator for one in found}) == len(found)
