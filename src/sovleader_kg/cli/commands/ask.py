"""The command `ask`: the stored queries, listed or run."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from sovleader_kg.cli.command import Command, add_engine, add_format
from sovleader_kg.cli.display import query_lines
from sovleader_kg.cli.output import note, print_answer
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.store.queries import catalogue
from sovleader_kg.store.tables import write_result

__all__ = ["ASK"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", help="the query's name; its parameters follow as --name value")
    add_format(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    if not arguments.query:
        queries = list(catalogue().values())
        print_answer([query.as_json() for query in queries], query_lines(queries), as_json=arguments.json)
        return 0
    values = _parameters(arguments.rest)
    table = KnowledgeGraph.open(engine=arguments.engine).ask(arguments.query, **values)
    reason = table.reason
    sys.stdout.write(write_result(table, "json" if arguments.json else arguments.format))
    if reason:
        note(f"sovleader: no rows: {reason}")
    return 1 if reason else 0


def _parameters(rest: Sequence[str]) -> dict[str, str]:
    """Read `--name value` and `--name=value` pairs."""
    values: dict[str, str] = {}
    words = iter(rest)
    for word in words:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--") or not name:
            raise UsageError(f'"{word}" stands where --parameter value should')
        if not equals:
            found = next(words, None)
            if found is None:
                raise UsageError(f"--{name} needs a value")
            value = found
        values[name] = value
    return values


ASK = Command(
    "ask",
    "List the stored queries, or run one.",
    "sovleader ask holders_on --day 1964-10-14",
    _add,
    _run,
    takes_more=True,
)
