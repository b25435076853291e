"""Sounds: words as they are compared, and roughly as they sound, so that romanisations of one name fall together.

The tables are data: the script of a static site compares by the same ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from sovleader_kg.spellings import folded

__all__ = ["LETTERS", "LITTLE", "SOUNDS", "sound", "spoken_numbers", "words"]

# Words that say nothing of what is meant, where others stand beside them.
_LITTLE = "a an and at by de der des die for from in la le of on the to в во и из к на о об от по при с у"
LITTLE = frozenset(_LITTLE.split())
# How a Cyrillic letter, folded, is written in Latin ones before it is reduced.
_CYRILLIC = "абвгґдеєжзиіклмнопрстуфхцчшщыэюя"
_LATIN = "a b v g g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch y e yu ya"
LETTERS = dict(zip(_CYRILLIC, _LATIN.split(), strict=True))
# What the letters of a Latin word are reduced to, each place once, by the first that fits.
SOUNDS = (
    ("schtsch|shtch|chtch|stsch|szcz|shch", "s"),
    ("tsch|tch", "h"),
    ("sch|shh|sh|sc|sz|zh|rz|ss|ts|tz", "s"),
    ("kh|ch|cz|h", "h"),
    ("ph|ff|f|w|v", "v"),
    ("c(?=[eiy])|s|z", "s"),
    ("ck|qu|q|c|k", "k"),
    ("gh|gu(?=[aeiouy])|g", "g"),
    ("[aeiouyj]+", "a"),
    ("x", "ks"),
    ("th|tt", "t"),
    ("ll|ł", "l"),
    ("nn", "n"),
    ("mm", "m"),
    ("bb", "b"),
    ("pp", "p"),
    ("rr", "r"),
    ("dd", "d"),
)
_SOUND = re.compile("|".join(f"({letters})" for letters, _ in SOUNDS))
_WRITTEN_SO = str.maketrans(LETTERS)
_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?|([IVX]{1,6})")
_ROMAN = {"I": 1, "V": 5, "X": 10}
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth",
    "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый тринадцатый "
    "четырнадцатый пятнадцатый шестнадцатый семнадцатый восемнадцатый девятнадцатый двадцатый",
)
_ORDINALS = tuple(folded(names).split() for names in ORDINALS)
_TWENTY = ("twenty", folded("двадцать"))


@lru_cache(maxsize=16384)
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text as they are compared: no case, no diacritics, no soft signs; ё is е.

    >>> words("Хрущёв, Н. С."), words("nikita-khrushchev.1")
    (('хрущев', 'н', 'с'), ('nikita', 'khrushchev', '1'))
    """
    return tuple(re.sub(r"[,_]", " ", folded(text)).split())


@lru_cache(maxsize=8192)
def sound(word: str) -> str:
    """Return how a folded word sounds, roughly: what its romanisations have in common.

    >>> sound("хрущев"), sound("khrushchev"), sound("chruschtschow"), sound("khrouchtchev")
    ('hrasav', 'hrasav', 'hrasav', 'hrasav')
    """
    latin = word.translate(_WRITTEN_SO)
    reduced = _SOUND.sub(lambda found: SOUNDS[(found.lastindex or 1) - 1][1], latin)
    return reduced.removesuffix("a") if len(reduced) > 3 else reduced


def spoken_numbers(label: str) -> Iterator[str]:
    """Yield the other ways to write the numbers in a label: "20th" and "XX" are also "20" and "twentieth".

    >>> list(spoken_numbers("XXII съезд КПСС"))
    ['22', 'twenty', 'second', 'двадцат', 'второи']
    """
    for word in re.findall(r"\w+", label):
        found = _NUMBER.fullmatch(word)
        number = found and (int(found[1]) if found[1] else _roman(found[2]))
        if number and number <= 30:
            yield str(number)
            yield from _spelled(number)


def _roman(letters: str) -> int:
    values = [_ROMAN[letter] for letter in letters]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _spelled(number: int) -> Iterator[str]:
    for twenty, ordinals in zip(_TWENTY, _ORDINALS, strict=True):
        if number <= 20:
            yield ordinals[number - 1]
        elif number < 30:
            yield from (twenty, ordinals[number - 21])
