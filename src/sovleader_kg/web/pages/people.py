"""People: the list of everybody in a post, by surname in Latin and in Cyrillic letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.finding.sounds import words
from sovleader_kg.answers.finding.things import Thing
from sovleader_kg.names import HEADSHIPS, expand
from sovleader_kg.prose.briefs import life, posts_of
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["letter", "letters", "read"]

# How the page of a Cyrillic letter is called, after "ru-".
_NAMES = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch yi eh yu ya"
_CYRILLIC = dict(zip("абвгдежзийклмнопрстуфхцчшщыэюя", _NAMES.split(), strict=True))
_LETTERS = {f"ru-{name}": letter for letter, name in _CYRILLIC.items()}


@dataclass(frozen=True, slots=True)
class Entry:
    """A person in the list: IRI, name with the surname first, in the other script, life, highest posts."""

    iri: str
    name: str
    other: str
    life: str
    posts: Sequence[str]


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the list's first page: the letters, and who was at the head of party, government or state."""
    words, persons = WORDS[links.language], _persons(library)
    heads = [one for one in persons if _is_head(one, library)]
    values = {
        "lead": words["list_people_lead"].format(number=len(persons)),
        "alphabets": _alphabets(library),
        "entries": _entries(heads, library, links),
        "here": None,
    }
    return Page("people.html", words["list_people"], "people", values, description=values["lead"])


def letters(library: Library) -> Iterator[str]:
    """Yield the names of the pages of the letters."""
    for _, found in _alphabets(library):
        yield from found


def letter(library: Library, links: Links, name: str, _: Mapping[str, str]) -> Page | None:
    """Return the page of a letter: "k" is Latin K, "ru-k" Cyrillic К; None where no surname begins so."""
    if name not in letters(library):
        return None
    words, language = WORDS[links.language], "ru" if name in _LETTERS else "en"
    persons = [one for one in _persons(library) if _page_of(one, language) == name]
    shown = _LETTERS.get(name, name).upper()
    values = {
        "lead": "",
        "alphabets": _alphabets(library),
        "entries": _entries(persons, library, links, language),
        "here": name,
    }
    return Page("people.html", words["list_people_of"].format(letter=shown), f"people/{name}", values)


def _persons(library: Library) -> list[Thing]:
    return [thing for thing in library.kg.things.values() if thing.kind == "person"]


def _alphabets(library: Library) -> list[tuple[str, dict[str, str]]]:
    """Return for each script the letters that surnames begin with, by the name of their page."""
    found = {language: {_page_of(one, language) for one in _persons(library)} for language in LANGUAGES}
    return [
        (language, {name: _LETTERS.get(name, name).upper() for name in sorted(names, key=_in_alphabet)})
        for language, names in found.items()
    ]


def _in_alphabet(name: str) -> str:
    return _LETTERS.get(name, name)


def _page_of(person: Thing, language: str) -> str:
    """Return the name of the page of the letter that a surname begins with."""
    initial = _sorted_by(person, language)[:1]
    return f"ru-{_CYRILLIC[initial]}" if initial in _CYRILLIC else initial


def _sorted_by(person: Thing, language: str) -> str:
    *given, surname = words(person.label(language)) or ("",)
    return " ".join([surname, *given])


def _entries(persons: list[Thing], library: Library, links: Links, by: str | None = None) -> list[Entry]:
    things, language = library.kg.things, links.language
    other = next(one for one in LANGUAGES if one != language)
    return [
        Entry(
            one.iri,
            _surname_first(one.label(language), language),
            one.label(other),
            life(one, language),
            posts_of(one, things, language),
        )
        for one in sorted(persons, key=lambda person: _sorted_by(person, by or language))
    ]


def _surname_first(name: str, language: str) -> str:
    *given, surname = name.split()
    return f"{surname}{',' if language == 'en' else ''} {' '.join(given)}" if given else surname


def _is_head(person: Thing, library: Library) -> bool:
    heads = set(map(expand, HEADSHIPS))
    posts = (library.kg.things[post] for post in person.links.get("held", ()))
    return any(office in heads for post in posts for office in post.links.get("incarnationOf", ()))
