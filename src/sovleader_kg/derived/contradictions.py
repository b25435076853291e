"""Contradictions: what the reasoner found that cannot be, told by the facts behind it.

A contradiction is placed at the fact that was read last: a user's own files are read after the project's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import rdflib
from pyoxigraph import NamedNode, Triple
from rdflib import OWL, RDF, RDFS
from rdflib.collection import Collection

from sovleader_kg.errors import Problem
from sovleader_kg.names import BASE, compact

__all__ = ["contradictions"]

Fact = tuple[str, str, str]
SHOWN = 3  # of the facts that put a thing into a class
IS_A = str(RDF.type)
_NAME = re.compile(r"[a-z]+:[^\s,()'<>]+")
_ASYMMETRIC = re.compile(r"Erroneous usage of asymmetric property (\S+) on (\S+) and (\S+)")


def contradictions(graph: rdflib.Graph, facts: Iterable[Triple], messages: Iterable[str]) -> list[Problem]:
    """Return one problem for each contradiction, sorted.

    Args:
        graph: The closure.
        facts: The asserted facts, in the order in which they were read.
        messages: What owlrl says of contradictions.
    """
    given = [
        (one.subject.value, one.predicate.value, one.object.value)
        for one in facts
        if isinstance(one.subject, NamedNode) and isinstance(one.object, NamedNode)
    ]
    found = list(_clashes(graph, given)) or [_told(given, " ".join(str(one).split())) for one in messages]
    return sorted(set(found))


def _clashes(graph: rdflib.Graph, given: Sequence[Fact]) -> Iterator[Problem]:
    """Yield a problem for each thing of two classes that have no common members."""
    for first, second in sorted(set(_disjoint_pairs(graph))):
        both = set(graph.subjects(RDF.type, first)) & set(graph.subjects(RDF.type, second))
        for thing in sorted(both, key=str):
            if isinstance(thing, rdflib.URIRef) and str(thing).startswith(BASE):
                yield _clash(graph, given, thing, (first, second))


def _disjoint_pairs(graph: rdflib.Graph) -> Iterator[tuple[rdflib.URIRef, rdflib.URIRef]]:
    for first, second in graph.subject_objects(OWL.disjointWith):
        if isinstance(first, rdflib.URIRef) and isinstance(second, rdflib.URIRef):
            yield (first, second) if first < second else (second, first)
    for head in graph.objects(None, OWL.members):
        members = sorted(member for member in Collection(graph, head) if isinstance(member, rdflib.URIRef))
        yield from ((a, b) for a in members for b in members if a < b)


def _clash(
    graph: rdflib.Graph, given: Sequence[Fact], thing: rdflib.URIRef, kinds: tuple[rdflib.URIRef, rdflib.URIRef]
) -> Problem:
    behind = [_because(graph, given, thing, kind) for kind in kinds]
    reasons = "; ".join(dict.fromkeys(filter(None, map(_listed, behind)))) or "the ontology alone"
    first, second = map(compact, kinds)
    message = f"{compact(thing)} cannot be both {first} and {second}: {reasons}"
    return _placed([fact for facts in behind for fact in facts], given, message, str(thing))


def _because(graph: rdflib.Graph, given: Sequence[Fact], thing: rdflib.URIRef, wanted: rdflib.URIRef) -> list[Fact]:
    """Return the asserted facts that put a thing into a class: its types, its properties' domains and ranges."""
    below = {str(one) for one in (wanted, *graph.subjects(RDFS.subClassOf, wanted))}
    name = str(thing)
    typed = [(s, p, o) for s, p, o in given if s == name and p == IS_A and o in below]
    led = [(s, p, o) for s, p, o in given if s == name and below & _sides(graph, p, RDFS.domain)]
    reached = [(s, p, o) for s, p, o in given if o == name and below & _sides(graph, p, RDFS.range)]
    return [*sorted({*typed, *led}), *sorted(reached)]


def _sides(graph: rdflib.Graph, predicate: str, side: rdflib.URIRef) -> set[str]:
    name = rdflib.URIRef(predicate)
    return {
        str(one) for wider in {name, *graph.objects(name, RDFS.subPropertyOf)} for one in graph.objects(wider, side)
    }


def _told(given: Sequence[Fact], message: str) -> Problem:
    """Return a message of owlrl as a problem, in short names and with the facts that it rests on."""
    names = list(dict.fromkeys(_NAME.findall(message)))
    behind = [fact for fact in given if fact[0] in names and fact[2] in names]
    things = [name for name in names if name.startswith(BASE)]
    if found := _ASYMMETRIC.fullmatch(message):
        name, *ends = found.groups()
        one, other = sorted(ends)
        both = f"{_shown((one, name, other))} and {_shown((other, name, one))} cannot both be so"
        itself = f"{_shown((one, name, other))}: nothing stands so to itself"
        behind = [fact for fact in behind if set(fact[::2]) == {one, other}]
        return _placed(behind, given, both if one != other else itself, one)
    short = _NAME.sub(lambda name: compact(name[0]), message)
    reasons = f": {_listed(behind)}" if behind else ""
    return _placed(behind, given, f"{short}{reasons}", things[0] if things else "ontology and facts")


def _placed(behind: Iterable[Fact], given: Sequence[Fact], message: str, otherwise: str) -> Problem:
    """Return a problem at the subject of that fact which was read last."""
    last = max(behind, key=given.index, default=(otherwise,))
    return Problem(compact(last[0]) if ":" in last[0] else last[0], message, rule="contradiction")


def _listed(facts: Sequence[Fact]) -> str:
    more = f" and {len(facts) - SHOWN} more" if len(facts) > SHOWN else ""
    return "; ".join(map(_shown, facts[:SHOWN])) + more


def _shown(fact: Fact) -> str:
    return " ".join(map(compact, fact))
