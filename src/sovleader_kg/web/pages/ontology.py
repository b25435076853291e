"""Ontology: the pages of the vocabulary: an overview with its classes as a tree, and a page for each term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from sovleader_kg.errors import did_you_mean
from sovleader_kg.export.classes import draw_classes
from sovleader_kg.names import PREFIXES, SL, compact
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.missing import missing
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.vocabulary import Entry
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Node", "read", "read_term"]

LAYERS = ("facts", "claims", "derived", "ontology")
DCTERMS, OWL = PREFIXES["dcterms"], PREFIXES["owl"]


@dataclass(frozen=True, slots=True)
class Node:
    """A class in the tree: the class, and those below it."""

    term: Entry
    below: tuple[Node, ...]


def read(library: Library, links: Links, _: Mapping[str, str]) -> Page:
    """Return the overview of the vocabulary."""
    language, words = links.language, WORDS[links.language]
    vocabulary, label = library.vocabulary, partial(library.labels.of, language=links.language)
    terms = vocabulary.terms.values()
    properties = sorted((one for one in terms if not one.is_class), key=lambda one: label(one.iri).lower())
    said = {
        name: _said(library, f"{DCTERMS}{name}", language)
        for name in ("title", "description", "creator", "license", "created", "modified")
    }
    values = {
        "said": said,
        "version_of_it": _said(library, f"{OWL}versionInfo", language),
        "namespace": SL,
        "tree_of_classes": _tree(vocabulary.terms),
        "layers": [(layer, found) for layer in LAYERS if (found := [one for one in properties if one.layer == layer])],
        "numbers": vocabulary.numbers,
        "vocabularies": _vocabularies(list(terms)),
        "picture": draw_classes(words["classes_picture"], words["classes_about"], label, links.thing),
    }
    return Page(
        "ontology.html", said["title"] or words["ontology"], "ontology", values, description=said["description"]
    )


def read_term(library: Library, links: Links, name: str) -> Page:
    """Return the page of a class or property; 404 for one that the vocabulary has not."""
    vocabulary = library.vocabulary
    if name not in vocabulary.terms:
        words = WORDS[links.language]
        return missing(links, f"{words['unknown']} sl:{name}.{did_you_mean(name, vocabulary.terms)}")
    term = vocabulary.terms[name]
    values = {
        "term": term,
        "number": vocabulary.numbers.get(term.iri, 0),
        "uses": vocabulary.uses(term),
        "some": vocabulary.some(term),
    }
    title = library.labels.of(term.iri, links.language)
    return Page("term-of-ontology.html", title[:1].upper() + title[1:], f"ontology/{name}", values, about=term.iri)


def _said(library: Library, property_: str, language: str) -> str:
    """Return what the vocabulary says of itself, in a language if it says so in it."""
    found = library.vocabulary.header.get(property_, ())
    own = [node.value for node in found if getattr(node, "language", None) == language]
    return next(iter(own or [node.value for node in found]), "")


def _tree(terms: Mapping[str, Entry]) -> tuple[Node, ...]:
    """Return the classes, those that are below none first, each with those below it."""
    classes = {one.iri: one for one in terms.values() if one.is_class}

    def node(term: Entry) -> Node:
        return Node(term, tuple(node(classes[iri]) for iri in term.below if iri in classes))

    return tuple(node(one) for one in classes.values() if not classes.keys() & {*one.above})


def _vocabularies(terms: Sequence[Entry]) -> list[tuple[str, int]]:
    """Return the prefixes of the vocabularies that terms are aligned with or stand below, and of how many terms."""
    found: Counter[str] = Counter()
    for one in terms:
        others = [
            *(aligned.other for aligned in one.aligned),
            *(above for above in one.above if not above.startswith(SL)),
        ]
        found.update({_space(other) for other in others})
    return sorted(found.items(), key=lambda one: (-one[1], one[0]))


def _space(iri: str) -> str:
    """Return the namespace of a term of another vocabulary."""
    named = compact(iri)
    prefix = "" if named.startswith("<") else named.partition(":")[0]
    return PREFIXES[prefix] if prefix else iri[: max(iri.rfind("/"), iri.rfind("#")) + 1]
