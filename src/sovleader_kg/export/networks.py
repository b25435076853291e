"""Networks: who sat with whom, and who followed whom, for tools that draw and measure them (GraphML).

Source of the format: http://graphml.graphdrawing.org/primer/graphml-primer.html
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from sovleader_kg.answers.chronology.companions import Companion, companions
from sovleader_kg.answers.chronology.spells import read_spells, spells_by_thing
from sovleader_kg.answers.chronology.timeline import Timeline
from sovleader_kg.export.format import FEATURES, Format, Loss
from sovleader_kg.names import compact
from sovleader_kg.store.engines import Engine, texts
from sovleader_kg.store.queries import bind, stored

__all__ = ["FORMATS", "Followed", "read_followed", "read_together"]

NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
TYPES = {str: "string", int: "int", bool: "boolean"}
LOSSES = tuple(
    Loss(feature, "people and the links between them alone; `sqlite` has what stands behind") for feature in FEATURES
)
_PEOPLE = """
SELECT ?person ?name ?name_ru ?birth ?death WHERE {
  ?person a foaf:Person ; rdfs:label ?name, ?name_ru .
  FILTER(LANGMATCHES(LANG(?name), "en") && LANGMATCHES(LANG(?name_ru), "ru"))
  OPTIONAL { ?person sl:birth ?birth }
  OPTIONAL { ?person sl:death ?death }
} ORDER BY ?person
"""
_TERMS = """
SELECT ?term ?person ?title ?start WHERE {
  ?term sl:holder ?person ; sl:post/rdfs:label ?title .
  FILTER(LANGMATCHES(LANG(?title), "en"))
  OPTIONAL { ?term sl:start ?start }
} ORDER BY ?term
"""
Value = str | int | bool


@dataclass(frozen=True, slots=True)
class Followed:
    """That one term followed another in an office.

    Attributes:
        office: IRI of the office.
        previous: IRI of the term before.
        term: IRI of the term that followed.
        link: "stated" by a source, or "in time".
        doubtful: Whether the later term is at most possible.
    """

    office: str
    previous: str
    term: str
    link: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class _Edge:
    """A link between two people, with what is told of it."""

    source: str
    target: str
    data: Mapping[str, Value]


def read_together(engine: Engine) -> list[tuple[str, Companion]]:
    """Return each two people who may have sat in a body together, once, sorted: the one's IRI, and the other."""
    spells = spells_by_thing(read_spells(engine, Timeline(engine)))
    people = sorted({person for found in spells.values() for spell in found if spell.body for person in spell.who})
    pairs = ((one, other) for one in people for other in companions(spells, one) if one < other.person)
    return sorted(pairs, key=lambda pair: (pair[0], pair[1].person))


def read_followed(engine: Engine) -> list[Followed]:
    """Return who followed whom, sorted; two terms before one where a source states both or their order is open."""
    rows = texts(engine, bind(stored("succession"), {}))
    found = (
        Followed(row["office"], row["previous"], row["term"], row["link"], row["atMostPossible"] == "true")
        for row in rows
        if "previous" in row
    )
    return sorted(found, key=lambda one: (one.office, one.previous, one.term))


def _together(engine: Engine) -> Mapping[str, bytes]:
    edges = (
        _Edge(
            person,
            other.person,
            {
                "weight": other.certain,
                "days_certain": other.certain,
                "days_possible": other.possible,
                "first_day": other.first.isoformat(),
                "last_day": other.last.isoformat(),
                "bodies": " ".join(map(compact, other.bodies)),
            },
        )
        for person, other in read_together(engine)
    )
    return {"": _graphml(engine, "undirected", list(edges))}


def _succession(engine: Engine) -> Mapping[str, bytes]:
    terms = {row["term"]: row for row in texts(engine, _TERMS)}
    edges = (
        _Edge(
            before["person"],
            after["person"],
            {
                "office": compact(one.office),
                "title": after["title"],
                "previous_title": before["title"],
                "start": after.get("start", ""),
                "link": one.link,
                "doubtful": one.doubtful,
            },
        )
        for one in read_followed(engine)
        if (before := terms[one.previous])["person"] != (after := terms[one.term])["person"]
    )
    return {"": _graphml(engine, "directed", list(edges))}


def _graphml(engine: Engine, way: str, edges: Sequence[_Edge]) -> bytes:
    """Return a network of the people whom the edges join."""
    joined = {person for edge in edges for person in (edge.source, edge.target)}
    people = {row.pop("person"): row for row in texts(engine, _PEOPLE) if row["person"] in joined}
    root = ET.Element("graphml", xmlns=NAMESPACE)
    _declare(root, "node", {"iri": "", "label": "", "name_ru": "", "birth": "", "death": ""})
    _declare(root, "edge", edges[0].data if edges else {})
    graph = ET.SubElement(root, "graph", edgedefault=way)
    for iri, told in people.items():
        _tell(ET.SubElement(graph, "node", id=compact(iri)), "node", {"iri": iri, "label": told.pop("name"), **told})
    for number, edge in enumerate(edges, 1):
        ends = {"source": compact(edge.source), "target": compact(edge.target)}
        _tell(ET.SubElement(graph, "edge", {"id": f"e{number}", **ends}), "edge", edge.data)
    ET.indent(root, " ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _declare(root: ET.Element, of: str, sample: Mapping[str, Value]) -> None:
    """Declare what nodes or edges tell, each with its type."""
    for name, value in sample.items():
        said = {"id": f"{of}_{name}", "for": of, "attr.name": name, "attr.type": TYPES[type(value)]}
        ET.SubElement(root, "key", said)


def _tell(element: ET.Element, of: str, told: Mapping[str, Value]) -> None:
    for name, value in told.items():
        if value != "":
            text = str(value).lower() if isinstance(value, bool) else str(value)
            ET.SubElement(element, "data", key=f"{of}_{name}").text = text


FORMATS = (
    Format(
        "graphml-together",
        "network of who sat with whom, weighted by days certain and possible, GraphML",
        "application/graphml+xml",
        ".graphml",
        _together,
        LOSSES,
    ),
    Format(
        "graphml-succession",
        "network of who followed whom in which office, GraphML",
        "application/graphml+xml",
        ".graphml",
        _succession,
        LOSSES,
    ),
)
