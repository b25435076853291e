"""Disputes as sentences: what stands against what, and how it is decided, in both languages."""

from __future__ import annotations

import re

import pytest

from sovleader_kg import KnowledgeGraph
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.names import BASE
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library

RAW = re.compile(r"\d{4}-\d\d|\b[a-z]+:[a-z]|_|\(term \d|\(срок \d|concept/")


@pytest.fixture(scope="module")
def library(kg: KnowledgeGraph) -> Library:
    return Library(kg)


def told(library: Library, name: str, language: str) -> str:
    dispute = next(one for one in library.disputes if one.dispute == f"{BASE}dispute/{name}")
    says = Evidence(library, language)
    return f"{says.differing(dispute)} {says.standing(dispute)}"


@pytest.mark.parametrize(
    ("name", "language", "sentence"),
    [
        (
            "event.election-of-brezhnev-1964.date",
            "en",
            "Sources differ: 14 October 1964 (3 independent sources); 15 October 1964 (1 independent source). "
            "The editors prefer 14 October 1964; also possible: 15 October 1964.",
        ),
        (
            "event.election-of-brezhnev-1964.date",
            "ru",
            "Источники расходятся: 14 октября 1964 года (3 независимых источника); 15 октября 1964 года "
            "(1 независимый источник). "
            "Редакция предпочитает: 14 октября 1964 года; возможно также: 15 октября 1964 года.",
        ),
        (
            "event.election-of-chernenko-1984.date",
            "en",
            "Sources differ: 9 February 1984 (1 independent source); 13 February 1984 (8 independent sources). "
            "The editors prefer 13 February 1984. The editors reject as wrong: 9 February 1984.",
        ),
        (
            "event.congress-12.votingDelegates",
            "en",
            "Sources differ: 408 (2 independent sources); 406 (1 independent source); 458 (1 independent source). "
            "Nothing is decided; for now the graph takes 408.",
        ),
        (
            "event.election-of-ivashko-1990.date",
            "en",
            "Sources differ: 11 July 1990 (3 independent sources); 12 July 1990 (1 independent source). "
            "Nothing is decided; the graph leaves it open: 11 or 12 July 1990.",
        ),
        (
            "event.stalin-request-1952.opponent",
            "en",
            "Sources differ: Central Committee (1 independent source); Party Congress (1 independent source). "
            "Nothing is decided, and the graph takes none of them.",
        ),
        (
            "attested.sverdlov-as-responsible-secretary.type",
            "ru",
            "Известно лишь по утверждениям (1 независимый источник); больше ничем не подтверждается. "
            "Не решено; граф этого не принимает.",
        ),
    ],
)
def test_dispute_is_told_in_sentences(name: str, language: str, sentence: str, library: Library) -> None:
    assert told(library, name, language) == sentence


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_dispute_is_told_in_codes_or_raw_dates(language: str, library: Library) -> None:
    says = Evidence(library, language)
    for one in library.disputes:
        text = f"{says.name(one.dispute)} {says.differing(one)} {says.standing(one)}"
        assert not RAW.search(text), text


def test_no_two_disputes_are_called_the_same(library: Library) -> None:
    for language in ("en", "ru"):
        names = [library.labels.of(one.dispute, language) for one in library.disputes]
        assert len(set(names)) == len(names)


def test_open_dispute_never_shows_that_a_rival_agrees_or_is_preferred(library: Library) -> None:
    says = Evidence(library, "en")

    def stands(dispute: Dispute) -> set[str]:
        return {says.stands(side, dispute) for side in says.rivals_of(dispute).sides}

    unsettled = [one for one in library.disputes if one.status == "open"]
    assert len(unsettled) > 100
    allowed = {
        "side_taken_open",
        "side_left",
        "side_possible",
        "side_not_taken_open",
        "side_undecided",
        "side_rejected",
    }
    assert set().union(*map(stands, unsettled)) <= allowed


def test_value_taken_for_now_is_one_and_what_is_left_open_are_several(library: Library) -> None:
    says = Evidence(library, "en")
    for dispute in library.disputes:
        if not says.existence(dispute):
            found = [says.stands(side, dispute) for side in says.rivals_of(dispute).sides]
            assert sum(one.startswith("side_taken") for one in found) <= 1, dispute.dispute
            assert found.count("side_possible") != 1, dispute.dispute
