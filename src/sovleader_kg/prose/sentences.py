"""Sentences: text that knows which things it names, so that a page can lead to them; as a string, the text alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from string import Formatter

from sovleader_kg.cards import Link, as_html

__all__ = ["Mention", "Prose", "fill", "joined"]


@dataclass(frozen=True, slots=True)
class Mention:
    """A piece of text, and the IRI of the thing that it names, if it names one."""

    text: str
    thing: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class Prose:
    """A text in pieces."""

    pieces: tuple[Mention, ...] = ()

    @classmethod
    def of(cls, text: str, thing: str | None = None) -> Prose:
        """Return a text that names a thing, or none."""
        return cls((Mention(text, thing),))

    def __str__(self) -> str:
        return "".join(one.text for one in self.pieces)

    def __repr__(self) -> str:
        return f"<Prose {self}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the text, things as links."""
        cells = (Link(one.thing, one.text) if one.thing else one.text for one in self.pieces)
        return f"<p>{''.join(map(as_html, cells))}</p>"

    def __bool__(self) -> bool:
        return bool(self.pieces)

    def __add__(self, other: Prose) -> Prose:
        return Prose((*self.pieces, *other.pieces))

    def begun(self) -> Prose:
        """Return the text with a capital letter at its beginning."""
        first, *rest = self.pieces
        return Prose((Mention(first.text[:1].upper() + first.text[1:], first.thing), *rest))


def fill(template: str, **slots: str | int | Prose) -> Prose:
    """Return a template with its slots filled.

    >>> str(fill("{who} led in {year}.", who=Prose.of("Lenin", "person:vladimir-lenin"), year=1918))
    'Lenin led in 1918.'
    """
    pieces: list[Mention] = []
    for text, name, _, _ in Formatter().parse(template):
        pieces += [Mention(text)] * bool(text)
        if name is not None:
            value = slots[name]
            pieces += value.pieces if isinstance(value, Prose) else [Mention(str(value))]
    return Prose(tuple(pieces))


def joined(parts: Iterable[Prose], between: str, last: str | None = None) -> Prose:
    """Return texts with something between them, and perhaps something else before the last one: "a, b and c"."""
    several: Sequence[Prose] = list(parts)
    found = several[0] if several else Prose()
    for number, one in enumerate(several[1:], 2):
        found += Prose.of(last if last is not None and number == len(several) else between) + one
    return found
