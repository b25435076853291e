"""Filing: by what disputes are found: how they stand, between whom, on what kind of point, about whom and what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import SL, TYPE, kind_of
from sovleader_kg.web.pages.links import split

__all__ = ["DRAWERS", "Choice", "Filing", "choices", "file", "found"]

DRAWERS = ("status", "scope", "point", "person", "post")
# Kinds of points that are looked for together; a point of none of them is "other".
KINDS = {
    "start": {"start"},
    "end": {"end"},
    "day": {"date"},
    "birth": {"birth"},
    "death": {"death"},
    "number": {"consultativeDelegates", "votingDelegates", "votesAgainst", "votesFor", "frequencyYears", "seats"},
    "existence": {"type"},
}
FILED = {"person": "person", "post": "post", "body": "post", "office": "post"}  # where a thing of a kind is filed
_BEHIND = """
SELECT DISTINCT ?subject ?person ?post WHERE {
  ?dispute sl:disputedSubject ?subject .
  OPTIONAL { ?subject sl:holder|sl:tenureHolder|sl:leader|sl:actor|sl:affected ?person }
  OPTIONAL { ?subject sl:post|sl:concerns|sl:changes|sl:resultsIn|sl:lapseOf ?own }
  OPTIONAL { ?subject sl:post ?held . ?held sl:postIn ?body }
  BIND(COALESCE(?body, ?own) AS ?post)
}
"""

Filing = Mapping[str, frozenset[str]]  # what a dispute is found by, in each drawer


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that disputes are filtered by, and how many there are of it."""

    value: str
    count: int


def file(kg: KnowledgeGraph, disputes: Sequence[Dispute]) -> dict[str, Filing]:
    """Return what each dispute is found by."""
    behind: dict[str, dict[str, set[str]]] = defaultdict(lambda: {"person": set(), "post": set()})
    for subject, person, post in kg.select(_BEHIND).rows:
        if subject:
            own = behind[subject.value]
            for thing in (subject, person, post):
                kind = kind_of(thing.value) if thing else None
                if thing and kind in FILED:
                    own[FILED[kind]].add(thing.value)
    return {one.dispute: _filing(one, behind) for one in disputes}


def found(filings: Mapping[str, Filing], asked: Mapping[str, str]) -> list[str] | None:
    """Return the disputes that fit what is asked for; None where no dispute at all has such a value."""
    for drawer, value in asked.items():
        if not any(value in filing[drawer] for filing in filings.values()):
            return None
    return [one for one, filing in filings.items() if all(value in filing[drawer] for drawer, value in asked.items())]


def choices(filings: Mapping[str, Filing], drawer: str) -> list[Choice]:
    """Return what disputes can be filtered by in a drawer, the most frequent first."""
    counts = Counter(value for filing in filings.values() for value in filing[drawer])
    return [Choice(value, count) for value, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))]


def _filing(dispute: Dispute, behind: Mapping[str, Mapping[str, set[str]]]) -> Filing:
    points = {_kind(prop) for prop in dispute.properties}
    subjects = [behind[one] for one in dispute.subjects if one in behind]
    return {
        "status": frozenset({dispute.status}),
        "scope": frozenset({"within" if one == "within-one-source" else "between" for one in dispute.scopes}),
        "point": frozenset(points),
        "person": frozenset(_slug(one) for subject in subjects for one in subject["person"]),
        "post": frozenset(_slug(one) for subject in subjects for one in subject["post"]),
    }


def _kind(prop: str) -> str:
    name = "type" if prop == TYPE else prop.removeprefix(SL)
    return next((kind for kind, names in KINDS.items() if name in names), "other")


def _slug(iri: str) -> str:
    kind, slug = split(iri) or ("", "")
    return slug if kind == "person" else f"{kind}:{slug}"
