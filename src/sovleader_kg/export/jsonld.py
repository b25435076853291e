"""JSON-LD: compact, with a context of our own inside, and framed by person. PyLD writes both; nothing is fetched.

In the compact file a graph stands for each layer and source. Its terms are the vocabulary's local names
(`holder`, `start`) and short names of other vocabularies (`rdfs:label`); ids are relative to the base of our IRIs.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping

from pyoxigraph import Quad, RdfFormat, Triple, parse, serialize

from sovleader_kg.errors import UsageError
from sovleader_kg.export.context import Json, context_of
from sovleader_kg.export.format import Format, Loss
from sovleader_kg.export.layers import quads, triples
from sovleader_kg.names import BASE, RDFS, TYPE
from sovleader_kg.store.canonical import canonical
from sovleader_kg.store.engines import Engine

__all__ = ["FORMATS"]

LABEL = RDFS + "label"
LINK = {"@embed": "@never"}
EVENT = {"@embed": "@always", "@explicit": True, LABEL: {}, "date": {}}
POST = {"@embed": "@always", "@explicit": True, LABEL: {}, "skos:exactMatch": LINK, "postIn": LINK}
TERM = {
    "@embed": "@always",
    "@explicit": True,
    **{name: {} for name in (LABEL, "start", "end")},
    **dict.fromkeys(("startMode", "endMode", "succeeds"), LINK),
    "post": POST,
    "startedBy": EVENT,
    "endedBy": EVENT,
}
FRAME = {"type": "foaf:Person", "terms": TERM}


def _refuse(url: str, _: object) -> Json:
    """Refuse to load a document: the context is inside, so that nothing need be fetched."""
    raise UsageError(f"JSON-LD asks for {url}; no document is ever fetched")


def _expanded(found: Iterable[Triple] | Iterable[Quad]) -> list[Json]:
    """Return a graph or dataset as expanded JSON-LD, by graph and subject."""
    settled = sorted(parse(canonical(found), RdfFormat.N_QUADS), key=lambda quad: (str(quad.graph_name), str(quad)))
    content = serialize(settled, format=RdfFormat.JSON_LD)
    assert content is not None
    return [_typed(node) for node in json.loads(content)]


def _typed(node: Json) -> Json:
    """Return a node, or a graph of nodes, with its types as JSON-LD writes them."""
    rest = {name: value for name, value in node.items() if name != TYPE}
    if "@graph" in rest:
        rest["@graph"] = [_typed(one) for one in rest["@graph"]]
    return {**rest, "@type": [one["@id"] for one in node[TYPE]]} if TYPE in node else rest


def _options() -> Json:
    loader: Callable[[str, object], Json] = _refuse
    return {"base": BASE, "documentLoader": loader, "processingMode": "json-ld-1.1"}


def _written(document: Json) -> Mapping[str, bytes]:
    return {"": (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()}


def _compact(engine: Engine, only: str | None) -> Mapping[str, bytes]:
    from pyld import jsonld

    found = quads(engine, only)
    context = context_of(quad.triple for quad in found)
    return _written(jsonld.compact(_expanded(found), context, {**_options(), "graph": True}))


def _framed(engine: Engine) -> Mapping[str, bytes]:
    from pyld import jsonld

    found = triples(engine, "facts")
    terms = {"@reverse": "sl:holder", "@container": "@set"}
    frame = {"@context": {**context_of(found), "terms": terms}, **FRAME}
    return _written(jsonld.frame(_expanded(found), frame, {**_options(), "embed": "@never", "omitDefault": True}))


FORMATS = (
    Format(
        "json-ld",
        "JSON-LD, compact, its context inside, a graph for each layer and source",
        "application/ld+json",
        ".jsonld",
        _compact,
        round_trip=True,
        selective=True,
        extra="jsonld",
    ),
    Format(
        "json-ld-framed",
        "JSON-LD by person: the terms held, with their posts and events, from the facts",
        "application/ld+json",
        ".jsonld",
        _framed,
        (
            Loss("claims", "the facts alone"),
            Loss("disputes", "the facts alone"),
            Loss("bounds", "dates as agreed; first and last days are derived"),
            Loss("imprecision", "dates of terms, persons and posts as they are; those of other things are left out"),
            Loss("events", "those that began or ended a term"),
            Loss("offices", "posts, not the office behind them"),
            Loss("leadership", "terms alone"),
            Loss("powers", "terms alone"),
            Loss("identifiers", "those of persons and posts"),
            Loss("layers", "the facts alone"),
            Loss("ontology", "the facts alone"),
        ),
        extra="jsonld",
    ),
)
