"""Cards: every result is short where text is read, and where HTML is, escaped and linked to its things."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from serving import Served
from sovleader_kg import KnowledgeGraph
from sovleader_kg.cards import LISTED, LONGEST, MOST_ROWS, Cell, Link, Listing, Sheet, link, page
from sovleader_kg.names import BASE
from sovleader_kg.store.tables import Table

STALIN = "term:joseph-stalin.1"
Result = Callable[[KnowledgeGraph], object]
RESULTS: dict[str, Result] = {
    "graph": lambda kg: kg,
    "answer": lambda kg: kg.who(on="1953-09-10"),
    "answer of a period": lambda kg: kg.who(through="1930"),
    "nobody": lambda kg: kg.who(on="2001-01-01"),
    "holders": lambda kg: kg.holders("first-secretary", on="1953-09-10"),
    "holding": lambda kg: kg.holders("first-secretary", on="1953-09-10")[0],
    "leaders": lambda kg: kg.leaders(on="1953-03-10"),
    "leader": lambda kg: kg.leaders("soviet-union", on="1940-01-01").answers[0],
    "day": lambda kg: kg.on("1953-03-06"),
    "group of a day": lambda kg: kg.on("1940-01-01").groups[0],
    "entry of a day": lambda kg: kg.on("1940-01-01").groups[0].entries[0],
    "turn": lambda kg: kg.on("1953-03-06").last,
    "changes": lambda kg: kg.changes("1934-01-01", "1953-12-31"),
    "changed posts": lambda kg: kg.changes("1934-01-01", "1953-12-31").groups[0].posts[0],
    "happenings": lambda kg: kg.anniversaries(3, 5),
    "almanac": lambda kg: kg.almanac(),
    "spells": lambda kg: kg.spells("person:joseph-stalin"),
    "companions": lambda kg: kg.companions("joseph-stalin"),
    "parts": lambda kg: kg.parts("person:joseph-stalin"),
    "seats": lambda kg: kg.seats(),
    "rolls": lambda kg: kg.rolls(),
    "roll": lambda kg: kg.rolls()[0],
    "shortfalls": lambda kg: kg.shortfalls("secretariat-member", through="1952/1953"),
    "relation": lambda kg: kg.relate(STALIN, "term:nikita-khrushchev.1"),
    "outside its post": lambda kg: kg.outside_post(STALIN),
    "explanation": lambda kg: kg.explain(STALIN),
    "statement": lambda kg: kg.explain(STALIN).statements[0],
    "claim": lambda kg: kg.explain(STALIN, "sl:end").statements[0].claims[0],
    "proof": lambda kg: kg.explain(STALIN, "sl:latestEnd").statements[0].proofs[0],
    "disputes": lambda kg: kg.disputes(),
    "dispute": lambda kg: kg.disputes(about=STALIN)[0],
    "rival": lambda kg: kg.disputes(about=STALIN)[0].values[0],
    "decisions": lambda kg: kg.decisions(),
    "decision": lambda kg: next(iter(kg.decisions().values())),
    "grounds": lambda kg: kg.grounds(kg.who(on="1953-09-10")),
    "bound": lambda kg: kg.grounds(kg.who(on="1953-09-10"))[0].ends[0],
    "testimony": lambda kg: kg.testimony(kg.who(on="1940-01-01").answers[0].claims),
    "found": lambda kg: kg.find("Stalin"),
    "hit": lambda kg: kg.find("Stalin").hits[0],
    "things": lambda kg: kg.things,
    "lanes": lambda kg: kg.lanes(),
    "lane": lambda kg: kg.lanes()[1],
    "edition": lambda kg: kg.edition,
    "export": lambda kg: kg.export("sssom"),
    "export of many files": lambda kg: kg.export("csvw"),
    "format": lambda kg: kg.export("sssom").format,
    "comparison": lambda kg: kg.compare(Path(__file__).parents[1] / "examples" / "archigos.csv"),
    "sentence": lambda kg: kg.telling().tell(kg.who(on="1953-09-10")),
    "table": lambda kg: kg.ask("claims_by_stance"),
    "empty table": lambda kg: kg.ask("holders_on", post="general-secretary", day="1960-01-01"),
    "queries": lambda kg: kg.queries,
    "query": lambda kg: kg.queries.succession,
}
TEXT = st.text(st.characters(codec="utf-8", categories=("L", "M", "N", "P", "S", "Zs")))
CELLS: st.SearchStrategy[Cell] = st.one_of(
    *(TEXT, st.none(), st.integers(0, 9999), st.booleans(), st.dates()), st.builds(Link, TEXT, TEXT)
)


def _read(html: str) -> ET.Element:
    return ET.fromstring(html)


def _links(html: str) -> Iterator[str]:
    return (one.attrib["href"] for one in _read(html).iter("a"))


@pytest.mark.parametrize("name", [name for name in RESULTS if name != "comparison"])
def test_a_result_is_a_few_short_lines_of_text(small: KnowledgeGraph, name: str) -> None:
    lines = repr(RESULTS[name](small)).split("\n")
    assert len(lines) <= LISTED + 3
    assert max(map(len, lines)) <= max(LONGEST + 5, 3 * 120)
    assert "object at 0x" not in lines[0]


@pytest.mark.parametrize("name", [name for name in RESULTS if name != "comparison"])
def test_a_result_is_well_formed_html_that_leads_to_things(small: KnowledgeGraph, name: str) -> None:
    shown = RESULTS[name](small)._repr_html_()  # type: ignore[attr-defined]
    assert "".join(_read(shown).itertext()).strip()
    assert all(one.startswith(("http://", "https://")) for one in _links(shown))


@pytest.mark.parametrize("name", ["day", "explanation", "disputes", "comparison", "table"])
def test_a_result_of_all_the_data_is_as_short(kg: KnowledgeGraph, name: str) -> None:
    test_a_result_is_a_few_short_lines_of_text(kg, name)
    test_a_result_is_well_formed_html_that_leads_to_things(kg, name)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), max_size=4), CELLS)
def test_whatever_stands_in_a_cell_is_escaped(rows: list[list[Cell]], title: Cell) -> None:
    root = _read(page([Sheet(("<a>", "b&"), rows, title)]))
    assert [one.text for one in root.iter("th")] == ["<a>", "b&"]
    assert len(list(root.iter("td"))) == 2 * len(rows)
    assert all(one.attrib["href"].startswith(("http://", "https://")) for one in root.iter("a"))


def test_nothing_is_linked_that_a_browser_could_run() -> None:
    assert list(_links(page([Sheet(("x",), [[Link("javascript:alert(1)", "x")]])]))) == []


def test_an_answer_says_who_and_how_certain_in_one_line(small: KnowledgeGraph) -> None:
    said = "<Answer office:secretaryship, 1953-09-10, Nikita Khrushchev (possible); nobody (possible: no-post, silent)>"
    assert repr(small.who(on="1953-09-10")) == said


def test_a_holder_is_linked_by_name(small: KnowledgeGraph) -> None:
    (found,) = (one for one in _read(small.who(on="1940-01-01")._repr_html_()).iter("a") if one.text == "Joseph Stalin")
    assert found.attrib["href"] == f"{BASE}person/joseph-stalin"


def test_things_in_a_listing_have_their_names(small: KnowledgeGraph) -> None:
    shown = small.spells("person:joseph-stalin")
    assert isinstance(shown, Listing)
    names = {one.attrib["href"]: one.text for one in _read(shown._repr_html_()).iter("a")}
    assert names[f"{BASE}post/general-secretary"] == "General Secretary"


def test_a_column_in_which_nothing_stands_is_left_out(small: KnowledgeGraph) -> None:
    heads = [one.text for one in _read(small.who(on="1940-01-01")._repr_html_()).iter("th")]
    assert "acting" not in heads
    assert "certainty" in heads


def test_a_listing_is_the_tuple_that_it_was(small: KnowledgeGraph) -> None:
    found = small.disputes()
    assert found == tuple(found)
    assert hash(found) == hash(tuple(found))
    assert found[-1] is tuple(found)[-1]
    assert isinstance(found[:2], Listing)
    assert found[:2] == tuple(found)[:2]


def test_a_listing_is_copied_without_its_graph(small: KnowledgeGraph) -> None:
    found = small.disputes()
    for copied in (pickle.loads(pickle.dumps(found)), copy.deepcopy(found)):
        assert copied == found
        assert repr(copied) == repr(found)


@pytest.mark.parametrize(
    ("items", "shown"),
    [
        ((), "()"),
        ((1,), "(1,)"),
        ((1, 2), "(1,\n 2)"),
        (range(12), "(0,\n 1,\n 2,\n 3,\n 4,\n 5,\n 6,\n 7,\n 8,\n 9,\n … 2 more)"),
    ],
)
def test_a_listing_shows_the_first_and_how_many_more(items: tuple[int, ...], shown: str) -> None:
    assert repr(Listing(items)) == shown


def test_a_long_table_says_how_many_rows_it_leaves_out() -> None:
    shown = page([Sheet(("x",), [[str(number)] for number in range(1000)])])
    assert len(list(_read(shown).iter("td"))) == MOST_ROWS
    assert f"the first {MOST_ROWS} of 1,000 rows" in shown


def test_a_table_shows_the_columns_that_fit_and_names_the_others() -> None:
    table = Table(tuple("abcdef"), tuple(tuple(Literal("x" * 50) for _ in range(6)) for _ in range(12)))
    lines = repr(table).split("\n")
    assert lines[0].split() == ["a", "b"]
    assert len(lines) == 13
    assert lines[-1] == "[12 rows; not shown: c, d, e, f]"


def test_an_empty_table_says_where_the_reason_is(small: KnowledgeGraph) -> None:
    empty = small.ask("holders_on", post="general-secretary", day="1960-01-01")
    assert repr(empty).startswith("[0 rows; .reason tells why;")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("post:general-secretary", Link(f"{BASE}post/general-secretary")),
        ("1952-10", "1952-10"),
        ("see: there", "see: there"),
        ("no:prefix", "no:prefix"),
    ],
)
def test_a_value_is_linked_where_it_names_a_thing(text: str, shown: str | Link) -> None:
    assert link(text) == shown


def test_the_graph_tells_what_it_holds_and_where_it_is(small: KnowledgeGraph, small_folder: Path) -> None:
    assert repr(small) == f"<KnowledgeGraph on the compiled graph in {small_folder}>"
    cells = ["".join(one.itertext()) for one in _read(small._repr_html_()).iter("td")]
    assert cells[cells.index("holds") + 1].startswith("10 people, 6 posts, 11 terms, ")


def test_a_graph_on_rdflib_shows_the_same(small: KnowledgeGraph, small_rdflib: KnowledgeGraph) -> None:
    kinds = ["".join(one.itertext()) for one in _read(small_rdflib._repr_html_()).iter("td")]
    assert kinds[:4] == ["".join(one.itertext()) for one in _read(small._repr_html_()).iter("td")][:4]
    assert repr(small_rdflib).endswith("on rdflib>")


@pytest.mark.deep
def test_a_graph_behind_an_endpoint_shows_the_same(kg: KnowledgeGraph, server: Served) -> None:
    remote = KnowledgeGraph.connect(f"{server.url}/sparql")
    assert repr(remote) == f"<KnowledgeGraph on the endpoint {server.url}/sparql>"
    there, here = (["".join(cell.itertext()) for cell in _read(one._repr_html_()).iter("td")] for one in (remote, kg))
    assert [cell for cell in there if cell not in here] == [f"the endpoint {server.url}/sparql"]


def test_bounds_of_a_day_stand_on_one_line(small: KnowledgeGraph) -> None:
    assert 'class="days">1953-09-07/1953-09-14<' in small.grounds(small.who(on="1953-09-10"))[0]._repr_html_()
    assert isinstance(small.lanes()[0].bars[0].earliest_start, date)
