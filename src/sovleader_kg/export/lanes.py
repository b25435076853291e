"""Lanes: what the timeline shows: a lane for each post, of the office also who led in effect, together, and gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from pyoxigraph import NamedNode

from sovleader_kg.cards import Card, Cells, Link, Sheet, span
from sovleader_kg.names import OFFICE
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows

__all__ = ["Bar", "Lane", "Mark", "read_lanes"]


Row = Mapping[str, Node]
_BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_DATED = " ".join(f"OPTIONAL {{ ?thing sl:{name} ?{name} }}" for name in (*_BOUNDS, "atMostPossible"))
_OF_OFFICE = f"?lane sl:incarnationOf {OFFICE} ."
_TERMS = """
SELECT * WHERE {
  ABOUT
  ?thing sl:post ?lane ; sl:holder ?who .
  OPTIONAL { ?thing a ?acting FILTER(?acting = sl:ActingTerm) }
  DATED
} ORDER BY ?lane ?thing
"""
_POSTS = "SELECT * WHERE { ABOUT ?lane a sl:Post . BIND(?lane AS ?thing) DATED } ORDER BY ?lane"
_OTHERS = {
    "leadership": ("ABOUT ?thing a sl:EffectiveLeadership ; sl:leader ?who .",),
    "collective": ("?thing a sl:CollectiveLeadership .",),
    "vacancy": ("?thing a sl:Lapse .", "?thing a sl:Vacancy ."),
}
_OTHER = "SELECT * WHERE { OTHER DATED } ORDER BY ?thing ?who"
_NAMES = {
    "en": {"leadership": "Led in effect", "collective": "Several together", "vacancy": "Title out of use"},
    "ru": {"leadership": "Руководили на деле", "collective": "Сообща", "vacancy": "Без этого названия"},
}
_CHANGES = """
SELECT ?thing ?lane ?earliest ?latest WHERE {
  ABOUT
  ?thing a sl:PostChange ; sl:changes ?lane ; sl:earliestDate ?earliest ; sl:latestDate ?latest .
} ORDER BY ?earliest ?thing
"""
_LABELS = """
SELECT ?thing ?label WHERE {{
  VALUES ?thing {{ {things} }}
  ?thing rdfs:label ?label . FILTER(LANGMATCHES(LANG(?label), "{language}"))
}} ORDER BY ?thing ?label
"""


@dataclass(frozen=True, slots=True, repr=False)
class Bar(Card):
    """Something that lasts: what it is, what it is called, its bounds (None where nothing is known), and its kind.

    The kind is "term", "acting", "leadership", "collective", "vacancy" or "post"; `who` is who held or led it alone.
    Of what is `doubtful` no day is certain.
    """

    thing: str
    label: str
    kind: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    who: str | None = None
    doubtful: bool = False

    @property
    def is_dated(self) -> bool:
        """Whether anything is known of either end."""
        return any((self.earliest_start, self.latest_start, self.earliest_end, self.latest_end))

    def _cells(self) -> Cells:
        return {
            "name": Link(self.who or self.thing, self.label),
            "kind": self.kind,
            "start": span(self.earliest_start, self.latest_start),
            "end": span(self.earliest_end, self.latest_end),
            "doubtful": self.doubtful,
            "thing": Link(self.thing),
        }


@dataclass(frozen=True, slots=True, repr=False)
class Mark(Card):
    """A change of a post: the event, its label, and the first and last day that it may have been on."""

    thing: str
    label: str
    earliest: date
    latest: date

    def _cells(self) -> Cells:
        return {"event": Link(self.thing, self.label), "days": span(self.earliest, self.latest)}


@dataclass(frozen=True, slots=True, repr=False)
class Lane(Card):
    """A lane: what it is about, its label, when that existed, its bars and its marks."""

    thing: str | None
    label: str
    exists: tuple[Bar, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...] = ()

    def _cells(self) -> Cells:
        return {
            "lane": Link(self.thing, self.label) if self.thing else self.label,
            "bars": len(self.bars),
            "names": list(dict.fromkeys(one.label for one in self.bars)),
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([one._cells() for one in self.bars], Link(self.thing, self.label) if self.thing else self.label)


def read_lanes(
    engine: Engine, language: str, posts: Sequence[str] | None = None, person: str | None = None
) -> list[Lane]:
    """Read the timeline of the office, with who led in effect; or of some posts, or of one person.

    Args:
        engine: A store of the published graph.
        language: "en" or "ru", for the labels.
        posts: IRIs of posts: a lane for each, in this order, and no others.
        person: IRI of a person: lanes of what that one held and led, alone.
    """
    terms = _rows(engine, _TERMS, _about(posts, person))
    about = (
        _about(posts, None) if person is None else _values("lane", dict.fromkeys(row["lane"].value for row in terms))
    )
    found, changes = (_rows(engine, query, about) for query in (_POSTS, _CHANGES))
    others = {} if posts is not None else _read_others(engine, person)
    read = [*found, *terms, *changes, *chain.from_iterable(others.values())]
    labels = _labels(engine, (node for row in read for node in row.values()), language)
    lanes = [_lane(post, terms, changes, labels) for post in found]
    if posts is not None:
        lanes.sort(key=lambda lane: posts.index(lane.thing or ""))
    else:
        lanes.sort(key=_first_day if person is None else _first_held)
    names = _NAMES[language]
    led = (Lane(None, names[kind], (), _bars(several, kind, labels)) for kind, several in others.items() if several)
    return [*lanes, *led]


def _about(posts: Sequence[str] | None, person: str | None) -> str:
    if person is not None:
        return _values("who", [person])
    return _OF_OFFICE if posts is None else _values("lane", posts)


def _read_others(engine: Engine, person: str | None) -> dict[str, list[Row]]:
    """Read who led in effect, together, and gaps; of one person what that one led alone."""
    about = "" if person is None else _values("who", [person])
    kinds = _OTHERS if person is None else {"leadership": _OTHERS["leadership"]}
    return {
        kind: [row for one in patterns for row in _rows(engine, _OTHER.replace("OTHER", one), about)]
        for kind, patterns in kinds.items()
    }


def _rows(engine: Engine, query: str, about: str) -> list[Row]:
    return list(rows(engine, query.replace("ABOUT", about).replace("DATED", _DATED)))


def _values(name: str, iris: Iterable[str]) -> str:
    return f"VALUES ?{name} {{ {' '.join(f'<{iri}>' for iri in iris)} }}"


def _labels(engine: Engine, nodes: Iterable[Node], language: str) -> dict[Node, str]:
    iris = " ".join(sorted({str(node) for node in nodes if isinstance(node, NamedNode)}))
    found = rows(engine, _LABELS.format(things=iris, language=language))
    return {row["thing"]: row["label"].value for row in found}


def _first_day(lane: Lane) -> tuple[date, str]:
    return min((one.earliest_start for one in lane.exists if one.earliest_start), default=date.max), lane.label


def _first_held(lane: Lane) -> tuple[date, str]:
    return min((_beginning(bar) for bar in lane.bars), default=(date.max, ""))


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
        first, second, third, last = (_day(same[0][name]) if name in same[0] else None for name in _BOUNDS)
        label, what = labels.get(named, labels.get(thing, "")), "acting" if acting else kind
        alone = named.value if named != thing else None
        doubtful = "atMostPossible" in same[0]
        bars.append(Bar(thing.value, label, what, first, second, third, last, alone, doubtful))
    return tuple(sorted((bar for bar in bars if bar.is_dated), key=_beginning))


def _beginning(bar: Bar) -> tuple[date, str]:
    known = (bar.earliest_start, bar.latest_start, bar.earliest_end, bar.latest_end)
    return next(day for day in known if day), bar.thing


def _day(node: Node) -> date:
    return date.fromisoformat(node.value)
