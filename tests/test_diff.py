"""Diff: what changed between two versions is told, and the patch makes the one into the other in every engine."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from smallgraph import build_small
from sovleader_kg import Difference, UsageError, diff
from sovleader_kg.cli import main
from sovleader_kg.cli.run import parser
from sovleader_kg.compare.patches import patch
from sovleader_kg.compare.versions import read_version
from sovleader_kg.names import PREFIXES, compact, expand
from sovleader_kg.store.canonical import canonical_hash
from sovleader_kg.store.compiling import compile_files

GRAPH = "urn:example:graph"
HEADER = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())
TERM = "term:konstantin-chernenko.1"


@pytest.fixture(scope="module")
def old(small_folder: Path) -> Path:
    return small_folder / "sovleader-kg.ttl"


@pytest.fixture
def edited(old: Path, tmp_path: Path) -> Callable[[str], Path]:
    """The small graph's file after a SPARQL Update."""

    def made(update: str) -> Path:
        store = Store()
        store.load(path=str(old), format=RdfFormat.TURTLE)
        store.update(HEADER + update)
        path = tmp_path / "new.ttl"
        store.dump(str(path), RdfFormat.TURTLE, from_graph=DefaultGraph())
        return path

    return made


def _sections(found: Difference) -> dict[str, tuple[list[str], list[str], list[tuple[str, str]]]]:
    return {
        one.name: (
            [compact(thing.iri) for thing in one.new],
            [compact(thing.iri) for thing in one.gone],
            [(compact(change.thing.iri), compact(change.property)) for change in one.changed],
        )
        for one in found.sections
    }


CHANGES = {
    "a fact": (
        f'DELETE {{ {TERM} sl:end ?x }} INSERT {{ {TERM} sl:end "1985-03"^^edtf:EDTF }} WHERE {{ {TERM} sl:end ?x }}',
        {"facts": ([], [], [(TERM, "sl:end")])},
    ),
    "a bound": (
        f'DELETE {{ {TERM} sl:latestEnd ?x }} INSERT {{ {TERM} sl:latestEnd "1985-03-31"^^xsd:date }} '
        f"WHERE {{ {TERM} sl:latestEnd ?x }}",
        {"derived": ([], [], [(TERM, "sl:latestEnd")])},
    ),
    "a thing more": (
        'INSERT DATA { person:somebody a foaf:Person ; rdfs:label "Somebody"@en }',
        {"facts": (["person:somebody"], [], [])},
    ),
    "a claim more": (
        'INSERT DATA { claim:new a sl:Claim ; sl:gloss "New."@en . verdict:new-agreed sl:verdictOn claim:new }',
        {"claims": (["claim:new"], [], []), "verdicts": (["verdict:new-agreed"], [], [])},
    ),
    "a dispute settled": (
        "DELETE { ?d sl:disputeStatus ?x } INSERT { ?d sl:disputeStatus concept:moot } "
        "WHERE { { SELECT ?d WHERE { ?d sl:disputeStatus concept:open } ORDER BY ?d LIMIT 1 } ?d sl:disputeStatus ?x }",
        None,
    ),
    "a word of the vocabulary": (
        'INSERT DATA { sl:holder skos:note "Mind this."@en }',
        {"vocabulary": ([], [], [("sl:holder", "skos:note")])},
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_stands_in_its_section(change: str, old: Path, edited: Callable[[str], Path]) -> None:
    update, expected = CHANGES[change]
    found = _sections(diff(old, edited(update)))
    if expected is None:
        assert [name for name, (_, _, changed) in found.items() if changed] == ["disputes"]
    else:
        assert found == expected


def test_a_changed_value_is_told_before_and_after(old: Path, edited: Callable[[str], Path]) -> None:
    (section,) = diff(old, edited(CHANGES["a fact"][0])).sections
    (changed,) = section.changed
    assert (changed.before, changed.after) == (("1985-03-10",), ("1985-03",))
    assert changed.thing.name == "Konstantin Chernenko as General Secretary (term 1)"


def test_a_retired_iri_names_its_successor_and_why(old: Path, edited: Callable[[str], Path]) -> None:
    found = diff(
        old,
        edited(
            f"INSERT DATA {{ {TERM} owl:deprecated true ; dcterms:isReplacedBy term:yuri-andropov.1 ; "
            'skos:note "One with another."@en }'
        ),
    )
    (retired,) = found.retired
    assert compact(retired.thing.iri) == TERM
    assert retired.replaced_by == (expand("term:yuri-andropov.1"),)
    assert retired.reason == "One with another."
    assert found.vanished == ()


def test_an_iri_that_is_gone_without_a_word_is_found(old: Path, edited: Callable[[str], Path]) -> None:
    found = diff(old, edited(f"DELETE WHERE {{ {TERM} ?p ?o }}"))
    assert [compact(one.iri) for one in found.vanished] == [TERM]


@pytest.mark.parametrize("graph", [None, GRAPH])
@pytest.mark.parametrize("change", [*CHANGES, "an axiom"])
def test_a_patch_turns_the_old_file_into_the_new_one(
    change: str, graph: str | None, old: Path, edited: Callable[[str], Path]
) -> None:
    axiom = "DELETE { ?r ?p ?o } WHERE { ?r a owl:Restriction ; ?p ?o }"
    new = edited(CHANGES[change][0] if change in CHANGES else axiom)
    found = diff(old, new)
    assert not found.same
    store = Store()
    place = NamedNode(graph) if graph else DefaultGraph()
    store.load(path=str(old), format=RdfFormat.TURTLE, to_graph=place)
    store.update(patch(found, graph))
    left = [quad.triple for quad in store.quads_for_pattern(None, None, None, place)]
    assert canonical_hash(left) == canonical_hash([quad.triple for quad in parse(path=str(new))])


def test_rdflib_applies_a_patch_too(old: Path, edited: Callable[[str], Path]) -> None:
    new = edited(CHANGES["a fact"][0])
    graph = rdflib.Graph().parse(old)
    graph.update(patch(diff(old, new)))
    assert diff(_written(graph, new.with_name("patched.nt")), new).same


def _written(graph: rdflib.Graph, path: Path) -> Path:
    graph.serialize(path, format="nt", encoding="utf-8")
    return path


NODES: st.SearchStrategy[NamedNode] = st.sampled_from([NamedNode(f"urn:n{number}") for number in range(3)])
PROPERTIES: st.SearchStrategy[NamedNode] = st.sampled_from([NamedNode("urn:p"), NamedNode("urn:q")])
VALUES: st.SearchStrategy[NamedNode | Literal] = st.sampled_from(
    [NamedNode("urn:n1"), Literal("1"), Literal("1", language="en"), Literal('"\\\n')]
)


@st.composite
def _trees(draw: st.DrawFn) -> list[Triple]:
    """Some triples, with blank nodes that hang on names and on each other."""
    made = [Triple(draw(NODES), draw(PROPERTIES), draw(VALUES)) for _ in range(draw(st.integers(0, 3)))]
    nodes: list[BlankNode] = []
    for number in range(draw(st.integers(0, 4))):
        above = draw(st.integers(0, len(nodes)))
        parent = nodes[above] if above < len(nodes) else draw(NODES)
        nodes.append(BlankNode(f"x{number}"))
        made.append(Triple(parent, draw(PROPERTIES), nodes[-1]))
        made.append(Triple(nodes[-1], draw(PROPERTIES), draw(st.sampled_from([Literal("1"), Literal("2")]))))
    return made


def _lean(triples: list[Triple], path: Path) -> list[Triple]:
    """Return a graph without blank nodes of which the same is said at the same place."""
    return sorted(read_version(_file(triples, path)).triples, key=str)


def _file(triples: list[Triple], path: Path) -> Path:
    path.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
    return path


@given(before=_trees(), after=_trees())
def test_a_patch_of_any_two_graphs_makes_the_one_the_other(
    before: list[Triple], after: list[Triple], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("graphs")
    old, new = (_lean(triples, folder / "read.nt") for triples in (before, after))
    found = diff(_file(old, folder / "old.nt"), _file(new, folder / "new.nt"))
    assert found.same == (set(old) == set(new))
    store = Store()
    store.extend(Quad(one.subject, one.predicate, one.object) for one in old)
    store.update(patch(found))
    assert canonical_hash(quad.triple for quad in store) == canonical_hash(new)


def test_another_order_and_other_names_of_blank_nodes_are_no_difference(old: Path, tmp_path: Path) -> None:
    triples = [quad.triple for quad in parse(path=str(old))]
    assert diff(old, _file(triples[::-1], tmp_path / "turned.nt")).same


def test_a_compiled_folder_is_read_as_its_file(old: Path, tmp_path: Path) -> None:
    assert diff(old.parent, old).same
    compile_files(tmp_path / "compiled", [old])
    assert diff(tmp_path / "compiled", old).same


class TestCommand:
    def test_status_0_where_nothing_changed(self, old: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["diff", str(old), str(old)]) == 0
        assert "Nothing changed" in capsys.readouterr().out

    def test_status_1_and_markdown_where_something_did(
        self, old: Path, edited: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main(["diff", str(old), str(edited(CHANGES["a fact"][0]))]) == 1
        told = capsys.readouterr().out.splitlines()
        assert "## Facts (1 changed)" in told
        line = f"- {TERM} (Konstantin Chernenko as General Secretary (term 1)): sl:end 1985-03 instead of 1985-03-10"
        assert line in told

    def test_what_changed_of_many_things_is_one_line_unless_all_is_asked_for(
        self, old: Path, edited: Callable[[str], Path], capsys: pytest.CaptureFixture[str]
    ) -> None:
        new = edited("DELETE { ?c sl:gloss ?g } WHERE { ?c sl:gloss ?g FILTER(LANG(?g) = 'ru') }")
        assert main(["diff", str(old), str(new)]) == 1
        assert len(capsys.readouterr().out.splitlines()) < 12
        assert main(["diff", str(old), str(new), "--all"]) == 1
        assert len(capsys.readouterr().out.splitlines()) > 50

    def test_json_and_a_patch_that_a_store_takes(
        self, old: Path, edited: Callable[[str], Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = tmp_path / "changes.ru"
        assert main(["diff", str(old), str(edited(CHANGES["a fact"][0])), "--patch", str(target), "--json"]) == 1
        document = json.loads(capsys.readouterr().out)
        assert (document["same"], document["added"], document["removed"]) == (False, 1, 1)
        assert document["old"]["triples"] == document["new"]["triples"]
        (section,) = document["sections"]
        assert section["changed"][0]["after"] == ["1985-03"]
        Store().update(target.read_text(encoding="utf-8"))

    @pytest.mark.parametrize(
        ("name", "content", "said"),
        [
            ("none.ttl", None, "none.ttl is missing; name a Turtle file or a compiled folder"),
            ("notes.txt", "x", "notes.txt: name a file that ends in .ttl or .nt, or a compiled folder"),
            ("cut.ttl", "<urn:a> <urn:b> <urn:c", "cut.ttl:1: "),
            ("latin.ttl", b"\xff\xfe", "latin.ttl"),
        ],
    )
    def test_a_file_that_cannot_be_read_is_one_line(
        self, name: str, content: str | bytes | None, said: str, old: Path, tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        path = tmp_path / name
        if content is not None:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        assert main(["diff", str(old), str(path)]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert line.startswith(f"sovleader: {tmp_path}/{said}")

    def test_an_empty_folder_is_no_version(self, old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["diff", str(old), str(tmp_path)]) == 2
        assert "holds neither sovleader-kg.ttl nor a compiled graph" in capsys.readouterr().err


def test_a_graph_that_is_no_iri_is_refused(old: Path) -> None:
    with pytest.raises(UsageError, match="is not an IRI"):
        patch(diff(old, old), "> } DROP ALL")


def test_a_patch_refuses_blank_nodes_that_cannot_be_told_apart(tmp_path: Path) -> None:
    once, twice = tmp_path / "once.nt", tmp_path / "twice.nt"
    once.write_text("<urn:a> <urn:p> _:a .\n_:a <urn:p> <urn:b> .\n")
    twice.write_text(once.read_text() + once.read_text().replace("_:a", "_:b"))
    assert diff(once, twice).same
    with pytest.raises(UsageError, match="stand twice"):
        patch(diff(twice, once))


def test_blank_nodes_in_a_circle_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "circle.nt"
    path.write_text("_:a <urn:p> _:b .\n_:b <urn:p> _:a .\n")
    with pytest.raises(UsageError, match="in a circle cannot be compared"):
        diff(path, path)


@pytest.mark.deep
def test_a_build_of_the_same_sources_is_the_same(old: Path, tmp_path: Path) -> None:
    assert diff(old, build_small(tmp_path)).same


def test_the_calls_of_the_page_on_releases_are_ones_that_the_command_line_takes() -> None:
    text = (Path(__file__).parents[1] / "docs" / "releases.md").read_text(encoding="utf-8")
    calls = re.findall(r"^sovleader (.*)$", text, re.MULTILINE)
    assert len(calls) == 3
    for call in calls:
        parser().parse_args(shlex.split(call, comments=True))


def test_every_key_of_the_json_is_documented(old: Path, edited: Callable[[str], Path]) -> None:
    text = (Path(__file__).parents[1] / "docs" / "interface.md").read_text(encoding="utf-8")
    update = f'INSERT DATA {{ {TERM} owl:deprecated true ; skos:note "Why."@en . person:new a foaf:Person }}'
    document = diff(old, edited(update)).as_json()
    assert document["retired"]
    assert sorted(_keys(document) - set(re.findall(r'"([\w-]+)"', text))) == []


def _keys(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value) | {key for one in value.values() for key in _keys(one)}
    return {key for one in value for key in _keys(one)} if isinstance(value, list) else set()
