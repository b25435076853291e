"""Careers: a post or an office with everybody who held it, read from a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sovleader_kg.answers.chronology.constraints import Stretch
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.model import Asked
from sovleader_kg.names import SL
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Career", "Post", "Term", "posts_of_office", "read_career"]

_Links = Mapping[tuple[str, str], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Term:
    """A term, as far as chronology needs it; `doubtful` ones are never certain."""

    iri: str
    person: str
    name: str
    post: str
    acting: bool
    doubtful: bool
    stretch: Stretch
    succeeds: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Its one stretch."""
        return (self.stretch,)


@dataclass(frozen=True, slots=True)
class Post:
    """A post: when it existed, when it lapsed, and who held it first and last.

    Claimed lapses are those that only a claim knows: the post may not have existed then.
    """

    iri: str
    stretch: Stretch
    lapses: tuple[Stretch, ...]
    first_holders: tuple[str, ...]
    final_holders: tuple[str, ...]
    claimed_lapses: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True)
class Career:
    """A post or an office with all its posts and terms, and the worlds that they live in."""

    asked: Asked
    subject: str
    posts: tuple[Post, ...]
    terms: tuple[Term, ...]
    worlds: Worlds = field(compare=False)


_POSTS = "SELECT ?post WHERE {{ ?post sl:incarnationOf <{office}> }} ORDER BY ?post"
_TERMS = """
SELECT ?term ?person ?name ?post ?acting WHERE {{
  VALUES ?post {{ {posts} }}
  ?term sl:post ?post ; sl:holder ?person .
  ?person rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en"))
  BIND(STRDT(IF(EXISTS {{ ?term a sl:ActingTerm }}, "true", "false"), xsd:boolean) AS ?acting)
}} ORDER BY ?term
"""
_EDGES = """
SELECT ?thing ?link ?value WHERE {{
  VALUES ?thing {{ {things} }}
  VALUES ?link {{ sl:succeeds sl:firstHolder sl:finalHolder }}
  ?thing ?link ?value .
}} ORDER BY ?thing ?value
"""
_LAPSES = """
SELECT ?lapse ?post ?claimed WHERE {{
  VALUES ?post {{ {posts} }}
  {{ ?lapse a sl:Lapse ; sl:lapseOf ?post . BIND(STRDT("false", xsd:boolean) AS ?claimed) }}
  UNION
  {{ ?lapse a sl:AttestedEntity .
    ?claim rdf:subject ?lapse ; rdf:predicate sl:lapseOf ; rdf:object ?post .
    FILTER NOT EXISTS {{ ?resolution sl:rejects ?claim }}
    BIND(STRDT("true", xsd:boolean) AS ?claimed) }}
}} ORDER BY ?lapse
"""
_CLAIMS = """
SELECT ?thing ?claim WHERE {{
  VALUES ?thing {{ {things} }}
  {{ ?claim rdf:subject ?thing }} UNION {{ ?thing sl:partOfTenure/^rdf:subject ?claim }}
  FILTER NOT EXISTS {{ ?resolution sl:rejects ?claim }}
}} ORDER BY ?claim
"""


def posts_of_office(engine: Engine, office: str) -> list[str]:
    """Return the posts that an office has been held under."""
    return [row["post"] for row in texts(engine, _POSTS.format(office=office))]


def read_career(engine: Engine, timeline: Timeline, asked: Asked, subject: str) -> Career:
    """Read the posts, terms, lapses and claims of a post ("post") or an office ("office")."""
    posts = posts_of_office(engine, subject) if asked == "office" else [subject]
    rows = texts(engine, _TERMS.format(posts=_listed(posts)))
    lapses = texts(engine, _LAPSES.format(posts=_listed(posts)))
    terms = [row["term"] for row in rows]
    links = _links(engine, posts, terms)
    timeline.about([*posts, *terms, *(row["lapse"] for row in lapses)])
    held = tuple(_term(row, links, timeline) for row in rows)
    existing = tuple(_post(post, lapses, links, timeline, held) for post in posts)
    return Career(asked, subject, existing, held, timeline.worlds)


def _listed(iris: Sequence[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _links(engine: Engine, posts: Sequence[str], terms: Sequence[str]) -> _Links:
    """Read the holders and terms that posts and terms name, and the claims on terms."""
    found: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for row in texts(engine, _EDGES.format(things=_listed([*posts, *terms]))):
        found[row["thing"], row["link"].removeprefix(SL)] += (row["value"],)
    for row in texts(engine, _CLAIMS.format(things=_listed(terms))):
        found[row["thing"], "claim"] += (row["claim"],)
    return found


def _post(
    post: str, lapses: Sequence[Mapping[str, str]], links: _Links, timeline: Timeline, terms: Sequence[Term]
) -> Post:
    agreed, claimed = (
        tuple(timeline.lasting(row["lapse"]) for row in lapses if (row["post"], row["claimed"]) == (post, flag))
        for flag in ("false", "true")
    )
    existence = _held(timeline.lasting(post), [one.stretch for one in terms if one.post == post and not one.doubtful])
    return Post(post, existence, agreed, links[post, "firstHolder"], links[post, "finalHolder"], claimed)


def _held(existence: Stretch, held: Sequence[Stretch]) -> Stretch:
    """Return when a post existed: what is certainly held exists, where nothing tells since or until when it does."""
    start, end = existence.start, existence.end
    begun, lasts = (
        min((one.start.latest for one in held), default=LAST),
        max((one.end.earliest for one in held), default=FIRST),
    )
    if start.own and start.latest == LAST and begun >= start.earliest:
        start = replace(start, latest=begun)
    if end.own and end.earliest == FIRST and lasts <= end.latest:
        end = replace(end, earliest=lasts)
    return Stretch(start, end)


def _term(row: Mapping[str, str], links: _Links, timeline: Timeline) -> Term:
    term = row["term"]
    return Term(
        iri=term,
        person=row["person"],
        name=row["name"],
        post=row["post"],
        acting=row["acting"] == "true",
        doubtful=term in timeline.doubtful,
        stretch=timeline.lasting(term),
        succeeds=links[term, "succeeds"],
        claims=links[term, "claim"],
    )
