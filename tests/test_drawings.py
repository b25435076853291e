"""Drawings: pictures that show themselves, are saved, and go on as frames, as charts of Altair and as matplotlib's."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import altair as alt
import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt
from matplotlib.dates import num2date
from matplotlib.patches import Rectangle

from sovleader_kg import KnowledgeGraph, UsageError
from sovleader_kg.export.drawings import Drawing
from sovleader_kg.names import BASE

mpl.use("Agg")
SPACE = "{http://www.w3.org/2000/svg}"


@pytest.fixture(params=["timeline", "posts", "career", "seats"])
def drawing(request: pytest.FixtureRequest, small: KnowledgeGraph) -> Drawing:
    """Each kind of drawing of the small graph."""
    if request.param == "seats":
        return small.seating("secretariat-member")
    posts = ["general-secretary", "first-secretary"] if request.param == "posts" else None
    return small.timeline("ru" if posts else "en", posts=posts, person="Сталин" if request.param == "career" else None)


def test_a_drawing_shows_itself_linked_to_its_things(drawing: Drawing) -> None:
    root = ET.fromstring(drawing._repr_svg_())
    assert root.attrib["aria-label"] in drawing.title
    links = [one.attrib["href"] for one in root.iter(f"{SPACE}a")]
    assert links
    assert all(one.startswith(BASE) for one in links)
    assert not hasattr(drawing, "_repr_html_")


def test_a_drawing_says_shortly_what_it_is(drawing: Drawing) -> None:
    assert drawing.title in repr(drawing)
    assert len(repr(drawing)) < 160


def test_a_drawing_is_saved_as_its_name_says(drawing: Drawing, tmp_path: Path) -> None:
    assert drawing.save(tmp_path / "one.svg") == len(drawing.svg.encode())
    assert (tmp_path / "one.svg").read_text(encoding="utf-8") == drawing.svg
    drawing.save(str(tmp_path / "one.PNG"))
    assert (tmp_path / "one.PNG").read_bytes().startswith(b"\x89PNG\r\n")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("one.gif", "a picture is written as .svg or .png, not as .gif"),
        ("one", "a picture is written as .svg or .png, not as a name without either"),
        (".", "a picture is written as .svg or .png, not as a name without either"),
    ],
)
def test_a_picture_of_another_kind_is_refused(small: KnowledgeGraph, tmp_path: Path, name: str, told: str) -> None:
    with pytest.raises(UsageError, match=f"^{told}$"):
        small.timeline().save(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_written_over(small: KnowledgeGraph, tmp_path: Path) -> None:
    (tmp_path / "a.svg").mkdir()
    with pytest.raises(UsageError, match=r"a\.svg is a folder; name a file$"):
        small.timeline().save(tmp_path / "a.svg")


def test_a_timeline_gives_its_bars_as_a_frame_with_real_days(small: KnowledgeGraph) -> None:
    frame = small.timeline(person="Сталин").to_polars()
    (bar,) = frame.filter(frame["about"] == f"{BASE}post/general-secretary").to_dicts()
    assert bar["earliest_start"] == date(1922, 4, 3)
    assert (bar["earliest_end"], bar["latest_end"]) == (date(1934, 2, 10), date(1952, 10, 16))
    assert (bar["lane"], bar["thing"]) == ("General Secretary", f"{BASE}term/joseph-stalin.1")
    assert str(small.timeline().to_pandas()["earliest_start"].dtype) == "datetime64[s]"


def test_seats_give_their_stretches_as_a_frame(small: KnowledgeGraph) -> None:
    frame = small.seating("secretariat-member").to_polars()
    assert (frame["certain"] <= frame["possible"]).all()
    follows = zip(frame["last"].to_list(), frame["first"].to_list()[1:], strict=False)
    assert all((later - earlier).days == 1 for earlier, later in follows)


def test_a_career_is_told_by_its_lanes_and_years(small: KnowledgeGraph) -> None:
    texts = [one.text for one in ET.fromstring(small.timeline(person="Сталин").svg).iter(f"{SPACE}text")]
    assert "1922–1952" in texts
    assert "Joseph Stalin" not in texts
    assert small.timeline(person="Сталин").title == "Joseph Stalin"


def test_a_drawing_is_a_chart_of_altair_that_holds_its_data(drawing: Drawing) -> None:
    chart = drawing.to_altair()
    assert isinstance(chart, alt.LayerChart | alt.FacetChart)
    spec = chart.to_dict()  # held against Vega-Lite's schema
    assert spec["title"] == drawing.title
    (values,) = spec["datasets"].values() if "datasets" in spec else (spec["data"]["values"],)
    assert len(values) >= len(drawing.table)


def test_a_chart_of_altair_goes_on(small: KnowledgeGraph) -> None:
    chart = small.timeline(posts=["general-secretary"]).to_altair().properties(width=300, title="Mine")
    assert (chart.to_dict()["title"], chart.to_dict()["width"]) == ("Mine", 300)


def test_days_of_a_chart_do_not_depend_on_where_it_is_looked_at(drawing: Drawing) -> None:
    assert drawing.to_altair().to_json().count('"utc"') >= 1


def test_a_drawing_is_axes_of_matplotlib(drawing: Drawing, tmp_path: Path) -> None:
    ax = drawing.to_matplotlib()
    assert ax.get_title() == drawing.title
    plt.gcf().savefig(tmp_path / "one.png")
    first, last = (num2date(edge).year for edge in ax.get_xlim())
    assert 1910 < first < last < 2000
    plt.close("all")


def test_axes_that_are_there_are_drawn_on(small: KnowledgeGraph) -> None:
    _, ax = plt.subplots()
    assert small.timeline(posts=["general-secretary"]).to_matplotlib(ax) is ax
    assert [one.get_text() for one in ax.get_yticklabels()] == [
        *("Joseph Stalin", "Konstantin Chernenko", "Mikhail Gorbachev", "Vladimir Ivashko")
    ]
    plt.close("all")


def test_what_is_sure_is_drawn_over_what_may_be(small: KnowledgeGraph) -> None:
    ax = small.timeline(posts=["first-secretary"]).to_matplotlib()
    may, sure = sorted((bar.get_x(), bar.get_width()) for bar in ax.patches if isinstance(bar, Rectangle))
    assert may[0] <= sure[0] < sure[0] + sure[1] <= may[0] + may[1]
    assert {bar.get_alpha() for bar in ax.patches} == {0.35, 1}
    plt.close("all")


def test_seats_of_several_posts_have_no_common_axes(small: KnowledgeGraph) -> None:
    drawn = small.seating()
    if len(drawn.rolls) == 1:
        drawn = type(drawn)([*drawn.rolls, *drawn.rolls], "en")
    with pytest.raises(UsageError, match=r"^axes show one post; name it: kg\.seating"):
        drawn.to_matplotlib()


@pytest.mark.parametrize("package", ["altair", "matplotlib"])
def test_a_missing_package_is_named_with_the_extra_that_brings_it(small_folder: Path, package: str) -> None:
    code = (
        f"import sys; sys.modules['{package}'] = None\n"
        "from sovleader_kg import KnowledgeGraph, UsageError\n"
        f"try: KnowledgeGraph.open({str(small_folder)!r}).timeline().to_{package}()\n"
        "except UsageError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == f"{package} is not installed: pip install 'sovleader-kg[plot]'\n"


def test_a_picture_needs_no_package_but_ours(small_folder: Path) -> None:
    code = (
        "import sys\n"
        "from sovleader_kg import KnowledgeGraph\n"
        f"kg = KnowledgeGraph.open({str(small_folder)!r})\n"
        "kg._repr_html_(), kg.timeline().svg, kg.seating().svg, repr(kg.disputes()), kg.queries._repr_html_()\n"
        "print(sorted({'pandas', 'numpy', 'polars', 'altair', 'matplotlib', 'IPython', 'rdflib'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_nobody_of_that_name_is_refused(small: KnowledgeGraph) -> None:
    with pytest.raises(UsageError, match="is not in the graph"):
        small.timeline(person="nobody-at-all")
    with pytest.raises(UsageError, match='no labels in "de"'):
        small.timeline("de")
