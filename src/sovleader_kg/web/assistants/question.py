"""Question: one question of an assistant: the graph that it is of, what it names, and in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import compact, kind_of
from sovleader_kg.prose.briefs import brief, years
from sovleader_kg.prose.terms import by_dates
from sovleader_kg.web.assistants.replies import SAID

__all__ = ["Question"]


@dataclass(frozen=True, slots=True)
class Question:
    """What an assistant asks.

    Attributes:
        kg: The graph.
        given: What the tool was given, by the names of its parameters; empty texts are left out.
        most: How much is wanted, where it can be much.
        language: "en" or "ru".
    """

    kg: KnowledgeGraph
    given: Mapping[str, str]
    most: int
    language: str

    @property
    def said(self) -> Mapping[str, str]:
        """The words of the language, by key."""
        return SAID[self.language]

    def meant(self, parameter: str, *kinds: str) -> str:
        """Return the IRI of the one thing that a parameter names; see `KnowledgeGraph.named`.

        Raises:
            UsageError: It is empty, or names nothing, several things, or one of another kind.
        """
        if parameter not in self.given:
            raise UsageError("is empty; give a name or an IRI", parameter=parameter)
        try:
            return self.kg.named(self.given[parameter], *kinds)
        except UsageError as error:
            error.parameter = parameter
            raise

    def if_meant(self, parameter: str, *kinds: str) -> str | None:
        """Return the same, or None where the parameter is empty."""
        return self.meant(parameter, *kinds) if parameter in self.given else None

    def name(self, iri: str) -> str:
        """Return what a thing is called."""
        thing = self.kg.things.get(iri)
        return thing.label(self.language) if thing else compact(iri)

    def dated_name(self, iri: str) -> str:
        """Return what a thing is called; a term with its years, which tell it from others."""
        thing = self.kg.things.get(iri)
        return by_dates(thing.label(self.language), years(thing, self.language)) if thing else compact(iri)

    def lasting_name(self, iri: str) -> str:
        """Return what is called a stretch of days: of a person the life."""
        name = self.dated_name(iri)
        return self.said["life"].format(person=name) if kind_of(iri) == "person" else name

    def heading(self, iri: str) -> str:
        """Return what a thing is called, and what tells most of it."""
        thing = self.kg.things.get(iri)
        told = brief(thing, self.kg.things, self.language) if thing else ""
        return f"{self.name(iri)} ({told or compact(iri)})"
