"""Frames: results in pandas and polars keep their types, and in a notebook they show themselves."""

from __future__ import annotations

import pickle
import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from sovleader_kg import KnowledgeGraph, UsageError
from sovleader_kg.names import BASE, EDTF, XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.tables import Table

INTEGER, BOOLEAN, DATE = (NamedNode(XSD + name) for name in ("integer", "boolean", "date"))
EDTF_DATES = [Literal(text, datatype=NamedNode(EDTF)) for text in ("1930-12", "1991-08/..")]
KINDS = Table(
    ("number", "flag", "day", "text", "mixed", "empty", "large"),
    (
        (
            Literal("3", datatype=INTEGER),
            Literal("true", datatype=BOOLEAN),
            Literal("1922-04-03", datatype=DATE),
            NamedNode("urn:a"),
            Literal("1", datatype=INTEGER),
            None,
            Literal(str(2**70), datatype=INTEGER),
        ),
        (None, None, None, Literal("b", language="en"), Literal("x"), None, None),
    ),
)
MEMBERS: list[st.SearchStrategy[Node]] = [
    st.integers().map(lambda n: Literal(str(n), datatype=INTEGER)),
    st.booleans().map(lambda b: Literal(str(b).lower(), datatype=BOOLEAN)),
    st.dates().map(lambda d: Literal(d.isoformat(), datatype=DATE)),
    st.text().map(Literal),
    st.sampled_from([Literal("-0043-03-15", datatype=DATE), Literal("12 apples", datatype=INTEGER)]),
]
COLUMN = st.one_of([st.lists(st.none() | member, min_size=3, max_size=3) for member in [*MEMBERS, st.one_of(MEMBERS)]])


def _plain(value: object) -> object:
    return None if value is None else str(value).removesuffix(" 00:00:00").lower()


def _expected(cell: Node | None) -> object:
    return None if cell is None else cell.value.lower()


def test_a_pandas_column_has_the_type_of_its_cells() -> None:
    frame = KINDS.to_pandas()
    assert [str(one) for one in frame.dtypes] == [
        "Int64",
        "boolean",
        "datetime64[s]",
        "string",
        "string",
        "string",
        "string",
    ]
    assert frame["number"].sum() == 3
    assert frame["day"][0].date() == date(1922, 4, 3)
    assert frame["flag"].isna().tolist() == [False, True]
    assert frame["text"].tolist() == ["urn:a", "b"]
    assert frame["mixed"].tolist() == ["1", "x"]


def test_a_polars_column_has_the_type_of_its_cells() -> None:
    frame = KINDS.to_polars()
    assert [str(one) for one in frame.dtypes] == ["Int64", "Boolean", "Date", "String", "String", "String", "String"]
    assert frame["day"].to_list() == [date(1922, 4, 3), None]
    assert frame.row(1) == (None, None, None, "b", "x", None, None)


@given(COLUMN)
def test_no_cell_is_lost_or_changed_in_a_frame(cells: list[Node | None]) -> None:
    table = Table(("x",), tuple((cell,) for cell in cells))
    wanted = [_expected(cell) for cell in cells]
    assert [_plain(value) for value in table.to_polars()["x"].to_list()] == wanted
    frame = table.to_pandas()["x"]
    assert [_plain(None if gone else value) for value, gone in zip(frame, frame.isna(), strict=True)] == wanted


@pytest.mark.parametrize("columns", [(), ("a", "b")])
def test_a_table_without_rows_keeps_its_columns(columns: tuple[str, ...]) -> None:
    empty = Table(columns, ())
    assert tuple(empty.to_pandas().columns) == tuple(empty.to_polars().columns) == columns


def test_rows_without_columns_are_still_rows() -> None:
    assert len(Table((), ((), ())).to_pandas()) == 2


def test_a_stored_query_turns_into_frames(kg: KnowledgeGraph) -> None:
    found = kg.ask("died_in_office", office="secretaryship")
    assert found.to_pandas()["name"].tolist() == found.to_polars()["name"].to_list()
    assert found.to_polars()["latestEnd"].max() == date(1985, 3, 10)


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_missing_package_is_named_with_the_extra_that_brings_it(package: str) -> None:
    code = (
        f"import sys; sys.modules['{package}'] = None\n"
        "from sovleader_kg.store.tables import Table\n"
        "from sovleader_kg import UsageError\n"
        f"try: Table(('a',), ()).to_{package}()\n"
        "except UsageError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{package} is not installed: pip install 'sovleader-kg[frames]'\n"


def test_a_notebook_shows_things_as_links_and_escapes_text() -> None:
    table = Table(("<x>", "who"), ((Literal("<b>&"), NamedNode("https://w3id.org/sovleader/id/person/lenin")),))
    shown = table._repr_html_()
    assert "<th>&lt;x&gt;</th>" in shown
    assert "<td>&lt;b&gt;&amp;</td>" in shown
    assert '<a href="https://w3id.org/sovleader/id/person/lenin">person:lenin</a>' in shown
    assert "<p>1 row</p>" in shown


STARTS = Table(
    ("who", "start", "day", "who_label"),
    (
        (NamedNode(f"{BASE}person/a"), EDTF_DATES[0], Literal("1922-04-03", datatype=DATE), Literal("mine")),
        (NamedNode(f"{BASE}person/b"), EDTF_DATES[1], None, None),
        (None, None, None, None),
    ),
    label_of=lambda language, iri: f"{iri[-1]} in {language}" if iri.endswith("a") else "",
)


def test_labels_stand_beside_the_things_that_have_some() -> None:
    frame = Table(STARTS.columns[:3], tuple(row[:3] for row in STARTS.rows), label_of=STARTS.label_of)
    assert frame.to_polars(labels="ru").to_dict(as_series=False)["who_label"] == ["a in ru", None, None]
    assert list(frame.to_pandas(labels="en").columns) == ["who", "who_label", "start", "day"]


def test_a_column_of_the_query_is_never_replaced() -> None:
    assert STARTS.to_polars(labels="en")["who_label"].to_list() == ["mine", None, None]


def test_real_days_stand_beside_dates_as_precise_as_their_sources() -> None:
    frame = STARTS.to_polars(dates=True)
    assert frame.columns == ["who", "start", "start_earliest", "start_latest", "day", "who_label"]
    assert frame["start"].to_list() == ["1930-12", "1991-08/..", None]
    assert frame["start_earliest"].to_list() == [date(1930, 12, 1), date(1991, 8, 1), None]
    assert frame["start_latest"].to_list() == [date(1930, 12, 31), None, None]
    assert str(STARTS.to_pandas(dates=True)["start_latest"].dtype) == "datetime64[s]"


@given(st.lists(st.dates(date(1918, 3, 1), date(1999, 12, 31)), min_size=1, max_size=4))
def test_a_full_day_lies_between_itself(days: list[date]) -> None:
    table = Table(("d",), tuple((Literal(day.isoformat(), datatype=NamedNode(EDTF)),) for day in days))
    frame = table.to_polars(dates=True)
    assert frame["d_earliest"].to_list() == frame["d_latest"].to_list() == days


def test_a_frame_without_options_is_as_it_was() -> None:
    assert tuple(STARTS.to_pandas().columns) == tuple(STARTS.to_polars().columns) == STARTS.columns


def test_rows_without_columns_are_widened_to_none() -> None:
    assert len(Table((), ((), ())).to_pandas(dates=True)) == 2


def test_labels_of_a_query_are_those_of_the_graph(small: KnowledgeGraph) -> None:
    for found in (
        small.ask("holders_of_post", post="general-secretary"),
        small.select("SELECT ?person ?term WHERE { ?term sl:holder ?person ; sl:post post:general-secretary }"),
    ):
        frame = found.to_polars(labels="ru")
        assert "Иосиф Виссарионович Сталин" in frame["person_label"].to_list()


def test_labels_need_a_language_that_there_is_and_a_graph(small: KnowledgeGraph) -> None:
    found = small.ask("holders_of_post", post="general-secretary")
    with pytest.raises(UsageError, match=r'^labels: no labels in "de"; use en or ru$'):
        found.to_pandas(labels="de")
    with pytest.raises(UsageError, match=r"^this table has no graph that knows labels"):
        pickle.loads(pickle.dumps(found)).to_polars(labels="en")


def test_a_notebook_shows_no_link_that_could_run_something() -> None:
    assert "href" not in Table(("x",), ((NamedNode("javascript:alert(1)"),),))._repr_html_()


def test_a_notebook_says_how_many_rows_it_leaves_out() -> None:
    table = Table(("x",), tuple((Literal(str(n)),) for n in range(1000)))
    assert table._repr_html_().count("<tr>") == 61
    assert "the first 60 of 1,000 rows" in table._repr_html_()
