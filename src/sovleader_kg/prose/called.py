"""Names in words: those of people made short where many stand together, those of bodies with their article."""

from __future__ import annotations

__all__ = ["short_name", "with_article"]

WITHOUT_ARTICLE = {"Russia"}


def short_name(name: str, language: str) -> str:
    """Return a name as it stands in tables: in Russian by surname and initials, in English whole.

    >>> short_name("Иосиф Виссарионович Сталин", "ru"), short_name("Joseph Stalin", "en")
    ('Сталин И. В.', 'Joseph Stalin')
    """
    *first, last = name.split()
    if language != "ru" or not first:
        return name
    return " ".join([last, *(f"{one[0]}." for one in first)])


def with_article(name: str, language: str) -> str:
    """Return the name of a body as a sentence has it: in English with its article, which few are without.

    >>> with_article("Central Committee", "en"), with_article("Russia", "en"), with_article("Политбюро", "ru")
    ('the Central Committee', 'Russia', 'Политбюро')
    """
    return name if language != "en" or name in WITHOUT_ARTICLE else f"the {name}"
