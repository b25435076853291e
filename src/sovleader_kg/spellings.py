"""Spellings: a person's name as people write it, and whose it is.

A name is compared without case, diacritics and soft signs, in either script, given name or surname first, with or
without patronymic, whole or in initials, behind titles such as "Comrade". A Russian name is also read in the
romanisations in use (BGN/PCGN, ALA-LC, ISO 9, GOST and passports, and the German, French and Polish ways): LETTERS
lists how each letter is written in any of them, folded, so a name fits if some choice for each letter spells it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from itertools import filterfalse, takewhile
from typing import Literal as OneOf
from typing import get_args

__all__ = ["Fit", "People", "folded"]

Fit = OneOf["name", "initials", "surname"]
FITS: tuple[Fit, ...] = get_args(Fit)
_WHOLE: Fit = "name"
NEAR = 0.8
LETTERS = {
    "а": "a",
    "б": "b",
    "в": "v w f ff",
    "г": "g gh gu",
    "д": "d",
    "е": "e ye je ie",
    "ё": "e ye je ie o yo jo io",
    "ж": "zh j z sh sch rz",
    "з": "z s",
    "и": "i y j yi ji",
    "й": "i y j -",
    "к": "k c ck",
    "л": "l",
    "м": "m",
    "н": "n ne",
    "о": "o",
    "п": "p",
    "р": "r",
    "с": "s ss",
    "т": "t th",
    "у": "u ou",
    "ф": "f ph",
    "х": "kh h ch",
    "ц": "ts tz c z",
    "ч": "ch tsch tch c cz",
    "ш": "sh sch ch s sz",
    "щ": "shch schtsch chtch szcz sch shh sc s",
    "ъ": "-",
    "ы": "y i ui",
    "ь": "- i j y",
    "э": "e",
    "ю": "yu ju iu iou you u",
    "я": "ya ja ia a",
}
TITLES = (
    "comrade com cde mr dr prof academician marshal generalissimo general first secretary gensec president premier "
    "chairman товарищ тов академик маршал генералиссимус генерал генеральный первый секретарь генсек президент премьер "
    "председатель"
)
_SIGNS = str.maketrans(dict.fromkeys("ʹʺʼ’‘'`ьъЬЪ", ""))
_WORDS = re.compile(r"[^\W_]+\.?")


def folded(name: str) -> str:
    """Return a name as it is compared: no case, no diacritics, no soft or hard signs, single spaces.

    >>> folded("Elʹt͡sin,  Boris") == folded("ELTSIN, Boris")
    True
    """
    before = None
    while name != before:
        before = name
        name = " ".join(re.sub(r"[^\w,]+", " ", _bare(name.casefold())).split())
    return name


def _bare(text: str) -> str:
    """Return a text without diacritics, and without soft and hard signs."""
    unsigned = text.translate(_SIGNS)
    if unsigned.isascii():
        return unsigned
    letters = unicodedata.normalize("NFKD", unsigned)
    return "".join(filterfalse(unicodedata.combining, letters))


@lru_cache(maxsize=1024)
def _plain(word: str) -> str:
    """Return a word of a known name, folded once for all that is held against it."""
    return folded(word)


@lru_cache(maxsize=1024)
def _romanised(word: str) -> re.Pattern[str]:
    """Return what every romanisation of a Russian word matches, folded; other letters stand for themselves."""
    letters = unicodedata.normalize("NFC", word.casefold())
    choices = (LETTERS[letter].replace("-", "").split(" ") if letter in LETTERS else [letter] for letter in letters)
    return re.compile("".join(f"(?:{'|'.join(map(re.escape, some))})" for some in choices))


@dataclass(frozen=True, slots=True)
class _Written:
    """A word of a name as somebody writes it, folded; an initial is one letter, or two before a full stop."""

    text: str
    initial: bool

    def fits(self, known: Iterable[str]) -> bool:
        """Return whether one of some words of a known name may be meant."""
        if self.initial:
            return any(_plain(word).startswith(self.text) or self._begins(word) for word in known)
        return any(_plain(word) == self.text or _romanised(word).fullmatch(self.text) for word in known)

    def _begins(self, word: str) -> bool:
        return any(one.startswith(self.text) for one in LETTERS.get(word[0].casefold(), "").split())


def _words(part: str) -> list[_Written]:
    written = (one for word in _WORDS.findall(_bare(part)) for one in _apart(word))
    return [_Written(text, _is_initial(word)) for word in written if (text := folded(word))]


def _apart(word: str) -> str | list[str]:
    """Return a word by itself, but two capitals ("JV") as two initials."""
    return word if len(word) == 2 and word.isalpha() and word.isupper() else [word]


def _untitled(name: str) -> str:
    """Return a name without the titles before it.

    >>> _untitled("Comrade General Secretary L. I. Brezhnev")
    'L. I. Brezhnev'
    """
    words = name.split()
    titles = takewhile(lambda word: folded(word) in _titles(), words[:-1])
    return " ".join(words[len(list(titles)) :])


@cache
def _titles() -> frozenset[str]:
    return frozenset(map(folded, TITLES.split()))


def _is_initial(word: str) -> bool:
    return len(word.removesuffix(".")) == 1 or (len(word) == 3 and word.endswith("."))


def _orders(name: str) -> list[tuple[_Written, list[_Written]]]:
    """Return each way to take a name apart into the surname and the other words; a comma leaves one way."""
    before, comma, after = name.partition(",")
    first, rest = _words(before), _words(after)
    if comma:
        return [(first[0], rest)] if len(first) == 1 and rest else []
    return [(first[-1], first[:-1]), (first[0], first[1:])] if len(first) > 1 else []


@dataclass(frozen=True, slots=True)
class _Known:
    """The words of a person's names, by their part in it."""

    given: set[str] = field(default_factory=set)
    patronymics: set[str] = field(default_factory=set)
    surnames: set[str] = field(default_factory=set)

    def enter(self, name: str) -> None:
        """Take the words of one name, given name first."""
        words = [word for word in name.split() if folded(word)]
        if len(words) > 1:
            self.given.add(words[0])
            self.patronymics.update(words[1:-1])
        self.surnames.update(words[-1:])

    def fit(self, surname: _Written, others: list[_Written]) -> Fit | None:
        """Return how a surname with given name, and patronymic perhaps, fits; None where it does not."""
        if surname.initial or not surname.fits(self.surnames) or not others[0].fits(self.given):
            return None
        if not all(word.fits(self.patronymics) for word in others[1:]):
            return None
        return "initials" if others[0].initial else "name"


class People:
    """Persons by their names."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """Take pairs of a person and a name, given name first; one with a comma, turned round, says nothing more."""
        self._known: dict[str, _Known] = defaultdict(_Known)
        self._whole: dict[str, set[str]] = defaultdict(set)
        self._found: dict[str, dict[str, Fit]] = {}
        for person, name in names:
            if folded(name) and "," not in name:
                self._known[person].enter(name)
                self._whole[folded(name)].add(person)

    def called(self, name: str) -> dict[str, Fit]:
        """Return the persons who may be meant by a name, each with how it fits; the best fit alone counts."""
        if name not in self._found:
            fits = dict.fromkeys(self._whole.get(folded(name), ()) if " " in folded(name) else (), _WHOLE)
            fits = fits or self._fits(name)
            if not fits and (untitled := _untitled(name)) != name:
                fits = self._fits(untitled)
            best = min(map(FITS.index, fits.values()), default=None)
            self._found[name] = {person: fit for person, fit in fits.items() if FITS.index(fit) == best}
        return self._found[name]

    def _fits(self, name: str) -> dict[str, Fit]:
        words, orders = _words(name), _orders(name)
        found: dict[str, Fit] = {}
        for person, known in self._known.items():
            if len(words) == 1 and words[0].fits(known.surnames):
                found[person] = "surname"
            elif fits := [fit for surname, others in orders if (fit := known.fit(surname, others))]:
                found[person] = min(fits, key=FITS.index)
        return found

    def nearest(self, name: str) -> str | None:
        """Return the person whose name is spelled most like one that fits nobody, or None if none is near."""
        written = [" ".join(word.text for word in (*others, surname)) for surname, others in _orders(name)]
        forms = {form: person for person in self._known for form in self._forms(person)}
        near = (get_close_matches(one, forms, n=1, cutoff=NEAR) for one in written or [folded(name)])
        return next((forms[found[0]] for found in near if found), None)

    def _forms(self, person: str) -> set[str]:
        """Return a person's names as they are compared, also without patronymic, and the surnames alone."""
        whole = [form.split() for form, persons in self._whole.items() if person in persons]
        short = {" ".join(dict.fromkeys((words[0], words[-1]))) for words in whole}
        return {*(" ".join(words) for words in whole), *short, *(words[-1] for words in whole)}
