"""Markup: rows, triples and pictures in XML that every parser reads back the same, or a line that says why not.

The engine writes what it is given, also where XML cannot hold a character or spell a name. So what it wrote is read
once here, which takes a few milliseconds a megabyte.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from xml.parsers import expat

from pyoxigraph import BlankNode, NamedNode, QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat, Triple
from pyoxigraph import serialize as serialized

from sovleader_kg.characters import beyond_xml
from sovleader_kg.errors import UsageError
from sovleader_kg.names import RDF, compact

__all__ = ["rdf_xml", "results_xml", "sound"]

RETIRED = {NamedNode(RDF + name) for name in ("bagID", "aboutEach", "aboutEachPrefix")}  # words of RDF/XML of 1999
TYPE = NamedNode(f"{RDF}type")
_NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)


def results_xml(found: QuerySolutions | QueryBoolean) -> bytes:
    """Return rows, or a yes or no, in the SPARQL Query Results XML Format.

    Raises:
        UsageError: A value has a character that no XML can hold.
    """
    return sound(found.serialize(format=QueryResultsFormat.XML) or b"", "JSON, CSV or TSV")


def rdf_xml(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> bytes:
    """Return triples as RDF/XML.

    Raises:
        UsageError: A value has a character that no XML can hold, or a property or class has no name in XML.
    """
    given = _renamed(list(triples))
    try:
        if RETIRED & set(map(_element, given)):
            raise UsageError("a word of RDF/XML stands as a property")
        return sound(serialized(given, format=RdfFormat.RDF_XML, prefixes=dict(prefixes)) or b"", "Turtle or N-Triples")
    except (UsageError, OSError) as error:
        name = next((name for name in dict.fromkeys(map(_element, given)) if not _is_spelled(name)), None)
        if name is None:
            raise error if isinstance(error, UsageError) else UsageError(f"RDF/XML cannot say it: {error}") from None
        message = f"RDF/XML has no way to spell {compact(name.value)}; ask for Turtle, N-Triples or JSON-LD"
        raise UsageError(message) from None


def sound(body: bytes, instead: str = "another format") -> bytes:
    """Return XML with its carriage returns escaped, since a parser would read each as the end of a line.

    Args:
        body: A document, written with ends of lines as line feeds.
        instead: What to ask for where XML cannot carry it.

    Raises:
        UsageError: It cannot be parsed.
    """
    escaped = body.replace(b"\r", b"&#13;")
    try:
        expat.ParserCreate(namespace_separator=" ").Parse(escaped, True)
    except expat.ExpatError as error:
        character = beyond_xml(escaped.decode("utf-8", "replace"))
        why = f"cannot hold {character}, which a value has" if character else f"cannot carry it ({error})"
        raise UsageError(f"XML {why}; ask for {instead}") from None
    return escaped


def _renamed(triples: Sequence[Triple]) -> Sequence[Triple]:
    """Return triples whose blank nodes have names that XML can spell."""
    nodes = {node for triple in triples for node in (triple.subject, triple.object) if isinstance(node, BlankNode)}
    if all(_NAME.fullmatch(node.value) for node in nodes):
        return triples
    names = {node: BlankNode(f"b{number}") for number, node in enumerate(sorted(nodes, key=str))}
    return [
        Triple(
            names.get(one.subject, one.subject),  # type: ignore[arg-type]
            one.predicate,
            names.get(one.object, one.object),  # type: ignore[arg-type]
        )
        for one in triples
    ]


def _element(triple: Triple) -> NamedNode:
    """Return what RDF/XML writes as the name of an element: the property, or the class of a thing."""
    is_class = triple.predicate == TYPE and isinstance(triple.object, NamedNode)
    return triple.object if is_class else triple.predicate  # type: ignore[return-value]


def _is_spelled(name: NamedNode) -> bool:
    """Return whether RDF/XML can write a name as an element."""
    if name in RETIRED:
        return False
    for one in (Triple(name, name, name), Triple(name, TYPE, name)):
        try:
            sound(serialized([one], format=RdfFormat.RDF_XML) or b"")
        except (UsageError, OSError):
            return False
    return True
