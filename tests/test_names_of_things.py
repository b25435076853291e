"""Names: every romanised name is the ALA-LC romanisation of the Russian label, as its language tag says."""

from __future__ import annotations

import pytest

from sovleader_kg.corpus.corpus import read_corpus
from sovleader_kg.corpus.index import Index
from sovleader_kg.names import PREFIXES, RDFS, compact, kind_of

TIE = "\u0361"
ALA_LC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (
            *("a", "b", "v", "g", "d", "e", "ë", "zh", "z", "i", "ĭ", "k", "l", "m", "n", "o", "p", "r", "s", "t"),
            *("u", "f", "kh", f"t{TIE}s", "ch", "sh", "shch", "ʺ", "y", "ʹ", "ė", f"i{TIE}u", f"i{TIE}a"),
        ),
        strict=True,
    )
)


def romanised(text: str) -> str:
    """Romanise Russian by the ALA-LC table (2012); within an abbreviation every letter is a capital."""
    return "".join(_letter(text, place) for place in range(len(text)))


def _letter(text: str, place: int) -> str:
    letter = text[place]
    plain = ALA_LC.get(letter.lower(), letter)
    if letter.islower() or letter.lower() not in ALA_LC:
        return plain
    abbreviation = (
        text[max(0, place - 1) : place + 2].isupper() and len(text[max(0, place - 1) : place + 2].strip()) > 1
    )
    return plain.upper() if abbreviation else plain[:1].upper() + plain[1:]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(triple for document in read_corpus().facts for triple in document.triples)


@pytest.mark.parametrize("kind", ["person", "post", "body", "office"])
def test_romanised_names_follow_ala_lc(index: Index, kind: str) -> None:
    things = [thing for thing in index.subjects() if kind_of(thing) == kind]
    assert things
    for thing in things:
        labels = [n.value for n in index.nodes(thing, RDFS + "label") if getattr(n, "language", "") == "ru"]
        names = index.nodes(thing, PREFIXES["skos"] + "altLabel")
        tagged = [n.value for n in names if getattr(n, "language", "") == "ru-latn-alalc97"]
        assert tagged == [romanised(labels[0])], compact(thing)
