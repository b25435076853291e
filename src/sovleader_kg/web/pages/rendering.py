"""Rendering: templates filled with what was read, with labels and words in the page's language."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import NamedNode

from sovleader_kg.names import PREFIXES, VERSION, compact
from sovleader_kg.nodes import Node, shown
from sovleader_kg.prose.dates import spoken, spoken_span
from sovleader_kg.web.pages.labels import Labels
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["Rendering"]

NAV = ("on", "timeline", "people", "posts", "events", "disputes", "queries", "about")  # in the head of every page
MORE = ("sources", "seats", "ontology", "sparql", "about")  # at its foot
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
        self._environment.globals.update(compact=compact, shown=shown, is_iri=_is_iri, iri_of=_iri_of)

    def page(self, page: Page, links: Links) -> str:
        """Return a page as HTML, in the language of some links."""
        language = links.language
        return self._environment.get_template(page.template).render(
            page=page,
            title=page.title,
            links=links,
            words=WORDS[language],
            language=language,
            languages={one: links.other(one, page.place, page.parameters) for one in LANGUAGES},
            label=partial(self._labels.of, language=language),
            named=partial(self._labels.named, language=language),
            spoken=partial(spoken, language=language),
            spoken_span=partial(spoken_span, language=language),
            version=VERSION,
            nav=NAV,
            more=MORE,
            **page.values,
        )


def _is_iri(cell: Node | None) -> bool:
    return isinstance(cell, NamedNode)


def _iri_of(text: str) -> str | None:
    """Return the IRI that a value, as a person reads it, stands for, if it can be followed."""
    prefix, _, local = text.partition(":")
    if text.startswith(("<http://", "<https://")):
        return text[1:-1]
    return PREFIXES[prefix] + local if prefix in PREFIXES and local and " " not in text else None
