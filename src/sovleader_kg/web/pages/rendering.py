"""Rendering: templates filled with what was read, with labels and words in the page's language."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from pyoxigraph import NamedNode

from sovleader_kg.export.cite import Citation
from sovleader_kg.names import BASE, PREFIXES, VERSION, compact
from sovleader_kg.nodes import Node, shown
from sovleader_kg.prose.called import short_name, with_article
from sovleader_kg.prose.dates import spoken, spoken_span
from sovleader_kg.prose.numbers import counted
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.metadata import metadata
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.whole import read_whole
from sovleader_kg.web.pages.words import LANGUAGES, WORDS, script_words

__all__ = ["Rendering"]

NAV = ("on", "timeline", "people", "posts", "events", "disputes", "queries", "about")  # in the head of every page
MORE = ("sources", "seats", "ontology", "sparql", "about")  # at its foot
FORMS = (  # in which the triples of a thing are had: suffix, media type, name
    ("ttl", "text/turtle", "Turtle"),
    ("jsonld", "application/ld+json", "JSON-LD"),
    ("nt", "application/n-triples", "N-Triples"),
    ("rdf", "application/rdf+xml", "RDF/XML"),
)
_TEMPLATES = Path(__file__).parent / "templates"


class Rendering:
    """The templates, and the graph whose labels they show."""

    def __init__(self, library: Library) -> None:
        """Prepare the templates."""
        self._library, self._labels = library, library.labels
        self._says = {language: Evidence(library, language) for language in LANGUAGES}
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
        self._environment.globals.update(
            compact=compact, shown=shown, is_iri=_is_iri, iri_of=_iri_of, place=self._labels.place
        )

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
            says=self._says[language],
            spoken=partial(spoken, language=language),
            spoken_span=partial(spoken_span, language=language),
            counted=partial(counted, language=language),
            short_name=partial(short_name, language=language),
            with_article=partial(with_article, language=language),
            script_words=partial(script_words, language),
            any_thing=links.thing(f"{BASE}KIND/SLUG"),
            version=VERSION,
            citation=self._citation(page, language),
            metadata=metadata(self._library, page, links),
            whole=read_whole(self._library.kg, page.about) if page.about and split(page.about) else None,
            forms=[form for form in FORMS if form[0] in links.forms],
            canonical=links.other(language, page.place, page.parameters if page.place else {}),
            nav=NAV,
            more=MORE,
            **page.values,
        )

    def _citation(self, page: Page, language: str) -> Citation:
        """Return how what a page is about is cited: a thing, or else the graph."""
        edition = self._library.kg.edition
        return edition.cited(language, page.title, page.about) if page.about else edition.cited(language)


def _is_iri(cell: Node | None) -> bool:
    return isinstance(cell, NamedNode)


def _iri_of(text: str) -> str | None:
    """Return the IRI that a value, as a person reads it, stands for, if it can be followed."""
    prefix, _, local = text.partition(":")
    if text.startswith(("<http://", "<https://")):
        return text[1:-1]
    return PREFIXES[prefix] + local if prefix in PREFIXES and local and " " not in text else None
