"""The command `on`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from sovleader_kg.cli.command import Command, add_engine, add_saying
from sovleader_kg.cli.days import change_lines, roster_lines
from sovleader_kg.cli.legend import change_codes, roster_codes
from sovleader_kg.cli.lookup import looked_up, one_day, opened
from sovleader_kg.cli.output import fitted, print_told, said
from sovleader_kg.cli.times import time_first

if TYPE_CHECKING:
    from sovleader_kg.answers.chronology.daybook import Document

__all__ = ["ON"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument(
        "days", metavar="DAY", nargs="+", help="a day: 1953-03-06, 6 March 1953; a later one: show what changed to it"
    )
    add_saying(parser)
    add_engine(parser)


def _run(arguments: Namespace) -> int:
    day, others = time_first(arguments.days, "on")
    if others:
        return _changed(arguments, day, " ".join(others))
    document, told = _roster(arguments, day)
    lines = roster_lines(document, spoken=fitted(arguments))
    print_told(document, lines, arguments, roster_codes(document), told)
    return 1 if _is_empty(document) else 0


def _is_empty(roster: Document) -> bool:
    """Return whether nobody may have held any post, nor led."""
    held = any(entry["answers"] for group in roster["groups"] for entry in group["entries"])
    return not (held or roster["leaders"]["answers"] or roster["leaders"]["together"])


def _roster(arguments: Namespace, day: str) -> tuple[Document, str | None]:
    """Return the leadership of a day, looked up or else worked out, and the sentences that are asked for."""
    meant, daybook = one_day(day), looked_up(arguments)
    if meant and daybook:
        return daybook.roster(meant), None
    kg = opened(arguments)
    roster = kg.on(day)
    return roster.as_json(), said(kg, roster, arguments)


def _changed(arguments: Namespace, day: str, other: str) -> int:
    kg = opened(arguments)
    changes = kg.changes(day, other)
    told = said(kg, changes, arguments)
    print_told(changes.as_json(), change_lines(changes), arguments, change_codes(changes), told)
    return 0 if changes.groups else 1


ON = Command(
    "on", "Show the whole leadership of a day, or what changed between two.", "sovleader on 1953-03-06", _add, _run
)
