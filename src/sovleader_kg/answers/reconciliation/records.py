"""Records: the values of the properties of things, read from a store at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sovleader_kg.answers.chronology.spells import Edge, Spell
from sovleader_kg.answers.finding.things import Thing, Things
from sovleader_kg.answers.reconciliation.properties import KINDS, PROPERTIES, Property
from sovleader_kg.dates import FIRST, LAST, as_day
from sovleader_kg.identifiers import SCHEMES, scheme_of
from sovleader_kg.names import SL, kind_of
from sovleader_kg.store.engines import Engine, texts
from sovleader_kg.store.testimony import listed

__all__ = ["Named", "Records", "Value", "Within"]

_ROLES = {"born": "birth", "died": "death", "start": "start", "end": "end", "date": "date"}
_LINKS = {"body": "postIn", "office": "incarnationOf", "kind": "bodyKind", "part-of": "partOf"}
_AGREED = f"""
SELECT ?thing ?link ?value WHERE {{
  VALUES ?link {{ {listed(SL + role for role in _ROLES.values())} }}
  ?thing ?link ?value .
}} ORDER BY ?thing ?link ?value
"""
_MARKS = f"""
SELECT ?thing ?link ?value WHERE {{
  VALUES ?link {{ {listed(sorted({scheme.property for scheme in SCHEMES.values()}))} }}
  ?thing ?link ?value .
}} ORDER BY ?thing ?value
"""


@dataclass(frozen=True, slots=True)
class Within:
    """A date or a stretch of days.

    Attributes:
        text: As agreed, EDTF; empty where no source speaks of it, though something else may bound it.
        first: The first day that it may be, or begin, an ordinal; that of all time where nothing bounds it.
        last: The last day that it may be, or end.
    """

    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the graph, as a value."""

    iri: str


Value = Within | Named | str


class Records:
    """What the properties of things are."""

    def __init__(self, engine: Engine, things: Things, spells: Mapping[str, Sequence[Spell]]) -> None:
        """Read agreed dates and identifiers.

        Args:
            engine: The store.
            things: The things, with names, bounds and links.
            spells: Terms and what else lasts, by person and post, in order.
        """
        self._things, self._spells = things, spells
        self._agreed = {(row["thing"], row["link"].removeprefix(SL)): row["value"] for row in texts(engine, _AGREED)}
        self._marks: dict[tuple[str, str], list[str]] = defaultdict(list)
        self._marked: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in texts(engine, _MARKS):
            if scheme := scheme_of(row["link"], row["value"]):
                mark = scheme.identifier(row["value"])
                self._marks[row["thing"], scheme.name].append(mark)
                self._marked[scheme.name, mark].append(row["thing"])

    def properties(self, kind: str) -> list[Property]:
        """Return the properties of a kind of thing; of identifiers those that some thing of the kind has."""
        used = {name for iri, name in self._marks if kind_of(iri) == kind}
        every = (one for one in PROPERTIES.values() if kind in one.kinds)
        return [one for one in every if one.form != "identifier" or one.name in used]

    def marked(self, scheme: str, mark: str) -> Sequence[str]:
        """Return the things of an identifier elsewhere."""
        return [iri for iri in self._marked.get((scheme, mark), ()) if kind_of(iri) in KINDS]

    def values(self, iri: str, wanted: Property) -> list[Value | None]:
        """Return the values of a property of a thing; None where a term has none."""
        thing = self._things.get(iri)
        if thing is None or thing.kind not in wanted.kinds:
            return []
        if wanted.form == "identifier":
            return list(self._marks.get((iri, wanted.name), ()))
        if wanted.form == "name":
            return list(_names(thing, wanted.name))
        if wanted.name in _ROLES:
            return list(self._dates(thing, _ROLES[wanted.name]))
        if wanted.own or (thing.kind == "post" and wanted.name == "body"):
            return [Named(one) for one in thing.links.get(_link(thing, wanted.name), ())]
        found = [_of_term(one, wanted.name) for one in self._terms(iri)]
        return found if wanted.name != "posts-held" else list(dict.fromkeys(found))

    def _terms(self, iri: str) -> list[Spell]:
        return [one for one in self._spells.get(iri, ()) if kind_of(one.iri) == "term"]

    def _dates(self, thing: Thing, role: str) -> Iterator[Within]:
        """Yield the date of a thing, if a source speaks of it.

        An event of one date begins and ends on it; the date of one that lasts is the interval.
        """
        if found := self._date(thing, role):
            yield found
        elif thing.kind == "event" and role != "date":
            yield from filter(None, [self._date(thing, "date")])
        elif role == "date" and (start := self._date(thing, "start")) and (end := self._date(thing, "end")):
            yield Within(_interval(start.text, end.text), start.first, end.last)

    def _date(self, thing: Thing, role: str) -> Within | None:
        agreed = self._agreed.get((thing.iri, role))
        if agreed is None:
            return None
        first, last = (thing.days.get(f"{side}{role.capitalize()}") for side in ("earliest", "latest"))
        return Within(agreed, as_day(first) if first else FIRST, as_day(last) if last else LAST)


def _link(thing: Thing, name: str) -> str:
    return "type" if (thing.kind, name) == ("event", "kind") else _LINKS[name]


def _names(thing: Thing, name: str) -> Iterator[str]:
    if name == "iri":
        yield thing.iri
    elif name == "other-names":
        yield from sorted(thing.names - set(thing.labels.values()))
    elif label := thing.labels.get(name.removeprefix("name-")):
        yield label


def _of_term(term: Spell, name: str) -> Value | None:
    """Return what a term has under a property."""
    match name:
        case "term":
            return Named(term.iri)
        case "post" | "posts-held":
            return Named(term.of[0])
        case "holder":
            return Named(term.who[0])
        case "body":
            return Named(term.body) if term.body else None
        case "from":
            return _within(term.start)
        case "until":
            return _within(term.end)
        case "in-office":
            return _stretch(term)
        case _:
            return "possible" if term.doubtful else "certain"


def _within(edge: Edge) -> Within:
    return Within(edge.said[0] if edge.said else "", *_bounds(edge))


def _bounds(edge: Edge) -> tuple[int, int]:
    first, last = edge.earliest, edge.latest
    return first.toordinal() if first else FIRST, last.toordinal() if last else LAST


def _stretch(term: Spell) -> Within:
    start, end = (edge.said[0] if edge.said else ".." for edge in (term.start, term.end))
    return Within(_interval(start, end), _bounds(term.start)[0], _bounds(term.end)[1])


def _interval(start: str, end: str) -> str:
    """Return an interval in EDTF, `..` for an end that no source speaks of; nothing for an end of several."""
    plain = all("/" not in said and said[:1] not in "[{" for said in (start, end))
    return f"{start}/{end}" if plain and {start, end} != {".."} else ""
