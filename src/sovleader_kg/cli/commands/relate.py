"""The command `relate`."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sovleader_kg.cli.command import Command
from sovleader_kg.cli.display import relation_lines
from sovleader_kg.cli.output import print_answer
from sovleader_kg.graph import KnowledgeGraph

__all__ = ["RELATE"]


def _add(parser: ArgumentParser) -> None:
    parser.add_argument("first", help="a term, tenure, post, lapse, event, leadership, collective or person")
    parser.add_argument("second", help="another one")


def _run(arguments: Namespace) -> int:
    kg, pair = KnowledgeGraph.open(), (arguments.first, arguments.second)
    relation, overlap, gap = kg.relate(*pair), kg.overlap(*pair), kg.gap(*pair)
    document = relation.as_json() | {"overlap": overlap, "gap": gap}
    print_answer(document, relation_lines(relation, overlap, gap), as_json=arguments.json)
    return 0


RELATE = Command(
    "relate",
    "Show the temporal relation between two dated things: before, meets, overlaps, during …",
    "sovleader relate term:nikita-khrushchev.1 term:leonid-brezhnev.1",
    _add,
    _run,
)
