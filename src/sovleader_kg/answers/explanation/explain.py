"""Explanations: each statement about a thing, according to whom, based on which passage, found where, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal

from sovleader_kg.answers.explanation.lookup import LABEL, TYPE, Lookup, Triple
from sovleader_kg.answers.explanation.origins import origin
from sovleader_kg.answers.explanation.proofs import Proof
from sovleader_kg.cards import Card, Cells, Link, Sheet, link
from sovleader_kg.names import PREFIXES, RDF, SL, compact, kind_of
from sovleader_kg.nodes import Node, shown
from sovleader_kg.store.engines import Engine, order_of, rows
from sovleader_kg.store.testimony import Testimony, about, among, quoting

__all__ = ["Explanation", "Statement", "explain_thing"]

OBJECT = RDF + "object"
# What the editors write in both languages; of its values the English one is shown, and the Russian one beside it.
WORDED = {
    *(PREFIXES["skos"] + name for name in ("note", "definition", "scopeNote", "example")),
    *(PREFIXES["dcterms"] + name for name in ("description", "rights")),
    *(SL + name for name in ("gloss", "rationale")),
}
_FACTS = "SELECT DISTINCT ?predicate ?value WHERE {{ <{thing}> ?predicate ?value }}"


@dataclass(frozen=True, slots=True, repr=False)
class Statement(Card):
    """One property of a thing: its values in the graph, every claim on that point, and why the values stand.

    Attributes:
        predicate: IRI of the property.
        values: The values in the graph, as a person reads them; none where nothing is agreed.
        values_ru: The same in Russian, where they are words that the editors wrote in both languages; else none.
        nature: "claimed", "derived", "editorial", "metadata" or "vocabulary", as `Proof` says.
        claims: Every claim on the point.
        proofs: For each value, where it comes from.
    """

    predicate: str
    values: tuple[str, ...]
    values_ru: tuple[str, ...]
    nature: str
    claims: tuple[Testimony, ...]
    proofs: tuple[Proof, ...]

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "predicate": self.predicate,
            "values": list(self.values),
            "values_ru": list(self.values_ru),
            "nature": self.nature,
            "claims": [said.as_json() for said in self.claims],
            "proofs": [proof.as_json() for proof in self.proofs],
        }

    def _cells(self) -> Cells:
        return {
            "property": Link(self.predicate),
            "values": [link(one) for one in self.values] or "(no agreed value)",
            "nature": self.nature,
            "claims": len(self.claims),
        }

    def _sheets(self) -> Iterable[Sheet]:
        yield Sheet.of([self._cells()])
        if self.claims:
            yield Sheet.of([one._cells() for one in self.claims], "who says so")


@dataclass(frozen=True, slots=True, repr=False)
class Explanation(Card):
    """What the graph says of a thing and who says so.

    Attributes:
        thing: IRI of the thing.
        label: Its English label.
        types: Its classes, compact.
        statements: What is said of it, claimed points first.
        absent: Why there is no statement, where one was asked for that the graph does not make.
    """

    thing: str
    label: str
    types: tuple[str, ...]
    statements: tuple[Statement, ...]
    absent: str | None = None

    def as_json(self) -> dict[str, object]:
        """Return the stable JSON form."""
        return {
            "thing": self.thing,
            "label": self.label,
            "types": list(self.types),
            "statements": [one.as_json() for one in self.statements],
            "absent": self.absent,
        }

    @property
    def quoted(self) -> bool:
        """True where some passage's own words are known."""
        return any(said.wording for one in self.statements for said in one.claims)

    def quoting(self, wordings: Mapping[str, str]) -> Explanation:
        """Return the explanation with the own words of passages, by their hashes, from a reader's copy."""
        quoted = (
            replace(
                one,
                claims=tuple(quoting(said, wordings) for said in one.claims),
                proofs=tuple(_quoting(proof, wordings) for proof in one.proofs),
            )
            for one in self.statements
        )
        return replace(self, statements=tuple(quoted))

    def _cells(self) -> Cells:
        return {
            "thing": Link(self.thing),
            "label": self.label,
            "types": [link(one) for one in self.types],
            "statements": len(self.statements),
            "claims": sum(len(one.claims) for one in self.statements),
            "absent": self.absent,
        }

    def _sheets(self) -> Iterable[Sheet]:
        heading = (Link(self.thing, self.label), *(link(one) for one in self.types))
        yield Sheet.of([one._cells() for one in self.statements], heading)
        claimed = ({"property": Link(one.predicate), **said._cells()} for one in self.statements for said in one.claims)
        if rows := list(claimed):
            yield Sheet.of(rows, "who says so")
        if self.absent:
            yield Sheet.of([], self.absent)


def _quoting(proof: Proof, wordings: Mapping[str, str]) -> Proof:
    premises = tuple(_quoting(premise, wordings) for premise in proof.premises)
    return replace(proof, premises=premises, claims=tuple(quoting(said, wordings) for said in proof.claims))


def explain_thing(
    engine: Engine, lookup: Lookup, thing: str, predicate: str | None = None, value: str | None = None
) -> Explanation:
    """Return every statement about a thing, or those of one property, or of one value of it, with who says so.

    Args:
        engine: A store of the published graph.
        lookup: What was read of it already.
        thing: IRI of the thing.
        predicate: IRI of a property, to see it alone.
        value: A value as a person reads it, or its IRI, to see it alone.
    """
    values = _values(engine, thing)
    labels = [node for node in values.get(LABEL, ()) if isinstance(node, Literal)]
    label = next((one.value for one in labels if one.language == "en"), compact(thing))
    types = tuple(sorted(shown(node) for node in values.get(TYPE, ())))
    said = about(engine, thing) or _own(engine, thing)
    asked = {predicate} if predicate else {*values, *(one.predicate for one in said)} - {TYPE, LABEL}
    found = [_statement(lookup, thing, one, values.get(one, ()), said, value) for one in asked]
    statements = sorted((one for one in found if one.values or one.claims), key=_place)
    absent = None if statements else _absent(values.get(predicate or "", ()), said, predicate, value)
    return Explanation(thing, label, types, tuple(statements), absent)


def _own(engine: Engine, thing: str) -> list[Testimony]:
    """Return what a claim itself says, as said of its object, so that its source and verdict are shown."""
    said = among(engine, [thing]) if kind_of(thing) == "claim" else []
    return [replace(one, evidence=replace(one.evidence, predicate=OBJECT)) for one in said]


def _values(engine: Engine, thing: str) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {}
    for row in rows(engine, _FACTS.format(thing=thing)):
        found.setdefault(row["predicate"].value, []).append(row["value"])
    return {predicate: sorted(nodes, key=order_of) for predicate, nodes in sorted(found.items())}


def _statement(
    lookup: Lookup, thing: str, predicate: str, nodes: Sequence[Node], said: Sequence[Testimony], value: str | None
) -> Statement:
    russian = [node for node in nodes if predicate in WORDED and isinstance(node, Literal) and node.language == "ru"]
    told = [node for node in nodes if node not in russian]
    kept = told if value is None else [node for node in nodes if value in {shown(node), node.value}]
    claims = tuple(
        one
        for one in said
        if one.predicate == predicate
        and (value is None or value == one.value or (kept and one.verdict != "contradicts"))
    )
    triples: list[Triple] = [(thing, predicate, node) for node in kept]
    proofs = tuple(proof for triple in triples if (proof := origin(lookup, triple)))
    nature = proofs[0].nature if proofs else "claimed"
    agreed = kept or (told if claims else ())
    return Statement(predicate, _in_order(agreed), _in_order(russian), nature, claims, proofs)


def _in_order(nodes: Iterable[Node]) -> tuple[str, ...]:
    return tuple(sorted(map(shown, nodes)))


def _place(one: Statement) -> tuple[int, str]:
    order = ("claimed", "derived", "editorial", "metadata", "vocabulary")
    return (0 if one.claims else 1 + order.index(one.nature), one.predicate)


def _absent(nodes: Sequence[Node], said: Sequence[Testimony], predicate: str | None, value: str | None) -> str:
    if predicate is None:
        return "the graph only names it"
    name = compact(predicate)
    others = sorted({*map(shown, nodes), *(one.value for one in said if one.predicate == predicate)})
    if value is not None and others:
        return f"neither the graph nor a source gives {name} {value}; given are {'; '.join(others)}"
    return f"nothing is said of {name}, neither by the editors nor by a source"
