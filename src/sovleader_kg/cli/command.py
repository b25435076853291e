"""Command: one row of the table of commands, and the options that several of them take."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from typing import NamedTuple

__all__ = ["Command", "add_engine", "add_format", "add_saying"]


class Command(NamedTuple):
    """A command.

    Attributes:
        name: What people type.
        summary: What it does, in one line.
        example: A call that works as it stands.
        add: Adds its arguments to a parser.
        run: Runs it and returns its exit status.
        takes_more: Whether it reads options that its parser does not know, from `arguments.rest`.
        add_named: Adds what belongs to the thing that the words of a call name, for the help and for completion.
    """

    name: str
    summary: str
    example: str
    add: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]
    takes_more: bool = False
    add_named: Callable[[ArgumentParser, Sequence[str]], None] | None = None


def add_engine(parser: ArgumentParser) -> None:
    """Add the choice of the engine."""
    parser.add_argument("--engine", default="oxigraph", metavar="ENGINE", help="oxigraph or rdflib")


def add_saying(parser: ArgumentParser) -> None:
    """Add the choice of sentences instead of a table."""
    parser.add_argument("--say", action="store_true", help="answer in sentences: who, how sure, where sources differ")
    parser.add_argument("--language", metavar="LANGUAGE", help="the language of the sentences: en or ru")


def add_format(parser: ArgumentParser) -> None:
    """Add the choice of the format of a result."""
    parser.add_argument("--format", default="table", help="table, json, csv, tsv or ttl")
