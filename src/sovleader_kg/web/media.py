"""Media: the media types that the server writes, by their short names."""

from __future__ import annotations

__all__ = ["ALIASES", "DOCUMENTS", "GRAPHS", "HTML", "JSON", "SUFFIXES", "SVG", "TABLES"]

HTML, JSON, SVG = "text/html", "application/json", "image/svg+xml"
DOCUMENTS = {"json": JSON, "html": HTML}
TABLES = {
    "json": "application/sparql-results+json",
    "xml": "application/sparql-results+xml",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
}
GRAPHS = {
    "ttl": "text/turtle",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
    "jsonld": "application/ld+json",
}
SUFFIXES = {"html": HTML, **GRAPHS}
ALIASES = {
    "application/json": TABLES["json"],
    "application/xml": TABLES["xml"],
    "text/xml": TABLES["xml"],
    "text/plain": GRAPHS["nt"],
    "application/x-turtle": GRAPHS["ttl"],
}
