"""The catalogue as RDF: every stored query as a `sh:SPARQLExecutable`, as sib-swiss/sparql-examples publishes them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from sovleader_kg import files
from sovleader_kg.names import BASE, PREFIXES, RDF, RDFS, XSD, expand
from sovleader_kg.nodes import Node
from sovleader_kg.store.queries import Parameter, StoredQuery, parse_query_file

__all__ = ["FOLDERS", "describe_queries"]

FOLDERS = ("", "checks", "views")
SH = PREFIXES["sh"]
FORMS = {"SELECT": ("SPARQLSelectExecutable", "select"), "CONSTRUCT": ("SPARQLConstructExecutable", "construct")}
DATATYPES = {"date": "date", "integer": "integer", "string": "string"}
_FORM = re.compile(r"^\s*(SELECT|CONSTRUCT)\b", re.MULTILINE)


def describe_queries() -> Iterator[Triple]:
    """Yield each query's kind, text, summary, description, tags and parameters, the words in each language.

    A query is called `query:<name>`, one of a folder `query:<folder>-<name>`, a parameter `query:<name>.<parameter>`.
    """
    for folder in FOLDERS:
        for path in files.query_files(folder):
            query = parse_query_file(path)
            yield from _query(query, f"{BASE}query/{folder}{'-' * bool(folder)}{query.name}")


def _query(query: StoredQuery, iri: str) -> Iterator[Triple]:
    form = _FORM.search(query.text)
    assert form, query.name
    kind, text = FORMS[form[1]]
    yield _triple(iri, f"{RDF}type", NamedNode(SH + "SPARQLExecutable"))
    yield _triple(iri, f"{RDF}type", NamedNode(SH + kind))
    yield _triple(iri, SH + text, Literal(query.text))
    for language in ("en", *query.translations):
        told = query.told_in(language)
        yield _triple(iri, f"{RDFS}label", Literal(told.summary, language=language))
        yield _triple(iri, f"{RDFS}comment", Literal(told.description, language=language))
        for one in told.parameters:
            yield _triple(f"{iri}.{one.name}", SH + "description", Literal(one.meaning, language=language))
    for tag in query.tags:
        yield _triple(iri, PREFIXES["schema"] + "keywords", Literal(tag))
    for parameter in query.parameters:
        yield _triple(iri, SH + "parameter", NamedNode(f"{iri}.{parameter.name}"))
        yield from _parameter(parameter, f"{iri}.{parameter.name}")


def _parameter(parameter: Parameter, iri: str) -> Iterator[Triple]:
    yield _triple(iri, f"{RDF}type", NamedNode(SH + "Parameter"))
    yield _triple(iri, SH + "name", Literal(parameter.name))
    yield _triple(iri, SH + "path", NamedNode(f"{BASE}query/{parameter.name}"))
    if parameter.type == "iri":
        yield _triple(iri, SH + "nodeKind", NamedNode(SH + "IRI"))
        yield _triple(iri, PREFIXES["skos"] + "example", NamedNode(expand(parameter.sample)))
        return
    datatype = NamedNode(XSD + DATATYPES[parameter.type])
    yield _triple(iri, SH + "datatype", datatype)
    yield _triple(iri, PREFIXES["skos"] + "example", Literal(parameter.sample, datatype=datatype))


def _triple(subject: str, predicate: str, value: Node) -> Triple:
    return Triple(NamedNode(subject), NamedNode(predicate), value)
