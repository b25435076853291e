"""Service: what the server says of itself to machines: a SPARQL Service Description and an OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.names import LANGUAGES, PREFIXES, RDF, RDFS, VERSION, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.queries import Parameter, StoredQuery
from sovleader_kg.web.media import DOCUMENTS, HTML, JSON, TABLES

__all__ = ["describe_endpoint", "openapi"]

SD = "http://www.w3.org/ns/sparql-service-description#"
FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)
DAYS = {
    "/on/{day}": ("on", "The whole leadership of a day", ("day",)),
    "/on/{first}/{last}": ("changes", "What changed between two days", ("first", "last")),
}
SCHEMAS = {"iri": {"type": "string"}, "date": {"type": "string", "format": "date"}, "integer": {"type": "integer"}}


def describe_endpoint(endpoint: str, size: int, graphs: Iterable[NamedNode]) -> list[Triple]:
    """Return the SPARQL 1.1 Service Description of an endpoint.

    Args:
        endpoint: Its address.
        size: How many triples its default graph has.
        graphs: Its named graphs.
    """
    at, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    triples = [
        _triple(at, f"{RDF}type", NamedNode(f"{SD}Service")),
        _triple(at, f"{SD}endpoint", at),
        _triple(at, f"{RDFS}seeAlso", NamedNode(f"{endpoint.removesuffix('/sparql')}/reconcile")),
        _triple(at, f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query")),
        *(_triple(at, f"{SD}resultFormat", NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in FORMATS),
        _triple(at, f"{SD}defaultDataset", dataset),
        _triple(dataset, f"{RDF}type", NamedNode(f"{SD}Dataset")),
        _triple(dataset, f"{SD}defaultGraph", default),
        _triple(default, f"{RDF}type", NamedNode(f"{SD}Graph")),
        _triple(default, PREFIXES["void"] + "triples", Literal(str(size), datatype=NamedNode(f"{XSD}integer"))),
    ]
    for number, graph in enumerate(graphs):
        node = BlankNode(f"g{number}")
        triples += [
            _triple(dataset, f"{SD}namedGraph", node),
            _triple(node, f"{RDF}type", NamedNode(f"{SD}NamedGraph")),
            _triple(node, f"{SD}name", graph),
        ]
    return triples


def _triple(subject: NamedNode | BlankNode, predicate: str, value: Node) -> Triple:
    return Triple(subject, NamedNode(predicate), value)


def openapi(base: str, queries: Iterable[StoredQuery]) -> dict[str, object]:
    """Return days, seats, reconciliation and stored queries, served below an address, as an OpenAPI 3.1 document."""
    asked = {f"/queries/{query.name}": {"get": _operation(query)} for query in queries}
    days = {path: {"get": _day_operation(*told)} for path, told in DAYS.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": "sovleader-kg: days, seats, reconciliation and stored queries", "version": VERSION},
        "servers": [{"url": base}],
        "paths": {**days, "/seats": {"get": _seats_operation()}, "/reconcile/{language}": _reconciling(), **asked},
    }


def _day_operation(name: str, summary: str, days: tuple[str, ...]) -> dict[str, object]:
    day = {"in": "path", "required": True, "schema": SCHEMAS["date"]}
    formats = {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(DOCUMENTS)}}
    content = {kind: dict[str, object]() for kind in DOCUMENTS.values()}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [*({"name": one, **day} for one in days), formats],
        "responses": {"200": {"description": summary, "content": content}, "400": {"description": "not a day"}},
    }


def _seats_operation() -> dict[str, object]:
    post = {"name": "post", "in": "query", "schema": SCHEMAS["iri"], "example": "post:politburo-member"}
    day = {
        "name": "day",
        "in": "query",
        "schema": SCHEMAS["date"],
        "description": "a day of which no size is stated too",
    }
    formats = {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(DOCUMENTS)}}
    content = {kind: dict[str, object]() for kind in DOCUMENTS.values()}
    return {
        "operationId": "seats",
        "summary": "Stated seats against members",
        "parameters": [post, day, formats],
        "responses": {"200": {"description": "seats", "content": content}, "400": {"description": "a wrong value"}},
    }


def _reconciling() -> dict[str, object]:
    """Return how the reconciliation service is asked; its own manifest tells of what stands below it."""
    language = {
        "name": "language",
        "in": "path",
        "required": True,
        "schema": {"type": "string", "enum": list(LANGUAGES)},
    }
    asked = {
        "queries": "a batch of reconciliation queries, as JSON",
        "extend": "a data extension query, as JSON",
        "callback": "the name of a function that the answer is to call",
    }
    texts = {name: {"type": "string", "description": meaning} for name, meaning in asked.items()}
    told = "the manifest, candidates, or properties of things, by the Reconciliation Service API 0.2"
    answers = {
        "200": {"description": told, "content": {JSON: dict[str, object]()}},
        "400": {"description": "a wrong value"},
        "413": {"description": "too many queries, things or properties"},
    }
    form = {"application/x-www-form-urlencoded": {"schema": {"type": "object", "properties": texts}}}
    parameters = [{"name": name, "in": "query", "schema": schema} for name, schema in texts.items()]
    shared = {"summary": "Reconciliation of tables with the graph", "responses": answers}
    return {
        "parameters": [language],
        "get": {"operationId": "reconcile", "parameters": parameters, **shared},
        "post": {"operationId": "reconcileForm", "requestBody": {"content": form}, **shared},
    }


def _operation(query: StoredQuery) -> dict[str, object]:
    rows = {kind: dict[str, object]() for kind in (*TABLES.values(), HTML)}
    formats = {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(TABLES)}}
    return {
        "operationId": query.name,
        "summary": query.summary,
        "description": query.description,
        "tags": list(query.tags),
        "parameters": [*map(_parameter, query.parameters), formats],
        "responses": {"200": {"description": "rows", "content": rows}, "400": {"description": "a wrong value"}},
    }


def _parameter(parameter: Parameter) -> dict[str, object]:
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.meaning,
        "example": parameter.sample,
        "schema": SCHEMAS.get(parameter.type, {"type": "string"}),
    }
