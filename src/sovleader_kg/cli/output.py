"""Output: answers to standard output, as lines or as JSON; problems, notes and progress."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from sovleader_kg.cli.rows import Rows, Shown, plain

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.daybook import Document
    from sovleader_kg.errors import Problem
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.prose.telling import Tellable
    from sovleader_kg.store.engines import Result
    from sovleader_kg.store.tables import Table

__all__ = [
    "as_typed",
    "fitted",
    "note",
    "print_answer",
    "print_json",
    "print_problems",
    "print_result",
    "print_told",
    "progress",
    "said",
]

NAME = "sovleader"


def fitted(arguments: Namespace) -> bool:
    """Return whether an answer is shown fitted to a terminal: where there is one, without `--json`, `--wide`."""
    return sys.stdout.isatty() and not (arguments.json or arguments.wide)


def print_answer(
    document: object, lines: Iterable[Shown], *, as_json: bool, wide: bool = False, codes: Iterable[str] = ()
) -> None:
    """Print an answer, either as JSON or line by line; on a terminal fitted to it, with what its codes mean.

    Args:
        document: The JSON.
        lines: The lines, and tables among them.
        as_json: Whether JSON is asked for.
        wide: Whether lines are printed whole on a terminal too, as they are into a pipe.
        codes: The codes in the lines, of which a terminal tells the meaning.
    """
    if as_json:
        print_json(document)
    elif wide or not sys.stdout.isatty():
        for line in plain(lines):
            print(line)
    else:
        from sovleader_kg.cli.legend import legend
        from sovleader_kg.cli.terminal import show

        show(lines, legend(codes))


def print_result(result: Result | Table, arguments: Namespace, query: str = "") -> None:
    """Print the result of a query in the format that is asked for; a terminal gets rows fitted to it.

    Args:
        result: What the query gave.
        arguments: Those of the command.
        query: The name of a stored query, which knows what its columns are called.
    """
    from pyoxigraph import QuerySolutions

    from sovleader_kg.store.tables import Table, as_table, write_result

    if isinstance(result, QuerySolutions):
        result = as_table(result)
    if isinstance(result, Table) and arguments.format == "table" and fitted(arguments):
        _print_rows(result, query)
    else:
        sys.stdout.write(write_result(result, "json" if arguments.json else arguments.format))
    if isinstance(result, Table | list) and not result and not query:
        note(f"{NAME}: no {'rows' if isinstance(result, Table) else 'triples'}")


def _print_rows(table: Table, query: str) -> None:
    from sovleader_kg.cli.terminal import show
    from sovleader_kg.nodes import shown
    from sovleader_kg.store.headings import heading

    if table.rows:
        columns = [heading(column, "en", query) if query else column for column in table.columns]
        told = f"; what the columns mean: {NAME} ask {query} --help" if query else ""
        rows = f"{len(table.rows):,} {'row' if len(table.rows) == 1 else 'rows'}"
        cells = [[shown(cell) for cell in row] for row in table.rows]
        show([Rows(columns, cells, f"{rows}{told}", labelled=bool(query))], {})


def said(kg: KnowledgeGraph, found: Tellable, arguments: Namespace) -> str | None:
    """Return an answer in sentences, where `say` or `language` asks for them."""
    return kg.say(found, arguments.language or "en") if arguments.say or arguments.language else None


def print_told(
    document: Document, lines: Iterable[Shown], arguments: Namespace, codes: Iterable[str], told: str | None
) -> None:
    """Print an answer as `print_answer`; where it is told in sentences, these."""
    if told is None:
        print_answer(document, lines, as_json=arguments.json, wide=arguments.wide, codes=codes)
    elif arguments.json:
        print_json({**document, "sentence": told})
    else:
        print(_filled(told) if fitted(arguments) else told)


def _filled(text: str) -> str:
    """Return a text in lines as wide as the terminal."""
    import shutil
    from textwrap import fill

    return fill(text, shutil.get_terminal_size().columns)


def print_json(document: object) -> None:
    """Print a document as JSON."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_problems(problems: Iterable[Problem], stream: TextIO) -> None:
    """Print one line a problem; on a terminal, errors are red, unless `NO_COLOR` or `TERM` says no."""
    colour = stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for problem in problems:
        mark = f"\x1b[31m{problem.severity}\x1b[0m" if colour and problem.severity == "error" else problem.severity
        print(f"{problem.where}: {mark}: {problem.message}", file=stream)


def note(text: str) -> None:
    """Print a line for the reader to standard error, where no program reads it as part of the answer."""
    print(text, file=sys.stderr)


@contextmanager
def progress() -> Iterator[Callable[[str], None]]:
    """Give a function that shows the current stage on a terminal, on one line that is cleared in the end."""
    shown = sys.stderr.isatty()

    def show(stage: str = "") -> None:
        if shown:
            print(f"\r\x1b[K{f'{stage} …' if stage else ''}", end="", file=sys.stderr, flush=True)

    try:
        yield show
    finally:
        show()


def as_typed(words: str) -> str:
    """Return a call of this program that works as it stands, also where the program is not on the path."""
    import shutil
    from pathlib import Path

    called = Path(sys.argv[0])
    off_the_path = called.name == NAME and shutil.which(NAME) is None
    return f"{os.path.relpath(called) if off_the_path else NAME} {words}"
