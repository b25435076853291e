"""Values in words: a term of RDF as a person says it: a thing by its name, a date in words, yes or no."""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import Literal, NamedNode

from sovleader_kg.names import EDTF, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.prose.dates import spoken

__all__ = ["Name", "spoken_value"]

Name = Callable[[str], str]  # what a thing is called, by its IRI
_DATES = {EDTF, f"{XSD}date", f"{XSD}gYear"}
_JULIAN = {"en": "{} (Julian calendar)", "ru": "{} (по юлианскому календарю)"}
_TRUTH = {"true": {"en": "yes", "ru": "да"}, "false": {"en": "no", "ru": "нет"}}


def spoken_value(node: Node, name: Name, language: str, calendar: str | None = None) -> str:
    """Return a value in words.

    Args:
        node: The value.
        name: Gives what a thing is called.
        language: "en" or "ru".
        calendar: The calendar that a date is in, if it is named; the Julian one is told.

    >>> day = Literal("1917-10-25", datatype=NamedNode(EDTF))
    >>> spoken_value(day, str, "en", "julian")
    '25 October 1917 (Julian calendar)'
    """
    if isinstance(node, NamedNode):
        return name(node.value)
    if not isinstance(node, Literal):
        return ""
    kind = node.datatype.value
    if kind in _DATES:
        said = spoken(node.value, language)
        return _JULIAN[language].format(said) if calendar == "julian" else said
    return _TRUTH[node.value][language] if kind == f"{XSD}boolean" and node.value in _TRUTH else node.value
