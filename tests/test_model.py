"""Results: the one holder, plain Python values, and the stable JSON form."""

from __future__ import annotations

import dataclasses

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from sovleader_kg.model import Answer, Boundary, Certainty, Holding, Nobody
from sovleader_kg.names import PREFIXES, XSD
from sovleader_kg.nodes import python_value, shown
from sovleader_kg.store.tables import Table

STALIN = NamedNode(PREFIXES["person"] + "joseph-stalin")


def holding(person: str, certainty: Certainty = "certain", boundary: Boundary | None = None) -> Holding:
    return Holding(person, person.title(), "post", "term", certainty, boundary, acting=False, claims=("b", "c"))


def answer(*holdings: Holding, nobody: Nobody | None = None) -> Answer:
    return Answer("office", "secretaryship", "1964-10-14", holdings, nobody)


@pytest.mark.parametrize(
    ("holdings", "person"),
    [
        ([holding("a")], "a"),
        ([holding("a", boundary="leaves"), holding("b", boundary="enters")], "b"),
        ([holding("a", boundary="leaves"), holding("b", "possible", "enters")], "a"),
        ([holding("a"), holding("b", "possible")], "a"),
        ([holding("a", "possible")], None),
        ([], None),
    ],
)
def test_holder_is_the_newcomer_if_certain_else_the_certain_one(holdings: list[Holding], person: str | None) -> None:
    holder = answer(*holdings).holder
    assert (holder.person if holder else None) == person


def test_answer_has_a_stable_json_form() -> None:
    assert answer(holding("a", boundary="leaves"), nobody=Nobody("possible", ("vacant", "silent"))).as_json() == {
        "office": "secretaryship",
        "on": "1964-10-14",
        "answers": [
            {
                "person": "a",
                "name": "A",
                "post": "post",
                "term": "term",
                "certainty": "certain",
                "boundary": "leaves",
                "acting": False,
                "claims": ["b", "c"],
            }
        ],
        "nobody": {"certainty": "possible", "reasons": ["vacant", "silent"]},
    }


def test_results_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        holding("a").person = "b"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("node", "value"),
    [
        (None, None),
        (STALIN, STALIN.value),
        (BlankNode("b"), "b"),
        (Literal("x", language="en"), "x"),
        (Literal("1953-03-05", datatype=NamedNode(XSD + "date")), "1953-03-05"),
        (Literal("007", datatype=NamedNode(XSD + "integer")), 7),
        (Literal("seven", datatype=NamedNode(XSD + "integer")), "seven"),
        (Literal("true", datatype=NamedNode(XSD + "boolean")), True),
        (Literal("0", datatype=NamedNode(XSD + "boolean")), False),
    ],
)
def test_term_has_one_python_value(
    node: NamedNode | BlankNode | Literal | None, value: str | int | bool | None
) -> None:
    found = python_value(node)
    assert (found, type(found)) == (value, type(value))


def test_table_is_read_as_dictionaries() -> None:
    table = Table(("person", "n"), ((STALIN, Literal("7", datatype=NamedNode(XSD + "integer"))), (None, None)))
    assert len(table) == 2
    assert list(table) == table.records() == [{"person": STALIN.value, "n": 7}, {"person": None, "n": None}]


@pytest.mark.parametrize(
    ("node", "text"), [(None, ""), (STALIN, "person:joseph-stalin"), (Literal("x", language="en"), "x")]
)
def test_people_see_compact_names_and_bare_texts(node: NamedNode | Literal | None, text: str) -> None:
    assert shown(node) == text
