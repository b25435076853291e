"""Terminal: how an answer looks on one: fitted to its width and in colour, unless `NO_COLOR` or `TERM` says no.

It alone imports rich, and is itself imported only where standard output is a terminal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rich.columns import Columns
from rich.console import Console
from rich.highlighter import RegexHighlighter
from rich.table import Table
from rich.text import Text
from rich.theme import Theme

from sovleader_kg.cli.rows import Rows, Shown

__all__ = ["show", "show_briefly"]

HANG = 4  # columns by which a line that goes on is set in
GAP = 2  # columns between two of a table
LONGEST_NAME, LONGEST_WORD = 48, 28  # which are broken only where they are longer
NARROWEST = 16  # to which a column of words may shrink before a column is left out
_CODED = r"(?:^|  |[(;,] )"
_STYLES = {
    "sl.sure": "green",
    "sl.unsure": "yellow",
    "sl.against": "red",
    "sl.iri": "cyan",
    "sl.head": "bold",
    "sl.soft": "dim",
}
_IRI = re.compile(r"(?:<[^<>\s]+>|[a-z]\w*:\S+)")


class _Codes(RegexHighlighter):
    """Colours the words that tell how sure something is, and the short names of things."""

    base_style = "sl."
    highlights = (
        rf"{_CODED}(?P<sure>certain(?:ly)?|agrees|refines|settled|with the agreed value)\b",
        rf"{_CODED}(?P<unsure>possibl[ey]|compatible|open|nobody|nothing is agreed)\b",
        rf"{_CODED}(?P<against>impossible|contradicts|rejected|denied|against it)\b",
        r"(?P<iri><https?://[^<>\s]+>|\b[a-z]+:[A-Za-z0-9_][\w.-]*\w\b)",
    )


def show(shown: Iterable[Shown], legend: Mapping[str, str]) -> None:
    """Print lines and tables, and below them what their codes mean."""
    console = _console()
    for one in shown:
        if isinstance(one, Rows):
            _show_rows(console, one)
        else:
            _show_line(console, one)
    if legend:
        console.print()
        widest = max(map(len, legend))
        for code, meaning in legend.items():
            _print_hung(console, Text(f"{code:{widest}}  {meaning}", style="sl.soft"), 0, widest + GAP)


def show_briefly(named: Mapping[str, str], more: str) -> None:
    """Print names with what they are, a line each, cut to the width; on too low a screen the names alone."""
    console = _console()
    widest = max(map(len, named))
    if len(named) + len(more.splitlines()) < console.height:
        for name, summary in named.items():
            line = Text(f"{name:{widest}}  {summary}")
            line.stylize("sl.head", 0, len(name))
            line.truncate(console.width, overflow="ellipsis")
            console.print(line, soft_wrap=True)
    else:
        console.print(Columns([Text(name) for name in named], padding=(0, GAP), column_first=True))
    _print_hung(console, Text(more, style="sl.soft"), 0, HANG)


def _console() -> Console:
    return Console(theme=Theme(_STYLES), highlight=False, markup=False, emoji=False)


def _show_line(console: Console, line: str) -> None:
    """Print a line; one that is too long goes on below, set in. What stands first on it is its head."""
    bare = line.strip()
    text = _Codes()(Text(bare))
    if bare == line:
        text.stylize("sl.head", 0, len(bare.partition("  ")[0]))
    _print_hung(console, text, len(line) - len(line.lstrip()), HANG)


def _print_hung(console: Console, text: Text, indent: int, hang: int) -> None:
    room = max(console.width - indent, NARROWEST)
    first = text.wrap(console, room)[0]
    begun = len(first.plain.rstrip())
    console.print(Text(" " * indent) + text[:begun], soft_wrap=True)
    rest = text[begun + len(text.plain[begun:]) - len(text.plain[begun:].lstrip()) :]
    for line in rest.wrap(console, max(room - hang, NARROWEST)) if rest else ():
        line.rstrip()
        console.print(Text(" " * (indent + hang)) + line, soft_wrap=True)


def _show_rows(console: Console, rows: Rows) -> None:
    kept = _kept(rows, console.width)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0), header_style="sl.head", show_edge=False)
    for at in kept:
        table.add_column(Text(rows.columns[at]), min_width=_least(rows, at), overflow="fold")
    for row in rows.rows:
        table.add_row(*(_cell(row[at]) for at in kept))
    console.print(table)
    left_out = [rows.columns[at] for at in range(len(rows.columns)) if at not in kept]
    said = [rows.note] if rows.note else []
    if left_out:
        said.append(f"no room for: {', '.join(left_out)} (--wide shows all)")
    for line in said:
        _print_hung(console, Text(line, style="sl.soft"), 0, HANG)


def _cell(text: str) -> Text:
    return Text(text, style="sl.iri") if _IRI.fullmatch(text) else _Codes()(Text(text))


def _kept(rows: Rows, width: int) -> list[int]:
    """Return the columns that fit, the first ones; where labels stand beside them, IRIs are left out before words."""
    kept = list(range(len(rows.columns)))
    while len(kept) > 1 and sum(_least(rows, at) + GAP for at in kept) - GAP > width:
        spare = [at for at in kept if rows.labelled and _names_things(rows, at)]
        kept.remove(spare[-1] if spare and len(spare) < len(kept) else kept[-1])
    return kept


def _least(rows: Rows, at: int) -> int:
    """Return how narrow a column may be: a word, or the name of a thing, is not broken unless it is very long."""
    cells = [rows.columns[at], *(row[at] for row in rows.rows)]
    widest, room = max(map(len, cells)), max(NARROWEST, _longest_word(cells))
    return min(widest, LONGEST_NAME if _names_things(rows, at) else min(room, LONGEST_WORD))


def _longest_word(cells: Iterable[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=0)


def _names_things(rows: Rows, at: int) -> bool:
    cells = [row[at] for row in rows.rows if row[at]]
    return bool(cells) and all(_IRI.fullmatch(cell) for cell in cells)
