"""The command `on`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command, add_engine, add_saying
from sovleader_kg.cli.days import change_lines, roster_lines
from sovleader_kg.cli.legend import change_codes, roster_codes
from sovleader_kg.cli.output import fitted, print_told
from sovleader_kg.cli.times import time_first
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["ON"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument(
        "days", metavar="DAY", nargs="+", help="a day: 1953-03-06, 6 March 1953; a later one: show what changed to it"
    )
    add_saying(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    kg = KnowledgeGraph.open(engine=arguments.engine)
    day, others = time_first(arguments.days, "on")
    if others:
        changes = kg.changes(day, " ".join(others))
        print_told(kg, changes, change_lines(changes), arguments, change_codes(changes))
        return 0 if changes.groups else 1
    roster = kg.on(day)
    lines = roster_lines(roster, spoken=fitted(arguments))
    print_told(kg, roster, lines, arguments, roster_codes(roster))
    return 1 if roster.empty else 0


ON = Command(
    "on", "Show the whole leadership of a day, or what changed between two.", "sovleader on 1953-03-06", _add, _run
)
