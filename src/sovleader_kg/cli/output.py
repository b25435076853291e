"""Output: answers to standard output, as lines or as JSON; problems, notes and progress."""

from __future__ import annotations

import json
import os
import shutil
import sys
from argparse import Namespace
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, TextIO

from sovleader_kg.errors import Problem

if TYPE_CHECKING:
    from sovleader_kg.graph import KnowledgeGraph
    from sovleader_kg.prose.telling import Tellable

__all__ = ["as_typed", "note", "print_answer", "print_json", "print_problems", "print_told", "progress"]

NAME = "sovleader"


def print_answer(document: object, lines: Iterable[str], *, as_json: bool) -> None:
    """Print an answer, either as JSON or line by line."""
    if as_json:
        print_json(document)
        return
    for line in lines:
        print(line)


def print_told(kg: KnowledgeGraph, found: Tellable, lines: Iterable[str], arguments: Namespace) -> None:
    """Print an answer line by line or as JSON; where `say` or `language` asks for it in sentences, so told."""
    if not (arguments.say or arguments.language):
        print_answer(found.as_json(), lines, as_json=arguments.json)
        return
    told = kg.say(found, arguments.language or "en")
    shown = fill(told, shutil.get_terminal_size().columns) if sys.stdout.isatty() else told
    print_answer({**found.as_json(), "sentence": told}, [shown], as_json=arguments.json)


def print_json(document: object) -> None:
    """Print a document as JSON."""
    print(json.dumps(document, ensure_ascii=False, indent=1))


def print_problems(problems: Iterable[Problem], stream: TextIO) -> None:
    """Print one line a problem; on a terminal, errors are red."""
    colour = stream.isatty()
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
    called = Path(sys.argv[0])
    off_the_path = called.name == NAME and shutil.which(NAME) is None
    return f"{os.path.relpath(called) if off_the_path else NAME} {words}"
