"""Phrases: what sentences are made of, in English and Russian, from `phrases.toml`; numbers in words; plurals."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from sovleader_kg.names import LANGUAGES

__all__ = ["PHRASES", "form_for", "in_words", "plural"]

_TOLD: Mapping[str, Mapping[str, str | Sequence[str]]] = tomllib.loads(
    Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8")
)
PHRASES = {
    language: {key: said for key, told in _TOLD.items() if isinstance(said := told[language], str)}
    for language in LANGUAGES
}
_FORMS = {
    language: {key: said for key, told in _TOLD.items() if not isinstance(said := told[language], str)}
    for language in LANGUAGES
}


def plural(count: int, language: str) -> int:
    """Return which of a word's forms goes with a number: English has two, Russian three.

    >>> [plural(count, "ru") for count in (1, 2, 5, 11, 21, 112)]
    [0, 1, 2, 2, 0, 2]
    """
    if language == "en":
        return int(count != 1)
    tens, ones = count % 100 // 10, count % 10
    if tens == 1 or ones in {0, 5, 6, 7, 8, 9}:
        return 2
    return int(ones != 1)


def form_for(key: str, count: int, language: str) -> str:
    """Return the form of a phrase that goes with a number: "человек", "человека", "человек"."""
    return _FORMS[language][key][plural(count, language)]


def in_words(count: int, language: str) -> str:
    """Return a small number in words, as it counts sources; a great one in figures.

    >>> in_words(4, "en"), in_words(2, "ru"), in_words(40, "en")
    ('four', 'два', '40')
    """
    words = _FORMS[language]["numbers"]
    return words[count] if count < len(words) else str(count)
