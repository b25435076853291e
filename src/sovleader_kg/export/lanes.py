"""Lanes: what the timeline shows: a lane for each post of the office, then who led in effect, together, and gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import chain

from pyoxigraph import NamedNode

from sovleader_kg.names import OFFICE
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Bar", "Lane", "Mark", "read_lanes"]


Row = Mapping[str, Node]
_BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_DATED = " ".join(f"OPTIONAL {{ ?thing sl:{name} ?{name} }}" for name in _BOUNDS)
_TERMS = f"""
SELECT * WHERE {{
  ?lane sl:incarnationOf {OFFICE} .
  ?thing sl:post ?lane ; sl:holder ?who .
  OPTIONAL {{ ?thing a ?acting FILTER(?acting = sl:ActingTerm) }}
  {_DATED}
}} ORDER BY ?lane ?thing
"""
_POSTS = f"SELECT * WHERE {{ ?thing sl:incarnationOf {OFFICE} . {_DATED} }} ORDER BY ?thing"
_OTHERS = {
    "leadership": (
        f"SELECT * WHERE {{ ?thing a sl:EffectiveLeadership ; sl:leader ?who . {_DATED} }} ORDER BY ?thing ?who",
    ),
    "collective": (f"SELECT * WHERE {{ ?thing a sl:CollectiveLeadership . {_DATED} }} ORDER BY ?thing",),
    "vacancy": tuple(
        f"SELECT * WHERE {{ ?thing a sl:{kind} . {_DATED} }} ORDER BY ?thing" for kind in ("Lapse", "Vacancy")
    ),
}
_NAMES = {
    "en": {"leadership": "Led in effect", "collective": "Several together", "vacancy": "Title out of use"},
    "ru": {"leadership": "Руководили на деле", "collective": "Сообща", "vacancy": "Без этого названия"},
}
_CHANGES = f"""
SELECT ?thing ?lane ?earliest ?latest WHERE {{
  ?thing a sl:PostChange ; sl:changes ?lane ; sl:earliestDate ?earliest ; sl:latestDate ?latest .
  ?lane sl:incarnationOf {OFFICE} .
}} ORDER BY ?earliest ?thing
"""
_LABELS = """
SELECT ?thing ?label WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "{language}"))
}} ORDER BY ?thing ?label
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """Something that lasts: what it is, what it is called, its bounds (None where nothing is known), and its kind.

    The kind is "term", "acting", "leadership", "collective", "vacancy" or "post".
    """

    thing: str
    label: str
    kind: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of either end."""
        return any((self.earliest_start, self.latest_start, self.earliest_end, self.latest_end))


@dataclass(frozen=True, slots=True)
class Mark:
    """A change of a post: the event, its label, and the first and last day that it may have been on."""

    thing: str
    label: str
    earliest: date
    latest: date


@dataclass(frozen=True, slots=True)
class Lane:
    """A lane: what it is about, its label, when that existed, its bars and its marks."""

    thing: str | None
    label: str
    exists: tuple[Bar, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...] = ()


def read_lanes(engine: Engine, language: str) -> list[Lane]:
    """Read the timeline.

    Args:
        engine: A store of the published graph.
        language: "en" or "ru", for the labels.
    """
    posts, terms, changes = (rows(engine, query) for query in (_POSTS, _TERMS, _CHANGES))
    others = {kind: [row for query in queries for row in rows(engine, query)] for kind, queries in _OTHERS.items()}
    found = [*posts, *terms, *changes, *chain.from_iterable(others.values())]
    labels = _labels(engine, (node for row in found for node in row.values()), language)
    lanes = sorted((_lane(post, terms, changes, labels) for post in posts), key=_first_day)
    names = _NAMES[language]
    return [
        *lanes,
        *(Lane(None, names[kind], (), _bars(found, kind, labels)) for kind, found in others.items() if found),
    ]


def _labels(engine: Engine, nodes: Iterable[Node], language: str) -> dict[Node, str]:
    iris = " ".join(sorted({str(node) for node in nodes if isinstance(node, NamedNode)}))
    found = rows(engine, _LABELS.format(things=iris, language=language))
    return {row["thing"]: row["label"].value for row in found}


def _first_day(lane: Lane) -> tuple[date, str]:
    return min((one.earliest_start for one in lane.exists if one.earliest_start), default=date.max), lane.label


def _lane(post: Row, terms: Iterable[Row], changes: Iterable[Row], labels: Mapping[Node, str]) -> Lane:
    thing = post["thing"]
    marks = tuple(
        Mark(row["thing"].value, labels.get(row["thing"], ""), _day(row["earliest"]), _day(row["latest"]))
        for row in changes
        if row["lane"] == thing
    )
    held = [row for row in terms if row["lane"] == thing]
    return Lane(thing.value, labels[thing], _bars([post], "post", labels), _bars(held, "term", labels), marks)


def _bars(found: Iterable[Row], kind: str, labels: Mapping[Node, str]) -> tuple[Bar, ...]:
    """Return a bar for each thing that has dates, in order; what several lead is called as it is itself."""
    by_thing: dict[Node, list[Row]] = defaultdict(list)
    for row in found:
        by_thing[row["thing"]].append(row)
    bars = []
    for thing, same in by_thing.items():
        who = {row["who"] for row in same if "who" in row}
        named = next(iter(who)) if len(who) == 1 else thing
        acting = any("acting" in row for row in same)
        days = [_day(same[0][name]) if name in same[0] else None for name in _BOUNDS]
        bars.append(Bar(thing.value, labels.get(named, labels.get(thing, "")), "acting" if acting else kind, *days))
    return tuple(sorted((bar for bar in bars if bar.is_dated), key=_beginning))


def _beginning(bar: Bar) -> tuple[date, str]:
    known = (bar.earliest_start, bar.latest_start, bar.earliest_end, bar.latest_end)
    return next(day for day in known if day), bar.thing


def _day(node: Node) -> date:
    return date.fromisoformat(node.value)
