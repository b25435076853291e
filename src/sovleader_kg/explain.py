"""Explanations: each fact about a thing, according to whom, based on which passage, found where."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from sovleader_kg.model import Node
from sovleader_kg.names import RDF, RDFS, compact
from sovleader_kg.store import Engine, rows

__all__ = ["Explanation", "Said", "Statement", "explain_thing"]

_FACTS = "SELECT DISTINCT ?predicate ?value WHERE {{ <{thing}> ?predicate ?value }} ORDER BY ?predicate ?value"
_CLAIMS = """
SELECT ?claim ?predicate ?value ?passage ?source ?title ?locator ?written ?gloss ?polarity ?rejected WHERE {{
  ?claim rdf:subject <{thing}> ; rdf:predicate ?predicate ; rdf:object ?value ;
         sl:passage ?passage ; sl:polarity ?polarity .
  ?passage sl:source ?source ; sl:locator ?locator .
  OPTIONAL {{ ?source rdfs:label ?title . FILTER(LANG(?title) = "en") }}
  OPTIONAL {{ ?claim sl:asWritten ?written }}
  OPTIONAL {{ ?claim sl:gloss ?gloss }}
  OPTIONAL {{ ?resolution sl:rejects ?claim . BIND(true AS ?rejected) }}
}} ORDER BY ?predicate ?claim
"""
_STANCES = "SELECT ?claim ?stance WHERE {{ ?claim rdf:subject <{thing}> ; sl:stance ?stance }} ORDER BY ?claim ?stance"


@dataclass(frozen=True, slots=True)
class Said:
    """One claim: who says it (source), in which passage, found where (locator), and how."""

    claim: str
    source: str
    title: str
    passage: str
    locator: str
    value: str
    as_written: str | None
    gloss: str | None
    stances: tuple[str, ...]
    denied: bool
    rejected: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One predicate of a thing: the values in the graph, and every claim on that point."""

    predicate: str
    values: tuple[str, ...]
    claims: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the graph says of a thing and who says so."""

    thing: str
    label: str
    types: tuple[str, ...]
    statements: tuple[Statement, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "thing": self.thing,
            "label": self.label,
            "types": list(self.types),
            "statements": [
                {
                    "predicate": one.predicate,
                    "values": list(one.values),
                    "claims": [{name: _plain(getattr(said, name)) for name in Said.__slots__} for said in one.claims],
                }
                for one in self.statements
            ],
        }


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def explain_thing(engine: Engine, thing: str) -> Explanation:
    """Return every statement about a thing, with the claims on each point."""
    facts = rows(engine, _FACTS.format(thing=thing))
    said = _claims(engine, thing)
    values: dict[str, list[str]] = {}
    for row in facts:
        values.setdefault(row["predicate"].value, []).append(_shown(row["value"]))
    types = tuple(sorted(values.pop(RDF + "type", [])))
    labels = [r["value"] for r in facts if r["predicate"].value == RDFS + "label"]
    values.pop(RDFS + "label", None)
    predicates = sorted({*values, *said}, key=lambda p: (p not in said, p))
    statements = (Statement(p, tuple(sorted(values.get(p, []))), tuple(said.get(p, []))) for p in predicates)
    return Explanation(thing, _english(labels) or compact(thing), types, tuple(statements))


def _english(labels: Iterable[Node]) -> str | None:
    return next((label.value for label in labels if isinstance(label, Literal) and label.language == "en"), None)


def _claims(engine: Engine, thing: str) -> dict[str, list[Said]]:
    stances: dict[str, list[str]] = {}
    for row in rows(engine, _STANCES.format(thing=thing)):
        stances.setdefault(row["claim"].value, []).append(_slug(row["stance"]))
    found: dict[str, list[Said]] = {}
    for row in rows(engine, _CLAIMS.format(thing=thing)):
        said = _said(row, tuple(stances.get(row["claim"].value, ())))
        found.setdefault(row["predicate"].value, []).append(said)
    return found


def _said(row: dict[str, Node], stances: tuple[str, ...]) -> Said:
    def text(name: str) -> str | None:
        return row[name].value if name in row else None

    return Said(
        claim=row["claim"].value,
        source=row["source"].value,
        title=text("title") or compact(row["source"].value),
        passage=row["passage"].value,
        locator=row["locator"].value,
        value=_shown(row["value"]),
        as_written=text("written"),
        gloss=text("gloss"),
        stances=stances,
        denied=_slug(row["polarity"]) == "denied",
        rejected="rejected" in row,
    )


def _slug(node: Node) -> str:
    return node.value.rpartition("/")[2]


def _shown(node: Node) -> str:
    return compact(node.value) if isinstance(node, NamedNode) else node.value
