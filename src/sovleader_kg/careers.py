"""Careers: what chronology needs of a post or an office, read from a store by SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from pyoxigraph import QuerySolutions

from sovleader_kg.chronology import Career, Point, Post, Stretch, Term
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.model import Asked
from sovleader_kg.store import Engine

__all__ = ["posts_of_office", "read_career"]

Row = Mapping[str, str]

_POSTS = "SELECT ?post WHERE {{ ?post sl:incarnationOf <{office}> }} ORDER BY ?post"
_TERMS = """
SELECT ?term ?person ?name ?post ?acting ?doubtful WHERE {{
  VALUES ?post {{ {posts} }}
  ?term sl:post ?post ; sl:holder ?person .
  ?person rdfs:label ?name . FILTER(LANG(?name) = "en")
  BIND(EXISTS {{ ?term a sl:ActingTerm }} AS ?acting)
  BIND(EXISTS {{ ?term sl:atMostPossible true }} AS ?doubtful)
}} ORDER BY ?term
"""
_BOUNDS = """
SELECT ?thing ?startedBy ?endedBy ?earliestStart ?latestStart ?earliestEnd ?latestEnd WHERE {{
  VALUES ?thing {{ {things} }}
  OPTIONAL {{ ?thing sl:startedBy ?startedBy }}
  OPTIONAL {{ ?thing sl:endedBy ?endedBy }}
  OPTIONAL {{ ?thing sl:earliestStart ?earliestStart }}
  OPTIONAL {{ ?thing sl:latestStart ?latestStart }}
  OPTIONAL {{ ?thing sl:earliestEnd ?earliestEnd }}
  OPTIONAL {{ ?thing sl:latestEnd ?latestEnd }}
}}
"""
_LINKS = """
SELECT ?thing ?link ?value WHERE {{
  VALUES ?thing {{ {things} }}
  VALUES ?link {{ sl:succeeds sl:firstHolder sl:finalHolder }}
  ?thing ?link ?value .
}} ORDER BY ?thing ?value
"""
_LAPSES = """
SELECT ?lapse ?post ?claimed WHERE {{
  VALUES ?post {{ {posts} }}
  {{ ?lapse a sl:Lapse ; sl:lapseOf ?post . BIND(false AS ?claimed) }}
  UNION
  {{ ?lapse a sl:AttestedEntity .
    ?claim rdf:subject ?lapse ; rdf:predicate sl:lapseOf ; rdf:object ?post .
    FILTER NOT EXISTS {{ ?resolution sl:rejects ?claim }}
    BIND(true AS ?claimed) }}
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


def read_career(engine: Engine, asked: Asked, subject: str) -> Career:
    """Read the posts, terms, lapses and claims of a post ("post") or an office ("office")."""
    posts = posts_of_office(engine, subject) if asked == "office" else [subject]
    terms = _rows(engine, _TERMS.format(posts=_listed(posts)))
    lapses = _rows(engine, _LAPSES.format(posts=_listed(posts)))
    dated = [*posts, *(row["term"] for row in terms), *(row["lapse"] for row in lapses)]
    when = _stretches(engine, dated)
    links = _links(engine, dated)
    claims = _claims(engine, [row["term"] for row in terms])
    return Career(
        asked,
        subject,
        tuple(_post(post, when, lapses, links) for post in posts),
        tuple(_term(row, when, links, claims) for row in terms),
    )


def _rows(engine: Engine, text: str) -> list[Row]:
    solutions = engine.query(text)
    assert isinstance(solutions, QuerySolutions)
    names = [variable.value for variable in solutions.variables]
    return [{name: node.value for name in names if (node := row[name]) is not None} for row in solutions]


def _listed(iris: Sequence[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _stretches(engine: Engine, things: Sequence[str]) -> dict[str, Stretch]:
    found = {row["thing"]: _stretch(row) for row in _rows(engine, _BOUNDS.format(things=_listed(things)))}
    return {thing: found[thing] for thing in things}


def _stretch(row: Row) -> Stretch:
    return Stretch(_point(row, "startedBy", "Start"), _point(row, "endedBy", "End"))


def _point(row: Row, event: str, side: str) -> Point:
    earliest, latest = row.get(f"earliest{side}"), row.get(f"latest{side}")
    return Point(
        row.get(event) or f"{row['thing']} {side}",
        as_day(earliest) if earliest else FIRST,
        as_day(latest) if latest else LAST,
    )


def _links(engine: Engine, things: Sequence[str]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in _rows(engine, _LINKS.format(things=_listed(things))):
        found[row["thing"], row["link"].rpartition("#")[2]].append(row["value"])
    return found


def _claims(engine: Engine, terms: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(engine, _CLAIMS.format(things=_listed(terms))):
        found[row["thing"]].append(row["claim"])
    return found


def _post(
    post: str, when: Mapping[str, Stretch], lapses: Sequence[Row], links: Mapping[tuple[str, str], list[str]]
) -> Post:
    agreed, claimed = (
        tuple(when[row["lapse"]] for row in lapses if (row["post"], row["claimed"]) == (post, flag))
        for flag in ("false", "true")
    )
    first, final = links.get((post, "firstHolder"), []), links.get((post, "finalHolder"), [])
    return Post(post, when[post], agreed, tuple(first), tuple(final), claimed)


def _term(
    row: Row,
    when: Mapping[str, Stretch],
    links: Mapping[tuple[str, str], list[str]],
    claims: Mapping[str, list[str]],
) -> Term:
    return Term(
        iri=row["term"],
        person=row["person"],
        name=row["name"],
        post=row["post"],
        acting=row["acting"] == "true",
        doubtful=row["doubtful"] == "true",
        when=when[row["term"]],
        succeeds=tuple(links.get((row["term"], "succeeds"), [])),
        claims=tuple(claims.get(row["term"], [])),
    )
