"""Careers: a post or an office with everybody who held it, read from a store, one or all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sovleader_kg.answers.chronology.constraints import Stretch
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.answers.chronology.worlds import Worlds
from sovleader_kg.dates import FIRST, LAST
from sovleader_kg.model import Asked
from sovleader_kg.names import SL
from sovleader_kg.store.engines import Engine, texts

__all__ = ["Career", "Post", "Records", "Term", "posts_of_office", "read_career", "read_records"]

_Row = Mapping[str, str]
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
  {about}
  ?term sl:post ?post ; sl:holder ?person .
  ?person rdfs:label ?name . FILTER(LANGMATCHES(LANG(?name), "en"))
  BIND(STRDT(IF(EXISTS {{ ?term a sl:ActingTerm }}, "true", "false"), xsd:boolean) AS ?acting)
}}
"""
_EDGES = """
SELECT ?thing ?link ?value WHERE {{
  {about}
  VALUES ?link {{ sl:succeeds sl:firstHolder sl:finalHolder }}
  ?thing ?link ?value .
}}
"""
_LAPSES = """
SELECT ?lapse ?post ?claimed WHERE {{
  {about}
  {{ ?lapse a sl:Lapse ; sl:lapseOf ?post . BIND(STRDT("false", xsd:boolean) AS ?claimed) }}
  UNION
  {{ ?lapse a sl:AttestedEntity .
    ?claim rdf:subject ?lapse ; rdf:predicate sl:lapseOf ; rdf:object ?post .
    FILTER NOT EXISTS {{ ?resolution sl:rejects ?claim }}
    BIND(STRDT("true", xsd:boolean) AS ?claimed) }}
}}
"""
_CLAIMS = """
SELECT ?thing ?value WHERE {{
  {about}
  ?thing sl:post ?post .
  {{ ?value rdf:subject ?thing }} UNION {{ ?thing sl:partOfTenure/^rdf:subject ?value }}
  MINUS {{ ?resolution sl:rejects ?value }}
}}
"""


def posts_of_office(engine: Engine, office: str) -> list[str]:
    """Return the posts that an office has been held under."""
    return [row["post"] for row in texts(engine, _POSTS.format(office=office))]


def read_career(engine: Engine, timeline: Timeline, asked: Asked, subject: str) -> Career:
    """Read the posts, terms, lapses and claims of a post ("post") or an office ("office")."""
    posts = posts_of_office(engine, subject) if asked == "office" else [subject]
    terms, lapses = (texts(engine, query.format(about=_values("post", posts))) for query in (_TERMS, _LAPSES))
    held = [row["term"] for row in terms]
    timeline.about([*posts, *held, *(row["lapse"] for row in lapses)])
    links = _links(engine, _values("thing", [*posts, *held]), _values("thing", held))
    return Records(terms, lapses, links, timeline).career(asked, subject, posts)


def read_records(engine: Engine, timeline: Timeline) -> Records:
    """Read the terms, lapses and claims of all posts at once, and all that is dated."""
    terms, lapses = (texts(engine, query.format(about="")) for query in (_TERMS, _LAPSES))
    return Records(terms, lapses, _links(engine, "", ""), timeline.whole())


class Records:
    """What was read of some posts: their careers are made of it."""

    def __init__(self, terms: Iterable[_Row], lapses: Iterable[_Row], links: _Links, timeline: Timeline) -> None:
        """Take rows and links; the timeline has read the dates of all that they name."""
        self._lapses, self._links, self._timeline = _by_post(lapses), links, timeline
        made = ((post, [_term(row, links, timeline) for row in rows]) for post, rows in _by_post(terms).items())
        self._terms = dict(made)

    def career(self, asked: Asked, subject: str, posts: Sequence[str]) -> Career:
        """Return the career of a post, or of an office with the posts that it has been held under."""
        terms = sorted((term for post in posts for term in self._terms.get(post, ())), key=lambda term: term.iri)
        return Career(asked, subject, tuple(map(self._post, posts)), tuple(terms), self._timeline.worlds)

    def _post(self, post: str) -> Post:
        agreed, claimed = (
            tuple(self._timeline.lasting(row["lapse"]) for row in self._lapses.get(post, ()) if row["claimed"] == flag)
            for flag in ("false", "true")
        )
        held = [term.stretch for term in self._terms.get(post, ()) if not term.doubtful]
        first, final = (self._links.get((post, link), ()) for link in ("firstHolder", "finalHolder"))
        return Post(post, _held(self._timeline.lasting(post), held), agreed, first, final, claimed)


def _by_post(rows: Iterable[_Row]) -> Mapping[str, Sequence[_Row]]:
    found: dict[str, list[_Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: sorted(row.items())):
        found[row["post"]].append(row)
    return found


def _values(name: str, iris: Sequence[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def _links(engine: Engine, things: str, terms: str) -> _Links:
    """Read the holders and terms that posts and terms name, and the claims on terms."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in texts(engine, _EDGES.format(about=things)):
        found[row["thing"], row["link"].removeprefix(SL)].append(row["value"])
    for row in texts(engine, _CLAIMS.format(about=terms)):
        found[row["thing"], "claim"].append(row["value"])
    return {key: tuple(sorted(values)) for key, values in found.items()}


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
        succeeds=links.get((term, "succeeds"), ()),
        claims=links.get((term, "claim"), ()),
    )
