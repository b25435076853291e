"""The command `disputes`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.evidence import dispute_lines
from sovleader_kg.cli.legend import dispute_codes
from sovleader_kg.cli.output import print_answer
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["DISPUTES"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("--about", metavar="THING", help="a term, person, post, event, property or source, by any name")


def _run(arguments: Namespace) -> int:
    found = KnowledgeGraph.open().disputes(arguments.about)
    lines = dispute_lines(found) or [f"no dispute about {arguments.about or 'anything'}"]
    document, codes = [dispute.as_json() for dispute in found], dispute_codes(found)
    print_answer(document, lines, as_json=arguments.json, wide=arguments.wide, codes=codes)
    return 0 if found else 1


DISPUTES = Command(
    "disputes",
    "List the points on which sources disagree, side by side.",
    "sovleader disputes --about term:nikita-khrushchev.1",
    _add,
    _run,
)
