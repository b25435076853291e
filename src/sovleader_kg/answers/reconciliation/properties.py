"""Properties: what a row may say of a thing beside its name, and what it may be given in return."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal as OneOf

from sovleader_kg.errors import UsageError, did_you_mean
from sovleader_kg.identifiers import SCHEMES

__all__ = ["KINDS", "PROPERTIES", "Form", "Property", "property_called"]

KINDS = ("person", "post", "body", "event")  # of things that a cell can mean
Form = OneOf["date", "stretch", "thing", "label", "name", "identifier"]


@dataclass(frozen=True, slots=True)
class Property:
    """A property of things.

    Attributes:
        name: Its identifier.
        en: What it is called in English.
        ru: What it is called in Russian.
        form: What its values are: dates, stretches of days, things, things told by their labels alone, names as
            texts, identifiers elsewhere.
        kinds: The kinds of thing that have it.
        own: Whether it tells of the thing itself, so that a value which contradicts it means another thing; else it
            tells of terms, of which the graph does not know all. Each term has one value, or none, in the same order.
        of: The kind of thing that its values are, if one.
    """

    name: str
    en: str
    ru: str
    form: Form
    kinds: tuple[str, ...] = KINDS
    own: bool = True
    of: str | None = None

    def label(self, language: str) -> str:
        """Return what it is called in a language."""
        return self.ru if language == "ru" else self.en


_HELD, _LASTING = ("person", "post"), ("post", "body", "event")
_ALL = (
    Property("born", "born", "дата рождения", "date", ("person",)),
    Property("died", "died", "дата смерти", "date", ("person",)),
    Property("start", "begins", "начало", "date", _LASTING),
    Property("end", "ends", "конец", "date", _LASTING),
    Property("date", "date", "дата", "date", ("event",)),
    Property(
        "posts-held", "posts held, each once", "занимаемые посты, каждый один раз", "thing", ("person",), False, "post"
    ),
    Property("term", "terms", "сроки полномочий", "thing", _HELD, False, "term"),
    Property("post", "post of each term", "пост каждого срока", "thing", ("person",), False, "post"),
    Property("holder", "holder of each term", "кто занимал: каждый срок", "thing", ("post",), False, "person"),
    Property("from", "each term from", "каждый срок: с", "date", _HELD, False),
    Property("until", "each term until", "каждый срок: по", "date", _HELD, False),
    Property("in-office", "in office (each term as an interval)", "в должности (каждый срок)", "stretch", _HELD, False),
    Property("certainty", "how sure each term is", "достоверность каждого срока", "label", _HELD, False),
    Property("body", "body of each post", "орган каждого поста", "thing", _HELD, False, "body"),
    Property("office", "office", "должность", "thing", ("post",), True, "office"),
    Property("kind", "kind", "вид", "label", ("body", "event")),
    Property("part-of", "part of", "часть чего", "thing", ("body",), True, "body"),
    Property("name-en", "name in English", "название по-английски", "name"),
    Property("name-ru", "name in Russian", "название по-русски", "name"),
    Property("other-names", "other names", "другие названия", "name"),
    Property("iri", "address (IRI)", "адрес (IRI)", "name"),
    *(Property(one.name, one.title, one.title, "identifier") for one in SCHEMES.values()),
)
PROPERTIES: Mapping[str, Property] = {one.name: one for one in _ALL}


def property_called(name: str) -> Property:
    """Return a property by its identifier.

    Raises:
        UsageError: There is none.
    """
    if name not in PROPERTIES:
        raise UsageError(f'no property "{name}".{did_you_mean(name, PROPERTIES)} There are {", ".join(PROPERTIES)}')
    return PROPERTIES[name]
