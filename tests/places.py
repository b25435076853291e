"""Places: addresses and queries that a server is asked at, whatever stands behind it, and what it answers there."""

from __future__ import annotations

from serving import Served
from sovleader_kg.web.pages.pages import FAMILIES, JSONS, PAGES

__all__ = ["PLACES", "QUERIES", "YES", "told"]

PLACES = (
    *(f"/{name}" for name in PAGES),
    *(f"/{name}.json" for name in JSONS),
    *(f"/{family}" for family in FAMILIES),
    *("/on/1953-03-06", "/on/1952-10-16/1953-03-06", "/search?q=Staline", "/suggest?q=Ста", "/seats?format=json"),
    *(
        "/page/person/joseph-stalin",
        "/page/term/joseph-stalin.1",
        "/page/post/general-secretary",
        "/page/body/politburo",
    ),
    *("/data/person/joseph-stalin.ttl", "/page/person/nobody", "/.well-known/void", "/openapi.json"),
    *(
        "/queries/holders_on?format=csv&day=1940-01-01",
        "/queries/holders_on?post=генеральный+секретарь",
        "/sitemap.xml",
    ),
    *("/timeline.svg", "/feed.atom", "/dumps/sovleader-kg.ttl", "/queries/nothing?format=csv"),
)
YES = "ASK { person:joseph-stalin a foaf:Person }"
QUERIES = {
    "rows": "SELECT ?label { person:joseph-stalin rdfs:label ?label } ORDER BY ?label",
    "yes": YES,
    "triples": "CONSTRUCT WHERE { person:joseph-stalin rdfs:label ?label }",
    "relative": "SELECT (<x> AS ?here) { }",
    "mistake": "SELECT ?x WHERE {\n ?x zzz }",
    "update": "DELETE WHERE { ?s ?p ?o }",
    "reaching out": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
}


def told(served_at: Served, place: str, **headers: str) -> tuple[int, str, str]:
    """Return what is answered, without the server's own address."""
    found = served_at.ask(place, **headers)
    return found.status, found.headers["content-type"], found.text.replace(served_at.url, "https://here.example")
