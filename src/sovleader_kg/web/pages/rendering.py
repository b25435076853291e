"""Rendering: templates filled with what was read, with labels and words in the page's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import NamedNode

from sovleader_kg.names import PREFIXES, compact
from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.headings import heading
from sovleader_kg.web.pages.cells import shown_in
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["Rendering"]

_TEMPLATES = Path(__file__).parent / "templates"


class Rendering:
    """The templates, and the labels that they show."""

    def __init__(self, labels: Labels) -> None:
        """Prepare the templates."""
        self._labels = labels
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            compact=compact, shown=shown, is_iri=_is_iri, iri_of=_iri_of, span=_span, place=labels.place
        )

    def label(self, iri: str, links: Links) -> str:
        """Return what a thing is called in the language of some links."""
        return self._labels.of(iri, links.language)

    def page(
        self,
        template: str,
        links: Links,
        title: str,
        place: str,
        parameters: Mapping[str, str] | None = None,
        **values: object,
    ) -> str:
        """Return a page.

        Args:
            template: The name of its template.
            links: Where other pages are, and the language.
            title: Its heading.
            place: Where it is itself, without language and suffix; "" is the start page.
            parameters: What it was asked with, for the same page in another language.
            **values: What the template shows.
        """
        language = links.language
        return self._environment.get_template(template).render(
            links=links,
            words=WORDS[language],
            language=language,
            languages={one: links.other(one, place, parameters or {}) for one in LANGUAGES},
            title=title,
            label=partial(self._labels.of, language=language),
            named=partial(self._labels.named, language=language),
            cell=partial(shown_in, language, labels=self._labels),
            heading=partial(heading, language=language),
            **values,
        )


def _is_iri(cell: Node | None) -> bool:
    return isinstance(cell, NamedNode)


def _iri_of(text: str) -> str | None:
    """Return the IRI that a value, as a person reads it, stands for, if it can be followed."""
    prefix, _, local = text.partition(":")
    if text.startswith(("<http://", "<https://")):
        return text[1:-1]
    return PREFIXES[prefix] + local if prefix in PREFIXES and local and " " not in text else None


def _span(earliest: date | None, latest: date | None) -> str:
    """Return the first and last day that an end may be on, or the one."""
    if earliest == latest:
        return "?" if earliest is None else earliest.isoformat()
    return f"{earliest or '…'}/{latest or '…'}"
