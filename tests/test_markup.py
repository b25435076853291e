"""Markup: what is written in XML parses and reads back the same, or is refused in one line."""

from __future__ import annotations

import logging
from dataclasses import replace
from xml.dom import minidom
from xml.parsers import expat

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    Triple,
    parse_query_results,
)
from pyoxigraph import parse as parsed

from graphs import triples
from memory import Memory
from sovleader_kg.characters import beyond_xml
from sovleader_kg.errors import UsageError
from sovleader_kg.export import formats
from sovleader_kg.names import RDF
from sovleader_kg.store.markup import rdf_xml, results_xml, sound

THING, PROPERTY, TYPE = NamedNode("http://e.example/a"), NamedNode("http://e.example/p"), NamedNode(f"{RDF}type")
BEYOND = ["\x00", "\x01", "\x08", "\x0b", "\x0c", "\x0e", "\x1f", "\ufffe", "\uffff"]
WITHIN = ["\t", "\n", "\r", "\r\n", "\x7f", "\x85", "\u2028", "\ufdd0", "\ufffd", "😀", "]]>", "<&>'\"", " ", "  a  "]
UNSPELLED = [
    "http://e.example/0000240",
    "http://e.example/p/",
    "http://e.example/p#",
    "http://e.example/a(b)",
    "http://e.example/😀",
    "http://e.example/\u0370",
    "urn:x:",
    "http://www.w3.org/2000/xmlns/a",
    *(f"{RDF}{name}" for name in ("li", "Description", "about", "ID", "resource", "parseType", "bagID", "aboutEach")),
]
SPELLED = [
    "http://e.example/240abc",
    "http://e.example/é",
    "urn:a",
    "http://e.example/?a=b&c=d",
    f"{RDF}_1",
    f"{RDF}value",
]


def _rows(text: str) -> QuerySolutions:
    store = Store()
    query = f"SELECT ?x WHERE {{ VALUES ?x {{ {Literal(text)} }} }}"
    found = store.query(query)
    assert isinstance(found, QuerySolutions)
    return found


def _content(body: bytes) -> str:
    """Return the text of a document, as a parser of XML reads it."""
    heard: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = heard.append
    parser.Parse(body, True)
    return "".join(heard)


def _read_back(body: bytes) -> list[Triple]:
    minidom.parseString(body)
    return [quad.triple for quad in parsed(body, RdfFormat.RDF_XML)]


@pytest.mark.parametrize("character", BEYOND)
def test_character_that_xml_cannot_hold_is_refused_by_its_name(character: str) -> None:
    told = f"XML cannot hold U\\+{ord(character):04X}, which a value has; ask for "
    with pytest.raises(UsageError, match=told):
        results_xml(_rows(f"a{character}b"))
    with pytest.raises(UsageError, match=told):
        rdf_xml([Triple(THING, PROPERTY, Literal(f"a{character}b"))], {})


@pytest.mark.parametrize("text", WITHIN)
def test_text_that_xml_can_hold_reads_back_the_same(text: str) -> None:
    body = results_xml(_rows(text))
    assert _content(body) == text
    read = parse_query_results(body, format=QueryResultsFormat.XML)
    assert isinstance(read, QuerySolutions)
    assert [row["x"] for row in read] == [Literal(text)]
    triple = Triple(THING, PROPERTY, Literal(text, language="en"))
    assert _read_back(rdf_xml([triple], {})) == [triple]


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
def test_any_text_reads_back_the_same_or_is_refused(text: str) -> None:
    triple = Triple(THING, PROPERTY, Literal(text))
    if beyond_xml(text):
        with pytest.raises(UsageError):
            rdf_xml([triple], {})
    else:
        assert _read_back(rdf_xml([triple], {})) == [triple]


@pytest.mark.parametrize("name", UNSPELLED)
def test_property_that_rdf_xml_cannot_spell_is_named(name: str) -> None:
    with pytest.raises(UsageError, match=r"RDF/XML has no way to spell .*; ask for Turtle, N-Triples or JSON-LD"):
        rdf_xml([Triple(THING, PROPERTY, THING), Triple(THING, NamedNode(name), Literal("x"))], {})


@pytest.mark.parametrize(
    "name", ["http://e.example/0000240", "http://e.example/C/", f"{RDF}bagID", "http://e.example/\u0370"]
)
def test_class_that_rdf_xml_cannot_spell_is_named(name: str) -> None:
    with pytest.raises(UsageError, match="RDF/XML has no way to spell"):
        rdf_xml([Triple(THING, TYPE, NamedNode(name))], {})


@pytest.mark.parametrize("name", SPELLED)
def test_property_that_rdf_xml_can_spell_reads_back_the_same(name: str) -> None:
    triple = Triple(THING, NamedNode(name), Literal("x"))
    body = rdf_xml([triple], {"e": "http://e.example/"})
    assert _read_back(body) == [triple]
    assert [str(one) for one in rdflib.Graph().parse(data=body, format="xml").predicates()] == [name]


@given(st.text(alphabet="aZ09_.-/:é\u0370%()~", min_size=1, max_size=6))
def test_any_property_reads_back_the_same_or_is_refused(tail: str) -> None:
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    triple = Triple(THING, NamedNode(f"http://e.example/{tail}".replace("%", "%20")), Literal("x"))
    try:
        body = rdf_xml([triple], {})
    except UsageError:
        return
    assert _read_back(body) == [triple]
    assert [str(one) for one in rdflib.Graph().parse(data=body, format="xml").predicates()] == [triple.predicate.value]


def test_blank_nodes_get_names_that_xml_can_spell() -> None:
    body = rdf_xml([Triple(BlankNode("0"), PROPERTY, BlankNode("1"))], {})
    assert b'nodeID="b0"' in body
    assert b'nodeID="b1"' in body


@pytest.mark.parametrize("text", ["a\rb", "a\r\nb"])
def test_carriage_return_is_escaped_wherever_xml_is_written(text: str) -> None:
    assert _content(sound(f"<a>{text}</a>".encode())) == text


def test_broken_xml_is_refused() -> None:
    with pytest.raises(UsageError, match=r"XML cannot carry it \(.+\); ask for another format"):
        sound(b"<a></b>")


@pytest.mark.parametrize("form", [one.name for one in formats().values() if one.media_type.endswith("xml")])
def test_every_export_in_xml_is_refused_where_xml_cannot_carry_it(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found = formats()[form]
    broken = replace(found, write=lambda *_: {"": b"<a>\x01</a>"}) if form != "rdf-xml" else found
    monkeypatch.setattr("sovleader_kg.export.rdf.settled", lambda _: [Triple(THING, PROPERTY, Literal("\x01"))])
    with pytest.raises(UsageError, match=r"XML cannot hold U\+0001"):
        broken.of(Memory(triples("person:a a foaf:Person .")))


def test_exports_in_xml_are_known() -> None:
    found = {one.name for one in formats().values() if one.media_type.endswith("xml")}
    assert found == {"rdf-xml", "graphml-together", "graphml-succession", "timeline", "seats"}
