"""The command `on`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command, add_engine
from sovleader_kg.cli.days import change_lines, roster_lines
from sovleader_kg.cli.output import print_answer
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["ON"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY", help="an ISO day")
    parser.add_argument("last", metavar="DAY", nargs="?", help="a later day: show what changed from the first to it")
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    kg = KnowledgeGraph.open(engine=arguments.engine)
    if arguments.last:
        changes = kg.changes(arguments.day, arguments.last)
        print_answer(changes.as_json(), change_lines(changes), as_json=arguments.json)
        return 0 if changes.groups else 1
    roster = kg.on(arguments.day)
    print_answer(roster.as_json(), roster_lines(roster), as_json=arguments.json)
    return 1 if roster.empty else 0


ON = Command(
    "on", "Show the whole leadership of a day, or what changed between two days.", "sovleader on 1953-03-06", _add, _run
)
