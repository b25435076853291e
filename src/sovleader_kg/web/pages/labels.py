"""Labels: what things are called in each language; terms by dates, passages by place, claims by gloss."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pyoxigraph import Literal, NamedNode

from sovleader_kg.errors import SovleaderError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import BASE, RDF, SL, compact, expand, kind_of
from sovleader_kg.nodes import Node, language_of
from sovleader_kg.prose.locators import RussianLocators
from sovleader_kg.prose.places import spoken_place
from sovleader_kg.prose.terms import Ends, by_dates, in_dates, without_number
from sovleader_kg.web.pages.words import LANGUAGES, WORDS

__all__ = ["Labels"]

MANY = 3  # terms that share the day of an event
QUOTES = {"en": ("“", "”"), "ru": ("«", "»")}
_LABELS = "SELECT ?thing ?label WHERE { ?thing rdfs:label ?label } ORDER BY ?thing ?label"
_PASSAGES = "SELECT ?passage ?source ?place { ?passage sl:source ?source ; sl:locator ?place } ORDER BY ?passage ?place"
_TERMS = """
SELECT ?term ?start ?earliestStart ?latestStart ?end ?earliestEnd ?latestEnd WHERE {
  { ?term sl:holder ?who } UNION { ?term sl:tenureHolder ?who }
  OPTIONAL { ?term sl:start ?start } OPTIONAL { ?term sl:end ?end }
  OPTIONAL { ?term sl:earliestStart ?earliestStart } OPTIONAL { ?term sl:latestStart ?latestStart }
  OPTIONAL { ?term sl:earliestEnd ?earliestEnd } OPTIONAL { ?term sl:latestEnd ?latestEnd }
} ORDER BY ?term
"""
_SUBJECTS = "SELECT ?dispute ?term WHERE { ?dispute sl:disputedSubject ?term . ?term sl:post ?post }"
_DECISIONS = (
    "SELECT ?decision ?thing ?point WHERE { ?decision sl:about ?thing ; sl:onProperty ?point } ORDER BY ?thing ?point"
)
_GLOSSES = "SELECT ?claim ?gloss WHERE { ?claim sl:gloss ?gloss }"


class Labels:
    """The labels of one graph, read once."""

    def __init__(self, kg: KnowledgeGraph) -> None:
        """Read them."""
        self._labels: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        for thing, label in kg.select(_LABELS).rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                self._labels.get(label.language or "en", {}).setdefault(thing.value, label.value)
        self._russian = {label: self._labels["ru"].get(iri, label) for iri, label in self._labels["en"].items()}
        people = {label for iri, label in self._labels["en"].items() if kind_of(iri) == "person"}
        self.locators = RussianLocators({label: self._russian[label] for label in people}, self._russian)
        self._numbered: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        self._dates: dict[str, dict[str, str]] = {language: {} for language in LANGUAGES}
        self._places = {
            passage.value: (source.value, place.value)
            for passage, source, place in kg.select(_PASSAGES).rows
            if passage and source and place
        }
        for language, labels in self._labels.items():
            labels |= {f"{RDF}{name}": WORDS[language][name] for name in ("type", "subject", "predicate", "object")}
        self._name_terms(kg)
        self._name_disputes(kg)
        self._name_decisions(kg)
        self._name_claims(kg)

    def _name_terms(self, kg: KnowledgeGraph) -> None:
        for term, *ends in kg.select(_TERMS).rows:
            for language, labels in self._labels.items():
                if term and term.value in labels:
                    numbered = self._numbered[language][term.value] = labels[term.value]
                    dates = self._dates[language][term.value] = in_dates(_ends(ends[:3]), _ends(ends[3:]), language)
                    labels[term.value] = by_dates(numbered, dates)

    def _name_disputes(self, kg: KnowledgeGraph) -> None:
        """Call disputes by the term without its number, but for two that would be called the same.

        One on the day of an event that marks many terms is called by the event.
        """
        subjects = Counter(dispute.value for (dispute, _) in kg.select(_SUBJECTS).rows if dispute)
        shared = [iri for iri, count in subjects.items() if count >= MANY and "/event." in iri]
        for language, labels in self._labels.items():
            found = {iri: label for iri, label in labels.items() if kind_of(iri) == "dispute"}
            alike = Counter(map(without_number, found.values()))
            dated = {label: labels[term] for term, label in self._numbered[language].items()}
            found |= {iri: self._of_event(iri, language) for iri in shared}
            for iri, label in found.items():
                subject, colon, prop = label.rpartition(": ")
                short = without_number(label)
                labels[iri] = short if alike[short] == 1 else f"{dated.get(subject, subject)}{colon}{prop}"

    def _of_event(self, dispute: str, language: str) -> str:
        """Return what a dispute on an event's day is called: `dispute/event.SLUG.PROPERTY`."""
        slug, _, prop = dispute.rpartition("/event.")[2].rpartition(".")
        return f"{self.of(f'{BASE}event/{slug}', language)}: {self.of(f'{SL}{prop}', language)}"

    def _name_decisions(self, kg: KnowledgeGraph) -> None:
        for decision, thing, point in kg.select(_DECISIONS).rows:
            for language, labels in self._labels.items():
                if decision and thing and point:
                    called = without_number(self.of(thing.value, language, numbered=True))
                    told = f"{WORDS[language]['decision_on']}: {called}: {self.of(point.value, language)}"
                    labels.setdefault(decision.value, told)

    def _name_claims(self, kg: KnowledgeGraph) -> None:
        for claim, gloss in kg.select(_GLOSSES).rows:
            if claim and gloss:
                opening, closing = QUOTES[language_of(gloss)]
                self._labels[language_of(gloss)][claim.value] = f"{opening}{without_number(gloss.value)}{closing}"

    def place(self, locator: str, language: str) -> str:
        """Return in a language where a passage stands in its source."""
        return self.locators.of(locator) if language == "ru" else locator

    def name(self, label: str, language: str) -> str:
        """Return in a language what English calls so; the label itself where nothing is called so."""
        return self._russian.get(label, label) if language == "ru" else label

    def dates(self, term: str, language: str) -> str:
        """Return the dates of a term or tenure; nothing where none are known."""
        return self._dates[language].get(term, "")

    def told(self, gloss: str, thing: str, language: str) -> str:
        """Return a gloss about a term with the term called by its dates; any other as it stands."""
        numbered = self._numbered[language].get(thing)
        return without_number(gloss.replace(numbered, self.of(thing, language)) if numbered else gloss)

    def of(self, iri: str, language: str, *, numbered: bool = False) -> str:
        """Return what a thing is called, in a language if it has a label there.

        Args:
            iri: The thing.
            language: "en" or "ru".
            numbered: Whether a term is told apart by its running number, as in the data, not by its dates.
        """
        if numbered and iri in self._numbered[language]:
            return self._numbered[language][iri]
        if iri in self._places:
            source, place = self._places[iri]
            where = "".join(part.text for part in spoken_place(place, language, self.locators))
            return f"{self.of(source, language)}, {where}"
        return self._labels[language].get(iri) or self._labels["en"].get(iri) or compact(iri)

    def named(self, value: str, language: str) -> str:
        """Return a value as a person reads it: a thing by its label."""
        try:
            iri = expand(value) if ":" in value and " " not in value else ""
        except SovleaderError:
            iri = ""
        return self.of(iri, language) if iri in self._labels["en"] or iri in self._places else value


def _ends(cells: list[Node | None]) -> Ends:
    """Return the agreed date of a start or end, and the days that it may be on."""
    agreed, earliest, latest = cells
    return agreed.value if agreed else None, _day(earliest), _day(latest)


def _day(cell: Node | None) -> date | None:
    return date.fromisoformat(cell.value) if cell else None
