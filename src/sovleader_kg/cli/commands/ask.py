"""The command `ask`: the stored queries, listed or run."""

from __future__ import annotations

import shlex
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence

from sovleader_kg.cli.command import Command, add_engine, add_format
from sovleader_kg.cli.listings import query_lines, topic_lines
from sovleader_kg.cli.output import fitted, note, print_answer, print_result
from sovleader_kg.errors import UsageError
from sovleader_kg.graph import KnowledgeGraph
from sovleader_kg.store.queries import catalogue, stored

__all__ = ["ASK"]

VALUES = {"iri": "NAME", "date": "DAY", "integer": "NUMBER", "string": "TEXT"}


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("query", nargs="?", help="the query's name; its parameters follow as --name value")
    add_format(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    if not arguments.query:
        queries = list(catalogue().values())
        lines = topic_lines(queries) if fitted(arguments) else query_lines(queries)
        document = [query.as_json() for query in queries]
        print_answer(document, lines, as_json=arguments.json, wide=arguments.wide)
        return 0
    values = _parameters(arguments.rest)
    table = KnowledgeGraph.open(engine=arguments.engine).ask(arguments.query, **values)
    reason = table.reason
    print_result(table, arguments, stored(arguments.query).name)
    if reason:
        note(f"sovleader: no rows: {reason}")
    return 1 if reason else 0


def _add_named(parser: ArgumentParser, words: Sequence[str]) -> None:
    """Turn the help into that of the stored query that a call names, with its parameters."""
    name = next((word for word in words if not word.startswith("-")), None)
    if name is None:
        return
    query = stored(name)
    parser.usage = f"sovleader ask {query.name} [--PARAMETER VALUE …] [--format FORMAT] [--json]"
    parser.description = f"{query.summary}. {query.description}"
    given = " ".join(f"--{one.name} {shlex.quote(one.sample)}" for one in query.parameters)
    parser.epilog = f"example: sovleader ask {query.name} {given}".rstrip()
    group = parser.add_argument_group("parameters", "what is left out means all" if query.parameters else "none")
    for one in query.parameters:
        told = f"{one.meaning}; for example {one.sample}".replace("%", "%%")
        group.add_argument(f"--{one.name}", metavar=VALUES[one.type], help=told)


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
        if name in values:
            raise UsageError(f"--{name} is given twice")
        values[name] = value
    return values


ASK = Command(
    "ask",
    "List the stored queries, or run one.",
    "sovleader ask holders_on --day 1964-10-14",
    _add,
    _run,
    takes_more=True,
    add_named=_add_named,
)
