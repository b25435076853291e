"""Content: what runs in the process that makes pages and linked data: our own queries alone, with checked values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from sovleader_kg.errors import UsageError
from sovleader_kg.export.picture import draw
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.names import GRAPHS, PREFIXES, RDF, VERSION, XSD
from sovleader_kg.store.queries import catalogue, stored
from sovleader_kg.web.pages.about import about, written
from sovleader_kg.web.pages.links import ServerLinks
from sovleader_kg.web.pages.pages import Pages
from sovleader_kg.web.pages.things import read_thing
from sovleader_kg.web.pages.words import WORDS
from sovleader_kg.web.server import media
from sovleader_kg.web.server.process import Answered
from sovleader_kg.web.server.worker import RESULTS, TRIPLES

__all__ = ["begin", "data", "description", "ontology", "openapi", "page", "picture", "query", "service", "thing"]

SD = "http://www.w3.org/ns/sparql-service-description#"
KEPT = {"lang", "run", "format"}
_OPEN: list[tuple[KnowledgeGraph, Pages]] = []
_REPLACED = "SELECT ?new WHERE {{ <{iri}> dcterms:isReplacedBy ?new }} ORDER BY ?new"
_LAYER = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"
_NAMED = "SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } } ORDER BY ?graph"


def begin(folder: Path) -> None:
    """Open the graph and read its labels."""
    kg = KnowledgeGraph.open(folder)
    _OPEN.append((kg, Pages(kg)))


def page(name: str, language: str, parameters: Mapping[str, str]) -> Answered:
    """Return a page by its name."""
    return _html(200, _OPEN[0][1].page(name, ServerLinks(language), parameters))


def thing(iri: str, language: str) -> Answered:
    """Return the page of a thing; 404 for one that the graph does not know, 410 for one that was withdrawn."""
    kg, pages = _OPEN[0]
    links = ServerLinks(language)
    if not pages.exists(iri):
        return _html(404, pages.missing(links, f"{WORDS[language]['unknown']} {iri}"))
    replaced = _replaced(iri)
    if replaced:
        return _html(410, pages.missing(links, iri, replaced))
    return _html(200, pages.thing(read_thing(kg, iri), links))


def data(iri: str, media_type: str) -> Answered:
    """Return the triples about a thing: its own, its claims', and those that name it."""
    kg, pages = _OPEN[0]
    if not pages.exists(iri):
        return _text(404, f"the graph does not know {iri}")
    replaced = _replaced(iri)
    if replaced:
        return _text(410, f"{iri} was withdrawn; replaced by {', '.join(replaced)}")
    return _triples(about(kg, iri), media_type)


def _replaced(iri: str) -> list[str]:
    rows = _OPEN[0][0].select(_REPLACED.format(iri=iri)).rows
    return [node.value for (node,) in rows if isinstance(node, NamedNode)]


def ontology(media_type: str) -> Answered:
    """Return the vocabulary."""
    return _triples(_OPEN[0][0].sparql(_LAYER.format(graph=f"{GRAPHS}ontology")), media_type)


def description(media_type: str) -> Answered:
    """Return what the published file says of itself, in VoID and DCAT."""
    return _triples(_OPEN[0][0].sparql(_LAYER.format(graph=f"{GRAPHS}description")), media_type)


def service(endpoint: str, media_type: str) -> Answered:
    """Return the SPARQL 1.1 Service Description of an endpoint."""
    at, dataset, default = NamedNode(endpoint), BlankNode("dataset"), BlankNode("default")
    graphs = [node for (node,) in _OPEN[0][0].select(_NAMED).rows if isinstance(node, NamedNode)]
    told: list[tuple[NamedNode | BlankNode, str, NamedNode | BlankNode | Literal]] = [
        (at, f"{RDF}type", NamedNode(f"{SD}Service")),
        (at, f"{SD}endpoint", at),
        (at, f"{SD}supportedLanguage", NamedNode(f"{SD}SPARQL11Query")),
        *((at, f"{SD}resultFormat", NamedNode(f"http://www.w3.org/ns/formats/{name}")) for name in _FORMATS),
        (at, f"{SD}defaultDataset", dataset),
        (dataset, f"{RDF}type", NamedNode(f"{SD}Dataset")),
        (dataset, f"{SD}defaultGraph", default),
        (default, f"{RDF}type", NamedNode(f"{SD}Graph")),
        (default, PREFIXES["void"] + "triples", _number(_count())),
    ]
    for number, graph in enumerate(graphs):
        node = BlankNode(f"g{number}")
        told += [
            (dataset, f"{SD}namedGraph", node),
            (node, f"{RDF}type", NamedNode(f"{SD}NamedGraph")),
            (node, f"{SD}name", graph),
        ]
    return _triples([Triple(one, NamedNode(two), three) for one, two, three in told], media_type)


_FORMATS = (
    "SPARQL_Results_JSON",
    "SPARQL_Results_XML",
    "SPARQL_Results_CSV",
    "SPARQL_Results_TSV",
    "Turtle",
    "N-Triples",
    "RDF_XML",
    "JSON-LD",
)


def _count() -> int:
    ((count,),) = _OPEN[0][0].select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }").rows
    return int(count.value) if isinstance(count, Literal) else 0


def _number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(f"{XSD}integer"))


def query(name: str, language: str, parameters: Mapping[str, str], media_type: str) -> Answered:
    """Run a stored query, or show its form; a value that is not of its type is 400."""
    kg, pages = _OPEN[0]
    try:
        stored(name)
    except UsageError as error:
        message = str(error).replace("sovleader ask", "/queries")
        if media_type == media.HTML:
            return _html(404, pages.missing(ServerLinks(language), message))
        return _text(404, message)
    values = {key: value for key, value in parameters.items() if key not in KEPT and value}
    try:
        if media_type == media.HTML:
            table = kg.ask(name, **values) if "run" in parameters else None
            return _html(200, pages.query(name, ServerLinks(language), parameters, table, None))
        found = kg.solutions(name, **values)
    except UsageError as error:
        message = str(error)
        if media_type == media.HTML:
            return _html(400, pages.query(name, ServerLinks(language), parameters, None, message))
        return _text(400, message)
    return Answered(200, media_type, found.serialize(format=RESULTS[media_type]) or b"")


def openapi(base: str) -> Answered:
    """Return the stored queries as an OpenAPI 3.1 document."""
    types = {"iri": {"type": "string"}, "date": {"type": "string", "format": "date"}, "integer": {"type": "integer"}}
    formats = {"name": "format", "in": "query", "schema": {"type": "string", "enum": list(media.TABLES)}}
    paths = {}
    for name, one in catalogue().items():
        parameters: list[object] = [
            {
                "name": parameter.name,
                "in": "query",
                "required": False,
                "description": parameter.meaning,
                "example": parameter.sample,
                "schema": types.get(parameter.type, {"type": "string"}),
            }
            for parameter in one.parameters
        ]
        content: dict[str, object] = {kind: {} for kind in (*media.TABLES.values(), media.HTML)}
        answers: dict[str, object] = {"200": {"description": "rows", "content": content}}
        answers["400"] = {"description": "a wrong value"}
        told = {"operationId": name, "summary": one.summary, "description": one.description, "tags": list(one.tags)}
        paths[f"/queries/{name}"] = {"get": {**told, "parameters": [*parameters, formats], "responses": answers}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "sovleader-kg: stored queries", "version": VERSION},
        "servers": [{"url": base}],
        "paths": paths,
    }
    return Answered(200, "application/json", json.dumps(document, ensure_ascii=False, indent=1).encode())


def picture(language: str) -> Answered:
    """Return the timeline as SVG."""
    kg, _ = _OPEN[0]
    return Answered(200, "image/svg+xml", draw(kg.lanes(language), WORDS[language]["timeline"]).encode())


def _triples(found: object, media_type: str) -> Answered:
    assert isinstance(found, list)
    return Answered(200, media_type, written(found, TRIPLES[media_type]))


def _html(status: int, text: str) -> Answered:
    return Answered(status, media.HTML, text.encode())


def _text(status: int, text: str) -> Answered:
    return Answered(status, "text/plain", f"{text}\n".encode())
