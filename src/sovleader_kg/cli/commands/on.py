"""The command `on`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command, add_engine, add_saying
from sovleader_kg.cli.days import change_lines, roster_lines
from sovleader_kg.cli.output import print_told
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["ON"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("day", metavar="DAY", help='a day: 1953-03-06, 6.3.1953, "6 March 1953"')
    parser.add_argument("last", metavar="DAY", nargs="?", help="a later day: show what changed from the first to it")
    add_saying(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    kg = KnowledgeGraph.open(engine=arguments.engine)
    if arguments.last:
        changes = kg.changes(arguments.day, arguments.last)
        print_told(kg, changes, change_lines(changes), arguments)
        return 0 if changes.groups else 1
    roster = kg.on(arguments.day)
    print_told(kg, roster, roster_lines(roster), arguments)
    return 1 if roster.empty else 0


ON = Command(
    "on", "Show the whole leadership of a day, or what changed between two days.", "sovleader on 1953-03-06", _add, _run
)
