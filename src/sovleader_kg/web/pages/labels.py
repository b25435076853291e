"""Labels: what things are called in each language; passages by source and place, claims by their gloss."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode

from sovleader_kg.errors import SovleaderError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE, RDF, compact, expand
from sovleader_kg.web.pages.locators import RussianLocators
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["Labels"]

_LABELS = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"
_PASSAGES = "SELECT ?passage ?source ?place { ?passage sl:source ?source ; sl:locator ?place } ORDER BY ?passage ?place"
_GLOSSES = "SELECT ?claim ?gloss WHERE { ?claim a sl:Claim ; sl:gloss ?gloss } ORDER BY ?claim ?gloss"
_QUOTED = {"en": "“{}”", "ru": "«{}»"}


class Labels:
    """The labels of one graph, read once."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read them."""
        self._labels: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        for thing, label in kg.select(_LABELS).rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                self._labels.get(label.language or "en", {}).setdefault(thing.value, label.value)
        for claim, gloss in kg.select(_GLOSSES).rows:
            if isinstance(claim, NamedNode) and isinstance(gloss, Literal) and gloss.language in _QUOTED:
                self._labels[gloss.language].setdefault(claim.value, _QUOTED[gloss.language].format(gloss.value))
        self._russian = {label: self._labels["ru"].get(iri, label) for iri, label in self._labels["en"].items()}
        people = {label for iri, label in self._labels["en"].items() if iri.startswith(f"{BASE}person/")}
        self._locators = RussianLocators({label: self._russian[label] for label in people}, self._russian)
        passages = kg.select(_PASSAGES).rows
        for language, labels in self._labels.items():
            for passage, source, place in passages:
                if passage and source and place:
                    labels[passage.value] = f"{self.of(source.value, language)}, {self.place(place.value, language)}"
            labels |= {f"{RDF}{name}": WORDS[language][name] for name in ("subject", "predicate", "object")}

    def place(self, locator: str, language: str) -> str:
        """Return in a language where a passage stands in its source."""
        return self._locators.of(locator) if language == "ru" else locator

    def name(self, label: str, language: str) -> str:
        """Return in a language what English calls so; the label itself where nothing is called so."""
        return self._russian.get(label, label) if language == "ru" else label

    def of(self, iri: str, language: str) -> str:
        """Return what a thing is called, in a language if it has a label there."""
        return self._labels[language].get(iri) or self._labels["en"].get(iri) or compact(iri)

    def named(self, value: str, language: str) -> str:
        """Return a value as a person reads it: a thing by its label."""
        try:
            iri = expand(value) if ":" in value and " " not in value else ""
        except SovleaderError:
            iri = ""
        return self.of(iri, language) if iri in self._labels["en"] else value
