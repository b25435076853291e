"""Pages of things of other kinds: powers, places, concepts, what the editors accepted: in words, and who says so."""

from __future__ import annotations

import re

import pytest

from readable import read, well_formed
from sovleader_kg import KnowledgeGraph
from sovleader_kg.names import BASE
from sovleader_kg.web.pages.links import ServerLinks
from sovleader_kg.web.pages.pages import KINDS, SHEETS, Pages
from sovleader_kg.web.pages.words import LANGUAGES

OTHER = f"""
SELECT DISTINCT ?thing {{ ?thing a ?type . FILTER(STRSTARTS(STR(?thing), "{BASE}")) }} ORDER BY ?thing
"""
LARGEST = 60_000
CODES = re.compile(r"\b[a-z]+_[a-z]+\b|\b(?:post|person|term|office|claim|concept|sl|skos|rdf):\w|\(term \d")


@pytest.fixture(scope="module")
def pages(kg: KnowledgeGraph) -> Pages:
    """The pages of the graph."""
    return Pages(kg)


def written(pages: Pages, name: str, language: str) -> str:
    links = ServerLinks(language)
    return pages.written(pages.thing(f"{BASE}{name}", links), links)


def one_of_each(kg: KnowledgeGraph) -> dict[str, str]:
    """Return a thing of each kind that has no page of its own, the last by name."""
    names = (node.value.removeprefix(BASE) for (node,) in kg.select(OTHER).rows if node is not None)
    return {name.partition("/")[0]: name for name in names if name.partition("/")[0] not in {*KINDS, *SHEETS}}


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_is_told_in_words(language: str, pages: Pages) -> None:
    found = one_of_each(pages.library.kg)
    assert {"acceptance", "assessment", "concept", "place", "power", "step"} <= set(found)
    for kind, name in found.items():
        html = written(pages, name, language)
        assert well_formed(html) == [], name
        assert len(html.encode()) <= LARGEST, name
        if kind not in {"dataset", "verdict", "acceptance"}:  # which speak of queries, claims and shapes by their names
            assert CODES.findall(read(html, quotes=False)) == [], name


def test_power_tells_whom_it_is_vested_in_and_who_says_so(pages: Pages) -> None:
    text = read(written(pages, "power/personnel-management", "en"))
    assert "vested in General Secretary Who says so: 1 independent source" in text
    assert "exercised through Secretariat ; Nomenklatura system Who says so" in text


def test_concept_is_defined_and_lists_what_it_is_said_of(pages: Pages) -> None:
    text = read(written(pages, "concept/elected", "ru"))
    assert "избран Избран голосованием какого-либо органа." in text
    assert "способ начала" in text
    assert "и ещё" in text


def test_what_has_no_label_is_called_by_its_kind_and_name(pages: Pages) -> None:
    assert "<h1>acceptance: end that no row tells</h1>" in written(pages, "acceptance/end-that-no-row-tells", "en")


def test_text_in_two_languages_is_told_in_that_of_the_page(pages: Pages) -> None:
    text = read(written(pages, "acceptance/end-that-no-row-tells", "ru"))
    assert "No row at hand tells" not in text
    assert re.search(r"обоснование \w*[А-Яа-я]", text)
