"""An endpoint: any SPARQL 1.1 server that holds the published file, as an engine."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING, Any, ClassVar

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from sovleader_kg.errors import QueryError, StoreError, UsageError
from sovleader_kg.names import PREFIXES, XSD
from sovleader_kg.store.client import Answer, Client, refusal
from sovleader_kg.store.engines import Result

if TYPE_CHECKING:
    import rdflib

__all__ = ["TRIPLES", "EndpointEngine", "form_of", "is_iri", "with_prefixes"]

BOOLEAN = NamedNode(XSD + "boolean")
SPELLINGS = {"1": "true", "0": "false"}
ROWS = "application/sparql-results+json"
TRIPLES = {"application/n-triples": RdfFormat.N_TRIPLES, "text/turtle": RdfFormat.TURTLE}
XML = ("application/sparql-results+xml", "application/xml", "text/xml")
RDF_XML = "application/rdf+xml"
BAD_REQUEST = 400
_TOKEN = re.compile(
    r"""<[^<>"{}|^`\\\s]*>|#[^\n]*|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?P<name>[A-Za-z][\w.-]*)?(?P<colon>:)|(?P<word>[A-Za-z]\w*)""",
    re.DOTALL,
)
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


class EndpointEngine:
    """A server's endpoint, asked over HTTP. Rows and terms are those of the compiled store."""

    scans: ClassVar[bool] = False

    def __init__(self, url: str, client: Client, graph: str | None = None) -> None:
        """Keep the address, and the named graph that stands for the default graph, and see that something answers.

        Raises:
            StoreError: Nothing answers, or not in SPARQL.
            UsageError: The address is not a URL, or the graph's name not an IRI.
        """
        if graph is not None and not is_iri(graph):
            raise UsageError(f'"{graph}" is not an IRI; name the graph by its IRI, such as https://example.org/graph')
        self.url, self._client = url, client
        self._dataset: Mapping[str, Sequence[str]] = {"default-graph-uri": [graph]} if graph else {}
        try:
            self.query("ASK { }")
        except QueryError as error:
            raise StoreError(f"{url} does not answer SPARQL ({error})") from None

    def __str__(self) -> str:
        return f"the endpoint {self.url}"

    def over(self, default_graphs: Sequence[str], named_graphs: Sequence[str]) -> EndpointEngine:
        """Return the same endpoint, asked over other graphs; over its own where none are named."""
        if not default_graphs and not named_graphs:
            return self
        other = copy(self)
        other._dataset = {"default-graph-uri": default_graphs, "named-graph-uri": named_graphs}
        return other

    def query(self, text: str) -> Result:
        """Answer a query over the endpoint's default graph, as `OxigraphEngine.query`.

        Raises:
            QueryError: The text is not a query, or the server refuses it.
            StoreError: The server cannot be reached, cuts its answer, or answers with something else.
        """
        form = form_of(text)
        if form is None:
            raise QueryError("not a query: an endpoint is only asked here; use SELECT, ASK, CONSTRUCT or DESCRIBE")
        accept = ", ".join(TRIPLES) if form in {"CONSTRUCT", "DESCRIBE"} else ROWS
        answer = self._client.form(self.url, {"query": with_prefixes(text), **self._dataset}, accept)
        why = refusal(answer)
        if why is not None:
            error = QueryError if answer.status in {BAD_REQUEST, 500} else StoreError
            raise error(f"{self.url}: {why}")
        try:
            if answer.media_type in TRIPLES or answer.media_type == RDF_XML:
                return _triples(answer)
            return _solutions(_rows(answer, form))
        except (ValueError, SyntaxError, KeyError, TypeError, AttributeError, RecursionError):
            kind = answer.media_type or "nothing"
            raise StoreError(f"{self.url} answers with {kind} instead of a SPARQL result; is it an endpoint?") from None

    def graph(self) -> rdflib.Graph:
        """Return an rdflib view of the endpoint; each question to it is a request. Blank nodes cannot be named."""
        from sovleader_kg.store.view import endpoint_view

        return endpoint_view(self.query)


def is_iri(text: str) -> bool:
    """Return whether a text is an IRI that a query may name."""
    try:
        return bool(NamedNode(text).value)
    except ValueError:
        return False


def _rows(answer: Answer, form: str | None) -> bytes:
    """Return a result in the members that the recommendation knows, booleans spelled as words.

    Comunica adds members; Virtuoso spells booleans as numbers and blank nodes as addresses, and answers a question
    for yes or no with one row or none.
    """
    document: dict[str, Any] = json.loads(_as_json(answer))
    if "boolean" in document:
        return json.dumps({"head": {}, "boolean": bool(document["boolean"])}).encode()
    rows = document["results"]["bindings"]
    if form == "ASK":
        return json.dumps({"head": {}, "boolean": bool(rows)}).encode()
    if answer.most is not None and len(rows) >= answer.most:
        raise StoreError(f"the server cuts answers at {answer.most:,} rows; raise its limit, or ask for less")
    for row in rows:
        for term in row.values():
            if term.get("datatype") == BOOLEAN.value:
                term["value"] = SPELLINGS.get(term["value"], term["value"])
            elif term["type"] == "bnode":
                term["value"] = re.sub(r"\W", "", term["value"])
    return json.dumps({"head": {"vars": document["head"]["vars"]}, "results": {"bindings": rows}}).encode()


def _as_json(answer: Answer) -> bytes:
    """Return rows in JSON, also of a server that writes XML whatever it is asked for."""
    if answer.media_type not in XML:
        return answer.body
    if b"<!ENTITY" in answer.body:
        raise ValueError("entities are not read")
    return parse_query_results(answer.body, QueryResultsFormat.XML).serialize(format=QueryResultsFormat.JSON) or b""


def _solutions(document: bytes) -> QuerySolutions | QueryBoolean:
    """Read a result; every term is read once here, since a broken one would be met only when its row is."""
    found = parse_query_results(document, QueryResultsFormat.JSON)
    if isinstance(found, QueryBoolean):
        return found
    for row in found:
        tuple(row)
    return parse_query_results(document, QueryResultsFormat.JSON)


def _triples(answer: Answer) -> list[Triple]:
    if answer.media_type == RDF_XML and b"<!ENTITY" in answer.body:
        raise ValueError("entities are not read")
    form = TRIPLES.get(answer.media_type, RdfFormat.RDF_XML)
    return [_worded(quad.triple) for quad in parse(answer.body, form)]


def _worded(triple: Triple) -> Triple:
    value = triple.object
    if isinstance(value, Literal) and value.datatype == BOOLEAN and value.value in SPELLINGS:
        return Triple(triple.subject, triple.predicate, Literal(SPELLINGS[value.value], datatype=BOOLEAN))
    return triple


def form_of(text: str) -> str | None:
    """Return a query's form, or None where the text is an update or nothing of the kind.

    >>> form_of("PREFIX ask: <urn:select#> construct { } WHERE { }")
    'CONSTRUCT'
    >>> form_of("INSERT { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }")
    """
    words = (match["word"].upper() for match in _TOKEN.finditer(text) if match["word"])
    first = next((word for word in words if word not in {"PREFIX", "BASE"}), None)
    return first if first in _FORMS else None


def with_prefixes(text: str) -> str:
    """Return a query with the project's prefixes declared that it uses and does not declare, on its first line.

    >>> with_prefixes("ASK { ?person a foaf:Person }")
    'PREFIX foaf: <http://xmlns.com/foaf/0.1/> ASK { ?person a foaf:Person }'
    """
    used: set[str] = set()
    declared: set[str] = set()
    before = ""
    for match in _TOKEN.finditer(text):
        if match["colon"]:
            (declared if before.upper() == "PREFIX" else used).add(match["name"] or "")
        before = match["word"] or ""
    missing = sorted((used - declared) & set(PREFIXES))
    lines = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in missing)
    return lines + text
