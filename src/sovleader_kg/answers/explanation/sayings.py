"""Sayings: what sources say of when terms start and end, read from a store once, with how many witnesses say it.

A saying counts where its claim may feed a bound: affirmed, not rejected, not evaluative alone. Sources that go back to
one work are one witness. Points of one event are one point, as the build has joined them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as OneOf

from sovleader_kg.corpus.evidence import EVALUATIVE, WEAK
from sovleader_kg.dates import Days, days_of
from sovleader_kg.derived.points import Points
from sovleader_kg.errors import DateError
from sovleader_kg.names import SL
from sovleader_kg.store.engines import Engine, texts
from sovleader_kg.store.points import joined
from sovleader_kg.store.sources import sources

__all__ = ["Contested", "Saying", "Sayings", "witnesses"]

Contested = OneOf["existence", "holder", "post"]
_SAID = """
SELECT ?claim ?subject ?predicate ?value ?source WHERE {
  VALUES ?predicate { sl:start sl:end sl:date }
  ?claim rdf:predicate ?predicate ; rdf:subject ?subject ; rdf:object ?value ;
    sl:polarity concept:affirmed ; sl:passage ?passage .
  ?passage sl:source ?source .
}
"""
_STANCES = """
SELECT ?claim ?stance WHERE {
  VALUES ?predicate { sl:start sl:end sl:date }
  ?claim rdf:predicate ?predicate ; sl:stance ?stance .
}
"""
_REJECTED = "SELECT DISTINCT ?claim WHERE { ?resolution sl:rejects ?claim }"
_CALENDARS = """
SELECT ?thing ?calendar WHERE {
  { ?thing sl:calendar|sl:usesCalendar ?calendar } UNION { ?thing sl:derivesFrom/sl:usesCalendar ?calendar }
}
"""
_MODES = """
SELECT ?term ?link ?how WHERE {
  { VALUES ?link { sl:startMode sl:endMode } ?term ?link ?how }
  UNION
  { VALUES (?link ?how) { (sl:startedBy sl:Election) (sl:endedBy sl:Death) (sl:endedBy sl:Resignation) }
    ?term ?link ?event . ?event a ?how }
}
"""
WAYS = {"Election": "elected", "Death": "died", "Resignation": "resigned"}  # what an event's class tells of the mode
_LINKED = """
SELECT ?claim ?term ?property ?value ?polarity WHERE {
  ?term sl:atMostPossible true .
  VALUES ?property { sl:holder sl:post rdf:type }
  ?claim rdf:subject ?term ; rdf:predicate ?property ; rdf:object ?value ; sl:polarity ?polarity .
}
"""


@dataclass(frozen=True, slots=True)
class Saying:
    """That a source dates a start or an end.

    Attributes:
        claim: IRI of the claim.
        subject: What it is about.
        predicate: The property.
        value: The date, EDTF.
        days: The days that it allows.
        source: IRI of the source.
        weak: True where the source hedges or only implies it.
    """

    claim: str
    subject: str
    predicate: str
    value: str
    days: Days
    source: str
    weak: bool


class Sayings:
    """All sayings of one graph."""

    def __init__(self, engine: Engine) -> None:
        """Read them."""
        stances = _stances(engine)
        calendars = {row["thing"]: row["calendar"].rpartition("/")[2] for row in texts(engine, _CALENDARS)}
        rejected = {row["claim"] for row in texts(engine, _REJECTED)}
        rows = (row for row in sorted(texts(engine, _SAID), key=lambda row: row["claim"]))
        said = (_saying(row, stances, calendars) for row in rows if row["claim"] not in rejected)
        self._points: Points[Saying] = joined(engine, [one for one in said if one is not None])
        self._modes = _modes(engine)
        self._families = {source: one.lineage for source, one in sources(engine).items()}
        self._contested = _contested(row for row in texts(engine, _LINKED) if row["claim"] not in rejected)

    def on(self, term: str, side: str) -> Sequence[Saying]:
        """Return what is said of the "start" or "end" of a term, by claim."""
        return self._points.on(term, f"{SL}{side}")

    def mode(self, term: str, side: str) -> str | None:
        """Return how a term started or ended, as a slug such as "elected" or "died"."""
        return self._modes.get((term, side))

    def contested(self, term: str) -> Contested | None:
        """Return what sources contradict each other on in a term itself, if anything."""
        return self._contested.get(term)

    def witnesses(self, said: Iterable[Saying]) -> int:
        """Return how many independent sources there are among sayings."""
        return witnesses([self._families.get(source, frozenset({source})) for source in {one.source for one in said}])


def witnesses(families: Iterable[Collection[str]]) -> int:
    """Return how many of some sources are independent: those that share a work they go back to are one.

    >>> witnesses([{"mirror", "encyclopedia"}, {"other-mirror", "encyclopedia"}, {"archive"}])
    2
    """
    apart: list[set[str]] = []
    for family in families:
        kin = [one for one in apart if one & set(family)]
        apart = [one for one in apart if one not in kin]
        apart.append(set(family).union(*kin))
    return len(apart)


def _modes(engine: Engine) -> Mapping[tuple[str, str], str]:
    """Return how terms start and end: as told, or else as the class of the event tells."""
    found: dict[tuple[str, str], str] = {}
    for row in sorted(texts(engine, _MODES), key=lambda row: (not row["link"].endswith("Mode"), row["how"])):
        side = "start" if row["link"].removeprefix(SL).startswith("start") else "end"
        how = row["how"].rpartition("/")[2].removeprefix("ontology#")
        found.setdefault((row["term"], side), WAYS.get(how, how))
    return found


def _contested(linked: Iterable[Mapping[str, str]]) -> Mapping[str, Contested]:
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    found: dict[str, Contested] = {}
    for row in linked:
        values[row["term"], row["property"]].add(row["value"])
        if row["polarity"].endswith("/denied"):
            found[row["term"]] = "existence"
    names: tuple[Contested, ...] = ("holder", "post")
    for (term, link), several in sorted(values.items()):
        if len(several) > 1 and (name := next((one for one in names if link == f"{SL}{one}"), None)):
            found.setdefault(term, name)
    return found


def _stances(engine: Engine) -> Mapping[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in texts(engine, _STANCES):
        found[row["claim"]].add(row["stance"])
    return found


def _saying(row: Mapping[str, str], stances: Mapping[str, set[str]], calendars: Mapping[str, str]) -> Saying | None:
    """Return a saying, or None where the claim counts for nothing or gives no date."""
    claim, source, how = row["claim"], row["source"], stances.get(row["claim"], set())
    try:
        days = days_of(row["value"], calendars.get(claim, calendars.get(source)))
    except DateError:
        return None
    if how == {EVALUATIVE}:
        return None
    return Saying(claim, row["subject"], row["predicate"], row["value"], days, source, bool(how & WEAK))
