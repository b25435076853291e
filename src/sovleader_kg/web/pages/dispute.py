"""Dispute: the page of one point on which sources differ: the rivals, the decision, and what depends on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.names import SL, TYPE, sl
from sovleader_kg.store.testimony import listed
from sovleader_kg.web.pages import thing
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page

__all__ = ["Dependent", "read"]

START, END = sl("start"), sl("end")
POINTS = {"start": "Start", "end": "End", "date": "Date", "birth": "Birth", "death": "Death"}
_BOUNDS = """
SELECT ?thing ?property ?earliest ?latest WHERE {{
  VALUES (?property ?first ?last) {{ {points} }}
  VALUES ?thing {{ {things} }}
  ?thing ?first ?earliest ; ?last ?latest .
}} ORDER BY ?thing ?property
"""
_VALUES = " ".join(f"(sl:{name} sl:earliest{part} sl:latest{part})" for name, part in POINTS.items())


@dataclass(frozen=True, slots=True)
class Dependent:
    """What has its day, or another value, from a disputed point.

    Attributes:
        things: The IRIs of all that are left as open by it.
        point: The property whose value is disputed.
        earliest: The first day that is left open, where the point is a date.
        latest: The last one.
    """

    things: tuple[str, ...]
    point: str
    earliest: date | None = None
    latest: date | None = None

    @property
    def doubtful(self) -> tuple[date, date] | None:
        """The first and last day on which it is possible, and not certain, that something lasted that has this end."""
        if not self.earliest or not self.latest or self.earliest == self.latest:
            return None
        if self.point == START:
            return self.earliest, self.latest - timedelta(1)
        return (self.earliest + timedelta(1), self.latest) if self.point == END else None


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of a dispute."""
    dispute = next((one for one in library.disputes if one.dispute == iri), None)
    if dispute is None:
        return thing.read(library, links, iri)
    says = Evidence(library, links.language)
    shown = {"dispute": dispute, "dependents": _dependents(library, dispute)}
    kind, slug = split(iri) or ("", "")
    told = f"{says.differing(dispute)} {says.standing(dispute)}"
    return Page("dispute.html", says.name(iri), f"page/{kind}/{slug}", shown, description=told, about=iri)


def _dependents(library: Library, dispute: Dispute) -> Sequence[Dependent]:
    """Return the things that the dispute is about, with the days that it leaves open, alike ones together."""
    query = _BOUNDS.format(points=_VALUES, things=listed(dispute.subjects))
    found: dict[tuple[str, date, date], list[str]] = defaultdict(list)
    for about, prop, first, last in library.kg.select(query).rows:
        if about and prop and first and last and prop.value in dispute.properties:
            found[prop.value, date.fromisoformat(first.value), date.fromisoformat(last.value)].append(about.value)
    if found or dispute.properties == (TYPE,):
        return [Dependent(tuple(things), *rest) for rest, things in found.items()]
    return [Dependent(tuple(dispute.subjects), prop) for prop in dispute.properties if prop.startswith(SL)]
