"""Careers: what chronology needs of a post or an office, read from a store by SPARQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sovleader_kg.chronology import Career, Point, Post, Stretch, Term
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.model import Asked
from sovleader_kg.store import Engine, rows

__all__ = ["posts_of_office", "read_career"]

Row = Mapping[str, str]
Links = dict[tuple[str, str], list[str]]

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
_LINKS = """
SELECT ?thing ?link ?value WHERE {{
  VALUES ?thing {{ {things} }}
  VALUES ?link {{
    sl:startedBy sl:endedBy sl:earliestStart sl:latestStart sl:earliestEnd sl:latestEnd
    sl:succeeds sl:firstHolder sl:finalHolder
  }}
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
    links = _links(engine, dated)
    claims = _claims(engine, [row["term"] for row in terms])
    return Career(
        asked,
        subject,
        tuple(_post(post, lapses, links) for post in posts),
        tuple(_term(row, links, claims) for row in terms),
    )


def _rows(engine: Engine, text: str) -> list[Row]:
    return [{name: node.value for name, node in row.items()} for row in rows(engine, text)]


def _listed(iris: Sequence[str]) -> str:
    return " ".join(f"<{iri}>" for iri in iris)


def _links(engine: Engine, things: Sequence[str]) -> Links:
    found: Links = defaultdict(list)
    for row in _rows(engine, _LINKS.format(things=_listed(things))):
        found[row["thing"], row["link"].rpartition("#")[2]].append(row["value"])
    return found


def _stretch(thing: str, links: Links) -> Stretch:
    return Stretch(_point(thing, "startedBy", "Start", links), _point(thing, "endedBy", "End", links))


def _point(thing: str, event: str, side: str, links: Links) -> Point:
    name = next(iter(links.get((thing, event), ())), f"{thing} {side}")
    earliest = (as_day(day) for day in links.get((thing, f"earliest{side}"), ()))
    latest = (as_day(day) for day in links.get((thing, f"latest{side}"), ()))
    return Point(name, next(earliest, FIRST), next(latest, LAST))


def _claims(engine: Engine, terms: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in _rows(engine, _CLAIMS.format(things=_listed(terms))):
        found[row["thing"]].append(row["claim"])
    return found


def _post(post: str, lapses: Sequence[Row], links: Links) -> Post:
    agreed, claimed = (
        tuple(_stretch(row["lapse"], links) for row in lapses if (row["post"], row["claimed"]) == (post, flag))
        for flag in ("false", "true")
    )
    first, final = links.get((post, "firstHolder"), []), links.get((post, "finalHolder"), [])
    return Post(post, _stretch(post, links), agreed, tuple(first), tuple(final), claimed)


def _term(row: Row, links: Links, claims: Mapping[str, list[str]]) -> Term:
    return Term(
        iri=row["term"],
        person=row["person"],
        name=row["name"],
        post=row["post"],
        acting=row["acting"] == "true",
        doubtful=row["doubtful"] == "true",
        when=_stretch(row["term"], links),
        succeeds=tuple(links.get((row["term"], "succeeds"), [])),
        claims=tuple(claims.get(row["term"], [])),
    )
