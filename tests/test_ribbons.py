"""Ribbons and steps: pictures for a page, as wide as it, coloured by its style sheet, as sharp as the sources are."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph
from sovleader_kg.export.classes import draw_classes
from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.export.ribbons import draw_ribbons
from sovleader_kg.export.scale import Scale
from sovleader_kg.export.steps import draw_steps

DAY = date(1922, 4, 3)


def bar(*days: date | None, kind: str = "term", thing: str = "urn:a") -> Bar:
    earliest, begun, until, latest = days
    return Bar(thing, "A & B", kind, earliest, begun, until, latest)


def shapes(*bars: Bar) -> list[ET.Element]:
    drawn = draw_ribbons([Lane("urn:lane", "<lane>", (), bars)], "x", lambda one: one.label, lambda thing: f"?{thing}&")
    return list(ET.fromstring(drawn.rows[0].svg).iter("rect"))


def test_bar_of_certain_days_is_whole() -> None:
    (rect,) = shapes(bar(DAY, DAY, date(1952, 10, 16), date(1952, 10, 16)))
    assert rect.attrib["class"] == "term"


def test_bar_fades_on_the_side_that_the_sources_leave_open() -> None:
    whole, fading = shapes(bar(DAY, DAY, date(1934, 2, 10), date(1953, 3, 5)))
    assert (whole.attrib["class"], fading.attrib["fill"]) == ("term", "url(#x-term-out)")
    assert float(fading.attrib["x"].rstrip("%")) > float(whole.attrib["x"].rstrip("%"))


def test_bar_that_surely_lasts_no_day_fades_in_and_out() -> None:
    fills = [one.attrib["fill"] for one in shapes(bar(date(1917, 1, 1), date(1919, 1, 1), DAY.replace(year=1918), DAY))]
    assert fills == ["url(#x-term-in)", "url(#x-term-out)"]


def test_bar_that_is_never_certain_is_hatched() -> None:
    (rect,) = shapes(bar(DAY, DAY, date(1952, 10, 16), date(1952, 10, 16), kind="doubtful"))
    assert rect.attrib["fill"] == "url(#x-doubtful-maybe)"


def test_picture_has_no_style_of_its_own_and_every_bar_a_name() -> None:
    drawn = draw_ribbons([Lane(None, "<&>", (), (bar(DAY, DAY, None, None),))], "x", lambda one: "<&>", lambda _: "?&")
    whole = f"<p>{drawn.years}{drawn.rows[0].svg}</p>"
    assert "style" not in whole
    assert [one.findtext("title") for one in ET.fromstring(whole).iter("a")] == ["<&>"]


def test_bar_of_which_no_day_is_known_is_left_out() -> None:
    assert shapes(bar(None, None, None, None)) == []


def test_bars_that_overlap_stand_in_rows_of_their_own() -> None:
    days = (DAY, DAY, date(1930, 1, 1), date(1930, 1, 1))
    first, other = shapes(bar(*days), bar(*days, thing="urn:b"))
    assert first.attrib["y"] != other.attrib["y"]


@given(st.integers(700000, 720000), st.integers(1, 30000))
def test_scale_marks_few_years_within_the_picture(first: int, length: int) -> None:
    scale = Scale.around(first, first + length)
    assert 0 < scale.at(first) < scale.at(first + length) < 100
    assert len(scale.marks) <= 10


@pytest.mark.parametrize("language", ["en", "ru"])
def test_steps_show_members_seats_and_sizes_that_lead_to_their_claims(language: str, kg: KnowledgeGraph) -> None:
    (roll,) = kg.rolls("politburo-member", language=language)
    root = ET.fromstring(draw_steps(roll, lambda size: str(size.number), lambda thing: thing))
    assert root.attrib["aria-label"] == roll.title
    assert len(list(root.iter("a"))) == len(roll.sizes)
    assert {one.attrib["class"] for one in root.iter("path")} == {"maybe", "term", "lack", "size"}


def test_classes_are_boxes_that_lead_to_their_pages() -> None:
    root = ET.fromstring(draw_classes("T", "C", lambda iri: iri.rpartition("#")[2], lambda iri: f"?{iri}"))
    assert {one.attrib["href"].rpartition("#")[2] for one in root.iter("a")} >= {"Term", "Claim", "Body"}
