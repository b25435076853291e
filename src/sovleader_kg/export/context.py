"""Context: what JSON-LD of the graph is short by, and the documents on single things that are written with it.

Its terms are the vocabulary's local names (`holder`, `start`) and short names of other vocabularies (`rdfs:label`); ids
are relative to the base of our IRIs. A context that is fetched cannot set a base, so each document sets it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.names import BASE, KINDS, PREFIXES, SL, TYPE, XSD, compact
from sovleader_kg.nodes import Node

__all__ = ["FILE", "USES", "Context", "Json", "context_of"]

FILE = "context.jsonld"  # what the context is called, beside the pages
Json = dict[str, Any]
Kind = str | None  # how a value is written: "@id", "language", of a datatype; None as a plain string
SPACES = frozenset(PREFIXES.values())
STRING, SPOKEN = XSD + "string", PREFIXES["rdf"] + "langString"
USES = "SELECT DISTINCT ?property (DATATYPE(?value) AS ?datatype) WHERE { ?thing ?property ?value }"


def context_of(found: Iterable[Triple]) -> Json:
    """Return a context in which the triples are short: prefixes, and what the values of each property are."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    for triple in found:
        if not isinstance(triple.object, Triple):
            kinds[triple.predicate.value].add(_kind_of(triple.object))
    return {"@base": BASE, **_terms(kinds)}


@dataclass(frozen=True, slots=True)
class Context:
    """The context of a whole graph, by which a document is short on any of its things."""

    terms: Json

    @classmethod
    def of(cls, rows: Iterable[Sequence[Node | None]]) -> Context:
        """Return the context of a graph, from what `USES` selects there: each property with the kinds of its values."""
        kinds: dict[str, set[Kind]] = defaultdict(set)
        for property_, datatype in rows:
            if property_ is not None:
                kinds[property_.value].add(_short(datatype.value) if datatype else "@id")
        return cls(_terms(kinds))

    def document(self) -> bytes:
        """Return the context as a document of its own."""
        return _json({"@context": self.terms})

    def describe(self, triples: Iterable[Triple], thing: str, address: str) -> bytes:
        """Return triples as compact JSON-LD: a node for each subject, the thing itself first, then by IRI.

        Args:
            triples: Of this graph.
            thing: The IRI of what they are about.
            address: Where the context is; relative ones are to the address of the document.
        """
        nodes: dict[str, dict[str, list[Node]]] = defaultdict(lambda: defaultdict(list))
        for subject, predicate, value in sorted(set(triples), key=str):
            nodes[_name(subject)][predicate.value].append(value)
        first = _name(NamedNode(thing))
        graph = [self._node(name, nodes[name]) for name in sorted(nodes, key=lambda name: (name != first, name))]
        return _json({"@context": [address, {"@base": BASE}], "@graph": graph})

    def _node(self, name: str, values: Mapping[str, list[Node]]) -> Json:
        node: Json = {"id": name}
        if TYPE in values:
            node["type"] = _one_or_all([_full_or_short(one.value) for one in values[TYPE]])
        for predicate in sorted(values.keys() - {TYPE}):
            node[_term(predicate)] = self._values(_term(predicate), values[predicate])
        return node

    def _values(self, term: str, values: list[Node]) -> object:
        how = self.terms[term]
        if "@container" in how:
            spoken: dict[str, list[object]] = defaultdict(list)
            for value in values:
                assert isinstance(value, Literal)
                spoken[str(value.language)].append(value.value)
            return {language: _one_or_all(texts) for language, texts in spoken.items()}
        return _one_or_all([_value(value, how.get("@type")) for value in values])


def _terms(kinds: Mapping[str, Iterable[Kind]]) -> Json:
    terms: Json = {"@version": 1.1, "id": "@id", "type": "@type"}
    terms |= {prefix: space for prefix, space in PREFIXES.items() if prefix not in KINDS}
    return terms | {
        _term(iri): {"@id": _full_or_short(iri), **_written(kinds[iri])} for iri in sorted({*kinds} - {TYPE})
    }


def _written(kinds: Iterable[Kind]) -> Json:
    """Return how a property's values are written, where all are of one kind."""
    found = set(kinds)
    found -= {"@id"} if "@vocab" in found else set()
    if len(found) > 1:
        return {}
    (kind,) = found
    if kind == "language":
        return {"@container": "@language"}
    return {} if kind is None else {"@type": kind}


def _kind_of(value: Node) -> Kind:
    if isinstance(value, NamedNode | BlankNode):
        return "@vocab" if value.value in SPACES else "@id"
    return _short(value.datatype.value)


def _short(datatype: str) -> Kind:
    return "language" if datatype == SPOKEN else None if datatype == STRING else _full_or_short(datatype)


def _full_or_short(iri: str) -> str:
    return compact(iri).strip("<>")


def _term(iri: str) -> str:
    """Return what a property is called: one of the vocabulary by its local name."""
    return iri.removeprefix(SL) if iri.startswith(SL) else _full_or_short(iri)


def _name(node: NamedNode | BlankNode | Triple) -> str:
    """Return an id: relative to our base, with a prefix, or whole."""
    if isinstance(node, NamedNode):
        if node.value.startswith(BASE):
            return node.value.removeprefix(BASE)
        return node.value if node.value in SPACES else _full_or_short(node.value)
    return str(node)


def _value(value: Node, kind: str | None) -> object:
    if not isinstance(value, Literal):
        return _name(value) if kind == "@id" else {"@id": _name(value)}
    if value.language:
        return {"@value": value.value, "@language": value.language}
    if kind or value.datatype.value == STRING:
        return value.value
    return {"@value": value.value, "@type": _full_or_short(value.datatype.value)}


def _one_or_all(values: list[Any]) -> object:
    return values[0] if len(values) == 1 else values


def _json(document: Json) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
