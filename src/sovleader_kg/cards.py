"""Cards: how results show themselves: in one short line where text is read, as tables with links where HTML is.

A result says what it shows in cells: texts, numbers, days, and links to things by their IRIs. All text is escaped, and
nothing is linked that a browser could run.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from html import escape
from itertools import islice
from typing import SupportsIndex, TypeGuard, TypeVar, overload

from sovleader_kg.names import PREFIXES, compact

__all__ = [
    *("Card", "Cell", "Cells", "Index", "Link", "Listed", "Listing", "Sheet"),
    *("as_html", "counted", "link", "links", "page", "span"),
]

LONGEST, LISTED, MOST_ROWS = 240, 10, 60  # letters of a line, results of a listing in text, rows of a table in HTML
_DAYS = re.compile(r"[\d./-]*\d{4}-\d\d[\d./-]*")
_ADDRESS = re.compile(r"https?://\S+")  # it may go on in the next line after each stroke
_COMPACT = re.compile(r"([a-z]+):[\w.~-]+")
_STYLE = (
    "<style>div.sovleader table :is(th, td) {text-align: left; vertical-align: top; max-width: 26em; "
    "white-space: normal; overflow-wrap: break-word} "
    "div.sovleader table td.days {white-space: nowrap} "
    "div.sovleader table caption {text-align: left; caption-side: top; font-weight: bold}</style>"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A thing in a cell: its IRI, and what it is called there; its compact name unless told otherwise."""

    iri: str
    name: str = ""

    def __str__(self) -> str:
        return self.name or (compact(self.iri) if ":" in self.iri else self.iri)


Cell = str | int | bool | date | Link | Sequence["str | Link"] | None
Cells = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of cells, with a title above it."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    title: Cell = None

    @classmethod
    def of(cls, cells: Sequence[Cells], title: Cell = None) -> Sheet:
        """Return results below each other, with every column in which one of them has something."""
        columns = list(dict.fromkeys(column for one in cells for column, cell in one.items() if _text(cell)))
        return cls(columns, [[one.get(column) for column in columns] for one in cells], title)

    def named(self, name: Name) -> Sheet:
        """Return it with a name for each thing that has none."""
        return replace(
            self,
            rows=[*([_named(cell, name) for cell in row] for row in self.rows[:MOST_ROWS]), *self.rows[MOST_ROWS:]],
        )


def link(text: str) -> str | Link:
    """Return a value as it is shown, linked where it is the compact name of a thing."""
    found = _COMPACT.fullmatch(text)
    known = found is not None and found[1] in PREFIXES
    return Link(PREFIXES[text.partition(":")[0]] + text.partition(":")[2]) if known else text


def links(iris: Iterable[str], names: Iterable[str] = ()) -> tuple[Link, ...]:
    """Return things as links, by their names if these are given."""
    called = list(names)
    return tuple(Link(iri, called[number] if number < len(called) else "") for number, iri in enumerate(iris))


def span(first: date | str | None, last: date | str | None) -> str:
    """Return a day, or the first and the last of several, in ISO; two dots where nothing bounds them.

    >>> span(date(1953, 9, 7), date(1953, 9, 14)), span("1953-09-07", "1953-09-07"), span(None, "1953-09-07")
    ('1953-09-07/1953-09-14', '1953-09-07', '../1953-09-07')
    """
    one, other = (str(day) if day else ".." for day in (first, last))
    return one if one == other else f"{one}/{other}"


class Card:
    """A result that shows itself. It says in `_cells` what stands of it in a row of a table."""

    __slots__ = ()

    def _cells(self) -> Cells:
        raise NotImplementedError

    def _sheets(self) -> Iterable[Sheet]:
        """Return what it shows alone."""
        yield Sheet.of([self._cells()])

    def _line(self) -> str:
        """Return what its line says behind its kind."""
        return ", ".join(text for column, cell in self._cells().items() if (text := _noted(column, cell)))

    def __repr__(self) -> str:
        return _clipped(f"{type(self).__name__} {self._line()}", "<{}>")

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        return page(self._sheets())


T = TypeVar("T")
Name = Callable[[str], str]


class _Several:
    """Results that show the first of them in text, and in HTML stand below each other in a table.

    Attributes:
        name_of: Gives things their names in HTML, where one is at hand.
    """

    name_of: Name | None = None
    _ends = "()"

    def _every(self) -> Collection[object]:
        raise NotImplementedError

    def __repr__(self) -> str:
        every = self._every()
        lines = [repr(one) for one in islice(every, LISTED)]
        more = [f"… {len(every) - LISTED:,} more"] if len(every) > LISTED else []
        alone = "," if self._ends == "()" and len(every) == 1 else ""
        return f"{self._ends[0]}{f',{chr(10)} '.join([*lines, *more])}{alone}{self._ends[1]}"

    def _repr_html_(self) -> str:
        """Return what a notebook shows."""
        sheet = Sheet.of([one._cells() if isinstance(one, Card) else {"": str(one)} for one in self._every()])
        return page([sheet.named(self.name_of) if self.name_of else sheet], always=True)


class Listing(_Several, tuple[T, ...]):
    """A tuple of results that shows itself, and so does each slice of it."""

    @classmethod
    def of(cls, items: Iterable[T], name: Name | None = None) -> Listing[T]:
        """Return results, and what gives things their names in HTML."""
        made = cls(items)
        made.name_of = name
        return made

    def _every(self) -> Collection[object]:
        return self

    def __reduce__(self) -> tuple[object, ...]:
        """Copy the results alone: the graph that knows the names stays behind."""
        return type(self), (tuple(self),)

    @overload
    def __getitem__(self, key: SupportsIndex, /) -> T: ...
    @overload
    def __getitem__(self, key: slice, /) -> Listing[T]: ...
    def __getitem__(self, key: SupportsIndex | slice, /) -> T | Listing[T]:
        """Return one of them, or some, which show themselves likewise."""
        if isinstance(key, slice):
            return Listing.of(tuple.__getitem__(self, key), self.name_of)
        return tuple.__getitem__(self, key)


class Listed(_Several, list[T]):
    """A list of results that shows itself."""

    _ends = "[]"

    def _every(self) -> Collection[object]:
        return self


class Index(_Several, dict[str, T]):
    """Results by their IRIs that show themselves."""

    _ends = "{}"

    def _every(self) -> Collection[object]:
        return self.values()


def page(sheets: Iterable[Sheet], *, always: bool = False) -> str:
    """Return tables as HTML for a notebook; `always` says below each how many rows it has."""
    return f'<div class="sovleader">{_STYLE}{"".join(_table(one, always=always) for one in sheets)}</div>'


def _table(sheet: Sheet, *, always: bool) -> str:
    head = "".join(f"<th>{escape(str(name))}</th>" for name in sheet.columns)
    rows = ("".join(map(_td, row)) for row in sheet.rows[:MOST_ROWS])
    title = f"<caption>{as_html(sheet.title)}</caption>" if sheet.title else ""
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    number = len(sheet.rows)
    told = counted(number) if number <= MOST_ROWS else f"the first {MOST_ROWS} of {counted(number)}"
    below = f"<p>{told}</p>" if always or number > MOST_ROWS else ""
    return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"


def _td(cell: Cell) -> str:
    html = as_html(cell)
    return f'<td class="days">{html}</td>' if _DAYS.fullmatch(html) else f"<td>{html}</td>"


def counted(number: int) -> str:
    """Return how many rows there are.

    >>> counted(1), counted(1200)
    ('1 row', '1,200 rows')
    """
    return f"{number:,} row{'' if number == 1 else 's'}"


def as_html(cell: Cell) -> str:
    """Return a cell as HTML, escaped, things as links."""
    if isinstance(cell, Link):
        text = escape(str(cell))
        safe = cell.iri.startswith(("http://", "https://"))
        return f'<a href="{escape(cell.iri)}">{text}</a>' if safe else text
    if _is_several(cell):
        return "; ".join(map(as_html, cell))
    return _ADDRESS.sub(lambda found: found[0].replace("/", "/<wbr/>"), escape(_text(cell)))


def _text(cell: Cell) -> str:
    """Return a cell as text: nothing for what is missing, or is not so."""
    if isinstance(cell, bool):
        return "yes" if cell else ""
    return "; ".join(map(_text, cell)) if _is_several(cell) else "" if cell is None else str(cell)


def _is_several(cell: Cell) -> TypeGuard[Sequence[str | Link]]:
    return isinstance(cell, Sequence) and not isinstance(cell, str)


def _noted(column: str, cell: Cell) -> str:
    """Return a cell as a line tells it: a number before what it counts, what is so by the name of its column."""
    if isinstance(cell, bool):
        return column if cell else ""
    if isinstance(cell, int):
        return f"{cell:,} {column.removesuffix('s') if cell == 1 else column}"
    return _text(cell)


def _named(cell: Cell, name: Name) -> Cell:
    if isinstance(cell, Link):
        return cell if cell.name else Link(cell.iri, name(cell.iri))
    return (
        [Link(one.iri, one.name or name(one.iri)) if isinstance(one, Link) else one for one in cell]
        if _is_several(cell)
        else cell
    )


def _clipped(text: str, form: str) -> str:
    """Return a text on one line, and not longer than a line may be."""
    line = " ".join(text.split())
    return form.format(line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…")
