"""Start: the question that the site begins with: who held a post on a day, how sure that is, where sources differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.leadership import Leaders
from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.errors import SovleaderError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.model import Holding, Nobody
from sovleader_kg.names import OFFICE, SL
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.timeline import picture
from sovleader_kg.web.pages.words import WORDS

__all__ = ["Candidate", "Day", "read"]

ENDS = (f"{SL}start", f"{SL}end")
FIRST_DAY = "1953-09-10"  # what the start page shows before anything is asked
_POSTS = "SELECT DISTINCT ?post WHERE { ?term sl:post ?post } ORDER BY ?post"


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone who may have held a post on a day.

    Attributes:
        holding: Who, which post and term, and how certain it is.
        notes: What is noted beside it: "enters", "leaves", "acting".
        said: What sources say of the start and the end of the term, by property.
    """

    holding: Holding
    notes: tuple[str, ...]
    said: tuple[tuple[str, tuple[Testimony, ...]], ...]


@dataclass(frozen=True, slots=True)
class Day:
    """A day: candidates for a post, why there may have been none, who led in effect, disputes about the terms."""

    candidates: Sequence[Candidate]
    nobody: Nobody | None
    leaders: Leaders
    disputes: Sequence[Dispute]


def read(library: Library, links: Links, parameters: Mapping[str, str]) -> Page:
    """Return the start page for a `day` and a `post`; 400 for what is not one."""
    day, post = parameters.get("day", FIRST_DAY), parameters.get("post") or OFFICE
    error, found = None, None
    try:
        found = _day(library.kg, post, day, library.disputes)
    except SovleaderError as problem:
        error = str(problem)
    posts = [node.value for (node,) in library.kg.select(_POSTS).rows if node is not None]
    values = {"day": day, "asked": post, "error": error, "found": found, "posts": posts}
    return Page(
        "start.html",
        WORDS[links.language]["start"],
        "",
        {**values, "picture": picture(library, links)},
        {"day": day, "post": post},
        status=400 if error else 200,
    )


def _day(kg: KnowledgeGraph, post: str, day: str, disputes: Sequence[Dispute]) -> Day:
    """Read what the graph says of a post on a day."""
    answer, leaders = kg.who(post, on=day), kg.leaders(on=day)
    terms = [holding.term for holding in answer.answers]
    about = {one.dispute: one for term in terms for one in disputes if one.concerns(term)}
    return Day([_candidate(kg, one) for one in answer.answers], answer.nobody, leaders, list(about.values()))


def _candidate(kg: KnowledgeGraph, holding: Holding) -> Candidate:
    ends = [one for one in kg.explain(holding.term).statements if one.predicate in ENDS]
    said = tuple((end.predicate, end.claims) for end in reversed(ends) if end.claims)
    notes = tuple(note for note in (holding.boundary, "acting" if holding.acting else None) if note)
    return Candidate(holding, notes, said)
