"""Shows: what the timeline can be narrowed to: the office, the heads of government and state, a body, the republics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.directory import Section
from sovleader_kg.export.lanes import Lane
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import OFFICE, expand

__all__ = ["FIRST", "Show", "lanes_of", "read_shows"]

FIRST = "office"
_LED = "led"
_REPUBLICS = f"""
SELECT ?post WHERE {{
  ?post sl:postIn ?party . ?party sl:bodyKind concept:party .
  FILTER NOT EXISTS {{ ?other sl:postIn ?party ; sl:incarnationOf {OFFICE} }}
}} ORDER BY ?post
"""


@dataclass(frozen=True, slots=True)
class Show:
    """A part of the timeline.

    Attributes:
        key: What it is called in addresses.
        body: IRI of the body that it is about, or None where a word names it.
        posts: IRIs of the posts that it has lanes for, from top to bottom; none of the office and of who led in effect.
    """

    key: str
    body: str | None = None
    posts: tuple[str, ...] = ()


def read_shows(kg: KnowledgeGraph, sections: Sequence[Section]) -> Mapping[str, Show]:
    """Return the parts of the timeline that have lanes, by key, in the order in which they are offered."""
    republics = {node.value for (node,) in kg.select(_REPUBLICS).rows if node is not None}
    heads = [one for one in sections if one.kind == "office" and one.subject != expand(OFFICE)]
    single = [post for section in sections if section.kind == "posts" for post in _posts(section)]
    bodies = [one for one in sections if one.kind == "body" and one.subject]
    found = (
        Show(FIRST),
        Show("heads", posts=tuple(post.iri for one in heads for line in one.lines for post in line.career.posts)),
        Show(_LED),
        *(Show(str(one.subject).rpartition("/")[2], one.subject, _posts(one)) for one in bodies),
        Show("republics", posts=tuple(post for post in single if post in republics)),
        Show("others", posts=tuple(post for post in single if post not in republics)),
    )
    return {one.key: one for one in found if one.posts or one.key in {FIRST, _LED}}


def _posts(section: Section) -> tuple[str, ...]:
    return tuple(line.career.subject for line in section.lines)


def lanes_of(kg: KnowledgeGraph, show: Show, language: str) -> list[Lane]:
    """Return the lanes of a part of the timeline."""
    if show.posts:
        return kg.lanes(language, posts=show.posts)
    lanes = kg.lanes(language)
    led = [lane for lane in lanes if any(bar.kind in {"leadership", "collective"} for bar in lane.bars)]
    return led if show.key == _LED else lanes
