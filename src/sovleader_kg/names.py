"""Names: prefixes, compact and full IRIs, and the version."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote

from sovleader_kg.errors import UsageError, did_you_mean

__all__ = [
    "BASE",
    "EDTF",
    "GRAPHS",
    "HEADSHIPS",
    "KINDS",
    "LANGUAGES",
    "OFFICE",
    "PREFIXES",
    "RDF",
    "RDFS",
    "SL",
    "TYPE",
    "VERSION",
    "VOCABULARY",
    "XSD",
    "compact",
    "expand",
    "kind_of",
    "respelled",
    "sl",
    "used_prefixes",
]

VERSION = "0.1.0"
SL = "https://w3id.org/sovleader/ontology#"
BASE = "https://w3id.org/sovleader/id/"
GRAPHS = "https://w3id.org/sovleader/graph/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"
TYPE = RDF + "type"
VOCABULARY = "vocabulary"  # the kind of a class or property of the project
LANGUAGES = ("en", "ru")  # in which everything has a label
OFFICE = "office:secretaryship"  # the office that the graph is about, under all its titles
HEADSHIPS = (OFFICE, "office:government-headship", "office:state-headship")  # of which "nobody" is an answer, in order

KINDS = (
    "acceptance",
    "assessment",
    "attested",
    "body",
    "circumstance",
    "claim",
    "collective",
    "concept",
    "dataset",
    "dispute",
    "event",
    "lapse",
    "leadership",
    "membership",
    "nonmatch",
    "norm",
    "office",
    "passage",
    "person",
    "place",
    "post",
    "power",
    "practice",
    "principle",
    "procedure",
    "provision",
    "query",
    "resolution",
    "source",
    "span",
    "statement",
    "step",
    "tenure",
    "term",
    "vacancy",
    "verdict",
)

PREFIXES = {
    **{kind: f"{BASE}{kind}/" for kind in KINDS},
    "crm": "http://www.cidoc-crm.org/cidoc-crm/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "rico": "https://www.ica.org/standards/RiC/ontology#",
    "schema": "https://schema.org/",
    "shape": "https://w3id.org/sovleader/shapes#",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "sl": SL,
    "time": "http://www.w3.org/2006/time#",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": XSD,
}

_LOCAL = re.compile(r"^(?:[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?)?$")
_OURS = re.compile(r"https?:/+(?:www\.)?w3id\.org(?::\d+)?/+sovleader(?=[/#]|$)", re.IGNORECASE)
_ROOM = re.compile(r"/+(id/|ontology#|graph/)/*", re.IGNORECASE)
_BY_NAMESPACE = {namespace: prefix for prefix, namespace in PREFIXES.items()}


def sl(name: str) -> str:
    """Return the IRI of a term of the project's vocabulary."""
    return SL + name


def compact(iri: str) -> str:
    """Return `prefix:local` where a prefix fits, else the IRI in angle brackets.

    >>> compact("https://w3id.org/sovleader/id/person/joseph-stalin")
    'person:joseph-stalin'
    """
    end = max(iri.rfind("/"), iri.rfind("#")) + 1
    prefix = _BY_NAMESPACE.get(iri[:end])
    return f"{prefix}:{iri[end:]}" if prefix and _LOCAL.match(iri[end:]) else f"<{iri}>"


def expand(name: str, kind: str | None = None) -> str:
    """Return the full IRI of a compact name, a full IRI (with or without brackets) or a bare slug.

    Args:
        name: `person:joseph-stalin`, `<https://…>`, `https://…`, or a slug when `kind` is given.
        kind: The kind that a bare slug belongs to.

    Raises:
        UsageError: The prefix is unknown, or a bare slug comes without a kind.
    """
    bare = name.strip().removeprefix("<").removesuffix(">")
    if not bare:
        raise UsageError('a name is empty; write for example "person:joseph-stalin"')
    if bare.startswith(("http://", "https://", "urn:")):
        return bare
    prefix, colon, local = bare.partition(":")
    if colon and prefix in PREFIXES:
        return PREFIXES[prefix] + local
    if colon:
        raise UsageError(f'unknown prefix "{prefix}" in "{name}".{did_you_mean(prefix, PREFIXES)}')
    if kind:
        return PREFIXES[kind] + bare
    raise UsageError(f'"{name}" is neither an IRI nor a name with a prefix; write for example "person:{bare}"')


def kind_of(iri: str) -> str | None:
    """Return the kind in an IRI of the project (`person`, `term`, …), or None for any other IRI."""
    if not iri.startswith(BASE):
        return None
    kind = iri[len(BASE) :].partition("/")[0]
    return kind if kind in KINDS else None


@lru_cache(maxsize=4096)
def respelled(iri: str) -> str | None:
    """Return the right form of an IRI that means one of the project's and is written otherwise, or None.

    >>> respelled("http://w3id.org/sovleader/id/person/joseph%2Dstalin")
    'https://w3id.org/sovleader/id/person/joseph-stalin'
    >>> respelled("https://w3id.org/sovleader/id/person/joseph-stalin")
    """
    plain = unquote(unquote(iri))
    ours = _OURS.match(plain)
    if not ours:
        return None
    rest = _ROOM.sub(lambda room: f"/{room[1].lower()}", plain[ours.end() :], count=1)
    right = f"https://w3id.org/sovleader{rest}"
    return right if right != iri else None


def used_prefixes(text: Iterable[str]) -> dict[str, str]:
    """Return the prefixes that occur in compact names, sorted by prefix."""
    used = {name.partition(":")[0] for name in text if not name.startswith("<")}
    return {prefix: PREFIXES[prefix] for prefix in sorted(used & PREFIXES.keys())}
