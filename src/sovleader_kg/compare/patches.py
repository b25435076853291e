"""Patches: what changed as a SPARQL 1.1 Update, which turns the old version into the new one in any triplestore.

A blank node that is gone is found by what is said of it: it and all that hangs on it go together, for its name tells.
Source: https://www.w3.org/TR/sparql11-update/
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, RdfFormat, Triple, serialize

from sovleader_kg.compare.differences import Difference
from sovleader_kg.errors import UsageError

__all__ = ["patch"]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A triple as it stands in a pattern."""

    subject: str
    predicate: str
    object: str


FORBIDDEN = set('<>"{}|^`\\ \n\t')


def patch(difference: Difference, graph: str | None = None) -> str:
    """Return what changed as a SPARQL Update; nothing but its header where nothing did.

    Args:
        difference: The two versions.
        graph: IRI of the named graph that holds the old version in the store; the default graph unless told otherwise.

    Raises:
        UsageError: The graph is not an IRI, or the old version has blank nodes that cannot be told apart.
    """
    if difference.old.repeats:
        raise UsageError(
            f"{difference.old.name}: blank nodes of which the same is said stand twice; no patch finds them"
        )
    if graph is not None and (":" not in graph or FORBIDDEN & set(graph)):
        raise UsageError(f'"{graph}" is not an IRI', parameter="graph")
    removed, added = (_split(triples) for triples in (difference.removed, difference.added))
    parts = [
        *(_deleted(tree, graph) for tree in _trees(removed[1])),
        *([f"DELETE DATA {_block(_lines(removed[0]), graph)}"] if removed[0] else []),
        *([f"INSERT DATA {_block(_lines([*added[0], *added[1]]), graph)}"] if added[0] or added[1] else []),
    ]
    return "\n".join([*_header(difference), " ;\n".join(parts), ""])


def _header(difference: Difference) -> Iterator[str]:
    yield "# SPARQL 1.1 Update: turns the old version of sovleader-kg into the new one."
    for name, one in (("old", difference.old), ("new", difference.new)):
        yield f"# {name}: version {one.number or 'unknown'}, {one.day or 'without a day'}, {len(one.triples):,} triples"


def _split(triples: Iterable[Triple]) -> tuple[list[Triple], list[Triple]]:
    """Return the triples without blank nodes, and those with."""
    plain: list[Triple] = []
    blank: list[Triple] = []
    for one in triples:
        has = isinstance(one.subject, BlankNode) or isinstance(one.object, BlankNode)
        (blank if has else plain).append(one)
    return plain, blank


def _trees(triples: Iterable[Triple]) -> Iterator[list[Triple]]:
    """Yield triples in groups that share blank nodes, in order."""
    groups: dict[object, list[Triple]] = {}
    for triple in sorted(triples, key=str):
        nodes = [node for node in (triple.subject, triple.object) if isinstance(node, BlankNode)]
        joined = [triple]
        for group in {id(groups[node]): groups[node] for node in nodes if node in groups}.values():
            joined += group
        for one in joined:
            groups.update({node: joined for node in (one.subject, one.object) if isinstance(node, BlankNode)})
    yield from {id(group): sorted(group, key=str) for group in groups.values()}.values()


def _lines(triples: Iterable[Triple]) -> list[str]:
    text = (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()
    return sorted(text.splitlines())


def _deleted(tree: Sequence[Triple], graph: str | None) -> str:
    """Return what deletes blank nodes of which exactly this is said, a variable for each."""
    names: dict[object, str] = {}
    for triple in tree:
        for node in (triple.subject, triple.object):
            if isinstance(node, BlankNode):
                names.setdefault(node, f"?b{len(names)}")
    said = [_Pattern(*(names.get(one, str(one)) for one in (t.subject, t.predicate, t.object))) for t in tree]
    lines = [f"{one.subject} {one.predicate} {one.object} ." for one in said]
    alone = (_nothing_else(name, said) for name in names.values())
    where = [*lines, *(line for pair in alone for line in pair)]
    return f"DELETE {_block(lines, graph)}\nWHERE {_block(where, graph)}"


def _nothing_else(name: str, said: Iterable[_Pattern]) -> Iterator[str]:
    """Yield the filters that a blank node has no other triples, from it or to it."""
    out = [f"(sameTerm(?p, {one.predicate}) && sameTerm(?n, {one.object}))" for one in said if one.subject == name]
    into = [f"(sameTerm(?p, {one.predicate}) && sameTerm(?n, {one.subject}))" for one in said if one.object == name]
    yield f"FILTER NOT EXISTS {{ {name} ?p ?n FILTER(!({' || '.join(out) or 'false'})) }}"
    yield f"FILTER NOT EXISTS {{ ?n ?p {name} FILTER(!({' || '.join(into) or 'false'})) }}"


def _block(lines: Iterable[str], graph: str | None) -> str:
    inner = "\n".join(lines)
    return f"{{\n{inner}\n}}" if graph is None else f"{{ GRAPH <{graph}> {{\n{inner}\n}} }}"
