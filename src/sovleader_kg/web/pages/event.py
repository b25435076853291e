"""Event: the page of what happened: when and where, who did what, what it decided, what it began and ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pyoxigraph import Literal, NamedNode

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.dates import days_of
from sovleader_kg.errors import DateError
from sovleader_kg.names import PREFIXES, SL, TYPE, kind_of
from sovleader_kg.nodes import Node
from sovleader_kg.prose.dates import spoken, spoken_span
from sovleader_kg.store.testimony import Testimony
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.values import read_values

__all__ = ["Event", "Held", "Marked", "Point", "read"]

WHEN = ("date", "start", "end")
ROLES = ("actor", "affected", "proposer", "spokesperson", "opponent", "participant")
REST = (
    *("concerns", "changes", "changeKind", "resultsIn", "decided", "outcome", "votesFor", "votesAgainst"),
    *("votingDelegates", "consultativeDelegates", "reason", "purpose", "venue"),
)
LINKED = ("during", "leadsTo")
_MARKED = """
SELECT ?link ?thing ?post ?holder WHERE {{
  VALUES ?link {{ sl:startedBy sl:endedBy }}
  ?thing ?link <{iri}> . OPTIONAL {{ ?thing sl:post ?post ; sl:holder ?holder }}
}} ORDER BY ?link ?post ?thing
"""
_AROUND = (
    "SELECT ?link ?event WHERE {{ VALUES ?link {{ sl:during sl:leadsTo }} ?event ?link <{iri}> }} ORDER BY ?link ?event"
)


@dataclass(frozen=True, slots=True)
class Point:
    """Something told of the event: the values that the graph takes, and who says so.

    Attributes:
        name: The property, without its space.
        predicate: Its IRI.
        values: The values that the graph takes; none where nothing is agreed.
        claims: Every claim on it.
    """

    name: str
    predicate: str
    values: Sequence[Node]
    claims: Sequence[Testimony]


@dataclass(frozen=True, slots=True)
class Held:
    """What begins or ends with the event, and of a holding of a post, who held it."""

    thing: str
    holder: str | None


@dataclass(frozen=True, slots=True)
class Marked:
    """What begins or ends with the event: holdings of one post, or other things where `post` is None."""

    post: str | None
    things: Sequence[Held]


@dataclass(frozen=True, slots=True)
class Event:
    """What the page of an event shows.

    Attributes:
        iri: Its name.
        kind: IRI of what kind of event it was.
        when: When it was, in words; empty where nothing is known.
        sure: Whether one day alone is possible for each end.
        dates: What is told of its days.
        roles: Who had which part in it.
        points: What else is told of it.
        began: What it began, by post.
        ended: What it ended, by post.
        within: What it was part of.
        parts: Events in the course of it.
        before: What led to it.
        after: What it led to.
        notes: Notes of the editors.
        disputes: Disputes about it that none of its points tells of.
        links: Addresses of pages about it.
    """

    iri: str
    kind: str
    when: str
    sure: bool
    dates: Sequence[Point]
    roles: Sequence[Point]
    points: Sequence[Point]
    began: Sequence[Marked]
    ended: Sequence[Marked]
    within: Point | None
    parts: Sequence[str]
    before: Sequence[str]
    after: Point | None
    notes: Sequence[Node]
    disputes: Sequence[Dispute]
    links: Sequence[str]


def read(library: Library, links: Links, iri: str) -> Page:
    """Return the page of an event."""
    found, says = _event(library, iri, links.language), Evidence(library, links.language)
    kind, slug = split(iri) or ("", "")
    told = " ".join(part for part in (f"{says.name(iri)}.", found.when and f"{says.start(found.when)}.") if part)
    shown = {"event": found}
    return Page("event.html", says.name(iri), f"page/{kind}/{slug}", shown, description=told, about=iri)


def _event(library: Library, iri: str, language: str) -> Event:
    values = read_values(library.kg, iri)
    claims: dict[str, list[Testimony]] = defaultdict(list)
    for said in library.kg.lookup.about(iri):
        claims[said.predicate].append(said)
    points = {name: _point(name, values, claims) for name in (*WHEN, *ROLES, *REST, *LINKED)}
    marked, around = _marked(library, iri), _around(library, iri)
    named = {node.value for role in ROLES[:-1] for node in points[role].values}
    others = [node for node in points["participant"].values if node.value not in named]
    points["participant"] = Point("participant", f"{SL}participant", others, points["participant"].claims)
    bounds = _bounds(values)
    return Event(
        iri,
        _kind(values),
        _when(points, bounds, language),
        bool(bounds) and all(first == last for first, last in bounds.values()),
        _told(points, WHEN),
        _told(points, ROLES),
        _told(points, REST),
        marked["startedBy"],
        marked["endedBy"],
        points["during"] if points["during"].values or points["during"].claims else None,
        around["during"],
        around["leadsTo"],
        points["leadsTo"] if points["leadsTo"].values or points["leadsTo"].claims else None,
        values[PREFIXES["skos"] + "note"],
        _untold(library, iri, points.values()),
        sorted(node.value for node in values[PREFIXES["foaf"] + "isPrimaryTopicOf"]),
    )


def _untold(library: Library, iri: str, points: Iterable[Point]) -> list[Dispute]:
    told = {
        library.disputed[said.claim].dispute for one in points for said in one.claims if said.claim in library.disputed
    }
    return [one for one in library.disputes if iri in one.subjects and one.dispute not in told]


def _point(name: str, values: Mapping[str, Sequence[Node]], claims: Mapping[str, Sequence[Testimony]]) -> Point:
    predicate = f"{SL}{name}"
    return Point(name, predicate, values.get(predicate, ()), claims.get(predicate, ()))


def _told(points: Mapping[str, Point], names: Sequence[str]) -> list[Point]:
    return [points[name] for name in names if points[name].values or (points[name].claims and name != "participant")]


def _kind(values: Mapping[str, Sequence[Node]]) -> str:
    """Return the most telling class of an event."""
    classes = sorted(node.value for node in values[TYPE] if node.value.startswith(SL))
    return next((one for one in classes if one != f"{SL}Event"), f"{SL}Event")


def _bounds(values: Mapping[str, Sequence[Node]]) -> dict[str, tuple[date, date]]:
    """Return the first and last day that each of its points may be on, where both are known."""
    found = {}
    for name in WHEN:
        ends = [values.get(f"{SL}{side}{name.capitalize()}", ()) for side in ("earliest", "latest")]
        if all(ends):
            first, last = (date.fromisoformat(end[0].value) for end in ends)
            found[name] = (first, last)
    return found


def _when(points: Mapping[str, Point], bounds: Mapping[str, tuple[date, date]], language: str) -> str:
    """Return when it was: the agreed dates, or else the days that are left open; as a span where it lasted."""

    def said(name: str) -> str:
        agreed = next((node.value for node in points[name].values if isinstance(node, Literal)), None)
        open_days = bounds.get(name)
        if open_days and (agreed is None or _extent(agreed) != open_days):
            return spoken_span(*open_days, language)
        return spoken(agreed, language) if agreed else ""

    start, end = said("start"), said("end")
    if start and end and start != end:
        return f"{start} – {end}"
    return start or end or said("date")


def _extent(agreed: str) -> tuple[date, date] | None:
    """Return the first and last day of a date, if it has both."""
    try:
        days = days_of(agreed)
    except DateError:
        return None
    first, last = days.earliest, days.latest
    return (date.fromordinal(first), date.fromordinal(last)) if first and last else None


def _marked(library: Library, iri: str) -> dict[str, list[Marked]]:
    """Return what the event began and ended, posts first, then tenures, leaderships and the like."""
    found: dict[str, dict[str, list[Held]]] = {"startedBy": defaultdict(list), "endedBy": defaultdict(list)}
    for link, thing, post, holder in library.kg.select(_MARKED.format(iri=iri)).rows:
        if link and isinstance(thing, NamedNode):
            found[link.value.removeprefix(SL)][post.value if post else ""].append(
                Held(thing.value, holder.value if holder else None)
            )
    return {name: _by_post(things) for name, things in found.items()}


def _by_post(things: Mapping[str, Sequence[Held]]) -> list[Marked]:
    ordered = sorted(things.items(), key=lambda one: (not one[0], one[0]))
    return [Marked(post or None, found) for post, found in ordered]


def _around(library: Library, iri: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {"during": [], "leadsTo": []}
    for link, event in library.kg.select(_AROUND.format(iri=iri)).rows:
        if link and event and kind_of(event.value) not in {"claim", None}:
            found[link.value.removeprefix(SL)].append(event.value)
    return found
