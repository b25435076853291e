"""Articles: a reader's copy against the passages and claims that cite it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphs import index_of
from sovleader_kg.corpus.articles import ArticleCheck, check_article, read_article
from sovleader_kg.corpus.index import Index
from sovleader_kg.corpus.passages import passages_of
from sovleader_kg.errors import Problem, UsageError
from sovleader_kg.names import PREFIXES

FIRST = "Ivan Smith was elected Head Clerk by the plenum on 14 October 1964.[1]"
SECOND = "He resigned in April 1985.[2][3]"
ARTICLE = f"{FIRST} {SECOND}\n"
CLAIM = """claim:{slug} a sl:Claim ; rdf:subject term:a.1 ; rdf:predicate sl:start ;
    rdf:object "{value}"^^edtf:EDTF ; sl:passage passage:mine.{passage} ; sl:asWritten "{written}" .
"""


def cited(text: str, slug: str = "mine") -> str:
    """Return the passages of an article as Turtle, as a source file cites them."""
    rows = []
    for number, one in enumerate(passages_of(text), 1):
        marks = "".join(f' ; sl:footnote "{mark}"' for mark in one.footnotes)
        rows.append(
            f'passage:{slug}.{number} a sl:Passage ; sl:source source:{slug} ; sl:locator "{one.locator}" ;'
            f' sl:startsAt {one.start} ; sl:endsAt {one.end} ; sl:sha256 "{one.sha256}"{marks} .\n'
        )
    return "".join(rows)


def checked(text: str, *claims: str) -> ArticleCheck:
    return check_article(index_of(cited(ARTICLE), *claims), text)


def found(text: str, *claims: str) -> list[tuple[str, str, str]]:
    return [(one.where, one.severity, one.rule) for one in checked(text, *claims).problems]


def claim(value: str, written: str, passage: int = 1) -> str:
    return CLAIM.format(slug=f"x.{passage}", value=value, written=written, passage=passage)


def test_same_article_is_verified() -> None:
    assert checked(ARTICLE) == ArticleCheck(PREFIXES["source"] + "mine", passages=2, verified=2, problems=())


def test_moved_passage_still_stands() -> None:
    result = checked(f"\n\n{ARTICLE}")
    assert result.verified == 2
    assert result.problems[0] == Problem(
        "passage:mine.1", "moved from 0-70 to 2-72 (lead, paragraph 1, sentence 1)", "warning", "moved"
    )
    assert [one.where for one in result.problems] == ["passage:mine.1", "passage:mine.2"]


def test_changed_wording_is_gone_there_and_new_here() -> None:
    result = checked(ARTICLE.replace("April", "May"))
    assert result.verified == 1
    assert result.problems == (
        Problem("passage:mine.2", "changed or gone: lead, paragraph 1, sentence 2, positions 71-103", rule="wording"),
        Problem(
            "lead, paragraph 1, sentence 2",
            "new or changed wording at 71-101 that no passage cites",
            rule="uncited",
        ),
    )


def test_missing_sentence_is_gone() -> None:
    assert found(FIRST) == [("passage:mine.2", "error", "wording")]


def test_new_sentence_is_cited_by_nothing() -> None:
    assert found(f"{ARTICLE}He died.") == [("lead, paragraph 2, sentence 1", "error", "uncited")]


def test_other_footnote_is_told_and_does_not_unmake_the_passage() -> None:
    result = checked(ARTICLE.replace("[3]", "[4]"))
    assert result.verified == 2
    assert result.problems == (
        Problem("passage:mine.2", "footnotes were ['2', '3'], are ['2', '4']", "warning", "footnotes"),
    )


def test_quotation_that_stands_there_is_fine() -> None:
    assert found(ARTICLE, claim("1964-10-14", "14 October 1964"), claim("1985-04", "April 1985", 2)) == []


def test_quotation_that_stands_elsewhere_is_wrong() -> None:
    result = checked(ARTICLE, claim("1985-04", "April 1985"))
    assert result.problems == (Problem("claim:x.1", '"April 1985" does not stand in its passage', rule="as-written"),)


def test_quotation_of_another_date_is_wrong() -> None:
    result = checked(ARTICLE, claim("1964-10-15", "14 October 1964"))
    assert result.problems == (
        Problem("claim:x.1", '"14 October 1964" does not parse to 1964-10-15', rule="as-written-date"),
    )


def test_claims_on_a_passage_that_is_gone_are_not_held_against_it() -> None:
    assert found(FIRST, claim("1900", "nowhere", 2)) == [("passage:mine.2", "error", "wording")]


def test_source_is_the_one_that_shares_most() -> None:
    other = cited(f"{FIRST} He died.\n", "other")
    assert check_article(index_of(cited(ARTICLE), other), f"{FIRST} He died.\n").source == PREFIXES["source"] + "other"


@pytest.mark.parametrize("text", ["", "Something else altogether."])
def test_text_of_no_source_is_refused(text: str) -> None:
    message = "no cited passage stands in this text; is it one of the articles that the graph cites?"
    with pytest.raises(UsageError) as caught:
        checked(text)
    assert str(caught.value) == message


def test_graph_without_passages_knows_no_article() -> None:
    with pytest.raises(UsageError):
        check_article(Index(), ARTICLE)


def test_article_is_read_as_utf_8_with_or_without_a_mark(tmp_path: Path) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes(b"\xef\xbb\xbf" + ARTICLE.encode())
    assert read_article(path) == ARTICLE


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        ("Ленин".encode("cp1251"), "{path} is not UTF-8; save the article as UTF-8 text"),
        (None, "{path} cannot be read: No such file or directory"),
    ],
)
def test_article_that_cannot_be_read_is_told(tmp_path: Path, raw: bytes | None, message: str) -> None:
    path = tmp_path / "article.txt"
    if raw is not None:
        path.write_bytes(raw)
    with pytest.raises(UsageError) as caught:
        read_article(path)
    assert str(caught.value) == message.format(path=path)
