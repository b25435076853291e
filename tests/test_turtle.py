"""Turtle: what is read with which complaints, and the one text that the writer gives."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from rdflib.compare import isomorphic

from sovleader_kg.corpus import turtle
from sovleader_kg.corpus.turtle import read, render, term_text
from sovleader_kg.errors import DataError
from sovleader_kg.names import PREFIXES, XSD

PERSON = "PREFIX person: <https://w3id.org/sovleader/id/person/>\n"
FOAF = "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"


def written(folder: Path, text: str | bytes) -> Path:
    path = folder / "mine.ttl"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def complaint(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read(path, "mine.ttl")
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def triples_of(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)]


def canonical(triples: list[Triple]) -> list[str]:
    data = Dataset(Quad(t.subject, t.predicate, t.object, DefaultGraph()) for t in triples)
    data.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return sorted(map(str, data))


def test_file_is_read_with_its_triples_and_prefixes(tmp_path: Path) -> None:
    document = read(written(tmp_path, f"{PERSON}{FOAF}person:a a foaf:Person ."), "mine.ttl")
    assert document.triples == tuple(
        triples_of(
            "<https://w3id.org/sovleader/id/person/a> a <http://xmlns.com/foaf/0.1/Person> .",
        )
    )
    assert document.prefixes == {"person": PREFIXES["person"], "foaf": PREFIXES["foaf"]}


def test_byte_order_mark_is_accepted(tmp_path: Path) -> None:
    document = read(written(tmp_path, b"\xef\xbb\xbf" + f"{PERSON}{FOAF}person:a a foaf:Person .".encode()))
    assert document.text.startswith("PREFIX person:")
    assert len(document.triples) == 1


def test_old_prefix_form_is_read_too(tmp_path: Path) -> None:
    document = read(written(tmp_path, "@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n<http://x/a> a foaf:Person ."))
    assert document.prefixes == {"foaf": PREFIXES["foaf"]}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"{PERSON}\nperson:a person:b", 3),
        (f"{PERSON}person:a person:b person:c", 2),
        (f"{PERSON}person:a person:b person:c .\nperson:d ; .", 3),
        ("foaf:a foaf:b foaf:c .", 1),
        (f'{PERSON}person:a person:b "open .\n', 2),
        ("<a> <b> <c> .", 1),
        ("not Turtle at all", 1),
    ],
)
def test_broken_turtle_is_told_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    assert complaint(written(tmp_path, text)).startswith(f"mine.ttl:{line}: error: not Turtle: ")


def test_undeclared_prefix_is_named(tmp_path: Path) -> None:
    assert "The prefix foaf: has not been declared" in complaint(written(tmp_path, f"{PERSON}person:a a foaf:Person ."))


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        ("person:a\nperson:я".encode("cp1251"), "mine.ttl:2: error: not UTF-8 (byte 16); save the file as UTF-8"),
        ("<http://x/a>".encode("utf-16"), "mine.ttl:1: error: not UTF-8 (byte 0); save the file as UTF-8"),
    ],
)
def test_other_encoding_is_told_with_its_line(tmp_path: Path, raw: bytes, place: str) -> None:
    assert complaint(written(tmp_path, raw)) == place


@pytest.mark.parametrize(
    ("prefix", "nearly"),
    [
        ("foaf", "https://xmlns.com/foaf/0.1/"),
        ("sl", "https://w3id.org/sovleader/ontology/"),
        ("person", "https://w3id.org/sovleader/id/persons/"),
    ],
)
def test_prefix_that_is_nearly_right_is_told(tmp_path: Path, prefix: str, nearly: str) -> None:
    path = written(tmp_path, f"# mine\nPREFIX {prefix}: <{nearly}>\n")
    assert complaint(path) == f'mine.ttl:2: error: prefix "{prefix}" means <{PREFIXES[prefix]}> here, not <{nearly}>'


def test_prefix_for_something_else_is_the_authors_choice(tmp_path: Path) -> None:
    document = read(written(tmp_path, "PREFIX person: <http://www.w3.org/ns/person#>\n"))
    assert document.prefixes == {"person": "http://www.w3.org/ns/person#"}


def test_own_prefix_is_free(tmp_path: Path) -> None:
    document = read(written(tmp_path, "PREFIX ex: <https://example.org/>\nex:a ex:b ex:c ."))
    assert document.prefixes == {"ex": "https://example.org/"}


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    here, there = (read(written(tmp_path, f"_:same <http://x/p> {n} .")).triples[0].subject for n in (1, 2))
    assert here != there


def test_missing_file_is_told(tmp_path: Path) -> None:
    assert complaint(tmp_path / "none.ttl") == "mine.ttl: error: cannot be read: No such file or directory"


def test_folder_is_no_file(tmp_path: Path) -> None:
    assert complaint(tmp_path) == "mine.ttl: error: cannot be read: Is a directory"


def test_too_large_file_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turtle, "MAX_BYTES", 1000)
    assert (
        complaint(written(tmp_path, "#" * 1001))
        == "mine.ttl: error: 1,001 bytes; at most 1,000 are read: split the file"
    )
    assert read(written(tmp_path, "#" * 1000)).triples == ()


@pytest.mark.parametrize(
    "text",
    [
        "<http://x/a> <http://x/b> <<( <http://x/c> <http://x/d> <http://x/e> )>> .",
        "<http://x/a> <http://x/b> <http://x/c> {| <http://x/d> <http://x/e> |} .",
        '<http://x/a> <http://x/b> "x"@en--ltr .',
    ],
)
def test_what_turtle_of_rdf_1_1_cannot_say_is_refused(tmp_path: Path, text: str) -> None:
    assert complaint(written(tmp_path, text)) == (
        "mine.ttl: error: triple terms and text directions belong to RDF 1.2; write plain Turtle 1.1"
    )


STORY = f"""\
# A story of person:a.
{PERSON}PREFIX post: <https://w3id.org/sovleader/id/post/>
{FOAF}
person:a-b foaf:name "person:a" .
person:a.2 foaf:name "x" .
person:a foaf:name "x" ;
    foaf:knows person:c .
<https://w3id.org/sovleader/id/person/d> foaf:knows person:c ;
    foaf:knows person:a .
"""


@pytest.mark.parametrize(
    ("slug", "after", "line"),
    [
        ("person/a-b", None, 6),
        ("person/a.2", None, 7),
        ("person/c", None, 9),
        ("person/d", None, 10),
        ("person/c", "person/d", 10),
        ("person/a", "person/d", 11),
        ("person/unknown", None, 1),
        ("post/", None, 1),
    ],
)
def test_line_is_the_first_that_names_the_thing(tmp_path: Path, slug: str, after: str | None, line: int) -> None:
    base = "https://w3id.org/sovleader/id/"
    document = read(written(tmp_path, STORY), "mine.ttl")
    assert document.line_of(base + slug, after=base + after if after else None) == line


def test_place_is_the_file_and_the_line(tmp_path: Path) -> None:
    document = read(written(tmp_path, f"{PERSON}\nperson:a a person:b ."), "mine.ttl")
    assert document.place_of("https://w3id.org/sovleader/id/person/a") == "mine.ttl:3"


@pytest.mark.parametrize("noise", ["# person:a is told below.\n", '<http://x/n> <http://x/m> "of person:a too" .\n'])
def test_comments_and_texts_name_nothing(tmp_path: Path, noise: str) -> None:
    document = read(written(tmp_path, f"{PERSON}{noise}person:a a person:b ."), "mine.ttl")
    assert document.line_of("https://w3id.org/sovleader/id/person/a") == 3


@pytest.mark.parametrize(
    ("term", "text"),
    [
        (NamedNode(PREFIXES["term"] + "elena-stasova.2"), "term:elena-stasova.2"),
        (NamedNode(PREFIXES["term"] + "ends."), "<https://w3id.org/sovleader/id/term/ends.>"),
        (NamedNode(PREFIXES["term"] + "a/b"), "<https://w3id.org/sovleader/id/term/a/b>"),
        (NamedNode("http://x/y"), "<http://x/y>"),
        (Literal("a"), '"a"'),
        (Literal('a "quoted" \\ b'), '"a \\"quoted\\" \\\\ b"'),
        (Literal("two\nlines\r\tand tab"), '"""two\nlines\\r\\tand tab"""'),
        (Literal('no \\n, and a "quote"\n'), '"""no \\\\n, and a \\"quote\\"\n"""'),
        (Literal("Сталин", language="ru"), '"Сталин"@ru'),
        (Literal("7", datatype=NamedNode(XSD + "integer")), "7"),
        (Literal("-07", datatype=NamedNode(XSD + "integer")), "-07"),
        (Literal("seven", datatype=NamedNode(XSD + "integer")), '"seven"^^xsd:integer'),
        (Literal("٧", datatype=NamedNode(XSD + "integer")), '"٧"^^xsd:integer'),
        (Literal("true", datatype=NamedNode(XSD + "boolean")), "true"),
        (Literal("1", datatype=NamedNode(XSD + "boolean")), '"1"^^xsd:boolean'),
        (Literal("1953-03", datatype=NamedNode(PREFIXES["edtf"] + "EDTF")), '"1953-03"^^edtf:EDTF'),
        (Literal("x", datatype=NamedNode("http://x/y")), '"x"^^<http://x/y>'),
    ],
)
def test_term_is_written_as_the_house_does(term: NamedNode | Literal, text: str) -> None:
    assert term_text(term) == text


def test_subjects_and_values_are_sorted_and_the_type_comes_first() -> None:
    source = f"""{PERSON}{FOAF}PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    person:b a foaf:Person .
    person:a rdfs:label "x"@ru , "x"@en ; foaf:knows person:c, person:b ; a foaf:Person .
    """
    assert render(triples_of(source), "# People.\n") == (
        "# People.\n\n"
        "PREFIX foaf: <http://xmlns.com/foaf/0.1/>\n"
        "PREFIX person: <https://w3id.org/sovleader/id/person/>\n"
        "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n\n"
        "person:a\n"
        "    a foaf:Person ;\n"
        '    rdfs:label "x"@en ;\n'
        '    rdfs:label "x"@ru ;\n'
        "    foaf:knows person:b ;\n"
        "    foaf:knows person:c ;\n"
        ".\n\n"
        "person:b\n"
        "    a foaf:Person ;\n"
        ".\n"
    )


def test_only_used_prefixes_are_written() -> None:
    text = render(triples_of('<http://x/a> <http://x/b> "person:c", "1"^^<http://www.w3.org/2001/XMLSchema#date> .'))
    assert [line for line in text.split("\n") if line.startswith("PREFIX")] == [f"PREFIX xsd: <{XSD}>"]
    assert "PREFIX" not in render(triples_of(r'<http://x/a> <http://x/b> "two\nlines \"quoted\"", 1, true .'))


def test_nothing_is_written_as_an_empty_file() -> None:
    assert render([]) == "\n"
    assert render([], "# Nothing yet.\n") == "# Nothing yet.\n"


def test_lists_and_brackets_are_nested() -> None:
    source = f"""{PERSON}{FOAF}
    person:a foaf:list ( 1 ( "x" ) [ foaf:name "y" ] ) ; foaf:empty () ; foaf:knows [ a foaf:Person ; foaf:name "z" ] .
    """
    text = render(triples_of(source))
    assert '    foaf:list ( 1 ( "x" ) [ foaf:name "y" ] ) ;\n' in text
    assert '    foaf:knows [ a foaf:Person ; foaf:name "z" ] ;\n' in text
    assert canonical(triples_of(text)) == canonical(triples_of(source))


@pytest.mark.parametrize(
    "source",
    [
        "[] <http://x/p> 1 .",
        "[] <http://x/p> [ <http://x/q> 2 ] . [] <http://x/p> 1 .",
        "<http://x/a> <http://x/p> [] .",
        "<http://x/a> <http://x/p> ( [] [] ) .",
        "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . <http://x/a> <http://x/p> [ r:first 1 ] .",
        "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        "<http://x/a> <http://x/p> [ r:first 1, 2 ; r:rest () ] .",
        "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        "<http://x/a> <http://x/p> [ r:first 1 ; r:rest ( 2 ) ; a r:List ] .",
        "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        "<http://x/a> <http://x/p> [ r:first 1 ; r:rest <http://x/l> ] . <http://x/l> r:first 2 ; r:rest () .",
        "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> ."
        "<http://x/a> <http://x/p> [ r:first 1 ; r:rest 2 ] .",
    ],
)
def test_odd_blank_nodes_and_lists_come_back(source: str) -> None:
    assert canonical(triples_of(render(triples_of(source)))) == canonical(triples_of(source))


@pytest.mark.parametrize(
    "source",
    [
        "<http://x/a> <http://x/p> _:b . <http://x/c> <http://x/p> _:b .",
        "_:a <http://x/p> _:b . _:b <http://x/p> _:a .",
        "_:a <http://x/p> _:a .",
        "_:a <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> 1 ;"
        " <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> _:a .",
    ],
)
def test_blank_node_that_brackets_cannot_carry_is_refused(source: str) -> None:
    with pytest.raises(DataError, match="give it an IRI"):
        render(triples_of(source))


def test_triple_about_a_triple_is_refused() -> None:
    triple = Triple(NamedNode("http://x/a"), NamedNode("http://x/p"), Literal("1"))
    with pytest.raises(DataError, match=r"belong to RDF 1\.2"):
        render([Triple(triple.subject, triple.predicate, triple)])


SUBJECTS = st.sampled_from([NamedNode(PREFIXES["person"] + name) for name in ("a", "b.1", "b.01", "b.10", "c.", "d/e")])
PREDICATES = st.sampled_from(
    [NamedNode(PREFIXES["foaf"] + "knows"), NamedNode(PREFIXES["rdf"] + "type"), NamedNode("http://x/p-q")]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
LITERALS = st.one_of(
    TEXTS.map(Literal),
    TEXTS.map(lambda text: Literal(text, language="ru")),
    st.integers().map(lambda number: Literal(str(number), datatype=NamedNode(XSD + "integer"))),
    TEXTS.map(lambda text: Literal(text, datatype=NamedNode(XSD + "date"))),
    TEXTS.map(lambda text: Literal(text, datatype=NamedNode("http://x/own"))),
)


@st.composite
def made_triples(draw: st.DrawFn) -> list[Triple]:
    """Draw triples whose blank nodes form trees below named subjects."""
    found: list[Triple] = []
    for _ in range(draw(st.integers(0, 6))):
        subject: NamedNode | BlankNode = draw(SUBJECTS)
        for _ in range(draw(st.integers(0, 2))):
            inner = BlankNode()
            found.append(Triple(subject, draw(PREDICATES), inner))
            subject = inner
        value: NamedNode | Literal = draw(st.one_of(SUBJECTS, LITERALS))
        found.append(Triple(subject, draw(PREDICATES), value))
    return found


@given(made_triples())
def test_written_triples_come_back(triples: list[Triple]) -> None:
    assert canonical(triples_of(render(triples))) == canonical(triples)


@given(made_triples(), st.randoms())
def test_order_of_triples_changes_nothing(triples: list[Triple], chance: random.Random) -> None:
    shuffled = list(triples) * 2
    chance.shuffle(shuffled)
    assert render(shuffled) == render(triples)


@given(made_triples())
def test_rdflib_reads_what_pyoxigraph_reads(triples: list[Triple]) -> None:
    text = render(triples)
    lines = "".join(f"{triple} .\n" for triple in triples_of(text))
    ours, theirs = rdflib.Graph(), rdflib.Graph()
    rdflib.NORMALIZE_LITERALS = False
    try:
        ours.parse(data=text, format="turtle")
        theirs.parse(data=lines, format="nt")
    finally:
        rdflib.NORMALIZE_LITERALS = True
    assert isomorphic(ours, theirs)


@given(made_triples())
def test_written_text_is_written_again_the_same(triples: list[Triple]) -> None:
    text = render(triples)
    assert render(triples_of(text)) == text


@pytest.mark.parametrize("names", [["a.2", "a.10", "b"], ["a.01", "a.1", "a.002"]])
def test_numbers_in_names_sort_by_value_and_ties_by_spelling(names: list[str]) -> None:
    triples = [Triple(NamedNode(f"http://x/{name}"), NamedNode("http://x/p"), Literal("1")) for name in names]
    assert render(reversed(triples)) == render(triples)
    assert re.findall("(?m)^<http://x/(.*)>$", render(triples)) == names
