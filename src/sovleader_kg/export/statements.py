"""Statements: which terms may be given to Wikidata as "position held", and why the others may not.

Wikidata cannot be told that a term is contested, hedged or known from Wikidata itself. So a term is left out where
anything about it is less than plain; `reason` names the first thing that is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from sovleader_kg.corpus.evidence import days_claimed, supports
from sovleader_kg.dates import days_of
from sovleader_kg.export.citations import calendar_of
from sovleader_kg.export.dated import plain_date
from sovleader_kg.export.facts import Facts, read_facts
from sovleader_kg.export.terms import Term, terms
from sovleader_kg.export.wikidata import WIKIPEDIAS, wikidata_items
from sovleader_kg.names import BASE, SL
from sovleader_kg.nodes import Node
from sovleader_kg.store.engines import Engine, rows
from sovleader_kg.store.testimony import Testimony

__all__ = ["Candidates", "read_candidates", "time"]

WIKIDATA = BASE + "source/wikidata"
PRECISIONS = {4: 9, 7: 10, 10: 11}
_PREFIXES = """
PREFIX concept: <https://w3id.org/sovleader/id/concept/>
PREFIX sl: <https://w3id.org/sovleader/ontology#>
"""
_OPEN = f"""{_PREFIXES}
SELECT ?thing ?property WHERE {{
  ?dispute sl:disputeStatus concept:open ; sl:disputedSubject ?thing ; sl:disputedProperty ?property .
}}
"""
_SUCCEEDS = f"{_PREFIXES} SELECT ?term ?previous WHERE {{ ?term a sl:Term ; sl:succeeds ?previous }}"


def time(text: str, calendar: str | None) -> str | None:
    """Return an EDTF value as QuickStatements writes times, or None where it is no plain day, month or year.

    A date before 14 February 1918 needs a calendar; one of the Julian calendar ends in `/J`.

    >>> time("1953-09", None), time("1917-04", None), time("1917-04", "julian"), time("1953?", None)
    ('+1953-09-00T00:00:00Z/10', None, '+1917-04-00T00:00:00Z/10/J', None)
    """
    found = plain_date(text)
    if found is None or (found.before_the_change and calendar is None):
        return None
    julian = "/J" if found.before_the_change and calendar == "julian" else ""
    parts = f"+{found.year:04}-{found.month or 0:02}-{found.day or 0:02}"
    return f"{parts}T00:00:00Z/{PRECISIONS[len(text)]}{julian}"


@dataclass(frozen=True, slots=True)
class Candidates:
    """The terms, with what is needed to judge them."""

    facts: Facts
    held: Mapping[str, Term]
    items: Mapping[str, str]
    disputed: frozenset[tuple[str, str]]
    succeeds: Mapping[str, list[str]]
    terms_of: Mapping[tuple[str, str], int]

    def values(self, held: Term) -> dict[str, Node | None]:
        """Return what a statement would say: holder, post, start and end."""
        days: dict[str, Node | None] = {name: self.facts.agreed(held.term, name) for name in ("start", "end")}
        return {"holder": NamedNode(held.person), "post": NamedNode(held.post), **days}

    def time(self, held: Term, name: str) -> str | None:
        """Return the start or the end as QuickStatements writes it, if it is plain."""
        value = self.facts.agreed(held.term, name)
        if value is None:
            return None
        return time(value.value, calendar_of(self.facts.citations_of(held.term, name), value))

    def lineage(self, source: str) -> frozenset[str]:
        """Return a source and all that it derives from."""
        return self.facts.sources[source].lineage

    def backing(self, term: str, name: str, value: Node) -> list[Testimony]:
        """Return the claims that state a value plainly, those of Wikidata itself left out."""
        return [
            one
            for one in self.facts.citations_of(term, name)
            if not one.evidence.weak and supports(one.evidence, value) and WIKIDATA not in self.lineage(one.source)
        ]

    def known(self, held: Term) -> dict[str, set[Node]]:
        """Return what Wikidata says of a term, rightly or wrongly, by property, as far as the graph knows."""
        found: dict[str, set[Node]] = defaultdict(set)
        for name in ("holder", "post", "start", "end"):
            for one in self.facts.citations_of(held.term, name):
                if one.subject == held.term and WIKIDATA in self.lineage(one.source):
                    found[name].add(one.evidence.value)
        return found

    def references(self, held: Term) -> list[tuple[str, str]]:
        """Return a reference for each source, best kind alone: pages (S854), else Wikipedias copied from (S143).

        A source that gives another start or end is not a reference, whatever else it supports.
        """
        backed = {
            one.source
            for name, value in self.values(held).items()
            if value is not None
            for one in self.backing(held.term, name, value)
        } - self.contrary(held)
        wikis = {source: self.lineage(source) & WIKIPEDIAS.keys() for source in backed}
        pages = {page for source in backed if not wikis[source] and (page := self.facts.sources[source].page)}
        if pages:
            return [("S854", f'"{page}"') for page in sorted(pages)]
        return [("S143", item) for item in sorted({WIKIPEDIAS[wiki] for found in wikis.values() for wiki in found})]

    def contrary(self, held: Term) -> set[str]:
        """Return the sources that give a start or an end which the agreed one cannot be."""
        return {
            one.source
            for name in ("start", "end")
            if (value := self.facts.agreed(held.term, name))
            for one in self.facts.citations_of(held.term, name)
            if (days := days_claimed(one.evidence)) and not days & days_of(value.value)
        }

    def neighbour(self, held: Term, *, after: bool) -> str | None:
        """Return the item of the one person who held the same post before or after, if that is stated plainly."""
        if after:
            pairs = [(later, held.term) for later, before in self.succeeds.items() if held.term in before]
        else:
            pairs = [(held.term, earlier) for earlier in self.succeeds.get(held.term, ())]
        if len(pairs) != 1 or len(self.succeeds[pairs[0][0]]) != 1:
            return None
        other = self.held[pairs[0][0] if after else pairs[0][1]]
        same = other.post == held.post and other.person != held.person
        sure = not (other.doubtful or other.acting or (pairs[0][0], SL + "succeeds") in self.disputed)
        stated = self.backing(pairs[0][0], "succeeds", NamedNode(pairs[0][1]))
        return self.items.get(other.person) if same and sure and stated else None

    def reason(self, held: Term) -> str | None:
        """Return the first thing that keeps a term out, or None."""
        return next((reason for test in _TESTS if (reason := test(self, held))), None)


def _without_item(all_of: Candidates, held: Term) -> str | None:
    if held.person not in all_of.items:
        return "no Wikidata item of the person is known"
    return None if held.post in all_of.items else "no Wikidata item of the post is known"


def _acting(all_of: Candidates, held: Term) -> str | None:
    del all_of
    return "acting: the statement would make a regular holder of a stand-in" if held.acting else None


def _contested(all_of: Candidates, held: Term) -> str | None:
    if held.doubtful:
        return "at most possible: contested, or resting on hedged or implied claims"
    names = [name for name in ("holder", "post", "start", "end") if (held.term, SL + name) in all_of.disputed]
    return f"openly disputed: {', '.join(names)}" if names else None


def _repeated(all_of: Candidates, held: Term) -> str | None:
    terms = all_of.terms_of[all_of.items[held.person], all_of.items[held.post]]
    return "several terms of one person in one item: QuickStatements would make one of them" if terms > 1 else None


def _undated(all_of: Candidates, held: Term) -> str | None:
    missing = [name for name in ("start", "end") if all_of.time(held, name) is None]
    return f"no plain day, month or year in a known calendar: {', '.join(missing)}" if missing else None


def _unbacked(all_of: Candidates, held: Term) -> str | None:
    names = [
        name
        for name, value in all_of.values(held).items()
        if value is not None and not all_of.backing(held.term, name, value)
    ]
    return f"no plain statement outside Wikidata: {', '.join(names)}" if names else None


def _differing(all_of: Candidates, held: Term) -> str | None:
    known, values = all_of.known(held), all_of.values(held)
    wrong = [name for name in ("start", "end") if known and known[name] != {values[name]}]
    return f"Wikidata has the statement, but not with this {' and '.join(wrong)}" if wrong else None


def _unreferenced(all_of: Candidates, held: Term) -> str | None:
    kinds = {kind for kind, _ in all_of.references(held)}
    if not kinds:
        return "no source has a page, and none is a Wikipedia"
    idle = kinds == {"S143"} and all_of.known(held)
    return "Wikidata has the statement, and nothing but a Wikipedia could be added" if idle else None


_TESTS: tuple[Callable[[Candidates, Term], str | None], ...] = (
    *(_without_item, _acting, _contested, _repeated),
    *(_undated, _unbacked, _differing, _unreferenced),
)


def read_candidates(engine: Engine) -> Candidates:
    """Read the terms and what is needed to judge them."""
    facts = read_facts(engine)
    held = {one.term: one for one in terms(engine)}
    items = wikidata_items(engine)
    succeeds: dict[str, list[str]] = defaultdict(list)
    for row in rows(engine, _SUCCEEDS):
        succeeds[row["term"].value].append(row["previous"].value)
    return Candidates(
        facts=facts,
        held=held,
        items=items,
        disputed=frozenset((row["thing"].value, row["property"].value) for row in rows(engine, _OPEN)),
        succeeds={term: sorted(ones) for term, ones in sorted(succeeds.items())},
        terms_of=Counter((items.get(one.person, ""), items.get(one.post, "")) for one in held.values()),
    )
