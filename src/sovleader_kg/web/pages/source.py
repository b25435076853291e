"""Source: the page of a source: what it is, what rests on it, where it stands alone or against others, its passages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pyoxigraph import Literal, NamedNode

from sovleader_kg.answers.explanation.disputes import Dispute
from sovleader_kg.nodes import Node
from sovleader_kg.store.testimony import Testimony, listed
from sovleader_kg.web.pages.evidence import Evidence
from sovleader_kg.web.pages.library import Library
from sovleader_kg.web.pages.links import Links, split
from sovleader_kg.web.pages.missing import missing
from sovleader_kg.web.pages.page import Page
from sovleader_kg.web.pages.sheets import Sheet, cut, further
from sovleader_kg.web.pages.words import WORDS

__all__ = ["PassageOf", "Source", "read"]

SIZE = 30  # passages on a page
MOST = 12  # claims and disputes that are listed of each sort
FEW = 3  # claims of a passage that are told
TOLD = ("title", "creator", "publisher", "license", "rights", "page", "retrieved", "sourceKind", "usesCalendar", "note")
_WHAT = """
SELECT ?name ?value WHERE {{
  VALUES (?property ?name) {{
    (dcterms:title "title") (dcterms:creator "creator") (dcterms:publisher "publisher") (dcterms:license "license")
    (dcterms:rights "rights") (foaf:page "page") (sl:retrieved "retrieved") (sl:sourceKind "sourceKind")
    (sl:usesCalendar "usesCalendar") (skos:note "note") (sl:derivesFrom "derivesFrom")
  }}
  <{iri}> ?property ?value
}} ORDER BY ?name ?value
"""
_DERIVED = "SELECT ?source WHERE {{ ?source sl:derivesFrom <{iri}> }} ORDER BY ?source"
_PASSAGES = """
SELECT ?passage ?locator ?start (COUNT(?claim) AS ?claims) WHERE {{
  ?passage sl:source <{iri}> ; sl:locator ?locator .
  OPTIONAL {{ ?passage sl:startsAt ?start }} OPTIONAL {{ ?claim sl:passage ?passage }}
}} GROUP BY ?passage ?locator ?start
"""
_COUNTS = """
SELECT (COUNT(?claim) AS ?claims) (COUNT(DISTINCT ?thing) AS ?things) WHERE {{
  ?passage sl:source <{iri}> . ?claim sl:passage ?passage ; rdf:subject ?thing
}}
"""
_ALONE = """
SELECT ?claim WHERE {{
  ?passage sl:source <{iri}> . ?claim sl:passage ?passage . ?verdict sl:verdictOn ?claim ; sl:onlySource true
}} ORDER BY ?claim
"""
_CLAIMED = (
    "SELECT ?passage ?claim WHERE {{ VALUES ?passage {{ {passages} }} ?claim sl:passage ?passage }} ORDER BY ?claim"
)


@dataclass(frozen=True, slots=True)
class PassageOf:
    """A passage of the source, with how many claims are made of it, and the first of them."""

    passage: str
    locator: str
    count: int
    claims: Sequence[Testimony] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """What the page of a source shows.

    Attributes:
        iri: Its name.
        told: What it says of itself, by `TOLD`.
        works: IRIs of the works that it derives from.
        mirrors: IRIs of the sources that derive from it.
        claims: How many claims rest on it.
        things: How many things they are about.
        alone: Claims of it that no independent source makes, the first of them.
        alone_count: How many there are.
        disputes: The disputes that it takes part in, each with its own claims.
        passages: A page of its passages.
    """

    iri: str
    told: Mapping[str, Sequence[Node]]
    works: Sequence[str]
    mirrors: Sequence[str]
    claims: int
    things: int
    alone: Sequence[Testimony]
    alone_count: int
    disputes: Sequence[tuple[Dispute, Sequence[Testimony]]]
    passages: Sheet[PassageOf]


def read(library: Library, links: Links, iri: str, parameters: Mapping[str, str]) -> Page:
    """Return the page of a source, with one page of its passages; 400 where there is no such page."""
    kind, slug = split(iri) or ("", "")
    place, asked = f"page/{kind}/{slug}", {"page": parameters["page"]} if "page" in parameters else {}
    sheet = cut(_passages(library, iri), SIZE, place, asked, links)
    if sheet is None:
        return missing(links, WORDS[links.language]["no_such_sheet"], 400)
    found, says = _source(library, iri, sheet), Evidence(library, links.language)
    shown = {"source": found, "most": MOST}
    told = f"{says.name(iri)}: {says.count(found.claims, 'claim')}, {says.count(found.passages.total, 'passage')}."
    more = [] if asked else further(found.passages.total, SIZE, {})
    return Page(
        "source.html", says.name(iri), links.place(place, asked), shown, asked, description=told, about=iri, more=more
    )


def _source(library: Library, iri: str, sheet: Sheet[PassageOf]) -> Source:
    told: dict[str, list[Node]] = defaultdict(list)
    for name, value in library.kg.select(_WHAT.format(iri=iri)).rows:
        if isinstance(name, Literal) and value is not None:
            told[name.value].append(value)
    alone = _column(library, _ALONE, iri)
    claims, things = library.kg.select(_COUNTS.format(iri=iri)).rows[0]
    return Source(
        iri,
        {name: told[name] for name in TOLD if name in told},
        [node.value for node in told["derivesFrom"]],
        _column(library, _DERIVED, iri),
        int(claims.value) if claims else 0,
        int(things.value) if things else 0,
        library.kg.lookup.among(alone[:MOST]),
        len(alone),
        _disputes(library, iri),
        _with_claims(library, sheet),
    )


def _passages(library: Library, iri: str) -> list[PassageOf]:
    """Return all passages of a source, in the order of its text, or else of their names."""
    rows = library.kg.select(_PASSAGES.format(iri=iri)).rows
    ordered = sorted(rows, key=lambda row: (int(row[2].value) if row[2] else 0, _natural(row[0])))
    return [PassageOf(p.value, place.value, int(n.value)) for p, place, _, n in ordered if p and place and n]


def _natural(node: Node | None) -> list[tuple[int, str]]:
    """Return what sorts names with numbers as a person does."""
    parts = re.split(r"(\d+)", node.value if node is not None else "")
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]


def _with_claims(library: Library, sheet: Sheet[PassageOf]) -> Sheet[PassageOf]:
    """Return a page of passages with the first claims of each."""
    if not sheet.items:
        return sheet
    names = listed(one.passage for one in sheet.items)
    found: dict[str, list[str]] = defaultdict(list)
    for passage, claim in library.kg.select(_CLAIMED.format(passages=names)).rows:
        if passage and claim and len(found[passage.value]) < FEW:
            found[passage.value].append(claim.value)
    said = {one.claim: one for one in library.kg.lookup.among([claim for claims in found.values() for claim in claims])}
    items = [replace(one, claims=tuple(said[claim] for claim in found[one.passage])) for one in sheet.items]
    return replace(sheet, items=items)


def _disputes(library: Library, iri: str) -> list[tuple[Dispute, Sequence[Testimony]]]:
    found: dict[str, list[Testimony]] = defaultdict(list)
    for dispute in library.disputes:
        for rival in dispute.values:
            found[dispute.dispute] += [said for said in rival.claims if said.source == iri]
    return [(one, found[one.dispute]) for one in library.disputes if found[one.dispute]]


def _column(library: Library, query: str, iri: str) -> list[str]:
    return [node.value for (node,) in library.kg.select(query.format(iri=iri)).rows if isinstance(node, NamedNode)]
