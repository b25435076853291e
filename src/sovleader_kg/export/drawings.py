"""Drawings: the timeline, careers and seats as pictures that show themselves in a notebook, and that people go on from.

A drawing is an SVG picture, its data as a table, and, where these packages are installed, a chart of Altair or axes of
matplotlib to change and combine.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from sovleader_kg import files
from sovleader_kg.answers.chronology.rolls import Roll
from sovleader_kg.answers.chronology.seats import Strength, strengths
from sovleader_kg.errors import UsageError
from sovleader_kg.export.canvas import FIRST, LAST
from sovleader_kg.export.lanes import Bar, Lane
from sovleader_kg.export.picture import draw, png
from sovleader_kg.export.strips import TITLES, draw_strips
from sovleader_kg.names import XSD
from sovleader_kg.nodes import Node
from sovleader_kg.store.tables import Table

if TYPE_CHECKING:
    import altair as alt
    import pandas as pd
    import polars as pl
    from matplotlib.axes import Axes

__all__ = ["Drawing", "SeatsDrawing", "TimelineDrawing"]


class Drawing:
    """A picture that draws itself in a notebook and can be saved.

    Attributes:
        title: What it is called, for those who do not see it.
        language: "en" or "ru".
    """

    title: str
    language: str

    @cached_property
    @abstractmethod
    def svg(self) -> str:
        """The picture as SVG, its things linked to their IRIs."""

    @cached_property
    @abstractmethod
    def table(self) -> Table:
        """What is drawn, as a table."""

    @abstractmethod
    def to_altair(self) -> alt.LayerChart | alt.FacetChart:
        """Return it as a chart of Altair, with its data inside, to go on from.

        Raises:
            UsageError: Altair is not installed.
        """

    @abstractmethod
    def to_matplotlib(self, ax: Axes | None = None) -> Axes:
        """Return it as axes of matplotlib, to go on from.

        Args:
            ax: The axes to draw on; new ones, in a figure of their own, unless given.

        Raises:
            UsageError: matplotlib is not installed.
        """

    def save(self, target: str | Path) -> int:
        """Write the picture whole or not at all, and return its bytes.

        Args:
            target: The file; how its name ends, `.svg` or `.png`, chooses the kind of picture.

        Raises:
            UsageError: It ends otherwise, is a folder, or a PNG is wanted and resvg_py is not installed.
        """
        path = Path(target)
        suffix = path.suffix.lower()
        if suffix not in {".svg", ".png"}:
            raise UsageError(f"a picture is written as .svg or .png, not as {suffix or 'a name without either'}")
        if path.is_dir():
            raise UsageError(f"{path} is a folder; name a file")
        content = png(self.svg) if suffix == ".png" else self.svg.encode()
        with files.replacing(path) as scratch:
            return scratch.write_bytes(content)

    def to_pandas(self) -> pd.DataFrame:
        """Return what is drawn as a pandas frame; `Table.to_pandas` tells the types."""
        return self.table.to_pandas()

    def to_polars(self) -> pl.DataFrame:
        """Return what is drawn as a polars frame; `Table.to_polars` tells the types."""
        return self.table.to_polars()

    def _repr_svg_(self) -> str:
        """Return what a notebook shows."""
        return self.svg

    def __repr__(self) -> str:
        return f'<{type(self).__name__} "{self.title}": .save("….svg"), .to_pandas(), .to_altair() …>'


class TimelineDrawing(Drawing):
    """Lanes of bars, with ends as sharp as the sources are: who held or led what, from when to when."""

    def __init__(self, lanes: Sequence[Lane], title: str, language: str) -> None:
        """Take the lanes, from top to bottom."""
        self.lanes, self.title, self.language = tuple(lanes), title, language

    @cached_property
    def svg(self) -> str:
        """The picture as SVG, its things linked to their IRIs."""
        return draw(_told_apart(self.lanes), self.title, _iri, self.language)

    @cached_property
    def table(self) -> Table:
        """A row for each bar: its lane, name and kind, the four bounds as days, and the IRIs behind it."""
        columns = (
            *("lane", "name", "kind", "earliest_start", "latest_start", "earliest_end", "latest_end", "doubtful"),
            *("person", "thing", "about"),
        )
        return Table(columns, tuple(self._row(lane, bar) for lane in self.lanes for bar in lane.bars))

    def _row(self, lane: Lane, bar: Bar) -> tuple[Node | None, ...]:
        bounds = (bar.earliest_start, bar.latest_start, bar.earliest_end, bar.latest_end)
        return (
            *(Literal(lane.label), Literal(bar.label), Literal(bar.kind)),
            *(_typed(day, "date") for day in bounds),
            _typed(bar.doubtful, "boolean"),
            *(_thing(iri) for iri in (bar.who, bar.thing, lane.thing)),
        )

    def to_altair(self) -> alt.LayerChart | alt.FacetChart:
        """Return it as a chart of Altair: a row for each name, below each other in each lane; see `Drawing`."""
        with _needing("altair"):
            from sovleader_kg.export import vega
        return vega.bars(self.lanes, self.title, self.language)

    def to_matplotlib(self, ax: Axes | None = None) -> Axes:
        """Return it as axes of matplotlib: a row for each name, below each other in each lane; see `Drawing`."""
        with _needing("matplotlib"):
            from sovleader_kg.export import axes
        return axes.bars(self.lanes, self.title, self.language, ax)


class SeatsDrawing(Drawing):
    """Posts of several seats: how many sat in each, certainly and possibly, and how many seats there were."""

    def __init__(self, rolls: Sequence[Roll], language: str) -> None:
        """Take the posts, from top to bottom."""
        self.rolls, self.language = tuple(rolls), language
        alone = self.rolls[0].title if len(self.rolls) == 1 else ""
        self.title = f"{alone}: {TITLES[language]}" if alone else TITLES[language]

    @cached_property
    def svg(self) -> str:
        """The picture as SVG, its things linked to their IRIs."""
        return draw_strips(self.rolls, self.language, _iri)

    @cached_property
    def strengths(self) -> Sequence[tuple[Roll, Sequence[Strength]]]:
        """For each post the stretches of days, within the years of the picture, on which the same seats were filled."""
        last = LAST.toordinal()
        return [(roll, strengths(roll, FIRST.toordinal(), min(roll.last, last))) for roll in self.rolls]

    @cached_property
    def table(self) -> Table:
        """A row for each stretch of days of a post: members, certain and possible, and the seats stated or usual."""
        columns = ("name", "first", "last", "certain", "possible", "seats", "vacated", "post")
        return Table(columns, tuple(_stretch(roll, one) for roll, found in self.strengths for one in found))

    def to_altair(self) -> alt.LayerChart | alt.FacetChart:
        """Return it as a chart of Altair, the posts below each other; see `Drawing`."""
        with _needing("altair"):
            from sovleader_kg.export import vega
        return vega.steps(self.strengths, self.title, self.language)

    def to_matplotlib(self, ax: Axes | None = None) -> Axes:
        """Return it as axes of matplotlib, for one post; see `Drawing`.

        Raises:
            UsageError: There are several posts; and as there.
        """
        if len(self.rolls) != 1:
            raise UsageError("axes show one post; name it: kg.seating('politburo-member')")
        with _needing("matplotlib"):
            from sovleader_kg.export import axes
        return axes.steps(*self.strengths[0], self.title, self.language, ax)


def _told_apart(lanes: Sequence[Lane]) -> Sequence[Lane]:
    """Return lanes, those of one person with years as the labels of their bars: the lanes tell the rest."""
    if len({bar.label for lane in lanes for bar in lane.bars}) != 1 or len(lanes) == 1:
        return lanes
    return [replace(lane, bars=tuple(replace(bar, label=_years(bar)) for bar in lane.bars)) for lane in lanes]


def _years(bar: Bar) -> str:
    first, last = (bar.earliest_start or bar.latest_start), (bar.latest_end or bar.earliest_end)
    one, other = (str(day.year) if day else "?" for day in (first, last))
    return one if one == other else f"{one}–{other}"


def _stretch(roll: Roll, one: Strength) -> tuple[Node | None, ...]:
    numbers = (one.certain, one.possible, one.seats, one.vacated)
    return (
        *(Literal(roll.title), _typed(one.first, "date"), _typed(one.last, "date")),
        *(_typed(number, "integer") for number in numbers),
        NamedNode(roll.post),
    )


def _typed(value: object, kind: str) -> Literal | None:
    return None if value is None else Literal(str(value).lower(), datatype=NamedNode(XSD + kind))


def _thing(iri: str | None) -> NamedNode | None:
    return NamedNode(iri) if iri else None


def _iri(thing: str) -> str:
    return thing


@contextmanager
def _needing(package: str) -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError:
        raise UsageError(f"{package} is not installed: pip install 'sovleader-kg[plot]'") from None
