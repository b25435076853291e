"""Careers: what chronology needs of a post or an office, read from a store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.worlds import Stretch, Worlds
from sovleader_kg.model import Asked
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Career", "Post", "Term", "posts_of_office", "read_career"]

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Term:
    """A term, as far as chronology needs it; `doubtful` ones are never certain."""

    iri: str
    person: str
    name: str
    post: str
    acting: bool
    doubtful: bool
    when: Stretch
    succeeds: tuple[str, ...]
    claims: tuple[str, ...]

    @property
    def spans(self) -> tuple[Stretch, ...]:
        """Its one stretch."""
        return (self.when,)


@dataclass(frozen=True, slots=True)
class Post:
    """A post: when it existed, when it lapsed, and who held it first and last.

    Claimed lapses are those that only a claim knows: the post may not have existed then.
    """

    iri: str
    when: Stretch
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
SELECT ?term ?person ?name ?post ?acting ?doubtful WHERE {{
  VALUES ?post {{ {posts} }}
  ?term sl:post ?post ; sl:holder ?person .
  ?person rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en"))
  BIND(STRDT(IF(EXISTS {{ ?term a sl:ActingTerm }}, "true", "false"), xsd:boolean) AS ?acting)
  BIND(STRDT(IF(EXISTS {{ ?term sl:atMostPossible true }}, "true", "false"), xsd:boolean) AS ?doubtful)
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
    return [row["post"] for row in _rows(engine, _POSTS.format(office=office))]


def read_career(engine: Engine, timeline: Timeline, asked: Asked, subject: str) -> Career:
    """Read the posts, terms, lapses and claims of a post ("post") or an office ("office")."""
    posts = posts_of_office(engine, subject) if asked == "office" else [subject]
    terms = _rows(engine, _TERMS.format(posts=_listed(posts)))
    lapses = _rows(engine, _LAPSES.format(posts=_listed(posts)))
    edges = _edges(engine, [*posts, *(row["term"] for row in terms)])
    timeline.about([*posts, *(row["term"] for row in terms), *(row["lapse"] for row in lapses)])
    claims = _claims(engine, [row["term"] for row in terms])
    return Career(
        asked,
        subject,
        tuple(_post(post, lapses, edges, timeline) for post in posts),
        tuple(_term(row, edges, claims, timeline) for row in terms),
        timeline.worlds,
    )


def _rows(engine: Engine, text: str) -> list[Row]:
    return [{name: node.value for name, node in row.items()} for row in rows(engine, text)]


def _listed(iris: Sequence[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _edges(engine: Engine, things: Sequence[str]) -> Mapping[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(engine, _EDGES.format(things=_listed(things))):
        found[row["thing"], row["link"].rpartition("#")[2]].append(row["value"])
    return found


def _claims(engine: Engine, terms: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(engine, _CLAIMS.format(things=_listed(terms))):
        found[row["thing"]].append(row["claim"])
    return found


def _post(post: str, lapses: Sequence[Row], edges: Mapping[tuple[str, str], list[str]], timeline: Timeline) -> Post:
    agreed, claimed = (
        tuple(timeline.lasting(row["lapse"]) for row in lapses if (row["post"], row["claimed"]) == (post, flag))
        for flag in ("false", "true")
    )
    first, final = edges.get((post, "firstHolder"), []), edges.get((post, "finalHolder"), [])
    return Post(post, timeline.lasting(post), agreed, tuple(first), tuple(final), claimed)


def _term(
    row: Row, edges: Mapping[tuple[str, str], list[str]], claims: Mapping[str, list[str]], timeline: Timeline
) -> Term:
    return Term(
        iri=row["term"],
        person=row["person"],
        name=row["name"],
        post=row["post"],
        acting=row["acting"] == "true",
        doubtful=row["doubtful"] == "true",
        when=timeline.lasting(row["term"]),
        succeeds=tuple(edges.get((row["term"], "succeeds"), [])),
        claims=tuple(claims.get(row["term"], [])),
    )
