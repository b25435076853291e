"""The timeline: lanes as the graph has them, ends as sharp as their bounds, nothing on top of anything else."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sovleader_kg import KnowledgeGraph
from sovleader_kg.errors import UsageError
from sovleader_kg.export import export_format, picture
from sovleader_kg.export.canvas import GUTTER, RIGHT, WIDTH
from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.export.picture import draw, png
from sovleader_kg.names import BASE

SPACE = "{http://www.w3.org/2000/svg}"
DAYS = st.dates(date(1910, 1, 1), date(2000, 1, 1))


@st.composite
def bars(draw_: st.DrawFn) -> Bar:
    """Draw a bar whose bounds do not contradict, some of them unknown."""
    start, length = draw_(DAYS), draw_(st.integers(0, 9000))
    early, late = draw_(st.integers(0, 900)), draw_(st.integers(0, 900))
    end = start + timedelta(days=length)
    bounds = (start - timedelta(days=early), start, end, end + timedelta(days=late))
    first, second, third, last = (one if draw_(st.booleans()) else None for one in bounds)
    label = draw_(st.text("aЖ<&\"' ", min_size=1, max_size=20))
    thing, kind = f"urn:{draw_(st.integers(0, 99))}", draw_(st.sampled_from(["term", "acting", "leadership"]))
    return Bar(thing, label, kind, first, second, third, last)


@given(bars())
def test_bar_fades_outwards_from_where_it_surely_lasts(bar: Bar) -> None:
    left, sure_left, sure_right, right = picture._extent(bar)
    assert left <= sure_left <= sure_right <= right


@given(st.lists(bars(), max_size=12))
def test_bars_of_a_row_do_not_overlap(found: list[Bar]) -> None:
    placed = picture._placed(found)
    assert len(placed) == len(found)
    for one in placed:
        for other in placed:
            if one is not other and one.row == other.row:
                assert one.right <= other.left or other.right <= one.left


@given(st.lists(bars(), max_size=6))
def test_picture_is_well_formed_whatever_the_labels(found: list[Bar]) -> None:
    root = ET.fromstring(draw([Lane(None, "<&\"'>", (), tuple(found))], "<&>", lambda thing: f"?{thing}&"))
    assert root.attrib["aria-label"] == "<&>"
    assert len(root.findall(f".//{SPACE}a")) == len(found)


def lanes(kg: KnowledgeGraph, language: str) -> dict[str, list[str]]:
    return {lane.label: [bar.label for bar in lane.bars] for lane in kg.lanes(language)}


def test_each_post_of_the_office_has_a_lane_then_leadership_collectives_and_gaps(kg: KnowledgeGraph) -> None:
    assert list(lanes(kg, "en")) == [
        "Technical Secretary",
        "Chairman of the Secretariat",
        "Responsible Secretary",
        "General Secretary",
        "First Secretary",
        "Led in effect",
        "Several together",
        "Title out of use",
    ]
    assert lanes(kg, "en")["First Secretary"] == ["Nikita Khrushchev", "Leonid Brezhnev"]
    assert lanes(kg, "ru")["Первый секретарь"] == ["Никита Сергеевич Хрущёв", "Леонид Ильич Брежнев"]
    with pytest.raises(UsageError, match='no labels in "de"'):
        kg.lanes("de")


def test_bars_of_a_lane_stand_in_the_order_in_which_they_begin(kg: KnowledgeGraph) -> None:
    for lane in kg.lanes():
        began = [day for bar in lane.bars if (day := bar.earliest_start or bar.latest_start)]
        assert began == sorted(began)


def test_unsure_end_is_drawn_unsure_and_a_sure_one_sharp(kg: KnowledgeGraph) -> None:
    bars_of = {bar.thing.rpartition("/")[2]: bar for lane in kg.lanes() for bar in lane.bars}
    _, _, sure_right, right = picture._extent(bars_of["joseph-stalin.1"])
    assert right - sure_right > 200
    left, sure_left, sure_right, right = picture._extent(bars_of["leonid-brezhnev.2"])
    assert (left, right) == (sure_left, sure_right)


def made(*known: date | None, doubtful: bool = False) -> Bar:
    start, started, end, ended = known
    return Bar("urn:term", "Name", "term", start, started, end, ended, doubtful=doubtful)


@pytest.mark.parametrize(
    ("bar", "sure"),
    [
        (made(date(1920, 1, 1), None, None, date(1940, 1, 1)), None),
        (made(date(1920, 1, 1), date(1920, 1, 1), None, None), (date(1920, 1, 1), date(1920, 1, 1))),
        (made(None, None, date(1940, 1, 1), date(1940, 1, 1)), (date(1940, 1, 1), date(1940, 1, 1))),
        (made(*[date(1920, 1, 1)] * 2, *[date(1940, 1, 1)] * 2), (date(1920, 1, 1), date(1940, 1, 1))),
        (made(*[date(1920, 1, 1)] * 2, *[date(1940, 1, 1)] * 2, doubtful=True), None),
    ],
)
def test_bar_is_whole_only_where_the_answers_are_certain(bar: Bar, sure: tuple[date, date] | None) -> None:
    assert picture.sure(bar) == sure


def test_bar_that_nothing_bounds_reaches_the_edge() -> None:
    left, _, _, right = picture._extent(made(None, date(1950, 1, 1), date(1960, 1, 1), None))
    assert (left, right) == (GUTTER, WIDTH - RIGHT)


def test_picture_carries_no_style_and_says_what_its_colours_mean(kg: KnowledgeGraph) -> None:
    for language, word in (("en", "led in effect"), ("ru", "руководил на деле")):
        root = ET.fromstring(draw(kg.lanes(language), "timeline", language=language))
        assert not list(root.iter(f"{SPACE}style"))
        assert all("style" not in one.attrib for one in root.iter())
        assert word in [one.text for one in root.iter(f"{SPACE}text")]


def test_dates_of_a_bar_are_said_in_words(kg: KnowledgeGraph) -> None:
    root = ET.fromstring(draw(kg.lanes(), "timeline"))
    said = [one.text for one in root.iter(f"{SPACE}title")]
    assert "Nikita Khrushchev: between 7 and 14 September 1953 – 14 October 1964" in said


def test_lanes_of_posts_stand_as_asked_and_those_of_a_person_as_held(kg: KnowledgeGraph) -> None:
    asked = ["politburo-candidate-member", "politburo-member"]
    assert [lane.thing for lane in kg.lanes(posts=asked)] == [f"{BASE}post/{one}" for one in asked]
    lanes = kg.lanes(person="Сталин")
    assert lanes[-1].label == "Led in effect"
    assert {bar.who for lane in lanes for bar in lane.bars} == {f"{BASE}person/joseph-stalin"}
    began = [bars[0].earliest_start for lane in lanes[:-1] if (bars := lane.bars)]
    assert began == sorted(day for day in began if day)


def test_renaming_of_a_post_is_marked(kg: KnowledgeGraph) -> None:
    (first,) = (lane for lane in kg.lanes() if lane.label == "First Secretary")
    assert [mark.thing.rpartition("/")[2] for mark in first.marks] == ["renaming-to-general-secretary-1966"]


def test_png_is_the_same_picture_twice_as_large(kg: KnowledgeGraph) -> None:
    content = png(draw(kg.lanes(), "timeline"))
    assert content.startswith(b"\x89PNG\r\n")
    assert int.from_bytes(content[16:20], "big") == 2 * int(WIDTH)


@pytest.mark.parametrize(
    ("target", "name"), [(None, "timeline"), ("t.svg", "timeline"), ("T.PNG", "timeline-png"), ("t", "timeline")]
)
def test_name_of_the_file_chooses_the_kind_of_picture(target: str | None, name: str) -> None:
    assert export_format("timeline", Path(target) if target else None).name == name


def test_picture_of_another_kind_is_refused() -> None:
    with pytest.raises(UsageError, match=r"^timeline is written as \.svg or \.png, not as \.gif; name the file so$"):
        export_format("timeline", Path("t.gif"))
