"""Appellations: what things are called in the vocabularies that others ask: `foaf:name` and the labels of SKOS.

| a thing | `foaf:name` | `skos:prefLabel` | `skos:altLabel` |
|---|---|---|---|
| a person | the labels | the labels | the full name, and each name with the surname first |
| a post or body | | the labels | official names |
| an office, event or place | | the labels | |

No other name is an alternative in the same language as the label that it repeats.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg.corpus.index import Index
from sovleader_kg.names import PREFIXES, RDFS, kind_of, sl
from sovleader_kg.nodes import Node

__all__ = ["ALTERNATIVE", "NAME", "NAMING", "PREFERRED", "appellations", "derive_appellations"]

NAME = PREFIXES["foaf"] + "name"
PREFERRED, ALTERNATIVE = PREFIXES["skos"] + "prefLabel", PREFIXES["skos"] + "altLabel"
NAMING = frozenset({NAME, PREFERRED, ALTERNATIVE})
LABEL = RDFS + "label"
PERSON = "person"
OTHERS = {PERSON: sl("fullName"), "post": sl("officialName"), "body": sl("officialName")}
CALLED = frozenset({*OTHERS, "office", "event", "place"})  # kinds that have such names
Values = Callable[[str], Iterable[Node]]
Called = tuple[str, Literal, Literal, str]


def derive_appellations(index: Index) -> list[Triple]:
    """Return the names of everything that others look up by name, from facts."""
    return [
        Triple(NamedNode(thing), NamedNode(predicate), name)
        for thing in index.subjects()
        for predicate, name, *_ in appellations(kind_of(thing), partial(index.nodes, thing))
    ]


def appellations(kind: str | None, values: Values) -> Iterator[Called]:
    """Yield the names of one thing: the property and the name, and the name that facts give and its property.

    Args:
        kind: The kind of the thing.
        values: Gives what facts say of it, by property.
    """
    if kind not in CALLED:
        return
    labels = _texts(values(LABEL))
    for label in labels:
        yield PREFERRED, label, label, LABEL
        if kind == PERSON:
            yield NAME, label, label, LABEL
    told = set(labels)
    given = [(source, name) for source in (OTHERS.get(kind), LABEL) if source for name in _texts(values(source))]
    for source, name in given:
        for form in (name, _inverted(name)) if kind == PERSON else (name,):
            if form not in told:
                told.add(form)
                yield ALTERNATIVE, form, name, source


def _texts(nodes: Iterable[Node]) -> list[Literal]:
    return [node for node in nodes if isinstance(node, Literal)]


def _inverted(name: Literal) -> Literal:
    """Return a name with the surname, its last word, first: "Stalin, Joseph"."""
    given, space, surname = name.value.rpartition(" ")
    return Literal(f"{surname}, {given}" if space else surname, language=name.language)
